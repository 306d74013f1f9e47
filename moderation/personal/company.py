"""Everyday words that are names by their company: named beside others, or beside what people do.

"me, hodan, will and jo", "my brother prince", "may from my class", "graces mum", "T.J. in 9B".
"""

from collections.abc import Iterator, Sequence
from functools import cache

from moderation.personal.beside import acts, before, beside, follows, is_mine
from moderation.personal.tagger import tagger
from moderation.personal.words import EVERYDAY, OTHER, PLAIN, RULED, SURE, Word, listed
from moderation.phrases import Pattern

_SHORTEST = 3
"""Letters of a name that is known by the names beside it only."""


def is_in_company(said: Sequence[Word], place: int) -> bool:
    """An everyday word that is a name by what stands beside it."""
    word = said[place]
    if word.sort != EVERYDAY:
        return _owns_kin(said, place)
    lows = before(said, place)
    if (not lows or lows[0] in beside("openers")) and follows(said, place, "from_class"):
        return True
    plural = bool(lows) and lows[0].endswith("s") and lows[0] != "sis"
    if plural or word.low in beside("modals") or not is_mine(said, place):
        return False
    if place + 1 < len(said) and said[place + 1].low in beside("loose"):
        return False
    return _goes_on(said, place) or (word.low not in beside("verbs") and _does_next(said, place))


def _does_next(said: Sequence[Word], place: int) -> bool:
    """An act follows, or what leads to one ("my brother prince carries a knife")."""
    return said[place + 1].low in acts() or said[place + 1].low in beside("helpers")


def _owns_kin(said: Sequence[Word], place: int) -> bool:
    """An everyday name with the s of what is somebody's ("graces dad")."""
    word, low = said[place], said[place].low
    name = low[:-1]
    if word.sort in (PLAIN, RULED) or not low.endswith("s") or name not in listed("everyday"):
        return False
    if place + 1 >= len(said) or said[place + 1].low not in beside("kin_had"):
        return False
    opens = not before(said, place) and place + 2 < len(said)
    if name in beside("believing"):
        return False
    return name not in beside("verbs") or (opens and said[place + 2].low in beside("helpers"))


def _goes_on(said: Sequence[Word], place: int) -> bool:
    """What follows a name may follow: an end, another name, what somebody does."""
    if place + 1 >= len(said) or said[place + 1].first:
        return True
    low = said[place + 1].low
    return (
        low in beside("join")
        or low in beside("carries_on")
        or low in beside("told_by")
        or (low in acts() and low.endswith("ed"))
    )


def beside_names(said: Sequence[Word], named: set[int], seen: str) -> Iterator[int]:
    """Words joined to a name, or to "me", that are names then; "joy and peace" are not."""
    firm = {place for place in named if said[place].low not in beside("virtues")}
    may = [place for place, word in enumerate(said) if _may_join(word)]
    for place in (*may, *reversed(may)):
        if place not in named and place not in firm:
            joined = [*_joined(said, place, -1, seen), *_joined(said, place, 1, seen)]
            if any(_counts(said, place, at, firm) for at in joined) and _ends(said, place, seen):
                firm.add(place)
                yield place


def _may_join(word: Word) -> bool:
    return word.sort in (EVERYDAY, OTHER) and len(word.low) >= _SHORTEST


def _joined(said: Sequence[Word], place: int, step: int, seen: str) -> Iterator[int]:
    """The word on one side that "and" or a comma joins to this one."""
    at = place + step
    joined = 0 <= at < len(said) and said[at].low in beside("join")
    at += step * joined
    if 0 <= at < len(said):
        one = said[min(at, place)], said[min(at, place) + 1]
        if joined or seen[one[0].end : one[1].start].strip() in {",", "&", "+"}:
            yield at


def _counts(said: Sequence[Word], place: int, at: int, named: set[int]) -> bool:
    """The word at `at` makes a name of the one at `place`, if that reads a bit like one."""
    if said[place].sort == EVERYDAY:
        return at in named or (said[at].low == "me" and at - place != 1)
    known = at in named and said[at].sort in (SURE, EVERYDAY)
    return known and tagger().score(said, place) > 0


def _ends(said: Sequence[Word], place: int, seen: str) -> bool:
    """A list may end here, or go on."""
    if place + 1 < len(said) and seen[said[place].end : said[place + 1].start].strip() == ",":
        return True
    return _goes_on(said, place)


@cache
def _initials() -> tuple[Pattern, Pattern]:
    kin, done = "|".join(sorted(listed("people"))), "|".join(sorted(acts() | beside("carries_on")))
    pair = r"([a-z]\.[a-z](?:\.|\b))"
    mine = f"(?:my|his|her|our|their) (?:best )?(?:{kin})"
    led = rf"\b(?:{mine}|told|called|ask|asked|with|me and) {pair}"
    group = "(?:in|from) (?:(?:year|yr|y) ?)?[0-9]|(?:in|from|off) (?:my|our|his|her|the) "
    goes = rf"{group}|(?:{done})\b"
    return Pattern(led, any_case=True), Pattern(rf"\b{pair} (?:{goes})", any_case=True)


def initials(seen: str) -> Iterator[tuple[int, int]]:
    """Where somebody's initials are ("T.J. in 9B")."""
    for pattern in _initials() if "." in seen else ():
        for start, end in pattern.groups(seen.encode()):
            if seen[start:end].lower().replace(".", "") not in beside("abbreviations"):
                yield start, end
