"""The flat table for dashboards: one row per fact, in the terms of SDMX.

A row joins a fact with its article and the place and body it is about.  ``aspect`` tells a level
from a change of the same indicator; changes and growth carry their sign.  ``docs/records.md``
explains every column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from textmine._version import __version__
from textmine.io.records import CONFIDENCE_DIGITS, plain_number
from textmine.model import (
    Aspect,
    Direction,
    Entity,
    EntityType,
    Extraction,
    Fact,
    Period,
    RelationType,
    Verdict,
    earliest,
    latest,
)

UNCHECKED = "unchecked"
_SIGNED = frozenset({Aspect.CHANGE, Aspect.GROWTH})
_WORST_FIRST = (Verdict.VIOLATED, Verdict.UNDECIDED, Verdict.SATISFIED)
_QUARTERS = {("01-01", "03-31"): 1, ("04-01", "06-30"): 2, ("07-01", "09-30"): 3}
_QUARTERS[("10-01", "12-31")] = 4
_HALVES = {("01-01", "06-30"): 1, ("07-01", "12-31"): 2}


class Observation(NamedTuple):
    """One row; the field names are the columns.  ``None`` is written as an empty cell."""

    obs_id: str
    indicator: str
    indicator_label: str
    ref_area: str | None
    ref_area_name: str | None
    area_vintage: str | None
    counterpart_org_id: str | None
    counterpart_org_name: str | None
    time_period: str | None
    period_start: str | None
    period_end: str | None
    obs_value: Decimal | None
    obs_low: Decimal | None
    obs_high: Decimal | None
    unit_measure: str
    obs_status: str
    breakdown: str | None
    aspect: str
    check_status: str
    confidence: float
    quote: str
    char_start: int
    char_end: int
    article_id: str
    title: str | None
    source: str | None
    publisher: str | None
    published_at: str | None
    extractor_version: str


COLUMNS = Observation._fields


def to_observations(
    extraction: Extraction, labels: Mapping[str, str] | None = None
) -> list[Observation]:
    """The rows of one article, in text order.  ``labels`` maps indicator ids to their names."""
    names = labels or {}
    entities = {entity.id: entity for entity in extraction.entities}
    checks = check_status(extraction)
    article = extraction.article
    document = article.document
    rows = []
    for fact in extraction.facts:
        place, body = _reference(fact, entities)
        low, high = signed_bounds(fact)
        first, last = day_bounds(fact.period)
        area = place.path[0] if place and place.admin_code and place.path else None
        rows.append(
            Observation(
                obs_id=f"{document.id}#{fact.id}",
                indicator=fact.indicator,
                indicator_label=names.get(fact.indicator) or fact.label,
                ref_area=place.admin_code if place else None,
                ref_area_name=place.name if place else None,
                area_vintage=f"{area.since or '..'}/{area.until or '..'}" if area else None,
                counterpart_org_id=body.id if body else None,
                counterpart_org_name=body.name if body else _bare(fact, entities),
                time_period=time_period(fact.period),
                period_start=first,
                period_end=last,
                obs_value=low if low == high else None,
                obs_low=low,
                obs_high=high,
                unit_measure=fact.unit,
                obs_status=fact.status.value,
                breakdown=fact.breakdown,
                aspect=fact.aspect.value,
                check_status=checks.get(fact.id, UNCHECKED),
                confidence=round(float(fact.confidence), CONFIDENCE_DIGITS),
                quote=fact.text,
                char_start=fact.span.start,
                char_end=fact.span.end,
                article_id=document.id,
                title=article.title,
                source=document.source,
                publisher=document.publisher,
                published_at=article.published,
                extractor_version=__version__,
            )
        )
    return rows


def signed_bounds(fact: Fact) -> tuple[Decimal | None, Decimal | None]:
    """``low`` and ``high``, negative where the fact is a decrease: ``giảm 10-15`` -> -15, -10."""
    low, high = plain_number(fact.low), plain_number(fact.high)
    if fact.direction is not Direction.DECREASE or fact.aspect not in _SIGNED:
        return low, high
    return _negative(high), _negative(low)


def _negative(value: Decimal | None) -> Decimal | None:
    """``copy_negate`` is exact where unary minus would round to the context's precision."""
    return value if value is None or value.is_zero() else value.copy_negate()


