"""Replies become a page: a card for each, and what can be pressed, by the last of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from bot.web.forms import Fields, Form
from bot.web.people import Carried
from surveys.messages import (
    Ask,
    Forgotten,
    Help,
    Problem,
    Reply,
    Say,
    Thank,
    Welcome,
)

Screen = Welcome | Ask | Thank | Forgotten


@dataclass(frozen=True, slots=True)
class Card:
    """One reply and the template that draws it."""

    template: str
    reply: Reply


def card(reply: Reply) -> Card:
    match reply:
        case Say() | Help() | Problem():
            return Card(f"cards/{type(reply).__name__.lower()}.html", reply)
        case Welcome() | Ask() | Thank() | Forgotten():
            return Card(f"cards/{screen(reply)}.html", reply)
        case _:
            assert_never(reply)


def screen(last: Screen) -> str:
    match last:
        case Ask():
            return "ask"
        case Welcome():
            return "welcome"
        case Thank():
            return "thank"
        case Forgotten():
            return "forgotten"
        case _:
            assert_never(last)


@dataclass(frozen=True, slots=True)
class Shown:
    """What one page of the talk shows. Words that were not taken stay in the form, only there."""

    replies: tuple[Reply, ...]
    carried: Carried
    form: Form | None
    last: Screen | None

    @property
    def cards(self) -> tuple[Card, ...]:
        return tuple(card(reply) for reply in self.replies)

    @property
    def ask(self) -> Ask | None:
        return self.last if isinstance(self.last, Ask) else None

    @property
    def ending(self) -> str:
        """What can be pressed. Where there is nothing but a problem: the same form again."""
        return f"ends/{screen(self.last) if self.last else 'again'}.html"

    @property
    def over(self) -> bool:
        return isinstance(self.last, Forgotten)

    @property
    def speaks_with_answer(self) -> bool:
        """A change of language goes with the answer's form, so that what was typed goes along."""
        return self.ask is not None or self.last is None

    @property
    def fields(self) -> Fields:
        return self.form.fields if self.form else ()

    @property
    def draft(self) -> str:
        return self._typed.text if self._typed else ""

    @property
    def chosen(self) -> tuple[str, ...]:
        typed = self._typed.every("pick") if self._typed else ()
        return typed or (self.ask.answered if self.ask else ())

    @property
    def _typed(self) -> Form | None:
        """The form, if what it says was not taken: nothing moved on since."""
        stayed = self.last is None or (self.ask and self.form and self.ask.turn == self.form.turn)
        return self.form if stayed else None


def talk(replies: Sequence[Reply], carried: Carried, form: Form | None) -> Shown:
    last = next((reply for reply in reversed(replies) if isinstance(reply, Screen)), None)
    return Shown(tuple(replies), carried, form, last)
