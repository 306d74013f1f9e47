"""The Word paper as a screen reader, a printer and a records officer need it."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from exports.make import make_report
from exports.paper.blocks import Picture
from exports.paper.paper import blocks
from exports.render import render
from exports.report import Report
from surveys.definitions.definition import Several
from surveys.definitions.reading import load
from tests.exports.simulated import AREAS, BOARD, TODAY, closed, options, people, pulse

REPORT = make_report(closed(pulse()), people(pulse(), 300), (), TODAY, BOARD)


@pytest.fixture(scope="module")
def paper() -> Document:
    return docx.Document(io.BytesIO(render(REPORT, "docx")))


def test_headings_are_true_styles_in_the_order_of_a_paper(paper: Document) -> None:
    heads = [p.text for p in paper.paragraphs if p.style and p.style.name == "Heading 1"]
    assert heads == [
        "Purpose",
        "Recommendations",
        "Summary",
        "Background",
        "Findings",
        "Differences between groups",
        "Three measures",
        "Implications",
        "What small numbers hide, and why",
        "How this was done",
        "Appendix: all numbers",
    ]


def test_no_paragraph_is_empty(paper: Document) -> None:
    for block in paper.paragraphs:
        assert block.text.strip() or block._p.findall(f".//{qn('w:drawing')}")  # noqa: SLF001


def test_paragraphs_are_numbered_by_their_style(paper: Document) -> None:
    numbered = [p for p in paper.paragraphs if p.style and p.style.name == "Numbered Paragraph"]
    assert len(numbered) > 15
    style = paper.styles["Numbered Paragraph"].element
    assert style.find(f".//{qn('w:numPr')}") is not None


def test_the_marking_stands_at_the_top_and_bottom_of_every_page(paper: Document) -> None:
    section = paper.sections[0]
    assert section.header.paragraphs[0].text == "OFFICIAL"
    assert section.footer.paragraphs[0].text == "OFFICIAL"


def test_pages_are_numbered(paper: Document) -> None:
    foot = paper.sections[0].footer._element  # noqa: SLF001
    codes = [field.get(qn("w:instr")) for field in foot.iter(qn("w:fldSimple"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_every_picture_has_words(paper: Document) -> None:
    pictures = list(paper.element.body.iter(qn("wp:docPr")))
    charts = [block.chart for block in blocks(REPORT) if isinstance(block, Picture)]
    assert len(charts) > 3
    assert [picture.get("descr") for picture in pictures] == [chart.alt for chart in charts]


def test_every_table_has_a_description_and_a_header_that_repeats(paper: Document) -> None:
    facts, *tables = paper.tables
    for table in (facts, *tables):
        assert table._tbl.tblPr.find(qn("w:tblDescription")) is not None  # noqa: SLF001
    for table in tables:
        assert table._tbl.tr_lst[0].find(f".//{qn('w:tblHeader')}") is not None  # noqa: SLF001


def test_every_table_is_captioned_and_counted(paper: Document) -> None:
    captions = [p.text for p in paper.paragraphs if p.style and p.style.name == "Caption"]
    assert len(captions) == len(paper.tables) - 1
    assert [c.split(".")[0] for c in captions] == [f"Table {n + 1}" for n in range(len(captions))]


def test_the_language_is_british_english_throughout(paper: Document) -> None:
    languages = {lang.get(qn("w:val")) for lang in paper.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert paper.core_properties.language == "en-GB"


def test_the_properties_are_those_of_this_paper(paper: Document) -> None:
    core = paper.core_properties
    assert core.title == "How safe do you feel? – Spring 2026"
    assert core.author == core.last_modified_by == BOARD
    assert core.identifier == REPORT.id
    assert core.created is not None
    assert core.created.date() == TODAY
    assert (core.revision, core.comments, core.content_status) == (1, "", "Draft for checking")


def test_the_title_block_names_what_an_agenda_needs(paper: Document) -> None:
    names = [row.cells[0].text for row in paper.tables[0].rows]
    assert names[:4] == ["Report to", "Date of report", "Report of", "Contact"]
    assert {"Area", "Status", "Reference"} <= set(names)


def test_a_table_wider_than_the_page_is_turned_or_drawn_in_parts() -> None:
    areas = tuple(f"{area} {side}" for side in ("Upper", "Lower") for area in AREAS)
    wishes = Several(key="wish", text="What?", options=options(*(f"Wish {n}" for n in range(10))))
    survey = pulse(areas)
    survey = replace(survey, questions=(*survey.questions, wishes))
    report = make_report(closed(survey), people(survey, 1500), (), TODAY, BOARD)
    wide = docx.Document(io.BytesIO(render(report, "docx")))
    assert max(len(table.columns) for table in wide.tables) <= 9
    captions = [p.text for p in wide.paragraphs if p.style and p.style.name == "Caption"]
    assert any("Part 2 of 2." in caption for caption in captions)


# ---------------------------------------------------------------- as it comes out of a printer
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize(
    ("name", "pages"), [("usual", range(5, 9)), ("many", range(5, 14)), ("tiny", range(1, 2))]
)
def test_a_paper_prints_on_a_sensible_number_of_pages(
    name: str, pages: range, tmp_path: Path
) -> None:
    (tmp_path / "paper.docx").write_bytes(render(printed()[name], "docx"))
    command = ["soffice", f"-env:UserInstallation={tmp_path.as_uri()}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "paper.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert len(PdfReader(tmp_path / "paper.pdf").pages) in pages


def printed() -> dict[str, Report]:
    usual, many = load("safety-pulse"), pulse(tuple(f"{a} {n}" for n in range(4) for a in AREAS))
    return {
        "usual": make_report(closed(usual), people(usual, 300), (), TODAY, BOARD),
        "many": make_report(closed(many), people(many, 2000), (), TODAY, BOARD),
        "tiny": make_report(closed(usual), (), (), TODAY, BOARD),
    }
