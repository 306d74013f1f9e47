"""Letters written one at a time ("k i l l", "k.i.l.l"), joined into the words they spell."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise

from moderation import vocabulary
from moderation.tokens import STOP, Token

LEET = tuple(str.maketrans("013456789@$!|+€", f"o{one}easgtbgas{one}{one}te") for one in "il")
"""Letters that figures and signs stand for; one of them for two."""

LONGEST_RUN = 120
"""Letters that are read as one run."""

_LONGEST_WORD = 14
_LEAST = 3
_BOTH = 2


def unspaced(tokens: list[Token]) -> Iterable[Token]:
    """Runs of single letters joined into the words they spell, if they spell any."""
    lone = [token for token in tokens if len(token.word) < _BOTH and token.word != STOP]
    return tokens if len(lone) < _LEAST and all(token.word for token in lone) else _runs(tokens)


def _runs(tokens: list[Token]) -> Iterator[Token]:
    run: list[Token] = []
    for token in [*tokens, Token("", 0, 0)]:
        if len(token.word) == 1 and token.word != STOP and len(run) < LONGEST_RUN:
            run.append(token)
            continue
        yield from _joined(run) if len(run) >= _LEAST else run
        run = []
        if token.word:
            yield token


def _joined(run: list[Token]) -> list[Token]:
    """A run of single letters as one token, or as it was if it spells nothing."""
    gaps = [after.start - before.end for before, after in pairwise(run)]
    least, groups, group = min(gaps), list[str](), run[0].word
    for gap, token in zip(gaps, run[1:], strict=True):
        if gap > least:
            groups.append(group)
            group = ""
        group += token.word
    words = [segmented(part) for part in (*groups, group)]
    if not all(words):
        words = [segmented("".join(token.word for token in run))]
    return [Token(" ".join(words), run[0].start, run[-1].end)] if all(words) else run


def segmented(letters: str) -> str:
    """The fewest known words that spell `letters`, or ""."""
    for said in dict.fromkeys(letters.translate(table) for table in LEET):
        if said.isalpha() and (found := _fewest(said)):
            return found
    return ""


@cache
def _segments() -> frozenset[str]:
    return vocabulary.known() | {"i", "a"}


def _fewest(letters: str) -> str:
    """The words, of ways alike the one with the longest last word."""
    words = _segments()
    fewest, begins = {0: 0}, dict[int, int]()
    for end in range(1, len(letters) + 1):
        ways = [
            (fewest[start], start)
            for start in range(max(0, end - _LONGEST_WORD), end)
            if start in fewest and letters[start:end] in words
        ]
        if ways:
            count, begins[end] = min(ways)
            fewest[end] = count + 1
    return " ".join(_parted(letters, begins))


def _parted(letters: str, begins: Mapping[int, int]) -> list[str]:
    """The words whose beginnings lead from the end to the start; none if there is no way."""
    said, end = list[str](), len(letters)
    while end in begins:
        said.append(letters[begins[end] : end])
        end = begins[end]
    return said[::-1]
