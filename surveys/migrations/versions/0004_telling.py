"""Telling people: subscriptions, updates, outbox, leases, alerts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

UNSAMPLED = {"subscriptions": ("key", "sealed"), "outbox": ("key",), "alerts": ("item",)}


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("survey", sa.String, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_subscriptions"),
        sqlite_with_rowid=False,
    )
    _updates()
    op.create_table(
        "outbox",
        sa.Column("update_id", sa.String, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("update_id", "key", name="pk_outbox"),
        sqlite_with_rowid=False,
    )
    _work()
    if op.get_bind().dialect.name == "postgresql":
        for table, columns in UNSAMPLED.items():  # statistics would outlive the rows
            for column in columns:
                op.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" SET STATISTICS 0')


def _updates() -> None:
    op.create_table(
        "updates",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("survey", sa.String, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("wave", sa.String, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("told", "gone", "failed")),
        sa.PrimaryKeyConstraint("id", name="pk_updates"),
    )


def _work() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("until_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
    op.create_table(
        "alerts",
        sa.Column("item", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("item", "place", name="pk_alerts"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for name in ("alerts", "leases", "outbox", "updates", "subscriptions"):
        op.drop_table(name)
