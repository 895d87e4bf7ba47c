"""Which territory a level word alone means: ``xã``, ``toàn huyện``, the ``tỉnh`` of ``UBND tỉnh``.

The one named last before it in the paragraph; else the one the article is about (named in the
title or the first paragraph, or the only one); else the one named last; else what the caller gave.
Of a province the caller's comes first: a provincial paper's ``tỉnh`` is its own.  Names in a list
are no one in particular.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from textmine.model.article import Article
from textmine.model.entity import Area, Entity
from textmine.model.enums import EntityType, SectionKind
from textmine.model.mentions import PlaceMention
from textmine.model.span import Mention, Span
from textmine.packs.gazetteer import COMMUNE, PROVINCE, RANK, Gazetteer
from textmine.resolve.organization_rules import OrganizationRules
from textmine.resolve.places import PlaceResolution

LIST_GAPS = frozenset({", ", " và ", ", và ", " - ", " – ", ","})


class Paragraphs:
    """Paragraphs of an article by number, and where its title and first paragraph are."""

    def __init__(self, article: Article) -> None:
        clean = article.clean
        self._starts = [0]
        at = clean.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = clean.find("\n", at + 1)
        titles = [s for s in article.sections if s.kind is SectionKind.TITLE]
        opening = [s for s in article.sections if s.kind in (SectionKind.LEAD, SectionKind.BODY)]
        self.title = (titles[0].start, titles[0].end) if titles else (0, 0)
        first = opening[0].start if opening else 0
        self.lead = (first, self._end(first))

    def _end(self, position: int) -> int:
        index = bisect_right(self._starts, position)
        return self._starts[index] if index < len(self._starts) else 1 << 60

    def of(self, position: int) -> int:
        """Number of the paragraph that holds ``position``."""
        return bisect_right(self._starts, position) - 1


@dataclass(frozen=True, slots=True)
class _Event:
    """A place named: where, which one, and the territories it lies in, itself first."""

    start: int
    paragraph: int
    chain: tuple[str, ...]
    listed: bool


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
        self._chains = {id: self._chain(id) for id in self.entities}
        self._events = self._read(mentions, places.ids)
        self._given: dict[str, Entity] = {}
        self.doubts: list[str] = []
        self._mentions: dict[str, list[Mention]] = {}

    # -- what there is --------------------------------------------------------------------------

    def _chain(self, id: str) -> tuple[str, ...]:
        """The place and those above it that the article names, nearest first."""
        chain = [id]
        while len(chain) < 6:
            above = self.entities[chain[-1]].parent
            if above is None or above in chain or above not in self.entities:
                break
            chain.append(above)
        codes = {area.code for area in self.entities[id].path if area.code}
        for other, entity in self.entities.items():
            higher = self._rank(other) > self._rank(id)
            if higher and other not in chain and entity.admin_code in codes:
                chain.append(other)
        return tuple(chain)

    def _rank(self, id: str) -> int:
        return RANK.get(self.entities[id].kind, 0)

    def chain(self, id: str) -> tuple[str, ...]:
        """The territory itself and those above it, nearest first."""
        chain = self._chains.get(id, (id,))
        if not self._given or id not in self.entities:
            return chain
        codes = {area.code for area in self.entities[id].path if area.code}
        above = (
            other
            for other, entity in self._given.items()
            if other not in chain and entity.admin_code in codes
        )
        return (*chain, *above)

    def rank(self, id: str) -> int:
        """4 province, 3 district, 2 commune, 1 village, 0 none of them."""
        return self._rank(id) if id in self.entities else 0

    def _read(self, mentions: Sequence[PlaceMention], ids: Sequence[str]) -> list[_Event]:
        events = []
        for index, mention in enumerate(mentions):
            start = mention.span.start
            listed = self._listed(mentions, ids, index, -1) or self._listed(mentions, ids, index, 1)
            events.append(
                _Event(start, self.paragraphs.of(start), self._chains[ids[index]], listed)
            )
        return events

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
        wanted = [
            (event, id)
            for event in self._events
            for id in event.chain
            if self.entities[id].kind in kinds
            and (not village or self._level_words.get(id) == word)
        ]
        chosen = self._choose(wanted, position, village) or given
        if chosen is None and wanted:
            count = len({id for _, id in wanted})
            self.doubts.append(f"{word!r} may be any of {count} places; none chosen")
        return chosen

    def _choose(self, wanted: list[tuple[_Event, str]], position: int, village: bool) -> str | None:
        paragraph = self.paragraphs.of(position)
        near = [
            id
            for event, id in wanted
            if event.paragraph == paragraph and event.start < position and not event.listed
        ]
        if near:
            return near[-1]
        distinct = list(dict.fromkeys(id for _, id in wanted))
        if len(distinct) == 1:
            return distinct[0]
        for start, end in (self.paragraphs.title, self.paragraphs.lead):
            here = {id for event, id in wanted if start <= event.start < end}
            if len(here) == 1:
                return here.pop()
        if village:
            return None
        before = [id for event, id in wanted if event.start < position and not event.listed]
        return before[-1] if before else None

    def spoken_of(self, position: int) -> str | None:
        """The territory spoken of, of whatever level from the commune up: ``địa phương``."""
        paragraph = self.paragraphs.of(position)
        for event in reversed(self._events):
            if event.paragraph == paragraph and event.start < position and not event.listed:
                for id in event.chain:
                    if self._rank(id) >= COMMUNE:
                        return id
        start, end = self.paragraphs.title
        here = [
            id
            for event in self._events
            if start <= event.start < end
            for id in event.chain
            if self._rank(id) >= COMMUNE
        ]
        return min(here, key=self._rank) if here else None

    def nearest_village(self, position: int) -> str | None:
        """The village named last before ``position`` in its paragraph."""
        paragraph = self.paragraphs.of(position)
        for event in reversed(self._events):
            if event.start < position:
                if event.paragraph != paragraph:
                    return None
                if self._rank(event.chain[0]) == 1 and not event.listed:
                    return event.chain[0]
        return None

    # -- what the caller gave -------------------------------------------------------------------

    def _from_caller(self, kinds: frozenset[str]) -> str | None:
        """The place of one of these kinds that province, publisher or address name."""
        found = {area.name: area for area in self._context if area.kind in kinds}
        return self._given_id(next(iter(found.values()))) if len(found) == 1 else None

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
        self._chains[id] = (id,)
        return id

    def mention(self, id: str, mention: Mention) -> None:
        """Notes where a territory that only the caller named is meant."""
        if id in self._given:
            self._mentions.setdefault(id, []).append(mention)

    def given(self, used: set[str]) -> list[Entity]:
        """Entities of the territories only the caller named, those in ``used``."""
        from dataclasses import replace

        return [
            replace(entity, mentions=tuple(self._mentions.get(id, ())))
            for id, entity in self._given.items()
            if id in used
        ]
