"""From claims to identities: claims that share an anchor are one, unless a person said otherwise.

The result depends on the set of claims and decisions alone, never on their order.  One group (one
normalised name), or the groups a decision ties together, is settled at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from textmine.resolve.identities_records import (
    SEPARATOR,
    Assignment,
    Claim,
    Decision,
    Identity,
    group_of,
    identity_key,
)
from textmine.resolve.identities_rules import bare_name, person_name

MOST_CANDIDATES = 40
_MOST_ABOVE = 8  # bodies that articles say one belongs to


@dataclass(frozen=True, slots=True)
class Settled:
    """What a set of groups came to: an assignment for each claim, the identities they name, and
    decisions that could not be followed because others contradict them."""

    assignments: tuple[Assignment, ...]
    identities: tuple[Identity, ...]
    refused: tuple[Decision, ...] = field(default=())


def settle(claims: Iterable[Claim], decisions: Sequence[Decision] = ()) -> Settled:
    """Identities of the claims of one or several whole groups.

    ``decisions`` are all that concern these groups; others are harmless.
    """
    ordered = sorted(claims, key=lambda claim: (claim.article, claim.number))
    newest = _newest(decisions)
    handled = _handled(ordered, newest)
    made = _Components(newest)
    for anchors in sorted({claim.anchors for claim in handled if claim.anchors}):
        made.tie(anchors)
    _join_plain_names(handled, made)
    lone = _join_short_names(handled, made)
    return _result(handled, made, lone, newest)


def groups_tied(decisions: Iterable[Decision]) -> Mapping[str, frozenset[str]]:
    """For each group a decision names, all groups that must be settled together with it."""
    sets: dict[str, set[str]] = {}
    for decision in decisions:
        left, right = group_of(decision.left.scope), group_of(decision.right.scope)
        merged = sets.get(left, {left}) | sets.get(right, {right})
        for group in merged:
            sets[group] = merged
    return {group: frozenset(found) for group, found in sets.items()}


def _newest(decisions: Iterable[Decision]) -> list[Decision]:
    """The last word on every pair, in an order of its own."""
    found: dict[str, Decision] = {}
    for decision in sorted(decisions, key=lambda d: (d.decided_at, d.key, d.action)):
        found[decision.key] = decision
    return sorted(found.values(), key=lambda d: (d.decided_at, d.key))


def _handled(claims: Sequence[Claim], decisions: Sequence[Decision]) -> list[Claim]:
    """Claims with what decisions say of open names and of a name in one article.

    A name separated in one article stands alone there; an open name that was joined has the
    decision's handle for an anchor.
    """
    apart = {s.scope for d in decisions if d.action == "separate" for s in (d.left, d.right)}
    joined = {s.scope for d in decisions if d.action == "join" for s in (d.left, d.right)}
    if not apart and not joined:
        return list(claims)
    handled = []
    for claim in claims:
        if claim.own_handle in apart:
            claim = replace(claim, anchors=(claim.own_handle,), weak=False)
        elif claim.own_handle in joined:
            claim = replace(claim, anchors=(claim.own_handle, *claim.anchors), weak=False)
        elif not claim.anchors and claim.open_handle in joined:
            claim = replace(claim, anchors=(claim.open_handle,))
        handled.append(claim)
    return handled


class _Components:
    """Anchors joined into components, never across what a person separated."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = {}
        self.decided: set[str] = set()
        self.refused: list[Decision] = []
        for decision in decisions:
            if decision.action == "separate":
                left, right = decision.left.scope, decision.right.scope
                self._apart.setdefault(left, set()).add(right)
                self._apart.setdefault(right, set()).add(left)
        for decision in decisions:
            if decision.action == "join":
                if self.join(decision.left.scope, decision.right.scope):
                    self.decided |= {decision.left.scope, decision.right.scope}
                else:
                    self.refused.append(decision)

    def root(self, anchor: str) -> str:
        if anchor not in self._parent:
            self._parent[anchor] = anchor
            self._members[anchor] = {anchor}
        while self._parent[anchor] != anchor:
            self._parent[anchor] = self._parent[self._parent[anchor]]
            anchor = self._parent[anchor]
        return anchor

    def members(self, anchor: str) -> set[str]:
        return self._members[self.root(anchor)]

    def join(self, one: str, other: str) -> bool:
        """Joins two components unless a decision keeps members of them apart."""
        left, right = self.root(one), self.root(other)
        if left == right:
            return True
        if not self._may(left, right):
            return False
        low, high = sorted((left, right))
        self._parent[high] = low
        self._members[low] |= self._members.pop(high)
        return True

    def _may(self, left: str, right: str) -> bool:
        if not self._apart:
            return True
        others = self._members[right]
        return all(
            self._apart[anchor].isdisjoint(others)
            for anchor in self._members[left]
            if anchor in self._apart
        )

    def tie(self, anchors: Sequence[str]) -> None:
        """The anchors of one claim are one, as far as decisions allow."""
        self.root(anchors[0])
        for anchor in anchors[1:]:
            self.join(anchors[0], anchor)


