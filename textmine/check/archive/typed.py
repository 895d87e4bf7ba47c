"""Statements from a table typed by hand: names, numbers and dates as people write them."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from hashlib import blake2b
from typing import TypeVar

import regex

from textmine.check.archive.rules import fold
from textmine.check.units import Units
from textmine.model import (
    Approx,
    Aspect,
    Direction,
    Period,
    Statement,
    Status,
    earliest,
    latest,
)
from textmine.packs.indicators import Indicator

Word = TypeVar("Word", bound=StrEnum)
_KEY_BYTES = 8
_POSITIVE = (1 << 63) - 1
_MARKS = regex.compile(r"[.,]")
_GROUPED = regex.compile(r"\d{1,3}(?:\.\d{3}){1,8}|\d{1,3}(?:,\d{3}){2,8}")
_PLAIN = regex.compile(r"[-+]?\d{1,24}(?:[.,]\d{1,12})?")
_QUARTER = regex.compile(r"(\d{4})-Q([1-4])")
_HALF = regex.compile(r"(\d{4})-S([12])")
_LOCAL = regex.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})")
_ISO = regex.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_DASHES = ("–", "—", " - ")


class TypedError(ValueError):
    """A field that cannot be read; its text is what to tell the person who typed it."""


@dataclass(frozen=True, slots=True)
class Typist:
    """Reads typed fields.  ``indicators`` give units, ``units`` the names of scales."""

    indicators: Mapping[str, Indicator]
    units: Units
    _scales: dict[str, tuple[str, Decimal]] = field(default_factory=dict)

    def statement(self, fields: Mapping[str, str], number: int, article: int) -> Statement:
        """One statement.  Raises TypedError naming the field that is wrong or missing.

        ``indicator`` and ``value`` are needed, and ``body`` or ``area``.  ``period``: a date or
        period, ISO 8601 or as in ``30/9/2020``; ``published`` likewise.  ``unit``: an id or a
        name of a scale (``tỷ đồng``), that of the indicator when missing.
        """
        indicator = _needed(fields, "indicator")
        known = self.indicators.get(indicator)
        if known is None and indicator != "other":
            raise TypedError(f"indicator {indicator!r} is known to no pack")
        body, area = fields.get("body", "").strip(), fields.get("area", "").strip()
        if not body and not area:
            raise TypedError("body or area is missing")
        default = known.unit if known is not None else "count"
        unit, scale = self.unit(fields.get("unit", "").strip() or default)
        low, high, step = self._bounds(fields, unit, scale)
        published = fields.get("published", "").strip()
        return Statement(
            key=(number, 0),
            indicator=indicator,
            label=fields.get("label", "").strip() or _label(known, indicator),
            body=name_key("body", body) if body else None,
            body_name=body or None,
            area=name_key("area", area) if area else None,
            area_name=area or None,
            area_kind=fields.get("area_kind") or None,
            low=low,
            high=high,
            step=step,
            approx=_word(Approx, fields, "approx", _approx(low, high)),
            unit=unit,
            period=self._period(fields, published),
            status=_word(Status, fields, "status", Status.ACTUAL),
            aspect=_word(Aspect, fields, "aspect", Aspect.LEVEL),
            breakdown=fields.get("breakdown", "").strip() or None,
            direction=_direction(fields),
            confidence=_share(fields.get("confidence", "")),
            quote=fields.get("quote", ""),
            sentence=fields.get("sentence", ""),
            article=article,
            article_title=fields.get("title") or None,
            source=fields.get("source") or None,
            publisher=fields.get("publisher") or None,
            published=read_date(published) if published else None,
            origin=article,
        )

    def _bounds(
        self, fields: Mapping[str, str], unit: str, scale: Decimal
    ) -> tuple[Decimal | None, Decimal | None, Decimal]:
        """``value``, or the two ends ``low`` and ``high`` of which one may be open."""
        measured = self.measured(unit)
        if not fields.get("value", "").strip() and not (fields.keys() & {"low", "high"}):
            raise TypedError("value is missing")
        if value := fields.get("value", "").strip():
            number, step = self.number(value, scale, measured=measured)
            return number, number, step
        ends = []
        step = Decimal(0)
        for name in ("low", "high"):
            text = fields.get(name, "").strip()
            number_, step = self.number(text, scale, measured=measured) if text else (None, step)
            ends.append(number_)
        return ends[0], ends[1], step

    def _period(self, fields: Mapping[str, str], published: str) -> Period | None:
        """``period``, or its two ends ``start`` and ``end``, else the day of publication."""
        ends = [fields.get(name, "").strip() for name in ("start", "end")]
        text = fields.get("period", "").strip()
        if not text and any(ends):
            text = "/".join(read_date(end) if end else ".." for end in ends)
        return read_period(text, published)

    def unit(self, name: str) -> tuple[str, Decimal]:
        """The unit id of a name and its scale: ``tỷ đồng`` is VND by a thousand million."""
        if not self._scales:
            for label in self.units.labels:
                for text in label.names.values():
                    self._scales.setdefault(fold(text), (label.unit, label.scale))
        return self._scales.get(fold(name), (name, Decimal(1)))

    def measured(self, unit: str) -> bool:
        """Whether numbers of the unit are measured, and so rounded; counts are exact."""
        return not self.units.is_count(unit)

    def number(self, text: str, scale: Decimal, *, measured: bool) -> tuple[Decimal, Decimal]:
        """The value and the worth of its last digit; ``1.250,5``, ``1250.5`` and ``1.250`` are
        read as Vietnamese papers print them.  Raises TypedError."""
        digits = text.strip().replace(" ", "").replace("\u00a0", "").removesuffix("%")
        if "," in digits and "." in digits:
            last = max(digits.rfind(","), digits.rfind("."))
            digits = _MARKS.sub("", digits[:last]) + "." + digits[last + 1 :]
        elif _GROUPED.fullmatch(digits) and not measured:
            digits = _MARKS.sub("", digits)
        if not _PLAIN.fullmatch(digits):
            raise TypedError(f"value {text!r} is no number")
        digits = digits.replace(",", ".")
        try:
            value = Decimal(digits)
        except InvalidOperation as error:
            raise TypedError(f"value {text!r} is no number") from error
        decimals = len(digits.partition(".")[2])
        if not measured:
            return value * scale, Decimal(0)
        last = -decimals if decimals or scale != 1 else _zeros(value)
        return value * scale, Decimal(1).scaleb(last) * scale


def _zeros(value: Decimal) -> int:
    """Zeros at the end of a number in its base unit: they may only fill it up."""
    digits = f"{abs(value):f}"
    return max(0, min(len(digits) - len(digits.rstrip("0")), len(digits) - 2)) if value else 0


def name_key(kind: str, name: str) -> int:
    """A 63-bit key of a name that was typed: one spelling is one body."""
    text = f"{kind}\x1f{fold(name)}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(text, digest_size=_KEY_BYTES).digest()) & _POSITIVE


def read_date(text: str) -> str:
    """ISO 8601 of a typed date.  Raises TypedError when it is none."""
    given = text.strip()
    iso = given[:10] if _ISO.fullmatch(given[:10]) else given
    local = _LOCAL.fullmatch(given)
    if local is not None:
        day, month, year = local.groups()
        iso = f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
    try:
        earliest(iso)
    except ValueError as error:
        raise TypedError(f"{text!r} is no date (write 2020-09-30 or 30/9/2020)") from error
    if not _ISO.fullmatch(iso):
        raise TypedError(f"{text!r} is no date (write 2020-09-30 or 30/9/2020)")
    return iso


def read_period(text: str, published: str = "") -> Period | None:
    """A typed period: a date, month or year; ``2020-Q3``; ``2020-S1``; two dates with ``/`` or a
    dash between them, ``..`` for an open end.  When empty, the day of publication.

    Raises TypedError when it is none of these.
    """
    given = text.strip()
    if not given:
        return Period(day := read_date(published), day) if published else None
    for pattern, months in ((_QUARTER, 3), (_HALF, 6)):
        if match := pattern.fullmatch(given):
            return _part_of_year(int(match[1]), int(match[2]), months, given)
    ends = _ends(given)
    if ends is None:
        iso = read_date(given)
        return Period(iso, iso, given)
    start, end = (None if item in ("", "..") else read_date(item) for item in ends)
    if start and end and earliest(start) > latest(end):
        raise TypedError(f"period {text!r} ends before it starts")
    return Period(start, end, given)


def _part_of_year(year: int, part: int, months: int, text: str) -> Period:
    first, last = (part - 1) * months + 1, part * months
    day = calendar.monthrange(year, last)[1]
    return Period(f"{year}-{first:02d}-01", f"{year}-{last:02d}-{day}", text)


def _ends(text: str) -> tuple[str, str] | None:
    """The two ends of a span, ``None`` for a single date."""
    for mark in _DASHES:
        if mark in text:
            start, _, end = text.partition(mark)
            return start.strip(), end.strip()
    start, mark, end = text.partition("/")
    whole = mark and (_ISO.fullmatch(start) or start == "..")
    return (start, end) if whole else None


def _needed(fields: Mapping[str, str], name: str) -> str:
    value = fields.get(name, "").strip()
    if not value:
        raise TypedError(f"{name} is missing")
    return value


def _approx(low: Decimal | None, high: Decimal | None) -> Approx:
    if low is None or high is None:
        return Approx.AT_LEAST if high is None else Approx.AT_MOST
    return Approx.EXACT if low == high else Approx.RANGE


def _label(known: Indicator | None, indicator: str) -> str:
    return indicator if known is None else known.label("vi")


def _word(kind: type[Word], fields: Mapping[str, str], name: str, default: Word) -> Word:
    value = fields.get(name, "").strip().lower()
    if not value:
        return default
    try:
        return kind(value)
    except ValueError as error:
        raise TypedError(f"{name} is {value!r}, not one of {', '.join(kind)}") from error


def _direction(fields: Mapping[str, str]) -> Direction | None:
    if not fields.get("direction", "").strip():
        return None
    return _word(Direction, fields, "direction", Direction.INCREASE)


def _share(text: str) -> float:
    try:
        value = float(text.strip().replace(",", ".") or 1)
    except ValueError as error:
        raise TypedError(f"confidence {text!r} is no number") from error
    if not 0 <= value <= 1:
        raise TypedError(f"confidence {text!r} is not between 0 and 1")
    return value
