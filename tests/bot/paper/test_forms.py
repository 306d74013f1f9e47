"""Every row becomes a form that has been through the conversation, or a bad row with reasons."""

from bot.paper.columns import Map
from bot.paper.forms import BadRow, Form, read_forms
from bot.paper.sheet import Row, Sheet
from surveys.definitions.reading import load
from surveys.messages import Chose, Wrote

SURVEY = load("safety-pulse")


def forms(headers: tuple[str, ...], *rows: tuple[str, ...]) -> list[Form | BadRow]:
    sheet = Sheet(headers, tuple(Row(place, row) for place, row in enumerate(rows, start=2)))
    places = {header: place for place, header in enumerate(headers)}
    return list(read_forms(SURVEY, sheet, places, Map(), "en"))


def test_a_good_row_is_a_form() -> None:
    (form,) = forms(("home", "safer"), ("5", "lights"))
    assert isinstance(form, Form)
    assert form.walker.said == {"home": Chose(("5",)), "safer": Wrote("lights")}


def test_all_that_is_wrong_with_a_row_is_told() -> None:
    (bad,) = forms(("home", "age"), ("9", "9"))
    assert isinstance(bad, BadRow)
    assert [reason.partition(":")[0] for reason in bad.reasons] == ["home", "age"]


def test_an_answer_to_a_question_that_was_not_asked_is_told() -> None:
    asked, not_asked = forms(("school", "school_about"), ("1", "fights"), ("5", "fights"))
    assert isinstance(asked, Form)
    assert not_asked == BadRow(
        3, ("school_about: answered, but the answers before it mean it is not asked",)
    )


def people(*answers: str) -> list[str]:
    read = forms(("home",), *((answer,) for answer in answers))
    return [form.walker.person for form in read if isinstance(form, Form)]


def test_people_are_the_same_for_the_same_sheet_and_others_for_another() -> None:
    assert people("5", "5") == people("5", "5")
    assert len({*people("5", "5"), *people("5", "4")}) == 4
    assert all(person.startswith("paper:") for person in people("5", "5"))
