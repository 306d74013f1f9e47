"""The standing words of a paper: purpose, background, what is hidden and why, method."""

from collections.abc import Iterable, Sequence

from exports.policy import Policy
from exports.report import MARK, Cell, Hidden, SafeTable, as_count
from surveys.definition import (
    AgeBand,
    FreeText,
    Locality,
    OneChoice,
    Question,
    Scale,
    Several,
    Survey,
)
from surveys.records import Entry, Wave

ENOUGH_SHOWN = 50
"""Under this share of numbers shown, in per cent, a paper proposes larger groups."""


def too_few(policy: Policy) -> str:
    return (
        f"Fewer than {policy.smallest_group} people took part, so this report holds no numbers. "
        "With so few, any figure could tell what one of them said. Their answers are kept, and "
        "may be counted together with those of another wave."
    )


# ---------------------------------------------------------------- the front of the paper
def purpose(survey: Survey, organisation: str) -> tuple[str, ...]:
    said = (
        f"To tell {organisation} what people said in the survey “{survey.title}”, so that it can "
        "decide what to do about it and report back to them."
    )
    return (said,)


RECOMMENDATIONS = (
    "note what people said, and what the numbers cannot tell",
    "[add the decision that is asked for]",
    "name a lead and a date for each action, and say how those who answered will hear of it",
)


def took_part(people: Cell) -> str:
    return f"About {as_count(people)} people took part."


ENTRY = {
    Entry.LINK: "Anyone with the link could take part. Nobody was asked who they are.",
    Entry.CODES: (
        "People took part with a printed code that works once. Nobody was asked who they are, "
        "and no list says who was given which code."
    ),
}


def background(survey: Survey, wave: Wave, period: str) -> tuple[str, ...]:
    asked = sum(bool(question_kind(question)) for question in survey.questions)
    audience = f" of {survey.audience}" if survey.audience else ""
    said = (
        f"The survey “{survey.title}” was asked{audience} in the wave “{wave.name}”, {period}. "
        f"{_questions(asked)} Every question could be skipped, and to every one people could say "
        "that they did not know or would rather not say."
    )
    return (said, ENTRY[wave.entry])


def _questions(number: int) -> str:
    return "It has one question." if number == 1 else f"It has {number} questions."


def question_kind(question: Question) -> str:
    """How a question could be answered, in a few words; none for a statement."""
    match question:
        case Scale():
            return "one of five points"
        case OneChoice() | Locality() | AgeBand():
            return "one of several answers"
        case Several(at_most=0):
            return "any number of answers"
        case Several(at_most=most):
            return f"up to {most} answers"
        case FreeText():
            return "own words"
        case _:
            return ""


def answered(people: Cell) -> tuple[str, ...]:
    said = (
        f"About {as_count(people)} people finished the survey. Those who stopped before the end "
        "are not counted: what they had said was forgotten at once."
    )
    return (said,)


# ---------------------------------------------------------------- small numbers
def hidden(policy: Policy, survey: Survey, tables: Sequence[SafeTable]) -> tuple[str, ...]:
    """What small numbers hide, and why, with what that means for this very paper."""
    branched = any(question.ask_if for question in survey.questions)
    return (
        _mark(policy.hide_up_to),
        _rounding(policy),
        _grouping(policy),
        *((BRANCHED,) if branched and survey.breakdowns else ()),
        *(_how_much(tables) if survey.breakdowns else ()),
    )


BRANCHED = "A question that only some people were asked is not divided among groups."


def _mark(most: int) -> str:
    return (
        f"The mark {MARK} stands for a hidden number: {most} or fewer, nought included; all but "
        f"{most} or fewer of those asked; or one that would give another hidden number away. The "
        "mark does not tell which of these it is, so that nobody can be picked out, not even by "
        "someone who knows them."
    )


def _rounding(policy: Policy) -> str:
    return (
        f"Every other number is rounded to the nearest {policy.round_to}. Percentages are whole "
        "and worked out from rounded numbers, so they may not add up to 100. There are none "
        f"where fewer than {policy.percent_base} people were asked."
    )


def _grouping(policy: Policy) -> str:
    return (
        f"A group of fewer than {policy.smallest_group} people is counted with a neighbour, and "
        "the two then bear both names, or it is hidden. An answer that fewer than "
        f"{policy.breakdown_from} people gave is not divided among groups."
    )


def _how_much(tables: Iterable[SafeTable]) -> tuple[str, ...]:
    cells = [cell for table in tables for _, cell in table.cells()]
    if not cells:
        return ("Groups could not be compared: too few of them are large enough.",)
    gone = sum(isinstance(cell, Hidden) for cell in cells)
    said = f"In the comparisons between groups {gone} of {len(cells)} numbers are hidden."
    if 100 * (len(cells) - gone) >= ENOUGH_SHOWN * len(cells):
        return (said,)
    little = (
        f"{said} That leaves little to see. Fewer and larger groups in the survey’s definition, "
        "or two waves reported together, would show more."
    )
    return (little,)


# ---------------------------------------------------------------- method
SEALED = (
    "Each finished response was sealed before it was stored. When the wave was closed, all of "
    "them were opened together, mixed, and written anew without time, order or any mark of the "
    "person; then the keys were destroyed. Since then nobody can tell which answers are whose."
)
REPEATS = {
    Entry.LINK: (
        "Without entry codes the same person can answer more than once. Such repeats cannot be "
        "ruled out, and the numbers should be read with that in mind."
    ),
    Entry.CODES: "Each entry code was accepted once, so nobody could answer twice with one code.",
}
SCREENED = (
    "Every text was screened by rules on the server before it was kept, and went to no other "
    "service. Names, numbers and addresses that the rules found were taken out. A text in doubt "
    "waits for an officer. A text that suggested danger went to the safeguarding leads alone, and "
    "the person was shown where to get help in the same moment."
)
CHOSE_TO = (
    "Those who answered chose to. They do not stand for everyone of their age or area. The "
    "percentages are of all who were asked a question, whether or not they answered it."
)


def method(wave: Wave) -> tuple[str, ...]:
    """How anonymity works, how words were screened, what the numbers can bear."""
    return (SEALED, REPEATS[wave.entry], SCREENED, CHOSE_TO)
