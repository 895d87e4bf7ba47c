"""Reasons why numbers that disagree may not have to agree; each turns a violation undecided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textmine.check.rules import Rule
from textmine.check.singles import period_within, periods_apart
from textmine.model import Fact, Relation, RelationType, Status
from textmine.packs.indicators import Indicator

_ONE_STATUS = frozenset(
    {
        RelationType.PARTS_SUM,
        RelationType.SHARE,
        RelationType.PART_OF,
        RelationType.REPEAT,
        RelationType.DELTA,
    }
)
_ONE_PERIOD = frozenset({RelationType.PARTS_SUM, RelationType.SHARE, RelationType.REPEAT})
_ONE_SUBJECT = frozenset({RelationType.REPEAT, RelationType.DELTA})
_ONE_ASPECT = frozenset({RelationType.PARTS_SUM, RelationType.PART_OF, RelationType.REPEAT})
OTHER = "other"  # the indicator of what no pack describes
_BREATH = 300  # characters: a part follows its whole this closely when it is told as its part
_MOVES = ("change", "percent")


def doubt(
    relation: Relation,
    roles: Mapping[str, Sequence[Fact]],
    rule: Rule,
    indicators: Mapping[str, Indicator],
) -> str | None:
    """The first reason (an id of the phrases ``doubt.*``) not to insist, or ``None``."""
    levels = [fact for role, facts in roles.items() if role not in _MOVES for fact in facts]
    everything = [fact for facts in roles.values() for fact in facts]
    kind = relation.type
    if any(fact.confidence < rule.confidence for fact in everything):
        return "confidence"
    if kind is not RelationType.PRODUCT and len({fact.per for fact in levels}) > 1:
        return "per"
    if kind in _ONE_STATUS and _mixed(levels, kind):
        return "status"
    if kind in _ONE_ASPECT and len({fact.aspect for fact in levels}) > 1:
        return "aspect"
    if kind in _ONE_PERIOD and _apart(levels):
        return "period"
    if kind in _ONE_SUBJECT and len({fact.subject for fact in levels} - {None}) > 1:
        return "subject"
    first = levels[:1]
    if kind is RelationType.REPEAT and not all(
        _alike(one, two) or _one_plan(one, two, indicators) for one in first for two in levels[1:]
    ):
        return "kind"
    if kind is RelationType.PART_OF:
        return _part_doubt(roles, indicators)
    if kind is RelationType.DELTA and _foreign(roles):
        return "subject"
    return None


def _mixed(levels: Sequence[Fact], kind: RelationType) -> bool:
    statuses = {fact.status for fact in levels}
    if kind is not RelationType.REPEAT and Status.TARGET not in statuses:
        return False  # an estimate may be part of a result
    return len(statuses) > 1


def _apart(levels: Sequence[Fact]) -> bool:
    first = levels[0] if levels else None
    return first is not None and any(periods_apart(first.period, x.period) for x in levels[1:])


def _part_doubt(
    roles: Mapping[str, Sequence[Fact]], indicators: Mapping[str, Indicator]
) -> str | None:
    """A part must be of the whole's kind and lie in its time to be held against it."""
    for part in roles.get("part", ()):
        for whole in roles.get("whole", ()):
            if not _alike(part, whole):
                known = indicators.get(part.indicator)
                # Of two flows one lags: who is admitted now may have applied last year.
                firm = known is not None and known.kind == "stock"
                if known is None or not firm or whole.indicator not in known.part_of:
                    return "kind"
                if not 0 <= part.span.start - whole.span.start <= _BREATH:
                    return "subject"  # told elsewhere, and perhaps of something else
            if not period_within(part.period, whole.period):
                return "period"
            nouns = [fact.text.casefold().split(" ")[1:] for fact in (part, whole)]
            unlike = all(nouns) and nouns[0] != nouns[1]
            apart = part.subject != whole.subject or part.breakdown is not None or unlike
            if apart and whole.span.start > part.span.start:
                return "subject"  # a whole is told before what it is made of
    return None


def _alike(one: Fact, other: Fact) -> bool:
    """Both count one thing: one indicator, or one phrase where no pack has an indicator."""
    if one.indicator != other.indicator:
        return False
    return one.indicator != OTHER or one.label.casefold() == other.label.casefold()


def _one_plan(one: Fact, other: Fact, indicators: Mapping[str, Indicator]) -> bool:
    """Plans of one measure, be it by the plan's own indicator or by the result's."""
    if one.status is not Status.TARGET or other.status is not Status.TARGET:
        return False
    known = [indicators.get(fact.indicator) for fact in (one, other)]
    planned = [item.target or item.id for item in known if item is not None]
    return len(planned) == len(known) and planned[0] == planned[1]


def _foreign(roles: Mapping[str, Sequence[Fact]]) -> bool:
    """The change was counted for another body than the level."""
    after = {fact.subject for fact in roles.get("after", ())}
    change = {fact.subject for fact in roles.get("change", ())}
    return len((after | change) - {None}) > 1


def overlapping(parts: Sequence[Fact], traits: Mapping[str, str], reading: str | None) -> bool:
    """The parts are named by different traits (women, minorities), so they can share members.

    Two traits overlap whatever the words; a trait beside a group of no known trait only when
    nothing says that the groups make up the whole.
    """
    found = [_trait(part.breakdown, traits) for part in parts]
    named = {trait for trait in found if trait is not None}
    return len(named) > 1 or (bool(named) and None in found and reading != "partition")


def _trait(words: str | None, traits: Mapping[str, str]) -> str | None:
    if not words:
        return None
    padded = f" {words.lower()} "
    return next((trait for term, trait in traits.items() if f" {term} " in padded), None)
