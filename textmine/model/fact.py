"""Facts, the relations between them, and what checking them found."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from textmine.model.article import Article
from textmine.model.entity import Entity
from textmine.model.enums import (
    Approx,
    Aspect,
    Direction,
    RelationType,
    Severity,
    Status,
    Verdict,
)
from textmine.model.period import Period
from textmine.model.span import Span
from textmine.model.trace import Trace


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words (original spans) that support each part of a fact; ``None`` where inferred."""

    value: Span
    subject: Span | None = None
    period: Span | None = None
    indicator: Span | None = None
    status: Span | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One number, what it measures, of whom, when.

    ``low``/``high`` in the base unit ``unit``; ``decimals`` as printed; ``step`` the worth of the
    last printed digit in the base unit (zero: an exact count).  ``subject``, ``actor``,
    ``speaker`` are entity ids or, when the text has no name, the bare noun (``huyện``).
    ``span`` points into the original text and ``text`` is exactly what stands there.
    ``confidence`` is a probability that the whole record is right.
    """

    id: str
    indicator: str
    label: str
    subject: str | None
    low: Decimal | None
    high: Decimal | None
    decimals: int
    step: Decimal
    approx: Approx
    unit: str
    period: Period | None
    status: Status
    aspect: Aspect
    span: Span
    text: str
    evidence: Evidence
    confidence: float
    direction: Direction | None = None
    breakdown: str | None = None
    actor: str | None = None
    speaker: str | None = None
    per: str | None = None  # a recurring rate: "year" for "mỗi năm 10-15 đảng viên"


@dataclass(frozen=True, slots=True)
class Relation:
    """Facts that arithmetic ties together.

    ``facts`` maps a role to fact ids, in order: parts_sum {total, parts}, ratio {numerator,
    denominator, percent}, percent_of_plan {actual, plan, percent}, delta {after, change, before},
    growth {current, base, percent}, share {part, whole, percent}, part_of {part, whole}, from_to
    {from, to, change}, repeat {first, again}, product {factors, result}.  A role without a fact is
    left out.  ``reading``: of a plan percentage ``reached``, ``exceeded`` or ``ambiguous``; of a
    sum ``partition`` when the parts must make up the whole, ``remainder`` when something may be
    left over, ``overlap`` when parts may share members; of a delta ``net`` when ``after`` joined,
    ``before`` left and ``change`` is what remains.
    """

    type: RelationType
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    reading: str | None = None

    def get(self, role: str) -> tuple[str, ...]:
        """Fact ids in ``role``; empty when the role is absent."""
        for name, ids in self.facts:
            if name == role:
                return ids
        return ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One check carried out: what the text reports against what arithmetic gives.

    ``reported`` and ``computed`` are intervals in the base unit.  ``values`` are what messages
    interpolate.  ``message`` is a sentence in the language asked for.
    """

    id: str
    rule: str
    verdict: Verdict
    severity: Severity
    facts: tuple[str, ...]
    reported: tuple[Decimal | None, Decimal | None] | None
    computed: tuple[Decimal | None, Decimal | None] | None
    only_by_rounding: bool
    message: str
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything one article gave.  ``traces`` are filled only when asked for (``explain``)."""

    article: Article
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    relations: tuple[Relation, ...] = ()
    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    traces: tuple[Trace, ...] = field(default=())

    def entity(self, id: str | None) -> Entity | None:
        """The entity with this id, or ``None``."""
        return next((entity for entity in self.entities if entity.id == id), None)

    def fact(self, id: str) -> Fact | None:
        return next((fact for fact in self.facts if fact.id == id), None)
