"""The first version: every table of a store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from textmine.store.types import Exact, Json, Key

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _articles()
    _runs()
    _identities()
    _checks()


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("article_key", Key, nullable=False),
        sa.Column("locator", sa.Text, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=True),
        sa.Column("source", sa.Text, nullable=True),
        sa.Column("publisher", sa.Text, nullable=True),
        sa.Column("province", sa.Text, nullable=True),
        sa.Column("published", sa.Text, nullable=True),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("encoding", sa.Text, nullable=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("sections", Json, nullable=False),
        sa.Column("warnings", Json, nullable=False),
        sa.Column("extractor_version", sa.Text, nullable=False),
        sa.Column("pack_versions", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("article_key", name="pk_articles"),
        sa.UniqueConstraint("content_hash", name="uq_articles_content_hash"),
        sa.UniqueConstraint("locator", name="uq_articles_locator"),
    )
    op.create_table(
        "entities",
        sa.Column("article_key", Key, nullable=False),
        sa.Column("entity_no", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=True),
        sa.Column("roles", Json, nullable=False),
        sa.Column("former", sa.Boolean, nullable=False),
        sa.Column("organization_no", sa.Integer, nullable=True),
        sa.Column("parent_no", sa.Integer, nullable=True),
        sa.Column("admin_code", sa.Text, nullable=True),
        sa.Column("area_no", sa.Integer, nullable=True),
        sa.Column("path", Json, nullable=False),
        sa.Column("successors", Json, nullable=False),
        sa.PrimaryKeyConstraint("article_key", "entity_no", name="pk_entities"),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["articles.article_key"],
            name="fk_entities_article_key",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mentions",
        sa.Column("article_key", Key, nullable=False),
        sa.Column("entity_no", sa.Integer, nullable=False),
        sa.Column("mention_no", sa.Integer, nullable=False),
        sa.Column("char_start", sa.Integer, nullable=False),
        sa.Column("char_end", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("article_key", "entity_no", "mention_no", name="pk_mentions"),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["articles.article_key"],
            name="fk_mentions_article_key",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "facts",
        sa.Column("article_key", Key, nullable=False),
        sa.Column("fact_no", sa.Integer, nullable=False),
        sa.Column("indicator", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("subject_no", sa.Integer, nullable=True),
        sa.Column("subject_text", sa.Text, nullable=True),
        sa.Column("low", Exact, nullable=True),
        sa.Column("high", Exact, nullable=True),
        sa.Column("decimals", sa.Integer, nullable=False),
        sa.Column("step", Exact, nullable=False),
        sa.Column("approx", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("period_start", sa.Text, nullable=True),
        sa.Column("period_end", sa.Text, nullable=True),
        sa.Column("period_text", sa.Text, nullable=True),
        sa.Column("time_period", sa.Text, nullable=True),
        sa.Column("first_day", sa.Text, nullable=True),
        sa.Column("last_day", sa.Text, nullable=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("aspect", sa.Text, nullable=False),
        sa.Column("direction", sa.Text, nullable=True),
        sa.Column("breakdown", sa.Text, nullable=True),
        sa.Column("actor_no", sa.Integer, nullable=True),
        sa.Column("actor_text", sa.Text, nullable=True),
        sa.Column("speaker_no", sa.Integer, nullable=True),
        sa.Column("speaker_text", sa.Text, nullable=True),
        sa.Column("per", sa.Text, nullable=True),
        sa.Column("char_start", sa.Integer, nullable=False),
        sa.Column("char_end", sa.Integer, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("evidence", Json, nullable=False),
        sa.Column("sentence_start", sa.Integer, nullable=False),
        sa.Column("sentence_end", sa.Integer, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("check_status", sa.Text, nullable=False),
        sa.Column("repeat_of", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("article_key", "fact_no", name="pk_facts"),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["articles.article_key"],
            name="fk_facts_article_key",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_facts_indicator", "facts", ["indicator"])
    op.create_table(
        "relations",
        sa.Column("article_key", Key, nullable=False),
        sa.Column("relation_no", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("reading", sa.Text, nullable=True),
        sa.Column("facts", Json, nullable=False),
        sa.PrimaryKeyConstraint("article_key", "relation_no", name="pk_relations"),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["articles.article_key"],
            name="fk_relations_article_key",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "findings",
        sa.Column("article_key", Key, nullable=False),
        sa.Column("finding_no", sa.Integer, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("severity", sa.Text, nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.Column("reported", Json, nullable=True),
        sa.Column("computed", Json, nullable=True),
        sa.Column("only_by_rounding", sa.Boolean, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("readings", Json, nullable=False),
        sa.PrimaryKeyConstraint("article_key", "finding_no", name="pk_findings"),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["articles.article_key"],
            name="fk_findings_article_key",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )


def _runs() -> None:
    op.create_table(
        "indicators",
        sa.Column("indicator", sa.Text, nullable=False),
        sa.Column("label_vi", sa.Text, nullable=False),
        sa.Column("label_en", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("additive", sa.Boolean, nullable=False),
        sa.Column("pack", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("indicator", name="pk_indicators"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "runs",
        sa.Column("run_no", sa.Integer, nullable=False),
        sa.Column("command", sa.Text, nullable=False),
        sa.Column("started", sa.Text, nullable=False),
        sa.Column("finished", sa.Text, nullable=True),
        sa.Column("extractor_version", sa.Text, nullable=False),
        sa.Column("pack_versions", sa.Text, nullable=False),
        sa.Column("counts", Json, nullable=True),
        sa.PrimaryKeyConstraint("run_no", name="pk_runs"),
    )
    op.create_table(
        "failures",
        sa.Column("failure_key", Key, nullable=False),
        sa.Column("locator", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("advice", sa.Text, nullable=True),
        sa.Column("input", sa.Text, nullable=False),
        sa.Column("first_run", sa.Integer, nullable=False),
        sa.Column("last_run", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("failure_key", name="pk_failures"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
        sqlite_with_rowid=False,
    )


def _identities() -> None:
    op.create_table(
        "duplicates",
        sa.Column("article_key", Key, nullable=False),
        sa.Column("origin_key", Key, nullable=False),
        sa.Column("similarity", sa.Float, nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("article_key", name="pk_duplicates"),
        sa.ForeignKeyConstraint(
            ["article_key"],
            ["articles.article_key"],
            name="fk_duplicates_article_key",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_duplicates_origin_key", "duplicates", ["origin_key"])
    op.create_table(
        "identities",
        sa.Column("identity_key", Key, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("admin_code", sa.Text, nullable=True),
        sa.Column("province", sa.Text, nullable=True),
        sa.Column("area_key", Key, nullable=True),
        sa.Column("origin", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("identity_key", name="pk_identities"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entity_identities",
        sa.Column("article_key", Key, nullable=False),
        sa.Column("entity_no", sa.Integer, nullable=False),
        sa.Column("identity_key", Key, nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("candidates", Json, nullable=False),
        sa.PrimaryKeyConstraint("article_key", "entity_no", name="pk_entity_identities"),
        sa.ForeignKeyConstraint(
            ["article_key", "entity_no"],
            ["entities.article_key", "entities.entity_no"],
            name="fk_entity_identities_article_key_entity_no",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_entity_identities_identity_key", "entity_identities", ["identity_key"])
    op.create_table(
        "identity_links",
        sa.Column("from_key", Key, nullable=False),
        sa.Column("to_key", Key, nullable=False),
        sa.Column("relation", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("from_key", "to_key", "relation", name="pk_identity_links"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "identity_decisions",
        sa.Column("decision_key", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("left_name", sa.Text, nullable=False),
        sa.Column("left_scope", sa.Text, nullable=True),
        sa.Column("right_name", sa.Text, nullable=False),
        sa.Column("right_scope", sa.Text, nullable=True),
        sa.Column("note", sa.Text, nullable=True),
        sa.Column("decided_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("decision_key", name="pk_identity_decisions"),
        sqlite_with_rowid=False,
    )


def _checks() -> None:
    op.create_table(
        "archive_findings",
        sa.Column("finding_key", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("severity", sa.Text, nullable=False),
        sa.Column("indicator", sa.Text, nullable=True),
        sa.Column("body_key", Key, nullable=True),
        sa.Column("area_key", Key, nullable=True),
        sa.Column("sources", Json, nullable=False),
        sa.Column("arithmetic", sa.Text, nullable=False),
        sa.Column("message_vi", sa.Text, nullable=False),
        sa.Column("message_en", sa.Text, nullable=False),
        sa.Column("only_by_rounding", sa.Boolean, nullable=False),
        sa.Column("readings", Json, nullable=False),
        sa.Column("group_key", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("finding_key", name="pk_archive_findings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_archive_findings_body_key", "archive_findings", ["body_key"])
    op.create_index("ix_archive_findings_group_key", "archive_findings", ["group_key"])
    op.create_table(
        "archive_finding_facts",
        sa.Column("finding_key", sa.Text, nullable=False),
        sa.Column("side", sa.Integer, nullable=False),
        sa.Column("article_key", Key, nullable=False),
        sa.Column("fact_no", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint(
            "finding_key", "side", "article_key", "fact_no", name="pk_archive_finding_facts"
        ),
        sa.ForeignKeyConstraint(
            ["finding_key"],
            ["archive_findings.finding_key"],
            name="fk_archive_finding_facts_finding_key",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_archive_finding_facts_article_key", "archive_finding_facts", ["article_key"]
    )
    op.create_table(
        "finding_verdicts",
        sa.Column("finding_key", sa.Text, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=True),
        sa.Column("decided_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("finding_key", name="pk_finding_verdicts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "check_state",
        sa.Column("group_key", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("group_key", name="pk_check_state"),
        sqlite_with_rowid=False,
    )
