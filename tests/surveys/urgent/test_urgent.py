"""What waits for a lead: seen by all on duty, read by leads only."""

from dataclasses import replace

import pytest

from surveys.errors import NotSealedForYou, UnknownText, WrongPassphrase
from surveys.messages import Stopped
from surveys.records import Wave, WaveState
from surveys.urgent import leads
from surveys.urgent.leads import Envelope, new_lead
from surveys.urgent.urgent import Seen, Waiting
from surveys.writes import SaveTalk
from tests.house import CHEAP, NOON, PASSPHRASE, House

DANGER = "I want to kill myself tonight"


async def waiting_id(house: House, wave: Wave) -> str:
    await house.until(wave, "web:ana", "good", {"worry": DANGER})
    (item,) = await house.urgent.waiting()
    return item.id


async def test_that_something_waits_is_seen_and_no_more(house: House, wave: Wave) -> None:
    item_id = await waiting_id(house, wave)
    assert await house.urgent.waiting() == (
        Waiting(item_id, "Autumn", NOON.date(), opens=("Ana",)),
    )
    assert await house.urgent.seen() == ()


async def test_a_lead_reads_the_question_and_the_words_as_they_were_written(
    house: House, wave: Wave
) -> None:
    item_id = await waiting_id(house, wave)
    house.clock.pass_(days=1)
    words = await house.urgent.read(item_id, "Ana", PASSPHRASE)
    assert words == f"What worries you?\n\n{DANGER}"
    assert await house.urgent.waiting() == ()
    first, second = NOON.date(), house.clock().date()
    assert await house.urgent.seen() == (
        Seen(item_id, "Autumn", first, "Ana", second, taken_by="Ana", opens=("Ana",)),
    )


async def test_what_was_read_can_be_read_again(house: House, wave: Wave) -> None:
    item_id = await waiting_id(house, wave)
    once = await house.urgent.read(item_id, "Ana", PASSPHRASE)
    assert await house.urgent.read(item_id, "Ana", PASSPHRASE) == once
    assert len(await house.urgent.seen()) == 1


async def test_a_wrong_passphrase_leaves_it_waiting(house: House, wave: Wave) -> None:
    item_id = await waiting_id(house, wave)
    with pytest.raises(WrongPassphrase):
        await house.urgent.read(item_id, "Ana", "guess")
    assert len(await house.urgent.waiting()) == 1


@pytest.mark.parametrize("name", ["Bo", "Nobody"])
async def test_only_leads_of_that_day_can_read(house: House, wave: Wave, name: str) -> None:
    item_id = await waiting_id(house, wave)
    await house.store.add_lead(new_lead("Bo", PASSPHRASE, CHEAP))
    with pytest.raises(NotSealedForYou):
        await house.urgent.read(item_id, name, PASSPHRASE)
    assert len(await house.urgent.waiting()) == 1


async def test_words_taken_back_meanwhile_are_not_there(house: House, wave: Wave) -> None:
    item_id = await waiting_id(house, wave)
    await house.says(wave, "web:ana", Stopped())
    with pytest.raises(UnknownText):
        await house.urgent.read(item_id, "Ana", PASSPHRASE)


async def test_urgent_words_still_wait_after_the_wave_has_closed(house: House, wave: Wave) -> None:
    await waiting_id(house, wave)
    await house.closed(wave)
    (item,) = await house.urgent.waiting()
    assert DANGER in await house.urgent.read(item.id, "Ana", PASSPHRASE)


async def test_an_item_that_never_was_is_told_so(house: House, wave: Wave) -> None:
    await waiting_id(house, wave)
    with pytest.raises(UnknownText):
        await house.urgent.read("nothing", "Ana", PASSPHRASE)


# ---------------------------------------------------------------- under the wave's cover
async def test_while_the_wave_is_live_not_even_a_lead_can_open_a_copy_of_the_database(
    house: House, wave: Wave
) -> None:
    await waiting_id(house, wave)
    (item,) = await house.store.urgent()
    (lead,) = await house.store.leads()
    with pytest.raises(NotSealedForYou):
        leads.unseal(item, lead, PASSPHRASE)


@pytest.mark.parametrize("read_before", [False, True])
async def test_close_makes_every_item_anew_so_that_old_copies_tell_nothing(
    house: House, wave: Wave, *, read_before: bool
) -> None:
    item_id = await waiting_id(house, wave)
    (before,) = await house.store.urgent()
    if read_before:
        await house.urgent.read(item_id, "Ana", PASSPHRASE)
    await house.closed(wave)
    (after,) = [s.item for s in await house.store.urgent_seen()] or await house.store.urgent()
    assert after.id != before.id
    assert after.text not in before.text
    assert not set(after.keys.values()) & set(before.keys.values())
    assert DANGER in await house.urgent.read(after.id, "Ana", PASSPHRASE)


async def test_an_item_whose_cover_is_spoilt_does_not_hold_up_the_close(
    house: House, wave: Wave
) -> None:
    row = b"row".ljust(32)
    item = replace(
        leads.seal("words", await house.store.leads(), Envelope("odd", wave.id, NOON.date(), 1024)),
        text=b"\1noise",
    )
    await house.store.commit([SaveTalk(wave.id, row, 0, b"", NOON, (item,))])
    assert (await house.closed(wave)).state is WaveState.CLOSED
    assert len(await house.urgent.waiting()) == 1


async def test_other_waves_items_keep_their_cover_when_one_closes(house: House, wave: Wave) -> None:
    other = await house.open_wave()
    await house.until(other, "web:bo", "good", {"worry": DANGER})
    (before,) = await house.store.urgent()
    await house.closed(wave)
    assert await house.store.urgent() == (before,)
