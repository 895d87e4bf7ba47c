"""Identities of a store: the same rows however the articles came."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from sqlalchemy import select

from tests.run.entity_rows import article_rows
from textmine.model.entity import Entity
from textmine.model.enums import EntityType
from textmine.packs.gazetteer import Gazetteer, fold_name
from textmine.packs.loader import PackSet, load_packs
from textmine.resolve.identities_records import Decision
from textmine.run.identify import identify, read_decisions, write_decision
from textmine.run.identity_views import explain, list_identities, show, side_of
from textmine.store import tables
from textmine.store.open import open_store
from textmine.store.rows import ArticleRows, text_key
from textmine.store.store import Store

RESULTS = (
    "identities",
    "entity_identities",
    "identity_links",
    "identity_claims",
    "identity_groups",
)


@cache
def packs() -> PackSet:
    return load_packs(entry_points=False)


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def place(id: str, kind: str, name: str, date: str, parent: str | None = None) -> Entity:
    """A place the gazetteer has once of this kind and name inside Sơn La."""
    found = [
        unit
        for unit in gazetteer().named(fold_name(name), date)
        if unit.kind == kind and [*gazetteer().chain(unit, date)][-1].name == "Sơn La"
    ]
    assert len(found) == 1, found
    path = gazetteer().path(found[0].code, date)
    name = found[0].full_name
    return Entity(
        id, EntityType.PLACE, name, kind, parent=parent, admin_code=found[0].code, path=path
    )


def body(id: str, kind: str, name: str, area: str | None, parent: str | None = None) -> Entity:
    return Entity(id, EntityType.ORGANIZATION, name, kind, area=area, parent=parent)


def person(id: str, name: str, roles: Sequence[str], organization: str | None) -> Entity:
    role = roles[0] if roles else None
    kind = "official" if roles else "person"
    return Entity(
        id, EntityType.PERSON, name, kind, role=role, roles=tuple(roles), organization=organization
    )


def district(date: str) -> tuple[Entity, ...]:
    return (
        place("P1", "province", "Sơn La", date),
        place("P2", "district", "Mai Sơn", date, "P1"),
        body("O1", "party_committee", "Huyện ủy Mai Sơn", "P2", "O2"),
        body("O2", "party_organization", "Đảng bộ huyện Mai Sơn", "P2"),
        person("N1", "Lò Văn Thử", ["Bí thư Huyện ủy"], "O1"),
    )


def articles() -> list[ArticleRows]:
    """An archive of invented articles around one district and one commune that was merged."""
    old = (
        place("P1", "province", "Sơn La", "2019"),
        place("P2", "district", "Thuận Châu", "2019", "P1"),
        place("P3", "commune", "Chiềng Bôm", "2019", "P2"),
        body("O1", "party_organization", "Đảng bộ xã Chiềng Bôm", "P3"),
        body("O2", "party_cell", "Chi bộ bản Hỏm", "P3", "O1"),
    )
    new = (
        place("P1", "province", "Sơn La", "2025-09-01"),
        place("P2", "commune", "Nậm Lầu", "2025-09-01", "P1"),
        body("O1", "party_organization", "Đảng bộ xã Nậm Lầu", "P2"),
    )
    both = (*district("2021")[:4], person(
        "N1", "Lò Văn Thử", ["Bí thư Huyện ủy", "Chủ tịch HĐND huyện"], "O1"
    ))  # fmt: skip
    council = (
        *district("2022")[:2],
        body("O1", "people_council", "HĐND huyện Mai Sơn", "P2"),
        person("N1", "Lò Văn Thử", ["Chủ tịch HĐND huyện"], "O1"),
    )
    unsure = (
        Entity("P1", EntityType.PLACE, "xã Tân Lập", "commune"),
        body("O1", "people_committee", "Ủy ban nhân dân xã Tân Lập", "P1"),
        person("N1", "Lò Văn Thử", [], None),
    )
    return [
        article_rows("a.txt", old, published="2019-03-01"),
        article_rows("b.txt", new, published="2025-09-01"),
        article_rows("c.txt", district("2019"), published="2019-06-01"),
        article_rows("d.txt", both, published="2021-06-01"),
        article_rows("e.txt", council, published="2022-06-01"),
        article_rows("f.txt", unsure, published="2022-07-01"),
        article_rows(
            "g.txt",
            (body("O1", "company", "Công ty cổ phần Mía đường Hải Sơn", None),),
        ),
        article_rows("h.txt", (body("O1", "company", "Công ty Mía đường Hải Sơn", None),)),
        article_rows("i.txt", ()),
    ]


def rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.reading() as connection:
        return {
            name: sorted(
                tuple(map(repr, row))
                for row in connection.execute(select(tables.metadata.tables[name]))
            )
            for name in RESULTS
        }


def run(store: Store) -> int:
    return identify(store, packs(), gazetteer()).entities


@pytest.fixture
def store(url: str) -> Any:
    with open_store(url) as opened:
        yield opened


@cache
def expected() -> dict[str, list[tuple[Any, ...]]]:
    """The rows of all articles written and settled in one go, in SQLite."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as directory, open_store(Path(directory, "s.db")) as store:
        store.write(articles())
        run(store)
        return rows(store)


