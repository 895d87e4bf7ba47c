"""Whether the numbers of a gold relation can all be true: exact arithmetic over what they stand
for, from the gold alone.  It never sees what the extractor found or what the checks said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from .numbers import Number, Range

Numbers = Sequence[Number | None]
_HUNDRED = Range(Fraction(0), Fraction(101))
_LISTED = re.compile(r"gồm|chia ra|cụ thể|lần lượt|còn lại|\(|:")
_OPEN = re.compile(r"trong đó|trong số|như")
_UP, _DOWN = re.compile(r"\blên\b"), re.compile(r"\b(?:xuống|còn)\b")
# What is harvested may be less than what was sown, and yields are averages.
_LEAST_CROP, _MOST_CROP = Fraction(3, 4), Fraction(11, 10)


def agrees(relation: Mapping[str, Any], numbers: Numbers, text: str) -> bool | None:
    """``None`` when arithmetic has nothing to say of this relation."""
    check = _CHECKS.get(relation["type"])
    roles = {
        role: [numbers[index] for index in (given if isinstance(given, list) else [given])]
        for role, given in relation.items()
        if isinstance(given, (int, list)) and not isinstance(given, bool)
    }
    if check is None or any(number is None for group in roles.values() for number in group):
        return None
    kept = {role: [number for number in group if number] for role, group in roles.items()}
    return check(relation, kept, text)


Roles = Mapping[str, Sequence[Number]]


def _sum(relation: Mapping[str, Any], roles: Roles, text: str) -> bool | None:
    if not roles.get("total") or len(roles.get("parts", ())) < 2:
        return None
    total = roles["total"][0]
    if len({_dimension(number) for number in (total, *roles["parts"])}) > 1:
        return None
    added = Range(Fraction(0), Fraction(0))
    for part in roles["parts"]:
        added = added.plus(part.range())
    if closed(relation, roles, text):
        return added.meets(total.range())
    return not total.range().below(added)


def closed(relation: Mapping[str, Any], roles: Roles, text: str) -> bool:
    """The words say that the parts are all there is; else something may be left over."""
    if "reading" in relation:
        return bool(relation["reading"] == "partition")
    first = min(part.start for part in roles["parts"])
    last = max(part.start for part in roles["parts"])
    before = text[roles["total"][0].start : first].lower()
    if "còn lại" in text[first:last].lower():
        return True
    return bool(_LISTED.search(before)) and not _OPEN.search(before)


def _quotient(part: str, whole: str) -> Any:
    def check(relation: Mapping[str, Any], roles: Roles, text: str) -> bool | None:
        percent = roles.get("percent")
        if not percent:
            return None
        told = percent[0].range()
        if not roles.get(whole) or not roles.get(part):
            return told.meets(_HUNDRED) if relation["type"] == "share" else None
        if _dimension(roles[part][0]) != _dimension(roles[whole][0]):
            return None
        return told.meets(roles[part][0].range().over(roles[whole][0].range(), 100))

    return check


def _plan(relation: Mapping[str, Any], roles: Roles, text: str) -> bool | None:
    if not all(roles.get(role) for role in ("actual", "plan", "percent")):
        return None
    if _dimension(roles["actual"][0]) != _dimension(roles["plan"][0]):
        return None
    told = roles["percent"][0].range()
    plan = roles["plan"][0]
    bound = plan.value if plan.approx in ("at_least", "at_most") else None
    planned = Range(bound, bound) if bound is not None else plan.range()
    reached = roles["actual"][0].range().over(planned, 100)
    above = told.plus(Range(Fraction(100), Fraction(100)))
    reading = relation.get("reading") or "reached"
    if reading == "exceeded":
        return above.meets(reached)
    return told.meets(reached) or (reading == "ambiguous" and above.meets(reached))


def _delta(relation: Mapping[str, Any], roles: Roles, text: str) -> bool | None:
    if not all(roles.get(role) for role in ("after", "change", "before")):
        return None
    after, change, before = (roles[role][0].range() for role in ("after", "change", "before"))
    return before.plus(change).meets(after) or before.plus(change, -1).meets(after)


def _from_to(relation: Mapping[str, Any], roles: Roles, text: str) -> bool | None:
    if not roles.get("from") or not roles.get("to"):
        return None
    one, two = roles["from"][0], roles["to"][0]
    if _dimension(one) != _dimension(two):
        return None
    if roles.get("change"):
        change = roles["change"][0]
        if change.unit == one.unit:
            size = change.range()
            return one.range().plus(size).meets(two.range()) or two.range().plus(size).meets(
                one.range()
            )
    between = text[one.start : two.start].lower()
    if _UP.search(between):
        return not two.range().below(one.range())
    if _DOWN.search(between):
        return not one.range().below(two.range())
    return None


def _growth(relation: Mapping[str, Any], roles: Roles, text: str) -> bool | None:
    if not all(roles.get(role) for role in ("current", "base", "percent")):
        return None
    told = roles["percent"][0].range()
    index = roles["current"][0].range().over(roles["base"][0].range(), 100)
    hundred = Range(Fraction(100), Fraction(100))
    if relation.get("reading") == "index":
        return told.meets(index)
    return told.plus(hundred).meets(index) or hundred.plus(told, -1).meets(index)


def _part(relation: Mapping[str, Any], roles: Roles, text: str) -> bool | None:
    if not roles.get("part") or not roles.get("whole"):
        return None
    part, whole = roles["part"][0], roles["whole"][0]
    if _dimension(part) != _dimension(whole):
        return None
    return not whole.range().below(part.range())


def _product(relation: Mapping[str, Any], roles: Roles, text: str) -> bool | None:
    if len(roles.get("factors", ())) != 2 or not roles.get("result"):
        return None
    one, two = roles["factors"]
    made = one.range().by(two.range())
    if made.low is None or made.high is None:
        return None
    wide = Range(made.low * _LEAST_CROP, made.high * _MOST_CROP)
    return wide.meets(roles["result"][0].range())


def _repeat(relation: Mapping[str, Any], roles: Roles, text: str) -> bool | None:
    if not roles.get("first") or not roles.get("again"):
        return None
    return roles["first"][0].range().meets(roles["again"][0].range())


def _dimension(number: Number) -> str:
    """Counts of whatever are one dimension."""
    units = {"percent", "VND", "USD", "hectare", "m2", "tonne", "kg", "km", "m"}
    top = number.unit.split("/")[0]
    return top if top in units else "count"


_CHECKS = {
    "parts_sum": _sum,
    "ratio": _quotient("numerator", "denominator"),
    "share": _quotient("part", "whole"),
    "percent_of_plan": _plan,
    "delta": _delta,
    "from_to": _from_to,
    "growth": _growth,
    "part_of": _part,
    "product": _product,
    "repeat": _repeat,
}
