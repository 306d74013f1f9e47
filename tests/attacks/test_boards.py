"""Nothing that simulated boards published gives anybody away; each rule broken on purpose does."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path

import pytest

from exports.disclosure import audit, bounds, ledger, suppress
from exports.disclosure.aggregate import Counts
from exports.disclosure.figures import Figure, Guard
from exports.disclosure.policy import DEFAULT, Policy
from exports.render import render
from exports.report import Cell, Report, Shown
from tests.attacks import boards
from tests.attacks import campaign as parts
from tests.attacks.boards import SIZES, Board, Tally, campaign, most_at_risk_first
from tests.exports.simulated import people, pulse

PARTS = 100


def clean(tally: Tally) -> None:
    assert (tally.solved, tally.narrowed, tally.present) == (0, 0, 0), tally.examples
    assert (tally.alike, tally.told, tally.exposed_by_reissue) == (0, 0, 0), tally.examples
    assert tally.unequal == []
    assert 20 * tally.refused <= tally.releases  # a second, overlapping one may be
    assert tally.targets > 20 * tally.boards


@pytest.fixture
def _once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is published again and again, for what does not need it."""
    monkeypatch.setattr(boards, "AGAIN", 0)


def test_a_few_boards_give_nobody_away() -> None:
    tally = campaign([1, 2, 3, 6, 7, 9, 10])
    clean(tally)
    assert tally.issues > 0
    assert tally.shown_of_400 > 0.4 * tally.cells_of_400


@pytest.mark.parametrize("board", [3985, 6815, 6915, 6945])
@pytest.mark.usefixtures("_once")
def test_a_board_that_once_gave_somebody_away_does_not_any_more(board: int) -> None:
    """Who skipped a question is the same before and after an officer has read more texts.

    In a group of thirteen both those who say a thing and those who do not are few.
    """
    clean(campaign([board]))


@pytest.mark.usefixtures("_once")
def test_a_campaign_that_was_stopped_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART", 1)
    file = tmp_path / "boards.jsonl"
    parts.run(file, [1, 2], float("inf"))
    parts.run(file, [1, 2, 3], float("inf"))
    assert [part.boards for part in parts.kept(file)] == [(1,), (2,), (3,)]
    total = parts.whole(part.tally for part in parts.kept(file))
    assert total.boards == 3
    assert total.targets == campaign([1, 2, 3]).targets
    clean(total)


def test_a_campaign_begins_with_what_is_most_at_risk() -> None:
    assert most_at_risk_first(range(1, 12)) == [5, 10, 1, 2, 3, 4, 6, 7, 8, 9, 11]


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_boards_give_nobody_away(part: int) -> None:
    tally = campaign(range(part * 100, part * 100 + 100))
    clean(tally)
    assert tally.shown_of_400 > 0.4 * tally.cells_of_400


# ---------------------------------------------------------------- broken on purpose
def without_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    """R8 off: neither sum after sum nor all at once."""
    monkeypatch.setattr(bounds.Page, "exposed", lambda _: ())
    monkeypatch.setattr(audit.Audit, "exposed", lambda _: ())


def without_programme(monkeypatch: pytest.MonkeyPatch) -> None:
    """R8 in part: sum after sum within one release, nothing over several."""
    monkeypatch.setattr(audit.Audit, "exposed", lambda _: ())


@pytest.mark.parametrize("broken", [without_audit, without_programme])
@pytest.mark.usefixtures("_once")
def test_what_the_audit_holds_back_is_found_without_it(
    broken: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(broken)
    broken(monkeypatch)
    each = (campaign([number]) for number in range(12))
    assert any(tally.narrowed + tally.present for tally in each)


@pytest.mark.usefixtures("_once")
def test_where_both_sides_are_few_guarding_one_is_not_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R8 in part: of a group of thirteen only those who say a thing are kept."""
    both = bounds.Page.guards

    def one(page: bounds.Page, figure: Figure) -> Iterator[Guard]:
        return islice(both(page, figure), 1)

    monkeypatch.setattr(bounds.Page, "guards", one)
    tally = campaign([6815])
    assert tally.present > 0
    assert any("others than" in example for example in tally.examples)


def test_both_sides_that_are_few_are_kept_where_neither_was_printed() -> None:
    """Seven of fourteen, waves alone and added up: nobody may know that there are some of both."""
    tally = campaign([8055])
    assert (tally.solved, tally.narrowed, tally.present) == (0, 0, 0), tally.examples


@pytest.mark.usefixtures("_once")
def test_a_second_issue_that_is_not_held_back_exposes_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R1 off: one person more moves a number by five."""

    def at_once(
        wanted: ledger.Wanted, _known: object, _policy: Policy
    ) -> tuple[dict[str, Counts], tuple[str, ...]]:
        return dict(wanted.counts), ()

    monkeypatch.setattr(ledger, "_steady", at_once)
    assert any(campaign([number]).exposed_by_reissue for number in range(6))


@pytest.mark.usefixtures("_once")
def test_a_format_that_differs_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """R11 off: the file for machines holds other figures than the paper."""

    def other(report: Report, fmt: str) -> bytes:
        made = render(report, fmt)
        if fmt != "json":
            return made
        raw = json.loads(made)
        raw["numbers"][-1]["base"] = 1
        return json.dumps(raw).encode()

    monkeypatch.setattr("tests.attacks.boards.render", other)
    assert {*campaign([50]).unequal} == {"json"}


def test_the_audit_of_a_wave_takes_at_most_a_second() -> None:
    survey, tally = pulse(), Tally()
    board = Board(survey, tally)
    for size in SIZES[:1]:  # the first one loads the solver
        board.release({"warm": board.counted("warm", people(survey, size))})
    tally.slowest_audit = 0.0
    for n, size in enumerate(SIZES):
        board.release({f"w{n}": board.counted(f"w{n}", people(survey, size, n))})
    assert tally.slowest_audit < 1
    assert asdict(DEFAULT)["interval"] == 5


def test_the_marks_of_the_rules_hold_for_what_is_added_up() -> None:
    cells: list[Cell] = [Shown(45, 45), Shown(50, 50)]
    assert not isinstance(suppress.added(Shown(100), cells), Shown)
