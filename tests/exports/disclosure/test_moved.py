"""What a second issue may change: beside every release, its groups, waves and merged themes."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from exports.disclosure.aggregate import Counts, Said, Tally, aggregate
from exports.disclosure.counts_json import dump, load
from exports.disclosure.layout import Joins
from exports.disclosure.ledger import Ruling, Wanted, rule
from exports.disclosure.moved import WHO, moved, places
from exports.disclosure.policy import DEFAULT
from surveys.releases import Release, follow
from tests.exports.simulated import people, pulse

SURVEY = pulse()
WISHES = "better"
COUNTED = aggregate(SURVEY, people(SURVEY, 300, 1))
Wished = Mapping[str, Sequence[int]]
"""By option, how many in the first areas wished for it."""


def counts(**wished: Sequence[int]) -> Counts:
    """A wave in which so many wished so; all of them are as old."""
    made = load(dump(COUNTED))
    for option in ("o0", "o1", "o2", "o3"):
        said, numbers = Said(option), wished.get(option, ())
        made.questions[WISHES].counts[said] = sum(numbers)
        for by, each in (("area", numbers), ("age", (sum(numbers),))):
            for group, found in made.groups[by].items():
                place = int(group[1:]) if group else len(each)
                found[WISHES].counts[said] = each[place] if place < len(each) else 0
    return made


class Printed:
    """Releases after each other, and what they print."""

    def __init__(self) -> None:
        self.ledger: list[Release] = []

    def release(self, joins: Joins | None = None, **waves: Counts) -> Ruling:
        ruling = rule(Wanted(SURVEY, waves, joins), self.ledger)
        assert ruling is not None
        if ruling.again is None:
            new = Release(date(2026, 3, 20), "R", ruling.waves, ruling.content, ruling.behind)
            self.ledger.append(follow(self.ledger, new))
        return ruling


def shown(ruling: Ruling, option: str, by: str = "", *groups: str) -> int | None:
    raw = json.loads(ruling.again.content if ruling.again else ruling.content)
    key = [WISHES, f"said:{option}", by, list(groups)]
    return next((count for *name, count, _, _ in raw["shown"] if name == key), None)


# ---------------------------------------------------------------- released again
def test_the_third_issue_does_not_tell_of_one_person_beside_the_first() -> None:
    """Ten more were sorted in and released; then eleven are not counted any more."""
    house = Printed()
    first = house.release(w=counts(o0=[33]))
    second = house.release(w=counts(o0=[43]))
    third = house.release(w=counts(o0=[32]))
    assert [shown(each, "o0") for each in (first, second, third)] == [35, 45, 45]
    assert third.decided.kept == (WISHES,)


def test_neighbours_counted_as_one_do_not_tell_of_one_of_them() -> None:
    """Each area's number is low before and after; that of both together was printed."""
    house = Printed()
    before, after = counts(o0=[6, 7, 40, 3]), counts(o0=[5, 7, 40, 4])
    first = house.release({"area": [("a0", "a1")]}, w=before)
    assert shown(first, "o0", "area", "a0", "a1") == 15
    second = house.release(w=after)
    assert shown(second, "o0", "area", "a0", "a1") == 15
    assert second.decided.kept == (WISHES,)


def test_waves_added_up_do_not_tell_of_one_person_in_one_of_them() -> None:
    house = Printed()
    other = counts(o0=[8])
    first = house.release(w1=counts(o0=[5]), w2=other)
    second = house.release(w1=counts(o0=[4]), w2=other)
    assert [shown(each, "o0") for each in (first, second)] == [15, 15]


def test_a_merge_does_not_tell_how_few_there_were_of_one_of_both() -> None:
    """Twelve and seven are nineteen: whoever saw about 10 and then about 20 knows of the seven."""
    house = Printed()
    first = house.release(w=counts(o0=[12], o1=[7]))
    assert (shown(first, "o0"), shown(first, "o1")) == (10, None)
    second = house.release(w=counts(o1=[19]))
    assert (shown(second, "o0"), shown(second, "o1")) == (10, None)


def test_a_split_does_not_tell_how_few_are_left() -> None:
    house = Printed()
    house.release(w=counts(o0=[18]))
    second = house.release(w=counts(o0=[6], o1=[12]))
    assert (shown(second, "o0"), shown(second, "o1")) == (20, None)


