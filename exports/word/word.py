"""The board paper, as Word: with our styles, or with those of the officer's own template."""

from collections.abc import Sequence
from typing import assert_never

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from exports import style
from exports.charts import charts
from exports.labels import attributed
from exports.packing import repacked
from exports.paper.blocks import Block, Facts, Grid, Letters, Picture, Quoted, Said, Section
from exports.paper.columns import widths
from exports.paper.paper import blocks
from exports.report import Report
from exports.word.parts import facts, field, logo, picture, saved, table, written
from exports.word.styles import LEAD, LETTERED, MARKING, NUMBERED, QUOTE, prepare
from exports.word.template import mark, start
from exports.word.template_file import told_if_broken

DENSE_FROM = 6
LONGEST_FOOT = 70


def render(report: Report, template: bytes = b"") -> bytes:
    """The same bytes for the same report and template. Raises UnfitTemplate."""
    if not template:
        return _drawn(report, template)
    with told_if_broken():
        return _drawn(report, template)


def _drawn(report: Report, template: bytes) -> bytes:
    document = start(template)
    _Paper(report, document, ours=not template).write()
    return repacked(saved(document))


class _Paper:
    """One paper in the making: the document, its tables, and the pictures still to place."""

    def __init__(self, report: Report, document: Document, *, ours: bool) -> None:
        self.report = report
        self.document = document
        self.ours = ours
        self.blocks = list(blocks(report))
        drawn = [block.chart for block in self.blocks if isinstance(block, Picture)]
        self.pictures = iter(charts.draw(drawn, report))
        self.tables = 0

    def write(self) -> None:
        prepare(self.document, self.report, ours=self.ours)
        if self.ours:
            self._running_heads()
        else:
            mark(self.document, self.report.block.marking)
        self._title()
        for place, block in enumerate(self.blocks):
            self._draw(block, before=self.blocks[place + 1 : place + 2])

    # ------------------------------------------------------------ frame
    def _running_heads(self) -> None:
        section, report = self.document.sections[0], self.report
        for part in (section.header, section.footer):
            marking = part.paragraphs[0]
            marking.text, marking.style = report.block.marking, self.document.styles[MARKING]
            marking.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, between = report.say("page {page} of {pages}").split("{page}")
        words = f"{_cut(report.block.name)} · {report.id} · {before}"
        foot = section.footer.add_paragraph(words, "Footer")
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        field(foot, "PAGE")
        foot.add_run(between.removesuffix("{pages}"))
        field(foot, "NUMPAGES")

    def _title(self) -> None:
        block, look = self.report.block, self.report.look
        if look.logo:
            logo(self.document, look.logo, block.organisation)
        written(self.document, block.title, "Title")
        said = self.report.say("What {people} said: {wave}", wave=block.wave)
        written(self.document, said, "Subtitle")

    # ------------------------------------------------------------ the pieces
    def _draw(self, block: Block, before: Sequence[Block]) -> None:
        match block:
            case Facts(lines):
                facts(self.document, lines, self.report.say("Facts about this paper"))
            case Picture(number, chart):
                picture(self.document, next(self.pictures), number, chart.alt)
            case Grid():
                self._grid(block)
            case Section() | Said() | Letters() | Quoted():
                self._write(block, bound=any(isinstance(b, Picture | Quoted) for b in before))
            case _:
                assert_never(block)

    def _write(self, block: Section | Said | Letters | Quoted, *, bound: bool) -> None:
        match block:
            case Section(text):
                written(self.document, text, "Heading 1")
            case Said():
                self._said(block, bound=bound)
            case Letters(lines):
                for line in lines:
                    written(self.document, line, LETTERED)
            case Quoted(text, by):
                written(self.document, attributed(text, by), QUOTE)
            case _:
                assert_never(block)

    def _said(self, block: Said, *, bound: bool) -> None:
        paragraph = written(self.document, f"{block.lead} " if block.lead else "", NUMBERED)
        if block.lead:
            paragraph.runs[0].style = self.document.styles[LEAD]
        paragraph.add_run(block.text)
        if bound or block.bound:
            paragraph.paragraph_format.keep_with_next = True

    def _grid(self, grid: Grid) -> None:
        self.tables += 1
        number = self.report.say("Table {number}.", number=self.tables)
        written(self.document, f"{number} {grid.caption}", "Caption")
        header, dense = (grid.corner, *grid.columns), len(grid.columns) >= DENSE_FROM
        sizes = widths(grid, style.DENSE_POINTS if dense else style.SMALL_POINTS)
        made = table(
            self.document,
            header,
            grid.lines,
            [Cm(size) for size in sizes],
            about=grid.caption,
            numbers_from=grid.numbers_from,
            dense=dense,
        )
        made.alignment = None if self.ours else made.alignment


def _cut(text: str, most: int = LONGEST_FOOT) -> str:
    """A foot line has room for one line."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
