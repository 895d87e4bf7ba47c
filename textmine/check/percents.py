"""Checks that recompute a printed percentage, under every reading its words allow.

A percentage P beside a quotient q = 100 x a / b can mean several things.  ``of``: q is P.
``more``: q is 100 + P (``vượt 30%``, ``tăng 30%``).  ``less``: q is 100 - P.  ``points``: a and b
are percentages and P is their difference.  ``inverse``: the change was taken as a share of the
new value instead of the old.  A reading the words allow satisfies the check; one they do not
allow, but that makes the numbers agree, leaves it undecided; only when none does is it violated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from textmine.check.interval import HUNDRED, Interval
from textmine.check.outcome import MISSING, Fit, Outcome, best, fit, judged
from textmine.check.stated import Stated
from textmine.model import Direction, Verdict

OF, MORE, LESS, POINTS, INVERSE = "of", "more", "less", "points", "inverse"
_FULL = Stated.exact(100)


def ratio(
    numerator: Stated | None,
    denominator: Stated | None,
    percent: Stated | None,
    direction: Direction | None = None,
) -> Outcome:
    """``42/40, đạt 105%``: violated when neither 105 nor 100 ± 105 can be 42/40."""
    if not _known(numerator, denominator):
        return MISSING
    assert numerator is not None and denominator is not None
    share = _percent(numerator, denominator)
    if share is None:
        return MISSING
    if percent is None or not percent.known:
        amounts = {"share": (share.printed, "%")}
        return Outcome(Verdict.UNDECIDED, "no_percent", None, share.tight, amounts=amounts)
    allowed = {None: OF, Direction.INCREASE: MORE, Direction.DECREASE: LESS}[direction]
    return _choose(share, percent, (allowed,), (OF, MORE, LESS))


def share(part: Stated | None, whole: Stated | None, percent: Stated | None) -> Outcome:
    """``92 nữ, chiếm 24%``: violated when 24 can be neither the part nor the rest of the whole."""
    if part is None or percent is None or not _known(part, percent):
        return MISSING
    if whole is None or not whole.known:
        return _implied("whole", part, percent)
    found = _percent(part, whole)
    return MISSING if found is None else _choose(found, percent, (OF,), (OF, LESS))


def growth(
    current: Stated | None,
    base: Stated | None,
    percent: Stated | None,
    direction: Direction | None = None,
    *,
    index: bool = False,
    rates: bool = False,
    points: bool = False,
) -> Outcome:
    """``115 tăng 15% so với 100``; ``index`` for ``bằng 115% so với``.

    ``rates``: current and base are percentages, so P may be points; ``points``: it says so.
    Violated when neither growth, decline, index, points nor growth on the other base fits.
    """
    if current is None or percent is None or not _known(current, percent):
        return MISSING
    allowed = _growth_readings(direction, index, rates, points)
    if base is None or not base.known:
        if points or rates:
            return MISSING
        return _implied("base", current, _expected(allowed[0], percent))
    quotient = _percent(current, base)
    if quotient is None:
        return MISSING
    moved = base - current if direction is Direction.DECREASE else current - base
    extra = {POINTS: (percent, moved)} if rates else {}
    back = _percent(base, current)
    if back is not None and not points:
        turned = MORE if direction is Direction.DECREASE else LESS
        extra[INVERSE] = (_expected(turned, percent), back)
    readings = () if points else (OF, MORE, LESS)
    return _choose(quotient, percent, allowed, readings, extra)


def _growth_readings(
    direction: Direction | None, index: bool, rates: bool, points: bool
) -> tuple[str, ...]:
    if points:
        return (POINTS,)
    if index:
        return (OF,)
    first = LESS if direction is Direction.DECREASE else MORE
    return (first, POINTS) if rates else (first,)


def percent_of_plan(
    actual: Stated | None,
    plan: Stated | None,
    percent: Stated | None,
    reading: str | None = None,
    direction: Direction | None = None,
    *,
    rates: bool = False,
) -> Outcome:
    """``121, vượt 142% kế hoạch``: 142% reached (plan 85) or 142% beyond (plan 50)?

    With the plan printed: violated when no reading of the percentage fits.  Without it: the
    readings are compared by the whole-number plans they admit, and never violated.
    """
    if actual is None or percent is None or not _known(actual, percent):
        return MISSING
    allowed = plan_readings(percent, reading, direction)
    if plan is None or not plan.known:
        return MISSING if rates else _without_plan(actual, percent, allowed)
    found = _percent(actual, plan)
    if found is None:
        return MISSING
    extra = {}
    if rates:
        moved = plan - actual if direction is Direction.DECREASE else actual - plan
        extra = {POINTS: (percent, moved)}
        if allowed != (OF,):
            allowed = (*allowed, POINTS)
    return _choose(found, percent, allowed, (OF, MORE, LESS), extra)


def plan_readings(
    percent: Stated, reading: str | None, direction: Direction | None
) -> tuple[str, ...]:
    """What the words allow: nothing "exceeds" a plan by reaching less than all of it."""
    if direction is Direction.DECREASE:
        return (LESS,)
    if reading is None and direction is Direction.INCREASE:
        reading = "exceeded"
    if reading in ("exceeded", "ambiguous"):
        high = percent.printed.high
        if high is not None and high < HUNDRED:
            return (MORE,) if reading == "exceeded" else (OF, MORE)
        return (OF, MORE)
    return (OF,)


def _without_plan(actual: Stated, percent: Stated, allowed: tuple[str, ...]) -> Outcome:
    plans: dict[str, Interval] = {}
    for name in allowed:
        base = _base(actual.tight, _expected(name, percent).tight)
        if base is None:
            return MISSING
        plans[name] = base
    if not actual.whole or percent.tight != percent.loose:
        # Amounts, and percentages said only roughly, fit some plan whatever it was.
        return _plans("both_fit" if len(plans) > 1 else "plan_missing", plans, actual)
    whole = {name: fitting for name, base in plans.items() if (fitting := whole_numbers(base))}
    if not whole:
        return _plans("none_fit", plans, actual)
    if len(whole) > 1:
        return _plans("both_fit", whole, actual)
    decided = len(allowed) > 1 or next(iter(whole.values())).point is not None
    return _plans("implied" if decided else "plan_missing", whole, actual)


def _plans(case: str, plans: Mapping[str, Interval], actual: Stated) -> Outcome:
    """The outcome that shows the plan under each reading, and what it gives when worked back."""
    names = {OF: "reached", MORE: "exceeded", LESS: "short"}
    amounts: dict[str, tuple[Interval, str]] = {}
    hull: Interval | None = None
    for name, plan in plans.items():
        hull = plan if hull is None else hull.hull(plan)
        amounts[f"plan_{names[name]}"] = (plan, "")
        amounts[f"percent_{names[name]}"] = ((actual.printed / plan).scaled(HUNDRED), "%")
    if hull is not None:
        amounts["plan"] = (hull, "")
        amounts["percent_plan"] = ((actual.printed / hull).scaled(HUNDRED), "%")
    return Outcome(
        Verdict.SATISFIED if case == "implied" else Verdict.UNDECIDED,
        case,
        None,
        hull,
        readings=tuple(names[name] for name in plans),
        amounts=amounts,
    )


def whole_numbers(span: Interval) -> Interval | None:
    """The first and last whole number in ``span`` from 1 up, or ``None`` when it holds none."""
    if span.low is None or span.high is None:
        return None
    first = max(span.low.to_integral_value(ROUND_CEILING), Decimal(1))
    last = span.high.to_integral_value(ROUND_FLOOR)
    return Interval(first, last) if first <= last else None


def _implied(name: str, amount: Stated, percent: Stated) -> Outcome:
    """A percentage of something not printed: worked out, for the reader to judge."""
    base = _base(amount.tight, percent.tight)
    if base is None:
        return MISSING
    amounts = {name: (base, "")}
    return Outcome(Verdict.UNDECIDED, f"{name}_missing", None, base, amounts=amounts)


def _base(amount: Interval, percent: Interval) -> Interval | None:
    base = amount.scaled(HUNDRED) / percent
    return None if base.low is None or base.high is None else base


def _expected(reading: str, percent: Stated) -> Stated:
    if reading == MORE:
        return _FULL + percent
    return _FULL - percent if reading == LESS else percent


def _percent(amount: Stated, base: Stated) -> Stated | None:
    """100 x amount / base, ``None`` when the base can be zero."""
    found = (amount / base).scaled(HUNDRED)
    return None if found.printed.unbounded or found.tight.unbounded else found


def _choose(
    quotient: Stated,
    percent: Stated,
    allowed: Sequence[str],
    readings: Sequence[str],
    extra: Mapping[str, tuple[Stated, Stated]] | None = None,
) -> Outcome:
    """The outcome over all readings: allowed ones decide, others can only cast doubt."""
    pairs = {name: (_expected(name, percent), quotient) for name in readings}
    pairs.update(extra or {})
    fits = {name: fit(*pair) for name, pair in pairs.items()}
    chosen = best({name: fits[name] for name in allowed})
    assert chosen is not None
    expected, computed = pairs[chosen]
    amounts = {"share": (computed.printed, "%"), "expected": (expected.printed, "%")}
    found = judged(expected, computed, reading=chosen, amounts=amounts)
    if fits[chosen] is Fit.APART:
        other = best({name: found for name, found in fits.items() if name not in allowed})
        if other is not None and fits[other] is not Fit.APART:
            found = replace(
                found, verdict=Verdict.UNDECIDED, case="other_reading", readings=(other,)
            )
    return replace(found, difference=chosen == POINTS)


def _known(*items: Stated | None) -> bool:
    return all(item is not None and item.known for item in items)
