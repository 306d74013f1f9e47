"""What our fonts can draw. A PDF that everybody can read may hold nothing else, or is not made.

An emoji stands as its name in brackets, as a screen reader would say it; letters of a script for
which there is no font stand as "[…]". The Word paper shows both as they were written.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from exports import style

SEGMENTS, GROUPS = 4, 12
"""The two ways in which a font says what it holds; see the OpenType specification, `cmap`."""

ALWAYS = frozenset("\t\n\r\u2028\u2029\u2060\u2066\u2067\u2068\u2069")
"""Ends of lines, and what says which way letters run: there is nothing in it to draw."""

NEVER = "\ufeff"
FLAGS = range(0x1F1E6, 0x1F200)
NOT_SHOWN = "[\u2026]"


def drawn(text: str) -> str:
    """The same text; what cannot be drawn is named, or said to be left out."""
    if text.isascii() and text.isprintable():
        return text
    runs = groupby(text, key=_can_draw)
    return "".join("".join(run) if can else _named("".join(run)) for can, run in runs)


def _can_draw(char: str) -> bool:
    return char in ALWAYS or (char != NEVER and ord(char) in drawable())


def _named(run: str) -> str:
    kinds = groupby(run, key=lambda char: unicodedata.category(char)[0])
    return "".join(_told(kind, "".join(chars)) for kind, chars in kinds)


def _told(kind: str, chars: str) -> str:
    match kind:
        case "S":
            return "".join(map(_symbol, chars))
        case "L" | "N" | "P":
            return NOT_SHOWN
        case "Z":
            return " "
        case _:  # marks on what is not drawn itself, joiners, controls, nothing at all
            return ""


def _symbol(char: str) -> str:
    if ord(char) in FLAGS:
        return chr(ord(char) - FLAGS.start + ord("A"))
    if unicodedata.category(char) == "Sk":  # the colour of the skin of the one before
        return ""
    return f"[{unicodedata.name(char, '').lower()}]" if unicodedata.name(char, "") else NOT_SHOWN


# ---------------------------------------------------------------- fonts
@cache
def drawable() -> frozenset[int]:
    """Code points that are in a font of ours, upright and bold."""
    folder = Path(style.font_folder())
    sorts = ({*_points(sort, folder)} for sort in ("Regular", "Bold"))
    return frozenset.intersection(*map(frozenset, sorts))


def _points(sort: str, folder: Path) -> Iterator[int]:
    for path in folder.glob(f"*-{sort}.ttf"):
        yield from _held(path.read_bytes())


def _held(font: bytes) -> Iterator[int]:
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * at) for at in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (maps,) = struct.unpack_from(">H", font, start + 2)
    for at in range(maps):
        *_, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * at)
        yield from _mapped(font, start + offset)


def _mapped(font: bytes, at: int) -> Iterator[int]:
    (way,) = struct.unpack_from(">H", font, at)
    if way == SEGMENTS:
        yield from _by_segments(font, at)
    elif way == GROUPS:
        yield from _by_groups(font, at)


def _by_segments(font: bytes, at: int) -> Iterator[int]:
    """Four rows of numbers side by side: ends, starts, shifts, and where glyphs are listed."""
    number = struct.unpack_from(">H", font, at + 6)[0] // 2
    row, places = f">{number}H", at + 16 + 6 * number
    ends = struct.unpack_from(row, font, at + 14)
    starts = struct.unpack_from(row, font, at + 16 + 2 * number)
    shifts = struct.unpack_from(row, font, at + 16 + 4 * number)
    offsets = struct.unpack_from(row, font, places)
    for segment in range(number):
        for point in range(starts[segment], min(ends[segment], 0xFFFE) + 1):
            glyph = point
            if offsets[segment]:
                far = offsets[segment] + 2 * (point - starts[segment] + segment)
                (glyph,) = struct.unpack_from(">H", font, places + far)
            if glyph and (glyph + shifts[segment]) % 0x10000:
                yield point


def _by_groups(font: bytes, at: int) -> Iterator[int]:
    (number,) = struct.unpack_from(">L", font, at + 12)
    for group in range(number):
        first, last, glyph = struct.unpack_from(">LLL", font, at + 16 + 12 * group)
        yield from range(first + (glyph == 0), last + 1)
