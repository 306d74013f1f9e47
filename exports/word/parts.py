"""Pieces of a Word paper that the library has no call for: real tables, fields, alt text, bytes."""

import io
from collections.abc import Mapping, Sequence

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from exports import style
from exports.scripts import right_to_left
from exports.word.styles import CELL, CELL_HEAD

KEPT_WHOLE = 16
"""A table of so many rows is not broken between pages; a longer one repeats its header."""

KEPT_LAST = 3
"""So many rows at the end of a longer one stay together."""

PICTURE_WIDTH, LOGO_HEIGHT = Cm(16), Cm(1.4)
INDENT = f'<w:tblInd {nsdecls("w")} w:w="0" w:type="dxa"/>'
NARROW = f"""
<w:tblCellMar {nsdecls("w")}>
  <w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/>
</w:tblCellMar>"""
BORDERS = f"""
<w:tblBorders {nsdecls("w")}>
  <w:top w:val="single" w:sz="8" w:color="{style.INK}"/>
  <w:bottom w:val="single" w:sz="8" w:color="{style.INK}"/>
  <w:insideH w:val="single" w:sz="4" w:color="{style.LINE}"/>
</w:tblBorders>"""


def table(  # noqa: PLR0913  # what a reader, a screen reader and a page each need of it
    document: Document,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[Length],
    *,
    about: str,
    numbers_from: int = 1,
    dense: bool = False,
) -> Table:
    """A table with a header row that repeats, rows that do not break, and a description."""
    made = _empty(document, len(rows) + bool(header), widths, about)
    head, cell = (document.styles[name].style_id for name in (CELL_HEAD, CELL))
    if header:
        _fill(made.rows[0], header, head, numbers_from)
        _mark_header(made.rows[0])
    for row, texts in zip(list(made.rows)[bool(header) :], rows, strict=True):
        _fill(row, texts, cell, numbers_from)
    if dense:
        _tighten(made)
    every = list(made.rows)
    whole = every[:-1] if len(rows) <= KEPT_WHOLE else (*every[:2], *every[-KEPT_LAST:-1])
    for row in whole:
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
    return made


def _tighten(made: Table) -> None:
    """Many columns: smaller type, less air at the sides."""
    _describe(made, NARROW, after=True)
    for row in made.rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(style.DENSE_POINTS)


def facts(document: Document, rows: Sequence[tuple[str, str]], about: str) -> Table:
    """A table of facts: the name of each stands at the head of its row."""
    made = table(document, (), rows, (Cm(4.2), Cm(12.2)), about=about, numbers_from=9)
    for row in made.rows:
        row.cells[0].paragraphs[0].style = CELL_HEAD
        _shade(row.cells[0])
    return made


def _empty(document: Document, rows: int, widths: Sequence[Length], about: str) -> Table:
    made: Table = document.add_table(rows, len(widths))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for extra in (INDENT, BORDERS):
        _describe(made, extra)
    description = OxmlElement("w:tblDescription")
    description.set(qn("w:val"), about)
    made._tbl.tblPr.append(description)  # noqa: SLF001  # the library has no public way
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    return made


def _describe(made: Table, xml: str, *, after: bool = False) -> None:
    """Put a property where Word expects it: just before or after the layout."""
    properties = made._tbl.tblPr  # noqa: SLF001
    place = [each.tag for each in properties].index(qn("w:tblLayout"))
    properties.insert(place + after, parse_xml(xml))


def _fill(row: _Row, texts: Sequence[str], styled: str, numbers_from: int) -> None:
    """`styled` is the id of a style: to look one up by its name takes longer than all else."""
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.text = text
        paragraph._p.style = styled  # noqa: SLF001
        turn(paragraph)
        if place >= numbers_from:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001


def _mark_header(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
    for cell in row.cells:
        _shade(cell)


def _shade(cell: _Cell) -> None:
    fill = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{style.PALE}"/>'
    cell._tc.get_or_add_tcPr().append(parse_xml(fill))  # noqa: SLF001


# ---------------------------------------------------------------- pictures and fields
def picture(document: Document, png: bytes, number: int, alt: str) -> Paragraph:
    """A picture in the text, with words for who cannot see it."""
    paragraph = document.add_paragraph()
    _shape(paragraph, png, {"width": PICTURE_WIDTH}, f"Chart {number}", alt)
    return paragraph


def _shape(
    paragraph: Paragraph, png: bytes, size: Mapping[str, Length], name: str, alt: str
) -> None:
    shape = paragraph.add_run().add_picture(io.BytesIO(png), **size)
    properties = shape._inline.docPr  # noqa: SLF001
    properties.set("name", name)
    properties.set("descr", alt)


def field(paragraph: Paragraph, code: str) -> None:
    """A number that Word works out: PAGE, NUMPAGES."""
    made = OxmlElement("w:fldSimple")
    made.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    made.append(run)
    paragraph._p.append(made)  # noqa: SLF001


# ---------------------------------------------------------------- text and bytes
def written(document: Document, text: str, named: str) -> Paragraph:
    """A paragraph that runs the way its text does."""
    paragraph = document.add_paragraph(text, named)
    turn(paragraph)
    return paragraph


def turn(paragraph: Paragraph) -> None:
    """Word orders a right-to-left text rightly only where it is told."""
    if right_to_left(paragraph.text):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001
        for run in paragraph.runs:
            run.font.rtl = True


def logo(document: Document, png: bytes, alt: str) -> None:
    """The organisation's mark, above the title."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _shape(paragraph, png, {"height": LOGO_HEIGHT}, "Logo", alt)


def saved(document: Document) -> bytes:
    loose = io.BytesIO()
    document.save(loose)
    return loose.getvalue()
