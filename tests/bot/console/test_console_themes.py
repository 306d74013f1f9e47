"""Themes in the console: sorted in another process, decided by a person, never counted before."""

from typing import TYPE_CHECKING

import pytest

from bot.console.review import marking
from surveys.officers.accounts import Role
from surveys.records import Wave
from surveys.themes.codebook import Codebook, Theme
from surveys.themes.codebook_changes import Add
from surveys.themes.records import TagState, ThemeTag, Tone, ToneTag

if TYPE_CHECKING:
    from tests.bot.console.conftest import Console, Page

STAFF = Theme("staff", "Kind staff", patterns=("staff", "kind"))


@pytest.fixture
async def officer(console: "Console") -> "Console":
    await console.work_as(Role.OFFICER)
    return console


@pytest.fixture
async def wave(officer: "Console") -> Wave:
    made = await officer.closed(12)
    await officer.parts.themes.change(made.code, Add(STAFF), "Ana")
    return made


async def book(console: "Console", wave: Wave) -> Codebook:
    return await console.parts.themes.codebook(wave.survey)


async def press(console: "Console", wave: Wave, act: str, **fields: str) -> "Page":
    return await console.post(f"/waves/{wave.code}/themes", {"act": act, **fields})


async def guessed(console: "Console", wave: Wave) -> list[ThemeTag]:
    """As if the tagger had been there."""
    texts = await console.parts.themes.texts(wave.code)
    tags = [
        ThemeTag(t.id, "staff", TagState.PROPOSED, 0.6 + n / 100, 2, why=("staff",))
        for n, t in enumerate(texts)
    ]
    await console.parts.themes.propose(wave.code, tags)
    return tags


async def test_sorting_proposes_and_counts_nothing(officer: "Console", wave: Wave) -> None:
    page = await press(officer, wave, "sort")
    assert page.status == 200
    tags = await officer.parts.themes.tags(wave.code)
    assert {(tag.theme, tag.state, tag.by) for tag in tags} == {("staff", TagState.PROPOSED, "")}
    assert len(tags) == 12
    assert "12 texts are not yet read for themes" in page.words
    assert not any(voice.themes for voice in await officer.parts.themes.voices(wave.code))


@pytest.mark.parametrize(("texts", "told"), [(29, False), (30, True)])
async def test_how_texts_sound_is_told_from_thirty_on(
    officer: "Console", *, texts: int, told: bool
) -> None:
    wave = await officer.closed(texts)
    of_it = await officer.parts.themes.texts(wave.code)
    tones = [ToneTag(t.id, Tone.NEGATIVE if n else Tone.POSITIVE, 0.5) for n, t in enumerate(of_it)]
    await officer.parts.themes.propose(wave.code, [], tones)
    page = await officer.get(f"/waves/{wave.code}/themes")
    assert ("29 bad, 0 neither, 1 good" in page.words) is told
    assert ("How the texts sound" in page.words) is told


async def test_the_most_uncertain_text_comes_first_and_is_decided(
    officer: "Console", wave: Wave
) -> None:
    first, second, *_ = await guessed(officer, wave)
    answer = await officer.get(f"/waves/{wave.code}/themes/next")
    road = f"/waves/{wave.code}/themes/texts/{first.text_id}"
    assert answer.headers["Location"] == f"/console{road}"
    page = await officer.get(road)
    assert "The staff were kind." in page.words
    assert "because of “staff”" in page.words
    sent = {"print": marking.print_of("The staff were kind."), "theme": "staff"}
    assert (await officer.post(road, sent)).status == 303
    answer = await officer.get(f"/waves/{wave.code}/themes/next")
    assert answer.headers["Location"].endswith(second.text_id)
    assert sum(bool(v.themes) for v in await officer.parts.themes.voices(wave.code)) == 1
    assert "Ana" in (await officer.get(road)).words


