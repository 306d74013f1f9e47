"""Hotspots set released percentages side by side: a place stands out, or has no number at all."""

import io

from openpyxl import load_workbook

from exports.disclosure.aggregate import aggregate
from exports.disclosure.ledger import Wanted, rule
from exports.findings.hotspots import Divided, Spread, spreads, standing_out
from exports.findings.theme_findings import about, with_themes
from exports.report import MARK
from exports.workbook.hotspot_sheet import workbook
from surveys.records import Picked, Response
from surveys.releases import Release
from tests.exports.simulated import TODAY, pulse

THEMES = {"light": "Lighting", "bus": "Buses"}
SURVEY = with_themes(pulse(), THEMES)
NAMES = {f"a{n}": f"Area {n}" for n in range(6)}
AREAS = Divided("area", NAMES)
CALM = dict.fromkeys(("a1", "a2", "a3", "a4", "a5"), (20, 90))


def released(where: dict[str, tuple[int, int]], wave: str) -> Release:
    """By area: how many wrote about lighting, of how many."""
    said = [
        about(
            Response({"area": Picked((area,)), "told": Picked(("o0",))}),
            {"light"} if number < some else set(),
        )
        for area, (some, people) in where.items()
        for number in range(people)
    ]
    ruling = rule(Wanted(SURVEY, {wave: aggregate(SURVEY, said)}), ())
    assert ruling is not None
    return Release(TODAY, ruling.name, ruling.waves, ruling.content, ruling.behind)


def found(*waves: dict[str, tuple[int, int]]) -> tuple[Spread, ...]:
    releases = [released(where, f"w{n}") for n, where in enumerate(waves)]
    return spreads(releases, THEMES, AREAS)


def test_a_place_stands_out_in_the_wave_in_which_it_did() -> None:
    (light,) = found(CALM | {"a0": (20, 90)}, CALM | {"a0": (45, 90)})
    first = light.places[0]
    assert (light.theme, first.label, first.hot) == ("Lighting", "Area 0", (False, True))
    (out,) = standing_out([light])
    assert (out.place, out.wave, out.here.percent, out.everyone.percent) == ("Area 0", 1, 50, 27)


def test_a_theme_nobody_may_divide_is_left_out() -> None:
    assert all(spread.theme != "Buses" for spread in found(CALM))


def test_a_theme_whose_places_are_hidden_is_told_of_everyone() -> None:
    (light,) = found({"a0": (12, 25), "a1": (12, 25)})
    assert light.places == ()
    assert light.everyone[0] is not None


def test_a_small_group_has_no_figure() -> None:
    (light,) = found(CALM | {"a0": (12, 25)})
    assert all(place.figures != (None,) for place in light.places)
    assert "Area 0" not in {place.label for place in light.places}


def test_a_place_that_one_wave_hides_is_marked_there() -> None:
    (light,) = found(CALM | {"a0": (12, 25)}, CALM | {"a0": (45, 90)})
    first = light.places[0]
    assert first.label == "Area 0"
    assert first.figures[0] is None
    assert first.figures[1] is not None


def test_the_sheet_holds_what_the_page_shows_and_nothing_else() -> None:
    shown = found(CALM | {"a0": (12, 25)}, CALM | {"a0": (45, 90)})
    book = load_workbook(io.BytesIO(workbook(shown, ("Spring", "Summer"), "Hotspots", TODAY)))
    (sheet,) = book.worksheets
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert ["Lighting", "Area 0", MARK, 50, "Summer"] in [row[:5] for row in rows]
    numbers = {cell for row in rows for cell in row if isinstance(cell, int)}
    percents = {
        f.percent
        for s in shown
        for p in (s.everyone, *(p.figures for p in s.places))
        for f in p
        if f
    }
    assert numbers == percents
