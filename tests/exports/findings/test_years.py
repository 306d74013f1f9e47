"""Sections over the years hold what each release showed, and no percentage of a small board."""

from collections.abc import Sequence

from exports.disclosure.aggregate import aggregate
from exports.disclosure.ledger import Wanted, rule
from exports.findings.changes import Before
from exports.findings.years import sections
from exports.make import Material, snapshot
from exports.report import Breakdown, Hidden, Shown
from surveys.definitions.definition import Scale
from surveys.definitions.reading import load
from surveys.records import Picked, Response
from surveys.releases import Release
from tests.exports.simulated import BOARD, TODAY, closed

SURVEY = load("board-reflection")
SCALES = tuple(each.key for each in SURVEY.questions if isinstance(each, Scale))


def members(number: int, good: int) -> Sequence[Response]:
    """So many of `number` pick the best two points, by turns, of every scale."""
    keys = ["5", "4"] * (good // 2) + ["3"] * (number - good)
    return [Response({key: Picked((said,)) for key in SCALES}) for said in keys]


def ruled(some: Sequence[Response], wave: str) -> tuple[Release, Material]:
    ruling = rule(Wanted(SURVEY, {wave: aggregate(SURVEY, some)}), ())
    assert ruling is not None
    release = Release(TODAY, ruling.name, ruling.waves, ruling.content, ruling.behind)
    made = Material(closed(SURVEY, id=wave, name="2027"), ruling.decided, TODAY, BOARD)
    return release, made


def told(then: Sequence[Response], now: Sequence[Response]) -> tuple[Breakdown, ...]:
    release, _ = ruled(then, "w1")
    _, made = ruled(now, "w2")
    before = Before("2026", release)
    return snapshot(
        Material(made.wave, made.decided, TODAY, BOARD, before=before, earlier=(before,))
    ).more.years


def test_the_sections_of_the_reflection_and_no_question_twice() -> None:
    found = sections(SURVEY)
    assert [section.title for section in found] == [
        "First: children and young people.",
        "Next: knowing how good we are.",
        "Next: working together.",
        "Last: making a difference.",
    ]
    keys = [scale.key for section in found for scale in section.scales]
    assert sorted(keys) == sorted(set(SCALES))


def test_each_section_has_a_row_for_each_year() -> None:
    first, *rest = told(members(60, 40), members(60, 24))
    assert len(rest) == 3
    assert [row.label for row in first.table.rows] == ["2026", "2027"]
    shares = [[c.percent for c in row.cells if isinstance(c, Shown)] for row in first.table.rows]
    assert shares == [[67, 67], [33, 33]]
    assert "before: 67%" in first.says


def test_a_board_of_twenty_has_counts_and_no_percentages() -> None:
    first, *_ = told(members(24, 16), members(24, 16))
    cells = [cell for row in first.table.rows for cell in row.cells]
    assert all(isinstance(cell, Hidden) or cell.percent is None for cell in cells)
    assert "%" not in first.says
