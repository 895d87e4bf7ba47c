"""Readers of days, weekdays, runs of days and weeks."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from textmine.model.period import TimeKind, earliest, latest
from textmine.recognize.time_calendar import Reference, iso, week_of, with_year
from textmine.recognize.time_scene import DIGITS, Piece, Scene, Stretch, offset

_PAIRS = ("pair", "dashed", "dotted", "counted", "twin")
_WEEK_EDGES = {"start": (0, 1), "middle": (2, 3), "end": (5, 6)}  # weekdays from Monday
_SUNDAY = 7
_GAP = 5  # days; two days printed with their months are one stretch when no further apart
_CENTURY_PIVOT = 10  # two-digit years up to so many ahead are of this century


def _instant(day: str | None, *, floating: bool = False) -> Stretch:
    return Stretch(day, day, TimeKind.INSTANT, floating=floating)


def _plus(day: date, days: int) -> str | None:
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def read_day(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``30/9``, ``ngày 30 tháng 9 năm 2020``, ``hôm nay (16/10)``; None when no such day is."""
    day, month, year = _day_month_year(scene, piece)
    found = _day_of(scene.reference, piece, day, month, year)
    tail = piece.after(*_PAIRS) if piece.has(*_PAIRS) else piece.after("month_word")
    if found and found.floating and (meaning := tail.near()):
        return _on_its_side(scene.reference, found, meaning)
    return found


def _on_its_side(reference: Reference, found: Stretch, meaning: str) -> Stretch:
    """``20/11 tới`` lies ahead, ``20/11 vừa qua`` behind."""
    today, day = reference.iso, found.first
    if today is not None and day is not None:
        if meaning == "next" and day < today:
            day = with_year(day, int(day[:4]) + 1)
        elif meaning in ("past", "ago") and day > today:
            day = with_year(day, int(day[:4]) - 1)
    return _instant(day)


def _day_month_year(scene: Scene, piece: Piece) -> tuple[int, int, int | None]:
    token = piece.get("full", "short")
    if token is not None:
        numbers = [int(part) for part in DIGITS.findall(token.value)]
        if len(token.value) == 10 and token.value[4] == "-":
            numbers.reverse()
        day, month, year = numbers
        return day, month, _whole_year(year, scene.reference)
    token = piece.get(*_PAIRS)
    if token is not None:
        day, month = (int(part) for part in DIGITS.findall(token.value))
    else:
        day = int(piece.before("month_word").all("number")[-1].value)
        month = piece.after("month_word").names()[0]
    return day, month, piece.year(scene.reference)


def _whole_year(year: int, reference: Reference) -> int:
    if year >= 100:
        return year
    pivot = (reference.year or date.max.year) % 100 + _CENTURY_PIVOT
    return year + (2000 if year <= pivot else 1900)


def _day_of(
    reference: Reference, piece: Piece, day: int, month: int, year: int | None
) -> Stretch | None:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(2000, month)[1]:
        return None
    if year is not None:
        found = iso(year, month, day)
        return _instant(found) if found else None
    if piece.says_year():
        return _instant(None)
    guessed = reference.guess_year(month, day)
    return _instant(iso(guessed, month, day), floating=True)


