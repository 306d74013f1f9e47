"""TOML read strictly: every field is asked for by kind, and all that is wrong is told at once."""

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from surveys.errors import SurveyError
from surveys.limits import MAX_FILE, MAX_PROBLEMS


@dataclass
class Problems:
    """What is wrong with one file, each thing with its place."""

    file: str
    found: list[str] = field(default_factory=list)

    def add(self, place: str, text: str) -> None:
        where = f"{self.file}, {place}" if place else self.file
        self.found.append(f"{where}: {text}")

    def raise_any(self, kind: type[SurveyError]) -> None:
        """Raise that error with every problem, one a line, if there is any."""
        if not self.found:
            return
        told = list(dict.fromkeys(self.found))
        more = len(told) - MAX_PROBLEMS
        tail = [f"and {more} more"] if more > 0 else []
        raise kind("\n".join([*told[:MAX_PROBLEMS], *tail]))


def read_bytes(path: Path, problems: Problems) -> bytes:
    """The file, if it is there and not larger than we read; else a problem."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_FILE + 1)
    except OSError as error:
        problems.add("", f"cannot be read: {error.strerror}")
        return b""
    if len(raw) > MAX_FILE:
        problems.add("", f"is larger than {MAX_FILE // 1024} KiB")
        return b""
    return raw


def read_toml(path: Path, problems: Problems) -> "Table":
    """The whole file as one table; empty where it is no TOML."""
    try:
        raw = tomllib.loads(read_bytes(path, problems).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        problems.add("", f"is not UTF-8 text (byte {error.start})")
        raw = {}
    except tomllib.TOMLDecodeError as error:
        problems.add("", f"is not TOML: {error}")
        raw = {}
    return Table(raw, "", problems)


@dataclass
class Table:
    """One table of a file. A field that nobody asked for is a problem: see `done`."""

    raw: Mapping[str, object]
    place: str
    problems: Problems
    asked: set[str] = field(default_factory=set)

    def wrong(self, key: str, text: str) -> None:
        self.problems.add(", ".join(part for part in (self.place, key) if part), text)

    def get(self, key: str) -> object:
        self.asked.add(key)
        return self.raw.get(key)

    def has(self, key: str) -> bool:
        return key in self.raw

    # ------------------------------------------------------------ single values
    def text(self, key: str, most: int, default: str | None = None) -> str:
        """A text of 1 to `most` characters; may be missing only where there is a default."""
        match self.get(key):
            case None if default is not None:
                return default
            case None:
                self.wrong(key, "is missing")
            case str(text) if text.strip():
                if len(text) > most:
                    self.wrong(key, f"has {len(text)} characters, {most} are the most")
                return text.strip()
            case str():
                self.wrong(key, "is empty")
            case _:
                self.wrong(key, "needs to be text in quotes")
        return default or ""

    def number(self, key: str, least: int, most: int, default: int | None = None) -> int:
        match self.get(key):
            case None if default is not None:
                return default
            case None:
                self.wrong(key, "is missing")
            case int(number) if not isinstance(number, bool) and least <= number <= most:
                return number
            case _:
                self.wrong(key, f"needs to be a whole number from {least} to {most}")
        return least

    def flag(self, key: str) -> bool:
        match self.get(key):
            case None:
                return False
            case bool(flag):
                return flag
            case _:
                self.wrong(key, "needs to be true or false")
                return False

    def day(self, key: str) -> date:
        match self.get(key):
            case date() as day if not isinstance(day, datetime):
                return day
            case None:
                self.wrong(key, "is missing")
            case _:
                self.wrong(key, "needs to be a day, such as 2026-11-20, without quotes")
        return date.min

    # ------------------------------------------------------------ choices
    def one_of(self, key: str, known: Sequence[str], default: str | None = None) -> str:
        text = self.text(key, 100, default)
        if text and text not in known:
            self.wrong(key, unknown(text, known))
            return known[0]
        return text

    def some_of(self, key: str, known: Sequence[str]) -> tuple[str, ...]:
        texts = self.texts(key)
        for text in texts:
            if text not in known:
                self.wrong(key, unknown(text, known))
        return tuple(text for text in texts if text in known)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, each once; empty where it is missing."""
        match self.get(key):
            case None:
                return ()
            case [*items] if all(isinstance(item, str) and item.strip() for item in items):
                texts = tuple(map(str, items))
            case _:
                self.wrong(key, "needs to be a list of texts in quotes")
                return ()
        if len(set(texts)) < len(texts):
            self.wrong(key, "names something twice")
        return tuple(dict.fromkeys(texts))

    def translated(self, key: str, most: int) -> Mapping[str, str]:
        """A text by language, English at least."""
        table = self.table(key)
        if table is None:
            self.wrong(key, "is missing")
            return {"en": ""}
        return {"en": table.text("en", most)} | {code: table.text(code, most) for code in table.raw}

    # ------------------------------------------------------------ tables in the table
    def table(self, key: str) -> "Table | None":
        match self.get(key):
            case None:
                return None
            case dict(raw):
                return Table(
                    raw, ", ".join(part for part in (self.place, key) if part), self.problems
                )
            case _:
                self.wrong(key, "needs to be a table in braces")
                return None

    def tables(self, key: str, noun: str, name: str, most: int) -> list["Table"]:
        """A list of tables, each placed as `noun 4 'its name'`."""
        match self.get(key):
            case None:
                return []
            case [*items] if (rows := [row for row in items if isinstance(row, dict)]) == items:
                if len(rows) > most:
                    self.wrong(key, f"there are {len(rows)}, {most} are the most")
                return [self._nested(n, row, noun, name) for n, row in enumerate(rows[:most], 1)]
            case _:
                self.wrong(key, f"needs to be a list of tables, one for each {noun}")
                return []

    def _nested(self, number: int, raw: Mapping[str, object], noun: str, name: str) -> "Table":
        called = f" '{raw[name]}'" if isinstance(raw.get(name), str) else ""
        inside = f"{self.place}, " if self.place else ""
        return Table(raw, f"{inside}{noun} {number}{called}", self.problems)

    def done(self) -> None:
        """Everything else in the table is a mistake, most likely a slip of the pen."""
        for key in self.raw.keys() - self.asked:
            self.wrong(key, "is no field here" + meant(key, self.asked))


def unknown(text: str, known: Sequence[str]) -> str:
    return f"'{text}' is not one of {', '.join(known)}" + meant(text, known)


def meant(text: str, known: Sequence[str] | set[str]) -> str:
    close = difflib.get_close_matches(text, sorted(known), n=1)
    return f" (did you mean '{close[0]}'?)" if close else ""
