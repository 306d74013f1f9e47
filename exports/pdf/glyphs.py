"""What our fonts can draw. A PDF that everybody can read may hold nothing else, or is not made.

An emoji stands as its name in brackets, as a screen reader would say it; letters of a script for
which there is no font stand as "[…]". The Word paper shows both as they were written.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont

from exports import style

ALWAYS = frozenset("\t\n\r\u2028\u2029\u2060\u2066\u2067\u2068\u2069")
"""Ends of lines, and what says which way letters run: there is nothing in it to draw."""

NEVER = "\ufeff"
NOTHING = (".notdef", ".null", "NULL")
"""Glyphs that stand for what is no character."""

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
        with TTFont(path, lazy=True) as font:
            yield from (at for at, glyph in font.getBestCmap().items() if glyph not in NOTHING)
