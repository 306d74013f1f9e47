"""What was found, as a paper tells it: pictures first, and words where no picture says as much."""

from collections.abc import Iterator

from exports.charts.charts import longest
from exports.labels import sentence
from exports.paper.blocks import Block, Picture, Said, Section
from exports.report import Chart, Finding, Report, Shown, as_count

MOST_BARS = 12
"""Of a chart of more bars the longest are drawn; all of them are in the appendix."""
BOTH_ENDS = 2


def findings(report: Report) -> Iterator[Block]:
    """Scales in one chart, where they can stand in one; every other question in its own."""
    if report.findings:
        yield Section(report.say("Findings"))
    for chart in report.overview:
        yield Said(sentence(chart.heading))
        yield from picture(report, chart)
    for finding in (each for each in report.findings if not _told(report, each)):
        drawn = finding.is_scale and report.overview
        says = _shortly(report, finding) if drawn else f"“{finding.question}” {finding.says}"
        yield Said(says, sentence(finding.heading))
        if not drawn:
            yield from comparing(report, finding.chart)
    yield from _nothing_shown(report)


def _told(report: Report, finding: Finding) -> bool:
    """Whether no words are needed: both ends of a scale stand in the pictures of all scales."""
    bars = [bar for chart in report.overview for bar in chart.bars if bar.label == finding.short]
    drawn = len(bars) == BOTH_ENDS and all(isinstance(bar.cell, Shown) for bar in bars)
    return finding.aside or finding.is_hidden or (finding.is_scale and drawn)


def _shortly(report: Report, finding: Finding) -> str:
    """Without how many were asked, where the chart of all scales says it."""
    number = as_count(report.base)
    asked = report.say("About {number} {folk} were asked.", number=number)
    return finding.says.removeprefix(asked).strip()


def _nothing_shown(report: Report) -> Iterator[Block]:
    """The questions of which no number may be told, in one paragraph."""
    asked = [each for each in report.findings if not each.aside]
    gone = [each for each in asked if each.is_hidden]
    if gone and len(gone) == len(asked):
        told = report.say("Every number is too small, or too close to everyone, to be shown.")
        yield Said(told, sentence(report.say("No number can be shown")))
    elif gone:
        told = report.say(
            "Every number is too small, or too close to everyone, to be shown, for these "
            "questions: {questions}",
            questions="; ".join(f"“{each.question}”" for each in gone),
        )
        yield Said(sentence(told), sentence(report.say("No number can be shown")))


def comparing(report: Report, chart: Chart | None) -> Iterator[Block]:
    """A picture, unless a sentence says as much."""
    if chart is not None and chart.compares:
        yield from picture(report, chart)


def picture(report: Report, chart: Chart | None) -> Iterator[Block]:
    if chart is not None:
        yield Picture(0, longest(report, chart, MOST_BARS))
