"""Gives every number its indicator, subject, period, status and part of a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from textmine.model import (
    Article,
    Entity,
    Quantity,
    ResolvedMention,
    SectionKind,
    Span,
    TimeMention,
)
from textmine.packs.indicators import Indicator, dimension_of
from textmine.packs.loader import PackSet
from textmine.relate.article_pass import ArticlePass
from textmine.relate.classes import name_classes
from textmine.relate.draft import Draft
from textmine.relate.frames import framed
from textmine.relate.headline import complete_headline
from textmine.relate.observe import Observed
from textmine.relate.rank import Weights
from textmine.relate.regional import is_national
from textmine.relate.scene import Around, Scene
from textmine.relate.toolbox import Toolbox

_COUNT = "count"
_SILENT = frozenset({SectionKind.DATELINE, SectionKind.BYLINE, SectionKind.BOILERPLATE})


class Linker:
    """Compiled once from packs and indicators; ``link`` is pure.

    ``weights`` override the packs' (a trained model).  Raises PackError on malformed packs.
    """

    def __init__(
        self,
        packs: PackSet,
        indicators: Mapping[str, Indicator],
        weights: Weights | None = None,
    ) -> None:
        self.tools = Toolbox.build(packs, indicators, weights)

    def with_weights(self, weights: Weights) -> Linker:
        """The same linker with other weights."""
        other = object.__new__(Linker)
        other.tools = replace(self.tools, weights=weights)
        return other

    @property
    def weights(self) -> Weights:
        """The weights in force."""
        return self.tools.weights

    def link(
        self,
        article: Article,
        quantities: Sequence[Quantity],
        times: Sequence[TimeMention],
        mentions: Sequence[ResolvedMention],
        entities: Mapping[str, Entity],
        roles: Sequence[Span] = (),
        above: Sequence[Span] = (),
        speeches: Sequence[tuple[Span, str]] = (),
        people: Sequence[Span] = (),
        homes: Sequence[tuple[Span, str]] = (),
        *,
        home: str | None = None,
        explain: bool = False,
        observed: list[Observed] | None = None,
    ) -> tuple[Scene, list[Draft]]:
        """One draft per number outside dateline, byline and boilerplate, in text order.

        ``mentions`` are bodies and territories in text order; ``roles`` the spans of offices held,
        ``above`` those of places printed as the parent of another (``xã A, huyện B``),
        ``speeches`` stretches of speech with the entity the speaker speaks for, ``people`` the
        names of persons, ``homes`` stretches in which a household is told of with
        the place it lives in, ``home`` whose the numbers of a text are that names nobody.
        """
        kinds = {id: entity.kind for id, entity in entities.items()}
        times = framed(times, article)
        offices = self.tools.subjects.reporters
        central = frozenset(entity.id for entity in entities.values() if offices.includes(entity))
        national = is_national(mentions, central)
        around = Around(roles, above, speeches, homes, central, national)
        scene = Scene(article, quantities, times, mentions, self.tools.lexicon, kinds, around)
        run = ArticlePass(
            self.tools, scene, entities, people, home=home, explain=explain, observed=observed
        )
        for place in scene.places:
            silent = scene.section_kind(place.sentence) in _SILENT
            if not silent and not scene.in_a_place(quantities[place.index].number):
                run.add(place)
        complete_headline(scene, run.drafts)
        name_classes(scene, run.drafts, self.tools.classes)
        self._name_units(run.drafts)
        return scene, run.drafts

    def _name_units(self, drafts: Sequence[Draft]) -> None:
        """Says what a bare number counts: ``kết nạp 178 đảng viên, trong đó 73 là nữ``."""
        for draft in drafts:
            quantity = draft.quantity
            if quantity.head is not None or quantity.unit != _COUNT:
                continue
            whole = drafts[draft.whole].quantity.unit if draft.whole is not None else _COUNT
            known = self.tools.indicators.get(draft.indicator)
            own = known.unit if known is not None else _COUNT
            unit = own if whole == _COUNT else whole
            if unit != _COUNT and dimension_of(unit) == _COUNT:
                draft.quantity = replace(quantity, unit=unit)
