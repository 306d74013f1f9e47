from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from surveys.officers.accounts import Role
from tests.bot.console.conftest import PASSWORD

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console, Page


async def test_name_password_and_code_lead_to_the_first_page(console: "Console") -> None:
    await console.hire("Ana", Role.OFFICER)
    answer = await console.log_in("Ana")
    assert (answer.status, answer.headers["Location"]) == (303, "/console/")
    home = await console.get("/")
    assert home.status == 200
    assert "Ana" in home.text


async def test_without_a_session_every_page_asks_for_a_login(console: "Console") -> None:
    answer = await console.get("/")
    assert (answer.status, answer.headers["Location"]) == (303, "/console/login")


async def test_the_session_cookie_keeps_to_the_console_and_from_scripts(
    console: "Console",
) -> None:
    await console.hire("Ana", Role.OFFICER)
    answer = await console.log_in("Ana")
    cookies = answer.headers.getall("Set-Cookie")  # type: ignore[attr-defined]
    assert len(cookies) == 2
    for cookie in cookies:
        assert "Path=/console" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"password": "wrong password"}, 403),
        ({"code": "000000"}, 403),
        ({"name": "Nobody"}, 403),
        ({"name": ""}, 422),
        ({"password": ""}, 422),
        ({"code": ""}, 422),
    ],
)
async def test_what_is_wrong_is_said_on_the_page_and_nobody_gets_in(
    console: "Console", typed: dict[str, str], status: int
) -> None:
    await console.hire("Ana", Role.OFFICER)
    answer = await console.log_in("Ana", **typed)
    assert answer.status == status
    assert "There is a problem" in answer.text
    assert "<title>Error: " in answer.text
    assert not console.cookie("officer")


async def test_neither_password_nor_code_comes_back_in_the_page(console: "Console") -> None:
    await console.hire("Ana", Role.OFFICER)
    answer = await console.log_in("Ana", password="a wrong password", code="123456")
    assert "a wrong password" not in answer.text
    assert "123456" not in answer.text
    assert 'value="Ana"' in answer.text


async def test_the_same_code_does_not_work_twice(console: "Console") -> None:
    await console.hire("Ana", Role.OFFICER)
    await console.log_in("Ana")
    code = console.code("Ana")
    await console.post("/logout")
    fields = {"name": "Ana", "password": "lamp river seven", "code": code}
    assert (await console.post("/login", fields)).status == 403


async def test_too_many_tries_say_how_long_to_wait(console: "Console") -> None:
    await console.hire("Ana", Role.OFFICER)
    fields = {"name": "Ana", "password": "wrong password", "code": "000000"}
    statuses = [(await console.post("/login", fields)).status for _ in range(5)]
    assert statuses == [403, 403, 403, 429, 429]
    answer = await console.post("/login", fields)
    assert "You can try again in a second" in answer.text
    assert answer.headers["Retry-After"] == "1"


async def test_logging_in_makes_a_new_session_and_ends_the_old(console: "Console") -> None:
    await console.hire("Ana", Role.OFFICER)
    await console.log_in("Ana")
    first = console.cookie("officer")
    await console.log_in("Ana")
    second = console.cookie("officer")
    assert first != second
    assert await console.parts.officers.sessions.find(first) is None


async def test_a_session_somebody_planted_is_not_taken_over(console: "Console") -> None:
    await console.hire("Ana", Role.OFFICER)
    url = console.client.make_url("/console/")
    console.client.session.cookie_jar.update_cookies({"officer": "planted"}, url)
    await console.log_in("Ana")
    assert await console.parts.officers.sessions.find("planted") is None


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (30, 303)])
async def test_a_session_left_alone_ends(console: "Console", minutes: int, status: int) -> None:
    await console.work_as(Role.OFFICER)
    console.time.on(minutes=minutes)
    assert (await console.get("/")).status == status


async def test_after_logging_out_the_cookie_is_worth_nothing(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    token = console.cookie("officer")
    await console.post("/logout")
    url = console.client.make_url("/console/")
    console.client.session.cookie_jar.update_cookies({"officer": token}, url)
    assert (await console.get("/")).status == 303


# ---------------------------------------------------------------- forms from elsewhere
@pytest.mark.parametrize("csrf", ["", "0" * 64, "wrong"])
async def test_a_form_without_the_sessions_own_token_does_nothing(
    console: "Console", csrf: str
) -> None:
    await console.work_as(Role.OFFICER)
    answer = await console.post("/logout", csrf=csrf)
    assert answer.status == 403
    assert (await console.get("/")).status == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "http://127.0.0.1:8080"}, 303),
    ],
)
async def test_a_form_must_say_that_it_comes_from_here(
    console: "Console", headers: dict[str, str], status: int
) -> None:
    await console.work_as(Role.OFFICER)
    answer = await console.send("/logout", {"csrf": await console.csrf()}, headers)
    assert answer.status == status


