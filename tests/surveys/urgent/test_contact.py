"""Somebody who wants to be contacted: sealed to the leads, and tied to nothing."""

import pytest

from surveys.errors import NoLead
from surveys.records import CONTACT, UrgentItem, Wave
from surveys.urgent.contact import (
    LONGEST,
    MOST_WAITING,
    ContactBox,
    NoWayToReach,
    Request,
    TooManyWait,
)
from surveys.urgent.leads import new_lead
from tests.house import CHEAP, NOON, PASSPHRASE, House

ASKED = Request("07700 900123, text only", "Sam", "after four, not my mum's phone")


@pytest.fixture
def box(house: House) -> ContactBox:
    return ContactBox(house.store, house.clock)


async def test_a_lead_reads_how_to_reach_them(house: House, wave: Wave, box: ContactBox) -> None:
    assert wave
    await box.ask(ASKED)
    (waiting,) = await house.urgent.waiting()
    assert waiting.wave == "Request to be contacted"
    words = await house.urgent.read(waiting.id, "Ana", PASSPHRASE)
    for said in ("07700 900123, text only", "Sam", "not my mum's phone"):
        assert said in words


async def test_nothing_of_it_is_in_the_open_and_nothing_ties_it_to_a_wave(
    house: House, wave: Wave, box: ContactBox
) -> None:
    await house.finishes(wave, "web:a", {})
    await box.ask(ASKED)
    (item,) = await house.store.urgent()
    assert (item.wave_id, item.day) == (CONTACT, NOON.date())
    for said in (b"07700", b"Sam", b"four"):
        assert said not in item.text
    await house.closed(wave)
    assert await house.store.urgent() == (item,)


async def test_all_requests_have_one_length(house: House, wave: Wave, box: ContactBox) -> None:
    assert wave
    await box.ask(Request("a@b.org"))
    await box.ask(Request("😀" * LONGEST, "é" * LONGEST, "x" * 5000))
    assert len({len(item.text) for item in await house.store.urgent()}) == 1


async def test_without_a_way_to_reach_them_or_a_lead_nothing_is_kept(house: House) -> None:
    box = ContactBox(house.store, house.clock)
    with pytest.raises(NoLead):
        await box.ask(ASKED)
    await house.store.add_lead(new_lead("Ana", PASSPHRASE, CHEAP))
    with pytest.raises(NoWayToReach):
        await box.ask(Request("  ", "Sam"))
    assert await house.store.urgent() == ()


async def test_there_is_a_ceiling_that_urgent_words_do_not_fill(
    memory_house: House,
) -> None:
    house = memory_house
    await house.store.add_lead(new_lead("Ana", PASSPHRASE, CHEAP))
    box = ContactBox(house.store, house.clock)
    for number in range(MOST_WAITING):
        await house.store.add_urgent(UrgentItem(f"u{number}", "wave", NOON.date(), b"", {}))
    for number in range(MOST_WAITING - 1):
        await house.store.add_urgent(UrgentItem(f"c{number}", CONTACT, NOON.date(), b"", {}))
    await box.ask(ASKED)
    with pytest.raises(TooManyWait):
        await box.ask(ASKED)
