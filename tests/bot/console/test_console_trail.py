"""What the audit trail says of the things in it: no more than its reader may open."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from surveys.definitions import reading
from surveys.office.actions import Action
from surveys.office.meetings import Meeting
from surveys.office.papers import Paper
from surveys.officers.accounts import Role
from surveys.officers.audit import Act
from surveys.telling.updates import Words

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console

DAY = date(2026, 5, 4)
OFFICERS = {"Lamps at Mill Path", "Board of May", "Pulse paper", "Frontline day", "4 May 2026"}


async def furnish(console: "Console") -> None:
    """One of each, with its line in the trail."""
    wave, parts = await console.closed(name="Spring <2026>"), console.parts
    office, record = parts.office, parts.officers.audit.record
    action = await office.actions.raise_(Action("Lamps at Mill Path", DAY), "Olu")
    meeting = await office.meetings.plan(Meeting("Board of May", DAY), "Olu")
    paper = await office.papers.write(meeting, Paper("Pulse paper", wave.code, ""), "Olu")
    event = await office.events.plan("Frontline day", DAY, ["Hall"], "Olu")
    update = await parts.telling.updates.write(
        reading.load("safety-pulse"), {"en": Words("a", "b", "c")}, DAY, by="Olu"
    )
    for act, subject in (
        (Act.DOWNLOADED, f"{wave.code}+nowhere, pdf"),
        (Act.ACTION_CHANGED, action.id),
        (Act.CHASE_STARTED, f"{meeting.id}-first"),
        (Act.DOWNLOADED, f"{paper.id}, docx"),
        (Act.EVENT_MOVED, event.id),
        (Act.UPDATE_PUBLISHED, f"{update.id}, alone"),
    ):
        await record("Olu", act, subject)


@pytest.mark.parametrize(
    ("roles", "reads"),
    [
        ((Role.OFFICER,), OFFICERS),
        ((Role.BOARD,), {"Lamps at Mill Path", "Board of May"}),
        ((Role.LEAD,), set()),
        ((Role.AGENCY,), set()),
        ((), set()),
    ],
)
async def test_an_id_is_named_to_who_may_open_what_it_stands_for(
    console: "Console", roles: tuple[Role, ...], reads: set[str]
) -> None:
    await furnish(console)
    await console.work_as(Role.ADMIN, *roles)
    words = (await console.get("/trail")).words
    assert {title for title in OFFICERS if title in words} == reads
    assert "A0001" in words
    assert "Spring <2026>" in words


async def test_a_subject_that_is_no_id_stands_as_it_is(console: "Console") -> None:
    await console.work_as(Role.ADMIN, Role.OFFICER)
    await console.parts.officers.audit.record("Olu", Act.DOWNLOADED, "action log")
    await console.parts.officers.audit.record("Olu", Act.LOGGED_OUT)
    words = (await console.get("/trail")).words
    assert "downloaded results action log" in words
    assert "logged out –" in words
