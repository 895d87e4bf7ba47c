"""Reading an archive article by article, in the order of keys, never more than a window of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Executable,
    Result,
    Select,
    and_,
    bindparam,
    case,
    or_,
    select,
    text,
)
from sqlalchemy.sql import ColumnElement

from textmine.model import Approx, Area, Aspect, Direction, Period, Statement, Status, Tie, Verdict
from textmine.store.tables import (
    articles,
    duplicates,
    entities,
    entity_identities,
    facts,
    identities,
    metadata,
    relations,
)
from textmine.store.views import VIEWS, view_query

_WINDOW = 2000  # rows fetched at a time
_NUMBERS = ("obs_value", "obs_low", "obs_high")
_SIGNED = (Aspect.CHANGE, Aspect.GROWTH)


@dataclass(frozen=True, slots=True)
class StoredEntity:
    """An entity of an article; numbers lead to others of the same article.

    ``identity`` is its identity over all articles, ``None`` while none is certain.
    """

    number: int
    type: str
    kind: str
    name: str
    role: str | None
    roles: tuple[str, ...]
    former: bool
    organization: int | None
    parent: int | None
    admin_code: str | None
    area: int | None
    path: tuple[Area, ...]
    successors: tuple[Area, ...]
    identity: int | None


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with what it names.  ``origin`` is its own key unless it reprints another."""

    key: int
    locator: str
    article_id: str
    title: str | None
    source: str | None
    publisher: str | None
    province: str | None
    published: str | None
    origin: int
    entities: tuple[StoredEntity, ...]


def statements(connection: Connection, only: Collection[int] | None = None) -> Iterator[Statement]:
    """Every fact of the archive as checks across articles see it, article by article.

    ``only``: identity keys; then the statements of these bodies and in these places (ask for some
    thousand at a time).
    """
    wanted = None if only is None else frozenset(only)
    heads = _stream(connection, _heads(wanted))
    rows = groupby(_stream(connection, _facts(wanted)), key=itemgetter(0))
    head: Any = None
    for key, of_article in rows:
        while head is None or head.article_key != key:
            head = next(heads)
        for row in of_article:
            made = _statement(row, head)
            if wanted is None or made.body in wanted or made.area in wanted:
                yield made


def ties(connection: Connection, only: Collection[int] | None = None) -> Iterator[Tie]:
    """The relations between facts; ``only`` those of articles that name these identities."""
    wanted = None if only is None else frozenset(only)
    query = _chosen(select(relations), relations.c.article_key, wanted)
    query = query.order_by(relations.c.article_key, relations.c.relation_no)
    for row in _stream(connection, query):
        roles = tuple(
            (role, tuple((row.article_key, number) for number in numbers))
            for role, numbers in row.facts
        )
        yield Tie(type=row.type, reading=row.reading, roles=roles)


def stored_articles(
    connection: Connection, only: Collection[int] | None = None
) -> Iterator[StoredArticle]:
    """Every article with its entities; ``only`` those that name these identities."""
    wanted = None if only is None else frozenset(only)
    query = select(entities, entity_identities.c.identity_key).outerjoin(
        entity_identities,
        and_(
            entity_identities.c.article_key == entities.c.article_key,
            entity_identities.c.entity_no == entities.c.entity_no,
        ),
    )
    query = _chosen(query, entities.c.article_key, wanted)
    query = query.order_by(entities.c.article_key, entities.c.entity_no)
    rows = groupby(_stream(connection, query), key=itemgetter(0))
    key, of_article = next(rows, (None, iter(())))
    for head in _stream(connection, _heads(wanted, with_text=False)):
        named: tuple[StoredEntity, ...] = ()
        if head.article_key == key:
            named = tuple(map(_entity, of_article))
            key, of_article = next(rows, (None, iter(())))
        yield StoredArticle(
            key=head.article_key,
            locator=head.locator,
            article_id=head.article_id,
            title=head.title,
            source=head.source,
            publisher=head.publisher,
            province=head.province,
            published=head.published,
            origin=head.article_key if head.origin_key is None else head.origin_key,
            entities=named,
        )


