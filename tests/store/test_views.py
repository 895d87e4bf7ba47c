"""The views: every column documented; what is said twice counts once; the value in force."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.store.made import article, entity, fact, rows
from textmine.io.observations import COLUMNS
from textmine.store.open import open_store
from textmine.store.rows import ArticleRows, FactRow, text_key
from textmine.store.store import Store
from textmine.store.views import OBSERVATIONS, VIEWS

A = text_key("a.txt")


def one(store: Store, view: str) -> dict[str, Any]:
    (row,) = store.rows(view)
    return row


def test_observations_have_the_columns_of_the_flat_table() -> None:
    assert tuple(OBSERVATIONS.columns) == COLUMNS


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_documented_columns_are_those_of_the_view(url: str, view: Any) -> None:
    with open_store(url) as store:
        store.write([rows("a.txt")])
        with store.reading() as connection:
            found = connection.exec_driver_sql(f"SELECT * FROM {view.name}")
            assert tuple(found.keys()) == tuple(view.columns)
        assert all(tuple(row) == tuple(view.columns) for row in store.rows(view.name))


FALLEN = {"aspect": "change", "direction": "decrease"}
SIGNS: list[tuple[dict[str, Any], tuple[str | None, ...]]] = [
    ({"low": "10", "high": "15"}, (None, "10", "15")),
    (FALLEN | {"low": "10", "high": "15"}, (None, "-15", "-10")),
    (FALLEN | {"low": "7", "high": "7", "aspect": "growth"}, ("-7", "-7", "-7")),
    (FALLEN | {"low": "7", "high": "7", "aspect": "index"}, ("7", "7", "7")),
    (FALLEN | {"low": "0", "high": "0.5"}, (None, "-0.5", "0")),
    (FALLEN | {"low": None, "high": "3"}, (None, "-3", None)),
    (FALLEN | {"low": "-3", "high": "-2"}, (None, "2", "3")),
]


@pytest.mark.parametrize(("given", "expected"), SIGNS)
def test_changes_and_growth_are_signed(
    url: str, given: dict[str, Any], expected: tuple[str | None, ...]
) -> None:
    with open_store(url) as store:
        store.write([rows("a.txt")._replace(facts=(fact(A, **given),))])
        for view in ("observations", "time_series", "latest_values"):
            row = one(store, view)
            found = tuple(row[name] for name in ("obs_value", "obs_low", "obs_high"))
            assert found == tuple(None if text is None else Decimal(text) for text in expected)


def test_numbers_of_the_views_calculate(url: str) -> None:
    facts = tuple(fact(A, n, low=low, high=low) for n, low in enumerate(("9", "10", "0.25"), 1))
    with open_store(url) as store:
        store.write([rows("a.txt")._replace(facts=facts)])
        with store.reading() as connection:
            query = "SELECT SUM(obs_value), MAX(obs_value) FROM observations"
            total, most = connection.exec_driver_sql(query).one()
    assert (float(total), float(most)) == (19.25, 10.0)


def test_whose_number_it_is(url: str) -> None:
    body = entity(A, 2, type="organization", name="Công an xã", admin_code=None, area_no=1)
    person = entity(A, 3, type="person", name="Tẩn A Sài", admin_code=None, path="[]")
    bare = entity(A, 4, name="bản Nà Ui", admin_code=None)
    facts = (
        fact(A, 1),
        fact(A, 2, subject_no=2),
        fact(A, 3, subject_no=3),
        fact(A, 4, subject_no=4),
        fact(A, 5, subject_no=None, subject_text="huyện"),
    )
    with open_store(url) as store:
        made = rows("a.txt")._replace(entities=(entity(A), body, person, bare), facts=facts)
        store.write([made])
        found = [tuple(row.values())[3:8] for row in store.rows("observations")]
    assert found == [
        ("03103", "xã Nậm Sỏ", "2000-01-01/..", None, None),
        ("03103", "xã Nậm Sỏ", "2000-01-01/..", "e2", "Công an xã"),
        (None, None, None, None, None),
        (None, "bản Nà Ui", None, None, None),
        (None, None, None, None, "huyện"),
    ]


def test_indicators_are_named_as_the_packs_name_them(url: str) -> None:
    with open_store(url) as store:
        store.write([rows("a.txt")._replace(facts=(fact(A),))])
        assert one(store, "observations")["indicator_label"] == "đảng viên kết nạp"
        named = ("party.members.admitted", "Kết nạp", "Admitted", "flow", "person", True, "party")
        store.replace("indicators", [named])
        assert one(store, "observations")["indicator_label"] == "Kết nạp"
        assert one(store, "latest_values")["indicator_label"] == "Kết nạp"


def series(store: Store, *given: tuple[str, FactRow | None, dict[str, Any]]) -> None:
    """One article per entry, all about one identity."""
    written = []
    for locator, made, head in given:
        key = text_key(locator)
        facts = () if made is None else (made._replace(article_key=key),)
        row = article(locator, f"Bài {locator}.", **head)
        written.append(ArticleRows(row, entities=(entity(key),), facts=facts))
    store.write(written)
    place = (5, "place", "commune", "xã Nậm Sỏ", "03103", None, None, "gazetteer")
    store.replace("identities", [place])
    keys = [text_key(locator) for locator, _, _ in given]
    store.replace("entity_identities", [(key, 1, 5, "code", []) for key in keys])


def test_a_number_said_again_counts_once(url: str) -> None:
    facts = (fact(A, 1), fact(A, 2, repeat_of=1, time_period="2024-12", first_day="2024-12-01"))
    with open_store(url) as store:
        store.write([rows("a.txt")._replace(facts=facts)])
        assert store.count("facts") == 2
        assert one(store, "time_series")["obs_id"] == "a#f1"
        assert one(store, "latest_values")["articles"] == 1


def test_reprints_are_no_independent_source(url: str) -> None:
    with open_store(url) as store:
        three = [(name, fact(A), {"published": f"2025-01-0{n}"}) for n, name in enumerate("abc", 1)]
        series(store, *three)
        store.replace("duplicates", [(text_key("b"), text_key("a"), 0.95, "minhash")])
        row = one(store, "time_series")
        assert (row["articles"], row["sources"]) == (3, 2)
        assert (row["first_published"], row["last_published"]) == ("2025-01-01", "2025-01-03")
        assert row["subject_key"] == "5"


def told(value: str, year: int, status: str = "actual") -> FactRow:
    return fact(
        A, low=value, high=value, status=status, time_period=str(year),
        first_day=f"{year}-01-01", last_day=f"{year}-12-31",
    )  # fmt: skip


OLD, NEW, GOAL = told("1", 2022), told("2", 2023), told("9", 2030, "target")
IN_FORCE = [
    ("the later period", [(OLD, "2023"), (NEW, "2024")], 2),
    ("also when an older one is told later", [(OLD, "2025"), (NEW, "2024")], 2),
    ("actual before estimate", [(NEW, "2024"), (told("3", 2023, "estimate"), "2025")], 2),
    ("the later publication", [(NEW, "2024"), (told("3", 2023), "2025")], 3),
    ("no target while anything is known", [(OLD, "2021"), (GOAL, "2025")], 1),
    ("a target where nothing else is", [(told("8", 2025, "target"), "2021"), (GOAL, "2025")], 9),
]


@pytest.mark.parametrize(("why", "facts", "expected"), IN_FORCE, ids=[row[0] for row in IN_FORCE])
def test_the_value_in_force(
    url: str, why: str, facts: list[tuple[FactRow, str]], expected: int
) -> None:
    with open_store(url) as store:
        given = [(f"{n}", made, {"published": day}) for n, (made, day) in enumerate(facts)]
        series(store, *given)
        assert one(store, "latest_values")["obs_value"] == expected, why
        assert len(list(store.rows("time_series"))) == 2


def test_measures_of_one_indicator_stay_apart(url: str) -> None:
    kinds = [{}, {"aspect": "change"}, {"breakdown": "nữ"}, {"unit": "percent"}, {"per": "year"}]
    others = [{"indicator": "other", "label": label} for label in ("cầu", "cống")]
    facts = tuple(fact(A, n, **given) for n, given in enumerate([*kinds, *others], 1))
    with open_store(url) as store:
        store.write([rows("a.txt")._replace(facts=facts)])
        assert len(list(store.rows("latest_values"))) == len(facts)


def test_subjects_without_an_identity_are_never_joined(url: str) -> None:
    with open_store(url) as store:
        store.write([rows("a.txt"), rows("b.txt", "Hai.")])
        keys = {row["subject_key"] for row in store.rows("latest_values")}
        assert len(keys) == 2
