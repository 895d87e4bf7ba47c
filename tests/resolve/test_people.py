from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.model import Article, Document, Entity
from textmine.packs.gazetteer import Gazetteer
from textmine.packs.loader import load_packs
from textmine.recognize.organizations import OrganizationFinder
from textmine.recognize.people import PersonFinder
from textmine.recognize.places import PlaceFinder
from textmine.resolve.organization_rules import read_rules
from textmine.resolve.organizations import resolve_organizations
from textmine.resolve.people import PeopleResolution, resolve_people
from textmine.resolve.person_match import bare_key, name_key
from textmine.resolve.places import resolve_places
from textmine.text.sentences import SentenceSplitter
from textmine.text.structure import ArticleReader

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "article.txt"


@dataclass(slots=True)
class Resolved:
    article: Article
    people: PeopleResolution
    names: dict[str, str]

    def shown(self) -> list[str]:
        """``name = role @ organisation`` of every person."""
        return [self._shown(entity) for entity in self.people.entities]

    def _shown(self, entity: Entity) -> str:
        role = f" = {entity.role}" if entity.role else ""
        held = f" @ {self.names[entity.organization]}" if entity.organization else ""
        return f"{entity.name}{role}{held}"


class Resolver:
    def __init__(self) -> None:
        packs = load_packs(entry_points=False)
        self.gazetteer = Gazetteer.load()
        self.rules = read_rules(packs)
        self.reader = ArticleReader(packs)
        self.splitter = SentenceSplitter(packs)
        self.places = PlaceFinder(packs, self.gazetteer)
        self.organizations = OrganizationFinder(packs, self.gazetteer)
        self.people = PersonFinder(packs)

    def resolve(self, text: str) -> Resolved:
        article = self.reader.read(Document("t", text, published="2020-10-16"))
        sentences = self.splitter.split(article.clean, article.folded, article.sections)
        article = replace(article, sentences=sentences)
        places = self.places.find(article)
        bodies = self.organizations.find(article, places)
        people = self.people.find(article, places, bodies)
        where = resolve_places(article, places, self.gazetteer)
        whose = resolve_organizations(
            article, bodies, places, where, self.gazetteer, self.rules
        )
        names = {entity.id: entity.name for entity in (*where.entities, *whose.entities)}
        return Resolved(article, resolve_people(article, people, whose, where), names)


_RESOLVERS: list[Resolver] = []


def resolve(text: str) -> Resolved:
    if not _RESOLVERS:
        _RESOLVERS.append(Resolver())
    return _RESOLVERS[0].resolve(text)