def key_of(store: Store, locator: str, name: str) -> int | None:
    named, entities = tables.entity_identities, tables.entities
    with store.reading() as connection:
        return connection.execute(
            select(named.c.identity_key)
            .join(
                entities,
                (entities.c.article_key == named.c.article_key)
                & (entities.c.entity_no == named.c.entity_no),
            )
            .where(entities.c.article_key == text_key(locator), entities.c.name == name)
        ).scalar_one()


def test_one_identity_over_all_articles(store: Store) -> None:
    store.write(articles())
    run(store)
    keys = {key_of(store, name, "Huyện ủy Mai Sơn") for name in ("c.txt", "d.txt")}
    assert len(keys) == 1
    people = {key_of(store, name, "Lò Văn Thử") for name in ("c.txt", "d.txt", "e.txt")}
    assert len(people) == 1
    assert key_of(store, "f.txt", "Lò Văn Thử") is None
    assert key_of(store, "f.txt", "xã Tân Lập") is None
    assert key_of(store, "c.txt", "Huyện ủy Mai Sơn") != key_of(
        store, "c.txt", "Đảng bộ huyện Mai Sơn"
    )
    assert key_of(store, "g.txt", "Công ty cổ phần Mía đường Hải Sơn") == key_of(
        store, "h.txt", "Công ty Mía đường Hải Sơn"
    )


def test_links_of_territory_parent_and_successor(store: Store) -> None:
    store.write(articles())
    run(store)
    old = key_of(store, "a.txt", "xã Chiềng Bôm")
    new = key_of(store, "b.txt", "xã Nậm Lầu")
    assert old is not None
    assert new is not None
    shown = show(store, old)
    told = {(link.relation, link.name) for link in shown.links}
    assert ("successor", "xã Nậm Lầu") in told
    assert ("parent", "huyện Thuận Châu") in told
    assert ("territory of", "Đảng bộ xã Chiềng Bôm") in told
    organization = show(store, key_of(store, "a.txt", "Đảng bộ xã Chiềng Bôm") or 0)
    told = {(link.relation, link.name) for link in organization.links}
    assert ("successor", "Đảng bộ xã Nậm Lầu") in told
    assert ("parent of", "Chi bộ bản Hỏm") in told
    assert ("successor of", "xã Chiềng Bôm") in {
        (link.relation, link.name) for link in show(store, new).links
    }


def test_open_names_keep_candidates_that_can_be_looked_at(store: Store) -> None:
    store.write(articles())
    run(store)
    found = [
        one
        for one in explain(store, "xã Tân Lập", _rules())
        if one.identity is None and one.name == "xã Tân Lập"
    ]
    assert len(found) == 1
    assert len(found[0].candidates) > 10
    assert {one.name.split(" ", 1)[1] for one in found[0].candidates} == {"Tân Lập"}


def test_the_same_rows_one_by_one_and_backwards(store: Store) -> None:
    for article in reversed(articles()):
        store.write([article])
        run(store)
    assert rows(store) == expected()
    assert run(store) == 0


