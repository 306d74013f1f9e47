"""Exact counts of a closed wave. They end in suppress.py: no renderer may import this module.

People are counted, never mentions (R9): whoever picked an option twice counts once. The base of
a question is everyone who was asked it, answered or not; whoever a branch led past it is not in it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import assert_never

from surveys.definition import FreeText, OneChoice, Picking, Question, Scale, Several, Survey
from surveys.records import (
    Answer,
    HeldBack,
    NoAnswer,
    Passed,
    Picked,
    Response,
    ReviewText,
    Screened,
    TextState,
    Withheld,
)

NOT_GIVEN = ""
"""The group of those who did not say to which group they belong."""


class Words(StrEnum):
    """Where a free text stands, as far as a report may tell."""

    READABLE = "readable"
    WAITING = "waiting"
    KEPT_OUT = "kept_out"
    TO_LEADS = "to_leads"


class Band(StrEnum):
    """The two ends of a five-point scale, two points each."""

    BEST = "best"
    WORST = "worst"


@dataclass(frozen=True, slots=True)
class Said:
    """An option, by key. A type of its own, since an option may be called "skipped"."""

    key: str


Mention = Said | NoAnswer | Words | Band


@dataclass(slots=True)
class Tally:
    """How many were asked, and how many of them each thing is true of. Exact: never shown."""

    asked: int = 0
    counts: Counter[Mention] = field(default_factory=Counter)

    def add(self, mentions: Iterable[Mention]) -> None:
        self.asked += 1
        self.counts.update(mentions)


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything counted in one wave. `groups` is by breakdown, group, then question."""

    people: int
    questions: Mapping[str, Tally]
    sizes: Mapping[str, Counter[str]]
    groups: Mapping[str, Mapping[str, Mapping[str, Tally]]]


def aggregate(
    survey: Survey, responses: Sequence[Response], texts: Sequence[ReviewText] = ()
) -> Counts:
    """Count one wave: overall, and by each breakdown its definition allows (R7)."""
    readers = {q.key: _reader(q) for q in survey.questions if isinstance(q, FreeText | Picking)}
    overall = {key: Tally() for key in readers}
    sizes: dict[str, Counter[str]] = {by: Counter() for by in survey.breakdowns}
    groups: dict[str, dict[str, dict[str, Tally]]] = {by: {} for by in survey.breakdowns}
    divided = [key for key in readers if may_divide(survey, key)]
    everyone = [key for key in readers if survey.question(key).ask_if is None]
    for response in responses:
        said = dict.fromkeys(everyone, _NOTHING)
        said |= {key: readers[key](answer) for key, answer in _known(response, readers)}
        for key, mentions in said.items():
            overall[key].add(mentions)
        for by in survey.breakdowns:
            group = _group(said.get(by, ()))
            sizes[by][group] += 1
            tallies = groups[by].setdefault(group, {key: Tally() for key in divided})
            for key in divided:
                tallies[key].add(said[key])
    _mark_kept_out(overall, texts)
    return Counts(len(responses), overall, sizes, groups)


def may_divide(survey: Survey, key: str) -> bool:
    """Whether a question is divided among groups: options everyone was asked, not a group itself.

    A question that a branch leads to is not: who was not asked would show in the bases.
    """
    question = survey.question(key)
    return (
        isinstance(question, OneChoice | Several | Scale)
        and question.ask_if is None
        and key not in survey.breakdowns
        and key != survey.quote_permission
    )


def _known(
    response: Response, readers: Mapping[str, Callable[[Answer], tuple[Mention, ...]]]
) -> Iterable[tuple[str, Answer]]:
    return ((key, answer) for key, answer in response.answers.items() if key in readers)


def _group(mentions: Sequence[Mention]) -> str:
    match mentions:
        case [Said(key)]:
            return key
        case _:
            return NOT_GIVEN


def _reader(question: Question) -> Callable[[Answer], tuple[Mention, ...]]:
    """How one person's answer to this question is counted. Made once, called for everyone."""
    if isinstance(question, FreeText):
        return _words
    options = frozenset(o.key for o in question.options) if isinstance(question, Picking) else ()
    many = isinstance(question, Several)
    ends = _ends(question)

    def read(answer: Answer) -> tuple[Mention, ...]:
        match answer:
            case Passed(why):
                return (why,)
            case Picked(keys):
                picked = [key for key in dict.fromkeys(keys) if key in options]
                said = tuple(Said(key) for key in (picked if many else picked[:1]))
                return (*said, *(ends[s.key] for s in said if s.key in ends)) or _NOTHING
            case _:
                return _NOTHING

    return read


_NOTHING: tuple[Mention, ...] = (NoAnswer.SKIPPED,)


def _ends(question: Question) -> Mapping[str, Band]:
    if not isinstance(question, Scale):
        return {}
    best, worst = question.options[:2], question.options[-2:]
    return {o.key: Band.BEST for o in best} | {o.key: Band.WORST for o in worst}


def _words(answer: Answer) -> tuple[Mention, ...]:
    match answer:
        case Passed(why):
            return (why,)
        case Screened():
            return (Words.READABLE,)
        case HeldBack():
            return (Words.WAITING,)
        case Withheld():
            return (Words.TO_LEADS,)
        case Picked():
            return _NOTHING
        case _:
            assert_never(answer)


def _mark_kept_out(overall: Mapping[str, Tally], texts: Sequence[ReviewText]) -> None:
    """A response does not tell a text kept out from one that waits; the texts do."""
    kept = Counter(text.question for text in texts if text.state is TextState.KEPT_OUT)
    for key, number in kept.items():
        if key in overall:
            counts = overall[key].counts
            moved = min(number, counts[Words.WAITING])
            counts[Words.WAITING] -= moved
            counts[Words.KEPT_OUT] += moved
