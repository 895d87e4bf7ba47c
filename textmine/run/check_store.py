"""From the records of a store to those of a check, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from typing import Any

from textmine.check.archive import Body, Holder, Link, Placement
from textmine.check.archive.rules import TABLE
from textmine.check.archive.typed import name_key
from textmine.model import ArchiveFinding, Statement, Tie
from textmine.packs.gazetteer import Gazetteer, Unit, fold_name
from textmine.packs.loader import PackSet
from textmine.run.check_groups import Kin
from textmine.store import checking
from textmine.store.checking import Mentioned
from textmine.store.read import StoredArticle, StoredEntity
from textmine.store.store import Store

_RULES = (TABLE, "archive_speaker", "archive_cue", "archive_qualifier", "archive_break",
          "archive_office", "rule", "tolerance", "round_number", "unit_conversion", "phrase",
          "indicator")  # fmt: skip
_DIGEST = 16
_ALL = 1 << (8 * _DIGEST)


def read_kin(store: Store) -> Kin:
    """Organisations with the areas they govern, and what stands above what."""
    bodies = [Body(*row) for row in checking.bodies(store)]
    return Kin.of(bodies, [Link(*row) for row in checking.links(store)])


def rules_digest(packs: PackSet, version: str) -> str:
    """What a check depends on besides the archive."""
    told = [repr(row.data) for table in _RULES for row in packs.rows(table)]
    return blake2b("\n".join((version, *told)).encode(), digest_size=_DIGEST).hexdigest()


def digests(mentions: Iterable[Mentioned], kin: Kin, seed: str) -> dict[int, str]:
    """For every group, what it is made of, whatever the order of rows: the contents of the
    articles that tell of it, who read them, and whom they are said to tell of."""
    sums: dict[int, int] = {}
    for one in mentions:
        home = kin.home(one.body, one.area)
        if home is None:
            continue
        text = seed + "\x1f".join(map(str, one.what))
        part = int.from_bytes(blake2b(text.encode(), digest_size=_DIGEST).digest())
        sums[home] = (sums.get(home, 0) + part) % _ALL
        for above in kin.visited(one.body, one.area):
            sums[above] = (sums.get(above, 0) + part + 1) % _ALL
    return {group: f"{value:032x}" for group, value in sums.items()}


def by_article(
    statements: Iterator[Statement], ties: Iterator[Tie]
) -> Iterator[tuple[list[Statement], list[Tie]]]:
    """Statements and ties of each article; both come in the order of article keys."""
    waiting = next(ties, None)
    for key, group in groupby(statements, key=attrgetter("article")):
        mine: list[Tie] = []
        while waiting is not None and _article(waiting) <= key:
            if _article(waiting) == key:
                mine.append(waiting)
            waiting = next(ties, None)
        yield list(group), mine


def _article(tie: Tie) -> int:
    return next((key[0] for _, keys in tie.roles for key in keys), 0)


def holders(article: StoredArticle) -> Iterator[Holder]:
    """The office-holders an article names, of offices of certain bodies."""
    numbered = {entity.number: entity for entity in article.entities}
    for entity in article.entities:
        body = numbered.get(entity.organization or 0)
        if entity.type != "person" or not entity.role or body is None or body.identity is None:
            continue
        yield Holder(
            key=(article.key, entity.number),
            body=body.identity,
            body_name=body.name,
            role=entity.role,
            name=entity.name,
            day=article.published,
            former=entity.former,
            person=entity.identity,
            article=article.key,
            origin=article.origin,
        )


def placements(article: StoredArticle, gazetteer: Gazetteer) -> Iterator[tuple[int, Placement]]:
    """Places that were not found under the known place they are printed under, with its group."""
    numbered = {entity.number: entity for entity in article.entities}
    for entity in article.entities:
        above = numbered.get(entity.parent or 0)
        if entity.type != "place" or entity.admin_code is not None or above is None:
            continue
        if above.identity is None or above.admin_code is None:
            continue
        inside = is_inside(entity, above, gazetteer, article.published)
        if inside is None:
            continue
        yield (
            above.identity,
            Placement(
                key=(article.key, entity.number),
                place=name_key("area", entity.name),
                place_name=entity.name,
                parent=above.identity,
                parent_name=above.name,
                day=article.published,
                inside=inside,
                article=article.key,
                origin=article.origin,
            ),
        )


def is_inside(
    place: StoredEntity, above: StoredEntity, gazetteer: Gazetteer, day: str | None
) -> bool | None:
    """Whether units of the place's name lie in the one printed above it; ``None``: none is known.

    False only when such units exist, none ever lay there, and none was merged into one that does.
    """
    code = above.admin_code or ""
    parent = gazetteer.unit(code, day) or gazetteer.unit(code)
    kind, _, name = place.name.partition(" ")
    known: list[Unit] = []
    for code in {area.code for area in gazetteer.lookup(name, kind=place.kind)}:
        unit = gazetteer.unit(code, day) or gazetteer.unit(code)
        if unit is not None:
            known.append(unit)
    if parent is None or not known:
        return None
    known.extend(gazetteer.merged_into(fold_name(kind), name))
    return any(gazetteer.inside(unit, parent, date) for unit in known for date in (day, None))


def write_findings(
    store: Store, found: Mapping[str, Sequence[ArchiveFinding]], state: Mapping[str, str]
) -> None:
    """The findings of whole groups in place of their earlier ones, with the groups' digests."""
    rows = {f.key: _row(f, group) for group, items in sorted(found.items()) for f in items}
    sides = [
        (f.key, number, *key)
        for items in found.values()
        for f in items
        for number, side in enumerate(f.sides)
        for key in side
    ]
    checking.keep_findings(store, rows, sides, state)


def _row(finding: ArchiveFinding, group: str) -> dict[str, Any]:
    messages = dict(finding.messages)
    return {
        "finding_key": finding.key,
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "indicator": finding.indicator,
        "body_key": finding.body,
        "area_key": finding.area,
        "sources": list(finding.sources),
        "arithmetic": finding.arithmetic,
        "message_vi": messages["vi"],
        "message_en": messages["en"],
        "only_by_rounding": finding.only_by_rounding,
        "readings": list(finding.readings),
        "group_key": group,
    }
