"""Themes are counted by people and made safe like answers; what is said stands in tables."""

import random

import pytest

from exports.disclosure.aggregate import aggregate
from exports.disclosure.decided import decide_alone
from exports.disclosure.policy import DEFAULT
from exports.findings.theme_findings import KEY, about, has_themes, with_themes, without_themes
from exports.make import Material, snapshot
from exports.render import FORMATS, render
from exports.report import Report, Shown
from surveys.records import Picked, Response
from tests.exports.simulated import BOARD, TODAY, closed, people, pulse

LABELS = {"lights": "Lighting and places", "home": "At home", "rare": "Knife crime"}
ASKED = with_themes(pulse(), LABELS)


def tagged(number: int) -> list[Response]:
    deal = random.Random(3)
    odds = {"lights": 0.5, "home": 0.3, "rare": 0.01}
    return [
        about(each, {key for key, odd in odds.items() if deal.random() < odd})
        for each in people(pulse(), number)
    ]


def report(number: int = 400) -> Report:
    wave = closed(ASKED)
    decided = decide_alone(wave.survey, aggregate(ASKED, tagged(number)), DEFAULT)
    return snapshot(Material(wave, decided, TODAY, BOARD))


def test_the_question_of_themes_is_asked_of_nobody() -> None:
    assert has_themes(ASKED)
    assert without_themes(ASKED) == pulse()
    told = report()
    assert not any("wrote about" in each.text for each in told.asked)
    assert KEY not in {found.key for found in told.findings}
    assert not any(KEY in part.table.key for part in told.appendix)


def test_the_most_common_theme_comes_first_and_a_rare_one_is_hidden() -> None:
    more = report().more
    assert [theme.label for theme in more.themes] == ["Lighting and places", "At home"]
    whole = more.theme_tables[0].table
    assert [row.label for row in whole.rows] == ["Lighting and places", "At home"]
    assert all(isinstance(row.cells[0], Shown) for row in whole.rows)
    assert whole.left_out == ("Knife crime",)


def test_what_is_said_of_a_theme_stands_in_its_tables() -> None:
    more = report().more
    theme = more.themes[0]
    cell = more.theme_tables[0].table.rows[0].cells[0]
    assert isinstance(cell, Shown)
    assert theme.heading == f"Lighting and places: {cell.percent}% wrote about it"
    assert theme.says == f"That is about {cell.count} of about 400 young people."
    assert not theme.where


def test_where_a_theme_differs_clearly_is_said_with_the_figures_of_its_table() -> None:
    deal = random.Random(3)
    odds = {"a0": 0.7, "a1": 0.3}
    some = [
        about(each, {"lights"} if deal.random() < odds.get(_area(each), 0.2) else set())
        for each in people(pulse(), 600)
    ]
    decided = decide_alone(ASKED, aggregate(ASKED, some), DEFAULT)
    more = snapshot(Material(closed(ASKED), decided, TODAY, BOARD)).more
    (theme,) = more.themes
    by_area = more.theme_tables[1].table
    shown = {f"{row.cells[0].percent}%" for row in by_area.rows if isinstance(row.cells[0], Shown)}
    assert theme.where.startswith("It differs clearly between ")
    assert sum(percent in theme.where for percent in shown) == 2


def _area(response: Response) -> str:
    picked = response.answers["area"]
    return picked.keys[0] if isinstance(picked, Picked) else ""


def test_people_are_counted_once_whatever_they_wrote() -> None:
    (one,) = people(pulse(), 1)
    assert about(one, ["home", "home"]) == about(one, {"home"})


@pytest.mark.parametrize("fmt", FORMATS)
def test_every_format_tells_the_themes(fmt: str) -> None:
    assert render(report(), fmt)
    if fmt in {"csv", "json", "html"}:
        assert "Lighting and places" in render(report(), fmt).decode()


def test_with_too_few_people_there_are_no_themes() -> None:
    assert report(6).more.themes == ()
    assert report(6).small
