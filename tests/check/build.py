"""Facts and relations typed in by hand, for the tests of this directory."""

from __future__ import annotations

from decimal import Decimal

from textmine.check.stated import Stated
from textmine.model import (
    Approx,
    Aspect,
    Direction,
    Evidence,
    Fact,
    Period,
    Relation,
    RelationType,
    Span,
    Status,
)


def fact(
    id: str,
    value: str | int | None,
    indicator: str = "other",
    *,
    at: int = 0,
    high: str | int | None = None,
    step: str | int = 0,
    decimals: int = 0,
    unit: str = "person",
    label: str = "người",
    approx: Approx = Approx.EXACT,
    subject: str | None = None,
    period: Period | None = None,
    status: Status = Status.ACTUAL,
    aspect: Aspect = Aspect.LEVEL,
    direction: Direction | None = None,
    breakdown: str | None = None,
    per: str | None = None,
    confidence: float = 0.9,
    said: bool = False,
) -> Fact:
    low = None if value is None else Decimal(value)
    span = Span(at, at + 5)
    return Fact(
        id=id,
        indicator=indicator,
        label=label,
        subject=subject,
        low=low,
        high=low if high is None else Decimal(high),
        decimals=decimals,
        step=Decimal(step),
        approx=approx,
        unit=unit,
        period=period,
        status=status,
        aspect=aspect,
        span=span,
        text="12345",
        evidence=Evidence(span, status=span if said else None),
        confidence=confidence,
        direction=direction,
        breakdown=breakdown,
        per=per,
    )


def percent(id: str, value: str | int, **more: object) -> Fact:
    decimals = len(str(value).partition(".")[2])
    step = Decimal(1).scaleb(-decimals)
    given = {"unit": "percent", "decimals": decimals, "step": step, "label": "tỷ lệ", **more}
    return fact(id, value, **given)  # type: ignore[arg-type]


def billions(id: str, value: str, indicator: str = "budget.revenue", **more: object) -> Fact:
    """``36.6`` tỷ đồng with its decimals as printed."""
    decimals = len(value.partition(".")[2])
    given = {
        "unit": "VND",
        "decimals": decimals,
        "step": Decimal(10) ** (9 - decimals),
        "label": "thu ngân sách",
        **more,
    }
    return fact(id, str(int(Decimal(value) * 10**9)), indicator, **given)  # type: ignore[arg-type]


def relation(type: str, reading: str | None = None, **roles: str | tuple[str, ...]) -> Relation:
    """``relation("share", part="F1", whole="F2")``; ``from_`` stands for ``from``."""
    facts = tuple(
        (role.rstrip("_"), (ids,) if isinstance(ids, str) else ids) for role, ids in roles.items()
    )
    return Relation(RelationType(type), facts, reading)


def say(text: str) -> Stated:
    """A printed number: ``24`` is an exact count, ``~24`` a measured one, ``36.6`` to a tenth."""
    measured = text.startswith("~") or "." in text
    digits = text.lstrip("~")
    decimals = len(digits.partition(".")[2])
    return Stated.plain(digits, Decimal(1).scaleb(-decimals) if measured else 0)
