"""The translations of a definition: one gettext file beside it for each language but English."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from babel.messages.pofile import PoFileError

from surveys.definitions.definition import Locality, Picking, Survey
from surveys.definitions.localities import FILE as LOCALITIES
from surveys.toml_table import Problems, read_bytes
from surveys.wording import read_po_texts, wording

SHORT = 60


def add(survey: Survey, path: Path, localities: Path, problems: Problems) -> Survey:
    """The survey with its translations; missing and stale ones are problems.

    Words of a named scale are translated with the product's own sentences. Names of localities
    may be translated, here or in a file beside theirs; those that are not stay as they are.
    """
    found = {
        language: {
            **_product_words(survey, language),
            **_places(survey, localities, language, problems),
            **_own_words(survey, path, language, problems),
        }
        for language in survey.languages
        if language != "en"
    }
    return replace(survey, translations=found)


def _own_words(survey: Survey, path: Path, language: str, problems: Problems) -> Mapping[str, str]:
    own = Problems(path.with_suffix(f".{language}.po").name)
    translated = _read(path.with_suffix(f".{language}.po"), own)
    needed = tuple(dict.fromkeys(_texts(survey)))
    if not own.found:
        known = wording(language).texts.keys()
        for text in needed:
            if text not in translated and text not in known:
                own.add(_short(text), "is not translated")
        for text in sorted(translated.keys() - {*needed, *_names(survey)}):
            own.add(_short(text), "is translated, but the survey no longer says it")
    problems.found.extend(own.found)
    return translated


def _product_words(survey: Survey, language: str) -> Mapping[str, str]:
    texts = wording(language).texts
    return {text: texts[text] for text in _texts(survey) if text in texts}


def _places(
    survey: Survey, localities: Path, language: str, problems: Problems
) -> Mapping[str, str]:
    path = localities.with_name(LOCALITIES).with_suffix(f".{language}.po")
    if not path.is_file():
        return {}
    own = Problems(path.name)
    translated = _read(path, own)
    problems.found.extend(own.found)
    return {text: said for text, said in translated.items() if text in _names(survey)}


def _read(path: Path, problems: Problems) -> Mapping[str, str]:
    if not path.is_file():
        problems.add("", "is missing; write it, or take the language out of `languages`")
        return {}
    try:
        return read_po_texts(read_bytes(path, problems))
    except PoFileError as error:
        problems.add(f"line {(error.lineno or 0) + 1}", f"is not gettext: {error}")
    except UnicodeDecodeError as error:
        problems.add("", f"is not UTF-8 text (byte {error.start})")
    return {}


# ---------------------------------------------------------------- what there is to translate
def _texts(survey: Survey) -> Iterator[str]:
    """Everything of the definition that a person reads, but the names of localities."""
    yield from (survey.title, survey.intro)
    for question in survey.questions:
        yield question.text
        if question.hint:
            yield question.hint
        if isinstance(question, Picking) and not isinstance(question, Locality):
            yield from (option.text for option in question.options)


def _names(survey: Survey) -> frozenset[str]:
    """Names of localities may be the same in another language."""
    localities = (each for each in survey.questions if isinstance(each, Locality))
    return frozenset(option.text for each in localities for option in each.options)


def _short(text: str) -> str:
    return repr(text if len(text) <= SHORT else text[:SHORT] + "…")