# (text, its people as ``name = role @ organisation``)
TABLE: tuple[tuple[str, list[str]], ...] = (
    # The organisation is completed with the commune the text is about.
    (
        "Xã Chiềng Bôm họp. Đồng chí Hà Văn Dụng, Bí thư Đảng ủy xã cho biết: Xã có 24 chi bộ.",
        ["Hà Văn Dụng = Bí thư Đảng ủy xã @ Đảng ủy xã Chiềng Bôm"],
    ),
    # An office of a village is held in the place.
    ("Ông Lò Văn Kẻo, Trưởng bản Hỏm nói.", ["Lò Văn Kẻo = Trưởng bản @ bản Hỏm"]),
    ("Ông Nay Blơng, Chủ tịch xã Ia Rsai nói.", ["Nay Blơng = Chủ tịch xã @ xã Ia Rsai"]),
    # Short names are the person's whose full name ends so.
    (
        "Đồng chí Hà Văn Dụng, Bí thư Huyện ủy Mai Sơn dự. Đồng chí Dụng phát biểu.",
        ["Hà Văn Dụng = Bí thư Huyện ủy @ Huyện ủy Mai Sơn"],
    ),
    ("Đại tá Lò Văn Ngân dự. Đại tá Ngân nói.", ["Lò Văn Ngân"]),
    ("Bà H’Bia Mlô nuôi bò. Bà H’Bia có 20 con.", ["H’Bia Mlô"]),
    ("Ông A Thi trồng sâm. A Thi có 2 ha.", ["A Thi"]),
    ("Anh Lò Văn Páo và chị Vì Thị Mỷ. Anh Páo nói, chị Mỷ cười.", ["Lò Văn Páo", "Vì Thị Mỷ"]),
    # Named only by one syllable, a person is that syllable.
    ("Anh Páo trồng mận. Anh Páo có 3 ha.", ["Páo"]),
    # A headline may be short before the body is full.
    ("Mô hình của ông Kẻo\n\nÔng Lò Văn Kẻo nuôi 20 con bò ở bản.", ["Lò Văn Kẻo"]),
    # Two of one given name: nobody is chosen, unless only one is so addressed.
    (
        "Đồng chí Hà Văn Dụng và đồng chí Lò Văn Dụng dự. Đồng chí Dụng phát biểu.",
        ["Hà Văn Dụng", "Lò Văn Dụng"],
    ),
    # One name in capitals, in two spellings of the tone, with two apostrophes.
    (
        "- Bí thư Tỉnh ủy LÊ QUANG HÒA: Tỉnh vượt kế hoạch.\n\nÔng Lê Quang Hoà dự.",
        ["Lê Quang Hoà = Bí thư Tỉnh ủy"],
    ),
    ("Bà Ksor H’Lâm và bà Ksor H'Lâm.", ["Ksor H’Lâm"]),
    # A slip of the tone: the same office says it is the same person.
    (
        "Ông Rah Lan Chưng, Chủ tịch UBND tỉnh Gia Lai dự. "
        "Ông Rah Lan Chung, Chủ tịch UBND tỉnh Gia Lai nói.",
        ["Rah Lan Chưng = Chủ tịch Ủy ban nhân dân tỉnh @ Ủy ban nhân dân tỉnh Gia Lai"],
    ),
    ("Ông Lê Văn Hùng nuôi cá. Ông Lê Văn Hưng nuôi gà.", ["Lê Văn Hùng", "Lê Văn Hưng"]),
    # The fullest wording of an office; membership yields to an office.
    (
        "Đồng chí Vì Văn Chựa, Ủy viên Ban Thường vụ Tỉnh ủy, Trưởng Ban Tổ chức Tỉnh ủy Sơn La "
        "dự. Trưởng Ban Tổ chức Vì Văn Chựa kết luận.",
        ["Vì Văn Chựa = Trưởng Ban Tổ chức Tỉnh ủy @ Ban Tổ chức Tỉnh ủy Sơn La"],
    ),
    (
        "Bí thư Vì Văn Chựa dự. Đồng chí Vì Văn Chựa, Bí thư Huyện ủy Mai Sơn nói.",
        ["Vì Văn Chựa = Bí thư Huyện ủy @ Huyện ủy Mai Sơn"],
    ),
    # Current before former, the new office before the one it ends.
    (
        "Ông Mùa A Súa, nguyên Bí thư Huyện ủy Mai Sơn, Chủ tịch Hội Khuyến học tỉnh Sơn La.",
        ["Mùa A Súa = Chủ tịch Hội Khuyến học tỉnh @ Hội Khuyến học tỉnh Sơn La"],
    ),
    (
        "Đồng chí Hà Văn Bịnh, Trưởng phòng Nội vụ huyện Mai Sơn, được bầu giữ chức Chủ tịch UBND "
        "huyện Mai Sơn.",
        ["Hà Văn Bịnh = Chủ tịch Ủy ban nhân dân huyện @ Ủy ban nhân dân huyện Mai Sơn"],
    ),
    (
        "HĐND tỉnh Sơn La miễn nhiệm chức danh Phó Chủ tịch UBND tỉnh đối với ông Lê Văn Tảo.",
        ["Lê Văn Tảo = nguyên Phó Chủ tịch Ủy ban nhân dân tỉnh @ Ủy ban nhân dân tỉnh Sơn La"],
    ),
    # A standing is no office.
    ("Ông Lò Văn Kẻo, chuyên viên Sở Y tế hướng dẫn.", ["Lò Văn Kẻo"]),
    ("Ảnh: Nguyễn Thế Vũ", ["Nguyễn Thế Vũ"]),
)


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_people(text: str, expected: list[str]) -> None:
    assert resolve(text).shown() == expected


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (  # a chair and an office of the Party in one area are held at once
            "Đồng chí Lò Văn Ín, Chủ tịch UBND huyện Mai Sơn, được bầu giữ chức Phó Bí thư Huyện "
            "ủy Mai Sơn.",
            ("Chủ tịch Ủy ban nhân dân huyện", "Phó Bí thư Huyện ủy"),
        ),
        (  # a new office ends the old one, though the text does not say so
            "Đồng chí Lò Văn Ín, Phó Chủ tịch UBND huyện Mai Sơn, được bầu giữ chức Phó Bí thư "
            "Huyện ủy Mai Sơn.",
            ("Phó Bí thư Huyện ủy",),
        ),
        (
            "Đồng chí Lò Văn Ín, Bí thư Đảng ủy xã Nà Ớt, được bầu giữ chức Chủ tịch UBND huyện "
            "Mai Sơn.",
            ("Chủ tịch Ủy ban nhân dân huyện",),
        ),
        (  # the new one is the old one said more fully
            "Đồng chí Lò Văn Ín, Phó Bí thư, được bầu giữ chức Phó Bí thư Thường trực Huyện ủy "
            "Mai Sơn.",
            ("Phó Bí thư Thường trực Huyện ủy",),
        ),
        (  # here it does
            "Đồng chí Lò Văn Ín thôi giữ chức Bí thư Huyện ủy Mai Sơn; được điều động giữ chức "
            "Trưởng Ban Dân vận Tỉnh ủy Sơn La.",
            ("Trưởng Ban Dân vận Tỉnh ủy", "nguyên Bí thư Huyện ủy"),
        ),
    ],
)
def test_offices_after_a_decision(text: str, roles: tuple[str, ...]) -> None:
    assert resolve(text).people.entities[0].roles == roles


