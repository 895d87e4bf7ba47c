"""What textmine writes: one record per article, as typed structs that serialise at C speed.

The keys and their meaning are the contract of ``docs/records.md``; ``textmine.io.schema`` turns
these types into its JSON Schema.  Offsets are half-open ranges of code points in the decoded
original text.  Numbers are exact decimals here and plain JSON numbers on the wire.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from textmine._version import __version__
from textmine.model import (
    Approx,
    Area,
    Article,
    Aspect,
    Direction,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Fact,
    Finding,
    Mention,
    Period,
    Relation,
    RelationType,
    Section,
    SectionKind,
    Severity,
    Span,
    Status,
    Verdict,
)

SCHEMA_VERSION: Literal["1"] = "1"
PLURAL_ROLES = frozenset({"parts", "factors"})
MAX_PLAIN_EXPONENT = 60
CONFIDENCE_DIGITS = 4

Offset = Annotated[int, msgspec.Meta(ge=0, description="code points from the start of the text")]
Range = Annotated[tuple[Offset, Offset], msgspec.Meta(description="half-open: start, end")]
IsoDate = Annotated[
    str,
    msgspec.Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="ISO 8601: day, month or year"),
]
Interval = Annotated[
    tuple[Decimal | None, Decimal | None],
    msgspec.Meta(description="low, high in the base unit; null where open"),
]


class SectionRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A stretch of the article and what it is."""

    kind: SectionKind
    start: Offset
    end: Offset


class ArticleRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The article: where it came from, when it appeared, how it is divided."""

    id: str
    source: str | None
    publisher: str | None
    title: str | None
    published: IsoDate | None
    length: Annotated[int, msgspec.Meta(ge=0, description="code points of the original text")]
    sections: list[SectionRecord]
    province: str | None = None
    encoding: str | None = None


class MentionRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Words that name an entity."""

    start: Offset
    end: Offset
    text: str


class AreaRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A unit of the official gazetteer; ``since`` and ``until`` bound its existence."""

    code: str
    name: str
    kind: str
    parent: str | None
    since: str | None
    until: str | None
    latitude: float | None = None
    longitude: float | None = None


class EntityRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A person, an organisation or a place the article names."""

    id: str
    type: EntityType
    name: Annotated[str, msgspec.Meta(description="canonical full name")]
    kind: str
    role: str | None
    organization: Annotated[str | None, msgspec.Meta(description="id: where the role is held")]
    parent: Annotated[str | None, msgspec.Meta(description="id of the entity above")]
    admin_code: Annotated[str | None, msgspec.Meta(description="official code, as text")]
    area: Annotated[str | None, msgspec.Meta(description="id of the place it governs")]
    mentions: list[MentionRecord]
    roles: list[str] = []
    former: bool = False
    path: Annotated[
        list[AreaRecord], msgspec.Meta(description="units from itself upwards, as of the article")
    ] = []
    successors: Annotated[
        list[AreaRecord], msgspec.Meta(description="what it became after the article's date")
    ] = []


class PeriodRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """When a fact holds; bounds are inclusive, null is open or unknown."""

    start: IsoDate | None
    end: IsoDate | None
    text: str


class EvidenceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The words that support each part of a fact; null where it was inferred."""

    value: Range
    subject: Range | None
    period: Range | None
    indicator: Range | None = None
    status: Range | None = None


class FactRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One number: what it measures, of whom, when, and the words that say so."""

    id: str
    indicator: Annotated[str, msgspec.Meta(description="id of a pack's indicator, or other")]
    label: str
    subject: Annotated[str | None, msgspec.Meta(description="entity id, or the bare noun")]
    low: Decimal | None
    high: Decimal | None
    decimals: Annotated[int, msgspec.Meta(ge=0, description="digits after the decimal mark")]
    approx: Approx
    unit: str
    period: PeriodRecord | None
    status: Status
    aspect: Aspect
    direction: Direction | None
    breakdown: str | None
    actor: Annotated[str | None, msgspec.Meta(description="entity id, or the bare noun")]
    speaker: Annotated[str | None, msgspec.Meta(description="entity id, or the bare noun")]
    start: Offset
    end: Offset
    text: str
    evidence: EvidenceRecord
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)]
    step: Annotated[
        Decimal, msgspec.Meta(description="worth of the last printed digit; 0: an exact count")
    ] = Decimal(0)
    per: Annotated[str | None, msgspec.Meta(description="unit of a recurring rate: year")] = None


class RelationRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Facts that arithmetic ties together: fact ids by their role."""

    type: RelationType
    facts: dict[str, str | list[str]]
    reading: str | None = None


class FindingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One check: what the text reports against what arithmetic gives."""

    id: str
    rule: str
    verdict: Verdict
    severity: Severity
    facts: list[str]
    reported: Interval | None
    computed: Interval | None
    only_by_rounding: bool
    message: str
    readings: list[str] = []


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one article gave."""

    schema_version: Literal["1"]
    article: ArticleRecord
    entities: list[EntityRecord]
    facts: list[FactRecord]
    relations: list[RelationRecord]
    findings: list[FindingRecord]
    warnings: list[str]
    extractor_version: str = __version__


def to_record(extraction: Extraction) -> Record:
    """The record of an extraction; nothing in it is computed anew."""
    return Record(
        schema_version=SCHEMA_VERSION,
        article=_article(extraction.article),
        entities=[_entity(entity) for entity in extraction.entities],
        facts=[_fact(fact) for fact in extraction.facts],
        relations=[_relation(relation) for relation in extraction.relations],
        findings=[_finding(finding) for finding in extraction.findings],
        warnings=list(extraction.warnings),
    )


def encode_record(record: Record) -> bytes:
    """UTF-8 JSON on one line.  Lone surrogates, which UTF-8 cannot hold, become U+FFFD."""
    try:
        return _ENCODER.encode(record)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(record, builtin_types=(Decimal,))
        return _ENCODER.encode(without_surrogates(plain))


def decode_record(data: bytes | str) -> Record:
    """The inverse of ``encode_record``.

    Raises ``msgspec.ValidationError`` when ``data`` is no record of this schema version.
    """
    return msgspec.json.decode(data, type=Record)


def plain_number(value: Decimal | None) -> Decimal | None:
    """The same number without exponent or idle zeros: ``3.660E+10`` -> 36600000000.

    What is no number (NaN, infinity) is ``None``.  Never rounds.
    """
    if value is None:
        return None
    digits = str(value)
    if digits.isdigit():  # by far the most frequent, and already plain
        return value
    if not value.is_finite():
        return None
    if "E" in digits:
        if abs(value.adjusted()) > MAX_PLAIN_EXPONENT:
            return value
        digits = format(value, "f")
    return Decimal(digits.rstrip("0").rstrip(".")) if "." in digits else Decimal(digits)


_ENCODER = msgspec.json.Encoder(decimal_format="number")


def without_surrogates(value: object) -> object:
    """Plain data with every lone surrogate in its strings as U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {key: without_surrogates(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [without_surrogates(item) for item in value]
    return value


def _article(article: Article) -> ArticleRecord:
    document = article.document
    return ArticleRecord(
        id=document.id,
        source=document.source,
        publisher=document.publisher,
        title=article.title,
        published=article.published,
        length=len(document.text),
        sections=[_section(section, article) for section in article.sections],
        province=document.province,
        encoding=document.encoding,
    )


def _section(section: Section, article: Article) -> SectionRecord:
    start, end = section.start, section.end
    if article.offsets.starts is not None:
        span = article.original(Span(start, end))
        start, end = span.start, span.end
    return SectionRecord(kind=section.kind, start=start, end=end)


def _entity(entity: Entity) -> EntityRecord:
    return EntityRecord(
        id=entity.id,
        type=entity.type,
        name=entity.name,
        kind=entity.kind,
        role=entity.role,
        organization=entity.organization,
        parent=entity.parent,
        admin_code=entity.admin_code,
        area=entity.area,
        mentions=[_mention(mention) for mention in entity.mentions],
        roles=list(entity.roles),
        former=entity.former,
        path=[_area(area) for area in entity.path],
        successors=[_area(area) for area in entity.successors],
    )


def _mention(mention: Mention) -> MentionRecord:
    return MentionRecord(start=mention.start, end=mention.end, text=mention.text)


def _area(area: Area) -> AreaRecord:
    return AreaRecord(
        code=area.code,
        name=area.name,
        kind=area.kind,
        parent=area.parent,
        since=area.since,
        until=area.until,
        latitude=area.latitude,
        longitude=area.longitude,
    )


def _fact(fact: Fact) -> FactRecord:
    return FactRecord(
        id=fact.id,
        indicator=fact.indicator,
        label=fact.label,
        subject=fact.subject,
        low=plain_number(fact.low),
        high=plain_number(fact.high),
        decimals=fact.decimals,
        approx=fact.approx,
        unit=fact.unit,
        period=_period(fact.period),
        status=fact.status,
        aspect=fact.aspect,
        direction=fact.direction,
        breakdown=fact.breakdown,
        actor=fact.actor,
        speaker=fact.speaker,
        start=fact.span.start,
        end=fact.span.end,
        text=fact.text,
        evidence=_evidence(fact.evidence),
        confidence=round(float(fact.confidence), CONFIDENCE_DIGITS),
        step=plain_number(fact.step) or Decimal(0),
        per=fact.per,
    )


def _period(period: Period | None) -> PeriodRecord | None:
    if period is None:
        return None
    return PeriodRecord(start=period.start, end=period.end, text=period.text)


def _evidence(evidence: Evidence) -> EvidenceRecord:
    return EvidenceRecord(
        value=(evidence.value.start, evidence.value.end),
        subject=_range(evidence.subject),
        period=_range(evidence.period),
        indicator=_range(evidence.indicator),
        status=_range(evidence.status),
    )


def _range(span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)


def _relation(relation: Relation) -> RelationRecord:
    """One id stands alone, several as a list; ``parts`` and ``factors`` are always a list."""
    facts: dict[str, str | list[str]] = {}
    for role, ids in relation.facts:
        single = len(ids) == 1 and role not in PLURAL_ROLES
        facts[role] = ids[0] if single else list(ids)
    return RelationRecord(type=relation.type, facts=facts, reading=relation.reading)


def _finding(finding: Finding) -> FindingRecord:
    return FindingRecord(
        id=finding.id,
        rule=finding.rule,
        verdict=finding.verdict,
        severity=finding.severity,
        facts=list(finding.facts),
        reported=_interval(finding.reported),
        computed=_interval(finding.computed),
        only_by_rounding=finding.only_by_rounding,
        message=finding.message,
        readings=list(finding.readings),
    )


def _interval(
    bounds: tuple[Decimal | None, Decimal | None] | None,
) -> tuple[Decimal | None, Decimal | None] | None:
    return None if bounds is None else (plain_number(bounds[0]), plain_number(bounds[1]))
