"""Alembic's entry: runs the revisions on the connection it is given, inside its transaction."""

from __future__ import annotations

from alembic import context

from textmine.store.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
