"""What a step of the conversation asks the intake to do. Events come in the order they happened."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextGiven:
    """Own words for that question: screen them, then keep the result with `flow.with_text`."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class TextDropped:
    """The words kept for that question no longer count: an unread urgent item of it goes.

    Comes before the `TextGiven` that takes its place, so remove first, then put.
    """

    question: str


@dataclass(frozen=True, slots=True)
class WordsNotKept:
    """Words that cannot be kept: too long, sent twice, or typed where nothing is asked for words.

    Screen them so that help is shown if they tell of harm, and store nothing.
    """

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The last question is behind them: keep `flow.answers(session)` as a response."""


@dataclass(frozen=True, slots=True)
class TalkStopped:
    """Forget the talk and every unread urgent item of it."""


@dataclass(frozen=True, slots=True)
class TalkLeft:
    """Forget the talk. Urgent words of it still reach the leads."""


Event = TextGiven | TextDropped | WordsNotKept | Finished | TalkStopped | TalkLeft
