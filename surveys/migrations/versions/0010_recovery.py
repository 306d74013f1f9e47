"""Recovery codes of officers, as hashes; a used one is gone."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "officer_recovery",
        sa.Column("mark", sa.LargeBinary, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_officer_recovery"),
    )
    op.create_index("ix_officer_recovery_key", "officer_recovery", ["key"])


def downgrade() -> None:
    op.drop_table("officer_recovery")
