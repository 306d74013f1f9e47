"""Every format shows the same figures, and none holds more than the page (R11)."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from exports.disclosure.aggregate import aggregate
from exports.make import make_report
from exports.render import render
from exports.report import Breakdown, Finding, Report, as_count, as_percent
from exports.tables.lines import lines
from surveys.records import Response
from tests.documents.reading import csv_lines, expected, json_lines, page_numbers, word_numbers
from tests.exports.simulated import AREAS, BOARD, TODAY, closed, people, pulse

SURVEY = pulse()
PARTS = {
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/fontTable.xml",
    "word/footer1.xml",
    "word/header1.xml",
    "word/numbering.xml",
    "word/settings.xml",
    "word/styles.xml",
    "word/theme/theme1.xml",
}


WIDE = pulse(tuple(f"{area} {side}" for side in ("Upper", "Lower") for area in AREAS))
"""More areas than a page is wide."""


@pytest.fixture(params=[(SURVEY, 12), (SURVEY, 47), (SURVEY, 287), (SURVEY, 613), (WIDE, 1500)])
def report(request: pytest.FixtureRequest) -> Report:
    survey, number = request.param
    return make_report(closed(survey), people(survey, number), (), TODAY, BOARD)


# ---------------------------------------------------------------- the same everywhere
def test_word_shows_every_figure_once(report: Report) -> None:
    assert word_numbers(render(report, "docx")) == expected(report)


def test_the_page_shows_every_figure_once(report: Report) -> None:
    assert page_numbers(render(report, "html")) == expected(report)


def test_csv_and_json_hold_the_same_lines(report: Report) -> None:
    assert csv_lines(render(report, "csv")) == json_lines(render(report, "json"))


def test_csv_holds_every_figure_once(report: Report) -> None:
    first, *rest = csv_lines(render(report, "csv"))
    assert first[4] == as_count(report.base).replace(",", "")
    shown = [(count, percent) for *_, count, percent, _ in rest]
    cells = [cell for _, table in report.tables() for _, cell in table.cells()]
    assert shown == [
        (as_count(cell).replace(",", ""), as_percent(cell).replace("%", "").replace("–", ""))
        for cell in cells
    ]


def test_a_figure_in_words_stands_in_a_table(report: Report) -> None:
    allowed = {str(n) for line in lines(report) for n in (line.count, line.percent, line.base)}
    parts: list[Finding | Breakdown] = [*report.findings, *report.breakdowns, *report.appendix]
    for part in parts:
        names = [row.label for row in part.table.rows] + [part.table.caption]
        text = f"{part.heading} {part.says}".replace(",", "")
        for name in names:
            text = text.replace(name, "")
        assert set(re.findall(r"\d+(?!% said)(?!\d)", text)) <= allowed | sums(report), part.heading


def sums(report: Report) -> set[str]:
    """Two points of a scale together, as a heading may tell them."""
    tables = [finding.table for finding in report.findings]
    pairs = (pair for table in tables for pair in (table.rows[:2], table.rows[3:5]))
    return {str(sum(getattr(row.cells[0], "count", 0) for row in pair)) for pair in pairs}


# ---------------------------------------------------------------- nothing more than the page
def test_the_file_holds_no_part_that_the_paper_does_not_need(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(render(report, "docx"))) as parts:
        names = {name for name in parts.namelist() if not name.startswith("word/media/image")}
        assert names == PARTS
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("number", [287, 613])
def test_no_exact_count_is_in_any_part_of_any_file(number: int) -> None:
    responses = people(SURVEY, number)
    report = make_report(closed(SURVEY), responses, (), TODAY, BOARD)
    exact = telling(responses)
    assert exact
    for fmt in ("csv", "json"):
        assert not exact & numbers(render(report, fmt).decode()), fmt
    assert not exact & numbers(" ".join(page_texts(render(report, "html"))))
    assert not exact & set().union(*map(numbers, word_texts(render(report, "docx"))))


def telling(responses: Sequence[Response]) -> set[str]:
    """Exact counts that can be nothing else: over a hundred and not a multiple of five."""
    counts = aggregate(SURVEY, responses)
    found = [counts.people, *counts.sizes["area"].values(), *counts.sizes["age"].values()]
    found += [n for tally in counts.questions.values() for n in tally.counts.values()]
    return {str(number) for number in found if number > 100 and number % 5}


def numbers(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w.#-])\d+(?![\w-])", text))


def page_texts(content: bytes) -> list[str]:
    """All that a page says: text, and the words of its pictures."""
    page = re.sub(r"<style>.*</style>", "", content.decode(), flags=re.DOTALL)
    return [*re.findall(r'aria-label="([^"]*)"', page), re.sub(r"<[^>]+>", " ", page)]


def word_texts(content: bytes) -> Iterator[str]:
    """All that a Word file says: text, alt text, descriptions, properties."""
    document = docx.Document(io.BytesIO(content))
    for part in (document.element, *heads(document)):
        yield from (node.text or "" for node in part.iter(qn("w:t")))
        for node in part.iter():
            yield from (node.get(name) or "" for name in ("descr", "title", "name"))
            if node.tag == qn("w:tblDescription"):
                yield node.get(qn("w:val")) or ""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        yield re.sub(r"<[^>]+>", " ", parts.read("docProps/core.xml").decode())


def heads(document: Document) -> Iterator[object]:
    section = document.sections[0]
    yield section.header._element  # noqa: SLF001
    yield section.footer._element  # noqa: SLF001
