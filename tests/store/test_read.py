"""What was written comes back: as statements, ties, articles and rows."""

from __future__ import annotations

from decimal import Decimal

from tests.store.made import TEXT, entity, fact, rows
from textmine.model import Approx, Aspect, Direction, Period, Statement, Status, Tie, Verdict
from textmine.store.open import open_store
from textmine.store.rows import ArticleRows, text_key
from textmine.store.store import Store

A, B = text_key("a.txt"), text_key("b.txt")
PLACE, BODY = 101, 202


def identified(store: Store) -> None:
    """Article a names a commune, article b its Party committee, which governs that commune."""
    body = entity(
        B, type="organization", kind="commune_committee", name="Đảng ủy xã", admin_code=None,
        path="[]",
    )  # fmt: skip
    falling = fact(B, aspect="change", direction="decrease", low="1.5", high="2.50")
    store.write([rows("a.txt"), rows("b.txt", "Hai.")._replace(entities=(body,), facts=(falling,))])
    place = (PLACE, "place", "commune", "xã Nậm Sỏ", "03103", "Lai Châu", None, "gazetteer")
    name = "Đảng ủy xã Nậm Sỏ"
    named = (BODY, "organization", "commune_committee", name, None, None, PLACE, "text")
    store.replace("identities", [place, named])
    found = [(A, 1, PLACE, "code", []), (B, 1, BODY, "name", [PLACE, BODY])]
    store.replace("entity_identities", found)


def test_a_statement_is_the_fact_with_its_article_and_sentence(url: str) -> None:
    with open_store(url) as store:
        identified(store)
        store.replace("duplicates", [(A, B, 0.9, "minhash")])
        found = {made.key: made for made in store.statements()}
    assert found[A, 1] == Statement(
        key=(A, 1),
        indicator="party.members.admitted",
        label="đảng viên kết nạp",
        body=None,
        body_name=None,
        area=PLACE,
        area_name="xã Nậm Sỏ",
        area_kind="commune",
        low=Decimal(32),
        high=Decimal(32),
        step=Decimal(0),
        approx=Approx.EXACT,
        unit="person",
        period=Period("2024", "2024", "Năm 2024"),
        status=Status.ACTUAL,
        aspect=Aspect.LEVEL,
        confidence=0.97,
        quote="32 đảng viên",
        sentence=TEXT[:59],
        article=A,
        article_title="Nậm Sỏ kết nạp đảng viên",
        source="/archive/a.txt",
        publisher="Báo Thử",
        published="2024-12-30",
        origin=B,
        settled=None,
    )
    assert found[A, 2].direction is Direction.INCREASE
    body = found[B, 1]
    assert (body.body, body.body_name) == (BODY, "Đảng ủy xã Nậm Sỏ")
    assert (body.area, body.area_name) == (PLACE, "xã Nậm Sỏ"), "known of the body"
    assert [str(body.low), str(body.high)] == ["-2.50", "-1.5"], "signed and exact"
    assert body.origin == B


def test_statements_come_in_the_order_of_keys_and_only_of_those_asked_for(url: str) -> None:
    with open_store(url) as store:
        identified(store)
        store.write([rows("c.txt", "Ba.")])
        every = [made.key for made in store.statements()]
        assert every == sorted(every)
        assert len(every) == 5
        assert {made.key for made in store.statements([BODY])} == {(B, 1)}
        assert {made.key for made in store.statements([PLACE])} == {(A, 1), (A, 2), (B, 1)}
        readers = (store.statements, store.ties, store.articles)
        assert [list(read([])) for read in readers] == [[], [], []]


def test_without_identities_a_statement_keeps_the_names_of_its_article(url: str) -> None:
    bare = fact(A, subject_no=None, subject_text="huyện", check_status="violated")
    with open_store(url) as store:
        store.write([rows("a.txt")._replace(facts=(bare, fact(A, 2, period_text=None)))])
        first, second = store.statements()
    assert (first.body, first.body_name, first.area_name) == (None, "huyện", None)
    assert first.settled is Verdict.VIOLATED
    assert (second.area, second.area_name, second.area_kind) == (None, "xã Nậm Sỏ", "commune")


def test_ties_name_facts_by_role(url: str) -> None:
    with open_store(url) as store:
        identified(store)
        made = list(store.ties([PLACE]))
    assert Tie("delta", None, (("after", ((A, 1),)), ("change", ((A, 2),)))) in made


def test_articles_come_with_their_entities(url: str) -> None:
    with open_store(url) as store:
        identified(store)
        empty = ArticleRows(rows("empty.txt", "Không.").article)
        store.write([empty])
        found = {article.locator: article for article in store.articles()}
        assert [article.locator for article in store.articles([BODY])] == ["b.txt"]
    assert found["empty.txt"].entities == ()
    (place,) = found["a.txt"].entities
    assert (place.name, place.identity, place.path[0].code) == ("xã Nậm Sỏ", PLACE, "03103")
    assert (found["a.txt"].origin, found["a.txt"].province) == (A, "Lai Châu")


def test_rows_of_a_table_come_back_as_they_went_in(url: str) -> None:
    wide = "123456789012345678901234567890.0100"
    made = rows("a.txt")._replace(facts=(fact(A, low=wide, high=None, step="0.0001"),))
    with open_store(url) as store:
        store.write([made])
        (row,) = store.rows("facts")
        (view,) = store.rows("observations")
    assert [str(row["low"]), row["high"], str(row["step"])] == [wide, None, "0.0001"]
    assert str(view["obs_low"]) == wide
    assert row["evidence"] == {"value": [28, 40]}


def test_readers_see_the_store_as_it_was_while_another_writes(url: str) -> None:
    with open_store(url) as store:
        store.write([rows(f"{n}.txt", f"Số {n}.") for n in range(40)])
        reader = store.statements()
        next(reader)
        store.write([rows("late.txt", "Muộn.")])
        assert sum(1 for _ in reader) == 79
        assert sum(1 for _ in store.statements()) == 82
