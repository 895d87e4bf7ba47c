"""What an archive of articles knows: statements, the identities behind them, findings across them.

Keys are 63-bit hashes of content or decisions, never counters, so that two runs over one archive
in any order write the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from textmine.model.enums import Approx, Aspect, Direction, Severity, Status, Verdict
from textmine.model.period import Period


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact of one article as a check across articles sees it, whatever it was read from.

    ``key`` is (article key, number of the fact) in a store, (row, 0) in a table typed in by hand.
    ``body`` and ``area`` are identity keys (``None`` where nothing certain is known); ``body_name``
    and ``area_name`` are what people read.  ``low``/``high`` are signed for changes and growth, in
    the base unit; ``step`` is the worth of the last printed digit (zero: an exact count).
    ``origin`` groups articles that are no independent sources of each other: reprints of one
    notice share it.  ``settled`` says the article's own checks found this number contradicted
    (``violated``), confirmed (``satisfied``), ``undecided``, or ``None``.
    """

    key: tuple[int, int]
    indicator: str
    label: str
    body: int | None
    body_name: str | None
    area: int | None
    area_name: str | None
    area_kind: str | None
    low: Decimal | None
    high: Decimal | None
    step: Decimal
    approx: Approx
    unit: str
    period: Period | None
    status: Status
    aspect: Aspect
    breakdown: str | None = None
    direction: Direction | None = None
    per: str | None = None
    confidence: float = 1.0
    quote: str = ""
    sentence: str = ""
    article: int = 0
    article_title: str | None = None
    source: str | None = None
    publisher: str | None = None
    published: str | None = None
    origin: int = 0
    settled: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation of one article carried into the archive: its type, reading, and the keys by role.

    ``roles`` maps a role of ``Relation`` to statement keys, in order.
    """

    type: str
    reading: str | None
    roles: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]


@dataclass(frozen=True, slots=True)
class ArchiveFinding:
    """One check across articles.

    ``key`` is stable: a hash of the rule and of what it was applied to (contents, not row ids), so
    that a person's verdict survives the next run.  ``sides`` are the statements that stand against
    each other, each a tuple of statement keys; ``sources`` counts the independent sources of each
    side.  ``arithmetic`` is the computation in figures; ``messages`` maps ``vi`` and ``en`` to the
    sentence a person reads.
    """

    key: str
    rule: str
    verdict: Verdict
    severity: Severity
    indicator: str | None
    body: int | None
    area: int | None
    sides: tuple[tuple[tuple[int, int], ...], ...]
    sources: tuple[int, ...]
    arithmetic: str
    messages: tuple[tuple[str, str], ...]
    only_by_rounding: bool = False
    readings: tuple[str, ...] = field(default=())
