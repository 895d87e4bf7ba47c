"""Readers of terms of office, school years and crop seasons."""

from __future__ import annotations

from textmine.model.period import TimeKind
from textmine.recognize.time_calendar import Reference, iso
from textmine.recognize.time_scene import Piece, Scene, Stretch, offset

_LONGEST_TERM = 10  # years
_NEAR_TERM = {"ago": "before", "past": "past", "this": "current", "next": "next", "new": "next"}

Term = tuple[int, int]


def read_term(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``nhiệm kỳ 2015-2020``."""
    span = term_years(piece)
    return None if span is None else Stretch(iso(span[0]), iso(span[1]))


def term_years(piece: Piece) -> Term | None:
    """First and last year of a term printed with its years, as of a mention of the term rule."""
    found = piece.years()
    if len(found) < 2 or not 0 < found[-1] - found[0] <= _LONGEST_TERM:
        return None
    return found[0], found[-1]


def read_term_near(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``nhiệm kỳ vừa qua``, ``nhiệm kỳ mới``, ``trong nhiệm kỳ``.

    Years come from a term the article names; where it names another one, the coming term's end is
    left open.
    """
    meaning = piece.after("term_word").near()
    if meaning is None and not scene.is_free(piece.end, unit=True):
        return None
    which = _NEAR_TERM[meaning] if meaning else _unsaid(scene, piece)
    first, last = _term(scene, which)
    return Stretch(first, last, rule="term_past" if which == "before" else f"term_{which}")


def _unsaid(scene: Scene, piece: Piece) -> str:
    """Which term a bare ``trong nhiệm kỳ``, ``đầu nhiệm kỳ`` means: past, current or next.

    A congress held as a term begins looks back on the one before it, unless a sentence plans.
    """
    year = scene.reference.year
    if year is None or any(first + 1 < year <= last for first, last in scene.terms):
        return "current"
    if not any(year <= first <= year + 1 for first, _ in scene.terms):
        return "current"
    return "next" if scene.ahead(piece) else "past"


def read_term_edge(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``đầu nhiệm kỳ``, ``cuối nhiệm kỳ``, ``nửa nhiệm kỳ``."""
    span, printed = term_years(piece), piece.years()
    if span is not None:
        scene.memory.term = span
        first, last = iso(span[0]), iso(span[1])
    elif printed:  # "đầu nhiệm kỳ (năm 2015)"
        first = last = iso(printed[0])
    else:
        meaning = piece.after("term_word").near()
        which = _NEAR_TERM[meaning] if meaning else _unsaid(scene, piece)
        if which == "past" and piece.has("half"):  # the half of the running term that has passed
            return Stretch(_term(scene, "current")[0], scene.reference.iso, rule="term_half")
        first, last = _term(scene, which)
    if piece.has("half"):
        return Stretch(first, None, rule="term_half")
    edge = str(piece.value("edge"))
    point = {"start": first, "end": last}.get(edge)
    return Stretch(point, point, rule=f"term_{edge}", point=point)


def read_term_part(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``2 năm đầu nhiệm kỳ``: from the term's first year on; ``năm cuối``: its last year."""
    tail = piece.after("edge", "first_word")
    span = term_years(tail)
    first, last = (iso(span[0]), iso(span[1])) if span else _term(scene, "current")
    if piece.value("edge", "first_word") == "end":
        return Stretch(last, last)
    return Stretch(first, None)


def _term(scene: Scene, which: str) -> tuple[str | None, str | None]:
    """Bounds of the past, current or next term, or the one before that told of last."""
    terms, year = sorted(set(scene.terms)), scene.reference.year
    if not terms:
        return None, None
    if which == "past":
        return _past(scene, terms)
    if which == "before":
        return _before(scene, terms)
    if which == "next":
        return _next(terms, year)
    return _current(terms, year, scene.memory.term)


def _current(
    terms: list[Term], year: int | None, told: Term | None
) -> tuple[str | None, str | None]:
    """The running term: of two that share the year, the one told of last."""
    running = [term for term in terms if year is None or term[0] <= year <= term[1]]
    if running:
        first, last = told if told in running and told else running[-1]
        return iso(first), iso(last)
    if len(terms) == 1 and year is not None and terms[0][1] < year:
        return iso(terms[0][1]), None  # the one after the only term named
    return None, None


def _before(scene: Scene, terms: list[Term]) -> tuple[str | None, str | None]:
    """The term before the one told of last."""
    told = scene.memory.term or terms[-1]
    ended = [term for term in terms if term[1] <= told[0]]
    return (iso(ended[-1][0]), iso(ended[-1][1])) if ended else _preceding(scene, told)


def _past(scene: Scene, terms: list[Term]) -> tuple[str | None, str | None]:
    year = scene.reference.year
    ended = [term for term in terms if year is None or term[1] <= year]
    if year is None and len(terms) > 1:
        ended = terms[:-1]
    if ended:
        return iso(ended[-1][0]), iso(ended[-1][1])
    return _preceding(scene, terms[0])


def _preceding(scene: Scene, term: Term) -> tuple[str | None, str | None]:
    """The unnamed term before one, when that one is only beginning and its length tells."""
    first, last = term
    year, length = scene.reference.year, scene.context.term_before.get(last - first)
    if year is None or length is None or abs(first - year) > 1:
        return None, iso(first)
    return iso(first - length), iso(first)


def _next(terms: list[Term], year: int | None) -> tuple[str | None, str | None]:
    """The term that begins: one named with its years, else from where the one named ends."""
    if year is None:
        if len(terms) > 1:
            return iso(terms[-1][0]), iso(terms[-1][1])
        return iso(terms[0][1]), None
    beginning = [term for term in terms if term[0] >= year - 1]
    if beginning:
        return iso(beginning[0][0]), iso(beginning[0][1])
    ending = [term[1] for term in terms if term[1] >= year - 1]
    return (iso(ending[0]) if ending else None), None


def read_school_year(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``năm học 2022-2023``: 1 September to 31 August."""
    found = piece.years()
    if len(found) > 1 and found[1] != found[0] + 1:
        return None
    year = found[0] if found else _school_year(scene.reference, piece.near())
    return Stretch(iso(year, 9, 1), iso(year + 1 if year else None, 8, 31))


def _school_year(reference: Reference, meaning: str | None) -> int | None:
    """The year in which the school year meant begins."""
    if reference.year is None or reference.month is None:
        return None
    running = reference.year - (reference.month < 9)
    if meaning == "new":
        return reference.year
    if meaning == "past":  # the one that has ended, from the summer holidays on
        return running if reference.month in (6, 7, 8) else running - 1
    return running + offset(meaning or "this")


def read_school_edge(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``đầu năm học``: September to November; ``cuối năm học``: from May on."""
    whole = read_school_year(scene, piece.after("edge"), parts)
    if whole is None:
        return None
    edge = str(piece.value("edge"))
    rule = f"school_{edge}"
    if whole.first is None or whole.last is None:
        return Stretch(None, None, rule=rule)
    year = int(whole.first[:4])
    months = {"start": (year, 9, 11), "middle": (year + 1, 1, 2), "end": (year + 1, 5, 8)}[edge]
    point = {"start": whole.first, "end": whole.last}.get(edge)
    return Stretch(iso(months[0], months[1]), iso(months[0], months[2]), rule=rule, point=point)


def read_crop(scene: Scene, piece: Piece, parts: list[Stretch]) -> Stretch | None:
    """``vụ đông xuân 2019-2020``, ``vụ mùa năm nay``: the years printed, no days."""
    found = piece.years()
    rule = "crop_year" if piece.has("crop_year") else None
    if not found:
        if piece.has("year_word"):
            year = piece.year(scene.reference)
        else:
            year = scene.reference.year
            if year is not None and (meaning := piece.near()):
                year += offset(meaning)
        return Stretch(iso(year), iso(year), rule=rule)
    if len(found) > 1 and not 0 < found[-1] - found[0] <= _LONGEST_TERM:
        return None
    return Stretch(iso(found[0]), iso(found[-1]), TimeKind.INTERVAL, rule)
