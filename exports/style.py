"""Colours, type and sizes that every format shares.

Text keeps 4.5:1 of contrast on its ground, and what differs in colour differs in lightness too,
so that a black and white print says the same.
"""

from importlib.resources import files

FONT = "Arial"
"""For Word, where the reader's machine has it; the pictures use Liberation Sans, of its width."""
PICTURE_FONTS = ("Liberation Sans", "Noto Sans Arabic", "Noto Sans Hebrew")

INK = "1D2B36"
QUIET = "52616B"
ACCENT = "1F5C7A"
PALE = "EEF3F6"
LINE = "B8C4CC"

BODY_POINTS = 11
SMALL_POINTS = 9.5
DENSE_POINTS = 8.5


def font_folder() -> str:
    """Where the fonts lie that ship with the program."""
    return str(files("exports").joinpath("fonts"))


NEARLY_BLACK = 0.04045
"""Under it light grows in a straight line; the number is of the sRGB standard."""


def contrast(colour: str) -> float:
    """How a colour, RRGGBB, stands out from white: 1 not at all, 21 as black does."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= NEARLY_BLACK else ((part + 0.055) / 1.055) ** 2.4
