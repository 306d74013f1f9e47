"""Every sentence the product says is said in every language, with the same values in it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.ext import babel_extract

import bot
import surveys
from surveys.dates import MONTHS
from surveys.definitions.scales import SCALES
from surveys.talk.matching import PASSES
from surveys.wording import LANGUAGES, LOCALES, choose, direction, read_po_texts, wording

SAYING = ("say", "_")
OTHERS = [code for code in LANGUAGES if code != "en"]


# ---------------------------------------------------------------- what is said
def sources(package: Path, pattern: str) -> Iterator[Path]:
    return (path for path in package.rglob(pattern) if "console" not in path.parts)


def said_in_code(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        sentence = node.args[0]
        if name in SAYING and isinstance(sentence, ast.Constant):
            yield str(sentence.value)


def said_on_pages(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for _, _, message, _ in babel_extract(file, SAYING, (), {}):
            yield message if isinstance(message, str) else str((message or ("",))[0])


def said() -> frozenset[str]:
    """Every sentence, from the code and the pages that say them."""
    packages = [Path(str(package.__file__)).parent for package in (surveys, bot)]
    code = [path for package in packages for path in sources(package, "*.py")]
    pages = [path for package in packages for path in sources(package, "*.html")]
    return frozenset(
        [sentence for path in code for sentence in said_in_code(path)]
        + [sentence for path in pages for sentence in said_on_pages(path)]
        + [label for _, label in PASSES]
        + list(MONTHS)
        + [word for words in SCALES.values() for word in words]
    )


def test_the_sentences_are_found() -> None:
    assert {"Start", "Skip", "Very safe", "Leave quickly", "Thank you"} <= said()


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated(language: str) -> None:
    assert said() - wording(language).texts.keys() == frozenset()


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_translated_that_nobody_says(language: str) -> None:
    assert wording(language).texts.keys() - said() == frozenset()


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_takes_the_same_values(language: str) -> None:
    for english, text in wording(language).texts.items():
        assert values(text) == values(english), english


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_not_the_english_again(language: str) -> None:
    same = {english for english, text in wording(language).texts.items() if text == english}
    assert same <= {"Help"}


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


# ---------------------------------------------------------------- saying it
def test_a_sentence_is_said_with_its_values() -> None:
    sentence = "Question {number} of about {of}"
    assert wording("en").say(sentence, number=3, of=15) == "Question 3 of about 15"
    assert wording("cy").say(sentence, number=3, of=15) == "Cwestiwn 3 o dua 15"


@pytest.mark.parametrize("language", ["xx", "", "../cy", "CY"])
def test_a_language_we_do_not_speak_is_english(language: str) -> None:
    assert wording(language).say("Skip") == "Skip"


def test_a_sentence_without_translation_is_english() -> None:
    assert wording("cy").say("Mind the {thing}", thing="gap") == "Mind the gap"


def test_languages_go_by_their_own_names() -> None:
    assert dict(LANGUAGES) == {"en": "English", "cy": "Cymraeg"}


def test_unsure_and_empty_translations_are_left_out() -> None:
    entries = 'msgid "a"\nmsgstr ""\n\n#, fuzzy\nmsgid "b"\nmsgstr "B"\n\nmsgid "c"\nmsgstr "C"\n'
    assert read_po_texts(entries.encode()) == {"c": "C"}


def test_no_compiled_catalogue_is_shipped() -> None:
    assert list(LOCALES.rglob("*.mo")) == []


@pytest.mark.parametrize(
    ("language", "runs"),
    [("en", "ltr"), ("cy", "ltr"), ("ar", "rtl"), ("ur-PK", "rtl"), ("", "ltr")],
)
def test_how_lines_run(language: str, runs: str) -> None:
    assert direction(language) == runs


# ---------------------------------------------------------------- choosing
@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("cy", "cy"),
        ("cy-GB,cy;q=0.9,en;q=0.8", "cy"),
        ("en-GB,en;q=0.9,cy;q=0.8", "en"),
        ("de;q=0.9, cy;q=0.5", "cy"),
        ("en;q=0.2,cy;q=0.3", "cy"),
        ("cy;q=0, en;q=0.1", "en"),
        ("CY", "cy"),
        ("de, fr", "en"),
        ("*", "en"),
        ("", "en"),
        (";;;,,q=,cy;q=high", "en"),
        ("x" * 10_000 + ",cy", "en"),
    ],
)
def test_the_browsers_language_is_chosen_where_it_is_offered(accept: str, language: str) -> None:
    assert choose(accept, ("en", "cy")) == language


def test_without_a_match_the_first_offered_is_chosen() -> None:
    assert choose("fr", ("cy", "en")) == "cy"


@given(st.text(max_size=200))
def test_no_header_breaks_the_choice(accept: str) -> None:
    assert choose(accept, ("en", "cy")) in ("en", "cy")
