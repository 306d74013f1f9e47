"""PDF, workbook and slides read back with other libraries: every figure is the snapshot's."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pptx
import pytest
from openpyxl.workbook import Workbook
from pptx.presentation import Presentation
from pptx.util import Emu
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from exports.make import make_report
from exports.paper.blocks import Grid
from exports.paper.paper import blocks
from exports.render import render
from exports.report import Report, as_count
from exports.slides.slides import slides
from tests.documents.reading import (
    expected_charts,
    expected_sheets,
    is_group,
    missing_from_text,
    pdf_text,
    sheet_lines,
    slide_charts,
)
from tests.documents.test_same_figures import numbers, telling
from tests.exports.simulated import BOARD, TODAY, closed, people, pulse

SURVEY = pulse()
SIZES = (12, 47, 287, 613)


@pytest.fixture(params=SIZES)
def report(request: pytest.FixtureRequest) -> Report:
    return made(request.param)


@cache
def made(number: int) -> Report:
    return make_report(closed(SURVEY), people(SURVEY, number), (), TODAY, BOARD)


@cache
def _drawn(name: str, fmt: str) -> bytes:
    """Once for all who read it."""
    (report,) = (each for each in map(made, (*SIZES, 300)) if each.id == name)
    return render(report, fmt)


def file_of(report: Report, fmt: str) -> bytes:
    return _drawn(report.id, fmt)


# ---------------------------------------------------------------- the workbook
def book(report: Report) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(file_of(report, "xlsx")))


def test_the_workbook_holds_every_figure_of_every_table_in_its_place(report: Report) -> None:
    assert sheet_lines(file_of(report, "xlsx")) == expected_sheets(report)


def test_a_workbook_has_a_cover_contents_and_notes_before_one_table_a_sheet(report: Report) -> None:
    found = book(report)
    assert found.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    for sheet in found.worksheets:
        assert sheet.sheet_state == "visible"
        assert len(sheet.tables) == 1
        assert not sheet.merged_cells.ranges
        (table,) = sheet.tables.values()
        rows = list(sheet[table.ref])
        assert all(cell.value not in {None, ""} for row in rows for cell in row)
    listed = [row[0] for row in found["Contents"].iter_rows(min_row=3, values_only=True)]
    assert listed == found.sheetnames[3:]


def test_a_row_of_many_words_is_high_enough_for_them(report: Report) -> None:
    notes = book(report)["Notes"]
    lines = list(notes.iter_rows(min_row=4, values_only=True))
    heights = [notes.row_dimensions[place].height or 0 for place in range(4, 4 + len(lines))]
    wide = notes.column_dimensions["B"].width
    for (_, note), height in zip(lines, heights, strict=True):
        assert height >= 15 * len(str(note)) / wide


def test_a_workbook_has_no_formula_no_link_and_nothing_hidden(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(file_of(report, "xlsx"))) as parts:
        told = " ".join(parts.read(n).decode() for n in parts.namelist() if n.endswith(".xml"))
    for unwanted in (
        "<f>",
        "<f ",
        "hidden=",
        "externalLink",
        "TargetMode",
        'r:id="rIdh',
    ):
        assert unwanted not in told
    named = re.findall(r'<definedName name="([^"]+)"', told)
    assert set(named) <= {"_xlnm.Print_Titles"}, "the heads that repeat on paper, nothing else"


def test_a_wide_sheet_prints_on_several_pages_with_its_heads_and_names_on_each() -> None:
    for sheet in book(made(300)).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        wide = sheet.max_column > 11
        assert ((sheet.page_setup.fitToWidth or 1) > 1) == wide, sheet.title
        assert sheet.print_title_cols == ("$A:$A" if wide else None)
        first, last = str(sheet.print_title_rows).replace("$", "").split(":")
        assert first == last
        assert sheet[int(first)][0].value is not None, "the row of heads"


def test_the_contents_of_a_workbook_lead_to_its_own_sheets_and_nowhere_else(report: Report) -> None:
    found = book(report)
    for sheet in found.worksheets:
        links = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
        to = [str(link.location).rpartition("!")[0].strip("'") for link in links]
        assert to == (found.sheetnames[3:] if sheet.title == "Contents" else [])
        assert not any(link.target for link in links)


def test_no_two_sheets_bear_one_title_and_every_table_says_what_it_counts(report: Report) -> None:
    found = book(report)
    titles = [str(sheet["A1"].value).partition(": ")[2] for sheet in found.worksheets[3:]]
    assert len(set(titles)) == len(titles)
    names = [name for sheet in found.worksheets[3:] for name in sheet.tables]
    keys = [re.sub("[^a-z0-9]+", "_", table.key.lower()) for _, table in report.tables()]
    assert all(any(key in name for key in keys) for name in names if name != "table_3")


def test_a_wide_table_keeps_the_names_of_its_rows_in_sight() -> None:
    for sheet in book(made(300)).worksheets:
        wide = sheet.max_column > 8
        assert str(sheet.freeze_panes).startswith("B" if wide else "A"), sheet.title


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    survey = pulse(areas=("=1+1", "@x", "+2"), title="=cmd()")
    nasty = make_report(closed(survey), people(survey, 300), (), TODAY, "=HYPERLINK(1)")
    found = openpyxl.load_workbook(io.BytesIO(render(nasty, "xlsx")))
    cells = [c for sheet in found for row in sheet.iter_rows() for c in row]
    assert any(c.value == "=cmd()" or str(c.value).startswith("=cmd") for c in cells)
    assert {c.data_type for c in cells} <= {"s", "n"}


# ---------------------------------------------------------------- slides
def deck(report: Report) -> Presentation:
    return pptx.Presentation(io.BytesIO(file_of(report, "pptx")))


def test_every_bar_of_every_chart_is_native_text_with_the_figure_of_the_snapshot(
    report: Report,
) -> None:
    content = file_of(report, "pptx")
    drawn = [slide.chart for slide in slides(report) if slide.chart]
    groups = [shape for slide in deck(report).slides for shape in slide.shapes if is_group(shape)]
    assert slide_charts(content) == expected_charts(report)
    assert [alt(group) for group in groups] == [chart.alt for chart in drawn]


def alt(shape: object) -> str:
    found = shape._element.xpath(".//p:cNvPr")[0].get("descr")  # type: ignore[attr-defined]  # noqa: SLF001
    return str(found)


def test_every_slide_has_a_title_notes_and_the_marking(report: Report) -> None:
    shown = list(deck(report).slides)
    titles = [slide.shapes.title.text_frame.text for slide in shown]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    for number, slide in enumerate(shown, start=1):
        assert slide.notes_slide.notes_text_frame.text
        words = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert words.count("OFFICIAL") == 1
        assert f"OFFICIAL · {report.id} · {number}" in words


def test_everything_on_a_slide_is_on_the_slide(report: Report) -> None:
    found = deck(report)
    wide, high = found.slide_width, found.slide_height
    for slide in found.slides:
        for shape in slide.shapes:
            assert shape.left >= Emu(0)
            assert shape.top >= Emu(0)
            assert shape.left + shape.width <= wide
            assert shape.top + shape.height <= high


def test_slides_hold_no_workbook_no_picture_and_speak_their_language(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(file_of(report, "pptx"))) as parts:
        names = parts.namelist()
        pages = [n for n in names if re.fullmatch(r"ppt/(slides|notesSlides)/[^/]*\.xml", n)]
        told = [parts.read(name).decode() for name in pages]
    assert not [n for n in names if "embed" in n or "media" in n or "thumb" in n or "app.xml" in n]
    for page in told:
        assert set(re.findall(r'lang="([^"]+)"', page)) == {"en-GB"}


def test_bars_are_drawn_plainly_without_the_shadow_of_a_theme(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(file_of(report, "pptx"))) as parts:
        names = [n for n in parts.namelist() if re.fullmatch(r"ppt/slides/[^/]*\.xml", n)]
        assert not any(b"<p:style>" in parts.read(name) for name in names)


def test_slides_name_their_title_and_author(report: Report) -> None:
    core = deck(report).core_properties
    assert (core.title, core.author) == ("How safe do you feel? – Spring 2026", BOARD)
    assert core.identifier == report.id


# ---------------------------------------------------------------- PDF
def reader(report: Report) -> PdfReader:
    return PdfReader(io.BytesIO(file_of(report, "pdf")))


def test_a_pdf_is_tagged_titled_and_says_its_language(report: Report) -> None:
    found = reader(report)
    catalogue = found.root_object
    for name, fact in (("/MarkInfo", "/Marked"), ("/ViewerPreferences", "/DisplayDocTitle")):
        told = catalogue[name].get_object()
        assert isinstance(told, DictionaryObject)
        assert told[fact]
    assert str(catalogue["/Lang"]) == "en-GB"
    assert found.metadata is not None
    assert found.metadata.title == "How safe do you feel? – Spring 2026"
    assert found.metadata.author == BOARD
    assert report.id in str(found.metadata.get("/Keywords"))
    assert report.digest in str(found.metadata.get("/Keywords"))


def test_every_figure_of_a_pdf_has_words_and_every_table_heads() -> None:
    kinds = list(structure(reader(made(287)).root_object["/StructTreeRoot"]))
    figures = [element for kind, element in kinds if kind == "/Figure"]
    assert figures
    assert all(str(element.get("/Alt", "")).strip() for element in figures)  # type: ignore[attr-defined]
    tables = [kind for kind, _ in kinds if kind == "/Table"]
    assert len(tables) == sum(isinstance(block, Grid) for block in blocks(made(287)))
    assert sum(kind == "/TH" for kind, _ in kinds) > len(tables)
    assert {"/H1", "/H2"} <= {kind for kind, _ in kinds}


def structure(node: object) -> Iterator[tuple[str, object]]:
    """Every element of the tree of a PDF, with its kind."""
    found = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(found, list):
        for each in found:
            yield from structure(each)
    elif isinstance(found, dict):
        if "/S" in found:
            yield str(found["/S"]), found
        if "/K" in found:
            yield from structure(found["/K"])


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
def test_pdftotext_reads_every_table_in_the_order_of_the_paper(report: Report) -> None:
    text = pdf_text(file_of(report, "pdf"))
    assert missing_from_text(report, text) == []
    assert report.id in text


@pytest.mark.parametrize(
    "more", ["", " in all of the places where you spend an ordinary week and more"]
)
def test_a_title_that_is_too_long_for_a_page_is_folded(more: str) -> None:
    """It would make a printed sheet too small to read."""
    told = "How safe do you feel at home and on the way there" + more + more + "?"
    asked = tuple(replace(q, text=told) if q.key == "home" else q for q in pulse().questions)
    survey = replace(pulse(), questions=asked)
    report = make_report(closed(survey), people(survey, 150), (), TODAY, BOARD)
    book = openpyxl.load_workbook(io.BytesIO(render(report, "xlsx")))
    (sheet,) = (s for s in book if str(s["A1"].value).endswith(told))
    assert bool(sheet["A1"].alignment.wrap_text) is bool(more)
    assert (sheet.row_dimensions[1].height or 0) >= (100 if more else 0)


@pytest.mark.parametrize("fmt", ["pdf", "xlsx", "pptx"])
def test_no_exact_count_is_in_any_part_of_any_file(fmt: str) -> None:
    responses = people(SURVEY, 613)
    exact = telling(responses)
    assert exact
    for text in everything(file_of(made(613), fmt), fmt):
        assert not exact & numbers(text)


def everything(content: bytes, fmt: str) -> Iterator[str]:
    """Whatever a file holds as text: seen, unseen, in its properties."""
    if fmt == "pdf":
        found = PdfReader(io.BytesIO(content))
        yield from (page.extract_text() for page in found.pages)
        yield str(found.metadata)
        for kind, element in structure(found.root_object["/StructTreeRoot"]):
            yield f"{kind} {element.get('/Alt', '')}"  # type: ignore[attr-defined]
        return
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            xml = parts.read(name).decode()
            xml = re.sub(r' t="s"><v>\d+</v>', "", xml)  # the place of a text, not a number
            yield " ".join(re.findall(r">([^<]+)<", xml))
            yield " ".join(re.findall(r'(?:descr|title|name|altTextSummary)="([^"]+)"', xml))


# ---------------------------------------------------------------- as an office program opens them
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("fmt", ["docx", "xlsx", "pptx"])
def test_libreoffice_opens_it_and_keeps_every_figure(fmt: str, tmp_path: Path) -> None:
    report = made(287)
    (tmp_path / f"paper.{fmt}").write_bytes(file_of(report, fmt))
    command = ["soffice", f"-env:UserInstallation={tmp_path.as_uri()}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / f"paper.{fmt}")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    read = PdfReader(tmp_path / "paper.pdf")
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert as_count(report.base) in text
    assert report.id in text
