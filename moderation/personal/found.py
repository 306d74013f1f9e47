"""The shape of a personal-data finding."""

from functools import cache

from moderation.shelf import shipped
from moderation.text import Text
from moderation.verdict import Finding, Kind, Route


def personal(text: Text, span: tuple[int, int], why: str, mark: str, score: float = 0.9) -> Finding:
    """A stretch of the clean reading to be masked. It alone never stops a text."""
    start, end = text.clean.span(*span)
    return Finding(start, end, Kind.PERSONAL_DATA, Route.PUBLISH, score, why, mark)


@cache
def guard(key: str) -> frozenset[str]:
    """Everyday words that keep a search from going wrong; `lexicons/guards.toml` says which."""
    return frozenset(shipped("guards")[key].split())
