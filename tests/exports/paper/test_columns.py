"""Columns wide enough for the longest word of their heads; long heads become names of lines."""

import pytest

from exports.labels import SOFT, softened
from exports.make import make_report
from exports.paper.blocks import Grid
from exports.paper.columns import TEXT, widths
from exports.paper.grids import shown
from exports.report import GROUP, Column, Row, RowKind, SafeTable, Shown
from tests.exports.simulated import BOARD, TODAY, closed, people, pulse

AREAS = ("Harbour and Old Town", "Millfields", "Weston and the Villages", "Somewhere else")
LONG = "Dark places, alleyways, underpasses and everything that has to do with light"


def grid(*columns: str, cell: str = "60% (45)") -> Grid:
    return Grid("All", "Answer", columns, (("A friend", *[cell] * len(columns)),))


@pytest.mark.parametrize("columns", [AREAS, AREAS * 2, ("Yes", "No"), ("Donaudampfschiff",) * 8])
def test_together_they_fill_the_page(columns: tuple[str, ...]) -> None:
    assert sum(widths(grid(*columns), 8.5)) == pytest.approx(TEXT)


def test_no_word_of_a_head_is_broken_and_the_other_columns_are_alike() -> None:
    heads = (*AREAS, "North", "East", "Priory Park", "West")
    _, *each = widths(grid(*heads), 8.5)
    assert each[3] > each[4] == each[5] == each[7]
    assert each[3] >= len("Somewhere") * 0.17


def test_few_columns_are_alike() -> None:
    _, *each = widths(grid("11 or 12", "13 or 14", "15 or 16"), 9)
    assert len(set(each)) == 1


def test_a_word_longer_than_any_column_leaves_room_for_the_others() -> None:
    word = "Donaudampfschifffahrtsgesellschaftsquartier"
    _, *each = widths(grid(word, *AREAS[:3], word, "East", "West"), 8.5)
    assert min(each) >= len("60% (45)") * 0.15


@pytest.mark.parametrize("text", ["Harbour and Old Town", "Kingston-upon-Hull-and-Haltemprice"])
def test_usual_words_are_left_whole(text: str) -> None:
    assert softened(text) == text


def test_a_very_long_word_may_be_broken_and_loses_no_letter() -> None:
    word = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    assert SOFT in softened(f"{word} (40)")
    assert softened(f"{word} (40)").replace(SOFT, "") == f"{word} (40)"


def by_group(*answers: str) -> SafeTable:
    columns = tuple(Column(answer, "What?", answer) for answer in answers)
    cells = tuple(Shown(30, 50) for _ in answers)
    rows = tuple(Row(name, RowKind.GROUP, Shown(60), cells) for name in AREAS)
    return SafeTable("themes.area", "What?", GROUP, columns, rows, Shown(300))


def test_long_answers_are_turned_into_lines() -> None:
    report = make_report(closed(pulse()), people(pulse(), 60), (), TODAY, BOARD)
    assert shown(report, by_group("Home", "Online")).columns[1:] == ("Home", "Online")
    assert shown(report, by_group(LONG, "Online")).columns == AREAS
