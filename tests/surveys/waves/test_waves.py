"""Waves made and opened."""

import pytest

from surveys.anonymity import sealing
from surveys.anonymity.keyring import WaveKeys
from surveys.errors import (
    AlreadyThere,
    DiskFull,
    KeyMissing,
    NoLead,
    StaleSignPosts,
    StoreUnavailable,
    SurveyError,
    UnknownWave,
    WrongState,
)
from surveys.memory.store import MemoryStore
from surveys.records import Entry, Wave, WaveState
from surveys.urgent.leads import new_lead
from tests.house import CHEAP, NOON, House, house, survey


async def test_a_new_wave_is_a_draft_with_keys_and_a_copy_of_its_survey(house: House) -> None:
    wave = await house.waves.create(survey(), "Autumn")
    assert wave.state is WaveState.DRAFT
    assert wave.survey == survey()
    assert wave.public_key == house.keyring.keys(wave.id).public
    assert wave.sealed_size == sealing.sealed_size(survey())
    assert (await house.waves.one(wave.code)).name == "Autumn"


async def test_codes_are_short_and_hold_no_letters_that_look_alike(house: House) -> None:
    codes = {(await house.waves.create(survey(), "Autumn")).code for _ in range(20)}
    assert len(codes) == 20
    assert {len(code) for code in codes} == {6}
    assert not set("".join(codes)) & set("aeioulsbzgq0123456789")


async def test_all_waves_come_newest_first(house: House) -> None:
    for name in ("one", "two"):
        await house.waves.create(survey(), name)
    assert {wave.name for wave in await house.waves.all()} == {"one", "two"}


async def test_a_wave_opens_once_there_is_a_lead(house: House) -> None:
    wave = await house.waves.create(survey(), "Autumn")
    with pytest.raises(NoLead):
        await house.waves.open(wave.code)
    await house.store.add_lead(new_lead("Ana", "phrase", CHEAP))
    opened = await house.waves.open(wave.code)
    assert (opened.state, opened.opened_on) == (WaveState.OPEN, NOON.date())
    with pytest.raises(WrongState):
        await house.waves.open(wave.code)


async def test_a_wave_does_not_open_with_old_help_numbers(memory_house: House) -> None:
    await memory_house.store.add_lead(new_lead("Ana", "phrase", CHEAP))
    wave = await memory_house.waves.create(survey(), "Autumn")
    memory_house.clock.pass_(days=3650)
    with pytest.raises(StaleSignPosts, match="Childline"):
        await memory_house.waves.open(wave.code)
    assert (await memory_house.waves.one(wave.code)).state is WaveState.DRAFT


async def test_a_wave_without_its_keys_does_not_open(memory_house: House) -> None:
    await memory_house.store.add_lead(new_lead("Ana", "phrase", CHEAP))
    wave = await memory_house.waves.create(survey(), "Autumn")
    memory_house.keyring.destroy(wave.id)
    with pytest.raises(KeyMissing):
        await memory_house.waves.open(wave.code)


class Full(MemoryStore):
    """Its disk is full; or it says nothing, and may have kept what it was given."""

    says: SurveyError = DiskFull()
    keeps = False

    async def add_wave(self, wave: Wave) -> None:
        if self.keeps:
            await super().add_wave(wave)
        raise self.says


@pytest.mark.parametrize(  # keeps: the store has it all the same; stays: so does the key
    ("says", "keeps", "stays"),
    [
        (DiskFull(), False, False),
        (AlreadyThere(), False, False),
        (StoreUnavailable(), False, True),
        (StoreUnavailable(), True, True),
    ],
)
async def test_a_wave_and_its_key_are_both_kept_or_neither(
    says: SurveyError,
    keeps: bool,  # noqa: FBT001 - one line of the table
    stays: bool,  # noqa: FBT001
) -> None:
    """Where nobody can tell whether the wave was kept, its key is: without one it is lost."""
    store = Full()
    store.says, store.keeps = says, keeps
    made: list[str] = []
    async with house(store) as home:
        create = home.keyring.create

        def noted(wave_id: str) -> WaveKeys:
            made.append(wave_id)
            return create(wave_id)

        home.keyring.create = noted  # type: ignore[method-assign]
        with pytest.raises(type(says)):
            await home.waves.create(survey(), "Autumn")
        assert home.keyring.has(made[0]) is stays


async def test_an_unknown_wave_is_told_so(house: House) -> None:
    with pytest.raises(UnknownWave):
        await house.waves.one("nowhere")


@pytest.mark.parametrize(("people", "shown"), [(0, 0), (9, 0), (10, 10), (19, 10), (21, 20)])
async def test_only_tens_are_shown_of_a_live_wave(
    memory_house: House, people: int, shown: int
) -> None:
    wave = await memory_house.open_wave()
    for n in range(people):
        await memory_house.finishes(wave, f"web:{n}", {})
    assert await memory_house.waves.about_finished(wave.code) == shown


# ---------------------------------------------------------------- entry codes
async def test_codes_are_made_shown_once_and_kept_as_hashes(house: House) -> None:
    wave = await house.open_wave(entry=Entry.CODES)
    made = await house.waves.make_codes(wave.code, 30)
    assert len(set(made)) == 30
    for code in made[:3]:
        assert await house.intake.check_code(wave.code, code)


@pytest.mark.parametrize("number", [0, -1, 20_001])
async def test_there_are_bounds_to_how_many(memory_house: House, number: int) -> None:
    wave = await memory_house.waves.create(survey(), "Autumn", Entry.CODES)
    with pytest.raises(WrongState):
        await memory_house.waves.make_codes(wave.code, number)


async def test_a_wave_with_a_link_has_no_codes(memory_house: House) -> None:
    wave = await memory_house.waves.create(survey(), "Autumn")
    with pytest.raises(WrongState):
        await memory_house.waves.make_codes(wave.code, 5)


async def test_a_closed_wave_makes_no_more_codes(memory_house: House) -> None:
    wave = await memory_house.open_wave(entry=Entry.CODES)
    await memory_house.closed(wave)
    with pytest.raises(WrongState):
        await memory_house.waves.make_codes(wave.code, 5)


# ---------------------------------------------------------------- crowded
class Crowded(MemoryStore):
    """Every code is taken, the first so many times."""

    taken = 1_000_000

    async def add_wave(self, wave: Wave) -> None:
        if self.taken:
            self.taken -= 1
            raise AlreadyThere
        await super().add_wave(wave)


async def test_a_code_that_is_taken_is_drawn_again() -> None:
    store = Crowded()
    store.taken = 3
    async with house(store) as home:
        wave = await home.waves.create(survey(), "Autumn")
        assert (await home.waves.all()) == (wave,)


async def test_drawing_ends_some_time() -> None:
    async with house(Crowded()) as home:
        with pytest.raises(AlreadyThere):
            await home.waves.create(survey(), "Autumn")
