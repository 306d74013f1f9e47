"""A text that an officer finds urgent: sealed to the leads once, and in no report."""

from dataclasses import replace

import pytest

from surveys.errors import NoLead, TextChanged, UnknownText
from surveys.records import HeldBack, Response, ReviewText, TextState
from surveys.review.review import Review
from surveys.urgent.leads import new_lead
from surveys.urgent.passing_on import REASON, pass_on
from tests.factories import closed_wave, review_text
from tests.house import CHEAP, NOON, PASSPHRASE, House

SAID = "My uncle scares me at night"
HELD = review_text("held", redacted=SAID)
FREE = review_text("free", "r2", redacted="Bo Lund shouts at us", state=TextState.PUBLISHED)


@pytest.fixture
async def code(house: House) -> str:
    for name in ("Ana", "Bo Lund"):
        await house.store.add_lead(new_lead(name, PASSPHRASE, CHEAP))
    both = {"r1": Response({"words": HeldBack()}), "r2": Response({"words": HeldBack()})}
    return (await closed_wave(house.store, both, [HELD, FREE])).code


async def passed(house: House, as_read: ReviewText = HELD, by: str = "Olu") -> None:
    await pass_on(house.store, house.review, as_read, by, NOON.date())


async def test_leads_can_read_it_and_no_report_or_officer_does(house: House, code: str) -> None:
    await passed(house)
    (waiting,) = await house.urgent.waiting()
    read = await house.urgent.read(waiting.id, "Ana", PASSPHRASE)
    assert read.startswith(f"Anything else?\n\n{SAID}\n\n")
    assert "Passed on by Olu" in read
    assert await house.review.held(code) == ()
    assert HELD.id not in {text.id for text in await house.review.readable(code)}
    (decision,) = await house.review.history(HELD.id)
    assert (decision.state, decision.by, decision.reason) == (TextState.KEPT_OUT, "Olu", REASON)


async def test_twice_is_once(house: House, code: str) -> None:
    await passed(house)
    with pytest.raises(UnknownText):
        await passed(house)
    assert len(await house.urgent.waiting()) == 1
    assert await house.review.held(code) == ()


async def test_other_words_than_those_read_are_not_passed_on(house: House, code: str) -> None:
    with pytest.raises(TextChanged):
        await passed(house, replace(HELD, redacted="My aunt scares me at night"))
    assert await house.urgent.waiting() == ()
    assert await house.review.held(code) == (HELD,)


async def test_one_that_was_let_through_may_be_passed_on_but_not_to_a_lead_it_names(
    house: House, code: str
) -> None:
    await passed(house, FREE)
    (item,) = await house.store.urgent()
    assert set(item.keys) == {"Ana"}
    assert await house.review.readable(code) == ()


@pytest.mark.usefixtures("code")
async def test_a_lead_who_passes_it_on_is_not_taken_for_one_it_names(house: House) -> None:
    await passed(house, by="Bo Lund")
    (item,) = await house.store.urgent()
    assert set(item.keys) == {"Ana", "Bo Lund"}


async def test_cut_off_before_it_was_kept_out_it_is_passed_on_again_and_waits_once(
    house: House, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_: object, **__: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(Review, "keep_out", dies)
        with pytest.raises(ConnectionError):
            await passed(house)
    assert len(await house.urgent.waiting()) == 1
    await passed(house)
    assert len(await house.urgent.waiting()) == 1
    assert await house.review.held(code) == ()


async def test_without_a_lead_it_still_waits_for_review(house: House) -> None:
    wave = await closed_wave(house.store, {"r1": Response({"words": HeldBack()})}, [HELD])
    with pytest.raises(NoLead):
        await passed(house)
    assert await house.review.held(wave.code) == (HELD,)
