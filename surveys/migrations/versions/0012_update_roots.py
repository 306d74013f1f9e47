"""What an update grew from, and who saved it last."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("updates", sa.Column("roots", sa.Text, nullable=False, server_default="{}"))
    op.add_column("updates", sa.Column("author", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("updates") as table:
        table.drop_column("author")
        table.drop_column("roots")
