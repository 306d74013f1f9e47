"""A survey as it is asked: frozen, checked before it gets here (see reading.py)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be picked. `symbol` goes beside the words, never instead of them."""

    key: str
    text: str
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """Ask only if `question` was answered with one of `answers`."""

    question: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every kind of question has. Texts are English; `Survey.said` translates them."""

    key: str
    text: str
    hint: str = ""
    ask_if: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Asked):
    """Words to read, nothing to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneChoice(Asked):
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(Asked):
    """Any number of options, up to `at_most` (0: no limit)."""

    options: tuple[Option, ...]
    at_most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Asked):
    """Five points, best first, each with words and a symbol. Keys are "5" (best) to "1"."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeText(Asked):
    """Own words, at most `cap` characters."""

    cap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Locality(Asked):
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBand(Asked):
    options: tuple[Option, ...]


Picking = OneChoice | Several | Scale | Locality | AgeBand
Question = Statement | FreeText | Picking


@dataclass(frozen=True, slots=True)
class Target:
    """So many per cent are to pick one of the two best points of the scale `question`."""

    question: str
    favourable: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What is asked, in which order, and how it may be broken down.

    `breakdowns` names the questions whose answers may divide the others (DISCLOSURE R7).
    `merges` maps such a question to its merge table: option key -> the neighbour it joins
    when its group is too small (R2). `translations` maps language -> English text -> text.
    `target` is what an evaluation aims for.
    """

    key: str
    title: str
    audience: str
    intro: str
    questions: tuple[Question, ...]
    languages: tuple[str, ...] = ("en",)
    breakdowns: tuple[str, ...] = ()
    merges: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    quote_permission: str = ""
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    target: Target | None = None

    def question(self, key: str) -> Question:
        return next(question for question in self.questions if question.key == key)

    def said(self, text: str, language: str) -> str:
        """The text in that language; English where there is no translation."""
        return self.translations.get(language, NOTHING).get(text) or text
