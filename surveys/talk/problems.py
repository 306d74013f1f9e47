"""What is said where something cannot be taken: an answer, a code, a wave that is not open.

Every sentence must stay true, and says what to do.
"""

from collections.abc import Sequence

from surveys.messages import Problem
from surveys.wording import LANGUAGES, wording


# ---------------------------------------------------------------- the answer does not fit
def nothing_picked(language: str) -> Problem:
    return Problem(wording(language).say("Nothing was picked. Pick an answer, or skip."))


def not_an_option(language: str) -> Problem:
    return Problem(
        wording(language).say("That is not one of the answers. Pick one of them, or skip.")
    )


def too_many_picked(language: str, most: int) -> Problem:
    return Problem(wording(language).say("That is too many. Pick {most} at most.", most=most))


def words_wanted(language: str) -> Problem:
    return Problem(wording(language).say("This question asks for your own words, or you can skip."))


def nothing_written(language: str) -> Problem:
    return Problem(
        wording(language).say("Nothing was written. Write what you want to say, or skip.")
    )


def too_long(language: str, over: int, cap: int) -> Problem:
    return Problem(
        wording(language).say(
            "That was not saved: it is too long. Characters allowed: {cap}. "
            "Characters to take out: {over}.",
            over=over,
            cap=cap,
        )
    )


def no_way_back(language: str) -> Problem:
    return Problem(
        wording(language).say("You cannot go back any further. You can go on from here.")
    )


def no_such_language(language: str, offered: Sequence[str]) -> Problem:
    names = ", ".join(LANGUAGES.get(code, code) for code in offered)
    return Problem(wording(language).say("This survey speaks {languages}.", languages=names))


# ---------------------------------------------------------------- the talk or the wave is not there
def expired(language: str) -> Problem:
    return Problem(
        wording(language).say(
            "Your earlier answers are no longer here. Unfinished answers are forgotten after a "
            "while, to keep them private. You can start again."
        )
    )


def wave_closed(language: str) -> Problem:
    return Problem(wording(language).say("This survey has closed. It takes no more answers."))


def wave_not_open(language: str) -> Problem:
    return Problem(wording(language).say("This survey is not open yet. Please come back later."))


def already(language: str) -> Problem:
    """Also what somebody hears whose thanks were lost on the way: so it thanks them."""
    return Problem(
        wording(language).say(
            "These answers were already sent. Thank you. You can take part only once."
        )
    )


def not_saved(language: str) -> Problem:
    """Only where nothing was kept. Trying again is safe: a turn counts once."""
    return Problem(
        wording(language).say("That could not be saved just now. Please try again in a moment.")
    )


def too_slow(language: str) -> Problem:
    """Where it may have been kept all the same. Trying again is safe here, too."""
    return Problem(
        wording(language).say("Saving takes too long just now. Please try again in a moment.")
    )


def too_large(language: str) -> Problem:
    return Problem(
        wording(language).say(
            "Your answers are too long to be saved together. Go back and shorten one of them."
        )
    )


def too_busy(language: str) -> Problem:
    return Problem(
        wording(language).say(
            "Too many tries in a short time. Please wait a minute, then try again."
        )
    )


# ---------------------------------------------------------------- codes and receipts
def unknown_code(language: str) -> Problem:
    return Problem(
        wording(language).say("That code is not right. Check it letter by letter and try again.")
    )


def unknown_receipt(language: str) -> Problem:
    return Problem(
        wording(language).say(
            "There are no answers with that receipt. Check the words and their order. "
            "If you took your answers back before, they are already gone."
        )
    )


def not_eight_words(language: str) -> Problem:
    return Problem(wording(language).say("A receipt is eight words. Check that none is missing."))


def no_receipt_word(language: str, position: int) -> Problem:
    """Names the place, never the word: it may be on a screen somebody else can see."""
    return Problem(
        wording(language).say(
            "Word {position} is not one of our receipt words. Check how it is spelled.",
            position=position,
        )
    )


def too_late_to_withdraw(language: str) -> Problem:
    return Problem(
        wording(language).say(
            "This survey has closed and the answers are mixed. Nobody can find yours any more."
        )
    )
