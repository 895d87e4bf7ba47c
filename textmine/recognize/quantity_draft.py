"""A quantity while it is being read, and how it becomes a record."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from textmine.model.enums import Approx
from textmine.model.quantity import Quantity, SlashRole
from textmine.model.span import Span
from textmine.recognize.numeral_words import ONE
from textmine.recognize.numerals import Numeral
from textmine.recognize.quantity_tail import NOUN, UNIT, Tail
from textmine.recognize.quantity_words import EXACT, Qualified, QualifierReader

_COUNT, _PERCENT = "count", "percent"
_THOUSAND = Decimal(1000)
_BILLION = Decimal(10) ** 9
_HALF = Decimal("0.5")


@dataclass(slots=True)
class Draft:
    """Clean offsets; ``start``/``end`` bound the span, ``reach`` is where the own words end."""

    numeral: Numeral
    tail: Tail
    start: int
    end: int
    reach: int
    low: Decimal | None
    high: Decimal | None
    step: Decimal
    decimals: int
    approx: Approx
    unit: str
    dimension: str
    number: Span
    head: Span | None = None
    slash: SlashRole | None = None
    partner: Draft | None = None
    carried: bool = False
    pending: bool = False  # a lone "một": a number only beside another count
    doubtful: bool = False  # a fraction that could as well be a day: 9/12
    named: bool = False  # nothing follows and a name stands before: Landmark 81, Mai Sơn 30


def make_draft(
    folded: str, numeral: Numeral, tail: Tail, said: Qualified, words: QualifierReader
) -> Draft:
    """One number with its tail and the qualifiers on both sides."""
    unit, dimension, factor = unit_of(numeral, tail)
    if numeral.thousands is not None and tail.kind == NOUN and numeral.scale == ONE:
        numeral = _thousands(numeral)  # 12,500 con: nobody counts parts of an animal
    low, high = numeral.low, numeral.high
    step = numeral.step
    if factor is not ONE:
        low, high, step = low * factor, high * factor, step * factor
    end = reach = tail.end
    if half := _half_after(folded, tail):
        low, high, step = low + _HALF * factor, high + _HALF * factor, step / 2
        end = reach = half
    start, end, approx = _bounded(folded, numeral, tail, said, words, end)
    if low != high and said.approx is not Approx.RANGE and approx is said.approx:
        approx = Approx.RANGE
    if dimension == _COUNT and numeral.scale == ONE and not numeral.decimals:
        step = Decimal(0)
    return Draft(
        numeral,
        tail,
        start,
        end,
        reach,
        *open_bounds(approx, low, high),
        step,
        max(numeral.decimals, 0),
        approx,
        unit,
        dimension,
        Span(numeral.start, numeral.end),
        tail.head,
    )


def _bounded(
    folded: str, numeral: Numeral, tail: Tail, said: Qualified, words: QualifierReader, end: int
) -> tuple[int, int, Approx]:
    """Start, end and meaning of the number with the bounds on both sides (``từ … trở lên``)."""
    bound = words.after(folded, end)
    if bound is None and (said.range_word or tail.dimension == _PERCENT):
        bound = words.upwards(folded, end, counted=not said.range_word)
    if bound is not None:
        return said.start, *bound
    if said.range_word and said.approx is EXACT:
        return (numeral.start if tail.lead < 0 else tail.lead), end, said.approx
    return said.start, end, said.approx


def open_bounds(
    approx: Approx, low: Decimal, high: Decimal
) -> tuple[Decimal | None, Decimal | None]:
    """``từ 7% trở lên`` is 7 and open above, ``không quá 5`` open below."""
    if approx is EXACT:
        return low, high
    if approx is Approx.AT_LEAST:
        return low, None
    if approx is Approx.AT_MOST:
        return None, high
    return low, high


def unit_of(numeral: Numeral, tail: Tail) -> tuple[str, str, Decimal]:
    """Unit, dimension and factor; a bare ``tỷ`` or ``triệu`` is money (the word đồng dropped)."""
    if tail.kind == UNIT or tail.kind == NOUN:
        return tail.unit, tail.dimension, tail.factor
    bare = tail.bare or numeral.scale >= _BILLION
    if bare and numeral.money and numeral.scale >= _THOUSAND:
        return "VND", "money", ONE
    return _COUNT, _COUNT, ONE


def _thousands(numeral: Numeral) -> Numeral:
    """The reading of ``12,345`` in which the comma groups thousands."""
    value = numeral.thousands or numeral.low
    return numeral._replace(low=value, high=value, decimals=0, step=ONE, thousands=None)


def _half_after(folded: str, tail: Tail) -> int:
    """End of ``rưỡi`` after a unit (``2 tấn rưỡi``), else 0."""
    if tail.kind == UNIT and folded.startswith(" rưỡi", tail.end):
        return tail.end + 5
    return 0


def as_quantities(drafts: list[Draft]) -> tuple[Quantity, ...]:
    """Records in order of their number; partners become indexes."""
    kept = sorted(drafts, key=lambda draft: draft.number.start)
    index = {id(draft): place for place, draft in enumerate(kept)}
    return tuple(
        Quantity(
            Span(draft.start, draft.end),
            draft.number,
            normal(draft.low),
            normal(draft.high),
            draft.decimals,
            normal(draft.step) or Decimal(0),
            draft.approx,
            draft.unit,
            draft.dimension,
            draft.head,
            draft.slash,
            index.get(id(draft.partner)) if draft.partner is not None else None,
            draft.carried,
        )
        for draft in kept
    )


def normal(value: Decimal | None) -> Decimal | None:
    """Without exponents and trailing zeros: 196300000000, not 1963E+8."""
    if value is None or value.same_quantum(ONE):
        return value
    whole = value.to_integral_value()
    return whole.quantize(ONE) if value == whole else value.normalize()
