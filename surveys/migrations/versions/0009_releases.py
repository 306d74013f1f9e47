"""The release ledger: every number that left, and what stood behind it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "releases",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("waves", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("behind", sa.Text, nullable=False),
        sa.Column("before", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_releases"),
    )


def downgrade() -> None:
    op.drop_table("releases")
