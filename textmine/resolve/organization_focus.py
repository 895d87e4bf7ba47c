"""Which territory a level word alone means: ``xã``, ``toàn huyện``, the ``tỉnh`` of ``UBND tỉnh``.

The one that acts or speaks in the paragraph; else the one the article is about, as its title and
first paragraph tell; else one named in passing.  A place named stands for those around it too.  Of
a province the caller's comes first: a provincial paper's ``tỉnh`` is its own; of other levels what
the caller gave comes last.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from textmine.model.article import Article
from textmine.model.entity import Area, Entity
from textmine.model.enums import EntityType
from textmine.model.mentions import PlaceMention
from textmine.model.span import Mention
from textmine.packs.gazetteer import COMMUNE, PROVINCE, RANK, Gazetteer
from textmine.resolve.organization_rules import OrganizationRules
from textmine.resolve.organization_standing import Standings
from textmine.resolve.organization_trail import Paragraphs, Standing, Trail
from textmine.resolve.places import PlaceResolution

_COMMUNE_AND_ABOVE = frozenset(kind for kind, rank in RANK.items() if rank >= COMMUNE)
_PROVINCES = frozenset(kind for kind, rank in RANK.items() if rank == PROVINCE)
_LEVELS = 6  # territories that may lie in one another
_VILLAGES = frozenset(kind for kind, rank in RANK.items() if rank < COMMUNE)


class Territories:
    """The territories of one article: its places and what the caller gave.

    ``named_at`` tells where each place is named, which, how it stands out, and whether a body with
    a Party organisation of its own sits there (the police, a school); ``hosts`` are those named
    only so.  ``openings`` are what the title is about and what the first paragraph is, ``topics``
    of those what is named in the title or acts in the paragraph.
    """

    def __init__(
        self,
        article: Article,
        mentions: Sequence[PlaceMention],
        places: PlaceResolution,
        gazetteer: Gazetteer,
        rules: OrganizationRules,
        paragraphs: Paragraphs,
        standings: Standings,
    ) -> None:
        self.article = article
        self.rules = rules
        self.paragraphs = paragraphs
        self.entities: dict[str, Entity] = {entity.id: entity for entity in places.entities}
        self._named = len(self.entities)
        self._gazetteer = gazetteer
        self._context = places.context
        self._level_words = {
            places.ids[i]: mention.level for i, mention in enumerate(mentions) if mention.level
        }
        self._by_code: dict[str, list[str]] = {}
        for id, entity in self.entities.items():
            if entity.admin_code:
                self._by_code.setdefault(entity.admin_code, []).append(id)
        self._chains: dict[str, tuple[str, ...]] = {}
        starts, own = standings.place_starts, standings.place_own
        self.named_at = list(zip(starts, places.ids, standings.places, own, strict=True))
        self._trails: dict[tuple[frozenset[str], str], Trail[str]] = {}
        self._given: dict[str, Entity] = {}
        self._from: dict[frozenset[str], str | None] = {}
        self.doubts: list[str] = []
        self._mentions: dict[str, list[Mention]] = {}
        above = {mention.parent for mention in mentions}
        title = self._opening_topics(*self.paragraphs.title, above)
        lead = self._opening_topics(*self.paragraphs.lead, above)
        self.openings = tuple(
            tuple(id for id in opening if id is not None) for opening in (title, lead)
        )
        self.topics = tuple(id for id in (*title, lead[0]) if id is not None)
        plain = {id for _, id, _, own in self.named_at if not own}
        self.hosts = frozenset(places.ids) - plain

    # -- what there is --------------------------------------------------------------------------

    def chain(self, id: str) -> tuple[str, ...]:
        """The territory itself and those above it that are known here, nearest first."""
        chain = self._chains.get(id)
        if chain is None:
            chain = self._chains[id] = self._chain(id)
        return chain

    def _chain(self, id: str) -> tuple[str, ...]:
        chain = [id]
        while len(chain) < _LEVELS:
            above = self.entities[chain[-1]].parent
            if above is None or above in chain or above not in self.entities:
                break
            chain.append(above)
        for area in self.entities[id].path:
            for other in self._by_code.get(area.code, ()):
                if other not in chain and self._rank(other) > self._rank(id):
                    chain.append(other)
        return tuple(chain)

    def _rank(self, id: str) -> int:
        return RANK.get(self.entities[id].kind, 0)

    def rank(self, id: str) -> int:
        """4 province, 3 district, 2 commune, 1 village, 0 none of them."""
        return self._rank(id) if id in self.entities else 0

    # -- what the article is about ----------------------------------------------------------------

    def _opening_topics(
        self, start: int, end: int, parents: Set[int | None]
    ) -> tuple[str | None, str | None]:
        """What acts first in a stretch, and without it the only place named there."""
        here = [
            (id, standing)
            for index, (at, id, standing, _) in enumerate(self.named_at)
            if start <= at < end and index not in parents and standing > Standing.WEAK
        ]
        acting = next((id for id, standing in here if standing is Standing.SUBJECT), None)
        return acting, self._lowest([id for id, _ in here]) if acting is None else None

    def _lowest(self, ids: Sequence[str]) -> str | None:
        """The one that lies in all the others, if any does."""
        distinct = dict.fromkeys(ids)
        if len(distinct) > _LEVELS:
            return None
        return next((id for id in distinct if distinct.keys() <= set(self.chain(id))), None)

    def topic(self, kinds: Set[str], word: str = "") -> str | None:
        """The territory of one of these kinds the article is about; ``word``: so called."""
        for topic in self.topics:
            for part in self.chain(topic):
                if self.entities[part].kind in kinds and self._called(part, word):
                    return part
        return None

    def _called(self, id: str, word: str) -> bool:
        return not word or self._level_words.get(id) == word

    # -- which one is meant ---------------------------------------------------------------------

    def meant(self, level: str, word: str, position: int) -> str | None:
        """Id of the territory a level word at ``position`` means, ``None`` when none is in sight.

        ``level`` is the level (``bản``), ``word`` the word printed (``thôn``).
        """
        kinds = self.rules.kinds.get(level, frozenset())
        if not kinds:
            return self.spoken_of(position)
        given = self._from_caller(kinds)
        if given is not None and self._rank(given) == PROVINCE:
            return given
        village = level == self.rules.level_of_kind("village")
        word_wanted = word if village else ""
        trail = self._trail(kinds, word_wanted)
        since = self.paragraphs.start(position)
        chosen = (
            _item(trail.last(position, since, Standing.SPEAKER))
            or self.topic(kinds, word_wanted)
            or _item(trail.last(position, since, Standing.NAMED))
            or _item(trail.last(position, since))
            or self._elsewhere(trail, position, far=not village)
            or given
        )
        if chosen is None and trail.items:
            self.doubts.append(f"{word!r} may be any of {len(trail.items)} places; none chosen")
        return chosen

    def _elsewhere(self, trail: Trail[str], position: int, *, far: bool) -> str | None:
        """The only one; the only one of the title or the opening; the last before."""
        if (only := trail.only()) is not None:
            return only
        for opening in (self.paragraphs.title, self.paragraphs.lead):
            about = trail.within(*opening)
            if len(about) == 1:
                return next(iter(about))
        if not far:
            return None
        return _item(trail.last(position, 0, Standing.NAMED)) or _item(trail.last(position))

    def _trail(self, kinds: frozenset[str], word: str = "") -> Trail[str]:
        """Where territories of these kinds are named, themselves or by what lies in them."""
        trail = self._trails.get((kinds, word))
        if trail is None:
            trail = self._trails[kinds, word] = Trail()
            for start, id, standing, _ in self.named_at:
                for part in self.chain(id):
                    if self.entities[part].kind in kinds and self._called(part, word):
                        trail.add(start, part, standing)
                        break
        return trail

    def spoken_of(self, position: int) -> str | None:
        """The territory spoken of, of whatever level from the commune up: ``địa phương``."""
        trail = self._trail(_COMMUNE_AND_ABOVE)
        since = self.paragraphs.start(position)
        return (
            _item(trail.last(position, since, Standing.SPEAKER))
            or self.topic(_COMMUNE_AND_ABOVE)
            or _item(trail.last(position, since))
            or _item(trail.last(position, 0, Standing.SUBJECT))
        )

    def named_last(self, position: int) -> str | None:
        """The territory from the commune up that was named last in the paragraph, and by name."""
        trail = self._trail(_COMMUNE_AND_ABOVE)
        return _item(trail.last(position, self.paragraphs.start(position), Standing.NAMED))

    def nearest_village(self, position: int) -> tuple[int, str] | None:
        """Where the village named last before ``position`` in its paragraph stands, and which."""
        return self._trail(_VILLAGES).last(position, self.paragraphs.start(position))

    # -- what the caller gave -------------------------------------------------------------------

    def _from_caller(self, kinds: frozenset[str]) -> str | None:
        """The place of one of these kinds that province, publisher or address name."""
        if kinds not in self._from:
            found = {area.name: area for area in self._context if area.kind in kinds}
            only = next(iter(found.values())) if len(found) == 1 else None
            self._from[kinds] = self._given_id(only) if only is not None else None
        return self._from[kinds]

    def home(self) -> str | None:
        """The caller's province, where the text itself tells of no place at all."""
        if any(standing > Standing.WEAK for _, _, standing, _ in self.named_at):
            return None
        return self._from_caller(_PROVINCES)

    def home_name(self) -> str | None:
        """The name of the caller's province, where no place the text names lies elsewhere."""
        found = {area.code: area for area in self._context if area.kind in _PROVINCES}
        if len(found) != 1:
            return None
        code, home = found.popitem()
        for entity in self.entities.values():
            if entity.mentions and entity.path and code not in {area.code for area in entity.path}:
                return None
        return home.name

    def _given_id(self, area: Area) -> str:
        for id, entity in self.entities.items():
            if entity.name.lower() == area.name.lower() or (
                entity.admin_code == area.code and entity.kind == area.kind and area.code
            ):
                return id
        id = f"P{self._named + len(self._given) + 1}"
        path = self._gazetteer.path(area.code, self.article.published) if area.code else ()
        entity = Entity(
            id, EntityType.PLACE, area.name, area.kind, admin_code=area.code or None, path=path
        )
        self._given[id] = self.entities[id] = entity
        if area.code:
            self._by_code.setdefault(area.code, []).append(id)
            self._chains.clear()
        return id

    def mention(self, id: str, mention: Mention) -> None:
        """Notes where a territory that only the caller named is meant."""
        if id in self._given:
            self._mentions.setdefault(id, []).append(mention)

    def given(self, used: set[str]) -> list[Entity]:
        """Entities of the territories only the caller named, those in ``used``."""
        return [
            replace(entity, mentions=tuple(self._mentions.get(id, ())))
            for id, entity in self._given.items()
            if id in used
        ]


def _item(found: tuple[int, str] | None) -> str | None:
    return found[1] if found is not None else None
