"""What officers do with themes: confirm, correct, merge, split, quote. Every step is kept."""

from dataclasses import replace

import pytest

from surveys.errors import UnknownText
from surveys.records import Picked, Response, TextState
from surveys.themes.codebook import Theme, ThemeThere, UnknownTheme
from surveys.themes.codebook_changes import Add, BadTheme, Change, Merge, Retire, Reword, new_theme
from surveys.themes.quoting import may_quote
from surveys.themes.records import Edition, TagState, ThemeTag
from tests import factories
from tests.surveys.themes.conftest import BOOK, House, text

GUESS = ThemeTag("text-a", "street", TagState.PROPOSED, 0.8, 1, why=("street",))
NEARLY = replace(GUESS, text_id="text-b", score=0.4)


@pytest.fixture
async def ready(house: House) -> House:
    await house.shelf.add_edition(Edition("small", BOOK, "Ana", "", factories.DAY))
    await house.themes.propose(house.wave.code, [GUESS, NEARLY])
    return house


async def states(house: House, text_id: str) -> dict[str, TagState]:
    tags = await house.themes.tags(house.wave.code)
    return {tag.theme: tag.state for tag in tags if tag.text_id == text_id}


async def test_an_officer_says_what_a_text_is_about_and_what_not(ready: House) -> None:
    await ready.themes.say(ready.wave.code, "text-a", {"school"}, "Ana")
    assert await states(ready, "text-a") == {
        "street": TagState.REJECTED,
        "school": TagState.CONFIRMED,
        "buses": TagState.REJECTED,
    }
    assert len(await ready.themes.history("text-a")) == 3


@pytest.mark.parametrize("name", ["text-d", "text-e", "text-none"])
async def test_of_words_that_may_not_be_read_nothing_is_said(ready: House, name: str) -> None:
    with pytest.raises(UnknownText):
        await ready.themes.say(ready.wave.code, name, set(), "Ana")


async def test_the_rest_of_a_theme_is_confirmed_at_once_but_what_just_missed(ready: House) -> None:
    assert await ready.themes.confirm(ready.wave.code, "street", "Ana") == 1
    assert await states(ready, "text-a") == {"street": TagState.CONFIRMED}
    assert await states(ready, "text-b") == {"street": TagState.PROPOSED}


async def test_merging_brings_tags_together_and_keeps_what_officers_said(ready: House) -> None:
    await ready.themes.say(ready.wave.code, "text-a", {"buses"}, "Ana")
    book = await ready.themes.change(ready.wave.code, Merge("buses", "street"), "Bo")
    assert book.version == 2
    assert (await states(ready, "text-a"))["street"] is TagState.CONFIRMED
    assert [each.note for each in await ready.themes.editions(ready.wave.survey)] == [
        "",
        "merged 'Buses' into 'In the street'",
    ]


async def test_splitting_moves_the_texts_that_hold_the_words(ready: House) -> None:
    await ready.themes.propose(ready.wave.code, [GUESS, replace(NEARLY, score=0.9)])
    new = new_theme("Dark corners", "words of b")
    assert await ready.themes.split(ready.wave.code, "street", new, "Ana") == 1
    assert await states(ready, "text-b") == {
        "street": TagState.REJECTED,
        "dark_corners": TagState.CONFIRMED,
    }
    assert await states(ready, "text-a") == {"street": TagState.PROPOSED}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (Add(Theme("street", "Another")), ThemeThere),
        (Add(Theme("other", "in the STREET")), ThemeThere),
        (Add(Theme("x", "")), BadTheme),
        (Add(Theme("x", "X", patterns=("(a",))), BadTheme),
        (Merge("street", "street"), UnknownTheme),
        (Merge("street", "none"), UnknownTheme),
        (Retire("none"), UnknownTheme),
        (Reword(Theme("none", "None")), UnknownTheme),
        (Reword(Theme("street", "AT school")), ThemeThere),
    ],
)
async def test_a_change_that_makes_no_sense_is_refused(
    ready: House, change: Change, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await ready.themes.change(ready.wave.code, change, "Ana")
    assert len(await ready.themes.editions(ready.wave.survey)) == 1


@pytest.mark.parametrize("gone", [Merge("school", "street"), Retire("school")])
async def test_no_theme_takes_the_name_of_one_that_is_gone(ready: House, gone: Change) -> None:
    """A paper leaves out themes that are gone, by their names."""
    await ready.themes.change(ready.wave.code, gone, "Ana")
    with pytest.raises(ThemeThere):
        await ready.themes.change(ready.wave.code, Reword(Theme("street", "At school")), "Ana")
    await ready.themes.change(ready.wave.code, Reword(Theme("street", "IN the street")), "Ana")


async def test_a_retired_theme_is_not_shown_any_more(ready: House) -> None:
    await ready.themes.change(ready.wave.code, Retire("street"), "Ana")
    assert await states(ready, "text-a") == {}


# ---------------------------------------------------------------- quotes
ASKS = factories.survey(quote_permission="safe")
SAID = replace(text("q", "r1"), redacted="The lamps by the shop are broken")


@pytest.mark.parametrize(
    ("changes", "picked", "may"),
    [
        ({}, "yes", True),
        ({}, "no", False),
        ({"redacted": "Too short"}, "yes", False),
        ({"redacted": "x " * 150}, "yes", False),
        ({"redacted": "The lamps by [removed] are broken"}, "yes", False),
        ({"labels": ("profanity",)}, "yes", False),
        ({"state": TextState.HELD}, "yes", False),
        ({"state": TextState.KEPT_OUT}, "yes", False),
        ({"state": TextState.RELEASED}, "yes", True),
    ],
)
def test_only_short_whole_permitted_words_are_offered(
    changes: dict[str, object], picked: str, *, may: bool
) -> None:
    response = Response({"safe": Picked((picked,))})
    assert may_quote(replace(SAID, **changes), response, ASKS) is may  # type: ignore[arg-type]


async def test_nobody_is_quoted_where_permission_is_not_asked(ready: House) -> None:
    await ready.themes.confirm(ready.wave.code, "street", "Ana")
    assert await ready.themes.quotable(ready.wave.code, "street") == ()
    with pytest.raises(UnknownText):
        await ready.themes.approve(ready.wave.code, "text-a", "street", "words of a", "Ana")
    assert await ready.themes.quotes(ready.wave.code) == ()
