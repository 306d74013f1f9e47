"""Real processes: the verdict is the same, and comes whatever becomes of them."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.screening.line import Line, Unanswered
from bot.screening.lines import Answer
from bot.screening.screening import SILENT_SECONDS, Screening, _surroundings
from moderation.verdict import Kind
from surveys.screening import here

HARM = "my uncle keeps coming in when mums at work and he says its our thing"
A_RULE = "in the film she was groped on the bus"
"""A rule finds it, and is not certain of it."""

TEXTS = (
    A_RULE,
    HARM,
    "the park is nice",
    "ring me on 07700 900123",
    "\ud800 half a sign",
    "",
    "two\nlines",
)
SOON = SILENT_SECONDS + 60


def screening_processes() -> set[int]:
    """Children of this process that screen."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            parent = f"PPid:\t{os.getpid()}\n" in status.read_text()
            command = status.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if parent and b"bot.screening" in command:
            found.add(int(status.parent.name))
    return found


@asynccontextmanager
async def screening() -> AsyncIterator[tuple[Screening, int]]:
    """With its process."""
    before, made = screening_processes(), Screening()
    async with made.apart():
        (pid,) = screening_processes() - before
        yield made, pid


def another_than(pid: int) -> bool:
    """There is one, within the time that takes."""
    end = time.monotonic() + SOON
    while not screening_processes() - {pid} and time.monotonic() < end:
        time.sleep(0.05)
    return bool(screening_processes() - {pid})


async def test_many_at_once_get_each_the_verdict_of_their_own_words() -> None:
    async with screening() as (screen, _):
        many = TEXTS * 30
        said = await asyncio.gather(*(screen(text, "en", "") for text in many))
    assert said == [await here(text) for text in many]


async def test_language_and_question_come_along() -> None:
    async with screening() as (screen, _):
        assert await screen("dzien dobry", "pl") == await here("dzien dobry", "pl")
        asked = "Do you feel safe at home?"
        assert await screen("no", question=asked) == await here("no", question=asked)


async def test_without_a_process_it_is_screened_here() -> None:
    assert (await Screening()(HARM)).urgent


async def test_who_waits_when_it_is_killed_is_answered_all_the_same() -> None:
    async with screening() as (screen, pid):
        os.kill(pid, signal.SIGSTOP)
        asked = [asyncio.create_task(screen(text)) for text in TEXTS]
        await asyncio.sleep(0.1)
        os.kill(pid, signal.SIGKILL)
        said = await asyncio.wait_for(asyncio.gather(*asked), SOON)
        assert said == [await here(text) for text in TEXTS]
        assert (await screen(HARM)).urgent


async def test_who_waits_while_it_hangs_is_answered_and_it_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.screening.screening._PAUSE_SECONDS", 0.0)
    async with screening() as (screen, pid):
        os.kill(pid, signal.SIGSTOP)
        verdict = await asyncio.wait_for(screen(HARM), SOON)
        assert verdict.urgent
        assert await asyncio.to_thread(another_than, pid)
        assert await screen(HARM) == verdict


BABBLES = "import sys; print(flush=True); [print(line[:9], flush=True) for line in sys.stdin]"


async def test_what_is_no_answer_ends_the_process_and_is_told_to_nobody() -> None:
    said: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, told: said.append(told))
    screen = Screening((sys.executable, "-c", BABBLES))
    async with asyncio.timeout(SOON) as limit, screen.apart():
        assert (await screen(HARM)).urgent
    assert not limit.expired(), "it ends just as the server does, which must not wait for ever"
    assert said == []


async def test_who_no_longer_waits_disturbs_nobody() -> None:
    async with screening() as (screen, pid):
        os.kill(pid, signal.SIGSTOP)
        gone = asyncio.create_task(screen("nobody waits for this"))
        await asyncio.sleep(0.05)
        gone.cancel()
        os.kill(pid, signal.SIGCONT)
        assert Kind.PERSONAL_DATA in (await screen("ring me on 07700 900123")).labels


@pytest.mark.parametrize(
    "command", [("/no/such/python",), (sys.executable, "-c", "")], ids=["not there", "ends at once"]
)
async def test_a_server_starts_even_if_no_such_process_does(command: tuple[str, ...]) -> None:
    screen = Screening(command)
    async with asyncio.timeout(SOON), screen.apart():
        assert (await screen(HARM)).urgent


async def test_it_ends_with_the_server() -> None:
    async with screening() as (_, pid):
        pass
    assert pid not in screening_processes()


async def test_a_signal_for_the_server_leaves_it_to_finish() -> None:
    async with screening() as (screen, pid):
        os.kill(pid, signal.SIGTERM)
        os.kill(pid, signal.SIGINT)
        assert (await screen(HARM)).urgent
        assert pid in screening_processes()


def test_it_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAIDANDDONE_TELEGRAM_TOKEN", "123456:" + "A" * 35)
    assert not [name for name in _surroundings() if name.startswith("SAIDANDDONE_")]


async def test_an_answer_after_its_end_disturbs_nobody() -> None:
    """The event loop may tell of the end before it hands over what was said last."""
    line = Line()
    line.process_exited()
    line.pipe_data_received(1, Answer(7, await here(HARM)).line())
    with pytest.raises(Unanswered):
        await line.ask(HARM, "en", "")
