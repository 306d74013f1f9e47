"""The first tables: waves, the sealed intake, what a closed wave holds, urgent texts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

UNSAMPLED = {
    "entry_codes": ("hashed",),
    "talks": ("key", "sealed", "expires_minute"),
    "tokens": ("token",),
    "sealed": ("name", "sealed"),
    "urgent": ("id", "text", "keys"),
    "urgent_seen": ("key", "id", "text", "keys"),
    "responses": ("id", "answers"),
    "texts": ("id", "response_id", "redacted"),
    "decisions": ("redacted",),
}


def upgrade() -> None:
    _waves()
    _intake()
    _urgent()
    _answers()
    _texts()
    if op.get_bind().dialect.name == "postgresql":
        _keep_values_out_of_statistics()


def downgrade() -> None:
    for name in (*reversed(UNSAMPLED), "leads", "waves"):
        op.drop_table(name)


def _waves() -> None:
    op.create_table(
        "waves",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("survey", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("entry", sa.String, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sealed_size", sa.Integer, nullable=False),
        sa.Column("opened_on", sa.Date),
        sa.Column("closed_on", sa.Date),
        sa.PrimaryKeyConstraint("number", name="pk_waves"),
        sa.UniqueConstraint("code", name="uq_waves_code"),
        sa.UniqueConstraint("id", name="uq_waves_id"),
    )
    op.create_table(
        "entry_codes",
        sa.Column("wave_id", sa.String, nullable=False),
        sa.Column("hashed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("wave_id", "hashed", name="pk_entry_codes"),
        sa.ForeignKeyConstraint(["wave_id"], ["waves.id"], name="fk_entry_codes_wave_id_waves"),
        sqlite_with_rowid=False,
    )


def _intake() -> None:
    op.create_table(
        "talks",
        sa.Column("wave_id", sa.String, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("expires_minute", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("wave_id", "key", name="pk_talks"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tokens",
        sa.Column("wave_id", sa.String, nullable=False),
        sa.Column("token", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("wave_id", "token", name="pk_tokens"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sealed",
        sa.Column("wave_id", sa.String, nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("wave_id", "name", name="pk_sealed"),
        sqlite_with_rowid=False,
    )


def _urgent() -> None:
    op.create_table(
        "urgent",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("wave_id", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("keys", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_urgent"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "urgent_seen",
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("wave_id", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("keys", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_urgent_seen"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "leads",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("public", sa.LargeBinary, nullable=False),
        sa.Column("private", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leads"),
    )


def _answers() -> None:
    op.create_table(
        "responses",
        sa.Column("wave_id", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("wave_id", "id", name="pk_responses"),
        sa.ForeignKeyConstraint(["wave_id"], ["waves.id"], name="fk_responses_wave_id_waves"),
        sqlite_with_rowid=False,
    )


def _texts() -> None:
    op.create_table(
        "texts",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("wave_id", sa.String, nullable=False),
        sa.Column("response_id", sa.String, nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("redacted", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("labels", sa.Text, nullable=False),
        sa.Column("polarity", sa.Float, nullable=False),
        sa.Column("subjectivity", sa.Float, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_texts"),
        sa.ForeignKeyConstraint(["wave_id"], ["waves.id"], name="fk_texts_wave_id_waves"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_texts_wave_id", "texts", ["wave_id"])
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("text_id", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("redacted", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_decisions"),
        sa.ForeignKeyConstraint(["text_id"], ["texts.id"], name="fk_decisions_text_id_texts"),
    )
    op.create_index("ix_decisions_text_id", "decisions", ["text_id"])


def _keep_values_out_of_statistics() -> None:
    """PostgreSQL copies sample values into pg_statistic, where they outlive the rows."""
    for table, columns in UNSAMPLED.items():
        for column in columns:
            op.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" SET STATISTICS 0')
