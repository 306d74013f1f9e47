"""Where a person lives or learns: postcode, house and street, named school.

A street or an area alone ("the underpass on Mill Road") stays: it is what the survey asks about.
Postcode: the format of BS 7666, as published by the Cabinet Office.
"""

from collections.abc import Iterator
from functools import cache
from itertools import dropwhile

from moderation.personal.found import guard, personal
from moderation.phrases import Pattern
from moderation.text import Text
from moderation.verdict import Finding

_POSTCODE = (
    r"\b(?:gir ?0aa|(?:[a-pr-uwyz][0-9]{1,2}|[a-pr-uwyz][a-hk-y][0-9]{1,2}"
    r"|[a-pr-uwyz][0-9][a-hjkps-uw]"
    r"|[a-pr-uwyz][a-hk-y][0-9][abehmnprv-y])[ \-]{0,2}[0-9][abd-hjlnp-uw-z]{2})\b"
)
_POSTCODE_SAID = (
    r"\b(?:post ?code|postal code)(?: is|'s|:| =| was)? ?:? ?"
    r"([a-z]{1,2}[0-9o][0-9a-z]?[ \-]{0,2}[0-9o][ \-]{0,2}[a-z][ \-]?[a-z])\b"
)
_POSTCODE_SPACED = r"\b[A-Z]{1,2}[0-9]{1,2}[A-Z]?[ \-]{1,2}[0-9O][ \-]{0,2}[ABD-HJLNP-UW-Z]{2}\b"
_UNITS = ("st", "nd", "rd", "th", "hr", "yr", "ft", "lb", "pt")
_ROAD = (
    "(?:street|st|road|rd|avenue|ave|av|lane|ln|close|drive|dr|way|court|ct|crescent|cres|gardens|gdns"
    "|grove|place|terrace|terr|walk|square|hill|row|mews|rise|parade|view|green|house|heights|tower"
    "|towers|flats|estate|vale|mount|croft|meadow|meadows|wynd|brae|gate|heol|ffordd|stryd|approach"
    "|cottages|cottage|wharf|broadway|esplanade|promenade|villas|mansions|buildings|garth)"
)
_WORD = r"[a-z][a-z'\-]{1,20}"
_HOUSE = (
    r"\b(?:flat [0-9]{1,3}[a-z]?,? )?(?:number |no\.? ?)?[0-9]{1,4}[a-z]?,? "
    rf"(?:on )?{_WORD}(?: {_WORD}){{0,2}} {_ROAD}\b"
)
_FLAT = (
    rf"\b(?:flat|apartment|apt) [0-9]{{1,3}}[a-z]?,? (?:{_WORD} ){{1,2}}"
    r"(?:house|court|tower|heights|flats|point|lodge|maltings|mill|quay|wharf)\b"
)
_WELSH_HOUSE = (
    r"\b(?:number |no\.? ?)?[0-9]{1,4}[a-z]? "
    rf"(?:heol|ffordd|stryd|lon|maes|pen|bryn|clos|rhodfa|rhiw|cae|tan)"
    rf"(?: y| yr)?(?: {_WORD}){{1,2}}"
)
_NAMED_HOUSES = (
    r"\b(?:(?:live|lives|living|stay|stays|staying|come|moved|him|her) (?:at|to)"
    r"|(?:address|house|home) is(?: at)?) "
    r"((?:number |no\.? ?)?[0-9]{1,4}[a-z]? (?:the )?[a-z]{5,20})\b"
)
_ROOMS = (
    r"\b(?:(?:room|unit|caravan|plot|pitch) [0-9]{1,3}[a-z]?|block [a-z]),? "
    r"(?:at |the )?"
    rf"(?:{_WORD} ){{1,3}}"
    r"(?:house|court|tower|towers|hostel|hotel|lodge|park|point|mill|wharf|flats)\b"
)
_LIVES = (
    r"\b(?:live|lives|living|stay|stays|staying|house is|home is|moved to|address is) "
    r"(?:on|at|in|down|off|near|up)? ?"
    rf"((?:the )?(?:[0-9]{{1,4}}[a-z]? )?{_WORD}(?: {_WORD})? {_ROAD})\b"
)
_KIND = (
    "(?:free school|utc|pru|boys school|girls school|boys|girls"
    "|primary school|high school|secondary school|grammar school|comprehensive school"
    "|infant school|junior school|sixth form college|sixth form|community school"
    "|community college|school|academy"
    "|college|primary|secondary|grammar|comprehensive|high|juniors|infants|comp|rc|nursery)"
)
_KINDS = frozenset(_KIND.strip("(?:)").replace("|", " ").split())
_PROPER = r"[A-Z][A-Za-z'.\-]{1,20}"
_SCHOOL = rf"\b((?:St\.? )?{_PROPER}(?: (?:of |the |and )?{_PROPER}){{0,3}} (?i:{_KIND}))\b"
_YSGOL = r"\b((?i:ysgol|coleg)(?: (?:[A-Z][a-z'\-]+|y|yr|gyfun|gynradd|uwchradd)){1,4})"
_SAINT = (
    r"\b(?i:at|go|go to|goes to|went to|goto|attend|attends|from|in) "
    r"((?i:st|saint)\.? [A-Za-z][A-Za-z]{2,14}(?:'?s)"
    r"(?: (?i:rc|ce|primary|school|high|academy))?"
    r"|(?i:holy trinity|holy cross|holy family|sacred heart|our lady'?s?|corpus christi"
    r"|christ the king|all saints))\b"
)
_ENDED = (
    rf"\b(?i:go|goes|goto|im|i'm|i am|is|been|at|attend|attends|in|to) (?:(?i:at|to) )?"
    rf"((?i:the )?(?i:{_WORD})(?: (?i:{_WORD}))? (?i:academy|comp|high|juniors|infants|sixth form"
    r"|primary|primary school|secondary school|high school))\b"
)
_GOES = (
    rf"\b(?i:go to|goes to|going to|went to|attend|attends|pupil at|student at|teach at|teaches at"
    rf"|works? at|year [0-9]{{1,2}} at|y[0-9]{{1,2}} at|in year [0-9]{{1,2}} at)"
    rf" ((?i:st\.? )?(?i:{_WORD})(?: (?i:{_WORD})){{0,2}} (?i:{_KIND}))\b"
)


