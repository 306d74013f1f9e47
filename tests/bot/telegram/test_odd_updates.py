"""Everything a phone can send that is no answer: a kind word, nothing stored, nothing lost."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.telegram import drawing, pressing
from tests.bot.telegram.talking import at_first_question, presses, says
from tests.fake_telegram.api import Fault, Shown
from tests.fake_telegram.person import Person
from tests.fake_telegram.running import World

FILE = {"file_id": "f", "file_unique_id": "f"}
SIZE = {**FILE, "width": 1, "height": 1}
USER = {"id": 1, "is_bot": False, "first_name": "Ana"}
LATER = {"type": "hidden_user", "date": 1, "sender_user_name": "Ana"}
ODD: dict[str, dict[str, Any]] = {
    "sticker": {"sticker": {**SIZE, "type": "regular", "is_animated": False, "is_video": False}},
    "voice": {"voice": {**FILE, "duration": 3}},
    "photo": {"photo": [SIZE]},
    "video": {"video": {**SIZE, "duration": 3}},
    "round video": {"video_note": {**FILE, "length": 3, "duration": 3}},
    "moving picture": {"animation": {**SIZE, "duration": 3}},
    "song": {"audio": {**FILE, "duration": 3}},
    "file": {"document": FILE},
    "place": {"location": {"longitude": 0.1, "latitude": 51.5}},
    "contact": {"contact": {"phone_number": "+447700900001", "first_name": "Ana"}},
    "venue": {
        "venue": {
            "location": {"longitude": 0.1, "latitude": 51.5},
            "title": "Park",
            "address": "1 High Street",
        }
    },
    "poll": {
        "poll": {
            "id": "1",
            "question": "?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
    "dice": {"dice": {"value": 3, "emoji": "🎲"}},
    "forwarded words": {"text": "Very safe", "forward_origin": LATER},
    "photo with words": {"photo": [SIZE], "caption": "Very safe"},
}


def first_of(numbered: tuple[int, Shown]) -> int:
    return numbered[0]


@pytest.mark.parametrize("kind", ODD)
async def test_it_is_answered_kindly_and_the_question_stands(live: World, kind: str) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    question = person.with_buttons()[-1]
    await person.sends(**ODD[kind])
    await live.quiet()
    assert "kept nothing" in person.last or "did not keep" in person.last
    assert person.with_buttons() == [question]
    assert "area during the day" in await presses(live, person, "Very safe")


@pytest.mark.parametrize("kind", ODD)
async def test_before_any_survey_nothing_at_all_is_kept(live: World, kind: str) -> None:
    person = live.person()
    await person.sends(**ODD[kind])
    await live.quiet()
    assert person.messages
    assert await live.rooms() == 0


@pytest.mark.parametrize("message", [{"pinned_message": None}, {"new_chat_title": "x"}, {}])
async def test_what_telegram_says_itself_needs_no_answer(
    live: World, message: dict[str, Any]
) -> None:
    person = live.person()
    assert await person.sends(**message) == 200
    await live.quiet()
    assert person.messages == []


async def test_an_edited_message_changes_nothing(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    await says(live, person, "Very safe")
    before = person.with_buttons()
    await person.edits("Very unsafe")
    await live.quiet()
    assert "You changed a message" in person.last
    assert person.with_buttons() == before


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [SIZE], "caption": "my dad hits me every night"},
        {"text": "my dad hits me every night", "forward_origin": LATER},
    ],
)
@pytest.mark.parametrize("in_survey", [True, False])
async def test_help_comes_first_even_for_words_that_are_not_kept(
    live: World, content: dict[str, Any], *, in_survey: bool
) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    if in_survey:
        await at_first_question(live, wave, person)
    await person.sends(**content)
    await live.quiet()
    assert "Childline" in person.last
    assert person.last.index("Childline") < person.last.index(drawing.RULE)
    assert await live.parts.store.urgent() == ()


async def test_where_nothing_was_asked_an_edit_is_not_told_to_go_back(live: World) -> None:
    person = live.person()
    await person.edits("Hello")
    await live.quiet()
    assert "You changed a message" in person.last
    assert "/back" not in person.last


async def test_a_live_place_is_answered_once_and_not_at_every_step(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    before = len(person.messages)
    place = {"longitude": 0.1, "latitude": 51.5, "live_period": 900}
    await person.sends(location=place)
    for _ in range(3):
        await person.walks(location=place)
    await live.quiet()
    assert len(person.messages) == before + 1


async def test_an_edit_that_tells_of_harm_is_answered_with_help(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    await person.edits("my dad hits me every night")
    await live.quiet()
    assert "Childline" in person.last


async def test_an_album_is_answered_once(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    before = len(person.messages)
    for _ in range(3):
        await person.sends(photo=[SIZE], media_group_id="album")
    await live.quiet()
    assert len(person.messages) == before + 1


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_in_a_group_it_says_so_and_leaves(live: World, kind: str) -> None:
    person = live.person()
    chat = {"id": -100, "type": kind, "title": "Year 11"}
    await person.sends(chat=chat, text="/start abc")
    await live.quiet()
    assert live.fake.methods()[-1] == "leaveChat"
    (said,) = live.fake.chats[-100].values()
    assert "one person at a time" in said.text
    assert "https://t.me/said_bot" in said.text
    assert await live.rooms() == 0


CHANNEL = {"id": -200, "type": "channel", "title": "Year 11 news", "username": "year11"}
BOT = {"id": 4242, "is_bot": True, "first_name": "Said"}
RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


async def posted_in_a_channel(live: World) -> None:
    post = {"message_id": 5, "date": 1, "chat": CHANNEL, "author_signature": "Ana"}
    update = {"channel_post": {**post, "text": "Well done, Bo Hill"}}
    await live.fake.deliver({"update_id": live.fake.number(), **update})
    await live.quiet()


async def added_to_a_channel(live: World, **rights: bool) -> None:
    may = {"status": "administrator", "user": BOT, **dict.fromkeys(RIGHTS, False), **rights}
    changed = {"chat": CHANNEL, "from": USER, "date": 1, "new_chat_member": may}
    changed["old_chat_member"] = {"status": "left", "user": BOT}
    await live.fake.deliver({"update_id": live.fake.number(), "my_chat_member": changed})
    await live.quiet()


@pytest.mark.parametrize("comes", [posted_in_a_channel, added_to_a_channel])
async def test_in_a_channel_where_it_may_post_it_says_so_naming_nobody_and_leaves(
    live: World, comes: Callable[..., Awaitable[None]]
) -> None:
    await comes(live, **({"can_post_messages": True} if comes is added_to_a_channel else {}))
    assert live.fake.calls[-1] == ("leaveChat", {"chat_id": -200})
    (said,) = live.fake.chats[-200].values()
    assert "one person at a time" in said.text
    assert "https://t.me/said_bot" in said.text
    assert not any(name in said.text for name in ("Ana", "Bo", "Year 11", "year11"))
    assert await live.rooms() == 0


async def test_a_channel_in_which_it_may_not_post_is_left_without_a_word(live: World) -> None:
    await added_to_a_channel(live, can_post_messages=False)
    assert live.fake.calls[-1] == ("leaveChat", {"chat_id": -200})
    assert "sendMessage" not in live.fake.methods()


@pytest.mark.parametrize("status", [400, 403])
async def test_a_channel_that_refuses_a_post_is_left_all_the_same(live: World, status: int) -> None:
    live.fake.fail("sendMessage", Fault(status))
    await posted_in_a_channel(live)
    assert live.fake.calls[-1] == ("leaveChat", {"chat_id": -200})
    assert live.fake.chats[-200] == {}
    assert not live.fake.faults["sendmessage"], "it was tried"


async def test_being_added_to_a_group_is_answered_with_leaving(live: World) -> None:
    bot = {"id": 4242, "is_bot": True, "first_name": "Said"}
    changed = {
        "chat": {"id": -300, "type": "group", "title": "Year 11"},
        "from": USER,
        "date": 1,
        "old_chat_member": {"status": "left", "user": bot},
        "new_chat_member": {"status": "member", "user": bot},
    }
    await live.fake.deliver({"update_id": live.fake.number(), "my_chat_member": changed})
    await live.quiet()
    assert live.fake.methods()[-2:] == ["sendMessage", "leaveChat"]


async def test_a_group_is_told_once_however_many_updates_of_it_wait(live: World) -> None:
    person = live.person()
    live.fake.far = 0.5
    chat = {"id": -100, "type": "group", "title": "Year 11"}
    for text in ("hello", "who is this", "/start"):
        await person.sends(chat=chat, text=text)
    await live.quiet()
    assert live.fake.methods().count("sendMessage") == 1
    assert live.fake.methods().count("leaveChat") == 1


@pytest.mark.parametrize("data", ["", "pick:nosuch:0:5", "x" * 64, "s:1", "page:c:1:9"])
async def test_a_button_of_somebody_else_changes_nothing(live: World, data: str) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    number, shown = max(live.fake.chats[person.id].items(), key=first_of)
    await person.presses_on(number, shown, data)
    await live.quiet()
    assert live.fake.open_callbacks == set()
    await says(live, person, f"/start {wave.code}")
    assert "How safe do you feel at home?" in person.last


async def test_an_old_button_shows_where_they_are(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    first = max(live.fake.chats[person.id].items(), key=first_of)
    await presses(live, person, "Very safe")
    await presses(live, person, "Quite safe")
    await person.presses_on(*first, first[1].data("Very unsafe"))
    await live.quiet()
    assert "after dark" in person.last
    assert "at home?\n✓ ●●●●● Very safe" in person.everything
    assert len(person.with_buttons()) == 1


async def test_late_presses_do_not_bring_the_present_question_again_and_again(
    live: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    first = max(live.fake.chats[person.id].items(), key=first_of)
    await presses(live, person, "Very safe")
    before = len(person.messages)
    monkeypatch.setattr(pressing, "TWICE", 0)
    for _ in range(5):
        await person.presses_on(*first, first[1].data("Very safe"))
    await live.quiet()
    assert len(person.messages) == before
    assert live.fake.open_callbacks == set()
    monkeypatch.setattr(pressing, "JUST_ASKED", 0)
    await person.presses_on(*first, first[1].data("Very safe"))
    await live.quiet()
    assert len(person.messages) == before + 1
    assert len(person.with_buttons()) == 1


async def test_a_double_tap_is_one_answer_and_one_question(live: World) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    number, shown = max(live.fake.chats[person.id].items(), key=first_of)
    before = len(person.messages)
    for _ in range(2):
        await person.presses_on(number, shown, shown.data("Very safe"))
    await live.quiet()
    assert len(person.messages) == before + 1
    assert live.fake.open_callbacks == set()


async def test_two_phones_show_one_conversation(live: World) -> None:
    """One account, one chat: what is answered on one phone is answered on the other."""
    wave, person = await live.wave("safety-pulse"), live.person()
    other = Person(live.fake, person.id)
    await at_first_question(live, wave, person)
    await presses(live, person, "Very safe")
    assert "after dark" in await presses(live, other, "Quite safe")


async def test_words_typed_before_the_question_could_be_read_are_not_its_answer(
    live: World,
) -> None:
    wave, person = await live.wave("safety-pulse"), live.person()
    await at_first_question(live, wave, person)
    live.fake.fail("sendMessage", live.slow())
    await person.says("Very safe")
    await person.says("Very unsafe")
    await live.quiet()
    assert "That came after" in person.last
    assert "area during the day" in person.last
