"""Replies as messages: together where they fit, help before all, one set of buttons."""

import pytest

from bot.telegram import drawing, keyboards
from bot.telegram.calls import Keyboard
from bot.telegram.drawing import LONGEST, Manner, answered, draw
from bot.telegram.keyboards import Drawn
from bot.telegram.presses import MOST_BYTES
from surveys.definitions.definition import Option
from surveys.messages import (
    Ask,
    AskKind,
    Forgotten,
    Help,
    Problem,
    Reply,
    Say,
    SignPost,
    Thank,
    Welcome,
)
from surveys.talk.replies import notice, web_promise
from surveys.wording import LANGUAGES

MANNER = Manner("cdfhjk", "en", ("cy",), "https://safe.example.org/s/cdfhjk")
POST = SignPost("Childline", "0800 1111", "tel:08001111", "Free, day and night.")
HELP = Help("Talk to them:", (POST,), urgent=True)


def ask(number: int = 3, **changes: object) -> Ask:
    options = tuple(Option(f"k{n}", f"Option {n}") for n in range(number))
    made: dict[str, object] = {
        "key": "q",
        "kind": AskKind.ONE,
        "text": "Do you <feel> safe & well?",
        "hint": "",
        "options": options,
        "passes": (Option("skipped", "Skip"),),
        "turn": 4,
        "number": 5,
        "of": 12,
        "can_go_back": True,
    }
    return Ask(**{**made, **changes})  # type: ignore[arg-type]


EVERY: list[Reply] = [
    Welcome("How safe?", ("Two minutes.", *notice("en")), "Start"),
    Say("A word <before>."),
    ask(),
    ask(kind=AskKind.SEVERAL, at_most=2),
    ask(kind=AskKind.SCALE),
    ask(0, kind=AskKind.TEXT, cap=500),
    HELP,
    Thank("Thank you", ("Saved.",), "eight words"),
    Forgotten("Gone", ("All of it.",)),
    Problem("That did not fit."),
]


@pytest.mark.parametrize("reply", EVERY)
def test_every_reply_can_be_drawn(reply: Reply) -> None:
    (message,) = draw((reply,), MANNER)
    assert message.text.strip()
    assert "<feel>" not in message.text
    assert "<before>" not in message.text


def test_help_and_the_next_question_are_one_message_help_first() -> None:
    (message,) = draw((HELP, Problem("Too long."), ask()), MANNER)
    order = [message.text.index(words) for words in ("0800 1111", "Too long.", "Question 5")]
    assert order == sorted(order)
    assert message.turn == 4
    assert message.keyboard


def test_the_end_of_an_urgent_message_which_a_phone_shows_says_999() -> None:
    (message,) = draw((HELP, ask()), MANNER)
    assert message.text.endswith("Ring 999. More help stands above.</b>")
    assert "Ring 999" not in draw((HELP,), MANNER)[0].text
    assert "Ring 999" not in draw((ask(),), MANNER)[0].text
    calm = Help(HELP.intro, HELP.posts)
    assert "Ring 999" not in draw((calm, ask()), MANNER)[0].text
    after = answered(message.text.replace("<b>", "").replace("</b>", ""), ("Option 1",))
    assert "More help" not in after
    assert "0800 1111" in after


def test_what_does_not_fit_is_cut_and_the_buttons_come_last() -> None:
    long = Say("\n".join(["x" * 500] * 20))
    messages = draw((HELP, long, ask()), MANNER)
    assert all(0 < len(message.text) <= LONGEST for message in messages)
    assert [bool(message.keyboard) for message in messages] == [
        *[False] * (len(messages) - 1),
        True,
    ]
    assert "".join(message.text for message in messages).count("x") == 10_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_webs_promise_is_never_made_here(language: str) -> None:
    welcome = Welcome("How safe?", notice(language), "Start")
    (message,) = draw((welcome,), Manner("c", language, (), "https://safe.example.org/s/c"))
    assert web_promise(language) not in message.text.replace("&#x27;", "'")
    assert "https://safe.example.org/s/c" in message.text
    assert message.text.count("•") == len(notice(language)) + 2


def test_long_labels_are_written_out_and_numbered() -> None:
    long = (Option("a", "Some places, such as toilets or corridors"), Option("b", "Fights"))
    (message,) = draw((ask(options=long),), MANNER)
    assert "1. Some places, such as toilets or corridors\n2. Fights" in message.text


def test_an_answered_question_keeps_the_help_that_came_with_it() -> None:
    shown = f"Talk to them:\n\nChildline\n0800 1111\n\n{drawing.RULE}\n\n"
    question = f"{drawing.QUESTION}Question 5 of about 12\nAre <you> safe?\na hint"
    kept = answered(f"{shown}A word before.\n\n{question}", ("Yes & no",))
    assert kept == (
        f"Talk to them:\n\nChildline\n0800 1111\n\n{drawing.RULE}\n\n"
        "<b>Are &lt;you&gt; safe?</b>\n✓ Yes &amp; no"
    )
    assert answered(question, ("Yes",)) == "<b>Are &lt;you&gt; safe?</b>\n✓ Yes"


@pytest.mark.parametrize("shown", ["", drawing.QUESTION, drawing.RULE, "no question at all"])
def test_any_old_text_can_be_marked_as_answered(shown: str) -> None:
    assert answered(shown, ("Yes",)).endswith("✓ Yes")


# ---------------------------------------------------------------- keyboards
@pytest.mark.parametrize("number", [1, 5, 40, 41, 200])
def test_a_keyboard_is_never_too_large_for_telegram(number: int) -> None:
    reached = set()
    for page in range(8):
        rows = keyboards.question(ask(number), "cdfhjk", "en", page)
        buttons = [button for row in rows for button in row]
        assert len(buttons) <= 100
        assert all(len(each["callback_data"].encode()) <= MOST_BYTES for each in buttons)
        reached |= {each["text"] for each in buttons if each["text"].startswith("Option")}
    assert len(reached) == number


def test_skip_and_stop_are_always_there() -> None:
    labels = [b["text"] for row in keyboards.question(ask(), "c", "en") for b in row]
    assert {"Skip", "Back", "Stop and forget", "Help"} <= set(labels)


def test_ticks_are_read_back_from_the_buttons_and_drawn_anew() -> None:
    several = ask(kind=AskKind.SEVERAL, answered=("k1",))
    drawn = as_drawn(keyboards.question(several, "c", "en"))
    assert drawn.ticks == {"k1"}
    again = as_drawn(drawn.ticked(frozenset({"k0", "k2"})))
    assert again.ticks == {"k0", "k2"}
    assert again.labels({"k2", "k0"}) == ("Option 0", "Option 2")
    assert [len(row) for row in again.rows] == [len(row) for row in drawn.rows]


def as_drawn(rows: Keyboard) -> Drawn:
    return Drawn(tuple(tuple((b["text"], b["callback_data"]) for b in row) for row in rows))
