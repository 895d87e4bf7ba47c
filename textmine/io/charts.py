"""Geometry of small charts: where lines, marks and labels go.  The template writes the SVG.

Drawn by hand because a page needs little: a library that writes SVG (pygal, matplotlib) brings
scripts or outlines of every letter, ten to forty kilobytes for each chart, where this takes two.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

WIDTH, HEIGHT = 560, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 14, 12, 24
_TICKS = 4
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_FEWEST_DAYS = 365  # a chart is at least a year wide
_LABEL_ROOM = 44  # pixels that a year's label needs


@dataclass(frozen=True, slots=True)
class Dot:
    """One value: its day and number, how it is drawn (classes) and what it says when touched."""

    day: date
    value: Decimal
    css: str
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    x: float
    y: float
    css: str
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """``rows`` are horizontal lines with their labels, ``columns`` the beginnings of years;
    ``paths`` lists of points as SVG reads them."""

    rows: tuple[tuple[float, str], ...]
    columns: tuple[tuple[float, str], ...]
    paths: tuple[str, ...]
    marks: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    bottom: int = HEIGHT - _BOTTOM


def draw(
    dots: Sequence[Dot],
    lines: Sequence[Sequence[tuple[date, Decimal]]],
    number: Callable[[Decimal], str],
    *,
    from_zero: bool,
) -> Chart | None:
    """A chart of ``dots`` joined by ``lines``; ``None`` when there is nothing to see.

    ``number`` writes the labels of the scale, which begins at zero with ``from_zero``.
    """
    if not dots:
        return None
    low, high, step = _scale([dot.value for dot in dots], from_zero)
    first, last = _years(min(dot.day for dot in dots), max(dot.day for dot in dots))
    across, up = last - first, high - low

    def x(day: date) -> float:
        share = (day.toordinal() - first) / across
        return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)

    def y(value: Decimal) -> float:
        share = float((value - low) / up)
        return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)

    rows = []
    tick = low
    while tick <= high:
        rows.append((y(tick), number(tick)))
        tick += step
    return Chart(
        rows=tuple(rows),
        columns=tuple(_columns(first, last, x)),
        paths=tuple(
            " ".join(f"{x(day)},{y(value)}" for day, value in line)
            for line in lines
            if len(line) > 1
        ),
        marks=tuple(Mark(x(dot.day), y(dot.value), dot.css, dot.title) for dot in dots),
    )


def _scale(values: Sequence[Decimal], from_zero: bool) -> tuple[Decimal, Decimal, Decimal]:
    """Least and greatest of the scale and the step of its labels, all round numbers."""
    low, high = min(values), max(values)
    if from_zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        pad = abs(low) / 10 or Decimal(1)
        low, high = low - pad, high + pad
    raw = (high - low) / _TICKS
    power = Decimal(1).scaleb(raw.adjusted())
    step = next(power * factor for factor in _STEPS if power * factor >= raw)
    least = (low / step).to_integral_value(ROUND_FLOOR) * step
    return least, (high / step).to_integral_value(ROUND_CEILING) * step, step


def _years(first: date, last: date) -> tuple[int, int]:
    """The whole years that hold both days, as ordinals."""
    start, end = date(first.year, 1, 1).toordinal(), date(last.year, 12, 31).toordinal()
    return start, max(end, start + _FEWEST_DAYS)


def _columns(first: int, last: int, x: Callable[[date], float]) -> list[tuple[float, str]]:
    """The years, thinned out where their labels would touch."""
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    room = (WIDTH - _LEFT - _RIGHT) / len(years)
    every = max(1, -(-_LABEL_ROOM // max(1, int(room))))
    return [(x(date(year, 1, 1)), str(year)) for year in years if (year - years[0]) % every == 0]
