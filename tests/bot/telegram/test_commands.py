"""/help /stop /skip /back /delete /privacy /language /did: in a survey, outside one, at its end."""

import pytest

from bot.telegram import words
from bot.telegram.extras import NoExtras
from surveys.talk.replies import web_promise
from surveys.wording import LANGUAGES
from tests.bot.telegram.talking import at_first_question, presses, says
from tests.fake_telegram.api import Fault, Shown
from tests.fake_telegram.person import Person
from tests.fake_telegram.running import World

DANGER = "My stepdad hits me every night, I am scared to go home"
EVERY = ("/help", "/stop", "/skip", "/back", "/delete", "/privacy", "/language", "/did", "/start")


@pytest.mark.parametrize("command", [*EVERY, "/nosuch", "/", "/help@said_bot", "/HELP"])
async def test_every_command_is_answered_before_any_survey(live: World, command: str) -> None:
    person = live.person()
    await says(live, person, command)
    assert len(person.messages) == 1
    assert await live.rooms() == 0


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("/help", "Childline"),
        ("/skip", "Question 2"),
        ("/back", "You cannot go back any further"),
        ("/stop", "Stopped and forgotten"),
        ("/privacy", "Telegram can see"),
        ("/language", "Choose a language"),
        ("/did", "nothing to tell yet"),
        ("/nosuch", "These I know:"),
        ("/start", "Question 1"),
    ],
)
async def test_in_a_survey_each_does_its_work(live: World, command: str, shown: str) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    assert shown in await says(live, person, command)


@pytest.mark.parametrize("in_survey", [True, False])
@pytest.mark.parametrize("command", ["help", "stop", "skip", "start", "delete", "privacy", "xyz"])
async def test_words_behind_a_command_are_listened_to_and_kept_by_nobody(
    live: World, command: str, *, in_survey: bool
) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    if in_survey:
        await at_first_question(live, wave, person)
    await says(live, person, f"/{command} my dad hits me every night")
    assert "We could not keep those words" in person.everything
    assert await live.parts.store.urgent() == ()


