"""No text takes much longer than a plain one of its size: a ratio, so that any machine can tell."""

import time

import pytest

from moderation.pipeline import screen
from moderation.verdict import Kind, Route
from tests.moderation.hostile import BITS, PLAIN, hostile

MOST = 4.0
"""Times the plain text; what is measured is at most 3.7."""
ROUNDS = 5


def seconds(text: str) -> float:
    """Of this thread alone: others of the process may be busy."""
    began = time.thread_time()
    screen(text)
    return time.thread_time() - began


@pytest.mark.parametrize("name", BITS)
def test_a_hostile_megabyte_costs_little_more_than_a_plain_one(name: str) -> None:
    """The best of some rounds of each, in turns, so that a slow moment meets both."""
    screen("ready")
    text, plain = hostile(BITS[name]), hostile(PLAIN)
    rounds = [(seconds(text), seconds(plain)) for _ in range(ROUNDS)]
    least, least_plain = map(min, zip(*rounds, strict=True))
    assert least <= MOST * least_plain


def test_a_text_with_more_words_than_are_read_waits() -> None:
    assert Kind.TOO_LONG in screen("a.b.c.d" * 700).labels
    assert screen("the park is fine " * 200).route is Route.PUBLISH
