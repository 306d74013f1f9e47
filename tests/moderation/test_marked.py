"""Personal data in the marked tables: what is masked, and what is left alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from moderation.pipeline import screen
from moderation.verdict import Kind

MARKED = Path(__file__).parent / "marked"

Spans = list[tuple[int, int]]


def lines(name: str) -> list[str]:
    rows = (MARKED / f"{name}.txt").read_text("utf-8").splitlines()
    return [row for row in rows if row and not row.startswith("#")]


def unmarked(line: str) -> tuple[str, Spans]:
    """The message, and where its personal data lie."""
    text, spans = "", []
    for piece in line.split("{"):
        marked, closed, rest = piece.partition("}")
        if closed:
            said = marked.partition(":")[2]
            spans.append((len(text), len(text) + len(said)))
            text += said + rest
        else:
            text += piece
    return text, spans


def found(text: str) -> Spans:
    return [(f.start, f.end) for f in screen(text).findings if f.kind is Kind.PERSONAL_DATA]


def shares(name: str) -> tuple[float, float]:
    """Recall and precision, a span being met where the two overlap."""
    met = wanted = right = masked = 0
    for text, spans in map(unmarked, lines(name)):
        masks = found(text)
        wanted, masked = wanted + len(spans), masked + len(masks)
        met += sum(_meets(span, masks) for span in spans)
        right += sum(_meets(mask, spans) for mask in masks)
    return met / wanted, right / masked


def _meets(one: tuple[int, int], others: Spans) -> bool:
    return any(one[0] < end and start < one[1] for start, end in others)


def changed(name: str) -> Iterator[str]:
    return (line for line in lines(name) if found(line))


@pytest.mark.parametrize(("name", "recall"), [("tune", 0.95), ("kept_apart", 0.93)])
def test_most_personal_data_is_masked_and_little_else(name: str, recall: float) -> None:
    met, right = shares(name)
    assert met >= recall
    assert right >= 0.97


def test_a_clean_message_stays_as_it_is() -> None:
    assert len(list(changed("clean"))) <= 2
    assert len(list(changed("clean_kept_apart"))) <= 9
