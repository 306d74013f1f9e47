"""Alembic's entry: runs inside the transaction that surveys/sql/migrate.py opened."""

from alembic import context

from surveys.sql import (  # noqa: F401 they fill the metadata
    officer_tables,
    release_table,
    tables,
    telling_tables,
    theme_tables,
)
from surveys.sql.metadata import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
