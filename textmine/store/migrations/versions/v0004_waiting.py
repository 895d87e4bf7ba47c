"""Marks come with their articles and wait to be compared; they are no longer checked row by row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from textmine.store.types import Key

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Marks are made anew by the next run, and what they found with them."""
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
    op.execute("DELETE FROM duplicate_pairs")
    op.drop_table("duplicate_marks")
    op.create_table(
        "duplicate_marks",
        sa.Column("mark", Key, nullable=False),
        sa.Column("article_key", Key, nullable=False),
        sa.Column("band", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("mark", "article_key", name="pk_duplicate_marks"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_duplicate_marks_article_key", "duplicate_marks", ["article_key"])