def test_a_merge_of_two_into_a_third_does_not_tell_how_few_there_were_of_one() -> None:
    """About 10, about 10 and few are about 30: then the few were at least four."""
    house = Printed()
    first = house.release(w=counts(o0=[12], o1=[12], o2=[7]))
    second = house.release(w=counts(o1=[31]))
    assert second.decided.kept == (WISHES,)
    for each in (first, second):
        assert [shown(each, option) for option in ("o0", "o1", "o2")] == [10, 10, None]


def test_a_split_into_three_does_not_tell_how_few_there_are_of_one() -> None:
    house = Printed()
    house.release(w=counts(o0=[31]))
    second = house.release(w=counts(o0=[12], o1=[12], o2=[7]))
    assert second.decided.kept == (WISHES,)


def test_a_merge_of_many_is_released_anew() -> None:
    house = Printed()
    house.release(w=counts(o0=[25], o1=[30]))
    second = house.release(w=counts(o1=[50]))
    assert (shown(second, "o0"), shown(second, "o1")) == (None, 50)
    assert second.decided.kept == ()


def test_what_nobody_counts_any_more_stays_as_it_was_released() -> None:
    """The one theme that was confirmed in the wave was put right: the paper does not drop it."""
    house = Printed()
    counted = counts(o0=[33])
    first = house.release(w=counted)
    fewer = {key: each for key, each in counted.questions.items() if key != WISHES}
    second = house.release(w=replace(counted, questions=fewer))
    assert second.again is not None
    assert shown(second, "o0") == shown(first, "o0") == 35


# ---------------------------------------------------------------- compared
def tallied(people_: int = 60, **said: int) -> Counts:
    tally = Tally(people_, Counter({Said(key): number for key, number in said.items()}))
    return Counts(people_, {"q": tally}, {"area": Counter({"a0": people_})}, {"area": {}})


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ({"a": 20}, {"a": 20}, False),
        ({"a": 20}, {"a": 29}, True),
        ({"a": 20}, {"a": 30}, False),
        ({"a": 0}, {"a": 7}, False),
        ({"a": 7}, {"a": 8}, True),
        ({"a": 12, "b": 2}, {"b": 12}, False),  # all of b wrote about a as well: nothing is left
        ({"a": 12, "b": 2}, {"b": 13}, True),
        ({"a": 12, "b": 2}, {"b": 13, "c": 40}, True),
        ({"a": 40}, {"a": 28, "b": 12}, False),
        ({"a": 20}, {"a": 8, "b": 12}, True),
        ({"a": 12, "b": 12, "c": 7}, {"b": 31}, True),
        ({"a": 12, "b": 12, "c": 7, "d": 7}, {"b": 38}, True),  # both of the low ones, and whole
        ({"a": 12, "b": 12, "c": 7, "d": 7}, {"b": 34}, True),
        ({"a": 12, "b": 12, "c": 3, "d": 3}, {"b": 34}, False),  # more than those few
        ({"a": 12, "b": 12, "c": 12}, {"b": 34}, False),
        ({"a": 31}, {"a": 12, "b": 12, "c": 7}, True),
    ],
)
def test_a_few_people_are_told_from_none_and_from_many(
    then: dict[str, int], now: dict[str, int], *, told: bool
) -> None:
    one, other = tallied(**then), tallied(**now)
    assert moved(one, other, places(one, other), DEFAULT) == ({"q"} if told else set())


def test_where_the_groups_themselves_have_changed_every_question_has() -> None:
    one, other = tallied(60), tallied(61)
    assert moved(one, other, places(one, other), DEFAULT) == {WHO, "q"}


@pytest.mark.parametrize("more", [0, 1, 30])
def test_however_many_come_late_every_number_stays_as_it_was(more: int) -> None:
    """Of about 25, 20 of whom came late, some were there before: a low number was not nought."""
    then, now = tallied(60, a=7), tallied(60 + more, a=7 + 20)
    told = moved(then, now, places(then, now), DEFAULT)
    assert told == ({WHO, "q"} if more else set())


def test_whoever_lives_elsewhere_than_was_thought_changes_no_number() -> None:
    then, now = tallied(60), tallied(60)
    then.sizes["area"].update(a0=-20, a1=20)
    now.sizes["area"].update(a0=-40, a1=40)
    assert WHO in moved(then, now, places(then, now), DEFAULT)
