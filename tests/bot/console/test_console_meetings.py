"""Meetings, and the chase: every lead gets their own outstanding actions, once."""

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from email.message import Message
from typing import TYPE_CHECKING

import openpyxl
import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.parts import Parts
from bot.settings import Alerts, Secret
from bot.web.factory import make_app
from surveys.office.actions import Action, Status
from surveys.office.chase import Fate, Stage
from surveys.officers.accounts import Officer, Role
from tests.bot.alerts.conftest import Mailbox, mail_server
from tests.bot.console.conftest import PASSWORD, Console, Time

if TYPE_CHECKING:
    from surveys.office.meetings import KeptMeeting

DAY = date(2026, 3, 31)


@pytest.fixture
async def box() -> AsyncIterator[Mailbox]:
    async with mail_server() as box:
        yield box


@pytest.fixture
async def office(parts: Parts, time: Time, box: Mailbox) -> AsyncIterator[Console]:
    """The console with a mail server behind it, an officer logged in, three leads hired."""
    alerts = Alerts(Secret(f"smtp://127.0.0.1:{box.port}"), "board@example.org")
    wired = replace(parts, settings=replace(parts.settings, alerts=alerts))
    async with TestClient(TestServer(make_app(wired))) as client:
        console = Console(client, wired, time)
        await console.work_as(Role.OFFICER)
        for name, mail in (("Ada", "ada@example.org"), ("Ben", "ben@example.org"), ("Cy", "")):
            wanted = Officer(name, frozenset({Role.AGENCY}), agency="Highways", mail=mail)
            await wired.officers.open(wanted, PASSWORD)
        yield console


async def filled(console: Console) -> "KeptMeeting":
    """Ada leads two outstanding actions and a done one, Ben one, Cy one, nobody one."""
    for number, lead in enumerate(("Ada", "Ada", "Ada", "Ben", "Cy", "")):
        done = {"status": Status.DONE, "outcome": "Lit."} if number == 2 else {}
        action = Action(f"Thing {number}", date(2026, 3, 1), lead=lead, due=date(2026, 3, 1))
        await console.parts.office.actions.raise_(replace(action, **done), "Olu")  # type: ignore[arg-type]
    fields = {"name": "The board", "day": str(DAY)}
    answer = await console.post("/meetings/new", fields)
    return await console.parts.office.meetings.one(answer.headers["Location"].split("/")[-1])


async def settled(console: Console, meeting: str, stage: Stage = Stage.FIRST) -> None:
    for _ in range(3000):
        kept = await console.parts.office.chase.find(meeting, stage)
        if kept and not kept.thing.count(Fate.WAITING, Fate.UNSURE):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the letters did not go out")


def text(letter: Message) -> str:
    part = next(each for each in letter.walk() if each.get_content_type() == "text/plain")
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


def rows(letter: Message) -> list[str]:
    part = next(each for each in letter.walk() if each.get_filename())
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    sheet = openpyxl.load_workbook(io.BytesIO(payload))["Actions"]
    return [str(row[0].value) for row in sheet.iter_rows(min_row=2)]


async def test_days_are_counted_back_from_the_meeting(office: Console) -> None:
    meeting = await filled(office)
    words = (await office.get(f"/meetings/{meeting.id}")).words
    for day in ("3 March 2026", "17 March 2026", "24 March 2026", "31 March 2026"):
        assert day in words
    assert "The board" in (await office.get("/meetings")).words


async def test_letters_are_looked_at_before_they_go(office: Console, box: Mailbox) -> None:
    meeting = await filled(office)
    page = await office.get(f"/meetings/{meeting.id}/chase/first")
    assert "Nothing has been sent yet" in page.words
    assert "Send 2 letters" in page.words
    assert "Thing 0" in page.words
    assert "Thing 2" not in page.words
    assert "Cy: no account with an e-mail address" in page.words
    assert "[here the letter has a link of their own]" in page.words
    assert "no lead" in page.words
    assert box.letters == []


async def test_each_lead_gets_the_own_outstanding_actions_once(
    office: Console, box: Mailbox
) -> None:
    meeting = await filled(office)
    path = f"/meetings/{meeting.id}/chase/first"
    await asyncio.gather(*(office.post(path) for _ in range(5)))
    await settled(office, meeting.id)
    await office.post(path)
    await office.post(path)
    assert sorted(box.to) == ["ada@example.org", "ben@example.org"]
    ada, ben = sorted(box.letters, key=lambda each: str(each["To"]))
    assert rows(ada) == ["A0001", "A0002"]
    assert rows(ben) == ["A0004"]
    assert "You lead 2 actions" in text(ada)
    assert "Thing 3" not in text(ada)
    assert "2 of 2 letters sent" in (await office.get(path)).words


