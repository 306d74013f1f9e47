"""`kill -9` while people finish: whoever was thanked is there, once."""

import asyncio
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest

from surveys.sql.store import SqlStore
from tests.factories import wave

ROOT = Path(__file__).parents[3]
PROGRAM = """
import asyncio, sys
from itertools import count
from surveys.sql.store import SqlStore
from surveys.intake.writer import Writer
from tests.factories import finish, save

async def person(writer, who):
    await writer.write(save(who))
    await writer.write(finish(who, 1))
    sys.stdout.write(f"{who}\\n")
    sys.stdout.flush()

async def main(url):
    numbers = count()
    async def one_after_another(writer):
        for number in numbers:
            await person(writer, f"p{number}")
    async with SqlStore.open(url) as store, Writer(store) as writer:
        await asyncio.gather(*(one_after_another(writer) for _ in range(30)))

asyncio.run(main(sys.argv[1]))
"""


@pytest.mark.parametrize("thanked_before_kill", [1, 40, 333])
async def test_whoever_was_thanked_is_there_once(sqlite_url: str, thanked_before_kill: int) -> None:
    async with SqlStore.open(sqlite_url) as store:
        await store.add_wave(wave())
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, sqlite_url, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert running.stdout is not None
    thanked = [await running.stdout.readline() for _ in range(thanked_before_kill)]
    running.kill()
    rest, _ = await running.communicate()
    assert running.returncode == -signal.SIGKILL
    thanked += [line for line in rest.splitlines(keepends=True) if line.endswith(b"\n")]
    async with SqlStore.open(sqlite_url) as store:
        kept = Counter(await store.sealed("wave-one"))
    assert len(thanked) >= thanked_before_kill
    assert {f"sealed by {line.decode().strip()}".encode() for line in thanked} <= set(kept)
    assert set(kept.values()) == {1}
