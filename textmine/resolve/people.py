"""Turns mentions of people into people: one entity each, with office, organisation, speech."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from textmine.model.article import Article
from textmine.model.entity import Entity
from textmine.model.enums import EntityType
from textmine.model.mentions import PersonMention, RoleMention
from textmine.model.span import Mention, Span
from textmine.resolve.person_match import Matcher
from textmine.resolve.person_roles import offices_of

STANDING = 3  # the weight of a role that is no office


class Resolved(Protocol):
    """What the resolution of organisations or places hands on: entities and one id a mention."""

    @property
    def entities(self) -> tuple[Entity, ...]: ...

    @property
    def ids(self) -> Sequence[str | None]: ...


@dataclass(frozen=True, slots=True)
class PeopleResolution:
    """The people of one article.

    ``ids[i]`` is the id of the entity that mention ``i`` names, ``None`` where two remain.
    ``speakers`` are clean spans of what is said and who says it, in text order.
    """

    entities: tuple[Entity, ...] = ()
    ids: tuple[str | None, ...] = ()
    speakers: tuple[tuple[Span, str], ...] = ()
    warnings: tuple[str, ...] = ()


def resolve_people(
    article: Article,
    mentions: Sequence[PersonMention],
    organizations: Resolved,
    places: Resolved | None = None,
) -> PeopleResolution:
    """Groups mentions into entities with ids ``N1``, ``N2``, ... in the order they first stand in.

    The kind is ``official`` for those with an office, else ``person``.  ``Entity.organization``
    is the entity the first of ``roles`` is held in: an organisation, or the place where the
    office is that of a village or a territory.
    """
    matched = Matcher(mentions)
    groups = sorted((members for members in matched.members if members), key=min)
    ids: list[str | None] = [None] * len(mentions)
    entities = []
    holders = _Holders(organizations, places)
    for number, members in enumerate(groups, start=1):
        entity = _entity(article, f"N{number}", sorted(members), mentions, holders)
        entities.append(entity)
        for index in members:
            ids[index] = entity.id
    speakers = tuple(
        (mention.speech, who)
        for mention, who in zip(mentions, ids, strict=True)
        if mention.speech is not None and who is not None
    )
    warnings = tuple(dict.fromkeys(matched.warnings))
    return PeopleResolution(tuple(entities), tuple(ids), speakers, warnings)


class _Holders:
    """The entity in which an office is held."""

    def __init__(self, organizations: Resolved, places: Resolved | None) -> None:
        self._organizations = organizations
        self._places = places
        self._known = {entity.id for entity in organizations.entities}
        if places is not None:
            self._known |= {entity.id for entity in places.entities}

    def of(self, role: RoleMention) -> str | None:
        """Id of the organisation, else of the place; ``None`` where the text names neither."""
        found: str | None = None
        if role.organization is not None and role.organization < len(self._organizations.ids):
            found = self._organizations.ids[role.organization]
        if found not in self._known and role.place is not None and self._places is not None:
            found = self._places.ids[role.place]
        return found if found in self._known else None


def _entity(
    article: Article,
    id: str,
    members: Sequence[int],
    mentions: Sequence[PersonMention],
    holders: _Holders,
) -> Entity:
    roles = [role for index in members for role in mentions[index].roles]
    offices = offices_of((role for role in roles if role.weight < STANDING), holders.of)
    first = offices[0] if offices else None
    return Entity(
        id,
        EntityType.PERSON,
        _canonical([mentions[index].name for index in members]),
        "official" if offices else "person",
        tuple(_mention(article, mentions[index].span) for index in members),
        role=first.title if first else None,
        roles=tuple(office.title for office in offices),
        former=first.former if first else False,
        organization=first.organization if first else None,
    )


def _canonical(names: Sequence[str]) -> str:
    """The longest way to name the person, in ordinary letters, the most frequent of equals."""
    often = Counter(names)
    best = max(often, key=lambda name: (name.count(" "), not name.isupper(), often[name]))
    if best.isupper() and len(best) > 3:
        return " ".join(
            "’".join(part[:1] + part[1:].lower() for part in word.split("’"))
            for word in best.split(" ")
        )
    return best


def _mention(article: Article, span: Span) -> Mention:
    original = article.original(span)
    return Mention(original.start, original.end, original.of(article.text))
