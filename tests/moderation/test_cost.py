"""No text takes much longer than a plain one of its size: a ratio, so that any machine can tell."""

import time

import pytest

from moderation.pipeline import screen
from moderation.verdict import Kind, Route
from tests.moderation.hostile import BITS, PLAIN, hostile

MOST = 4.0
"""Times the plain text; what is measured is at most 2.8."""
LEAST_ROUNDS, MOST_ROUNDS = 5, 25
"""The best of them counts; a busy machine needs more of them than a quiet one."""


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
    least = least_plain = float("inf")
    for done in range(1, MOST_ROUNDS + 1):
        least, least_plain = min(least, seconds(text)), min(least_plain, seconds(plain))
        if done >= LEAST_ROUNDS and least <= MOST * least_plain:
            break
    assert least <= MOST * least_plain


def test_a_text_with_more_words_than_are_read_waits() -> None:
    assert Kind.TOO_LONG in screen("a.b.c.d" * 700).labels
    assert screen("the park is fine " * 200).route is Route.PUBLISH
