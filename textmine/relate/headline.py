"""A headline's number is one of the body's: it takes from there what a headline leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from textmine.model import Approx, SectionKind
from textmine.relate.draft import Draft
from textmine.relate.measure import OTHER
from textmine.relate.scene import Scene

_SLACK = Decimal("0.04")  # headlines round


def complete_headline(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Dates the numbers of the title by the number of the body that says the same, the nearest.

    The subject is taken over too where the title names none.
    """
    body = [d for d in drafts if scene.section_kind(d.place.sentence) is not SectionKind.TITLE]
    for draft in drafts:
        if scene.section_kind(draft.place.sentence) is not SectionKind.TITLE:
            break
        found = [other for other in body if _same(draft, other)]
        if not found:
            continue
        again = min(found, key=lambda other: _apart(draft, other))
        if not scene.times_in(*_bounds(scene, draft)):
            draft.period, draft.period_span = again.period, again.period_span
        if draft.subject is None:
            draft.subject, draft.subject_span = again.subject, again.subject_span
        if draft.indicator == OTHER:
            draft.indicator, draft.label = again.indicator, again.label


def _bounds(scene: Scene, draft: Draft) -> tuple[int, int]:
    bounds = scene.bounds(draft.place.sentence)
    return bounds.start, bounds.end


def _same(title: Draft, body: Draft) -> bool:
    """Whether two numbers are one: unit, measure and side agree, values but for rounding."""
    one, two = title.quantity, body.quantity
    if one.unit != two.unit or title.frame.aspect is not body.frame.aspect:
        return False
    if title.indicator not in (OTHER, body.indicator) or body.plan_of is not None:
        return False
    if one.low is None or two.low is None:
        return False
    exact = one.low == two.low and one.high == two.high
    larger = max(abs(one.low), abs(two.low))
    rounded = one.dimension != "count" or one.approx is not two.approx
    if one.approx is Approx.MORE_THAN and two.low < one.low:
        return False
    if one.approx is Approx.LESS_THAN and two.low > one.low:
        return False
    bound = one.approx in (Approx.MORE_THAN, Approx.LESS_THAN)
    if bound and rounded and abs(one.low - two.low) <= 2 * _SLACK * larger:
        return True  # trên 5.000 tỷ đồng: 5.228
    return exact or (rounded and abs(one.low - two.low) <= _SLACK * larger)


def _apart(title: Draft, body: Draft) -> Decimal:
    """How far the two values lie from each other."""
    return abs((title.quantity.low or Decimal(0)) - (body.quantity.low or Decimal(0)))
