"""What one primitive says: the case it met, and how two stated numbers compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from textmine.check.interval import Interval
from textmine.check.stated import Stated
from textmine.model import Verdict


class Fit(StrEnum):
    """How a reported number agrees with the computed one."""

    EXACT = "exact"  # the printed numbers themselves agree
    ROUNDED = "rounded"  # what they stand for agrees
    LOOSE = "loose"  # they agree if a number was printed carelessly
    APART = "apart"  # no reading of the digits makes them agree


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of a primitive.

    ``case`` names what was found (``match``, ``mismatch``, ``missing``, ...): rules have a message
    for each.  ``reported`` is what the text prints, ``computed`` what the other numbers give.
    ``readings`` are the readings that hold.  ``amounts`` are further numbers for messages: name to
    interval, and its unit: ``%`` for a percentage, empty for the unit of the main role.
    ``difference`` says that a rate was compared by subtracting and not by dividing.
    """

    verdict: Verdict
    case: str
    reported: Interval | None = None
    computed: Interval | None = None
    only_by_rounding: bool = False
    readings: tuple[str, ...] = ()
    amounts: Mapping[str, tuple[Interval, str]] = field(default_factory=dict)
    difference: bool = False


MISSING = Outcome(Verdict.UNDECIDED, "missing")


def fit(reported: Stated, computed: Stated) -> Fit:
    """Compares two numbers, in order: as printed, as they are meant, as they can be excused."""
    if reported.printed.meets(computed.printed):
        return Fit.EXACT
    if reported.tight.meets(computed.tight):
        return Fit.ROUNDED
    return Fit.LOOSE if reported.loose.meets(computed.loose) else Fit.APART


def best(fits: Mapping[str, Fit]) -> str | None:
    """The reading that fits best (the first of equals), ``None`` for no readings."""
    order = list(Fit)
    return min(fits, key=lambda name: order.index(fits[name]), default=None)


def judged(
    reported: Stated,
    computed: Stated,
    *,
    reading: str | None = None,
    amounts: Mapping[str, tuple[Interval, str]] | None = None,
) -> Outcome:
    """The plain outcome of one comparison: ``match``, ``rounded``, ``nearly`` or ``mismatch``."""
    found = fit(reported, computed)
    verdict, case = {
        Fit.EXACT: (Verdict.SATISFIED, "match"),
        Fit.ROUNDED: (Verdict.SATISFIED, "rounded"),
        Fit.LOOSE: (Verdict.UNDECIDED, "nearly"),
        Fit.APART: (Verdict.VIOLATED, "mismatch"),
    }[found]
    return Outcome(
        verdict,
        case,
        reported.tight,
        computed.tight,
        found is Fit.ROUNDED,
        (reading,) if reading else (),
        amounts or {},
    )
