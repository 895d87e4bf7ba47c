from __future__ import annotations

from pathlib import Path

import pytest

from textmine.model import Article, Document, Entity
from textmine.packs.gazetteer import Gazetteer
from textmine.packs.loader import load_packs
from textmine.recognize.places import PlaceFinder
from textmine.resolve.places import PlaceResolution, resolve_places
from textmine.text.clean import clean_text
from textmine.text.fold import fold_text

SEED = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"


@pytest.fixture(scope="module")
def finder() -> PlaceFinder:
    return PlaceFinder(load_packs(entry_points=False), Gazetteer.load())


def resolve(
    finder: PlaceFinder,
    text: str,
    published: str | None = "2020-10-16",
    hints: tuple[str, ...] = (),
    **known: str,
) -> PlaceResolution:
    clean, offsets = clean_text(text)
    document = Document("t", text, published=published, **known)
    article = Article(document, clean, fold_text(clean), offsets, published=published)
    return resolve_places(article, finder.find(article), finder.gazetteer, hints)


def line(resolution: PlaceResolution, entity: Entity) -> str:
    """``name code < parent``, what a table below states."""
    names = {other.id: other.name for other in resolution.entities}
    code = f" {entity.admin_code}" if entity.admin_code else ""
    parent = f" < {names[entity.parent]}" if entity.parent else ""
    return f"{entity.name}{code}{parent}"


def lines(resolution: PlaceResolution) -> list[str]:
    return [line(resolution, entity) for entity in resolution.entities]


