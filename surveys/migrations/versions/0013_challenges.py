"""What passkeys were asked and have not answered yet: for any process, for minutes."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "officer_challenges",
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("whom", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_officer_challenges"),
    )
    op.create_index("ix_officer_challenges_at", "officer_challenges", ["at"])


def downgrade() -> None:
    op.drop_table("officer_challenges")
