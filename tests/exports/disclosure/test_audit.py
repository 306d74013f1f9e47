"""The audit: what all sums together give away, within a release and between releases."""

import random

import pytest

from exports.disclosure.aggregate import aggregate
from exports.disclosure.audit import Audit
from exports.disclosure.bounds import Page
from exports.disclosure.evidence import Evidence
from exports.disclosure.figures import Figure, State
from exports.disclosure.keys import THEMES, Key
from exports.disclosure.layout import draft
from exports.disclosure.policy import DEFAULT
from exports.disclosure.portions import Portion, portions, whole
from exports.disclosure.programme import Programme
from exports.disclosure.settling import Exposing, Past, settle
from exports.disclosure.solver import NEAR
from exports.errors import AuditUnfinished
from exports.findings.theme_findings import with_themes
from moderation.verdict import Route
from surveys.records import Answer, HeldBack, NoAnswer, Passed, Picked, Response, Screened
from tests.exports.simulated import AREAS, people, pulse


def line(page: Page, key: str, *counts: int) -> list[Figure]:
    """One row of a table with two groups and their total, all of 200."""
    whole = page.figures[0]
    total = page.figure(sum(counts), whole, Key(key, "all"))
    cells = [page.figure(n, whole, Key(key, "x", "by", (str(g),))) for g, n in enumerate(counts)]
    page.tie(total, cells)
    return [total, *cells]


def new_page(people: int = 200) -> Page:
    page = Page(DEFAULT)
    page.whole_wave(people)
    return page


def names(page: Page, *earlier: Evidence) -> set[tuple[str, tuple[str, ...]]]:
    found = Audit((*earlier, Evidence(page))).exposed()
    return {(each.figure.key.question, each.figure.key.groups) for each in found if each.figure.key}


def test_a_lone_hidden_number_is_solved_through_its_total() -> None:
    page = new_page()
    line(page, "q", 7, 32, 42)  # 80 less 30 and 40: at least 4
    assert names(page) == {("q", ("0",))}


def test_two_hidden_numbers_with_room_between_them_are_safe() -> None:
    page = new_page()
    line(page, "q", 7, 5, 40)
    assert names(page) == set()


def test_a_square_that_no_single_sum_gives_away_is_solved_all_the_same() -> None:
    """Four hidden cells: in each row and column two, yet rows less columns leave one of them."""
    page = new_page()
    rows = [line(page, q, *counts)[1:] for q, counts in (("a", (4, 60)), ("b", (60, 60)))]
    rows[0][1].state = State.COVERED  # beside the 4
    below = page.figure(64, page.figures[0], Key("below", "x"))
    page.tie(below, [rows[0][0], rows[1][0]])
    assert names(page) == {("a", ("0",))}


def test_two_halves_give_away_what_their_whole_hides_nothing_of() -> None:
    whole, halves = new_page(), new_page()
    whole_group = whole.figure(15, whole.figures[0], Key("q", "x", "by", ("a", "b")))
    one = halves.figure(3, halves.figures[0], Key("q", "x", "by", ("a",)))
    halves.figure(12, halves.figures[0], Key("q", "x", "by", ("b",)))
    assert whole_group.shown
    assert not one.shown
    assert names(halves) == set()
    assert names(halves, Evidence(whole)) == {("q", ("a",))}


def test_what_two_questions_tell_only_together_is_found() -> None:
    """Twenty at least of a group said one thing and eight another: so it has 26 people or more.

    Two answers to the other question are then at most 24 of them: at least two gave the third.
    """
    page = new_page(60)
    everyone = page.figures[0]
    sizes = [page.figure(n, everyone, Key(by="by", groups=(g,))) for n, g in ((28, "a"), (32, "b"))]
    page.tie(everyone, sizes, whole=True)
    for size in sizes:
        size.hide()
    cells = [
        page.figure(n, sizes[0], Key("q", m, "by", ("a",)))
        for m, n in zip("xyz", (4, 12, 12), strict=True)
    ]
    page.tie(sizes[0], cells, whole=True)
    said = page.figure(20, sizes[0], Key("other", "u", "by", ("a",)))
    assert [f.shown for f in (*cells, said)] == [False, True, True, True]
    (found,) = Audit([Evidence(page)]).exposed()
    assert found.figure is cells[0]
    assert {id(p.figure) for p in found.because if p.figure.shown} == {
        id(f) for f in (*cells[1:], said)
    }
    said.hide()
    assert Audit([Evidence(page)]).exposed() == ()


def test_the_proof_names_the_numbers_it_rests_on() -> None:
    page = new_page()
    total, _, shown, other = line(page, "q", 7, 32, 42)
    (found,) = Audit([Evidence(page)]).exposed()
    printed = {id(p.figure) for p in found.because if p.figure.shown}
    assert printed == {id(f) for f in (total, shown, other)}


