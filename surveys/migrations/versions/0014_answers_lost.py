"""Waves that were closed without their answers, because their key was lost."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    lost = sa.Column("answers_lost", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("waves", lost)


def downgrade() -> None:
    with op.batch_alter_table("waves") as table:
        table.drop_column("answers_lost")
