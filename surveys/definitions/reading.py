"""Survey definitions: TOML in, a checked `Survey` out, or every problem with file and place."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from surveys.definitions import translations
from surveys.definitions.definition import (
    AgeBand,
    Locality,
    OneChoice,
    Question,
    Scale,
    Statement,
    Survey,
    Target,
)
from surveys.definitions.localities import FILE as LOCALITIES
from surveys.definitions.questions import Reader
from surveys.errors import InvalidSurvey, UnknownSurvey
from surveys.help.signposts import AUDIENCES
from surveys.help.signposts import FILE as SHIPPED_SIGNPOSTS
from surveys.limits import MAX_INTRO, MAX_KEY, MAX_QUESTIONS, MAX_TITLE
from surveys.toml_table import Problems, Table, meant, read_toml
from surveys.wording import LANGUAGES

LIBRARY = Path(__file__).parents[1] / "library"
NO_SURVEYS = (LOCALITIES, SHIPPED_SIGNPOSTS.name)
"""What else may lie in a board's folder."""


def library(own: Path | None = None) -> Mapping[str, Path]:
    """Survey key -> its file: those that ship and the board's own, which win."""
    folders = (LIBRARY, own) if own else (LIBRARY,)
    return {
        path.stem: path
        for folder in folders
        for path in sorted(folder.glob("*.toml"))
        if path.name not in NO_SURVEYS
    }


def load(key: str, own: Path | None = None) -> Survey:
    """Raises UnknownSurvey, or InvalidSurvey."""
    paths = library(own)
    if key not in paths:
        raise UnknownSurvey(
            f"There is no survey '{key}'{meant(key, tuple(paths))}. "
            "`saidanddone survey list` shows those there are."
        )
    board = own / LOCALITIES if own else None
    if board and board.is_file():
        return read_survey(paths[key], board)
    return _shipped(paths[key]) if paths[key].parent == LIBRARY else read_survey(paths[key])


@cache
def _shipped(path: Path) -> Survey:
    """Read once: what ships does not change while the program runs."""
    return read_survey(path)


def read_survey(path: Path, localities: Path | None = None) -> Survey:
    """The survey of that file, checked. Raises InvalidSurvey with all that is wrong at once.

    `localities` are the board's places; without it those beside the file.
    """
    problems = Problems(path.name)
    top = read_toml(path, problems)
    problems.raise_any(InvalidSurvey)
    places = localities or path.parent / LOCALITIES
    survey = _survey(top, Reader(places))
    if survey.key and survey.key != path.stem:
        top.wrong("key", f"'{survey.key}' needs to be the name of the file")
    _check(survey, problems)
    survey = translations.add(survey, path, places, problems)
    problems.raise_any(InvalidSurvey)
    return survey


def _survey(top: Table, reader: Reader) -> Survey:
    tables = top.tables("question", "question", "key", MAX_QUESTIONS)
    survey = Survey(
        key=top.text("key", MAX_KEY),
        title=top.text("title", MAX_TITLE),
        audience=top.one_of("audience", AUDIENCES),
        intro=top.text("intro", MAX_INTRO),
        questions=tuple(map(reader.question, tables)),
        languages=top.some_of("languages", tuple(LANGUAGES)) or ("en",),
        breakdowns=top.texts("breakdowns"),
        merges=reader.merges,
        quote_permission=top.text("quote_permission", MAX_KEY, ""),
        target=_target(top.table("target")),
    )
    top.done()
    return survey


def _target(table: Table | None) -> Target | None:
    if table is None:
        return None
    target = Target(table.text("question", MAX_KEY), table.number("favourable", 1, 99))
    table.done()
    return target


# ---------------------------------------------------------------- what must fit together
def _check(survey: Survey, problems: Problems) -> None:
    for place, text in (
        *_languages(survey),
        *_questions(survey),
        *_breakdowns(survey),
        *_quotes(survey),
        *_aim(survey),
    ):
        problems.add(place, text)
    for number, question in enumerate(survey.questions, start=1):
        for place, text in _branch(survey, number - 1, question):
            problems.add(f"question {number} '{question.key}', {place}", text)


Wrong = Iterator[tuple[str, str]]


def _languages(survey: Survey) -> Wrong:
    if survey.languages[0] != "en":
        yield "languages", "needs 'en' first: definitions are written in English"


def _questions(survey: Survey) -> Wrong:
    keys = [question.key for question in survey.questions]
    for twice in dict.fromkeys(key for key in keys if key and keys.count(key) > 1):
        yield "question", f"the key '{twice}' is there twice"
    if all(isinstance(question, Statement) for question in survey.questions):
        yield "question", "needs at least one that can be answered"
    elif isinstance(survey.questions[-1], Statement):
        yield f"question {len(keys)} '{keys[-1]}'", "a statement at the end is never shown"


def _breakdowns(survey: Survey) -> Wrong:
    single = {each.key for each in survey.questions if _is_single(each)}
    for key in survey.breakdowns:
        if key not in single:
            yield "breakdowns", f"'{key}' is no question with one answer{meant(key, single)}"


def _is_single(question: Question) -> bool:
    return isinstance(question, OneChoice | Scale | Locality | AgeBand)


def _quotes(survey: Survey) -> Wrong:
    """Permission is given by the option with the key `yes`."""
    key = survey.quote_permission
    asks = [each for each in survey.questions if each.key == key and isinstance(each, OneChoice)]
    if key and not any(option.key == "yes" for each in asks for option in each.options):
        yield "quote_permission", f"'{key}' needs to be a 'one' question with an option 'yes'"


def _aim(survey: Survey) -> Wrong:
    scales = {each.key for each in survey.questions if isinstance(each, Scale)}
    if survey.target and survey.target.question not in scales:
        key = survey.target.question
        yield "target", f"'{key}' needs to be a 'scale' question{meant(key, scales)}"


def _branch(survey: Survey, number: int, question: Question) -> Wrong:
    condition = question.ask_if
    if condition is None:
        return
    earlier = {each.key: each for each in survey.questions[:number]}
    asked = earlier.get(condition.question)
    options = {option.key for option in getattr(asked, "options", ())}
    if asked is None:
        close = meant(condition.question, set(earlier))
        yield "ask_if", f"'{condition.question}' is no earlier question{close}"
    elif not options:
        yield "ask_if", f"'{condition.question}' has no options to go by"
    else:
        for answer in sorted(condition.answers - options):
            yield "ask_if", f"'{answer}' is no option of '{asked.key}'{meant(answer, options)}"
