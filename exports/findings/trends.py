"""Changes between waves, and places that stand out: from published figures only.

What is compared here was printed with a percentage, so it has a base of at least thirty (R2); a
reader could work out the same. Nothing exact is looked at.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from exports.disclosure.keys import EVERYONE, Key
from exports.findings.chance import Figure, clear
from surveys.releases import Release


@dataclass(frozen=True, slots=True)
class Trend:
    """One number in two waves. `clear`: more than chance would do in groups of this size."""

    key: Key
    before: Figure
    after: Figure

    @property
    def change(self) -> int:
        return self.after.percent - self.before.percent

    @property
    def clear(self) -> bool:
        return clear(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Hotspot:
    """A group in which something is said clearly more often than by everyone in that wave."""

    when: str
    key: Key
    here: Figure
    everyone: Figure


def published(release: Release) -> dict[Key, Figure]:
    """Every percentage of a release."""
    shown = json.loads(release.content)["shown"]
    return {
        Key(q, m, by, tuple(groups)): Figure(percent, base)
        for q, m, by, groups, _count, percent, base in shown
        if percent is not None
    }


def trends(before: Release, after: Release) -> tuple[Trend, ...]:
    """What both show, in the order of the later one. For waves that asked the same."""
    earlier = published(before)
    both = ((key, figure) for key, figure in published(after).items() if key in earlier)
    return tuple(Trend(key, earlier[key], figure) for key, figure in both if key != EVERYONE)


def hotspots(releases: Mapping[str, Release], question: str) -> tuple[Hotspot, ...]:
    """Where what is said on one question stands out, by quarter, the widest gap first."""
    found = [
        Hotspot(when, key, figure, shown[whole])
        for when, release in releases.items()
        for shown in [published(release)]
        for key, figure in shown.items()
        if key.question == question and key.groups
        for whole in [Key(question, key.mention)]
        if whole in shown and figure.percent > shown[whole].percent and clear(figure, shown[whole])
    ]
    return tuple(sorted(found, key=lambda spot: spot.everyone.percent - spot.here.percent))
