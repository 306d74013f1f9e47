"""The busy writes on SQLite, in as few statements as there are.

SQLAlchemy takes longer to say a row than SQLite to write it. And with each step of a statement
SQLite lets the event loop's thread run, which then keeps the interpreter for up to 5 ms. So what
is looked up comes back as one row, and rows are written many to a statement.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from surveys.records import WaveState
from surveys.rooms import ForgetRoom, KeepRoom, RoomWrite
from surveys.sql.judging import Row, Standing, named, rows_of, unfinished
from surveys.sql.moments import minute
from surveys.writes import Outcome, TalkWrite, Write

SIZES = (64, 32, 16, 8, 4, 2, 1)
"""Rows in one statement: few numbers, so that each statement is prepared once."""

NO_WAVE = ""
"""Rooms belong to none."""

OPEN = f"SELECT count(*) FROM waves WHERE id = ? AND state = '{WaveState.OPEN}'"  # noqa: S608
VERSIONS = "SELECT group_concat(hex(key) || ':' || version) FROM talks WHERE wave_id = ?"
TOKENS = "SELECT group_concat(hex(token) || ':1') FROM tokens WHERE wave_id = ?"
NAMES = "SELECT group_concat(hex(name) || ':1') FROM sealed WHERE wave_id = ?"
ANEW = "sealed = excluded.sealed, expires_minute = excluded.expires_minute"
SAVE_TALKS = (
    "INSERT INTO talks (wave_id, key, version, sealed, expires_minute) VALUES ",
    "(?, ?, ?, ?, ?)",
    f" ON CONFLICT (wave_id, key) DO UPDATE SET version = excluded.version, {ANEW}",
)
SAVE_ROOMS = (
    "INSERT INTO rooms (key, sealed, expires_minute) VALUES ",
    "(?, ?, ?)",
    f" ON CONFLICT (key) DO UPDATE SET {ANEW}",
)
ADD_TOKENS = ("INSERT INTO tokens (wave_id, token) VALUES ", "(?, ?)", "")
ADD_SEALED = ("INSERT INTO sealed (wave_id, name, sealed) VALUES ", "(?, ?, ?)", "")
REMOVE_TALKS = "DELETE FROM talks WHERE wave_id = ?"
REMOVE_SEALED = "DELETE FROM sealed WHERE wave_id = ?"
REMOVE_ROOMS = f"DELETE FROM rooms WHERE ? = '{NO_WAVE}'"  # noqa: S608

Values = tuple[object, ...]
Shape = tuple[str, str, str]


def can_take(writes: Sequence[Write]) -> bool:
    """Urgent words go the other way: they are few, and tables of their own."""
    return not any(
        isinstance(write, TalkWrite) and (write.dropped or getattr(write, "urgent", ()))
        for write in writes
    )


def commit(connection: sqlite3.Connection, writes: Sequence[Write]) -> tuple[Outcome, ...]:
    """Committed and durable on return; nothing happened if it raises."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        outcomes = _changed(connection, writes)
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
    return outcomes


def _changed(connection: sqlite3.Connection, writes: Sequence[Write]) -> tuple[Outcome, ...]:
    of_talks = [write for write in writes if isinstance(write, TalkWrite)]
    judged = iter(_change_talks(connection, of_talks) if of_talks else ())
    _change_rooms(connection, [write for write in writes if isinstance(write, RoomWrite)])
    return tuple(next(judged) if isinstance(write, TalkWrite) else Outcome.DONE for write in writes)


# ---------------------------------------------------------------- talks
def _change_talks(
    connection: sqlite3.Connection, writes: Sequence[TalkWrite]
) -> tuple[Outcome, ...]:
    before = _look(connection, writes)
    after = before.copied()
    outcomes = tuple(map(after.judge, writes))
    _remove(connection, REMOVE_TALKS, "key", before.versions.keys() - after.versions.keys())
    _write(connection, SAVE_TALKS, (_talk(row, after) for row in sorted(after.saves)))
    _write(connection, ADD_TOKENS, sorted(after.tokens - before.tokens))
    replaced = before.names & after.sealed.keys()
    _remove(connection, REMOVE_SEALED, "name", (before.names - after.names) | replaced)
    _write(connection, ADD_SEALED, ((*row, after.sealed[row]) for row in sorted(after.sealed)))
    return outcomes


