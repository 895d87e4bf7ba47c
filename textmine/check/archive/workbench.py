"""What the checks across articles share: the group, its desk, and ties by their figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from textmine.check.archive.figures import ArchiveDesk, Figure, Scope
from textmine.check.archive.groups import Group, Shelf
from textmine.check.archive.records import Body
from textmine.check.archive.rules import fold
from textmine.check.wording import Writer
from textmine.model import Tie
from textmine.packs.indicators import Indicator

_NUMBER = regex.compile(r"\d+(?:[.,]\d+){0,6}")
_LEAST_WORDS = 8  # a sentence shorter than this repeats by chance


@dataclass(frozen=True, slots=True)
class Workbench:
    """One group under examination, its ties, and what packs know.

    ``above`` leads from an identity to those above it, ``bodies`` are organisations by key, and
    ``guests`` scopes that are here as units of another one only.
    """

    desk: ArchiveDesk
    group: Group
    ties: Sequence[Tie]
    indicators: Mapping[str, Indicator]
    above: Mapping[int, Sequence[int]] = field(default_factory=dict)
    guests: frozenset[Scope] = frozenset()
    bodies: Mapping[int, Body] = field(default_factory=dict)
    _articles: dict[int, list[Figure]] = field(default_factory=dict)
    _speakers: dict[Scope, frozenset[int]] = field(default_factory=dict)

    def kind(self, indicator: str) -> str:
        """``stock``, ``flow`` or ``rate``; ``stock`` where no pack knows it."""
        known = self.indicators.get(indicator)
        return "stock" if known is None else known.kind

    def shelves(self) -> Iterator[Shelf]:
        """The shelves to check; guests are only held against what is above them."""
        for shelf in self.group.shelves.values():
            if shelf.measure.scope not in self.guests:
                yield shelf

    def parents(self, scope: Scope, indicator: str) -> list[Scope]:
        """The scopes above in what an indicator measures, as far as links know them: of an area
        those above it, and above the bodies that speak for it."""
        found = {self._above(scope.kind, key, indicator) for key in self.above.get(scope.key, ())}
        for body in self._speaking(scope):
            for key in self.above.get(body, ()):
                found.add(self._above("body", key, indicator))
        return sorted(found - {scope})

    def _above(self, kind: str, key: int, indicator: str) -> Scope:
        body = self.bodies.get(key)
        if kind == "area" or body is None or body.area is None:
            return Scope(kind, key)
        speaks = self.desk.speaks_for(body.name, body.area_name, indicator)
        return Scope("area", body.area) if speaks else Scope("body", key)

    def _speaking(self, scope: Scope) -> frozenset[int]:
        """The bodies that told the figures of an area."""
        if not self._speakers:
            for figure in self.group.figures.values():
                known = self._speakers.setdefault(figure.scope, frozenset())
                if figure.speaker is not None:
                    self._speakers[figure.scope] = known | {figure.speaker}
        return self._speakers.get(scope, frozenset())

    def shelves_of(self, scope: Scope, indicator: str) -> Sequence[Shelf]:
        """The shelves of one scope and indicator."""
        return self.group.of_scope(scope, indicator)

    def listed(self, pairs: Iterable[tuple[Figure, Figure]], language: str) -> str:
        """``45 (56%), 60 (75%)``: figures with their percentages."""
        writer = Writer(self.desk.book.base, self.indicators, {}, language)
        fact = self.desk.fact
        return ", ".join(f"{writer.fact(fact(a))} ({writer.fact(fact(b))})" for a, b in pairs)

    def by_article(self, article: int) -> Sequence[Figure]:
        """The figures of one article."""
        if not self._articles:
            for figure in self.group.figures.values():
                self._articles.setdefault(figure.statement.article, []).append(figure)
        return self._articles.get(article, ())

    def roles(self, tie: Tie) -> dict[str, list[Figure]]:
        """The tie's figures by role; keys that are not in the group are left out."""
        found = {}
        for role, keys in tie.roles:
            found[role] = [self.group.figures[key] for key in keys if key in self.group.figures]
        return found

    def ties_of(self, types: Iterable[str]) -> list[tuple[Tie, dict[str, list[Figure]]]]:
        """The ties of these types that have a figure in the group."""
        wanted = frozenset(types)
        found = [(tie, self.roles(tie)) for tie in self.ties if tie.type in wanted]
        return [(tie, roles) for tie, roles in found if any(roles.values())]

    def same_words(self, one: Figure, other: Figure) -> bool:
        """The two sentences are one, but for their numbers, and the number stands in its place."""
        here, there = one.statement, other.statement
        bare = skeleton(here.sentence)
        if bare.count(" ") + 1 < _LEAST_WORDS or bare != skeleton(there.sentence):
            return False
        place = place_of(here.sentence, here.quote)
        return place >= 0 and place == place_of(there.sentence, there.quote)


def skeleton(sentence: str) -> str:
    """A sentence with its numbers blanked out."""
    return str(_NUMBER.sub("#", fold(sentence)))


def place_of(sentence: str, quote: str) -> int:
    """How many numbers stand before the quoted one; -1 when it does not stand there once."""
    if not quote or sentence.count(quote) != 1:
        return -1
    return len(_NUMBER.findall(sentence[: sentence.index(quote)]))
