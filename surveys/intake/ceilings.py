"""What is turned away before any work is done for it."""

from dataclasses import replace

from surveys.anonymity import tokens
from surveys.errors import UnknownCode
from surveys.limits import MAX_KEY, MAX_LOCALITIES, MAX_WORDS
from surveys.messages import Chose, Incoming, Looked, Problem, Wrote
from surveys.talk import problems

MAX_PERSON = 100
MAX_RECEIVED = 4 * MAX_WORDS
KINDS_OF_PERSON = (tokens.WEB, tokens.CODE, tokens.TELEGRAM, tokens.PAPER)


def checked(incoming: Incoming) -> Incoming:
    """One id for one person, and words that can be kept as UTF-8. Raises UnknownCode."""
    person = incoming.person
    if len(person) > MAX_PERSON or not person.startswith(KINDS_OF_PERSON):
        raise UnknownCode
    one = tokens.one_id(person)
    known = incoming if one == person else replace(incoming, person=one)
    match incoming.came:
        case Wrote(text):
            return replace(known, came=Wrote(text.encode(errors="replace").decode()))
        case _:
            return known


def refused(incoming: Incoming) -> Problem | None:
    """Why a message is too large to be looked at whole."""
    match incoming.came:
        case Wrote(text) if len(text) > MAX_RECEIVED:
            return problems.too_long(incoming.language, len(text) - MAX_WORDS, MAX_WORDS)
        case Chose(keys) if len(keys) > MAX_LOCALITIES or any(len(key) > MAX_KEY for key in keys):
            return problems.not_an_option(incoming.language)
        case _:
            return None


def instead(incoming: Incoming) -> Incoming:
    """What a refused message counts as: a look at where they are."""
    return replace(incoming, came=Looked())
