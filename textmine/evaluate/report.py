"""What an evaluation found, as a table for people or JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from textmine.evaluate.ledger import LEVELS, Miss, Outcome, Score
from textmine.evaluate.tally import Tally


@dataclass(frozen=True, slots=True)
class Report:
    """The score of a gold directory: ``articles`` and ``facts`` are how much gold there was.

    ``skipped`` counts gold files whose texts were not at hand.
    """

    directory: str
    articles: int
    facts: int
    score: Score
    skipped: int = 0

    def f1(self, name: str) -> float:
        """F1 of a level (``Q``, ``I``, ``R``), a kind of entity, or ``relations``.

        Raises KeyError for any other name.
        """
        return self.tallies()[name].f1

    def tallies(self) -> dict[str, Tally]:
        """Every headline tally by name, those nothing was counted for included."""
        named = {level: self.score.levels.get(level, Tally()) for level in LEVELS}
        for kind in ("officials", "roles", "organizations", "places"):
            named[kind] = self.score.entities.get(kind, Tally())
        named["relations"] = self.score.relations.get("found", Tally())
        named["verdicts"] = self.score.relations.get("verdict", Tally())
        return named

    def text(self, *, errors: bool = False) -> str:
        """Lines of a plain table; with ``errors`` every miss and its sentence after it."""
        left = f" ({self.skipped} articles skipped, no text)" if self.skipped else ""
        lines = [
            f"{self.directory}: {self.articles} articles, {self.facts} facts{left}",
            f"{'':34}{'precision':>10}{'recall':>8}{'F1':>8}{'gold':>7}",
        ]
        lines.extend(_row(name, tally) for name, tally in self.tallies().items())
        lines.append("right where the number was found:")
        lines.extend(_row(f"  {name}", tally) for name, tally in self.score.fields.items())
        lines.append("indicators (level R):")
        for indicator in sorted(self.score.indicators):
            tally = self.score.indicators[indicator].get("R", Tally())
            lines.append(_row(f"  {indicator}", tally))
        if errors:
            lines.extend(self.errors())
        return "\n".join(lines)

    def errors(self) -> Iterator[str]:
        """Lines: every miss with its sentence."""
        return _told(self.score.misses)

    def scores(self) -> dict[str, dict[str, float]]:
        """Precision, recall, F1 and counts of every headline tally, rounded as JSON has them."""
        return {name: _numbers(tally) for name, tally in self.tallies().items()}

    def json(self) -> str:
        """The same as one JSON object; every miss is in ``errors``.

        ``outcomes`` says of each gold fact (``article``, ``quote``, ``nth``) whether it is right at
        Q, I and R; ``textmine.evaluate.baseline`` reads it back.
        """
        data: dict[str, Any] = {
            "directory": self.directory,
            "articles": self.articles,
            "skipped": self.skipped,
            "facts": self.facts,
            "scores": self.scores(),
            "fields": {name: _numbers(tally) for name, tally in self.score.fields.items()},
            "relations": {name: _numbers(t) for name, t in sorted(self.score.relations.items())},
            "indicators": {
                name: {level: _numbers(tally) for level, tally in levels.items()}
                for name, levels in sorted(self.score.indicators.items())
            },
            "outcomes": [_outcome(outcome) for outcome in self.score.outcomes],
            "errors": [asdict(miss) for miss in self.score.misses],
        }
        return json.dumps(data, ensure_ascii=False, indent=1)


def _row(name: str, tally: Tally) -> str:
    rates = f"{tally.precision:>10.3f}{tally.recall:>8.3f}{tally.f1:>8.3f}"
    return f"{name:34}{rates}{tally.wanted:>7}"


def _numbers(tally: Tally) -> dict[str, float]:
    return {
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        "gold": tally.wanted,
        "given": tally.given,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    named = {"article": outcome.article, "quote": outcome.quote, "nth": outcome.nth}
    return named | {level: level in outcome.right for level in LEVELS}


def _told(misses: list[Miss]) -> Iterator[str]:
    for miss in misses:
        yield f"\n{miss.article} [{miss.level}] {miss.kind}"
        if miss.wanted:
            yield f"  wanted {miss.wanted}"
        if miss.given:
            yield f"  given  {miss.given}"
        if miss.sentence:
            yield f"  in     {miss.sentence}"
