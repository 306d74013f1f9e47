"""The survey as the bots it is compared with ask it: a text, and labels where one may pick."""

from dataclasses import dataclass
from pathlib import Path

from surveys.definitions.definition import OneChoice, Question, Survey
from surveys.definitions.reading import read_survey

FOLDER = Path(__file__).parent / "asked"
SURVEY: Survey = read_survey(FOLDER / "bench.toml")
THANKS = "Thank you. Your answers are in."


@dataclass(frozen=True, slots=True)
class Plain:
    text: str
    labels: tuple[str, ...]

    @property
    def rows(self) -> list[list[str]]:
        return [[label] for label in self.labels]


def _plain(question: Question) -> Plain:
    text = "\n".join(filter(None, (question.text, question.hint)))
    options = getattr(question, "options", ())
    return Plain(text, tuple(option.text for option in options))


QUESTIONS = tuple(map(_plain, SURVEY.questions))
WELCOME = f"{SURVEY.title}\n{SURVEY.intro}"
assert isinstance(SURVEY.questions[0], OneChoice) or QUESTIONS[0].labels
