"""The leads' list: who is called when, what has just been done, and what was never read."""

from typing import TYPE_CHECKING

import pytest

from surveys.officers.accounts import Role
from surveys.urgent.contact import Request
from tests.bot.console.conftest import PASSPHRASE, PASSWORD
from tests.bot.console.test_console_cases import OTHER, WORDS, reading

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console

CALLED = {"DEPUTY_MAIL": "deputy@example.org", "ALERT_MAIL": "duty@example.org"}
CALLED |= {"SMTP_URL": "smtp://localhost", "MAIL_FROM": "no-reply@example.org"}
called = pytest.mark.parametrize("settings", [CALLED], indirect=True)


# ---------------------------------------------------------------- until somebody is on it
@called
async def test_a_lead_sees_in_how_many_minutes_the_next_is_called(console: "Console") -> None:
    await console.work_as(Role.LEAD)
    await console.urgent(WORDS)
    await console.parts.telling.alerts.due({}, console.time.now)
    page = (await console.get("/urgent")).words
    assert "The deputy is called in about 19 minutes" in page, "rounded up to five"
    assert "There is no address of the out-of-hours contact" in page
    console.time.on(minutes=18)
    assert "The deputy is called in a minute" in (await console.get("/urgent")).words
    console.time.on(minutes=2)
    assert "The deputy is being called" in (await console.get("/urgent")).words
    await console.post("/urgent/take")
    assert "deputy" not in (await console.get("/urgent")).words


@called
async def test_for_a_request_to_be_contacted_nobody_more_is_called(console: "Console") -> None:
    await console.work_as(Role.LEAD)
    await console.parts.contact.ask(Request("text 07700 900123"))
    page = (await console.get("/urgent")).words
    assert "I am on it" in page
    assert "deputy" not in page


# ---------------------------------------------------------------- what was done
@called
async def test_after_handing_over_it_is_said_and_who_is_told(console: "Console") -> None:
    item = await reading(console)
    answer = await console.post(f"/urgent/{item}/hand-over", to="Bo")
    page = (await console.get(answer.headers["Location"].removeprefix("/console"))).words
    assert "It is handed to Bo" in page
    assert "goes to the leads on duty now" in page


async def test_where_nobody_is_told_it_says_to_ring(console: "Console") -> None:
    item = await reading(console)
    answer = await console.post(f"/urgent/{item}/hand-over", to="Bo")
    page = (await console.get(answer.headers["Location"].removeprefix("/console"))).words
    assert "No message goes out" in page
    assert "Ring Bo" in page


async def test_after_an_outcome_or_a_conflict_it_is_said(console: "Console") -> None:
    item = await reading(console)
    answer = await console.post(f"/urgent/{item}/outcome", result="police", note="")
    page = (await console.get(answer.headers["Location"].removeprefix("/console"))).words
    assert "It is recorded" in page
    sent = {"named": "Ana", "instead": "Bo"}
    answer = await console.post(f"/urgent/{item}/keep-from", sent)
    page = (await console.get(answer.headers["Location"].removeprefix("/console"))).words
    assert "It is done" in page
    assert "Spring" not in page


@pytest.mark.parametrize(
    ("way", "sent", "said"),
    [
        ("passphrase", {"old": PASSPHRASE}, "Your passphrase is changed"),
        ("new", {"passphrase": PASSPHRASE}, "You have a new key. It opens all"),
        ("lost", {"understood": "yes", "password": PASSWORD}, "Ring another lead about what"),
    ],
)
async def test_after_a_change_of_the_key_it_is_said(
    console: "Console", way: str, sent: dict[str, str], said: str
) -> None:
    await console.work_as(Role.LEAD)
    answer = await console.post(f"/keys/{way}", {"passphrase": OTHER, "again": OTHER, **sent})
    assert answer.status == 303
    page = await console.get(answer.headers["Location"].removeprefix("/console"))
    assert said in page.words


# ---------------------------------------------------------------- never read by this lead
async def test_what_was_handed_over_and_never_read_is_to_be_read_not_read_again(
    console: "Console",
) -> None:
    item = await reading(console)
    assert "Read again" in (await console.get("/urgent")).words
    await console.post(f"/urgent/{item}/hand-over", to="Bo")
    await console.hire_only("Bo", Role.LEAD)
    await console.log_in("Bo")
    home = (await console.get("/")).words
    assert "1 urgent text was handed to you: say that you are on it, and read" in home
    assert "was read: say what came of it" not in home
    for _ in range(2):
        page = (await console.get("/urgent")).words
        assert "Read the text" in page
        assert "Read again" not in page
        await console.post("/urgent/take")


async def test_the_list_and_the_first_page_say_who_has_yet_to_open_what_was_handed_over(
    console: "Console",
) -> None:
    item = await reading(console)
    await console.post(f"/urgent/{item}/hand-over", to="Bo")
    await console.parts.casework.take_all("Bo")
    assert "Bo has not opened it yet" in (await console.get("/urgent")).words
    await console.hire_only("Bo", Role.LEAD)
    await console.log_in("Bo")
    home = (await console.get("/")).words
    assert "1 urgent text you are on and have not opened" in home
    assert "was read: say what came of it" not in home
    assert "You have not opened it yet" in (await console.get("/urgent")).words


async def test_another_lead_who_reads_it_again_does_not_begin_the_telling_anew(
    console: "Console",
) -> None:
    item = await reading(console)
    await console.post(f"/urgent/{item}/hand-over", to="Bo")
    alerts = console.parts.telling.alerts
    (due,) = await alerts.due({"mail:duty": "lead"}, console.time.now)
    await alerts.told(due)
    await console.post(f"/urgent/{item}")
    assert await alerts.due({"mail:duty": "lead"}, console.time.now) == ()
