"""Each bot that is compared: how to start it, in a process of its own, and what it weighs."""

import asyncio
import atexit
import os
import pickle
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.app import build
from bot.settings import Settings, environment
from surveys.definitions.reading import load
from surveys.records import Entry
from surveys.urgent.leads import new_lead
from tests.benchmarks.telegram import begun
from tests.benchmarks.telegram.person import FIRST_ID
from tests.ports import reserved_port

ROOT = Path(__file__).parents[3]
TOKEN = "4242:" + "B" * 35
BOTS = "tests.benchmarks.telegram.bots"
STOP_SECONDS = 30
HELD = ExitStack()
atexit.register(HELD.close)


@dataclass(frozen=True, slots=True)
class Contender:
    """`first` is what people say to begin; `most_turns` ends a talk with a bot that never does."""

    name: str
    command: Sequence[str]
    folder: Path
    env: Mapping[str, str] = field(default_factory=dict)
    first: str = "/start"
    most_turns: int = 0
    code: str = ""


def free_port() -> int:
    """Nobody else's, to the end of the benchmark."""
    return HELD.enter_context(reserved_port())


# ---------------------------------------------------------------- the others
def other(name: str, module: str, folder: Path, api: str, first: str = "/start") -> Contender:
    folder.mkdir(parents=True, exist_ok=True)
    arguments = (api, TOKEN, str(free_port()), str(folder))
    command = (sys.executable, "-m", f"{BOTS}.{module}", *arguments)
    return Contender(name, command, folder, first=first, most_turns=10 if module == "echo" else 0)


def usual(folder: Path, api: str) -> Contender:
    return other("usual", "usual", folder, api)


def aiogram(folder: Path, api: str) -> Contender:
    return other("aiogram", "body", folder, api)


def alike(folder: Path, api: str) -> Contender:
    return other("alike", "alike", folder, api)


def echo(folder: Path, api: str) -> Contender:
    return other("echo", "echo", folder, api, first="hello there, how are you today?")


def know_people(folder: Path, people: int) -> None:
    """As PicklePersistence leaves it once so many people have begun."""
    folder.mkdir(parents=True, exist_ok=True)
    before = range(FIRST_ID - people, FIRST_ID)
    given = dict.fromkeys(range(5), "Quite safe")
    kept = {
        "conversations": {"survey": {(person, person): 5 for person in before}},
        "user_data": {person: {"given": dict(given)} for person in before},
        "chat_data": {},
        "bot_data": {},
        "callback_data": None,
    }
    (folder / "usual.pickle").write_bytes(pickle.dumps(kept))


# ---------------------------------------------------------------- ours
def ours_env(folder: Path, api: str, mode: str, port: int) -> dict[str, str]:
    return {
        "SAIDANDDONE_DATA_DIR": str(folder / "data"),
        "SAIDANDDONE_KEYRING": str(folder / "keys"),
        "SAIDANDDONE_SURVEYS": str(Path(__file__).parent / "asked"),
        "SAIDANDDONE_HOST": "127.0.0.1",
        "SAIDANDDONE_PORT": str(port),
        "SAIDANDDONE_LOG_LEVEL": "error",
        "SAIDANDDONE_TELEGRAM_TOKEN": TOKEN,
        "SAIDANDDONE_TELEGRAM_API_URL": api,
        "SAIDANDDONE_TELEGRAM_MODE": mode,
    }


async def ours(folder: Path, api: str, mode: str = "webhook", known: int = 0) -> Contender:
    """`saidanddone serve` with one open wave, on a SQLite file, as it is shipped.

    `known` people have begun before, in another process, and are at the second question.
    """
    env = ours_env(folder, api, mode, free_port())
    settings = Settings.from_env(env)
    async with build(settings, upgrade=True) as parts:
        if not await parts.store.leads():
            await parts.store.add_lead(new_lead("Ana", "a pass phrase of a lead"))
        survey = load("bench", settings.own_surveys)
        draft = await parts.waves.create(survey, "Autumn", Entry.LINK)
        wave = await parts.waves.open(draft.code)
        await begun.begin(parts, wave.code, range(FIRST_ID - known, FIRST_ID))
    command = (sys.executable, "-m", "bot", "serve")
    return Contender("ours", command, folder, env, f"/start {wave.code}", code=wave.code)


def questions() -> tuple[str, ...]:
    """Their keys in the order asked."""
    return tuple(each.key for each in load("bench", Path(__file__).parent / "asked").questions)


# ---------------------------------------------------------------- a running one
class Running:
    def __init__(self, contender: Contender, process: asyncio.subprocess.Process) -> None:
        self.contender = contender
        self.process = process

    @classmethod
    async def start(cls, contender: Contender) -> "Running":
        log = (contender.folder / "log.txt").open("ab")
        process = await asyncio.create_subprocess_exec(
            *contender.command,
            cwd=ROOT,
            env={**environment(), **contender.env},
            stdout=log,
            stderr=log,
        )
        log.close()
        return cls(contender, process)

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> None:
        if self.process.returncode is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), STOP_SECONDS)
        except TimeoutError:
            await self.kill()

    @property
    def processes(self) -> tuple[int, ...]:
        """The server's, then those it began."""
        pid = self.process.pid
        begun = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return (pid, *map(int, begun))

    @property
    def memory_mib(self) -> tuple[float, ...]:
        """Resident now, by process. What they share is counted in each."""
        return tuple(map(_memory_mib, self.processes))

    @property
    def cpu_seconds(self) -> tuple[float, ...]:
        """Processor time so far, by process."""
        return tuple(map(_cpu_seconds, self.processes))


def _memory_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(each for each in status.splitlines() if each.startswith("VmRSS:"))
    return round(int(line.split()[1]) / 1024, 1)


def _cpu_seconds(pid: int) -> float:
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def running(contender: Contender) -> AsyncIterator[Running]:
    started = await Running.start(contender)
    try:
        yield started
    finally:
        await started.stop()
