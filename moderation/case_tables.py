"""The project's labelled messages (`cases/*.toml`), and which of them no model is trained on."""

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parent / "cases"
NOT_URGENT = ("worrying", "looks_alike", "plain")
HELD_OUT = "held_out"
"""Tables whose name begins so are kept apart whole: written apart, and never trained on."""

_PARTS = 5
"""Of every other table one message in so many is left out of training."""


class Message(NamedTuple):
    """A message, what it is about or what sort of harmless it is, and how it is kept apart.

    `unseen`: not trained on. `apart`: nor by the hand, on the day, that wrote what was.
    """

    text: str
    label: str
    unseen: bool
    apart: bool = False

    @property
    def urgent(self) -> bool:
        """Somebody must see it now."""
        return self.label not in NOT_URGENT


def messages(folder: Path = CASES) -> Iterator[Message]:
    """Every message, in the order of the files."""
    for path in sorted(folder.glob("*.toml")):
        apart = path.stem.startswith(HELD_OUT)
        for label, lines in tomllib.loads(path.read_text("utf-8")).items():
            for text in lines.strip().splitlines():
                yield Message(text, label, apart or is_held_out(text), apart)


def is_held_out(text: str) -> bool:
    """Decided by the text alone, so that no one chooses and a new message moves no other."""
    return hashlib.sha256(text.encode()).digest()[0] % _PARTS == 0
