"""Settling some normalised names of a store and writing what changed, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from textmine.resolve.identities import identity_of_unit, neighbours_of
from textmine.resolve.identities_records import (
    SEPARATOR,
    Assignment,
    Claim,
    Decision,
    Identity,
    group_of,
    identity_key,
)
from textmine.resolve.identities_rules import IdentityRules
from textmine.resolve.identities_settle import Canonical, groups_tied, settle
from textmine.run.claims import load_claim
from textmine.store import identity_rows
from textmine.store.load import chunks
from textmine.store.store import Store


@dataclass(slots=True)
class _Members:
    """Entities with one and the same claim: (article, number) and what they are now."""

    claim: Claim
    rows: list[tuple[int, int, Any]] = field(default_factory=list)


class GroupWriter:
    """Settles names and writes their identities; made for one run."""

    def __init__(self, store: Store, rules: IdentityRules, decisions: Sequence[Decision]) -> None:
        self.store = store
        self.rules = rules
        self.decisions = decisions
        self.refused: list[Decision] = []
        self._tied = groups_tied(decisions)
        self._canonical = Canonical(decisions)
        self._single = {
            group_of(side.scope)
            for decision in decisions
            for side in (decision.left, decision.right)
            if f"{SEPARATOR}@" in side.scope
        }
        self._known: set[int] = set()  # identities of the gazetteer known to be written

    def settle(self, groups: Sequence[str]) -> int:
        """Settles these names; gives the number of entities whose identity changed."""
        new: list[tuple[Any, ...]] = []
        stale: list[tuple[int, int]] = []
        with self.store.writing() as connection:
            counts: dict[str, int] = dict.fromkeys(groups, 0)
            identities: list[Identity] = []
            candidates: set[str] = set()
            old_keys: set[int] = set()
            for members in self._together(connection, groups):
                for member in members:
                    counts[member.claim.group] += len(member.rows)
                    old_keys.update(row[2][0] for row in member.rows if row[2] and row[2][0])
                    candidates.update(member.claim.candidates)
                settled = settle((member.claim for member in members), self.decisions)
                for decision in settled.refused:
                    if decision not in self.refused:
                        self.refused.append(decision)
                identities.extend(settled.identities)
                by_number = {(a.article, a.number): a for a in settled.assignments}
                _assign(members, by_number, new, stale)
            identity_rows.drop_assignments(connection, stale)
            self.store.insert(connection, "entity_identities", new)
            self._write(connection, identities, old_keys)
            self._gazetteer(connection, candidates | _places_of(identities))
            self._count(connection, counts)
        return len(new)

    def finish(self) -> None:
        """Takes out identities nothing refers to any more, and links to them."""
        with self.store.writing() as connection:
            identity_rows.drop_orphans(connection)

    # -- reading --------------------------------------------------------------------------------

    def _together(self, connection: Any, groups: Sequence[str]) -> Iterator[list[_Members]]:
        """Claims of each name, of names tied by decisions together; equal claims once."""
        loose = [group for group in groups if group not in self._tied]
        for chunk in chunks(loose, 100):
            current: dict[str, _Members] = {}
            name = None
            for row in identity_rows.claims(connection, chunk):
                if row.name_key != name and current:
                    yield list(current.values())
                    current = {}
                name = row.name_key
                self._take(current, row)
            if current:
                yield list(current.values())
        for tied in sorted({tuple(sorted(self._tied[g])) for g in groups if g in self._tied}):
            current = {}
            for row in identity_rows.claims(connection, tied):
                self._take(current, row)
            if current:
                yield list(current.values())

    def _take(self, current: dict[str, _Members], row: Any) -> None:
        content = f"{row.name_key}\n{row.claim}"  # most are claimed alike: read once
        if row.name_key in self._single:
            content = f"{content}\n{row.article_key}.{row.entity_no}"
        members = current.get(content)
        if members is None:
            values = json.loads(row.claim)
            claim = load_claim(row.article_key, row.entity_no, row.name_key, values)
            members = current[content] = _Members(claim)
        now = None if row.reason is None else (row.identity_key, row.reason, row.candidates)
        members.rows.append((row.article_key, row.entity_no, now))

    # -- writing --------------------------------------------------------------------------------

    def _write(self, connection: Any, identities: Sequence[Identity], old_keys: set[int]) -> None:
        new = {identity.key for identity in identities}
        identity_rows.drop_identities(connection, new, old_keys)
        self._insert(connection, identities)

    def _insert(self, connection: Any, identities: Iterable[Identity]) -> None:
        """Identities not yet there, with the links that lead from and to them."""
        made = [self._keyed(identity) for identity in identities]
        rows = [
            (i.key, i.type, i.kind, i.name, i.admin_code, i.province, i.area_key, i.origin)
            for i in made
        ]
        self.store.insert(connection, "identities", rows)
        self._known.update(i.key for i in made if i.origin == "gazetteer")
        self._link(connection, made)

    def _keyed(self, identity: Identity) -> Identity:
        """With the key of its area as decisions have it."""
        if identity.area is None:
            return identity
        return replace(identity, area_key=self._canonical.key(identity.area))

    def _gazetteer(self, connection: Any, anchors: Iterable[str]) -> None:
        """Places that are only candidates, or only above others, with those above them."""
        wanted: dict[int, Identity] = {}
        waiting = sorted(anchors)
        while waiting:
            anchor = waiting.pop()
            key = identity_key(anchor)
            if key in wanted or key in self._known:
                continue
            made = identity_of_unit(anchor, self.rules)
            if made is not None:
                wanted[key] = made
                waiting.extend(made.above)
        self._known.update(identity_rows.known_identities(connection, wanted))
        self._insert(connection, [wanted[key] for key in sorted(wanted.keys() - self._known)])

    def _link(self, connection: Any, identities: Sequence[Identity]) -> None:
        found: set[tuple[int, int, str]] = set()
        near: dict[int, set[tuple[int, int]]] = {}
        for identity in identities:
            if identity.area_key is not None and identity.type != "person":
                found.add((identity.key, identity.area_key, "territory"))
            for anchor in identity.above:
                above = self._canonical.key(anchor)
                if above != identity.key and identity.type != "person":
                    found.add((identity.key, above, "parent"))
            for anchor in identity.anchors:
                before, after = neighbours_of(anchor, self.rules)
                for other in before:
                    key = self._canonical.key(other)
                    near.setdefault(key, set()).add((key, identity.key))
                for other in after:
                    key = self._canonical.key(other)
                    near.setdefault(key, set()).add((identity.key, key))
        for key in identity_rows.known_identities(connection, near):
            found.update((*pair, "successor") for pair in near[key] if pair[0] != pair[1])
        new = found - identity_rows.known_links(connection, found)
        self.store.insert(connection, "identity_links", sorted(new))

    def _count(self, connection: Any, counts: Mapping[str, int]) -> None:
        identity_rows.drop_counts(connection, counts)
        rows = [(group, count) for group, count in sorted(counts.items()) if count]
        self.store.insert(connection, "identity_groups", rows)


def _places_of(identities: Iterable[Identity]) -> set[str]:
    """Anchors of the places identities lie in or govern."""
    found: set[str] = set()
    for identity in identities:
        if identity.area is not None:
            found.add(identity.area)
        if identity.type == "place":
            found.update(identity.above)
    return found


def _assign(
    members: Sequence[_Members],
    assigned: Mapping[tuple[int, int], Assignment],
    new: list[tuple[Any, ...]],
    stale: list[tuple[int, int]],
) -> None:
    """Rows to write, and (article, entity) of those they replace, where anything changed."""
    for member in members:
        found = assigned[member.claim.article, member.claim.number]
        wanted = (found.key, found.reason, list(found.candidates))
        for article, number, now in member.rows:
            if now == wanted:
                continue
            if now is not None:
                stale.append((article, number))
            new.append((article, number, *wanted))
