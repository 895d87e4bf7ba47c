"""The draw of held-out articles: repeatable, and of articles with numbers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

import draw_real


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ngày 5/4/2021, tháng 4/2021, 5-4, quý 2 và năm 2020.", 0),
        ("12 xã, 3,5 tỷ đồng, tăng 7%", 3),
        ("trong năm 2020 có 2.020 hộ", 1),
        ("Nam sinh 18 tuổi, lúc 21h15", 3),
        ("ngày 1/5", 1),  # not what one would wish, but how the draw was made
    ],
)
def test_dates_are_no_numbers(text: str, count: int) -> None:
    assert draw_real.numbers(text) == count


def test_the_draw_leaves_out_what_is_read_and_what_has_few_numbers() -> None:
    held = [f"a{number:02}" for number in range(30)]
    texts = dict.fromkeys(held, "1 hộ, 2 xã, 3 huyện") | {"a00": "không có số"}
    drawn = draw_real.draw(held, {"a01"}, texts)
    assert len(set(drawn)) == draw_real.COUNT
    assert not {"a00", "a01"} & set(drawn)
    assert drawn == draw_real.draw(held[::-1], {"a01"}, texts)


def test_the_gold_is_of_the_articles_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    if not draw_real.ARTICLES.is_file():
        pytest.skip("the articles are not here")
    assert draw_real.main([]) == 0
    gold = (draw_real.REAL / "untouched").glob("*.gold.json")
    assert {path.name.removesuffix(".gold.json") for path in gold} == set(
        capsys.readouterr().out.split()
    )


def test_the_dev_draw_takes_local_articles_that_are_not_held() -> None:
    names = [f"news_{topic}_{number:02}" for topic in ("society", "sport") for number in range(40)]
    texts = dict.fromkeys(names, "xã có 1 hộ, 2 chợ, 3 cầu") | {"news_society_00": "1, 2, 3"}
    drawn = draw_real.draw_dev(["news_society_01"], texts)
    assert len(set(drawn)) == draw_real.DEV_COUNT
    assert {name.split("_")[1] for name in drawn} == {"society"}
    assert not {"news_society_00", "news_society_01"} & set(drawn)


def test_the_dev_gold_is_of_the_articles_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    if not draw_real.ARTICLES.is_file():
        pytest.skip("the articles are not here")
    assert draw_real.main(["--dev"]) == 0
    drawn = capsys.readouterr().out.split()
    gold = (draw_real.REAL / "dev").glob("*.gold.json")
    assert {path.name.removesuffix(".gold.json") for path in gold} <= set(drawn)


def test_the_third_draw_takes_what_is_still_held_then_local_topics() -> None:
    names = [f"news_{topic}_{number:02}" for topic in ("society", "sport") for number in range(12)]
    texts = dict.fromkeys(names, "1 hộ, 2 xã, 3 huyện, 4 tỉnh")
    texts |= {"news_world_00": "1, 2, 3", "news_world_01": "1, 2, 3", "news_world_02": "1, 2"}
    held = ["news_world_00", "news_world_02", "news_society_00"]
    drawn = draw_real.draw_third(held, {"news_society_00", "news_society_01"}, texts)
    assert len(set(drawn)) == draw_real.COUNT
    assert drawn[0] == "news_world_00"
    assert {name.split("_")[1] for name in drawn[1:11]} == {"society"}
    assert {name.split("_")[1] for name in drawn[11:]} == {"sport"}
    assert not {"news_society_00", "news_society_01"} & set(drawn)
    assert drawn == draw_real.draw_third(held, {"news_society_00", "news_society_01"}, texts)


def test_the_third_gold_is_of_the_articles_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    if not draw_real.ARTICLES.is_file():
        pytest.skip("the articles are not here")
    assert draw_real.main(["--third"]) == 0
    gold = (draw_real.REAL / "third").glob("*.gold.json")
    assert {path.name.removesuffix(".gold.json") for path in gold} == set(
        capsys.readouterr().out.split()
    )
