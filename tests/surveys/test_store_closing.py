"""What every store promises about closing a wave, and about what a closed wave holds."""

from datetime import datetime, timedelta

import pytest

from moderation.verdict import Route
from surveys.errors import MiscountedClose, TextChanged, UnknownText, WrongState
from surveys.records import (
    HeldBack,
    NoAnswer,
    Passed,
    Picked,
    Response,
    Screened,
    TextState,
    WaveState,
    Withheld,
)
from surveys.store import Store
from surveys.writes import Outcome
from tests.factories import (
    DAY,
    closed_wave,
    decision,
    finish,
    key,
    response,
    review_text,
    save,
    urgent,
    wave,
)

HELD, RELEASED, KEPT_OUT = TextState.HELD, TextState.RELEASED, TextState.KEPT_OUT


@pytest.fixture
async def closing(store: Store) -> Store:
    """A wave on its way to be closed, with something in every corner, beside an open one."""
    for name in ("one", "two"):
        wave_id = f"wave-{name}"
        await store.add_wave(wave(name))
        await store.add_entry_codes(wave_id, [key("code")])
        item = urgent(f"b-{name}", wave_id=wave_id)
        await store.commit(
            [
                finish("a", wave_id=wave_id),
                save("b", wave_id=wave_id, urgent=(item,)),
                finish("c", wave_id=wave_id),
            ]
        )
    await store.move_wave("wave-one", WaveState.OPEN, WaveState.CLOSING, DAY)
    return store


async def test_rewriting_empties_the_intake_of_that_wave_alone(
    closing: Store, noon: datetime
) -> None:
    await closing.rewrite("wave-one", {"r1": response()}, [])
    for wave_id, there in (("wave-one", False), ("wave-two", True)):
        assert await closing.finished(wave_id) == (2 if there else 0)
        assert await closing.has_token(wave_id, key("token of a")) is there
        assert await closing.has_entry_code(wave_id, key("code")) is there
        assert (await closing.talk(wave_id, key("b"), noon) is not None) is there
    assert (await closing.wave("wave-one")).state is WaveState.REWRITTEN


async def test_urgent_items_outlive_the_rewriting(closing: Store) -> None:
    more = tuple(urgent(f"x{number}", wave_id="wave-two") for number in range(20))
    await closing.commit([save("d", wave_id="wave-two", urgent=more)])
    await closing.urgent_read("urgent-x3", "Ana", DAY)
    before = await closing.urgent(), await closing.urgent_seen()
    await closing.move_wave("wave-two", WaveState.OPEN, WaveState.CLOSING, DAY)
    await closing.rewrite("wave-two", {}, [])
    assert (await closing.urgent(), await closing.urgent_seen()) == before
    assert len(before[0]) == 21


@pytest.mark.parametrize("state", [state for state in WaveState if state is not WaveState.CLOSING])
async def test_only_a_closing_wave_is_rewritten(store: Store, state: WaveState) -> None:
    await store.add_wave(wave(state=state))
    with pytest.raises(WrongState):
        await store.rewrite("wave-one", {"r1": response()}, [review_text("a")])
    assert await store.responses("wave-one") == ()
    assert await store.texts("wave-one") == ()
    assert (await store.wave("wave-one")).state is state


async def test_rewriting_again_is_refused_and_doubles_nothing(closing: Store) -> None:
    await closing.rewrite("wave-one", {"r1": response()}, [])
    with pytest.raises(WrongState):
        await closing.rewrite("wave-one", {"r2": response()}, [])
    assert len(await closing.responses("wave-one")) == 1


async def test_after_rewriting_nothing_comes_in(closing: Store) -> None:
    await closing.rewrite("wave-one", {}, [])
    assert await closing.commit([finish("d")]) == (Outcome.NOT_OPEN,)


async def test_every_kind_of_answer_comes_back_as_it_went_in(store: Store) -> None:
    told = Response(
        {
            "one": Picked(("a",)),
            "several": Picked(("a", "b")),
            "none": Picked(()),
            "skipped": Passed(NoAnswer.SKIPPED),
            "unsure": Passed(NoAnswer.DONT_KNOW),
            "quiet": Passed(NoAnswer.RATHER_NOT),
            "urgent": Withheld(),
            "words": HeldBack(),
        }
    )
    await closed_wave(store, {"r1": told, "r2": Response()})
    assert await store.responses("wave-one") == (told, Response())


async def test_responses_come_in_the_order_of_their_ids_not_of_their_writing(store: Store) -> None:
    await closed_wave(store, {"b": response("no"), "a": response("yes")})
    assert await store.responses("wave-one") == (response("yes"), response("no"))


@pytest.mark.parametrize("state", list(TextState))
async def test_words_stand_in_a_response_only_if_they_may_be_read(
    store: Store, state: TextState
) -> None:
    await closed_wave(store, {"r1": response(), "r2": response()}, [review_text("a", state=state)])
    screened = Screened("words of a", Route.PUBLISH, ("bullying",), -0.25, 0.5, "en")
    readable = state in {TextState.PUBLISHED, RELEASED}
    first, second = await store.responses("wave-one")
    assert first.answers["words"] == (screened if readable else HeldBack())
    assert second.answers["words"] == HeldBack()


