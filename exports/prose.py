"""The standing words of a paper: purpose, background, what is hidden and why, method."""

from collections.abc import Iterable, Sequence

from exports.policy import Policy
from exports.report import MARK, Cell, Hidden, SafeTable, Shown, as_count
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
        "With so few, any figure could tell what one of them said. Their answers are kept and may "
        "be counted together with those of another wave."
    )


def purpose(survey: Survey, organisation: str) -> tuple[str, ...]:
    return (
        (
            f"To tell {organisation} what people said in the survey “{survey.title}”, so that it can "
            "decide what to do about it and report back to them."
        ),
    )


RECOMMENDATIONS = (
    "note what people said and what the numbers cannot tell",
    "[decide: add the decision that is asked for, or delete this line]",
    "name a lead and a date for each action, and say how those who answered will hear of it",
)


def background(survey: Survey, wave: Wave, period: str) -> tuple[str, ...]:
    asked = sum(question_kind(q) != "" for q in survey.questions)
    return (
        (
            f"The survey “{survey.title}” was open from its start to its close in this wave: {period}. "
            f"It has {asked} questions. Every one of them could be skipped, and for each people could "
            "say that they did not know or would rather not say."
        ),
        ENTRY[wave.entry],
    )


ENTRY = {
    Entry.LINK: "Anyone with the link could take part. Nobody was asked who they are.",
    Entry.CODES: "People took part with a printed code that works once. Nobody was asked who "
    "they are, and no list says who was given which code.",
}


def question_kind(question: Question) -> str:
    """How a question could be answered, in a few words."""
    match question:
        case Scale():
            return "one of five points"
        case OneChoice() | Locality() | AgeBand():
            return "one of the answers given"
        case Several(at_most=0):
            return "any number of the answers given"
        case Several(at_most=most):
            return f"up to {most} of the answers given"
        case FreeText():
            return "own words"
        case _:
            return ""


def answered(people: Cell) -> tuple[str, ...]:
    return (
        (
            f"About {as_count(people)} people finished the survey. Those who stopped before the end "
            "are not counted: what they had said was forgotten at once."
        ),
    )


# ---------------------------------------------------------------- small numbers
def hidden(policy: Policy, tables: Sequence[SafeTable], branched: bool) -> tuple[str, ...]:  # noqa: FBT001
    """What small numbers hide, and why, with what that means for this very paper."""
    most = policy.hide_up_to
    notes = [
        (
            f"The mark {MARK} stands for a number that is hidden: one of {most} or fewer, nought "
            f"included; one that is all but {most} or fewer of those asked; or one that would give "
            "another hidden number away. The mark does not tell which, so that nobody can be picked "
            "out, not even by those who know them."
        ),
        (
            f"Every other number is rounded to the nearest {policy.round_to}. Percentages are whole "
            "and worked out from rounded numbers, so they may not add up to 100. There is none where "
            f"fewer than {policy.percent_base} people were asked."
        ),
        (
            f"A group of fewer than {policy.smallest_group} people is counted with a neighbour, and "
            "then bears both names, or is hidden. An answer given by fewer than "
            f"{policy.breakdown_from} people is not divided among groups."
        ),
    ]
    if branched:
        notes.append("A question that only some people were asked is not divided among groups.")
    return (*notes, *_how_much(tables))


def _how_much(tables: Iterable[SafeTable]) -> tuple[str, ...]:
    cells = [cell for table in tables if table.is_breakdown for _, cell in table.cells()]
    if not cells:
        return ("No comparison between groups could be made: the groups are too small.",)
    gone = sum(isinstance(cell, Hidden) for cell in cells)
    said = f"In the comparisons between groups {gone} of {len(cells)} numbers are hidden."
    if 100 * (len(cells) - gone) >= ENOUGH_SHOWN * len(cells):
        return (said,)
    return (
        (
            f"{said} That leaves little to see. Fewer and larger groups in the survey's definition, "
            "or two waves reported together, would show more."
        ),
    )


# ---------------------------------------------------------------- method
REPEATS = {
    Entry.LINK: "Without codes the same person can answer more than once. The survey asks people "
    "not to, but repeats cannot be ruled out, and the numbers should be read with that in mind.",
    Entry.CODES: "Each code was accepted once, so nobody could answer twice with the same code.",
}


def method(wave: Wave) -> tuple[str, ...]:
    """How anonymity works, how words were screened, what the numbers can bear."""
    return (
        (
            "Each finished response was sealed before it was stored. When the wave was closed all of "
            "them were opened together, mixed, and written anew without time, order or any mark of "
            "the person; then the keys were destroyed. Nobody can find one person's answers."
        ),
        REPEATS[wave.entry],
        (
            "Every text was screened by rules on the server before it was kept, and sent to no other "
            "service. Names, numbers and addresses were taken out. A text in doubt waits for an "
            "officer. A text that suggested danger went to the safeguarding leads alone, and the "
            "person was shown where to get help in the same moment."
        ),
        (
            "Those who answered chose to. They do not stand for everyone of their age or area, and "
            "the percentages are those of the people who were asked, whether or not they answered."
        ),
    )


def summary(base: Cell, headings: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The paper in a few lines: who answered, and the heading of each finding."""
    people = f"About {as_count(base)} people took part." if isinstance(base, Shown) else ""
    return (people, *(f"{question}: {heading}." for question, heading in headings))
