"""Connections are kept, few, and never trusted further than HTTP allows."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot.telegram import lines
from bot.telegram.lines import LineBrokeError, Lines, Place

HEAD = b"HTTP/1.1 200 OK\r\n"
ASKED = b"POST /x HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
Handle = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def served(handle: Handle) -> AsyncIterator[Place]:
    writers: list[asyncio.StreamWriter] = []

    async def noted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        await handle(reader, writer)

    server = await asyncio.start_server(noted, "127.0.0.1", 0)
    try:
        yield Place("127.0.0.1", server.sockets[0].getsockname()[1], is_secure=False)
    finally:
        server.close()
        for writer in writers:
            writer.close()
        await asyncio.sleep(0.01)


@pytest.fixture
async def few() -> AsyncIterator[Lines]:
    made = Lines(2, 30)
    yield made
    await made.close()


def saying(*pieces: bytes, ends: bool = False) -> tuple[Handle, list[int]]:
    """A server that says that to each request; the list has a number for each connection."""
    came: list[int] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.append(len(came))
        while await _request(reader):
            for piece in pieces:
                writer.write(piece)
                await asyncio.sleep(0.005)
            if ends:
                writer.close()
                break

    return handle, came


async def _request(reader: asyncio.StreamReader) -> bool:
    try:
        await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return False
    return True


@pytest.mark.parametrize(
    ("pieces", "ends"),
    [
        ((HEAD + b"Content-Length: 5\r\n\r\nhello",), False),
        ((HEAD[:9], HEAD[9:] + b"Content-Le", b"ngth: 5\r\n\r\nhe", b"llo"), False),
        (
            (HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n", b"3\r\nllo\r\n0\r\n\r\n"),
            False,
        ),
        ((HEAD + b"Connection: close\r\nContent-Length: 5\r\n\r\nhello",), True),
        ((HEAD + b"Connection: close\r\n\r\nhel", b"lo"), True),
    ],
)
async def test_an_answer_is_read_however_it_is_cut(
    few: Lines, pieces: tuple[bytes, ...], *, ends: bool
) -> None:
    handle, came = saying(*pieces, ends=ends)
    async with served(handle) as place:
        for _ in range(3):
            assert await few.ask(place, ASKED) == (200, b"hello")
    assert len(came) == (3 if ends else 1)


@pytest.mark.parametrize(
    "piece",
    [b"", b"what?\r\n\r\n", HEAD + b"Content-Length: 9\r\n\r\nhello", HEAD[:9]],
)
async def test_half_an_answer_is_none(few: Lines, piece: bytes) -> None:
    handle, _ = saying(piece, ends=True)
    async with served(handle) as place:
        with pytest.raises(LineBrokeError):
            await few.ask(place, ASKED)


async def test_silence_ends_the_connection(few: Lines) -> None:
    handle, came = saying()
    async with served(handle) as place:
        for _ in range(3):
            with pytest.raises(TimeoutError):
                await few.ask(place, ASKED, 0.02)
    assert len(came) == 3


async def test_more_calls_than_connections_wait_their_turn(few: Lines) -> None:
    handle, came = saying(HEAD + b"Content-Length: 1\r\n\r\n1")
    async with served(handle) as place:
        answers = await asyncio.gather(*(few.ask(place, ASKED) for _ in range(20)))
    assert answers == [(200, b"1")] * 20
    assert len(came) == 2


async def test_nobody_waits_for_a_server_that_is_not_there(few: Lines) -> None:
    place = Place("127.0.0.1", 9, is_secure=False)
    for asked in [few.ask(place, ASKED) for _ in range(5)]:
        with pytest.raises(OSError, match=r".*"):
            await asked


async def test_a_connection_idle_for_long_is_not_used_again(
    few: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "KEPT_SECONDS", 0.0)
    handle, came = saying(HEAD + b"Content-Length: 1\r\n\r\n1")
    async with served(handle) as place:
        for _ in range(2):
            await few.ask(place, ASKED)
            await asyncio.sleep(0.01)
    assert len(came) == 2


async def test_one_who_gave_up_breaks_nothing_for_the_next(few: Lines) -> None:
    handle, _ = saying(HEAD + b"Content-Length: 1\r\n\r\n1")
    async with served(handle) as place:
        few.ask(place, ASKED).cancel()
        assert await few.ask(place, ASKED) == (200, b"1")


async def test_after_closing_nothing_is_sent() -> None:
    made = Lines(2, 0.5)
    await made.close()
    with pytest.raises(LineBrokeError):
        await made.ask(Place("127.0.0.1", 9, is_secure=False), ASKED)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://api.telegram.org/bot1:a", Place("api.telegram.org", 443, is_secure=True)),
        ("http://127.0.0.1:8081/bot1:a", Place("127.0.0.1", 8081, is_secure=False)),
    ],
)
def test_where_a_server_listens(url: str, place: Place) -> None:
    assert Place.of(url) == place
