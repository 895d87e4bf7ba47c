"""What scoring counts and remembers, for one article or for many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from textmine.evaluate.gold import GoldArticle
from textmine.evaluate.tally import Tally
from textmine.model import Span

LEVELS = ("Q", "I", "R")


@dataclass(frozen=True, slots=True)
class Miss:
    """One error: what was wanted and what was given instead, with the sentence it stands in.

    ``level`` is ``Q``, ``I``, ``R`` or a kind of entity; ``kind`` is ``missed`` or ``spurious``
    or names the fields that differ; ``span`` points into the text.
    """

    article: str
    level: str
    kind: str
    wanted: str
    given: str
    sentence: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """At which levels one gold fact was found right; ``()`` when it was not found.

    ``quote`` and ``nth`` are the gold's and name the fact within ``article`` (an id).
    ``held_out``: the article is measured only, its misses are not for looking at.
    """

    article: str
    quote: str
    nth: int
    right: tuple[str, ...]
    held_out: bool = False

    @property
    def key(self) -> tuple[str, str, int]:
        return self.article, self.quote, self.nth


@dataclass(slots=True)
class Score:
    """Tallies of one article or, added up, of many; keys of ``levels`` are Q, I, R.

    ``outcomes`` has one entry for each gold fact that counts, in the order of the gold.
    """

    levels: dict[str, Tally] = field(default_factory=dict)
    entities: dict[str, Tally] = field(default_factory=dict)
    relations: dict[str, Tally] = field(default_factory=dict)
    indicators: dict[str, dict[str, Tally]] = field(default_factory=dict)
    fields: dict[str, Tally] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for mine, theirs in (
            (self.levels, other.levels),
            (self.entities, other.entities),
            (self.relations, other.relations),
            (self.fields, other.fields),
        ):
            add_to(mine, theirs)
        for indicator, levels in other.indicators.items():
            add_to(self.indicators.setdefault(indicator, {}), levels)
        self.misses.extend(other.misses)
        self.outcomes.extend(other.outcomes)


def add_to(mine: dict[str, Tally], theirs: Mapping[str, Tally]) -> None:
    for key, tally in theirs.items():
        mine[key] = mine.get(key, Tally()) + tally


def miss_at(
    gold: GoldArticle, span: Span | None, level: str, kind: str, wanted: str, given: str
) -> Miss:
    return Miss(gold.id, level, kind, wanted, given, _sentence(gold.text, span), span)


def _sentence(text: str, span: Span | None) -> str:
    """The line around ``span``, cut to what a reader needs."""
    if span is None:
        return ""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - 160)
    end = text.find("\n", span.end)
    return text[start : min(len(text) if end < 0 else end, span.end + 100)]
