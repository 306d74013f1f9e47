"""What a button carries (64 bytes at most) and what a press of it means.

A button says which survey, which turn and what, so that a press is understood after any restart
and an old one changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import assert_never

from surveys.messages import (
    AskedHelp,
    Chose,
    Looked,
    PassedOn,
    Started,
    Stopped,
    WentBack,
)
from surveys.records import NoAnswer

MOST_BYTES = 64
LONGEST_TURN = 4

Said = Chose | PassedOn | WentBack | Stopped | AskedHelp | Started | Looked


@dataclass(frozen=True, slots=True)
class Did:
    """Something that goes to the intake as it is. Only help can be asked for without a code."""

    code: str
    came: Said
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Ticked:
    """One of several switched on or off. The same press twice is the same."""

    code: str
    turn: int
    key: str
    on: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    """Next: all that is ticked is the answer."""

    code: str
    turn: int


@dataclass(frozen=True, slots=True)
class Paged:
    """Other options of the same question."""

    code: str
    turn: int
    page: int


@dataclass(frozen=True, slots=True)
class Spoke:
    code: str
    language: str


@dataclass(frozen=True, slots=True)
class AgeGiven:
    code: str
    old_enough: bool
    entry: str = ""


Press = Did | Ticked | Gathered | Paged | Spoke | AgeGiven


# ---------------------------------------------------------------- written
def written(press: Press) -> str:
    match press:
        case Did(code, came, turn):
            return _did_written(code, came, turn)
        case Ticked(code, turn, key, on):
            return f"{'on' if on else 'off'}:{code}:{turn}:{key}"
        case Gathered(code, turn):
            return f"next:{code}:{turn}"
        case Paged(code, turn, page):
            return f"page:{code}:{turn}:{page}"
        case Spoke(code, language):
            return f"language:{code}:{language}"
        case AgeGiven(code, old_enough, entry):
            return f"age:{code}:{'go' if old_enough else 'stop'}:{entry}"
        case _:
            assert_never(press)


def _did_written(code: str, came: Said, turn: int | None) -> str:
    match came:
        case Chose((key,)):
            return f"pick:{code}:{turn}:{key}"
        case PassedOn(why):
            return f"pass:{code}:{turn}:{why}"
        case WentBack():
            return f"back:{code}:{turn}"
        case Stopped() | AskedHelp() | Started() | Looked():
            return f"{WORDS[came]}:{code}"
        case _:
            raise ValueError("several picks at once do not fit a button")


# ---------------------------------------------------------------- read
WORDS: Mapping[Said, str] = {
    Stopped(): "stop",
    AskedHelp(): "help",
    Started(): "start",
    Looked(): "look",
}
PLAIN = {word: came for came, word in WORDS.items()}


def read(data: str) -> Press | None:
    """None for what no button of ours carries."""
    word, _, rest = data.partition(":")
    code, _, rest = rest.partition(":")
    if word in PLAIN:
        return Did(code, PLAIN[word]) if (code or word == "help") and not rest else None
    if word in OTHERS:
        return OTHERS[word](code, rest)
    turn, _, what = rest.partition(":")
    if word not in TURNS or not _is_number(turn):
        return None
    return TURNS[word](code, int(turn), what)


def _spoke(code: str, language: str) -> Press | None:
    return Spoke(code, language) if language else None


def _age(code: str, rest: str) -> Press | None:
    go, _, entry = rest.partition(":")
    return AgeGiven(code, go == "go", entry) if go in {"go", "stop"} else None


def _picked(code: str, turn: int, key: str) -> Press | None:
    return Did(code, Chose((key,)), turn) if key else None


def _passed(code: str, turn: int, why: str) -> Press | None:
    return Did(code, PassedOn(NoAnswer(why)), turn) if why in set(NoAnswer) else None


def _ticked(code: str, turn: int, key: str, *, on: bool) -> Press | None:
    return Ticked(code, turn, key, on) if key else None


def _paged(code: str, turn: int, page: str) -> Press | None:
    return Paged(code, turn, int(page)) if _is_number(page) else None


OTHERS: Mapping[str, Callable[[str, str], Press | None]] = {"language": _spoke, "age": _age}
TURNS: Mapping[str, Callable[[str, int, str], Press | None]] = {
    "pick": _picked,
    "pass": _passed,
    "back": lambda code, turn, _: Did(code, WentBack(), turn),
    "on": partial(_ticked, on=True),
    "off": partial(_ticked, on=False),
    "next": lambda code, turn, _: Gathered(code, turn),
    "page": _paged,
}


def _is_number(raw: str) -> bool:
    return raw.isascii() and raw.isdigit() and len(raw) <= LONGEST_TURN
