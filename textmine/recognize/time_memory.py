"""What an article has told of already: the years, quarters, months and terms it speaks about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from textmine.model.period import TimeKind, TimeMention, earliest
from textmine.recognize.time_calendar import Reference

# Days a unit must have run before the article speaks of it as one with results: early in
# January "trong năm" is the year before, which was told of, too.
_RUN_IN = {"year": 75, "quarter": 40, "month": 12}
_YEARS = frozenset({"year", "months_first", "months_elapsed", "half_year", "quarter"})
_TERMS = frozenset({"term", "term_past"})
_YEAR, _DAY = 4, 10  # lengths of an ISO year and day
_AROUND = 1  # years from the reference's; what lies further off is told of as history

Bounds = tuple[str, str]


@dataclass(slots=True)
class Memory:
    """Stretches in the order told; one per article, filled while its expressions are read."""

    day: str | None = None
    term: tuple[int, int] | None = None
    months: dict[int, Bounds] = field(default_factory=dict)
    _told: dict[str, list[Bounds]] = field(default_factory=dict)
    _last: dict[str, int] = field(default_factory=dict)

    def add(self, mention: TimeMention) -> None:
        """Keeps what later expressions point back to: cùng ngày, trong năm, 9 tháng."""
        first, last, rule = mention.start, mention.end, mention.rule
        at = mention.span.start
        if last is None:
            return
        if mention.kind is TimeKind.INSTANT and len(last) == _DAY and not rule.startswith("now"):
            self.day = last
        if rule == "since_now":
            self._keep("year", (last[:_YEAR], last[:_YEAR]), at)
        if mention.kind is TimeKind.UNTIL:
            self._keep("year", (last[:_YEAR], last[:_YEAR]), at)
        if first is None or mention.kind is not TimeKind.INTERVAL:
            return
        if rule in _YEARS and first[:_YEAR] == last[:_YEAR]:
            self._keep("year", (last[:_YEAR], last[:_YEAR]), at)
        if rule in ("quarter", "month"):
            self._keep(rule, (first, last), at)
        if rule in ("months_first", "months_elapsed") and first.endswith("-01-01"):
            self.months[int(last[5:7])] = (first, last)
        if rule in _TERMS:
            self.term = int(first[:_YEAR]), int(last[:_YEAR])

    def _keep(self, unit: str, bounds: Bounds, position: int) -> None:
        self._told.setdefault(unit, []).append(bounds)
        self._last[unit] = position

    def last_told(self, unit: str) -> int:
        """Where the year, quarter or month told of last stands, -1 when none was."""
        return self._last.get(unit, -1)

    def told(
        self, unit: str, reference: Reference, *, ahead: bool = False, afresh: bool = False
    ) -> Bounds | None:
        """The year, quarter or month told of last that can have results by the reference.

        ``ahead``: the clause speaks of plans, so that the last told will do in any case.
        ``afresh``: a paragraph of its own, so that the latest one told counts, not the last one
        glanced at.
        """
        told = [
            bounds
            for bounds in self._told.get(unit, ())
            if reference.year is None or abs(int(bounds[0][:_YEAR]) - reference.year) <= _AROUND
        ]
        if not told:
            return None
        today = reference.date
        if not ahead and today is not None:
            for bounds in reversed(sorted(told) if afresh else told):
                if has_run(unit, earliest(bounds[0]), today):
                    return bounds
            if earliest(told[-1][0]) > today:
                return None  # nhiệm vụ năm 2015, in December 2014: no year with results
        return told[-1]

    def told_year(self, year: int) -> bool:
        """Whether the article has told of this year."""
        return (str(year), str(year)) in self._told.get("year", ())


def has_run(unit: str, first: date, today: date) -> bool:
    """Whether a unit that began on ``first`` is old enough on ``today`` to be reported on."""
    return first + timedelta(days=_RUN_IN[unit]) <= today
