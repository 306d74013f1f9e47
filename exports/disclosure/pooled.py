"""Several waves of one survey reported as one: more people, so more that may be shown."""

from collections.abc import Sequence
from dataclasses import replace

from exports.errors import DifferentSurveys, LostAnswers
from exports.listed import together
from surveys.definitions.definition import Picking, Question, Survey
from surveys.errors import WaveNotClosed
from surveys.records import Wave, WaveState


def pooled(waves: Sequence[Wave]) -> Wave:
    """A wave in name only, over the whole time.

    Raises WaveNotClosed, DifferentSurveys, LostAnswers.
    """
    ordered = sorted(waves, key=lambda wave: (str(wave.opened_on), wave.code))
    if any(wave.state is not WaveState.CLOSED for wave in ordered):
        raise WaveNotClosed
    first = ordered[0]
    if len(ordered) == 1:
        return first
    if any(wave.answers_lost for wave in ordered):
        raise LostAnswers
    if any(_asked(wave.survey) != _asked(first.survey) for wave in ordered):
        raise DifferentSurveys
    opened = [wave.opened_on for wave in ordered if wave.opened_on]
    ended = [wave.closed_on for wave in ordered if wave.closed_on]
    return replace(
        ordered[-1],
        id=" ".join(wave.id for wave in ordered),
        code="+".join(wave.code for wave in ordered),
        name=together([wave.name for wave in ordered]),
        opened_on=min(opened, default=None),
        closed_on=max(ended, default=None),
    )


def comparable(one: Survey, other: Survey) -> bool:
    """Whether the same was asked, so that numbers may be added up or set side by side."""
    return _asked(one) == _asked(other)


def _asked(survey: Survey) -> object:
    return (survey.key, survey.breakdowns, [_question(question) for question in survey.questions])


def _question(question: Question) -> object:
    options = question.options if isinstance(question, Picking) else ()
    return (type(question), question.key, question.ask_if, [option.key for option in options])
