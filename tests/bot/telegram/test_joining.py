"""Coming in: link, typed code, age, single-use code, language, what Telegram can see."""

import pytest

from bot.telegram.links import bot_link, deep_link, opened
from surveys.records import Entry
from surveys.waves.closing import close
from tests.bot.telegram.talking import at_first_question, presses, says
from tests.fake_telegram.running import World


@pytest.mark.parametrize(
    ("code", "entry", "link"),
    [
        ("cdfhjk", "", "https://t.me/said_bot?start=cdfhjk"),
        ("cdfhjk", "7XKD-2MPA", "https://t.me/said_bot?start=cdfhjk_7XKD2MPA"),
    ],
)
def test_a_deep_link_opens_what_it_names(code: str, entry: str, link: str) -> None:
    assert deep_link("@said_bot", code, entry) == link
    assert opened(link.partition("start=")[2]) == (code, entry.replace("-", ""))
    assert link.startswith(bot_link("said_bot"))


@pytest.mark.parametrize("payload", ["", " ", "_", "x" * 5000, "A_B_C"])
def test_any_payload_is_opened_without_trouble(payload: str) -> None:
    code, entry = opened(payload)
    assert len(code) + len(entry) <= 64


async def test_the_age_is_asked_before_anything_and_nothing_is_kept_of_it(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    assert "16 and over" in await says(live, person, f"/start {wave.code}")
    assert person.with_buttons()[-1].labels == ["I am 16 or over", "I am under 16", "Help"]
    assert await live.rooms() == 0


async def test_under_16_is_sent_kindly_to_the_web_chat_and_nothing_is_kept(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await says(live, person, f"/start {wave.code}")
    said = await presses(live, person, "under 16")
    assert f"{live.parts.settings.public_url}/s/{wave.code}" in said
    assert "Thank you for wanting to tell us" in said
    assert "✓ I am under 16" in person.everything
    assert [shown.labels for shown in person.with_buttons()] == [["Help"]]
    assert await live.rooms() == 0


@pytest.mark.parametrize("press", ["Help", "under 16"])
async def test_help_is_one_tap_away_before_anything_is_known_of_them(
    live: World, press: str
) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await says(live, person, f"/start {wave.code}")
    await presses(live, person, press)
    assert "Childline" in await presses(live, person, "Help")
    assert "Your answers" not in person.last
    assert await live.rooms() == 0


async def test_staff_are_not_asked_their_age(live: World) -> None:
    wave, person = await live.wave("service-feedback"), live.person()
    await says(live, person, f"/start {wave.code}")
    assert "Start" in person.with_buttons()[-1].labels


async def test_what_telegram_can_see_is_said_before_the_first_question(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await says(live, person, f"/start {wave.code}")
    welcome = await presses(live, person, "16 or over")
    assert "Telegram can see that you use this bot" in welcome
    assert "no account" not in welcome.lower()
    assert "cookies" not in welcome
    assert "A computer sorts them and can miss things" in welcome
    assert f"{live.parts.settings.public_url}/s/{wave.code}" in welcome


@pytest.mark.parametrize(
    "typed", ["{code}", " {code} ", "{upper}", "/start {code}", "/start {upper}"]
)
async def test_a_code_may_be_typed(live: World, typed: str) -> None:
    wave, person = await live.wave(), live.person()
    text = typed.format(code=wave.code, upper=wave.code.upper())
    await says(live, person, text)
    assert "Start" in person.with_buttons()[-1].labels


@pytest.mark.parametrize("typed", ["cdfhjk", "CDF HJK", "/start nosuch", "/start " + "x" * 500])
async def test_a_wrong_code_is_said_to_be_wrong(live: World, typed: str) -> None:
    person = live.person()
    assert "That code is not right" in await says(live, person, typed)
    assert person.with_buttons()[-1].labels == ["Help"]
    assert await live.rooms() == 0


@pytest.mark.parametrize(
    "words", ["my dad hits me", "he hits", "help", "please help me", "I want to die", "hello?"]
)
@pytest.mark.parametrize("asked_age", [True, False])
async def test_words_to_nobody_are_never_taken_for_a_wrong_code(
    live: World, words: str, *, asked_age: bool
) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    if asked_age:
        await says(live, person, f"/start {wave.code}")
        await presses(live, person, "under 16")
    said = await says(live, person, words)
    assert said.index("nobody here will read them") < said.index("Childline")
    assert "/contact?lang=en" in said
    assert "not right" not in said
    assert await live.rooms() == 0


async def test_words_before_the_start_forget_nothing_and_show_the_start(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await says(live, person, f"/start {wave.code}")
    await presses(live, person, "16 or over")
    assert await says(live, person, "hi") == "Press Start to begin. What you wrote was not kept."
    assert "Childline" in await says(live, person, "my dad hits me every night")
    assert "Question 1" in await presses(live, person, "Start")


async def test_a_closed_survey_says_so(live: World) -> None:
    wave, person = await live.wave(), live.person()
    await close(live.parts.store, live.parts.keyring, wave.code, live.parts.clock().date())
    assert "has closed" in await says(live, person, f"/start {wave.code}")


async def test_where_codes_are_given_out_one_is_asked_for_and_used_once(live: World) -> None:
    wave, person, thief = await live.wave(entry=Entry.CODES), live.person(), live.person()
    (entry,) = await live.parts.waves.make_codes(wave.code, 1)
    assert "slip of paper" in await says(live, person, f"/start {wave.code}")
    assert "That code is not right" in await says(live, person, "AAAA-AAAA")
    await says(live, person, entry.lower())
    await presses(live, person, "Start")
    assert "Question 1" in person.last
    await says(live, thief, f"/start {wave.code}_{entry.replace('-', '')}")
    assert "Question 1" in thief.last


@pytest.mark.parametrize(
    ("account", "welcome"),
    [("cy", "Dechrau"), ("cy-GB", "Dechrau"), ("en", "Start"), ("de", "Start"), ("", "Start")],
)
async def test_the_language_is_the_accounts(live: World, account: str, welcome: str) -> None:
    wave, person = await live.wave(), live.person(account)
    await says(live, person, f"/start {wave.code}")
    assert welcome in person.with_buttons()[-1].labels


async def test_the_language_can_be_changed_at_any_question(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    await says(live, person, "/language")
    assert "gartref" in await presses(live, person, "Cymraeg")
    assert "gyda'r nos" not in person.last
    await presses(live, person, "Diogel iawn")
    assert "Cwestiwn 2" in person.last


async def test_starting_again_goes_on_where_they_were(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    await presses(live, person, "Very safe")
    for again in (f"/start {wave.code}", "/start"):
        assert "Question 2" in await says(live, person, again)
        assert len(person.with_buttons()) == 1


async def test_another_survey_may_be_joined_meanwhile(live: World) -> None:
    first, second = await live.wave("safety-pulse"), await live.wave("service-feedback")
    person = live.person()
    await at_first_question(live, first, person)
    await says(live, person, f"/start {second.code}")
    await presses(live, person, "Start")
    assert "Question 1" in person.last
    assert "at home" not in person.last
    await says(live, person, f"/start {first.code}")
    assert "at home" in person.last
