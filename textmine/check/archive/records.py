"""What a check across articles is given besides statements and ties."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Two identities that are related and not the same.

    ``relation``: ``parent`` (from below to above), ``territory`` (from a body to the area it
    governs), ``successor`` (from what an area was to what it became).
    """

    start: int
    end: int
    relation: str


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as identities know it: its name and the area it governs."""

    key: int
    name: str
    area: int | None = None
    area_name: str | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """One article names one person as holder of an office.

    ``key`` is (article key, number of the person); ``role`` as printed; ``body`` the identity of
    the organisation the office belongs to.  ``former`` says that the person left it.  ``day`` is
    the ISO date at which it held, that of publication when nothing else is printed.  ``person``
    is an identity key, ``None`` where only the name is known.
    """

    key: tuple[int, int]
    body: int
    body_name: str
    role: str
    name: str
    day: str | None
    former: bool = False
    person: int | None = None
    confidence: float = 1.0
    sentence: str = ""
    article: int = 0
    origin: int = 0


@dataclass(frozen=True, slots=True)
class Placement:
    """One article puts a place under a parent: ``xã A (huyện B)``.

    ``inside`` is what the gazetteer says as of ``day`` (ISO, the article's date): ``None`` where
    it does not know one of them.  ``place`` and ``parent`` are identity keys or hashes of names.
    """

    key: tuple[int, int]
    place: int
    place_name: str
    parent: int
    parent_name: str
    day: str | None
    inside: bool | None
    sentence: str = ""
    article: int = 0
    origin: int = 0