def _look(connection: sqlite3.Connection, writes: Sequence[TalkWrite]) -> Standing:
    waves = {write.wave_id for write in writes}
    opened = frozenset(each for each in waves if connection.execute(OPEN, (each,)).fetchone()[0])
    tokens, names = unfinished(writes), named(writes)
    return Standing(
        opened,
        _found(connection, VERSIONS, "key", rows_of(writes)),
        set(_found(connection, TOKENS, "token", tokens)),
        set(_found(connection, NAMES, "name", names)),
    )


def _found(
    connection: sqlite3.Connection, asked: str, column: str, rows: Iterable[Row]
) -> dict[Row, int]:
    """Those that are there, each with its number."""
    found: dict[Row, int] = {}
    for wave_id, keys in _by_wave(rows):
        query = f"{asked} AND {column} IN ({_marks(len(keys))})"
        (said,) = connection.execute(query, (wave_id, *keys)).fetchone()
        for each in said.split(",") if said else ():
            key, _, number = each.partition(":")
            found[Row(wave_id, bytes.fromhex(key))] = int(number)
    return found


def _talk(row: Row, after: Standing) -> Values:
    save = after.saves[row]
    return (*row, after.versions[row], save.sealed, minute(save.expires))


# ---------------------------------------------------------------- rooms
def _change_rooms(connection: sqlite3.Connection, writes: Sequence[KeepRoom | ForgetRoom]) -> None:
    """The last write of a room counts."""
    last = {write.key: write for write in writes}
    gone = (Row(NO_WAVE, key) for key, write in last.items() if isinstance(write, ForgetRoom))
    _remove(connection, REMOVE_ROOMS, "key", gone)
    kept = (write for _, write in sorted(last.items()) if isinstance(write, KeepRoom))
    _write(connection, SAVE_ROOMS, ((w.key, w.sealed, minute(w.expires)) for w in kept))


# ---------------------------------------------------------------- statements
def _write(connection: sqlite3.Connection, shape: Shape, rows: Iterable[Values]) -> None:
    for part in _parts(list(rows)):
        connection.execute(_statement(shape, len(part)), tuple(chain.from_iterable(part)))


def _remove(connection: sqlite3.Connection, asked: str, column: str, rows: Iterable[Row]) -> None:
    for wave_id, keys in _by_wave(rows):
        query = f"{asked} AND {column} IN ({_marks(len(keys))})"
        connection.execute(query, (wave_id, *keys))


def _parts(rows: Sequence[Values]) -> Iterator[Sequence[Values]]:
    """Of the sizes there are, the largest first."""
    at = 0
    for size in SIZES:
        while len(rows) - at >= size:
            yield rows[at : at + size]
            at += size


def _by_wave(rows: Iterable[Row]) -> Iterator[tuple[str, Sequence[bytes]]]:
    """The keys of one wave, filled up to one of the sizes: asking twice for one changes nothing."""
    waves: dict[str, list[bytes]] = defaultdict(list)
    for row in sorted(rows):
        waves[row.wave_id].append(row.key)
    for wave_id, keys in waves.items():
        for at in range(0, len(keys), SIZES[0]):
            part = keys[at : at + SIZES[0]]
            size = min(each for each in SIZES if each >= len(part))
            yield wave_id, part + part[:1] * (size - len(part))


@cache
def _marks(size: int) -> str:
    return ", ".join("?" * size)


@cache
def _statement(shape: Shape, size: int) -> str:
    head, row, end = shape
    return head + ", ".join([row] * size) + end
