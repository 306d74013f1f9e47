"""Themes in a process of their own."""

from collections.abc import Sequence

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from exports.themes import tagger
from exports.themes.one_core import one_core
from exports.themes.samples import Tagging, Text
from exports.themes.tagger import Tagger
from exports.themes.worker import AT_A_TIME, Sorting, alone, sort
from tests.exports.themes.conftest import BOOK, EXAMPLES

TEXTS = tuple(Text(n, f"the bus at {n} was late") for n in range(AT_A_TIME + 3))


def _keys(tagging: Tagging) -> tuple[str | float, list[str]]:
    return tagging.id, [tag.key for tag in tagging.tags]


def _threads() -> set[int]:
    return {each["num_threads"] for each in threadpool_info()}


def test_another_process_says_the_same_of_each_text_in_order() -> None:
    found = alone(sort, Sorting(BOOK, tuple(EXAMPLES), TEXTS[:9]))
    here = Tagger(BOOK, EXAMPLES, TEXTS[:9]).tag(TEXTS[:9])
    assert [_keys(each) for each in found.taggings] == [_keys(each) for each in here]


def test_no_text_is_lost_between_two_batches() -> None:
    found = sort(Sorting(BOOK, (), TEXTS))
    assert [each.id for each in found.taggings] == [text.id for text in TEXTS]


def test_learning_and_tagging_keep_to_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[int]] = []

    class Watched(Tagger):
        def tag(self, texts: Sequence[Text]) -> list[Tagging]:
            seen.append(_threads())
            return super().tag(texts)

    monkeypatch.setattr(tagger, "Tagger", Watched)
    with threadpool_limits(2):
        sort(Sorting(BOOK, (), TEXTS[:2]))
        assert (seen, _threads()) == ([{1}], {2})


def test_the_limit_ends_with_the_work() -> None:
    with threadpool_limits(2):
        with one_core():
            assert _threads() == {1}
        assert _threads() == {2}
