"""The audit trail in SQL: a line gets its number within the transaction of what it tells of."""

from datetime import UTC, datetime

from sqlalchemy import RowMapping, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from surveys.along import Line
from surveys.officers.audit import Entry, follow
from surveys.sql.officer_tables import audit_entries

NEWEST = select(audit_entries).order_by(audit_entries.c.number.desc())
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('saidanddone audit trail'))")
"""Whoever has it commits next and waits for nothing more, so it can lead to no deadlock."""


async def append(connection: AsyncConnection, line: Line) -> Entry:
    """The last thing a transaction does. Lines of several get their numbers one after the other."""
    if connection.dialect.name != "sqlite":  # which has one writer anyway
        await connection.execute(ONE_AT_A_TIME)
    last = (await connection.execute(NEWEST.limit(1))).mappings().first()
    before = entry(last) if last else None
    made = follow(before, line.at, line.who, line.act, line.subject)
    await connection.execute(insert(audit_entries), _row(made))
    return made


def entry(row: RowMapping) -> Entry:
    at = datetime.fromtimestamp(row["at"], UTC)
    names = ("who", "act", "subject", "before", "hash")
    return Entry(row["number"], at, *(row[name] for name in names))


def _row(made: Entry) -> dict[str, object]:
    return {
        "number": made.number,
        "at": int(made.at.timestamp()),
        "who": made.who,
        "act": made.act,
        "subject": made.subject,
        "before": made.before,
        "hash": made.hash,
    }
