"""Plain records identities are built from: what a store holds of an article's entities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from textmine.model.entity import Area, Entity

SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """One entity of one article; ``organization``, ``parent`` and ``area`` are numbers of others.

    The fields mean what those of ``Entity`` mean.
    """

    number: int
    type: str
    kind: str
    name: str
    role: str | None = None
    roles: tuple[str, ...] = ()
    former: bool = False
    organization: int | None = None
    parent: int | None = None
    admin_code: str | None = None
    area: int | None = None
    path: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """What one article says of who is who; ``key`` is its key in the store."""

    key: int
    entities: tuple[EntityRecord, ...]
    published: str | None = None
    publisher: str | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Who one entity is, as far as its own article and the packs tell.

    ``group`` is the normalised name: claims of different groups are never joined by a rule.
    ``anchors`` are canonical signatures, each of which names the identity; claims that share one
    are the same.  Without anchors the claim is open: ``candidates`` are anchors that remain,
    ``reason`` says why.  ``weak`` claims (a short name of a company) join the only one of their
    group.  ``area`` is the anchor of the place the body governs or stands in, ``above`` that of
    what it belongs to, ``province`` the official code of the province, where known.
    """

    article: int
    number: int
    type: str
    kind: str
    name: str
    group: str
    anchors: tuple[str, ...] = ()
    reason: str = ""
    candidates: tuple[str, ...] = ()
    weak: bool = False
    area: str | None = None
    above: str | None = None
    province: str | None = None
    admin_code: str | None = None
    gazetteer: bool = False

    @property
    def open_handle(self) -> str:
        """What a decision calls all open claims of this name and province by."""
        return f"{self.group}{SEPARATOR}?{self.province or ''}"

    @property
    def own_handle(self) -> str:
        """What a decision calls this name in this one article by."""
        return f"{self.group}{SEPARATOR}@{self.article}"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a decision: the name people read and the anchor or handle it stands for."""

    name: str
    scope: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word that two are one (``join``) or are not (``separate``)."""

    action: str
    left: Side
    right: Side
    note: str | None = None
    decided_at: str = ""

    @property
    def key(self) -> str:
        """The same for both orders of the sides, so that a later word replaces an earlier one."""
        sides = "\n".join(sorted((self.left.scope, self.right.scope)))
        return blake2b(sides.encode(), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Identity:
    """One body, place or office-holder over all articles.

    ``origin`` is ``gazetteer``, ``text`` or ``decision``; ``area_key`` the identity of the place a
    body governs or stands in and ``area`` its anchor; ``anchors`` all signatures it goes by, the
    canonical one first; ``above`` anchors of what it belongs to.
    """

    key: int
    type: str
    kind: str
    name: str
    anchors: tuple[str, ...]
    origin: str
    admin_code: str | None = None
    province: str | None = None
    area_key: int | None = None
    area: str | None = None
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which identity an entity is, or the keys that remain and why none was chosen."""

    article: int
    number: int
    key: int | None
    reason: str
    candidates: tuple[int, ...] = field(default=())


def identity_key(anchor: str) -> int:
    """The 63-bit key of the identity with this canonical signature."""
    return int.from_bytes(blake2b(anchor.encode(), digest_size=8).digest(), "big") >> 1


def group_of(anchor: str) -> str:
    """The group an anchor or handle belongs to: its first two fields."""
    return SEPARATOR.join(anchor.split(SEPARATOR, 2)[:2])


def article_record(
    key: int,
    entities: Sequence[Entity],
    *,
    published: str | None = None,
    publisher: str | None = None,
    province: str | None = None,
) -> ArticleRecord:
    """The record of extracted entities, numbered from 0 in their order."""
    numbers = {entity.id: number for number, entity in enumerate(entities)}

    def number(id: str | None) -> int | None:
        return numbers.get(id) if id is not None else None

    records = tuple(
        EntityRecord(
            index,
            entity.type.value,
            entity.kind,
            entity.name,
            entity.role,
            entity.roles,
            entity.former,
            number(entity.organization),
            number(entity.parent),
            entity.admin_code,
            number(entity.area),
            entity.path,
        )
        for index, entity in enumerate(entities)
    )
    return ArticleRecord(key, records, published, publisher, province)