async def test_a_login_form_from_another_site_is_refused_too(console: "Console") -> None:
    await console.hire("Ana", Role.OFFICER)
    fields = {"name": "Ana", "password": "lamp river seven", "code": console.code("Ana")}
    assert (await console.send("/login", fields, {"Origin": "https://evil.example"})).status == 403


async def test_a_change_sent_after_the_session_ended_is_not_made(console: "Console") -> None:
    await console.work_as(Role.ADMIN)
    csrf = await console.csrf()
    console.time.on(hours=1)
    answer = await console.send(
        "/accounts/shut", {"csrf": csrf, "name": "Ana"}, {"Origin": console.origin}
    )
    assert answer.status == 403
    assert "You have been logged out" in answer.text
    assert "had written" not in answer.text


async def late(console: "Console", origin: str = "") -> "Page":
    """An action that took longer to write than a session lasts."""
    await console.work_as(Role.OFFICER)
    csrf = await console.csrf()
    console.time.on(hours=1)
    sent = {"csrf": csrf, "title": "Light the <b>path</b>", "note-A1": "Eleven weeks of talks"}
    return await console.send(
        "/actions/new", {**sent, "passphrase": PASSWORD}, {"Origin": origin or console.origin}
    )


async def test_what_was_typed_before_the_session_ended_can_be_copied_and_no_secret_shows(
    console: "Console",
) -> None:
    answer = await late(console)
    assert answer.status == 403
    assert "Light the &lt;b&gt;path&lt;/b&gt;" in answer.text
    assert "Eleven weeks of talks" in answer.text
    assert PASSWORD not in answer.text
    assert await console.parts.office.actions.all() == ()


async def test_words_from_another_site_are_not_shown(console: "Console") -> None:
    answer = await late(console, "https://evil.example")
    assert answer.status == 403
    assert "path" not in answer.text


async def test_a_form_of_another_session_gives_back_what_was_typed(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    sent = {"csrf": "of another session", "title": "Light the path"}
    answer = await console.send("/actions/new", sent, {"Origin": console.origin})
    assert (answer.status, "Light the path" in answer.text) == (403, True)
    assert "The page was too old" in answer.text


@pytest.mark.parametrize("page", ["urgent", "actions/new", "waves/abcdef/results/docx"])
async def test_a_login_leads_on_to_the_page_that_was_asked_for(
    console: "Console", page: str
) -> None:
    await console.hire("Ana", Role.OFFICER)
    asked = await console.get(f"/{page}")
    assert asked.headers["Location"] == f"/console/login?to={page}"
    form = await console.get(asked.headers["Location"].removeprefix("/console"))
    assert f'name="to" value="{page}"' in form.text
    assert (await console.log_in("Ana", to=page)).headers["Location"] == f"/console/{page}"
    assert (await console.get(f"/login?to={page}")).headers["Location"] == f"/console/{page}"


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example", "//evil.example", "/\\evil.example", "a/../../s", "..", "a//b",
        "a?b=c",
        "urgent\r\nX: y", "javascript:alert(1)", "a%2f..%2fb", "x" * 300,
    ],
)  # fmt: skip
async def test_a_login_leads_nowhere_outside(console: "Console", to: str) -> None:
    await console.hire("Ana", Role.LEAD)
    assert 'name="to"' not in (await console.get(f"/login?{urlencode({'to': to})}")).text
    assert (await console.log_in("Ana", to=to)).headers["Location"] == "/console/"


@pytest.mark.parametrize("settings", [{"TRUSTED_PROXIES": "127.0.0.0/8"}], indirect=True)
async def test_failures_behind_one_proxy_do_not_shut_out_who_comes_from_elsewhere(
    console: "Console",
) -> None:
    assert await after_failures(console, "198.51.100.7", "spoofed, 203.0.113.9") == 303


async def test_a_header_from_nobody_we_trust_is_not_believed(console: "Console") -> None:
    """Else whoever guesses passwords would come from a new address each time."""
    assert await after_failures(console, "198.51.100.7", "203.0.113.9") == 429


async def after_failures(console: "Console", attacker: str, officer: str) -> int:
    """What a right login gets after wrong ones that were told to come from elsewhere."""
    await console.hire("Ana", Role.OFFICER)
    wrong = {"name": "Ana", "password": "wrong password", "code": "000000"}
    sent = {"Origin": console.origin, "X-Forwarded-For": attacker}
    statuses = [(await console.send("/login", wrong, sent)).status for _ in range(4)]
    assert statuses[-1] == 429
    right = {"name": "Ana", "password": "lamp river seven", "code": console.code("Ana")}
    sent = {"Origin": console.origin, "X-Forwarded-For": officer}
    return (await console.send("/login", right, sent)).status
