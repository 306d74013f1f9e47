"""Telegram on a bad day: whoever persists finishes, and every response is there exactly once.

Updates come twice, connections break, calls are refused for a while, people tap twice and send
stickers, and the program is killed in between and started again.
"""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.app import build
from bot.settings import Settings
from surveys.records import Picked, Response
from surveys.waves.closing import close
from tests.benchmarks.telegram import contender
from tests.benchmarks.telegram.bot_api import BotApi
from tests.benchmarks.telegram.contender import Contender, Running
from tests.benchmarks.telegram.person import Person
from tests.benchmarks.telegram.plan import Plan, Weather
from tests.benchmarks.telegram.tally import Tally
from tests.benchmarks.telegram.town import Town
from tests.house import NOON

BAD = Weather(refused=0.05, dropped=0.05, doubled=0.10, double_taps=0.10, noise=0.10)
PATIENCE = 3.0
MOST_REPEATS = 100


@dataclass
class Campaign:
    folder: Path
    mode: str
    people: int
    at_once: int
    kills: int
    deadline: float = 240
    killed: int = 0

    async def run(self) -> Town:
        """Everybody has finished, or the deadline has passed."""
        plan = Plan(
            people=self.people,
            at_once=self.at_once,
            patience=PATIENCE,
            most_repeats=MOST_REPEATS,
            deadline=self.deadline,
            weather=BAD,
        )
        town = Town(plan, Tally())
        api = BotApi(town)
        bot = await contender.ours(self.folder, await api.listen(), self.mode)
        town.plan = replace(plan, first=bot.first)
        try:
            await self._played(town, api, bot)
        finally:
            api.close()
        await self._all_there(bot, town)
        return town

    async def _played(self, town: Town, api: BotApi, bot: Contender) -> None:
        running = [await Running.start(bot)]
        await asyncio.wait_for(api.ready.wait(), 60)
        killing = asyncio.create_task(self._kill(running, town))
        try:
            await town.live()
        finally:
            killing.cancel()
            await asyncio.wait({killing})
            await running[-1].stop()

    async def _kill(self, running: list[Running], town: Town) -> None:
        """At moments that lie about evenly over the whole run, whatever the machine's pace."""
        for number in range(1, self.kills + 1):
            due = number * self.people / (self.kills + 1)
            while town.tally.counts["finished"] < due:  # noqa: ASYNC110 - the town rings no bell
                await asyncio.sleep(0.05)
            await asyncio.sleep(town.chance.uniform(0, 0.5))
            await running[-1].kill()
            self.killed += 1
            running.append(await asyncio.shield(Running.start(running[-1].contender)))

    async def _all_there(self, bot: Contender, town: Town) -> None:
        assert town.tally.counts["finished"] == self.people, town.tally.figures()
        assert self.killed == self.kills
        async with build(Settings.from_env(bot.env)) as parts:
            await close(parts.store, parts.keyring, bot.code, NOON.date())
            wave = await parts.store.wave(bot.code)
            kept = Counter(map(_picked, await parts.store.responses(wave.id)))
        assert kept == Counter(map(_gave, town.finished))


def _picked(response: Response) -> tuple[str, ...]:
    """What was picked, in the order of the questions."""
    order = contender.questions()
    answers = [response.answers.get(key) for key in order]
    return tuple(key for answer in answers if isinstance(answer, Picked) for key in answer.keys)


def _gave(person: Person) -> tuple[str, ...]:
    return tuple(person.given[turn] for turn in sorted(person.given, key=int))


@pytest.mark.timeout(300)
async def test_a_bad_day_with_two_kills_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path, "webhook", people=30, at_once=15, kills=2)
    town = await campaign.run()
    assert {"doubled", "dropped", "refused_429", "noise"} <= town.tally.counts.keys()


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("mode", ["webhook", "polling"])
async def test_two_thousand_people_and_twenty_kills(tmp_path: Path, mode: str) -> None:
    campaign = Campaign(tmp_path, mode, 2_000, 256, kills=20, deadline=1800)
    town = await campaign.run()
    told = {"attack": "telegram", "mode": mode, **town.tally.figures()}
    print(json.dumps(told), flush=True)  # noqa: T201
