"""What an event says to its tables, by language."""

from collections.abc import Mapping

from surveys.errors import SurveyError
from surveys.office.notes import LONGEST, Lane, NoNotesNow, NoteRefused, TooManyNotes
from surveys.wording import wording


def lanes(language: str) -> Mapping[Lane, tuple[str, str]]:
    """Name and hint of each lane."""
    say = wording(language).say
    return {
        Lane.ISSUE: (say("Issue"), say("What gets in your way?")),
        Lane.SUGGESTION: (say("Suggestion"), say("What would help?")),
        Lane.QUESTION: (say("Question"), say("What do you want to ask the board?")),
    }


def problem(error: SurveyError, language: str) -> str:
    """Why a note or vote was not taken, and what to do."""
    say = wording(language).say
    match error:
        case NoteRefused():
            return say(
                "Choose a lane and write a few words, {most} characters at most.", most=LONGEST
            )
        case NoNotesNow():
            return say("Notes and votes are not taken just now. Ask the person at the front.")
        case TooManyNotes():
            return say("The event has as many notes as it can hold. Tell the person at the front.")
        case _:
            return say("That did not work. Please try again.")
