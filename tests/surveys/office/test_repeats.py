"""A survey asked each quarter: its next day moves on once its wave is made, and the wave is one."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from surveys.anonymity.keyring import MemoryKeyring
from surveys.definitions.reading import load
from surveys.memory.register import MemoryRegister
from surveys.memory.store import MemoryStore
from surveys.office.planner import What, calendar
from surveys.office.repeats import PastDay, Repeats, UnknownRepeat, a_quarter_on
from surveys.register import Overtaken
from surveys.waves.waves import Waves

TODAY = date(2026, 3, 10)
SURVEY = load("safety-pulse")


def repeats() -> Repeats:
    return Repeats(MemoryRegister(), lambda: datetime(2026, 3, 10, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "after", "following"),
    [
        (date(2026, 3, 10), date(2026, 3, 10), date(2026, 6, 10)),
        (date(2026, 11, 30), date(2026, 11, 30), date(2027, 2, 28)),
        (date(2025, 1, 31), date(2026, 3, 10), date(2026, 4, 30)),
        (date(2026, 4, 1), date(2026, 3, 10), date(2026, 7, 1)),
    ],
)
def test_a_quarter_on_is_past_today(day: date, after: date, following: date) -> None:
    assert a_quarter_on(day, after) == following


async def test_a_day_that_is_past_or_far_is_refused() -> None:
    made = repeats()
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=367)):
        with pytest.raises(PastDay):
            await made.plan("pulse", "Pulse", day, "Olu")


async def test_made_once_it_moves_on_and_a_second_press_is_overtaken() -> None:
    made = repeats()
    kept = await made.plan("pulse", "Pulse", TODAY, "Olu")
    assert kept.thing.name == "Spring 2026"
    moved = await made.made(kept, "Olu")
    assert moved.thing.next == date(2026, 6, 10)
    with pytest.raises(Overtaken):
        await made.made(kept, "Ada")


async def test_one_that_was_stopped_is_not_there_until_it_is_planned_again() -> None:
    made = repeats()
    await made.stop(await made.plan("pulse", "Pulse", TODAY, "Olu"), "Olu")
    assert await made.all() == ()
    with pytest.raises(UnknownRepeat):
        await made.one("pulse")
    await made.plan("pulse", "Pulse", TODAY, "Olu")
    assert len(await made.all()) == 1


async def test_the_wave_of_a_day_is_one_however_many_make_it() -> None:
    store, keyring = MemoryStore(), MemoryKeyring()
    waves = Waves(store, keyring, lambda: datetime(2026, 3, 10, 12, tzinfo=UTC))
    thing = (await repeats().plan(SURVEY.key, SURVEY.title, TODAY, "Olu")).thing
    make = [waves.create_once(SURVEY, thing.name, thing.wave_id(TODAY)) for _ in range(8)]
    found = await asyncio.gather(*make)
    assert len({wave.code for wave in found}) == 1
    assert len(await store.waves()) == 1
    assert thing.wave_id(TODAY) != thing.wave_id(date(2026, 6, 10))


async def test_one_that_was_cut_off_after_its_keys_were_made_is_made_whole() -> None:
    store, keyring = MemoryStore(), MemoryKeyring()
    waves = Waves(store, keyring, lambda: datetime(2026, 3, 10, 12, tzinfo=UTC))
    public = keyring.create("half").public
    wave = await waves.create_once(SURVEY, "Spring", "half")
    assert wave.public_key == public


async def test_a_planned_repeat_stands_in_the_calendar_in_place_of_a_guess() -> None:
    kept = await repeats().plan("pulse", "Pulse", TODAY, "Olu")
    (due,) = calendar((), (), (), (), (kept,))
    assert (due.day, due.what, due.of, due.id) == (
        TODAY,
        What.REPEAT,
        "Pulse: Spring 2026",
        "pulse",
    )
