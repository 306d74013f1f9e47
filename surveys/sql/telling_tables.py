"""The tables for telling people. Subscriptions and outbox hold no order, time or row number."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from surveys.sql.metadata import metadata

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("survey", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

updates = Table(
    "updates",
    metadata,
    Column("id", String, primary_key=True),
    Column("survey", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("state", String, nullable=False),
    Column("wave", String, nullable=False),
    Column("roots", Text, nullable=False, server_default="{}"),
    Column("author", Text, nullable=False, server_default=""),
    Column("told", Integer, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("update_id", String, primary_key=True),
    Column("key", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)

leases = Table(
    "leases",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
)

alerts = Table(
    "alerts",
    metadata,
    Column("item", String, primary_key=True),
    Column("place", String, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("told", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

chains = Table(
    "chains",
    metadata,
    Column("item", String, primary_key=True),
    Column("began", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

SCRUBBED = (subscriptions, outbox, alerts, chains)
"""Written anew when a wave is closed, so that nothing of those who left stays on the disk."""
