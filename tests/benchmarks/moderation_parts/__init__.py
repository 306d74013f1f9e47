"""Sentences made from parts: there is never enough text of people's own.

`everyday.toml` holds ordinary sentences; `told.toml` plain disclosures, and harmless ones that are
built like them.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

FOLDER = Path(__file__).parent
_TRIES = 20
"""Times the number wanted that is tried; few parts make few sentences."""


def everyday(number: int) -> Iterator[tuple[str, str]]:
    """At most so many different ordinary sentences of each sort, with the sort."""
    raw = _read("everyday")
    for sort, frames in raw["sentences"].items():
        yield from ((sort, text) for text in _made(frames, raw["parts"], sort, number))


def told(number: int) -> Iterator[tuple[str, str, bool]]:
    """At most so many of each sort of disclosure and of look-alike: sort, text, is it urgent."""
    raw = _read("told")
    for urgent in (True, False):
        for sort, frames in raw["urgent" if urgent else "looks_alike"].items():
            for text in _made(frames, raw["parts"], sort, number):
                yield sort, text, urgent


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def _made(
    frames: Sequence[str], parts: Mapping[str, Sequence[str]], sort: str, number: int
) -> Iterator[str]:
    """Different sentences; the same ones each time."""
    luck = Random(sort)
    tried = (_filled(luck.choice(frames), parts, luck) for _ in range(_TRIES * number))
    found = dict.fromkeys(tried)
    yield from list(found)[:number]


def _filled(frame: str, parts: Mapping[str, Sequence[str]], luck: Random) -> str:
    head, _, rest = frame.partition("<")
    if not rest:
        return head
    name, _, tail = rest.partition(">")
    return head + luck.choice(parts[name]) + _filled(tail, parts, luck)
