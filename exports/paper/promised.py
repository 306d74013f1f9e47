"""You said, we did: the newest in the paper, each in a few lines; all in full behind it."""

from collections.abc import Iterator
from dataclasses import replace

from exports.paper.blocks import Grid
from exports.report import Promise, Report

MOST = 4
LONGEST = 150
"""Letters of what was said, and of what was done: four such updates are a third of a page."""


def in_brief(done: tuple[Promise, ...]) -> tuple[Promise, ...]:
    """All of them as they are, where they are few and short."""
    return tuple(
        replace(each, said=_cut(each.said), did=_cut(each.did), asked=_cut(each.asked))
        for each in done[:MOST]
    )


def in_full(report: Report) -> Iterator[Grid]:
    """A table of them where the paper has not told all."""
    done, say = report.more.done, report.say
    if in_brief(done) == done:
        return
    columns = (say("What was done"), say("Date"))
    lines = tuple((each.said, each.did, report.day(each.on)) for each in done)
    caption = say("You said, we did: all updates in full.")
    yield Grid(caption, say("What was said"), columns, lines, 9)


def _cut(text: str) -> str:
    """At the end of a word."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rpartition(' ')[0].rstrip(' .,;:')}…"
