"""Where a person is found online: e-mail, links, handles."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from moderation.personal.beside import acts
from moderation.personal.dictionary import is_common
from moderation.personal.found import guard, personal
from moderation.phrases import Pattern
from moderation.text import Text
from moderation.verdict import Finding

_DOMAIN = r"(?:com|co\.uk|org|org\.uk|net|ac\.uk|gov\.uk|nhs\.uk|sch\.uk|uk|gg|io|info|biz)"
_AT = r"(?: ?[\[({<] ?at ?[\])}>] ?| at |@| @ )"
_DOT = r"(?: ?[\[({<] ?dot ?[\])}>] ?| dot |\.)"
_PART = r"[a-z0-9._%+\-]{1,64}"
_SAID_IN = rf"(?: (?:dot|underscore|dash|hyphen) {_PART}){{0,3}}"
_END = r"(?:com|co ?(?:dot|\.) ?uk|co ?uk|org(?: dot uk)?|net|uk|pl|me|edu|ac dot uk)"
_EMAIL = (
    rf"\b{_PART}{_SAID_IN}{_AT}[a-z0-9\-]{{2,63}}"
    rf"(?:{_DOT}[a-z0-9\-]{{2,63}}){{0,2}}"
    rf"{_DOT}{_END}\b"
    rf"|\b{_PART}(?: ?[\[({{<] ?at ?[\])}}>] ?| ?@ ?)[a-z0-9\-]{{1,63}}"
    rf"(?:[.,][a-z]{{2,20}}){{1,3}}\b"
    r"|[a-z0-9._%+'\-]{1,64}@[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{2,63}){1,4}"
    rf"|\b[a-z0-9._%+\-]{{1,64}}{_AT}"
    rf"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|aol|btinternet|protonmail)"
    rf"(?:{_DOT}(?:com|net|co{_DOT}uk|co uk|co|uk|me))?\b"
    rf"|\b[a-z0-9._%+\-]{{1,64}} ?[\[(]at[\])] ?[a-z0-9\-]{{1,63}}{_DOT}[a-z.]{{2,10}}\b"
)
_SPOKEN_LINK = (
    rf"\b(?:www dot )?[a-z0-9\-]{{3,63}}(?: dot [a-z0-9\-]{{2,63}}){{0,2}} dot {_END}"
    r"\b(?: (?:slash|forward slash) [a-z0-9_\-]{1,40}){0,4}"
)
_LINK = (
    r"\b(?:https?|hxxps?|ftp)://[^ \n]+|\bwww\.[^ \n]+"
    rf"|\b[a-z0-9\-]{{2,63}}(?:\.[a-z0-9\-]{{2,63}}){{0,3}}\.{_DOMAIN}\b(?:/[^ \n]*)?"
    r"|\b[a-z0-9\-]{2,63}\.[a-z]{2,10}/[^ \n]+"
    r"|\b(?:wa|t|m)\.me/[^ \n]+|\bbit\.ly/[^ \n]+|\bvm\.tiktok\.[^ \n]+"
)
_SITE = (
    "(?:snap ?chat|snap|insta ?gram|insta|ig|sc|tik ?tok|discord|disc|xbox|psn|gamer ?tag|kik"
    "|telegram|twitter|facebook|fb|whats ?app|yubo|wizz|roblox|fortnite|steam|twitch"
    "|youtube|be ?real|ttok|omegle|bigo|minecraft|vsco|locket|spotify|vinted"
    "|monkey app"
    "|user ?name|handle)"
)
_TAG = "(?: ?(?:user ?name|name|handle|id|tag|account|acc|user))?"
_TAG_ONLY = "(?:user|user ?name|name|tag|handle|acc|account)"
_NAME = r"([@a-z0-9][a-z0-9_.#\-]{2,31})"
_ADD = r"\b(?:add|follow|find|message|msg|dm|text|hmu|hit me up) (?:me )?(?:up )?(?:on|at|via)"
_CALLED = (
    "(?:user|login|log ?in|(?:under|by|used?|uses|using) the name(?: of)?|(?:goes|go|went) by"
    "|known as|(?:someone|somebody|man|boy|guy|bloke|lad|girl|woman|person|account|page)"
    " (?:is |was )?called)"
)
_WHO = "(?:user|someone|somebody|man|boy|guy|bloke|lad|girl|woman|person|account|page|profile)"
_WRITE_TO = "(?:add|hmu|hit me up|dm|msg|message|snap|follow) "
_IM = "(?:i am|i'm|im|he's|hes|she's|shes)"
_IS = "(?:he is|she is|they are|they're|theyre|its|it's|it is)"
_SAID = (
    rf"\bmy {_SITE}{_TAG}(?: is ?:? ?|'s:? |s:? | ?[-:=] ?| was |, | ){_NAME}",
    rf"\b(?:his|her|their|ur|your|the|its) {_SITE}{_TAG}(?: is|'s| -|:| =|=) ?{_NAME}",
    rf"\b{_SITE}{_TAG}(?:: ?| ?= ?| - |; ?){_NAME}",
    rf"\b(?:add|follow) (?:my |me on )?{_SITE}{_TAG},? (?:its|it's|is) {_NAME}",
    rf"\bmy {_TAG_ONLY} (?:is |its |= ?|: ?){_NAME} on {_SITE}\b",
    rf"{_ADD} {_SITE}(?: at| as| under|:| -|,| its| it's)? ?{_NAME}",
    rf"\b(?:add|follow|find|msg|message|dm) (?:me )?{_NAME} on {_SITE}\b",
    rf"\b{_IM} {_NAME} on {_SITE}\b",
    rf"\bon {_SITE} (?:as|under|{_IM}) (?:called )?{_NAME}",
    rf"\b(?:call|calls|called) (?:himself|herself|themselves|themself|myself) {_NAME} on {_SITE}\b",
    rf"\b{_WHO} (?:is |was )?(?:called|named) {_NAME} on {_SITE}\b",
)
_MADE_UP = (
    rf"\b{_IS} {_NAME} on {_SITE}\b",
    rf"\bon {_SITE} {_IS} (?:called )?{_NAME}",
    rf"\b{_SITE}(?: user| name)? {{1,3}}([a-z][a-z.\-]{{1,20}}[0-9][a-z0-9.\-]{{0,10}})\b",
    rf"\b{_CALLED}(?: is|:)? ([a-z][a-z.\-]{{2,20}}[0-9][a-z0-9.\-]{{0,10}})\b",
    rf"\b{_SITE}{_TAG} (?:is|name|user) {_NAME}",
    rf"\b(?:account|page|profile|user ?name|channel)(?: is|'s|s)? (?:called|named) {_NAME}",
    rf"\b(?:account|page|profile|user|by|as|under|name) {_NAME} on {_SITE}\b",
    rf"\b([a-z][a-z\-]*[0-9.][a-z0-9.\-]*[a-z0-9]) on {_SITE}\b",
    rf"\b(?:name|tag|user|handle) on {_SITE} (?:is|was|:) ?{_NAME}",
    rf"\b(?:my|his|her|their|the) @ ?(?:is|:|= ?)? {_NAME}",
    rf"\b{_WRITE_TO}(?:me|my|us) (?:at |on |back )?(?:its |it's |is |: ?|- ?)?{_NAME}",
    rf"\b{_SITE}\b.{{0,30}}\bmine(?: is|'s|s)? {_NAME}",
    rf"\b{_SITE}{_TAG}(?:'s|s|s is|'s is) {_NAME}",
    rf"\b{_SITE} ([a-z]+\.[a-z0-9.]*[a-z0-9])\b",
)
"""Beside a site's name, but only what is no word."""
_ODD = (
    rf"(?:^|[.,] ?)@ ?(?:is|:|= ?)? {_NAME}",
    rf"\b{_WRITE_TO}(?:its |it's |is |: ?|- ?)?{_NAME}",
    rf"\b(?:call|calls|called) (?:himself|herself|themselves|themself|myself) {_NAME}",
)
"""With little to say that a handle follows, so only what looks like one."""
_SCRAMBLED = (
    r"[b-df-hj-np-tvwxz]{4}|[bcdfghjkmnpqrtvwxz]{2}w+$|[a-z]xo+$|([aeiou])x+$|^xo|aaa|iii|ooo|www|xx"
    r"|[hjpqvy][jkqvw]$|[hjknqrvwy][hjqvw]$|rr$|ii$|yy$"
)
"""Letters that stand so in made-up names rather than in words ("kaibtw", "leahxo")."""
_HANDLE = r"(?:^|[^a-z0-9_.@])(@[a-z0-9_][a-z0-9_.]{1,29})"
_TAGGED = r"\b([a-z0-9_.]{2,31}#[0-9]{4})\b"
_UNDERSCORED = r"\b([a-z0-9.]*[a-z][a-z0-9.]*_[a-z0-9_.]*[a-z0-9])\b"


