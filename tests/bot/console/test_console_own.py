import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.web.factory import make_app
from surveys.officers.accounts import Attempt, Role
from surveys.officers.passkeys import Site
from tests.bot.console.conftest import Console
from tests.surveys.officers.softkey import SoftKey

if TYPE_CHECKING:
    from bot.parts import Parts
    from tests.bot.console.conftest import Page, Time

PASSWORD = "lamp river seven"
NEW = {"old": PASSWORD, "new": "tree window eight", "again": "tree window eight"}


@pytest.fixture
async def ana(console: "Console") -> "Console":
    await console.work_as(Role.BOARD)
    return console


async def elsewhere(console: "Console") -> str:
    """Ana in another browser: its session."""
    console.time.on(seconds=60)
    attempt = Attempt("Ana", PASSWORD, console.code("Ana"))
    return (await console.parts.officers.login(attempt)).session


async def test_everybody_signed_in_finds_their_account_at_the_top(ana: "Console") -> None:
    assert 'href="/console/account"' in (await ana.get("/")).text
    page = await ana.get("/account")
    assert "Board member" in page.words
    assert page.words.count("This one") == 1
    assert "End all others" not in page.words


async def test_another_session_is_listed_and_can_be_ended(ana: "Console") -> None:
    other = await elsewhere(ana)
    page = await ana.get("/account")
    assert other not in page.text
    newest, _ = re.findall(r'name="session" value="([0-9a-f]+)"', page.text)
    assert (await ana.post("/account/end", session=newest)).status == 303
    assert await ana.parts.officers.sessions.find(other) is None
    assert (await ana.get("/account")).status == 200


async def test_all_others_end_and_this_one_stays(ana: "Console") -> None:
    other = await elsewhere(ana)
    assert "End all others" in (await ana.get("/account")).words
    await ana.post("/account/end-others")
    assert await ana.parts.officers.sessions.find(other) is None
    assert (await ana.get("/account")).status == 200


async def test_the_password_is_changed_with_the_old_one(ana: "Console") -> None:
    page = await ana.post("/account/password", NEW)
    assert page.status == 200
    assert "Your password is changed" in page.words
    ana.client.session.cookie_jar.clear()
    assert (await ana.log_in("Ana")).status == 403
    assert (await ana.log_in("Ana", password=NEW["new"])).status == 303


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({**NEW, "old": "wrong river six"}, "This is not your password"),
        ({**NEW, "new": "short", "again": "short"}, "A password needs"),
        ({**NEW, "again": "tree window nine"}, "not the same"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_changes(
    ana: "Console", fields: dict[str, str], said: str
) -> None:
    page = await ana.post("/account/password", fields)
    assert page.status == 422
    assert said in page.words
    assert fields["new"] not in page.text
    ana.client.session.cookie_jar.clear()
    assert (await ana.log_in("Ana")).status == 303


async def test_new_recovery_codes_need_the_password_and_log_in(ana: "Console") -> None:
    assert (await ana.post("/account/codes", password="wrong river six")).status == 422
    page = await ana.post("/account/codes", password=PASSWORD)
    codes = re.findall(r"<code>([0-9-]{23})</code>", page.text)
    assert len(set(codes)) == 10
    ana.client.session.cookie_jar.clear()
    assert (await ana.log_in("Ana", code=codes[0])).status == 303
    assert "9 of your recovery codes are still good" in (await ana.get("/account")).words


async def test_guessing_the_password_on_an_open_screen_is_told_to_wait(ana: "Console") -> None:
    for _ in range(4):
        await ana.post("/account/codes", password="wrong river six")
    page = await ana.post("/account/codes", password=PASSWORD)
    assert "Try again in" in page.words


# ---------------------------------------------------------------- passkeys
SITE = Site.at("http://localhost:8080")


def asked(page: "Page") -> str:
    found = re.search(r'name="challenge" value="([\w-]{43})"', page.text)
    assert found
    return found[1]


async def add_passkey(console: "Console", password: str = PASSWORD) -> tuple[SoftKey, "Page"]:
    device = SoftKey(SITE)
    challenge = asked(await console.get("/account"))
    sent = {"challenge": challenge, "answer": device.made(challenge)}
    return device, await console.post("/account/passkey", sent, passkey_password=password)


@pytest.fixture
async def at_localhost(parts: "Parts", time: "Time") -> "AsyncIterator[Console]":
    settings = replace(parts.settings, public_url="http://localhost:8080")
    wired = replace(parts, settings=settings)
    async with TestClient(TestServer(make_app(wired))) as client:
        console = Console(client, wired, time)
        await console.work_as(Role.BOARD, Role.LEAD)
        yield console


async def test_a_passkey_is_added_and_logs_in_without_password_or_code(
    at_localhost: "Console",
) -> None:
    device, page = await add_passkey(at_localhost)
    assert "The passkey is added" in page.words
    at_localhost.client.session.cookie_jar.clear()
    challenge = asked(await at_localhost.get("/login"))
    sent = {"challenge": challenge, "answer": device.proof(challenge), "to": "urgent"}
    answer = await at_localhost.post("/login/passkey", sent)
    assert (answer.status, answer.headers["Location"]) == (303, "/console/urgent")
    assert "Passkey of 2 March 2026" in (await at_localhost.get("/account")).words


async def test_a_screen_left_open_adds_no_passkey(at_localhost: "Console") -> None:
    _, page = await add_passkey(at_localhost, "wrong river six")
    assert page.status == 422
    assert await at_localhost.parts.officers.passkeys.all("Ana") == ()


async def test_an_unknown_passkey_finds_the_login_page_again(at_localhost: "Console") -> None:
    at_localhost.client.session.cookie_jar.clear()
    challenge = asked(await at_localhost.get("/login"))
    sent = {"challenge": challenge, "answer": SoftKey(SITE).proof(challenge)}
    answer = await at_localhost.post("/login/passkey", sent)
    assert answer.status == 403
    assert "The passkey was not taken" in answer.words


async def test_a_passkey_is_removed(at_localhost: "Console") -> None:
    device, _ = await add_passkey(at_localhost)
    await at_localhost.post("/account/remove-passkey", passkey=device.id.hex())
    assert await at_localhost.parts.officers.passkeys.all("Ana") == ()


async def test_where_browsers_have_no_passkeys_none_is_offered(ana: "Console") -> None:
    assert "data-passkey" not in (await ana.get("/account")).text
    assert "data-passkey" not in (await ana.get("/login")).text


async def test_who_has_few_recovery_codes_left_is_told_on_the_first_page(
    console: "Console",
) -> None:
    await console.work_as(Role.AGENCY)
    assert "recovery code" not in (await console.get("/")).words
    shelf = console.parts.officers._shelf  # noqa: SLF001
    await shelf.keep_recovery("ana", [b"1", b"2"])
    assert "You have 2 recovery codes left" in (await console.get("/")).words
    await shelf.keep_recovery("ana", [])
    page = await console.get("/")
    assert "You have no recovery codes" in page.words
    assert 'href="/console/account#codes"' in page.text
