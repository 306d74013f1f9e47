"""What leads do about an item: who is on it, outcomes, new keys, and since when nobody was."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ITEMS = ("urgent", "urgent_seen")


def upgrade() -> None:
    for table in ITEMS:
        op.add_column(table, sa.Column("handling", sa.Text, nullable=False, server_default="{}"))
    op.add_column("leads", sa.Column("former", sa.LargeBinary))
    op.add_column("leads", sa.Column("made_on", sa.Date))
    op.create_table(
        "chains",
        sa.Column("item", sa.String, nullable=False),
        sa.Column("began", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("item", name="pk_chains"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        for column in ("item", "began"):  # statistics would outlive the rows
            op.execute(f"ALTER TABLE chains ALTER COLUMN {column} SET STATISTICS 0")


def downgrade() -> None:
    op.drop_table("chains")
    for column in ("made_on", "former"):
        op.drop_column("leads", column)
    for table in ITEMS:
        op.drop_column(table, "handling")
