"""What an event says to its tables, by language."""

from collections.abc import Mapping, Sequence

from surveys.errors import SurveyError
from surveys.office.notes import LONGEST, Lane, NoNotesNow, NoteRefused, TooManyNotes, TooManyVotes
from surveys.wording import wording

SHOWN = 30
"""Characters of a line by which it is found again."""


def lanes(language: str) -> Mapping[Lane, tuple[str, str]]:
    """Name and hint of each lane."""
    say = wording(language).say
    return {
        Lane.ISSUE: (say("Issue"), say("What gets in your way?")),
        Lane.SUGGESTION: (say("Suggestion"), say("What would help?")),
        Lane.QUESTION: (say("Question"), say("What do you want to ask the board?")),
    }


def lines_problem(lines: Sequence[tuple[Lane, int, str]], most: int, language: str) -> str:
    """What keeps the lines of one form from being put in, or nothing. `lines` count from 0."""
    say = wording(language).say
    if not lines:
        return say("Write a note first, one a line.")
    if len(lines) > most:
        return say(
            "Put in {most} notes at most at once. These are {count}.", most=most, count=len(lines)
        )
    for lane, number, text in lines:
        if len(text) > LONGEST:
            return say(
                "Nothing is put in yet. {lane}, line {number} (“{words} …”) has {length} "
                "characters: shorten it to {most}, or make two notes of it.",
                lane=lanes(language)[lane][0],
                number=number + 1,
                words=text[:SHOWN].strip(),
                length=len(text),
                most=LONGEST,
            )
    return ""


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
        case TooManyVotes():
            return say("The event has as many votes as it can count. Tell the person at the front.")
        case _:
            return say("That did not work. Please try again.")
