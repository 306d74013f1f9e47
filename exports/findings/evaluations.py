"""How events and trainings stand against their targets, told in the reports of other surveys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.disclosure.decided import Decided
from exports.disclosure.suppress import safe_page
from exports.findings.measures import Evaluation
from exports.findings.spoken import spoken
from exports.findings.targets import target_of
from exports.speech import Say, translated
from surveys.definitions.definition import Survey


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A released wave of a survey with a target, by its name, as it was decided on."""

    name: str
    survey: Survey
    decided: Decided


def evaluations(say: Say, language: str, made: Sequence[Evaluated]) -> tuple[Evaluation, ...]:
    """Those in which enough took part for the question to be on a page."""
    return tuple(each for one in made for each in _evaluation(say, language, one))


def _evaluation(say: Say, language: str, made: Evaluated) -> Iterator[Evaluation]:
    survey = translated(made.survey, language)
    if survey.target is None or made.decided.too_few:
        return
    page = spoken(safe_page(survey, made.decided), survey, say)
    table = page.questions.get(survey.target.question)
    if table and (target := target_of(say, survey, [(made.name, table)])):
        yield Evaluation(survey.title, target)
