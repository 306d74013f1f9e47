"""Officers: accounts, known browsers, sessions and the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _accounts()
    _browsers()
    op.create_table(
        "audit_entries",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("before", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_entries"),
    )


def _accounts() -> None:
    op.create_table(
        "officers",
        sa.Column("key", sa.String, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("totp", sa.LargeBinary, nullable=False),
        sa.Column("used_step", sa.BigInteger, nullable=False),
        sa.Column("code_misses", sa.Integer, nullable=False),
        sa.Column("shut_until", sa.BigInteger),
        sa.PrimaryKeyConstraint("key", name="pk_officers"),
    )


def _browsers() -> None:
    for name, moments in (("officer_sessions", ("began", "seen")), ("officer_devices", ("began",))):
        op.create_table(
            name,
            sa.Column("token", sa.LargeBinary, nullable=False),
            sa.Column("key", sa.String, nullable=False),
            *(sa.Column(moment, sa.BigInteger, nullable=False) for moment in moments),
            sa.PrimaryKeyConstraint("token", name=f"pk_{name}"),
        )
        op.create_index(f"ix_{name}_key", name, ["key"])


def downgrade() -> None:
    for name in ("audit_entries", "officer_devices", "officer_sessions", "officers"):
        op.drop_table(name)
