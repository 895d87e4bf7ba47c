"""``confront_archive``: the statements of many articles held against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain

from textmine.check.archive.evidence import Namer
from textmine.check.archive.figures import ArchiveDesk
from textmine.check.archive.groups import make_group
from textmine.check.archive.holders import Office, Tenure, offices, overlaps
from textmine.check.archive.periods import sub_periods
from textmine.check.archive.places import Disputed, disputed
from textmine.check.archive.plans import plan_percentages
from textmine.check.archive.records import Body, Holder, Link, Placement
from textmine.check.archive.rules import ArchiveBook, ArchiveRule
from textmine.check.archive.same import same_values
from textmine.check.archive.shares import growths, shares
from textmine.check.archive.sizes import magnitudes
from textmine.check.archive.stocks import stocks_and_flows
from textmine.check.archive.wholes import parts_of_parents, sums_of_units
from textmine.check.archive.workbench import Workbench
from textmine.check.archive.writing import Draft, Scribe
from textmine.check.outcome import Outcome
from textmine.check.rule_rows import LANGUAGES
from textmine.model import ArchiveFinding, Period, Statement, Tie
from textmine.packs.indicators import Indicator

Check = Callable[[Workbench], Iterator[Draft]]
CHECKS: Sequence[Check] = (
    same_values,
    sub_periods,
    stocks_and_flows,
    parts_of_parents,
    sums_of_units,
    shares,
    plan_percentages,
    growths,
    magnitudes,
)


def confront_archive(
    statements: Iterable[Statement],
    ties: Iterable[Tie],
    book: ArchiveBook,
    indicators: Mapping[str, Indicator],
    links: Iterable[Link] = (),
    *,
    guests: Iterable[Statement] = (),
    bodies: Iterable[Body] = (),
    holders: Iterable[Holder] = (),
    placements: Iterable[Placement] = (),
) -> tuple[ArchiveFinding, ...]:
    """Checks the statements of many articles against each other.

    Only statements of one scope (a body, or an area with the bodies that speak for it) and of a
    scope and its parents (``links``) are compared, so an archive may be checked scope by scope
    with the same findings; ``guests`` are statements of units below, which are only held against
    what stands above them.  In order of rule, then of key; one finding for each key.  Pure;
    raises on no combination of records.
    """
    own, others = tuple(statements), tuple(guests)
    given = own + others
    desk = ArchiveDesk(book, Namer(indicators, book.generic))
    above: dict[int, list[int]] = {}
    for link in links:
        if link.relation == "parent":
            above.setdefault(link.start, []).append(link.end)
    tied = tuple(ties)
    group = make_group(desk, given, tied)
    visiting = {desk.scope(one) for one in others} - {desk.scope(one) for one in own}
    bench = Workbench(
        desk,
        group,
        tied,
        indicators,
        above,
        frozenset(scope for scope in visiting if scope is not None),
        known_bodies(given, bodies),
    )
    scribe = Scribe(desk, indicators)
    drafts = chain.from_iterable(check(bench) for check in CHECKS)
    found: dict[str, ArchiveFinding] = {}
    for finding in chain(
        (item for draft in drafts if (item := scribe.finding(draft)) is not None),
        holder_findings(scribe, book, holders),
        place_findings(scribe, book, placements),
    ):
        found.setdefault(finding.key, finding)
    order = {rule.id: place for place, rule in enumerate(book.rules)}
    return tuple(sorted(found.values(), key=lambda item: (order[item.rule], item.key)))


def known_bodies(statements: Iterable[Statement], given: Iterable[Body]) -> dict[int, Body]:
    """Organisations by identity: those given, and those the statements name."""
    found: dict[int, Body] = {}
    for one in statements:
        if one.body is not None and one.body not in found:
            found[one.body] = Body(one.body, one.body_name or "", one.area, one.area_name)
    found.update({body.key: body for body in given})
    return found


def holder_findings(
    scribe: Scribe, book: ArchiveBook, holders: Iterable[Holder]
) -> Iterator[ArchiveFinding]:
    """Two holders of one office at once."""
    rule = book.rule("one_holder", "")
    if rule is None:
        return
    for item in offices(book, holders):
        for one, other, outcome in overlaps(item, rule.least):
            if outcome.verdict in rule.report:
                yield _holder_finding(scribe, rule, item, one, other, outcome)


def _holder_finding(
    scribe: Scribe, rule: ArchiveRule, item: Office, one: Tenure, other: Tenure, outcome: Outcome
) -> ArchiveFinding:
    first = one.notes[0]
    days = [told_span(scribe, tenure) for tenure in (one, other)]
    messages = []
    for place, language in enumerate(LANGUAGES):
        fields = {
            "office": first.role,
            "body": first.body_name,
            "holder": one.name,
            "other_holder": other.name,
            "period": days[0][place],
            "other_period": days[1][place],
            "sources": str(one.sources),
            "other_sources": str(other.sources),
        }
        messages.append((language, rule.messages[outcome.case][language].format_map(fields)))
    return ArchiveFinding(
        key=_hash(rule.id, item.id, str(item.body), *sorted((one.name, other.name))),
        rule=rule.id,
        verdict=outcome.verdict,
        severity=rule.grade(outcome.case, outcome.verdict),
        indicator=None,
        body=item.body,
        area=None,
        sides=tuple(tuple(note.key for note in tenure.notes) for tenure in (one, other)),
        sources=(one.sources, other.sources),
        arithmetic="",
        messages=tuple(messages),
    )


def told_span(scribe: Scribe, tenure: Tenure) -> list[str]:
    """From the first to the last day an article names the person, in every language."""
    period = Period(tenure.notes[0].day, tenure.notes[-1].day)
    return [scribe.period(period, language) for language in LANGUAGES]


def place_findings(
    scribe: Scribe, book: ArchiveBook, placements: Iterable[Placement]
) -> Iterator[ArchiveFinding]:
    """Places printed under a parent that did not hold them."""
    rule = book.rule("place_in_parent", "")
    if rule is None:
        return
    for item in disputed(placements, rule.least):
        if item.outcome.verdict in rule.report:
            yield _place_finding(scribe, rule, item)


def _place_finding(scribe: Scribe, rule: ArchiveRule, item: Disputed) -> ArchiveFinding:
    note = item.notes[0]
    counts = [len({n.origin or n.article for n in side}) for side in (item.notes, item.others)]
    other = item.others[0].parent_name if item.others else ""
    messages = []
    for language in LANGUAGES:
        fields = {
            "place": note.place_name,
            "parent": note.parent_name,
            "other_parent": other,
            "period": scribe.period(Period(note.day, note.day), language),
            "sources": str(counts[0]),
            "other_sources": str(counts[1]),
        }
        template = rule.messages[item.outcome.case][language]
        messages.append((language, template.format_map(fields)))
    return ArchiveFinding(
        key=_hash(rule.id, str(note.place), str(note.parent), item.outcome.case),
        rule=rule.id,
        verdict=item.outcome.verdict,
        severity=rule.grade(item.outcome.case, item.outcome.verdict),
        indicator=None,
        body=None,
        area=note.place,
        sides=tuple(
            tuple(n.key for n in side) for side in (item.notes, item.others) if side
        ),
        sources=tuple(count for count in counts if count),
        arithmetic="",
        messages=tuple(messages),
    )


def _hash(*parts: str) -> str:
    text = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=8).hexdigest()
