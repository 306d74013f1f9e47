"""The action log as a sheet that comes back: what each row would change, what stands against it.

A row carries the version it was downloaded at. What somebody else changed since then is merged
where the two touched different fields; where both changed one field to different words it is a
conflict, and the row is left out. Rows without a number are new actions.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from surveys.errors import SurveyError
from surveys.office.action_history import NAMES, differing, plain
from surveys.office.action_rows import COLUMNS, REQUIRED, BadCell, Typed, typed
from surveys.office.actions import Action, KeptAction, checked

History = Sequence[KeptAction]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as a person sees it. `number` is the row's in the spreadsheet; cells by header."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edit:
    """What a row makes of an action; `before` None: a new one. `steps`: field, was, will be."""

    row: int
    before: KeptAction | None
    action: Action
    steps: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A row that is not taken, and why."""

    row: int
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the sheet would do. `same` rows change nothing."""

    edits: tuple[Edit, ...]
    conflicts: tuple[Left, ...]
    broken: tuple[Left, ...]
    same: int


class NotTheLog(SurveyError):
    """This sheet is not the action log. Download the log, fill it in and upload that file."""


def plan(
    headers: Sequence[str],
    rows: Sequence[SheetRow],
    histories: Mapping[str, History],
    today: date,
) -> Plan:
    """What the rows would do to the log as it stands. Raises NotTheLog."""
    if missing := [name for name in REQUIRED if name not in headers]:
        raise NotTheLog(f"{NotTheLog.__doc__} Missing: {', '.join(missing)}.")
    found = [_Row(row, histories, today).result() for row in _once(rows)]
    return Plan(
        tuple(each for each in found if isinstance(each, Edit)),
        tuple(each.left for each in found if isinstance(each, _Conflict)),
        tuple(each for each in found if isinstance(each, Left)),
        sum(each is None for each in found),
    )


def _once(rows: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
    """Rows that share a number are marked, so that each is named as broken: which one is meant?"""
    times = Counter(_number(row) for row in rows)
    return tuple(
        SheetRow(row.number, {**row.cells, TWICE: "yes"})
        if _number(row) and times[_number(row)] > 1
        else row
        for row in rows
    )


def _number(row: SheetRow) -> str:
    return row.cells.get("Number", "").strip().upper()


TWICE = "\0twice"


@dataclass(frozen=True, slots=True)
class _Conflict:
    left: Left


@dataclass(frozen=True, slots=True)
class _Row:
    row: SheetRow
    histories: Mapping[str, History]
    today: date

    def result(self) -> Edit | _Conflict | Left | None:
        try:
            return self._planned()
        except BadCell as error:
            return self._left(error.column, str(error))
        except SurveyError as error:
            return self._left(self._number or "new", " ".join(str(error).split()))

    def _planned(self) -> Edit | _Conflict | None:
        if self.row.cells.get(TWICE):
            raise BadCell("Number", f"{self._number} stands in more than one row")
        read = typed(self.row.cells)
        if not self._number:
            return self._new(read)
        history = self.histories.get(self._number)
        if not history:
            raise BadCell("Number", f"there is no action {self._number}")
        return self._merged(read, history)

    def _new(self, read: Typed) -> Edit | None:
        if not any(self.row.cells.get(name, "").strip() for name in COLUMNS):
            return None
        action = checked(read.on(Action("", self.today)), self.today)
        return Edit(self.row.number, None, action, _told(Action("", self.today), action))

    def _merged(self, read: Typed, history: History) -> Edit | _Conflict | None:
        if not 1 <= read.version <= len(history):
            raise BadCell("Version", "must be left as it was downloaded")
        base, now = history[read.version - 1].thing, history[-1]
        mine = differing(base, read.on(base))
        theirs = differing(base, now.thing)
        clash = [n for n in mine if n in theirs and mine[n][1] != theirs[n][1]]
        if clash:
            return self._conflict(now, {name: mine[name][1] for name in clash})
        return self._edit(now, {n: pair[1] for n, pair in mine.items() if n not in theirs}, read)

    def _edit(self, now: KeptAction, fields: Mapping[str, object], read: Typed) -> Edit | None:
        if not fields and not read.note:
            return None
        changed = replace(now.thing, **{**fields, "note": read.note})  # type: ignore[arg-type]
        action = checked(changed, self.today)
        return Edit(self.row.number, now, action, _told(now.thing, action))

    def _conflict(self, now: KeptAction, fields: Mapping[str, object]) -> _Conflict:
        said = [
            f"{NAMES[name]} is now “{plain(getattr(now.thing, name))}” "
            f"(changed by {now.by}), your sheet says “{plain(value)}”"
            for name, value in fields.items()
        ]
        return _Conflict(Left(self.row.number, now.id, "; ".join(said)))

    def _left(self, what: str, why: str) -> Left:
        return Left(self.row.number, what, why)

    @property
    def _number(self) -> str:
        return _number(self.row)


def _told(before: Action, after: Action) -> tuple[tuple[str, str, str], ...]:
    steps = [(NAMES[n], plain(a), plain(b)) for n, (a, b) in differing(before, after).items()]
    return (*steps, ("Note", "", after.note)) if after.note else tuple(steps)
