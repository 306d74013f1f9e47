"""The whole of a made-up name of which only a part was known ("kyle2hot4u", "tayla.mx")."""

from dataclasses import replace

from moderation.personal.dictionary import is_common
from moderation.verdict import Finding

MARKS = frozenset({"[name]", "[handle]"})
_JOINTS = "0123456789_"
_MOST = 32
"""Characters by which a mask may grow at either end."""


def whole(raw: str, found: Finding) -> Finding:
    """A name or handle with what is written in one with it; nothing else grows."""
    if found.mark not in MARKS:
        return found
    return replace(found, start=_start(raw, found.start), end=_end(raw, found.end))


def _end(raw: str, end: int) -> int:
    behind = raw[end : end + _MOST]
    if behind[:1] == "." and behind[1:2].isalnum():
        part = _run(behind[1:])
        return end if is_common(part.lower()) else end + 1 + len(part)
    return end + len(_run(behind)) if behind[:1] in tuple(_JOINTS) else end


def _start(raw: str, start: int) -> int:
    before = raw[max(0, start - _MOST) : start][::-1]
    return start - len(_run(before)) if before[:1] in tuple(_JOINTS) else start


def _run(text: str) -> str:
    """The letters, figures and low lines that a text begins with."""
    for place, char in enumerate(text):
        if not (char.isalnum() or char == "_"):
            return text[:place]
    return text
