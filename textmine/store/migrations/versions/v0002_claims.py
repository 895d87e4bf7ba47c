"""What identities are settled from, and what near-duplicates are found by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from textmine.store.types import Json, Key

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _claims()
    _duplicates()


def _claims() -> None:
    op.create_table(
        "identity_claims",
        sa.Column("article_key", Key, nullable=False),
        sa.Column("entity_no", sa.Integer, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("claim", Json, nullable=False),
        sa.PrimaryKeyConstraint("article_key", "entity_no", name="pk_identity_claims"),
        sa.ForeignKeyConstraint(
            ["article_key", "entity_no"],
            ["entities.article_key", "entities.entity_no"],
            name="fk_identity_claims_article_key_entity_no",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_identity_claims_name_key", "identity_claims", ["name_key"])
    op.create_table(
        "identity_groups",
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("name_key", name="pk_identity_groups"),
        sqlite_with_rowid=False,
    )


def _duplicates() -> None:
    op.create_table(
        "duplicate_marks",
        sa.Column("mark", Key, nullable=False),
        sa.Column("article_key", Key, nullable=False),
        sa.Column("band", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("mark", "article_key", name="pk_duplicate_marks"),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["articles.article_key"],
            name="fk_duplicate_marks_article_key",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_duplicate_marks_article_key", "duplicate_marks", ["article_key"])
    op.create_table(
        "duplicate_pairs",
        sa.Column("left_key", Key, nullable=False),
        sa.Column("right_key", Key, nullable=False),
        sa.Column("similarity", sa.Float, nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("left_key", "right_key", name="pk_duplicate_pairs"),
        sa.ForeignKeyConstraint(
            ["left_key"],
            ["articles.article_key"],
            name="fk_duplicate_pairs_left_key",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["right_key"],
            ["articles.article_key"],
            name="fk_duplicate_pairs_right_key",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_duplicate_pairs_right_key", "duplicate_pairs", ["right_key"])
