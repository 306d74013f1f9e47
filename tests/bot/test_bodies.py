"""What is sent slowly holds its connection for a while, and is then told so in words."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from aiohttp.test_utils import TestServer

from bot import bodies
from bot.console.logins import guard
from bot.web.factory import make_app
from tests.bot.web.rooms import open_wave, room

PATIENCE = 30.0
SHORT = 0.3
FORM = "application/x-www-form-urlencoded"
WITH_FILE = "multipart/form-data; boundary=b"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "FORM_SECONDS", SHORT)
    monkeypatch.setattr(guard, "FILE_SECONDS", SHORT)


@pytest.fixture
async def address() -> AsyncIterator[tuple[int, str]]:
    """The port of a server, and the code of a wave that is open there."""
    async with room() as parts:
        wave = await open_wave(parts)
        async with TestServer(make_app(parts)) as server:
            yield urlsplit(str(server.make_url("/"))).port or 0, wave.code


async def dribbled(port: int, path: str, kind: str = FORM, *more: str) -> str:
    """All that is answered to a body of which a byte comes now and then, and never the last."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = [f"POST {path} HTTP/1.1", "Host: x", f"Content-Type: {kind}", "Content-Length: 5000"]
    writer.write("\r\n".join([*head, *more, "", "text=i"]).encode())

    async def drip() -> None:
        while True:
            writer.write(b"x")
            await asyncio.sleep(SHORT / 3)

    dripping = asyncio.create_task(drip())
    said = b""
    async with asyncio.timeout(PATIENCE):
        while b"</html>" not in said and (more_said := await reader.read(65536)):
            said += more_said
    dripping.cancel()
    await asyncio.gather(dripping, return_exceptions=True)
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
    return said.decode()


@pytest.mark.parametrize("path", ["/", "/s/CODE", "/s/CODE/withdraw", "/contact", "/leave"])
async def test_a_body_that_does_not_come_is_told_so(address: tuple[int, str], path: str) -> None:
    port, code = address
    said = await dribbled(port, path.replace("CODE", code))
    head, _, page = said.partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 408 ")
    assert "Connection: close" in head
    assert "That took too long to arrive" in page
    assert "Nothing was saved" in page
    assert "999" in page


@pytest.mark.parametrize("kind", [FORM, WITH_FILE])
@pytest.mark.parametrize("path", ["/console/login", "/console/accounts/new"])
async def test_in_the_console_it_is_told_on_a_page_of_the_console(
    address: tuple[int, str], path: str, kind: str
) -> None:
    said = await dribbled(address[0], path, kind)
    if "accounts" in path and kind == WITH_FILE:
        assert said.startswith("HTTP/1.1 403 "), "not read at all before the login"
        return
    assert said.startswith("HTTP/1.1 408 ")
    assert "That took too long to arrive: nothing was kept" in said
    assert "/console/" in said


async def test_what_comes_in_pieces_and_in_time_is_taken(
    address: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "FORM_SECONDS", PATIENCE)
    port, code = address
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = b"do=start&lang=en"
    head = f"POST /s/{code} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {FORM}"
    writer.write(f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode())
    for byte in body:
        writer.write(bytes([byte]))
        await asyncio.sleep(SHORT / 10)
    async with asyncio.timeout(PATIENCE):
        assert (await reader.read()).startswith(b"HTTP/1.1 200 ")
    writer.close()
    await writer.wait_closed()


async def test_within_the_time_what_was_read_comes_back() -> None:
    async def come() -> str:
        return "all of it"

    assert await bodies.in_time(come()) == "all of it"
