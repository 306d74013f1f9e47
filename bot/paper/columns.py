"""Which column answers which question: by key, by the question's words, or by a map."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import BadInput
from surveys.definitions.definition import Question, Statement, Survey

MAX_MAP = 256 * 1024
MAP_HELP = (
    "a map needs [columns] question = 'Header', [values.question] Written = 'option', ignore = []"
)


@dataclass(frozen=True, slots=True)
class Map:
    """What the typist says about the sheet.

    `columns`: question key -> header. `values`: question key -> what is written -> option key.
    `ignore`: headers of columns that hold no answers.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()


def read_map(path: Path | None, given: Iterable[str], ignored: Iterable[str]) -> Map:
    """The map file with what `--column` and `--ignore` add. Raises BadInput."""
    read = _from_file(path) if path else Map()
    columns = dict(read.columns)
    for pair in given:
        question, equals, header = pair.partition("=")
        if not equals or not question.strip() or not header.strip():
            raise BadInput(f"--column {pair!r}: write it as question=Header.")
        columns[question.strip()] = header.strip()
    return Map(columns, read.values, read.ignore | frozenset(ignored))


def _from_file(path: Path) -> Map:
    if path.stat().st_size > MAX_MAP:
        raise BadInput(f"{path}: larger than {MAX_MAP // 1024} KB.")
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: not TOML ({error}).") from None
    unknown = raw.keys() - {"columns", "values", "ignore"}
    columns, values, ignore = raw.get("columns", {}), raw.get("values", {}), raw.get("ignore", [])
    if unknown or not _is_words(columns) or not _is_tables(values) or not isinstance(ignore, list):
        raise BadInput(f"{path}: {MAP_HELP}.")
    return Map(columns, values, frozenset(map(str, ignore)))


def _is_words(raw: object) -> bool:
    return isinstance(raw, dict) and all(isinstance(value, str) for value in raw.values())


def _is_tables(raw: object) -> bool:
    return isinstance(raw, dict) and all(_is_words(value) for value in raw.values())


# ---------------------------------------------------------------- matching
def match_columns(survey: Survey, headers: Sequence[str], mapped: Map) -> Mapping[str, int]:
    """Question key -> place of its column. Raises BadInput naming every column that is unclear."""
    asked = [each for each in survey.questions if not isinstance(each, Statement)]
    problems = [*_strange(asked, headers, mapped), *_twice(headers)]
    places = {}
    for place, header in enumerate(headers):
        keys = [] if header in mapped.ignore else _meant(survey, asked, header, mapped)
        if len(keys) == 1 and keys[0] not in places:
            places[keys[0]] = place
        elif len(keys) > 1 or (keys and keys[0] in places):
            problems.append(f"column {header!r} answers a question that another column answers too")
        elif header not in mapped.ignore:
            problems.append(_unknown(header))
    if problems:
        raise BadInput("; ".join(dict.fromkeys(problems)) + ".")
    if not places:
        raise BadInput("No column answers a question of this survey.")
    return places


def _strange(asked: Sequence[Question], headers: Sequence[str], mapped: Map) -> list[str]:
    keys = {each.key for each in asked}
    wrong = [f"there is no question {key!r}" for key in mapped.columns if key not in keys]
    wrong += [f"there is no question {key!r}" for key in mapped.values if key not in keys]
    wanted = [*mapped.columns.values(), *mapped.ignore]
    return wrong + [f"there is no column {name!r}" for name in wanted if name not in headers]


def _twice(headers: Sequence[str]) -> list[str]:
    named = [header for header in headers if header]
    return [f"column {name!r} is there twice" for name in named if named.count(name) > 1]


def _meant(survey: Survey, asked: Sequence[Question], header: str, mapped: Map) -> list[str]:
    """The questions this header may stand for: what the map says goes first."""
    said = [key for key, name in mapped.columns.items() if name == header]
    if said:
        return said
    free = [each for each in asked if each.key not in mapped.columns]
    return [each.key for each in free if _fold(header) in _names(survey, each)]


def _names(survey: Survey, asked: Question) -> set[str]:
    texts = [survey.said(asked.text, language) for language in survey.languages]
    return {_fold(name) for name in (asked.key, *texts)}


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").replace("_", " ").split()).strip(" .?!:*")


def _unknown(header: str) -> str:
    shown = repr(header) if header else "without a header"
    return f"column {shown} answers no question: use --column question=Header, or --ignore Header"
