"""Findings in words hold no number that the table does not."""

import pytest

from exports.findings.findings import finding
from exports.findings.groups import divided
from exports.labels import sentence, shorten
from exports.report import Cell, Column, Hidden, Row, RowKind, SafeTable, Shown
from exports.speech import speech
from surveys.definitions.definition import FreeText, Locality, OneChoice, Question, Scale, Several
from tests.exports.simulated import options, scale

SAY = speech("en").say
PLACES = Locality(key="area", text="Where?", options=options("North", "East"))
CHOICE = OneChoice(key="q", text="Which?", options=options("A", "B", "C"))
SEVERAL = Several(key="q", text="Which?", options=options("A", "B", "C"))
SAFE = scale("q", "How safe?")
WORDS = FreeText(key="q", text="Anything else?", cap=100)


def table(base: Cell, *cells: Cell, key: str = "answers.q") -> SafeTable:
    rows = [Row(f"R{n}", RowKind.ANSWER, base, (cell,)) for n, cell in enumerate(cells)]
    return SafeTable(key, "Which?", "Answer", (Column("People", "Which?", ""),), tuple(rows), base)


H = Hidden()


@pytest.mark.parametrize(
    ("question", "cells", "heading"),
    [
        (SAFE, (Shown(50, 50), Shown(30, 30), H, H, H), "Home: 80% said “R0” or “R1”"),
        (
            SAFE,
            (Shown(50, 50), Shown(45, 45), H, H, H),
            "Home: “R0” was the most common answer (50%)",
        ),
        (SAFE, (Shown(10), Shown(15), H, H, H), "Home: about 25 of about 100 said “R0” or “R1”"),
        (SAFE, (H, Shown(60, 60), H, H, H), "Home: “R1” was the most common answer (60%)"),
        (
            SAFE,
            (H, Shown(30, 30), H, H, H),
            "Home: of the answers shown, “R1” was most common (30%)",
        ),
        (SAFE, (H, H, H, H, H), "Home: too few answers of one kind to show a number"),
        (CHOICE, (Shown(20, 20), Shown(60, 60), H), "“R1” was the most common answer (60%)"),
        (
            CHOICE,
            (Shown(40, 40), Shown(40, 40), H),
            "“R0” and “R1” were the most common answers (40% each)",
        ),
        (CHOICE, (Shown(10), H), "Of the answers shown, “R0” was most common (about 10 people)"),
        (
            CHOICE,
            (Shown(20), Shown(20), H),
            "Of the answers shown, “R0” and “R1” were most common (about 20 people each)",
        ),
        (CHOICE, (Shown(55),), "“R0” was the most common answer (about 55 people)"),
        (SEVERAL, (Shown(90, 90), H), "Of the answers shown, “R0” was most common (90%)"),
        (SEVERAL, (Shown(90, 90),), "“R0” was the most common answer (90%)"),
        (CHOICE, (H, H, H), "Too few answers of one kind to show a number"),
        (CHOICE, (Shown(25, 25),) * 4, "4 answers were about equally common (25% each)"),
        (WORDS, (Shown(80, 80), H), "About 80 people answered in their own words"),
        (WORDS, (H, H), "The number who answered in their own words is not shown"),
    ],
)
def test_the_heading_says_the_finding(
    question: Question, cells: tuple[Cell, ...], heading: str
) -> None:
    found = finding(
        SAY, 3, question, table(Shown(100), *cells), "Home" if isinstance(question, Scale) else ""
    )
    assert found.heading == heading
    assert sum(isinstance(cell, Shown) for cell in cells) == 0 or found.says


@pytest.mark.parametrize(
    ("question", "base", "cells", "says"),
    [
        (CHOICE, H, (H, H), "Numbers for this question are not shown"),
        (CHOICE, Shown(40), (H, H), "About 40 people were asked. Every number is too small"),
        (SEVERAL, Shown(40), (Shown(20, 50),), "More than one answer could be chosen."),
        (WORDS, Shown(40), (Shown(20, 50),), "About 40 people were asked."),
        (CHOICE, Shown(40), (Shown(20, 50),), "Most common: “R0” (50%)."),
    ],
)
def test_the_sentence_says_who_was_asked(
    question: Question, base: Cell, cells: tuple[Cell, ...], says: str
) -> None:
    assert says in finding(SAY, 1, question, table(base, *cells), "").says


