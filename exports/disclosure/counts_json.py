"""Exact counts as JSON and back: what the ledger keeps behind a release. It never leaves."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from exports.disclosure.aggregate import Counts, Tally
from exports.disclosure.keys import REST, Key, mention_of, named


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


Editions = Mapping[tuple[str, ...], str]
"""By question and mention: no mention for who was asked, `REST` for all that was said; no question
for the groups themselves. With breakdown and group as well: what was counted there. What nobody
said has no name."""
NOBODY = "0"


def editions(counts: Counts) -> Editions:
    """Names for the states of counts.

    What counts as many in each group has the same name in every issue, though other answers to the
    question have changed: whoever skipped it still did when an officer has read more texts. So has
    what counts as many in one group, though others have changed: who knows where those live who
    came late knows that everywhere else all is as it was.
    """
    own: dict[tuple[str, ...], str] = {
        ("", ""): _hash({"people": counts.people, "sizes": dump(counts)["sizes"]})
    }
    for key, tally in counts.questions.items():
        inside = {
            f"{by} {group}": _tally(found[key])
            for by, groups in counts.groups.items()
            for group, found in groups.items()
            if key in found
        }
        asked, said = _tally(tally)
        own[key, ""] = _hash([asked, {group: told[0] for group, told in inside.items()}])
        own[key, REST] = _hash([asked, said, inside])
        own |= {(key, each): _hash([said[each], _by_group(each, inside)]) for each in said}
    return own | dict(_in_groups(counts))


def _in_groups(counts: Counts) -> Iterator[tuple[tuple[str, ...], str]]:
    for by, sizes in counts.sizes.items():
        yield from ((("", "", by, group), str(size)) for group, size in sizes.items())
    for by, groups in counts.groups.items():
        for group, found in groups.items():
            for key, tally in found.items():
                asked, said = _tally(tally)
                size = counts.sizes[by][group]
                yield (key, "", by, group), str(asked)
                yield (key, REST, by, group), _hash([size, asked, said])
                yield from (((key, each, by, group), str(said[each])) for each in said)


def edition(known: Editions, key: Key) -> str:
    """The name of the state of one number; of groups counted as one, those of each."""
    whole = known.get((key.question, key.mention), "")
    return " ".join(_there(known, key, group, whole) for group in key.groups) or whole


def _there(known: Editions, key: Key, group: str, whole: str) -> str:
    """What nobody said in a group that was counted has no name; elsewhere all have one."""
    counted = (key.question, REST, key.by, group) in known
    name = key.question, key.mention, key.by, group
    return known.get(name, NOBODY if counted else whole)


def _by_group(mention: str, inside: Mapping[str, list[Any]]) -> dict[str, int]:
    return {group: said.get(mention, 0) for group, (_, said) in inside.items()}


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
