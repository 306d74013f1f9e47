"""The rules as the tables show them."""

from collections.abc import Sequence

import pytest

from exports.disclosure.aggregate import aggregate
from exports.disclosure.bounds import Page
from exports.disclosure.policy import DEFAULT
from exports.disclosure.suppress import SafePage, suppress
from exports.report import Hidden, SafeTable, Shown, as_count
from surveys.definitions.definition import Locality, OneChoice, Question, Scale, Several, Survey
from surveys.records import Answer, NoAnswer, Passed, Picked, Response
from tests.exports.simulated import options, people, pulse, scale

YES, NO = Picked(("o0",)), Picked(("o1",))
SKIP = Passed(NoAnswer.SKIPPED)


def survey(*questions: Question, merges: dict[str, str] | None = None) -> Survey:
    areas = Locality(key="area", text="Where?", options=options("North", "East", "South", "West"))
    return Survey(
        key="s",
        title="S",
        audience="",
        intro="",
        questions=(*questions, areas),
        breakdowns=("area",),
        merges={"area": merges or {}},
    )


ONE = OneChoice(key="q", text="Yes or no?", options=options("Yes", "No", "Maybe", "Never"))
MANY = Several(key="q", text="Which?", options=options("Yes", "No"))


def answers(*counts: int, area: str = "o0") -> list[Response]:
    """So many for each option of the question, the last number for those who skipped it."""
    *picked, skipped = counts
    some: list[Answer] = [
        Picked((f"o{n}",)) for n, count in enumerate(picked) for _ in range(count)
    ]
    some += [SKIP] * skipped
    return [Response({"q": answer, "area": Picked((area,))}) for answer in some]


def page(asked: Survey, responses: Sequence[Response]) -> SafePage:
    return suppress(asked, aggregate(asked, responses), DEFAULT)


def column(table: SafeTable, place: int = 0) -> list[str]:
    return [as_count(row.cells[place]) for row in table.rows]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((50, 30, 20, 10, 10), ["50", "30", "20", "10", "10", "[c]", "[c]"]),
        ((50, 30, 20, 7, 0), ["50", "30", "20", "[c]", "[c]", "[c]", "[c]"]),
        ((50, 30, 20, 8, 0), ["50", "30", "20", "10", "[c]", "[c]", "[c]"]),
        ((52, 33, 13, 12, 0), ["50", "35", "15", "10", "[c]", "[c]", "[c]"]),
        ((100, 3, 2, 1, 1), ["[c]"] * 7),  # all but seven said yes
        ((100, 3, 3, 1, 1), ["100", *["[c]"] * 6]),
    ],
)
def test_answers_over_everyone(counts: tuple[int, ...], shown: list[str]) -> None:
    assert column(page(survey(ONE), answers(*counts)).questions["q"]) == shown


@pytest.mark.parametrize(("people_asked", "percent"), [(29, None), (30, 50), (31, 50), (32, 50)])
def test_a_percentage_needs_thirty(people_asked: int, percent: int | None) -> None:
    made = page(survey(MANY), answers(15, people_asked - 15, 0)).questions["q"]
    assert made.rows[0].cells[0] == Shown(15, percent)


def test_someone_who_picked_twice_is_one_person() -> None:
    twice = [Response({"q": Picked(("o0", "o0", "o1")), "area": Picked(("o0",))})] * 20
    neither = [Response({"q": SKIP})] * 20
    assert column(page(survey(MANY), twice + neither).questions["q"])[:2] == ["20", "20"]


def test_a_small_area_is_counted_with_its_neighbour() -> None:
    some = answers(15, 14, 0, 0, 1, area="o0") + answers(2, 3, 0, 0, 0, area="o1")
    some += answers(14, 16, 0, 0, 0, area="o2") + answers(14, 16, 0, 0, 0, area="o3")
    made = page(survey(ONE, merges={"o1": "o0"}), some)
    assert [row.label for row in made.who["area"].rows][:3] == ["North and East", "South", "West"]
    assert column(made.who["area"])[:3] == ["35", "30", "30"]
    assert as_count(made.divided["area"][0].rows[0].cells[0]) == "15"