# (text, date, the entities in order of first mention)
TABLE: tuple[tuple[str, str, list[str]], ...] = (
    (
        "Đảng bộ xã Chiềng Bôm (Thuận Châu)",
        "2020-10-16",
        ["xã Chiềng Bôm 03766 < huyện Thuận Châu", "huyện Thuận Châu 119"],
    ),
    # bare names: the province before the city, the body before the name says which
    ("Về Sơn La", "2020", ["tỉnh Sơn La 14"]),
    ("tại Hà Nội và TP.HCM", "2020", ["thành phố Hà Nội 01", "thành phố Hồ Chí Minh 79"]),
    ("Thành ủy Sơn La", "2020", ["thành phố Sơn La 116"]),
    ("Huyện ủy Quảng Ninh", "2020", ["huyện Quảng Ninh 456"]),
    ("Tỉnh ủy Quảng Ninh", "2020", ["tỉnh Quảng Ninh 22"]),
    # what has another level today is of the level its committee has
    ("Mộc Châu: Huyện ủy Mộc Châu họp", "2012", ["huyện Mộc Châu 123"]),
    ("Thị ủy Dĩ An", "2015", ["thị xã Dĩ An 724"]),
    # a later bare name is the place named with its level
    (
        "huyện Mai Sơn họp. Mai Sơn có 22 xã",
        "2020",
        ["huyện Mai Sơn 125"],
    ),
    # capitals and abbreviations undone, old tone placement understood
    ("HUYỆN THUẬN CHÂU", "2020", ["huyện Thuận Châu 119"]),
    (
        "P.1, TP. Cao Lãnh",
        "2020",
        ["phường 1 29869 < thành phố Cao Lãnh", "thành phố Cao Lãnh 866"],
    ),
    ("tỉnh Hoà Bình", "2020", ["tỉnh Hoà Bình 17"]),
    # same-named communes told apart by what is printed
    (
        "xã Tân Lập, huyện Mộc Châu và xã Tân Lập, huyện Kon Rẫy",
        "2020",
        [
            "xã Tân Lập < huyện Mộc Châu",
            "huyện Mộc Châu 123",
            "xã Tân Lập 23497 < huyện Kon Rẫy",
            "huyện Kon Rẫy 614",
        ],
    ),
    (
        "huyện Châu Thành (Tiền Giang). Về Châu Thành",
        "2020",
        ["huyện Châu Thành 821 < tỉnh Tiền Giang", "tỉnh Tiền Giang 82"],
    ),
    # a child tells its ambiguous parent apart
    (
        "xã Lộc Tân, huyện Bảo Lâm",
        "2020",
        ["xã Lộc Tân 25078 < huyện Bảo Lâm", "huyện Bảo Lâm 680"],
    ),
    # the same code before and after the reform is another commune
    (
        "xã Púng Tra, huyện Thuận Châu",
        "2020",
        ["xã Púng Tra 03784 < huyện Thuận Châu", "huyện Thuận Châu 119"],
    ),
    ("xã Nậm Lầu, tỉnh Sơn La", "2026-01", ["xã Nậm Lầu 03784 < tỉnh Sơn La", "tỉnh Sơn La 14"]),
    # (cũ) looks back
    (
        "xã Nậm Lầu sáp nhập từ xã Nậm Lầu (cũ) của huyện Thuận Châu (cũ), tỉnh Sơn La",
        "2025-08-01",
        [
            "xã Nậm Lầu 03784 < tỉnh Sơn La",
            "xã Nậm Lầu 03790 < huyện Thuận Châu",
            "huyện Thuận Châu 119 < tỉnh Sơn La",
            "tỉnh Sơn La 14",
        ],
    ),
    # by habit after the reform: what no longer exists is what it was
    (
        "huyện Thuận Châu, tỉnh Sơn La",
        "2026",
        ["huyện Thuận Châu 119 < tỉnh Sơn La", "tỉnh Sơn La 14"],
    ),
    ("Về Yên Bái", "2026", ["tỉnh Yên Bái 15"]),
    # a commune of today under its former district
    (
        "xã Bờ Ngoong (huyện Chư Sê cũ)",
        "2025-10",
        ["xã Bờ Ngoong 23947 < huyện Chư Sê", "huyện Chư Sê 633"],
    ),
    # changes before the reform
    (
        "phường Phú Nhuận, TP Huế, tỉnh Thừa Thiên Huế",
        "2020",
        [
            "phường Phú Nhuận 19789 < thành phố Huế",
            "thành phố Huế 474 < tỉnh Thừa Thiên Huế",
            "tỉnh Thừa Thiên Huế 46",
        ],
    ),
    ("thành phố Huế", "2025-03-01", ["thành phố Huế 46"]),
    ("tỉnh Hà Tây", "2008-03", ["tỉnh Hà Tây 28"]),
    ("quận 9, TP.HCM", "2019", ["quận 9 763 < thành phố Hồ Chí Minh", "thành phố Hồ Chí Minh 79"]),
    ("thị xã Phú Mỹ", "2020", ["thị xã Phú Mỹ 754"]),
    # not known to the gazetteer
    (
        "tỉnh Hủa Phăn (Lào)",
        "2020",
        ["tỉnh Hủa Phăn < Lào", "Lào"],
    ),
    (
        "thành phố Trùng Khánh, Trung Quốc",
        "2020",
        ["thành phố Trùng Khánh < Trung Quốc", "Trung Quốc"],
    ),
    # villages: printed commune, nearest before in the paragraph, the article's only one
    (
        "xã Ia Dom, huyện Đức Cơ\nlàng Mook Trêl đẹp",
        "2020",
        ["xã Ia Dom 23872 < huyện Đức Cơ", "huyện Đức Cơ 631", "làng Mook Trêl < xã Ia Dom"],
    ),
    (
        "xã Ia Pnôn có làng Mook Trêl. Xã Ia Nan có làng Sơn.\nLàng Mook Trêl, làng Nú",
        "2020",
        [
            "xã Ia Pnôn 23881",
            "làng Mook Trêl < xã Ia Pnôn",
            "xã Ia Nan 23884",
            "làng Sơn < xã Ia Nan",
            "làng Nú",
        ],
    ),
    (
        "thôn 1, xã Ia Pnôn; thôn 1, xã Ia Nan",
        "2020",
        ["thôn 1 < xã Ia Pnôn", "xã Ia Pnôn 23881", "thôn 1 < xã Ia Nan", "xã Ia Nan 23884"],
    ),
)