def _join_plain_names(claims: Sequence[Claim], made: _Components) -> None:
    """A name written without its marks is the only one of the same letters in the same office."""
    spelt: dict[tuple[str, str], dict[str, None]] = {}
    plain: dict[str, tuple[str, str]] = {}
    for claim in claims:
        if claim.type != "person":
            continue
        for anchor in claim.anchors:
            parts = anchor.split(SEPARATOR, 3)
            if len(parts) < 4:
                continue
            if person_name(claim.name) == bare_name(claim.name):
                plain[anchor] = (parts[1], parts[3])
            else:
                spelt.setdefault((parts[1], parts[3]), {})[anchor] = None
    for anchor in sorted(plain):
        found = spelt.get(plain[anchor], {})
        roots = {made.root(other) for other in found}
        if len(roots) == 1:
            made.join(anchor, roots.pop())


def _join_short_names(claims: Sequence[Claim], made: _Components) -> dict[str, tuple[str, ...]]:
    """A company's short name joins its only full name; where there are several, it stays open.

    Gives the anchors left open with what remains.
    """
    full: dict[str, dict[str, None]] = {}
    for claim in claims:
        if claim.anchors and not claim.weak:
            full.setdefault(claim.group, {})[claim.anchors[0]] = None
    opened: dict[str, tuple[str, ...]] = {}
    for claim in claims:
        if not claim.weak or claim.anchors[0] in opened:
            continue
        anchor = claim.anchors[0]
        roots = sorted({made.root(other) for other in full.get(claim.group, {})})
        own = made.members(anchor) != {anchor}  # a decision has spoken
        if len(roots) == 1 and not own:
            made.join(anchor, roots[0])
        elif len(roots) > 1 and not own:
            opened[anchor] = tuple(roots)
    return opened


