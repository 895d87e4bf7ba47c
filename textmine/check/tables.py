"""The smaller tables of checking: reach of words, round numbers, units, phrases, traits."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from textmine.check.stated import RoundNumber, Tolerances, Width
from textmine.check.units import COUNT, UnitLabel, Units
from textmine.model import Approx
from textmine.packs.loader import PackSet, Row

OPEN = "open"


def load_tolerances(packs: PackSet) -> Tolerances:
    """``[[tolerance]]``: id, approx, tight and loose reach ``[below, above]`` as shares of the
    value or ``"open"``, least reach in last places, unit (any when missing); and
    ``[[round_number]]``: id ``count`` or ``measure``, zeros, least.

    Raises PackError naming the row that is wrong.
    """
    tight: dict[tuple[str, str], Width] = {}
    loose: dict[tuple[str, str], Width] = {}
    for row in packs.by_id("tolerance").values():
        _only(row, {"id", "approx", "unit", "tight", "loose", "least"})
        approx, unit = row.data.get("approx"), row.data.get("unit", "")
        if approx not in tuple(Approx) or not isinstance(unit, str):
            raise row.error(f"approx is {approx!r}", f"use one of {', '.join(Approx)}")
        least = decimal(row, "least", row.data.get("least", 0), Decimal(0))
        tight[str(approx), unit] = _width(row, "tight", least)
        loose[str(approx), unit] = _width(row, "loose", least)
    rounds = {}
    for id, row in packs.by_id("round_number").items():
        _only(row, {"id", "zeros", "least"})
        zeros = row.data.get("zeros")
        if id not in ("count", "measure") or not isinstance(zeros, int) or zeros < 1:
            raise row.error("a round number needs id count or measure and zeros of at least 1")
        rounds[id] = RoundNumber(zeros, decimal(row, "least", row.data.get("least"), Decimal(0)))
    return Tolerances(tight, loose, rounds)


def load_units(packs: PackSet) -> Units:
    """Measures from ``[[unit]]`` (dimension other than count), ``[[unit_conversion]]`` (id, to,
    factor) and ``[[unit_label]]`` (id, unit, scale, vi, en, glued, chosen).

    Raises PackError naming the row that is wrong.
    """
    measures = {"percent"}
    for row in packs.rows("unit"):
        if row.data.get("dimension", COUNT) != COUNT and isinstance(row.data.get("id"), str):
            measures.add(row.data["id"])
    conversions = {}
    for id, row in packs.by_id("unit_conversion").items():
        _only(row, {"id", "to", "factor"})
        to = row.data.get("to")
        factor = decimal(row, "factor", row.data.get("factor"), Decimal(0))
        if not isinstance(to, str) or not factor:
            raise row.error("a conversion needs to and a factor above zero")
        conversions[id] = (to, factor)
        measures |= {id, to}
    labels = []
    for row in packs.by_id("unit_label").values():
        _only(row, {"id", "unit", "scale", "vi", "en", "glued", "chosen"})
        scale = decimal(row, "scale", row.data.get("scale", 1), Decimal(0))
        names = _texts(row)
        unit = row.data.get("unit")
        if not isinstance(unit, str) or not scale:
            raise row.error("a unit label needs unit and a scale above zero")
        glued, chosen = bool(row.data.get("glued")), bool(row.data.get("chosen"))
        labels.append(UnitLabel(unit, scale, names, glued, chosen))
    return Units(frozenset(measures), conversions, tuple(labels))


def load_phrases(packs: PackSet) -> dict[str, dict[str, str]]:
    """``[[phrase]]``: id, vi, en.  Raises PackError naming the row that is wrong."""
    phrases = {}
    for id, row in packs.by_id("phrase").items():
        _only(row, {"id", "vi", "en"})
        phrases[id] = _texts(row)
    return phrases


def load_traits(packs: PackSet) -> dict[str, str]:
    """``[[trait]]``: id, terms; each term (folded) to the trait's id.

    Raises PackError naming the row that is wrong.
    """
    traits = {}
    for id, row in packs.by_id("trait").items():
        _only(row, {"id", "terms"})
        terms = row.data.get("terms")
        if not isinstance(terms, list) or not all(isinstance(term, str) for term in terms):
            raise row.error("terms must be a list of strings")
        traits.update(dict.fromkeys(terms, id))
    return traits


def decimal(row: Row, key: str, value: object, least: Decimal | None = None) -> Decimal:
    """A finite number of a row, at least ``least``; raises PackError otherwise."""
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise row.error(f"{key} is no number: {value!r}") from error
    if not number.is_finite() or (least is not None and number < least):
        raise row.error(f"{key} is no possible number: {value!r}")
    return number


def _width(row: Row, key: str, least: Decimal) -> Width:
    pair = row.data.get(key)
    if not isinstance(pair, list) or len(pair) != 2:
        raise row.error(f"{key} must be [below, above]", f'shares of the value, or "{OPEN}"')
    below, above = (None if x == OPEN else decimal(row, key, x, Decimal(0)) for x in pair)
    return Width(below, above, least)


def _texts(row: Row) -> dict[str, str]:
    vi, en = row.data.get("vi"), row.data.get("en")
    if not isinstance(vi, str) or not isinstance(en, str):
        raise row.error("vi and en are needed")
    return {"vi": vi, "en": en}


def _only(row: Row, known: Iterable[str]) -> None:
    unknown = sorted(set(row.data) - set(known))
    if unknown:
        raise row.error(f"unknown key {unknown[0]}", f"known: {', '.join(sorted(known))}")
