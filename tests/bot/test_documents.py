"""What documents are made of, read in parts; and the process that draws them."""

import asyncio
import os
from concurrent.futures.process import BrokenProcessPool

import pytest

from bot import counting, documents
from bot.counting import counted
from bot.documents import Press
from exports.disclosure.aggregate import aggregate
from surveys.records import HeldBack, Response, Screened, TextState, Wave, WaveState
from surveys.store import Store
from tests.exports.simulated import TODAY, closed, people, pulse
from tests.factories import review_text

PEOPLE = people(pulse(), 130)


async def kept(store: Store) -> Wave:
    """A closed wave of 130 people, with words in every state."""
    made = closed(pulse(), state=WaveState.OPEN)
    rows = {f"{number:04}": _wordless(each) for number, each in enumerate(PEOPLE)}
    waiting = [name for name, row in rows.items() if row.answers.get("words") == HeldBack()]
    states = list(TextState)
    texts = [
        review_text(name, name, state=states[number % 4], wave_id=made.id)
        for number, name in enumerate(waiting)
    ]
    await store.add_wave(made)
    await store.move_wave(made.id, WaveState.OPEN, WaveState.CLOSING, TODAY)
    await store.rewrite(made.id, rows, texts)
    await store.move_wave(made.id, WaveState.REWRITTEN, WaveState.CLOSED, TODAY)
    return await store.wave(made.code)


def _wordless(response: Response) -> Response:
    given = response.answers.items()
    return Response({k: HeldBack() if isinstance(a, Screened) else a for k, a in given})


@pytest.mark.parametrize("part", [1, 7, 500])
async def test_a_wave_read_in_parts_has_the_counts_of_the_whole(
    store: Store, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "PART", part)
    wave = await kept(store)
    whole = aggregate(wave.survey, await store.responses(wave.id), await store.texts(wave.id))
    assert await counted(store, wave) == whole
    assert whole.people == len(PEOPLE)


def pid(_given: int) -> int:
    return os.getpid()


async def test_the_press_is_another_process_that_ends_and_starts_anew() -> None:
    press = Press()
    first = await press.make(pid, 1)
    assert first != os.getpid()
    assert await press.make(pid, 2) == first
    press.stop()
    assert await press.make(pid, 3) not in {first, os.getpid()}
    press.stop()


def refuses() -> None:
    raise ValueError("no")


async def test_an_error_of_the_press_comes_back_and_it_goes_on() -> None:
    press = Press()
    with pytest.raises(ValueError, match="no"):
        await press.make(refuses)
    assert await press.make(pid, 1)
    press.stop()


def killed() -> None:
    """As the system kills who takes the last of the memory."""
    os._exit(9)


async def test_a_press_that_was_killed_is_started_anew_for_the_next_document() -> None:
    press = Press()
    with pytest.raises(BrokenProcessPool):
        await press.make(killed)
    assert await press.make(pid, 1)
    press.stop()


async def test_an_idle_press_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "IDLE_SECONDS", 0)
    press = Press()
    first = await press.make(pid, 1)
    await press.make(pid, 1)
    await asyncio.sleep(0.05)
    assert await press.make(pid, 1) != first
    press.stop()
