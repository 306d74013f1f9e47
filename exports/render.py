"""A report in the format asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module

from exports.errors import UnknownFormat
from exports.report import Report


class Kind(StrEnum):
    """What is made of a report. Slides and data are what their formats hold."""

    PAPER = "paper"
    SUMMARY = "summary"
    POSTER = "poster"


@dataclass(frozen=True, slots=True)
class Format:
    """A format, how its files end, what the web calls it, and the module that draws it.

    The module is fetched when it is needed: a server that draws nothing need not hold it.
    """

    name: str
    suffix: str
    media_type: str
    module: str


OFFICE = "application/vnd.openxmlformats-officedocument"
WORD_TYPE = f"{OFFICE}.wordprocessingml.document"
SHEET_TYPE = f"{OFFICE}.spreadsheetml.sheet"
SLIDES_TYPE = f"{OFFICE}.presentationml.presentation"
PDF_TYPE = "application/pdf"

FORMATS: Mapping[str, Format] = {
    "docx": Format("Word paper", ".docx", WORD_TYPE, "word.word"),
    "pdf": Format("PDF paper", ".pdf", PDF_TYPE, "pdf.pdf"),
    "xlsx": Format("Excel workbook", ".xlsx", SHEET_TYPE, "workbook.sheets"),
    "pptx": Format("Slides", ".pptx", SLIDES_TYPE, "slides.slides"),
    "csv": Format("CSV table", ".csv", "text/csv; charset=utf-8", "tables.data_csv"),
    "json": Format("JSON data", ".json", "application/json", "tables.data_json"),
    "html": Format("Web page", ".html", "text/html; charset=utf-8", "web"),
}

OTHERS: Mapping[Kind, Format] = {
    Kind.SUMMARY: Format("Young people’s summary", ".pdf", PDF_TYPE, "pdf.summary"),
    Kind.POSTER: Format("Poster of results", ".pdf", PDF_TYPE, "pdf.result_poster"),
}
"""Kinds beside the paper; each has one format."""


def chosen(fmt: str, kind: Kind = Kind.PAPER) -> Format:
    """Raises UnknownFormat."""
    if kind in OTHERS and OTHERS[kind].suffix == f".{fmt}":
        return OTHERS[kind]
    if kind in OTHERS:
        raise UnknownFormat(f"a {kind} is made as {OTHERS[kind].suffix.lstrip('.')} only")
    if fmt not in FORMATS:
        raise UnknownFormat(f"no format {fmt!r}: choose one of {', '.join(FORMATS)}")
    return FORMATS[fmt]


def render(report: Report, fmt: str, kind: Kind = Kind.PAPER, template: bytes = b"") -> bytes:
    """Pure, and its arguments can be pickled: it may run in a process of its own.

    Only Word papers take a template. Raises UnknownFormat, UnfitTemplate.
    """
    draw = import_module(f"exports.{chosen(fmt, kind).module}").render
    made: bytes = draw(report, template) if template else draw(report)
    return made
