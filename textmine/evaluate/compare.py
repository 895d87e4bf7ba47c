"""When two values mean the same: names, units, intervals, periods, indicators."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from textmine.evaluate.gold import OTHER, Bounds, GoldFact
from textmine.model import Aspect, Fact, Period, Status, earliest, latest
from textmine.packs.indicators import Indicator
from textmine.packs.loader import PackSet
from textmine.text.fold import fold_text

_TOLERANCE = Decimal("1e-9")
_WORD = re.compile(r"\w+(?:[.&/]\w+)*")
_CHANGES = frozenset({Aspect.CHANGE, Aspect.GROWTH, Aspect.INDEX})
# Units that one fact may print and another convert: to which they belong, and their worth in it.
_BASE = {
    "kg": ("tonne", Decimal("0.001")),
    "m": ("km", Decimal("0.001")),
    "m2": ("hectare", Decimal("0.0001")),
}


@dataclass(frozen=True, slots=True)
class Comparer:
    """Comparisons that need the packs: abbreviations, measuring units, planned indicators.

    ``expand`` maps a folded abbreviation to its folded long form, ``measures`` holds the units
    that measure (every other unit counts things, and all counts are of one dimension),
    ``targets`` maps an indicator to the one of its planned value.
    """

    expand: Mapping[str, str]
    measures: frozenset[str]
    indicators: Mapping[str, Indicator]

    @classmethod
    def of(cls, packs: PackSet, indicators: Mapping[str, Indicator]) -> Comparer:
        pairs = (pair for row in packs.rows("abbreviation") for pair in row.data["pairs"])
        expand = {_fold(short): _fold(long) for short, long in pairs}
        measures = frozenset(str(row.data["id"]) for row in packs.rows("unit"))
        return cls(expand, measures, indicators)

    def name(self, name: str) -> str:
        """``UBND huyện Mai Sơn`` and ``Uỷ ban nhân dân Huyện Mai Sơn`` give the same string."""
        words = _WORD.findall(_fold(name))
        return " ".join(self.expand.get(word, word) for word in words)

    def same_name(
        self, wanted: str | None, also: Iterable[str | None], given: str | None
    ) -> bool:
        """``given`` is one of the right names; ``None`` among them: nobody is right too."""
        right = (wanted, *also)
        if given is None:
            return None in right
        return self.name(given) in {self.name(name) for name in right if name is not None}

    def same_value(self, gold: GoldFact, fact: Fact) -> bool:
        """Interval and unit agree, after conversion to one base unit."""
        ratio = self._unit_ratio(gold, fact.unit)
        if ratio is None:
            return False
        return _near(gold.low, fact.low, ratio) and _near(gold.high, fact.high, ratio)

    def _unit_ratio(self, gold: GoldFact, given: str) -> Decimal | None:
        """What to multiply ``given`` values with to get the gold unit; ``None``: not the same."""
        wanted_head, *wanted_per = gold.unit.split("/")
        given_head, *given_per = given.split("/")
        printed = gold.quote.count("/") if wanted_head in self.measures else 0
        if wanted_per[:printed] != given_per[: len(wanted_per[:printed])]:
            return None
        wanted_base, wanted_worth = _BASE.get(wanted_head, (wanted_head, Decimal(1)))
        given_base, given_worth = _BASE.get(given_head, (given_head, Decimal(1)))
        if self._kind(wanted_base) != self._kind(given_base) and not _points(gold, given):
            return None
        return given_worth / wanted_worth

    def _kind(self, unit: str) -> str:
        return unit if unit in self.measures else "count"

    def same_indicator(self, gold: GoldFact, fact: Fact) -> bool:
        given = self.planned(fact.indicator, fact.status)
        wanted = {gold.indicator, *gold.indicator_also}
        return given in {self.planned(name.split(":")[0], gold.status) for name in wanted}

    def planned(self, indicator: str, status: str) -> str:
        """``party.members.admitted`` as a target is ``party.admission.target``."""
        if status == Status.TARGET and indicator in self.indicators:
            return self.indicators[indicator].target or indicator
        return indicator

    def same_period(self, gold: GoldFact, fact: Fact) -> bool:
        """Both bounds agree as days.

        Of what is true at an instant (a stock, a share on a date) and of a change only the last
        day counts: a date of reduced precision stands for its end, and the base of a comparison
        may or may not be told as the beginning.
        """
        return any(
            self._same_bounds(gold, period, fact.period)
            for period in (gold.period, *gold.period_also)
        )

    def _same_bounds(self, gold: GoldFact, wanted: Bounds | None, given: Period | None) -> bool:
        if wanted is None or given is None:
            return wanted is None and _undated(given)
        first, last = _days(*wanted)
        start, end = _days(given.start, given.end)
        return last == end and (self._instant(gold, wanted) or first == start)

    def _instant(self, gold: GoldFact, wanted: Bounds) -> bool:
        if gold.aspect in _CHANGES:
            return True
        if wanted[0] != wanted[1]:
            return False
        known = self.indicators.get(gold.indicator)
        return known is None or known.kind != "flow"


def is_other(indicator: str) -> bool:
    return indicator.split(":")[0] == OTHER


def _fold(name: str) -> str:
    return fold_text(unicodedata.normalize("NFC", name))


def _points(gold: GoldFact, given: str) -> bool:
    """Of a change of a rate, "giảm 2,1%" is percent as printed and points as meant."""
    return gold.aspect in _CHANGES and {gold.unit, given} == {"percent", "percentage_point"}


def _near(wanted: Decimal | None, given: Decimal | None, ratio: Decimal) -> bool:
    if wanted is None or given is None:
        return wanted is None and given is None
    return abs(given * ratio - wanted) <= _TOLERANCE * max(abs(wanted), Decimal(1))


def _days(start: str | None, end: str | None) -> tuple[date | None, date | None]:
    return earliest(start) if start else None, latest(end) if end else None


def _undated(period: Period | None) -> bool:
    return period is None or (period.start is None and period.end is None)
