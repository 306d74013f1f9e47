"""No text takes much longer than a plain one of its size: a ratio, so that any machine can tell."""

import time

import pytest

from moderation.pipeline import screen
from moderation.verdict import Kind, Route
from tests.moderation.hostile import BITS, PLAIN, hostile

MOST = 4.0
"""Times the plain text; twice what is measured, for the clock of a busy machine is coarse."""
ROUNDS = 3


def seconds(text: str) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        screen(text)
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize("name", BITS)
def test_a_hostile_megabyte_costs_little_more_than_a_plain_one(name: str) -> None:
    screen("ready")
    assert seconds(hostile(BITS[name])) <= MOST * seconds(hostile(PLAIN))


def test_a_text_with_more_words_than_are_read_waits() -> None:
    assert Kind.TOO_LONG in screen("a.b.c.d" * 700).labels
    assert screen("the park is fine " * 200).route is Route.PUBLISH
