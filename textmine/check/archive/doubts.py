"""Reasons why two figures of an archive may not have to agree; each turns a violation undecided.

A newspaper's slip is rare; a figure read with the wrong subject, period or part is not.  So every
check asks here before it insists.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

import regex

from textmine.check.archive.evidence import anchored, words_before
from textmine.check.archive.figures import ArchiveDesk, Figure
from textmine.check.archive.rules import ArchiveRule, fold, matches
from textmine.model import Aspect, Status

STANDARD, PART, REVISION, HOLIDAY = "standard", "part", "revision", "holiday"
COMPARISON, EACH = "comparison", "each"
_READ = 0.5  # below that a figure was not read well enough to be held against its reprint
_PACE = 3  # times its pace so far a figure may grow at until its period is over
_WEEK = 7
_SOON = 3  # days within which two articles tell of one moment
_YEAR = 366
_BEFORE = 60  # characters before a number in which its part is named
_AROUND, _AFTER = 100, 60  # characters before and after it in which its measure is narrowed
_NUMBER = regex.compile(r"\d+(?:[.,/-]\d+){0,6}")
_SENTENCE_END = regex.compile(r"[;\n]|\.\s")
_CLAUSE_END = regex.compile("[,;:.()]")


def pair_doubt(
    desk: ArchiveDesk, rule: ArchiveRule, one: Figure, other: Figure, *, same_time: bool
) -> str | None:
    """The first reason (an id of the phrases ``archive.doubt.*``) not to insist, or ``None``.

    ``same_time``: the figures are of one period, so that a revision may explain them.
    """
    pair = (one, other)
    if min(one.statement.confidence, other.statement.confidence) < rule.confidence:
        return "confidence"
    if one.statement.unit != other.statement.unit and _plain(desk, one) and _plain(desk, other):
        return "unit"
    if not all(desk.namer.named(figure.statement) for figure in pair):
        return "kind"
    if not all(anchored(figure.statement) for figure in pair):
        return "subject"
    told_parts = bool(one.statement.breakdown and other.statement.breakdown)
    for kind in (COMPARISON,) if told_parts else (PART, COMPARISON):
        if any(kind in cues(desk, figure) for figure in pair):
            return kind
    if (EACH in cues(desk, one)) != (EACH in cues(desk, other)):
        return PART
    if same_time and _revised(desk, one, other):
        return "revision"
    if qualifiers(desk, one) != qualifiers(desk, other):
        return "definition"
    if (STANDARD in whole_cues(desk, one)) != (STANDARD in whole_cues(desk, other)):
        return "standard"
    return broken(desk, one, other, told=same_time)


def reprint_doubt(desk: ArchiveDesk, one: Figure, other: Figure) -> str | None:
    """Of two figures in the same place of the same sentence only these are asked: was either
    badly read, or an estimate, or told of other boundaries?"""
    if min(one.statement.confidence, other.statement.confidence) < _READ:
        return "confidence"
    return "revision" if _revised(desk, one, other) else broken(desk, one, other, told=True)


def _plain(desk: ArchiveDesk, figure: Figure) -> bool:
    """Counted in a unit of its own: people and households are not the same things."""
    return figure.statement.unit not in ("count", "percent")


def _revised(desk: ArchiveDesk, one: Figure, other: Figure) -> bool:
    """One of them is an estimate or preliminary, or was told before its time was over."""
    if one.statement.status is not other.statement.status:
        return True
    if any(REVISION in cues(desk, figure) for figure in (one, other)):
        return True
    return any(status is Status.ESTIMATE for status in (one.statement.status,))


def cues(desk: ArchiveDesk, figure: Figure) -> frozenset[str]:
    """Kinds of cue words that stand shortly before the number in its sentence.

    Other numbers there are ``#``: ``trong #`` is the beginning of ``trong 178 đảng viên mới có``.
    """
    before = words_before(figure.statement)[-_BEFORE:]
    return desk.book.cues.found(fold(_NUMBER.sub("#", _SENTENCE_END.split(before)[-1])))


def whole_cues(desk: ArchiveDesk, figure: Figure) -> frozenset[str]:
    """Kinds of cue words anywhere in the sentence of the number."""
    return desk.book.cues.found(fold(figure.statement.sentence))


def qualifiers(desk: ArchiveDesk, figure: Figure) -> frozenset[str]:
    """Words around the number that narrow what is measured."""
    found: frozenset[str] = frozenset()
    for item in desk.book.qualifiers:
        if any(matches(pattern, figure.statement.indicator) for pattern in item.indicators):
            found |= item.words.found(_around(figure))
    return found


def _around(figure: Figure) -> str:
    """The words before the number and those after it in its clause, folded."""
    sentence, quote = figure.statement.sentence, figure.statement.quote
    at = sentence.find(quote)
    if at < 0:
        return fold(sentence)
    end = at + len(quote)
    clause = _CLAUSE_END.split(sentence[end : end + _AFTER], maxsplit=1)[0]
    return fold(sentence[max(0, at - _AROUND) : end] + clause)


def broken(desk: ArchiveDesk, one: Figure, other: Figure, *, told: bool = False) -> str | None:
    """The break between two figures' times (with ``told`` of their telling), if packs know one."""
    days = [(figure.told if told else figure.days.last) for figure in (one, other)]
    if days[0] is None or days[1] is None:
        return None
    first, last = min(days[0], days[1]), max(days[0], days[1])
    for item in desk.book.breaks:
        known = any(matches(pattern, one.statement.indicator) for pattern in item.indicators)
        if known and first < item.day <= last:
            return item.reason
    return None


