"""What checks across articles read of a store besides statements, and how findings are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, case, delete, select

from textmine.store import tables
from textmine.store.store import Store

_WINDOW = 2000  # rows fetched at a time
_PORTION = 400  # keys named in one statement
_WORST = {"error": 0, "warning": 1, "info": 2}


class BodyRow(NamedTuple):
    """An organisation as an identity, with the area it governs."""

    key: int
    name: str
    area: int | None
    area_name: str | None


class Mentioned(NamedTuple):
    """An article that tells of a body or an area; ``what`` is its content, readers and origin,
    and which of a person's or place's words are meant."""

    body: int | None
    area: int | None
    what: tuple[Any, ...]


class FindingHead(NamedTuple):
    """A finding and a person's word on it, without its sides."""

    key: str
    rule: str
    verdict: str
    severity: str
    indicator: str | None
    message_vi: str
    message_en: str
    arithmetic: str
    sources: tuple[int, ...]
    readings: tuple[str, ...]
    decision: str | None
    note: str | None


class WitnessRow(NamedTuple):
    """One figure (or name) on one side of a finding, with the sentence it stands in."""

    finding: str
    side: int
    article: str
    title: str | None
    publisher: str | None
    published: str | None
    source: str | None
    quote: str
    sentence: str


def bodies(store: Store) -> list[BodyRow]:
    """Every organisation among the identities."""
    body, area = tables.identities, tables.identities.alias("area")
    columns = (body.c.identity_key, body.c.name, body.c.area_key, area.c.name)
    query = select(*columns).outerjoin(area, area.c.identity_key == body.c.area_key)
    query = query.where(body.c.type == "organization")
    return [BodyRow(*row) for row in _rows(store, query)]


def links(store: Store) -> list[tuple[int, int, str]]:
    """Pairs of identities and their relation."""
    table = tables.identity_links
    query = select(table.c.from_key, table.c.to_key, table.c.relation)
    return [(row[0], row[1], row[2]) for row in _rows(store, query)]


def mentioned(store: Store) -> Iterator[Mentioned]:
    """Which articles tell of which bodies and areas: by a figure, an office-holder, or a place
    that was not found where it is put."""
    for row in _rows(store, _figures()):
        yield Mentioned(row[1], row[2], tuple(row))
    for row in _rows(store, _offices()):
        yield Mentioned(row[1], None, tuple(row))
    for row in _rows(store, _places()):
        yield Mentioned(None, row[1], tuple(row))


def _read_by() -> tuple[Any, ...]:
    of = tables.articles.c
    return of.content_hash, of.extractor_version, of.pack_versions, tables.duplicates.c.origin_key


def _figures() -> Select[Any]:
    """An article once for each body and area it tells figures of."""
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
        facts.join(
            subject,
            and_(subject.c.article_key == key, subject.c.entity_no == facts.c.subject_no),
        )
        .outerjoin(
            of_subject,
            and_(of_subject.c.article_key == key, of_subject.c.entity_no == facts.c.subject_no),
        )
        .outerjoin(of_place, and_(of_place.c.article_key == key, of_place.c.entity_no == place_no))
    )
    columns = (key, body.label("body"), of_place.c.identity_key.label("area"))
    told = select(*columns).select_from(joined).distinct().subquery()
    said = told.c.article_key
    whole = told.join(tables.articles, tables.articles.c.article_key == said).outerjoin(
        tables.duplicates, tables.duplicates.c.article_key == said
    )
    return select(said, told.c.body, told.c.area, *_read_by()).select_from(whole)


def _offices() -> Select[Any]:
    """Who is named as holder of what."""
    person, named = tables.entities, tables.entity_identities
    key = person.c.article_key
    joined = (
        person.join(tables.articles, tables.articles.c.article_key == key)
        .join(
            named,
            and_(named.c.article_key == key, named.c.entity_no == person.c.organization_no),
        )
        .outerjoin(tables.duplicates, tables.duplicates.c.article_key == key)
    )
    columns = (
        key, named.c.identity_key, person.c.name, person.c.role, person.c.former, *_read_by(),
    )  # fmt: skip
    query = select(*columns).select_from(joined).where(person.c.role.is_not(None))
    return query.where(named.c.identity_key.is_not(None))


def _places() -> Select[Any]:
    """Which place is put under which known one, where it was not found there."""
    place, named = tables.entities, tables.entity_identities
    key = place.c.article_key
    joined = (
        place.join(tables.articles, tables.articles.c.article_key == key)
        .join(named, and_(named.c.article_key == key, named.c.entity_no == place.c.parent_no))
        .outerjoin(tables.duplicates, tables.duplicates.c.article_key == key)
    )
    columns = (key, named.c.identity_key, place.c.name, *_read_by())
    unknown = and_(place.c.type == "place", place.c.admin_code.is_(None))
    return select(*columns).select_from(joined).where(unknown, named.c.identity_key.is_not(None))


def states(store: Store) -> dict[str, str]:
    """The digest of every group when it was last checked."""
    query = select(tables.check_state.c.group_key, tables.check_state.c.digest)
    return {row[0]: row[1] for row in _rows(store, query)}


