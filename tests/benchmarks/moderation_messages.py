"""The project's own labelled messages, and which of them are held out of training."""

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

MESSAGES = Path(__file__).parents[1] / "moderation" / "messages"
NOT_URGENT = ("worrying", "looks_alike", "plain")
_PARTS = 5
"""One message in so many is held out."""


class Message(NamedTuple):
    """A message, what it is about or what sort of harmless it is, and whether it is held out."""

    text: str
    label: str
    held_out: bool

    @property
    def urgent(self) -> bool:
        """Somebody must see it now."""
        return self.label not in NOT_URGENT


def messages() -> Iterator[Message]:
    """Every message, in the order of the files."""
    for path in sorted(MESSAGES.glob("*.toml")):
        for label, lines in tomllib.loads(path.read_text("utf-8")).items():
            for text in lines.strip().splitlines():
                yield Message(text, label, is_held_out(text))


def is_held_out(text: str) -> bool:
    """Decided by the text alone, so that no one chooses and a new message moves no other."""
    return hashlib.sha256(text.encode()).digest()[0] % _PARTS == 0
