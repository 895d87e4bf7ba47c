"""``confront``: the relations, numbers, dates and places of one article against the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from textmine.check.alone import period_drafts, place_drafts, range_drafts
from textmine.check.bench import Bench
from textmine.check.claims import PlaceClaim
from textmine.check.evaluate import Desk
from textmine.check.rules import RuleBook
from textmine.check.tied import relation_drafts
from textmine.check.wording import Writer
from textmine.model import Entity, Fact, Finding, Relation
from textmine.packs.indicators import Indicator


def confront(
    facts: Sequence[Fact],
    relations: Sequence[Relation],
    rules: RuleBook,
    indicators: Mapping[str, Indicator],
    *,
    entities: Iterable[Entity] = (),
    claims: Iterable[PlaceClaim] = (),
    published: str | None = None,
    language: str = "vi",
) -> tuple[Finding, ...]:
    """Checks one article.

    Findings come in text order of their first fact with ids ``C1``, ``C2``, ...; at most one for
    each relation.  Satisfied bounds, dates and places give none.  ``published`` is ISO 8601, of
    any precision.  ``language`` is ``vi`` or ``en``.  Pure; raises on no combination of records.
    """
    names = {entity.id: entity.name for entity in entities}
    bench = Bench(
        Desk(rules, {fact.id: fact for fact in facts}),
        indicators,
        Writer(rules, indicators, names, language),
        language,
        published,
    )
    drafts = sorted(
        chain(
            relation_drafts(bench, relations),
            range_drafts(bench, facts, relations),
            period_drafts(bench, facts, relations),
            place_drafts(bench, claims),
        ),
        key=lambda draft: draft.position,
    )
    return tuple(
        replace(draft.finding, id=f"C{place}") for place, draft in enumerate(drafts, start=1)
    )