async def test_a_text_that_was_kept_out_is_not_the_next_to_read(
    officer: "Console", wave: Wave
) -> None:
    """Whoever asked for the most uncertain one was led to nothing, again and again."""
    first, second, *_ = await guessed(officer, wave)
    await officer.parts.review.keep_out(first.text_id, "Ana", "Off the subject")
    answer = await officer.get(f"/waves/{wave.code}/themes/next")
    assert answer.headers["Location"].endswith(second.text_id)
    page = await officer.get(f"/waves/{wave.code}/themes")
    assert "11 texts are not yet read for themes" in page.words


async def test_words_that_changed_meanwhile_are_shown_again(officer: "Console", wave: Wave) -> None:
    first, *_ = await guessed(officer, wave)
    road = f"/waves/{wave.code}/themes/texts/{first.text_id}"
    answer = await officer.post(road, {"print": "other", "theme": "staff"})
    assert answer.status == 422
    assert await officer.parts.themes.history(first.text_id) == ()


async def test_the_rest_of_a_theme_is_confirmed_with_one_press(
    officer: "Console", wave: Wave
) -> None:
    await guessed(officer, wave)
    assert (await press(officer, wave, "confirm", theme="staff")).status == 303
    assert all(voice.themes for voice in await officer.parts.themes.voices(wave.code))
    page = await officer.get(f"/waves/{wave.code}/themes")
    assert "Every proposal has been decided" in page.words


async def test_a_themes_texts_are_read_before_they_are_confirmed(
    officer: "Console", wave: Wave
) -> None:
    first, *others = await guessed(officer, wave)
    road = f"/waves/{wave.code}/themes"
    overview = await officer.get(road)
    assert f'href="/console{road}/staff/texts"' in overview.text
    assert 'value="confirm"' not in overview.text, "nobody confirms what they have not seen"
    page = await officer.get(f"{road}/staff/texts")
    assert page.text.count("The staff were kind.</span>") == 12
    assert "Confirm 12 texts" in page.words
    wrong = f"{road}/texts/{first.text_id}?of=staff"
    assert f'href="/console{wrong}"' in page.text
    sent = {"print": marking.print_of("The staff were kind.")}
    answer = await officer.post(wrong, sent)
    assert answer.headers["Location"] == f"/console{road}/staff/texts"
    assert "Confirm 11 texts" in (await officer.get(f"{road}/staff/texts")).words
    await press(officer, wave, "confirm", theme="staff")
    tags = await officer.parts.themes.tags(wave.code)
    confirmed = {tag.text_id for tag in tags if tag.state is TagState.CONFIRMED}
    assert confirmed == {tag.text_id for tag in others}
    assert "Confirmed: 11 texts" in (await officer.get(f"{road}/staff/texts")).words


@pytest.mark.parametrize("of", ["", "nothing", "//evil.example", "../../accounts"])
async def test_after_a_text_comes_the_next_unless_a_theme_led_there(
    officer: "Console", wave: Wave, of: str
) -> None:
    first, *_ = await guessed(officer, wave)
    sent = {"print": marking.print_of("The staff were kind.")}
    road = f"/waves/{wave.code}/themes"
    answer = await officer.post(f"{road}/texts/{first.text_id}?of={of}", sent)
    assert answer.headers["Location"] == f"/console{road}/next"


async def test_an_unknown_theme_has_no_texts_and_a_new_one_says_so(
    officer: "Console", wave: Wave
) -> None:
    road = f"/waves/{wave.code}/themes"
    assert (await officer.get(f"{road}/nothing/texts")).status == 409
    assert "No text yet" in (await officer.get(f"{road}/staff/texts")).words


async def test_a_text_read_for_its_themes_can_be_passed_to_the_leads(
    officer: "Console", wave: Wave
) -> None:
    first, *_ = await guessed(officer, wave)
    road = f"/waves/{wave.code}/themes/texts/{first.text_id}"
    assert "May somebody be at risk?" in (await officer.get(road)).words
    sent = {"print": marking.print_of("The staff were kind."), "act": "pass_on"}
    answer = await officer.post(road, sent)
    assert answer.headers["Location"] == f"/console/waves/{wave.code}/passed-on"
    assert len(await officer.parts.urgent.waiting()) == 1
    assert first.text_id not in {t.id for t in await officer.parts.themes.texts(wave.code)}
    assert (await officer.get(road)).status == 404


