"""Builds the records of a hand-made table of pairs: who is the same, who is not, who stays open.

A side is ``what @ where @ date @ paper``.  ``where`` lists places from the smallest up, as an
article prints them (``huyện Mai Sơn, tỉnh Sơn La``); ``?`` before a place leaves it without a code,
as extraction does where two remain.  ``what`` is empty for the place itself, an organisation's
name, or ``Name / office / body``.  ``> body`` after an organisation names the one it belongs to.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from textmine.model.entity import Area
from textmine.packs.gazetteer import RANK, Gazetteer, Unit, fold_name
from textmine.resolve.identities_records import ArticleRecord, EntityRecord

PAIRS = Path(__file__).with_name("identity_pairs.tsv")
_KINDS = {
    "tỉnh": "province", "thành phố": "city", "thị xã": "town", "quận": "urban_district",
    "huyện": "district", "xã": "commune", "phường": "ward", "thị trấn": "township",
    "đặc khu": "special_zone", "bản": "village", "thôn": "village", "ấp": "village",
    "tổ dân phố": "village", "nước": "country", "thủ đô": "city",
}  # fmt: skip
_ORGANIZATIONS = {
    "công ty": "company", "tập đoàn": "company", "ngân hàng": "company", "tổng công ty": "company",
    "nhà máy": "company", "bộ": "ministry", "chính phủ": "government",
    "quốc hội": "national_assembly",
    "hợp tác xã": "cooperative", "htx": "cooperative", "trường": "school", "đại học": "school",
    "bệnh viện": "hospital",
}  # fmt: skip


class Pair(NamedTuple):
    """One row: what is expected, the two sides, why."""

    verdict: str
    left: str
    right: str
    why: str


def read_pairs() -> list[Pair]:
    """The rows of the table, comments left out."""
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Pair(row[0], row[1], row[2], row[3] if len(row) > 3 else "") for row in rows]


def record(side: str, key: int, gazetteer: Gazetteer) -> tuple[ArticleRecord, int]:
    """The article of one side and the number of the entity the side is about."""
    what, where, date, paper = ([part.strip() for part in side.split("@")] + [""] * 4)[:4]
    builder = _Builder(gazetteer, date or None)
    place = builder.places(where)
    number = place
    if "/" in what:
        number = builder.person(what, place)
    elif what:
        number = builder.organization(what, place)
    assert number is not None, side
    publisher = paper or None
    return ArticleRecord(key, tuple(builder.entities), date or None, publisher), number


class _Builder:
    def __init__(self, gazetteer: Gazetteer, date: str | None) -> None:
        self.gazetteer = gazetteer
        self.date = date
        self.entities: list[EntityRecord] = []

    def places(self, where: str) -> int | None:
        number: int | None = None
        above: Unit | None = None
        for name in reversed([part.strip() for part in where.split(",") if part.strip()]):
            number, above = self._place(name, number, above)
        return number

    def _place(self, name: str, parent: int | None, above: Unit | None) -> tuple[int, Unit | None]:
        unsure = name.startswith("?")
        name = name.lstrip("? ")
        level = next(word for word in _KINDS if name.lower().startswith(f"{word} "))
        kind = _KINDS[level]
        unit = (
            None if unsure else self._unit(name[len(level) + 1 :], kind, above, level == "thủ đô")
        )
        printed = name[len(level) + 1 :] if kind == "country" else name
        path = (
            tuple(Area(u.code, u.full_name, u.kind, None, u.since or None, u.until or None)
                  for u in self.gazetteer.chain(unit, self.date))
            if unit is not None and unit.code
            else ()
        )  # fmt: skip
        code = unit.code or None if unit is not None else None
        self.entities.append(
            EntityRecord(
                len(self.entities),
                "place",
                kind,
                printed,
                parent=parent,
                admin_code=code,
                path=path,
            )
        )
        return len(self.entities) - 1, unit

    def _unit(self, name: str, kind: str, above: Unit | None, capital: bool) -> Unit | None:
        if kind not in RANK or kind == "village" or capital:
            return None
        rank = RANK["municipality"] if kind == "city" and above is None else RANK[kind]
        units = [u for u in self.gazetteer.named(fold_name(name), self.date) if u.rank == rank]
        units = [u for u in units if u.kind == kind] or units
        if above is not None:
            units = [u for u in units if self.gazetteer.inside(u, above, self.date)]
        assert len(units) == 1, (name, kind, [u.full_name for u in units])
        return units[0]

    def organization(self, what: str, place: int | None) -> int:
        name, _, above = (part.strip() for part in what.partition(">"))
        parent = self.organization(above, place) if above else None
        first = next((w for w in _ORGANIZATIONS if name.lower().startswith(f"{w} ")), "")
        kind = _ORGANIZATIONS.get(first or name.lower(), "agency")
        if name.startswith(("Bộ Chỉ huy", "Bộ CHQS")):
            kind = "military"
        area = None if above else place
        self.entities.append(
            EntityRecord(len(self.entities), "organization", kind, name, parent=parent, area=area)
        )
        return len(self.entities) - 1

    def person(self, what: str, place: int | None) -> int:
        name, *offices = [part.strip() for part in what.split("/")]
        roles = tuple(role for role in offices[::2] if role)
        bodies = [body for body in offices[1::2] if body]
        holders = [place if body == "." else self.organization(body, place) for body in bodies]
        former = bool(roles) and roles[0].startswith("nguyên")
        self.entities.append(
            EntityRecord(
                len(self.entities),
                "person",
                "official" if roles else "person",
                name,
                roles[0] if roles else None,
                roles,
                former,
                holders[0] if holders else None,
            )
        )
        return len(self.entities) - 1
