"""What leads have done about an item, as JSON and back. What is empty is left out."""

import base64
import json
from datetime import date
from typing import Any

from surveys.records import Handling, Recorded

HAS_OUTCOME = '"outcomes":'
"""Stands in the JSON of an item with an outcome and of no other."""


def dump(handling: Handling) -> str:
    said: dict[str, object] = {
        "handed_to": handling.handed_to,
        "outcomes": [_recorded(each) for each in handling.outcomes],
        "taken_by": handling.taken_by,
        "unopened_by": handling.unopened_by,
        "withheld": list(handling.withheld),
    }
    kept = {name: value for name, value in said.items() if value}
    return json.dumps(kept, separators=(",", ":"))


def load(raw: str) -> Handling:
    said: dict[str, Any] = json.loads(raw)
    return Handling(
        said.get("taken_by", ""),
        said.get("handed_to", ""),
        tuple(said.get("withheld", ())),
        tuple(_record(each) for each in said.get("outcomes", ())),
        said.get("unopened_by", ""),
    )


def _recorded(each: Recorded) -> list[str]:
    note = base64.b64encode(each.note).decode()
    return [each.outcome, each.by, each.on.isoformat(), note]


def _record(raw: list[str]) -> Recorded:
    outcome, by, on, note = raw
    return Recorded(outcome, by, date.fromisoformat(on), base64.b64decode(note))
