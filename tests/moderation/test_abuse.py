"""Hate told from talk about it, on tables no model was trained on; and who pays for mistakes."""

from pathlib import Path

import pytest

from moderation.abuse import find
from moderation.pipeline import screen
from moderation.text import Text
from moderation.verdict import Kind
from tests.moderation.abuse_tables import TRICKS, Line, lines

EVERY = 3
"""One sentence in so many is played tricks on."""
DIALECTS = Path(__file__).parent / "abuse" / "dialects.tsv"


def is_hate(text: str) -> bool:
    return any(found.kind is Kind.HATE for found in find(Text.of(text)))


def test_hate_is_told_from_talk_about_groups() -> None:
    called: dict[Line, bool] = {line: is_hate(line.text) for line in lines()}
    hateful = [line for line in called if line.hate]
    right = sum(called[line] for line in hateful)
    assert right >= 0.80 * len(hateful)
    assert right >= 0.88 * sum(called.values())


@pytest.mark.parametrize("trick", TRICKS)
def test_a_spelling_trick_hides_little(trick: str) -> None:
    hateful = [line.text for line in lines() if line.hate][::EVERY]
    assert sum(is_hate(TRICKS[trick](text)) for text in hateful) >= 0.70 * len(hateful)


def test_no_dialect_pays_for_how_it_is_spoken() -> None:
    waits: dict[tuple[str, int], list[bool]] = {}
    for row in DIALECTS.read_text("utf-8").splitlines():
        content, *ways = row.split("\t")
        for way, text in enumerate(ways):
            kinds = {found.kind for found in find(Text.of(text))}
            waits.setdefault((content, way), []).append(bool(kinds))
    for way in (1, 2):
        assert sum(waits["fine", way]) <= sum(waits["fine", 0]) + 2
        assert sum(waits["insult", way]) >= sum(waits["insult", 0]) - 3


@pytest.mark.parametrize(
    "text",
    [
        "stop saying muslims are scum",
        "my mum was called a dirty gypsy",
        "girls only gym sessions please",
        "i hate maths",
    ],
)
def test_who_tells_of_hate_is_not_called_hateful(text: str) -> None:
    assert Kind.HATE not in screen(text).labels
