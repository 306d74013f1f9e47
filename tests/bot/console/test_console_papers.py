"""Papers of a meeting, and what was decided there."""

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import docx
import pytest

from surveys.office.actions import Action, Status
from surveys.office.meetings import KeptMeeting, Meeting
from surveys.office.papers import KeptPaper, PaperState
from surveys.officers.accounts import Officer, Role
from tests.bot.console.conftest import PASSWORD

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console

TYPED = {
    "title": "Spring pulse",
    "purpose": "discussion",
    "recommendations": "Light the path\nAsk again in June",
    "implications": "The lamps cost money",
}


@pytest.fixture
async def meeting(console: "Console") -> KeptMeeting:
    await console.work_as(Role.OFFICER)
    planned = Meeting("The board", date(2026, 3, 31))
    return await console.parts.office.meetings.plan(planned, "Olu")


async def written(console: "Console", meeting: KeptMeeting, **typed: str) -> KeptPaper:
    wave = await console.closed(40)
    fields = {**TYPED, "wave": wave.code, **typed}
    answer = await console.post(f"/meetings/{meeting.id}/papers/new", fields)
    assert answer.status == 303
    paper = answer.headers["Location"].split("/")[-1]
    return await console.parts.office.papers.one(meeting, paper)


async def as_another(console: "Console", *roles: Role) -> None:
    wanted = Officer("Bea", frozenset(roles))
    _, enrolled = await console.parts.officers.open(wanted, PASSWORD)
    console.secrets["Bea"] = enrolled.secret
    await console.post("/logout")
    assert (await console.log_in("Bea")).status == 303


async def moved(console: "Console", meeting: KeptMeeting, paper: KeptPaper, to: str) -> str:
    now = await console.parts.office.papers.one(meeting, paper.id)
    fields = {"version": str(now.number), "to": to}
    return (await console.post(f"/meetings/{meeting.id}/papers/{paper.id}/move", fields)).words


async def test_a_paper_is_checked_by_a_second_officer_and_then_released(
    console: "Console", meeting: KeptMeeting
) -> None:
    paper = await written(console, meeting)
    assert "Somebody else has to check" in await moved(console, meeting, paper, "checked")
    assert "has not been checked" in await moved(console, meeting, paper, "released")
    await as_another(console, Role.OFFICER)
    await moved(console, meeting, paper, "checked")
    await moved(console, meeting, paper, "released")
    kept = (await console.parts.office.papers.one(meeting, paper.id)).thing
    assert (kept.state, kept.checker, kept.author) == (PaperState.RELEASED, "Bea", "Ana")
    assert kept.released == date(2026, 3, 2)
    page = await console.get(f"/meetings/{meeting.id}/papers/{paper.id}")
    assert "Released on 2 March 2026, checked by Bea" in page.words
    fields = {**TYPED, "version": "3", "wave": kept.wave}
    answer = await console.post(f"/meetings/{meeting.id}/papers/{paper.id}/change", fields)
    assert "stays as it is" in answer.words


async def test_who_wrote_a_paper_is_told_who_can_check_it(
    console: "Console", meeting: KeptMeeting
) -> None:
    paper = await written(console, meeting)
    path = f"/meetings/{meeting.id}/papers/{paper.id}"
    assert "there is no other officer. Ask an admin" in (await console.get(path)).words
    await console.hire("Bea", Role.OFFICER)
    assert "has to check it: Bea." in (await console.get(path)).words


async def test_what_is_changed_after_the_check_is_a_draft_again(
    console: "Console", meeting: KeptMeeting
) -> None:
    paper = await written(console, meeting)
    await as_another(console, Role.OFFICER)
    await moved(console, meeting, paper, "checked")
    fields = {**TYPED, "version": "2", "wave": paper.thing.wave, "title": "Spring, anew"}
    path = f"/meetings/{meeting.id}/papers/{paper.id}/change"
    assert (await console.post(path, fields)).status == 303
    kept = (await console.parts.office.papers.one(meeting, paper.id)).thing
    assert (kept.state, kept.checker, kept.author) == (PaperState.DRAFT, "", "Bea")
    assert "Somebody else changed this" in (await console.post(path, fields)).words


async def test_the_document_is_headed_for_its_meeting(
    console: "Console", meeting: KeptMeeting
) -> None:
    paper = await written(console, meeting)
    file = await console.get(f"/meetings/{meeting.id}/papers/{paper.id}/docx")
    assert file.status == 200
    read = docx.Document(io.BytesIO(file.body))
    cells = [c.text for t in read.tables for row in t.rows for c in row.cells]
    words = "\n".join([*(p.text for p in read.paragraphs), *cells])
    for said in ("The board", "31 March 2026", "Light the path", "Draft for checking"):
        assert said in words
    assert (await console.get(f"/meetings/{meeting.id}/papers/{paper.id}/exe")).status == 404


async def test_board_members_see_a_paper_once_it_is_released(
    console: "Console", meeting: KeptMeeting
) -> None:
    paper = await written(console, meeting)
    await as_another(console, Role.BOARD)
    path = f"/meetings/{meeting.id}/papers/{paper.id}"
    assert "Spring pulse" not in (await console.get(f"/meetings/{meeting.id}")).words
    assert (await console.get(path)).status == 404
    assert (await console.get(f"{path}/docx")).status == 404
    papers = console.parts.office.papers
    await papers.release(await papers.check(paper, "Bob"), "Bob")
    assert "Spring pulse" in (await console.get(f"/meetings/{meeting.id}")).words
    assert (await console.get(path)).status == 200


