"""Every page, every role, and nobody at all: who is let in where."""

from typing import TYPE_CHECKING

import pytest

from bot.console.logins.guard import Route
from bot.console.routes import ROUTES
from surveys.officers.accounts import Role
from surveys.records import WaveState

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console, Page

FILLED = {
    "{survey}": "service-feedback",
    "{code}": "CODE",
    "{text}": "unknown",
    "{theme}": "unknown",
    "{format}": "docx",
    "{item}": "unknown",
    "{update}": "unknown",
    "{event}": "unknown",
    "{paper}": "unknown",
    "{note}": "unknown",
    "{round}": "unknown",
    "{proposal}": "unknown",
    "{meeting}": "unknown",
    "{stage}": "first",
    "{token}": "unknown",
    "{letter}": "0",
    "{action}": "A0001",
    "{elsewhere:.*}": "elsewhere",
}
EXPECTED = {
    "GET /login": "everybody",
    "POST /login": "everybody",
    "POST /login/passkey": "everybody",
    "GET /join/{token}": "everybody",
    "POST /join/{token}": "everybody",
    "GET /mine/{token}": "everybody",
    "POST /mine/{token}": "everybody",
    "POST /logout": "admin agency board lead officer",
    "GET /": "admin agency board lead officer",
    "GET /{elsewhere:.*}": "admin agency board lead officer",
    "GET /urgent": "lead",
    "GET /urgent/{item}": "lead",
    "POST /urgent/{item}": "lead",
    "POST /urgent/take": "lead",
    "POST /urgent/lock": "lead",
    **{
        f"POST /urgent/{{item}}/{act}": "lead"
        for act in ("outcome", "hand-over", "keep-from", "lost")
    },
    "GET /keys": "lead",
    "POST /keys/unlock": "lead",
    "POST /keys/reseal": "lead",
    **{
        f"{way} /keys/{page}": "lead"
        for way in ("GET", "POST")
        for page in ("passphrase", "new", "lost")
    },
    "GET /accounts": "admin",
    "GET /accounts/new": "admin",
    "POST /accounts/new": "admin",
    "GET /accounts/invite": "admin",
    "POST /accounts/invite": "admin",
    "POST /accounts/withdraw": "admin",
    "GET /accounts/change": "admin",
    "POST /accounts/change": "admin",
    "POST /accounts/shut": "admin",
    "POST /accounts/reopen": "admin",
    "GET /accounts/renew": "admin",
    "POST /accounts/renew": "admin",
    "GET /account": "admin agency board lead officer",
    **{
        f"POST /account/{act}": "admin agency board lead officer"
        for act in ("end", "end-others", "password", "codes", "passkey", "remove-passkey")
    },
    "GET /trail": "admin",
    "GET /meetings": "officer board",
    "GET /meetings/{meeting}": "officer board",
    "GET /meetings/{meeting}/papers/{paper}": "officer board",
    "GET /meetings/{meeting}/papers/{paper}/{format}": "officer board",
    "GET /reflection": "officer board",
    "GET /priorities": "officer board",
    "GET /priorities/{round}": "officer board",
    "GET /priorities/{round}/poster.pdf": "officer board",
    "GET /priorities/{round}/leaflet.pdf": "officer board",
    **{
        f"POST /priorities/{{round}}/{act}": "officer board"
        for act in ("propose", "withdraw", "pick", "rate")
    },
    "GET /actions": "officer agency board",
    "GET /actions/{action}": "officer agency board",
    "GET /actions/hotspots": "officer board",
    "GET /actions/hotspots.xlsx": "officer board",
    "POST /actions/{action}/progress": "officer agency",
}
"""Pages that are not for officers alone. The others are for officers."""


OFFICERS_OWN = (
    "/waves/",
    "/updates",
    "/actions/",
    "/meetings/",
    "/events",
    "/priorities/",
    "/plan",
)


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def allowed(route: Route) -> set[str]:
    said = EXPECTED.get(name_of(route))
    if said is None:
        assert route.path.startswith(OFFICERS_OWN)
        return {"officer"}
    return {*Role, "nobody"} if said == "everybody" else set(said.split())


async def visit(console: "Console", route: Route, code: str) -> "Page":
    path = route.path
    for place, filled in FILLED.items():
        path = path.replace(place, code if filled == "CODE" else filled)
    return await (console.get(path) if route.method == "GET" else console.post(path))


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("route", ROUTES, ids=name_of)
async def test_a_page_lets_in_exactly_whom_it_is_for(
    console: "Console", route: Route, role: Role | None
) -> None:
    wave = await console.wave(WaveState.OPEN)
    if role:
        await console.work_as(role)
    answer = await visit(console, route, wave.code)
    if (role or "nobody") in allowed(route):
        assert "This page is not yours" not in answer.text
        assert answer.headers.get("Location") != "/console/login" or route.path == "/logout"
    elif role:
        assert answer.status == 403
        assert "This page is not yours" in answer.text
    else:
        assert answer.status == (303 if route.method == "GET" else 403)


def test_a_route_that_names_no_role_lets_in_nobody() -> None:
    assert Route("GET", "/forgotten", ROUTES[0].page).roles == ()


async def test_nothing_of_a_wave_shows_to_who_is_not_let_in(console: "Console") -> None:
    wave = await console.closed(12, held=("My name is Callum.",), name="Secret name")
    await console.work_as(Role.ADMIN, Role.LEAD)
    for page in ("", "/results", "/review", "/comments", "/results/csv"):
        answer = await console.get(f"/waves/{wave.code}{page}")
        assert answer.status == 403
        assert "Secret name" not in answer.text


async def test_every_page_of_the_console_says_not_to_keep_it(console: "Console") -> None:
    await console.work_as(*Role)
    wave = await console.closed(12)
    for path in ("/login", "/", f"/waves/{wave.code}", f"/waves/{wave.code}/results/json"):
        answer = await console.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


async def test_what_is_not_there_gets_a_page_of_our_own(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    answer = await console.get("/no/such/page")
    assert answer.status == 404
    assert "There is nothing at this address" in answer.text


async def test_an_unknown_wave_is_said_so(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    answer = await console.get("/waves/nonsense")
    assert answer.status == 404
    assert "There is no wave with that code" in answer.text


@pytest.mark.parametrize("name", ["console.css", "review.js", "once.js"])
async def test_our_own_files_are_there_for_the_login_page(console: "Console", name: str) -> None:
    assert (await console.get(f"/static/{name}")).status == 200


@pytest.mark.parametrize("name", ["nothing.css", "..%2Froutes.py", "%2e%2e/guard.py"])
async def test_no_other_file_is_served(console: "Console", name: str) -> None:
    assert (await console.get(f"/static/{name}")).status in {303, 404}
