"""Exact counts of a closed wave. They end in suppress.py: no renderer may import this module.

People are counted, never mentions (R9): whoever picked an option twice counts once. The base of
a question is everyone who was asked it, answered or not; whoever a branch led past it is not in it.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple, assert_never

from surveys.definitions.definition import (
    FreeText,
    OneChoice,
    Picking,
    Question,
    Scale,
    Several,
    Survey,
)
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


class Said(NamedTuple):
    """An option, by key. A type of its own, since an option may be called "skipped"."""

    key: str


Mention = Said | NoAnswer | Words | Band
Mentions = tuple[Mention, ...]
"""Everything one answer counts for; nothing where the question was not asked."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were asked, and how many of them each thing is true of. Exact: never shown."""

    asked: int
    counts: Counter[Mention]


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
    columns = {
        question.key: _column(question, responses)
        for question in survey.questions
        if isinstance(question, FreeText | Picking)
    }
    overall = {key: _tally(Counter(column)) for key, column in columns.items()}
    _mark_kept_out(overall, texts)
    members = {by: [_group(mentions) for mentions in columns[by]] for by in survey.breakdowns}
    divided = [key for key in columns if may_divide(survey, key)]
    return Counts(
        people=len(responses),
        questions=overall,
        sizes={by: Counter(groups) for by, groups in members.items()},
        groups={
            by: _by_group(groups, {key: columns[key] for key in divided})
            for by, groups in members.items()
        },
    )


def _column(question: Question, responses: Sequence[Response]) -> list[Mentions]:
    """What each person's answer to one question counts for, in the order of the people."""
    read = _reader(question)
    missing: Mentions = () if question.ask_if else _NOTHING
    given = (response.answers.get(question.key) for response in responses)
    return [missing if answer is None else read(answer) for answer in given]


def _tally(found: Mapping[Mentions, int]) -> Tally:
    counts: Counter[Mention] = Counter()
    for mentions, number in found.items():
        for mention in mentions:
            counts[mention] += number
    return Tally(sum(number for mentions, number in found.items() if mentions), counts)


def _by_group(
    groups: Sequence[str], columns: Mapping[str, Sequence[Mentions]]
) -> dict[str, dict[str, Tally]]:
    """For each group its tally of each question."""
    found: dict[str, dict[str, Tally]] = {group: {} for group in dict.fromkeys(groups)}
    for key, column in columns.items():
        apart: dict[str, dict[Mentions, int]] = {group: {} for group in found}
        for (group, mentions), number in Counter(zip(groups, column, strict=True)).items():
            apart[group][mentions] = number
        for group, counted in apart.items():
            found[group][key] = _tally(counted)
    return found


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


def _group(mentions: Sequence[Mention]) -> str:
    match mentions:
        case [Said() as said]:
            return said.key
        case _:
            return NOT_GIVEN


def _reader(question: Question) -> Callable[[Answer], Mentions]:
    """How an answer to this question is counted. Each way of answering is worked out once."""
    if isinstance(question, FreeText):
        return _words
    known: dict[tuple[str, ...], Mentions] = {}

    def read(answer: Answer) -> Mentions:
        match answer:
            case Passed(why):
                return (why,)
            case Picked(keys):
                if keys not in known:
                    known[keys] = _picked(question, keys)
                return known[keys]
            case _:
                return _NOTHING

    return read


def _picked(question: Question, keys: Sequence[str]) -> Mentions:
    """The options there are, each once; of a question with one answer the first."""
    options = {o.key for o in question.options} if isinstance(question, Picking) else set()
    picked = [key for key in dict.fromkeys(keys) if key in options]
    said = tuple(map(Said, picked if isinstance(question, Several) else picked[:1]))
    ends = _ends(question)
    return (*said, *(ends[key] for (key,) in said if key in ends)) or _NOTHING


_NOTHING: Mentions = (NoAnswer.SKIPPED,)


def _ends(question: Question) -> Mapping[str, Band]:
    if not isinstance(question, Scale):
        return {}
    best, worst = question.options[:2], question.options[-2:]
    return {o.key: Band.BEST for o in best} | {o.key: Band.WORST for o in worst}


def _words(answer: Answer) -> Mentions:
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


def count_texts(counts: Counts, states: Mapping[tuple[str, TextState], int]) -> Counts:
    """The same counts, where the responses did not hold their words: every text waits there."""
    overall = {key: Tally(t.asked, Counter(t.counts)) for key, t in counts.questions.items()}
    for (question, state), number in states.items():
        if question in overall:
            _move(overall[question], STANDS[state], number)
    return replace(counts, questions=overall)


STANDS = {
    TextState.PUBLISHED: Words.READABLE,
    TextState.RELEASED: Words.READABLE,
    TextState.HELD: Words.WAITING,
    TextState.PROPOSED: Words.WAITING,
    TextState.KEPT_OUT: Words.KEPT_OUT,
}


def _move(tally: Tally, to: Words, number: int) -> None:
    moved = min(number, tally.counts[Words.WAITING])
    tally.counts[Words.WAITING] -= moved
    tally.counts[to] += moved


def merged(one: Counts, other: Counts) -> Counts:
    """Counts of two parts of one wave, as counts of both."""
    return Counts(
        people=one.people + other.people,
        questions={key: _both(one.questions[key], other.questions[key]) for key in one.questions},
        sizes={by: one.sizes[by] + other.sizes[by] for by in one.sizes},
        groups={by: _all_groups(one.groups[by], other.groups[by]) for by in one.groups},
    )


def _both(one: Tally, other: Tally) -> Tally:
    return Tally(one.asked + other.asked, one.counts + other.counts)


def _all_groups(
    one: Mapping[str, Mapping[str, Tally]], other: Mapping[str, Mapping[str, Tally]]
) -> dict[str, Mapping[str, Tally]]:
    found = dict(one)
    for group, tallies in other.items():
        before = found.get(group)
        found[group] = (
            {key: _both(before[key], tally) for key, tally in tallies.items()}
            if before
            else tallies
        )
    return found


def _mark_kept_out(overall: Mapping[str, Tally], texts: Sequence[ReviewText]) -> None:
    """A response does not tell a text kept out from one that waits; the texts do."""
    kept = Counter(text.question for text in texts if text.state is TextState.KEPT_OUT)
    for key, number in kept.items():
        if key in overall:
            _move(overall[key], Words.KEPT_OUT, number)
