"""Questions, read from TOML one by one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

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
)
from surveys.definitions.localities import read_localities
from surveys.definitions.options import QUESTION_KEY, read_key, read_options
from surveys.definitions.scales import SCALES, points
from surveys.limits import MAX_CAP, MAX_KEY, MAX_OPTIONS, MAX_QUESTION_TEXT, MAX_STATEMENT
from surveys.toml_table import Table

KINDS = ("statement", "one", "several", "scale", "text", "locality", "age_band")


class Common(TypedDict):
    """What every kind of question has."""

    key: str
    text: str
    hint: str
    ask_if: Condition | None


@dataclass
class Reader:
    """Reads the questions of one file; gathers their merge tables on the way."""

    localities: Path
    merges: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def question(self, table: Table) -> Question:
        kind = table.one_of("kind", KINDS)
        common = _common(table, MAX_STATEMENT if kind == "statement" else MAX_QUESTION_TEXT)
        question = self._of_kind(kind, table, common)
        if table.raw.get("kind") in KINDS:
            table.done()
        return question

    def _of_kind(self, kind: str, table: Table, common: Common) -> Question:
        match kind:
            case "one" | "age_band":
                single = OneChoice if kind == "one" else AgeBand
                return single(**common, options=self._options(table, common["key"]))
            case "several":
                return _several(table, common, self._options(table, common["key"]))
            case "scale":
                return Scale(**common, options=_points(table))
            case "text":
                return FreeText(**common, cap=table.number("cap", 1, MAX_CAP))
            case "locality":
                return Locality(**common, options=self._places(table, common["key"]))
            case _:
                return Statement(**common)

    def _options(self, table: Table, key: str) -> tuple[Option, ...]:
        options, merges = read_options(table, "options", MAX_OPTIONS)
        if merges:
            self.merges[key] = merges
        return options

    def _places(self, table: Table, key: str) -> tuple[Option, ...]:
        """The question's own options, or else the board's localities."""
        if table.has("options"):
            return self._options(table, key)
        places = read_localities(self.localities, table.problems)
        self.merges[key] = places.merges
        return places.options


def _common(table: Table, most: int) -> Common:
    return Common(
        key=read_key(table, QUESTION_KEY),
        text=table.text("text", most),
        hint=table.text("hint", MAX_QUESTION_TEXT, ""),
        ask_if=_condition(table),
    )


def _condition(table: Table) -> Condition | None:
    condition = table.table("ask_if")
    if condition is None:
        return None
    read = Condition(condition.text("question", MAX_KEY), frozenset(condition.texts("answers")))
    if not read.answers:
        condition.wrong("answers", "needs at least one answer")
    condition.done()
    return read


def _several(table: Table, common: Common, options: tuple[Option, ...]) -> Several:
    most = table.number("at_most", 0, MAX_OPTIONS, 0)
    return Several(**common, options=options, at_most=most)


def _points(table: Table) -> tuple[Option, ...]:
    """Of a scale that is named, or of five words of its own."""
    if not table.has("words"):
        return points(SCALES[table.one_of("scale", tuple(SCALES)) or "safety"])
    words = table.texts("words")
    if len(words) != len(points(SCALES["safety"])):
        table.wrong("words", "needs five, best first")
        words = SCALES["safety"]
    return points(words)
