"""Exact counts as JSON and back: what the ledger keeps behind a release. It never leaves."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from exports.aggregate import Counts, Tally
from exports.keys import mention_of, named


def dump(counts: Counts) -> dict[str, Any]:
    """The same counts always give the same JSON. Nought is left out."""
    return {
        "people": counts.people,
        "questions": _tallies(counts.questions),
        "sizes": {by: dict(sorted(sizes.items())) for by, sizes in counts.sizes.items()},
        "groups": {
            by: {group: _tallies(found) for group, found in sorted(groups.items())}
            for by, groups in counts.groups.items()
        },
    }


def load(raw: Mapping[str, Any]) -> Counts:
    return Counts(
        people=int(raw["people"]),
        questions=_loaded(raw["questions"]),
        sizes={by: Counter(sizes) for by, sizes in raw["sizes"].items()},
        groups={
            by: {group: _loaded(found) for group, found in groups.items()}
            for by, groups in raw["groups"].items()
        },
    )


def editions(counts: Counts) -> dict[str, str]:
    """By question a name for the state of its counts; under "" that of the groups themselves."""
    own = {"": _hash({"people": counts.people, "sizes": dump(counts)["sizes"]})}
    for key, tally in counts.questions.items():
        inside = {
            f"{by} {group}": _tally(found[key])
            for by, groups in counts.groups.items()
            for group, found in groups.items()
            if key in found
        }
        own[key] = _hash([_tally(tally), inside])
    return own


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def _tallies(tallies: Mapping[str, Tally]) -> dict[str, Any]:
    return {key: _tally(tally) for key, tally in tallies.items()}


def _tally(tally: Tally) -> list[Any]:
    said = {named(mention): number for mention, number in tally.counts.items() if number}
    return [tally.asked, dict(sorted(said.items()))]


def _loaded(raw: Mapping[str, Any]) -> dict[str, Tally]:
    return {
        key: Tally(int(asked), Counter({mention_of(name): n for name, n in said.items()}))
        for key, (asked, said) in raw.items()
    }