class Canonical:
    """Keys of anchors as decisions alone have them: for what lies in another group."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self._made = _Components(_newest(decisions))

    def key(self, anchor: str) -> int:
        """The key of the identity this anchor names."""
        if anchor not in self._made.decided:
            return identity_key(anchor)
        return identity_key(min(self._made.members(anchor), key=_preference))


class _Namer:
    """Keys and identities of components, made once each."""

    def __init__(self, made: _Components) -> None:
        self.made = made
        self._canonical: dict[str, str] = {}
        self.claims: dict[str, list[Claim]] = {}

    def canonical(self, anchor: str) -> str:
        root = self.made.root(anchor)
        if root not in self._canonical:
            self._canonical[root] = min(self.made.members(root), key=_preference)
        return self._canonical[root]

    def key(self, anchor: str) -> int:
        return identity_key(self.canonical(anchor))


def _preference(anchor: str) -> tuple[bool, str]:
    """Full signatures before short names and handles of decisions."""
    last = anchor.rsplit(SEPARATOR, 1)[-1]
    return last.startswith(("~", "?", "@")), anchor


def _result(
    claims: Sequence[Claim],
    made: _Components,
    opened: Mapping[str, tuple[str, ...]],
    decisions: Sequence[Decision],
) -> Settled:
    namer = _Namer(made)
    chosen: dict[tuple[int, int], str] = {}
    for claim in claims:
        anchors = [anchor for anchor in claim.anchors if anchor not in opened]
        roots = {made.root(anchor) for anchor in anchors}
        if len(roots) == 1:
            root = roots.pop()
            chosen[claim.article, claim.number] = root
            namer.claims.setdefault(root, []).append(claim)
    by_group: dict[str, dict[str, None]] = {}
    for root, members in sorted(namer.claims.items()):
        for claim in members:
            by_group.setdefault(claim.group, {})[root] = None
    assignments = []
    for claim in claims:
        root_of = chosen.get((claim.article, claim.number))
        if root_of is not None:
            reason = _told(claim, root_of, made)
            assignments.append(Assignment(claim.article, claim.number, namer.key(root_of), reason))
            continue
        remain = _remaining(claim, namer, by_group.get(claim.group, {}), opened)
        reason = claim.reason if not claim.anchors else "several of this name"
        assignments.append(Assignment(claim.article, claim.number, None, reason, remain))
    identities = tuple(
        _identity(namer, root, members) for root, members in sorted(namer.claims.items())
    )
    return Settled(tuple(assignments), identities, tuple(made.refused))


def _told(claim: Claim, root: str, made: _Components) -> str:
    """Why: the claim's own reason, and whether a decision has a part in it."""
    if made.decided and made.decided & made.members(root):
        return f"{claim.reason}; by decision" if claim.reason else "by decision"
    return claim.reason


def _remaining(
    claim: Claim,
    namer: _Namer,
    in_group: Mapping[str, None],
    opened: Mapping[str, tuple[str, ...]],
) -> tuple[int, ...]:
    """Keys of those an open claim may be: the ones it names, else its namesakes nearby."""
    named = [*claim.candidates]
    for anchor in claim.anchors:
        named.extend(opened.get(anchor, (anchor,)))
    if not named:
        for root in in_group:
            members = namer.claims[root]
            if claim.type == "person" and person_name(claim.name) not in {
                person_name(member.name) for member in members
            }:
                continue
            provinces = {member.province for member in members}
            if claim.province is None or None in provinces or claim.province in provinces:
                named.append(root)
    keys = dict.fromkeys(namer.key(anchor) for anchor in named)
    return tuple(sorted(keys))[:MOST_CANDIDATES]


def _identity(namer: _Namer, root: str, members: Sequence[Claim]) -> Identity:
    """An identity from its claims; every field is a least or best of all, whatever their order."""
    canonical = namer.canonical(root)
    anchors = sorted(namer.made.members(root), key=_preference)
    from_gazetteer = [claim for claim in members if claim.gazetteer]
    areas = sorted({claim.area for claim in members if claim.area is not None})
    provinces = sorted({claim.province for claim in members if claim.province is not None})
    best = min(members, key=_name_preference)
    return Identity(
        identity_key(canonical),
        best.type,
        best.kind,
        (min(from_gazetteer, key=_name_preference) if from_gazetteer else best).name,
        tuple(anchors),
        "decision"
        if namer.made.decided & set(anchors)
        else "gazetteer"
        if from_gazetteer
        else "text",
        min((c.admin_code for c in from_gazetteer if c.admin_code), default=None),
        provinces[0] if len(provinces) == 1 else None,
        identity_key(areas[0]) if len(areas) == 1 else None,
        areas[0] if len(areas) == 1 else None,
        tuple(sorted({claim.above for claim in members if claim.above is not None})[:_MOST_ABOVE]),
    )


def _name_preference(claim: Claim) -> tuple[bool, bool, int, str, str]:
    """Ordinary letters, an office rather than none, the fuller name, then the alphabet."""
    return (claim.name.isupper(), claim.kind == "person", -len(claim.name), claim.name, claim.kind)
