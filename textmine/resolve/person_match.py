"""Which mentions name the same person: spellings of one name, short names, offices alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from textmine.model.mentions import PersonMention
from textmine.text.fold import fold_text

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))


def name_key(name: str) -> str:
    """What two spellings of a name share: capitals, tone placement, apostrophes folded away."""
    return fold_text(name.translate(_APOSTROPHES)).replace("-", " ").replace("'", "")


def bare_key(name: str) -> str:
    """``name_key`` without any marks: what remains the same in a slip of the tone."""
    decomposed = unicodedata.normalize("NFD", name_key(name).replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class Matcher:
    """Groups the mentions of one article; ``groups[i]`` is the group of mention ``i`` or None."""

    def __init__(self, mentions: Sequence[PersonMention]) -> None:
        self.mentions = mentions
        self.groups: list[int | None] = [None] * len(mentions)
        self.members: list[list[int]] = []
        self.warnings: list[str] = []
        self._keys: dict[str, int] = {}
        self._full()
        self._tails()
        for index, mention in enumerate(mentions):
            if self.groups[index] is None:
                self._short(index, mention)

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
                self._keys.setdefault(key, group)
                self._join(index, group)

    def _open(self) -> int:
        self.members.append([])
        return len(self.members) - 1

    def _join(self, index: int, group: int) -> None:
        self.groups[index] = group
        self.members[group].append(index)

    def _alike(self, mention: PersonMention) -> int | None:
        """A group whose name differs by marks alone and who holds the same office."""
        offices = {role.text.lower() for role in mention.roles}
        if not offices:
            return None
        bare = bare_key(mention.name)
        for group, members in enumerate(self.members):
            for other in (self.mentions[index] for index in members):
                if bare_key(other.name) == bare and offices & {r.text.lower() for r in other.roles}:
                    return group
        return None

    def _tails(self) -> None:
        """A name of two syllables that ends one longer name is that person's.

        So is one that begins it with a lone letter: Y Lai is Y Lai Niê.
        """
        for key, group in list(self._keys.items()):
            if key.count(" ") != 1 or not self.members[group]:
                continue
            lone = key[1] == " "
            longer = {
                other
                for known, other in self._keys.items()
                if other != group
                and (known.startswith(f"{key} ") if lone else known.endswith(f" {key}"))
            }
            if len(longer) == 1:
                target = longer.pop()
                for index in self.members[group]:
                    self._join(index, target)
                self.members[group] = []
                self._keys[key] = target

    # -- short names ----------------------------------------------------------------------------

    def _short(self, index: int, mention: PersonMention) -> None:
        if not mention.name:
            self._office(index, mention)
            return
        key = name_key(mention.name)
        marked = "'" in mention.name.translate(_APOSTROPHES)
        found = {group for known, group in self._keys.items() if _shortens(key, known, marked)}
        if key in self._keys:
            found = {self._keys[key]}
        chosen = self._choose(index, mention, found)
        if chosen is not None:
            self._join(index, chosen)
        elif found:
            self._doubt(mention.name, found)
        else:
            group = self._open()
            self._keys[key] = group
            self._join(index, group)

    def _choose(self, index: int, mention: PersonMention, found: set[int]) -> int | None:
        """The only candidate; else the only one named before; else the only one so addressed."""
        if len(found) == 1:
            return next(iter(found))
        before = {group for group in found if any(other < index for other in self.members[group])}
        for pool in (before, found):
            if len(pool) == 1:
                return next(iter(pool))
            held = {group for group in pool if self._shares_office(mention, group)}
            if len(held) == 1:
                return next(iter(held))
            addressed = {group for group in pool if self._addressed(mention, group)}
            if len(addressed) == 1:
                return next(iter(addressed))
        return None

    def _shares_office(self, mention: PersonMention, group: int) -> bool:
        texts = {role.text.lower() for role in mention.roles}
        return any(
            role.text.lower() in texts
            for index in self.members[group]
            for role in self.mentions[index].roles
        )

    def _addressed(self, mention: PersonMention, group: int) -> bool:
        return any(
            self.mentions[index].honorific == mention.honorific for index in self.members[group]
        )

    def _office(self, index: int, mention: PersonMention) -> None:
        """``Bí thư Tỉnh ủy nhấn mạnh``: the only one who holds the office."""
        wanted = mention.roles[0].text.lower() if mention.roles else ""
        found = set()
        for group, members in enumerate(self.members):
            for member in members:
                if any(
                    _same_office(role.text.lower(), wanted) and not role.former
                    for role in self.mentions[member].roles
                ):
                    found.add(group)
        if len(found) == 1:
            self._join(index, found.pop())
        elif found:
            self._doubt(mention.roles[0].text, found)

    def _doubt(self, name: str, found: set[int]) -> None:
        names = sorted(self.mentions[self.members[group][0]].name for group in found)
        self.warnings.append(f"“{name}” may be {' or '.join(names)}; none chosen")


def _shortens(key: str, known: str, marked: bool) -> bool:
    """Whether ``key`` is how the bearer of the full name is called: by its last syllables, or by
    a first one ``marked`` with an apostrophe (H’Bia for H’Bia Mlô)."""
    return known.endswith(f" {key}") or (marked and known.startswith(f"{key} "))


def _same_office(one: str, other: str) -> bool:
    """Whether two offices are the same, one perhaps said more fully."""
    short, long = sorted((f"{one} ", f"{other} "), key=len)
    return short != " " and long.startswith(short)
