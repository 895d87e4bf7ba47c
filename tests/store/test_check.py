"""Checks of a store in both databases: what changed, what a person said, whatever the order."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests.store.made import article, entity, fact
from textmine.check.archive.typed import name_key
from textmine.model import Verdict
from textmine.model.errors import InputError, StoreError
from textmine.packs import PackSet, load_packs
from textmine.packs.gazetteer import Gazetteer
from textmine.run.check import check_store
from textmine.run.findings import decide, full_key, stored_findings
from textmine.store import tables
from textmine.store.open import open_store
from textmine.store.rows import ArticleRows, MentionRow
from textmine.store.store import Store

COMMUNE, DISTRICT, CELL = "Đảng bộ xã Nậm Sỏ", "Đảng bộ huyện Tân Uyên", "Chi bộ bản Ui Dạo"
AREAS = {COMMUNE: "xã Nậm Sỏ", DISTRICT: "huyện Tân Uyên", CELL: None}
ABOVE = ((CELL, COMMUNE), (COMMUNE, DISTRICT))


@pytest.fixture(scope="module")
def packs() -> PackSet:
    return load_packs(entry_points=False)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def told(
    locator: str,
    body: str,
    value: int,
    period: tuple[str, str],
    published: str,
    indicator: str = "party.members.admitted",
) -> ArticleRows:
    """An article with one figure of a body, said in a sentence of its own."""
    noun = f"{value} đảng viên"
    verb = "kết nạp" if indicator.endswith("admitted") else "có"
    text = f"{body} {verb} {noun}. Tin {locator}."
    row = article(locator, text, published=published, title=body)
    key = row.article_key
    start = text.index(noun)
    area = AREAS[body]
    numbered = [entity(key, 1, type="organization", kind="party", name=body, path="[]",
                       admin_code=None, area_no=2 if area else None)]  # fmt: skip
    if area:
        numbered.append(entity(key, 2, name=area, path="[]", admin_code=None))
    figure = fact(
        key, 1, indicator=indicator, low=str(value), high=str(value), quote=noun,
        char_start=start, char_end=start + len(noun), period_start=period[0],
        period_end=period[1], period_text="", sentence_start=0, sentence_end=text.index(".") + 1,
    )  # fmt: skip
    return ArticleRows(
        row, tuple(numbered), (MentionRow(key, 1, 1, 0, len(body), body),), (figure,)
    )


def identify(store: Store) -> None:
    """Identities by name, as if nobody else bore it."""
    identities: list[Any] = []
    for body, area in AREAS.items():
        seat = name_key("area", area) if area else None
        key = name_key("body", body)
        identities.append((key, "organization", "x", body, None, None, seat, "text"))
        if area:
            identities.append((seat, "place", "x", area, None, None, None, "text"))
    store.replace("identities", identities)
    links = [(name_key("body", one), name_key("body", above), "parent") for one, above in ABOVE]
    store.replace("identity_links", links)
    table, rows = tables.entities, []
    with store.reading() as connection:
        for one in connection.execute(select(table)):
            key = name_key("area" if one.type == "place" else "body", one.name)
            rows.append((one.article_key, one.entity_no, key, "named", []))
    store.replace("entity_identities", rows)


NINE = ("2024-01-01", "2024-09-30")
YEAR = ("2024-01-01", "2024-12-31")
FALLING = (
    told("a", COMMUNE, 32, NINE, "2024-10-04"),
    told("b", COMMUNE, 23, YEAR, "2025-01-06"),
)
OTHER = (
    told("c", DISTRICT, 210, YEAR, "2025-01-07"),
    told("d", CELL, 3, YEAR, "2025-01-08"),
)


def check(store: Store, packs: PackSet, gazetteer: Gazetteer, *articles: ArticleRows) -> Any:
    store.write(articles)
    identify(store)
    return check_store(store, packs, gazetteer)


def findings(store: Store, **choice: Any) -> list[Any]:
    return list(stored_findings(store, "vi", **choice))


def dump(store: Store) -> list[Any]:
    kept = ("archive_findings", "archive_finding_facts", "check_state")
    return [list(store.rows(name)) for name in kept]


def test_a_contradiction_is_found_with_both_sentences(
    url: str, packs: PackSet, gazetteer: Gazetteer
) -> None:
    with open_store(url) as store:
        done = check(store, packs, gazetteer, *FALLING, *OTHER)
        assert (done.groups, done.checked, done.violated) == (3, 3, 1)
        (found,) = findings(store)
        assert (found.rule, found.verdict) == ("archive.monotone_within_year", Verdict.VIOLATED)
        assert [side[0].sentence for side in found.sides] == [
            f"{COMMUNE} kết nạp 32 đảng viên.",
            f"{COMMUNE} kết nạp 23 đảng viên.",
        ]
        assert [side[0].published for side in found.sides] == ["2024-10-04", "2025-01-06"]


def test_only_what_changed_is_checked_again(
    url: str, packs: PackSet, gazetteer: Gazetteer
) -> None:
    with open_store(url) as store:
        check(store, packs, gazetteer, *FALLING, *OTHER)
        before = dump(store)
        assert check_store(store, packs, gazetteer).checked == 0
        more = told("e", DISTRICT, 210, YEAR, "2025-01-09")
        assert check(store, packs, gazetteer, more).checked == 1  # the district's
        assert dump(store)[:2] == before[:2]


def test_a_corrected_article_takes_its_finding_away(
    url: str, packs: PackSet, gazetteer: Gazetteer
) -> None:
    with open_store(url) as store:
        check(store, packs, gazetteer, *FALLING)
        assert len(findings(store)) == 1
        check(store, packs, gazetteer, told("b", COMMUNE, 38, YEAR, "2025-01-06"))
        assert findings(store, everything=True) == []
        store.forget(["a", "b"])
        check(store, packs, gazetteer)
        assert dump(store) == [[], [], []]


def test_a_unit_is_held_against_its_parent_in_another_group(
    url: str, packs: PackSet, gazetteer: Gazetteer
) -> None:
    with open_store(url) as store:
        small = told("f", DISTRICT, 20, YEAR, "2025-01-07")
        check(store, packs, gazetteer, FALLING[0], small)
        (found,) = findings(store)
        assert found.rule == "archive.part_of_parent"
        assert "Đảng bộ xã Nậm Sỏ" in found.message


def test_the_order_of_articles_changes_nothing(
    url: str, packs: PackSet, gazetteer: Gazetteer
) -> None:
    with open_store(url) as store:
        check(store, packs, gazetteer, *FALLING, *OTHER)
        once = dump(store)
        store.forget(["a", "b", "c", "d"])
        check(store, packs, gazetteer)
        for made in reversed((*FALLING, *OTHER)):
            check(store, packs, gazetteer, made)
        assert dump(store) == once


def test_what_a_person_decided_is_respected(
    url: str, packs: PackSet, gazetteer: Gazetteer
) -> None:
    with open_store(url) as store:
        check(store, packs, gazetteer, *FALLING)
        (found,) = findings(store)
        assert decide(store, found.key[:6], "dismiss", "số của hai năm") == found.key
        again = told("g", COMMUNE, 23, YEAR, "2025-01-09")
        check(store, packs, gazetteer, again)  # a reprint elsewhere: the same contradiction
        assert findings(store) == []
        (kept,) = findings(store, everything=True)
        assert (kept.key, kept.decision, kept.note) == (found.key, "dismissed", "số của hai năm")
        assert kept.sources == (1, 2)
        assert [item.key for item in findings(store, decision="dismissed")] == [found.key]
        decide(store, found.key, "accept", None)
        (kept,) = findings(store, decision="accepted")
        assert (kept.decision, kept.note) == ("accepted", None)
        decide(store, found.key, "reopen", None)
        assert [item.decision for item in findings(store, decision="open")] == [None]


def test_another_value_is_another_finding(
    url: str, packs: PackSet, gazetteer: Gazetteer
) -> None:
    with open_store(url) as store:
        check(store, packs, gazetteer, *FALLING)
        (found,) = findings(store)
        decide(store, found.key, "dismiss", None)
        check(store, packs, gazetteer, told("b", COMMUNE, 22, YEAR, "2025-01-06"))
        (new,) = findings(store)
        assert new.key != found.key


@pytest.mark.parametrize("key", ["abc", "zzzz", "%%%%", ""])
def test_a_key_that_names_nothing(url: str, key: str) -> None:
    with open_store(url) as store, pytest.raises(InputError):
        full_key(store, key)


def test_a_store_that_may_only_be_read(
    url: str, packs: PackSet, gazetteer: Gazetteer
) -> None:
    with open_store(url) as store:
        check(store, packs, gazetteer, *FALLING)
        (found,) = findings(store)
    with open_store(url, read_only=True) as store:
        with pytest.raises(StoreError):
            decide(store, found.key, "dismiss", None)
        assert check_store(store, packs, gazetteer).checked == 0
