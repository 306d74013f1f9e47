"""People's names: from lists, from cues, and from a small tagger that reads what stands around.

A listed name is masked in any case ("dave"), unless the tagger is sure that none is meant; one
that is an everyday word too ("Will", "hope") and an unknown one ("shabs") need the tagger's word or
a cue ("my name is", "called", "Mrs"). Better one name too many than one too few, but not so that
plain texts change; people everybody knows stay.
"""

from collections.abc import Iterator
from functools import cache

from moderation.personal.beside import beside, does, is_pair, is_person, is_place, located
from moderation.personal.company import beside_names, initials, is_in_company
from moderation.personal.found import guard, personal
from moderation.personal.tagger import tagger
from moderation.personal.words import COMMON, OTHER, PLAIN, RULED, SURE, Word, listed, split, sure
from moderation.phrases import Pattern
from moderation.shelf import shipped
from moderation.text import Text
from moderation.verdict import Finding

_PERSON = (
    "(?:friend|mate|boy|girl|lad|man|guy|woman|lady|kid|bloke|brother|sister|boyfriend|girlfriend|bf|gf"
    "|cousin|uncle|auntie|aunt|teacher|someone|somebody|person|one|he|she|hes|shes|he's|she's|im|i'm)"
)
_NAME = r"([a-z][a-z'\-]+)"
_CUES = (
    rf"\bmy (?:full |real |first )?name(?:'s| is|s|:| was)? (?:is )?{_NAME}",
    rf"\b(?:his|her|their|our|whose) (?:full |real |first )?name(?:'s| is|s| was) {_NAME}",
    rf"\b{_PERSON} (?:who is |who's |whos |is |was )?(?:called|named|known as) {_NAME}",
    rf"\b(?:they|everyone|everybody|people|we|mates) (?:all )?calls? (?:him|her|me|them) {_NAME}",
    rf"\b(?:name|signed|yours sincerely|regards|sincerely)[:,] ?{_NAME}",
    rf"\b(?:goes by|known as|nicknamed|named) {_NAME}",
)
_THEY = "(?:we|they|everyone|everybody|people)"
_SOMEBODY = "(?:lad|boy|man|guy|bloke|kid|girl|dealer|older)"
_NICKNAMED = (
    rf"\b(?:nicknamed|(?:nick ?name|street name)(?:'s|s| is| was)) {_NAME}",
    rf"\b{_THEY} (?:all )?calls? (?:him|her) {_NAME}",
    rf"\b(?:{_PERSON}|dealer|older|worker|neighbour) {_THEY} (?:all )?calls? {_NAME}",
    rf"\b{_SOMEBODY} (?:is |was )?(?:known as|nicknamed|called|named) {_NAME}",
)
"""What follows is a name even if it is a word, but for what people are called in anger."""
_NAMING = r"name|call|known as|goes by|signed|regards|sincerely"
_CUE_CAPITAL = (
    r"\b(?i:called|named|known as|goes by|i'm|im|i am|this is|call me|ask for|spoke to|speak to"
    r"|seen by|love from|love) ([A-Z][a-z]+)"
)
_DESCRIBING = (
    "ing",
    "ed",
    "y",
    "ist",
    "ish",
    "er",
    "ers",
    "est",
    "ous",
    "ful",
    "less",
    "ive",
    "able",
)
"""Ends of words that say how somebody is: "ugly", "stinking"."""
_ABBREVIATION = 3
"""Capitals up to this length are taken for letters ("TED"), not a name."""

_PAIR = 2
_MOST = 3
_NEAR = 80
"""Characters round a word in which a name of several words lies that it is of."""

_ORDINALS = frozenset(("st", "nd", "rd", "th"))
"""Before a word, a saint or a date ("St John Ambulance", "3rd May")."""
_CIVIL = frozenset(("mr", "mrs", "ms", "mx"))
_SHORT_TITLES = frozenset(("dr", "pc", "dc", "sgt", "prof", "miss"))
"""Before a capital these begin no building's name, as "Coach House" does."""
_NO_NAMES = frozenset((PLAIN, RULED))
"""Sorts of word that only a cue or what leads to a name makes one."""
_LINKS = frozenset(("", " ", "-"))