@pytest.mark.parametrize(("text", "date", "expected"), TABLE)
def test_entities(finder: PlaceFinder, text: str, date: str, expected: list[str]) -> None:
    assert lines(resolve(finder, text, date)) == expected


def test_path_and_successors(finder: PlaceFinder) -> None:
    commune = resolve(finder, "Đảng bộ xã Chiềng Bôm (Thuận Châu)").entity(0)
    assert [(area.code, area.name) for area in commune.path] == [
        ("03766", "xã Chiềng Bôm"),
        ("119", "huyện Thuận Châu"),
        ("14", "tỉnh Sơn La"),
    ]
    assert [(area.code, area.name, area.since) for area in commune.successors] == [
        ("03784", "xã Nậm Lầu", "2025-07-01")
    ]


def test_two_candidates_none_chosen(finder: PlaceFinder) -> None:
    found = resolve(finder, "xã Tân Lập kết nạp 5 đảng viên")
    assert found.entities[0].admin_code is None
    assert found.entities[0].path == ()
    assert len(found.warnings) == 1
    assert "'xã Tân Lập'" in found.warnings[0]
    assert "none chosen" in found.warnings[0]


@pytest.mark.parametrize(
    ("known", "hints"),
    [
        ({"province": "Kon Tum"}, ()),
        ({"publisher": "Báo Kon Tum"}, ()),
        ({}, ("konray",)),
        ({}, ("kontum",)),
    ],
)
def test_the_caller_decides(
    finder: PlaceFinder, known: dict[str, str], hints: tuple[str, ...]
) -> None:
    found = resolve(finder, "xã Tân Lập kết nạp 5 đảng viên", "2020", hints, **known)
    assert lines(found) == ["xã Tân Lập 23497"]
    assert found.context[0].name in {"tỉnh Kon Tum", "huyện Kon Rẫy"}
    assert not found.warnings


def test_wrong_parent_is_told(finder: PlaceFinder) -> None:
    found = resolve(finder, "xã Chiềng Bôm, huyện Mai Sơn")
    assert lines(found) == ["xã Chiềng Bôm < huyện Mai Sơn", "huyện Mai Sơn 125"]
    assert "is not in" in found.warnings[0]


def test_merged_before_the_reform(finder: PlaceFinder) -> None:
    """The package knows Phú Thị only as a part of Phú Sơn; its own code is not known."""
    commune = resolve(finder, "xã Phú Thị, huyện Gia Lâm, Hà Nội", "2020").entity(0)
    assert (commune.name, commune.admin_code) == ("xã Phú Thị", None)
    assert commune.successors
    assert all(area.since == "2025-07-01" for area in commune.successors)


def test_mentions_are_original(finder: PlaceFinder) -> None:
    text = "Tại\u200b xa\u0303 Chiềng  Bôm, xã Chiềng Bôm"
    found = resolve(finder, text)
    for entity in found.entities:
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text


def test_no_date_considers_both_generations(finder: PlaceFinder) -> None:
    found = resolve(finder, "xã Chiềng Bôm, huyện Thuận Châu, tỉnh Sơn La", None)
    assert lines(found) == [
        "xã Chiềng Bôm 03766 < huyện Thuận Châu",
        "huyện Thuận Châu 119 < tỉnh Sơn La",
        "tỉnh Sơn La 14",
    ]


def test_nothing_in_nothing_out(finder: PlaceFinder) -> None:
    assert resolve(finder, "") == PlaceResolution()


@pytest.mark.skipif(not SEED.exists(), reason="shared/seed/article.txt is not there: NOT CHECKED")
def test_seed(finder: PlaceFinder) -> None:
    found = resolve(finder, SEED.read_text("utf-8"))
    assert lines(found) == [
        "xã Chiềng Bôm 03766 < huyện Thuận Châu",
        "huyện Thuận Châu 119",
        "bản Có Líu < xã Chiềng Bôm",
        "bản Hỏm < xã Chiềng Bôm",
    ]
    assert found.entities[0].path[2].name == "tỉnh Sơn La"
    assert found.entities[0].successors[0].code == "03784"
    assert not found.warnings