def keep_findings(
    store: Store,
    findings: Mapping[str, Mapping[str, Any]],
    sides: Iterable[tuple[str, int, int, int]],
    state: Mapping[str, str],
) -> None:
    """The findings of whole groups in place of their earlier ones, in one transaction.

    ``findings`` are rows of ``archive_findings`` by key, ``sides`` rows of
    ``archive_finding_facts``, ``state`` the groups with their digests (empty: the group is gone).
    """
    kept, known = tables.archive_findings, tables.check_state
    with store.writing() as connection:
        for portion in _portions(sorted(state)):
            of_groups = select(kept.c.finding_key).where(kept.c.group_key.in_(portion))
            _drop(connection, of_groups)
            connection.execute(delete(kept).where(kept.c.group_key.in_(portion)))
            connection.execute(delete(known).where(known.c.group_key.in_(portion)))
        for portion in _portions(sorted(findings)):
            _drop(connection, portion)
            connection.execute(delete(kept).where(kept.c.finding_key.in_(portion)))
        store.insert(connection, kept.name, list(findings.values()))
        store.insert(connection, tables.archive_finding_facts.name, sorted(set(sides)))
        alive = [(group, digest) for group, digest in sorted(state.items()) if digest]
        store.insert(connection, known.name, alive)


def _drop(connection: Connection, keys: Any) -> None:
    facts = tables.archive_finding_facts
    connection.execute(delete(facts).where(facts.c.finding_key.in_(keys)))


def finding_heads(
    store: Store,
    *,
    everything: bool = False,
    decision: str | None = None,
    rule: str | None = None,
    indicator: str | None = None,
    key: str | None = None,
) -> list[FindingHead]:
    """Findings, errors first, then by rule and key.

    Without ``everything`` what only informs, and without it or a ``decision`` (``accepted``,
    ``dismissed``, ``open``) what was dismissed, is left out.
    """
    found, verdicts = tables.archive_findings, tables.finding_verdicts
    names = ("finding_key", "rule", "verdict", "severity", "indicator", "message_vi",
             "message_en", "arithmetic", "sources", "readings")  # fmt: skip
    columns = [found.c[name] for name in names]
    joined = found.outerjoin(verdicts, verdicts.c.finding_key == found.c.finding_key)
    query = select(*columns, verdicts.c.decision, verdicts.c.note).select_from(joined)
    wanted = []
    if key is not None:
        wanted.append(found.c.finding_key == key)
    elif decision is not None:
        word = None if decision == "open" else decision
        wanted.append(verdicts.c.decision.is_not_distinct_from(word))
    elif not everything:
        wanted.append(verdicts.c.decision.is_distinct_from("dismissed"))
        wanted.append(found.c.severity != "info")
    if rule is not None:
        wanted.append(found.c.rule == rule)
    if indicator is not None:
        wanted.append(found.c.indicator == indicator)
    worst = case(*((found.c.severity == word, place) for word, place in _WORST.items()), else_=9)
    query = query.where(*wanted).order_by(worst, found.c.rule, found.c.finding_key)
    return [
        FindingHead._make(
            (*row[:8], tuple(row.sources), tuple(row.readings), row.decision, row.note)
        )
        for row in _rows(store, query)
    ]


def witnesses(store: Store, keys: Sequence[str]) -> Iterator[WitnessRow]:
    """Both sides of some findings, by side and date.  A side of people or places names entities
    where others name facts: these findings have no indicator."""
    of, facts, articles = tables.archive_finding_facts, tables.facts, tables.articles
    rules, named = tables.archive_findings, tables.mentions
    figure = and_(
        facts.c.article_key == of.c.article_key,
        facts.c.fact_no == of.c.fact_no,
        rules.c.indicator.is_not(None),
    )
    name = and_(
        named.c.article_key == of.c.article_key,
        named.c.entity_no == of.c.fact_no,
        named.c.mention_no == 1,
        rules.c.indicator.is_(None),
    )
    joined = (
        of.join(rules, rules.c.finding_key == of.c.finding_key)
        .join(articles, articles.c.article_key == of.c.article_key)
        .outerjoin(facts, figure)
        .outerjoin(named, name)
    )
    query = select(
        of.c.finding_key, of.c.side, articles.c.article_id, articles.c.title,
        articles.c.publisher, articles.c.published, articles.c.source, articles.c.text,
        facts.c.quote, facts.c.sentence_start, facts.c.sentence_end,
        named.c.text.label("name"), named.c.char_start, named.c.char_end,
    ).select_from(joined)  # fmt: skip
    order = (of.c.finding_key, of.c.side, articles.c.published, of.c.article_key, of.c.fact_no)
    for portion in _portions(keys):
        chosen = query.where(of.c.finding_key.in_(portion)).order_by(*order)
        for row in _rows(store, chosen):
            quote, sentence = row.quote or "", ""
            if row.sentence_start is not None:
                sentence = row.text[row.sentence_start : row.sentence_end]
            elif row.name is not None:
                quote, sentence = row.name, _line(row.text, row.char_start, row.char_end)
            yield WitnessRow._make((*row[:7], quote, sentence.strip()))


def _line(text: str, start: int, end: int) -> str:
    """The line in which a name stands."""
    last = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : len(text) if last < 0 else last]


def keys_that_begin(store: Store, start: str, most: int = 3) -> list[str]:
    """Keys of findings that begin so, in order."""
    column = tables.archive_findings.c.finding_key
    query = select(column).where(column.startswith(start, autoescape=True))
    return [row[0] for row in _rows(store, query.order_by(column).limit(most))]


def keep_word(store: Store, key: str, decision: str | None, note: str | None, at: str) -> None:
    """A person's word on a finding in place of an earlier one; ``None`` takes that back."""
    table = tables.finding_verdicts
    with store.writing() as connection:
        connection.execute(delete(table).where(table.c.finding_key == key))
        if decision is not None:
            store.insert(connection, table.name, [(key, decision, note, at)])


def _portions(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _PORTION):
        yield keys[start : start + _PORTION]


def _rows(store: Store, query: Select[Any]) -> Iterator[Any]:
    """The rows, a window at a time, also from a server that would send them all."""
    options = {"stream_results": True, "yield_per": _WINDOW}
    with store.reading() as connection:
        yield from connection.execute(query, execution_options=options)
