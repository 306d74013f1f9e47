"""Names people go by online. Cues and lists are data: `lexicons/handles.toml`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile

from moderation.personal.dictionary import is_common
from moderation.personal.found import guard
from moderation.personal.made_up import (
    is_beside_a_site,
    is_dotted,
    is_figure,
    is_figured,
    is_made_up,
    is_no_word,
    is_odd,
    says_how,
)
from moderation.phrases import Pattern
from moderation.shelf import shipped

_A_SITE = "<site>|<maybe_site>"
_NAME = r"[\"'(]?((?:u/|[@$~_.])?[a-z0-9_][a-z0-9_.#\-]{2,31})"
_SIGNS = ".-#'@_$~"
_AT = r"(?:^|[^a-z0-9_.@])(@[a-z0-9_][a-z0-9_.]{1,29})"
_UNDERSCORED = r"\b([a-z0-9.]*[a-z][a-z0-9.]*_[a-z0-9_.]*[a-z0-9]_*)"
_FIGURED = r"(?:^|[^a-z0-9_#.])([a-z]{4,20}[0-9]{1,4}|[a-z]{2,20}(?:\.[a-z0-9]{1,20}){1,3})\b"
_DOTTED = r"(?:^|[^a-z0-9_#.@/&+])([a-z0-9]{2,20}(?:\.[a-z0-9]{1,20}){1,3})(?:$|[^a-z0-9_.@/&+])"
_MAY_STAND_ALONE = (
    r"#[a-z0-9]|[$~][a-z]|\bttv|\bxx ?[a-z]|[0-9]{4}-[0-9]{4}-|under ?score|friend code"
)
_TOLD = (
    r"\b(?:<site>|<maybe_site>|<called>|<other_account>|<mail>|<wrote>"
    r"|<place>(?:.{0,15} (?:called|named)| [\"'(])|<himself> (?:called|named)|calls? <himself>"
    r"|<own> <mine>|<from>|<sees>|<who>|name (?:is |was )?(?:on|for|in)"
    r"|im [^ ]+ btw"
    r"|(?:something|somethin|summat|smth) like|acc|account|(?:link|user|code) (?:is|was)|find my"
    r"|(?:gamer|profile|display|screen) name"
    r"|add|hmu|hit me up|dm|msg|follow|u/[a-z0-9]+|mine(?:s|'s| is))\b|@ ?[a-z=:]"
)
"""Without one of these nothing stands beside a cue."""
_SITE = r"\b<site>\b"
_PART = r"(?:^|[ (\"'~:,;])([a-z0-9](?:[a-z0-9.\-]{0,30}[a-z0-9])?)"
_FAR = 30
"""Signs from the name of a site within which a made-up name may stand."""
_TOGETHER = 4
"""Cues looked for at once; with many more a search runs out of memory and turns slow."""
_MORE = r"^( [0-9]{1,4})(?:$|[.,;!\n])"
_MORE_SPOKEN = r"^((?: <figure>){2,6})(?:$|[.,;!\n])"
_ENDS = r"^[ \"')]*(?:$|[.,;:!?\n&(])"
_NEAR = 40
"""Signs behind a name that are looked at."""
_FACE = 3
"""A face ("x_x", "o_o") has fewer letters and figures than this."""

Span = tuple[int, int]


def find(seen: str, data: bytes) -> Iterator[Span]:
    """Where the names lie in a clean text, given also as bytes."""
    if "@" in seen or "_" in seen:
        yield from _signed(seen, data)
    if "." in seen:
        yield from (
            span for span in _pattern(_DOTTED).groups(data) if is_dotted(seen[slice(*span)])
        )
    if _pattern(_MAY_STAND_ALONE).search(data):
        yield from _met("alone", data)
    if _pattern(_TOLD).search(data):
        for grade, is_handle in _TESTS.items():
            yield from _beside(grade, is_handle, seen, data)
        yield from _in_words(seen, data)
    if _pattern(_SITE).search(data):
        yield from _near_a_site(seen, data)


def find_figured(seen: str, data: bytes) -> Iterator[Span]:
    """Unknown words that end in figures."""
    for start, end in _pattern(_FIGURED).groups(data):
        if is_figured(seen[start:end]):
            yield start, end


def _near_a_site(seen: str, data: bytes) -> Iterator[Span]:
    """What looks made up a few words from the name of a site."""
    for begin, end in _pattern(_SITE).groups(data):
        first = seen.rfind(" ", 0, max(0, begin - _FAR)) + 1
        last = seen.find(" ", end + _FAR)
        part = data[first : last if last > 0 else len(seen)]
        for start, stop in _pattern(_PART).groups(part):
            said = seen[first + start : first + stop]
            if is_beside_a_site(said) and not _is_a_site(said):
                yield first + start, first + stop


def _signed(seen: str, data: bytes) -> Iterator[Span]:
    for start, end in _pattern(_AT).groups(data):
        if seen[start:end].lower().rstrip(".") not in guard("no_handles"):
            yield start, end
    for start, end in _pattern(_UNDERSCORED).groups(data):
        if sum(map(str.isalnum, seen[start:end])) >= _FACE:
            yield start, end


def _met(grade: str, data: bytes) -> Iterator[Span]:
    """What stands beside the cues of a grade."""
    for cues in _in_parts(grade):
        if _pattern("|".join(cues)).search(data):
            yield from (span for cue in cues for span in _pattern(cue).groups(data))


@cache
def _in_parts(grade: str) -> Sequence[Sequence[str]]:
    cues = shipped("handles")["cues"][grade]
    return [cues[first : first + _TOGETHER] for first in range(0, len(cues), _TOGETHER)]


@cache
def _pattern(pattern: str) -> Pattern:
    """With its lists filled in."""
    for word, ways in shipped("handles")["words"].items():
        pattern = pattern.replace(f"<{word}>", f"(?:{'|'.join(ways)})".replace(" ", " ?"))
    return Pattern(pattern.replace("<handle>", _NAME), any_case=True)


Test = Callable[[str, str], bool]
"""Whether a word is a handle, from it and from what stands behind it."""


def _beside(grade: str, is_handle: Test, seen: str, data: bytes) -> Iterator[Span]:
    for start, end in _met(grade, data):
        said = _bare(seen[start:end])
        if is_handle(said, seen[end : end + _NEAR]) and not _is_a_site(said):
            yield start, _with_figures(seen, start, end)


def _is_a_site(said: str) -> bool:
    return _pattern(_A_SITE).whole(said.encode())


def _bare(said: str) -> str:
    return said.removeprefix("u/").strip(_SIGNS)


def _with_figures(seen: str, start: int, end: int) -> int:
    """Where a name ends if figures go on with it ("LaserKid 77", "kian two thousand and nine")."""
    behind = seen[end : end + _NEAR].encode()
    more = _pattern(_MORE).groups(behind) if seen[start].isupper() else []
    more += _pattern(_MORE_SPOKEN).groups(behind)
    return end + more[0][1] if more else end


def _is_said(said: str, then: str) -> bool:
    """It does not tell how the site is, and a word everybody knows ends what is said."""
    low = said.lower()
    return not (says_how(low) or is_figure(low)) and (not is_common(low) or _is_end(then))


def _is_end(then: str) -> bool:
    following = then.split(maxsplit=1)
    goes_on = bool(following) and following[0].lower() in guard("after_a_handle")
    return goes_on or _pattern(_ENDS).search(then.encode()) is not None


_TESTS: Mapping[str, Test] = {
    "said": _is_said,
    "unknown": lambda said, _: is_no_word(said),
    "made_up": lambda said, _: is_made_up(said),
    "odd": lambda said, _: is_odd(said),
}


def _in_words(seen: str, data: bytes) -> Iterator[Span]:
    """Names of some words, one of them unknown or with a capital ("mr white 0121")."""
    for start, end in _met("several", data):
        words = list(takewhile(_goes_on, seen[start:end].split(" ")))
        if any(map(_is_unusual, words)) and not says_how(_bare(words[0]).lower()):
            yield start, start + len(" ".join(words).rstrip("'"))


def _goes_on(word: str) -> bool:
    return word.lower() not in guard("after_a_handle")


def _is_unusual(word: str) -> bool:
    bare = _bare(word)
    return bare[:1].isupper() or not (is_common(bare.lower()) or is_figure(bare))
