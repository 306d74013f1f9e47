"""Definitions: what is read, and how every mistake is told with its place."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from surveys.definitions.definition import (
    AgeBand,
    Condition,
    FreeText,
    Locality,
    OneChoice,
    Scale,
    Several,
    Statement,
    Survey,
)
from surveys.definitions.reading import library, load, read_survey
from surveys.errors import InvalidSurvey, UnknownSurvey
from surveys.limits import MAX_FILE, MAX_PROBLEMS, MAX_QUESTIONS

QUESTION = '\n[[question]]\nkey = "q{n}"\nkind = "text"\ncap = 10\ntext = "Why?"\n'
HOME = 'key = "home"\nkind = "scale"\nscale = "safety"'


def problems(folder: Path, toml: str, name: str = "small.toml") -> list[str]:
    """What reading complains of, without the name of the file."""
    path = folder / name
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(InvalidSurvey) as raised:
        read_survey(path)
    return [line.removeprefix(f"{name}, ") for line in str(raised.value).splitlines()]


# ---------------------------------------------------------------- what is read
def test_every_kind_of_question_is_read(small: Survey) -> None:
    kinds = [Statement, Scale, Statement, FreeText, Several, Locality, AgeBand, OneChoice, FreeText]
    assert [type(question) for question in small.questions] == kinds
    assert small.question("why").ask_if == Condition("home", frozenset({"1", "2"}))
    assert small.breakdowns == ("place", "age")
    assert small.merges == {"place": {"north": "south", "south": "north"}}


def test_a_named_scale_has_five_points_best_first_with_symbols(small: Survey) -> None:
    home = small.question("home")
    assert isinstance(home, Scale)
    assert [option.key for option in home.options] == ["5", "4", "3", "2", "1"]
    assert home.options[0].text == "Very safe"
    assert len({option.symbol for option in home.options}) == 5


def test_a_scale_may_have_words_of_its_own(tmp_path: Path, small_toml: str) -> None:
    own = 'words = ["Yes", "Mostly", "Partly", "Hardly", "No"]'
    path = tmp_path / "small.toml"
    path.write_text(small_toml.replace('scale = "safety"', own), encoding="utf-8")
    home = read_survey(path).question("home")
    assert isinstance(home, Scale)
    assert [option.text for option in home.options] == ["Yes", "Mostly", "Partly", "Hardly", "No"]


@pytest.mark.parametrize("key", ["safety-pulse", "service-feedback"])
def test_what_ships_is_whole_in_english_and_welsh(key: str) -> None:
    survey = load(key)
    assert survey.languages == ("en", "cy")
    assert "locality" in survey.breakdowns
    for question in survey.questions:
        assert survey.said(question.text, "cy") != question.text


def test_safety_pulse_asks_what_it_promises() -> None:
    keys = [question.key for question in load("safety-pulse").questions]
    asked = "home area_day area_dark travel school online tell safer good locality age quote"
    assert [key for key in keys if key in asked.split()] == asked.split()


def test_service_feedback_is_one_scale_and_two_texts() -> None:
    kinds = [type(question) for question in load("service-feedback").questions]
    assert kinds == [Scale, FreeText, FreeText, Locality]


# ---------------------------------------------------------------- the library and the board's own
def test_the_boards_own_survey_wins(tmp_path: Path, small_toml: str) -> None:
    own = small_toml.replace('"small"', '"safety-pulse"', 1)
    (tmp_path / "safety-pulse.toml").write_text(own, encoding="utf-8")
    assert load("safety-pulse", tmp_path).title == "A small survey"
    assert library(tmp_path)["service-feedback"] == library()["service-feedback"]


def test_numbers_and_localities_of_the_board_are_no_surveys(tmp_path: Path) -> None:
    for name in ("localities.toml", "signposts.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert library(tmp_path) == library()


def test_the_boards_own_localities_win(tmp_path: Path) -> None:
    up, down = 'key = "a"\ntext = "Up"\njoins = "b"\n', 'key = "b"\ntext = "Down"\n'
    places = f"[[locality]]\n{up}[[locality]]\n{down}"
    (tmp_path / "localities.toml").write_text(places, encoding="utf-8")
    po = 'msgid ""\nmsgstr "Language: cy\\n"\n\nmsgid "Up"\nmsgstr "I fyny"\n'
    (tmp_path / "localities.cy.po").write_text(po, encoding="utf-8")
    survey = load("safety-pulse", tmp_path)
    question = survey.question("locality")
    assert isinstance(question, Locality)
    assert [option.text for option in question.options] == ["Up", "Down"]
    assert survey.merges["locality"] == {"a": "b"}
    assert survey.said("Up", "cy") == "I fyny"
    assert survey.said("Down", "cy") == "Down"


def test_what_ships_is_read_once_and_the_boards_own_each_time(
    tmp_path: Path, small_toml: str
) -> None:
    assert load("safety-pulse") is load("safety-pulse", tmp_path)
    for title in ("A small survey", "A changed survey"):
        own = small_toml.replace("A small survey", title)
        (tmp_path / "small.toml").write_text(own, encoding="utf-8")
        assert load("small", tmp_path).title == title
    for place in ("Up", "Over"):
        one, other = f'key = "a"\ntext = "{place}"\n', 'key = "b"\ntext = "Down"\n'
        places = f"[[locality]]\n{one}[[locality]]\n{other}"
        (tmp_path / "localities.toml").write_text(places, encoding="utf-8")
        question = load("safety-pulse", tmp_path).question("locality")
        assert isinstance(question, Locality)
        assert question.options[0].text == place


def test_a_survey_that_is_not_there_is_told_with_the_nearest_name() -> None:
    with pytest.raises(UnknownSurvey, match="did you mean 'safety-pulse'"):
        load("safty-pulse")


def test_a_mistake_in_the_localities_names_their_file(tmp_path: Path) -> None:
    (tmp_path / "localities.toml").write_text('[[locality]]\nkey = "A"\n', encoding="utf-8")
    with pytest.raises(InvalidSurvey) as raised:
        load("service-feedback", tmp_path)
    assert "localities.toml, locality: needs at least two" in str(raised.value)
    assert "localities.toml, locality 1 'A', text: is missing" in str(raised.value)


# ---------------------------------------------------------------- one mistake at a time
Mistake = tuple[str, str, str]


def read_mistakes() -> Mapping[str, Mistake]:
    """What is wrong -> the right words, the wrong words, what is told."""
    blocks = Path(__file__).with_name("mistakes.txt").read_text(encoding="utf-8").split("\n\n")
    rows = [block.strip().splitlines() for block in blocks[1:]]
    return {
        name: (unescaped(right), unescaped(wrong), told[2:]) for name, right, wrong, told in rows
    }


def unescaped(line: str) -> str:
    return line[2:].replace("\\n", "\n")


MISTAKES = read_mistakes()


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_with_its_place(
    tmp_path: Path, small_toml: str, mistake: Mistake
) -> None:
    right, wrong, told = mistake
    assert right in small_toml
    assert told in problems(tmp_path, small_toml.replace(right, wrong, 1))


@pytest.mark.parametrize(
    "name",
    [
        "a scale nobody knows",
        "one option",
        "a cap too large",
        "a branch on a later question",
        "no title",
    ],
)
def test_one_mistake_is_told_once_and_alone(tmp_path: Path, small_toml: str, name: str) -> None:
    right, wrong, told = MISTAKES[name]
    assert problems(tmp_path, small_toml.replace(right, wrong, 1)) == [told]


def test_all_mistakes_are_told_at_once(tmp_path: Path, small_toml: str) -> None:
    toml = small_toml
    some = [MISTAKES[name] for name in ("a title too long", "a cap too large", "joining nobody")]
    for right, wrong, _ in some:
        toml = toml.replace(right, wrong, 1)
    assert problems(tmp_path, toml) == [told for _, _, told in some]


def test_a_long_list_of_mistakes_has_an_end(tmp_path: Path) -> None:
    toml = "".join(QUESTION.format(n=n).replace("cap = 10", "cap = 0") for n in range(60))
    told = problems(tmp_path, toml)
    assert len(told) == MAX_PROBLEMS + 1
    assert told[-1].startswith("and ")


# ---------------------------------------------------------------- the file as a whole
def test_broken_toml_names_the_line(tmp_path: Path, small_toml: str) -> None:
    told = problems(tmp_path, small_toml.replace('text = "Let us begin."', 'text = "Let us'))
    assert len(told) == 1
    assert told[0].startswith("small.toml: is not TOML: ")
    assert "at line 12" in told[0]


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_bytes(b'key = "\xff"')
    with pytest.raises(InvalidSurvey, match="is not UTF-8 text"):
        read_survey(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidSurvey, match=r"none\.toml: cannot be read"):
        read_survey(tmp_path / "none.toml")


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    assert problems(tmp_path, "#" * (MAX_FILE + 1)) == ["small.toml: is larger than 256 KiB"]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path, small_toml: str) -> None:
    path = tmp_path / "small.toml"
    path.write_text("\ufeff" + small_toml, encoding="utf-8")
    assert read_survey(path).key == "small"


def test_a_survey_of_statements_asks_nothing(tmp_path: Path, small_toml: str) -> None:
    toml = small_toml.split("[[question]]")
    only = f"{toml[0]}[[question]]{toml[1]}".replace('["place", "age"]', "[]")
    assert "question: needs at least one that can be answered" in problems(tmp_path, only)


def test_a_statement_at_the_end_is_never_shown(tmp_path: Path, small_toml: str) -> None:
    toml = small_toml + '\n[[question]]\nkey = "bye"\nkind = "statement"\ntext = "Bye"\n'
    assert problems(tmp_path, toml) == ["question 10 'bye': a statement at the end is never shown"]


def test_too_many_questions_are_told(tmp_path: Path, small_toml: str) -> None:
    toml = small_toml + "".join(QUESTION.format(n=n) for n in range(MAX_QUESTIONS))
    assert problems(tmp_path, toml) == ["question: there are 69, 60 are the most"]


# ---------------------------------------------------------------- translations
HEADER = 'msgid ""\nmsgstr "Language: cy\\n"\n'
LAST = ("Something good?", "Rhywbeth da?")


def entries(survey: Survey) -> dict[str, str]:
    """A stand-in translation of each text of the small survey."""
    options = [option.text for each in survey.questions for option in getattr(each, "options", ())]
    texts = [survey.title, survey.intro, *(each.text for each in survey.questions), *options]
    return {text: f"cy: {text}" for text in texts}


def po(texts: Mapping[str, str]) -> str:
    pairs = [(key.replace("\n", "\\n"), text.replace("\n", "\\n")) for key, text in texts.items()]
    return HEADER + "".join(f'\nmsgid "{key}"\nmsgstr "{text}"\n' for key, text in pairs)


def welsh(folder: Path, small_toml: str, catalogue: str) -> Path:
    path = folder / "small.toml"
    toml = small_toml.replace("breakdowns =", 'languages = ["en", "cy"]\nbreakdowns =', 1)
    path.write_text(toml, encoding="utf-8")
    (folder / "small.cy.po").write_text(catalogue, encoding="utf-8")
    return path


def told_of(path: Path) -> str:
    with pytest.raises(InvalidSurvey) as raised:
        read_survey(path)
    return str(raised.value)


def test_a_translation_is_spoken(tmp_path: Path, small: Survey, small_toml: str) -> None:
    survey = read_survey(welsh(tmp_path, small_toml, po(entries(small))))
    assert survey.said(small.intro, "cy") == f"cy: {small.intro}"
    assert survey.said("Very safe", "cy") == "cy: Very safe"


def test_words_of_a_named_scale_need_no_translation(
    tmp_path: Path, small: Survey, small_toml: str
) -> None:
    texts = {key: text for key, text in entries(small).items() if "safe" not in key[-6:]}
    texts["How safe do you feel at home?"] = "cy"
    survey = read_survey(welsh(tmp_path, small_toml, po(texts)))
    assert survey.said("Very unsafe", "cy") == "Anniogel iawn"


def test_a_missing_translation_is_named(tmp_path: Path, small: Survey, small_toml: str) -> None:
    texts = entries(small)
    del texts["Something good?"]
    told = told_of(welsh(tmp_path, small_toml, po(texts)))
    assert told == "small.cy.po, 'Something good?': is not translated"


def test_an_unsure_translation_counts_as_missing(
    tmp_path: Path, small: Survey, small_toml: str
) -> None:
    catalogue = po(entries(small)).replace('msgid "Nobody"', '#, fuzzy\nmsgid "Nobody"')
    told = told_of(welsh(tmp_path, small_toml, catalogue))
    assert told == "small.cy.po, 'Nobody': is not translated"


def test_a_stale_translation_is_named(tmp_path: Path, small: Survey, small_toml: str) -> None:
    texts = entries(small) | {"x" * 61: "y"}
    told = told_of(welsh(tmp_path, small_toml, po(texts)))
    assert told == (f"small.cy.po, '{'x' * 60}…': is translated, but the survey no longer says it")


def test_a_missing_file_of_translations_is_named(tmp_path: Path, small_toml: str) -> None:
    path = welsh(tmp_path, small_toml, "")
    (tmp_path / "small.cy.po").unlink()
    assert told_of(path).startswith("small.cy.po: is missing; write it, or take")


def test_a_broken_file_of_translations_names_the_line(tmp_path: Path, small_toml: str) -> None:
    told = told_of(welsh(tmp_path, small_toml, HEADER + "\nmsgid Nobody\n"))
    assert told.startswith("small.cy.po, line 4: is not gettext")


def test_translations_that_are_not_text_are_told(tmp_path: Path, small_toml: str) -> None:
    path = welsh(tmp_path, small_toml, "")
    (tmp_path / "small.cy.po").write_bytes(b'msgid "a"\nmsgstr "\xff"\n')
    assert "small.cy.po: is not UTF-8 text" in told_of(path)


def test_translations_of_a_language_left_out_are_not_read(
    tmp_path: Path, small: Survey, small_toml: str
) -> None:
    path = tmp_path / "small.toml"
    path.write_text(small_toml, encoding="utf-8")
    (tmp_path / "small.cy.po").write_text("nonsense", encoding="utf-8")
    assert read_survey(path) == small
