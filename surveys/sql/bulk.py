"""Many rows in one statement, within what a driver takes at a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Column, Table, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.sql.judging import Row

AT_A_TIME = 1000

T = TypeVar("T")


def slices(items: Iterable[T], size: int = AT_A_TIME) -> Iterator[list[T]]:
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def _by_wave(rows: Iterable[Row]) -> Iterator[tuple[str, list[bytes]]]:
    waves: dict[str, list[bytes]] = defaultdict(list)
    for row in sorted(rows):
        waves[row.wave_id].append(row.key)
    for wave_id, keys in waves.items():
        for part in slices(keys):
            yield wave_id, part


async def find(
    connection: AsyncConnection,
    table: Table,
    key: Column[bytes],
    rows: Iterable[Row],
    *,
    lock: bool = False,
) -> set[Row]:
    """Those of the rows that are there; locked in the order of their keys if asked."""
    found: set[Row] = set()
    for wave_id, keys in _by_wave(rows):
        query = select(key).where(table.c.wave_id == wave_id, key.in_(keys)).order_by(key)
        query = query.with_for_update() if lock else query
        found.update(Row(wave_id, value) for value in await connection.scalars(query))
    return found


async def lock_versions(
    connection: AsyncConnection, table: Table, rows: Iterable[Row]
) -> dict[Row, int]:
    """Key and version of those that are there, locked in the order of their keys."""
    found: dict[Row, int] = {}
    for wave_id, keys in _by_wave(rows):
        query = (
            select(table.c.key, table.c.version)
            .where(table.c.wave_id == wave_id, table.c.key.in_(keys))
            .order_by(table.c.key)
            .with_for_update()
        )
        found.update(
            (Row(wave_id, key), version) for key, version in await connection.execute(query)
        )
    return found


async def remove(
    connection: AsyncConnection, table: Table, key: Column[bytes], rows: Iterable[Row]
) -> None:
    for wave_id, keys in _by_wave(rows):
        await connection.execute(delete(table).where(table.c.wave_id == wave_id, key.in_(keys)))


async def add(connection: AsyncConnection, table: Table, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        await connection.execute(insert(table), rows)
