"""Which territory a level word alone means: ``xã``, ``toàn huyện``, the ``tỉnh`` of ``UBND tỉnh``.

A place named stands for those around it too.  Of a province the caller's comes first: a provincial
paper's ``tỉnh`` is its own; of other levels what the caller gave comes last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textmine.model.article import Article
from textmine.model.entity import Area, Entity
from textmine.model.enums import EntityType
from textmine.model.mentions import PlaceMention
from textmine.model.span import Mention, Span
from textmine.packs.gazetteer import COMMUNE, PROVINCE, RANK, Gazetteer
from textmine.resolve.organization_rules import OrganizationRules
from textmine.resolve.organization_trail import LIST_GAPS, Paragraphs, Trail
from textmine.resolve.places import PlaceResolution

_COMMUNE_AND_ABOVE = frozenset(kind for kind, rank in RANK.items() if rank >= COMMUNE)
_VILLAGES = frozenset(kind for kind, rank in RANK.items() if rank < COMMUNE)


class Territories:
    """The territories of one article: its places and what the caller gave.

    ``extents`` are the spans of the place mentions, widened to the organisation each is the end of,
    so that *UBND huyện A và UBND huyện B* is a list of districts too.
    """

    def __init__(
        self,
        article: Article,
        mentions: Sequence[PlaceMention],
        places: PlaceResolution,
        gazetteer: Gazetteer,
        rules: OrganizationRules,
        paragraphs: Paragraphs,
        extents: Sequence[Span],
    ) -> None:
        self.article = article
        self._extents = extents
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
        self._named_at = self._read(mentions, places.ids)
        self._trails: dict[tuple[frozenset[str], str], Trail[str]] = {}
        self._given: dict[str, Entity] = {}
        self._from: dict[frozenset[str], str | None] = {}
        self.doubts: list[str] = []
        self._mentions: dict[str, list[Mention]] = {}

    # -- what there is --------------------------------------------------------------------------

    def chain(self, id: str) -> tuple[str, ...]:
        """The territory itself and those above it that are known here, nearest first."""
        chain = self._chains.get(id)
        if chain is None:
            chain = self._chains[id] = self._chain(id)
        return chain

    def _chain(self, id: str) -> tuple[str, ...]:
        chain = [id]
        while len(chain) < 6:
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

    def _read(
        self, mentions: Sequence[PlaceMention], ids: Sequence[str]
    ) -> list[tuple[int, str, bool]]:
        """Where each place is named, which one, and whether in a list."""
        return [
            (
                mention.span.start,
                ids[index],
                self._listed(mentions, ids, index, -1) or self._listed(mentions, ids, index, 1),
            )
            for index, mention in enumerate(mentions)
        ]

    def _listed(
        self, mentions: Sequence[PlaceMention], ids: Sequence[str], index: int, step: int
    ) -> bool:
        """Whether another place of the same level stands beside this one in a list."""
        other = index + step
        if not 0 <= other < len(mentions) or ids[other] == ids[index]:
            return False
        if self._rank(ids[other]) != self._rank(ids[index]):
            return False
        first, second = sorted((self._extents[index], self._extents[other]))
        return self.article.folded[first.end : second.start] in LIST_GAPS

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
        trail = self._trail(kinds, word if village else "")
        chosen = trail.meant(position, self.paragraphs, far=not village) or given
        if chosen is None and trail.items:
            self.doubts.append(f"{word!r} may be any of {len(trail.items)} places; none chosen")
        return chosen

    def _trail(self, kinds: frozenset[str], word: str = "") -> Trail[str]:
        """Where territories of these kinds are named, themselves or by what lies in them."""
        trail = self._trails.get((kinds, word))
        if trail is None:
            trail = self._trails[kinds, word] = Trail()
            for start, id, listed in self._named_at:
                for part in self.chain(id):
                    if self.entities[part].kind in kinds and (
                        not word or self._level_words.get(part) == word
                    ):
                        trail.add(start, part, listed)
                        break
        return trail

    def spoken_of(self, position: int) -> str | None:
        """The territory spoken of, of whatever level from the commune up: ``địa phương``."""
        trail = self._trail(_COMMUNE_AND_ABOVE)
        near = trail.last(position, self.paragraphs.start(position))
        titled = trail.within(*self.paragraphs.title)
        return near or min(titled, key=self._rank, default=None)

    def nearest_village(self, position: int) -> str | None:
        """The village named last before ``position`` in its paragraph."""
        return self._trail(_VILLAGES).last(position, self.paragraphs.start(position))

    # -- what the caller gave -------------------------------------------------------------------

    def _from_caller(self, kinds: frozenset[str]) -> str | None:
        """The place of one of these kinds that province, publisher or address name."""
        if kinds not in self._from:
            found = {area.name: area for area in self._context if area.kind in kinds}
            only = next(iter(found.values())) if len(found) == 1 else None
            self._from[kinds] = self._given_id(only) if only is not None else None
        return self._from[kinds]

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
