"""The board paper, as Word."""

from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length

from exports import charts
from exports.report import (
    Breakdown,
    Chart,
    Finding,
    Report,
    Row,
    SafeTable,
    as_both,
    as_count,
    as_percent,
    day,
)
from exports.word_parts import TEXT_WIDTH, facts, field, packed, picture, table
from exports.word_styles import LETTERED, MARKING, NUMBERED, SMALL, prepare

MOST_COLUMNS = 7
"""More than these beside the group and its base, and the table is drawn in parts."""


def render(report: Report) -> bytes:
    return packed(_Paper(report).write())


class _Paper:
    """One paper in the making: the document, its pictures, and how many there are so far."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.document: Document = docx.Document()
        self.pictures = dict(
            zip(map(id, wanted := _charts(report)), _draw(report, wanted), strict=True)
        )
        self.charts = 0
        self.tables = 0

    def write(self) -> Document:
        prepare(self.document, self.report)
        self._running_heads()
        self._title()
        if self.report.small:
            self._section("What can be reported", (self.report.small,))
        else:
            self._body()
        return self.document

    def _body(self) -> None:
        report = self.report
        self._section("Purpose", report.purpose)
        self._section("Recommendations", ("The Board is asked to:",))
        for line in report.recommendations:
            self.document.add_paragraph(line, LETTERED)
        self._section("Summary", report.summary[:1])
        for line in report.summary[1:]:
            self.document.add_paragraph(line, LETTERED)
        self._section("Background: what was asked", report.background)
        self._asked()
        self._section("Who answered", report.answered)
        self._breakdowns(report.who)
        self._findings()
        if report.breakdowns:
            self._section("Differences between groups", ())
            self._breakdowns(report.breakdowns)
        self._section("What small numbers hide, and why", report.hidden)
        self._section("How this was done", report.method)
        self._appendix()

    # ------------------------------------------------------------ frame
    def _running_heads(self) -> None:
        section, block = self.document.sections[0], self.report.block
        for part in (section.header, section.footer):
            marking = part.paragraphs[0]
            marking.text, marking.style = block.marking, MARKING
            marking.alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot = section.footer.add_paragraph(
            f"{block.title}: {block.wave} · {self.report.id} · page ", "Footer"
        )
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        field(foot, "PAGE")
        foot.add_run(" of ")
        field(foot, "NUMPAGES")

    def _title(self) -> None:
        block = self.report.block
        self.document.add_paragraph(block.title, "Title")
        self.document.add_paragraph(f"What people said: {block.wave}", "Subtitle")
        rows = (
            ("Report to", block.organisation),
            ("Date of report", day(block.made_on)),
            ("Report of", "[name and post of the author]"),
            ("Contact", "[name, telephone and e-mail]"),
            ("Area", "All areas"),
            ("Survey open", block.period),
            ("Status", block.status),
            ("Reference", f"{self.report.id}, wave {block.reference}"),
        )
        facts(self.document, rows, "Facts about this paper")

    # ------------------------------------------------------------ text
    def _section(self, heading: str, paragraphs: Sequence[str]) -> None:
        self.document.add_heading(heading, 1)
        for paragraph in paragraphs:
            self.document.add_paragraph(paragraph, NUMBERED)

    def _asked(self) -> None:
        rows = [(str(q.number), q.text, q.how) for q in self.report.asked]
        widths = (Cm(1.2), Cm(10.2), Cm(5.0))
        self._caption("The questions as they were worded")
        table(
            self.document,
            ("No.", "Question", "Answered with"),
            rows,
            widths,
            about="The questions",
            numbers_from=9,
        )

    def _findings(self) -> None:
        self._section("Findings", ())
        for finding in self.report.findings:
            self.document.add_heading(f"{finding.number}. {finding.heading}", 2)
            self.document.add_paragraph(f"“{finding.question}” {finding.says}", NUMBERED)
            self._picture(finding.chart)

    def _breakdowns(self, parts: Sequence[Breakdown]) -> None:
        for part in parts:
            self.document.add_heading(part.heading, 2)
            self.document.add_paragraph(part.says, NUMBERED)
            self._picture(part.chart)
            self._table(part.table)

    def _appendix(self) -> None:
        self._section("Appendix: all numbers", ())
        for finding in self.report.findings:
            self._table(finding.table, finding.number)
        for part in self.report.appendix:
            self._table(part.table)

    # ------------------------------------------------------------ charts and tables
    def _picture(self, chart: Chart | None) -> None:
        if chart is not None:
            self.charts += 1
            picture(self.document, self.pictures[id(chart)], self.charts, chart.alt)

    def _caption(self, text: str) -> None:
        self.tables += 1
        self.document.add_paragraph(f"Table {self.tables}. {text}", "Caption")

    def _table(self, shown: SafeTable, number: int = 0) -> None:
        name = f"Question {number}: {shown.caption}" if number else shown.caption
        if shown.is_breakdown:
            self._by_group(shown)
        else:
            self._caption(f"{name} Base: about {as_count(shown.base)} people.")
            rows = [(r.label, as_count(r.cells[0]), as_percent(r.cells[0])) for r in shown.rows]
            header = (shown.row_head, "People", "Per cent")
            table(self.document, header, rows, (Cm(10.4), Cm(3), Cm(3)), about=name)

    def _by_group(self, shown: SafeTable) -> None:
        starts = range(0, len(shown.columns), MOST_COLUMNS)
        for place, start in enumerate(starts, start=1):
            part = slice(start, start + MOST_COLUMNS)
            more = f" ({place} of {len(starts)})" if len(starts) > 1 else ""
            self._caption(f"{shown.caption}: per cent, and people in brackets{more}")
            header = (shown.row_head, "People asked", *(c.label for c in shown.columns[part]))
            rows = [_line(row, part) for row in shown.rows]
            widths = _widths(len(header) - 2)
            table(self.document, header, rows, widths, about=f"{shown.caption}, by group{more}")


def _line(row: Row, part: slice) -> tuple[str, ...]:
    return (row.label, as_count(row.base), *(as_both(cell) for cell in row.cells[part]))


def _widths(columns: int) -> tuple[Length, ...]:
    first, second = Cm(3.2), Cm(1.6)
    each = Length((TEXT_WIDTH - first - second) // max(columns, 3))
    return (first, second, *([each] * columns))


def _charts(report: Report) -> list[Chart]:
    parts: list[Finding | Breakdown] = [*report.who, *report.findings, *report.breakdowns]
    return [part.chart for part in parts if part.chart is not None]


def _draw(report: Report, wanted: Sequence[Chart]) -> list[bytes]:
    return charts.draw(wanted, report.block.period)
