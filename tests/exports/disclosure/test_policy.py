"""The policy: floors that hold, reasons that are given, arithmetic that is right."""

from dataclasses import replace

import pytest

from exports.disclosure.policy import DEFAULT, rules
from exports.errors import UnsafePolicy


def test_every_value_has_a_rule_and_a_reason() -> None:
    for name, rule in rules().items():
        assert rule.rule.startswith("R"), name
        assert len(rule.why) > 60, name


def test_the_shipped_values_are_those_of_the_rules() -> None:
    assert (DEFAULT.hide_up_to, DEFAULT.round_to) == (7, 5)
    assert (DEFAULT.smallest_group, DEFAULT.percent_base, DEFAULT.breakdown_from) == (10, 30, 20)


@pytest.mark.parametrize("name", sorted(rules()))
def test_no_value_can_be_set_below_its_floor(name: str) -> None:
    with pytest.raises(UnsafePolicy, match=name):
        replace(DEFAULT, **{name: rules()[name].floor - 1})


@pytest.mark.parametrize("name", ["hide_up_to", "smallest_group", "percent_base", "breakdown_from"])
def test_a_value_may_be_stricter(name: str) -> None:
    assert getattr(replace(DEFAULT, **{name: rules()[name].floor + 1}), name)


@pytest.mark.parametrize("changes", [{"hide_up_to": 10}, {"interval": 9}])
def test_values_that_cannot_hold_together_are_refused(changes: dict[str, int]) -> None:
    with pytest.raises(UnsafePolicy):
        replace(DEFAULT, **changes)


@pytest.mark.parametrize(
    ("count", "base", "hidden"),
    [
        (0, 100, True),
        (1, 100, True),
        (7, 100, True),
        (8, 100, False),
        (92, 100, False),
        (93, 100, True),
        (100, 100, True),
        (8, 15, True),
        (8, 16, False),
    ],
)
def test_too_few_and_all_but_too_few_are_hidden(count: int, base: int, hidden: bool) -> None:  # noqa: FBT001
    assert DEFAULT.hides(count, base) is hidden


@pytest.mark.parametrize(
    ("count", "shown"),
    [(8, 10), (9, 10), (10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (297, 295), (298, 300)],
)
def test_counts_go_to_the_nearest_five(count: int, shown: int) -> None:
    assert DEFAULT.round(count) == shown
    low, high = DEFAULT.behind(shown)
    assert low <= count <= high
    assert {DEFAULT.round(n) for n in range(low, high + 1)} == {shown}


@pytest.mark.parametrize("step", [5, 6, 10])
def test_every_count_lies_between_the_ends_of_what_is_shown(step: int) -> None:
    policy = replace(DEFAULT, round_to=step)
    for count in range(400):
        low, high = policy.behind(policy.round(count))
        assert low <= count <= high
        assert high - low == step - 1


@pytest.mark.parametrize(
    ("count", "base", "percent"),
    [
        (15, 40, 38),  # 37.5: a half goes up
        (13, 41, 38),  # 15 of 40, whatever the exact counts
        (17, 42, 38),
        (100, 300, 33),
        (30, 40, 75),
        (32, 40, 75),
    ],
)
def test_percentages_are_whole_and_of_rounded_numbers(count: int, base: int, percent: int) -> None:
    assert DEFAULT.percent(count, base) == percent


def test_no_percentage_tells_more_than_the_rounded_count() -> None:
    for base in range(30, 200):
        for count in range(8, base - 7):
            same = DEFAULT.percent(DEFAULT.round(count), DEFAULT.round(base))
            assert DEFAULT.percent(count, base) == same < 100
