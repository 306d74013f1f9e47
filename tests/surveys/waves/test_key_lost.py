"""A key that is gone for good: given up on purpose only, for good, and said ever after."""

from datetime import date

import pytest

from surveys.anonymity.keyring import WaveKeys
from surveys.errors import KeyMissing, KeyringShut, KeyThere, WaveNotOpen, WrongState
from surveys.memory.store import MemoryStore
from surveys.records import Wave, WaveState
from surveys.store import Renew
from surveys.urgent.casework import Result
from surveys.waves.key_lost import Loss, close_without_key, look
from tests.house import NOON, PASSPHRASE, House, house, survey

TODAY = NOON.date()
DANGER = "I want to kill myself tonight"


async def given_up(home: House, wave: Wave) -> Wave:
    return await close_without_key(home.store, home.keyring, wave.code, TODAY)


async def test_what_would_be_lost_is_told_in_tens(house: House, wave: Wave) -> None:
    for n in range(12):
        await house.finishes(wave, f"web:{n}", {})
    await house.until(wave, "web:x", "good", {"worry": DANGER})
    await house.until(wave, "web:y", "good", {"worry": DANGER})
    first, _ = await house.urgent.waiting()
    await house.urgent.read(first.id, "Ana", PASSPHRASE)
    house.keyring.destroy(wave.id)
    assert await look(house.store, house.keyring, wave.code) == Loss(wave, 10, 1, 1, 0)
    assert (await house.waves.one(wave.code)).state is WaveState.OPEN


async def test_all_that_was_sealed_goes_and_the_wave_says_why(house: House, wave: Wave) -> None:
    other = await house.open_wave()
    for each in (wave, other):
        await house.finishes(each, "web:ana", {})
        await house.until(each, "web:bo", "good", {})
    house.keyring.destroy(wave.id)
    closed = await given_up(house, wave)
    assert (closed.state, closed.answers_lost, closed.closed_on) == (WaveState.CLOSED, True, TODAY)
    assert not closed.has_results
    assert await house.store.sealed(wave.id) == ()
    assert await house.store.responses(wave.id) == ()
    assert not (await house.waves.one(other.code)).answers_lost
    assert len(await house.store.sealed(other.id)) == 1
    assert (await house.closed(other)).has_results
    assert await given_up(house, wave) == closed
    assert await look(house.store, house.keyring, wave.code) is None


async def test_while_the_key_is_there_nothing_is_given_up(house: House, wave: Wave) -> None:
    await house.finishes(wave, "web:ana", {})
    with pytest.raises(KeyThere):
        await look(house.store, house.keyring, wave.code)
    with pytest.raises(KeyThere):
        await given_up(house, wave)
    assert (await house.waves.one(wave.code)).state is WaveState.OPEN
    await house.store.move_wave(wave.id, WaveState.OPEN, WaveState.CLOSING, TODAY)
    with pytest.raises(KeyThere):
        await given_up(house, wave)
    assert not (await house.closed(wave)).answers_lost
    assert len(await house.store.responses(wave.id)) == 1


