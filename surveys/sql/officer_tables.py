"""The officers' tables. Moments are whole seconds since 1970: both databases keep them alike."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, String, Table, Text

from surveys.sql.metadata import metadata

officers = Table(
    "officers",
    metadata,
    Column("key", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("agency", Text, nullable=False, server_default=""),
    Column("mail", Text, nullable=False, server_default=""),
    Column("password", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("totp", LargeBinary, nullable=False),
    Column("used_step", BigInteger, nullable=False),
    Column("code_misses", Integer, nullable=False),
    Column("shut_until", BigInteger),
)

officer_sessions = Table(
    "officer_sessions",
    metadata,
    Column("token", LargeBinary, primary_key=True),
    Column("key", String, nullable=False, index=True),
    Column("began", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
)

officer_devices = Table(
    "officer_devices",
    metadata,
    Column("token", LargeBinary, primary_key=True),
    Column("key", String, nullable=False, index=True),
    Column("began", BigInteger, nullable=False),
)

officer_recovery = Table(
    "officer_recovery",
    metadata,
    Column("mark", LargeBinary, primary_key=True),
    Column("key", String, nullable=False, index=True),
)

officer_passkeys = Table(
    "officer_passkeys",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("key", String, nullable=False, index=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("began", BigInteger, nullable=False),
)

officer_challenges = Table(
    "officer_challenges",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("whom", String, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
)

audit_entries = Table(
    "audit_entries",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("who", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
