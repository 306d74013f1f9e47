"""The one table of the release ledger: rows are only ever added."""

from sqlalchemy import Column, Date, Integer, LargeBinary, String, Table, Text

from surveys.sql.metadata import metadata

releases = Table(
    "releases",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("on", Date, nullable=False),
    Column("name", String, nullable=False),
    Column("waves", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("behind", Text, nullable=False),
    Column("before", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
