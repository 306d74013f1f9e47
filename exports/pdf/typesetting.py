"""Typst, with our fonts only and no clock: the same words in, the same bytes out."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from exports import style
from exports.pdf.glyphs import drawn

if TYPE_CHECKING:
    import typst

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""The date in the file's own properties. A poster or picture is of no particular day."""

LOOK = {
    "font": style.PICTURE_FONTS,
    "ink": f"#{style.INK}",
    "quiet": f"#{style.QUIET}",
    "accent": f"#{style.ACCENT}",
    "line": f"#{style.LINE}",
    "pale": f"#{style.PALE}",
}


def pdf(
    template: str,
    data: Mapping[str, object],
    accent: str = style.ACCENT,
    made_at: datetime = EPOCH,
) -> bytes:
    """An accessible PDF (PDF/UA-1). Texts go in as data, never as markup."""
    compiler = _compiler(template, data, accent)
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=made_at)
    return _pages(made)[0]


def pictures(
    template: str, data: Mapping[str, object], dots_per_inch: int, accent: str = style.ACCENT
) -> list[bytes]:
    """One PNG a page."""
    return _pages(_compiler(template, data, accent).compile(format="png", ppi=dots_per_inch))


def _compiler(template: str, data: Mapping[str, object], accent: str) -> "typst.Compiler":
    import typst  # noqa: PLC0415 - 6 MiB that a server needs only while it draws

    folder = files("exports.pdf")
    source = folder.joinpath("bars.typ").read_bytes() + folder.joinpath(template).read_bytes()
    look = {**LOOK, "accent": f"#{accent}"}
    inputs = {name: json.dumps(_drawn(value)) for name, value in {**data, "look": look}.items()}
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[style.font_folder()])
    return typst.Compiler(source, font_paths=fonts, sys_inputs=inputs)


def _drawn(value: object) -> object:
    """What is not words goes as it is."""
    match value:
        case str():
            return drawn(value)
        case [int(), *_]:  # a picture, byte by byte
            return value
        case Mapping():
            return {key: _drawn(each) for key, each in value.items()}
        case list() | tuple():
            return [_drawn(each) for each in value]
        case _:
            return value


def _pages(made: bytes | list[bytes] | None) -> list[bytes]:
    return [made] if isinstance(made, bytes) else list(made or [])
