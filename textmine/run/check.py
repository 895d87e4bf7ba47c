"""Checks the articles of a store against each other; only what changed is checked again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from textmine._version import __version__
from textmine.check.archive import ArchiveBook, confront_archive, load_archive_rules
from textmine.model import ArchiveFinding, Verdict
from textmine.packs.gazetteer import Gazetteer
from textmine.packs.indicators import Indicator, load_indicators
from textmine.packs.loader import PackSet
from textmine.run.check_groups import PARCELS_OF_A_PART, Group, Kin, Parcel, Sorter, parcels
from textmine.run.check_store import (
    by_article,
    digests,
    holders,
    placements,
    read_kin,
    rules_digest,
    write_findings,
)
from textmine.store import checking
from textmine.store.store import Store

_FEW = 500  # groups asked for by name; of more, the whole archive is read once
_PARTS = 256  # files at most


@dataclass(slots=True)
class Checked:
    """What a run did: groups there are, groups checked anew, what was found in these."""

    groups: int = 0
    checked: int = 0
    found: int = 0
    violated: int = 0


@dataclass(frozen=True, slots=True)
class _Desk:
    """What packs know, for every group."""

    book: ArchiveBook
    indicators: Mapping[str, Indicator]
    kin: Kin


def check_store(
    store: Store,
    packs: PackSet,
    gazetteer: Gazetteer | None = None,
    *,
    progress: Callable[[Checked], None] | None = None,
) -> Checked:
    """Brings the findings of a store up to date; identities must be before.

    Each part of the groups is one transaction, so an interrupted run goes on where it stopped.
    Raises StoreError when the database fails, PackError when a rule is malformed.
    """
    book, indicators = load_archive_rules(packs), load_indicators(packs)
    kin = read_kin(store)
    now = digests(checking.mentioned(store), kin, rules_digest(packs, __version__))
    before = checking.states(store)
    state = {str(group): digest for group, digest in now.items()}
    changed = frozenset(group for group, digest in now.items() if before.get(str(group)) != digest)
    gone = {group: "" for group in before if group not in state}
    if gone:
        write_findings(store, {}, gone)
    done = Checked(groups=len(now))
    if not changed:
        return done
    desk = _Desk(book, indicators, kin)
    size = store.count("facts") * 2 * len(changed) // max(1, len(now))
    with Sorter(min(_PARTS, 1 + size // PARCELS_OF_A_PART)) as sorter:
        _sort(store, sorter, kin, gazetteer or Gazetteer.load(), changed)
        for groups in sorter.parts():
            found = {str(group.key): _findings(desk, group) for group in groups}
            write_findings(store, found, {key: state[key] for key in found})
            _count(done, found)
            if progress is not None:
                progress(done)
    rest = {str(group): state[str(group)] for group in changed}  # groups nothing comparable is in
    known = checking.states(store)
    empty = {group: digest for group, digest in rest.items() if known.get(group) != digest}
    if empty:
        write_findings(store, {}, empty)
        done.checked += len(empty)
    return done


def _count(done: Checked, found: Mapping[str, Sequence[ArchiveFinding]]) -> None:
    done.checked += len(found)
    for items in found.values():
        done.found += len(items)
        done.violated += sum(item.verdict is Verdict.VIOLATED for item in items)


def _sort(
    store: Store, sorter: Sorter, kin: Kin, gazetteer: Gazetteer, changed: frozenset[int]
) -> None:
    """Everything that tells of the changed groups, sorted by group."""
    only = _asked_for(kin, changed) if len(changed) <= _FEW else None
    for statements, ties in by_article(store.statements(only), store.ties(only)):
        for parcel in parcels(kin, statements, ties, changed):
            sorter.put(parcel)
    for parcel in _named(store, kin, gazetteer, only):
        if parcel.group in changed:
            sorter.put(parcel)


def _asked_for(kin: Kin, changed: frozenset[int]) -> Collection[int]:
    """The identities whose statements the groups need: their own, and of the units below."""
    wanted = set(changed)
    wanted.update(body.key for body in kin.bodies.values() if body.area in changed)
    below = {key for key, ends in kin.above.items() if wanted.intersection(ends)}
    return wanted | below


def _named(
    store: Store, kin: Kin, gazetteer: Gazetteer, only: Collection[int] | None
) -> Iterator[Parcel]:
    """Office-holders and places that articles name."""
    for article in store.articles(only):
        for holder in holders(article):
            home = kin.home(holder.body, None)
            if home is not None:
                yield Parcel(home, holder=holder)
        for group, placement in placements(article, gazetteer):
            yield Parcel(group, placement=placement)


def _findings(desk: _Desk, group: Group) -> tuple[ArchiveFinding, ...]:
    statements = (*group.own, *group.guests)
    keys = {one.body for one in statements} | {one.area for one in statements}
    links = desk.kin.links(key for key in keys if key is not None)
    ends = {link.end for link in links}
    return confront_archive(
        group.own,
        group.ties,
        desk.book,
        desk.indicators,
        links,
        guests=group.guests,
        bodies=[desk.kin.bodies[key] for key in sorted(ends) if key in desk.kin.bodies],
        holders=group.holders,
        placements=group.placements,
    )
