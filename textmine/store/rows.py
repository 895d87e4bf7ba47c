"""What a store takes: the rows of one article, or the failure to read one.

Plain tuples in the order of the tables' columns, made in the process that extracted the article,
so that the one that writes only passes them on.  No database library is loaded here.  Numbers are
exact digits as text (``exact_text``), JSON columns hold JSON text, dates ISO 8601.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any, NamedTuple

_DIGITS = 10_000  # PostgreSQL's NUMERIC ends at 131072 digits; no measure has as many


class ArticleRow(NamedTuple):
    """One row of ``articles``; ``sections`` is a list of [kind, start, end]."""

    article_key: int
    locator: str
    content_hash: str
    article_id: str
    title: str | None
    source: str | None
    publisher: str | None
    province: str | None
    published: str | None
    length: int
    encoding: str | None
    text: str
    sections: str
    warnings: str
    extractor_version: str
    pack_versions: str


class EntityRow(NamedTuple):
    """One row of ``entities``; ``path`` and ``successors`` list the units as in records."""

    article_key: int
    entity_no: int
    type: str
    kind: str
    name: str
    role: str | None
    roles: str
    former: bool
    organization_no: int | None
    parent_no: int | None
    admin_code: str | None
    area_no: int | None
    path: str
    successors: str


class MentionRow(NamedTuple):
    """One row of ``mentions``."""

    article_key: int
    entity_no: int
    mention_no: int
    char_start: int
    char_end: int
    text: str


class FactRow(NamedTuple):
    """One row of ``facts``; entity and fact ids are their numbers, without the letter."""

    article_key: int
    fact_no: int
    indicator: str
    label: str
    subject_no: int | None
    subject_text: str | None
    low: str | None
    high: str | None
    decimals: int
    step: str
    approx: str
    unit: str
    period_start: str | None
    period_end: str | None
    period_text: str | None
    time_period: str | None
    first_day: str | None
    last_day: str | None
    status: str
    aspect: str
    direction: str | None
    breakdown: str | None
    actor_no: int | None
    actor_text: str | None
    speaker_no: int | None
    speaker_text: str | None
    per: str | None
    char_start: int
    char_end: int
    quote: str
    evidence: str
    sentence_start: int
    sentence_end: int
    confidence: float
    check_status: str
    repeat_of: int | None


class RelationRow(NamedTuple):
    """One row of ``relations``; ``facts`` is a list of [role, [fact_no, ...]]."""

    article_key: int
    relation_no: int
    type: str
    reading: str | None
    facts: str


class FindingRow(NamedTuple):
    """One row of ``findings``; ``reported`` and ``computed`` are [low, high], digits as text."""

    article_key: int
    finding_no: int
    rule: str
    verdict: str
    severity: str
    facts: str
    reported: str | None
    computed: str | None
    only_by_rounding: bool
    message: str
    language: str
    readings: str


class ClaimRow(NamedTuple):
    """One row of ``identity_claims``."""

    article_key: int
    entity_no: int
    name_key: str
    claim: str


class MarkRow(NamedTuple):
    """One row of ``duplicate_marks``."""

    mark: int
    article_key: int
    band: int


class WaitingRow(NamedTuple):
    """One row of ``duplicate_waiting``."""

    article_key: int


class ArticleRows(NamedTuple):
    """Everything of one article, as rows of the tables of the same names.

    Claims and marks may be left out: they are made from the store then.
    """

    article: ArticleRow
    entities: tuple[EntityRow, ...] = ()
    mentions: tuple[MentionRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    relations: tuple[RelationRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    identity_claims: tuple[ClaimRow, ...] = ()
    duplicate_marks: tuple[MarkRow, ...] = ()
    duplicate_waiting: tuple[WaitingRow, ...] = ()
    checked: bool = False  # by ``storable_rows``


class Failure(NamedTuple):
    """An input that could not be taken in: where, at which stage, why, what to do about it.

    ``input`` is what has to be read again to try once more: the path or address as it was given.
    """

    locator: str
    stage: str
    reason: str
    advice: str | None
    input: str


def text_key(text: str) -> int:
    """63 bits of a text's BLAKE2b: the same key in every run and on every machine."""
    data = text.encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(data, digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def exact_text(value: Decimal | None) -> str | None:
    """Exact digits without exponent; ``None`` for what is no number or beyond any database."""
    if value is None or not value.is_finite() or abs(value.adjusted()) > _DIGITS:
        return None
    return format(value, "f")


def storable(text: str) -> str:
    """The same text, as long, with what no database holds (NUL, lone surrogates) as U+FFFD."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


def storable_rows(rows: ArticleRows) -> ArticleRows:
    """The rows with every text storable; costs a look at the article's own fields if they are.

    Every other text of the rows is cut from these.
    """
    if rows.checked:
        return rows
    if all(storable(field) == field for field in rows.article if isinstance(field, str)):
        return rows._replace(checked=True)
    tables: dict[str, Any] = {
        name: tuple(map(_storable_row, getattr(rows, name))) for name in rows._fields[1:-1]
    }
    return ArticleRows(_storable_row(rows.article), checked=True, **tables)


def _storable_row(row: Any) -> Any:
    return type(row)(*(storable(field) if isinstance(field, str) else field for field in row))
