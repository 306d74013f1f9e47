"""The marked tables: messages with their personal data marked {kind:words}, and their counts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from moderation.pipeline import screen
from moderation.verdict import Kind

MARKED = Path(__file__).parent / "marked"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A message, and the kind and place of each piece of personal data in it."""

    text: str
    spans: tuple[tuple[str, Span], ...]


@dataclass(slots=True)
class Count:
    """Marked pieces by kind, those of them that are masked, and masks that are right."""

    wanted: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    masks: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        return self.met.total() / self.wanted.total()

    @property
    def precision(self) -> float:
        return self.right / self.masks


def lines(name: str) -> list[str]:
    """The messages of a table."""
    rows = (MARKED / f"{name}.txt").read_text("utf-8").splitlines()
    return [row for row in rows if row and not row.startswith("#")]


def unmarked(line: str) -> Marked:
    """The message as it was written, and where its personal data lie."""
    text, spans = "", []
    for piece in line.split("{"):
        marked, closed, rest = piece.partition("}")
        if closed:
            kind, _, said = marked.partition(":")
            spans.append((kind, (len(text), len(text) + len(said))))
            text += said + rest
        else:
            text += piece
    return Marked(text, tuple(spans))


def found(text: str) -> list[Span]:
    """Where screening masks something."""
    return [(f.start, f.end) for f in screen(text).findings if f.kind is Kind.PERSONAL_DATA]


def count(name: str) -> Count:
    """A whole table; a piece is met where a mask overlaps it."""
    told = Count()
    for line in lines(name):
        message = unmarked(line)
        masks = found(message.text)
        told.wanted.update(kind for kind, _ in message.spans)
        told.met.update(kind for kind, span in message.spans if _meets(span, masks))
        told.masks += len(masks)
        told.right += sum(_meets(mask, [span for _, span in message.spans]) for mask in masks)
    return told


def _meets(one: Span, others: list[Span]) -> bool:
    return any(one[0] < end and start < one[1] for start, end in others)


def changed(name: str) -> Iterator[str]:
    """The messages of a clean table in which something is masked."""
    return (line for line in lines(name) if found(line))
