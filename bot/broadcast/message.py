"""The message that tells a subscriber what changed, and what its buttons carry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from surveys.definitions.definition import Option
from surveys.telling import difference
from surveys.telling.updates import Update
from surveys.wording import wording

LEAVE = "leave"
DIFFERENCE = "made"
"""How the buttons' data begins. `answered` reads them back."""

Button = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Message:
    """Words as Telegram's HTML, and rows of buttons: label and what it carries."""

    text: str
    rows: Sequence[Sequence[Button]]


def compose(update: Update, language: str) -> Message:
    say, words = wording(language).say, update.said(language)
    lines = (
        escape(
            say("You asked us to tell you what came of “{title}”.", title=update.titled(language))
        ),
        part(say("We asked"), words.asked),
        part(say("You said"), words.said),
        part(say("We did"), words.did),
        f"<b>{escape(difference.question(wording(language)))}</b>",
        escape(say("Your tap is counted without your name. Telegram can see that you tapped.")),
    )
    return Message("\n\n".join(lines), _rows(update.wave, language))


def part(head: str, words: str) -> str:
    return f"<b>{escape(head)}</b>\n{escape(words)}"


def _rows(code: str, language: str) -> Sequence[Sequence[Button]]:
    yes, bit, no, not_me = (_button(code, o) for o in difference.options(wording(language)))
    return ((yes, bit, no), (not_me,), (leave_button(language),))


def _button(code: str, option: Option) -> Button:
    return option.text, f"{DIFFERENCE}:{code}:{option.key}"


def leave_button(language: str) -> Button:
    """For any message: one tap, no question back."""
    return wording(language).say("Stop these messages"), LEAVE


def left(language: str) -> str:
    """Said after the tap on it."""
    return wording(language).say("Stopped. You will get no more of these messages.")


# ---------------------------------------------------------------- read back
@dataclass(frozen=True, slots=True)
class Felt:
    """A tap on one of the four answers: give it to `surveys.telling.difference.answer`."""

    code: str
    key: str


@dataclass(frozen=True, slots=True)
class Left:
    """A tap on the way out: give it to `Subscriptions.leave`."""


def answered(data: str) -> Felt | Left | None:
    """What a button of ours carries; None if it is not ours."""
    match data.split(":"):
        case ["leave"]:
            return Left()
        case ["made", code, key] if code and key in difference.ANSWERS:
            return Felt(code, key)
        case _:
            return None


def as_keyboard(message: Message) -> Sequence[Sequence[Mapping[str, str]]]:
    return [[{"text": label, "callback_data": data} for label, data in row] for row in message.rows]
