"""A survey as JSON and back, without loss: the copy that a wave keeps for good."""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from surveys.definitions.definition import (
    AgeBand,
    Condition,
    FreeText,
    Locality,
    OneChoice,
    Option,
    Question,
    Scale,
    Several,
    Statement,
    Survey,
    Target,
)
from surveys.errors import InvalidSurvey

FORMAT = 1
KINDS: Mapping[str, type[Question]] = {
    "statement": Statement,
    "one": OneChoice,
    "several": Several,
    "scale": Scale,
    "text": FreeText,
    "locality": Locality,
    "age_band": AgeBand,
}


def dump(survey: Survey) -> str:
    return json.dumps(
        {
            "format": FORMAT,
            "key": survey.key,
            "title": survey.title,
            "audience": survey.audience,
            "intro": survey.intro,
            "questions": [_question(question) for question in survey.questions],
            "languages": survey.languages,
            "breakdowns": survey.breakdowns,
            "merges": {key: dict(merges) for key, merges in survey.merges.items()},
            "quote_permission": survey.quote_permission,
            "target": _target(survey.target),
            "translations": {code: dict(texts) for code, texts in survey.translations.items()},
        },
        ensure_ascii=False,
    )


def load(text: str) -> Survey:
    """Raises InvalidSurvey for what `dump` did not write."""
    try:
        raw = json.loads(text)
        return _survey(raw)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise InvalidSurvey("a wave's copy of its survey cannot be read") from None


def _survey(raw: dict[str, Any]) -> Survey:
    if raw["format"] != FORMAT:
        raise InvalidSurvey(f"a wave's copy of its survey has the unknown format {raw['format']}")
    return Survey(
        key=raw["key"],
        title=raw["title"],
        audience=raw["audience"],
        intro=raw["intro"],
        questions=tuple(map(_read, raw["questions"])),
        languages=tuple(raw["languages"]),
        breakdowns=tuple(raw["breakdowns"]),
        merges={key: dict(merges) for key, merges in raw["merges"].items()},
        quote_permission=raw["quote_permission"],
        target=Target(**raw["target"]) if raw.get("target") else None,
        translations={code: dict(texts) for code, texts in raw["translations"].items()},
    )


def _target(target: Target | None) -> dict[str, object] | None:
    """Copies made before there were targets have none."""
    return dataclasses.asdict(target) if target else None


# ---------------------------------------------------------------- questions
def _question(question: Question) -> dict[str, object]:
    """Its fields by name, with the name of its kind."""
    kind = next(name for name, each in KINDS.items() if type(question) is each)
    fields = {name: getattr(question, name) for name in _fields(type(question))}
    fields["ask_if"] = _condition(question.ask_if)
    if "options" in fields:
        fields["options"] = [[each.key, each.text, each.symbol] for each in fields["options"]]
    return {"kind": kind, **fields}


def _condition(condition: Condition | None) -> dict[str, object] | None:
    if condition is None:
        return None
    return {"question": condition.question, "answers": sorted(condition.answers)}


def _read(raw: dict[str, Any]) -> Question:
    kind = KINDS[raw["kind"]]
    fields = {name: raw[name] for name in _fields(kind)}
    if condition := raw["ask_if"]:
        fields["ask_if"] = Condition(condition["question"], frozenset(condition["answers"]))
    if "options" in fields:
        fields["options"] = tuple(Option(*each) for each in raw["options"])
    return kind(**fields)


def _fields(kind: type[Question]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))
