"""The action log in the console: raised, updated, seen by whom it concerns, never overwritten."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from surveys.office.actions import Action, KeptAction, Source, Status
from surveys.office.meetings import Meeting
from surveys.officers.accounts import Role
from surveys.themes.codebook import Codebook, Theme
from surveys.themes.records import Edition, TagState, ThemeTag

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console

LAMPS = Action(
    "Light Mill Path",
    raised=date(2026, 3, 2),
    theme="Lighting",
    lead="Ada Cole",
    agency="Highways",
    due=date(2026, 6, 1),
    measure="Fewer people avoid the path after dark",
)
TYPED = {
    "title": "Light Mill Path",
    "theme": "Lighting",
    "lead": "Ada Cole",
    "agency": "Highways",
    "due": "2026-06-01",
    "measure": "Fewer people avoid the path after dark",
}


async def kept(console: "Console", **changes: object) -> KeptAction:
    action = replace(LAMPS, **changes)  # type: ignore[arg-type]
    return await console.parts.office.actions.raise_(action, "Olu")


async def test_an_action_is_raised_shown_and_in_the_trail(console: "Console") -> None:
    await console.work_as(Role.OFFICER, Role.ADMIN)
    answer = await console.post("/actions/new", TYPED)
    assert answer.headers["Location"] == "/console/actions/A0001"
    page = await console.get("/actions/A0001")
    for words in (*TYPED.values(), "Nobody"):
        assert (words in page.words) == (words not in {"Nobody", "2026-06-01"})
    assert "1 June 2026" in page.words
    assert "raised an action" in (await console.get("/trail")).words
    assert "Light Mill Path" in (await console.get("/actions")).words


async def test_the_form_is_filled_from_what_it_comes_from(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    page = await console.get("/actions/new?theme=Lighting&source=theme&origin=spring-1")
    assert 'value="Lighting"' in page.text
    assert 'name="origin" value="spring-1"' in page.text
    await console.post("/actions/new", {**TYPED, "source": "theme", "origin": "spring-1"})
    assert "From a theme" in (await console.get("/actions/A0001")).words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "Say what will be done"),
        ({"title": "x" * 201}, "Keep it under 200 characters"),
        ({"due": "next week"}, "Enter the day, such as 3 March 2026"),
        ({"measure": "x" * 2001}, "Keep it under 2,000 characters"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    console: "Console", typed: dict[str, str], said: str
) -> None:
    await console.work_as(Role.OFFICER)
    answer = await console.post("/actions/new", {**TYPED, **typed})
    assert answer.status == 422
    assert said in answer.text
    assert 'value="Ada Cole"' in answer.text
    assert await console.parts.office.actions.all() == ()


async def test_progress_is_kept_with_its_note(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    await kept(console)
    fields = {"version": "1", "status": "under_way", "note": "Eight lamps ordered."}
    assert (await console.post("/actions/A0001/progress", fields)).status == 303
    page = await console.get("/actions/A0001")
    assert "Not started → Under way" in page.words
    assert "Eight lamps ordered." in page.words


async def test_closing_asks_what_became_of_it(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    await kept(console)
    answer = await console.post("/actions/A0001/progress", {"version": "1", "status": "done"})
    assert answer.status == 422
    assert "Say what became of it" in answer.text
    fields = {"version": "1", "status": "done", "outcome": "The path is lit."}
    assert (await console.post("/actions/A0001/progress", fields)).status == 303
    assert (await console.parts.office.actions.one("A0001")).thing.status is Status.DONE


async def test_saving_nothing_is_said(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    await kept(console)
    answer = await console.post(
        "/actions/A0001/progress", {"version": "1", "status": "not_started"}
    )
    assert answer.status == 422
    assert "Write what happened" in answer.text


@pytest.mark.parametrize("road", ["progress", "change"])
async def test_who_looked_at_an_older_state_is_told(console: "Console", road: str) -> None:
    await console.work_as(Role.OFFICER)
    action = await kept(console)
    await console.parts.office.actions.change(action, replace(LAMPS, lead="Ben"), "Olu")
    fields = {**TYPED, "version": "1", "status": "under_way", "note": "Mine."}
    answer = await console.post(f"/actions/A0001/{road}", fields)
    assert answer.status == 422
    assert "Somebody else changed this meanwhile" in answer.text
    assert (await console.parts.office.actions.one("A0001")).thing.lead == "Ben"


async def test_an_action_is_changed_with_its_reason(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    await kept(console)
    fields = {**TYPED, "version": "1", "lead": "Ben Hill", "note": "Ada has left."}
    assert (await console.post("/actions/A0001/change", fields)).status == 303
    page = await console.get("/actions/A0001")
    assert "Lead : Ada Cole → Ben Hill" in page.words
    assert "Ada has left." in page.words


async def test_a_lead_officer_knows_only_the_actions_of_the_own_agency(console: "Console") -> None:
    await console.work_as(Role.AGENCY)
    await kept(console)
    await kept(console, agency="Youth Service", title="Open the youth club longer")
    shown = await console.get("/actions")
    assert "Light Mill Path" in shown.words
    assert "youth club" not in shown.words
    for road in ("", "/progress"):
        ask = console.post if road else console.get
        answer = await ask(f"/actions/A0002{road}")
        assert answer.status == 404
        assert "youth club" not in answer.text
    unknown = await console.get("/actions/A0777")
    assert unknown.status == 404
    assert (await console.get("/actions/A0001/change")).status == 403
    fields = {"version": "1", "status": "under_way", "note": "On it."}
    assert (await console.post("/actions/A0001/progress", fields)).status == 303


async def test_a_board_member_reads_everything_and_changes_nothing(console: "Console") -> None:
    await console.work_as(Role.BOARD)
    await kept(console)
    page = await console.get("/actions/A0001")
    assert "Light Mill Path" in page.words
    assert "<form" not in page.text.partition("<main")[2]
    assert (await console.post("/actions/A0001/progress", {"version": "1"})).status == 403


async def test_the_log_is_seen_from_each_side(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    first = await kept(console, due=date(2026, 2, 1))
    late = await console.get("/actions?show=overdue")
    assert "Light Mill Path" in late.words
    assert "Overdue" in late.words
    done = replace(LAMPS, status=Status.DONE, outcome="Lit.")
    await console.parts.office.actions.change(first, done, "Olu")
    await kept(console, title="Light Mill Path again", raised=date(2026, 9, 1), agency="")
    for view, words in (
        ("closed", "Light Mill Path"),
        ("again", "Lighting"),
        ("agency", "No agency yet"),
        ("lead", "Ada Cole"),
        ("theme", "Lighting"),
        ("outstanding", "asked before in March 2026"),
    ):
        assert words in (await console.get(f"/actions?show={view}")).words
    assert "No action is overdue" in (await console.get("/actions?show=overdue")).words


async def test_what_was_typed_is_shown_as_words(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    await kept(console, title="<script>alert(1)</script>", theme="<b>")
    for path in ("/actions", "/actions/A0001", "/actions/A0001/change", "/actions?show=theme"):
        assert "<script>alert" not in (await console.get(path)).text


async def test_themes_without_an_action_are_listed_as_such(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    wave = await console.closed(20)
    texts = await console.parts.store.texts(wave.id)
    day = console.time.now.date()
    themes = (Theme("staff", "Kind staff"), Theme("light", "Lighting"), Theme("bus", "Buses"))
    book = Edition(wave.survey.key, Codebook("own", "Own", themes), "Robin", "", day)
    shelf = console.parts.themes._shelf  # noqa: SLF001
    await shelf.add_edition(book)
    sure, unsure = TagState.CONFIRMED, TagState.PROPOSED
    states = {"staff": sure, "light": sure, "bus": unsure}
    tags = [ThemeTag(texts[0].id, key, state, 0.9, 1, "Robin") for key, state in states.items()]
    await shelf.decide_tags(wave.id, tags, day)
    await kept(console)  # about Lighting
    page = await console.get("/actions?show=none")
    assert "Kind staff" in page.words
    assert "Lighting" not in page.words
    assert "Buses" not in page.words
    assert f"origin={wave.code}" in page.text


async def test_themes_of_a_wave_are_not_for_board_members(console: "Console") -> None:
    await console.work_as(Role.BOARD)
    assert "Nothing here" in (await console.get("/actions?show=none")).words


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1 June 2026", date(2026, 6, 1)),
        ("1/6/26", date(2026, 6, 1)),
        ("2026-06-01", date(2026, 6, 1)),
        ("1 June", date(2026, 6, 1)),
        ("", None),
    ],
)
async def test_a_day_is_typed_as_people_say_it(
    console: "Console", typed: str, day: date | None
) -> None:
    await console.work_as(Role.OFFICER)
    await console.post("/actions/new", {**TYPED, "due": typed})
    assert (await console.parts.office.actions.one("A0001")).thing.due == day
    page = await console.get("/actions/A0001/change")
    assert 'type="date"' not in page.text
    assert (f'value="{"1 June 2026" if day else ""}"') in page.text


async def test_what_was_typed_wrongly_stays_to_be_mended(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    answer = await console.post("/actions/new", {**TYPED, "due": "31 June"})
    assert answer.status == 422
    assert 'value="31 June"' in answer.text


async def test_an_action_says_by_name_what_it_comes_from(console: "Console") -> None:
    wave = await console.closed(12, name="Summer 2026")
    office = console.parts.office
    meeting = await office.meetings.plan(Meeting("The board", date(2026, 3, 30)), "Olu")
    event = await office.events.plan("Frontline", date(2026, 3, 30), ["One"], "Olu")
    round_ = await office.priorities.start("Plan 2027", 2027, "Olu")
    came = (
        (Source.THEME, wave.code, "How was it? Summer 2026", f"/waves/{wave.code}"),
        (Source.MEETING, meeting.id, "The board", f"/meetings/{meeting.id}"),
        (Source.NOTE, f"{event.id}/n1", "Frontline", f"/events/{event.id}"),
        (Source.PRIORITY, f"{round_.id}/p1", "Plan 2027", f"/priorities/{round_.id}"),
    )
    await console.work_as(Role.OFFICER)
    for source, origin, name, path in came:
        action = await kept(console, source=source, origin=origin)
        page = await console.get(f"/actions/{action.id}")
        assert f"2 March 2026 from {name}" in page.words
        assert f'href="/console{path}"' in page.text
        assert f"from {origin}" not in page.words


async def test_what_is_no_longer_known_is_not_named(console: "Console") -> None:
    await console.work_as(Role.OFFICER)
    for source in Source:
        action = await kept(console, source=source, origin="nowhere/1")
        assert "nowhere" not in (await console.get(f"/actions/{action.id}")).words


async def test_a_lead_officer_reads_the_name_and_gets_no_link(console: "Console") -> None:
    wave = await console.closed(12, name="Summer 2026")
    action = await kept(console, source=Source.THEME, origin=wave.code)
    await console.work_as(Role.AGENCY)
    page = await console.get(f"/actions/{action.id}")
    assert "from How was it? Summer 2026" in page.words
    assert f"/waves/{wave.code}" not in page.text