def test_kinds_and_roles() -> None:
    found = resolve(
        "Đồng chí Vì Văn Chựa, Tỉnh ủy viên, Bí thư Huyện ủy, Chủ tịch HĐND huyện Mai Sơn, thăm "
        "hộ bà Lò Thị Xôm."
    ).people
    assert [entity.kind for entity in found.entities] == ["official", "person"]
    assert found.entities[0].roles == (
        "Bí thư Huyện ủy",
        "Chủ tịch Hội đồng nhân dân huyện",
        "Tỉnh ủy viên",
    )
    assert [entity.id for entity in found.entities] == ["N1", "N2"]


def test_two_of_one_name_are_told() -> None:
    found = resolve(
        "Đồng chí Hà Văn Dụng và đồng chí Lò Văn Dụng dự. Đồng chí Dụng cho biết, có 3 xã."
    ).people
    assert found.ids == ("N1", "N2", None)
    assert found.speakers == ()
    assert found.warnings == ("“Dụng” may be Hà Văn Dụng or Lò Văn Dụng; none chosen",)


def test_one_of_two_is_so_addressed() -> None:
    found = resolve("Ông Hà Văn Dụng và đồng chí Lò Văn Dụng dự. Ông Dụng nói, có 3 xã.").people
    assert found.ids == ("N1", "N2", "N1")
    assert found.warnings == ()


def test_an_office_that_speaks_is_its_holder() -> None:
    text = "Bí thư Huyện ủy Vì Văn Chựa dự. Bí thư Huyện ủy yêu cầu: Giảm 5% hộ nghèo."
    resolved = resolve(text)
    ((span, who),) = resolved.people.speakers
    assert (span.of(text), who) == ("yêu cầu: Giảm 5% hộ nghèo.", "N1")
    assert [mention.text for mention in resolved.people.entities[0].mentions] == [
        "Vì Văn Chựa",
        "Bí thư Huyện ủy",
    ]


def test_mentions_are_original_text() -> None:
    text = "Đồng chí  Hà\u00a0Văn Dụng, Bí thư Huyện ủy. Đồng chí Dụng nói."
    for entity in resolve(text).people.entities:
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text


@pytest.mark.skipif(not SEED.exists(), reason="the shared folder is not here")
def test_the_seed_article() -> None:
    resolved = resolve(SEED.read_text("utf-8"))
    assert resolved.shown() == [
        "Hà Văn Dũng = Bí thư Đảng ủy xã @ Đảng ủy xã Chiềng Bôm",
        "Lường Văn Lưu = Bí thư chi bộ @ Chi bộ bản Hỏm",
    ]
    assert [who for _, who in resolved.people.speakers] == ["N1", "N2"]
    first, second = (span.of(resolved.article.clean) for span, _ in resolved.people.speakers)
    assert first.startswith("cho biết: Đảng bộ xã hiện có 24 chi bộ")
    assert first.endswith("vượt 142% so với kế hoạch.")
    assert second.startswith("chia sẻ: Để thực hiện tốt")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lê Quang Hoà", "LÊ QUANG HÒA"), ("Ksor H’Lâm", "Ksor H'Lâm"), ("Y-Blal", "Y Blal")],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_bare_key_drops_every_mark() -> None:
    assert bare_key("Đặng Thị H’Ưng") == "dang thi hung"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["ông Lò Văn A", "ông A", "đồng chí Vì Văn A", ", Bí thư Huyện ủy", ". ", "A nói: ",
             "Bí thư yêu cầu", "Trưởng bản Hỏm ", "\n"]
        ),
        max_size=14,
    )
)
def test_invariants(parts: list[str]) -> None:
    resolved = resolve(" ".join(parts))
    people = resolved.people
    known = {entity.id for entity in people.entities}
    assert all(id is None or id in known for id in people.ids)
    assert all(who in known for _, who in people.speakers)
    assert {id for id in people.ids if id} == known
    for entity in people.entities:
        assert (entity.kind == "official") == bool(entity.roles)
        assert entity.role == (entity.roles[0] if entity.roles else None)
        assert entity.organization is None or entity.organization in resolved.names
