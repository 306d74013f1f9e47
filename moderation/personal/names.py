"""People's names: from a list, from cues, and from what stands around a capital letter.

A listed name is masked in any case ("dave"); one that is an everyday word too ("Will", "Hope",
"May") needs a capital and a sign that a person is meant; an unknown one needs a cue ("my name is",
"called", "Mrs"). Better one name too many than one too few, but not so that plain texts change.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from moderation.personal.found import guard, personal
from moderation.phrases import Pattern
from moderation.shelf import shipped
from moderation.text import Text
from moderation.verdict import Finding

_COMMUNITIES = ("english", "asian", "african", "european", "celtic", "other")
_PERSON = (
    "(?:friend|mate|boy|girl|lad|man|guy|woman|lady|kid|bloke|brother|sister|boyfriend|girlfriend|bf|gf"
    "|cousin|uncle|auntie|aunt|teacher|someone|somebody|person|one|he|she|hes|shes|he's|she's|im|i'm)"
)
_CUES = (
    r"\bmy (?:full |real |first )?name(?:'s| is|s|:| was)? (?:is )?([a-z][a-z'\-]+)",
    r"\b(?:his|her|their|our|whose) (?:full |real |first )?name(?:'s| is|s| was) ([a-z][a-z'\-]+)",
    rf"\b{_PERSON} (?:who is |who's |whos |is |was )?(?:called|named|known as) ([a-z][a-z'\-]+)",
    r"\b(?:name|signed|yours sincerely|regards|sincerely)[:,] ?([a-z][a-z'\-]+)",
)
_NAMING = r"name|called|named|known as|goes by|signed|regards|sincerely"
_CUE_CAPITAL = (
    r"\b(?i:called|named|known as|goes by|i'm|im|i am|this is|call me|ask for|spoke to|speak to"
    r"|seen by|love from|love) ([A-Z][a-z]+)"
)
_ABBREVIATION = 3
"""Capitals up to this length are taken for letters ("TED"), not a name."""

_ENDINGS = ("'s", "'ve", "'m", "'ll", "'d", "'re")
_LINKS = frozenset(("", " ", "-"))


class Word(NamedTuple):
    """A word of the clean reading."""

    start: int
    end: int
    seen: str
    low: str
    first: bool
    """It opens a sentence, so its capital says nothing."""

    @property
    def capital(self) -> bool:
        return self.seen[0].isupper() and not (self.seen.isupper() and len(self.seen) > 1)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(shipped("names")[key].split())


@cache
def _known() -> frozenset[str]:
    """Names that are no everyday words."""
    return frozenset().union(*map(_words, _COMMUNITIES)) - _words("everyday") - _words("words")


@cache
def _pattern(pattern: str, *, any_case: bool) -> Pattern:
    return Pattern(pattern, any_case=any_case)


def find(text: Text) -> Iterator[Finding]:
    """First names, with the surname that follows; surnames after a title."""
    said = list(_split(text.clean.text))
    cued = set(_cued(text.clean.text))
    place = 0
    while place < len(said):
        word = said[place]
        if word.start in cued or _is_name(said, place):
            last = _last(said, place, text.clean.text)
            end = _without_ending(said[last])
            yield personal(text, (word.start, end), "a person's name", "[name]", 0.85)
            place = last
        place += 1


def _split(seen: str) -> Iterator[Word]:
    last, before = 0, ""
    for match in _pattern(r"[A-Za-z](?:[A-Za-z'\-]*[A-Za-z])?", any_case=False).all(seen.encode()):
        start, end = match.start(), match.end()
        between = seen[last:start]
        titled = between == ". " and before in _words("titles")
        first = last == 0 or (any(char in ".!?:\n[" for char in between) and not titled)
        word = seen[start:end]
        before = word.lower()
        yield Word(start, end, word, _bare(word.lower()), first)
        last = end


def _bare(low: str) -> str:
    """Without what may hang on to a word ("mum's", "I've")."""
    return low.split("'", maxsplit=1)[0] if low.endswith(_ENDINGS) else low


def _without_ending(word: Word) -> int:
    return word.end - 2 if word.seen.lower().endswith("'s") else word.end


def _is_name(said: list[Word], place: int) -> bool:
    word = said[place]
    before = said[place - 1] if place else None
    after = said[place + 1] if place + 1 < len(said) else None
    if (before and before.low == "st") or (word.capital and _names_a_place(said, place)):
        return False
    if word.low in _known() or _compound(word.low):
        return not (word.seen.isupper() and len(word.seen) <= _ABBREVIATION)
    if word.low in _words("everyday"):
        return _titled(word, before) or _meant(word, before, after)
    if word.low in _words("words") or word.low in _words("titles"):
        return False
    return _titled(word, before) or _surname(word) or _acting(word, after)


def _names_a_place(said: list[Word], place: int) -> bool:
    """It begins the name of a building or street ("Queen Elizabeth Hospital")."""
    for after in said[place + 1 : place + 4]:
        if after.low in guard("buildings"):
            return True
        if not after.capital:
            return False
    return False


def _compound(low: str) -> bool:
    """A double name ("Lily-Mae") of which one part is a sure name."""
    first, _, second = low.partition("-")
    names, every = _known(), _words("everyday")
    return (first in names and (second in names or second in every)) or (
        first in every and second in names
    )


def _titled(word: Word, before: Word | None) -> bool:
    """After a title, or after "my friend" and the like, with a capital."""
    if before is None or word.first or word.low in guard("months"):
        return False
    if before.low in {"mr", "mrs", "ms", "mx"}:
        return True
    if before.low in _words("titles"):
        return word.capital or word.low in _words("surnames") or before.seen == "Dr"
    return word.capital and before.low in _words("people")


def _meant(word: Word, before: Word | None, after: Word | None) -> bool:
    """An everyday word with a capital and a sign that a person is meant."""
    if not word.capital or after is None:
        return word.capital and _led(word, before)
    surname = after.capital and after.low in _words("surnames") and not after.first
    return after.low in _words("does") or surname or _led(word, before)


def _led(word: Word, before: Word | None) -> bool:
    """Not the first word, and one before it that leads to a person."""
    leads = before is not None and before.low in _words("before")
    return leads and not word.first and word.low not in guard("months")


def _surname(word: Word) -> bool:
    return word.capital and not word.first and word.low in _words("surnames")


def _acting(word: Word, after: Word | None) -> bool:
    """An unknown word with a capital, not at the beginning, that does what people do."""
    return (
        word.capital
        and not word.first
        and after is not None
        and after.low in _words("does")
        and not word.low.endswith("s")
    )


def _last(said: list[Word], place: int, seen: str) -> int:
    """The index of the last word of the name that begins at `place`: surname or initial."""
    last = place
    while last + 1 < len(said) and last - place < 2:  # noqa: PLR2004 - three names at most
        here, after = said[last], said[last + 1]
        if seen[here.end : after.start] not in _LINKS or here.seen.lower().endswith("'s"):
            break
        initial = len(after.seen) == 1 and after.seen.isupper() and after.seen != "I"
        capital = after.capital and not _is_common(after.low)
        listed = after.low in _words("surnames") - _words("words")
        if not (initial or capital or listed or after.low in _known()):
            break
        last += 1
    return last


def _is_common(low: str) -> bool:
    return low in _words("words") or low in guard("months")


def _cued(seen: str) -> Iterator[int]:
    """Where a name starts that a cue announces."""
    data = seen.encode()
    if _pattern(_NAMING, any_case=True).search(data):
        for cue in _CUES:
            yield from _unless_words(seen, _pattern(cue, any_case=True).groups(data))
    yield from _unless_words(seen, _pattern(_CUE_CAPITAL, any_case=False).groups(data))


def _unless_words(seen: str, spans: list[tuple[int, int]]) -> Iterator[int]:
    for start, end in spans:
        low = _bare(seen[start:end].split(maxsplit=1)[0].lower())
        if not _is_common(low) and not low.endswith(("ing", "ed")):
            yield start
