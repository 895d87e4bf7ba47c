"""An archive cut into groups that can be checked alone, through files of bounded size.

A group is an area with the bodies whose seat it is, or a body without one.  What a unit tells goes
to its own group, and as a guest to the groups of what stands above it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import IO

import msgspec

from textmine.check.archive import Body, Holder, Link, Placement
from textmine.model import Aspect, Statement, Status, Tie

_LENGTH = 4  # bytes that say how long a parcel is
_IN_MEMORY = 128 * 1024  # of a part, before it goes to a file
PARCELS_OF_A_PART = 12_000  # some tens of megabytes when read back


@dataclass(frozen=True, slots=True)
class Kin:
    """What identities know of each other: organisations by key, and what stands above each."""

    bodies: Mapping[int, Body]
    above: Mapping[int, Sequence[int]]

    @classmethod
    def of(cls, bodies: Iterable[Body], links: Iterable[Link]) -> Kin:
        """Parents in the order of their keys, so that nothing depends on the order of rows."""
        above: dict[int, list[int]] = {}
        for link in links:
            if link.relation == "parent":
                above.setdefault(link.start, []).append(link.end)
        return cls(
            {body.key: body for body in bodies},
            {key: tuple(sorted(set(ends))) for key, ends in above.items()},
        )

    def home(self, body: int | None, area: int | None) -> int | None:
        """The group of what is told of a body or of an area, ``None`` of nobody certain."""
        if body is None:
            return area
        known = self.bodies.get(body)
        return body if known is None or known.area is None else known.area

    def visited(self, body: int | None, area: int | None) -> list[int]:
        """The groups of what stands above, without its own."""
        key = body if body is not None else area
        if key is None:
            return []
        own = self.home(body, area)
        homes = {
            self.home(above, None) if body is not None else above
            for above in self.above.get(key, ())
        }
        return sorted(home for home in homes if home is not None and home != own)

    def links(self, keys: Iterable[int]) -> list[Link]:
        """The parent links that begin at these identities."""
        return [Link(key, end, "parent") for key in sorted(keys) for end in self.above.get(key, ())]

    def seated(self, statement: Statement) -> Statement:
        """The statement with the area its body has over all articles."""
        body = None if statement.body is None else self.bodies.get(statement.body)
        if body is None or body.area is None or body.area == statement.area:
            return statement
        return replace(statement, area=body.area, area_name=body.area_name)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One record on its way to one group; exactly one of the fields after it is set."""

    group: int
    own: Statement | None = None
    guest: Statement | None = None
    tie: Tie | None = None
    holder: Holder | None = None
    placement: Placement | None = None


@dataclass(slots=True)
class Group:
    """Everything one group is checked with."""

    key: int
    own: list[Statement] = field(default_factory=list)
    guests: list[Statement] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)

    def take(self, parcel: Parcel) -> None:
        """Puts a parcel where it belongs."""
        if parcel.own is not None:
            self.own.append(parcel.own)
        elif parcel.guest is not None:
            self.guests.append(parcel.guest)
        elif parcel.tie is not None:
            self.ties.append(parcel.tie)
        elif parcel.holder is not None:
            self.holders.append(parcel.holder)
        elif parcel.placement is not None:
            self.placements.append(parcel.placement)


class Sorter:
    """Parcels by group, in ``parts`` files of which one at a time is read back.

    A context manager: the files are gone when it ends.
    """

    def __init__(self, parts: int) -> None:
        self._files: list[IO[bytes]] = [
            tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
            for _ in range(max(1, parts))
        ]
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(Parcel).decode

    def __enter__(self) -> Sorter:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()

    def put(self, parcel: Parcel) -> None:
        """Keeps a parcel for its group."""
        data = self._encode(parcel)
        file = self._files[parcel.group % len(self._files)]
        file.write(len(data).to_bytes(_LENGTH) + data)

    def parts(self) -> Iterator[list[Group]]:
        """The groups of each part, in the order of their keys."""
        for file in self._files:
            file.seek(0)
            groups: dict[int, Group] = {}
            while size := file.read(_LENGTH):
                parcel = self._decode(file.read(int.from_bytes(size)))
                groups.setdefault(parcel.group, Group(parcel.group)).take(parcel)
            yield [groups[key] for key in sorted(groups)]


def may_visit(statement: Statement) -> bool:
    """Only levels of what is there or was done are held against what stands above."""
    return (
        statement.aspect is Aspect.LEVEL
        and statement.status is not Status.TARGET
        and statement.per is None
    )


def parcels(
    kin: Kin,
    statements: Iterable[Statement],
    ties: Iterable[Tie],
    wanted: frozenset[int] | None,
) -> Iterator[Parcel]:
    """The parcels of one article's statements and ties; ``wanted`` groups only, if given."""
    groups: dict[tuple[int, int], int] = {}
    for given in statements:
        statement = kin.seated(given)
        home = kin.home(statement.body, statement.area)
        if home is None:
            continue
        if wanted is None or home in wanted:
            groups[statement.key] = home
            yield Parcel(home, own=statement)
        if may_visit(statement):
            for above in kin.visited(statement.body, statement.area):
                if wanted is None or above in wanted:
                    yield Parcel(above, guest=statement)
    for tie in ties:
        homes = {groups[key] for _, keys in tie.roles for key in keys if key in groups}
        for home in sorted(homes):
            yield Parcel(home, tie=tie)