@cache
def _pattern(pattern: str, *, any_case: bool) -> Pattern:
    return Pattern(pattern, any_case=any_case)


@cache
def _famous() -> Pattern:
    people = "|".join(sorted(shipped("guards")["famous"], key=len, reverse=True))
    return Pattern(rf"\b(?:{people})\b", any_case=True)


def find(text: Text) -> Iterator[Finding]:
    """First names, with the surname that follows; surnames after a title; initials."""
    seen = text.clean.text
    said = list(split(seen))
    firsts = dict(_named(said, seen))
    named = {place for first, last in firsts.items() for place in range(first, last + 1)}
    firsts |= {place: _last(said, place, seen) for place in beside_names(said, named, seen)}
    spans = [(said[first].start, said[last].name_end) for first, last in firsts.items()]
    for span in (*spans, *initials(seen)):
        yield personal(text, span, "a person's name", "[name]", 0.85)


def _named(said: list[Word], seen: str) -> Iterator[tuple[int, int]]:
    """The first and the last word of each name."""
    cued = set(_cued(seen))
    place = 0
    while place < len(said):
        word = said[place]
        if word.sort in _NO_NAMES and not cued and not _is_led(said, place):
            place += 1
            continue
        if word.start in cued or (_is_name(said, place) and not _is_famous(word, seen)):
            last = _last(said, place, seen)
            yield place, last
            place = last
        elif is_place(said, place):
            place += 1
        place += 1


def _is_led(said: list[Word], place: int) -> bool:
    """A title, or "my friend" and the like, stands before."""
    return place > 0 and said[place - 1].low in _leading()


@cache
def _leading() -> frozenset[str]:
    return listed("titles") | listed("people") | _CIVIL


def _is_famous(word: Word, seen: str) -> bool:
    """It is of the name of somebody everybody knows."""
    begin = max(0, word.start - _NEAR)
    place = word.start - begin
    near = _famous().all(seen[begin : word.end + _NEAR].encode())
    return any(match.start() <= place < match.end() for match in near)


def _is_name(said: list[Word], place: int) -> bool:
    before = said[place - 1] if place else None
    if before and before.low in _ORDINALS:
        return False
    if is_pair(said, place) and _is_person(said, place):
        return True
    if _names_a_place(said, place):
        return False
    return _titled(said, place) or _reads_so(said, place) or is_in_company(said, place)


def _reads_so(said: list[Word], place: int) -> bool:
    """It is a sure name, or the tagger takes it for one."""
    word = said[place]
    if _is_short(word):
        return False
    return (word.sort == SURE and word.capital) or tagger().is_name(said, place)


def _is_person(said: list[Word], place: int) -> bool:
    """A name and a kind of place ("Grace Lane") are somebody, or may well be."""
    if is_person(said, place, place + 1):
        return True
    known = said[place].capital and said[place + 1].low in beside("surnames_first")
    return not located(said, place, place + 1) and (known or _reads_so(said, place + 1))


def _names_a_place(said: list[Word], place: int) -> bool:
    """It begins the name of a building, street or school ("Queen Elizabeth Hospital")."""
    if not said[place].capital:
        return place + 1 < len(said) and said[place + 1].low in guard("buildings")
    for at, after in enumerate(said[place + 1 : place + 4]):
        if after.low in guard("buildings") or (after.capital and after.low in guard("schools")):
            return True
        if _is_site(said[place], after, beside=at == 0):
            return True
        if not after.capital:
            return False
    return False


def _is_short(word: Word) -> bool:
    """Too plain or too short to be asked about: one letter, an abbreviation, a scrap."""
    size = len(word.seen)
    if word.sort == PLAIN or len(word.low) == 1:
        return True
    if size > _ABBREVIATION:
        return False
    return word.seen.isupper() or not (word.capital or _may_be_asked(word.sort, size))


def _may_be_asked(sort: str, size: int) -> bool:
    """So few small letters can be a name: of a word of two that everybody uses it is none."""
    return sort != OTHER and (size > _PAIR or sort not in (COMMON, RULED))