async def test_a_decision_becomes_an_action_and_shows_what_became_of_it(
    console: "Console", meeting: KeptMeeting
) -> None:
    fields = {"words": "Light the path", "lead": "Ada", "due": "2026-06-01", "theme": "Lighting"}
    answer = await console.post(f"/meetings/{meeting.id}/decisions", fields)
    assert answer.status == 303
    action = await console.parts.office.actions.one("A0001")
    assert (action.thing.lead, action.thing.origin) == ("Ada", meeting.id)
    page = await console.get(f"/meetings/{meeting.id}")
    assert "A0001 Not started" in page.words
    assert "From a meeting" in (await console.get("/actions/A0001")).words


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"words": "Light the path"}, "a named lead"),
        ({"lead": "Ada"}, "a named lead"),
        ({"words": "Light it", "lead": "Ada", "due": "soon"}, "Enter the day"),
    ],
)
async def test_a_decision_that_lacks_something_is_not_kept(
    console: "Console", meeting: KeptMeeting, fields: dict[str, str], said: str
) -> None:
    answer = await console.post(f"/meetings/{meeting.id}/decisions", fields)
    assert answer.status == 422
    assert said in answer.text
    assert await console.parts.office.actions.all() == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "A paper needs a title"),
        ({"wave": "none"}, "Choose the wave it reports"),
        ({"implications": "x" * 4001}, "A paper needs a title"),
    ],
)
async def test_a_paper_that_lacks_something_is_not_kept(
    console: "Console", meeting: KeptMeeting, typed: dict[str, str], said: str
) -> None:
    wave = await console.closed(40)
    fields = {**TYPED, "wave": wave.code, **typed}
    answer = await console.post(f"/meetings/{meeting.id}/papers/new", fields)
    assert answer.status == 422
    assert said in answer.text


async def test_a_quarter_later_the_paper_shows_what_became_of_the_decisions(
    console: "Console", meeting: KeptMeeting
) -> None:
    for words, lead in (("Light the path", "Ada"), ("Ask the schools", "Ben")):
        fields = {"words": words, "lead": lead, "due": "1 June 2026"}
        await console.post(f"/meetings/{meeting.id}/decisions", fields)
    log = console.parts.office.actions
    lit = await log.one("A0001")
    done = replace(lit.thing, status=Status.DONE, outcome="Eight lamps; fewer avoid it.")
    await log.change(lit, done, "Ada")
    console.time.on(days=100)
    await console.log_in("Ana")
    later = await console.parts.office.meetings.plan(
        Meeting("The board again", date(2026, 6, 30)), "Olu"
    )
    paper = await written(console, later)
    page = await console.get(f"/meetings/{later.id}/papers/{paper.id}/docx")
    made = docx.Document(io.BytesIO(page.body))
    assert "What became of the last decisions" in [p.text for p in made.paragraphs]
    rows = [[cell.text for cell in row.cells] for table in made.tables for row in table.rows]
    assert ["Light the path", "Ada", "Done", "Eight lamps; fewer avoid it."] in rows
    assert ["Ask the schools", "Ben", "Not started, overdue", "–"] in rows


async def test_the_paper_of_a_meeting_does_not_tell_its_own_decisions_as_past(
    console: "Console", meeting: KeptMeeting
) -> None:
    paper = await written(console, meeting)
    fields = {"words": "Light the path", "lead": "Ada"}
    await console.post(f"/meetings/{meeting.id}/decisions", fields)
    page = await console.get(f"/meetings/{meeting.id}/papers/{paper.id}/docx")
    made = docx.Document(io.BytesIO(page.body))
    assert "What became of the last decisions" not in [p.text for p in made.paragraphs]


async def test_a_released_paper_stays_as_it_was_released(
    console: "Console", meeting: KeptMeeting
) -> None:
    await console.parts.office.actions.raise_(Action("Light the path", date(2026, 3, 2)), "Olu")
    paper = await written(console, meeting)
    path = f"/meetings/{meeting.id}/papers/{paper.id}"
    await console.parts.office.papers.check(paper, "Bob")
    answer = await console.post(f"{path}/move", {"to": "released", "version": "2"})
    assert answer.status == 303
    first = {name: (await console.get(f"{path}/{name}")).body for name in ("docx", "pdf", "html")}
    assert b"Light the path" in first["html"]
    assert b"Released" in first["html"]
    lit = await console.parts.office.actions.one("A0001")
    gone = replace(lit.thing, status=Status.DONE, outcome="Lit.")
    await console.parts.office.actions.change(lit, gone, "Ada")
    console.time.on(days=1)
    await console.log_in("Ana")
    again = {name: (await console.get(f"{path}/{name}")).body for name in first}
    assert again == first


async def test_an_unchecked_paper_is_not_printed(console: "Console", meeting: KeptMeeting) -> None:
    paper = await written(console, meeting)
    path = f"/meetings/{meeting.id}/papers/{paper.id}"
    answer = await console.post(f"{path}/move", {"to": "released", "version": "1"})
    assert answer.status == 422
    assert await console.parts.office.papers.printed(paper, "docx") is None
