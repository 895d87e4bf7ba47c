from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import assert_linear
from tests.resolve.organization_table import TABLE
from textmine.model import Article, Document, Entity, EntityType
from textmine.packs.gazetteer import Gazetteer
from textmine.packs.loader import load_packs
from textmine.recognize.organizations import OrganizationFinder
from textmine.recognize.places import PlaceFinder
from textmine.resolve.organization_rules import read_rules
from textmine.resolve.organizations import OrganizationResolution, resolve_organizations
from textmine.resolve.places import resolve_places
from textmine.text.structure import ArticleReader

SEED = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"


class Kit:
    """Everything up to resolved organisations, compiled once."""

    def __init__(self) -> None:
        packs = load_packs(entry_points=False)
        self.gazetteer = Gazetteer.load()
        self.reader = ArticleReader(packs)
        self.places = PlaceFinder(packs, self.gazetteer)
        self.organizations = OrganizationFinder(packs, self.gazetteer)
        self.rules = read_rules(packs)

    def resolve(
        self, text: str, publisher: str | None = None, hints: tuple[str, ...] = ()
    ) -> Resolved:
        document = Document("t", text, published="2020-10-16", publisher=publisher)
        article = self.reader.read(document)
        found = self.places.find(article)
        mentions = self.organizations.find(article, found)
        places = resolve_places(article, found, self.gazetteer, hints)
        resolution = resolve_organizations(
            article, mentions, found, places, self.gazetteer, self.rules
        )
        return Resolved(article, resolution, (*places.entities, *resolution.entities))


class Resolved:
    def __init__(
        self, article: Article, resolution: OrganizationResolution, entities: tuple[Entity, ...]
    ) -> None:
        self.article = article
        self.resolution = resolution
        self.names = {entity.id: entity.name for entity in entities}

    def mentions(self) -> str:
        """``printed -> name`` of every organisation mention, a bare noun behind ``*``."""
        organizations = [
            m for m in self.resolution.resolved if m.type is EntityType.ORGANIZATION or m.anaphoric
        ]
        return " | ".join(
            f"{m.span.of(self.article.clean)} -> {self.names.get(m.entity, '*' + m.entity)}"
            for m in organizations
        )

    def entities(self) -> str:
        """``name < parent @ area`` of every entity."""
        lines = []
        for entity in self.resolution.entities:
            parent = f" < {self.names[entity.parent]}" if entity.parent else ""
            area = f" @ {self.names[entity.area]}" if entity.area else ""
            lines.append(f"{entity.name}{parent}{area}")
        return " | ".join(lines)


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit()


@pytest.mark.parametrize(("text", "publisher", "mentions", "entities"), TABLE)
def test_resolution(
    kit: Kit, text: str, publisher: str | None, mentions: str, entities: str
) -> None:
    found = kit.resolve(text, publisher)
    assert found.mentions() == mentions
    assert found.entities() == entities


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 60


def test_ids_and_kinds(kit: Kit) -> None:
    found = kit.resolve("Đảng ủy xã Nà Ớt họp. Toàn xã có 12 bản. Tỉnh ủy chỉ đạo.").resolution
    assert found.ids == ("O1", "P1", "Tỉnh ủy")
    assert [(e.id, e.type, e.kind) for e in found.entities] == [
        ("O1", EntityType.ORGANIZATION, "party_committee")
    ]


def test_resolved_holds_places_too_in_text_order(kit: Kit) -> None:
    found = kit.resolve("Đảng bộ xã Nà Ớt, huyện Mai Sơn. Toàn huyện có 22 xã.")
    clean = found.article.clean
    assert [
        (m.span.of(clean), m.entity, m.type.value, m.kind, m.anaphoric)
        for m in found.resolution.resolved
    ] == [
        ("Đảng bộ xã Nà Ớt", "O1", "organization", "party_organization", False),
        ("xã Nà Ớt", "P1", "place", "commune", False),
        ("huyện Mai Sơn", "P2", "place", "district", False),
        ("Toàn huyện", "P2", "place", "district", True),
    ]


def test_a_place_only_the_caller_named(kit: Kit) -> None:
    found = kit.resolve("Toàn tỉnh có 12 huyện. Tỉnh ủy giao.", "Báo Sơn La")
    place = found.resolution.entities[-1]
    assert (place.id, place.type, place.name, place.admin_code) == (
        "P1",
        EntityType.PLACE,
        "tỉnh Sơn La",
        "14",
    )
    assert [mention.text for mention in place.mentions] == ["Toàn tỉnh"]
    assert found.resolution.entities[0].area == "P1"


def test_a_district_named_by_the_address(kit: Kit) -> None:
    found = kit.resolve("Huyện ủy họp. Toàn huyện có 29 xã.", "Báo Sơn La", ("thuanchau",))
    assert found.mentions() == "Huyện ủy -> Huyện ủy Thuận Châu | Toàn huyện -> huyện Thuận Châu"