async def test_many_responses_and_texts(store: Store) -> None:
    names = [f"{number:05}" for number in range(2500)]
    words = [review_text(name, name) for name in names]
    await closed_wave(store, {name: response() for name in names}, words)
    assert len(await store.responses("wave-one")) == len(names)
    assert await store.texts("wave-one") == tuple(words)


# ---------------------------------------------------------------- review
async def test_texts_are_found_by_wave_state_and_id(store: Store) -> None:
    held, published = review_text("b"), review_text("a", state=TextState.PUBLISHED)
    await closed_wave(store, {"r1": response()}, [held, published])
    assert await store.texts("wave-one") == (published, held)
    assert await store.texts("wave-one", HELD) == (held,)
    assert await store.texts("wave-two") == ()
    assert await store.text(held.id) == held
    with pytest.raises(UnknownText):
        await store.text("none")


async def test_a_decision_sets_state_and_wording_and_stays_in_the_history(store: Store) -> None:
    await closed_wave(store, {"r1": response()}, [review_text("a"), review_text("b")])
    shorter = decision("a", HELD, redacted="[name]", reason="")
    released = decision("a", on=DAY + timedelta(days=1))
    await store.decide(shorter, review_text("a"))
    await store.decide(released, review_text("a", redacted="[name]"))
    text = await store.text("text-a")
    assert (text.state, text.redacted) == (RELEASED, released.redacted)
    assert await store.decisions("text-a") == (shorter, released)
    assert await store.decisions("text-b") == ()
    assert await store.text("text-b") == review_text("b")


@pytest.mark.parametrize("name", ["a", "none"])
async def test_a_text_decided_since_is_not_decided_again(store: Store, name: str) -> None:
    await closed_wave(store, {"r1": response()}, [review_text("a")])
    await store.decide(decision("a", KEPT_OUT), review_text("a"))
    with pytest.raises(UnknownText):
        await store.decide(decision(name, RELEASED), review_text(name))
    assert (await store.text("text-a")).state is KEPT_OUT
    assert len(await store.decisions("text-a")) == 1


async def test_of_two_who_take_out_words_of_one_text_the_second_is_told(store: Store) -> None:
    await closed_wave(store, {"r1": response()}, [review_text("a")])
    await store.decide(decision("a", HELD, redacted="one [name]"), review_text("a"))
    with pytest.raises(TextChanged):
        await store.decide(decision("a", HELD, redacted="[name] two"), review_text("a"))
    assert (await store.text("text-a")).redacted == "one [name]"
    assert len(await store.decisions("text-a")) == 1


@pytest.mark.parametrize("left_out", [0, 2, -1])
async def test_answers_that_do_not_add_up_are_not_written_and_nothing_is_taken(
    closing: Store, left_out: int
) -> None:
    """Two were sealed."""
    with pytest.raises(MiscountedClose):
        await closing.rewrite("wave-one", {"r1": response()}, [review_text("a")], left_out=left_out)
    assert (await closing.wave("wave-one")).state is WaveState.CLOSING
    assert await closing.finished("wave-one") == 2
    assert await closing.responses("wave-one") == ()
    assert await closing.texts("wave-one") == ()
    await closing.rewrite("wave-one", {"r1": response()}, [review_text("a")], left_out=1)
    assert len(await closing.responses("wave-one")) == 1


async def test_scrubbing_changes_nothing_that_is_kept(closing: Store, noon: datetime) -> None:
    await closing.rewrite("wave-one", {"r1": response()}, [review_text("a")])
    await closing.scrub()
    assert await closing.responses("wave-one") == (response(),)
    assert await closing.texts("wave-one") == (review_text("a"),)
    assert await closing.finished("wave-two") == 2
    assert await closing.talk("wave-two", key("b"), noon) is not None
    assert len(await closing.urgent()) == 2


# ---------------------------------------------------------------- in parts
async def test_a_wave_can_be_read_in_parts_without_its_words(store: Store) -> None:
    names = [f"{number:02}" for number in range(25)]
    words = [review_text(name, name) for name in names]
    await closed_wave(store, {name: response() for name in names}, words)
    found: list[tuple[str, Response]] = []
    while part := await store.some_responses("wave-one", found[-1][0] if found else "", 10):
        found += part
    assert [name for name, _ in found] == names
    assert {each.answers["words"] for _, each in found} == {HeldBack()}


async def test_texts_are_counted_by_question_and_state(store: Store) -> None:
    states = [HELD, HELD, RELEASED, TextState.KEPT_OUT, TextState.PUBLISHED]
    words = [review_text(str(n), state=state) for n, state in enumerate(states)]
    await closed_wave(store, {"r1": response()}, words)
    counted = await store.text_states("wave-one")
    assert counted == {("words", s): states.count(s) for s in set(states)}
    assert await store.text_states("wave-two") == {}
