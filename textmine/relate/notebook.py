"""Writes down for ``explain`` what each step considered and chose."""

from __future__ import annotations

from collections.abc import Mapping

from textmine.model import Entity, Option, Span, Status
from textmine.relate.clock import When
from textmine.relate.draft import Draft
from textmine.relate.measure import Measure
from textmine.relate.rank import Ranked
from textmine.relate.scene import Scene
from textmine.relate.whose import Subject

_OPTIONS = 6  # candidates kept for each choice


class Notebook:
    """Keeps decisions on drafts; when not ``open`` it writes nothing and costs nothing."""

    def __init__(self, scene: Scene, entities: Mapping[str, Entity], *, is_open: bool) -> None:
        self._scene = scene
        self._entities = entities
        self.is_open = is_open

    def plain(
        self, draft: Draft, task: str, chosen: str, rule: str, start: int = -1, end: int = -1
    ) -> None:
        """A decision without candidates; ``start``/``end`` are the words it rests on (*clean*)."""
        if self.is_open:
            draft.note(task, chosen, rule, self._span(start, end))

    def ranked(
        self,
        draft: Draft,
        task: str,
        chosen: str,
        ranked: Ranked[Measure] | Ranked[Subject] | Ranked[When] | Ranked[Status],
        start: int = -1,
        end: int = -1,
    ) -> None:
        """A decision among candidates, with the best of them."""
        if not self.is_open:
            return
        options = tuple(
            Option(self._told(item.value), round(score, 3), item.reason)
            for score, item in ranked.candidates[:_OPTIONS]
        )
        best = ranked.candidates[0][1].reason
        draft.note(task, chosen, best, self._span(start, end), options)

    def subject(self, draft: Draft, rule: str, ranked: Ranked[Subject] | None = None) -> None:
        """Whose number it was found to be."""
        if not self.is_open:
            return
        if ranked is None:
            self.plain(draft, "subject", self._name(draft.subject), rule)
        else:
            self.ranked(draft, "subject", self._name(draft.subject), ranked)

    def period(self, draft: Draft, rule: str, ranked: Ranked[When] | None = None) -> None:
        """When it was found to hold."""
        if not self.is_open:
            return
        period = draft.period
        told = f"{period.start or '…'} – {period.end or '…'}" if period is not None else ""
        if ranked is None:
            self.plain(draft, "period", told, rule)
        else:
            self.ranked(draft, "period", told, ranked)

    def _span(self, start: int, end: int) -> Span | None:
        if not 0 <= start < end:
            return None
        return self._scene.article.original(Span(start, end))

    def _name(self, entity: str | None) -> str:
        found = self._entities.get(entity or "")
        return found.name if found else entity or ""

    def _told(self, value: object) -> str:
        if isinstance(value, Measure):
            return value.indicator
        if isinstance(value, Subject):
            return self._name(value.entity)
        if isinstance(value, When) and value.mention is not None:
            return value.mention.span.of(self._scene.article.clean)
        return value.value if isinstance(value, Status) else "-"
