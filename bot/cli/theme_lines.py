"""One line of JSON as a text to sort, or as an example to learn from."""

import math
from typing import Any

from bot.cli.json_lines import BadLine, parsed
from exports.themes.samples import Example, Text
from surveys.themes.codebook import Codebook
from surveys.toml_table import meant

LONGEST_LINE = 1 << 20
"""Bytes of one line of input; a longer one is refused unread."""

GOOD, BAD = 1, 5


def text(line: bytes) -> Text:
    """Raises BadLine."""
    row = _row(line)
    match row:
        case {"id": str() | int() | float() as name} if not isinstance(name, bool):
            return Text(name, row["text"], _question(row), _rating(row))
        case _:
            raise BadLine('"id" must be there, a text or a number')


def example(line: bytes, codebook: Codebook) -> Example:
    """Raises BadLine; a theme the codebook does not have is one."""
    row = _row(line)
    match row.get("themes"):
        case [*keys] if all(isinstance(key, str) for key in keys):
            themes = frozenset(map(str, keys))
        case _:
            raise BadLine('"themes" must be a list of keys of the codebook')
    known = {theme.key for theme in codebook.themes}
    if unknown := sorted(themes - known):
        raise BadLine(f"the codebook has no theme '{unknown[0][:60]}'{meant(unknown[0], known)}")
    words = Text("", row["text"], _question(row), _rating(row))
    return Example(words, themes, sentiment=_sentiment(row))


def _row(line: bytes) -> dict[str, Any]:
    row = parsed(line, LONGEST_LINE)
    match row:
        case {"text": str(words)}:
            return {**row, "text": words.encode(errors="replace").decode()}
        case _:
            raise BadLine('must be one JSON object with "text", a text in quotes')


def _question(row: dict[str, Any]) -> str:
    question = row.get("question")
    if question is not None and not isinstance(question, str):
        raise BadLine('"question" must be a text in quotes, or left out')
    return " ".join((question or "").split())


def _rating(row: dict[str, Any]) -> float:
    match row.get("rating"):
        case None:
            return math.nan
        case int() | float() as rating if -1 <= rating <= 1 and not isinstance(rating, bool):
            return float(rating)
        case _:
            raise BadLine('"rating" must be a number from -1, bad, to 1, good, or left out')


def _sentiment(row: dict[str, Any]) -> int:
    """1 very good to 5 very bad, as surveys have it; 0 where it is not said."""
    match row.get("sentiment"):
        case None:
            return 0
        case int() | float() as said if not isinstance(said, bool) and GOOD <= said <= BAD:
            return round(said)
        case _:
            raise BadLine('"sentiment" must be from 1, very good, to 5, very bad, or left out')
