"""What each response counts for: confirmed themes, once a person, of words that may be read."""

from dataclasses import replace
from datetime import date

import pytest

from surveys.errors import WaveNotClosed
from surveys.records import WaveState
from surveys.themes.records import Edition, Quote, TagState, ThemeTag, Tone, ToneTag, Voice
from tests import factories
from tests.surveys.themes.conftest import BOOK, House

DAY = date(2026, 3, 10)


def tag(text: str, theme: str, state: TagState = TagState.CONFIRMED) -> ThemeTag:
    return ThemeTag(f"text-{text}", theme, state, 0.9, 1, "Ana")


async def said(house: House, *tags: ThemeTag) -> None:
    await house.shelf.add_edition(Edition("small", BOOK, "Ana", "", DAY))
    await house.shelf.decide_tags(house.wave.id, tags, DAY)


async def test_a_person_counts_once_for_a_theme(house: House) -> None:
    await said(house, tag("a", "street"), tag("b", "street"), tag("b", "school"))
    first, *_ = await house.themes.voices(house.wave.code)
    assert first == Voice(wrote=True, themes=frozenset({"street", "school"}))


async def test_voices_come_in_the_order_of_the_responses(house: House) -> None:
    await said(house, tag("c", "buses"))
    found = await house.themes.voices(house.wave.code)
    assert len(found) == len(await house.store.responses(house.wave.id))
    assert [voice.themes for voice in found].index(frozenset({"buses"})) == 1
    assert await house.store.response_ids(house.wave.id) == ("r1", "r2", "r3", "r4", "r5")


async def test_words_that_may_not_be_read_are_not_heard(house: House) -> None:
    await said(house, tag("d", "street"), tag("e", "street"))
    assert await house.themes.voices(house.wave.code) == (
        Voice(wrote=True),
        Voice(wrote=True),
        Voice(),
        Voice(),
        Voice(),
    )


@pytest.mark.parametrize("state", [TagState.PROPOSED, TagState.REJECTED])
async def test_only_what_was_confirmed_counts(house: House, state: TagState) -> None:
    await said(house, tag("a", "street", state))
    assert not any(voice.themes for voice in await house.themes.voices(house.wave.code))


async def test_a_merged_theme_counts_under_its_new_name_and_a_retired_one_no_more(
    house: House,
) -> None:
    await said(house, tag("a", "buses"), tag("c", "school"))
    book = BOOK.merged("buses", "street").changed("school", retired=True)
    await house.shelf.add_edition(Edition("small", book, "Ana", "", DAY))
    first, second, *_ = await house.themes.voices(house.wave.code)
    assert (first.themes, second.themes) == (frozenset({"street"}), frozenset())


@pytest.mark.parametrize(
    ("scores", "tone"),
    [((-0.9, 0.9), Tone.NEUTRAL), ((-0.9, 0.1), Tone.NEGATIVE), ((0.9, 0.0), Tone.POSITIVE)],
)
async def test_two_texts_have_one_tone_together(
    house: House, scores: tuple[float, float], tone: Tone
) -> None:
    tones = [ToneTag(f"text-{n}", Tone.NEUTRAL, s) for n, s in zip("ab", scores, strict=True)]
    await house.shelf.propose(house.wave.id, [], tones)
    assert (await house.themes.voices(house.wave.code))[0].tone is tone


async def test_a_quote_is_void_once_its_text_reads_otherwise(house: House) -> None:
    good = Quote("text-a", "street", "words of a", "Ana", DAY)
    stale = replace(good, text_id="text-c", words="what stood there before")
    for quote in (good, stale):
        await house.shelf.keep_quote(house.wave.id, quote)
    first, second, *_ = await house.themes.voices(house.wave.code)
    assert (first.quotes, second.quotes) == ((good,), ())


async def test_an_open_wave_has_no_voices(house: House) -> None:
    await house.store.add_wave(factories.wave("two", state=WaveState.OPEN))
    with pytest.raises(WaveNotClosed):
        await house.themes.voices("code-two")
