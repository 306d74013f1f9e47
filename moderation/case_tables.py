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

_ONE_IN = 20
"""Of every other table one message in so many is left out of training."""

_PUBLIC_ONE_IN = 5
"""Of every public set one text in so many is."""


class Message(NamedTuple):
    """A message, what it is about or what sort of harmless it is, and how it is kept apart.

    `unseen`: not trained on. `apart`: nor by the hand, on the day, that wrote what was.
    `table`: the file it stands in.
    """

    text: str
    label: str
    unseen: bool
    apart: bool = False
    table: str = ""

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
                unseen = apart or is_held_out(text, _ONE_IN)
                yield Message(text, label, unseen, apart, path.stem)


def is_held_out(text: str, one_in: int = _PUBLIC_ONE_IN) -> bool:
    """Decided by the text alone, so that no one chooses and a new message moves no other."""
    return hashlib.sha256(text.encode()).digest()[0] % one_in == 0
