"""Changes since the wave before, from what both showed."""

import csv
import io
import random
from collections.abc import Sequence
from datetime import date

import pytest

from exports.disclosure.aggregate import aggregate
from exports.disclosure.ledger import Wanted, rule
from exports.disclosure.policy import DEFAULT
from exports.findings.changes import Before
from exports.findings.theme_findings import about, with_themes
from exports.labels import sentence
from exports.make import Material, snapshot
from exports.paper.blocks import Said
from exports.paper.paper import blocks
from exports.render import FORMATS, render
from exports.report import Report, Shown
from surveys.records import Picked, Response
from surveys.releases import Release
from surveys.themes.codebook import Codebook, Theme
from tests.exports.simulated import BOARD, TODAY, closed, people, pulse

BOOK = Codebook("safety", "Safety", (Theme("lights", "Lighting"), Theme("bus", "Buses")))
ASKED = with_themes(pulse(), {theme.key: theme.label for theme in BOOK.themes})


def told(share: float, number: int, seed: int) -> list[Response]:
    """So large a share has told somebody, and wrote about lights."""
    deal = random.Random(seed)
    found = []
    for each in people(pulse(), number, seed):
        yes = deal.random() < share
        answers = {**each.answers, "told": Picked(("o0" if yes else "o1",))}
        found.append(about(Response(answers), {"lights"} if yes else ()))
    return found


def ruled(some: Sequence[Response], wave: str, earlier: Sequence[Release] = ()) -> Release:
    ruling = rule(Wanted(ASKED, {wave: aggregate(ASKED, some)}), earlier)
    assert ruling is not None
    return Release(date(2025, 9, 1), ruling.name, ruling.waves, ruling.content, ruling.behind)


def made(now: float, number: int = 300) -> Report:
    before = ruled(told(0.3, number, 1), "w0")
    ruling = rule(Wanted(ASKED, {"w1": aggregate(ASKED, told(now, 300, 2))}), [before])
    assert ruling is not None
    wave, last = closed(ASKED), Before("Autumn 2025", before)
    parts = Material(wave, ruling.decided, TODAY, BOARD, book=BOOK, before=last, earlier=(last,))
    return snapshot(parts)


def test_a_wide_change_is_said_with_both_figures() -> None:
    (part,) = (t for t in made(0.7).more.trends if t.heading == "Have you told anyone?")
    assert part.says.startswith("Clear changes since Autumn 2025")
    first, second = part.table.rows
    assert (first.label, second.label) == ("Autumn 2025", "Spring 2026")
    for row in (first, second):
        assert isinstance(row.cells[0], Shown)
        assert f"{row.cells[0].percent}%" in part.says


def test_a_narrow_change_is_left_to_chance() -> None:
    (part,) = (t for t in made(0.31).more.trends if t.heading == "Have you told anyone?")
    assert "chance may explain" in part.says


def test_a_wave_too_small_for_percentages_is_not_compared() -> None:
    """R2: trends need a base of thirty."""
    assert made(0.7, 26).more.trends == ()


def test_neither_a_branch_nor_a_group_is_compared() -> None:
    asked = {part.table.key for part in made(0.7).more.trends}
    assert asked == {f"trend.{key}" for key in ("home", "dark", "online", "told", "better")}


def test_what_a_trend_shows_is_what_the_waves_showed() -> None:
    report = made(0.7)
    shown = {each.table.key: each.table for each in report.findings}
    for part in report.more.trends:
        now = shown[part.table.key.replace("trend.", "answers.")]
        answers = [row.cells[0] for row in now.rows][: len(part.table.columns)]
        assert list(part.table.rows[1].cells) == answers


def test_a_theme_says_where_it_stood() -> None:
    (theme,) = (each for each in made(0.7).more.themes if each.label == "Lighting")
    assert theme.trend.startswith("In Autumn 2025 it was ")
    assert "clear change" in theme.trend


@pytest.mark.parametrize("fmt", FORMATS)
def test_every_format_can_show_them(fmt: str) -> None:
    assert render(made(0.7), fmt)


def test_the_csv_has_both_waves() -> None:
    rows = list(csv.DictReader(io.StringIO(render(made(0.7), "csv").decode("utf-8-sig"))))
    assert {r["group"] for r in rows if r["section"] == "Trends"} == {"Autumn 2025", "Spring 2026"}
    assert all(DEFAULT.round_to and int(r["count"]) % 5 == 0 for r in rows if r["count"].isdigit())


def test_questions_without_a_clear_change_share_one_paragraph() -> None:
    report = made(0.7)
    told = [block for block in blocks(report) if isinstance(block, Said)]
    (one,) = (block for block in told if block.lead == "No clear change.")
    still = [part.heading for part in report.more.trends if not part.clear]
    assert len(still) > 1
    assert report.more.over_time is not None
    short = {each.question: each.label for each in report.more.over_time.table.columns}
    assert all(f"“{short.get(heading, heading)}”" in one.text for heading in still)
    assert any(heading in short for heading in still)
    assert [block.lead for block in told if block.text.startswith("Clear changes since")] == [
        sentence(part.heading) for part in report.more.trends if part.clear
    ]


def test_a_clear_change_is_named_among_the_three_measures() -> None:
    *_, better = made(0.7).more.measures
    assert "Clear changes since the wave before: “Have you told anyone?”" in " ".join(better.says)
