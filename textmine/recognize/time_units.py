"""Readers of spans counted from the publication date, of rates, and of now."""

from __future__ import annotations

import re
from datetime import timedelta

from textmine.model.period import TimeKind, earliest, latest
from textmine.recognize.time_calendar import Reference, add_months, iso, shift_month, shift_years
from textmine.recognize.time_memory import has_run
from textmine.recognize.time_scene import Piece, Scene, Stretch
from textmine.recognize.time_spans import months_over, near_month, near_quarter

_UNITS = ("day_word", "week_word", "month_word", "quarter_word", "year_word")

_HOURS = re.compile(r"(\d{1,2})\s?(?:h|giờ)")
_DAY_HOURS = 24
_JUST_OVER, _LATELY = 3, 31  # days around the end of the months that "9 tháng qua" names


_ELAPSED = 30  # years; more are history, and no stretch that figures are of
_PARAGRAPH = 2000  # characters; longer paragraphs are rare


def read_units(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``trong 5 năm qua``, ``3 ngày tới``: back to the same day, on by whole units."""
    count = piece.after("sure", "in", "whole").count() if piece.has("sure", "in") else piece.count()
    unit = piece.all(*_UNITS)[-1].value
    if not count:
        return None
    ahead = piece.near() == "next"
    if unit == "month" and count > 1 and piece.near() == "past" and not piece.has("sure"):
        told = scene.memory.months.get(count)
        if told := told or months_over(scene.reference, count, _JUST_OVER, _LATELY):
            return Stretch(*told, rule="months_elapsed")  # in October "9 tháng qua"
    rule = "next_units" if ahead else "last_units"
    bounds = (_ahead if ahead else _back)(scene.reference, str(unit), count)
    return Stretch(*bounds, rule=rule)


def read_elapsed(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``sau 3 năm thực hiện``: what is told of has taken them up to now."""
    led = piece.has("sure", "in", "whole", "past")
    count = (piece.after("sure", "in", "whole", "past") if led else piece).count()
    if not count or count > _ELAPSED:
        return None
    return Stretch(*_back(scene.reference, "year", count), rule="last_units")


def read_elapsed_alone(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``qua 5 năm, …``: the same where a comma sets them off."""
    comma = scene.folded.startswith(",", piece.end)
    return read_elapsed(scene, piece, parts) if comma else None


def read_hours(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``trong 24 giờ qua``, ``30 phút tới``: the days they touch; hours of a clock are none."""
    clock, led = piece.get("clock"), piece.has("in", "whole")
    if clock is not None:
        match = _HOURS.fullmatch(str(clock.value))
        count, unit = int(match[1]) if match else 0, "hour"
    else:
        count = (piece.after("sure", "in", "whole") if led else piece).count() or 0
        unit = str(piece.value("hour_word"))
    ahead = piece.near() == "next"
    if not count or not (led or scene.is_free(piece.end) or (count >= _DAY_HOURS and not ahead)):
        return None
    if ahead and not (led or scene.context.opens_clause(scene.folded, piece.start)):
        return None  # "theo dõi ít nhất 24 giờ tiếp theo"
    rule = "next_units" if ahead else "last_units"
    today = scene.reference.date
    if today is None:
        return Stretch(None, None, rule=rule)
    days = timedelta(days=count // _DAY_HOURS if unit == "hour" else 0)
    first, last = (today, today + days) if ahead else (today - days, today)
    return Stretch(first.isoformat(), last.isoformat(), rule=rule)


def _back(reference: Reference, unit: str, count: int) -> tuple[str | None, str | None]:
    today, now = reference.date, reference.iso
    if unit == "year":
        return (shift_years(now, -count), now)
    if unit in ("month", "quarter"):
        count *= 3 if unit == "quarter" else 1
        if reference.year is None or reference.month is None or count > 1200:
            return None, None
        if today is None:
            return shift_month(reference.year, reference.month, -count), now
        return add_months(today, -count).isoformat(), now
    if today is None:
        return None, None
    if unit == "week":
        return (today - timedelta(weeks=count)).isoformat(), now
    yesterday = today - timedelta(days=1)
    return (today - timedelta(days=count)).isoformat(), yesterday.isoformat()


def _ahead(reference: Reference, unit: str, count: int) -> tuple[str | None, str | None]:
    today = reference.date
    if unit == "year":
        year = reference.year
        return (iso(year + 1), iso(year + count)) if year else (None, None)
    if unit in ("month", "quarter"):
        count *= 3 if unit == "quarter" else 1
        if reference.year is None or reference.month is None:
            return None, None
        year, month = reference.year, reference.month
        return shift_month(year, month, 1), shift_month(year, month, count)
    if today is None:
        return None, None
    days = count * 7 if unit == "week" else count
    return (
        (today + timedelta(days=1)).isoformat(),
        (today + timedelta(days=days)).isoformat(),
    )


def read_average_units(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``bình quân 5 năm trước``: the whole years before the publication's."""
    count, year = piece.after("average").count(), scene.reference.year
    if not count or year is None:
        return Stretch(None, None) if count else None
    return Stretch(iso(year - count), iso(year - 1))


def read_half_back(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``nửa năm qua``: six months back."""
    return Stretch(*_back(scene.reference, "month", 6), rule="last_units")


def read_ago(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``cách đây 5 năm``, ``5 năm trước``: the unit so many back."""
    count = piece.after("sure", "away").count() if piece.has("sure", "away") else piece.count()
    unit = str(piece.all(*_UNITS)[-1].value)
    if not count or (not piece.has("away") and not scene.is_free(piece.end)):
        return None
    bound = _back(scene.reference, unit, count)[0]
    if unit == "year" and bound:
        bound = bound[:4]
    elif unit in ("month", "quarter") and bound:
        bound = bound[:7]
    return Stretch(bound, bound)


def read_vague(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``thời gian qua``, ``những năm tới``: open on the far side."""
    now = scene.reference.iso
    if piece.near() == "next":
        return Stretch(now, None, rule="vague_future")
    return Stretch(None, now, rule="vague_past")


def read_since_then(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``từ đó đến nay``: since something told before."""
    return Stretch(None, scene.reference.iso, TimeKind.SINCE, "since_now")


def read_in_unit(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``trong năm``, ``cả năm``, ``trong tháng``: the one told of last, else the current one."""
    if not scene.is_free(piece.end, unit=True) and not _before_number(scene, piece):
        return None
    unit = str(piece.all("year_word", "month_word", "quarter_word")[-1].value)
    ahead = scene.ahead(piece)
    afresh = _new_paragraph(scene.folded, scene.memory.last_told(unit), piece.start)
    told = scene.memory.told(unit, scene.reference, ahead=ahead, afresh=afresh)
    whole = ahead or piece.has("whole")
    first, last = told or _running(scene.reference, unit, ahead=whole)
    return Stretch(first, last, rule=f"in_{unit}", point=_end_of(last))


def _before_number(scene: Scene, piece: Piece) -> bool:
    """``ước cả năm 812 ha``: what the whole of it comes to."""
    start = piece.end + 1
    return piece.has("whole") and scene.folded[start : start + 1].isdigit()


def _new_paragraph(folded: str, since: int, position: int) -> bool:
    """Whether a line ended since; so far back that one must have, it is not looked for."""
    return position - since > _PARAGRAPH or "\n" in folded[max(since, 0) : position]


def _running(reference: Reference, unit: str, *, ahead: bool) -> tuple[str | None, str | None]:
    """The current unit; the one before it when it has only begun and nothing is planned."""
    first, last = _unit(reference, unit, 0)
    today = reference.date
    if ahead or today is None or first is None or has_run(unit, earliest(first), today):
        return first, last
    return _unit(reference, unit, -1)


def _unit(reference: Reference, unit: str, count: int) -> tuple[str | None, str | None]:
    """The year, month or quarter ``count`` on from the current one."""
    if unit == "year":
        bound = iso(reference.year + count) if reference.year else None
        return bound, bound
    stretch = (near_month if unit == "month" else near_quarter)(reference, count)
    return stretch.first, stretch.last


def _end_of(bound: str | None) -> str | None:
    return latest(bound).isoformat() if bound else None


def read_recurring(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``mỗi năm``, ``bình quân hằng tháng``: a rate's unit; no ``cây hằng năm``."""
    if scene.context.attribute(scene.folded, piece.start):
        return None
    if not piece.has("each_word", "every") and piece.before("month_word", "day_word").count() != 1:
        return None
    token = piece.all(*_UNITS, "school_year")[-1]
    return Stretch(None, None, TimeKind.RECURRING, "recurring", unit=str(token.value or "year"))


def read_now(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``hiện nay``: the publication date."""
    now = scene.reference.iso
    return Stretch(now, now, TimeKind.INSTANT)


def read_bare_now(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``nay còn 261 hộ``: the publication date, where a clause begins with it."""
    if not scene.context.starts_now(scene.folded, piece.start, piece.end):
        return None
    now = scene.reference.iso
    return Stretch(now, now, TimeKind.INSTANT, "now_on")
