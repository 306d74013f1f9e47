"""Tell thousands of subscribers, with Telegram's limits on, and kill the sender on the way.

    python -m tests.benchmarks.broadcast --people 3000 --kills 2

The fake Bot API runs here; the sender is a process of its own on a SQLite file, killed with
SIGKILL and started again. Prints one JSON line. `rate` is what is sustained while a sender
sends: the seconds without a sender, until the dead one's lease is over, are told apart.
"""

import argparse
import asyncio
import json
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bot.broadcast.limits import Limits
from bot.broadcast.post import TelegramPost
from bot.broadcast.running import new_sender
from bot.broadcast.sender import SEND_SECONDS
from bot.clock import now
from bot.telegram.backend import AiohttpRequest
from surveys.anonymity.keyring import FileKeyring
from surveys.messages import PersonId
from surveys.sql.store import SqlStore
from surveys.sql.telling import SqlTelling
from surveys.telling.proof import edition
from surveys.telling.telling import Telling
from surveys.telling.updates import Second, Words
from surveys.urgent import leads
from surveys.waves.waves import Waves
from tests import factories
from tests.bot.broadcast.bot_api import TOKEN, BotApi, bot_api

FIRST_CHAT = 1_000_000_000
GAP = 1.0
"""Seconds without a message that count as nobody sending."""

WORDS = {"en": Words("Is the path safe?", "It is dark.", "Eight lamps are up.")}


@dataclass(frozen=True)
class House:
    store: SqlStore
    telling: Telling


@asynccontextmanager
async def house(folder: Path) -> AsyncIterator[House]:
    keyring = FileKeyring(folder / "keyring")
    async with SqlStore.open(f"sqlite:///{folder / 'b.db'}", upgrade=True) as store:
        waves = Waves(store, keyring, now)
        yield House(store, Telling.on(SqlTelling(store.database), store, keyring, waves))


async def prepare(folder: Path, people: int) -> str:
    """Subscribers and a published update; its id."""
    async with house(folder) as made:
        await made.store.add_lead(leads.new_lead("Lee", "quiet harbour", leads.Cost(1, 8192)))
        survey = factories.survey()
        for number in range(people):
            person = PersonId(f"telegram:{FIRST_CHAT + number}")
            await made.telling.subscriptions.subscribe(person, survey.key, "en")
        draft = await made.telling.updates.write(survey, WORDS, now().date(), "Olu")
        await made.telling.updates.publish(draft.id, Second("Bea", edition(draft.words)))
        return str(draft.id)


async def send(folder: Path, address: str) -> None:
    """What a process does, until it is killed."""
    request = AiohttpRequest(TOKEN)
    await request.initialize()
    async with house(folder) as made:
        post = TelegramPost(request, address, SEND_SECONDS)
        limits = Limits(asyncio.get_running_loop().time)
        await new_sender(made.telling, post, now, limits).run(look=0.5)


async def start(folder: Path, address: str) -> asyncio.subprocess.Process:
    command = ("-m", "tests.benchmarks.broadcast", "--send", str(folder), "--address", address)
    return await asyncio.create_subprocess_exec(sys.executable, *command)


async def campaign(folder: Path, people: int, kills: int, rtt: float) -> dict[str, object]:
    update = await prepare(folder, people)
    async with bot_api(limits=True, rtt=rtt) as api, house(folder) as made:
        marks = [people * (number + 1) // (kills + 1) for number in range(kills)]
        sender = await start(folder, api.address)
        try:
            while (progress := await made.telling.updates.progress(update)).waiting:
                if marks and len(api.taken) >= marks[0]:
                    marks.pop(0)
                    sender.send_signal(signal.SIGKILL)
                    await sender.wait()
                    sender = await start(folder, api.address)
                await asyncio.sleep(0.05)
        finally:
            sender.terminate()
            await sender.wait()
        return result(api, people, kills, progress.told)


def result(api: BotApi, people: int, kills: int, noted: int) -> dict[str, object]:
    times = [each.at for each in api.taken]
    gaps = [b - a for a, b in pairwise(times) if b - a > GAP]
    whole = times[-1] - times[0]
    return {
        "benchmark": "broadcast",
        "people": people,
        "kills": kills,
        "rate": round((len(times) - 1 - len(gaps)) / (whole - sum(gaps)), 2),
        "busiest_second": api.busiest_second,
        "seconds": round(whole, 1),
        "seconds_without_a_sender": round(sum(gaps), 1),
        "too_many_requests": api.too_many,
        "told": len(api.told),
        "told_twice": sum(count > 1 for count in api.told.values()),
        "noted": noted,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--rtt-ms", type=float, default=0)
    parser.add_argument("--send", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--address", default="", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.send:
        asyncio.run(send(given.send, given.address))
        return
    with tempfile.TemporaryDirectory() as folder:
        done = campaign(Path(folder), given.people, given.kills, given.rtt_ms / 1000)
        print(json.dumps(asyncio.run(done)))  # noqa: T201 - the result


if __name__ == "__main__":
    main()