@cache
def _pattern(pattern: str, *, any_case: bool = True) -> Pattern:
    return Pattern(pattern, any_case=any_case)


def find(text: Text) -> Iterator[Finding]:
    """Postcodes, addresses and named schools."""
    seen = text.clean.text
    data = seen.encode()
    figures = text.has_figures
    for match in _pattern(_POSTCODE).all(data) if figures else ():
        unit = seen[match.end() - 2 : match.end()]
        if unit.isupper() or unit.lower() not in _UNITS:
            yield personal(text, (match.start(), match.end()), "a postcode", "[postcode]", 0.95)
    for start, end in _pattern(_POSTCODE_SAID).groups(data) if figures else ():
        yield personal(text, (start, end), "a postcode", "[postcode]", 0.95)
    for match in _pattern(_POSTCODE_SPACED, any_case=False).all(data) if figures else ():
        yield personal(text, (match.start(), match.end()), "a postcode", "[postcode]", 0.9)
    for start, end in (*(_houses(seen, data) if figures else ()), *_homes(seen, data)):
        yield personal(text, (start, end), "an address", "[address]", 0.9)
    for start, end in _schools(seen, data):
        yield personal(text, (start, end), "a school that can be known", "[school]", 0.8)


def _houses(seen: str, data: bytes) -> Iterator[tuple[int, int]]:
    for match in _pattern(_HOUSE).all(data):
        words = seen[match.start() : match.end()].lower().replace(",", " ").split()
        words = words[2:] if words[0] in {"number", "no", "no."} else words
        words = words[1:] if words[0] == "on" else words
        if not guard("no_street").intersection(words[:-1]):
            yield match.start(), match.end()
    for start, end in _pattern(_NAMED_HOUSES).groups(data):
        if seen[start:end].lower().split()[-1] not in guard("no_street"):
            yield start, end
    for match in (
        *_pattern(_ROOMS).all(data),
        *_pattern(_FLAT).all(data),
        *_pattern(_WELSH_HOUSE).all(data),
    ):
        yield match.start(), match.end()


def _homes(seen: str, data: bytes) -> Iterator[tuple[int, int]]:
    for start, end in _pattern(_LIVES).groups(data):
        if not guard("no_home").intersection(seen[start:end].lower().split()[:-1]):
            yield start, end


def _schools(seen: str, data: bytes) -> Iterator[tuple[int, int]]:
    for start, end in () if seen.islower() else _pattern(_SCHOOL, any_case=False).groups(data):
        words = seen[start:end].lower().split()
        if kept := list(dropwhile(guard("no_school").__contains__, words)):
            yield end - len(" ".join(kept)), end
    for pattern in (_YSGOL, _SAINT):
        yield from _pattern(pattern, any_case=False).groups(data)
    goes = (_pattern(pattern, any_case=False).groups(data) for pattern in (_GOES, _ENDED))
    for start, end in (span for spans in goes for span in spans):
        named = _kindless(seen[start:end].lower())
        named = named[1:] if named[:1] == ["the"] else named
        if named and not guard("no_school").intersection(named):
            yield start, end


def _kindless(name: str) -> list[str]:
    """The words of a school's name without those that only say what kind it is."""
    words = name.split()
    while words and words[-1] in _KINDS:
        words.pop()
    return words
