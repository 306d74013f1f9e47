"""Whether a person is meant, told by what stands beside: what somebody does, has, is to others.

It is asked of a name with a surname that is a kind of place as well ("Grace Lane hits me" and
"Grace Lane is dark"). The words are in `lexicons/beside.toml`.
"""

from collections.abc import Sequence
from functools import cache

from moderation.personal.words import EVERYDAY, SURE, Word, listed
from moderation.shelf import shipped

_FAR = 6
"""Words on either side that are looked at."""


@cache
def beside(key: str) -> frozenset[str]:
    """One of the word lists of `lexicons/beside.toml`."""
    return frozenset(shipped("beside")[key].split())


@cache
def acts() -> frozenset[str]:
    """What people do, in every form; some of the built forms are no words."""
    built = (form for act in beside("acts") for form in _forms(act))
    return beside("done").union(built)


def _forms(act: str) -> Sequence[str]:
    stem, twice = act.rstrip("e"), act + act[-1]
    past = act[:-1] + "ied" if act.endswith("y") else stem + "ed"
    third = act[:-1] + "ies" if act.endswith("y") else act + "es"
    return (act, act + "s", third, past, stem + "ing", act + "ing", twice + "ed", twice + "ing")


def before(said: Sequence[Word], place: int) -> list[str]:
    """The words before one, nearest first, not beyond the sentence."""
    found: list[str] = []
    while place > 0 and len(found) < _FAR and not said[place].first:
        place -= 1
        found.append(said[place].low)
    return found


def after(said: Sequence[Word], place: int) -> list[Word]:
    """The words after one, not beyond the sentence."""
    found: list[Word] = []
    for word in said[place + 1 : place + 1 + _FAR]:
        if word.first:
            break
        found.append(word)
    return found


def does(said: Sequence[Word], last: int) -> bool:
    """Somebody's act, belonging or relation follows the word at `last`."""
    words = after(said, last)
    lows = [word.low for word in words]
    if _owns(said[last]):
        return bool(lows) and lows[0] in beside("had")
    return _acts(_past_others(words)) or follows(said, last, "follows")


def follows(said: Sequence[Word], last: int, key: str) -> bool:
    """A phrase of the list begins after the word at `last`."""
    lows = [word.low for word in after(said, last)]
    return any(_is_said(lows[: len(phrase)], phrase) for phrase in _phrases(key))


def is_mine(said: Sequence[Word], place: int) -> bool:
    """The word comes after "my brother", "her best friend"."""
    owned = place > 0 and said[place - 1].seen.lower().endswith("'s")
    return not owned and _leads(before(said, place)[::-1], "mine_before")


def _leads(lows: list[str], key: str) -> bool:
    return any(_is_said(lows[-len(phrase) :], phrase) for phrase in _phrases(key))


def _owns(word: Word) -> bool:
    """It is written as that of an owner, the apostrophe perhaps left out ("hall's", "halls")."""
    return word.seen.lower().endswith(("'s", "s'")) or word.low not in beside("pairs")


def _past_others(words: list[Word]) -> list[str]:
    """What follows when others are named first ("and Jay Lane robbed")."""
    lows = [word.low for word in words]
    if not lows or lows[0] not in beside("join"):
        return lows
    named = 1
    while named < len(words) and (words[named].capital or _may_be_name(words[named])):
        named += 1
    return lows[named:]


def _may_be_name(word: Word) -> bool:
    return word.sort in (SURE, EVERYDAY) or word.low in beside("pairs")


def _acts(lows: list[str]) -> bool:
    """Helping words, then what people do; or anything done to "me"."""
    place = 0
    while place < len(lows) and lows[place] in beside("helpers"):
        place += 1
    rest = lows[place:]
    if not rest:
        return False
    done = rest[0] in acts() or (place and rest[0] in beside("relations"))
    return bool(done) or (
        len(rest) > 1 and rest[0] not in beside("no_act") and rest[1] in beside("objects")
    )


def done_to(said: Sequence[Word], place: int, last: int) -> bool:
    """What stands before the words from `place` to `last` is done to, or said of, somebody."""
    lows = before(said, place)[::-1]
    if lows[-1:] == ["with"] and any(one.low in beside("shut") for one in after(said, last)[:1]):
        return False
    return _leads(lows, "leads")


def _is_said(lows: list[str], phrase: Sequence[frozenset[str]]) -> bool:
    """The words are those of a phrase, one for one; an empty set stands for any word."""
    return len(lows) == len(phrase) and all(
        not words or low in words for low, words in zip(lows, phrase, strict=True)
    )


@cache
def _phrases(key: str) -> tuple[tuple[frozenset[str], ...], ...]:
    """Phrases of the lexicon, each a set of words for each place."""
    return tuple(tuple(map(_slot, phrase.split())) for phrase in shipped("beside")[key])


def _slot(written: str) -> frozenset[str]:
    match written.strip("<>"):
        case "*":
            return frozenset()
        case "acts":
            return acts()
        case "people":
            return listed("people")
        case "kin":
            return listed("people").union(word + "s" for word in listed("people"))
        case key:
            return beside(key) if written[0] == "<" else frozenset((key,))


def located(said: Sequence[Word], place: int, last: int) -> bool:
    """What stands about the words from `place` to `last` is said of a street or a building."""
    lows = before(said, place)
    if lows and lows[0] in beside("at_places"):
        return True
    return any(word.low in beside("place_things") for word in after(said, last))


def is_person(said: Sequence[Word], place: int, last: int) -> bool:
    """A person is meant by the words from `place` to `last`."""
    if done_to(said, place, last):
        return True
    lows = before(said, place)
    owned = _owns(said[last])
    return (owned or not lows or lows[0] not in beside("at_places")) and does(said, last)


def is_pair(said: Sequence[Word], place: int) -> bool:
    """A first name and a word that is a surname and a kind of place ("Grace Lane")."""
    if place + 1 >= len(said):
        return False
    word, next_ = said[place], said[place + 1]
    if word.sort not in (SURE, EVERYDAY) or next_.first or next_.start != word.name_end + 1:
        return False
    verb = word.low in beside("modals") and word.seen.islower() and next_.low in beside("verbs_too")
    return not verb and (next_.low in beside("pairs") or _is_owner(said, place + 1))


def _is_owner(said: Sequence[Word], place: int) -> bool:
    """The apostrophe is left out of what is somebody's ("joy halls mum")."""
    low = said[place].low
    return low.endswith("s") and low[:-1] in beside("pairs") and does(said, place)


def is_place(said: Sequence[Word], place: int) -> bool:
    """A pair that is a street or a building, and nobody."""
    return (
        is_pair(said, place)
        and said[place].sort == EVERYDAY
        and not is_person(said, place, place + 1)
        and located(said, place, place + 1)
    )
