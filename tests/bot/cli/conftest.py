"""A shell for every test, on a database and folders of its own."""

import asyncio
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest
import structlog

from bot.app import build
from bot.settings import Settings
from surveys.officers.accounts import Role
from surveys.urgent.leads import new_lead
from tests.bot.cli.shell import PASSPHRASE, PASSWORD, Shell
from tests.bot.one_process import OneProcess
from tests.fake_telegram.api import TOKEN, FakeTelegram, fake_telegram


@pytest.fixture(scope="session")
def with_lead(tmp_path_factory: pytest.TempPathFactory, _sqlite_template: Path) -> Path:
    """A database with one account: Kim, lead."""
    folder = tmp_path_factory.mktemp("with-lead")
    shutil.copy(_sqlite_template, folder / "test.db")
    env = {"DATABASE_URL": f"sqlite:///{folder / 'test.db'}", "DATA_DIR": str(folder / "data")}
    asyncio.run(_add_lead(Settings.from_env({f"SAIDANDDONE_{k}": v for k, v in env.items()})))
    return folder / "test.db"


async def _add_lead(settings: Settings) -> None:
    async with build(settings) as parts:
        await parts.officers.add("Kim", Role.LEAD, PASSWORD)
        await parts.store.add_lead(new_lead("Kim", PASSPHRASE))


@pytest.fixture(autouse=True)
def _in_one_process(one_process: OneProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    one_process.is_used_by(monkeypatch)


@pytest.fixture
def shell(
    tmp_path: Path,
    sqlite_url: str,
    with_lead: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Shell]:
    """Settings point into the test's own folder; logging is as before afterwards."""
    monkeypatch.setenv("SAIDANDDONE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SAIDANDDONE_DATABASE_URL", sqlite_url)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield Shell(tmp_path, with_lead, monkeypatch, capsys)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def bot_api() -> Iterator[FakeTelegram]:
    """A Telegram beside the commands, which have loops of their own. It knows chats 1 to 3."""
    started: Queue[tuple[FakeTelegram, asyncio.AbstractEventLoop, asyncio.Event]] = Queue()

    async def run() -> None:
        async with fake_telegram() as fake:
            fake.chats.update({chat: {} for chat in (1, 2, 3)})
            ended = asyncio.Event()
            started.put((fake, asyncio.get_running_loop(), ended))
            await ended.wait()

    thread = Thread(target=lambda: asyncio.run(run()))
    thread.start()
    fake, loop, ended = started.get(timeout=30)
    yield fake
    loop.call_soon_threadsafe(ended.set)
    thread.join()


@pytest.fixture
def reached(shell: Shell, bot_api: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Every step of the escalation has somebody."""
    monkeypatch.setenv("SAIDANDDONE_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("SAIDANDDONE_TELEGRAM_API_URL", bot_api.url)
    for chat, step in enumerate(("ALERT", "DEPUTY", "OUT_OF_HOURS"), start=1):
        monkeypatch.setenv(f"SAIDANDDONE_{step}_TELEGRAM", str(chat))
    return shell


@pytest.fixture
def open_wave(shell: Shell) -> str:
    """The code of an open wave of service-feedback, with a lead on duty."""
    shell.lead()
    return shell.wave()
