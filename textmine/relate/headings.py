"""What the parts of an article are about that have headings of their own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise

from textmine.model import Entity, EntityType, SectionKind
from textmine.relate.scene import Scene
from textmine.relate.subject import Subject

_HEADING = 100  # characters of a line that may be a heading
_ENDS = ".!?:;…)”»\""  # a heading ends in none of these, a caption or a sentence does


class Headings:
    """The subject of each part that a heading opens; ``main`` is that of the whole article.

    A heading is a short line of the body that ends no sentence, with a longer paragraph after it.
    One that names a single body opens a part about it; any other goes back to ``main``.
    """

    def __init__(
        self, scene: Scene, entities: Mapping[str, Entity], main: Subject | None
    ) -> None:
        self.main = main
        self._starts: list[int] = []
        self._subjects: list[Subject | None] = []
        body = [s for s in scene.article.sections if s.kind is SectionKind.BODY]
        for section, after in pairwise(body):
            line = scene.article.clean[section.start : section.end].strip()
            longer = after.end - after.start > _HEADING
            if len(line) > _HEADING or not line or line[-1] in _ENDS or not longer:
                continue
            named = [
                mention
                for mention in scene.mentions_in(section.start, section.end)
                if mention.type is EntityType.ORGANIZATION
                and mention.entity in entities
                and not scene.in_role(mention.span)
            ]
            self._starts.append(section.start)
            first = named[0] if len({mention.entity for mention in named}) == 1 else None
            self._subjects.append(Subject(first.entity, first.span) if first else None)

    def at(self, position: int) -> Subject | None:
        """What is told of at ``position`` unless the words there say otherwise."""
        part = bisect_right(self._starts, position) - 1
        own = self._subjects[part] if part >= 0 else None
        return own or self.main
