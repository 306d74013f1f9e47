"""Personal links: they open a lead's own asked actions, and nothing else, until their day."""

import asyncio
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from surveys.office.actions import Action, Status
from surveys.office.chase import Stage
from surveys.officers.accounts import Officer, Role
from tests.bot.alerts.conftest import Mailbox
from tests.bot.console.conftest import Console, Time
from tests.bot.console.test_console_meetings import box, filled, office, settled, text

if TYPE_CHECKING:
    from surveys.office.meetings import KeptMeeting

__all__ = ["box", "office"]


async def links(console: Console, box: Mailbox) -> dict[str, str]:
    """Sent for the first meeting; by address, the path that the letter names."""
    meeting = await filled(console)
    await console.post(f"/meetings/{meeting.id}/chase/first")
    await settled(console, meeting.id)
    return _links(box)


def _links(box: Mailbox) -> dict[str, str]:
    found = {}
    for each in box.letters:
        match = re.search(r"/console(/mine/\S+)", text(each))
        assert text(each).index("/mine/") < text(each).index("Due: "), "before a long list"
        if match:
            found[str(each["To"])] = match[1]
    return found


def said(number: str, version: str, **typed: str) -> dict[str, str]:
    return {
        "action": number,
        "version": version,
        **{f"{name}-{number}": value for name, value in typed.items()},
    }


async def log_out(console: Console) -> None:
    await console.post("/logout")


async def test_a_link_opens_the_own_actions_without_a_login(office: Console, box: Mailbox) -> None:
    path = (await links(office, box))["ada@example.org"]
    await log_out(office)
    page = await office.get(path)
    assert page.status == 200
    assert "Thing 0" in page.words
    assert "Thing 1" in page.words
    for other in ("Thing 2", "Thing 3", "Thing 4", "Thing 5"):
        assert other not in page.words
    assert "no-store" in page.headers["Cache-Control"]


async def test_what_is_said_there_is_in_the_history_and_the_trail(
    office: Console, box: Mailbox
) -> None:
    path = (await links(office, box))["ada@example.org"]
    await log_out(office)
    answer = await office.post(path, said("A0001", "1", status="under_way", note="Ordered."))
    assert answer.status == 303
    assert "“Thing 0” is saved" in (await office.get(f"{path}?said=A0001")).words
    log = office.parts.office.actions
    newest = await log.one("A0001")
    assert (newest.by, newest.thing.status, newest.thing.note) == (
        "Ada",
        Status.UNDER_WAY,
        "Ordered.",
    )
    trail = await office.parts.officers.audit.page()
    assert any("by personal link" in each.act for each in trail)


@pytest.mark.parametrize("number", ["A0003", "A0004", "A0005", "A0006", "A9999", ""])
async def test_no_other_action_can_be_changed(office: Console, box: Mailbox, number: str) -> None:
    path = (await links(office, box))["ada@example.org"]
    await log_out(office)
    before = await office.parts.office.actions.all()
    answer = await office.post(path, said(number, "1", status="under_way", note="Mine!"))
    assert answer.status == 404
    assert await office.parts.office.actions.all() == before


async def test_an_action_that_went_to_another_lead_or_agency_is_shut(
    office: Console, box: Mailbox
) -> None:
    path = (await links(office, box))["ada@example.org"]
    log = office.parts.office.actions
    for number, change in (("A0001", {"lead": "Ben"}), ("A0002", {"agency": "Education"})):
        action = await log.one(number)
        await log.change(action, replace(action.thing, **change), "Olu")  # type: ignore[arg-type]
        answer = await office.post(path, said(number, "2", note="Mine!"))
        assert answer.status == 404
    assert "Nothing is left here" in (await office.get(path)).words


async def test_looking_changes_nothing(office: Console, box: Mailbox) -> None:
    path = (await links(office, box))["ada@example.org"]
    before = await office.parts.office.actions.all()
    await office.get(f"{path}?action=A0001&status-A0001=done&outcome-A0001=x&version=1")
    assert await office.parts.office.actions.all() == before


@pytest.mark.parametrize("token", ["nonsense", "x" * 5000, "%00", "..%2F..%2F"])
async def test_a_made_up_link_opens_nothing(office: Console, box: Mailbox, token: str) -> None:
    await links(office, box)
    await log_out(office)
    page = await office.get(f"/mine/{token}")
    assert page.status in {303, 404}
    assert "Thing" not in page.text


async def test_a_link_ends_with_the_day_of_the_meeting(
    office: Console, box: Mailbox, time: Time
) -> None:
    path = (await links(office, box))["ada@example.org"]
    time.on(days=29)  # from 2 to 31 March, the day itself
    assert (await office.get(path)).status == 200
    time.on(days=1)
    page = await office.get(path)
    assert page.status == 404
    assert "This link does not work" in page.words


async def test_a_link_ends_with_the_account(office: Console, box: Mailbox) -> None:
    path = (await links(office, box))["ada@example.org"]
    await office.parts.officers.shut("Ada", "Olu")
    assert (await office.get(path)).status == 404


async def test_a_form_from_elsewhere_is_refused(office: Console, box: Mailbox) -> None:
    path = (await links(office, box))["ada@example.org"]
    before = await office.parts.office.actions.all()
    fields = said("A0001", "1", note="Not mine")
    answer = await office.send(path, fields, {"Origin": "https://evil.example"})
    assert answer.status == 403
    assert await office.parts.office.actions.all() == before


