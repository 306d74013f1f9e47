"""Passkeys of officers: public keys only."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "officer_passkeys",
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.Column("began", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_officer_passkeys"),
    )
    op.create_index("ix_officer_passkeys_key", "officer_passkeys", ["key"])


def downgrade() -> None:
    op.drop_table("officer_passkeys")
