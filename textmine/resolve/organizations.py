"""Turns organisation mentions into organisations, and level words alone into territories.

A mention with a name is that organisation, whichever way it is spelt.  ``Đảng ủy xã`` is completed
with the commune in focus; what ``Chi bộ`` or ``Đảng bộ`` alone mean organization_alone.py finds.
What the text never names stays the bare noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textmine.model.article import Article
from textmine.model.entity import Entity
from textmine.model.enums import EntityType
from textmine.model.mentions import OrganizationMention, PlaceMention, ResolvedMention
from textmine.model.span import Mention, Span
from textmine.packs.gazetteer import RANK, Gazetteer, fold_name
from textmine.resolve.organization_alone import Pointer, same_holder
from textmine.resolve.organization_bodies import Bodies, Body, Key
from textmine.resolve.organization_focus import Territories
from textmine.resolve.organization_judge import Judge
from textmine.resolve.organization_rules import OrganizationRules
from textmine.resolve.organization_standing import Standings
from textmine.resolve.organization_trail import Paragraphs, Standing
from textmine.resolve.places import PlaceResolution

TERRITORY = "territory"
_ORGANIZED = "party_organization"
_PROVINCE = "tỉnh"
_THIS = (" này", " trên")  # what points at the place named last
_PLAN_WORDS = 24  # characters before a body in which a plan is named


@dataclass(frozen=True, slots=True)
class OrganizationResolution:
    """The organisations of one article.

    ``entities`` are organisations ``O1``, ``O2``, ... in the order they first stand in, then places
    that only the caller named but the text means (``tỉnh``).  ``ids[i]`` is the id of the entity
    mention ``i`` means, or the bare noun (``huyện``) when the text never names it.  ``resolved``
    holds these mentions and those of places, in text order, outer ones first.  ``home`` is the name
    of the caller's province where the text names no place elsewhere.
    """

    entities: tuple[Entity, ...] = ()
    ids: tuple[str, ...] = ()
    resolved: tuple[ResolvedMention, ...] = ()
    warnings: tuple[str, ...] = ()
    home: str | None = None


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
        paragraphs = Paragraphs(article)
        ranks = {entity.id: RANK.get(entity.kind, 0) for entity in places.entities}
        self.standings = Standings(
            Judge(article, paragraphs, rules.standing),
            mentions,
            place_mentions,
            places.ids,
            ranks,
            rules,
        )
        self.territories = Territories(
            article,
            place_mentions,
            places,
            gazetteer,
            rules,
            paragraphs,
            self.standings,
        )
        self.bodies = Bodies(rules, self.territories)
        self.pointer = Pointer(rules, paragraphs, self.territories, self.bodies)
        self._place_at = {place.span.start: i for i, place in enumerate(place_mentions)}
        self._around = {m.unit: i for i, m in enumerate(mentions) if m.unit is not None}
        self._by_name: dict[str, str] | None = None
        self.keys: list[Key | None] = [None] * len(mentions)
        self.areas: list[str | None] = [None] * len(mentions)
        self._resolve()

    # -- the mentions ---------------------------------------------------------------------------

    def _resolve(self) -> None:
        late: list[int] = []
        for index in range(len(self.mentions) - 1, -1, -1):  # units stand after what holds them
            mention = self.mentions[index]
            if mention.entry == TERRITORY:
                self._resolve_territory(index)
            elif mention.unit is None and self._alone(mention):
                late.append(index)
            elif mention.unit is None:
                self._resolve_named(index)
        self._resolve_outer_ones()
        for index in range(len(self.mentions)):
            self._note(index)
        for index in reversed(late):
            self._resolve_alone(index)
        for index in reversed(late):  # what stands alone may go on with a body of a body
            if self.keys[index] is None:
                self._resolve_alone(index)
        self.bodies.merge(self.keys)

    def _alone(self, mention: OrganizationMention) -> bool:
        """Whether the opening word stands alone, with nothing that says which one."""
        return mention.anaphoric and mention.level is None and mention.place is None

    def _resolve_territory(self, index: int) -> None:
        mention = self.mentions[index]
        word = mention.level or mention.name
        level = self.rules.level_of.get(word, word)
        start = mention.span.start
        area = None
        if self._of_no_level(mention) and self.article.folded.startswith(_THIS, mention.span.end):
            area = self.territories.named_last(start)  # tại địa phương này
        area = self.areas[index] = area or self.territories.meant(level, word, start)
        if area is not None:
            self.pointer.note_area(mention.span.start, area, self.standings.organizations[index])

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

    def _resolve_outer_ones(self) -> None:
        """Organisations that hold another one that is known: BCH | Đảng bộ xã."""
        for index in range(len(self.mentions) - 1, -1, -1):
            unit = self.mentions[index].unit
            if unit is not None and self.keys[index] is None and self.keys[unit] is not None:
                self._put(index, None, self._committee(index, self.keys[unit]), "")

    def _resolve_around(self, index: int) -> None:
        """Those that hold what stood alone, so that later words go on with them: BCH | Đảng bộ."""
        around = self._around.get(index)
        while around is not None and self.keys[around] is None:
            self._put(around, None, self._committee(around, self.keys[index]), "")
            self._note(around)
            index, around = around, self._around.get(around)

    def _committee(self, index: int, unit: Key | None) -> Key | None:
        return self.bodies.committee_of(self.mentions[index], unit)

    def _put(self, index: int, area: str | None, unit: Key | None, own: str) -> None:
        mention = self.mentions[index]
        self.keys[index] = self.bodies.add(index, mention, area, unit, own)
        self.areas[index] = area

    # -- what points back -----------------------------------------------------------------------

    def _resolve_alone(self, index: int) -> None:
        """Chi bộ, Đảng bộ, UBND alone."""
        mention = self.mentions[index]
        key = self.bodies.rest_of_bloc(mention) or self._same_holder(mention)
        if key is None:
            standing = self.standings.organizations[index]
            key = self.pointer.meant(mention, standing, sure=self._sure(mention))
        if key is None:
            key = self._of_home(mention)
        if key is not None:
            self.keys[index] = key
            self.bodies.point(index, key)
            self._note(index)
            self._resolve_around(index)

    def _of_home(self, mention: OrganizationMention) -> Key | None:
        """The caller's province's, of ``toàn Đảng bộ`` in a text that names no place."""
        entry = self.rules.entries.get(mention.entry)
        if entry is None or entry.kind != _ORGANIZED or not self._alone(mention):
            return None
        levels = {m.level for m in self.mentions if m.level}
        if any(self.rules.level_of.get(level, level) != _PROVINCE for level in levels):
            return None  # the organisation of a district that only its level word names
        home = self.territories.home()
        return self.bodies.key(mention, home, None, "") if home is not None else None

    def _same_holder(self, mention: OrganizationMention) -> Key | None:
        """The cell of the village that has the same head."""
        entry = self.rules.entries.get(mention.entry)
        if entry is None or self.rules.level_of_kind("village") not in entry.levels:
            return None
        place = same_holder(
            self.article.folded, mention, self.place_mentions, self._place_at, self.rules
        )
        if place is None:
            return None
        return self.bodies.key(mention, self.places.ids[place], None, "")

    def _lower(self, mention: OrganizationMention) -> bool:
        """Whether the word stands alone in lower case, or says but a sort of body (các cấp Hội):
        no one's, where it points at none."""
        if not self._alone(mention):
            return False
        entry = self.rules.entries.get(mention.entry)
        if entry is not None and entry.always:
            return True
        return not self.article.clean[mention.span.start].isupper()

    def _of_no_level(self, mention: OrganizationMention) -> bool:
        """Whether a territory's word says not even of what level it is: ``bà con ở địa phương``."""
        word = mention.level or mention.name
        return not self.rules.kinds.get(self.rules.level_of.get(word, word))

    def _sure(self, mention: OrganizationMention) -> bool:
        """Whether a word must point near.  A short form that acts need not: of ``năm 2020, trường
        đã mở …`` the school told of before is meant."""
        entry = self.rules.entries.get(mention.entry)
        return self._lower(mention) and not (entry is not None and entry.points_to)

    def _note(self, index: int) -> None:
        """Lets later words that stand alone go on with the organisation named here."""
        key = self.keys[index]
        if key is not None:
            start = self.mentions[index].span.start
            self.pointer.note(start, key, self.standings.organizations[index])

    # -- the result -----------------------------------------------------------------------------

    def resolution(self) -> OrganizationResolution:
        """Entities, ids and the list of every mention."""
        self._place_after()
        self.bodies.link(self.article, self.mentions, self.keys)
        bodies = [body for body in self.bodies.ordered() if not self._only_sets_a_plan(body)]
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
            self.territories.home_name(),
        )

    def _place_after(self) -> None:
        """The place printed right after an organisation with no area: Trường Lê Lợi, xã Nà Ớt."""
        for index, mention in enumerate(self.mentions):
            key = self.keys[index]
            if key is None or self.bodies.of(key).area is not None or mention.anaphoric:
                continue
            for joint in (", ", " (", " ở ", " tại ", " - "):
                if self.article.folded.startswith(joint, mention.span.end):
                    at = self._place_at.get(mention.span.end + len(joint))
                    if at is not None and self.place_mentions[at].level is not None:
                        self.bodies.of(key).area = self.places.ids[at]

    def _id(self, index: int, ids: dict[Key, str]) -> str:
        mention, key = self.mentions[index], self.keys[index]
        if mention.entry == TERRITORY:
            return self.areas[index] or mention.name
        return ids.get(key, mention.name) if key is not None else mention.name

    def _only_sets_a_plan(self, body: Body) -> bool:
        """``đạt 82% dự toán HĐND tỉnh giao``: a body named by its level, once, as what set a plan,
        is none the article tells of."""
        mention = self.mentions[min(body.mentions)]
        bare = mention.place is None and mention.unit is None and mention.level is not None
        if len(body.mentions) > 1 or not bare:
            return False
        folded, (start, end) = self.article.folded, (mention.span.start, mention.span.end)
        before = folded[max(0, start - _PLAN_WORDS) : start]
        return before.endswith(self.rules.plans) and folded.startswith(self.rules.sets, end)

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
        for index, (mention, id) in enumerate(zip(self.mentions, named, strict=True)):
            entity = entities.get(id)
            territory = mention.entry == TERRITORY
            nobody = self._of_no_level if territory else self._lower
            if entity is None and nobody(mention):
                continue
            kind = entity.kind if entity else self._bare_kind(mention)
            type_ = EntityType.PLACE if territory else EntityType.ORGANIZATION
            weak = self._weak(self.standings.organizations[index])
            found.append(ResolvedMention(mention.span, id, type_, kind, mention.anaphoric, weak))
        for index, (place, id) in enumerate(zip(self.place_mentions, self.places.ids, strict=True)):
            weak = self._weak(self.standings.places[index])
            kind = entities[id].kind
            found.append(ResolvedMention(place.span, id, EntityType.PLACE, kind, weak=weak))
        found.sort(key=lambda mention: (mention.span.start, -mention.span.end))
        return tuple(found)

    def _weak(self, standing: Standing) -> bool:
        """Whether what follows is not about it; a speaker's office is an office all the same."""
        return standing < Standing.NAMED or standing is Standing.SPEAKER

    def _bare_kind(self, mention: OrganizationMention) -> str:
        if mention.entry != TERRITORY:
            return mention.kind
        level = self.rules.level_of.get(mention.name, mention.name)
        return min(self.rules.kinds.get(level, ()), default=TERRITORY)
