"""Readers of months, quarters, years, and of spans counted from the publication date."""

from __future__ import annotations

from textmine.model.period import earliest, latest
from textmine.recognize.time_calendar import (
    Reference,
    iso,
    months,
    shift_month,
)
from textmine.recognize.time_scene import DIGITS, Piece, Scene, Stretch, offset, year_offset

# Where the beginning, the middle and the end of a year and of a month lie, by common use.
_YEAR_EDGES = {"start": (1, 3), "middle": (5, 8), "end": (10, 12)}  # months
_YEAR_POINTS = {"start": (1, 1), "middle": (6, 30), "end": (12, 31)}
_MONTH_EDGES = {"start": (1, 10), "middle": (11, 20), "end": (21, 31)}  # days
_QUARTER_EDGES = {"start": 0, "middle": 1, "end": 2}  # months from its first
_EARLY, _LATE = 20, 62  # days before and after the end of some months that a report appears
_CLAUSE_ENDS = frozenset(",.;:)\n")
_LONGEST_BARE = 60  # years; a longer bare span of four-digit numbers is something else
_CYCLE = 60
_HALF_MONTH = 20  # days that are counted from a month's beginning or end


def read_month(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``tháng 9``, ``tháng 9-2023``, ``tháng trước``, ``10/2020``."""
    reference = scene.reference
    token = piece.get("month_year", "month_year_counted", "month_year_dotted")
    if token is not None:
        number = int(DIGITS.findall(token.value)[0])
        return _month(int(token.value[-4:]), number, floating=False)
    names = piece.names()
    if not names:
        return near_month(reference, offset(piece.near() or "this"))
    if len(names) > 1 or not 1 <= names[0] <= 12:
        return None
    if piece.says_year():
        return _month(piece.year(reference), names[0], floating=False)
    year, meaning = reference.guess_year(names[0]), piece.near()
    if year is not None and reference.month is not None and meaning in ("past", "ago", "next"):
        ahead = names[0] > reference.month or (names[0] == reference.month and meaning == "next")
        year = (reference.year or 0) + ((0 if ahead else 1) if meaning == "next" else -ahead)
    return _month(year, names[0], floating=meaning is None)


def _month(year: int | None, number: int, *, floating: bool) -> Stretch | None:
    if not 1 <= number <= 12:
        return None
    bound = iso(year, number)
    return Stretch(bound, bound, floating=floating)


def near_month(reference: Reference, count: int) -> Stretch:
    """The month ``count`` months on from the reference's; unknown at reduced precision."""
    if reference.year is None or reference.month is None:
        return Stretch(None, None)
    bound = shift_month(reference.year, reference.month, count)
    return Stretch(bound, bound)


def read_months(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``tháng 9 và tháng 10``, ``tháng 7, 8, 9/2020``, ``tháng 5-9``."""
    numbers = piece.names()
    for token in piece.all("dashed", "twin", "month_range", "month_year"):
        numbers.extend(int(part) for part in DIGITS.findall(token.value) if len(part) < 4)
    if len(numbers) < 2 or not all(1 <= number <= 12 for number in numbers):
        return None
    said = piece.says_year()
    if not said and len(piece.all("month_word")) < 2 and not scene.is_free(piece.end):
        return None
    first, last = numbers[0], numbers[-1]
    year = piece.year(scene.reference) if said else scene.reference.guess_year(last)
    if first >= last and year is not None:
        return Stretch(iso(year - 1, first), iso(year, last), floating=not said)
    return Stretch(iso(year, first), iso(year, last), floating=not said)


def read_months_first(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``9 tháng đầu năm nay``, ``11 tháng năm 2020``, ``6 tháng cuối năm``, ``3 quý đầu năm``."""
    head = piece.before("month_word", "quarter_word")
    tail = piece.after("month_word", "quarter_word")
    count = head.count()
    edge = tail.value("edge", "first_word") or "start"
    if count is not None and piece.has("quarter_word"):
        count *= 3
    if count is None or not 1 <= count <= 12 or edge == "middle":
        return None
    if not tail.has("year_word") and not scene.is_free(piece.end):
        return None
    year = tail.year(scene.reference)
    if year is None and not tail.says_year():
        year = _finished_year(scene.reference, count, str(edge))
    first, last = (1, count) if edge == "start" else (13 - count, 12)
    begin, end = months(year, first, last)
    if edge == "start" and head.has("sure") and end:
        end = _loosely(scene.reference, end, more=head.value("sure") == "more")
    return Stretch(begin, end)


def read_days_first(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``10 ngày đầu tháng 5``, ``15 ngày cuối tháng 6/2023``: days of a month, counted off."""
    count = piece.before("day_word").count()
    tail = piece.after("day_word")
    month = read_month(scene, tail.after("edge", "first_word"), parts)
    edge = tail.value("edge", "first_word") or "start"
    if month is None or month.first is None or not count or not 1 <= count <= _HALF_MONTH:
        return None
    last = latest(month.first)
    first_day, last_day = (1, count) if edge == "start" else (last.day + 1 - count, last.day)
    bound = month.first
    return Stretch(f"{bound}-{first_day:02}", f"{bound}-{last_day:02}")


def _loosely(reference: Reference, end: str, *, more: bool) -> str:
    """Where ``hơn hai tháng đầu năm``, ``gần 9 tháng đầu năm`` end: on the publication date."""
    today = reference.date
    if today is None:
        return end
    days = (today - latest(end)).days
    return today.isoformat() if (days >= 0 if more else days <= 0) and abs(days) <= 31 else end


def read_months_elapsed(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """A bare ``9 tháng``: the year's first nine, told of before or over by the publication.

    Only where it opens a clause or follows what reports are about; elsewhere it is a duration.
    """
    count, context, folded = piece.count(), scene.context, scene.folded
    if count is None or not 2 <= count <= 12:
        return None
    stop = folded[piece.end : piece.end + 1] in _CLAUSE_ENDS
    said = stop or scene.is_free(piece.end, unit=True)
    results = context.results(folded, piece.start)
    bounds = scene.memory.months.get(count)
    opening = (said or bounds) and context.opens_clause(folded, piece.start)
    if opening and context.spent_on(folded, piece.start, piece.end):
        return None
    if bounds and (results or opening or (said and (piece.has("in") or not stop))):
        return Stretch(*bounds)
    if results or opening or _told(scene, piece):
        return Stretch(*bounds) if (bounds := months_over(scene.reference, count)) else None
    return None


def _told(scene: Scene, piece: Piece) -> bool:
    """Whether what follows is a result of these months, or the work done in them."""
    context, folded = scene.context, scene.folded
    if context.work(folded, piece.end):
        return True
    return context.result_told(folded, piece.start, piece.end)


def months_over(
    reference: Reference, count: int, early: int = _EARLY, late: int = _LATE
) -> tuple[str, str] | None:
    """The first ``count`` months of the year, when a report on them would come out now.

    That is ``early`` days before their end at the earliest and ``late`` days after it.
    """
    if reference.year is None or (today := reference.date) is None:
        return None
    for year in (reference.year, reference.year - 1):
        first, last = months(year, 1, count)
        if first and last and -early <= (today - latest(last)).days <= late:
            return first, last
    return None


def _finished_year(reference: Reference, count: int, edge: str) -> int | None:
    """The year whose months have come: in January ``11 tháng đầu năm`` are last year's."""
    if reference.year is None or reference.month is None:
        return reference.year
    late = reference.month < count if edge == "start" else reference.month <= 2
    return reference.year - late


def read_quarter(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``quý III``, ``quý 3/2020``, ``quý II và III``, ``quý trước``, ``quý đầu năm``."""
    reference = scene.reference
    numbers = piece.after("quarter_word").names()
    for token in piece.all("month_year", "month_year_counted", "dashed", "twin", "month_range"):
        numbers.extend(int(part) for part in DIGITS.findall(token.value) if len(part) < 4)
    if piece.has("edge", "first_word"):
        numbers = [{"start": 1, "end": 4}.get(str(piece.value("edge", "first_word")), 0)]
    if not numbers:
        return near_quarter(reference, offset(piece.near() or "this"))
    if not all(1 <= number <= 4 for number in numbers) or numbers != sorted(set(numbers)):
        return None
    said = piece.says_year()
    year = piece.year(reference) if said else reference.guess_year(3 * numbers[-1] - 1)
    if piece.has("edge", "first_word") and not said:
        year = reference.year
    return Stretch(*months(year, 3 * numbers[0] - 2, 3 * numbers[-1]), floating=not said)


def near_quarter(reference: Reference, count: int) -> Stretch:
    """The quarter ``count`` quarters on from the reference's."""
    if reference.year is None or reference.month is None:
        return Stretch(None, None)
    year, quarter = divmod(reference.year * 4 + (reference.month - 1) // 3 + count, 4)
    return Stretch(*months(year, 3 * quarter + 1, 3 * quarter + 3))


def read_half_year(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``nửa đầu năm 2020``, ``nửa cuối năm``."""
    edge = piece.value("edge", "first_word")
    if edge == "middle":
        return None
    said = piece.says_year()
    year = piece.year(scene.reference) if said else scene.reference.year
    return Stretch(*(months(year, 1, 6) if edge == "start" else months(year, 7, 12)))


def read_half_month(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``nửa đầu tháng 9``."""
    month = read_month(scene, piece.after("half"), parts)
    edge = piece.value("edge", "first_word")
    if month is None or edge == "middle":
        return None
    return _days_of_month(month, (1, 15) if edge == "start" else (16, 31))


def _days_of_month(month: Stretch, days: tuple[int, int]) -> Stretch:
    if month.first is None:
        return Stretch(None, None)
    first, end = earliest(month.first), latest(month.first)
    last = end.replace(day=min(days[1], end.day))
    begin = first.replace(day=days[0]).isoformat()
    return Stretch(begin, last.isoformat(), floating=month.floating)


def read_year_edge(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``đầu năm 2020`` (January to March), ``giữa năm`` (May to August), ``cuối năm``; ``những
    tháng đầu năm`` are those up to the publication, a review at the year's end is of all of it."""
    edge, reference = str(piece.value("edge", "first_word")), scene.reference
    first, last = _YEAR_EDGES[edge]
    rule = f"year_{edge}"
    if piece.says_year():
        year = piece.year(reference)
    else:
        year = reference.guess_year(last) if edge == "end" else reference.year
        goal = scene.memory.told("year", reference, ahead=True) if edge == "end" else None
        if goal and year is not None and int(goal[0]) > year and scene.ahead(piece):
            year = int(goal[0])  # in January: năm tới phấn đấu …, đến cuối năm còn 10% hộ nghèo
    if edge == "end" and scene.context.reviewed(scene.folded, piece.start):
        return Stretch(iso(year), iso(year), rule="year")
    today = reference.date
    told = edge == "start" and piece.has("month_word")
    if told and today is not None and today.year == year:
        return Stretch(f"{year:04}-01-01", today.isoformat(), rule="year_to_date")
    point = iso(year, *_YEAR_POINTS[edge])
    return Stretch(iso(year, first), iso(year, last), rule=rule, point=point)


def read_month_edge(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``đầu tháng 9`` (days 1 to 10), ``giữa tháng`` (11 to 20), ``cuối tháng`` (21 on)."""
    edge = str(piece.value("edge", "month_third"))
    month = read_month(scene, piece.after("edge", "month_third"), parts)
    if month is None:
        return None
    span = _days_of_month(month, _MONTH_EDGES[edge])
    point = {"start": span.first, "end": span.last}.get(edge)
    return Stretch(
        span.first, span.last, rule=f"month_{edge}", floating=month.floating, point=point
    )


def read_quarter_edge(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``đầu quý III``: its first month."""
    edge = str(piece.value("edge", "first_word"))
    quarter = read_quarter(scene, piece.after("edge"), parts)
    if quarter is None:
        return None
    if quarter.first is None or quarter.last is None:
        return Stretch(None, None, rule=f"quarter_{edge}")
    month = shift_month(int(quarter.first[:4]), int(quarter.first[5:7]), _QUARTER_EDGES[edge])
    point = {"start": quarter.first, "end": quarter.last}.get(edge)
    return Stretch(month, month, rule=f"quarter_{edge}", floating=quarter.floating, point=point)


def read_year(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``năm 2020``, ``năm nay``, ``năm ngoái``."""
    year, reference = piece.year(scene.reference), scene.reference
    if year is None:
        return Stretch(None, None)
    if not piece.years() and piece.near() == "past" and reference.month == 11:
        year += scene.memory.told_year(year + 1)  # "năm qua" is the year a review is about
    bound = iso(year)
    return Stretch(bound, bound) if bound else None


def read_years(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``2015-2020``, ``giai đoạn 2021 - 2025``, ``hai năm 2019, 2020``; None out of order."""
    found = piece.years()
    first, last = min(found), max(found)
    spanned = piece.has("years", "dash", "slash", "to_word", "coming")
    if found[0] != first or found[-1] != last or first == last:
        return None
    counted = spanned or piece.has("number", "count_word", "plural", "decade_word")
    if not counted and last - first != len(found) - 1:
        return None  # two years told of separately
    if not piece.has("year_word", "stage_word"):
        slash = any("/" in token.value for token in piece.all("years")) or piece.has("slash")
        if slash or last - first > _LONGEST_BARE or not scene.is_free(piece.end):
            return None
    return Stretch(iso(first), iso(last))


def read_decade(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``những năm 1990``, ``thập niên 90 của thế kỷ trước``."""
    printed = piece.years()
    if printed:
        first = printed[0]
    else:
        number = int(str(piece.value("number")))
        if number < 10 or not (piece.has("century_word") or scene.is_free(piece.end)):
            return None
        century = 20 if not piece.has("century_word") else _century(piece.after("century_word"))
        if century is None:
            return None
        first = (century - 1) * 100 + number
    if first % 10:
        return None
    return Stretch(iso(first), iso(first + 9))


def _century(piece: Piece) -> int | None:
    value = piece.value("number", "big_roman")
    if value is not None:
        return int(str(value))
    return {"ago": 20, "past": 20, "this": 21, "next": 22}.get(piece.near() or "")


def read_century(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``thế kỷ 20``: 1901 to 2000."""
    number = _century(piece.after("century_word"))
    if number is None or not 1 <= number <= 22:
        return None
    return Stretch(iso(number * 100 - 99), iso(number * 100))


def read_season(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``mùa hè năm nay``: by the solstices and equinoxes."""
    begin, _, end = str(piece.value("season")).partition("/")
    reference = scene.reference
    said = piece.says_year()
    year = piece.years()[0] if piece.years() else piece.year(reference)
    if not said:
        meaning = piece.near() or "this"
        year = reference.guess_year(int(begin[:2]))
        if year is not None:
            year += year_offset(meaning, reference)
    if year is None:
        return Stretch(None, None)
    return Stretch(f"{year:04}-{begin}", f"{year + (end < begin):04}-{end}")


def read_lunar(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``rằm tháng Giêng``, ``Tết Canh Tý``: the year at most, the lunar calendar is not ours."""
    reference = scene.reference
    year = piece.years()[-1] if piece.years() else None
    cycle = piece.value("cycle_year")
    if year is None and cycle is not None and reference.year is not None:
        ahead = (int(str(cycle)) + 4 - reference.year) % _CYCLE
        year = reference.year + (ahead if ahead <= _CYCLE // 2 else ahead - _CYCLE)
    if year is None and cycle is None:
        year = piece.year(reference) or reference.year
    return Stretch(iso(year), iso(year))
