"""What a reader makes of a text: how much it reads like a disclosure, of what, by which words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Generic

from moderation.judgement import Judge, Judgement, Second
from moderation.risk_weights import ORDER
from moderation.verdict import Kind
from moderation.wordpieces import Cutter, Said

if TYPE_CHECKING:
    from moderation.reader import Read, Reader

WEIGHTS = Path(__file__).parent / "weights" / "reader.bin"
THOROUGH = WEIGHTS.with_name("thorough.bin")

MOST_WINDOWS, MOST_THOROUGH = 8, 2
"""Of a long text; half of them from its start, half from its end."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`leaning` to urgent, and of which kind; what was `read` from piece number `first` on."""

    leaning: float
    kind: Kind
    first: int
    read: "Read"

    @property
    def told(self) -> Sequence[float]:
        """What each piece from number `first` on told of it."""
        return self.read.told[1:-1]

    def heard(self, said: Sequence[Said]) -> Iterator[tuple[float, Said]]:
        """The words of its part of the text, with what they told."""
        ends = [0]
        for word in said:
            ends.append(ends[-1] + word.pieces)
        told = self.told
        last = self.first + len(told)
        for word, (start, end) in zip(said, pairwise(ends), strict=True):
            if self.first <= start and end <= last:
                yield sum(told[start - self.first : end - self.first]), word


@dataclass(frozen=True, slots=True)
class Understanding(Generic[Judge]):
    """A shipped reader, what it cuts texts with, and how it is judged."""

    reader: "Reader"
    cutter: Cutter
    judgement: Judge
    windows: int

    def read(self, text: str) -> Reading:
        """The most telling part of a plain ASCII text in small letters."""
        cut = self.cutter.cut(text)
        most = self.reader.places - 2
        parts = (self._of(cut[at : at + most], at) for at in windows(len(cut), most, self.windows))
        return max(parts, key=lambda part: part.leaning)

    def reads_at_once(self, text: str) -> bool:
        """Whether nothing of such a text would be passed over, or read apart from the rest."""
        return len(self.cutter.cut(text)) <= self.reader.places - 2

    def _of(self, pieces: Sequence[int], first: int) -> Reading:
        read = self.reader.read([self.cutter.begin, *pieces, self.cutter.end])
        leaning, *kinds = read.logits[: len(ORDER) + 1]
        kind = ORDER[max(range(len(kinds)), key=kinds.__getitem__)]
        return Reading(leaning, kind, first, read)


def windows(pieces: int, most: int, many: int = MOST_WINDOWS) -> Sequence[int]:
    """Where the parts begin that are read of so many pieces; half of each is in the next too."""
    starts = range(0, max(1, pieces - most // 2), most // 2)
    if len(starts) <= many:
        return starts
    half = many // 2
    return (*starts[:half], *starts[-half:])


@cache
def understanding() -> Understanding[Judgement]:
    """Of the quick reader. Numpy comes with it, and not before: most programs never screen."""
    from moderation.reader import Reader  # noqa: PLC0415
    from moderation.reader_weights import judged, load  # noqa: PLC0415

    weights = load(WEIGHTS)
    judgement = judged(WEIGHTS, Judgement.of)
    return Understanding(Reader(weights), Cutter(weights.pieces), judgement, MOST_WINDOWS)


@cache
def second() -> Second:
    """When the thorough reader is asked, and how it is judged: its weights are not needed yet."""
    from moderation.reader_weights import judged  # noqa: PLC0415

    return judged(THOROUGH, Second.of)


@cache
def thorough() -> Understanding[Second]:
    """The thorough reader. Its weights stay small: it is asked of few texts."""
    from moderation.reader import Reader  # noqa: PLC0415
    from moderation.reader_weights import load  # noqa: PLC0415

    weights = load(THOROUGH, small=True)
    cutter = understanding().cutter
    if not cutter.knows(weights.pieces):
        cutter = Cutter(weights.pieces)
    return Understanding(Reader(weights), cutter, second(), MOST_THOROUGH)
