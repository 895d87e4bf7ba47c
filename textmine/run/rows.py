"""The rows of one article, as a store takes them: made where the article was extracted."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

import msgspec

from textmine.io.observations import UNCHECKED, check_status, day_bounds, time_period
from textmine.io.records import CONFIDENCE_DIGITS, plain_number, without_surrogates
from textmine.model import (
    Area,
    Article,
    Document,
    Entity,
    Extraction,
    Fact,
    Finding,
    Relation,
    RelationType,
    Span,
)
from textmine.store.rows import (
    ArticleRow,
    ArticleRows,
    EntityRow,
    FactRow,
    FindingRow,
    MentionRow,
    RelationRow,
    exact_text,
    text_key,
)

_encoder = msgspec.json.Encoder(decimal_format="string")
Interval = tuple[Decimal | None, Decimal | None]


class Versions(NamedTuple):
    """Who read an article: the extractor, and the packs with their contents' digest."""

    extractor: str
    packs: str


def content_hash(document: Document, locator: str) -> str:
    """BLAKE2b of the text and of what was given with it, wherever it lies."""
    given = (document.publisher, document.published, document.province, document.title)
    address = None if document.source == locator else document.source
    digest = hashlib.blake2b(digest_size=16)
    for part in (document.text, address, *given):
        data = b"-" if part is None else b"+" + part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def article_rows(
    extraction: Extraction, locator: str, content: str, versions: Versions, language: str = "vi"
) -> ArticleRows:
    """Everything of one article; ``content`` is its ``content_hash``, ``language`` that of the
    findings' messages.  Entities and facts are numbered from 1 in their order."""
    key = text_key(locator)
    entities = {entity.id: number for number, entity in enumerate(extraction.entities, start=1)}
    facts = {fact.id: number for number, fact in enumerate(extraction.facts, start=1)}
    return ArticleRows(
        _article(extraction, key, locator, content, versions),
        tuple(_entity(entity, key, entities) for entity in extraction.entities),
        tuple(
            MentionRow(key, entities[entity.id], number, mention.start, mention.end, mention.text)
            for entity in extraction.entities
            for number, mention in enumerate(entity.mentions, start=1)
        ),
        tuple(_facts(extraction, key, entities, facts)),
        tuple(
            _relation(relation, key, number, facts)
            for number, relation in enumerate(extraction.relations, start=1)
        ),
        tuple(
            _finding(finding, key, number, facts, language)
            for number, finding in enumerate(extraction.findings, start=1)
        ),
    )


def _article(
    extraction: Extraction, key: int, locator: str, content: str, versions: Versions
) -> ArticleRow:
    article = extraction.article
    document = article.document
    moved = article.offsets.starts is not None
    sections = []
    for section in article.sections:
        span = Span(section.start, section.end)
        span = article.original(span) if moved else span
        sections.append((section.kind.value, span.start, span.end))
    return ArticleRow(
        article_key=key,
        locator=locator,
        content_hash=content,
        article_id=document.id,
        title=article.title,
        source=document.source,
        publisher=document.publisher,
        province=document.province,
        published=article.published,
        length=len(document.text),
        encoding=document.encoding,
        text=document.text,
        sections=_json(sections),
        warnings=_json(extraction.warnings),
        extractor_version=versions.extractor,
        pack_versions=versions.packs,
    )


def _entity(entity: Entity, key: int, numbers: Mapping[str, int]) -> EntityRow:
    return EntityRow(
        article_key=key,
        entity_no=numbers[entity.id],
        type=entity.type.value,
        kind=entity.kind,
        name=entity.name,
        role=entity.role,
        roles=_json(entity.roles),
        former=entity.former,
        organization_no=numbers.get(entity.organization or ""),
        parent_no=numbers.get(entity.parent or ""),
        admin_code=entity.admin_code,
        area_no=numbers.get(entity.area or ""),
        path=_json([_area(area) for area in entity.path]),
        successors=_json([_area(area) for area in entity.successors]),
    )


def _area(area: Area) -> dict[str, object]:
    return {
        "code": area.code,
        "name": area.name,
        "kind": area.kind,
        "parent": area.parent,
        "since": area.since,
        "until": area.until,
    }


def _facts(
    extraction: Extraction, key: int, entities: Mapping[str, int], numbers: Mapping[str, int]
) -> list[FactRow]:
    checks = check_status(extraction)
    repeats = {
        again: first
        for relation in extraction.relations
        if relation.type is RelationType.REPEAT
        for first in relation.get("first")[:1]
        for again in relation.get("again")
    }
    sentences = _sentences(extraction.article)
    return [
        _fact(
            fact,
            key,
            numbers[fact.id],
            entities,
            sentences,
            checks.get(fact.id, UNCHECKED),
            numbers.get(repeats.get(fact.id, "")),
        )
        for fact in extraction.facts
    ]


