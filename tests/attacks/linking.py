"""Ways to link who came when with what was said. Each makes its best guess from the loot.

An order of responses is a guess: the first in it came first. Whatever can be put in order is
tried: rows, every column, every place in every file, lengths, and any key that can be found.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from surveys.anonymity.sealing import unseal
from surveys.errors import BadSeal
from tests.attacks.crowd import Person, told
from tests.attacks.loot import Loot, Row

Marks = tuple[str, ...]
Guess = dict[int, Marks]
"""Arrival -> the answer that is guessed to be theirs."""

HEX_KEY = re.compile(rb"[0-9a-f]{64}")  # noqa: TID251 - reads key files, not what people write


@dataclass(frozen=True)
class Found:
    """One response after close: its id, its answer, and its words if they can be read."""

    id: str
    marks: Marks
    raw: str
    fields: dict[str, str]


def found(loot: Loot) -> list[Found]:
    """Every response that is left."""
    return [_found(row) for row in loot.tables["responses"]]


def _found(row: Row) -> Found:
    raw = str(row["answers"])
    answers = json.loads(raw)
    fields = {key: json.dumps(value) for key, value in answers.items()}
    return Found(str(row["id"]), tuple(answers["marks"]["picked"]), raw, fields)


# ---------------------------------------------------------------- orders
def orders(loot: Loot) -> Iterator[tuple[str, Sequence[str]]]:
    """Every order of response ids that can be read off what is left."""
    yield from _row_orders("responses", loot.tables["responses"], "id")
    yield from _row_orders("texts", loot.tables["texts"], "response_id")
    yield from _field_orders(found(loot))
    marked = {each.id: each.id.encode() for each in found(loot)}
    yield from _place_orders("id", loot, marked)
    words = {str(row["response_id"]): str(row["redacted"]).encode() for row in loot.tables["texts"]}
    yield from _place_orders("words", loot, words)


def _row_orders(table: str, rows: Sequence[Row], key: str) -> Iterator[tuple[str, Sequence[str]]]:
    yield f"{table}: as they lie", [str(row[key]) for row in rows]
    for column in rows[0] if rows else ():
        ordered = sorted(rows, key=lambda row: _sortable(row[column]))
        yield f"{table}: by {column}", [str(row[key]) for row in ordered]


def _sortable(value: object) -> tuple[int, float, str]:
    match value:
        case int() | float():
            return (0, float(value), "")
        case str() if place := re.fullmatch(r"\((\d+),(\d+)\)", value):
            return (1, int(place[1]) * 10_000.0 + int(place[2]), "")
        case _:
            return (2, 0.0, repr(value))


def _field_orders(responses: Sequence[Found]) -> Iterator[tuple[str, Sequence[str]]]:
    for name in sorted({name for each in responses for name in each.fields}):
        ordered = sorted(responses, key=lambda each: each.fields.get(name, ""))
        yield f"answers: by {name}", [each.id for each in ordered]


def _place_orders(
    what: str, loot: Loot, marked: dict[str, bytes]
) -> Iterator[tuple[str, Sequence[str]]]:
    for name, content in loot.files.items():
        for place, where in (("first", content.find), ("last", content.rfind)):
            places = {each: where(mark) for each, mark in marked.items()}
            seen = [each for each, at in places.items() if at >= 0]
            if seen:
                yield f"{what}: {place} in {name}", sorted(seen, key=places.__getitem__)


# ---------------------------------------------------------------- guesses
def guesses(loot: Loot, seed: int) -> dict[str, Guess]:
    """All attacks at once, by name."""
    marks = {each.id: each.marks for each in found(loot)}
    made = {
        name: {number: marks[each] for number, each in enumerate(dict.fromkeys(order))}
        for name, order in orders(loot)
    }
    made["lengths of what was sealed"] = _by_length(loot, random.Random(seed))
    made["keys that were left"] = _by_key(loot)
    return made


def _by_length(loot: Loot, chance: random.Random) -> Guess:
    """The longest sealed belongs to the longest answers; among equals, to any of them."""
    words = {str(row["response_id"]): str(row["redacted"]) for row in loot.tables["texts"]}
    responses = [(len(each.raw) + len(words.get(each.id, "")), each.marks) for each in found(loot)]
    arrivals = list(enumerate(len(write.sealed) for write in loot.finishes))
    chance.shuffle(responses)
    chance.shuffle(arrivals)
    came = sorted(arrivals, key=lambda pair: pair[1])
    left = sorted(responses, key=lambda pair: pair[0])
    return {number: marks for (number, _), (_, marks) in zip(came, left, strict=False)}


def _by_key(loot: Loot) -> Guess:
    """Whatever looks like a key is tried on every sealed response that ever went by."""
    keys = [
        bytes.fromhex(key.decode()) for raw in loot.keyring.values() for key in HEX_KEY.findall(raw)
    ]
    opened: Guess = {}
    for number, write in enumerate(loot.finishes):
        for key in keys:
            try:
                opened[number] = told(unseal(write.sealed, key))
            except BadSeal:
                continue
    return opened


def right(guess: Guess, people: Sequence[Person]) -> int:
    truth = {person.number: frozenset(person.marks) for person in people}
    return sum(truth.get(number) == frozenset(marks) for number, marks in guess.items())


# ---------------------------------------------------------------- urgent words
WhoseItem = Callable[[str], int]
"""The arrival of the person whose urgent words an item holds, by its id: the truth, for scoring."""


def urgent_right(loot: Loot, people: Sequence[Person], whose: WhoseItem) -> dict[str, int]:
    """For each attack: how many urgent items it links to the right person.

    The attacker even knows which people wrote urgent words, only not which words are whose.
    """
    came = [person.number for person in people if person.urgent]
    rows = loot.tables["urgent"]
    made = dict(_row_orders("urgent", rows, "id"))
    for book in ("alerts", "chains"):
        made |= dict(_row_orders(book, loot.tables[book], "item"))
    for part in ("id", "text", "keys"):
        made |= dict(
            _place_orders(f"urgent {part}", loot, {str(r["id"]): _bytes(r[part]) for r in rows})
        )
    made["urgent: seen when they came"] = _as_they_came(loot, rows)
    return {
        name: sum(
            whose(item) == number for item, number in zip(dict.fromkeys(order), came, strict=False)
        )
        for name, order in made.items()
    }


def _as_they_came(loot: Loot, rows: Sequence[Row]) -> list[str]:
    """Items known again from the day they were written, by id or by their sealed bytes."""
    by_text = {_bytes(row["text"])[-64:]: str(row["id"]) for row in rows}
    by_id = {str(row["id"]): str(row["id"]) for row in rows}
    known = (by_id.get(item) or by_text.get(text[-64:]) for item, text in loot.urgent_put)
    return list(dict.fromkeys(item for item in known if item))


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
