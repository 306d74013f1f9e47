"""Errors become pages that tell nothing; posts from other sites are refused."""

import logging

import pytest
import structlog
from aiohttp import DummyCookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from bot.parts import Parts
from bot.web.factory import make_app
from bot.web.limit import Limit
from bot.web.words import words_for
from surveys.errors import StoreUnavailable, UnknownWave, WaveClosed, WaveNotOpen
from surveys.records import Wave
from tests.bot.web.people import Page, Visitor

SECRET = "my uncle, 07700 900123"


async def broken(_request: web.Request) -> web.Response:
    raise RuntimeError(SECRET)


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (RuntimeError(SECRET), 500, "Something went wrong"),
        (StoreUnavailable(SECRET), 503, "Not just now"),
        (UnknownWave(SECRET), 404, "There is nothing here"),
        (WaveNotOpen(SECRET), 404, "There is nothing here"),
        (WaveClosed(SECRET), 410, "These questions are closed"),
        (web.HTTPForbidden(text=SECRET), 403, "That did not work"),
        (web.HTTPTooManyRequests(text=SECRET), 429, "Too many at once"),
        (web.HTTPConflict(text=SECRET), 409, "Something went wrong"),
    ],
)
async def test_an_error_becomes_a_page_with_help_and_nothing_of_the_error(
    parts: Parts, caplog: pytest.LogCaptureFixture, error: Exception, status: int, title: str
) -> None:
    async def fails(_request: web.Request) -> web.Response:
        raise error

    app = make_app(parts)
    app.router.add_get("/fails", fails)
    async with TestClient(TestServer(app)) as client:
        with structlog.testing.capture_logs() as logged, caplog.at_level(logging.DEBUG):
            answer = await client.get("/fails")
            page = Page(await answer.text(), answer.status)
    assert page.status == status
    assert title in page.text
    assert "0800 1111" in page.text
    told = f"{page.html} {logged} {caplog.text} {dict(answer.headers)}"
    assert "07700" not in told
    assert bool(logged) == (status >= 500)


async def test_a_wrong_method_is_a_friendly_page_that_says_which_are_right(
    visitor: Visitor,
) -> None:
    answer = await visitor.client.delete(visitor.path)
    assert answer.status == 405
    assert "Allow" in answer.headers
    assert "That did not work" in await answer.text()


def test_every_status_has_words() -> None:
    for status in (400, 403, 404, 405, 409, 410, 413, 415, 429, 500, 503):
        assert all(words_for(status, str))


# ---------------------------------------------------------------- posts from elsewhere
@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({"Origin": "null"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "nonsense"}, 403),
    ],
)
async def test_posts_of_other_sites_are_refused(
    visitor: Visitor, sent: dict[str, str], status: int
) -> None:
    answer = await visitor.client.post(visitor.path, data={"do": "look"}, headers=sent)
    assert answer.status == status


async def test_our_own_origin_may_post(visitor: Visitor) -> None:
    origin = str(visitor.client.make_url("/").origin())
    answer = await visitor.client.post(
        visitor.path, data={"do": "look"}, headers={"Origin": origin}
    )
    assert answer.status == 200


# ---------------------------------------------------------------- too many
async def test_too_many_posts_keep_what_was_typed(parts: Parts, wave: Wave) -> None:
    app = make_app(parts, Limit(overall=5))
    async with TestClient(TestServer(app), cookie_jar=DummyCookieJar()) as client:
        visitor = Visitor(client, f"/s/{wave.code}")
        await visitor.until_words()
        for _ in range(5):
            page = await visitor.press("do", "next", text="")
            if page.status == 429:
                break
        again = next(form for form in page.forms if form.id == "answer")
        assert page.status == 429
        assert "Too many tries" in page.text
        assert ("do", "next") in again.fields
        assert await parts.store.finished(wave.id) == 0