async def test_a_command_may_end_in_a_new_line(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    assert "Question 2" in await says(live, person, "/skip\nthanks")


async def test_who_sets_up_alerts_is_told_the_number_of_the_chat(live: World) -> None:
    person = live.person()
    assert str(person.id) in await says(live, person, "/number")
    assert await live.rooms() == 0
    assert "/number" not in await says(live, person, "/nosuch")


async def test_help_comes_with_the_present_question_and_takes_its_place(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    shown = await says(live, person, "/help")
    assert shown.index("Childline") < shown.index("Question 1")
    assert len(person.with_buttons()) == 1
    await presses(live, person, "Very safe")
    assert "Childline" in person.everything, "the numbers stay when the question is answered"


async def test_back_goes_back_and_shows_what_was_answered(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    await presses(live, person, "Quite safe")
    assert "at home" in await says(live, person, "/back")
    assert "✓ ●●●●○ Quite safe" in person.with_buttons()[-1].labels


async def test_delete_removes_both_sides_and_the_room(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    await presses(live, person, "Very safe")
    await says(live, person, "Quite safe")
    await person.sends(sticker=None, text="/nosuch")
    said = await says(live, person, "/delete")
    assert "removed what Telegram lets me remove" in said
    left = live.fake.chats[person.id]
    # the age question's and welcome's own /start came before there was a room to note it in
    assert [shown.text for shown in left.values() if shown.text] == [person.messages[-1].text]
    assert await live.rooms() == 0
    assert "16 and over" in await says(live, person, f"/start {wave.code}")


async def test_delete_hides_the_chat_but_words_about_danger_still_reach_a_lead(
    live: World,
) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    for _ in range(7):
        await says(live, person, "/skip")
    assert "A safeguarding lead will read it" in await says(live, person, DANGER)
    assert "will read your words, they still will" in await says(live, person, "/delete")
    assert len(await live.parts.store.urgent()) == 1


async def test_delete_says_all_that_goes_and_what_it_says_of_words_is_true_in_every_language(
    live: World,
) -> None:
    """Danger is seldom heard in Welsh: there nobody may be told that a lead reads it for sure."""
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    said = await says(live, person, "/delete")
    for gone in ("two days", "not finished", "which survey", "no messages about what changed"):
        assert gone in said
    assert await live.rooms() == 0
    assert "Os dywedon ni" in words.deleted("cy")


async def test_stop_takes_words_about_danger_back_and_help_comes_with_it(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    for _ in range(7):
        await says(live, person, "/skip")
    await says(live, person, DANGER)
    assert "Childline" in await says(live, person, "/stop")
    assert await live.parts.store.urgent() == ()


async def test_after_stop_no_question_is_left_to_press_and_the_phone_is_spoken_of(
    live: World,
) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    await presses(live, person, "Very unsafe")
    assert "still stands in this chat" in await says(live, person, "/stop")
    assert [shown.labels for shown in person.with_buttons()] == [["Start again", "Help"]]


async def test_stop_on_an_old_question_takes_the_buttons_of_the_present_one_too(
    live: World,
) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    number, old = max(live.fake.chats[person.id].items())
    before = Shown(old.text, old.keyboard)
    await says(live, person, "/skip")
    await person.presses_on(number, before, before.data("Stop and forget"))
    await live.quiet()
    assert [shown.labels for shown in person.with_buttons()] == [["Start again", "Help"]]


async def test_a_receipt_where_the_survey_is_not_known_removes_nothing(live: World) -> None:
    person = live.person()
    await says(live, person, "/privacy")
    said = await says(live, person, "/delete lintel mortar icicle siesta sponge fence vase twice")
    assert "send /start and the code of the survey" in said
    assert "Telegram can see" in person.everything


async def test_stop_outside_a_survey_means_write_to_me_no_more(
    live: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody should have to find the right button to be left alone."""
    left: list[int] = []

    async def leave(_: NoExtras, chat: int) -> None:
        left.append(chat)

    monkeypatch.setattr(NoExtras, "left", leave)
    person = live.person()
    assert "no messages about what changed" in await says(live, person, "/stop")
    await live.quiet()
    assert left == [person.id]


async def test_delete_goes_one_by_one_where_together_does_not_work(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    live.fake.fail("deleteMessages", Fault(400, "Bad Request: message can't be deleted"))
    await says(live, person, "/delete")
    assert "deleteMessage" in live.fake.methods()
    assert len(person.messages) == 1


async def test_delete_with_the_receipt_takes_the_answers_back(live: World) -> None:
    wave, person = await live.wave("service-feedback"), live.person()
    await at_first_question(live, wave, person)
    receipt = await skips_to_the_end(live, person)
    assert await live.finished(wave) == 1
    assert "no answers with that receipt" in await says(
        live, person, f"/delete {' '.join(reversed(receipt.split()))}"
    )
    assert "Taken back" in await says(live, person, f"/delete {receipt}")
    assert await live.finished(wave) == 0


async def test_after_the_end_nothing_can_be_answered_again(live: World) -> None:
    wave, person = await live.wave("service-feedback"), live.person()
    await at_first_question(live, wave, person)
    await skips_to_the_end(live, person)
    for text in ("and another thing", "/skip", "/back", f"/start {wave.code}"):
        assert "already sent" in await says(live, person, text)
    assert await live.finished(wave) == 1


async def skips_to_the_end(live: World, person: Person) -> str:
    """The receipt."""
    for _ in range(40):
        if person.last.startswith("Thank you"):
            return person.last.splitlines()[-1]
        await says(live, person, "/skip")
    raise AssertionError(person.everything)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_and_the_profile_fit_what_telegram_allows(language: str) -> None:
    menu = words.commands(language)
    assert {f"/{name}" for name in menu} | {"/start"} == set(EVERY)
    assert all(1 <= len(text) <= 256 for text in menu.values())
    assert len(words.description(language)) <= 512
    assert len(words.short_description(language)) <= 120


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_privacy_notice_makes_no_promise_that_only_the_web_can_keep(language: str) -> None:
    assert web_promise(language) not in words.privacy(language, "https://safe.example.org")


async def test_the_profile_is_set_in_each_language(live: World) -> None:
    told = [fields.get("language_code") for m, fields in live.fake.calls if m == "setMyCommands"]
    assert told == [None, "cy"]