async def test_what_somebody_changed_meanwhile_is_not_overwritten(
    office: Console, box: Mailbox
) -> None:
    path = (await links(office, box))["ada@example.org"]
    action = await office.parts.office.actions.one("A0001")
    await office.parts.office.actions.change(action, replace(action.thing, note="New."), "Olu")
    answer = await office.post(path, said("A0001", "1", note="Old view."))
    assert answer.status == 422
    assert (await office.parts.office.actions.one("A0001")).thing.note == "New."


async def test_closing_needs_an_outcome(office: Console, box: Mailbox) -> None:
    path = (await links(office, box))["ada@example.org"]
    answer = await office.post(path, said("A0001", "1", status="done", note="Lit."))
    assert answer.status == 422
    assert 'href="#outcome-A0001"' in answer.text


async def test_only_the_hash_of_a_link_is_kept(office: Console, box: Mailbox) -> None:
    path = (await links(office, box))["ada@example.org"]
    token = path.rpartition("/")[2]
    kept = await office.parts.office.register.newest("pass")
    assert len(kept) == 2
    assert all(token not in f"{each.id} {each.body}" for each in kept)


async def test_a_lead_of_the_same_name_elsewhere_is_not_asked(office: Console) -> None:
    await filled(office)
    log = office.parts.office.actions
    await log.raise_(Action("Theirs", date(2026, 3, 1), lead="Ben", agency="Education"), "Olu")
    (meeting,) = await office.parts.office.meetings.all()
    page = await office.get(f"/meetings/{meeting.id}/chase/first")
    assert "Theirs" not in page.words
    assert "Ben: no account with an e-mail address at the action’s agency" in page.words


# ---------------------------------------------------------------- nobody can be written to
async def test_leads_without_an_address_are_not_told_to_be_done(office: Console) -> None:
    action = Action("Lamps", date(2026, 3, 1), lead="Cy")
    await office.parts.office.actions.raise_(action, "Olu")
    answer = await office.post("/meetings/new", {"name": "The board", "day": "2026-03-31"})
    meeting = answer.headers["Location"].split("/")[-1]
    for stage in Stage:
        page = await office.get(f"/meetings/{meeting}/chase/{stage}")
        assert "No letter can be written" in page.words
        assert "No action is outstanding" not in page.words
        assert "Everybody" not in page.words


# ---------------------------------------------------------------- the summary
@pytest.fixture
async def summed(office: Console, box: Mailbox) -> "KeptMeeting":
    """The officer has an address; the letters and a summary have gone."""
    officer = next(each for each in await office.parts.officers.all() if each.name == "Ana")
    wanted = Officer("Ana", officer.roles, mail="ana@example.org")
    await office.parts.officers.amend(wanted, "Olu")
    await office.log_in("Ana")
    meeting = await filled(office)
    await office.post(f"/meetings/{meeting.id}/chase/first")
    await settled(office, meeting.id)
    async with asyncio.timeout(60):
        while "ana@example.org" not in box.to:  # noqa: ASYNC110 - a letter box rings no bell
            await asyncio.sleep(0.02)
    return meeting


async def test_the_officer_gets_a_summary_and_the_same_one_once(
    office: Console, box: Mailbox, summed: "KeptMeeting", time: Time
) -> None:
    path = f"/meetings/{summed.id}/chase/summary"
    page = await office.get(path)
    assert "0 of 2 leads asked have said how far all their actions are." in page.words
    assert "gone to you already" in (await office.post(path)).words
    assert box.to.count("ana@example.org") == 1
    time.on(minutes=5)
    ben = await office.parts.office.actions.one("A0004")
    await office.parts.office.actions.change(ben, replace(ben.thing, note="Half done."), "Ben")
    page = await office.get(path)
    assert "1 of 2 leads" in page.words
    assert "on its way" in (await office.post(path)).words
    assert box.to.count("ana@example.org") == 2
    letter = [each for each in box.letters if each["To"] == "ana@example.org"][-1]
    assert "A0004  Thing 3: not started, Half done." in text(letter)
    assert "A0001  Thing 0: nothing said, overdue" in text(letter)
    assert "Cy" in text(letter)


async def test_a_summary_that_failed_goes_when_asked(
    office: Console, box: Mailbox, summed: "KeptMeeting", time: Time
) -> None:
    time.on(minutes=5)
    ben = await office.parts.office.actions.one("A0004")
    await office.parts.office.actions.change(ben, replace(ben.thing, note="Half done."), "Ben")
    box.refuse = "451 later"
    path = f"/meetings/{summed.id}/chase/summary"
    assert "did not take it" in (await office.post(path)).words
    box.refuse = ""
    assert "on its way" in (await office.post(path)).words


async def test_there_is_no_summary_before_anybody_was_asked(office: Console) -> None:
    meeting = await filled(office)
    assert (await office.get(f"/meetings/{meeting.id}/chase/summary")).status == 404


async def test_a_reader_sees_no_summary(office: Console, summed: "KeptMeeting") -> None:
    await office.hire("Bo", Role.BOARD)
    await log_out(office)
    await office.log_in("Bo")
    assert (await office.get(f"/meetings/{summed.id}/chase/summary")).status == 403
