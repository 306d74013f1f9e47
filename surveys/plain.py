"""Words without the characters that no page, file or database should hold.

A text pasted from a word processor brings some along: a line end of its own, a page break. One of
them is enough for a Word file or a PDF not to be made at all.
"""

from types import MappingProxyType

KEPT = frozenset("\t\n\r")
SPACES = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f\x85")
"""Ends of lines and pages, which part words."""

_CONTROLS = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0)))) - KEPT - SPACES
_HALVES = frozenset(map(chr, range(0xD800, 0xE000)))
_NO_CHARACTERS = frozenset(map(chr, range(0xFDD0, 0xFDF0))) | {
    chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
}
_TABLE = MappingProxyType(
    {
        **{ord(char): None for char in _CONTROLS | _NO_CHARACTERS},
        **{ord(char): " " for char in SPACES},
        **{ord(char): "\ufffd" for char in _HALVES},
    }
)


def plain(text: str) -> str:
    """The very same text where there is nothing to take out."""
    return text if text.isprintable() else text.translate(_TABLE)