def test_cuts_that_cross_are_compared_piece_by_piece() -> None:
    """a+b and c, then a and b+c: what b and c hide together follows from the two."""
    first, second = new_page(), new_page()
    for page, groups in (
        (first, {("a", "b"): 33, ("c",): 30}),
        (second, {("a",): 30, ("b", "c"): 33}),
    ):
        cells = [page.figure(n, page.figures[0], Key("q", "x", "by", g)) for g, n in groups.items()]
        page.tie(page.unprinted(63, page.figures[0], Key("q", "x")), cells)
    alone = new_page()
    alone.figure(3, alone.figures[0], Key("q", "x", "by", ("b",)))
    assert names(alone, Evidence(first), Evidence(second)) == {("q", ("b",))}


def test_two_waves_and_their_sum() -> None:
    one, both = new_page(), new_page(400)
    one.figure(3, one.figures[0], Key("q", "x"))
    two = new_page()
    two.figure(30, two.figures[0], Key("q", "x"))
    both.figure(33, both.figures[0], Key("q", "x"))
    alone = Evidence(one, "Spring", {"w1": {}}), Evidence(two, "Summer", {"w2": {}})
    together = Evidence(both, "Both", {"w1": {}, "w2": {}})
    assert Audit(alone).exposed() == ()
    (found,) = Audit((*alone, together)).exposed()
    shown = {printed.evidence.name for printed in found.because if printed.figure.shown}
    assert shown == {"Summer", "Both"}


def test_another_edition_of_the_counts_is_another_unknown() -> None:
    one, two = new_page(), new_page()
    one.figure(3, one.figures[0], Key("q", "x", "by", ("a",)))
    two.figure(15, two.figures[0], Key("q", "x", "by", ("a", "b")))
    two.figure(12, two.figures[0], Key("q", "x", "by", ("b",)))
    same = Evidence(one, "", {"w": {("q", "x"): "1"}}), Evidence(two, "", {"w": {("q", "x"): "1"}})
    other = same[0], Evidence(two, "", {"w": {("q", "x"): "2"}})
    assert len(Audit(same).exposed()) == 1
    assert Audit(other).exposed() == ()


def test_what_two_editions_show_alike_is_known_to_be_the_same() -> None:
    one, two = new_page(), new_page()
    for page in (one, two):
        page.figure(12, page.figures[0], Key("q", "x", "by", ("b",)))
    one.figure(3, one.figures[0], Key("q", "x", "by", ("a",)))
    one.figure(15, one.figures[0], Key("q", "x", "by", ("a", "b")))
    two.figures.pop()  # hides b, but the earlier edition showed it
    pair = Evidence(one, "", {"w": {("q", "x"): "1"}}), Evidence(two, "", {"w": {("q", "x"): "2"}})
    assert len(Audit(pair).exposed()) == 1


def test_a_release_that_gives_an_earlier_one_away_is_made_coarser() -> None:
    earlier, page = new_page(), new_page()
    earlier.figure(3, earlier.figures[0], Key("q", "x", "by", ("a",)))
    earlier.figure(12, earlier.figures[0], Key("q", "x", "by", ("b",)))
    sure = page.figure(15, page.figures[0], Key("q", "x", "by", ("a", "b")))
    before = Evidence(earlier, "the paper of March", {"w": {}})
    past = Past(Evidence(page, "now", {"w": {}}), (before,))
    settle(page, [], past)
    assert not sure.shown


@pytest.mark.parametrize("seed", range(12))
def test_after_settling_nothing_is_exposed(seed: int) -> None:
    survey = pulse(AREAS[: 2 + seed % 5])
    made = draft(survey, aggregate(survey, people(survey, 30 + 40 * seed, seed)), Page(DEFAULT))
    settle(made.page, made.lines)
    assert Audit([Evidence(made.page)]).exposed() == ()


def test_the_audit_finds_what_sum_after_sum_does_not() -> None:
    found = 0
    for seed in range(6):
        survey = pulse()
        made = draft(survey, aggregate(survey, people(survey, 60, seed)), Page(DEFAULT))
        made.page.protect()
        found += len(Audit([Evidence(made.page)]).exposed())
    assert found


def test_what_cannot_be_made_safe_is_not_settled() -> None:
    earlier = new_page()
    earlier.figure(3, earlier.figures[0], Key("q", "x", "by", ("a",)))
    earlier.figure(12, earlier.figures[0], Key("q", "x", "by", ("b",)))
    page = new_page()
    sure = page.figure(15, page.figures[0], Key("q", "x", "", ("a", "b")))
    sure.fixed = True
    page.tie(
        sure,
        [page.unprinted(n, sure, Key("q", "x", "by", g)) for n, g in ((3, ("a",)), (12, ("b",)))],
    )
    past = Past(Evidence(page), (Evidence(earlier, "the paper of March"),))
    with pytest.raises(Exposing) as refused:
        settle(page, [], past)
    because = {p.evidence.name for each in refused.value.exposed for p in each.because}
    assert "the paper of March" in because


