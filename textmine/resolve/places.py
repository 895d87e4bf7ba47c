"""Turns place mentions into places: one entity each, with code, parent, path and successors."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from textmine.model.article import Article
from textmine.model.entity import Area, Entity
from textmine.model.enums import EntityType
from textmine.model.mentions import PlaceMention
from textmine.model.span import Mention
from textmine.packs.gazetteer import (
    COMMUNE,
    LEVEL_WORD,
    PROVINCE,
    RANK,
    VILLAGE,
    Gazetteer,
    Unit,
)
from textmine.resolve.place_choice import PlaceChooser, caller_units, paragraph_start


@dataclass(frozen=True, slots=True)
class PlaceResolution:
    """The places of one article.

    ``ids[i]`` is the id of the entity that mention ``i`` names.  ``context`` are the units the
    caller's province, publisher and address point at, which the text need not name.
    """

    entities: tuple[Entity, ...] = ()
    ids: tuple[str, ...] = ()
    context: tuple[Area, ...] = ()
    warnings: tuple[str, ...] = ()

    def entity(self, mention: int) -> Entity:
        """The entity named by the mention of this index."""
        wanted = self.ids[mention]
        return next(entity for entity in self.entities if entity.id == wanted)


@dataclass(slots=True)
class _Place:
    """An entity while it is gathered."""

    key: Hashable
    unit: Unit | None
    mentions: list[int] = field(default_factory=list)
    parent: Hashable | None = None


def resolve_places(
    article: Article,
    mentions: Sequence[PlaceMention],
    gazetteer: Gazetteer,
    hints: Sequence[str] = (),
) -> PlaceResolution:
    """Groups mentions into entities with ids ``P1``, ``P2``, ... in the order they first stand in.

    ``hints`` are slugs found in the article's address, which name provinces or districts
    (``thuanchau``).  Only names that stand in the text become entities.
    """
    context = caller_units(article.document, gazetteer, hints, article.published)
    chooser = PlaceChooser(article, mentions, gazetteer, context)
    gathered = _Gatherer(article, mentions, chooser, gazetteer)
    entities, ids = gathered.entities()
    return PlaceResolution(
        entities,
        ids,
        tuple(unit.area() for unit in context),
        chooser.warnings,
    )


class _Gatherer:
    """Groups the mentions of one article by what they name."""

    def __init__(
        self,
        article: Article,
        mentions: Sequence[PlaceMention],
        chooser: PlaceChooser,
        gazetteer: Gazetteer,
    ) -> None:
        self.article = article
        self.mentions = mentions
        self.units = chooser.units
        self.candidates = chooser.candidates
        self._names = chooser.keys
        self.gazetteer = gazetteer
        self.places: dict[Hashable, _Place] = {}
        self.keys: list[Hashable] = [None] * len(mentions)
        self._gather()

    def _gather(self) -> None:
        """Larger places first, so that a village finds its commune."""
        order = sorted(range(len(self.mentions)), key=lambda i: (-self._rank(i), i))
        villages = [index for index in order if self._rank(index) == VILLAGE]
        for index in order:
            if self._rank(index) > VILLAGE:
                self._put(index, self._key(index))
        self._put_villages(villages)

    def _rank(self, index: int) -> int:
        kind = self.mentions[index].kind
        unit = self.units[index]
        if unit is not None:
            return unit.rank
        if kind is None:
            return max((unit.rank for unit in self.candidates[index]), default=COMMUNE)
        return RANK.get(kind, 9)

    def _key(self, index: int) -> Hashable:
        """The unit, else the name at its level, which a bare repetition shares."""
        name = self._names[index]
        return self.units[index] or (self._rank(index), name.lstrip("0") or name)

    def _put(self, index: int, key: Hashable) -> None:
        self.keys[index] = key
        place = self.places.setdefault(key, _Place(key, self.units[index]))
        place.mentions.append(index)
        parent = self.mentions[index].parent
        if place.parent is None and parent is not None:
            place.parent = self.keys[parent]

    # -- villages -------------------------------------------------------------------------------

    def _put_villages(self, villages: list[int]) -> None:
        """Under the printed commune; else the nearest one before in the paragraph; else where the
        same name stood; else the article's only commune."""
        communes: dict[str, dict[Hashable, None]] = {}
        for find in (self._printed_commune, self._commune_before):
            for index in sorted(villages):
                commune = find(index) if self.keys[index] is None else None
                if commune is not None:
                    communes.setdefault(self._village_name(index), {})[commune] = None
                    self._put_village(index, commune)
        only = [key for key, place in self.places.items() if self._is_commune(place)]
        for index in sorted(villages):
            if self.keys[index] is None:
                known = [*communes.get(self._village_name(index), ())] or only
                self._put_village(index, known[0] if len(known) == 1 else None)

    def _put_village(self, index: int, commune: Hashable | None) -> None:
        key = (VILLAGE, self._village_name(index), commune)
        self._put(index, key)
        if self.places[key].parent is None:
            self.places[key].parent = commune

    def _is_commune(self, place: _Place) -> bool:
        return self._rank(place.mentions[0]) == COMMUNE

    def _printed_commune(self, index: int) -> Hashable | None:
        parent = self.mentions[index].parent
        return self.keys[parent] if parent is not None else None

    def _village_name(self, index: int) -> str:
        mention = self.mentions[index]
        return f"{mention.level or ''} {self._names[index]}"

    def _commune_before(self, index: int) -> Hashable | None:
        """The nearest commune before in the paragraph."""
        start = self.mentions[index].span.start
        line = paragraph_start(self.article.clean, start)
        for other in range(index - 1, -1, -1):
            if self.mentions[other].span.start < line:
                break
            if self._rank(other) == COMMUNE:
                return self.keys[other]
        return None

    # -- entities -------------------------------------------------------------------------------

    def entities(self) -> tuple[tuple[Entity, ...], tuple[str, ...]]:
        """The entities in order of first mention, and the id of each mention's entity."""
        ordered = sorted(self.places.values(), key=lambda place: min(place.mentions))
        ids = {place.key: f"P{number}" for number, place in enumerate(ordered, start=1)}
        made = tuple(self._entity(place, ids) for place in ordered)
        return made, tuple(ids[key] for key in self.keys)

    def _entity(self, place: _Place, ids: dict[Hashable, str]) -> Entity:
        place.mentions.sort()
        lead = self._lead(place)
        unit = place.unit
        parent = self._parent(place)
        path = self._path(place)
        successors = self._today(unit) if unit else self._merged(lead, path)
        return Entity(
            ids[place.key],
            EntityType.PLACE,
            self._full_name(lead, unit),
            self._kind(lead, unit),
            tuple(self._mention(index) for index in place.mentions),
            parent=ids.get(parent) if parent is not None else None,
            admin_code=(unit.code or None) if unit else None,
            path=path,
            successors=tuple(successor.area() for successor in successors),
        )

    def _lead(self, place: _Place) -> int:
        """The mention that names best: with a level word, with a body that says its level, not in
        capitals, the first such."""
        return min(
            place.mentions,
            key=lambda i: (
                self.mentions[i].kind is None,
                self.mentions[i].implied is None,
                self.mentions[i].name.isupper() and len(self.mentions[i].name) > 1,
                i,
            ),
        )

    def _mention(self, index: int) -> Mention:
        span = self.article.original(self.mentions[index].span)
        return Mention(span.start, span.end, span.of(self.article.text))

    def _kind(self, lead: int, unit: Unit | None) -> str:
        kind = self.mentions[lead].kind or self.mentions[lead].implied
        if unit is not None and (kind is None or RANK[kind] != unit.rank):
            return unit.kind
        if kind is None:
            kinds = {candidate.kind for candidate in self.candidates[lead]}
            return kinds.pop() if len(kinds) == 1 else "place"
        return kind

    def _full_name(self, lead: int, unit: Unit | None) -> str:
        """Level word in lower case and the name as printed; capitals and short forms undone."""
        mention = self.mentions[lead]
        kind = self._kind(lead, unit)
        word = (LEVEL_WORD.get(kind) if unit or not mention.level else None) or mention.level
        name = mention.name
        key = self._names[lead]
        if unit is not None and (name.isupper() or key != unit.name.lower()):
            same = key == unit.name.lower() or not self.gazetteer.named(key)
            name = unit.name if same or name[:1].isdigit() else name
        elif name.isupper() and len(name) > 4:
            name = " ".join(part.capitalize() for part in name.split(" "))
        return f"{word} {name}" if word else name

    def _parent(self, place: _Place) -> Hashable | None:
        """Key of the entity above: by the gazetteer where the unit is known, else as printed."""
        if place.unit is not None:
            for above in self.gazetteer.chain(place.unit, self.article.published):
                if above != place.unit and above in self.places:
                    return above
        if place.parent is not None and place.parent != place.key:
            return place.parent
        return None

    def _path(self, place: _Place, depth: int = 0) -> tuple[Area, ...]:
        """Units from the place upwards; of a place without a unit those of its parent."""
        if place.unit is not None:
            chain = self.gazetteer.chain(place.unit, self.article.published)
            return tuple(unit.area() for unit in chain)
        above = self.places.get(place.parent) if place.parent is not None else None
        return self._path(above, depth + 1) if above is not None and depth < 4 else ()

    def _today(self, unit: Unit) -> tuple[Unit, ...]:
        """What the unit became; a province that kept code and name became nothing else."""
        found = self.gazetteer.today(unit)
        same = [other for other in found if (other.code, other.name) == (unit.code, unit.name)]
        return () if unit.rank == PROVINCE and same else found

    def _merged(self, lead: int, path: tuple[Area, ...]) -> tuple[Unit, ...]:
        """Where a commune went that was merged away before the reform, if its parent is known."""
        mention = self.mentions[lead]
        if mention.level is None or not path or self._rank(lead) != COMMUNE:
            return ()
        above = {area.code for area in path}
        for unit in self.candidates[lead]:
            if any(part.code == path[0].code for part in self.gazetteer.chain(unit)):
                return ()
        found = [
            unit
            for unit in self.gazetteer.merged_into(mention.level, mention.name)
            if any(part.code in above for part in self.gazetteer.chain(unit))
        ]
        return self.gazetteer.today(found[0]) if len(found) == 1 else ()
