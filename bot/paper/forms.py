"""A typed-up form: what one person would have done, question by question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from bot.paper.columns import Map
from bot.paper.sheet import Row, Sheet
from bot.paper.values import BadCell, read_cell
from bot.walking import Walker
from moderation.verdict import Route
from surveys.definitions.definition import Survey
from surveys.limits import MAX_QUESTIONS
from surveys.messages import Came, PassedOn, PersonId, Problem
from surveys.records import Screened
from surveys.talk import flow
from surveys.talk.events import Finished, TextGiven

UNSCREENED = Screened("", Route.HOLD)
"""Stands for a text while rehearsing: nothing is screened or kept then."""


@dataclass(frozen=True, slots=True)
class Form:
    """What one row says.

    The walker's id is made from the whole sheet and the row's place: the same sheet again gives
    the same people, so that nobody is counted twice when an import is run anew.
    """

    number: int
    walker: Walker


@dataclass(frozen=True, slots=True)
class BadRow:
    """Why a row cannot be taken."""

    number: int
    reasons: tuple[str, ...]


def read_forms(
    survey: Survey, sheet: Sheet, places: Mapping[str, int], mapped: Map, language: str
) -> Iterator[Form | BadRow]:
    """Every row, in order, read and walked through the conversation."""
    mark = _mark(sheet)
    for row in sheet.rows:
        read = _read(survey, row, places, mapped, language)
        if isinstance(read, BadRow):
            yield read
            continue
        walker = Walker(PersonId(f"paper:{mark}:{row.number}"), read, language)
        reasons = _rehearse(survey, walker)
        yield BadRow(row.number, reasons) if reasons else Form(row.number, walker)


def _mark(sheet: Sheet) -> str:
    digest = sha256(repr(sheet.headers).encode())
    for row in sheet.rows:
        digest.update(repr((row.number, row.cells)).encode())
    return digest.hexdigest()[:32]


def _read(
    survey: Survey, row: Row, places: Mapping[str, int], mapped: Map, language: str
) -> dict[str, Came] | BadRow:
    said, reasons = {}, []
    for key, place in places.items():
        values = mapped.values.get(key, {})
        try:
            said[key] = read_cell(survey, key, row.cells[place], values, language)
        except BadCell as error:
            reasons.append(str(error))
    return BadRow(row.number, tuple(reasons)) if reasons else said


def _rehearse(survey: Survey, walker: Walker) -> tuple[str, ...]:
    """Go the whole way without keeping anything; what stands in the way."""
    asked: set[str] = set()
    step = flow.step(survey, None, walker.begins())
    for _ in range(MAX_QUESTIONS + 1):
        incoming = walker.answers(step.replies)
        if incoming is None or step.session is None:
            break
        asked.add(step.session.place)
        step = flow.step(survey, step.session, incoming)
        if problem := next((x for x in step.replies if isinstance(x, Problem)), None):
            return (problem.text,)
        step = _kept(step)
    if not any(isinstance(event, Finished) for event in step.events):
        return ("the form does not come to an end",)
    return tuple(_not_asked(walker, asked))


def _kept(step: flow.Step) -> flow.Step:
    session = step.session
    for event in step.events:
        if isinstance(event, TextGiven) and session:
            session = flow.with_text(session, event.question, UNSCREENED)
    return flow.Step(session, step.replies, step.events)


def _not_asked(walker: Walker, asked: set[str]) -> Iterator[str]:
    for key, said in walker.said.items():
        if key not in asked and not isinstance(said, PassedOn):
            yield f"{key}: answered, but the answers before it mean it is not asked"