def texts(connection: Connection) -> Iterator[tuple[int, str, str | None]]:
    """(article key, text, date of publication) of every article."""
    columns = (articles.c.article_key, articles.c.text, articles.c.published)
    for row in _stream(connection, select(*columns).order_by(articles.c.article_key)):
        yield row[0], row[1], row[2]


def rows(connection: Connection, name: str, *, exact: bool) -> Iterator[dict[str, Any]]:
    """The rows of a table or view by column, in an order that never changes."""
    if name in metadata.tables:
        table = metadata.tables[name]
        for row in _stream(connection, select(table).order_by(*table.primary_key)):
            yield dict(row._mapping)
        return
    view = next(view for view in VIEWS if view.name == name)
    query = view_query(name, connection.dialect.name, exact=exact)
    for row in _stream(connection, text(f"{query}\nORDER BY {view.order}")):
        made = dict(row._mapping)
        if exact:
            made |= {key: _exact(made[key]) for key in _NUMBERS}
        yield made


def _exact(value: Any) -> Decimal | None:
    return value if value is None or isinstance(value, Decimal) else Decimal(value)


def _stream(connection: Connection, query: Executable) -> Iterator[Any]:
    """The rows, a window at a time, also from a server that would send them all."""
    options = {"stream_results": True, "yield_per": _WINDOW}
    result: Result[Any] = connection.execute(query, execution_options=options)
    return iter(result)


def _chosen(
    query: Select[Any], key: ColumnElement[int], wanted: frozenset[int] | None
) -> Select[Any]:
    """Only articles that name one of these identities, or a body of one of these places."""
    if wanted is None:
        return query
    keys: BindParameter[Any] = bindparam(
        "keys", sorted(wanted), expanding=True, literal_execute=True
    )
    bodies = select(identities.c.identity_key).where(identities.c.area_key.in_(keys))
    named = select(entity_identities.c.article_key).where(
        or_(
            entity_identities.c.identity_key.in_(keys),
            entity_identities.c.identity_key.in_(bodies),
        )
    )
    return query.where(key.in_(named))


def _heads(wanted: frozenset[int] | None, *, with_text: bool = True) -> Select[Any]:
    columns = [
        articles.c.article_key,
        articles.c.locator,
        articles.c.article_id,
        articles.c.title,
        articles.c.source,
        articles.c.publisher,
        articles.c.province,
        articles.c.published,
        duplicates.c.origin_key,
    ]
    columns += [articles.c.text] if with_text else []
    same = duplicates.c.article_key == articles.c.article_key
    query = select(*columns).outerjoin(duplicates, same)
    return _chosen(query, articles.c.article_key, wanted).order_by(articles.c.article_key)


def _facts(wanted: frozenset[int] | None) -> Select[Any]:
    """Facts with their subject, the place it is or governs, and the identities of both."""
    subject, place = entities.alias("subject"), entities.alias("place")
    of_subject, of_place = (
        entity_identities.alias("of_subject"),
        entity_identities.alias("of_place"),
    )
    body, area, seat = identities.alias("body"), identities.alias("area"), identities.alias("seat")
    place_no = case(
        (subject.c.type == "place", subject.c.entity_no),
        (subject.c.type == "organization", subject.c.area_no),
    )
    key = facts.c.article_key
    joined = (
        facts.outerjoin(
            subject,
            and_(subject.c.article_key == key, subject.c.entity_no == facts.c.subject_no),
        )
        .outerjoin(place, and_(place.c.article_key == key, place.c.entity_no == place_no))
        .outerjoin(
            of_subject,
            and_(of_subject.c.article_key == key, of_subject.c.entity_no == facts.c.subject_no),
        )
        .outerjoin(of_place, and_(of_place.c.article_key == key, of_place.c.entity_no == place_no))
        .outerjoin(body, body.c.identity_key == of_subject.c.identity_key)
        .outerjoin(area, area.c.identity_key == of_place.c.identity_key)
        .outerjoin(seat, seat.c.identity_key == body.c.area_key)
    )
    query = select(
        *_FACT_COLUMNS,
        subject.c.type.label("subject_type"),
        subject.c.name.label("subject_name"),
        place.c.name.label("place_name"),
        place.c.kind.label("place_kind"),
        body.c.identity_key.label("body_key"),
        body.c.name.label("body_name"),
        area.c.identity_key.label("area_key"),
        area.c.name.label("area_name"),
        area.c.kind.label("area_kind"),
        seat.c.identity_key.label("seat_key"),
        seat.c.name.label("seat_name"),
        seat.c.kind.label("seat_kind"),
    ).select_from(joined)
    return _chosen(query, key, wanted).order_by(key, facts.c.fact_no)


