"""The figures of a report as a reader finds them in each format, read with other libraries."""

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser

import docx
import openpyxl
import pptx
from pypdf import PdfReader

from exports.paper.blocks import Grid
from exports.paper.paper import blocks
from exports.report import Chart, Report, Row, SafeTable, as_both, as_count, as_value
from exports.slides.slides import slides
from exports.tables.lines import Line, lines


def expected(report: Report) -> list[str]:
    """Every number of every table as a reader sees it, sorted."""
    return sorted(shown for _, table in report.tables() for shown in cells(table))


def cells(table: SafeTable) -> Iterator[str]:
    for row in table.rows:
        if table.is_breakdown:
            yield as_count(row.base)
            yield from (as_both(cell) for cell in row.cells)
        else:
            yield from (as_both(cell) for cell in row.cells)


# ---------------------------------------------------------------- reading back
def word_numbers(content: bytes) -> list[str]:
    """The tables of a paper: those with a column "People" and one "Per cent", and the wide ones."""
    found: list[str] = []
    for table in docx.Document(io.BytesIO(content)).tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if rows[0][1:] == ["People", "Per cent"]:
            found += [both(count, percent) for _, count, percent in rows[1:]]
        elif rows[0][0] in {"Answer", "Group", "Question", "Wave"}:
            found += [cell for row in rows[1:] for cell in row[1:]]
    return sorted(found)


def both(count: str, percent: str) -> str:
    if percent == "[c]":
        return count
    return f"({count})" if percent == "–" else f"{percent} ({count})"


class Tables(HTMLParser):
    """The rows of the marked tables of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.marked = self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.marked = "data-table" in dict(attrs)
            if self.marked:
                self.tables.append([])
        elif self.marked and tag == "tr":
            self.tables[-1].append([])
        elif self.marked and tag in {"td", "th"}:
            self.inside = True
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.tables[-1][-1][-1] += data


def page_numbers(content: bytes) -> list[str]:
    parser = Tables()
    parser.feed(content.decode())
    found: list[str] = []
    for head, *rows in parser.tables:
        if head[1:] == ["People", "Per cent"]:
            found += [both(count, percent) for _, count, percent in rows]
        else:
            found += [cell for row in rows for cell in row[1:]]
    return sorted(found)


def csv_lines(content: bytes) -> list[tuple[str, ...]]:
    found = csv.DictReader(io.StringIO(content.decode().lstrip("\ufeff"), newline=""))
    names = ("section", "question", "answer", "group", "count", "percent", "base")
    return [tuple(row[name] for name in names) for row in found if row["section"] != "About"]


def json_lines(content: bytes) -> list[tuple[str, ...]]:
    def shown(line: dict[str, str | int | None]) -> tuple[str, ...]:
        hidden = line["count"] is None
        percent = "[c]" if hidden else str(line["percent"] or "")
        count, base = ("[c]" if line[n] is None else str(line[n]) for n in ("count", "base"))
        texts = (str(line[name]) for name in ("section", "question", "answer", "group"))
        return (*texts, count, percent, base)

    return [shown(line) for line in json.loads(content)["numbers"]]


# ---------------------------------------------------------------- the workbook
def sheet_lines(content: bytes) -> list[list[list[object]]]:
    """Each sheet of numbers, line by line."""
    _, _, _, *others = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    sheets = [sheet for sheet in others if sheet.title != "Three measures"]
    return [[list(line) for line in s.iter_rows(min_row=4, values_only=True)] for s in sheets]


def expected_sheets(report: Report) -> list[list[list[object]]]:
    return [[list(line_of(table, row)) for row in table.rows] for _, table in report.tables()]


def line_of(table: SafeTable, row: Row) -> Iterator[object]:
    yield row.label
    if table.is_breakdown:
        yield plain(row.base, "count")
    for cell in row.cells:
        yield plain(cell, "count")
        yield plain(cell, "percent")


def plain(cell: object, name: str) -> object:
    value = getattr(cell, name, "[c]")
    return "[u]" if value is None else value


# ---------------------------------------------------------------- slides
def slide_charts(content: bytes) -> list[list[str]]:
    """The texts of every chart, bar after bar."""
    shapes = [
        shape for slide in pptx.Presentation(io.BytesIO(content)).slides for shape in slide.shapes
    ]
    return [texts(shape) for shape in shapes if is_group(shape)]


def expected_charts(report: Report) -> list[list[str]]:
    return [told(slide.chart) for slide in slides(report) if slide.chart]


def is_group(shape: object) -> bool:
    return hasattr(shape, "shapes")


def texts(group: object) -> list[str]:
    inner = group.shapes  # type: ignore[attr-defined]
    return [shape.text_frame.text for shape in inner if shape.text_frame.text]


def told(chart: Chart) -> list[str]:
    lines = ((bar.label, *map(as_value, bar.cells)) for bar in chart.bars)
    return [*chart.columns, *(text for line in lines for text in line)]


# ---------------------------------------------------------------- PDF
def pdf_text(content: bytes) -> str:
    """In the order in which it is read; by poppler, where there is one."""
    if not (program := shutil.which("pdftotext")):
        pages = PdfReader(io.BytesIO(content)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())
    command = [program, "-raw", "-enc", "UTF-8", "-", "-"]
    done = subprocess.run(command, check=True, capture_output=True, input=content)
    return " ".join(done.stdout.decode().split())


def missing_from_text(report: Report, text: str) -> list[str]:
    """Lines of tables that do not stand there in the order of the paper."""
    place, missing = 0, []
    for grid in (block for block in blocks(report) if isinstance(block, Grid) and block.key):
        for line in grid.lines:
            figures = " ".join(line[1:])
            found = text.find(figures, place)
            missing += [] if found >= 0 else [f"{grid.caption}: {figures}"]
            place = max(place, found)
    return missing


# ---------------------------------------------------------------- all of them
def expected_lines(report: Report) -> list[tuple[str, ...]]:
    def shown(line: Line) -> tuple[str, ...]:
        count, base = ("[c]" if n is None else str(n) for n in (line.count, line.base))
        percent = "[c]" if line.count is None else str(line.percent or "")
        return (line.section, line.question, line.answer, line.group, count, percent, base)

    return [shown(line) for line in lines(report)]


SAME: Mapping[str, Callable[[Report, bytes], bool]] = {
    "csv": lambda report, content: csv_lines(content) == expected_lines(report),
    "json": lambda report, content: json_lines(content) == expected_lines(report),
    "html": lambda report, content: page_numbers(content) == expected(report),
    "xlsx": lambda report, content: sheet_lines(content) == expected_sheets(report),
    "docx": lambda report, content: word_numbers(content) == expected(report),
    "pptx": lambda report, content: slide_charts(content) == expected_charts(report),
    "pdf": lambda report, content: not missing_from_text(report, pdf_text(content)),
}
"""Whether a file has the figures of the report, by format; the last three take longest."""
