"""What an answer, a pass or a step back does to the talk."""

from dataclasses import dataclass, replace
from typing import assert_never

from surveys.definitions.definition import FreeText, Picking, Several, Survey
from surveys.limits import MAX_WORDS
from surveys.messages import Chose, PassedOn, Problem, Reply, WentBack, Wrote
from surveys.records import Answer, NoAnswer, Passed, Picked
from surveys.talk import problems
from surveys.talk.asking import KEEP, ask, can_go_back, has_words, present
from surveys.talk.events import Event, Finished, TextDropped, TextGiven, WordsNotKept
from surveys.talk.matching import match_options, match_pass
from surveys.talk.path import END, asked, following
from surveys.talk.session import Session


@dataclass(frozen=True, slots=True)
class Step:
    """What one message does. No session: there is no talk (yet, or any more).

    At `Finished` there are no replies: the intake says thank you, after the commit.
    """

    session: Session | None
    replies: tuple[Reply, ...]
    events: tuple[Event, ...] = ()


Moved = Chose | Wrote | PassedOn | WentBack
"""What moves a talk on or back, and so counts for one turn only."""


def act(survey: Survey, session: Session, moved: Moved) -> Step:
    match moved:
        case Chose(keys):
            return _choose(survey, session, keys)
        case Wrote():
            return _write(survey, session, moved)
        case PassedOn(why):
            return _pass(survey, session, why)
        case WentBack():
            return _back(survey, session)
        case _:
            assert_never(moved)


def show(survey: Survey, session: Session) -> Step:
    """Where they are, unchanged."""
    if session.place == END:
        return Step(session, (), (*_off_path(session), Finished()))
    return Step(session, present(survey, session))


def not_kept(question: str, moved: Moved) -> tuple[Event, ...]:
    """Words that came at the wrong moment may still tell of harm."""
    if isinstance(moved, Wrote) and moved.text.strip():
        return (WordsNotKept(question, moved.text[:MAX_WORDS]),)
    return ()


# ---------------------------------------------------------------- picking
def _choose(survey: Survey, session: Session, keys: tuple[str, ...]) -> Step:
    question = asked(survey, session)
    if not isinstance(question, FreeText):
        return _pick(survey, session, question, tuple(dict.fromkeys(keys)))
    if keys == (KEEP,) and has_words(session, question.key):
        return _on(survey, session)
    return _again(survey, session, problems.words_wanted(session.language))


def _pick(survey: Survey, session: Session, question: Picking, keys: tuple[str, ...]) -> Step:
    if problem := _wrong(question, keys, session.language):
        return _again(survey, session, problem)
    return _on(survey, session, Picked(keys))


def _wrong(question: Picking, keys: tuple[str, ...], language: str) -> Problem | None:
    if not keys:
        return problems.nothing_picked(language)
    if not {option.key for option in question.options}.issuperset(keys):
        return problems.not_an_option(language)
    most = question.at_most if isinstance(question, Several) else 1
    return problems.too_many_picked(language, most) if 0 < most < len(keys) else None


# ---------------------------------------------------------------- writing
def _write(survey: Survey, session: Session, wrote: Wrote) -> Step:
    question, language = asked(survey, session), session.language
    text = wrote.text.replace("\r\n", "\n").strip()
    if why := match_pass(text, language):
        return _pass(survey, session, why)
    if isinstance(question, FreeText):
        return _give(survey, session, question, text)
    if keys := match_options(survey, question, text, language):
        return _pick(survey, session, question, keys)
    unmatched = _again(survey, session, problems.not_an_option(language))
    return replace(unmatched, events=not_kept(question.key, wrote))


def _give(survey: Survey, session: Session, question: FreeText, text: str) -> Step:
    if not text:
        return _again(survey, session, problems.nothing_written(session.language))
    if (over := len(text) - question.cap) > 0:
        problem = problems.too_long(session.language, over, question.cap)
        long = _again(survey, session, problem)
        return replace(long, events=not_kept(question.key, Wrote(text)))
    dropped = _dropped(session)
    onward = _on(survey, _without(session))
    given = TextGiven(question.key, text)
    return replace(onward, events=(*dropped, given, *onward.events))


# ---------------------------------------------------------------- passing and going back
def _pass(survey: Survey, session: Session, why: NoAnswer) -> Step:
    dropped = _dropped(session)
    onward = _on(survey, session, Passed(why))
    return replace(onward, events=(*dropped, *onward.events))


def _back(survey: Survey, session: Session) -> Step:
    if not can_go_back(session):
        return _again(survey, session, problems.no_way_back(session.language))
    *path, place = session.path
    earlier = replace(session, place=place, path=tuple(path), backs=session.backs + 1)
    return show(survey, replace(earlier, turn=session.turn + 1))


# ---------------------------------------------------------------- steps
def _on(survey: Survey, session: Session, answer: Answer | None = None) -> Step:
    """To the next question; at the end, finished."""
    path = (*session.path, session.place)
    answers = {**session.answers, session.place: answer} if answer else session.answers
    place = following(survey, path, answers)
    onward = Session(session.language, place, path, answers, session.turn + 1, session.backs)
    return show(survey, onward)


def _again(survey: Survey, session: Session, problem: Problem) -> Step:
    return Step(session, (problem, ask(survey, session)))


def _without(session: Session) -> Session:
    kept = {key: answer for key, answer in session.answers.items() if key != session.place}
    return replace(session, answers=kept)


def _dropped(session: Session) -> tuple[TextDropped, ...]:
    return (TextDropped(session.place),) if has_words(session, session.place) else ()


def _off_path(session: Session) -> tuple[TextDropped, ...]:
    gone = (key for key in session.answers if key not in session.path)
    return tuple(TextDropped(key) for key in gone if has_words(session, key))
