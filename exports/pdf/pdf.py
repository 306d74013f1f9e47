"""The board paper as an accessible PDF: tagged, titled, in its language, pictures in words."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import assert_never

from exports.charts import charts
from exports.labels import softened
from exports.paper.blocks import Block, Facts, Grid, Letters, Picture, Quoted, Said, Section
from exports.paper.columns import widths
from exports.paper.paper import numbered
from exports.pdf.typesetting import pdf
from exports.report import Report
from exports.scripts import right_to_left

DENSE_FROM = 6
USUAL, DENSE = 9, 8
"""Points of the type in tables."""

KEPT_WHOLE = 16
"""A table of so many lines is not broken between pages."""


def render(report: Report) -> bytes:
    """The same bytes for the same report. Texts go in as data, never as markup."""
    block = report.block
    data = {
        **heads(report),
        "subtitle": report.say("What {people} said: {wave}", wave=block.wave),
        "page": report.say("page {page} of {pages}"),
        "blocks": list(_blocks(report)),
    }
    return pdf("paper.typ", {"paper": data}, report.look.accent, moment(report))


def heads(report: Report) -> dict[str, object]:
    """What every PDF of a report says of itself, seen and unseen."""
    block = report.block
    return {
        "title": block.title,
        "name": block.name,
        "author": block.organisation,
        "subject": report.say("Results of a survey wave, {period}", period=block.period),
        "keywords": [report.id, report.digest],
        "language": block.language,
        "marking": block.marking,
        "id": report.id,
        "logo": list(report.look.logo),
    }


def moment(report: Report) -> datetime:
    """Noon of the day of the report: a file of the snapshot, not of the second it was drawn in."""
    return datetime.combine(report.block.made_on, time(12), UTC)


def _blocks(report: Report) -> Iterator[dict[str, object]]:
    tables = 0
    every = list(numbered(report))
    for place, (number, block) in enumerate(every):
        if isinstance(block, Grid):
            tables += 1
            named = report.say("Table {number}.", number=tables)
            yield {**_plain(report, block), "caption": f"{named} {block.caption}"}
        else:
            bound = any(isinstance(after, Picture | Quoted) for _, after in every[place + 1 :][:1])
            bound |= isinstance(block, Said) and block.bound
            yield {**_plain(report, block), "number": number, "bound": bound}


def _plain(report: Report, block: Block) -> dict[str, object]:
    match block:
        case Picture(_, chart):
            return {"kind": "picture", "alt": chart.alt, **charts.plain(chart, report)}
        case Grid():
            return _grid(block)
        case Facts() | Section() | Said() | Letters() | Quoted():
            return _words(block)
        case _:
            assert_never(block)


def _words(block: Facts | Section | Said | Letters | Quoted) -> dict[str, object]:
    match block:
        case Facts(lines):
            return {"kind": "facts", "lines": lines}
        case Section(text):
            return {"kind": "section", "text": text}
        case Said(text, lead):
            return {"kind": "said", "text": text, "lead": lead}
        case Letters(lines):
            return {"kind": "letters", "lines": lines}
        case Quoted(text, by, language):
            way = right_to_left(text)
            return {"kind": "quoted", "text": text, "by": by, "language": language, "rtl": way}
        case _:
            assert_never(block)


def _grid(grid: Grid) -> dict[str, object]:
    dense = len(grid.columns) >= DENSE_FROM
    return {
        "kind": "grid",
        "head": [grid.corner, *map(softened, grid.columns)],
        "lines": [(softened(name), *rest) for name, *rest in grid.lines],
        "numbers": grid.numbers_from,
        "dense": dense,
        "whole": len(grid.lines) <= KEPT_WHOLE,
        "widths": widths(grid, DENSE if dense else USUAL),
    }
