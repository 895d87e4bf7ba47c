"""Readers of expressions joined from others: from, to, until now, compared with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from textmine.model.period import TimeKind, earliest, latest
from textmine.recognize.time_calendar import iso, shift_month, shift_years, with_year
from textmine.recognize.time_scene import Piece, Scene, Stretch

_NOW_WORDS = ("now", "now_word", "now_point")
_REVIEW_MONTHS = 3  # of a year, in which papers still report on the year before


def read_range(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``từ ngày 15/11 đến ngày 14/12``, ``tháng 1 đến tháng 9``; None when out of order."""
    if len(parts) != 2:
        return None
    begin, end = _aligned(*parts)
    if piece.has(*_NOW_WORDS) and not piece.years():
        end = _coming(begin, end)
    first, last = _begin(begin), _end(end, whole=piece.has("through"))
    if first and last and earliest(first) > latest(last):
        return None
    if not piece.has("from") and begin.floating and end.kind is not begin.kind:
        return None
    return Stretch(first, last)


def _aligned(begin: Stretch, end: Stretch) -> tuple[Stretch, Stretch]:
    """A year printed once serves both; the first lies before the second."""
    if begin.floating and not end.floating and end.first is not None:
        begin = _moved(begin, int(end.first[:4]))
        if begin.first and earliest(begin.first) > latest(end.last or end.first):
            begin = _moved(begin, int(begin.first[:4]) - 1)
    elif end.floating and begin.first is not None:
        year = int(begin.first[:4])
        end = _moved(end, year)
        if end.last and latest(end.last) < earliest(begin.first):
            end = _moved(end, year + 1)
    return begin, end


def _coming(now: Stretch, end: Stretch) -> Stretch:
    """``từ nay đến cuối năm``: the end meant is the one to come, whatever was told of before."""
    if now.first is None or end.last is None or latest(end.last) >= earliest(now.first):
        return end
    behind = earliest(now.first).year - latest(end.last).year
    moved = _moved(end, int((end.first or end.last)[:4]) + behind)
    late = moved.last is not None and latest(moved.last) >= earliest(now.first)
    return moved if late else _moved(moved, int((moved.first or moved.last or "")[:4]) + 1)


def _moved(stretch: Stretch, year: int) -> Stretch:
    """The stretch with its first day in ``year``."""
    if stretch.first is None or stretch.last is None:
        return stretch
    years = int(stretch.last[:4]) - int(stretch.first[:4])
    return replace(
        stretch,
        first=with_year(stretch.first, year),
        last=with_year(stretch.last, year + years),
        point=with_year(stretch.point, year),
    )


def _begin(part: Stretch) -> str | None:
    """The first bound, which for ``đầu năm`` is 1 January."""
    early = part.rule is not None and part.rule.endswith("_start")
    return part.point if early and part.point else part.first


def _end(part: Stretch, *, whole: bool = False) -> str | None:
    """The last bound; to the day when the expression says to the very end.

    The last day of a term of office is known to nobody.
    """
    whole = whole and not (part.rule or "").startswith("term")
    if part.point is not None:
        return latest(part.point).isoformat() if whole else part.point
    if whole and part.last is not None:
        return latest(part.last).isoformat()
    return part.last


def read_yearly(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``đầu tháng 8 hằng năm``: of every year, of none in particular."""
    return Stretch(None, None, TimeKind.RECURRING, "recurring", unit="year")


def read_given_range(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``từ 2015-2020``: the span it leads into."""
    return parts[0]


def read_since_now(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``từ đầu năm đến nay``: to the publication date."""
    part, now = parts[0], scene.reference.iso
    if part.floating and part.first and now and earliest(part.first) > latest(now):
        part = _moved(part, int(part.first[:4]) - 1)
    first = _begin(part)
    if first and now and earliest(first) > latest(now):
        return None
    return Stretch(first, now, TimeKind.SINCE)


def read_since(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``từ tháng 7``: to the publication date when it has begun, else open."""
    first, now = _begin(parts[0]), scene.reference.iso
    if piece.has("later") and first:
        first = _next(parts[0].last)
    begun = first is not None and now is not None and earliest(first) <= latest(now)
    last = now if begun or (first is None and now) else None
    return Stretch(first, last, TimeKind.SINCE)


def read_until_now(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``đến nay``, ``tính đến thời điểm này``."""
    return Stretch(None, scene.reference.iso, TimeKind.UNTIL)


def read_until(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``tính đến 30-9``, ``đến hết tháng 11``, ``đến năm 2025``."""
    part = parts[0]
    return Stretch(None, _end(part, whole=piece.has("through")), TimeKind.UNTIL)


def read_before(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``trước năm 2015``: to 2014; ``chậm nhất ngày 1/10``: to that day."""
    if piece.has("before_word"):
        return Stretch(None, _end(parts[0]), TimeKind.UNTIL)
    return Stretch(None, _previous(_begin(parts[0])), TimeKind.UNTIL)


def _previous(bound: str | None) -> str | None:
    return _step(bound, -1)


def _next(bound: str | None) -> str | None:
    return _step(bound, 1)


def _step(bound: str | None, count: int) -> str | None:
    """The neighbouring year, month or day, at the bound's own precision."""
    if bound is None:
        return None
    day = earliest(bound)
    precision = bound.count("-")
    if precision == 0:
        return iso(day.year + count)
    if precision == 1:
        return shift_month(day.year, day.month, count)
    return (day + timedelta(days=count)).isoformat()


def read_same_period(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``so với cùng kỳ năm 2019``; a bare ``cùng kỳ`` names the year before the one told of."""
    year, month = scene.reference.year, scene.reference.month
    if year and month and month <= _REVIEW_MONTHS:
        told = scene.memory.told("year", scene.reference)
        year = min(year, int(told[0][:4])) if told else year
    before = iso(year - 1) if year else None
    if piece.before("same").has("month_word", "quarter_word"):
        return _same_months(parts, before)
    if not parts:
        return Stretch(before, before, TimeKind.COMPARISON)
    if _is_vague(parts[0]):
        return Stretch(None, before, TimeKind.COMPARISON)
    return Stretch(parts[0].first, parts[0].last, TimeKind.COMPARISON)


def _same_months(parts: list[Stretch], before: str | None) -> Stretch:
    """``so với 9 tháng cùng kỳ``: those months, a year earlier or in the year printed."""
    first, last = parts[0].first, parts[0].last
    year = parts[1].first if len(parts) > 1 else before
    if first is None or year is None:
        return Stretch(None, None, TimeKind.COMPARISON)
    years = int(year[:4]) - int(first[:4])
    return Stretch(shift_years(first, years), shift_years(last, years), TimeKind.COMPARISON)


def _is_vague(part: Stretch) -> bool:
    """Whether it is years or times past without bounds, as in ``cùng kỳ các năm trước``."""
    return part.rule == "vague_past"


def read_compared(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``so với năm 2019``, ``so với đầu nhiệm kỳ``; an edge is its one day."""
    part = parts[-1]
    if _is_vague(part):
        return read_same_period(scene, piece, parts)
    if part.point is not None:
        return Stretch(part.point, part.point, TimeKind.COMPARISON)
    return Stretch(part.first, part.last, TimeKind.COMPARISON)
