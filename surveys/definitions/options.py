"""Options and merge tables, read from TOML."""

import re
from collections.abc import Mapping

from surveys.definitions.definition import Option
from surveys.limits import MAX_KEY, MAX_OPTION_TEXT, MAX_SYMBOL
from surveys.records import NoAnswer
from surveys.talk.asking import KEEP
from surveys.toml_table import Table, unknown

QUESTION_KEY = re.compile(r"[a-z][a-z0-9_]*")  # noqa: TID251 - meets definitions, never answers
OPTION_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")  # noqa: TID251 - as above
RESERVED = frozenset({KEEP, *NoAnswer})
"""Option keys that channels use for something else."""


def read_key(table: Table, pattern: "re.Pattern[str]" = OPTION_KEY) -> str:
    key = table.text("key", MAX_KEY)
    if key and not pattern.fullmatch(key):
        table.wrong("key", f"'{key}' needs to be small letters, digits and {joiners(pattern)}")
    if key in RESERVED:
        table.wrong("key", f"'{key}' is taken; choose another")
    return key


def joiners(pattern: "re.Pattern[str]") -> str:
    return "_, a letter first" if pattern is QUESTION_KEY else "_ or -, a letter or digit first"


def read_options(
    table: Table, field: str, most: int, least: int = 2
) -> tuple[tuple[Option, ...], Mapping[str, str]]:
    """The options of a question, and the merge table if they have `joins`."""
    noun = "locality" if field == "locality" else "option"
    rows = table.tables(field, noun, "key", most)
    if len(rows) < least:
        table.wrong(field, "needs at least two")
    options = tuple(_option(row) for row in rows)
    keys = [option.key for option in options]
    for twice in {key for key in keys if key and keys.count(key) > 1}:
        table.wrong(field, f"the key '{twice}' is there twice")
    return options, _merges(rows, keys)


def _option(row: Table) -> Option:
    option = Option(
        read_key(row), row.text("text", MAX_OPTION_TEXT), row.text("symbol", MAX_SYMBOL, "")
    )
    row.get("joins")
    row.done()
    return option


def _merges(rows: list[Table], keys: list[str]) -> Mapping[str, str]:
    """Option key -> the neighbour it joins when its group is too small."""
    merges = {}
    for row, key in zip(rows, keys, strict=True):
        if not row.has("joins"):
            continue
        joined = row.text("joins", MAX_KEY)
        if joined == key:
            row.wrong("joins", "cannot join itself")
        elif joined not in keys:
            row.wrong("joins", unknown(joined, keys))
        else:
            merges[key] = joined
    return merges
