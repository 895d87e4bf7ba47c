"""Checks that need one number, one date or one printed parent, and no relation."""

from __future__ import annotations

from datetime import date

from textmine.check.interval import Interval
from textmine.check.outcome import MISSING, Outcome
from textmine.check.stated import Stated
from textmine.model import Period, Verdict, earliest, latest

_YEAR_DAYS = 366


def in_range(value: Stated | None, bounds: Interval) -> Outcome:
    """Can the number be within ``bounds``?  Violated when not even a loose reading can."""
    if value is None or not value.known:
        return MISSING
    if value.printed.meets(bounds) or value.tight.meets(bounds):
        return Outcome(Verdict.SATISFIED, "inside", value.tight, bounds)
    if value.loose.meets(bounds):
        return Outcome(Verdict.UNDECIDED, "nearly", value.tight, bounds)
    case = "below" if value.loose.below(bounds) else "above"
    return Outcome(Verdict.VIOLATED, case, value.tight, bounds)


def dates(period: Period | None, published: str | None, *, done: bool) -> Outcome:
    """Does a period run forwards, and lie before publication when its number is a result?

    A period that ends before it starts is violated when its own words carry both years, else
    undecided (a year may have been filled in).  A result (``done``) dated after publication is
    undecided: it may be a plan told without saying so.
    """
    if period is None or (period.start is None and period.end is None):
        return MISSING
    try:
        start = None if period.start is None else earliest(period.start)
        end = None if period.end is None else latest(period.end)
    except ValueError:
        return Outcome(Verdict.UNDECIDED, "unreadable")
    if start is not None and end is not None and start > end:
        if _years_printed(period):
            return Outcome(Verdict.VIOLATED, "reversed")
        return Outcome(Verdict.UNDECIDED, "perhaps_reversed")
    first = start if start is not None else end
    told = _latest(published)
    if done and told is not None and first is not None and first > told:
        return Outcome(Verdict.UNDECIDED, "future")
    return Outcome(Verdict.SATISFIED, "ordered")


def date_order(earlier: Period | None, later: Period | None) -> Outcome:
    """Does the base of a comparison lie before what is compared with it, as the text dates them?

    Never violated: a look back compares the other way round.
    """
    if earlier is None or later is None or not earlier.text or not later.text:
        return MISSING
    start, end = _first_day(earlier), _last_day(later)
    if start is None or end is None:
        return MISSING
    if start > end:
        return Outcome(Verdict.UNDECIDED, "backwards")
    return Outcome(Verdict.SATISFIED, "ordered")


def place_in_parent(inside: bool | None) -> Outcome:
    """Is the place where the text puts it?  ``None``: the gazetteer does not know."""
    if inside is None:
        return Outcome(Verdict.UNDECIDED, "unknown")
    if inside:
        return Outcome(Verdict.SATISFIED, "inside")
    return Outcome(Verdict.VIOLATED, "outside")


def periods_apart(one: Period | None, other: Period | None) -> bool:
    """Both periods are printed and differ, or one is not and they lie more than a year apart, so
    their numbers need not agree."""
    if one is None or other is None:
        return False
    if one.text and other.text:
        return (one.start, one.end) != (other.start, other.end)
    return _years_between(one, other) or _years_between(other, one)


def _years_between(earlier: Period, later: Period) -> bool:
    end, start = _last_day(earlier), _first_day(later)
    return end is not None and start is not None and (start - end).days > _YEAR_DAYS


def period_within(inner: Period | None, outer: Period | None) -> bool:
    """The inner period lies in the outer one, as far as both are known."""
    if inner is None or outer is None:
        return True
    begins, ends = _first_day(inner), _last_day(inner)
    start, end = _first_day(outer), _last_day(outer)
    early = begins is not None and start is not None and begins < start
    late = ends is not None and end is not None and ends > end
    return not early and not late


def _years_printed(period: Period) -> bool:
    start, end = (period.start or "")[:4], (period.end or "")[:4]
    return start in period.text and end in period.text


def _latest(iso: str | None) -> date | None:
    try:
        return None if iso is None else latest(iso)
    except ValueError:
        return None


def _first_day(period: Period | None) -> date | None:
    if period is None or period.start is None:
        return None
    try:
        return earliest(period.start)
    except ValueError:
        return None


def _last_day(period: Period | None) -> date | None:
    return None if period is None else _latest(period.end)
