"""What a check reads from a store and writes into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, and_, case, delete, select

from textmine.check.archive import Body, Holder, Link, Placement
from textmine.check.archive.rules import TABLE
from textmine.check.archive.typed import name_key
from textmine.model import ArchiveFinding, Statement, Tie
from textmine.packs.gazetteer import Gazetteer, Unit, fold_name
from textmine.packs.loader import PackSet
from textmine.run.check_groups import Kin
from textmine.store import tables
from textmine.store.read import StoredArticle, StoredEntity
from textmine.store.store import Store

_WINDOW = 2000  # rows fetched at a time
_PORTION = 400  # keys named in one statement
_RULES = (TABLE, "archive_speaker", "archive_cue", "archive_qualifier", "archive_break",
          "archive_office", "rule", "tolerance", "round_number", "unit_conversion", "phrase",
          "indicator")  # fmt: skip
_DIGEST = 16
_ALL = 1 << (8 * _DIGEST)


def read_kin(connection: Connection) -> Kin:
    """Organisations with the areas they govern, and what stands above what."""
    body, area = tables.identities, tables.identities.alias("area")
    query = select(
        body.c.identity_key, body.c.name, body.c.area_key, area.c.name.label("area_name")
    ).outerjoin(area, area.c.identity_key == body.c.area_key)
    query = query.where(body.c.type == "organization")
    bodies = [
        Body(row.identity_key, row.name, row.area_key, row.area_name)
        for row in _stream(connection, query)
    ]
    links = [
        Link(row.from_key, row.to_key, row.relation)
        for row in _stream(connection, select(tables.identity_links))
    ]
    return Kin.of(bodies, links)


def rules_digest(packs: PackSet, version: str) -> str:
    """What a check depends on besides the archive."""
    told = [repr(row.data) for table in _RULES for row in packs.rows(table)]
    return blake2b("\n".join((version, *told)).encode(), digest_size=_DIGEST).hexdigest()


def digests(connection: Connection, kin: Kin, seed: str) -> dict[int, str]:
    """For every group, what it is made of, whatever the order of rows: the contents of the
    articles that tell of it, who read them, and whom they are said to tell of."""
    sums: dict[int, int] = {}
    for row in _stream(connection, _told()):
        home = kin.home(row.body, row.area)
        if home is None:
            continue
        part = _hash(seed, row)
        sums[home] = (sums.get(home, 0) + part) % _ALL
        for above in kin.visited(row.body, row.area):
            sums[above] = (sums.get(above, 0) + part + 1) % _ALL
    for row in _stream(connection, _held()):
        home = kin.home(row.body, None)
        if home is not None:
            sums[home] = (sums.get(home, 0) + _hash(seed, row)) % _ALL
    for row in _stream(connection, _placed()):
        sums[row.area] = (sums.get(row.area, 0) + _hash(seed, row)) % _ALL
    return {group: f"{value:032x}" for group, value in sums.items()}


def _hash(seed: str, row: Any) -> int:
    text = seed + "\x1f".join(map(str, row))
    return int.from_bytes(blake2b(text.encode(), digest_size=_DIGEST).digest())


def _read_by() -> list[Any]:
    return [
        tables.articles.c.content_hash,
        tables.articles.c.extractor_version,
        tables.articles.c.pack_versions,
        tables.duplicates.c.origin_key,
    ]


def _told() -> Any:
    """Who tells figures of whom: an article once for each body and area."""
    facts, subject = tables.facts, tables.entities.alias("subject")
    of_subject = tables.entity_identities.alias("of_subject")
    of_place = tables.entity_identities.alias("of_place")
    key = facts.c.article_key
    place_no = case(
        (subject.c.type == "place", subject.c.entity_no),
        (subject.c.type == "organization", subject.c.area_no),
    )
    body = case((subject.c.type == "organization", of_subject.c.identity_key))
    joined = (
        facts.join(tables.articles, tables.articles.c.article_key == key)
        .join(subject, and_(subject.c.article_key == key, subject.c.entity_no == facts.c.subject_no))
        .outerjoin(tables.duplicates, tables.duplicates.c.article_key == key)
        .outerjoin(
            of_subject,
            and_(of_subject.c.article_key == key, of_subject.c.entity_no == facts.c.subject_no),
        )
        .outerjoin(of_place, and_(of_place.c.article_key == key, of_place.c.entity_no == place_no))
    )
    columns = (key, body.label("body"), of_place.c.identity_key.label("area"), *_read_by())
    return select(*columns).select_from(joined).distinct()


def _held() -> Any:
    """Who is named as holder of what."""
    person, named = tables.entities, tables.entity_identities
    key = person.c.article_key
    joined = (
        person.join(tables.articles, tables.articles.c.article_key == key)
        .join(named, and_(named.c.article_key == key, named.c.entity_no == person.c.organization_no))
        .outerjoin(tables.duplicates, tables.duplicates.c.article_key == key)
    )
    columns = (
        key, named.c.identity_key.label("body"), person.c.name, person.c.role, person.c.former,
        *_read_by(),
    )  # fmt: skip
    return select(*columns).select_from(joined).where(person.c.role.is_not(None))


def _placed() -> Any:
    """Which place is put under which known one, where it was not found there."""
    place, named = tables.entities, tables.entity_identities
    key = place.c.article_key
    joined = (
        place.join(tables.articles, tables.articles.c.article_key == key)
        .join(named, and_(named.c.article_key == key, named.c.entity_no == place.c.parent_no))
        .outerjoin(tables.duplicates, tables.duplicates.c.article_key == key)
    )
    columns = (key, named.c.identity_key.label("area"), place.c.name, *_read_by())
    unknown = and_(place.c.type == "place", place.c.admin_code.is_(None))
    return select(*columns).select_from(joined).where(unknown, named.c.identity_key.is_not(None))


def states(connection: Connection) -> dict[str, str]:
    """The digest of every group when it was last checked."""
    query = select(tables.check_state.c.group_key, tables.check_state.c.digest)
    return {row.group_key: row.digest for row in _stream(connection, query)}


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
        yield above.identity, Placement(
            key=(article.key, entity.number),
            place=name_key("area", entity.name),
            place_name=entity.name,
            parent=above.identity,
            parent_name=above.name,
            day=article.published,
            inside=inside,
            article=article.key,
            origin=article.origin,
        )


def is_inside(
    place: StoredEntity, above: StoredEntity, gazetteer: Gazetteer, day: str | None
) -> bool | None:
    """Whether units of the place's name lie in the one printed above it; ``None``: none is known.

    False only when such units exist, none ever lay there, and none was merged into one that does.
    """
    parent = gazetteer.unit(above.admin_code or "", day) or gazetteer.unit(above.admin_code or "")
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
    """The findings of whole groups in place of their earlier ones, with the groups' digests, in
    one transaction."""
    kept, facts, known = tables.archive_findings, tables.archive_finding_facts, tables.check_state
    rows = {f.key: _row(f, group) for group, items in sorted(found.items()) for f in items}
    sides = {
        (f.key, number, *key)
        for items in found.values()
        for f in items
        for number, side in enumerate(f.sides)
        for key in side
    }
    with store.writing() as connection:
        for portion in _portions(sorted(state)):
            connection.execute(delete(facts).where(facts.c.finding_key.in_(
                select(kept.c.finding_key).where(kept.c.group_key.in_(portion))
            )))  # fmt: skip
            connection.execute(delete(kept).where(kept.c.group_key.in_(portion)))
            connection.execute(delete(known).where(known.c.group_key.in_(portion)))
        for portion in _portions(sorted(rows)):
            connection.execute(delete(facts).where(facts.c.finding_key.in_(portion)))
            connection.execute(delete(kept).where(kept.c.finding_key.in_(portion)))
        store.insert(connection, kept.name, list(rows.values()))
        store.insert(connection, facts.name, sorted(sides))
        alive = [(group, digest) for group, digest in sorted(state.items()) if digest]
        store.insert(connection, known.name, alive)


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


def _portions(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _PORTION):
        yield keys[start : start + _PORTION]


def _stream(connection: Connection, query: Any) -> Iterator[Any]:
    """The rows, a window at a time, also from a server that would send them all."""
    options = {"stream_results": True, "yield_per": _WINDOW}
    return iter(connection.execute(query, execution_options=options))