def check_status(extraction: Extraction) -> dict[str, str]:
    """The worst verdict over the findings that name a fact; facts no finding names are absent.

    A number said again shares the verdict of the number it repeats.
    """
    rank = {verdict: place for place, verdict in enumerate(_WORST_FIRST)}
    worst: dict[str, Verdict] = {}

    def put(ids: Iterable[str], verdict: Verdict) -> None:
        for id in ids:
            if id not in worst or rank[verdict] < rank[worst[id]]:
                worst[id] = verdict

    for finding in extraction.findings:
        put(finding.facts, finding.verdict)
    for group in _repeated(extraction):
        verdicts = [worst[id] for id in group if id in worst]
        if verdicts:
            put(group, min(verdicts, key=rank.__getitem__))
    return {id: verdict.value for id, verdict in worst.items()}


def _repeated(extraction: Extraction) -> list[set[str]]:
    """Groups of fact ids that say the same number, chains joined."""
    groups: dict[str, set[str]] = {}
    for relation in extraction.relations:
        if relation.type is RelationType.REPEAT:
            joined = {fact for _, ids in relation.facts for fact in ids}
            known = {id(groups[fact]): groups[fact] for fact in joined if fact in groups}
            largest = max(known.values(), key=len, default=set[str]())
            added = joined.union(*known.values()) - largest
            largest |= added  # the smaller join the largest, so that each moves seldom
            groups.update(dict.fromkeys(added, largest))
    return list({id(group): group for group in groups.values()}.values())


def _reference(fact: Fact, entities: Mapping[str, Entity]) -> tuple[Entity | None, Entity | None]:
    """The place a fact is about and the body it is of; a body's place is the area it governs."""
    subject = entities.get(fact.subject or "")
    if subject is None or subject.type is EntityType.PERSON:
        return None, None
    if subject.type is EntityType.PLACE:
        return subject, None
    return entities.get(subject.area or ""), subject


def _bare(fact: Fact, entities: Mapping[str, Entity]) -> str | None:
    """The subject where the text has no name for it (``huyện``)."""
    return None if fact.subject in entities else fact.subject


def time_period(period: Period | None) -> str | None:
    """The shortest ISO 8601 form: a day, ``2020-10``, ``2020``, ``2020-Q3``, ``2020-S1``, else
    ``start/end`` with ``..`` where open.  ``None`` when nothing is known.
    """
    if period is None or not (period.start or period.end):
        return None
    if period.start == period.end:
        return period.start
    first, last = day_bounds(period)
    named = _named(first, last) if first and last else None
    return named or f"{period.start or '..'}/{period.end or '..'}"


def _named(first: str, last: str) -> str | None:
    """The year, half, quarter or month from ``first`` to ``last`` (full dates)."""
    year, ends = first[:4], (first[5:], last[5:])
    if year != last[:4]:
        return None
    if ends == ("01-01", "12-31"):
        return year
    if ends in _QUARTERS:
        return f"{year}-Q{_QUARTERS[ends]}"
    if ends in _HALVES:
        return f"{year}-S{_HALVES[ends]}"
    month = first[:7]
    return month if first == f"{month}-01" and last == latest(month).isoformat() else None


def day_bounds(period: Period | None) -> tuple[str | None, str | None]:
    """First and last day as full dates; what is no date stays as it is."""
    if period is None:
        return None, None
    return _day(period.start, earliest), _day(period.end, latest)


def _day(iso: str | None, side: Callable[[str], date]) -> str | None:
    try:
        return side(iso).isoformat() if iso else None
    except ValueError:
        return iso
