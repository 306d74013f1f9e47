"""Bodies that are slow, cut off, too large or no update, at a server as `serve` runs it."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
import structlog

from bot import bodies, log
from bot.app import build
from bot.server import listening
from bot.settings import LogLevel
from bot.telegram import front
from bot.telegram.webhook import HEADER, LARGEST, PATH, secret_of
from tests.fake_telegram.api import TOKEN, FakeTelegram
from tests.fake_telegram.running import settings_for
from tests.ports import HOST, reserved_port

SHORT = 0.4
PATIENCE = 60
WORDS = "sekritwords"
DEEP = 20_000
GOOD = f"{HEADER}: {secret_of(TOKEN)}"
CHUNKED = "Transfer-Encoding: chunked"
CHAT = {"id": 7_000_000_001, "type": "private", "first_name": "Fx"}
MESSAGE = {"message_id": 1, "from": CHAT, "chat": CHAT, "date": 0, "text": "hello"}
UPDATE = json.dumps({"update_id": 1, "message": MESSAGE}).encode()


@pytest.fixture
def port() -> Iterator[int]:
    with reserved_port() as number:
        yield number


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "WHOLE_SECONDS", SHORT)
    monkeypatch.setattr(bodies, "FORM_SECONDS", SHORT)


@pytest.fixture(autouse=True)
def _logged() -> Iterator[None]:
    """All there is to log; afterwards as before."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    log.start(LogLevel.DEBUG)
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(autouse=True)
async def _server(
    fake: FakeTelegram, port: int, tmp_path: Path, sqlite_url: str, noon: datetime
) -> AsyncIterator[None]:
    settings = settings_for(fake, tmp_path, sqlite_url, "webhook", port)
    async with build(settings, lambda: noon) as parts, listening(parts):
        await fake.until("setWebhook")
        yield


def head(*more: str, secret: str = GOOD) -> bytes:
    return "\r\n".join([f"POST {PATH} HTTP/1.1", "Host: x", secret, *more, "", ""]).encode()


def sized(body: bytes, size: int = 0) -> bytes:
    return head(f"Content-Length: {size or len(body)}") + body


def in_chunks(*pieces: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)


async def told(port: int, said: bytes, drip: bytes = b"") -> int:
    """The status of the answer to what was said, while `drip` comes a byte at a time."""
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(said)

    async def dripping() -> None:
        for byte in drip:
            writer.write(bytes([byte]))
            await asyncio.sleep(SHORT / 10)

    slowly = asyncio.create_task(dripping())
    async with asyncio.timeout(PATIENCE):
        line = await reader.readline()
    slowly.cancel()
    await asyncio.gather(slowly, return_exceptions=True)
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
    return int(line.split()[1])


BEGUN = b'{"update_id": 1, "message": {"text": "' + WORDS.encode()
NESTED = b'{"update_id": 1, "message": {"text": "%s", "x": ' % WORDS.encode()
STATUS: dict[str, tuple[int, bytes]] = {
    "no JSON": (400, sized(WORDS.encode())),
    "nothing": (400, head("Content-Length: 0")),
    "half of it": (400, sized(BEGUN)),
    "no UTF-8": (400, sized(BEGUN + b"\xff\xfe")),
    "a list": (400, sized(json.dumps([WORDS]).encode())),
    "deep": (400, sized(NESTED + b"[" * DEEP + b"]" * DEEP + b"}}")),
    "deep and open": (400, sized(b"[" * DEEP)),
    "deep in keys": (400, sized(b'{"a":' * 10_000)),
    "a giant number": (400, sized(b'{"update_id": ' + b"9" * 5_000 + b"}")),
    "words for a number": (200, sized(json.dumps({"update_id": WORDS}).encode())),
    "a list for a message": (200, sized(json.dumps({"update_id": 1, "message": [WORDS]}).encode())),
    "a number for words": (200, sized(UPDATE.replace(b'"hello"', b'{"sekritwords": 5}'))),
    "too large": (413, sized(BEGUN, LARGEST + 1)),
    "far too large": (413, head("Content-Length: 99999999999") + BEGUN),
    "too large in chunks": (413, head(CHUNKED) + in_chunks(*[b"x" * 60_000] * 30) + b"0\r\n\r\n"),
    "without the secret": (403, head("Content-Length: 5000", secret="X: x") + BEGUN),
}


@pytest.mark.parametrize("kind", STATUS)
async def test_it_is_answered_and_the_next_update_is_heard(
    port: int, capfd: pytest.CaptureFixture[str], kind: str
) -> None:
    status, said = STATUS[kind]
    assert await told(port, said) == status
    assert await told(port, sized(UPDATE)) == 200
    assert WORDS not in "".join(capfd.readouterr())


SLOW: dict[str, tuple[bytes, bytes]] = {
    "the head": (head()[:40], head()[40:]),
    "the body": (sized(BEGUN, 5_000), b"x" * 1_000),
    "the body in chunks": (head(CHUNKED) + b"1388\r\n" + BEGUN, b"x" * 1_000),
}


@pytest.mark.parametrize("what", SLOW)
async def test_what_is_slow_is_told_so(
    port: int, capfd: pytest.CaptureFixture[str], what: str
) -> None:
    assert await told(port, *SLOW[what]) == 408
    assert await told(port, sized(UPDATE)) == 200
    assert WORDS not in "".join(capfd.readouterr())


async def test_what_is_cut_off_is_as_if_it_never_came(
    port: int, fake: FakeTelegram, capfd: pytest.CaptureFixture[str]
) -> None:
    for begun in (sized(UPDATE[:-5] + WORDS.encode(), 5_000), head(CHUNKED) + b"5\r\nsekri"):
        _, writer = await asyncio.open_connection(HOST, port)
        writer.write(begun)
        await writer.drain()
        writer.transport.abort()
    assert await told(port, sized(UPDATE)) == 200
    assert fake.methods().count("sendMessage") <= 1, "what was whole was answered, and no more"
    logged = "".join(capfd.readouterr())
    assert WORDS not in logged
    assert "Traceback" not in logged
