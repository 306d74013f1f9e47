"""An officer's own Word template: its styles, heads and page; its text taken out."""

from collections.abc import Iterator

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header

from exports.word.styles import MARKING
from exports.word.template_file import opened


def start(template: bytes) -> Document:
    """An empty document: the library's, or the officer's. Raises UnfitTemplate."""
    if not template:
        return docx.Document()
    document = opened(template)
    body = document.element.body
    for each in list(body):
        if each.tag != qn("w:sectPr"):
            body.remove(each)
    return document


def mark(document: Document, marking: str) -> None:
    """The marking at top and bottom of every page, where the officer's heads do not bear it."""
    even = document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        for part in _heads(section, even=even):
            told = "".join(each.text or "" for each in part._element.iter(qn("w:t")))  # noqa: SLF001
            if marking not in told:
                added = part.add_paragraph(marking, document.styles[MARKING])
                added.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _heads(section: Section, *, even: bool) -> Iterator[_Header | _Footer]:
    """Those that are used."""
    yield section.header
    yield section.footer
    if section.different_first_page_header_footer:
        yield section.first_page_header
        yield section.first_page_footer
    if even:
        yield section.even_page_header
        yield section.even_page_footer
