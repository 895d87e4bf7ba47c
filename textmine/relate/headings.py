"""What the parts of an article are about that have headings of their own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from textmine.model import Entity, EntityType, ResolvedMention, Section, SectionKind
from textmine.relate.scene import Scene
from textmine.relate.whose import Subject

_HEADING = 100  # characters of a line that may be a heading
_ENDS = ".!?:;…)”»\""  # a heading ends in none of these, a caption or a sentence does


class Headings:
    """The subject of each part that a heading opens; ``main`` is that of the whole article.

    A heading is a short line of the body that ends no sentence, with a longer paragraph after it.
    One that names a single body opens a part about it; any other goes back to ``main``.  Where the
    paragraph after it tells of ``main`` by name and not of the body, it belongs to a picture.
    """

    def __init__(
        self, scene: Scene, entities: Mapping[str, Entity], main: Subject | None
    ) -> None:
        self.main = main
        self._starts: list[int] = []
        self._subjects: list[Subject | None] = []
        self._pictures: set[int] = set()
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
            if _pictured(scene, entities, named, main, after):
                self._pictures.add(section.start)
                continue
            self._starts.append(section.start)
            first = named[0] if len({mention.entity for mention in named}) == 1 else None
            self._subjects.append(Subject(first.entity, first.span) if first else None)

    def pictured(self, start: int) -> bool:
        """Whether a sentence that begins at ``start`` only says what a picture shows."""
        return start in self._pictures

    def at(self, position: int) -> Subject | None:
        """What is told of at ``position`` unless the words there say otherwise."""
        part = bisect_right(self._starts, position) - 1
        own = self._subjects[part] if part >= 0 else None
        return own or self.main


def _pictured(
    scene: Scene,
    entities: Mapping[str, Entity],
    named: Sequence[ResolvedMention],
    main: Subject | None,
    after: Section,
) -> bool:
    """Whether what comes after a line that names bodies tells of ``main`` and of none of them."""
    if main is None or not named:
        return False
    told = {mention.entity for mention in scene.mentions_in(after.start, after.end)}
    told |= {entity.area for id in told if (entity := entities.get(id)) is not None and entity.area}
    bodies = {mention.entity for mention in named}
    bodies |= {entities[id].area or id for id in bodies}
    return main.entity in told and not bodies & told