def test_a_small_area_without_a_neighbour_takes_another_along() -> None:
    some = answers(20, 20, 0, 0, 0, area="o0") + answers(2, 3, 0, 0, 0, area="o1")
    some += answers(14, 16, 0, 0, 0, area="o2") + answers(18, 17, 0, 0, 0, area="o3")
    made = page(survey(ONE), some)
    assert column(made.who["area"]) == ["40", "[c]", "[c]", "35", "[c]"]
    assert all(row.cells[0] == Hidden() for row in made.divided["area"][0].rows[1:3])


def test_with_one_group_left_nothing_is_compared() -> None:
    some = answers(20, 20, 0, 0, 0, area="o0") + answers(2, 3, 0, 0, 0, area="o1")
    made = page(survey(ONE), some)
    assert made.divided["area"] == ()
    assert set(column(made.who["area"])) == {"[c]"}


@pytest.mark.parametrize(("number", "divided"), [(19, False), (20, True)])
def test_an_answer_of_fewer_than_twenty_is_not_divided(number: int, divided: bool) -> None:  # noqa: FBT001
    some = answers(10, 20, 0, 0, 0, area="o0") + answers(number - 10, 25, 0, 0, 0, area="o1")
    made = page(survey(MANY), some).divided["area"][0]
    assert any(isinstance(row.cells[0], Shown) for row in made.rows) is divided


def test_a_question_nearly_everyone_was_asked_shows_nothing() -> None:
    asked = pulse()
    some = people(asked, 100)
    led = [r for r in some if "who" in r.answers][:40]
    past = [r for r in some if "who" not in r.answers][:5]
    made = page(asked, led + past).questions["who"]
    assert made.base == Hidden()
    assert not made.shows_anything


def test_a_question_too_few_were_asked_shows_nothing() -> None:
    asked = pulse()
    some = people(asked, 100)
    led = [r for r in some if "who" in r.answers][:9]
    past = [r for r in some if "who" not in r.answers][:40]
    made = page(asked, led + past).questions["who"]
    assert made.base == Hidden()
    assert not made.shows_anything


def test_scales_are_compared_at_their_ends_only() -> None:
    made = page(pulse(), people(pulse(), 400)).divided["area"]
    assert [table.key for table in made] == ["best.area", "worst.area", "told.area", "better.area"]
    assert [c.label for c in made[0].columns] == ["At home", "In your area after dark", "Online"]
    assert made[0].columns[0].answer == "“Very safe” or “Quite safe”"


def test_scales_that_name_their_points_differently_are_called_best_and_worst() -> None:
    other = Scale(key="z", text="How was it?", options=options("A", "B", "C", "D", "E"))
    asked = survey(scale("q", "How safe?"), other)
    some = [
        Response({"q": Picked((k,)), "area": Picked((a,))}) for k in "54321" for a in ("o0", "o1")
    ] * 10
    assert page(asked, some).divided["area"][0].caption == "One of the two best answers"


def test_a_hidden_cell_has_no_number_to_leak() -> None:
    assert not hasattr(Hidden(), "__dict__")
    assert Hidden.__slots__ == ()


def test_a_group_may_be_any_question_the_definition_names() -> None:
    agency = OneChoice(
        key="agency", text="Who do you work for?", options=options("Police", "Health")
    )
    asked = Survey(
        key="s",
        title="S",
        audience="",
        intro="",
        questions=(MANY, agency),
        breakdowns=("agency",),
    )
    some = [
        Response({"q": answer, "agency": Picked((who,))})
        for who in ("o0", "o1")
        for answer in (YES, NO, SKIP)
    ] * 12
    made = page(asked, some)
    assert [row.label for row in made.who["agency"].rows] == ["Police", "Health", "Not given"]
    assert column(made.divided["agency"][0]) == ["10", "10", "[c]"]


def test_what_cannot_be_covered_takes_all_it_is_tied_to_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = survey(OneChoice(key="q", text="Q?", options=options("Yes", "No", "Maybe")))
    monkeypatch.setattr(Page, "_hide_one", lambda *_: False)
    some = answers(100, 42, 6, 0, area="o0") + answers(52, 0, 0, 0, area="o1")
    shown = page(asked, some).questions["q"]
    monkeypatch.undo()
    assert "[c]" in column(shown)
    assert sum(cell == "[c]" for cell in column(shown)) >= sum(
        cell == "[c]" for cell in column(page(asked, some).questions["q"])
    )
