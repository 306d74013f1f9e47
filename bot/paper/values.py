"""A cell as what a person would have done: picked, written, or passed."""

from collections.abc import Mapping

from surveys.definitions.definition import FreeText, Picking, Several, Statement, Survey
from surveys.messages import Came, Chose, PassedOn, Wrote
from surveys.records import NoAnswer
from surveys.talk.matching import match_options, match_pass

NOTHING_WRITTEN = frozenset({"", "-", "--", "n/a", "na"})
PASSED = {
    "dont know": NoAnswer.DONT_KNOW,
    "don't know": NoAnswer.DONT_KNOW,
    "not sure": NoAnswer.DONT_KNOW,
    "prefer not to say": NoAnswer.RATHER_NOT,
    "rather not say": NoAnswer.RATHER_NOT,
    "no answer": NoAnswer.SKIPPED,
    "skipped": NoAnswer.SKIPPED,
}


class BadCell(Exception):
    """Why a cell cannot be taken. Never repeats what is in it."""


def read_cell(
    survey: Survey, key: str, cell: str, values: Mapping[str, str], language: str
) -> Came:
    """Raises BadCell."""
    question = survey.question(key)
    if isinstance(question, Statement):
        raise BadCell(f"{key}: nothing is asked there")
    if isinstance(question, FreeText):
        return _text(question, cell)
    if cell.casefold() in NOTHING_WRITTEN:
        return PassedOn(NoAnswer.SKIPPED)
    return _picked(survey, question, values.get(cell, cell), language)


def _text(question: FreeText, cell: str) -> Came:
    if not cell:
        return PassedOn(NoAnswer.SKIPPED)
    if len(cell) > question.cap:
        raise BadCell(f"{question.key}: {len(cell)} characters, at most {question.cap} are taken")
    return Wrote(cell)


def _picked(survey: Survey, question: Picking, cell: str, language: str) -> Came:
    if why := _pass(question, cell, language):
        return PassedOn(why)
    keys = _keys(question, cell) or match_options(survey, question, cell, language)
    if not keys:
        offered = ", ".join(f"{option.key} ({option.text})" for option in question.options)
        raise BadCell(f"{question.key}: not one of {offered}")
    if isinstance(question, Several) and question.at_most and len(keys) > question.at_most:
        raise BadCell(f"{question.key}: {len(keys)} picked, at most {question.at_most} are taken")
    return Chose(keys)


def _pass(question: Picking, cell: str, language: str) -> NoAnswer | None:
    """What an option is called goes before what passing is called."""
    folded = " ".join(cell.casefold().replace("’", "'").split())
    if any(
        folded in {option.key.casefold(), option.text.casefold()} for option in question.options
    ):
        return None
    return PASSED.get(folded) or match_pass(cell, language)


def _keys(question: Picking, cell: str) -> tuple[str, ...]:
    """Keys as they stand in the definition; they go before numbers in the list."""
    parts = (
        cell.replace("|", ";").replace(",", ";").split(";")
        if isinstance(question, Several)
        else [cell]
    )
    known = {option.key.casefold(): option.key for option in question.options}
    found = [known.get(part.strip().casefold()) for part in parts if part.strip()]
    return tuple(dict.fromkeys(key for key in found if key)) if None not in found else ()
