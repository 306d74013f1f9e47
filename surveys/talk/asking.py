"""A question as it is shown: in the person's language, with its ways of not answering."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from surveys.definitions.definition import (
    AgeBand,
    FreeText,
    Locality,
    OneChoice,
    Option,
    Picking,
    Scale,
    Several,
    Survey,
)
from surveys.limits import MAX_BACKS
from surveys.messages import Ask, AskKind, Reply, Say
from surveys.records import Picked, Screened, Withheld
from surveys.talk.matching import PASSES
from surveys.talk.path import asked, progress, statements_before
from surveys.talk.session import Session
from surveys.wording import wording

KINDS: Mapping[type[FreeText | Picking], AskKind] = MappingProxyType(
    {
        OneChoice: AskKind.ONE,
        Locality: AskKind.ONE,
        AgeBand: AskKind.ONE,
        Several: AskKind.SEVERAL,
        Scale: AskKind.SCALE,
        FreeText: AskKind.TEXT,
    }
)

KEEP = "keep"
"""Key of the one option a text question has when words were given before: leave them as they are.

A channel draws it as a button; `Chose((KEEP,))` goes on without changing anything.
"""


def present(survey: Survey, session: Session) -> tuple[Reply, ...]:
    """The present question, with the statements that lead up to it."""
    says = (
        Say(survey.said(statement.text, session.language))
        for statement in statements_before(survey, session)
    )
    return (*says, ask(survey, session))


def ask(survey: Survey, session: Session) -> Ask:
    question, language = asked(survey, session), session.language
    number, of = progress(survey, session)
    return Ask(
        key=question.key,
        kind=KINDS[type(question)],
        text=survey.said(question.text, language),
        hint=survey.said(question.hint, language) if question.hint else "",
        options=_options(survey, session, question),
        passes=_passes(language),
        turn=session.turn,
        number=number,
        of=of,
        can_go_back=can_go_back(session),
        cap=question.cap if isinstance(question, FreeText) else 0,
        at_most=question.at_most if isinstance(question, Several) else 0,
        answered=_answered(session),
    )


def can_go_back(session: Session) -> bool:
    return bool(session.path) and session.backs < MAX_BACKS


def has_words(session: Session, question: str) -> bool:
    """Words were given for that question before."""
    return isinstance(session.answers.get(question), Screened | Withheld)


def _options(survey: Survey, session: Session, question: FreeText | Picking) -> tuple[Option, ...]:
    if isinstance(question, Picking):
        return _said(survey, question.options, session.language)
    if has_words(session, question.key):
        return (Option(KEEP, wording(session.language).say("Keep what I wrote")),)
    return ()


def _said(survey: Survey, options: Sequence[Option], language: str) -> tuple[Option, ...]:
    if language not in survey.translations:
        return tuple(options)
    return tuple(
        Option(option.key, survey.said(option.text, language), option.symbol) for option in options
    )


@cache
def _passes(language: str) -> tuple[Option, ...]:
    return tuple(Option(why, wording(language).say(label)) for why, label in PASSES)


def _answered(session: Session) -> tuple[str, ...]:
    answer = session.answers.get(session.place)
    return answer.keys if isinstance(answer, Picked) else ()
