"""Four eyes, the order of the queue, and the rows to train with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.verdict import Kind
from surveys.errors import TextChanged, UnknownText
from surveys.records import ReviewText, TextState
from surveys.review.review import NeedsAnother, Review
from surveys.review.training import rows
from surveys.review.triage import ORDER, alike, most_urgent_first, rank
from surveys.store import Store
from tests.factories import closed_wave, response, review_text
from tests.house import NOON


async def held(store: Store, *texts: ReviewText) -> tuple[Review, str]:
    wave = await closed_wave(store, {"r1": response()}, texts or (review_text("a"),))
    return Review(store, lambda: NOON, four_eyes=True), wave.code


async def test_one_proposes_another_confirms_and_both_stand_in_the_history(store: Store) -> None:
    review, code = await held(store)
    assert (await review.release("text-a", "Ana", "no names")).state is TextState.PROPOSED
    (waits,) = await review.held(code)
    proposed = await review.proposed_by(waits)
    assert proposed
    assert (proposed.by, proposed.reason) == ("Ana", "no names")
    assert await review.readable(code) == ()
    assert (await review.release("text-a", "Bo", "agreed")).state is TextState.RELEASED
    assert [d.by for d in await review.history("text-a")] == ["Ana", "Bo"]
    assert len(await review.readable(code)) == 1


@pytest.mark.parametrize("again", ["Ana", " ana ", "ANA"])
async def test_nobody_confirms_their_own_proposal(store: Store, again: str) -> None:
    review, code = await held(store)
    await review.release("text-a", "Ana", "no names")
    with pytest.raises(NeedsAnother):
        await review.release("text-a", again, "no names")
    assert await review.readable(code) == ()


async def test_new_wording_has_to_be_proposed_anew(store: Store) -> None:
    review, _ = await held(store)
    await review.release("text-a", "Ana")
    changed = await review.redact("text-a", [(0, 5)], "Bo")
    assert changed.state is TextState.HELD
    assert (await review.release("text-a", "Bo")).state is TextState.PROPOSED
    with pytest.raises(TextChanged):
        await review.release("text-a", "Ana", seen="words of a")


async def test_one_alone_keeps_it_out(store: Store) -> None:
    review, code = await held(store)
    await review.release("text-a", "Ana")
    assert (await review.keep_out("text-a", "Ana", "on reflection")).state is TextState.KEPT_OUT
    assert await review.held(code) == ()
    with pytest.raises(UnknownText):
        await review.release("text-a", "Bo")


async def test_what_is_proposed_when_four_eyes_are_switched_off_is_released_by_one(
    store: Store,
) -> None:
    review, _ = await held(store)
    await review.release("text-a", "Ana")
    one = Review(store, lambda: NOON)
    assert (await one.release("text-a", "Ana")).state is TextState.RELEASED


# ---------------------------------------------------------------- the order
def test_every_kind_has_its_place_in_the_order() -> None:
    assert set(ORDER) == set(Kind)


def test_the_most_urgent_comes_first_then_the_gloomiest() -> None:
    texts = [
        review_text("swears", labels=("profanity",)),
        review_text("odd", labels=("no such label",)),
        review_text("harm", labels=("personal_data", "self_harm")),
        review_text("glad", labels=("bullying",), polarity=0.5),
        review_text("sad", labels=("bullying",), polarity=-0.9),
        review_text("unsure", labels=()),
    ]
    order = [text.id.removeprefix("text-") for text in most_urgent_first(texts)]
    assert order == ["odd", "harm", "sad", "glad", "unsure", "swears"]


@given(st.lists(st.lists(st.sampled_from(Kind), max_size=3), max_size=12))
def test_nothing_is_lost_or_moved_behind_something_lighter(labels: list[list[Kind]]) -> None:
    texts = [review_text(str(n), labels=tuple(each)) for n, each in enumerate(labels)]
    sorted_ = most_urgent_first(texts)
    assert sorted(text.id for text in sorted_) == sorted(text.id for text in texts)
    assert [rank(text) for text in sorted_] == sorted(rank(text) for text in texts)
    groups = alike(texts)
    assert sorted(t.id for group in groups for t in group) == sorted(t.id for t in texts)
    assert all(len({frozenset(t.labels) for t in group}) == 1 for group in groups)


# ---------------------------------------------------------------- rows
async def test_rows_hold_decided_texts_as_officers_left_them_and_nobody(store: Store) -> None:
    texts = (review_text("a"), review_text("b"), review_text("c"))
    review, _ = await held(store, *texts)
    one = Review(store, lambda: NOON)
    await one.redact("text-a", [(0, 5)], "Ana")
    await one.release("text-a", "Ana", "safe")
    await one.keep_out("text-b", "Ana", "names somebody")
    made = [row async for row in rows(store, review)]
    assert sorted((row["text"], row["decision"], row["words_removed"]) for row in made) == [
        ("[removed] of a", "released", True),
        ("words of b", "kept_out", False),
    ]
    said = repr(made)
    for secret in ("Ana", "text-a", "r1", "wave", "2026"):
        assert secret not in said
