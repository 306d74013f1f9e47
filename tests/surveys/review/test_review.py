"""Held texts: released, marked, kept out; nothing unread gets through."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.errors import UnknownText
from surveys.records import HeldBack, Response, Screened, TextState
from surveys.review.review import REMOVED, BadSpan, NoReader, NoReason, without
from tests.factories import closed_wave, review_text
from tests.house import NOON, House

HELD = review_text("held", redacted="Ring Zed at home")
OPEN = review_text("open", "r2", redacted="all good", state=TextState.PUBLISHED)


@pytest.fixture
async def code(house: House) -> str:
    """A closed wave with one held text and one published."""
    both = {"r1": Response({"words": HeldBack()}), "r2": Response({"words": HeldBack()})}
    return (await closed_wave(house.store, both, [HELD, OPEN])).code


async def words(house: House) -> set[str]:
    """All words that a report may read."""
    found = await house.store.responses("wave-one")
    kept = [answer for each in found for answer in each.answers.values()]
    return {answer.redacted for answer in kept if isinstance(answer, Screened)}


async def states(house: House) -> dict[str, TextState]:
    return {text.id: text.state for text in await house.store.texts("wave-one")}


async def test_held_texts_wait_and_are_not_readable(house: House, code: str) -> None:
    assert await house.review.held(code) == (HELD,)
    assert await house.review.readable(code) == (OPEN,)
    assert await words(house) == {"all good"}


async def test_released_text_is_read_as_it_stands(house: House, code: str) -> None:
    await house.review.release(HELD.id, "Ana", "harmless")
    assert await house.review.held(code) == ()
    assert await words(house) == {"all good", "Ring Zed at home"}
    assert {text.id for text in await house.review.readable(code)} == {HELD.id, OPEN.id}


async def test_marked_characters_are_gone_for_good(house: House, code: str) -> None:
    text = await house.review.redact(HELD.id, [(5, 8)], "Ana")
    assert text.redacted == f"Ring {REMOVED} at home"
    assert await house.review.held(code) == (text,)
    await house.review.release(HELD.id, "Ana")
    assert await words(house) == {"all good", f"Ring {REMOVED} at home"}


async def test_a_text_may_be_kept_out_before_or_after_it_was_let_through(
    house: House, code: str
) -> None:
    await house.review.keep_out(HELD.id, "Ana", "names a child")
    await house.review.keep_out(OPEN.id, "Ana", "says who it is")
    assert set((await states(house)).values()) == {TextState.KEPT_OUT}
    assert await words(house) == set()
    assert await house.review.readable(code) == ()


async def test_every_decision_stays_with_its_reader_day_and_reason(house: House, code: str) -> None:
    assert code
    await house.review.redact(HELD.id, [(0, 4)], " Ana ")
    await house.review.release(HELD.id, "Bo", " fine ")
    await house.review.keep_out(HELD.id, "Cy", "second thoughts")
    told = [(d.by, d.state, d.reason, d.on) for d in await house.review.history(HELD.id)]
    day = NOON.date()
    assert told == [
        ("Ana", TextState.HELD, "", day),
        ("Bo", TextState.RELEASED, "fine", day),
        ("Cy", TextState.KEPT_OUT, "second thoughts", day),
    ]


@pytest.mark.usefixtures("code")
async def test_a_decision_needs_the_readers_name(house: House) -> None:
    with pytest.raises(NoReader):
        await house.review.release(HELD.id, "  ")
    with pytest.raises(NoReader):
        await house.review.redact(HELD.id, [(0, 1)], "")
    assert (await states(house))[HELD.id] is TextState.HELD


@pytest.mark.usefixtures("code")
async def test_keeping_out_needs_a_reason(house: House) -> None:
    with pytest.raises(NoReason):
        await house.review.keep_out(HELD.id, "Ana", " ")


@pytest.mark.usefixtures("code")
async def test_what_is_decided_is_not_released_again(house: House) -> None:
    await house.review.keep_out(HELD.id, "Ana", "names a child")
    with pytest.raises(UnknownText):
        await house.review.release(HELD.id, "Bo")
    with pytest.raises(UnknownText):
        await house.review.keep_out(HELD.id, "Bo", "again")
    with pytest.raises(UnknownText):
        await house.review.release(OPEN.id, "Bo")


async def test_an_unknown_text_is_told_so(memory_house: House) -> None:
    with pytest.raises(UnknownText):
        await memory_house.review.release("nothing", "Ana")


@pytest.mark.usefixtures("code")
async def test_a_text_that_changed_under_the_reader_is_not_marked(house: House) -> None:
    await house.review.redact(HELD.id, [(0, 4)], "Ana", seen=HELD.redacted)
    with pytest.raises(UnknownText):
        await house.review.redact(HELD.id, [(5, 8)], "Bo", seen=HELD.redacted)
    (text,) = [t for t in await house.store.texts("wave-one") if t.id == HELD.id]
    assert text.redacted == f"{REMOVED} Zed at home"


@pytest.mark.usefixtures("code")
async def test_of_many_officers_who_mark_at_once_one_does_and_the_rest_are_told(
    house: House,
) -> None:
    seen = HELD.redacted
    tried = [house.review.redact(HELD.id, [(at, at + 1)], f"O{at}", seen=seen) for at in range(6)]
    done = await asyncio.gather(*tried, return_exceptions=True)
    (kept,) = [each for each in done if not isinstance(each, BaseException)]
    told = [each for each in done if isinstance(each, BaseException)]
    assert all(isinstance(each, UnknownText) for each in told)
    assert await house.store.text(HELD.id) == kept
    assert len(await house.review.history(HELD.id)) == 1


# ---------------------------------------------------------------- marking
@pytest.mark.parametrize(
    ("spans", "left"),
    [
        ([], "0123456789"),
        ([(0, 10)], REMOVED),
        ([(2, 4)], f"01{REMOVED}456789"),
        ([(6, 8), (2, 4)], f"01{REMOVED}45{REMOVED}89"),
        ([(2, 5), (4, 7)], f"01{REMOVED}789"),
        ([(2, 7), (3, 4)], f"01{REMOVED}789"),
        ([(2, 4), (4, 6)], f"01{REMOVED}6789"),
        ([(9, 10)], f"012345678{REMOVED}"),
    ],
)
def test_marks(spans: list[tuple[int, int]], left: str) -> None:
    assert without("0123456789", spans) == left


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (4, 2), (8, 11), (11, 12)])
def test_a_mark_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(BadSpan):
        without("0123456789", [span])


spans = st.lists(
    st.tuples(st.integers(0, 29), st.integers(1, 30)).filter(lambda pair: pair[0] < pair[1])
)


@given(spans)
def test_no_marked_character_is_left_and_no_other_is_lost(marks: list[tuple[int, int]]) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(30))
    gone = {at for start, end in marks for at in range(start, end)}
    left = without(text, marks).replace(REMOVED, "")
    assert left == "".join(text[at] for at in range(30) if at not in gone)
