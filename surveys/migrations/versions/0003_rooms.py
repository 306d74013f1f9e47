"""Rooms: what a messaging channel remembers of a chat, encrypted, for two days."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UNSAMPLED = ("key", "sealed", "expires_minute")


def upgrade() -> None:
    op.create_table(
        "rooms",
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("expires_minute", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_rooms"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        for column in UNSAMPLED:  # statistics would keep values that outlive the rows
            op.execute(f'ALTER TABLE rooms ALTER COLUMN "{column}" SET STATISTICS 0')


def downgrade() -> None:
    op.drop_table("rooms")
