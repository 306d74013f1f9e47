"""What was found, as a paper tells it: pictures first, and words where no picture says as much."""

from collections.abc import Iterator

from exports.charts.charts import longest
from exports.labels import sentence
from exports.paper.blocks import Block, Picture, Said, Section
from exports.report import Chart, Finding, Report, Shown

MOST_BARS = 12
"""Of a chart of more bars the longest are drawn; all of them are in the appendix."""


def findings(report: Report) -> Iterator[Block]:
    """Scales in one chart, where they can stand in one; every other question in its own."""
    if report.findings:
        yield Section(report.say("Findings"))
    for chart in report.overview:
        yield Said(sentence(chart.heading))
        yield from picture(report, chart)
    for finding in (each for each in report.findings if not _told(report, each)):
        drawn = finding.is_scale and report.overview
        says = finding.says if finding.is_scale else finding.besides
        whole = f"“{finding.question}” {says}".rstrip()
        yield Said(finding.besides if drawn else whole, sentence(finding.heading))
        if not drawn:
            yield from comparing(report, finding.chart)
    yield from _own_words(report)
    yield from _nothing_shown(report)


def _told(report: Report, finding: Finding) -> bool:
    """Whether no words are needed: the pictures of all scales show what can be told of its ends."""
    if finding.is_scale and report.overview:
        bars = [b for chart in report.overview for b in chart.bars if b.label == finding.short]
        drawn = sum(isinstance(bar.cell, Shown) for bar in bars)
        return finding.is_hidden or drawn == max(1, finding.ends)
    return finding.aside or finding.is_hidden or bool(finding.written)


def _own_words(report: Report) -> Iterator[Block]:
    """How many wrote something, question by question, and whether this paper tells what."""
    written = [found.written for found in report.findings if found.written]
    if written:
        sorted_out = report.more.theme_tables
        untold = report.say(
            "No themes of these texts were confirmed before this paper was made, so it does not "
            "tell what they are about."
        )
        says = sentence("; ".join(written))
        says = says if sorted_out else f"{says} {untold}"
        yield Said(says, sentence(report.say("In their own words")))


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
