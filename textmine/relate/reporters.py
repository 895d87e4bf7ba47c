"""Offices of the whole country: they report what is told of its regions and provinces."""

from __future__ import annotations

import re

from textmine.model import Entity, ResolvedMention, Span
from textmine.packs.loader import PackSet
from textmine.relate.scene import Scene

_BEFORE = 32  # characters before an office in which words of reporting are looked for
_BEHIND = 80  # and behind it, what stands in brackets aside
_LOCAL = frozenset({"agency", "department"})
_BRACKET = re.compile(r" ?\([^()\n]{1,60}\)")
_TASK = re.compile(r" (?:về|và) (?:[^.:;,\n]|, chống ){1,70}+")


class Reporters:
    """Tells them by their names; compiled once from ``[[central_body]]`` and the words around."""

    def __init__(self, packs: PackSet) -> None:
        row = packs.by_id("central_body").get("offices")
        data = row.data if row is not None else {}
        self._begins = tuple(data.get("begins", ()))
        self._words = tuple(data.get("words", ()))
        self._kinds = frozenset(data.get("kinds", ()))
        told = {id: row.data.get("words", ()) for id, row in packs.by_id("region_words").items()}
        self._before = tuple(f" {word} " for word in told.get("reports_before", ()))
        self._behind = tuple(f" {word}" for word in told.get("reports_behind", ()))

    def includes(self, entity: Entity) -> bool:
        """Whether an organisation governs no area and reports of the whole country."""
        if entity.area is not None or entity.kind not in self._kinds:
            return False
        name = entity.name.lower()
        return name.startswith(self._begins) or any(word in name for word in self._words)

    def cited(self, scene: Scene, mention: ResolvedMention) -> bool:
        """Whether such an office is named as who reports: ``theo báo cáo của Bộ X``, ``Bộ X cho
        biết``, ``Cục Y (Bộ X) cho biết``; or anyhow in an article on many provinces."""
        if mention.entity not in scene.central:
            return False
        return scene.national or scene.is_nested(mention) or self._reports(scene, mention.span)

    def tells(self, scene: Scene, mention: ResolvedMention) -> bool:
        """Whether an office of any level is named only as who tells the figures of its area:
        ``theo đánh giá của Sở Công Thương``."""
        return mention.kind in _LOCAL and self._reports(scene, mention.span)

    def _reports(self, scene: Scene, span: Span) -> bool:
        before = f" {scene.folded[max(span.start - _BEFORE, 0) : span.start]}".replace("\n", " ")
        if before.endswith((*self._before, "(")):
            return True
        behind = f"{scene.folded[span.end : span.end + _BEHIND]} "
        behind = _BRACKET.sub(" ", behind).replace("  ", " ")
        if behind.startswith(self._behind):
            return True
        task = _TASK.match(behind)  # Ban Chỉ đạo Trung ương về phòng chống thiên tai cho biết
        return task is not None and any(word in task[0] for word in self._behind)