async def test_what_did_not_go_out_is_said_and_goes_when_asked(
    office: Console, box: Mailbox
) -> None:
    meeting = await filled(office)
    path = f"/meetings/{meeting.id}/chase/first"
    box.refuse = "451 later"
    await office.post(path)
    await settled(office, meeting.id)
    page = await office.get(path)
    assert "2 letters did not go out" in page.words
    await office.post(path)  # pressing Send again is no answer to a failure
    box.refuse = ""
    assert box.letters == []
    await office.post(f"{path}/again")
    await settled(office, meeting.id)
    assert sorted(box.to) == ["ada@example.org", "ben@example.org"]


async def test_a_letter_that_was_cut_off_is_not_sent_again_by_itself(
    office: Console, box: Mailbox
) -> None:
    meeting = await filled(office)
    chase = office.parts.office.chase
    await office.post(f"/meetings/{meeting.id}/chase/first")
    await settled(office, meeting.id)
    kept = await chase.find(meeting.id, Stage.FIRST)
    assert kept
    await chase.take(kept, "Ada", "Olu")  # as a process leaves it that died while sending
    path = f"/meetings/{meeting.id}/chase/first"
    assert "Cut off, may have gone" in (await office.get(path)).words
    await office.post(path)
    assert len(box.letters) == 2


async def test_the_reminder_goes_to_those_who_have_not_said(
    office: Console, box: Mailbox, time: Time
) -> None:
    meeting = await filled(office)
    await office.post(f"/meetings/{meeting.id}/chase/first")
    await settled(office, meeting.id)
    time.on(minutes=5)
    for number in ("A0001", "A0002"):
        action = await office.parts.office.actions.one(number)
        said = replace(action.thing, note="Under way.")
        await office.parts.office.actions.change(action, said, "Ada")
    box.letters.clear()
    box.to.clear()
    await office.post(f"/meetings/{meeting.id}/chase/reminder")
    await settled(office, meeting.id, Stage.REMINDER)
    assert box.to == ["ben@example.org"]
    assert text(box.letters[0]).startswith("This is a reminder.")


async def test_without_a_mail_server_the_sheets_can_be_sent_by_hand(console: Console) -> None:
    await console.work_as(Role.OFFICER)
    wanted = Officer("Ada", frozenset({Role.AGENCY}), agency="Highways", mail="ada@example.org")
    await console.parts.officers.open(wanted, PASSWORD)
    meeting = await filled(console)
    page = await console.get(f"/meetings/{meeting.id}/chase/first")
    assert "No mail server is set" in page.words
    sheet = await console.get(f"/meetings/{meeting.id}/chase/first/sheet/0")
    book = openpyxl.load_workbook(io.BytesIO(sheet.body))
    assert book["Actions"]["A2"].value == "A0001"
    for nothing in ("first/sheet/9", "first/sheet/x", "first/sheet/²", "third", "third/sheet/0"):
        assert (await console.get(f"/meetings/{meeting.id}/chase/{nothing}")).status == 404


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "", "day": "2026-03-31"}, "Enter a name"),
        ({"name": "x" * 121, "day": "2026-03-31"}, "Enter a name"),
        ({"name": "The board", "day": "soon"}, "Enter the day"),
    ],
)
async def test_a_meeting_that_lacks_something_is_not_planned(
    console: Console, fields: dict[str, str], said: str
) -> None:
    await console.work_as(Role.OFFICER)
    answer = await console.post("/meetings/new", fields)
    assert answer.status == 422
    assert said in answer.text
    assert await console.parts.office.meetings.all() == ()


async def test_a_meeting_can_be_moved_and_called_off(office: Console) -> None:
    meeting = await filled(office)
    fields = {"name": "The board", "day": str(DAY + timedelta(days=7)), "off": "yes"}
    await office.post(f"/meetings/{meeting.id}/change", fields)
    words = (await office.get(f"/meetings/{meeting.id}")).words
    assert "7 April 2026" in words
    assert "Off" in words


async def test_the_calendar_and_the_first_page_show_what_is_due(office: Console) -> None:
    await filled(office)  # the leads are asked four weeks before, on 3 March
    page = await office.get("/plan")
    assert "March 2026" in page.words
    assert "3 March 2026 The board Ask the leads" in page.words
    assert "Overdue" in page.words
    home = await office.get("/")
    assert "This week" in home.words
    assert "3 March 2026 The board Ask the leads" in home.words
