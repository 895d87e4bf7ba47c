"""The organisations of one article while they are gathered: keys, names, areas, bodies above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from textmine.model.article import Article
from textmine.model.mentions import OrganizationMention
from textmine.packs.gazetteer import fold_name
from textmine.resolve.organization_focus import Territories
from textmine.resolve.organization_rules import OrganizationRules

_LINKS = (" thuộc ", " trực thuộc ", " của ", " (", ", trực thuộc ", ", thuộc ")
_COMMUNE_RANK = 2
_MANY = 200  # bodies of the same first words looked at when names are joined


class Key(NamedTuple):
    """What makes an organisation the same: its head as compared, and which one it is."""

    head: str
    area: str | None = None
    unit: Key | None = None
    own: str = ""


@dataclass(slots=True)
class Body:
    """One organisation: the mention that names it best, its area and the body above."""

    key: Key
    lead: OrganizationMention
    kind: str
    area: str | None = None
    parent: Key | None = None
    mentions: list[int] = field(default_factory=list)


def _holds(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Whether the words of ``shorter`` stand in ``longer`` in their order."""
    rest = iter(longer)
    return all(word in rest for word in shorter)


class Bodies:
    """All organisations of one article by key."""

    def __init__(self, rules: OrganizationRules, territories: Territories) -> None:
        self.rules = rules
        self.territories = territories
        self._bodies: dict[Key, Body] = {}
        self._moved: dict[Key, Key] = {}
        self._communes: dict[str, list[Key]] = {}
        self._blocs: dict[tuple[str, str | None], None] = {}
        self._starts: dict[str, list[Key]] = {}
        self._places: dict[tuple[str, str | Key | None], list[Key]] = {}

    def key(
        self, mention: OrganizationMention, area: str | None, unit: Key | None, own: str
    ) -> Key:
        """The key of an organisation, made known with the mention as its lead."""
        if not (area or unit or own) and mention.head.lower().endswith(self.rules.central):
            own = self.rules.central[0]
        key = Key(self.rules.fold_head(mention.head), area, unit, fold_name(own))
        if key not in self._bodies:
            self._bodies[key] = Body(key, mention, mention.kind, area=area)
            self._index(key, mention)
        return key

    def _index(self, key: Key, mention: OrganizationMention) -> None:
        """Keeps a new body findable: by entry and area, by first words, by its bloc."""
        first = " ".join(key.head.split(" ")[:2])
        self._starts.setdefault(first, []).append(key)
        where = key.area or key.unit
        if where is not None:
            self._places.setdefault((key.head, where), []).append(key)
            self._places.setdefault((f"={mention.entry}", where), []).append(key)
        for word in self.rules.blocs:
            rest = mention.head.lower().partition(f" {word} ")[2]
            if rest:
                self._blocs[rest, key.area] = None

    def names(self, key: Key) -> list[str]:
        """What may point at the organisation alone: its entry, its head and what that begins with
        (``chi bộ`` for *Chi bộ Quân sự*), and both (``company|nhà máy``)."""
        lead = self._bodies[key].lead
        entry = lead.entry
        heads: set[str] = set()
        for head in (key.head, lead.head.lower()):  # a short form is written out: BVĐK
            words = head.split(" ")
            heads.update(" ".join(words[:size]) for size in range(1, min(len(words), 8)))
        opening = sorted(head for head in heads if head in self.rules.heads)
        both = [f"{entry}|{head}" for head in opening]
        return [f"={entry}", *both, *opening, *{key.head: None}.keys() - set(opening)]

    def add(
        self,
        index: int,
        mention: OrganizationMention,
        area: str | None,
        unit: Key | None,
        own: str,
    ) -> Key:
        """Adds a mention that names its organisation."""
        key = self.key(mention, area, unit, own)
        body = self._bodies[key]
        if self._better(mention, body.lead):
            body.lead, body.kind = mention, mention.kind
        body.mentions.append(index)
        return key

    def committee_of(self, mention: OrganizationMention, unit: Key | None) -> Key | None:
        """The committee that leads ``unit`` where the mention is a committee's own and the text
        names that committee; else ``unit``."""
        entry = self.rules.entries.get(mention.entry)
        if unit is None or entry is None or not entry.of_committee:
            return unit
        led = self._bodies[unit].lead.entry
        for other in self.rules.entries.values():
            for key in self._peers(f"={other.id}", unit.area) if led in other.under else ():
                if key.unit is None and self._rest(key.head) == self._rest(unit.head):
                    return key
        return unit

    def point(self, index: int, key: Key) -> None:
        """Adds a mention that only points at its organisation."""
        self._bodies[key].mentions.append(index)

    def rest_of_bloc(self, mention: OrganizationMention) -> Key | None:
        """``Đảng ủy Khối``: of the bloc the article names, if there is just one."""
        head = self.rules.fold_head(mention.head)
        word = head.rsplit(" ", 1)[-1]
        if word not in self.rules.blocs:
            return None
        if len(self._blocs) != 1:
            return None
        rest, area = next(iter(self._blocs))
        full = f"{mention.head} {rest}"
        return self.key(replace(mention, head=full, name=full), area, None, "")

    def twin(self, mention: OrganizationMention, key: Key) -> Key:
        """The body that a word alone is of the unit whose other Party body ``key`` is: ``Đảng bộ``
        after ``Đảng ủy Quân sự tỉnh``."""
        lead = self._bodies[key].lead
        size = len(self._rest(key.head).split(" ")) if key.unit is None else 0
        full = " ".join([mention.head, *lead.head.split(" ")[-size:]]) if size else mention.head
        name = full + lead.name[len(lead.head) :]
        named = replace(lead, head=full, name=name, entry=mention.entry, kind=mention.kind)
        return self.key(named, key.area, key.unit, key.own)

    def of(self, key: Key) -> Body:
        return self._bodies[key]

    def _better(self, one: OrganizationMention, other: OrganizationMention) -> bool:
        """Whether ``one`` names better: not in capitals, with its place, the fuller head."""
        return self._weight(one) >= self._weight(other)

    def _weight(self, mention: OrganizationMention) -> tuple[bool, bool, int]:
        shouted = mention.name.isupper() or mention.name[len(mention.head) :].strip().isupper()
        return (not shouted, mention.level is not None, len(mention.head))

    def merge(self, keys: list[Key | None]) -> None:
        """A name said without its area joins the only one of that name with an area."""
        central = fold_name(self.rules.central[0])  # the name of those that say but the country
        known = [key for key in dict.fromkeys(keys) if key is not None and key in self._bodies]
        for key in sorted(known, key=lambda k: -len(k.head)):  # what is joined counts once
            same = self._of_its_place(key)
            if not (same or key.area or key.unit) and key.own in ("", central):
                first = " ".join(key.head.split(" ")[:2])
                others = [k for k in self._starts[first][:_MANY] if k in self._bodies]
                named = [k for k in others if k.head == key.head and (k.area or k.unit)]
                same = (not key.own and named) or self._fuller(key, others)
            if len(same) == 1:
                self._bodies[same[0]].mentions.extend(self._bodies.pop(key).mentions)
                self._moved[key] = same[0]
        for moved, target in self._moved.items():
            while target in self._moved:
                target = self._moved[target]
            self._moved[moved] = target
        keys[:] = [self._moved.get(key, key) if key is not None else None for key in keys]

    def _fuller(self, key: Key, others: Sequence[Key]) -> list[Key]:
        """Bodies whose name holds the words of a shorter one: Học viện Múa (Việt Nam)."""
        entry = self.rules.entries.get(self._bodies[key].lead.entry)
        words = key.head.split(" ")
        if entry is None or not entry.spelt or len(words) < 3:
            return []
        return [
            other
            for other in others
            if len(other.head) > len(key.head)
            and self._bodies[other].lead.entry == entry.id
            and self._begins_or_ends_so(other.head, key.head)
            and _holds(other.head.split(" "), words)
        ]

    def _begins_or_ends_so(self, longer: str, shorter: str) -> bool:
        """Whether a longer name goes on after the shorter, or has its last word where it ends, with
        or without the country: Công ty TNHH Babeko (Việt Nam), Công ty Babeko."""
        if longer.startswith(f"{shorter} "):
            return True
        ends = f" {shorter.rsplit(' ', 1)[-1]}"
        return any(longer.removesuffix(word).endswith(ends) for word in ("", *self.rules.central))

    def _of_its_place(self, key: Key) -> list[Key]:
        """The body whose area ends the name of another: Bệnh viện Đa khoa (tỉnh) Sơn La."""
        lead = self._bodies[key].lead
        if key.area is None or key.unit or lead.place is None or lead.name != lead.head:
            return []
        name = self._bare(self.territories.entities[key.area].name)
        head = key.head.removesuffix(f" {self.rules.fold_head(name)}")
        peers = self._peers(head, key.area) if head != key.head else ()
        return [k for k in peers if k in self._bodies and k.unit is None]

    # -- names and areas ------------------------------------------------------------------------

    def name(self, body: Body) -> str:
        """The canonical full name: head, then the unit's name or the area's."""
        lead, key = body.lead, body.key
        above = self._unit(key)
        if above is not None:
            of = "của " if f"{lead.head} của " in lead.name else ""
            return f"{lead.head} {of}{self.name(above)}"
        if key.area is not None:
            return self._with_area(body)
        return lead.name

    def _with_area(self, body: Body) -> str:
        lead, area = body.lead, body.key.area
        entity = self.territories.entities[area or ""]
        if lead.place is not None and lead.name == lead.head:
            return lead.head  # the place is part of the own name: Trường Tiểu học Nà Ớt
        entry = self.rules.entries.get(lead.entry)
        governs = entry is not None and entry.governs
        states_level = entry is not None and entry.level is not None
        printed = lead.level is not None and lead.name.startswith(f"{lead.head} {lead.level} ")
        completed = lead.place is None and lead.level is not None
        if printed or (not states_level and (governs or completed)):
            return f"{lead.head} {entity.name}"
        return f"{lead.head} {self._bare(entity.name)}"

    def _bare(self, name: str) -> str:
        """A place's name without its level word."""
        words = [word for word in self.rules.level_of if name.startswith(f"{word} ")]
        return name[len(max(words, key=len)) + 1 :] if words else name

    def area(self, body: Body) -> str | None:
        """Id of the place it governs or stands in, that of its unit where it has none itself."""
        above = self._unit(body.key)
        return self.area(above) if above is not None and body.area is None else body.area

    def _unit(self, key: Key) -> Body | None:
        """The body nested in this one, where it is now after names were joined."""
        return self._bodies.get(self._moved.get(key.unit, key.unit)) if key.unit else None

    # -- bodies above ---------------------------------------------------------------------------

    def link(
        self,
        article: Article,
        mentions: Sequence[OrganizationMention],
        keys: Sequence[Key | None],
    ) -> None:
        """Sets every parent the text shows."""
        starts: dict[int, int] = {}
        for index, mention in enumerate(mentions):
            starts.setdefault(mention.span.start, index)
        for index, mention in enumerate(mentions):
            key = keys[index]
            if key is None or self._bodies[key].parent is not None:
                continue
            for link in _LINKS if article.folded.startswith(_LINKS, mention.span.end) else ():
                if article.folded.startswith(link, mention.span.end):
                    other = starts.get(mention.span.end + len(link))
                    above = keys[other] if other is not None else None
                    if above is not None and above != key:
                        self._bodies[key].parent = above
        for body in self._bodies.values():
            entry = self.rules.entries.get(body.lead.entry)
            ranked = entry is not None and bool(entry.under or entry.above)
            unit = self._unit(body.key)
            nested = unit.key if unit is not None and not ranked else None
            body.parent = nested or body.parent or self._above(body)
        self._break_cycles()

    def _break_cycles(self) -> None:
        for body in self._bodies.values():
            seen = {body.key}
            current = body
            while current.parent is not None and current.parent in self._bodies:
                if current.parent in seen:
                    current.parent = None
                    break
                seen.add(current.parent)
                current = self._bodies[current.parent]

    def _rest(self, head: str) -> str:
        """A head without its opening word: ``quân sự`` of ``đảng ủy quân sự``."""
        words = head.split(" ")
        for size in range(len(words), 0, -1):
            if " ".join(words[:size]) in self.rules.heads:
                return " ".join(words[size:])
        return head

    def _above(self, body: Body) -> Key | None:
        entry = self.rules.entries.get(body.lead.entry)
        if entry is None:
            return None
        for other in entry.under:
            for key in self._peers(f"={other}", body.key.area or body.key.unit):
                same = key.area == body.key.area and key.unit == body.key.unit
                if same and self._rest(key.head) == self._rest(body.key.head):
                    return key
        area = self.area(body)
        if area is None:
            return self._only_commune(entry.above)
        wider = self.territories.chain(area)[0 if body.key.unit else 1 :]
        for place in wider:
            for name in [f"={other}" for other in entry.above] or [body.key.head]:
                for key in self._peers(name, place):
                    if key.unit is None and key != body.key and self._plain(key, body.key.head):
                        return key
        if self.territories.rank(area) > 1 or len(wider) > 0:
            return None
        return self._only_commune(entry.above)

    def _peers(self, name: str, where: str | Key | None) -> Sequence[Key]:
        """Bodies of one area, or nested with one body, by head or entry (``=party_committee``)."""
        return self._places.get((name, where), ())

    def _plain(self, key: Key, head: str) -> bool:
        """Whether a body is of its whole area, no Đảng bộ Công an, or of the very same head."""
        return key.head in self.rules.heads or key.head == head

    def _only_commune(self, above: tuple[str, ...]) -> Key | None:
        """The article's only commune body above, for a cell whose commune is not told."""
        for other in above:
            if other not in self._communes:
                self._communes[other] = [
                    key
                    for key, body in self._bodies.items()
                    if body.lead.entry == other
                    and key.head in self.rules.heads
                    and key.area is not None
                    and self.territories.rank(key.area) == _COMMUNE_RANK
                ]
            found = self._communes[other]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def ordered(self) -> list[Body]:
        """Organisations with a mention, in the order they first stand in."""
        named = [body for body in self._bodies.values() if body.mentions]
        return sorted(named, key=lambda body: min(body.mentions))
