"""Typed words matched to what can be picked: by its words, its key or its number in the list."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from surveys.definitions.definition import OneChoice, Option, Picking, Several, Survey
from surveys.limits import MAX_MATCHED
from surveys.records import NoAnswer
from surveys.wording import wording

PASSES = (
    (NoAnswer.SKIPPED, "Skip"),
    (NoAnswer.DONT_KNOW, "I don't know"),
    (NoAnswer.RATHER_NOT, "I'd rather not say"),
)


def match_pass(text: str, language: str) -> NoAnswer | None:
    """Skip, "I don't know" or "I'd rather not say", typed out."""
    return _typed_passes(language).get(_fold(text[:MAX_MATCHED]))


@cache
def _typed_passes(language: str) -> Mapping[str, NoAnswer]:
    """Each way of passing, as it may be typed; where two are typed alike, the first."""
    say = wording(language).say
    return {_fold(typed): why for why, label in reversed(PASSES) for typed in (label, say(label))}


def match_options(
    survey: Survey, question: Picking, text: str, language: str
) -> tuple[str, ...] | None:
    """The keys that were meant, or None where that is not certain."""
    parts = _parts(question, text[:MAX_MATCHED])
    found = [_match(survey, question.options, part, language) for part in parts]
    keys = tuple(dict.fromkeys(key for key in found if key is not None))
    return keys if found and None not in found else None


def _parts(question: OneChoice | Picking, text: str) -> list[str]:
    if not isinstance(question, Several):
        return [text]
    return [part for part in text.replace(";", ",").replace("\n", ",").split(",") if part.strip()]


def _match(survey: Survey, options: Sequence[Option], text: str, language: str) -> str | None:
    """A number that is one option's key and another's place is not certain."""
    folded = _fold(text)
    meant = {
        option.key
        for number, option in enumerate(options, start=1)
        if folded in _names(survey, option, number, language)
    }
    return meant.pop() if len(meant) == 1 else None


def _names(survey: Survey, option: Option, number: int, language: str) -> Iterable[str]:
    said = survey.said(option.text, language)
    return {_fold(option.text), _fold(said), option.key.casefold(), str(number)}


def _fold(text: str) -> str:
    """Case, spaces, curly apostrophes and end punctuation do not count."""
    return " ".join(text.casefold().replace("’", "'").split()).strip(" .!")
