"""The tables of a store; the comment of a column is its documentation.

``textmine store describe`` prints them.  Every change here needs a revision in ``migrations`` and
a new ``HEAD``; a test compares the two.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

from textmine.store.types import Exact, Json, Key

HEAD = "0004"
VERSION_TABLE = "textmine_version"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _column(name: str, kind: Any, comment: str, *extra: Any, **options: Any) -> Column[Any]:
    options.setdefault("nullable", False)
    return Column(name, kind, *extra, comment=comment, **options)


def _optional(name: str, kind: Any, comment: str, *extra: Any) -> Column[Any]:
    return Column(name, kind, *extra, comment=comment, nullable=True)


def _table(name: str, comment: str, *parts: Any) -> Table:
    """A table SQLite too keeps in the order of its key: an article's rows lie together."""
    return Table(name, metadata, *parts, comment=comment, sqlite_with_rowid=False)


def _of_article() -> Column[Any]:
    """The first part of the key of everything an article gave."""
    return Column(
        "article_key",
        Key,
        ForeignKey("articles.article_key", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        comment="the article",
    )


def _number(name: str, comment: str) -> Column[Any]:
    return Column(name, Integer, primary_key=True, autoincrement=False, comment=comment)


articles = Table(
    "articles",
    metadata,
    _column(
        "article_key", Key, "63-bit hash of the locator", primary_key=True, autoincrement=False
    ),
    _column("locator", Text, "stable name of the document below the input named", unique=True),
    _column("content_hash", Text, "hash of the text and of what was given with it", unique=True),
    _column("article_id", Text, "id of the article, as in records"),
    _optional("title", Text, "headline"),
    _optional("source", Text, "path or address it was read from"),
    _optional("publisher", Text, "newspaper or body that published it, as given"),
    _optional("province", Text, "province of the publisher, as given"),
    _optional("published", Text, "date in force, ISO 8601: 2020-10-23, 2020-10 or 2020"),
    _column("length", Integer, "code points of the text"),
    _optional("encoding", Text, "encoding it was decoded from"),
    _column("text", Text, "decoded original text; every offset counts its code points"),
    _column("sections", Json, "list of [kind, start, end]"),
    _column("warnings", Json, "what was guessed, skipped or could not be decided"),
    _column("extractor_version", Text, "version of textmine that read it"),
    _column("pack_versions", Text, "names and versions of the packs it was read with"),
    comment="one row per article",
)

entities = _table(
    "entities",
    "people, organisations and places as one article knows them",
    _of_article(),
    _number("entity_no", "number in the article: 3 is e3"),
    _column("type", Text, "person, organization or place"),
    _column("kind", Text, "party_cell, commune, ..."),
    _column("name", Text, "canonical full name"),
    _optional("role", Text, "of a person: the role held"),
    _column("roles", Json, "of a person: all roles; a past one begins with nguyên"),
    _column("former", Boolean, "the role is past"),
    _optional("organization_no", Integer, "entity_no of the body where the role is held"),
    _optional("parent_no", Integer, "entity_no of the entity above"),
    _optional("admin_code", Text, "official code of a place, with its leading zeros"),
    _optional("area_no", Integer, "entity_no of the place a body governs"),
    _column("path", Json, "units from itself upwards on the article's date"),
    _column("successors", Json, "units it became after the article's date"),
)

mentions = _table(
    "mentions",
    "every place where an entity is named",
    _of_article(),
    _number("entity_no", "the entity"),
    _number("mention_no", "number within the entity, in text order"),
    _column("char_start", Integer, "first code point"),
    _column("char_end", Integer, "code point after the last"),
    _column("text", Text, "the words"),
)

facts = _table(
    "facts",
    "one row per number that measures something",
    _of_article(),
    _number("fact_no", "number in the article: 3 is f3"),
    _column("indicator", Text, "id of a pack's indicator, or other"),
    _column("label", Text, "the indicator's name, or the words counted"),
    _optional("subject_no", Integer, "entity_no of whose number it is"),
    _optional("subject_text", Text, "bare noun or thing where no entity is named"),
    _optional("low", Exact, "lower bound in the base unit, as a magnitude; null: open"),
    _optional("high", Exact, "upper bound in the base unit, as a magnitude; null: open"),
    _column("decimals", Integer, "digits printed after the mark"),
    _column("step", Exact, "worth of the last printed digit; 0: an exact count"),
    _column("approx", Text, "exact, about, less_than, more_than, at_least, at_most, range"),
    _column("unit", Text, "base unit: person, VND, percent, ..."),
    _optional("period_start", Text, "first date of the period as read, ISO 8601"),
    _optional("period_end", Text, "last date of the period as read, ISO 8601"),
    _optional("period_text", Text, "the words that say so"),
    _optional("time_period", Text, "the period in short: 2020, 2020-Q3, 2020-10, start/end"),
    _optional("first_day", Text, "first day of the period as a full date"),
    _optional("last_day", Text, "last day of the period as a full date"),
    _column("status", Text, "actual, estimate or target"),
    _column("aspect", Text, "level, change, growth, share, plan_share or index"),
    _optional("direction", Text, "of a change: increase or decrease"),
    _optional("breakdown", Text, "the sub-group when it is part of another number"),
    _optional("actor_no", Integer, "entity_no of who did it"),
    _optional("actor_text", Text, "bare noun of who did it"),
    _optional("speaker_no", Integer, "entity_no of who said it"),
    _optional("speaker_text", Text, "bare noun of who said it"),
    _optional("per", Text, "unit of a recurring rate: year for mỗi năm"),
    _column("char_start", Integer, "first code point"),
    _column("char_end", Integer, "code point after the last"),
    _column("quote", Text, "exactly what stands there"),
    _column("evidence", Json, "ranges of the words behind each part"),
    _column("sentence_start", Integer, "first code point of the sentence"),
    _column("sentence_end", Integer, "code point after the sentence"),
    _column("confidence", Float, "probability that the whole record is right"),
    _column("check_status", Text, "worst verdict of the article's own checks, or unchecked"),
    _optional("repeat_of", Integer, "fact_no of the number this one says again"),
    Index(None, "indicator"),
)

relations = _table(
    "relations",
    "facts of one article that arithmetic ties together",
    _of_article(),
    _number("relation_no", "number in the article"),
    _column("type", Text, "parts_sum, ratio, growth, ..."),
    _optional("reading", Text, "reached, exceeded, ambiguous; partition, remainder, overlap"),
    _column("facts", Json, "list of [role, [fact_no, ...]]"),
)

findings = _table(
    "findings",
    "what checking an article against itself gave",
    _of_article(),
    _number("finding_no", "number in the article"),
    _column("rule", Text, "rule of a pack"),
    _column("verdict", Text, "satisfied, violated or undecided"),
    _column("severity", Text, "error, warning or info"),
    _column("facts", Json, "fact_no of the facts it is about"),
    _optional("reported", Json, "what the text reports: [low, high] as exact digits"),
    _optional("computed", Json, "what arithmetic gives: [low, high] as exact digits"),
    _column("only_by_rounding", Boolean, "it holds only because figures are rounded"),
    _column("message", Text, "the finding in a sentence"),
    _column("language", Text, "language of the message: vi or en"),
    _column("readings", Json, "readings of the text that were tried"),
)

indicators = _table(
    "indicators",
    "what the packs of the last run say of each indicator",
    _column("indicator", Text, "id of the indicator", primary_key=True),
    _column("label_vi", Text, "its name in Vietnamese"),
    _column("label_en", Text, "its name in English"),
    _column("kind", Text, "stock, flow, ratio, ..."),
    _column("unit", Text, "base unit"),
    _column("additive", Boolean, "parts may be summed"),
    _column("pack", Text, "the pack that defines it"),
)

runs = Table(
    "runs",
    metadata,
    _column("run_no", Integer, "number of the run", primary_key=True, autoincrement=True),
    _column("command", Text, "batch, identities, check, ..."),
    _column("started", Text, "UTC, ISO 8601"),
    _optional("finished", Text, "UTC, ISO 8601; null while it runs or if it was killed"),
    _column("extractor_version", Text, "version of textmine"),
    _column("pack_versions", Text, "names and versions of the packs"),
    _optional("counts", Json, "what it did: read, written, known, failed, ..."),
    comment="what was done to this store, and when",
)

failures = _table(
    "failures",
    "inputs that could not be taken in (quarantine)",
    _column(
        "failure_key", Key, "63-bit hash of the locator", primary_key=True, autoincrement=False
    ),
    _column("locator", Text, "stable name of the document"),
    _column("stage", Text, "read, decode, extract, ..."),
    _column("reason", Text, "what went wrong, one line"),
    _optional("advice", Text, "what a person can do about it"),
    _column("input", Text, "what to read again"),
    _column("first_run", Integer, "run_no that met it first"),
    _column("last_run", Integer, "run_no that met it last"),
    _column("attempts", Integer, "how often it was tried"),
)

reads = _table(
    "reads",
    "what was read from where, by its bytes: what a second run need not read again",
    Column(
        "locator_key",
        Key,
        primary_key=True,
        autoincrement=False,
        comment="63-bit hash of the locator",
    ),
    _column("input_hash", Key, "63-bit hash of the bytes and of what was given with them"),
    Column(
        "article_key",
        Key,
        ForeignKey("articles.article_key", ondelete="CASCADE"),
        comment="the article they are, its own or one it is a copy of; null: it failed",
        nullable=True,
    ),
    Index(None, "input_hash"),
    Index(None, "article_key"),
)

duplicates = _table(
    "duplicates",
    "articles that reprint another; no independent confirmation",
    _of_article(),
    _column("origin_key", Key, "article_key of the first of the group"),
    _column("similarity", Float, "share of word sequences in common, 0 to 1"),
    _column("method", Text, "copy, minhash, correction (figures differ) or quotation"),
    Index(None, "origin_key"),
)

identities = _table(
    "identities",
    "bodies, places and office-holders over all articles",
    _column(
        "identity_key", Key, "63-bit hash of its signature", primary_key=True, autoincrement=False
    ),
    _column("type", Text, "person, organization or place"),
    _column("kind", Text, "party_cell, commune, ..."),
    _column("name", Text, "canonical name"),
    _optional("admin_code", Text, "official code of a place"),
    _optional("province", Text, "province it lies in"),
    _optional("area_key", Key, "identity_key of the place a body governs"),
    _column("origin", Text, "gazetteer, text or decision"),
)

entity_identities = _table(
    "entity_identities",
    "which identity an entity of an article is",
    _column("article_key", Key, "the article", primary_key=True, autoincrement=False),
    _number("entity_no", "the entity"),
    _optional("identity_key", Key, "the identity; null while candidates remain"),
    _column("reason", Text, "why it is this one, or why none"),
    _column("candidates", Json, "identity_key of those that remain"),
    Index(None, "identity_key"),
    ForeignKeyConstraint(
        ["article_key", "entity_no"],
        ["entities.article_key", "entities.entity_no"],
        ondelete="CASCADE",
    ),
)

identity_links = _table(
    "identity_links",
    "identities that belong together and are not the same",
    Column("from_key", Key, primary_key=True, autoincrement=False, comment="identity_key"),
    Column("to_key", Key, primary_key=True, autoincrement=False, comment="identity_key"),
    Column("relation", Text, primary_key=True, comment="successor, territory or parent"),
)

identity_decisions = _table(
    "identity_decisions",
    "what a person decided about identities; survives every run",
    Column("decision_key", Text, primary_key=True, comment="hash of the two sides"),
    _column("action", Text, "join or separate"),
    _column("left_name", Text, "name of one side"),
    _optional("left_scope", Text, "where it holds: province, article, ..."),
    _column("right_name", Text, "name of the other side"),
    _optional("right_scope", Text, "where it holds"),
    _optional("note", Text, "why"),
    _column("decided_at", Text, "UTC, ISO 8601"),
)

archive_findings = _table(
    "archive_findings",
    "what checking articles against one another gave",
    Column("finding_key", Text, primary_key=True, comment="hash of the rule and its contents"),
    _column("rule", Text, "rule of a pack"),
    _column("verdict", Text, "satisfied, violated or undecided"),
    _column("severity", Text, "error, warning or info"),
    _optional("indicator", Text, "the indicator it is about"),
    _optional("body_key", Key, "identity_key of the body"),
    _optional("area_key", Key, "identity_key of the place"),
    _column("sources", Json, "independent sources on each side"),
    _column("arithmetic", Text, "the computation in figures"),
    _column("message_vi", Text, "the finding in Vietnamese"),
    _column("message_en", Text, "the finding in English"),
    _column("only_by_rounding", Boolean, "it holds only because figures are rounded"),
    _column("readings", Json, "readings of the texts that were tried"),
    _optional("group_key", Text, "check_state.group_key of the group it was found in"),
    Index(None, "body_key"),
    Index(None, "group_key"),
)

archive_finding_facts = _table(
    "archive_finding_facts",
    "the facts that stand on each side of a finding",
    Column(
        "finding_key",
        Text,
        ForeignKey("archive_findings.finding_key", ondelete="CASCADE"),
        primary_key=True,
        comment="the finding",
    ),
    _number("side", "number of the side, from 0"),
    Column("article_key", Key, primary_key=True, autoincrement=False, comment="the article"),
    _number("fact_no", "the fact"),
    Index(None, "article_key"),
)

finding_verdicts = _table(
    "finding_verdicts",
    "what a person said of a finding; survives every run",
    Column("finding_key", Text, primary_key=True, comment="the finding"),
    _column("decision", Text, "accepted or dismissed"),
    _optional("note", Text, "why"),
    _column("decided_at", Text, "UTC, ISO 8601"),
)

check_state = _table(
    "check_state",
    "what each group of statements was when it was last checked",
    Column("group_key", Text, primary_key=True, comment="body, area and family of a group"),
    _column("digest", Text, "hash of the statements and rules"),
)

identity_claims = _table(
    "identity_claims",
    "who each entity may be, as far as its own article tells; what identities are settled from",
    _column("article_key", Key, "the article", primary_key=True, autoincrement=False),
    _number("entity_no", "the entity"),
    _column("name_key", Text, "normalised name; entities of different ones are never joined"),
    _column("claim", Json, "signatures, candidates and the reason for them"),
    Index(None, "name_key"),
    ForeignKeyConstraint(
        ["article_key", "entity_no"],
        ["entities.article_key", "entities.entity_no"],
        ondelete="CASCADE",
    ),
)

identity_groups = _table(
    "identity_groups",
    "how many claims each normalised name had when its identities were last settled",
    Column("name_key", Text, primary_key=True, comment="normalised name"),
    _column("claims", Integer, "rows of identity_claims under it"),
)

duplicate_marks = _table(
    "duplicate_marks",
    "hashes that articles with the same passages share",
    Column("mark", Key, primary_key=True, autoincrement=False, comment="63-bit hash"),
    # The many rows of this table are worth no check each: who deletes articles deletes marks.
    Column("article_key", Key, primary_key=True, autoincrement=False, comment="the article"),
    _column("band", Integer, "-1 the whole text, 0 a passage, else a band of its MinHash"),
    Index(None, "article_key"),
)

duplicate_waiting = _table(
    "duplicate_waiting",
    "articles with marks that have not been compared with others yet",
    _of_article(),
)

duplicate_pairs = _table(
    "duplicate_pairs",
    "pairs of articles with the same text, compared word by word",
    Column(
        "left_key",
        Key,
        ForeignKey("articles.article_key", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        comment="the smaller article_key; of a quotation the article quoted",
    ),
    Column(
        "right_key",
        Key,
        ForeignKey("articles.article_key", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        comment="the other article; of a quotation the one that quotes",
    ),
    _column("similarity", Float, "share of word sequences in common, 0 to 1"),
    _column("method", Text, "copy, minhash, correction or quotation"),
    Index(None, "right_key"),
)

settings = _table(
    "settings",
    "what a store remembers of itself",
    Column("name", Text, primary_key=True, comment="name of the setting"),
    _column("value", Text, "its value"),
)

# Tables of one article, parents first: the order in which rows are written.
OF_ARTICLE = (
    articles,
    entities,
    mentions,
    facts,
    relations,
    findings,
    identity_claims,
    duplicate_marks,
    duplicate_waiting,
)
