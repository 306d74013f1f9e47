"""The tables. None keeps an order or a time of arrival.

A row that comes from a participant has a random key and nothing that counts up: on SQLite it
lives WITHOUT ROWID, since a hidden row number alone links 500 of 500 people. A talk's expiry is
kept in whole minutes, everything else in days. There is no index on expiry: it would be a list
in order of arrival. The busy tables have no foreign key to the wave: `commit` looks the wave up
under lock, and on PostgreSQL the key would write to the wave's row for every insert.

Sealed responses of all waves share one table. A table a wave would be gone at one stroke, but
its making and dropping stay in PostgreSQL's catalogue with a transaction number each, it would
escape migrations, and it saves nothing: `scrub` writes the shared table anew as well, and until
then what a dropped file leaves on the disk is the same as what a deleted row leaves.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
)

from surveys.sql.metadata import metadata

waves = Table(
    "waves",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("code", String, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("survey", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("entry", String, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("sealed_size", Integer, nullable=False),
    Column("opened_on", Date),
    Column("closed_on", Date),
    Column("answers_lost", Boolean, nullable=False, server_default=false()),
)

entry_codes = Table(
    "entry_codes",
    metadata,
    Column("wave_id", String, ForeignKey("waves.id"), primary_key=True),
    Column("hashed", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)

talks = Table(
    "talks",
    metadata,
    Column("wave_id", String, primary_key=True),
    Column("key", LargeBinary, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_minute", Integer, nullable=False),
    sqlite_with_rowid=False,
)

rooms = Table(
    "rooms",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_minute", Integer, nullable=False),
    sqlite_with_rowid=False,
)

tokens = Table(
    "tokens",
    metadata,
    Column("wave_id", String, primary_key=True),
    Column("token", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)

sealed = Table(
    "sealed",
    metadata,
    Column("wave_id", String, primary_key=True),
    Column("name", LargeBinary, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

urgent = Table(
    "urgent",
    metadata,
    Column("id", String, primary_key=True),
    Column("wave_id", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("keys", Text, nullable=False),
    Column("handling", Text, nullable=False, server_default="{}"),
    sqlite_with_rowid=False,
)

urgent_seen = Table(
    "urgent_seen",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("id", String, nullable=False),
    Column("wave_id", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("keys", Text, nullable=False),
    Column("handling", Text, nullable=False, server_default="{}"),
    Column("by", Text, nullable=False),
    Column("on", Date, nullable=False),
    sqlite_with_rowid=False,
)

leads = Table(
    "leads",
    metadata,
    Column("name", String, primary_key=True),
    Column("public", LargeBinary, nullable=False),
    Column("private", LargeBinary, nullable=False),
    Column("former", LargeBinary),
    Column("made_on", Date),
)

responses = Table(
    "responses",
    metadata,
    Column("wave_id", String, ForeignKey("waves.id"), primary_key=True),
    Column("id", String, primary_key=True),
    Column("answers", Text, nullable=False),
    sqlite_with_rowid=False,
)

texts = Table(
    "texts",
    metadata,
    Column("id", String, primary_key=True),
    Column("wave_id", String, ForeignKey("waves.id"), nullable=False, index=True),
    Column("response_id", String, nullable=False),
    Column("question", String, nullable=False),
    Column("redacted", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("labels", Text, nullable=False),
    Column("polarity", Float, nullable=False),
    Column("subjectivity", Float, nullable=False),
    Column("language", String, nullable=False),
    sqlite_with_rowid=False,
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("text_id", String, ForeignKey("texts.id"), nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("redacted", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("on", Date, nullable=False),
)

FROM_PEOPLE = (entry_codes, talks, rooms, tokens, sealed, urgent, urgent_seen, responses, texts)
"""Everything that came from a participant; what `scrub` writes anew."""
