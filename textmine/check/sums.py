"""Checks that add, subtract, multiply or compare amounts of one unit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from textmine.check.interval import Interval
from textmine.check.outcome import MISSING, Outcome, judged
from textmine.check.stated import Stated
from textmine.model import Direction, Verdict

_MANY = 24  # parts of one sum looked at for lists within lists


def parts_sum(
    whole: Stated | None,
    parts: Sequence[Stated],
    reading: str | None,
    slack: Decimal = Decimal(0),
) -> Outcome:
    """Do the parts make up the whole?

    ``partition``: violated when the sum cannot be the whole.  ``remainder``: a smaller sum leaves
    a rest; violated when the sum is certainly above.  ``overlap``: violated only when one part
    alone is certainly above the whole.  No reading: never violated, since either may be meant.
    Undecided when all fits with parts within a part (``5, gồm 3 và 2``) or with parts that alone
    exceed the whole (of one of the parts: ``16 đảng bộ cơ sở với 214 chi bộ``) left out.
    A rest of exact counts within ``slack`` of the whole is undecided: it looks like a slip.
    """
    if whole is None or not whole.known or not parts or not all(part.known for part in parts):
        return MISSING
    added = _sum(parts)
    if reading == "overlap":
        return _overlapping(whole, parts, added)
    plain = judged(whole, added)
    if plain.verdict is Verdict.SATISFIED:
        return plain
    if reading != "partition":
        rest = whole - added
        if _at_least_zero(rest.printed) or added.loose.below(whole.loose):
            if _is_slight(rest, whole, parts, slack):
                return _with(plain, "slight_rest", Verdict.UNDECIDED, rest=rest.printed)
            return _with(plain, "rest", Verdict.SATISFIED, rest=rest.printed)
    if plain.case == "nearly":
        return plain
    if whole.loose.below(added.loose):
        if _nested(whole, parts) or _strayed(whole, parts):
            return _with(plain, "nested", Verdict.UNDECIDED)
        if reading == "remainder":
            return _with(plain, "above", Verdict.VIOLATED, difference=_gap(whole, added))
    if reading == "partition":
        return _with(plain, "mismatch", Verdict.VIOLATED, difference=_gap(whole, added))
    return _with(plain, "unclear", Verdict.UNDECIDED, difference=_gap(whole, added))


def _is_slight(rest: Stated, whole: Stated, parts: Sequence[Stated], slack: Decimal) -> bool:
    """Several exact counts leave next to nothing of an exact total."""
    size, total = rest.printed.point, whole.printed.point
    exact = len(parts) > 1 and whole.whole and all(part.whole for part in parts)
    return exact and size is not None and total is not None and size <= total * slack


def _sum(parts: Sequence[Stated]) -> Stated:
    added = parts[0]
    for part in parts[1:]:
        added = added + part
    return added


def _nested(whole: Stated, parts: Sequence[Stated]) -> bool:
    """One part is itself followed by its own parts, and the others make up the whole."""
    for head in range(min(len(parts), _MANY)):
        inner = None
        for end in range(head + 1, min(len(parts), head + _MANY)):
            if not parts[end].printed.low:
                break  # zeros would let any slip pass as a list within a list
            inner = parts[end] if inner is None else inner + parts[end]
            if parts[head].loose.below(inner.loose):
                break  # more parts only make it larger
            several = end > head + 1
            made = several and judged(parts[head], inner).verdict is Verdict.SATISFIED
            if made and _fits(whole, [*parts[: head + 1], *parts[end + 1 :]]):
                return True
    return False


def _strayed(whole: Stated, parts: Sequence[Stated]) -> bool:
    """The parts that can be parts at all make up the whole; the others belong to something else."""
    possible = [part for part in parts if not whole.loose.below(part.loose)]
    return 0 < len(possible) < len(parts) and _fits(whole, possible)


def _fits(whole: Stated, parts: Sequence[Stated]) -> bool:
    return judged(whole, _sum(parts)).verdict is Verdict.SATISFIED


def _overlapping(whole: Stated, parts: Sequence[Stated], added: Stated) -> Outcome:
    reported, computed = whole.tight, added.tight
    for part in parts:
        if whole.loose.below(part.loose):
            largest = {"part": (part.printed, "")}
            return Outcome(Verdict.VIOLATED, "part_above", reported, part.tight, amounts=largest)
    plain = judged(whole, added)
    if plain.verdict is Verdict.SATISFIED:
        return plain
    return Outcome(Verdict.SATISFIED, "overlap", reported, computed)


def part_of(part: Stated | None, whole: Stated | None) -> Outcome:
    """Is the part no larger than the whole?  Violated when it certainly is larger."""
    if part is None or whole is None or not part.known or not whole.known:
        return MISSING
    reported, computed = part.tight, whole.tight
    if not whole.printed.below(part.printed):
        return Outcome(Verdict.SATISFIED, "match", reported, computed)
    if not whole.tight.below(part.tight):
        return Outcome(Verdict.SATISFIED, "rounded", reported, computed, True)
    if not whole.loose.below(part.loose):
        return Outcome(Verdict.UNDECIDED, "nearly", reported, computed)
    return Outcome(Verdict.VIOLATED, "above", reported, computed)


def repeat(first: Stated | None, again: Stated | None) -> Outcome:
    """Can two numbers for the same thing be one number?  Violated when nothing reconciles them."""
    if first is None or again is None or not first.known or not again.known:
        return MISSING
    return judged(first, again)


def delta(
    after: Stated | None,
    changes: Sequence[tuple[Stated, Direction | None]],
    before: Stated | None,
    *,
    closed: bool = False,
) -> Outcome:
    """``after = before + changes``; without a printed ``before`` it is worked out.

    ``closed`` says that the changes are all there were (``tăng 6``); then a mismatch is
    violated.  When other changes are possible (6 admitted, perhaps 1 left) it is undecided.  A
    level smaller than what was just added to it is violated in either case.
    """
    if after is None or not after.known or not changes or not all(c.known for c, _ in changes):
        return MISSING
    earlier = after
    for change, direction in changes:
        earlier = earlier + change if direction is Direction.DECREASE else earlier - change
    amounts = {"before": (earlier.printed, "")}
    if earlier.loose.high is not None and earlier.loose.high < 0:
        return Outcome(Verdict.VIOLATED, "negative", None, earlier.tight, amounts=amounts)
    if before is None or not before.known:
        if earlier.printed.unbounded:
            return MISSING
        return Outcome(Verdict.SATISFIED, "informs", None, earlier.tight, amounts=amounts)
    found = judged(before, earlier)
    if found.verdict is Verdict.VIOLATED:
        case = ("mismatch", Verdict.VIOLATED) if closed else ("others", Verdict.UNDECIDED)
        return _with(found, *case, difference=_gap(before, earlier))
    return found


def from_to(
    start: Stated | None,
    end: Stated | None,
    change: Stated | None,
    direction: Direction | None,
) -> Outcome:
    """``end - start = change`` in the direction the words give.

    Violated when the level certainly moved against the words, or when the printed change
    certainly is another one.  Without a printed change it is worked out.
    """
    if start is None or end is None or not start.known or not end.known:
        return MISSING
    up, down = end - start, start - end
    moved = down if direction is Direction.DECREASE else up
    if direction is not None and moved.loose.high is not None and moved.loose.high < 0:
        return Outcome(Verdict.VIOLATED, "backwards", end.tight, start.tight)
    if change is None or not change.known:
        size = moved if direction is not None or not _negative(up) else down
        if size.printed.unbounded:
            return MISSING
        amounts = {"difference": (size.printed, "")}
        return Outcome(Verdict.SATISFIED, "informs", None, size.tight, amounts=amounts)
    if direction is None and _negative(up):
        moved = down
    found = judged(change, moved)
    if found.case == "mismatch":
        return _with(found, "mismatch", Verdict.VIOLATED, difference=moved.printed)
    return found


def product(factors: Sequence[Stated], result: Stated | None, slack: Decimal) -> Outcome:
    """Area times yield gives output.

    ``slack`` is the share by which the result may differ for reasons the text does not print
    (sown but not harvested); within it the verdict is undecided, beyond it violated.
    """
    known = result is not None and result.known and all(factor.known for factor in factors)
    if result is None or not known or len(factors) < 2:
        return MISSING
    computed = factors[0]
    for factor in factors[1:]:
        computed = computed * factor
    spread = Interval(Decimal(1) - slack, Decimal(1) + slack)
    wide = Stated(computed.printed, computed.tight, computed.loose * spread)
    return judged(result, wide)


def hundred(parts: Sequence[Stated]) -> Outcome:
    """Do shares that make up a whole sum to 100%?  The whole itself is not printed."""
    return parts_sum(Stated.exact(100), parts, "partition")


def _at_least_zero(value: Interval) -> bool:
    return value.low is not None and value.low >= 0


def _negative(value: Stated) -> bool:
    return value.printed.high is not None and value.printed.high < 0


def _gap(one: Stated, other: Stated) -> Interval:
    """How far two printed numbers lie apart, as a magnitude."""
    gap = one.printed - other.printed
    return -gap if gap.high is not None and gap.high < 0 else gap


def _with(plain: Outcome, case: str, verdict: Verdict, **amounts: Interval) -> Outcome:
    """``plain`` under another case, with further amounts in the unit of the main role."""
    return Outcome(
        verdict,
        case,
        plain.reported,
        plain.computed,
        False,
        plain.readings,
        {name: (value, "") for name, value in amounts.items()},
    )
