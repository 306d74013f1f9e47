"""Updates are taken before the web server; all else on the same port is the web server's."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from bot.telegram.front import Front
from bot.telegram.posts import MORE, OTHER, Post, Posts

SECRET = "a secret"
LARGEST = 1000
POSTS = Posts("/updates", "X-Secret", SECRET, LARGEST)


def post(body: bytes = b"{}", secret: str = SECRET, more: str = "") -> bytes:
    head = f"POST /updates HTTP/1.1\r\nHost: x\r\nX-Secret: {secret}\r\n{more}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


# ---------------------------------------------------------------- what is an update
def test_a_post_with_the_secret_is_one() -> None:
    whole = post(b'{"a": 1}')
    assert POSTS.read(whole + b"POST") == Post(b'{"a": 1}', len(whole))


@pytest.mark.parametrize("end", range(0, len(post(b"abc")), 7))
def test_part_of_one_waits_for_the_rest(end: int) -> None:
    assert POSTS.read(post(b"abc")[:end]) is MORE


@pytest.mark.parametrize(
    "other",
    [
        b"GET /updates HTTP/1.1\r\n\r\n",
        b"POST /updates HTTP/1.0\r\n\r\n",
        b"POST /updates?x HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01",
        post(secret="another"),
        post(secret=""),
        post().replace(b"X-Secret: a secret\r\n", b""),
        post(more="X-Secret: a secret\r\n"),
        post(more="Content-Length: 2\r\n"),
        post(more="Transfer-Encoding: chunked\r\n"),
        post(more="Expect: 100-continue\r\n"),
        post(more="Connection: close\r\n"),
        post(more="X-Folded: a\r\n b\r\n"),
        post().replace(b"Length: 2", b"Length: +2"),
        post().replace(b"Length: 2", b"Length: "),
        post(b"x" * (LARGEST + 1)),
        b"POST /updates HTTP/1.1\r\nX-Long: " + b"x" * 9_000,
    ],
)
def test_whatever_is_odd_is_something_else(other: bytes) -> None:
    assert POSTS.read(other) is OTHER


def test_posts_that_are_alike_are_read_the_same() -> None:
    posts = Posts("/updates", "X-Secret", SECRET, LARGEST)
    for body in (b"{}", b'{"a": 1}', b"x" * LARGEST, b""):
        whole = post(body)
        assert posts.read(whole + b"POST") == Post(body, len(whole))
        assert posts.read(whole[: len(whole) - len(body) - 1]) is MORE


@pytest.mark.parametrize(
    "other",
    [
        post(secret="a secreT"),
        post(more="Expect: 100-continue\r\n"),
        post(b"x" * (LARGEST + 1)),
        post().replace(b"Length: 2", b"Length: -2"),
        post().replace(b"/updates", b"/another"),
    ],
)
def test_what_is_nearly_like_the_one_before_is_something_else(other: bytes) -> None:
    posts = Posts("/updates", "X-Secret", SECRET, LARGEST)
    assert isinstance(posts.read(post()), Post)
    assert posts.read(other) is OTHER


# ---------------------------------------------------------------- over real connections
@dataclass
class Town:
    port: int = 0
    taken: list[bytes] = field(default_factory=list)
    go: asyncio.Event = field(default_factory=asyncio.Event)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    front: Front | None = None

    async def take(self, raw: bytes) -> bytes:
        self.taken.append(raw)
        self.came.set()
        match raw:
            case b"slow":
                await self.go.wait()
            case b"bad":
                raise ValueError
            case b"broken":
                raise RuntimeError
        return b"<" + raw + b">"

    async def says(self, *pieces: bytes, answers: int = 1) -> bytes:
        """Everything that comes back, until so many answers are there."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.01)
        heard = b"".join([await _answer(reader) for _ in range(answers)])
        writer.close()
        return heard


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    return head + await reader.readexactly(length)


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    app, made = web.Application(), Town()

    async def page(request: web.Request) -> web.Response:
        return web.Response(text=f"a page: {(await request.read()).decode()}")

    app.router.add_route("*", "/{any:.*}", page)
    runner = web.AppRunner(app)
    await runner.setup()
    assert runner.server
    made.front = Front(POSTS, made.take, runner.server)
    listener = await asyncio.get_running_loop().create_server(made.front, "127.0.0.1", 0)
    made.port = listener.sockets[0].getsockname()[1]
    yield made
    made.go.set()
    listener.close()
    await made.front.close(1)
    await runner.cleanup()


async def test_an_update_is_answered_and_the_connection_kept(town: Town) -> None:
    heard = await town.says(post(b"one"), post(b"two"), answers=2)
    assert heard.count(b"HTTP/1.1 200 OK") == 2
    assert heard.index(b"<one>") < heard.index(b"<two>")


async def test_one_in_pieces_is_whole_in_the_end(town: Town) -> None:
    whole = post(b"in pieces")
    assert b"<in pieces>" in await town.says(whole[:9], whole[9:60], whole[60:-3], whole[-3:])


async def test_those_that_come_at_once_are_taken_in_order(town: Town) -> None:
    heard = await town.says(post(b"one") + post(b"two") + post(b"three"), answers=3)
    assert town.taken == [b"one", b"two", b"three"]
    assert heard.endswith(b"<three>")


@pytest.mark.parametrize(("raw", "status"), [(b"bad", b"400"), (b"broken", b"500")])
async def test_what_goes_wrong_is_a_status(town: Town, raw: bytes, status: bytes) -> None:
    heard = await town.says(post(raw), post(b"next"), answers=2)
    assert heard.startswith(b"HTTP/1.1 " + status)
    assert heard.endswith(b"<next>")


async def test_pages_come_from_the_web_server(town: Town) -> None:
    heard = await town.says(b"GET /about HTTP/1.1\r\nHost: x\r\n\r\n")
    assert heard.endswith(b"a page: ")


async def test_a_wrong_secret_is_for_the_web_server_to_judge(town: Town) -> None:
    heard = await town.says(post(b"let me in", secret="guessed"))
    assert heard.endswith(b"a page: let me in")
    assert town.taken == []


async def test_after_something_else_all_is_the_web_servers(town: Town) -> None:
    other = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    heard = await town.says(post(b"one"), other, post(b"two"), answers=3)
    assert heard.endswith(b"a page: two")
    assert town.taken == [b"one"]


async def test_on_closing_the_answer_under_way_is_given(town: Town) -> None:
    assert town.front
    saying = asyncio.create_task(town.says(post(b"slow")))
    await town.came.wait()
    closing = asyncio.create_task(town.front.close(5))
    await asyncio.sleep(0.01)
    town.go.set()
    assert b"<slow>" in await saying
    await closing