async def test_a_key_that_may_not_be_read_is_not_lost(
    memory_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = await memory_house.open_wave()

    def shut(_: str) -> WaveKeys:
        raise KeyringShut

    monkeypatch.setattr(memory_house.keyring, "keys", shut)
    with pytest.raises(KeyringShut):
        await given_up(memory_house, wave)
    assert (await memory_house.waves.one(wave.code)).state is WaveState.OPEN


async def test_the_key_of_another_wave_in_its_place_does_not_help(memory_house: House) -> None:
    wave = await memory_house.open_wave()
    memory_house.keyring.destroy(wave.id)
    memory_house.keyring.create(wave.id)
    assert (await given_up(memory_house, wave)).answers_lost
    assert not memory_house.keyring.has(wave.id)


async def test_a_draft_has_nothing_to_give_up(memory_house: House) -> None:
    draft = await memory_house.waves.create(survey(), "Autumn")
    memory_house.keyring.destroy(draft.id)
    with pytest.raises(WaveNotOpen):
        await look(memory_house.store, memory_house.keyring, draft.code)
    with pytest.raises(WaveNotOpen):
        await given_up(memory_house, draft)


async def test_an_answer_that_is_out_of_its_seal_is_not_given_up(house: House, wave: Wave) -> None:
    """The close was cut off between writing the answers and its end: the key is not needed."""
    await house.store.move_wave(wave.id, WaveState.OPEN, WaveState.CLOSING, TODAY)
    await house.store.rewrite(wave.id, {}, ())
    house.keyring.destroy(wave.id)
    assert await look(house.store, house.keyring, wave.code) is None
    assert not (await given_up(house, wave)).answers_lost


async def test_only_a_closing_wave_is_given_up(house: House, wave: Wave) -> None:
    with pytest.raises(WrongState):
        await house.store.give_up(wave.id, lambda item: item)
    assert (await house.waves.one(wave.code)) == wave


# ---------------------------------------------------------------- urgent texts
async def test_urgent_texts_stay_to_be_recorded_as_lost(house: House, wave: Wave) -> None:
    other = await house.open_wave()
    for each in (wave, other):
        await house.until(each, f"web:{each.code}", "good", {"worry": DANGER})
    house.keyring.destroy(wave.id)
    with pytest.raises(KeyMissing):
        await house.urgent.read(await _of(house, wave), "Ana", PASSPHRASE)
    await given_up(house, wave)
    opens = {item.id: item.opens for item in await house.urgent.waiting()}
    lost, still = await _of(house, wave), await _of(house, other)
    assert opens == {lost: (), still: ("Ana",)}
    assert (await house.lead_keys.states())[0].missing == 0
    assert DANGER in await house.urgent.read(still, "Ana", PASSPHRASE)
    await house.casework.take(lost, "Ana")
    await house.casework.record_lost(lost, "Ana")
    assert await house.urgent.waiting() == ()
    assert [s.results for s in await house.urgent.seen() if s.id == lost] == [("lost",)]


async def test_what_was_recorded_about_a_read_one_stays(house: House, wave: Wave) -> None:
    await house.until(wave, "web:ana", "good", {"worry": DANGER})
    item_id, held = await _of(house, wave), await house.lead_keys.unlock("Ana", PASSPHRASE)
    await house.urgent.read_with(item_id, held)
    await house.casework.record(item_id, held, Result.REFERRED, "told social care")
    house.keyring.destroy(wave.id)
    await given_up(house, wave)
    (seen,) = await house.urgent.seen()
    assert (seen.results, seen.opens, seen.by) == (("referred",), (), "Ana")
    (kept,) = await house.store.urgent_seen()
    assert [each.note for each in kept.item.handling.outcomes] == [b""]


async def _of(home: House, wave: Wave) -> str:
    (found,) = [item.id for item in await home.store.urgent() if item.wave_id == wave.id]
    return found


# ---------------------------------------------------------------- cut off
class Cut(Exception):
    """The program died here."""


class Mortal(MemoryStore):
    """Dies when told to: before or after one of its methods has done its work."""

    dies = ("", "")

    def _die(self, when: str, what: str) -> None:
        if self.dies == (when, what):
            self.dies = ("", "")
            raise Cut

    async def move_wave(self, wave_id: str, before: WaveState, after: WaveState, on: date) -> None:
        self._die("before", f"to {after}")
        await super().move_wave(wave_id, before, after, on)
        self._die("after", f"to {after}")

    async def give_up(self, wave_id: str, renew: Renew) -> None:
        self._die("before", "give up")
        await super().give_up(wave_id, renew)
        self._die("after", "give up")

    async def scrub(self) -> None:
        self._die("before", "scrub")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("what", ["to closing", "give up", "scrub", "to closed"])
async def test_cut_off_anywhere_it_is_run_again(when: str, what: str) -> None:
    store = Mortal()
    async with house(store) as home:
        wave = await home.open_wave()
        await home.finishes(wave, "web:ana", {})
        await home.until(wave, "web:bo", "good", {"worry": DANGER})
        home.keyring.destroy(wave.id)
        store.dies = (when, what)
        for _ in range(2):
            try:
                closed = await given_up(home, wave)
            except Cut:
                continue
            break
        assert (closed.state, closed.answers_lost) == (WaveState.CLOSED, True)
        assert await store.sealed(wave.id) == ()
        assert [item.opens for item in await home.urgent.waiting()] == [()]
