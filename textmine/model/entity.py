"""People, organisations and places as one article knows them."""

from __future__ import annotations

from dataclasses import dataclass, field

from textmine.model.enums import EntityType
from textmine.model.span import Mention


@dataclass(frozen=True, slots=True)
class Area:
    """An administrative unit of the gazetteer: official code (text), full name, kind, and dates.

    ``since``/``until`` bound its existence (ISO, ``None`` where open).
    """

    code: str
    name: str
    kind: str
    parent: str | None = None
    since: str | None = None
    until: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing an article names, with every place it is named.

    ``name`` is canonical and full (``xã Chiềng Bôm``, ``Chi bộ bản Hỏm``).  ``role``,
    ``roles`` and ``organization`` (an entity id) belong to people; ``former`` says the role is
    past.  ``parent`` is the entity above (place in place, body under body), ``area`` the place
    an organisation governs.  ``path`` names the administrative units from the place itself
    upwards as of the article's date and ``successors`` what it became after that date.
    """

    id: str
    type: EntityType
    name: str
    kind: str
    mentions: tuple[Mention, ...] = ()
    role: str | None = None
    roles: tuple[str, ...] = ()
    former: bool = False
    organization: str | None = None
    parent: str | None = None
    admin_code: str | None = None
    area: str | None = None
    path: tuple[Area, ...] = field(default=())
    successors: tuple[Area, ...] = field(default=())
