"""The copy a wave keeps is the survey itself."""

import json

import pytest

from surveys.definitions import frozen
from surveys.definitions.definition import Survey
from surveys.definitions.reading import library, load
from surveys.errors import InvalidSurvey


@pytest.mark.parametrize("key", sorted(library()))
def test_a_shipped_survey_comes_back_without_loss(key: str) -> None:
    survey = load(key)
    assert frozen.load(frozen.dump(survey)) == survey


def test_every_kind_of_question_comes_back_without_loss(small: Survey) -> None:
    assert frozen.load(frozen.dump(small)) == small


def test_the_same_survey_is_always_the_same_text(small: Survey) -> None:
    assert frozen.dump(frozen.load(frozen.dump(small))) == frozen.dump(small)


@pytest.mark.parametrize(
    "text", ["", "3", "[]", "{}", '{"format": 1}', "\x00", '{"format": 1, "questions": [{}]}']
)
def test_what_is_no_survey_is_refused(text: str) -> None:
    with pytest.raises(InvalidSurvey, match="copy of its survey"):
        frozen.load(text)


def test_a_later_format_is_refused_by_name(small: Survey) -> None:
    later = json.loads(frozen.dump(small)) | {"format": 9}
    with pytest.raises(InvalidSurvey, match="unknown format 9"):
        frozen.load(json.dumps(later))
