"""The words of a text as the search for names sees them: how written, of what sort."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from moderation.personal.dictionary import is_common
from moderation.personal.found import guard
from moderation.remembered import for_known_words
from moderation.shelf import shipped
from moderation.vocabulary import known

ORIGINS = (
    *("english", "asian", "african", "european", "celtic", "other", "south_asian", "somali_horn"),
    *("west_african", "polish_east", "welsh_irish_scots", "british_more", "nicknames"),
)
"""The lists of names that are no everyday words."""

SURE, EVERYDAY, SURNAME, PLAIN, PLACE, RULED, COMMON, OTHER = "SEUWPVCO"
"""Sorts of word: a name; a word that is a name too; a surname; no name; a place; a word of the
rules; one of the dictionary; none of these."""

_INNER = "'-"
"""Signs that may stand inside a word."""

_ELSE = {
    place: " " for place in range(128) if not chr(place).isalpha() and chr(place) not in _INNER
}
_STOPS = frozenset(".!?:\n[")
_ENDINGS = ("'s", "'ve", "'m", "'ll", "'d", "'re")
_SHORTEST = 3
_LONGEST = 40
"""Letters of a word beyond which it is nobody's name."""


class Word(NamedTuple):
    """A word of the clean reading."""

    start: int
    end: int
    seen: str
    low: str
    """In lower case, without what hangs on to it ("mum's")."""
    sort: str
    first: bool
    """It opens a sentence, so its capital says nothing."""

    @property
    def capital(self) -> bool:
        return self.seen[0].isupper() and not (self.seen.isupper() and len(self.seen) > 1)

    @property
    def name_end(self) -> int:
        """Where the name in it ends, if it is one."""
        if self.seen.lower().endswith("'s"):
            return self.end - 2
        return self.end - owned(self.low)


@cache
def listed(key: str) -> frozenset[str]:
    """One of the word lists of `lexicons/names.toml`."""
    return frozenset(shipped("names")[key].split())


@cache
def sure() -> frozenset[str]:
    """Names that are no everyday words."""
    every = frozenset().union(*map(listed, ORIGINS))
    return every - listed("everyday") - listed("words") - listed("places")


@cache
def _sorts() -> dict[str, str]:
    lists = (
        (OTHER, frozenset[str]()),
        (RULED, known()),
        (PLACE, listed("places")),
        (SURNAME, listed("surnames")),
        (SURE, sure()),
        (PLAIN, listed("words") | listed("titles") | listed("people") | guard("months")),
        (EVERYDAY, listed("everyday")),
        (PLAIN, guard("things")),
    )
    return {word: sort for sort, words in lists for word in words}


@for_known_words
def sort_of(low: str) -> str:
    """What sort of word it is."""
    sorts = _sorts()
    if found := sorts.get(low):
        return found
    if len(low) > _LONGEST:
        return OTHER
    if is_common(low):
        return COMMON
    return SURE if owned(low) or _compound(low) or _built(low) else OTHER


def owned(low: str) -> bool:
    """A sure name with the s of what is someone's, the apostrophe left out ("kierans mum")."""
    sorts = _sorts()
    return len(low) > _SHORTEST and low.endswith("s") and low not in sorts and low[:-1] in sure()


def _compound(low: str) -> bool:
    """A double name ("Lily-Mae") of which one part is a sure name."""
    one, _, other = low.partition("-")
    names, every = sure(), listed("everyday")
    return (one in names and (other in names or other in every)) or (
        one in every and other in names
    )


def _built(low: str) -> bool:
    """Two parts of which names are built ("Gur-preet", "Olu-wale")."""
    ends = _ends()
    return any(low[cut:] in ends.get(low[:cut], ()) for cut in range(2, len(low) - 1))


@cache
def _ends() -> Mapping[str, frozenset[str]]:
    """Of each beginning, the ends that go with it."""
    found: dict[str, frozenset[str]] = {}
    for row in shipped("built_names")["built"]:
        ends = frozenset(row["ends"].split())
        found |= {start: found.get(start, frozenset()) | ends for start in row["starts"].split()}
    return found


def split(seen: str) -> Iterator[Word]:
    """The words of a clean text in their order."""
    last, before = 0, ""
    sorts: dict[str, str] = {}
    for start, end in _places(seen):
        between, word = seen[last:start], seen[start:end]
        low = word.lower()
        if "'" in low:
            low = _bare(low)
        first = last == 0 or (between != " " and _opens(between, before))
        sort = sorts.get(low) or sorts.setdefault(low, sort_of(low))
        yield Word(start, end, word, low, sort, first)
        last, before = end, low


def _opens(between: str, before: str) -> bool:
    """A sentence ended there, but for the stop after a title."""
    titled = between == ". " and before in listed("titles")
    return not _STOPS.isdisjoint(between) and not titled


def _places(seen: str) -> Iterator[tuple[int, int]]:
    """Where the runs of letters are, with the signs inside them."""
    place = 0
    for run in seen.translate(_ELSE).split():
        place = seen.index(run, place)
        if run.isalpha():
            yield place, place + len(run)
        elif word := run.strip(_INNER):
            start = place + len(run) - len(run.lstrip(_INNER))
            yield start, start + len(word)
        place += len(run)


def _bare(low: str) -> str:
    return low.split("'", maxsplit=1)[0] if low.endswith(_ENDINGS) else low
