"""The arithmetic that ties an article's numbers together, from how its sentences are built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textmine.model import Aspect, Entity, Fact, Relation, RelationType
from textmine.packs.indicators import Indicator
from textmine.relate.comparable import subsets
from textmine.relate.draft import Draft
from textmine.relate.moves import moves
from textmine.relate.part_lists import PartLists
from textmine.relate.percentages import Percentages
from textmine.relate.repeats import repeats, split_fractions
from textmine.relate.rows import table_sums
from textmine.relate.scene import Scene
from textmine.relate.wholes import Wholes

_PARTS = (RelationType.PARTS_SUM, RelationType.SHARE, RelationType.RATIO, RelationType.PART_OF)
_ALL = 100  # per cent
Roles = tuple[tuple[str, tuple[str, ...]], ...]


def find_relations(
    scene: Scene,
    drafts: Sequence[Draft],
    facts: Sequence[Fact],
    indicators: Mapping[str, Indicator],
    entities: Mapping[str, Entity],
) -> tuple[Relation, ...]:
    """Relations in the order of their first fact; ``drafts`` and ``facts`` run in parallel."""
    wholes = Wholes(scene, drafts, indicators, entities)
    parts = _Parts(PartLists(scene, drafts, indicators, entities), facts)
    found = [
        *parts.relations(),
        *Percentages(wholes, facts).relations(),
        *moves(scene, drafts, facts),
    ]
    found.extend(table_sums(scene.article, facts))
    found.extend(split_fractions(scene, drafts, facts))
    found.extend(_pairs(wholes, facts, found))
    found.extend(repeats(scene, drafts, facts, indicators))
    found.extend(subsets(scene, drafts, facts, indicators, entities, found))
    found = _completed(found, facts)
    order = {fact.id: number for number, fact in enumerate(facts)}
    found.sort(key=lambda relation: min(order[id] for _, ids in relation.facts for id in ids))
    return tuple(found)


def _completed(found: Sequence[Relation], facts: Sequence[Fact]) -> list[Relation]:
    """Shares whose whole the sentence does not name get the one that their part lies in."""
    above = {fact.id for fact in facts if fact.low is not None and fact.low > _ALL}
    roles: Roles
    wholes: dict[str, str] = {}
    for relation in found:
        if relation.type is RelationType.PART_OF:
            wholes.setdefault(relation.get("part")[0], relation.get("whole")[0])
    kept = []
    for relation in found:
        part = relation.get("part") if relation.type is RelationType.SHARE else ()
        open_share = part and not relation.get("whole") and relation.get("percent")[0] not in above
        if open_share and part[0] in wholes:
            roles = (("part", part), ("whole", (wholes[part[0]],)))
            roles = (*roles, ("percent", relation.get("percent")))
            kept.append(Relation(RelationType.SHARE, roles))
        else:
            kept.append(relation)
    return kept


def _pairs(wholes: Wholes, facts: Sequence[Fact], known: Sequence[Relation]) -> list[Relation]:
    """Parts named one by one, unless a sum or a share says it already."""
    tied = {ids for x in known if x.type in _PARTS for _, ids in x.facts}
    single = {id for ids in tied for id in ids}
    return [
        _part_of(facts[part.index], facts[whole.index])
        for part, whole in wholes.pairs()
        if facts[part.index].id not in single
    ]


def _part_of(part: Fact, whole: Fact) -> Relation:
    return Relation(RelationType.PART_OF, (("part", (part.id,)), ("whole", (whole.id,))))


class _Parts:
    """What numbers told as parts of one whole say of it."""

    def __init__(self, lists: PartLists, facts: Sequence[Fact]) -> None:
        self.lists = lists
        self.scene = lists.scene
        self.drafts = lists.drafts
        self.facts = facts

    def relations(self) -> list[Relation]:
        """One sum for each whole with two parts or more; single parts, and groups that can share
        members, are only not above it."""
        lists = list(self.lists.sums())
        found = [self._sum(*listed) for listed in lists]
        told = {whole.index for whole, _, _ in lists}
        for index, group in self._grouped().items():
            if index in told:
                continue
            whole = self.drafts[index]
            alike = self.lists.own_parts(whole, group)
            reading = self._reading(whole, alike) if len(alike) > 1 else ""
            if len(alike) > 1 and reading != "overlap":
                found.append(self._sum(whole, alike, reading))
                found.extend(self._over(whole, alike))
            else:
                found.extend(_part_of(self.facts[x.index], self.facts[index]) for x in alike)
        return found

    def _grouped(self) -> dict[int, list[Draft]]:
        """By the index of the whole, the levels that its sentence calls parts of it."""
        parts: dict[int, list[Draft]] = {}
        for draft in self.drafts:
            fraction = draft.plan_of is not None or draft.total_of is not None
            rate = "/" in draft.quantity.unit  # prices add up to nothing
            if draft.whole is None or draft.frame.aspect is not Aspect.LEVEL:
                continue
            if not fraction and not rate:
                parts.setdefault(draft.whole, []).append(draft)
        return parts

    def _over(self, whole: Draft, parts: Sequence[Draft]) -> list[Relation]:
        """``17/20 chỉ tiêu đạt; trong đó, kinh tế 6/8, văn hóa 7/8``: what stands behind the
        slashes of parts does not exceed that of the whole."""
        behind = {draft.total_of: draft for draft in self.drafts if draft.total_of is not None}
        if any(draft.index not in behind for draft in (whole, *parts)):
            return []
        wholes = [behind[part.index] for part in parts]
        return [self._sum(behind[whole.index], wholes, "remainder")]

    def _sum(self, whole: Draft, parts: Sequence[Draft], reading: str) -> Relation:
        ids = tuple(self.facts[part.index].id for part in parts)
        roles = (("total", (self.facts[whole.index].id,)), ("parts", ids))
        return Relation(RelationType.PARTS_SUM, roles, reading)

    def _reading(self, whole: Draft, parts: Sequence[Draft]) -> str:
        """``overlap`` when groups of people may share members, ``partition`` when the text lists
        what the whole consists of, else ``remainder``."""
        scene = self.scene
        start, end = whole.quantity.span.end, parts[-1].quantity.span.end
        counted = whole.quantity.dimension == "count"
        if counted and any(scene.cue(p.place.left, p.place.right, "group") for p in parts):
            return "partition" if self.lists.both_sexes(parts) else "overlap"
        if scene.cue(start, end, "rest") is not None:
            return "partition"
        listed = scene.cue(start, parts[0].quantity.span.start, "consists")
        if listed is None or scene.first_number(listed[1]) != parts[0].place.index:
            return "remainder"  # gồm: Lục Yên 14, …: the list begins with something else
        return "partition"
