"""The one table of the register: rows are only ever added."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from surveys.sql.metadata import metadata

register = Table(
    "register",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("within", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index(None, "kind", "within"),
)