async def test_where_themes_are_left_to_confirm_the_wave_and_its_results_say_so(
    officer: "Console", wave: Wave
) -> None:
    assert "12 texts are not read for themes" in (await officer.get(f"/waves/{wave.code}")).words
    results = (await officer.get(f"/waves/{wave.code}/results")).words
    assert "Some texts are not read for themes" in results
    await guessed(officer, wave)
    await press(officer, wave, "confirm", theme="staff")
    for page in ("", "/results"):
        said = (await officer.get(f"/waves/{wave.code}{page}")).words
        assert "not read for themes" not in said
    assert "Ready for the paper" in (await officer.get(f"/waves/{wave.code}")).words


async def test_a_new_name_leaves_the_words_and_new_words_the_name(
    officer: "Console", wave: Wave
) -> None:
    await press(officer, wave, "reword", theme="staff", label="Good people", words="")
    staff = (await book(officer, wave)).theme("staff")
    assert (staff.label, staff.patterns) == ("Good people", ("staff", "kind"))
    await press(officer, wave, "reword", theme="staff", label="", words="nurse*")
    staff = (await book(officer, wave)).theme("staff")
    assert (staff.label, staff.patterns) == ("Good people", ("nurse*",))


async def test_the_codebook_is_changed_and_its_history_shown(
    officer: "Console", wave: Wave
) -> None:
    assert (
        await press(officer, wave, "add", label="Cold rooms", words="cold, room*")
    ).status == 303
    assert (await book(officer, wave)).theme("cold_rooms").patterns == ("cold", "room*")
    await press(officer, wave, "reword", theme="cold_rooms", label="Heating", words="heat*")
    await press(officer, wave, "merge", theme="cold_rooms", into="staff")
    page = await officer.get(f"/waves/{wave.code}/themes")
    assert "merged 'Heating' into 'Kind staff'" in page.words
    assert (await book(officer, wave)).now("cold_rooms") == "staff"
    await press(officer, wave, "retire", theme="staff")
    assert (await book(officer, wave)).in_use == ()


async def test_a_theme_is_split_by_its_words(officer: "Console", wave: Wave) -> None:
    await guessed(officer, wave)
    await press(officer, wave, "split", theme="staff", label="Kindness", words="kind")
    voices = await officer.parts.themes.voices(wave.code)
    assert {frozenset(voice.themes) for voice in voices} == {frozenset({"kindness"})}


@pytest.mark.parametrize(
    ("act", "fields", "said"),
    [
        ("nothing", {}, "Choose what to do"),
        ("add", {"label": "kind STAFF", "words": ""}, "a theme of that name"),
        ("add", {"label": "", "words": ""}, "needs a name"),
        ("merge", {"theme": "staff", "into": "staff"}, "Choose two different themes"),
    ],
)
async def test_what_makes_no_sense_is_said_on_the_page(
    officer: "Console", wave: Wave, act: str, fields: dict[str, str], said: str
) -> None:
    page = await press(officer, wave, act, **fields)
    assert page.status == 422
    assert said in page.words


async def test_no_quote_is_offered_where_nobody_was_asked(officer: "Console", wave: Wave) -> None:
    await guessed(officer, wave)
    await press(officer, wave, "confirm", theme="staff")
    page = await officer.get(f"/waves/{wave.code}/themes/staff/quotes")
    assert "no text that may be quoted" in page.words
    first = (await officer.parts.themes.texts(wave.code))[0]
    sent = {"act": "approve", "text": first.id, "print": marking.print_of(first.redacted)}
    answer = await officer.post(f"/waves/{wave.code}/themes/staff/quotes", sent)
    assert answer.status == 422
    assert await officer.parts.themes.quotes(wave.code) == ()
