"""What was read from where, so that bytes seen before need not be read again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from textmine.store.types import Key

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table of what was read."""
    op.create_table(
        "reads",
        sa.Column("locator_key", Key, nullable=False),
        sa.Column("input_hash", Key, nullable=False),
        sa.Column("article_key", Key, nullable=True),
        sa.PrimaryKeyConstraint("locator_key", name="pk_reads"),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["articles.article_key"],
            name="fk_reads_article_key",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_reads_article_key", "reads", ["article_key"])
    op.create_index("ix_reads_input_hash", "reads", ["input_hash"])
