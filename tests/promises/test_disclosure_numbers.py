"""What an attacker who holds the answers themselves finds in a report: nothing."""

import random
from collections.abc import Sequence
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from exports.disclosure import audit, bounds
from exports.disclosure.policy import DEFAULT, Policy
from exports.make import make_report
from exports.report import Report
from surveys.definitions.definition import Survey
from surveys.records import NoAnswer, Passed, Picked, Response
from tests.exports.attacker import exact, faults, told
from tests.exports.simulated import AREAS, BOARD, TODAY, closed, people, pulse

often = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def report_of(survey: Survey, responses: Sequence[Response], policy: Policy = DEFAULT) -> Report:
    return make_report(closed(survey), responses, (), TODAY, BOARD, policy)


@often
@given(st.integers(0, 600), st.integers(1, len(AREAS)), st.integers(0, 10**6))
@example(82, 6, 5)
@example(81, 3, 609851)
@example(115, 3, 186808)
@example(93, 1, 892307)
@example(81, 5, 779388)
def test_no_number_breaks_a_rule_and_none_that_is_hidden_is_told(
    number: int, areas: int, seed: int
) -> None:
    survey = pulse(AREAS[:areas])
    responses = people(survey, number, seed)
    truths = exact(survey, responses, report_of(survey, responses))
    assert faults(truths) == []
    assert told(survey, truths) == []


@often
@given(st.integers(10, 300), st.integers(0, 10**6))
def test_the_order_of_the_answers_makes_no_difference(number: int, seed: int) -> None:
    survey = pulse()
    responses = people(survey, number, seed)
    mixed = random.Random(seed).sample(responses, len(responses))
    assert report_of(survey, responses) == report_of(survey, mixed)


@often
@given(st.integers(10, 300), st.integers(0, 10**6))
def test_every_count_that_leaves_is_a_multiple_of_five(number: int, seed: int) -> None:
    survey = pulse()
    content = asdict(report_of(survey, people(survey, number, seed)))
    assert all(count % 5 == 0 for count in _under(content, "count"))


def _under(value: object, name: str) -> list[int]:
    match value:
        case dict():
            own = [v for k, v in value.items() if k == name and isinstance(v, int)]
            return own + [found for each in value.values() for found in _under(each, name)]
        case list() | tuple():
            return [found for each in value for found in _under(each, name)]
        case _:
            return []


def test_there_is_still_much_to_see() -> None:
    survey = pulse()
    truths = exact(survey, people(survey, 300), report_of(survey, people(survey, 300)))
    divided = [t for t in truths if t.line.group and t.line.group != "Everyone asked"]
    assert sum(t.line.count is not None for t in divided) > len(divided) / 2


# ---------------------------------------------------------------- rules broken on purpose
class ShowsAllButFew(Policy):
    """R4 broken."""

    def hides(self, count: int, base: int) -> bool:  # noqa: ARG002
        return count <= self.hide_up_to


class DoesNotRound(Policy):
    def round(self, count: int) -> int:
        return count


class PercentOfExact(Policy):
    """R6 broken."""

    def percent(self, count: int, base: int) -> int:
        return 100 * count // base


class Loose(Policy):
    """R2, R3 or R5 broken: no floors."""

    def __post_init__(self) -> None:
        pass


MUTANTS = {
    "R3 small number": Loose(**asdict(DEFAULT) | {"hide_up_to": 3}),
    "R4 all but a small number": ShowsAllButFew(**asdict(DEFAULT)),
    "R3 not rounded": DoesNotRound(**asdict(DEFAULT)),
    "R6 percentage of other numbers": PercentOfExact(**asdict(DEFAULT)),
    "R2 small group": Loose(**asdict(DEFAULT) | {"smallest_group": 1}),
    "R2 percentage of a small base": Loose(**asdict(DEFAULT) | {"percent_base": 1}),
    "R5 measure of few divided": Loose(**asdict(DEFAULT) | {"breakdown_from": 0}),
}


@pytest.mark.parametrize("rule", MUTANTS)
def test_a_rule_broken_on_purpose_is_found(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit.Audit, "exposed", lambda _: ())  # it would refuse them all
    found = (fault for seed in range(12) for fault in faults_of(seed, MUTANTS[rule]))
    assert any(fault.startswith(rule) for fault in found)


def faults_of(seed: int, policy: Policy) -> list[str]:
    survey = pulse(AREAS[:2])
    responses = people(survey, 25 * seed, seed) + few_in_two_areas()
    return faults(exact(survey, responses, report_of(survey, responses, policy)))


def few_in_two_areas() -> list[Response]:
    """Many who wish for nothing that is listed, and 18 who wish for the same, 9 in each area."""
    some = [Picked(("o3",))] * 9 + [Passed(NoAnswer.SKIPPED)] * 40
    areas = (Picked(("a0",)), Picked(("a1",)))
    return [Response({"area": area, "better": wish}) for area in areas for wish in some]


def test_numbers_that_are_not_covered_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds.Page, "exposed", lambda _: ())
    monkeypatch.setattr(audit.Audit, "exposed", lambda _: ())
    found = {told.partition(":")[0] for seed in range(40) for told in told_of(seed)}
    assert found >= {"told not to be nought", "told to within 2 values", "told to within 4 values"}


def told_of(seed: int) -> list[str]:
    survey = pulse(AREAS[: 2 + seed % 4])
    responses = people(survey, 60 + 10 * seed, seed)
    return told(survey, exact(survey, responses, report_of(survey, responses)))
