"""Buttons under a message: drawn from a question, and read back from a pressed message."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.telegram import presses
from bot.telegram.calls import Keyboard
from bot.telegram.presses import AgeGiven, Did, Gathered, Paged, Press, Spoke, Ticked
from surveys.definitions.definition import Option
from surveys.messages import (
    Ask,
    AskedHelp,
    AskKind,
    Chose,
    Looked,
    PassedOn,
    Started,
    Stopped,
    WentBack,
)
from surveys.records import NoAnswer
from surveys.wording import LANGUAGES, wording

Button = dict[str, str]
TICK, NO_TICK, BEFORE = "☑ ", "☐ ", "✓ "
MARKS = (TICK, NO_TICK, BEFORE)
LONGEST_LABEL = 36
"""Characters a phone shows on one button; longer ones are written out in the message."""

ON_ONE_PAGE = 40
ON_A_PAGE = 30
PAIR = 16
"""Two labels this short stand side by side."""


HELP = Did("", AskedHelp())
"""Help wherever the chat is."""


def button(label: str, press: Press) -> Button:
    return {"text": label, "callback_data": presses.written(press)}


# ---------------------------------------------------------------- a question
def question(ask: Ask, code: str, language: str, page: int = 0) -> Keyboard:
    say = wording(language).say
    shown = _on_page(ask.options, page)
    rows = _paired([_option(ask, code, number, option) for number, option in shown])
    if more := _other_pages(ask, code, page, language):
        rows.append(more)
    if ask.kind is AskKind.SEVERAL:
        rows.append([button(say("Next"), Gathered(code, ask.turn))])
    passes = [
        button(option.text, Did(code, PassedOn(NoAnswer(option.key)), ask.turn))
        for option in ask.passes
    ]
    rows += _paired(passes)
    back = [button(say("Back"), Did(code, WentBack(), ask.turn))] if ask.can_go_back else []
    leave = button(say("Stop and forget"), Did(code, Stopped()))
    return [*rows, [*back, leave], [button(say("Help"), Did(code, AskedHelp()))]]


def _option(ask: Ask, code: str, number: int, option: Option) -> Button:
    label = f"{option.symbol} {option.text}".strip()
    label = f"{number}. {label}" if are_written_out(ask) else label
    picked = option.key in ask.answered
    if ask.kind is AskKind.SEVERAL:
        return button(tick(label, on=picked), Ticked(code, ask.turn, option.key, not picked))
    before = BEFORE if picked else ""
    return button(before + label, Did(code, Chose((option.key,)), ask.turn))


def are_written_out(ask: Ask) -> bool:
    """Some labels are too long for a button: the message numbers and lists them all."""
    return any(len(option.text) > LONGEST_LABEL for option in ask.options)


def _on_page(options: Sequence[Option], page: int) -> list[tuple[int, Option]]:
    numbered = list(enumerate(options, start=1))
    if len(numbered) <= ON_ONE_PAGE:
        return numbered
    return numbered[page * ON_A_PAGE : (page + 1) * ON_A_PAGE] or numbered[:ON_A_PAGE]


def _other_pages(ask: Ask, code: str, page: int, language: str) -> list[Button]:
    if len(ask.options) <= ON_ONE_PAGE:
        return []
    say, last = wording(language).say, (len(ask.options) - 1) // ON_A_PAGE
    pages = [(page - 1, say("Earlier ones")), (page + 1, say("More"))]
    return [button(label, Paged(code, ask.turn, to)) for to, label in pages if 0 <= to <= last]


def _paired(buttons: Sequence[Button]) -> list[list[Button]]:
    """Two by two where all are short; else one below the other."""
    step = 2 if all(len(each["text"]) <= PAIR for each in buttons) else 1
    return [list(buttons[at : at + step]) for at in range(0, len(buttons), step)]


# ---------------------------------------------------------------- other messages
def welcome(label: str, code: str, others: Sequence[str], language: str) -> Keyboard:
    help_ = button(wording(language).say("Help"), Did(code, AskedHelp()))
    return [[button(label, Did(code, Started()))], *languages(code, others), [help_]]


def languages(code: str, offered: Iterable[str]) -> list[list[Button]]:
    return [[button(LANGUAGES[each], Spoke(code, each))] for each in offered if each in LANGUAGES]


def only_help(language: str) -> Keyboard:
    """For a message after which nothing else is to be pressed; it names no survey."""
    return [[button(wording(language).say("Help"), HELP)]]


def is_only_help(keyboard: Keyboard) -> bool:
    """Nobody need ever press it."""
    return all(each["callback_data"] == presses.written(HELP) for row in keyboard for each in row)


def ages(code: str, entry: str, language: str, labels: tuple[str, str]) -> Keyboard:
    old_enough, too_young = labels
    return [
        [button(old_enough, AgeGiven(code, old_enough=True, entry=entry))],
        [button(too_young, AgeGiven(code, old_enough=False, entry=entry))],
        *only_help(language),
    ]


def again(code: str, language: str) -> Keyboard:
    label = wording(language).say("Start again")
    return [[button(label, Did(code, Looked()))], *only_help(language)]


# ---------------------------------------------------------------- a pressed message
@dataclass(frozen=True, slots=True)
class Drawn:
    """The buttons of a message as the person saw them."""

    rows: tuple[tuple[tuple[str, str], ...], ...]

    def _all(self) -> Iterator[tuple[str, str]]:
        return (each for row in self.rows for each in row)

    def label(self, data: str) -> str:
        """The words on the button with that data."""
        found = next((text for text, carried in self._all() if carried == data), "")
        return bare(found)

    @property
    def ticks(self) -> frozenset[str]:
        ticked = (presses.read(data) for text, data in self._all() if text.startswith(TICK))
        return frozenset(press.key for press in ticked if isinstance(press, Ticked))

    def labels(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The words of what is ticked, in the order shown."""
        wanted = frozenset(keys)
        read = ((text, presses.read(data)) for text, data in self._all())
        return tuple(
            bare(text) for text, press in read if isinstance(press, Ticked) and press.key in wanted
        )

    def ticked(self, keys: frozenset[str]) -> Keyboard:
        """The same buttons with just these ticked."""
        return [[_reticked(text, data, keys) for text, data in row] for row in self.rows]


def _reticked(text: str, data: str, keys: frozenset[str]) -> Button:
    press = presses.read(data)
    if not isinstance(press, Ticked):
        return {"text": text, "callback_data": data}
    on = press.key in keys
    return button(tick(bare(text), on=on), Ticked(press.code, press.turn, press.key, not on))


def tick(label: str, *, on: bool) -> str:
    return (TICK if on else NO_TICK) + label


def bare(label: str) -> str:
    for mark in MARKS:
        label = label.removeprefix(mark)
    return label
