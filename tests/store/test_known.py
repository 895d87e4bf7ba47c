"""Inputs are known by their bytes: own, copied, failed; and forgotten with their article."""

from __future__ import annotations

from tests.store.made import rows
from textmine.store.known import Known, Reading
from textmine.store.open import open_store
from textmine.store.rows import Failure, text_key

VERSIONS = ("0.1.0", "base 1")


def test_what_was_read_is_known_by_its_bytes(url: str) -> None:
    a, copy = rows("a.txt"), rows("copy.txt")
    failure = Failure("bad.txt", "decode", "binary", None, "bad.txt")
    with open_store(url) as store:
        done = store.write([a, copy, failure], inputs={"a.txt": 1, "copy.txt": 2, "bad.txt": 3})
        assert done == (1, 0, 1, 1, 0)
        key = text_key("a.txt")
        asked = [("a.txt", 1), ("copy.txt", 2), ("bad.txt", 3), ("new.txt", 4), ("moved.txt", 2)]
        assert store.known_inputs(asked, VERSIONS) == [
            Known(Reading.KNOWN, key),
            Known(Reading.COPY, key),
            Known(Reading.FAILED),
            Known(Reading.NEW, noted=False),
            Known(Reading.COPY, key, noted=False),
        ]
        assert store.known_inputs(asked[:1], ("2", "base 1"))[0].reading is Reading.STALE
        # Other bytes at a known place are read, even when they are another article's.
        assert (
            store.known_inputs([("copy.txt", 1), ("bad.txt", 9)], VERSIONS)
            == [Known(Reading.NEW, noted=False)] * 2
        )
        assert store.note_copies({"moved.txt": (2, key), "late.txt": (7, 123)}) == 1
        assert store.known_inputs([("moved.txt", 2)], VERSIONS) == [Known(Reading.COPY, key)]


def test_copies_of_a_replaced_article_are_read_again(url: str) -> None:
    with open_store(url) as store:
        store.write([rows("a.txt"), rows("copy.txt")], inputs={"a.txt": 1, "copy.txt": 1})
        done = store.write([rows("a.txt", "Khác hẳn.")], inputs={"a.txt": 5})
        assert done == (0, 1, 0, 0, 1)
        (known,) = store.known_inputs([("copy.txt", 1)], VERSIONS)
        assert known.reading is Reading.NEW
