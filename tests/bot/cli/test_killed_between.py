"""`kill -9` after any commit: what was changed and the line that says so are both there."""

import asyncio
import shutil
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.app import build
from bot.parts import Parts
from bot.settings import Settings, environment
from surveys.officers.audit import Act
from surveys.records import WaveState
from tests.bot.cli.shell import PASSWORD, Shell

ROOT = Path(__file__).parents[3]
MOST_COMMITS = 6
PROGRAM = """
import os, signal, sys
from contextlib import asynccontextmanager
from bot.cli.main import run
from surveys.sql.database import Database

left, writing = int(sys.argv[1]), Database.writing

@asynccontextmanager
async def until_killed(self):
    global left
    async with writing(self) as connection:
        yield connection
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)

Database.writing = until_killed
sys.exit(run(sys.argv[2:]))
"""

State = tuple[int, int]
"""How many of what is changed there are, and how many lines say so."""

Count = Callable[[Parts], Awaitable[int]]


def killed(*command: str | Path, after: int) -> bool:
    """The command in a process that is gone with its so many-th commit, if it has so many."""
    arguments = (sys.executable, "-c", PROGRAM, str(after), *map(str, command))
    status = subprocess.run(arguments, cwd=ROOT, capture_output=True, check=False).returncode
    assert status in {0, -signal.SIGKILL}
    return status != 0


def each_kill(shell: Shell, look: Callable[[], State], *command: str | Path) -> list[State]:
    """What was found after a kill at each commit in turn, and after the command came to its end."""
    before, found = shell.folder / "before.db", []
    shutil.copy(shell.database, before)
    for number in range(1, MOST_COMMITS + 1):
        going_on = killed(*command, after=number)
        found.append(look())
        if not going_on:
            return found
        for left in shell.folder.glob(f"{shell.database.name}*"):
            left.unlink()
        shutil.copy(before, shell.database)
    raise AssertionError("it never came to its end")


async def _lines(act: Act, count: Count) -> State:
    async with build(Settings.from_env(environment())) as parts:
        trail = parts.officers.audit
        assert await trail.broken_at() is None
        lines = [entry for entry in await trail.page() if entry.act == act]
        return await count(parts), len(lines)


def looking(act: Act, count: Count) -> Callable[[], State]:
    return lambda: asyncio.run(_lines(act, count))


async def releases(parts: Parts) -> int:
    return len(await parts.releases.releases())


async def open_waves(parts: Parts) -> int:
    return sum(wave.state is WaveState.OPEN for wave in await parts.waves.all())


async def shut_accounts(parts: Parts) -> int:
    return sum(not officer.active for officer in await parts.officers.all())


async def actions(parts: Parts) -> int:
    return len(await parts.office.actions.all())


@pytest.mark.timeout(300)
def test_whatever_left_stands_in_the_trail(shell: Shell, open_wave: str) -> None:
    forms = shell.folder / "forms.csv"
    forms.write_text("rating,locality\n" + "".join(f"{1 + n % 5},harbour\n" for n in range(60)))
    shell.done("import-answers", open_wave, forms)
    shell.done("wave", "close", open_wave, "--yes")
    command = ("export", open_wave, "--out", shell.folder / "paper.json", "--force")
    assert set(each_kill(shell, looking(Act.RELEASED, releases), *command)) == {(1, 1)}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("change", ["open", "shut", "import"])
def test_whatever_was_changed_stands_in_the_trail(shell: Shell, change: str) -> None:
    shell.lead()
    code = shell.wave(opened=False)
    ben = ("officer", "add", "Ben", "--role", "officer", "--password-stdin")
    shell.done(*ben, stdin=f"{PASSWORD}\n")
    sheet = shell.folder / "log.csv"
    sheet.write_text("Number,Version,What will be done,Due,Status\n,,Mend the lamps,,Not started\n")
    changes: dict[str, tuple[Act, Count, tuple[str | Path, ...]]] = {
        "open": (Act.WAVE_OPENED, open_waves, ("wave", "open", code)),
        "shut": (Act.OFFICER_SHUT, shut_accounts, ("officer", "disable", "Ben")),
        "import": (Act.ACTIONS_UPLOADED, actions, ("actions", "import", sheet)),
    }
    act, count, command = changes[change]
    assert set(each_kill(shell, looking(act, count), *command)) == {(1, 1)}
