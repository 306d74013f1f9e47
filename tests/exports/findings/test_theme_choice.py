"""Which themes a paper tells, and which quotes may stand beside them (R10)."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from exports.brief import Brief
from exports.disclosure.aggregate import aggregate
from exports.disclosure.decided import decide_alone
from exports.disclosure.ledger import Wanted, rule
from exports.disclosure.policy import DEFAULT
from exports.findings.theme_findings import about, with_themes
from exports.make import Material, snapshot
from exports.paper.blocks import Said
from exports.paper.paper import blocks
from exports.render import render
from exports.report import Report
from surveys.records import Response
from surveys.releases import Release
from surveys.themes.codebook import Codebook, Theme
from surveys.themes.records import Quote
from tests.exports.simulated import BOARD, TODAY, closed, people, pulse

SURVEY = pulse()
BOOK = Codebook(
    "safety",
    "Safety",
    (
        Theme("lights", "Lighting", labels={"cy": "Goleuadau"}),
        Theme("bus", "Buses"),
        Theme("old", "Gone", retired=True),
    ),
)
ASKED = with_themes(SURVEY, {theme.key: theme.label for theme in BOOK.themes})


def heard(number: int) -> list[Response]:
    """Two of five wrote about lights and one of eighteen about buses."""
    return [
        about(each, {key for key, is_so in said(n).items() if is_so})
        for n, each in enumerate(people(SURVEY, number))
    ]


def said(place: int) -> dict[str, bool]:
    return {"lights": place % 5 < 2, "bus": place % 18 == 0}


def made(
    number: int = 300,
    quotes: Sequence[Quote] = (),
    language: str = "en",
    acted: frozenset[str] = frozenset(),
) -> Report:
    decided = decide_alone(ASKED, aggregate(ASKED, heard(number)), DEFAULT)
    material = Material(closed(ASKED), decided, TODAY, BOARD, Brief(language=language), book=BOOK)
    return snapshot(replace(material, quotes=tuple(quotes), acted=acted))


def quote(theme: str) -> Quote:
    return Quote("t1", theme, "More lights please", "Ana", TODAY)


def test_a_retired_theme_is_on_no_page() -> None:
    whole, *divided = (part.table for part in made().more.theme_tables)
    assert [row.label for row in whole.rows] == ["Lighting", "Buses"]
    assert all([c.label for c in t.columns] == ["Lighting"] for t in divided)
    assert all(t.left_out[0] == "Buses" for t in divided)  # of so few nothing is divided


def test_each_table_says_how_it_is_divided() -> None:
    headings = [part.heading for part in made().more.theme_tables]
    title = "What young people wrote about"
    assert headings == [title, f"By area: {title}", f"By age: {title}"]


def test_the_summary_names_the_most_common() -> None:
    assert any(
        line.startswith("What young people wrote about most: Lighting (40%)")
        for line in made().summary
    )


def test_a_theme_has_its_name_in_the_language_of_the_paper() -> None:
    report = made(quotes=[quote("lights")], language="cy")
    assert report.more.themes[0].label == "Goleuadau"
    assert len(report.more.themes[0].quotes) == 1


@pytest.mark.parametrize(
    ("theme", "number", "printed"),
    [
        ("lights", 300, 1),
        ("bus", 300, 0),
        ("lights", 28, 0),
        ("bus", 396, 0),  # 22 people: shown as about 20, which may be 18
        ("bus", 414, 1),
    ],
)
def test_a_quote_needs_a_large_theme_in_a_large_wave(theme: str, number: int, printed: int) -> None:
    report = made(number, [quote(theme)])
    assert sum(len(each.quotes) for each in report.more.themes) == printed


# ---------------------------------------------------------------- beside the ledger
def release(people_: Sequence[Response], earlier: Sequence[Release] = ()) -> Release:
    asked = ASKED if any("themes of texts" in each.answers for each in people_) else SURVEY
    ruling = rule(Wanted(ASKED, {"w": aggregate(asked, people_)}), earlier)
    assert ruling is not None
    return Release(TODAY, ruling.name, ruling.waves, ruling.content, ruling.behind)


def test_themes_can_follow_a_release_without_them() -> None:
    first = release(people(SURVEY, 300))
    second = release(heard(300), [first])
    assert "said:lights" not in first.content
    assert "said:lights" in second.content


def test_a_few_tags_put_right_later_change_no_number() -> None:
    """R1, with its reason told in the paper."""
    first, some = release(heard(300)), heard(300)
    moved = [about(each, {"lights"}) if n < 5 else each for n, each in enumerate(some)]
    ruling = rule(Wanted(ASKED, {"w": aggregate(ASKED, moved)}), [first])
    assert ruling is not None
    assert ruling.content in {"", first.content}
    report = snapshot(Material(closed(ASKED), ruling.decided, TODAY, BOARD, book=BOOK))
    assert any("What people wrote about" in line for line in report.hidden)


def test_without_a_codebook_the_themes_stand_as_they_are_named() -> None:
    decided = decide_alone(ASKED, aggregate(ASKED, heard(300)), DEFAULT)
    report = snapshot(replace(Material(closed(ASKED), decided, TODAY, BOARD), book=None))
    assert report.more.themes[0].label == "Lighting"


# ---------------------------------------------------------------- themes without an action
def printed(report: Report) -> str:
    return render(report, "html").decode()


def test_a_theme_without_an_action_is_named_as_such() -> None:
    report = made(acted=frozenset({"buses"}))
    assert report.more.unmet == ("Lighting",)
    assert "No action yet on: Lighting." in printed(report)
    assert "No action yet" not in printed(made(acted=frozenset({"buses", "lighting"})))


def test_it_is_named_in_the_language_of_the_paper() -> None:
    welsh = made(language="cy", acted=frozenset({"buses"}))
    assert welsh.more.unmet == ("Goleuadau",)
    assert "Dim camau gweithredu eto ar: Goleuadau." in printed(welsh)
    assert made(language="cy", acted=frozenset({"lighting", "buses"})).more.unmet == ()


def test_a_theme_too_small_to_be_told_is_not_told_this_way_either() -> None:
    assert "Buses" not in made(60).more.unmet


def test_of_many_themes_without_an_action_five_are_named() -> None:
    report = made()
    many = replace(report.more, unmet=tuple(f"Theme {n}" for n in range(40)))
    told = [b.text for b in blocks(replace(report, more=many)) if isinstance(b, Said)]
    (unmet,) = (text for text in told if "No action yet" in text)
    assert "Theme 4." in unmet
    assert unmet.endswith("Other themes without an action: 35.")