def unfinished(figure: Figure) -> bool:
    """Told before its period was over, so that it may still have grown."""
    return figure.told is not None and figure.days.last is not None and (
        figure.told < figure.days.last
    )


def moment_doubt(rule: ArchiveRule, kind: str, one: Figure, other: Figure) -> str | None:
    """Why two figures of one printed period may be of different times after all."""
    if one.statement.status is Status.TARGET:
        return "plans"  # a province and a congress may each set one
    if kind == "flow":
        return _flow_doubt(rule, one, other)
    length = one.days.length
    if kind == "stock" and (length is None or length > 1):
        return "moment"  # "năm 2020" of a level: its beginning, its end?
    if kind == "rate" and length is not None and length > _YEAR:
        return "moment"
    return None


def _flow_doubt(rule: ArchiveRule, one: Figure, other: Figure) -> str | None:
    length = one.days.length
    if length is None:
        return "moment"
    if length < rule.least_days:
        return "event"
    early, late = sorted((one, other), key=lambda figure: figure.told or 0)
    if not unfinished(early):
        return None
    return "unfinished" if _may_have_grown(early, late) else None


def _may_have_grown(early: Figure, late: Figure) -> bool:
    """Whether a figure told before its period was over may have come to the later one since, at
    a few times its pace until then."""
    before, after = _point(early), _point(late)
    if early.told is None or late.told is None or early.days.first is None:
        return True
    if before is None or after is None or before <= 0:
        return True
    if late.told - early.told <= _SOON:
        return False
    since = min(late.told, early.days.last or late.told) - early.told
    done = max(early.told - early.days.first + 1, 1)
    most = before * (1 + _PACE * Decimal(max(since, _WEEK)) / done)
    return before <= after <= most


def _point(figure: Figure) -> Decimal | None:
    low, high = figure.statement.low, figure.statement.high
    return low if low is not None and low == high else None


def told_apart(one: Sequence[Figure], other: Sequence[Figure]) -> bool:
    """Different articles stand on the two sides."""
    return not {figure.statement.article for figure in one} & {
        figure.statement.article for figure in other
    }


def explained_by_parts(one: Figure, other: Figure, nearby: Collection[Decimal]) -> bool:
    """The two differ by a figure told beside one of them: the dead with or without the crew."""
    here, there = _point(one), _point(other)
    return here is not None and there is not None and abs(here - there) in nearby


def is_level(figure: Figure) -> bool:
    """A level or a share, no change: what can be compared as it stands."""
    return figure.statement.aspect in (Aspect.LEVEL, Aspect.SHARE)
