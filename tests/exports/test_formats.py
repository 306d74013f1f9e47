"""What each format must be able to do by itself."""

import csv
import io
import json
import pickle
import re
from dataclasses import replace
from importlib.resources import files

import fastjsonschema
import pytest

from exports import web
from exports.charts import charts
from exports.charts import svg as chart_svg
from exports.errors import UnknownFormat
from exports.make import make_report
from exports.render import FORMATS, render
from exports.report import Bar, Chart, Hidden, Report, Shown
from exports.tables.data_csv import BYTE_ORDER_MARK, HEADER, safe
from tests.exports.simulated import BOARD, TODAY, closed, people, pulse

REPORT = make_report(closed(pulse()), people(pulse(), 250), (), TODAY, BOARD)
NASTY = "=1+1<script>\"&'"


def nasty() -> Report:
    survey = pulse(areas=(NASTY, "@x", "Old, Town"), title=NASTY)
    some = people(survey, 200)
    return make_report(closed(survey, name=NASTY), some, (), TODAY, NASTY)


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_format_gives_the_same_bytes_twice(fmt: str) -> None:
    again = make_report(closed(pulse()), people(pulse(), 250), (), TODAY, BOARD)
    assert render(REPORT, fmt) == render(again, fmt)


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_format_can_be_drawn_elsewhere(fmt: str) -> None:
    assert FORMATS[fmt].suffix == f".{fmt}"
    assert pickle.loads(pickle.dumps((render, REPORT, fmt))) == (render, REPORT, fmt)  # noqa: S301


@pytest.mark.parametrize("fmt", ["", "DOCX", "doc", "../docx"])
def test_an_unknown_format_is_refused_by_name(fmt: str) -> None:
    with pytest.raises(UnknownFormat, match="docx"):
        render(REPORT, fmt)


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_small_wave_is_drawn_without_a_number(fmt: str) -> None:
    small = make_report(closed(pulse()), (), (), TODAY, BOARD)
    assert render(small, fmt)


# ---------------------------------------------------------------- CSV
def rows(content: bytes) -> list[dict[str, str]]:
    text = content.decode()
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def test_csv_is_one_tidy_table() -> None:
    found = rows(render(REPORT, "csv"))
    assert tuple(found[0]) == HEADER
    assert {row["section"] for row in found} == {
        "About",
        "Who answered",
        "Findings",
        "Groups",
        "Appendix",
    }
    assert all(None not in row.values() for row in found)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_is_made_text(start: str) -> None:
    assert safe(f"{start}1") == f"'{start}1"
    assert safe(f"a{start}1") == f"a{start}1"


def test_no_cell_of_a_nasty_survey_runs() -> None:
    for row in rows(render(nasty(), "csv")):
        assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())


# ---------------------------------------------------------------- JSON
def test_json_names_its_schema_and_says_the_same_as_the_csv() -> None:
    content = json.loads(render(REPORT, "json"))
    assert content["schema"] == "saidanddone.report/1"
    assert content["report"]["id"] == REPORT.id
    numbers = [row for row in rows(render(REPORT, "csv")) if row["section"] != "About"]
    assert [n["count"] for n in content["numbers"]] == [
        None if row["count"] == "[c]" else int(row["count"]) for row in numbers
    ]


@pytest.mark.parametrize("number", [0, 12, 47, 250, 613])
def test_json_is_what_its_schema_says(number: int) -> None:
    schema = json.loads(files("exports.tables").joinpath("report.schema.json").read_text("utf-8"))
    report = make_report(closed(pulse()), people(pulse(), number), (), TODAY, BOARD)
    fastjsonschema.compile(schema)(json.loads(render(report, "json")))


# ---------------------------------------------------------------- HTML
def test_the_page_stands_alone_and_runs_nothing() -> None:
    page = render(REPORT, "html").decode()
    for outside in ("http", "src=", "href=", "<script", "url(", "@import", "<link"):
        assert outside not in page.lower().replace("<!doctype html>", ""), outside
    assert '<html lang="en-GB">' in page


def test_the_fragment_needs_no_style_and_no_script_of_its_own() -> None:
    fragment = web.fragment(REPORT)
    for inline in (" style=", "<style", "<script", " onclick=", " onload=", "<h1"):
        assert inline not in fragment, inline


def test_text_is_escaped() -> None:
    page = render(nasty(), "html").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


# ---------------------------------------------------------------- charts
def chart(*bars: Bar) -> Chart:
    return Chart("T", "Base: about 100 people asked", bars, Shown(100), 'Says "all"')


@pytest.mark.parametrize(
    ("cells", "full"),
    [
        ((Shown(50, 50), Shown(30, 30)), 100),
        ((Shown(50, 50), Hidden()), 100),
        ((Shown(15), Shown(10), Hidden()), 15),
    ],
)
def test_bars_compare_with_everyone_or_with_the_longest(
    cells: tuple[Shown | Hidden, ...], full: int
) -> None:
    assert charts.scale(chart(*(Bar("B", cell) for cell in cells))) == full


def test_a_hidden_number_has_no_length() -> None:
    assert charts.length(Hidden()) == 0
    drawn = chart_svg.svg(chart(Bar("Known", Shown(40, 40)), Bar("Gone", Hidden())))
    assert drawn.count("<rect") == 1
    assert "[c]" in drawn
    assert 'aria-label="Says &quot;all&quot;"' in drawn


def test_a_long_label_is_cut_where_it_cannot_wrap() -> None:
    long = "A very long answer that goes on and on and on, much further than one line"
    drawn = chart_svg.svg(chart(Bar(long, Shown(40, 40))))
    assert drawn.count("<text") == 3
    assert "…" not in drawn
    assert "…" in chart_svg.svg(chart(Bar(f"{long}{' and on' * 8}", Shown(40, 40))))


def test_each_chart_is_a_picture_of_its_own() -> None:
    one = chart(Bar("Known", Shown(40, 40)), Bar("Gone", Hidden()))
    other = replace(one, bars=(Bar("Known", Shown(60, 60)),))
    pictures = charts.draw([one, other, one], REPORT)
    assert [picture[:4] for picture in pictures] == [b"\x89PNG"] * 3
    assert pictures[0] == pictures[2] != pictures[1]
    assert charts.draw([], REPORT) == []


def test_a_phone_scrolls_a_wide_table_in_its_own_box_that_the_keyboard_reaches() -> None:
    page = web.render(REPORT).decode()
    boxes = page.count('<div class="scroll" role="region" tabindex="0" aria-label="Table ')
    assert boxes == page.count("<table") - page.count('<table class="facts">')
    assert "overflow-wrap: anywhere" in page, "the hash of the snapshot is one long word"
    drawn = re.findall(r'<svg class="chart"[^>]* width="(\d+)"', page)
    assert drawn
    assert max(map(int, drawn)) <= chart_svg.WIDE
