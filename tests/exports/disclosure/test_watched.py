"""Pushing many numbers at once is a short cut: what is exposed is what asking one by one finds."""

from math import ceil, floor

import pytest

from exports.disclosure import settling
from exports.disclosure.aggregate import aggregate
from exports.disclosure.audit import Audit
from exports.disclosure.evidence import Exposed
from exports.disclosure.figures import Figure, Guard, State
from exports.disclosure.ledger import Wanted, rule
from exports.disclosure.portions import whole
from exports.disclosure.solver import NEAR
from exports.disclosure.watched import Watched, take_in, watch
from exports.errors import ReleaseClash
from exports.findings.theme_findings import with_themes
from surveys.definitions.definition import Survey
from surveys.releases import Release, follow
from tests.exports.simulated import AREAS, TODAY, people, pulse

NAMED = Guard(5, named=True)


def watched(value: int, guard: Guard = NAMED) -> Watched:
    of = Figure(60, None, State.SHOWN)
    return watch(3, guard, [Figure(value, of, State.LOW)])


def test_a_number_is_first_known_to_be_what_it_is() -> None:
    assert (watched(4).lo, watched(4).hi, watched(4).safe) == (4, 4, False)
    rest = watched(53, Guard(5, named=True, of_rest=True))
    assert (rest.lo, rest.hi) == (7, 7)


def test_only_whole_people_count() -> None:
    each = watched(4)
    each.reach(0.5)
    each.reach(4.5)
    assert (each.lo, each.hi) == (1, 4)
    each.reach(NEAR / 2)
    assert (each.lo, each.safe) == (0, True)


def test_what_is_not_known_to_reach_nought_is_not_pushed_up() -> None:
    named, lumped = watched(4), watched(4, Guard(5, named=False))
    assert (named.settled(1), named.settled(-1)) == (False, True)
    assert (lumped.settled(1), lumped.settled(-1)) == (False, False)
    named.reach(0)
    assert named.settled(1)
    assert named.settled(-1)


def test_what_is_safe_is_not_looked_at_again() -> None:
    each = watched(4)
    take_in([each], {3: 0})
    take_in([each], {3: 12})
    assert (each.lo, each.hi, each.safe) == (0, 4, True)


# ---------------------------------------------------------------- against one question each
class Compared(Audit):
    """Asks everything at once about every number by itself, once nothing else is found."""

    def exposed(self) -> tuple[Exposed, ...]:
        found = super().exposed()
        alone = {id(figure) for figure in self._one_by_one()}
        assert {id(each.figure) for each in found} <= alone
        assert bool(found) is bool(alone)
        return found

    def _one_by_one(self) -> list[Figure]:
        solver = whole(self._programme).ready()
        given_away: list[Figure] = []
        for (column, guard), figures in self._programme.guarded.items():
            lo, hi = (solver.least({column: sign}).values[column] for sign in (1, -1))
            if not guard.holds(ceil(lo - NEAR), floor(hi + NEAR)):
                given_away += figures
        return given_away


def released(survey: Survey, sizes: tuple[int, int], seed: int) -> list[Release]:
    """Two waves alone, the first with its areas joined, and both added up."""
    one, two = (aggregate(survey, people(survey, n, seed + n)) for n in sizes)
    ledger: list[Release] = []
    for counts, joins in (
        ({"w1": one}, None),
        ({"w1": one}, {"area": [("a0", "a1")]}),
        ({"w2": two}, None),
        ({"w1": one, "w2": two}, None),
    ):
        try:
            ruling = rule(Wanted(survey, counts, joins), ledger)
        except ReleaseClash:
            continue
        if ruling and ruling.again is None:
            new = Release(TODAY, ruling.name, ruling.waves, ruling.content, ruling.behind)
            ledger.append(follow(ledger, new))
    return ledger


def test_the_audit_finds_just_what_asking_about_each_number_finds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settling, "Audit", Compared)
    assert len(released(with_themes(pulse(AREAS[:2]), {"bus": "Buses"}), (60, 100), 4)) > 1
