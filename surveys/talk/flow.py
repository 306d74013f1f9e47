"""The conversation: one message in; the next session, the replies and the events out. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from surveys.definitions.definition import Survey
from surveys.help import offers
from surveys.help.signposts import SHIPPED, SignPosts
from surveys.messages import (
    AskedHelp,
    ChangedLanguage,
    Chose,
    Incoming,
    Left,
    Looked,
    PassedOn,
    Started,
    Stopped,
    WentBack,
    Wrote,
)
from surveys.records import Answer, Screened, Withheld
from surveys.talk import problems, replies
from surveys.talk.answering import Step, act, not_kept, show
from surveys.talk.asking import has_words
from surveys.talk.events import (
    Event,
    Finished,
    TalkLeft,
    TalkStopped,
    TextDropped,
    TextGiven,
    WordsNotKept,
)
from surveys.talk.path import END, following
from surveys.talk.session import Session

__all__ = [
    "Event",
    "Finished",
    "Step",
    "TalkLeft",
    "TalkStopped",
    "TextDropped",
    "TextGiven",
    "WordsNotKept",
    "answers",
    "spoken",
    "step",
    "with_text",
]


def step(
    survey: Survey, session: Session | None, incoming: Incoming, posts: SignPosts = SHIPPED
) -> Step:
    """Say what one message does. Never raises, whatever the message."""
    if session is None:
        return _outside(survey, incoming, posts)
    return _inside(survey, session, incoming, posts)


def with_text(session: Session, question: str, text: Screened | Withheld) -> Session:
    """The session with the outcome of screening in the place of the words."""
    return replace(session, answers={**session.answers, question: text})


def answers(session: Session) -> Mapping[str, Answer]:
    """What counts at finish, in the order asked: only questions that are on the path."""
    return {key: session.answers[key] for key in session.path if key in session.answers}


# ---------------------------------------------------------------- no talk yet, or none any more
def _outside(survey: Survey, incoming: Incoming, posts: SignPosts) -> Step:
    language = spoken(survey, incoming.language)
    welcome = replies.welcome(survey, language)
    match incoming.came:
        case Started():
            return show(survey, Session(language, following(survey, (), {})))
        case Looked():
            return Step(None, (welcome,))
        case ChangedLanguage(wanted):
            return Step(None, (replies.welcome(survey, spoken(survey, wanted)),))
        case AskedHelp():
            return Step(None, (offers.general_help(language, posts, survey.audience), welcome))
        case Stopped() | Left() as going:
            return _gone(language, going)
        case Chose() | PassedOn() | WentBack() | Wrote() as late:
            return Step(None, (problems.expired(language), welcome), not_kept("", late))
        case _:
            assert_never(incoming.came)


def _gone(language: str, going: Stopped | Left) -> Step:
    if isinstance(going, Left):
        return Step(None, (replies.left(language),), (TalkLeft(),))
    return Step(None, (replies.forgotten(language),), (TalkStopped(),))


def spoken(survey: Survey, language: str) -> str:
    return language if language in survey.languages else survey.languages[0]


# ---------------------------------------------------------------- in the talk
def _inside(survey: Survey, session: Session, incoming: Incoming, posts: SignPosts) -> Step:
    match incoming.came:
        case Looked() | Started():
            return show(survey, session)
        case AskedHelp():
            helped = offers.general_help(session.language, posts, survey.audience)
            shown = show(survey, session)
            return replace(shown, replies=(helped, *shown.replies))
        case ChangedLanguage(wanted):
            return _speak(survey, session, wanted)
        case Stopped() | Left() as going:
            return _go(survey, session, going, posts)
        case Chose() | Wrote() | PassedOn() | WentBack() as moved:
            if session.place != END and incoming.turn in (None, session.turn):
                return act(survey, session, moved)
            shown = show(survey, session)
            return replace(shown, events=(*not_kept(session.place, moved), *shown.events))
        case _:
            assert_never(incoming.came)


def _go(survey: Survey, session: Session, going: Stopped | Left, posts: SignPosts) -> Step:
    """Whoever takes words about danger back is not left alone with it."""
    gone = _gone(session.language, going)
    if isinstance(going, Left):
        return gone
    dropped = (TextDropped(key) for key in session.answers if has_words(session, key))
    told = any(isinstance(answer, Withheld) for answer in session.answers.values())
    helps = (offers.still_help(session.language, posts, survey.audience),) if told else ()
    return Step(None, (*helps, *gone.replies), (*dropped, *gone.events))


def _speak(survey: Survey, session: Session, wanted: str) -> Step:
    if wanted in survey.languages:
        return show(survey, replace(session, language=wanted))
    shown = show(survey, session)
    problem = problems.no_such_language(session.language, survey.languages)
    return replace(shown, replies=(problem, *shown.replies))