@pytest.mark.parametrize(
    ("question", "cells", "besides"),
    [
        (CHOICE, (Shown(40, 40), Shown(30, 30), Shown(20, 20)), "Next: “R1” (30%) and “R2” (20%)."),
        (CHOICE, (Shown(60, 60), H), "About 100 people were asked."),
        (SEVERAL, (Shown(90, 90), Shown(40, 40), H), "Next of the answers shown: “R1” (40%)."),
        (SEVERAL, (Shown(20, 20),) * 4, "They are: “R0”, “R1”, “R2” and “R3”."),
        (SAFE, (Shown(30, 30), Shown(30, 30), H, H, H), ""),
        (SAFE, (Shown(20, 20),) * 5, "40% said “R3” or “R4”."),
        (WORDS, (Shown(80, 80), H), ""),
    ],
)
def test_beside_the_heading_stands_what_it_does_not_say(
    question: Question, cells: tuple[Cell, ...], besides: str
) -> None:
    found = finding(SAY, 1, question, table(Shown(100), *cells), "")
    assert found.besides.endswith(besides)
    assert not besides or "Most common" not in found.besides
    assert bool(found.besides) is bool(besides)


def test_of_own_words_the_number_stands_beside_those_asked() -> None:
    found = finding(SAY, 1, WORDS, table(Shown(100), Shown(80, 80), H), "")
    assert found.written == f"“{WORDS.text}”: about 80 of about 100 people"
    assert not finding(SAY, 1, WORDS, table(Shown(100), H, H), "").written


def test_a_chart_tells_its_finding_and_every_bar_to_who_cannot_see_it() -> None:
    chart = finding(SAY, 1, CHOICE, table(Shown(100), Shown(60, 60), H), "").chart
    assert chart is not None
    assert chart.alt == "Bar chart. “R0” was the most common answer (60%). R0: 60%; R1: [c]."


@pytest.mark.parametrize("question", [CHOICE, SEVERAL, SAFE])
def test_nothing_to_draw_is_not_drawn(question: Question) -> None:
    assert finding(SAY, 1, question, table(Shown(100), H, H), "").chart is None


# ---------------------------------------------------------------- groups
def groups(*lines: tuple[str, Cell, Cell], key: str = "best.area") -> SafeTable:
    columns = (Column("At home", "How safe at home?", "Safe"),)
    rows = tuple(Row(label, RowKind.GROUP, base, (cell,)) for label, base, cell in lines)
    return SafeTable(key, "Safe", "Group", columns, rows, Shown(100))


def test_the_clearest_difference_is_named_and_drawn() -> None:
    lines = [("North", Shown(40), Shown(30, 75)), ("East", Shown(60), Shown(30, 50))]
    part = divided(SAY, PLACES, groups(*lines, ("South", Shown(20), Shown(10))))
    assert (
        part.finding
        == f"{part.heading.partition(':')[0]}, “At home”: North (75%) and East (50%) said safe"
    )
    assert part.says == "This is the clearest difference shown, and unlikely to be chance."
    assert part.clear
    assert part.chart is not None
    assert [bar.label for bar in part.chart.bars] == ["North (40)", "East (60)"]


def test_a_difference_that_may_be_chance_is_neither_named_nor_drawn() -> None:
    lines = [("North", Shown(40), Shown(25, 63)), ("East", Shown(60), Shown(30, 50))]
    part = divided(SAY, PLACES, groups(*lines))
    assert not part.clear
    assert part.says == "No difference shown is wider than chance may explain."
    assert part.chart is None
    assert not part.finding


def test_the_worse_end_of_a_scale_is_told_in_words_and_numbers_only() -> None:
    lines = [("North", Shown(40), Shown(30, 75)), ("East", Shown(60), Shown(30, 50))]
    part = divided(SAY, PLACES, groups(*lines, key="worst.area"))
    assert part.chart is None
    assert "North (75%)" in part.finding


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ((Shown(10), H), "Too few numbers can be shown"),
        ((Shown(20, 50), Shown(20, 50)), "Too few numbers can be shown"),
        ((H, H), "Nothing can be shown here"),
    ],
)
def test_without_a_gap_the_reason_is_said(cells: tuple[Cell, Cell], says: str) -> None:
    part = divided(
        SAY, PLACES, groups(("North", Shown(40), cells[0]), ("East", Shown(40), cells[1]))
    )
    assert part.says.startswith(says)
    assert part.chart is None


# ---------------------------------------------------------------- labels
@pytest.mark.parametrize(
    ("texts", "short"),
    [
        (("How safe at home?", "How safe online?"), ("At home", "Online")),
        (("How safe are you?",), ("How safe are you",)),
        (("Home", "Home away"), ("Home", "Home away")),
        (("A b?", "C d?"), ("A b", "C d")),
        ((), ()),
    ],
)
def test_questions_are_told_apart_by_what_differs(
    texts: tuple[str, ...], short: tuple[str, ...]
) -> None:
    assert shorten(texts) == short


@pytest.mark.parametrize(
    ("parts", "line"),
    [(("Which?", "This"), "Which? This."), (("So", "it is."), "So. it is."), (("Yes!",), "Yes!")],
)
def test_each_part_ends_once(parts: tuple[str, ...], line: str) -> None:
    assert sentence(*parts) == line