def test_two_of_equal_standing_none_chosen(kit: Kit) -> None:
    found = kit.resolve("UBND huyện Chư Prông và UBND huyện Chư Sê họp. Huyện phấn đấu.")
    assert found.resolution.ids[-1] == "huyện"
    assert found.resolution.warnings == ("'huyện' may be any of 2 places; none chosen",)


def test_mentions_are_original(kit: Kit) -> None:
    text = "Tại\u200b Chi bộ  bản Hỏm, Chi bô\u0323 bản Ho\u0309m, Chi bộ bản Hỏm"
    for entity in kit.resolve(text).resolution.entities:
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text


def test_nothing_in_nothing_out(kit: Kit) -> None:
    assert kit.resolve("").resolution == OrganizationResolution()


@pytest.mark.skipif(not SEED.exists(), reason="shared/seed/article.txt is not there: NOT CHECKED")
def test_seed(kit: Kit) -> None:
    found = kit.resolve(SEED.read_text("utf-8"))
    assert found.entities().split(" | ") == [
        "Đảng bộ xã Chiềng Bôm @ xã Chiềng Bôm",
        "Chi bộ bản Có Líu < Đảng bộ xã Chiềng Bôm @ bản Có Líu",
        "Đảng ủy xã Chiềng Bôm < Đảng bộ xã Chiềng Bôm @ xã Chiềng Bôm",
        "Ban Chỉ huy Quân sự xã Chiềng Bôm @ xã Chiềng Bôm",
        "Chi bộ bản Hỏm < Đảng bộ xã Chiềng Bôm @ bản Hỏm",
        "Ban Chấp hành Đảng bộ xã Chiềng Bôm < Đảng bộ xã Chiềng Bôm @ xã Chiềng Bôm",
    ]
    counts = [len(entity.mentions) for entity in found.resolution.entities]
    assert counts == [8, 1, 3, 1, 5, 1]
    assert found.resolution.warnings == ()


PIECES = st.sampled_from(
    [
        "Chi bộ ",
        "Đảng bộ ",
        "BCH ",
        "UBND ",
        "Đảng ủy Khối ",
        "Khối các cơ quan ",
        "xã ",
        "huyện ",
        "bản Hỏm ",
        "tỉnh ",
        "Sơn La",
        "Mai Sơn",
        "Nà Ớt",
        "Trường THPT A ",
        "toàn ",
        "Hội đã ",
        "thuộc ",
        "(",
        ", ",
        " và ",
        ". ",
        "\n",
        "của ",
        "Công ty TNHH B ",
        "Công ty ",
        "địa phương ",
        "Bí thư ",
        "cho biết: ",
        "tặng ",
        "cho ",
        "đã ",
        "chi bộ ",
        "ông Lò Văn A ở ",
        "Dịp này, ",
        "Mặt trận ",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_string(kit: Kit, text: str) -> None:
    found = kit.resolve(text, "Báo Sơn La")
    resolution = found.resolution
    ids = [entity.id for entity in resolution.entities]
    assert len(set(ids)) == len(ids)
    parents = {entity.id: entity.parent for entity in resolution.entities}
    for entity in resolution.entities:
        assert entity.area is None or entity.area in found.names
        seen = {entity.id}
        above = entity.parent
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = parents[above]
    starts = [(m.span.start, -m.span.end) for m in resolution.resolved]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "piece",
    [
        "Chi bộ bản Hỏm, Chi bộ đã họp. ",
        "UBND xã Nà Ớt; UBND xã đã họp; xã có 12 bản.\n",
        "Đảng bộ Khối các cơ quan tỉnh; Đảng ủy Khối họp. ",
        "Trường Tiểu học Nà Ớt; Nhà trường có; BTV Đảng ủy Công an tỉnh; ",
        "của Chi bộ, toàn Đảng bộ và Hội đã ",
        "huyện Mai Sơn và xã Nà Ớt; toàn Đảng bộ; Chi bộ bản Hỏm đã họp ",
        "tặng cờ cho Đảng bộ xã Nà Ớt, ông Lò Văn A ở bản Hỏm, Đảng ủy họp. ",
    ],
)
def test_hostile_text_is_linear(kit: Kit, piece: str) -> None:
    def read(copies: int) -> tuple[object, ...]:
        article = kit.reader.read(Document("t", piece * copies, published="2020-10-16"))
        found = kit.places.find(article)
        mentions = kit.organizations.find(article, found)
        places = resolve_places(article, found, kit.gazetteer)
        return article, mentions, found, places, kit.gazetteer, kit.rules

    def resolve(given: tuple[object, ...]) -> object:
        return resolve_organizations(*given)  # type: ignore[arg-type]

    assert_linear(resolve, read(60), read(480), 8)
