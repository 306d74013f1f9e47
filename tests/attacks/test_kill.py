"""`kill -9` at any moment: whoever was thanked is there exactly once, and a close goes on."""

import asyncio
import json
import random
import shutil
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from surveys.anonymity.keyring import FileKeyring
from surveys.records import Wave, WaveState
from surveys.sql.store import SqlStore
from surveys.urgent import leads
from tests.attacks.crowd import ASKED, Person, crowd, told
from tests.house import NOON, PASSPHRASE, house

ROOT = Path(__file__).parents[2]
PATIENCE = 60


@dataclass
class Campaign:
    """Waves in one database, one after the other, with kills in all of them."""

    folder: Path
    template: Path
    chance: random.Random
    people: int
    kills: Counter[str] = field(default_factory=Counter)
    close_seconds: float = 0.3
    worked_seconds: float = 0.0

    def __post_init__(self) -> None:
        shutil.copy(self.template, self.folder / "killed.db")

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'killed.db'}"

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    async def wave(self, seed: int, talk_kills: int, close_kills: int) -> None:
        """One wave through its life: talks that are killed, a close that is killed."""
        everybody = crowd(self.people, seed)
        opened = await self._open()
        thanked: dict[int, str] = {}
        for _ in range(talk_kills):
            await self._talk(opened, seed, everybody, thanked, killed=True)
        await self._talk(opened, seed, everybody, thanked, killed=False)
        assert set(thanked) == {person.number for person in everybody}
        while self.kills["close"] < close_kills and not await self._close(opened, seed):
            pass
        await self._close(opened, seed, killed=False)
        await self._all_there(opened, everybody)

    async def _open(self) -> Wave:
        async with SqlStore.open(self.url) as store, house(store, FileKeyring(self.keys)) as home:
            return await home.open_wave(ASKED)

    async def _talk(
        self,
        wave: Wave,
        seed: int,
        everybody: tuple[Person, ...],
        thanked: dict[int, str],
        *,
        killed: bool,
    ) -> None:
        """Who was not thanked yet tries again, and a few who were: with the same receipt."""
        left = [each.number for each in everybody if each.number not in thanked]
        again = self.chance.sample(sorted(thanked), min(3, len(thanked)))
        delay = self.chance.uniform(0, 0.5) if killed else None
        lines = await self._child("talk", wave, seed, [*left, *again], delay)
        for word, number, *receipt in (line.split() for line in lines if line.startswith("ack")):
            assert word == "ack"
            assert thanked.setdefault(int(number), " ".join(receipt)) == " ".join(receipt)
        self.kills["talk"] += killed

    async def _close(self, wave: Wave, seed: int, *, killed: bool = True) -> bool:
        """Whether it came to its end before it could be killed."""
        delay = self.chance.uniform(0, self.close_seconds) if killed else None
        ended = "done" in await self._child("close", wave, seed, [], delay)
        if killed and ended:
            self.close_seconds = self.worked_seconds
        self.kills["close"] += killed and not ended
        return ended

    async def _child(
        self, mode: str, wave: Wave, seed: int, numbers: list[int], delay: float | None
    ) -> list[str]:
        """Every whole line the child wrote before its end. Without `delay` it is left alone."""
        arguments = (mode, self.url, str(self.keys), wave.code, self.people, seed, *numbers)
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.attacks.child",
            *map(str, arguments),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
        )
        assert child.stdout is not None
        async with asyncio.timeout(PATIENCE):
            first = await child.stdout.readline()
            assert first == b"ready\n"
            began = asyncio.get_running_loop().time()
            if delay is not None:
                await asyncio.sleep(delay)
                if child.returncode is None:
                    child.kill()
            rest = await child.stdout.read()
            self.worked_seconds = asyncio.get_running_loop().time() - began
            status = await child.wait()
        assert status in ({0, -9} if delay is not None else {0})
        whole, _, _ = rest.decode().rpartition("\n")
        return whole.splitlines()

    async def _all_there(self, wave: Wave, everybody: tuple[Person, ...]) -> None:
        """Everybody once: answers, words, and urgent words."""
        async with SqlStore.open(self.url) as store:
            assert (await store.wave(wave.id)).state is WaveState.CLOSED
            assert not FileKeyring(self.keys).has(wave.id)
            kept = Counter(frozenset(told(each)) for each in await store.responses(wave.id))
            assert kept == Counter(frozenset(person.marks) for person in everybody)
            words = Counter(text.redacted for text in await store.texts(wave.id))
            assert words == Counter(person.words for person in everybody if not person.urgent)
            (lead,) = await store.leads()
            items = [item for item in await store.urgent() if item.wave_id == wave.id]
            told_leads = Counter(
                leads.unseal(item, lead, PASSPHRASE).split("\n\n")[1] for item in items
            )
            assert told_leads == Counter(p.written for p in everybody if p.urgent)


@pytest.mark.timeout(300)
async def test_twelve_kills_lose_nothing_and_double_nothing(tmp_path: Path, template: Path) -> None:
    campaign = Campaign(tmp_path, template, random.Random(NOON.day), people=40)
    await campaign.wave(seed=1, talk_kills=7, close_kills=5)
    assert campaign.kills["talk"] == 7


@pytest.mark.long
@pytest.mark.timeout(7200)
async def test_two_hundred_kills_fifty_of_them_during_close(tmp_path: Path, template: Path) -> None:
    campaign = Campaign(tmp_path, template, random.Random(200), people=150)
    seed = 0
    while campaign.kills["talk"] < 150 or campaign.kills["close"] < 50:
        seed += 1
        close_kills = min(50, campaign.kills["close"] + 6)
        await campaign.wave(seed, talk_kills=15, close_kills=close_kills)
        print(json.dumps({"attack": "kill", "wave": seed, **campaign.kills}), flush=True)  # noqa: T201
