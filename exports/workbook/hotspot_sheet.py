"""Hotspots as a workbook: the same percentages as on the page, and nothing else (R11)."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from exports.findings.hotspots import Figures, Spread
from exports.report import MARK

EVERYONE = "Everyone"
HOW = (
    "Per cent of the people asked in a wave who wrote about a theme, from released results only.",
    f"{MARK}: no percentage may be shown, because the number or the group is small.",
    "“Stands out in”: waves in which it was said there more often than by everyone.",
    "More often means by more than chance usually does; one comparison in twenty looks so.",
)


def workbook(found: Sequence[Spread], waves: Sequence[str], title: str, made: date) -> bytes:
    """XLSX with one sheet; `waves` are their names, oldest first."""
    import xlsxwriter  # noqa: PLC0415 - only who makes one pays for it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": title, "created": datetime.combine(made, time(12))})
    sheet, bold = book.add_worksheet("Hotspots"), book.add_format({"bold": True, "text_wrap": True})
    sheet.set_column(0, 1, 34)
    sheet.set_column(2, len(waves) + 2, 16)
    for row, words in enumerate((title, *HOW)):
        sheet.write_string(row, 0, words, bold if not row else None)
    top = len(HOW) + 2
    for row, line in enumerate(_lines(found, waves), start=top):
        for column, value in enumerate(line):
            look = bold if row == top else None
            if isinstance(value, int):
                sheet.write_number(row, column, value, look)
            else:
                sheet.write_string(row, column, value, look)
    book.close()
    return out.getvalue()


def _lines(found: Sequence[Spread], waves: Sequence[str]) -> Iterator[tuple[str | int, ...]]:
    yield "Theme", "Place", *(f"{wave}, %" for wave in waves), "Stands out in"
    for spread in found:
        yield spread.theme, EVERYONE, *_cells(spread.everyone), ""
        for place in spread.places:
            hot = ", ".join(w for w, is_hot in zip(waves, place.hot, strict=True) if is_hot)
            yield spread.theme, place.label, *_cells(place.figures), hot


def _cells(figures: Figures) -> Iterator[str | int]:
    return (figure.percent if figure else MARK for figure in figures)
