"""Which question comes when: branching and progress."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from surveys.definitions.definition import FreeText, Picking, Question, Statement, Survey
from surveys.records import Answer, Picked
from surveys.talk.session import Session

END = ""
"""The place after the last question."""


def asked(survey: Survey, session: Session) -> FreeText | Picking:
    """The present question."""
    for question in survey.questions:
        if question.key == session.place and not isinstance(question, Statement):
            return question
    raise LookupError("the talk is at no question of this survey")


def following(survey: Survey, path: Sequence[str], answers: Mapping[str, Answer]) -> str:
    """The key of the question that comes after that path, or END."""
    for each in _ahead(survey, path):
        if _is_asked(each, path, answers):
            return each.key
    return END


def statements_before(survey: Survey, session: Session) -> Iterator[Statement]:
    """The statements between the last question answered and the present one."""
    for question in takewhile(lambda each: each.key != session.place, _ahead(survey, session.path)):
        if isinstance(question, Statement) and _holds(question, session.path, session.answers):
            yield question


def progress(survey: Survey, session: Session) -> tuple[int, int]:
    """The number of the present question, and about how many there will be.

    Questions that hang on an answer not yet given are not counted.
    """
    path = (*session.path, session.place)
    ahead = _ahead(survey, path)
    likely = sum([_is_asked(question, session.path, session.answers) for question in ahead])
    return len(path), len(path) + likely


def _behind(survey: Survey, path: Sequence[str]) -> int:
    """How many questions of the definition lie behind that path."""
    if not path:
        return 0
    last = path[-1]
    for number, question in enumerate(survey.questions, start=1):
        if question.key == last:
            return number
    raise LookupError("the talk came by a question that this survey has not")


def _ahead(survey: Survey, path: Sequence[str]) -> Sequence[Question]:
    return survey.questions[_behind(survey, path) :]


def _is_asked(question: Question, path: Sequence[str], answers: Mapping[str, Answer]) -> bool:
    return not isinstance(question, Statement) and _holds(question, path, answers)


def _holds(question: Question, path: Sequence[str], answers: Mapping[str, Answer]) -> bool:
    """An answer that left the path opens no branch."""
    condition = question.ask_if
    if condition is None:
        return True
    answer = answers.get(condition.question) if condition.question in path else None
    return isinstance(answer, Picked) and not condition.answers.isdisjoint(answer.keys)
