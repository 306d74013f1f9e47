"""One simulated person: presses the buttons shown, types where there are none."""

import random
from dataclasses import dataclass, field
from typing import Any

FIRST_ID = 7_000_000_000  # larger than 32 bits, as today's ids are
WORDS = (
    "More lights on the path by the river.",
    "The bus is late and it is dark when I walk home.",
    "Nothing really, it is fine here.",
    "If somebody listened to us at school when we say things.",
    "My gran is lovely and the youth club is good on Fridays.",
    "Less shouting",
)
LEFT_ALONE = ("pass:", "back:", "stop:", "help:", "language:", "off:", "look:", "page:")

Json = dict[str, Any]


@dataclass(slots=True)
class Shown:
    """A message of the bot's as it stands in the chat."""

    number: int
    text: str
    markup: Json | None

    @property
    def inline(self) -> list[Json]:
        rows = (self.markup or {}).get("inline_keyboard") or ()
        return [button for row in rows for button in row if "callback_data" in button]

    @property
    def labels(self) -> list[str]:
        rows = (self.markup or {}).get("keyboard") or ()
        return [each if isinstance(each, str) else each["text"] for row in rows for each in row]

    @property
    def is_bare(self) -> bool:
        return not self.inline and not self.labels


@dataclass(frozen=True, slots=True)
class Pressed:
    message: int
    data: str


@dataclass(frozen=True, slots=True)
class Typed:
    text: str


Act = Pressed | Typed


@dataclass(slots=True, eq=False)
class Person:
    number: int
    awaiting: bool = False
    acted: float = 0.0
    act: Act = Typed("")
    turns: int = 0
    repeats: int = 0
    over: bool = False
    came: float = 0.0
    last: Shown | None = None
    messages: dict[int, Shown] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    timer: Any = None
    patience: Any = None

    @property
    def id(self) -> int:
        return FIRST_ID + self.number

    @property
    def user(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": "Fx", "language_code": "en"}

    @property
    def chat(self) -> Json:
        return {"id": self.id, "type": "private", "first_name": "Fx"}

    def next_act(self, chance: random.Random) -> Act:
        """What this person does about the message shown last."""
        assert self.last is not None
        if press := _pressed(self.last, chance):
            return self._as_before(press)
        if labels := self.last.labels:
            return Typed(chance.choice(labels))
        return Typed(f"{chance.choice(WORDS)} {self.number}x{self.turns}")

    def _as_before(self, press: Pressed) -> Pressed:
        """Nobody changes their mind, so it is known what each answered."""
        match press.data.split(":", 3):
            case ["pick", code, turn, key]:
                kept = self.given.setdefault(turn, key)
                return Pressed(press.message, f"pick:{code}:{turn}:{kept}")
            case _:
                return press


def _pressed(shown: Shown, chance: random.Random) -> Pressed | None:
    """One of the buttons that lead on. Of several, one is ticked and then Next pressed."""
    data = [str(button["callback_data"]) for button in shown.inline]
    on = [each for each in data if not each.startswith(LEFT_ALONE) and not _is_too_young(each)]
    ticked = any(each.startswith("off:") for each in data)
    further = [each for each in on if each.startswith("next:") is ticked]
    choice = further or on
    return Pressed(shown.number, chance.choice(choice)) if choice else None


def _is_too_young(data: str) -> bool:
    return data.startswith("age:") and ":stop:" in data
