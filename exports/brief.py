"""What an officer says about a paper: where it goes, who answers for it, how it looks."""

import re
from dataclasses import dataclass
from datetime import date

from exports import style
from exports.errors import UnfitBrief
from exports.heading import PLAIN_LOOK, Look, Purpose

MARKING = "OFFICIAL"
STATUS = "Draft for checking"
LONGEST_FACT = 200
LONGEST_LINE = 600
MOST_LINES = 12
LARGEST_LOGO = 500_000
PNG = b"\x89PNG\r\n\x1a\n"
LEAST_CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Brief:
    """Facts that no survey holds. An empty one is left for the officer to fill in by hand.

    Without a marking it bears the house's. Without recommendations of its own a paper has ours,
    one of them to be written.
    """

    meeting: str = ""
    meeting_on: date | None = None
    report_of: str = ""
    contact: str = ""
    area: str = ""
    purpose: Purpose = Purpose.DECISION
    marking: str = ""
    status: str = STATUS
    recommendations: tuple[str, ...] = ()
    implications: tuple[str, ...] = ()
    language: str = "en"
    look: Look = PLAIN_LOOK

    def __post_init__(self) -> None:
        for name in ("meeting", "report_of", "contact", "area", "marking", "status"):
            _check(name, getattr(self, name), LONGEST_FACT)
        for name in ("recommendations", "implications"):
            lines = getattr(self, name)
            if len(lines) > MOST_LINES:
                raise UnfitBrief(f"{name}: at most {MOST_LINES}")
            for line in lines:
                _check(name, line, LONGEST_LINE)


def _check(name: str, text: str, most: int) -> None:
    if len(text) > most or not text.isprintable():
        said = name.replace("_", " ")
        raise UnfitBrief(f"{said}: one line of at most {most} characters")


def colour(raw: str) -> str:
    """RRGGBB, dark enough to be read on white and to carry white. Raises UnfitBrief."""
    plain = raw.removeprefix("#").upper()
    if not re.fullmatch("[0-9A-F]{6}", plain):
        raise UnfitBrief("a colour is six hexadecimal digits, such as #1F5C7A")
    if style.contrast(plain) < LEAST_CONTRAST:
        raise UnfitBrief(f"#{plain} is too pale to read on white; take a darker one")
    return plain


def logo(raw: bytes) -> bytes:
    """A PNG of a sensible size. Raises UnfitBrief."""
    if not raw.startswith(PNG) or len(raw) > LARGEST_LOGO:
        raise UnfitBrief(f"a logo is a PNG file of at most {LARGEST_LOGO // 1000} kB")
    return raw