def _is_site(word: Word, after: Word, *, beside: bool) -> bool:
    """It makes a place or a thing of the name before it; "Sarah Hall" is a person all the same."""
    if after.low not in guard("sites"):
        return False
    if word.sort == SURE:
        return after.capital and after.low not in listed("surnames")
    return after.capital or beside


def _titled(said: list[Word], place: int) -> bool:
    """After a title, or after "my friend" and the like, with a capital."""
    word = said[place]
    before = said[place - 1] if place else None
    if before is None or word.first or word.low in guard("months"):
        return False
    if len(word.low) == 1:
        return before.low in listed("titles") and _is_letter(word, before)
    return _follows_title(said, place)


def _follows_title(said: list[Word], place: int) -> bool:
    """A word of some letters follows a title or "friend" as a name does."""
    word, before = said[place], said[place - 1]
    surname = word.low in listed("surnames") or word.low in beside("pairs")
    if before.low in _CIVIL:
        return word.capital or surname or word.sort not in (PLAIN, RULED)
    if word.low in beside("pairs") and before.low in listed("titles"):
        return does(said, place) or (word.capital and before.low in _SHORT_TITLES)
    if word.sort == PLAIN:
        return False
    if before.low in listed("titles"):
        return word.capital or word.low in listed("surnames") or before.seen == "Dr"
    return word.capital and before.low in listed("people")


def _is_letter(word: Word, before: Word) -> bool:
    """The first letter of a surname: "mr t", "miss B", but not "i miss u" nor "her MS, i"."""
    if before.low in _CIVIL:
        return word.low not in "ai" and before.seen != "MS"
    return word.low not in "aiunx" and before.low in _SHORT_TITLES | {"sir"}


def _last(said: list[Word], place: int, seen: str) -> int:
    """The index of the last word of the name that begins at `place`: surname or initial."""
    last = place + is_pair(said, place)
    while last + 1 < len(said) and last - place < _MOST - 1:
        here, after = said[last], said[last + 1]
        between = seen[here.end : after.start]
        linked = between in _LINKS or (between == ". " and len(here.seen) == 1)
        if not linked or here.name_end != here.end:
            break
        initial = len(after.seen) == 1 and after.seen.isupper() and after.seen != "I"
        capital = after.capital and not _is_common(after)
        listed_too = after.low in listed("surnames") and after.sort != PLAIN
        if not (initial or capital or listed_too or after.sort == SURE or _is_double(after)):
            break
        last += 1
    return last


def _is_double(word: Word) -> bool:
    """Two surnames with a dash between ("jones-williams")."""
    one, _, other = word.low.partition("-")
    lists = listed("surnames"), sure()
    return all(any(name in each for each in lists) for name in (one, other))


def _is_common(word: Word) -> bool:
    return word.sort in (PLAIN, COMMON) or word.low in guard("months")


def _cued(seen: str) -> Iterator[int]:
    """Where a name starts that a cue announces."""
    data = seen.encode()
    if _pattern(_NAMING, any_case=True).search(data):
        for cue in _CUES:
            yield from _unless_words(seen, _pattern(cue, any_case=True).groups(data))
        for cue in _NICKNAMED:
            yield from _unless_called(seen, _pattern(cue, any_case=True).groups(data))
    if not seen.islower():
        yield from _unless_words(seen, _pattern(_CUE_CAPITAL, any_case=False).groups(data))


def _unless_called(seen: str, spans: list[tuple[int, int]]) -> Iterator[int]:
    for start, end in spans:
        word = next(split(seen[start:end]))
        called = word.low in guard("called_names") or word.low.endswith(_DESCRIBING)
        if not called and word.sort not in (PLAIN, RULED) and word.low not in guard("months"):
            yield start


def _unless_words(seen: str, spans: list[tuple[int, int]]) -> Iterator[int]:
    for start, end in spans:
        word = next(split(seen[start:end]))
        if not _is_common(word) and (word.low in sure() or not word.low.endswith(("ing", "ed"))):
            yield start
