"""Answers as plain JSON values, and back without loss."""

from typing import assert_never

from moderation.verdict import Route
from surveys.errors import SurveyError
from surveys.records import Answer, HeldBack, NoAnswer, Passed, Picked, Screened, Withheld


class UnreadableAnswer(SurveyError):
    """A kept answer has a form this version does not know. Use the version that wrote it."""


def to_json(answer: Answer) -> dict[str, object]:
    match answer:
        case Picked(keys):
            return {"picked": list(keys)}
        case Passed(why):
            return {"passed": why.value}
        case Screened():
            return _screened(answer)
        case Withheld():
            return {"withheld": True}
        case HeldBack():
            return {"held_back": True}
        case _:
            assert_never(answer)


def from_json(raw: object) -> Answer:
    match raw:
        case {"picked": [*keys]}:
            return Picked(tuple(map(str, keys)))
        case {"passed": str(why)}:
            return Passed(NoAnswer(why))
        case {
            "text": str(redacted),
            "route": int(route),
            "labels": [*labels],
            "polarity": float() | int() as polarity,
            "subjectivity": float() | int() as subjectivity,
            "language": str(language),
        }:
            named = tuple(map(str, labels))
            return Screened(redacted, Route(route), named, polarity, subjectivity, language)
        case {"withheld": True}:
            return Withheld()
        case {"held_back": True}:
            return HeldBack()
        case _:
            raise UnreadableAnswer


def _screened(answer: Screened) -> dict[str, object]:
    return {
        "text": answer.redacted,
        "route": answer.route.value,
        "labels": list(answer.labels),
        "polarity": answer.polarity,
        "subjectivity": answer.subjectivity,
        "language": answer.language,
    }
