"""Turns organisation mentions into organisations, and level words alone into territories.

A mention with a name is that organisation, whichever way it is spelt.  ``Đảng ủy xã`` is completed
with the commune in focus; ``Chi bộ`` alone goes on with the one named last in the paragraph, else
with the one the article is about.  What the text never names stays the bare noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from textmine.model.article import Article
from textmine.model.entity import Entity
from textmine.model.enums import EntityType
from textmine.model.mentions import OrganizationMention, PlaceMention, ResolvedMention
from textmine.model.span import Mention, Span
from textmine.packs.gazetteer import COMMUNE, Gazetteer, fold_name
from textmine.resolve.organization_bodies import Bodies, Body, Key
from textmine.resolve.organization_focus import Territories
from textmine.resolve.organization_rules import OrganizationRules
from textmine.resolve.organization_trail import LIST_GAPS, Paragraphs, Trail
from textmine.resolve.places import PlaceResolution

TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class OrganizationResolution:
    """The organisations of one article.

    ``entities`` are organisations ``O1``, ``O2``, ... in the order they first stand in, then places
    that only the caller named but the text means (``tỉnh``).  ``ids[i]`` is the id of the entity
    mention ``i`` means, or the bare noun (``huyện``) when the text never names it.  ``resolved``
    holds these mentions and those of places, in text order, outer ones first.
    """

    entities: tuple[Entity, ...] = ()
    ids: tuple[str, ...] = ()
    resolved: tuple[ResolvedMention, ...] = ()
    warnings: tuple[str, ...] = ()


def resolve_organizations(
    article: Article,
    mentions: Sequence[OrganizationMention],
    place_mentions: Sequence[PlaceMention],
    places: PlaceResolution,
    gazetteer: Gazetteer,
    rules: OrganizationRules,
) -> OrganizationResolution:
    """Groups mentions into organisations; never raises on any text.

    ``mentions`` index ``place_mentions``, which ``places`` resolves.
    """
    resolver = _Resolver(article, mentions, place_mentions, places, gazetteer, rules)
    return resolver.resolution()


class _Resolver:
    """Resolves the mentions of one article: those with a name first, then what points at them."""

    def __init__(
        self,
        article: Article,
        mentions: Sequence[OrganizationMention],
        place_mentions: Sequence[PlaceMention],
        places: PlaceResolution,
        gazetteer: Gazetteer,
        rules: OrganizationRules,
    ) -> None:
        self.article = article
        self.mentions = mentions
        self.place_mentions = place_mentions
        self.places = places
        self.rules = rules
        self.paragraphs = Paragraphs(article)
        self.territories = Territories(
            article, place_mentions, places, gazetteer, rules, self.paragraphs, self._extents()
        )
        self.bodies = Bodies(rules, self.territories)
        self._listed = self._listed_starts()
        self._trails: dict[str, Trail[Key]] = {}
        self._governed: Trail[str] = Trail()
        self._by_name: dict[str, str] | None = None
        self.keys: list[Key | None] = [None] * len(mentions)
        self.areas: list[str | None] = [None] * len(mentions)
        self._resolve()

    def _extents(self) -> list[Span]:
        """Spans of the places, each widened to the outermost organisation that ends with it."""
        extents = [place.span for place in self.place_mentions]
        for mention in self.mentions:
            place = mention.place
            if place is not None and mention.span.end == extents[place].end:
                extents[place] = extents[place].union(mention.span)
        return extents

    # -- the mentions ---------------------------------------------------------------------------

    def _resolve(self) -> None:
        late: list[int] = []
        for index in range(len(self.mentions) - 1, -1, -1):  # units stand after what holds them
            mention = self.mentions[index]
            if mention.entry == TERRITORY:
                self.areas[index] = self._territory(mention)
            elif mention.unit is None and self._alone(mention):
                late.append(index)
            elif mention.unit is None:
                self._resolve_named(index)
        for index in range(len(self.mentions)):
            self._note(index)
        for index in reversed(late):
            self._resolve_alone(index)
        for index in range(len(self.mentions) - 1, -1, -1):
            if self.mentions[index].unit is not None:
                self._resolve_outer(index)
                self._note(index)
        for index in late:  # what stands alone may go on with a body of a body
            if self.keys[index] is None:
                self._resolve_alone(index)
        self.bodies.merge(self.keys)

    def _alone(self, mention: OrganizationMention) -> bool:
        """Whether the opening word stands alone, with nothing that says which one."""
        return mention.anaphoric and mention.level is None and mention.place is None

    def _territory(self, mention: OrganizationMention) -> str | None:
        word = mention.level or mention.name
        return self.territories.meant(self.rules.level_of.get(word, word), word, mention.span.start)

    def _resolve_named(self, index: int) -> None:
        mention = self.mentions[index]
        own = self._own_name(mention)
        area = None
        if mention.place is not None:
            area = self.places.ids[mention.place]
        elif own:
            area = self._place_named(own)
        elif mention.level is not None:
            level = self.rules.level_of.get(mention.level, mention.level)
            area = self.territories.meant(level, mention.level, mention.span.start)
            if area is None and mention.anaphoric:
                return
        self._put(index, area, None, "" if area else own)

    def _place_named(self, name: str) -> str | None:
        """The place the article names so, with or without its level word."""
        if self._by_name is None:
            self._by_name = {}
            for mention, id in zip(self.place_mentions, self.places.ids, strict=True):
                self._by_name.setdefault(fold_name(mention.name), id)
        return self._by_name.get(fold_name(name))

    def _own_name(self, mention: OrganizationMention) -> str:
        """A name in the place of an area that is no known place mention: Chi bộ | Hỏm."""
        if mention.place is not None or mention.unit is not None or mention.level in (None, ""):
            rest = mention.name[len(mention.head) :].strip()
            return rest if mention.place is None and mention.unit is None else ""
        entry = self.rules.entries.get(mention.entry)
        if entry is not None and entry.level is not None:
            return mention.name[len(mention.head) :].strip()
        return ""

    def _resolve_outer(self, index: int) -> None:
        """An organisation that holds another: BCH | Đảng bộ xã."""
        mention = self.mentions[index]
        unit = mention.unit
        if unit is None or not 0 <= unit < len(self.keys) or self.keys[unit] is None:
            return
        self._put(index, None, self.keys[unit], "")

    def _put(self, index: int, area: str | None, unit: Key | None, own: str) -> None:
        mention = self.mentions[index]
        self.keys[index] = self.bodies.add(index, mention, area, unit, own)
        self.areas[index] = area

    # -- what points back -----------------------------------------------------------------------

    def _resolve_alone(self, index: int) -> None:
        """Chi bộ, Đảng bộ, UBND alone."""
        mention = self.mentions[index]
        key = (
            self.bodies.rest_of_bloc(mention)
            or self._same_head(index, mention)
            or self._of_area(mention)
        )
        if key is not None:
            self.keys[index] = key
            self.bodies.point(index, key)
            self._note(index)

    def _note(self, index: int) -> None:
        """Lets later words that stand alone go on with the organisation named here."""
        key = self.keys[index]
        if key is None:
            return
        start = self.mentions[index].span.start
        for name in self.bodies.names(key):
            self._trails.setdefault(name, Trail()).add(start, key, start in self._listed)
        if key.area is not None and start not in self._listed:
            self._governed.add(start, key.area)

    def _same_head(self, index: int, mention: OrganizationMention) -> Key | None:
        """The one of this head that is meant; of a short form the last of what it points to."""
        entry = self.rules.entries.get(mention.entry)
        points_to = entry.points_to if entry is not None else ()
        names = [f"={other}" for other in sorted(points_to)]
        names = names or [self.rules.fold_head(mention.head)]
        trails = [self._trails[name] for name in names if name in self._trails]
        start = mention.span.start
        found = [trail.meant(start, self.paragraphs, lead=False) for trail in trails]
        if not points_to or len(trails) < 2:
            return found[0] if found else None
        near = [trail.last(start, self.paragraphs.start(start)) for trail in trails]
        return next((key for key in (*near, *found) if key is not None), None)

    def _listed_starts(self) -> frozenset[int]:
        """Where organisations of one head stand side by side: Chi bộ bản A và Chi bộ bản B."""
        listed: set[int] = set()
        for one, two in pairwise(self.mentions):
            gap = self.article.folded[one.span.end : max(two.span.start, one.span.end)]
            if one.head == two.head and gap in LIST_GAPS and not two.anaphoric:
                listed.update((one.span.start, two.span.start))
        return frozenset(listed)

    def _of_area(self, mention: OrganizationMention) -> Key | None:
        """The body of the area spoken of, for a head that every area has one of."""
        entry = self.rules.entries.get(mention.entry)
        if entry is None or not entry.completes:
            return None
        if self.rules.fold_head(mention.head) not in self.rules.heads:
            return None
        area = self._area_spoken_of(mention, entry.levels)
        if area is None:
            return None
        return self.bodies.key(mention, area, None, "")

    def _area_spoken_of(self, mention: OrganizationMention, levels: frozenset[str]) -> str | None:
        """The area of the body named last in the paragraph, else the territory spoken of, if its
        level may have such a head."""
        start = mention.span.start
        if self.rules.level_of_kind("village") in levels:
            return self.territories.nearest_village(start)
        near = self._governed.last(start, self.paragraphs.start(start))
        for area in (near, self.territories.spoken_of(start)):
            if area is not None and self._may_have(area, levels):
                return area
        return None

    def _may_have(self, area: str, levels: frozenset[str]) -> bool:
        """Whether an area of this level has such a body: no Đảng ủy of a district."""
        if levels:
            return self.rules.level_of_kind(self.territories.entities[area].kind) in levels
        return self.territories.rank(area) >= COMMUNE

    # -- the result -----------------------------------------------------------------------------

    def resolution(self) -> OrganizationResolution:
        """Entities, ids and the list of every mention."""
        self._place_after()
        self.bodies.link(self.article, self.mentions, self.keys)
        bodies = self.bodies.ordered()
        ids = {body.key: f"O{number}" for number, body in enumerate(bodies, start=1)}
        for index, mention in enumerate(self.mentions):
            if mention.entry == TERRITORY and self.areas[index] is not None:
                self.territories.mention(self.areas[index] or "", self._original(mention.span))
        entities = [self._entity(body, ids) for body in bodies]
        used = {entity.area for entity in entities if entity.area}
        used.update(area for area in self.areas if area)
        entities.extend(self.territories.given(used))
        named = tuple(self._id(index, ids) for index in range(len(self.mentions)))
        return OrganizationResolution(
            tuple(entities),
            named,
            self._all(named, {e.id: e for e in entities}),
            tuple(dict.fromkeys(self.territories.doubts)),
        )

    def _place_after(self) -> None:
        """The place printed right after an organisation with no area: Trường Lê Lợi, xã Nà Ớt."""
        starts = {place.span.start: index for index, place in enumerate(self.place_mentions)}
        for index, mention in enumerate(self.mentions):
            key = self.keys[index]
            if key is None or self.bodies.of(key).area is not None or mention.anaphoric:
                continue
            for joint in (", ", " (", " ở ", " tại ", " - "):
                if self.article.folded.startswith(joint, mention.span.end):
                    at = starts.get(mention.span.end + len(joint))
                    if at is not None and self.place_mentions[at].level is not None:
                        self.bodies.of(key).area = self.places.ids[at]

    def _id(self, index: int, ids: dict[Key, str]) -> str:
        mention, key = self.mentions[index], self.keys[index]
        if mention.entry == TERRITORY:
            return self.areas[index] or mention.name
        return ids[key] if key is not None else mention.name

    def _entity(self, body: Body, ids: dict[Key, str]) -> Entity:
        parent = ids.get(body.parent) if body.parent is not None else None
        return Entity(
            ids[body.key],
            EntityType.ORGANIZATION,
            self.bodies.name(body),
            body.kind,
            tuple(self._original(self.mentions[index].span) for index in sorted(body.mentions)),
            parent=parent,
            area=self.bodies.area(body),
        )

    def _original(self, span: Span) -> Mention:
        original = self.article.original(span)
        return Mention(original.start, original.end, original.of(self.article.text))

    def _all(self, named: tuple[str, ...], made: dict[str, Entity]) -> tuple[ResolvedMention, ...]:
        """Every mention of an organisation, a territory or a place, in text order."""
        entities = {entity.id: entity for entity in self.places.entities} | made
        found = []
        for mention, id in zip(self.mentions, named, strict=True):
            entity = entities.get(id)
            territory = mention.entry == TERRITORY
            kind = entity.kind if entity else self._bare_kind(mention)
            type_ = EntityType.PLACE if territory else EntityType.ORGANIZATION
            found.append(ResolvedMention(mention.span, id, type_, kind, mention.anaphoric))
        for place, id in zip(self.place_mentions, self.places.ids, strict=True):
            found.append(ResolvedMention(place.span, id, EntityType.PLACE, entities[id].kind))
        found.sort(key=lambda mention: (mention.span.start, -mention.span.end))
        return tuple(found)

    def _bare_kind(self, mention: OrganizationMention) -> str:
        if mention.entry != TERRITORY:
            return mention.kind
        level = self.rules.level_of.get(mention.name, mention.name)
        return min(self.rules.kinds.get(level, ()), default=TERRITORY)
