"""The standing words of papers by language, and a survey with its texts in that language.

Papers are said in English in the code; surveys/locales/LANGUAGE/LC_MESSAGES/papers.po translates
them. What has no translation there stays English, and the text of a survey as it was worded.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from exports.addressed import filled
from exports.scripts import END_OF_ISOLATE, ISOLATE, some_right_to_left
from surveys.definitions.definition import Picking, Question, Survey
from surveys.wording import LOCALES, Wording, read_po_texts

Say = Callable[..., str]


@cache
def speech(language: str) -> Wording:
    """The words of papers in that language; English where there is no catalogue of them."""
    path = LOCALES / language / "LC_MESSAGES" / "papers.po"
    if language not in languages() or language == "en":
        return _Spoken("en", {})
    return _Spoken(language, read_po_texts(path.read_bytes()))


class _Spoken(Wording):
    """A name that runs the other way keeps to itself: it would turn the numbers beside it.

    Those who answered are people, where nobody says who they were.
    """

    def say(self, msgid: str, **values: object) -> str:
        told = {name: _apart(value) for name, value in values.items()}
        folk = self.texts.get("{number} people", "people").replace("{number}", "").strip()
        people = {"people": self.texts.get("people", "people"), "folk": folk}
        return super().say(msgid, **filled(msgid, told, people))


def _apart(value: object) -> object:
    if isinstance(value, str) and some_right_to_left(value):
        return f"{ISOLATE}{value}{END_OF_ISOLATE}"
    return value


@cache
def languages() -> tuple[str, ...]:
    """Those a paper can be made in, English first."""
    translated = sorted(path.parts[-3] for path in LOCALES.glob("*/LC_MESSAGES/papers.po"))
    return ("en", *translated)


def translated(survey: Survey, language: str) -> Survey:
    """The same survey as it was asked in that language."""

    def said(text: str) -> str:
        return survey.said(text, language)

    def asked(question: Question) -> Question:
        again = replace(question, text=said(question.text))
        if not isinstance(again, Picking):
            return again
        return replace(again, options=tuple(replace(o, text=said(o.text)) for o in again.options))

    if language not in survey.translations:
        return survey
    return replace(survey, title=said(survey.title), questions=tuple(map(asked, survey.questions)))
