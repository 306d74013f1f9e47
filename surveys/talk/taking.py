"""What one step of the conversation comes to, once its words were screened. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from moderation.verdict import Verdict
from surveys.records import Screened, UrgentItem, Withheld
from surveys.talk import flow
from surveys.talk.events import (
    Event,
    Finished,
    TalkLeft,
    TalkStopped,
    TextDropped,
    TextGiven,
    WordsNotKept,
)
from surveys.talk.session import Session

Words = TextGiven | WordsNotKept


@dataclass(frozen=True, slots=True)
class Judged:
    """Words, what screening said of them, and the item sealed to the leads if it had to be.

    `mark` tells whether the same words come again (see mask.py).
    """

    words: Words
    verdict: Verdict
    language: str
    item: UrgentItem | None = None
    mark: str = ""

    @property
    def kept(self) -> Screened | Withheld:
        """What takes the words' place. Urgent ones that nobody could be sent go to review."""
        return Withheld() if self.item else screened(self.verdict, self.language)


@dataclass(frozen=True, slots=True)
class Taken:
    """The session with screened words in it, and what must be kept or removed along with it."""

    session: Session | None
    urgent: tuple[UrgentItem, ...] = ()
    dropped: tuple[str, ...] = ()  # keys of questions
    finished: bool = False
    stopped: bool = False
    left: bool = False


def words_of(events: Sequence[Event]) -> Words | None:
    """The words in one message, to be kept or not. There are never more than one lot."""
    return next((event for event in events if isinstance(event, Words)), None)


def take(step: flow.Step, judged: Judged | None) -> Taken:
    session = step.session
    if session and judged and isinstance(judged.words, TextGiven):
        kept = flow.with_text(session, judged.words.question, judged.kept)
        session = replace(kept, sent=judged.mark if judged.item else "")
    if not step.events:
        return Taken(session)
    return Taken(
        session,
        urgent=(judged.item,) if judged and judged.item else (),
        dropped=tuple(event.question for event in step.events if isinstance(event, TextDropped)),
        finished=any(isinstance(event, Finished) for event in step.events),
        stopped=any(isinstance(event, TalkStopped) for event in step.events),
        left=any(isinstance(event, TalkLeft) for event in step.events),
    )


def screened(verdict: Verdict, language: str) -> Screened:
    return Screened(
        verdict.redacted,
        verdict.route,
        tuple(kind.value for kind in verdict.labels),
        verdict.polarity,
        verdict.subjectivity,
        language,
    )
