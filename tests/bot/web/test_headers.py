"""What every answer says to the browser, and what no page contains."""

import re

import pytest

from bot.parts import Parts
from bot.web.assets import assets
from bot.web.headers import headers
from surveys.records import Wave
from tests.bot.web.people import Client, Page, Visitor
from tests.bot.web.rooms import EXIT, SETTINGS

ADDRESSES = [
    ("GET", "/"),
    ("GET", "/s/{code}"),
    ("POST", "/s/{code}"),
    ("POST", "/s/{code}/leave"),
    ("GET", "/s/{code}/withdraw"),
    ("POST", "/s/{code}/withdraw"),
    ("POST", "/leave"),
    ("GET", "/s/unknown"),
    ("GET", "/nowhere"),
    ("PUT", "/s/{code}"),
    ("GET", "/static/style.css"),
    ("GET", "/static/nothing.css"),
    ("GET", "/healthz"),
    ("GET", "/console/"),
    ("GET", "/?code=abc"),
]


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
async def test_every_answer_carries_every_header(
    client: Client, wave: Wave, method: str, address: str
) -> None:
    path = address.format(code=wave.code)
    answer = await client.request(method, path, data=b"", headers=FORM, allow_redirects=False)
    said = answer.headers
    assert {name for name in headers(SETTINGS) if name not in said} == set()
    assert "unsafe" not in said["Content-Security-Policy"]
    assert said["Content-Security-Policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in said["Content-Security-Policy"]
    assert said["Referrer-Policy"] == "no-referrer"
    assert "aiohttp" not in said["Server"]


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("address", ["/", "/s/{code}", "/s/{code}/withdraw", "/s/x", "/nowhere"])
async def test_participants_pages_are_never_stored_and_set_no_cookie(
    client: Client, wave: Wave, address: str
) -> None:
    answer = await client.get(address.format(code=wave.code))
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_a_posted_form_may_only_lead_here_or_to_the_exit() -> None:
    assert f"form-action 'self' {EXIT};" in headers(SETTINGS)["Content-Security-Policy"]


async def test_pages_hold_no_inline_code_no_outside_address_and_a_neutral_title(
    visitor: Visitor,
) -> None:
    pages = [await visitor.get("/"), await visitor.get("/nowhere"), await visitor.finish()]
    for page in pages:
        assert page.title == "Questions"
        assert outside(page) == set()
        assert not re.search(r"<style|<script>|javascript:|\sstyle=|\son\w+=", page.html)


def outside(page: Page) -> set[str]:
    """Addresses a page loads or links to that are neither ours, the exit nor a help line."""
    named = [got.get(name, "") for _, got in page.tags for name in ("href", "src", "action")]
    ours = ("/", "#", "tel:", "sms:", "https://")
    loaded = [got[name] for _, got in page.tags for name in ("src",) if name in got]
    return {each for each in named if each and not each.startswith(ours)} | {
        each for each in loaded if not each.startswith("/static/")
    }


def test_the_stylesheet_and_the_script_load_nothing_and_stay_small() -> None:
    css, script = assets()["style.css"].body.decode(), assets()["chat.js"].body.decode()
    assert not re.search(r"@import|url\(|https?:", css)
    assert not re.search(r"https?:|eval|innerHTML|document\.cookie|localStorage", script)
    assert len(script) < 8_000


async def test_static_files_are_kept_for_ever_under_their_hash_and_no_other(
    client: Client,
) -> None:
    version = assets()["style.css"].version
    fresh = await client.get(f"/static/style.css?v={version}")
    stale = await client.get("/static/style.css?v=older")
    assert "immutable" in fresh.headers["Cache-Control"]
    assert stale.headers["Cache-Control"] == "no-cache"
    assert fresh.content_type == "text/css"


@pytest.mark.parametrize("name", ["..%2Ffactory.py", "nothing.css", "%2e%2e%2ffactory.py"])
async def test_static_serves_its_own_folder_only(client: Client, name: str) -> None:
    assert (await client.get(f"/static/{name}")).status == 404


def test_the_connection_is_pinned_to_https_where_there_is_one(parts: Parts) -> None:
    assert "Strict-Transport-Security" not in headers(parts.settings)
