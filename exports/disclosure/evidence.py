"""What readers have: releases as they were printed, and what an exposure rests on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from exports.disclosure.bounds import Page
from exports.disclosure.counts_json import Editions
from exports.disclosure.figures import Figure
from exports.disclosure.keys import Key


class Term(NamedTuple):
    """A count that cannot be divided further: of one wave, as it stood then, in one group."""

    wave: str
    edition: str
    key: Key


@dataclass(frozen=True, slots=True)
class Evidence:
    """One release as its readers have it.

    `editions` names, by wave, the state in which each of its counts was; what was counted
    alike has the same name in every release.
    """

    page: Page
    name: str = ""
    editions: Mapping[str, Editions] = field(default_factory=lambda: {"": {}})


@dataclass(frozen=True, slots=True)
class Printed:
    """A number of a release, or the mark in its place, that an exposure rests on."""

    evidence: Evidence
    figure: Figure


@dataclass(frozen=True, slots=True)
class Exposed:
    """A hidden number that can be worked out, and the printed ones that give it away."""

    figure: Figure
    because: tuple[Printed, ...]


def pairs(releases: Sequence[Evidence]) -> Iterator[tuple[Evidence, Evidence]]:
    """Those that counted the same waves."""
    for place, one in enumerate(releases):
        for other in releases[place + 1 :]:
            if one.editions.keys() == other.editions.keys():
                yield one, other


# ---------------------------------------------------------------- groups cut alike
Cut = Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]


def pieces(releases: Sequence[Evidence]) -> dict[tuple[str, str], Cut]:
    """By wave and breakdown, how each group of any release is made up of pieces all can share."""
    groups: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for evidence in releases:
        for figure in evidence.page.figures:
            if figure.key and figure.key.groups:
                for wave in evidence.editions:
                    groups.setdefault((wave, figure.key.by), set()).add(figure.key.groups)
    return {name: _cut(each) for name, each in groups.items()}


def _cut(groups: set[tuple[str, ...]]) -> Cut:
    options = {option for group in groups for option in group}
    inside = {o: frozenset(g for g in groups if o in g) for o in options}
    found: dict[frozenset[tuple[str, ...]], list[str]] = {}
    for option in sorted(options):
        found.setdefault(inside[option], []).append(option)
    return {
        group: tuple(tuple(piece) for among, piece in found.items() if group in among)
        for group in groups
    }