def test_the_same_rows_after_articles_changed_and_went(store: Store) -> None:
    store.write([article_rows("c.txt", articles()[0].entities and district("2020"), text="old")])
    store.write([article_rows("z.txt", (body("O1", "company", "Tập đoàn Hasofoo", None),))])
    run(store)
    store.forget(["z.txt"])
    store.write(articles())
    run(store)
    assert rows(store) == expected()


def test_a_run_stopped_after_any_step_goes_on(store: Store, monkeypatch: Any) -> None:
    store.write(articles())
    steps = 0

    class StoppedError(Exception):
        pass

    original = Store.writing

    def failing(self: Store) -> Any:
        nonlocal steps
        steps += 1
        if steps % 3 == 0:
            raise StoppedError
        return original(self)

    monkeypatch.setattr("textmine.run.identify._GROUPS", 3)
    monkeypatch.setattr("textmine.run.identify._ARTICLES", 2)
    monkeypatch.setattr(Store, "writing", failing)
    for _ in range(60):
        try:
            run(store)
            break
        except StoppedError:
            continue
    else:
        pytest.fail("never done")
    monkeypatch.setattr(Store, "writing", original)
    assert run(store) == 0
    assert rows(store) == expected()


def test_decisions_survive_and_are_taken_back(store: Store) -> None:
    store.write(articles())
    run(store)
    full = key_of(store, "g.txt", "Công ty cổ phần Mía đường Hải Sơn")
    committee = key_of(store, "c.txt", "Huyện ủy Mai Sơn")
    organization = key_of(store, "c.txt", "Đảng bộ huyện Mai Sơn")
    left, right = (
        side_of(store, str(committee), _rules()),
        side_of(store, str(organization), _rules()),
    )
    write_decision(store, Decision("join", left, right, "one to us", "2026-01-01"))
    assert run(store) > 0
    joined = key_of(store, "d.txt", "Huyện ủy Mai Sơn")
    assert joined == key_of(store, "d.txt", "Đảng bộ huyện Mai Sơn")
    for article in articles():  # all read again, as batch --refresh does
        store.forget([article.article.locator])
    store.write(articles())
    run(store)
    assert key_of(store, "c.txt", "Huyện ủy Mai Sơn") == joined
    assert key_of(store, "c.txt", "Đảng bộ huyện Mai Sơn") == joined
    write_decision(store, Decision("separate", right, left, None, "2026-01-02"))
    assert len(read_decisions(store)) == 1
    run(store)
    assert key_of(store, "c.txt", "Huyện ủy Mai Sơn") != key_of(
        store, "c.txt", "Đảng bộ huyện Mai Sơn"
    )
    assert full is not None


def test_a_name_of_one_article_is_set_apart(store: Store) -> None:
    store.write(articles())
    run(store)
    key = key_of(store, "c.txt", "Lò Văn Thử")
    left, right = side_of(store, str(key), _rules()), side_of(store, f"{key}@e.txt", _rules())
    write_decision(store, Decision("separate", left, right, None, "2026-01-01"))
    run(store)
    keys = [key_of(store, name, "Lò Văn Thử") for name in ("c.txt", "d.txt", "e.txt")]
    assert keys[0] == keys[1]
    assert keys[2] not in (None, keys[0])


def test_new_rules_start_anew_and_keep_decisions(store: Store) -> None:
    store.write(articles())
    run(store)
    store.set_setting("identities.rules", "of another version")
    assert run(store) > 0
    assert rows(store) == expected()


def test_list_and_show(store: Store) -> None:
    store.write(articles())
    run(store)
    first = next(list_identities(store))
    assert (first.name, first.articles) == ("tỉnh Sơn La", 5)
    people = list(list_identities(store, type="person"))
    assert [one.name for one in people] == ["Lò Văn Thử"]
    shown = show(store, people[0].key)
    assert shown.names == (("Lò Văn Thử", 3),)
    assert len(shown.signatures) == 2


def _rules() -> Any:
    from textmine.resolve.identities import load_identity_rules

    return load_identity_rules(packs(), gazetteer())
