"""Where a person is found online: e-mail, links, handles."""

from collections.abc import Iterator
from functools import cache

from moderation.personal import handles
from moderation.personal.found import personal
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
    for start, end in handles.find(seen, data):
        yield personal(text, (start, end), "a name used online", "[handle]", 0.85)
    for start, end in handles.find_figured(seen, data) if text.has_figures else ():
        yield personal(text, (start, end), "a name used online", "[handle]", 0.7)
