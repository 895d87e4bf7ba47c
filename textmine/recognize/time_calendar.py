"""Calendar arithmetic for time expressions: the reference date, guessed years, ISO bounds."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from textmine.model.period import earliest

FIRST_YEAR, LAST_YEAR = 1000, 2200  # years outside are numbers, not dates
_MIDDLE = 15  # stands for an unknown day of a month
_STALE = 300  # days; further back than this, next year's is meant
_AHEAD = 202  # days; further ahead than this, last year's is meant (1.25 times as far)


@dataclass(frozen=True, slots=True)
class Reference:
    """The day an article speaks from; ``month`` and ``day`` are None at reduced precision."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @staticmethod
    def of(published: str | None) -> Reference:
        """From an ISO date of any precision; anything else is an unknown reference."""
        if not published:
            return Reference()
        try:
            first = earliest(published)
        except ValueError:
            return Reference()
        if not 1900 <= first.year <= 2200:
            return Reference()
        parts = published.count("-")
        return Reference(
            first.year, first.month if parts else None, first.day if parts > 1 else None
        )

    @property
    def iso(self) -> str | None:
        """ISO 8601 at the precision known."""
        return iso(self.year, self.month, self.day) if self.year else None

    @property
    def date(self) -> date | None:
        """The exact day, or None at reduced precision."""
        if self.year and self.month and self.day:
            return date(self.year, self.month, self.day)
        return None

    def guess_year(self, month: int, day: int | None = None) -> int | None:
        """The year of a date printed without one; None when the reference is unknown.

        News reports the recent past, so the year of publication stands unless the date would lie
        more than 300 days back (then the coming one) or more than 202 days ahead (then the past
        one): on 2020-10-16 every month is 2020's, on 5 January ``20/12`` is last year's.
        """
        if self.year is None or self.month is None:
            return self.year
        today = date(self.year, self.month, self.day or _MIDDLE)
        days = (date(self.year, month, min(day or _MIDDLE, 28)) - today).days
        if days < -_STALE:
            return self.year + 1
        return self.year - 1 if days > _AHEAD else self.year


def iso(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """ISO 8601 of the given precision; None when there is no such day or the year is unknown."""
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        whole = date(year, month or 1, day or 1)
    except ValueError:
        return None
    return whole.isoformat()[: 10 if day else 7 if month else 4]


def month_end(year: int, month: int) -> str:
    """Last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1]).isoformat()


def months(year: int | None, first: int, last: int) -> tuple[str | None, str | None]:
    """From the first day of month ``first`` to the last day of ``last`` (1-12) of one year."""
    if year is None or not 1 <= first <= last <= 12:
        return None, None
    return iso(year, first, 1), month_end(year, last)


def add_months(day: date, count: int) -> date:
    """The same day ``count`` months on, or the month's last when it is shorter.

    Raises ValueError outside the years datetime knows.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift_month(year: int, month: int, count: int) -> str | None:
    """ISO month ``count`` months on."""
    year, month = divmod(year * 12 + month - 1 + count, 12)
    return iso(year, month + 1)


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def with_year(bound: str | None, year: int) -> str | None:
    """The same bound in another year; None when that year lacks the day."""
    if bound is None:
        return None
    pieces = [int(piece) for piece in bound.split("-")]
    return iso(year, *pieces[1:])


def shift_years(bound: str | None, count: int) -> str | None:
    """The same bound ``count`` years on (29 February becomes the 28th)."""
    if bound is None:
        return None
    year = int(bound[:4]) + count
    return with_year(bound, year) or with_year(bound[:-2] + "28", year)
