"""Articles go in once, are replaced whole, and give way to what is known."""

from __future__ import annotations

from tests.store.made import rows
from textmine.store.load import Standing, Written
from textmine.store.open import open_store
from textmine.store.rows import Failure

COUNTED = ("articles", "entities", "mentions", "facts", "relations", "findings")


def test_articles_go_in_and_are_known(url: str) -> None:
    with open_store(url) as store:
        assert store.write([rows("a.txt"), rows("b.txt", "Khác.")]) == Written(2)
        assert [store.count(table) for table in COUNTED] == [2, 2, 2, 4, 2, 2]
    one = rows("a.txt").article
    with open_store(url, create=False) as store:
        asked = [
            ("a.txt", one.content_hash),
            ("copy.txt", one.content_hash),
            ("a.txt", "other"),
            ("new.txt", "new"),
        ]
        known, stale = Standing.KNOWN, Standing.STALE
        rest = [Standing.COPY, Standing.CHANGED, Standing.NEW]
        assert store.standings(asked) == [known, *rest]
        assert store.standings(asked, ("0.1.0", "base 1")) == [known, *rest]
        assert store.standings(asked, ("0.2.0", "base 1")) == [stale, *rest]


def test_a_changed_article_replaces_every_row_it_had(url: str) -> None:
    with open_store(url) as store:
        store.write([rows("a.txt"), rows("b.txt", "Khác.")])
        changed = rows("a.txt", "Nay khác hẳn.")._replace(facts=(), mentions=())
        assert store.write([changed]) == Written(0, 1, 0, 0)
        assert [store.count(table) for table in COUNTED] == [2, 2, 1, 2, 2, 2]


def test_one_content_stands_once(url: str) -> None:
    with open_store(url) as store:
        assert store.write([rows("a.txt"), rows("copy.txt")]) == Written(1, 0, 1, 0)
        assert store.write([rows("copy.txt")]) == Written(0, 0, 1, 0)
        assert store.count("articles") == 1


def test_two_articles_that_exchange_their_contents_both_stay(url: str) -> None:
    with open_store(url) as store:
        store.write([rows("a.txt", "Một."), rows("b.txt", "Hai.")])
        store.write([rows("a.txt", "Hai."), rows("b.txt", "Một.")])
        asked = [(name, rows(name, text).article.content_hash)
                 for name, text in (("a.txt", "Hai."), ("b.txt", "Một."))]  # fmt: skip
        assert store.standings(asked) == [Standing.KNOWN, Standing.KNOWN]
        assert store.count("facts") == 4


def test_an_article_that_became_a_copy_leaves(url: str) -> None:
    with open_store(url) as store:
        store.write([rows("a.txt", "Một."), rows("b.txt", "Hai.")])
        assert store.write([rows("a.txt", "Hai.")]) == Written(0, 0, 1, 0)
        assert store.count("articles") == 1


def test_failures_are_counted_until_the_article_is_read(url: str) -> None:
    failed = Failure("a.txt", "decode", "no encoding fits", "convert it", "/archive/a.txt")
    with open_store(url) as store:
        store.write([failed], run=1)
        assert store.write([failed._replace(reason="still none")], run=2).failed == 1
        assert store.failures() == [failed._replace(reason="still none")]
        with store.reading() as connection:
            counts = "SELECT first_run, last_run, attempts FROM failures"
            assert tuple(connection.exec_driver_sql(counts).one()) == (1, 2, 2)
        store.write([rows("a.txt")], run=3)
        assert store.failures() == []


def test_what_no_database_holds_becomes_a_replacement_character(url: str) -> None:
    with open_store(url) as store:
        store.write([rows("bad\0\ud800.txt", "a\0b\udcffc")])
        with store.reading() as connection:
            found = connection.exec_driver_sql("SELECT text, locator FROM articles").one()
        assert tuple(found) == ("a\ufffdb\ufffdc", "bad\ufffd\ufffd.txt")
