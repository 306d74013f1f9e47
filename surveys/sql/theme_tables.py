"""The tables of theme tags. Rows that hang on a text have its random id and no row number."""

from sqlalchemy import Column, Date, Float, ForeignKey, Integer, String, Table, Text

from surveys.sql.metadata import metadata


def _text_id(**settings: bool) -> Column[str]:
    return Column("text_id", String, ForeignKey("texts.id"), **settings)  # type: ignore[arg-type]


codebooks = Table(
    "codebooks",
    metadata,
    Column("survey", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("codebook", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("on", Date, nullable=False),
)

theme_tags = Table(
    "theme_tags",
    metadata,
    Column("wave_id", String, primary_key=True),
    _text_id(primary_key=True),
    Column("theme", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("version", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    sqlite_with_rowid=False,
)

theme_decisions = Table(
    "theme_decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    _text_id(nullable=False, index=True),
    Column("theme", String, nullable=False),
    Column("state", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("on", Date, nullable=False),
)

tones = Table(
    "tones",
    metadata,
    Column("wave_id", String, primary_key=True),
    _text_id(primary_key=True),
    Column("tone", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("by", Text, nullable=False),
    sqlite_with_rowid=False,
)

quotes = Table(
    "quotes",
    metadata,
    Column("wave_id", String, primary_key=True),
    _text_id(primary_key=True),
    Column("theme", String, nullable=False),
    Column("words", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("on", Date, nullable=False),
    Column("attribute", String, nullable=False),
    sqlite_with_rowid=False,
)
