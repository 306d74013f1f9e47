"""Short names for questions that begin alike."""

from collections.abc import Sequence
from textwrap import wrap

SOFT = "\u00ad"
PIECE, LONGEST_PART = 8, 18
LONGEST_NAME = 70


def shorten(texts: Sequence[str]) -> tuple[str, ...]:
    """What tells questions apart: the words after those with which all of them begin."""
    words = [text.split() for text in texts]
    same = 0
    while len(texts) > 1 and all(len(w) > same + 1 for w in words) and _alike(words, same):
        same += 1
    ends = (" ".join(each[same:]).rstrip("?.: ") for each in words)
    names = tuple(text[:1].upper() + text[1:] for text in ends)
    short = tuple(cut(name) for name in names)
    return short if len(set(short)) == len(set(names)) else names


def cut(name: str, most: int = LONGEST_NAME) -> str:
    """The beginning of a long one, by whole words."""
    if len(name) <= most:
        return name
    return name[:most].rpartition(" ")[0].rstrip(",;: ") + "…"


def _alike(words: Sequence[Sequence[str]], place: int) -> bool:
    return len({each[place].casefold() for each in words}) == 1


def softened(text: str) -> str:
    """With places at which a word of more letters than there is room for may be broken."""
    words = (word.split("-") for word in text.split(" "))
    return " ".join("-".join(map(_pieces, parts)) for parts in words)


def _pieces(part: str) -> str:
    return SOFT.join(wrap(part, PIECE)) if len(part) > LONGEST_PART else part


def attributed(quote: str, by: str) -> str:
    """What somebody wrote, with what is told of who wrote it."""
    return f"“{quote}” – {by}" if by else f"“{quote}”"


def sentence(*parts: str) -> str:
    """Parts set side by side, each ended with a full stop unless it ends itself."""
    return " ".join(
        part if part.endswith(("?", "!", ".", ":", "…")) else f"{part}." for part in parts
    )
