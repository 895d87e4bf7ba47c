"""Which mentions name the same person: spellings of one name, short names, offices alone.

Every question is answered from an index, so a long list of names costs no more than its length.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from textmine.model.mentions import PersonMention
from textmine.text.fold import fold_text

_MANY = 20  # where more people than this may be meant, none is chosen
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))


def name_key(name: str) -> str:
    """What two spellings of a name share: capitals, tone placement, apostrophes folded away."""
    return fold_text(name.translate(_APOSTROPHES)).replace("-", " ").replace("'", "")


def bare_key(name: str) -> str:
    """``name_key`` without any marks: what remains the same in a slip of the tone."""
    decomposed = unicodedata.normalize("NFD", name_key(name).replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@dataclass(slots=True)
class _Group:
    """One person: mentions, the first of them, and how they are addressed."""

    members: list[int] = field(default_factory=list)
    first: int = -1
    offices: set[str] = field(default_factory=set)
    honorifics: set[str | None] = field(default_factory=set)


class Matcher:
    """Groups the mentions of one article; ``groups[i]`` is the group of mention ``i`` or None.

    ``warnings`` name the short names and offices that may be several people's.
    """

    def __init__(self, mentions: Sequence[PersonMention]) -> None:
        self.mentions = mentions
        self.groups: list[int | None] = [None] * len(mentions)
        self.warnings: list[str] = []
        self._people: list[_Group] = []
        self._keys: dict[str, int] = {}
        self._endings: dict[str, dict[str, None]] = {}  # last syllables of a name -> whole names
        self._openings: dict[str, dict[str, None]] = {}
        self._bare: dict[tuple[str, str], int] = {}  # a name without marks and an office -> group
        self._held: dict[str, dict[int, None]] = {}  # a current office, or its first words
        self._held_whole: dict[str, dict[int, None]] = {}
        self._full()
        self._tails()
        for index, mention in enumerate(mentions):
            if self.groups[index] is None:
                self._short(index, mention)

    @property
    def members(self) -> list[list[int]]:
        """Indexes of the mentions of each group, some groups empty."""
        return [group.members for group in self._people]

    # -- full names -----------------------------------------------------------------------------

    def _full(self) -> None:
        for index, mention in enumerate(self.mentions):
            if mention.name and not mention.short:
                key = name_key(mention.name)
                group = self._keys.get(key)
                if group is None:
                    group = self._alike(mention)
                if group is None:
                    group = self._open()
                self._name(key, group)
                self._join(index, group)

    def _open(self) -> int:
        self._people.append(_Group())
        return len(self._people) - 1

    def _name(self, key: str, group: int) -> None:
        """Files a name under its group and its first and last syllables."""
        if key in self._keys:
            return
        self._keys[key] = group
        for at in _spaces(key):
            self._endings.setdefault(key[at + 1 :], {})[key] = None
            self._openings.setdefault(key[:at], {})[key] = None

    def _join(self, index: int, group: int) -> None:
        self.groups[index] = group
        person, mention = self._people[group], self.mentions[index]
        person.members.append(index)
        person.first = index if person.first < 0 else min(person.first, index)
        person.honorifics.add(mention.honorific)
        bare = bare_key(mention.name) if mention.roles else ""
        for role in mention.roles:
            office = role.text.lower()
            person.offices.add(office)
            self._bare[bare, office] = min(self._bare.get((bare, office), group), group)
            if not role.former:
                self._hold(office, group)

    def _hold(self, office: str, group: int) -> None:
        if group not in self._held_whole.setdefault(office, {}):
            self._held_whole[office][group] = None
            for words in (office, *(office[:at] for at in _spaces(office))):
                self._held.setdefault(words, {})[group] = None

    def _alike(self, mention: PersonMention) -> int | None:
        """A group whose name differs by marks alone and who holds the same office."""
        if not mention.roles:
            return None
        bare = bare_key(mention.name)
        found = [self._bare.get((bare, role.text.lower())) for role in mention.roles]
        return min((group for group in found if group is not None), default=None)

    def _tails(self) -> None:
        """A name of two syllables that ends one longer name is that person's.

        So is one that begins it with a lone letter: Y Lai is Y Lai Niê.
        """
        for key, group in list(self._keys.items()):
            if key.count(" ") != 1 or not self._people[group].members:
                continue
            longer = self._openings if key[1] == " " else self._endings
            found = {self._keys[name] for name in longer.get(key, ())} - {group}
            if len(found) == 1:
                target = found.pop()
                for index in self._people[group].members:
                    self._join(index, target)
                self._people[group] = _Group()
                self._keys[key] = target

    # -- short names ----------------------------------------------------------------------------

    def _short(self, index: int, mention: PersonMention) -> None:
        if not mention.name:
            self._office(index, mention)
            return
        key = name_key(mention.name)
        found = {self._keys[key]} if key in self._keys else self._called(key, mention)
        chosen = self._choose(index, mention, found)
        if chosen is not None:
            self._join(index, chosen)
        elif found:
            self._doubt(mention.name, found)
        else:
            group = self._open()
            self._name(key, group)
            self._join(index, group)

    def _called(self, key: str, mention: PersonMention) -> set[int]:
        """Who may be called so: by the last syllables of the name, or by the first ones where
        they have an apostrophe (H’Bia for H’Bia Mlô).  At most a few more than ``_MANY``."""
        names = [*islice(self._endings.get(key, ()), 2 * _MANY)]
        if "'" in mention.name.translate(_APOSTROPHES):
            names += islice(self._openings.get(key, ()), 2 * _MANY)
        return {self._keys[name] for name in names}

    def _choose(self, index: int, mention: PersonMention, found: set[int]) -> int | None:
        """The only candidate; else the only one named before; else the only one so addressed."""
        if len(found) == 1:
            return next(iter(found))
        if len(found) > _MANY:
            return None
        offices = {role.text.lower() for role in mention.roles}
        before = {group for group in found if self._people[group].first < index}
        for pool in (before, found):
            if len(pool) == 1:
                return next(iter(pool))
            held = {group for group in pool if self._people[group].offices & offices}
            if len(held) == 1:
                return next(iter(held))
            addressed = {
                group for group in pool if mention.honorific in self._people[group].honorifics
            }
            if len(addressed) == 1:
                return next(iter(addressed))
        return None

    def _office(self, index: int, mention: PersonMention) -> None:
        """``Bí thư Tỉnh ủy nhấn mạnh``: the only one who holds the office, perhaps said more
        fully or less."""
        wanted = mention.roles[0].text.lower() if mention.roles else ""
        if not wanted:
            return
        holders = [*islice(self._held.get(wanted, ()), 2 * _MANY)]
        for at in _spaces(wanted):
            holders += islice(self._held_whole.get(wanted[:at], ()), 2 * _MANY)
        found = {group for group in holders if self._people[group].members}
        if len(found) == 1:
            self._join(index, found.pop())
        elif found:
            self._doubt(mention.roles[0].text, found)

    def _doubt(self, name: str, found: set[int]) -> None:
        if len(found) > _MANY:
            self.warnings.append(f"“{name}” may be one of more than {_MANY} people; none chosen")
            return
        names = sorted(self.mentions[self._people[group].members[0]].name for group in found)
        self.warnings.append(f"“{name}” may be {' or '.join(names)}; none chosen")


def _spaces(words: str) -> Iterator[int]:
    """Where the spaces stand, of which names and offices have few."""
    at = words.find(" ")
    while at >= 0:
        yield at
        at = words.find(" ", at + 1)
