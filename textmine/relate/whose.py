"""Whose a number can be: subjects, the bodies of areas, and what stands for what in the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textmine.model import Entity, EntityType, Span
from textmine.relate.rank import Candidate, Features

_WHOLE_AREA = frozenset({"party_organization"})
_LEADS = frozenset({"party_committee"})
_HEAD = 2  # words of "Đảng bộ"
_NO_ACTOR = frozenset({"authority", "recipient", "in_role", "modifier", "located", "carried"})
_GUEST = frozenset({"authority", "in_role", "weak", "recipient", "coordinated"})
_MEETS = frozenset({"beside", "owner", "list_item", "bracketed", "opens_sentence"})


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose: an entity id or a bare noun, and the mention (*clean* span) that says so, if any."""

    entity: str
    span: Span | None = None


Counted = Callable[[str], str]
"""From an entity id to the body counted where it is named."""
Bodies = Mapping[tuple[str, str], tuple[int, str]]
"""``(area, kind)`` -> the first body of that kind that governs the area: its place among the
entities, and its id."""


def bodies_of(entities: Mapping[str, Entity]) -> Bodies:
    """The first body of each kind of each area."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for number, entity in enumerate(entities.values()):
        if entity.area is not None and not of_a_unit(entity, entities):
            found.setdefault((entity.area, entity.kind), (number, entity.id))
    return found


def of_a_unit(entity: Entity, entities: Mapping[str, Entity]) -> bool:
    """Whether a Party organisation is that of a body of the area, not the area's own: ``Đảng bộ
    Công an tỉnh A`` has more words before the area's name than ``Đảng bộ tỉnh A``.  So is the
    committee under it."""
    above = entities.get(entity.parent or "")
    if entity.kind in _LEADS and above is not None and above.area == entity.area:
        return of_a_unit(above, entities) if above.kind in _WHOLE_AREA else False
    area = entities.get(entity.area or "")
    if entity.kind not in _WHOLE_AREA or area is None or not entity.name.endswith(area.name):
        return False
    return len(entity.name.removesuffix(area.name).split()) > _HEAD


def of_the_meeting(found: Sequence[Candidate[Subject]]) -> list[Candidate[Subject]]:
    """Without the guests' bodies named before who attends: ``lãnh đạo các ban của tỉnh và 168 đại
    biểu``."""
    return [
        item
        for item in found
        if "same_sentence" not in item.features
        or (item.features.keys() & _MEETS and not item.features.keys() & _GUEST)
    ]


def its_land(body: Subject, entities: Mapping[str, Entity]) -> Subject:
    """The territory a body leads or belongs to, where the text names it; else the body."""
    found = entities.get(body.entity)
    if found is None or found.type is not EntityType.ORGANIZATION or found.area is None:
        return body
    return Subject(found.area) if found.area in entities else body


def still_its_land(
    main: Subject, carried: Subject, entities: Mapping[str, Entity]
) -> Subject:
    """The territory told of last where the article's topic is the body that leads it: what no
    indicator counts is the land's then, too (``Huyện ủy … : giá trị sản xuất …; hình thành 33 mô
    hình``)."""
    body, land = entities.get(main.entity), entities.get(carried.entity)
    if body is None or land is None or land.type is not EntityType.PLACE:
        return main
    return carried if body.area == land.id else main


def opens(features: Features) -> bool:
    """Whether who is named opens the sentence and does what it tells."""
    return "opens_sentence" in features and not features.keys() & _NO_ACTOR
