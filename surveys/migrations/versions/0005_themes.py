"""Themes: codebooks, tags with their history, tones, approved quotes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "codebooks",
        sa.Column("survey", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("codebook", "by", "note")),
        sa.Column("on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("survey", "version", name="pk_codebooks"),
    )
    _tags()
    _decisions()
    _tones()
    _quotes()
    if op.get_bind().dialect.name == "postgresql":  # statistics would outlive the rows
        op.execute('ALTER TABLE quotes ALTER COLUMN "words" SET STATISTICS 0')


def _text(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_text_id_texts"
    return sa.ForeignKeyConstraint(["text_id"], ["texts.id"], name=name)


def _tags() -> None:
    op.create_table(
        "theme_tags",
        *(sa.Column(n, sa.String, nullable=False) for n in ("wave_id", "text_id", "theme")),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("by", "why")),
        sa.PrimaryKeyConstraint("wave_id", "text_id", "theme", name="pk_theme_tags"),
        _text("theme_tags"),
        sqlite_with_rowid=False,
    )


def _decisions() -> None:
    op.create_table(
        "theme_decisions",
        sa.Column("number", sa.Integer, nullable=False),
        *(sa.Column(n, sa.String, nullable=False) for n in ("text_id", "theme", "state")),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_theme_decisions"),
        _text("theme_decisions"),
    )
    op.create_index("ix_theme_decisions_text_id", "theme_decisions", ["text_id"])


def _tones() -> None:
    op.create_table(
        "tones",
        *(sa.Column(n, sa.String, nullable=False) for n in ("wave_id", "text_id", "tone")),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("wave_id", "text_id", name="pk_tones"),
        _text("tones"),
        sqlite_with_rowid=False,
    )


def _quotes() -> None:
    op.create_table(
        "quotes",
        *(sa.Column(n, sa.String, nullable=False) for n in ("wave_id", "text_id", "theme")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("words", "by")),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("attribute", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("wave_id", "text_id", name="pk_quotes"),
        _text("quotes"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for name in ("quotes", "tones", "theme_decisions", "theme_tags", "codebooks"):
        op.drop_table(name)
