"""Which groups may be joined, and what that would show."""

import pytest

from exports.disclosure.aggregate import aggregate
from exports.disclosure.joins import joins, pairs
from exports.disclosure.ledger import Wanted
from exports.disclosure.proposals import propose
from exports.errors import UnfitJoin
from tests.exports.simulated import people, pulse


def test_only_neighbours_of_the_merge_table_are_joined() -> None:
    assert joins(pulse(), []) is None
    assert joins(pulse(), ["area=a0+a1"]) == {"area": [("a0", "a1")]}
    assert joins(pulse(), ["area=a1+a0"]) == {"area": [("a1", "a0")]}


@pytest.mark.parametrize("wrong", ["area=a0+a3", "area=a0", "told=o0+o1", "nonsense", ""])
def test_any_other_union_is_refused_and_says_which_there_are(wrong: str) -> None:
    with pytest.raises(UnfitJoin, match=r"area=a0\+a1"):
        joins(pulse(), [wrong])


def test_each_pair_is_named_once() -> None:
    assert pairs(pulse())[:3] == ("area=a0+a1", "area=a2+a3", "area=a4+a5")
    assert len(set(pairs(pulse()))) == len(pairs(pulse()))


def test_a_proposal_shows_a_larger_share_than_now() -> None:
    survey = pulse()
    now, *better = propose(Wanted(survey, {"w": aggregate(survey, people(survey, 120))}), ())
    assert 0 < now.shown < now.cells
    assert better
    assert all(each.join and each.share > now.share for each in better)
