"""Confirmed themes stand in the results; what was only proposed does not."""

import json
from typing import TYPE_CHECKING

import pytest

from surveys.officers.accounts import Role
from surveys.themes.codebook import Codebook, Theme
from surveys.themes.records import Edition, TagState, ThemeTag

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console


@pytest.fixture
async def officer(console: "Console") -> "Console":
    await console.work_as(Role.OFFICER)
    return console


@pytest.mark.parametrize(
    ("state", "told"), [(TagState.CONFIRMED, True), (TagState.PROPOSED, False)]
)
async def test_only_confirmed_themes_are_in_the_results(
    officer: "Console", state: TagState, *, told: bool
) -> None:
    wave = await officer.closed(60)
    texts = await officer.parts.store.texts(wave.id)
    theme = Theme("staff", "Kind staff")
    day = officer.time.now.date()
    book = Edition(wave.survey.key, Codebook("own", "Own", (theme,)), "Robin", "", day)
    shelf = officer.parts.themes._shelf  # noqa: SLF001
    await shelf.add_edition(book)
    tags = [ThemeTag(text.id, theme.key, state, 0.9, 1, "Robin") for text in texts[:30]]
    await shelf.decide_tags(wave.id, tags, day)
    page = await officer.get(f"/waves/{wave.code}/results")
    assert page.status == 200
    assert ("50% wrote about it" in page.words) is told
    assert (await officer.get(f"/waves/{wave.code}/results/docx")).status == 200


async def test_the_next_wave_tells_what_changed(officer: "Console") -> None:
    first = await officer.closed(60)
    alone = await officer.get(f"/waves/{first.code}/results")
    assert "Changes since the wave before" not in alone.words
    officer.time.on(days=2)
    await officer.log_in("Ana")
    second = await officer.closed(60)
    page = await officer.get(f"/waves/{second.code}/results")
    assert "Changes since the wave before" in page.words
    assert "chance may explain" in page.words


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
async def test_how_many_texts_a_theme_has_is_read_by_officers_alone(
    console: "Console", role: Role
) -> None:
    """Those who read the texts may count them; whoever reads papers may not."""
    await console.work_as(role)
    wave = await console.closed(12)
    for page in ("", "/next", "/staff/texts", "/staff/quotes"):
        assert (await console.get(f"/waves/{wave.code}/themes{page}")).status == 403
    for page in ("/results", "/results/csv", "/results/json"):
        assert (await console.get(f"/waves/{wave.code}{page}")).status == 403


async def test_no_file_has_the_number_of_confirmed_texts(officer: "Console") -> None:
    """33 of 60, and three of them of one more theme: officers see both beside the rounded paper."""
    wave = await officer.closed(60)
    texts = await officer.parts.store.texts(wave.id)
    themes = (Theme("staff", "Kind staff"), Theme("dogs", "Dogs"))
    day, shelf = officer.time.now.date(), officer.parts.themes._shelf  # noqa: SLF001
    book = Codebook("own", "Own", themes)
    await shelf.add_edition(Edition(wave.survey.key, book, "Robin", "", day))
    both = {text.id: ("staff", "dogs") if n >= 30 else ("staff",) for n, text in enumerate(texts)}
    said = [(text, key) for text in list(both)[:33] for key in both[text]]
    tags = [ThemeTag(text, key, TagState.CONFIRMED, 0.9, 1, "Robin") for text, key in said]
    await shelf.decide_tags(wave.id, tags, day)
    assert ">33<" in (await officer.get(f"/waves/{wave.code}/themes")).text
    told = json.loads((await officer.get(f"/waves/{wave.code}/results/json")).body)["numbers"]
    about = [line for line in told if line["section"] == "Themes"]
    assert {line["count"] for line in about if line["answer"] == "Kind staff"} == {35}
    assert not [line for line in about if line["answer"] == "Dogs" and line["count"] is not None]
    assert all((line["count"] or 0) % 5 == 0 for line in told)
