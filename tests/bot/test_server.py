"""The server as a process: it says where it is, answers, and stops cleanly when told."""

import asyncio
import os
import signal
import socket
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest

from bot import server
from bot.app import build
from bot.cli.serve import announce
from bot.demo.ground import Ground
from bot.parts import Parts
from bot.server import PortTaken, refuse_taken_port
from bot.settings import Settings
from surveys.definitions.reading import load
from tests.ports import reserved_port

HERE = Path(__file__).parents[2]
PATIENCE = 60


@pytest.fixture
def port() -> Iterator[int]:
    with reserved_port() as number:
        yield number


@asynccontextmanager
async def running(
    folder: Path, port: int, *arguments: str, **settings: str
) -> AsyncIterator[Process]:
    env = {
        "PATH": os.defpath,
        "PYTHONPATH": str(HERE),
        "SAIDANDDONE_DATA_DIR": str(folder / "data"),
        "SAIDANDDONE_PORT": str(port),
        **{f"SAIDANDDONE_{name}": value for name, value in settings.items()},
    }
    command = (sys.executable, "-m", "bot", *(arguments or ("serve",)))
    process = await asyncio.create_subprocess_exec(
        *command, env=env, cwd=folder, stdin=asyncio.subprocess.DEVNULL, stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def until(process: Process, words: bytes) -> bytes:
    """What it says up to the line with those words."""
    assert process.stdout
    said = b""
    async with asyncio.timeout(PATIENCE):
        while words not in said:
            line = await process.stdout.readline()
            assert line, said
            said += line
    return said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_starts_answers_and_stops_cleanly(
    tmp_path: Path, port: int, number: signal.Signals
) -> None:
    async with running(tmp_path, port) as process:
        said = await until(process, b"Stop with Ctrl-C.")
        assert f"http://127.0.0.1:{port}/console/".encode() in said
        async with aiohttp.ClientSession() as client:
            async with client.get(f"http://127.0.0.1:{port}/readyz") as answer:
                assert answer.status == 200
            async with client.get(f"http://127.0.0.1:{port}/s/nosuch") as answer:
                assert answer.status == 404
        process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            _, errors = await process.communicate()
        assert process.returncode == 0
        assert b"Traceback" not in errors
        assert b"127.0.0.1" not in errors
        assert b"nosuch" not in errors


async def test_a_demo_sets_itself_up_in_a_folder_that_is_not_there_yet(
    tmp_path: Path, port: int
) -> None:
    ground = Ground(tmp_path / "demo")
    arguments = ("demo", "--folder", str(ground.folder), "--port", str(port))
    async with running(tmp_path, 0, *arguments) as process, asyncio.timeout(PATIENCE):
        while not ground.mark.exists():
            assert process.returncode is None
            await asyncio.sleep(0.05)


async def test_a_head_that_never_ends_does_not_hold_its_connection(
    tmp_path: Path, port: int, sqlite_url: str, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the first on a connection, nor one that comes after a whole request."""
    monkeypatch.setattr(server, "IDLE_SECONDS", 0.3)
    names = {"DATA_DIR": str(tmp_path / "data"), "DATABASE_URL": sqlite_url, "PORT": str(port)}
    settings = Settings.from_env({f"SAIDANDDONE_{name}": names[name] for name in names})
    whole = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    async with build(settings, lambda: noon) as parts, server.listening(parts):
        for begun in (b"GET / HTTP/1.1\r\nHost: x\r\n", whole + b"GET / HT"):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(begun)
            async with asyncio.timeout(PATIENCE):
                said = await reader.read()
            assert said.startswith(b"HTTP/1.1 200") is begun.startswith(whole)
            writer.close()
            await writer.wait_closed()


async def test_a_taken_port_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = int(held.getsockname()[1])
        async with running(tmp_path, port) as process, asyncio.timeout(PATIENCE):
            _, errors = await process.communicate()
    assert process.returncode == 2
    assert errors.decode().count("\n") == 1
    assert f"Port {port}" in errors.decode()
    assert "SAIDANDDONE_PORT" in errors.decode()


def test_a_taken_port_is_found_before_any_work(settings: Settings, port: int) -> None:
    free = Settings.from_env({"SAIDANDDONE_PORT": str(port)})
    refuse_taken_port(free)
    with socket.create_server(("127.0.0.1", port)), pytest.raises(PortTaken, match=str(port)):
        refuse_taken_port(free)
    assert settings


async def test_open_waves_are_announced_with_full_addresses(
    wired: Parts, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = await wired.waves.create(load("service-feedback"), "Draft")
    made = await wired.waves.create(load("service-feedback"), "Open")
    opened = await wired.waves.open(made.code)
    announce(wired, await wired.waves.all())
    said = capsys.readouterr().out
    assert f"http://127.0.0.1:8080/s/{opened.code}" in said
    assert draft.code not in said


def screening_of(server: int) -> list[int]:
    """Processes of that server that screen."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    commands = {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children}
    return [pid for pid, command in commands.items() if b"bot.screening" in command]


def is_gone(pid: int) -> bool:
    """Within the time that takes."""
    end = time.monotonic() + PATIENCE
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        time.sleep(0.05)
    return not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_the_process_that_screens_goes_with_it(
    tmp_path: Path, port: int, number: signal.Signals
) -> None:
    async with running(tmp_path, port) as process:
        await until(process, b"Stop with Ctrl-C.")
        (pid,) = screening_of(process.pid)
        process.send_signal(number)
        await process.communicate()
        assert await asyncio.to_thread(is_gone, pid)


async def test_it_screens_by_itself_where_the_settings_say_so(tmp_path: Path, port: int) -> None:
    async with running(tmp_path, port, SCREENING="here") as process:
        await until(process, b"Stop with Ctrl-C.")
        assert screening_of(process.pid) == []