_FACT_COLUMNS = [
    facts.c[name]
    for name in (
        "article_key", "fact_no", "indicator", "label", "subject_no", "subject_text", "low", "high",
        "step", "approx", "unit", "period_start", "period_end", "period_text", "status", "aspect",
        "direction", "breakdown", "per", "quote", "sentence_start", "sentence_end", "confidence",
        "check_status",
    )
]  # fmt: skip


def _statement(row: Any, head: Any) -> Statement:
    aspect = Aspect(row.aspect)
    direction = Direction(row.direction) if row.direction else None
    low, high = row.low, row.high
    if direction is Direction.DECREASE and aspect in _SIGNED:
        low, high = _negative(high), _negative(low)
    body, body_name = _body(row)
    area, area_name, area_kind = _area_of(row)
    return Statement(
        key=(row.article_key, row.fact_no),
        indicator=row.indicator,
        label=row.label,
        body=body,
        body_name=body_name,
        area=area,
        area_name=area_name,
        area_kind=area_kind,
        low=low,
        high=high,
        step=row.step,
        approx=Approx(row.approx),
        unit=row.unit,
        period=_period(row),
        status=Status(row.status),
        aspect=aspect,
        breakdown=row.breakdown,
        direction=direction,
        per=row.per,
        confidence=row.confidence,
        quote=row.quote,
        sentence=head.text[row.sentence_start : row.sentence_end],
        article=row.article_key,
        article_title=head.title,
        source=head.source,
        publisher=head.publisher,
        published=head.published,
        origin=row.article_key if head.origin_key is None else head.origin_key,
        settled=None if row.check_status == "unchecked" else Verdict(row.check_status),
    )


def _body(row: Any) -> tuple[int | None, str | None]:
    """The body a fact is of; a thing or a bare noun has a name and no key."""
    if row.subject_no is None:
        return None, row.subject_text
    if row.subject_type != "organization":
        return None, None
    return row.body_key, row.body_name or row.subject_name


def _area_of(row: Any) -> tuple[int | None, str | None, str | None]:
    """The place a fact is about: named in the article, else known of the body."""
    if row.area_key is not None:
        return row.area_key, row.area_name, row.area_kind
    if row.subject_type == "organization" and row.seat_key is not None:
        return row.seat_key, row.seat_name, row.seat_kind
    return None, row.place_name, row.place_kind


def _period(row: Any) -> Period | None:
    if row.period_start is None and row.period_end is None and row.period_text is None:
        return None
    return Period(row.period_start, row.period_end, row.period_text or "")


def _negative(value: Decimal | None) -> Decimal | None:
    return value if value is None or value.is_zero() else value.copy_negate()


def _entity(row: Any) -> StoredEntity:
    return StoredEntity(
        number=row.entity_no,
        type=row.type,
        kind=row.kind,
        name=row.name,
        role=row.role,
        roles=tuple(row.roles),
        former=row.former,
        organization=row.organization_no,
        parent=row.parent_no,
        admin_code=row.admin_code,
        area=row.area_no,
        path=tuple(map(_area, row.path)),
        successors=tuple(map(_area, row.successors)),
        identity=row.identity_key,
    )


def _area(unit: dict[str, Any]) -> Area:
    known = Area.__dataclass_fields__
    return Area(**{name: value for name, value in unit.items() if name in known})
