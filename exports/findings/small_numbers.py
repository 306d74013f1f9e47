"""What a paper says of numbers it does not show: how many, by which rules, and why."""

from collections.abc import Iterable, Sequence

from exports.disclosure.decided import Decided
from exports.disclosure.policy import Policy
from exports.findings.telling import untold
from exports.report import MARK, Breakdown, Finding, Hidden, SafeTable
from exports.speech import Say
from surveys.definitions.definition import Survey

ENOUGH_SHOWN = 50
"""Under this share of numbers shown, in per cent, a paper proposes larger groups."""


def too_few(say: Say, policy: Policy) -> str:
    return say(
        "Fewer than {number} {folk} took part, so this report holds no numbers. With so few, any "
        "figure could tell what one of them said. Their answers are kept, and may be counted "
        "together with those of another wave.",
        number=policy.smallest_group,
    )


def lost(say: Say) -> str:
    return say(
        "The answers of this wave are lost: the key that opens them was lost before the wave was "
        "closed. Nobody can read or count them, so this report holds no numbers. It does not mean "
        "that nobody answered."
    )


def hidden(
    say: Say,
    policy: Policy,
    survey: Survey,
    tables: Sequence[SafeTable],
) -> tuple[str, ...]:
    """What small numbers hide, and why, with what that means for this very paper."""
    branched = any(question.ask_if for question in survey.questions) and survey.breakdowns
    parted = say("A question that only some people were asked is not divided among groups.")
    return (
        _mark(say, policy.hide_up_to),
        _rounding(say, policy),
        f"{_grouping(say, policy)} {parted}" if branched else _grouping(say, policy),
        *(_how_much(say, tables) if survey.breakdowns else ()),
    )


def left_out(say: Say, parts: Sequence[Breakdown | Finding]) -> tuple[str, ...]:
    """Tables that would hold nothing but marks."""
    gone = untold([part.table for part in parts])
    if not gone:
        return ()
    if len(gone) == len(parts):
        return (say("There are no tables of answers: none could show a number."),)
    names = "; ".join(gone)
    return (say("Tables left out, because they could show no number: {names}.", names=names),)


def kept(say: Say, survey: Survey, decided: Decided) -> tuple[str, ...]:
    """Why some questions still show what they showed before (R1)."""
    if not decided.kept:
        return ()
    most = decided.policy.smallest_group
    if len(decided.kept) == len(decided.counts.questions):
        return (say(ALL_KEPT, most=most),)
    named = "; ".join(survey.question(key).text for key in decided.kept)
    return (say(KEPT, most=most, questions=named),)


ALL_KEPT = (
    "These are the numbers as they were first released. Since then fewer than {most} people’s "
    "answers have changed, and to show the difference would point at them."
)
KEPT = (
    "Some numbers are still those of the first release: since then fewer than {most} people’s "
    "answers have changed there, and to show the difference would point at them. They are: "
    "{questions}"
)


def _mark(say: Say, most: int) -> str:
    return say(
        "The mark {mark} stands for a hidden number: {most} or fewer, nought included; all but "
        "{most} or fewer of those asked; or one that would give another hidden number away. The "
        "mark does not tell which of these it is, so that nobody can be picked out, not even by "
        "someone who knows them.",
        mark=MARK,
        most=most,
    )


def _rounding(say: Say, policy: Policy) -> str:
    return say(
        "Every other number is rounded to the nearest {step}. Percentages are whole and worked "
        "out from rounded numbers, so they may not add up to 100. There are none where fewer than "
        "{base} people were asked.",
        step=policy.round_to,
        base=policy.percent_base,
    )


def _grouping(say: Say, policy: Policy) -> str:
    return say(
        "A group of fewer than {group} people is counted with a neighbour, and the two then bear "
        "both names, or it is hidden. An answer that fewer than {divided} people gave is not "
        "divided among groups.",
        group=policy.smallest_group,
        divided=policy.breakdown_from,
    )


def _how_much(say: Say, tables: Iterable[SafeTable]) -> tuple[str, ...]:
    cells = [cell for table in tables for _, cell in table.cells()]
    if not cells:
        return (say("Groups could not be compared: too few of them are large enough."),)
    gone = sum(isinstance(cell, Hidden) for cell in cells)
    said = say(
        "In the comparisons between groups {gone} of {all} numbers are hidden.",
        gone=gone,
        all=len(cells),
    )
    if 100 * (len(cells) - gone) >= ENOUGH_SHOWN * len(cells):
        return (said,)
    little = say(
        "That leaves little to see. Fewer and larger groups in the survey’s definition, or two "
        "waves reported together, would show more."
    )
    return (f"{said} {little}",)