@cache
def _pattern(pattern: str) -> Pattern:
    return Pattern(pattern, any_case=True)


def find(text: Text) -> Iterator[Finding]:
    """Addresses and names a person can be reached by."""
    seen = text.clean.text
    data = seen.encode()
    for match in _pattern(_EMAIL).all(data):
        yield personal(text, (match.start(), match.end()), "an e-mail address", "[email]", 0.98)
    if "." in seen or "/" in seen:
        for match in _pattern(_LINK).all(data):
            yield personal(text, (match.start(), match.end()), "a link", "[link]", 0.9)
    for match in _pattern(_SPOKEN_LINK).all(data) if " dot " in seen.lower() else ():
        yield personal(text, (match.start(), match.end()), "a link", "[link]", 0.8)
    for start, end in _handles(seen, data):
        yield personal(text, (start, end), "a name used online", "[handle]", 0.85)


def _handles(seen: str, data: bytes) -> Iterator[tuple[int, int]]:
    if "@" in seen or "_" in seen:
        for start, end in _pattern(_HANDLE).groups(data):
            if seen[start:end].lower().rstrip(".") not in guard("no_handles"):
                yield start, end
        yield from _pattern(_UNDERSCORED).groups(data)
    yield from _pattern(_TAGGED).groups(data) if "#" in seen else ()
    if _pattern(
        rf"\b(?:{_SITE}|{_CALLED}|account|page|profile|channel|{_OFFERS})\b|@ ?[a-z=:]"
    ).search(data):
        yield from _said_to_be(seen, data)


