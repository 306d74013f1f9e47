"""The chain with nobody online, killed and started again: real mail, fake Telegram, real files."""

import asyncio
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from surveys.records import Handling
from surveys.sql.store import SqlStore
from surveys.sql.telling import SqlTelling
from surveys.telling.alerting import taken_name
from tests.bot.alerts.chain import CHATS
from tests.bot.alerts.conftest import Mailbox
from tests.factories import save, urgent, wave
from tests.fake_telegram.api import FakeTelegram, fake_telegram

ROOT = Path(__file__).parents[3]
EVERYBODY = [f"{step}@b.example" for step in CHATS]


async def start(
    url: str, mailbox: Mailbox, fake: FakeTelegram, apart: float = 3, later: float = 0
) -> asyncio.subprocess.Process:
    timed = (str(apart), str(later))
    program = ("-m", "tests.bot.alerts.chain", url, str(mailbox.port), fake.url, *timed)
    running = await asyncio.create_subprocess_exec(
        sys.executable, *program, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert running.stdout
    assert await running.stdout.readline() == b"ready\n"
    return running


async def kill(running: asyncio.subprocess.Process) -> None:
    running.kill()
    await running.communicate()


@asynccontextmanager
async def something_waits(url: str) -> AsyncIterator[SqlStore]:
    async with SqlStore.open(url) as store:
        await store.add_wave(wave())
        await store.commit([save("a", urgent=(urgent("a"),))])
        yield store


async def told(shelf: SqlTelling, number: int) -> None:
    """Until so many places are noted as told."""
    async with asyncio.timeout(60):
        while sum(each.told for each in await shelf.alerts()) < number:  # noqa: ASYNC110
            await asyncio.sleep(0.05)  # another process writes


def chats(fake: FakeTelegram) -> list[int]:
    return [fields["chat_id"] for name, fields in fake.calls if name == "sendMessage"]


async def test_killed_between_steps_each_is_told_exactly_once(
    sqlite_url: str, mailbox: Mailbox
) -> None:
    """Each process sees one step come due: on a busy machine the next would be under way."""
    async with fake_telegram() as fake, something_waits(sqlite_url) as store:
        shelf = SqlTelling(store.database)
        for step in (0, 1, 2):
            running = await start(sqlite_url, mailbox, fake, apart=60, later=61 * step)
            await told(shelf, 2 * (step + 1))
            await kill(running)
        running = await start(sqlite_url, mailbox, fake, apart=60, later=200)
        await asyncio.sleep(1)
        await kill(running)
    assert mailbox.to == EVERYBODY
    assert chats(fake) == list(CHATS.values())


async def test_killed_anywhere_with_two_at_work_nobody_is_left_out_or_told_something_new_twice(
    sqlite_url: str, mailbox: Mailbox
) -> None:
    """A letter sent twice bears the same Message-ID, and there is at most one such for a kill."""
    chance, kills = random.Random(7), 0
    async with fake_telegram() as fake, something_waits(sqlite_url) as store:
        shelf = SqlTelling(store.database)
        both = [await start(sqlite_url, mailbox, fake) for _ in range(2)]
        while sum(each.told for each in await shelf.alerts()) < 2 * len(CHATS):
            await asyncio.sleep(chance.uniform(0.05, 1.2))
            if kills < 5:
                victim = chance.randrange(2)
                await kill(both[victim])
                both[victim] = await start(sqlite_url, mailbox, fake)
                kills += 1
        await asyncio.sleep(1)
        for running in both:
            await kill(running)
    marks = Counter(letter["Message-ID"] for letter in mailbox.letters)
    assert len(marks) == len(CHATS)
    assert set(mailbox.to) == set(EVERYBODY)
    assert len(mailbox.letters) <= len(CHATS) + kills
    assert set(chats(fake)) == set(CHATS.values())
    assert len(chats(fake)) <= len(CHATS) + kills


async def test_once_a_lead_is_on_it_a_restart_tells_nobody(
    sqlite_url: str, mailbox: Mailbox
) -> None:
    """Though every step would be due by then."""
    async with fake_telegram() as fake, something_waits(sqlite_url) as store:
        shelf = SqlTelling(store.database)
        running = await start(sqlite_url, mailbox, fake, apart=60)
        await told(shelf, 2)
        (item,) = await store.urgent()
        mine = urgent("a", handling=Handling(taken_by="Ana"))
        assert await store.change_urgent(item, mine)
        await kill(running)
        running = await start(sqlite_url, mailbox, fake, apart=60, later=200)
        async with asyncio.timeout(60):
            while await shelf.alerts():  # noqa: ASYNC110 another process writes
                await asyncio.sleep(0.05)
        await asyncio.sleep(1)
        await kill(running)
        assert [each.item for each in await shelf.chains()] == [taken_name(item.id)]
        assert await shelf.alerts() == ()
    assert mailbox.to == EVERYBODY[:1]
