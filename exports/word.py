"""The board paper, as Word."""

from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from exports import charts
from exports.report import Breakdown, Chart, Finding, Report, SafeTable, day
from exports.word_parts import facts, field, packed, picture
from exports.word_styles import LETTERED, MARKING, NUMBERED, prepare
from exports.word_tables import Tables


def render(report: Report) -> bytes:
    """The same bytes for the same report."""
    return packed(_Paper(report).write())


class _Paper:
    """One paper in the making: the document, its tables, and the pictures still to place."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.document: Document = docx.Document()
        self.tables = Tables(self.document)
        self.pictures = iter(charts.draw(_charts(report), report.block.period))
        self.placed = 0

    def write(self) -> Document:
        prepare(self.document, self.report)
        self._running_heads()
        self._title()
        if self.report.small:
            self._section("What can be reported", (self.report.small,))
        else:
            self._front()
            self._results()
            self._appendix()
        return self.document

    # ------------------------------------------------------------ frame
    def _running_heads(self) -> None:
        section, block = self.document.sections[0], self.report.block
        for part in (section.header, section.footer):
            marking = part.paragraphs[0]
            marking.text, marking.style = block.marking, self.document.styles[MARKING]
            marking.alignment = WD_ALIGN_PARAGRAPH.CENTER
        words = f"{_cut(block.name)} · {self.report.id} · page "
        foot = section.footer.add_paragraph(words, "Footer")
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

    # ------------------------------------------------------------ the paper
    def _front(self) -> None:
        report = self.report
        self._section("Purpose", report.purpose)
        self._section("Recommendations", ("The Board is asked to:",))
        self._letters(report.recommendations)
        self._section("Summary", report.summary[:1])
        self._letters(report.summary[1:])
        self._section("Background: what was asked", report.background)
        rows = [(str(q.number), q.text, q.how) for q in report.asked]
        header = ("No.", "Question", "Answered with")
        self.tables.words(header, rows, "The questions as they were worded")
        self._section("Who answered", report.answered)
        self._breakdowns(report.who)

    def _results(self) -> None:
        self._section("Findings", ())
        for finding in self.report.findings:
            self.document.add_heading(f"{finding.number}. {finding.heading}", 2)
            says = self._numbered(f"“{finding.question}” {finding.says}")
            self._picture(finding.chart, says)
        if self.report.breakdowns:
            self._section("Differences between groups", ())
            self._breakdowns(self.report.breakdowns)
        self._section("What small numbers hide, and why", self.report.hidden)
        self._section("How this was done", self.report.method)

    def _appendix(self) -> None:
        self._section("Appendix: all numbers", ())
        self.tables.findings(self.report.findings)
        for part in self.report.appendix:
            self._table(part.table)

    def _breakdowns(self, parts: Sequence[Breakdown]) -> None:
        for part in parts:
            self.document.add_heading(part.heading, 2)
            says = self._numbered(part.says)
            self._picture(part.chart, says)
            self._table(part.table)

    # ------------------------------------------------------------ pieces
    def _section(self, heading: str, paragraphs: Sequence[str]) -> None:
        self.document.add_heading(heading, 1)
        for paragraph in paragraphs:
            self._numbered(paragraph)

    def _numbered(self, text: str) -> Paragraph:
        return self.document.add_paragraph(text, NUMBERED)

    def _letters(self, lines: Sequence[str]) -> None:
        for line in lines:
            self.document.add_paragraph(line, LETTERED)

    def _picture(self, chart: Chart | None, above: Paragraph) -> None:
        """A chart stays on the page of the words above it."""
        if chart is not None:
            above.paragraph_format.keep_with_next = True
            self.placed += 1
            picture(self.document, next(self.pictures), self.placed, chart.alt)

    def _table(self, shown: SafeTable) -> None:
        if shown.is_breakdown:
            self.tables.groups(shown)
        else:
            self.tables.answers(shown)


def _cut(text: str, most: int = 70) -> str:
    """A foot line has room for one line."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _charts(report: Report) -> list[Chart]:
    """In the order in which they are placed. The appendix has tables only."""
    parts: list[Breakdown | Finding] = [*report.who, *report.findings, *report.breakdowns]
    return [part.chart for part in parts if part.chart is not None]
