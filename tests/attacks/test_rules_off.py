"""Each rule for a single number switched off: someone who holds the answers finds what it let out.

What the solver finds where the audit and the second issue are off stands in test_boards.py.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from exports.disclosure import aggregate as counting
from exports.disclosure.aggregate import Mention, Said, aggregate
from exports.disclosure.decided import decide_alone
from exports.disclosure.policy import DEFAULT, Policy
from exports.make import Material, snapshot
from surveys.definitions.definition import Question, Survey
from surveys.records import Picked, Response
from tests.exports.attacker import exact, faults
from tests.exports.simulated import AREAS, BOARD, TODAY, closed, people, pulse

BOARDS = range(6)


def found(policy: Policy = DEFAULT) -> Iterator[str]:
    """The rules that some board's report breaks, board by board: one is enough for who asks."""
    for number in BOARDS:
        yield from _rules(_found(number, policy))


def _found(number: int, policy: Policy) -> list[str]:
    survey = pulse(AREAS[: 2 + number % 5])
    some = [_twice(each) for each in people(survey, 60 + 40 * number, number)]
    return _faults(survey, some, policy)


def _faults(survey: Survey, some: Sequence[Response], policy: Policy) -> list[str]:
    decided = decide_alone(survey, aggregate(survey, some), policy)
    report = snapshot(Material(closed(survey), decided, TODAY, BOARD))
    return faults(exact(survey, some, report))


def _twice(response: Response) -> Response:
    """Who picked the last answer said it twice (R9)."""
    better = response.answers["better"]
    if not isinstance(better, Picked) or "o3" not in better.keys:
        return response
    return Response({**response.answers, "better": Picked((*better.keys, "o3"))})


def loose(monkeypatch: pytest.MonkeyPatch, **values: int) -> Policy:
    """A policy below its floors."""
    monkeypatch.setattr(Policy, "__post_init__", lambda _: None)
    return replace(DEFAULT, **values)


def without_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would hide most of what the rule before it lets out."""
    monkeypatch.setattr("exports.disclosure.bounds.Page.exposed", lambda _: ())
    monkeypatch.setattr("exports.disclosure.audit.Audit.exposed", lambda _: ())


def test_with_all_rules_on_there_is_nothing_to_find() -> None:
    assert set(found()) == set()


def test_r2_off_shows_a_small_group(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "R2 small group" in found(loose(monkeypatch, smallest_group=1))


def test_r2_off_shows_a_percentage_of_a_small_base(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "R2 percentage of a small base" in found(loose(monkeypatch, percent_base=1))


def test_r3_off_shows_a_small_number(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = loose(monkeypatch, hide_up_to=0)
    without_audit(monkeypatch)
    monkeypatch.setattr(Policy, "hides", _only_the_rest)
    assert "R3 small number" in found(policy)


def test_r3_off_shows_a_number_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "R3 not rounded" in found(loose(monkeypatch, round_to=1))


def test_r4_off_shows_all_but_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Policy, "hides", _only_the_count)
    without_audit(monkeypatch)
    assert "R4 all but a small number" in found()


def test_r5_off_divides_what_few_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine in each of two areas of fifty: eighteen in all."""
    survey = pulse(AREAS[:2])
    some = [
        Response(
            {
                **each.answers,
                "told": Picked(("o0" if n < 18 else "o1",)),
                "area": Picked((f"a{n % 2}",)),
            }
        )
        for n, each in enumerate(people(survey, 100))
    ]
    without_audit(monkeypatch)
    assert "R5 measure of few divided" not in _rules(_faults(survey, some, DEFAULT))
    off = loose(monkeypatch, breakdown_from=0)
    assert "R5 measure of few divided" in _rules(_faults(survey, some, off))


def _rules(found: Sequence[str]) -> set[str]:
    return {fault.partition(":")[0] for fault in found}


def test_r6_off_shows_a_percentage_of_the_exact_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    def of_exact(_: Policy, count: int, base: int) -> int:
        return round(100 * count / base)

    monkeypatch.setattr(Policy, "percent", of_exact)
    assert "R6 percentage of other numbers" in found()


def test_r9_off_counts_mentions(monkeypatch: pytest.MonkeyPatch) -> None:
    once: Callable[[Question, Sequence[str]], tuple[Mention, ...]] = counting._picked  # noqa: SLF001

    def each_time(question: Question, keys: Sequence[str]) -> tuple[Mention, ...]:
        said = once(question, keys)
        return (*said, *(Said("o3") for each in keys[:-1] if each == "o3"))

    monkeypatch.setattr(counting, "_picked", each_time)
    assert "R3 not rounded" in found()


def _only_the_rest(_: Policy, count: int, base: int) -> bool:
    return base - count <= DEFAULT.hide_up_to


def _only_the_count(_: Policy, count: int, _base: int) -> bool:
    return count <= DEFAULT.hide_up_to
