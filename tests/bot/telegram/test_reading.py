"""What is read without the library is what the library reads."""

from typing import Any

import pytest

from bot.telegram import incoming, reading
from bot.telegram.incoming import Commanded, Forwarded, InGroup, Pressed, Typed

PERSON = {"id": 7, "is_bot": False, "first_name": "Fx", "language_code": "cy"}
CHAT = {"id": 7, "type": "private", "first_name": "Fx"}
GROUP = {"id": -7, "type": "group", "title": "All"}
BOT = {"id": 4242, "is_bot": True, "first_name": "Said", "username": "said_bot"}
KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Yes", "callback_data": "a:1"}, {"text": "No", "callback_data": "a:2"}],
        [{"text": "Look", "url": "https://example.org"}],
    ]
}
MESSAGE = {"message_id": 11, "from": PERSON, "chat": CHAT, "date": 1_700_000_000}
SHOWN = {**MESSAGE, "from": BOT, "text": "Well?", "reply_markup": KEYBOARD}
PRESS = {"id": "99", "from": PERSON, "message": SHOWN, "chat_instance": "1", "data": "a:1"}
NAMELESS = {name: value for name, value in PERSON.items() if name != "language_code"}
USER = {"type": "user", "date": 1, "sender_user": PERSON}
STICKER = {
    "file_id": "f", "file_unique_id": "u", "type": "regular", "width": 9, "height": 9,
    "is_animated": False, "is_video": False,
}  # fmt: skip


def without(held: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in held.items() if name not in names}


UPDATES: dict[str, tuple[dict[str, Any], type | None]] = {
    "typed": ({"message": {**MESSAGE, "text": "Hello"}}, Typed),
    "from nobody": ({"message": {**without(MESSAGE, "from"), "text": "Hello"}}, Typed),
    "no language": ({"message": {**MESSAGE, "from": NAMELESS, "text": "Hello"}}, Typed),
    "command": ({"message": {**MESSAGE, "text": "/Start@said_bot  abc "}}, Commanded),
    "forwarded": ({"message": {**MESSAGE, "text": "Hi", "forward_origin": USER}}, Forwarded),
    "in a group": ({"message": {**MESSAGE, "chat": GROUP, "text": "Hi"}}, InGroup),
    "sticker": ({"message": {**MESSAGE, "sticker": STICKER}}, incoming.Unreadable),
    "edited": ({"edited_message": {**MESSAGE, "edit_date": 1, "text": "Hi"}}, incoming.Edited),
    "press": ({"callback_query": PRESS}, Pressed),
    "press without data": ({"callback_query": without(PRESS, "data")}, Pressed),
    "bare message": (
        {"callback_query": {**PRESS, "message": without(SHOWN, "reply_markup")}},
        Pressed,
    ),
    "old message": (
        {"callback_query": {**PRESS, "message": {"message_id": 3, "chat": CHAT, "date": 0}}},
        Pressed,
    ),
    "pressed in a group": (
        {"callback_query": {**PRESS, "message": {**SHOWN, "chat": GROUP}}},
        InGroup,
    ),
    "pressed inline": ({"callback_query": without(PRESS, "message")}, None),
    "nothing known": ({"something_new": {}}, None),
}


@pytest.mark.parametrize("name", UPDATES)
def test_both_ways_read_the_same(name: str) -> None:
    update, kind = UPDATES[name]
    said = {"update_id": 5, **update}
    by_library = incoming.parsed(dict(said))
    assert by_library
    read = reading.understood(said)
    assert read == incoming.read(by_library)
    assert type(read) is (kind or type(None))


@pytest.mark.parametrize("odd", [{}, {"update_id": 1, "message": {"chat": 3}}])
def test_an_odd_shape_is_left_to_the_library(odd: dict[str, Any]) -> None:
    with pytest.raises(Exception):  # noqa: B017, PT011 - the library raises whatever it raises
        reading.understood(odd)
