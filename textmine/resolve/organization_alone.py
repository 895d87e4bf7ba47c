"""Which body an opening word alone means: ``Chi bộ``, ``toàn Đảng bộ``, ``Hội``, ``UBND``.

What acts or speaks in the paragraph, a body of that word or the area whose body it is; else the one
the article is about; else one named in passing.  Of cells and of short forms (``Hội``, ``Công ty``)
the one named last in the paragraph comes before the article's.
"""

from __future__ import annotations

from collections.abc import Sequence

from textmine.model.mentions import OrganizationMention, PlaceMention
from textmine.packs.gazetteer import COMMUNE
from textmine.recognize.organization_words import Entry
from textmine.resolve.organization_bodies import Bodies, Key
from textmine.resolve.organization_focus import Territories
from textmine.resolve.organization_rules import OrganizationRules
from textmine.resolve.organization_trail import Paragraphs, Standing, Trail

Found = tuple[int, Key]  # where a body is named, and which
_FEW = 12  # areas looked at for one that may have such a body


class Pointer:
    """The bodies and areas named so far in one article, and what words alone mean there."""

    def __init__(
        self,
        rules: OrganizationRules,
        paragraphs: Paragraphs,
        territories: Territories,
        bodies: Bodies,
    ) -> None:
        self._rules = rules
        self._paragraphs = paragraphs
        self._territories = territories
        self._bodies = bodies
        self._trails: dict[str, Trail[Key]] = {}
        self._units: Trail[Key] = Trail()  # Party bodies of units: Đảng ủy Quân sự tỉnh
        self._areas: Trail[str] = Trail()
        self._party_areas: Trail[str] = Trail()  # but where a body with its own Đảng bộ sits
        # What was noted since a word alone was last asked about: most articles have none.
        self._new_areas = list(territories.named_at)
        self._new_bodies: list[tuple[int, Key, Standing]] = []

    def note(self, start: int, key: Key, standing: Standing) -> None:
        """Lets later words that stand alone go on with a body named at ``start``."""
        self._new_bodies.append((start, key, standing))

    def note_area(self, start: int, area: str, standing: Standing) -> None:
        """The same with a territory that a level word means."""
        self._new_areas.append((start, area, standing, False))

    def _take_up(self) -> None:
        """Enters what was noted into the trails."""
        for start, key, standing in self._new_bodies:
            for name in self._bodies.names(key):
                self._trails.setdefault(name, Trail()).add(start, key, standing)
            if self._of_unit(key, self._rules.entries.get(self._bodies.of(key).lead.entry)):
                self._units.add(start, key, standing)
            if key.area is not None:
                entry = self._rules.entries.get(self._bodies.of(key).lead.entry)
                own = entry is not None and (entry.own_party or self._of_unit(key, entry))
                self._new_areas.append((start, key.area, standing, own))
        for start, area, standing, own in self._new_areas:
            self._areas.add(start, area, standing)
            if not own:
                self._party_areas.add(start, area, standing)
        self._new_bodies, self._new_areas = [], []

    def meant(self, mention: OrganizationMention, standing: Standing, *, sure: bool) -> Key | None:
        """The body a word alone means; ``sure``: none that is only named elsewhere."""
        self._take_up()
        entry = self._rules.entries.get(mention.entry)
        start = mention.span.start
        since = self._paragraphs.start(start)
        trails = self._trails_of(mention, entry)
        completes = self._completes(mention, entry, standing)
        acting = self._last(trails, start, since, Standing.SPEAKER)
        area = self._acting_area(entry, start, since) if completes and entry else None
        unit = self._units.last(start, since, Standing.SPEAKER) if completes and entry else None
        if unit is not None and entry is not None and self._are_twins(entry, unit[1]):
            last = max(found[0] for found in (acting, area, (-1, "")) if found is not None)
            if unit[0] > last:
                return self._bodies.twin(mention, unit[1])
        if area is not None and (acting is None or self._moved_on(acting, area)):
            return self._bodies.key(mention, area[1], None, "")
        if acting is not None:
            return acting[1]
        near = self._last(trails, start, since, Standing.NAMED)
        small = entry is not None and (bool(entry.points_to) or self._of_villages(entry))
        about = self._about(mention, trails, entry if completes else None, small)
        passing = near[1] if near is not None else None
        if small:
            passing = passing or self._of_village(mention, entry, start)
            about, passing = passing, about
        weak = self._last(trails, start, since, Standing.WEAK)
        return about or passing or (weak[1] if weak else self._elsewhere(trails, start, sure))

    # -- bodies named ---------------------------------------------------------------------------

    def _trails_of(self, mention: OrganizationMention, entry: Entry | None) -> list[Trail[Key]]:
        """Where bodies of this head stand; of a short form those it may point to."""
        head = self._rules.fold_head(mention.head)
        names = [head]
        if entry is not None and entry.points_to:
            pointed = sorted(entry.points_to)
            same = [f"{other}|{head}" for other in pointed]  # Nhà máy: a Nhà máy before a Công ty
            known = entry.same_words or any(name in self._trails for name in same)
            names = same if known else [f"={other}" for other in pointed]
        return [self._trails[name] for name in names if name in self._trails]

    def _last(
        self, trails: Sequence[Trail[Key]], start: int, since: int, least: Standing
    ) -> Found | None:
        found = [trail.last(start, since, least) for trail in trails]
        return max((one for one in found if one is not None), key=lambda f: f[0], default=None)

    def _about(
        self,
        mention: OrganizationMention,
        trails: Sequence[Trail[Key]],
        entry: Entry | None,
        small: bool,
    ) -> Key | None:
        """What title, then first paragraph are about: the only such body named there (in the
        paragraph: acting), else, given the ``entry`` of a body every area has, that of the area.

        Of small bodies an article tells one after the other: of those the title alone counts.
        """
        told = small and bool(trails)
        openings = (
            (self._paragraphs.title, Standing.WEAK),
            (self._paragraphs.lead, Standing.SPEAKER),
        )
        for number, (stretch, least) in enumerate(openings[: 1 if told else 2]):
            found = {key for trail in trails for key in trail.within(*stretch, least)}
            if len(found) == 1:
                return found.pop()
            if entry is not None and not told:
                key = self._of_topic(mention, entry, number)
                if key is not None:
                    return key
        return None

    def _elsewhere(self, trails: Sequence[Trail[Key]], start: int, sure: bool) -> Key | None:
        """The only one of the article, else the one named last before."""
        only = {trail.only() for trail in trails}
        if len(only) == 1 and None not in only:
            return only.pop()
        if sure:
            return None
        for least in (Standing.NAMED, Standing.WEAK):
            found = self._last(trails, start, 0, least)
            if found is not None:
                return found[1]
        return None

    def _of_unit(self, key: Key, entry: Entry | None) -> bool:
        """Whether a Party body is that of a unit: of one nested in its name, or by its head."""
        if entry is None or not _of_party(entry):
            return False
        return key.unit is not None or self._rules.of_unit(entry, key.head)

    def _are_twins(self, entry: Entry, key: Key) -> bool:
        """Whether ``entry`` and a body are a Party organisation and its committee."""
        other = self._rules.entries.get(self._bodies.of(key).lead.entry)
        return other is not None and (other.id in entry.under or entry.id in other.under)

    # -- bodies of areas ------------------------------------------------------------------------

    def _completes(
        self, mention: OrganizationMention, entry: Entry | None, standing: Standing
    ) -> bool:
        """Whether the word names the body of the area spoken of, where none is named."""
        if entry is None or self._rules.fold_head(mention.head) not in self._rules.heads:
            return False
        return entry.completes or (entry.completes_acting and standing is Standing.SUBJECT)

    def _moved_on(self, acting: Found, area: tuple[int, str]) -> bool:
        """Whether an area that acts later takes the place of an acting body, one of a whole area
        and no Đảng bộ Công an."""
        key = acting[1]
        return area[0] > acting[0] and key.unit is None and key.head in self._rules.heads

    def _acting_area(self, entry: Entry, start: int, since: int) -> tuple[int, str] | None:
        """The area that acts or speaks last, if it may have such a body itself."""
        areas = self._party_areas if _of_party(entry) else self._areas
        for _ in range(_FEW):
            found = areas.last(start, since, Standing.SPEAKER)
            if found is None or self._may_have(found[1], entry):
                return found
            start = found[0]
        return None

    def _of_topic(self, mention: OrganizationMention, entry: Entry, number: int) -> Key | None:
        """The body of the area that opening ``number`` is about, or of the nearest around it."""
        for topic in self._territories.openings[number]:
            if _of_party(entry) and topic in self._territories.hosts:
                continue  # an article about the police of a province, whose Đảng bộ is another
            for area in self._territories.chain(topic):
                if self._may_have(area, entry):
                    return self._bodies.key(mention, area, None, "")
        return None

    def _of_village(
        self, mention: OrganizationMention, entry: Entry | None, start: int
    ) -> Key | None:
        """A cell's village named last in the paragraph, in whatever way."""
        if entry is None or not entry.completes or entry.points_to:
            return None
        found = self._territories.nearest_village(start)
        return self._bodies.key(mention, found[1], None, "") if found is not None else None

    def _of_villages(self, entry: Entry) -> bool:
        return self._rules.level_of_kind("village") in entry.levels

    def _may_have(self, area: str, entry: Entry) -> bool:
        """Whether an area of this level has such a body: no Đảng ủy of a district."""
        if entry.levels:
            kind = self._territories.entities[area].kind
            return self._rules.level_of_kind(kind) in entry.levels
        return self._territories.rank(area) >= COMMUNE


def _of_party(entry: Entry) -> bool:
    return entry.kind.startswith("party")


def same_holder(
    folded: str,
    mention: OrganizationMention,
    places: Sequence[PlaceMention],
    starts: dict[int, int],
    rules: OrganizationRules,
) -> int | None:
    """The village whose head leads the cell too: ``Bí thư chi bộ kiêm trưởng | bản Hỏm``.

    ``starts`` maps where places begin to their index, which is returned.
    """
    for joint in rules.same_holder:
        if folded.startswith(joint, mention.span.end):
            found = starts.get(mention.span.end + len(joint))
            if found is not None and places[found].kind == "village":
                return found
    return None
