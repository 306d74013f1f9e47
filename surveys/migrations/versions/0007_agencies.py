"""Lead officers have an agency, and whoever is reminded an address."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COLUMNS = ("agency", "mail")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("officers", sa.Column(name, sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("officers") as table:
        for name in COLUMNS:
            table.drop_column(name)
