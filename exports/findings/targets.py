"""A target line: how many were favourable, in this wave and those before, and what was aimed for.

Favourable are the two best points of a scale, added up from what is shown of each, as a reader of
the table would: where one of them is hidden, or all but a few are favourable, there is no share.
"""

from collections.abc import Sequence

from exports.findings.overview import best
from exports.report import Bar, Cell, Chart, SafeTable, Shown, Target, as_count, as_value
from exports.speech import Say
from surveys.definitions.definition import Survey

FEWEST_OTHERS = 10
"""So many must not be favourable before the share of those who are may be shown (R4)."""

Asked = tuple[str, SafeTable]
"""The name of a wave, and the table of the question in it."""


def target_of(say: Say, survey: Survey, waves: Sequence[Asked]) -> Target | None:
    """Of the last of `waves`, beside those before it; None where the survey aims for nothing."""
    if survey.target is None or not waves:
        return None
    wanted, text = survey.target.favourable, survey.question(survey.target.question).text
    bars = tuple(Bar(name, best(table)) for name, table in waves)
    says = " ".join(_standing(say, bar, wanted) for bar in bars)
    if not isinstance(bars[-1].cell, Shown):
        says = f"{says} {_why(say, wanted)}"
    return Target(text, wanted, bars, says, _chart(say, text, wanted, bars, waves[-1][1].base))


def _standing(say: Say, bar: Bar, wanted: int) -> str:
    share = _percent(bar.cell)
    if share is None:
        return say(
            "{wave}: the share is not shown, target {wanted}%.", wave=bar.label, wanted=wanted
        )
    return say(
        "{wave}: {share}% favourable, target {wanted}%.", wave=bar.label, share=share, wanted=wanted
    )


def _why(say: Say, wanted: int) -> str:
    """How many people it takes until a share at the target leaves enough others."""
    people = FEWEST_OTHERS * 100 // (100 - wanted)
    return say(
        "A share is shown only where at least {others} people were not favourable, and there are "
        "percentages only from thirty people on: a share near {wanted}% needs about {people} "
        "people, or several waves counted together.",
        others=FEWEST_OTHERS,
        wanted=wanted,
        people=people,
    )


def _chart(say: Say, text: str, wanted: int, bars: Sequence[Bar], base: Cell) -> Chart | None:
    """With the line at the target, where at least one share can be drawn."""
    drawn = tuple(bar for bar in bars if _percent(bar.cell) is not None)
    if not drawn:
        return None
    title = say("Favourable answers: {question}", question=text)
    note = say(
        "The line is the target, {wanted}%. Base: about {number} {folk} asked",
        wanted=wanted,
        number=as_count(base),
    )
    told = "; ".join(f"{bar.label}: {as_value(bar.cell)}" for bar in drawn)
    alt = say(
        "Bar chart. {title}. Target {wanted}%. {told}.", title=title, wanted=wanted, told=told
    )
    return Chart(title, note, drawn, base, alt, line=wanted)


def _percent(cell: Cell) -> int | None:
    return cell.percent if isinstance(cell, Shown) else None
