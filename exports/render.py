"""A report in the format asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from exports import data_csv, data_json, web, word
from exports.errors import UnknownFormat
from exports.report import Report


@dataclass(frozen=True, slots=True)
class Format:
    """A format, how its files end, and what the web calls it."""

    name: str
    suffix: str
    media_type: str
    draw: Callable[[Report], bytes]


WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

FORMATS: Mapping[str, Format] = {
    "docx": Format("Word paper", ".docx", WORD_TYPE, word.render),
    "csv": Format("CSV table", ".csv", "text/csv; charset=utf-8", data_csv.render),
    "json": Format("JSON data", ".json", "application/json", data_json.render),
    "html": Format("Web page", ".html", "text/html; charset=utf-8", web.render),
}


def render(report: Report, fmt: str) -> bytes:
    """Pure, and its argument can be pickled: it may run in a process of its own."""
    if fmt not in FORMATS:
        raise UnknownFormat(f"no format {fmt!r}: choose one of {', '.join(FORMATS)}")
    return FORMATS[fmt].draw(report)
