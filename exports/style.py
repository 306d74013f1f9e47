"""Colours, type and sizes that every format shares.

Text keeps 4.5:1 of contrast on its ground, and what differs in colour differs in lightness too,
so that a black and white print says the same.
"""

from importlib.resources import files

FONT = "Arial"
"""For Word, where the reader's machine has it; the pictures use Liberation Sans, of its width."""
PICTURE_FONT = "Liberation Sans"

INK = "1D2B36"
QUIET = "52616B"
ACCENT = "1F5C7A"
MUTED = "A9B7C0"
PALE = "EEF3F6"
LINE = "B8C4CC"

BODY_POINTS = 11
SMALL_POINTS = 9.5
DENSE_POINTS = 8.5


def font_folder() -> str:
    """Where the fonts lie that ship with the program."""
    return str(files("exports").joinpath("fonts"))
