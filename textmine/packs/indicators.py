"""What an indicator is and how it is expressed, read from ``[[indicator]]`` rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from textmine.packs.loader import PackSet, Row

KINDS = ("stock", "flow", "rate")
_COUNT_LIKE = frozenset({"person", "household", "organization", "count"})
_DIMENSION = {
    "percent": "percent",
    "VND": "money",
    "hectare": "area",
    "tonne": "mass",
    "km": "length",
}
_EXPRESSION_KEYS = frozenset(
    {
        "nouns",
        "before",
        "after",
        "without",
        "context",
        "bare",
        "weight",
        "dimensions",
        "units",
        "standing",
        "sentence",
        "not_sentence",
        "not_between",
    }
)
_INDICATOR_KEYS = frozenset(
    {
        "id",
        "kind",
        "unit",
        "units",
        "additive",
        "bounds",
        "label",
        "part_of",
        "plan_percent",
        "share_percent",
        "target",
        "worth",
        "expression",
        "examples",
        "counter",
        "over_period",
        "at_event",
        "accrues",
    }
)


@dataclass(frozen=True, slots=True)
class Expression:
    """One way an indicator is put into words; every condition named must hold.

    ``nouns``: the counted noun begins with one; ``before``/``after``: one stands left in the
    sentence / right in the clause; ``without``: none stands in the clause; ``context``: one
    stands anywhere in the article; ``sentence``/``not_sentence``: one/none stands anywhere in the
    sentence; ``not_between``: none stands between ``before`` and the number; ``bare``: the noun
    may be missing.  ``dimensions`` (or exact
    ``units``) limit the quantities it can take.  ``standing``: it counts what there is, not what
    something is done to (``giúp 4 hộ``).  Words are folded.
    """

    indicator: str
    nouns: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    bare: bool = False
    weight: float = 1.0
    dimensions: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    standing: bool = False
    sentence: tuple[str, ...] = ()
    not_sentence: tuple[str, ...] = ()
    not_between: tuple[str, ...] = ()

    @property
    def conditions(self) -> tuple[tuple[str, ...], ...]:
        """Lists of words that stand elsewhere or must not: neither nouns nor beside the number."""
        return self.without, self.context, self.sentence, self.not_sentence, self.not_between


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measure: ``kind`` stock (true at an instant), flow (over a period) or rate.

    ``bounds`` are the least and greatest possible values in ``unit`` (``None``: unbounded).
    ``plan_percent`` names the indicator of its share of the plan, ``share_percent`` of its share
    of the whole, ``target`` of its planned value, ``worth`` of the money it is worth.
    ``part_of`` lists indicators whose value, for the same subject and moment, it cannot exceed.
    ``over_period``: a rate that sums up a stretch of time (a plan attained, growth) rather than a
    moment. ``at_event``: counted on the day of the event reported (delegates), not as things stand.
    ``accrues``: it grows over months (a budget's revenue), so that the day of an event never dates
    it.
    """

    id: str
    kind: str
    unit: str
    units: tuple[str, ...]
    additive: bool
    low: Decimal | None
    high: Decimal | None
    labels: Mapping[str, str]
    part_of: tuple[str, ...]
    plan_percent: str | None
    share_percent: str | None
    target: str | None
    worth: str | None
    expressions: tuple[Expression, ...]
    examples: tuple[str, ...]
    counter: tuple[str, ...]
    pack: str
    over_period: bool = False
    at_event: bool = False
    accrues: bool = False

    def label(self, language: str = "vi") -> str:
        return self.labels.get(language) or self.labels.get("vi") or self.id


def dimension_of(unit: str) -> str:
    """The dimension of a unit id: ``VND`` -> ``money``; counts and counted nouns -> ``count``."""
    if "/" in unit:
        return unit
    return _DIMENSION.get(unit, "count")


def is_count(unit: str) -> bool:
    return unit in _COUNT_LIKE or dimension_of(unit) == "count"


def load_indicators(packs: PackSet) -> dict[str, Indicator]:
    """Indicators by id, later packs replacing earlier ones.

    Raises PackError naming the row when a field is missing, misspelt or of the wrong type.
    """
    indicators = {id: _indicator(row) for id, row in packs.by_id("indicator").items()}
    for id, row in packs.by_id("indicator").items():
        for key in ("plan_percent", "share_percent", "target", "worth"):
            other = row.data.get(key)
            if other is not None and other not in indicators:
                raise row.error(f"{key} names {other}, which no pack defines")
        for other in indicators[id].part_of:
            if other not in indicators:
                raise row.error(f"part_of names {other}, which no pack defines")
    return indicators


def _indicator(row: Row) -> Indicator:
    data = row.data
    unknown = sorted(set(data) - _INDICATOR_KEYS)
    if unknown:
        raise row.error(f"unknown key {unknown[0]}", f"known: {', '.join(sorted(_INDICATOR_KEYS))}")
    kind, unit = data.get("kind"), data.get("unit")
    if kind not in KINDS:
        raise row.error(f"kind is {kind!r}", f"use one of {', '.join(KINDS)}")
    if not isinstance(unit, str):
        raise row.error("unit is missing")
    labels = data.get("label")
    if not isinstance(labels, dict) or not labels.get("vi"):
        raise row.error("label.vi is missing")
    bounds = [*data.get("bounds", ()), None, None][:2]
    units = _words(row, data, "units") or (unit,)
    defaults = tuple(dict.fromkeys(dimension_of(name) for name in units))
    expressions = data.get("expression", ())
    return Indicator(
        id=data["id"],
        kind=kind,
        unit=unit,
        units=units,
        additive=bool(data.get("additive", False)),
        low=None if bounds[0] is None else Decimal(str(bounds[0])),
        high=None if bounds[1] is None else Decimal(str(bounds[1])),
        labels=labels,
        part_of=_words(row, data, "part_of"),
        plan_percent=data.get("plan_percent"),
        share_percent=data.get("share_percent"),
        target=data.get("target"),
        worth=data.get("worth"),
        expressions=tuple(_expression(row, entry, defaults) for entry in expressions),
        examples=_words(row, data, "examples"),
        counter=_words(row, data, "counter"),
        pack=row.pack,
        over_period=bool(data.get("over_period", False)),
        at_event=bool(data.get("at_event", False)),
        accrues=bool(data.get("accrues", False)),
    )


def _expression(row: Row, entry: Mapping[str, Any], dimensions: tuple[str, ...]) -> Expression:
    unknown = sorted(set(entry) - _EXPRESSION_KEYS)
    if unknown:
        raise row.error(f"expression has an unknown key {unknown[0]}")
    return Expression(
        indicator=row.data["id"],
        nouns=_words(row, entry, "nouns"),
        before=_words(row, entry, "before"),
        after=_words(row, entry, "after"),
        without=_words(row, entry, "without"),
        context=_words(row, entry, "context"),
        bare=bool(entry.get("bare", False)),
        weight=float(entry.get("weight", 1.0)),
        dimensions=_words(row, entry, "dimensions") or dimensions,
        units=_words(row, entry, "units"),
        standing=bool(entry.get("standing", False)),
        sentence=_words(row, entry, "sentence"),
        not_sentence=_words(row, entry, "not_sentence"),
        not_between=_words(row, entry, "not_between"),
    )


def _words(row: Row, entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key, ())
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise row.error(f"{key} must be a list of strings")
    return tuple(value)