def _fact(
    fact: Fact,
    key: int,
    number: int,
    entities: Mapping[str, int],
    sentences: tuple[list[int], list[int]],
    check: str,
    repeat_of: int | None,
) -> FactRow:
    subject_no, subject_text = _named(fact.subject, entities)
    actor_no, actor_text = _named(fact.actor, entities)
    speaker_no, speaker_text = _named(fact.speaker, entities)
    first_day, last_day = day_bounds(fact.period)
    sentence_start, sentence_end = _around(fact.span, sentences)
    return FactRow(
        article_key=key,
        fact_no=number,
        indicator=fact.indicator,
        label=fact.label,
        subject_no=subject_no,
        subject_text=subject_text,
        low=exact_text(plain_number(fact.low)),
        high=exact_text(plain_number(fact.high)),
        decimals=fact.decimals,
        step=exact_text(plain_number(fact.step)) or "0",
        approx=fact.approx.value,
        unit=fact.unit,
        period_start=fact.period.start if fact.period else None,
        period_end=fact.period.end if fact.period else None,
        period_text=fact.period.text if fact.period else None,
        time_period=time_period(fact.period),
        first_day=first_day,
        last_day=last_day,
        status=fact.status.value,
        aspect=fact.aspect.value,
        direction=fact.direction.value if fact.direction else None,
        breakdown=fact.breakdown,
        actor_no=actor_no,
        actor_text=actor_text,
        speaker_no=speaker_no,
        speaker_text=speaker_text,
        per=fact.per,
        char_start=fact.span.start,
        char_end=fact.span.end,
        quote=fact.text,
        evidence=_json(_evidence(fact)),
        sentence_start=sentence_start,
        sentence_end=sentence_end,
        confidence=round(float(fact.confidence), CONFIDENCE_DIGITS),
        check_status=check,
        repeat_of=repeat_of,
    )


def _named(id: str | None, numbers: Mapping[str, int]) -> tuple[int | None, str | None]:
    """The number of an entity, else the bare noun that stands for it."""
    number = numbers.get(id or "")
    return number, id if number is None else None


def _sentences(article: Article) -> tuple[list[int], list[int]]:
    """Original starts and ends of the sentences, in order."""
    spans = [Span(sentence.start, sentence.end) for sentence in article.sentences]
    if article.offsets.starts is not None:
        spans = [article.original(span) for span in spans]
    return [span.start for span in spans], [span.end for span in spans]


def _around(span: Span, sentences: tuple[list[int], list[int]]) -> tuple[int, int]:
    """The sentence a fact stands in; its own bounds where it stands in none."""
    starts, ends = sentences
    at = bisect_right(starts, span.start) - 1
    if at < 0 or ends[at] < span.end:
        return span.start, span.end
    return starts[at], ends[at]


def _evidence(fact: Fact) -> dict[str, tuple[int, int] | None]:
    evidence = fact.evidence
    return {
        "value": _range(evidence.value),
        "subject": _range(evidence.subject),
        "period": _range(evidence.period),
        "indicator": _range(evidence.indicator),
        "status": _range(evidence.status),
    }


def _range(span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)


def _relation(relation: Relation, key: int, number: int, facts: Mapping[str, int]) -> RelationRow:
    roles = [(role, [facts[fact] for fact in ids if fact in facts]) for role, ids in relation.facts]
    return RelationRow(key, number, relation.type.value, relation.reading, _json(roles))


def _finding(
    finding: Finding, key: int, number: int, facts: Mapping[str, int], language: str
) -> FindingRow:
    return FindingRow(
        article_key=key,
        finding_no=number,
        rule=finding.rule,
        verdict=finding.verdict.value,
        severity=finding.severity.value,
        facts=_json([facts[fact] for fact in finding.facts if fact in facts]),
        reported=_interval(finding.reported),
        computed=_interval(finding.computed),
        only_by_rounding=finding.only_by_rounding,
        message=finding.message,
        language=language,
        readings=_json(finding.readings),
    )


def _interval(bounds: Interval | None) -> str | None:
    if bounds is None:
        return None
    return _json([exact_text(plain_number(bound)) for bound in bounds])


def _json(value: object) -> str:
    try:
        return _encoder.encode(value).decode()
    except UnicodeEncodeError:
        return _encoder.encode(without_surrogates(value)).decode()
