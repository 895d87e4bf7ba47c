"""Scores the facts of one article at the levels Q, I and R."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from textmine.evaluate.compare import Comparer, is_other
from textmine.evaluate.gold import GoldArticle, GoldFact
from textmine.evaluate.ledger import LEVELS, Outcome, Score, add_to, miss_at
from textmine.evaluate.tally import Tally
from textmine.model import Extraction, Fact, Span

_NEEDED = {"Q": (), "I": ("indicator",), "R": ("indicator", "subject", "period", "status")}


def match_facts(
    wanted: tuple[GoldFact, ...], given: tuple[Fact, ...], compare: Comparer
) -> dict[int, int]:
    """Gold index to fact index, one to one: overlapping, same interval and unit.

    Best overlap first; of ties the one that is right in more fields, then the earlier.
    """
    candidates = []
    for i, gold in enumerate(wanted):
        for j, fact in enumerate(given):
            if gold.span is None or not gold.span.overlaps(fact.span):
                continue
            if compare.same_value(gold, fact):
                right = compare.same_indicator(gold, fact) + compare.same_period(gold, fact)
                candidates.append((-_overlap(gold.span, fact.span), -right, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _overlap(one: Span, other: Span) -> float:
    """Shared characters over all characters of both."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (len(one) + len(other) - shared)


def score_facts(
    gold: GoldArticle,
    extraction: Extraction,
    compare: Comparer,
    pairs: dict[int, int],
    score: Score,
) -> None:
    """Adds levels, fields, outcomes and misses to ``score``; ``pairs`` are of ``match_facts``."""
    for i, wanted in enumerate(gold.facts):
        if wanted.optional:
            continue
        if i not in pairs:
            right: Collection[str] = ()
            kind, given = _why_missed(wanted, extraction.facts)
            score.misses.append(miss_at(gold, wanted.span, "Q", kind, _told(wanted), given))
        else:
            fact = extraction.facts[pairs[i]]
            right = _right_fields(wanted, fact, extraction, compare)
            _count_fields(wanted, right, score)
            _report_wrong(gold, wanted, fact, extraction, right, score)
        reached = tuple(level for level in LEVELS if _reaches(level, right, i in pairs))
        score.outcomes.append(Outcome(gold.id, wanted.quote, wanted.nth, reached, gold.held_out))
        for level in LEVELS:
            _count(score, level, wanted.indicator, hit=level in reached, gold=True)
    paired = {j: i for i, j in pairs.items()}
    for j, fact in enumerate(extraction.facts):
        if j not in paired:
            given = f"{fact.indicator} {fact.low}..{fact.high} {fact.unit} «{fact.text}»"
            score.misses.append(miss_at(gold, fact.span, "Q", "spurious", "", given))
        elif gold.facts[paired[j]].optional:
            continue
        for level in LEVELS:
            hit = j in paired and _reaches(
                level,
                _right_fields(gold.facts[paired[j]], fact, extraction, compare),
                True,
            )
            _count(score, level, fact.indicator, hit=hit, gold=False)


def _right_fields(
    gold: GoldFact, fact: Fact, extraction: Extraction, compare: Comparer
) -> set[str]:
    entity = extraction.entity(fact.subject)
    subject = entity.name if entity else fact.subject
    checks = {
        "indicator": compare.same_indicator(gold, fact),
        "subject": compare.same_name(gold.subject, gold.subject_also, subject),
        "period": compare.same_period(gold, fact),
        "status": gold.status == fact.status,
        "approx": gold.approx == fact.approx,
        "breakdown": (gold.breakdown is None) == (fact.breakdown is None),
    }
    return {name for name, right in checks.items() if right}


def right_record(gold: GoldFact, fact: Fact, extraction: Extraction, compare: Comparer) -> bool:
    """Whether a fact matched to gold is right at level R."""
    return _reaches("R", _right_fields(gold, fact, extraction, compare), True)


def _reaches(level: str, right: Collection[str], found: bool) -> bool:
    return found and all(name in right for name in _NEEDED[level])


def _count(score: Score, level: str, indicator: str, *, hit: bool, gold: bool) -> None:
    """Gold facts count towards recall, given facts towards precision."""
    key = "other" if is_other(indicator) else indicator
    tally = Tally.of_gold(hit) if gold else Tally.of_given(hit)
    add_to(score.levels, {level: tally})
    add_to(score.indicators.setdefault(key, {}), {level: tally})


def _count_fields(wanted: GoldFact, right: Collection[str], score: Score) -> None:
    for name in ("indicator", "subject", "period", "status", "approx", "breakdown"):
        hit = name in right
        add_to(score.fields, {name: Tally.of_gold(hit) + Tally.of_given(hit)})


def _why_missed(wanted: GoldFact, facts: Iterable[Fact]) -> tuple[str, str]:
    touching = [f for f in facts if wanted.span and wanted.span.overlaps(f.span)]
    if not touching:
        return "missed", ""
    given = "; ".join(f"{f.low}..{f.high} {f.unit} «{f.text}»" for f in touching)
    return "value or unit", given


def _report_wrong(
    gold: GoldArticle,
    wanted: GoldFact,
    fact: Fact,
    extraction: Extraction,
    right: Collection[str],
    score: Score,
) -> None:
    entity = extraction.entity(fact.subject)
    period = fact.period and (fact.period.start, fact.period.end)
    told = {
        "indicator": (wanted.indicator, fact.indicator),
        "subject": (wanted.subject, entity.name if entity else fact.subject),
        "period": (wanted.period, period),
        "status": (wanted.status, fact.status),
    }
    wrong = [name for name in told if name not in right]
    if wrong:
        level = "I" if "indicator" in wrong else "R"
        want = "; ".join(f"{name} {told[name][0]}" for name in wrong)
        have = "; ".join(f"{name} {told[name][1]}" for name in wrong)
        kind = ", ".join(wrong)
        want = f"«{wanted.quote}» {want}"
        score.misses.append(miss_at(gold, wanted.span, level, kind, want, have))


def _told(fact: GoldFact) -> str:
    return f"«{fact.quote}» {fact.low}..{fact.high} {fact.unit} {fact.indicator}"
