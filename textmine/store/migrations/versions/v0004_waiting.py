"""Articles whose marks are written, and which no other was compared with yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from textmine.store.types import Key

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table; what is marked in an older store has been compared."""
    op.create_table(
        "duplicate_waiting",
        sa.Column("article_key", Key, nullable=False),
        sa.PrimaryKeyConstraint("article_key", name="pk_duplicate_waiting"),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["articles.article_key"],
            name="fk_duplicate_waiting_article_key",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