_OFFERS = "add|hmu|hit me up|dm|msg|follow|(?:call|calls|called) (?:my|him|her|them)sel(?:f|ves)"
_LONG = 8
"""Letters from which an unknown word beside a site's name is taken for a handle."""


def _said_to_be(seen: str, data: bytes) -> Iterator[tuple[int, int]]:
    for pattern in _SAID:
        for start, end in _pattern(pattern).groups(data):
            if not _says_how(seen[start:end].lower().strip(".-#")):
                yield start, end
    for patterns, is_handle in ((_MADE_UP, _is_made_up), (_ODD, _is_odd)):
        yield from _unless_words(patterns, is_handle, seen, data)


def _unless_words(
    patterns: Sequence[str], is_handle: Callable[[str], bool], seen: str, data: bytes
) -> Iterator[tuple[int, int]]:
    for pattern in patterns:
        for start, end in _pattern(pattern).groups(data):
            if is_handle(seen[start:end].lower()):
                yield start, end


def _says_how(said: str) -> bool:
    """It tells of the site, or how somebody fares there ("bullied", "rude")."""
    told = said in guard("after_my_snap_is") or said in guard("how_one_is")
    done = (said.endswith(("ed", "ing")) and is_common(said)) or (
        said[-1:] == "s" and said in acts()
    )
    return told or done


def _is_odd(said: str) -> bool:
    """It has figures or letters as made-up names do, or a dot, but not between two words."""
    parts = [part for part in said.strip(".-#'").split(".") if part]
    if all(is_common(part) or part in guard("things") for part in parts):
        return False
    odd = len(parts) > 1 or any(char.isdigit() for char in said)
    return _is_made_up(said) and (odd or _is_scrambled(said))


def _is_scrambled(said: str) -> bool:
    return _pattern(_SCRAMBLED).search(said.encode()) is not None


def _is_made_up(said: str) -> bool:
    """Long or odd enough for a handle, and none of it a word or a name alone."""
    bare = said.strip(".-#'")
    odd = any(char.isdigit() or char == "." for char in bare)
    word = (
        bare.rstrip("s") in guard("after_my_snap_is") or bare in guard("things") or _says_how(bare)
    )
    if word or bare.rstrip("s").isdigit():
        return False
    return (odd or _is_scrambled(bare) or len(bare) >= _LONG) and not is_common(bare)