def read_weak_day(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """A pair of numbers that only a joining word makes a day."""
    return read_day(scene, piece, parts)


def read_line_day(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """A day and a month alone on their line, as schedules print them."""
    if not scene.fills_line(piece.start, piece.end):
        return None
    return replace(stretch, rule="day") if (stretch := read_day(scene, piece, parts)) else None


def read_opening_day(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``16/10, huyện …`` at the start of a sentence; a fraction never stands there."""
    if not scene.context.opens_sentence(scene.folded, piece.start, piece.end):
        return None
    return replace(stretch, rule="day") if (stretch := read_day(scene, piece, parts)) else None


def read_near_day(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``hôm qua``, ``sáng nay``, ``tối mai``, ``cùng ngày``."""
    if piece.has("same_day"):
        return Stretch(scene.memory.day, scene.memory.day, TimeKind.INSTANT, "same_day")
    days = piece.value("near_day")
    if days is None:
        days = 1 if piece.has("tomorrow") else -1 if piece.has("past") else 0
    today = scene.reference.date
    return _instant(_plus(today, int(str(days))) if today else None)


def read_first_day(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``ngày đầu tiên của tháng 3``, ``ngày cuối tháng 3``."""
    month = piece.after("month_word").names()[0]
    if not 1 <= month <= 12 or piece.value("edge", "first_word") == "middle":
        return None
    year = piece.year(scene.reference) or scene.reference.guess_year(month)
    bound = iso(year, month)
    if bound is None:
        return _instant(None)
    day = earliest(bound) if piece.value("edge", "first_word") == "start" else latest(bound)
    return _instant(day.isoformat())


def read_weekday(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``thứ hai tuần trước``, ``sáng thứ bảy``; a bare one only on a line of its own."""
    number = int(str(piece.value("weekday")))
    tail = piece.after("weekday")
    meaning = tail.near()
    bare = len(piece.tokens) == 1
    heading = meaning is None and scene.fills_line(piece.start, piece.end)
    if bare and not (_said_after_at(scene, piece) or heading):
        return None
    today = scene.reference.date
    if today is None:
        return _instant(None)
    here = number - today.isoweekday()
    if tail.has("week_word") and meaning:
        days = here + 7 * offset(meaning)
    elif meaning == "next" or heading:  # a line of a programme tells of what is to come
        days = here if here > 0 else here + 7
    elif meaning == "this" and not (number == _SUNDAY or piece.has("day_part")):
        if not _said_after_at(scene, piece):
            return None  # "điều thứ hai này"
        days = here
    elif meaning in ("past", "ago"):
        days = here if here < 0 else here - 7
    else:
        days = here if here <= 0 or meaning == "this" else here - 7
    return _instant(_plus(today, days))


def _said_after_at(scene: Scene, piece: Piece) -> bool:
    """Whether a word stands before that lets only a day follow: ``hôm thứ hai``."""
    return scene.folded[max(0, piece.start - 5) : piece.start].endswith(("vào ", "hôm "))


def read_days(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``15-20/10``, ``ngày 15 đến 20/10``, ``hai ngày 15 và 16 tháng 10``."""
    reference = scene.reference
    token = piece.get("day_range", "day_range_counted")
    if token is not None:
        left, _, right = token.value.replace("–", "-").partition("-")
        first = [int(part) for part in DIGITS.findall(left)]
        last = [int(part) for part in DIGITS.findall(right)]
    else:
        first, last = _list_of_days(piece)
    if len(last) < 2 or not 1 <= last[1] <= 12:
        return None
    year = last[2] if len(last) > 2 else piece.year(reference)
    end = _day_of(reference, piece, last[0], last[1], year)
    month = first[1] if len(first) > 1 else last[1]
    if len(first) == 1 and first[0] > last[0]:
        month = month - 1 or 12
    start_year = first[2] if len(first) > 2 else int(end.first[:4]) if end and end.first else None
    start = _day_of(reference, piece, first[0], month, start_year)
    if start is None or end is None:
        return None
    begin, finish = start.first, end.first
    if begin and finish and begin > finish and len(first) < 3:
        begin = with_year(begin, int(begin[:4]) - 1)
    if begin and finish and begin > finish:
        return None
    if token is None and len(first) > 1 and begin and finish and _apart(begin, finish) > _GAP:
        return None  # two days told together: "27/7 và 2/9"
    return Stretch(begin, finish, floating=year is None)


def _apart(begin: str, finish: str) -> int:
    return (earliest(finish) - earliest(begin)).days


def _list_of_days(piece: Piece) -> tuple[list[int], list[int]]:
    """Day, month and year as far as printed, of the first and the last day of a list."""
    if token := piece.get("day_list_month"):
        numbers = [int(part) for part in DIGITS.findall(token.value)]
        last = len(numbers) - (3 if len(token.value) > 4 and token.value[-4:].isdigit() else 2)
        return numbers[:1], numbers[last:]
    tail = piece.after("day_word", "near_day", "weekday")
    if piece.get("from") is not None and not piece.has("day_word"):
        tail = piece
    if tail.tokens and tail.has("month_word"):
        month = tail.after("month_word").names()[0]
        head = tail.before("month_word")
        days = [
            int(p) for t in head.all("number", "day_list", *_PAIRS) for p in DIGITS.findall(t.value)
        ]
        return [days[0]], [days[-1], month]
    dates = [
        [int(part) for part in DIGITS.findall(token.value)]
        for token in tail.all("number", "full", "short", *_PAIRS)
    ]
    if len(dates) < 2:
        return [0], []
    return dates[0], dates[-1]


def read_week(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``tuần trước``, ``cuối tuần qua``, ``tuần đầu tiên của tháng 9``; Monday to Sunday."""
    if piece.has("month_word"):
        return _week_of_month(scene, piece)
    meaning, today = piece.near(), scene.reference.date
    if today is None or meaning is None:
        return Stretch(None, None)
    edge = piece.value("edge", "first_word")
    if meaning == "past" and edge is None:  # the seven days that end with the day itself
        return Stretch(_plus(today, -7), today.isoformat())
    monday = week_of(today)[0]
    weeks = offset(meaning)
    if meaning == "past" and edge is not None and today.weekday() >= _WEEK_EDGES[str(edge)][1]:
        weeks = 0
    first, last = _WEEK_EDGES[str(edge)] if edge is not None else (0, 6)
    return Stretch(_plus(monday, 7 * weeks + first), _plus(monday, 7 * weeks + last))


def _week_of_month(scene: Scene, piece: Piece) -> Stretch | None:
    month = piece.after("month_word").names()[0]
    edge = piece.value("edge", "first_word")
    if not 1 <= month <= 12 or edge == "middle":
        return None
    bound = iso(piece.year(scene.reference) or scene.reference.guess_year(month), month)
    if bound is None:
        return Stretch(None, None)
    if edge == "start":
        first = earliest(bound)
        first += timedelta(days=-first.weekday() % 7)
    else:
        first = latest(bound) - timedelta(days=6)
        first -= timedelta(days=first.weekday())
    return Stretch(first.isoformat(), _plus(first, 6))
