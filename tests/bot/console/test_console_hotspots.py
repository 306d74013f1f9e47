"""Hotspots in the console: from released results alone, for officers and the board."""

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from surveys.definitions.definition import Locality
from surveys.office.actions import Action
from surveys.officers.accounts import Role
from surveys.records import Wave, WaveState
from surveys.themes.codebook import Codebook, Theme
from surveys.themes.records import Edition, TagState, ThemeTag
from surveys.waves import closing

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console

STAFF = Theme("staff", "Kind staff")


@pytest.fixture
async def officer(console: "Console") -> "Console":
    await console.work_as(Role.OFFICER)
    return console


async def spread_out(console: "Console", name: str) -> Wave:
    """Forty people in each place; in the first all write of the staff, elsewhere some."""
    wave = await console.wave(WaveState.OPEN, name=name)
    question = wave.survey.question("locality")
    assert isinstance(question, Locality)
    places = [option.key for option in question.options]
    for number in range(40 * len(places)):
        place = places[number // 40]
        said = "Kind staff." if number % 40 < (30 if place == places[0] else 8) else "A nice room."
        await console.finish(wave, number, said, place=place)
    parts, day = console.parts, console.time.now.date()
    closed = await closing.close(parts.store, parts.keyring, wave.code, day)
    texts = [t for t in await parts.store.texts(closed.id) if t.redacted == "Kind staff."]
    shelf = parts.themes._shelf  # noqa: SLF001
    book = Codebook("own", "Own", (STAFF,))
    await shelf.add_edition(Edition(closed.survey.key, book, "Robin", "", day))
    tags = [ThemeTag(text.id, STAFF.key, TagState.CONFIRMED, 0.9, 1, "Robin") for text in texts]
    await shelf.decide_tags(closed.id, tags, day)
    return closed


async def test_nothing_stands_there_before_results_were_released(officer: "Console") -> None:
    wave = await spread_out(officer, "Spring 2026")
    page = await officer.get("/actions/hotspots")
    assert "Not looked at yet Nothing of this wave has been released, so it is not in" in page.words
    assert "%" not in page.words
    assert not await officer.parts.releases.releases()
    assert (await officer.get(f"/waves/{wave.code}/results")).status == 200
    page = await officer.get("/actions/hotspots")
    assert "Kind staff in " in page.words
    assert "75%, everyone 29%" in page.words


async def test_a_hotspot_names_who_is_on_it(officer: "Console") -> None:
    wave = await spread_out(officer, "Spring 2026")
    await officer.get(f"/waves/{wave.code}/results")
    page = await officer.get("/actions/hotspots")
    assert "no action is open" in page.words
    action = Action("Thank them", officer.time.now.date(), theme="kind staff", agency="Highways")
    await officer.parts.office.actions.raise_(action, "Ana")
    page = await officer.get("/actions/hotspots")
    assert "Being done: A0001 Highways" in page.words


async def test_looking_and_downloading_release_nothing_new(officer: "Console") -> None:
    wave = await spread_out(officer, "Spring 2026")
    await officer.get(f"/waves/{wave.code}/results")
    before = await officer.parts.releases.releases()
    sheet = await officer.get("/actions/hotspots.xlsx?survey=service-feedback")
    assert await officer.parts.releases.releases() == before
    rows = list(load_workbook(io.BytesIO(sheet.body)).worksheets[0].iter_rows(values_only=True))
    assert any(row[0] == "Kind staff" and row[2] == 75 for row in rows)


async def test_without_a_closed_wave_it_says_so(officer: "Console") -> None:
    assert "No closed wave yet" in (await officer.get("/actions/hotspots")).words
    assert (await officer.get("/actions/hotspots.xlsx")).status == 404
