"""Confirmed themes stand in the results; what was only proposed does not."""

from typing import TYPE_CHECKING

import pytest

from surveys.codebook import Codebook, Theme
from surveys.officers import Role
from surveys.theme_records import Edition, TagState, ThemeTag

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
