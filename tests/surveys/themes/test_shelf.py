"""What every shelf of themes promises."""

from dataclasses import replace
from datetime import date

import pytest

from surveys.sql.themes import SqlThemes
from surveys.themes.records import Edition, Quote, TagState, ThemeTag, Tone, ToneTag
from surveys.themes.shelf import EditionTaken
from tests.surveys.themes.conftest import BOOK, House

DAY = date(2026, 3, 10)
GUESS = ThemeTag("text-a", "street", TagState.PROPOSED, 0.75, 1, why=("street", "dark"))
SURE = replace(GUESS, state=TagState.CONFIRMED, by="Ana")
NOT = ThemeTag("text-b", "school", TagState.REJECTED, 0.5, 2, "Ana")
SAD = ToneTag("text-a", Tone.NEGATIVE, -0.5)
QUOTE = Quote("text-a", "street", "words of a", "Ana", DAY, "locality")


async def test_what_is_proposed_is_kept_whole(house: House) -> None:
    await house.shelf.propose(house.wave.id, [GUESS], [SAD])
    assert await house.shelf.tags(house.wave.id) == (GUESS,)
    assert await house.shelf.tones(house.wave.id) == (SAD,)


async def test_a_new_proposal_takes_the_place_of_the_one_before(house: House) -> None:
    await house.shelf.propose(house.wave.id, [GUESS], [SAD])
    other = replace(GUESS, theme="school", version=2)
    await house.shelf.propose(house.wave.id, [other], [])
    assert await house.shelf.tags(house.wave.id) == (other,)
    assert await house.shelf.tones(house.wave.id) == ()


async def test_what_an_officer_said_outlives_every_proposal(house: House) -> None:
    said = ToneTag("text-a", Tone.POSITIVE, 1.0, "Ana")
    await house.shelf.propose(house.wave.id, [GUESS], [SAD])
    await house.shelf.decide_tags(house.wave.id, [SURE, NOT], DAY)
    await house.shelf.decide_tone(house.wave.id, said)
    await house.shelf.propose(house.wave.id, [GUESS, replace(NOT, by="")], [SAD])
    assert await house.shelf.tags(house.wave.id) == (SURE, NOT)
    assert await house.shelf.tones(house.wave.id) == (said,)


async def test_the_history_holds_every_decision_in_order(house: House) -> None:
    await house.shelf.decide_tags(house.wave.id, [SURE], DAY)
    await house.shelf.decide_tags(house.wave.id, [replace(SURE, state=TagState.REJECTED)], DAY)
    states = [line.state for line in await house.shelf.tag_history("text-a")]
    assert states == [TagState.CONFIRMED, TagState.REJECTED]
    assert [tag.state for tag in await house.shelf.tags(house.wave.id)] == [TagState.REJECTED]
    assert await house.shelf.tag_history("text-b") == ()


async def test_a_split_is_there_whole_or_not_at_all(house: House) -> None:
    edition = Edition("small", BOOK, "Ana", "", DAY)
    if isinstance(house.shelf, SqlThemes):  # only there can a write end half-way
        nobodys = replace(SURE, by=None)  # type: ignore[arg-type]
        with pytest.raises(EditionTaken):
            await house.shelf.split_theme(edition, house.wave.id, [NOT, nobodys])
        assert await house.shelf.editions("small") == ()
        assert await house.shelf.tags(house.wave.id) == ()
    await house.shelf.split_theme(edition, house.wave.id, [SURE, NOT])
    assert await house.shelf.editions("small") == (edition,)
    assert await house.shelf.tags(house.wave.id) == (SURE, NOT)
    with pytest.raises(EditionTaken):
        await house.shelf.split_theme(edition, house.wave.id, [replace(NOT, by="Bo")])
    assert await house.shelf.tags(house.wave.id) == (SURE, NOT)
    assert len(await house.shelf.tag_history("text-b")) == 1


async def test_many_tags_are_decided_at_once(house: House) -> None:
    many = [replace(SURE, theme=f"theme-{number:04}") for number in range(1500)]
    await house.shelf.decide_tags(house.wave.id, many, DAY)
    await house.shelf.decide_tags(house.wave.id, many, DAY)
    assert await house.shelf.tags(house.wave.id) == tuple(many)
    assert len(await house.shelf.tag_history("text-a")) == 3000


async def test_another_wave_has_none_of_them(house: House) -> None:
    await house.shelf.propose(house.wave.id, [GUESS], [SAD])
    await house.shelf.keep_quote(house.wave.id, QUOTE)
    for found in (house.shelf.tags, house.shelf.tones, house.shelf.quotes):
        assert await found("wave-two") == ()


async def test_a_quote_is_kept_replaced_and_dropped(house: House) -> None:
    await house.shelf.keep_quote(house.wave.id, QUOTE)
    assert await house.shelf.quotes(house.wave.id) == (QUOTE,)
    bare = replace(QUOTE, attribute="")
    await house.shelf.keep_quote(house.wave.id, bare)
    assert await house.shelf.quotes(house.wave.id) == (bare,)
    await house.shelf.drop_quote(house.wave.id, "text-a")
    assert await house.shelf.quotes(house.wave.id) == ()


async def test_editions_are_kept_in_order_and_never_overwritten(house: House) -> None:
    first = Edition("small", BOOK, "Ana", "as it came", DAY)
    second = Edition("small", BOOK.merged("buses", "street"), "Bo", "buses were few", DAY)
    await house.shelf.add_edition(first)
    await house.shelf.add_edition(second)
    assert await house.shelf.editions("small") == (first, second)
    for late in (first, replace(second, by="Cy")):
        with pytest.raises(EditionTaken):
            await house.shelf.add_edition(late)
    assert await house.shelf.editions("small") == (first, second)
    assert await house.shelf.editions("other") == ()
