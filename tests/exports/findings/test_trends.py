"""Trends and hotspots come from what was printed, and only where a percentage was."""

import json

from exports.disclosure.aggregate import aggregate
from exports.disclosure.keys import Key
from exports.disclosure.ledger import Wanted, rule
from exports.findings.chance import Figure
from exports.findings.trends import Trend, hotspots, published, trends
from surveys.records import Picked, Response
from surveys.releases import Release
from tests.exports.simulated import TODAY, people, pulse

SURVEY = pulse()


def released(responses: list[Response], wave: str = "w1") -> Release:
    ruling = rule(Wanted(SURVEY, {wave: aggregate(SURVEY, responses)}), ())
    assert ruling is not None
    return Release(TODAY, ruling.name, ruling.waves, ruling.content, ruling.behind)


def told(yes: int, no: int, area: str) -> list[Response]:
    keys = ["o0"] * yes + ["o1"] * no
    return [Response({"told": Picked((key,)), "area": Picked((area,))}) for key in keys]


def test_only_what_was_shown_with_a_percentage_in_both_is_compared() -> None:
    before, after = released(people(SURVEY, 300, 1)), released(people(SURVEY, 60, 2), "w2")
    found = trends(before, after)
    assert found
    assert {each.key for each in found} == set(published(before)) & set(published(after))
    assert all(each.before.base >= 30 and each.after.base >= 30 for each in found)


def test_a_trend_holds_no_exact_number() -> None:
    found = trends(released(people(SURVEY, 300, 1)), released(people(SURVEY, 250, 2), "w2"))
    assert all(f.base % 5 == 0 for each in found for f in (each.before, each.after))


def test_a_wide_change_is_clear_and_a_narrow_one_is_not() -> None:
    wide = Trend(Key("q"), Figure(20, 200), Figure(40, 200))
    assert (wide.change, wide.clear) == (20, True)
    assert not Trend(Key("q"), Figure(20, 40), Figure(27, 40)).clear


def test_a_group_that_stands_out_is_a_hotspot() -> None:
    some = told(45, 45, "a0")
    some += [each for area in ("a1", "a2", "a3", "a4", "a5") for each in told(20, 70, area)]
    (spot, *_) = hotspots({"2026 Q1": released(some)}, "told")
    assert (spot.when, spot.key.groups, spot.key.mention) == ("2026 Q1", ("a0",), "said:o0")
    assert (spot.here.percent, spot.everyone.percent) == (50, 27)


def test_where_all_are_alike_nothing_stands_out() -> None:
    some = told(30, 60, "a0") + told(30, 60, "a1") + told(30, 60, "a2")
    assert hotspots({"2026 Q1": released(some)}, "told") == ()


def test_a_small_group_has_no_percentage_to_stand_out_with() -> None:
    release = released(told(18, 10, "a0") + told(20, 70, "a1") + told(20, 70, "a2"))
    small = [e for e in json.loads(release.content)["shown"] if e[3] == ["a0"]]
    assert all(percent is None for *_, percent, _base in small if _base < 30)
