"""Undo spelling tricks, token by token: leet, spaced, stretched, blanked letters, slips, txt-speak.

A trick is undone only where a known word comes out, so that house numbers, years and prices
stay what they are. Every step looks at a bounded stretch: the whole is linear.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, product

from moderation import spaced, typos, vocabulary
from moderation.remembered import for_known_words
from moderation.tokens import STOP, Token

_LONGEST_WORD = 14
_MOST_RUNS = 4
_MOST_JOINED = 12
"""Words of a text that are searched for words run together."""

_SPACED = 3
_BOTH = 2
_ENDINGS = ("s", "ed", "ing", "er", "ers", "in")
_BLANKS = frozenset("*#_-.%")
_STOPS = frozenset(".!?;")
_OUTSIDE = {place: " " for place in range(128) if not chr(place).isalnum() and chr(place) != "'"}
_BEFORE_TO = frozenset({"going", "trying", "tried", "used", "supposed", "want", "wants", "wanted"})
"""After these a lone 2 before a word is "to"."""


def plain(tokens: Iterable[Token]) -> list[Token]:
    """The tokens in plain spelling; a token may stand for several words with spaces between."""
    tries, known = iter(range(_MOST_JOINED)), vocabulary.known()
    whole: list[Token] = []
    for token in tokens:
        if token.word == STOP or (token.word in known and token.word.isalpha()):
            whole.append(token)
        else:
            whole += _pieces(token, tries)
    said = [said for token in _rejoined(spaced.unspaced(whole)) if (said := _said(token)).word]
    return list(_spelt_out(said)) if any(token.word == "2" for token in said) else said


def _spelt_out(said: list[Token]) -> Iterator[Token]:
    """Reads "going 2 stab" as "going to stab"."""
    for before, token, after in zip([None, *said], said, [*said[1:], None], strict=False):
        meant = before and after and before.word in _BEFORE_TO and after.word.isalpha()
        yield _reading(token, "to") if token.word == "2" and meant else token


def known(word: str) -> bool:
    """A word of the vocabulary, or one with a common ending."""
    words = vocabulary.known()
    if word in words:
        return True
    return word.endswith(_ENDINGS) and any(
        word.endswith(end) and word[: -len(end)] in words for end in _ENDINGS
    )


def _pieces(token: Token, tries: Iterator[int]) -> Iterator[Token]:
    """An odd chunk as words: decoded as a whole if that gives a word, else cut at its symbols."""
    word = token.word.replace("'", "")
    if word.isalpha() and word in vocabulary.known():
        yield token if word == token.word else _reading(token, word)
    elif word.isalpha() or word == STOP or word in vocabulary.short_forms():
        odd = len(word) >= _SPACED and not known(word)
        yield _reading(token, _mended(word, tries) if odd else word)
    elif whole := _decoded(word) or _uncensored(word) or _unbroken(word):
        yield _reading(token, whole)
    else:
        for part in _cut(token):
            odd = part.word.isalpha() and len(part.word) >= _SPACED and not known(part.word)
            yield _reading(part, _mended(part.word, tries)) if odd else part


def _reading(token: Token, word: str) -> Token:
    """The same characters, read as `word`."""
    return Token(word, token.start, token.end)


def _mended(word: str, tries: Iterator[int]) -> str:
    """A strong word with a slip in it as it was meant; words run together as several."""
    if meant := typos.slipped(word):
        return meant
    if typos.may_be_joined(word) and next(tries, None) is not None:
        return typos.run_together(word) or word
    return word


def _decoded(word: str) -> str:
    """Leet undone, if letters and figures are mixed and a known word comes out."""
    if word.isdigit() or len(word) == 1:
        return ""
    for table in spaced.LEET:
        said = word.translate(table)
        if said.isalpha() and known(squeezed(said)):
            return said
    return ""


def _uncensored(word: str) -> str:
    """A strong word with some inner letters blanked, in full."""
    if _BLANKS.isdisjoint(word) or not word[0].isalpha() or "@" in word or len(word) <= _BOTH:
        return ""
    for strong in vocabulary.censored(word[0], len(word)):
        if all(c == s or c in _BLANKS for c, s in zip(word, strong, strict=True)):
            return strong
    return ""


def _unbroken(word: str) -> str:
    """A known word that was broken up by symbols ("su-icide", "k.i.l.l")."""
    parts = _parts(word)
    if len(parts) > 1 and all(len(part) == 1 for part, _ in parts):
        return spaced.segmented("".join(part for part, _ in parts)[: spaced.LONGEST_RUN])
    joined = "".join(part for part, _ in parts)
    return joined if len(joined) > _SPACED and known(joined) else ""


def _parts(word: str) -> list[tuple[str, int]]:
    """The runs of letters and figures, apostrophes taken out, with their places."""
    parts, place = [], 0
    for run in word.translate(_OUTSIDE).split():
        place = word.index(run, place)
        if letters := run.replace("'", ""):
            parts.append((letters, place))
        place += len(run)
    return parts


def _cut(token: Token) -> Iterator[Token]:
    """The words of a chunk of several; a stop where a sentence ends inside it."""
    word, start, _ = token
    last = 0
    for part, place in _parts(word):
        if last and not _STOPS.isdisjoint(word[last:place]):
            yield Token(STOP, start + last, start + place)
        last = place + len(part) + word.count("'", place, place + len(part) + 1)
        yield Token(part, start + place, start + last)
    if not last and len(word) == 1:
        yield token


def _rejoined(tokens: Iterable[Token]) -> Iterator[Token]:
    """Two neighbours that are no words but make one are one ("sui cide")."""
    waiting: Token | None = None
    for token in tokens:
        if waiting and _halves(waiting, token):
            yield Token(waiting.word + token.word, waiting.start, token.end)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = token
    if waiting:
        yield waiting


def _halves(left: Token, right: Token) -> bool:
    if right.start - left.end != 1:
        return False
    words = vocabulary.known()
    odd = (left.word not in words) + (right.word not in words)
    if not odd and right.word != "self":
        return False
    joined = left.word + right.word
    return (
        _SPACED < len(joined) <= _LONGEST_WORD
        and joined in words
        and (odd == _BOTH or right.word == "self" or typos.is_heavy(joined))
    )


def _said(token: Token) -> Token:
    """What a token stands for, said in plain words; an empty word for a filler."""
    said = _in_plain_words(token.word)
    return token if said == token.word else _reading(token, said)


@for_known_words
def _in_plain_words(word: str) -> str:
    word = squeezed(word)
    word = vocabulary.short_forms().get(word, word)
    return "" if word in vocabulary.fillers() else word


def squeezed(word: str) -> str:
    """A stretched word ("killlll") with each long run of a letter as two or one, as known."""
    if len(word) - len(set(word)) < _SPACED - 1:
        return word
    runs = [(char, len(list(group))) for char, group in groupby(word)]
    long = [i for i, (_, length) in enumerate(runs) if length >= _SPACED]
    if not long or word.isdigit():
        return word
    words, ways = vocabulary.known(), list[str]()
    for lengths in product((2, 1), repeat=len(long[:_MOST_RUNS])):
        way = _shortened(runs, long, lengths)
        if way in words:
            return way
        ways.append(way)
    return next((way for way in ways if known(way)), ways[-1])


def _shortened(runs: list[tuple[str, int]], long: list[int], lengths: tuple[int, ...]) -> str:
    """The word with its long runs cut to `lengths`, and any beyond those to one letter."""
    chosen = dict.fromkeys(long, 1) | dict(zip(long, lengths, strict=False))
    return "".join(char * chosen.get(i, length) for i, (char, length) in enumerate(runs))