def test_an_audit_is_asked_again_after_its_page_hid_more() -> None:
    page = new_page()
    _, _, shown, _ = line(page, "q", 7, 32, 42)
    audit = Audit([Evidence(page)])
    assert audit.exposed()
    shown.hide()
    assert audit.exposed() == ()


def test_an_audit_that_cannot_finish_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.disclosure.solver.MOST_STEPS", 0)
    page = new_page()
    line(page, "q", 7, 5, 40)
    with pytest.raises(AuditUnfinished, match="stays in"):
        settle(page, [])


@pytest.mark.parametrize("seed", range(4))
def test_hiding_more_only_loosens_what_is_known(seed: int) -> None:
    """So a number once shown to be safe stays safe while a page is settled."""
    survey = pulse(AREAS[: 2 + seed])
    made = draft(survey, aggregate(survey, people(survey, 60 + 90 * seed, seed)), Page(DEFAULT))
    programme = Programme([Evidence(made.page)])
    for figure in random.Random(seed).sample(made.page.figures, len(made.page.figures)):
        low, high = programme.columns.low, programme.columns.high
        rows = programme.bounds.low
        figure.hide()
        programme.read()
        assert all(a >= b for a, b in zip(low, programme.columns.low, strict=True))
        assert all(a <= b for a, b in zip(high, programme.columns.high, strict=True))
        assert all(a >= b for a, b in zip(rows, programme.bounds.low, strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_what_one_question_gives_away_the_whole_gives_away(seed: int) -> None:
    """And what is possible in one question, with groups as large as they are, is possible."""
    survey = pulse(AREAS[: 2 + seed])
    made = draft(survey, aggregate(survey, people(survey, 60 + 30 * seed, seed)), Page(DEFAULT))
    programme = Programme([Evidence(made.page)])
    every, apart = whole(programme).ready(), portions(programme)
    asked = [column for column, _ in programme.guarded if column in apart]
    for column in asked[::9]:
        reach = _reach(every, column)
        assert _inside(reach, _reach(apart[column].ready(), column))
        assert _inside(_reach(apart[column].ready(programme.people), column), reach)


@pytest.mark.parametrize("sign", [1, -1])
def test_groups_may_be_as_large_as_any_solution_of_the_whole_has_them(sign: int) -> None:
    """Then what is possible in one question is possible in the whole, too."""
    survey = pulse(AREAS[:4])
    made = draft(survey, aggregate(survey, people(survey, 90, 7)), Page(DEFAULT))
    programme = Programme([Evidence(made.page)])
    every, apart = whole(programme).ready(), portions(programme)
    values = every.push(dict.fromkeys(programme.people, sign))
    sizes = {column: round(values[column]) for column in programme.sizes}
    assert all(abs(values[column] - size) < NEAR for column, size in sizes.items())
    assert sizes != {column: programme.people[column] for column in sizes}
    for column in [column for column, _ in programme.guarded if column in apart][::9]:
        assert _inside(_reach(apart[column].ready(sizes), column), _reach(every, column))


def _reach(solver: Portion, column: int) -> tuple[float, float]:
    lo, hi = (solver.least({column: sign}).values[column] for sign in (1, -1))
    return lo, hi


def _inside(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] >= other[0] - NEAR and one[1] <= other[1] + NEAR


def test_more_people_cannot_write_about_a_theme_than_wrote_something() -> None:
    """Twelve texts of a hundred can be read: that says something about every theme."""
    survey = with_themes(pulse(), {"bus": "Buses", "lights": "Lighting"})
    wrote: list[Answer] = [*[Screened("Words.", Route.PUBLISH)] * 12, *[HeldBack()] * 40]
    wrote += [Passed(NoAnswer.SKIPPED)] * 48
    about = [Picked(("bus",))] * 9 + [Picked(("lights",))] * 3 + [Passed(NoAnswer.SKIPPED)] * 88
    some = [
        Response({"words": text, THEMES: themes, "area": Picked(("a0",))})
        for text, themes in zip(wrote, about, strict=True)
    ]
    made = draft(survey, aggregate(survey, some), Page(DEFAULT))
    told = {(f.key.question, f.key.mention): f for f in made.page.figures if f.key}
    readable, bus = told["words", "words:readable"], told[THEMES, "said:bus"]
    assert (readable.shown, bus.shown) == (True, True)
    bus.hide()
    programme = Programme([Evidence(made.page)])
    solver = whole(programme).ready()
    (lines,) = programme._last  # noqa: SLF001
    column = lines.columns[made.page.figures.index(bus)]
    assert _reach(solver, column)[1] <= 12
