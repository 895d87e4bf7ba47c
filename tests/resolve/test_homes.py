"""Where the people of an article live, and how far it is told of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.model import Document
from textmine.pipeline import Kit, build_kit, read_article
from textmine.resolve.organizations import resolve_organizations
from textmine.resolve.people import resolve_people
from textmine.resolve.person_homes import find_homes
from textmine.resolve.places import resolve_places

PIECES = ["ông Lò Văn A ", "ở bản Hỏm", ", ", "(", "\n", "nói: "]


@pytest.fixture(scope="module")
def kit() -> Kit:
    return build_kit()


def homes(kit: Kit, text: str) -> list[tuple[str, str]]:
    """(words of the stretch, words of the home)"""
    article = read_article(Document("x", text, published="2020-10-16"), kit)
    kit.times.find(article)
    places = kit.places.find(article)
    resolved = resolve_places(article, places, kit.gazetteer, ())
    bodies = kit.organizations.find(article, places)
    organizations = resolve_organizations(
        article, bodies, places, resolved, kit.gazetteer, kit.organization_rules
    )
    people = kit.people.find(article, places, bodies)
    ids = resolve_people(article, people, organizations, resolved).ids
    found = find_homes(article, people, ids, places, kit.home_words)
    return [(span.of(article.clean), places[home].span.of(article.clean)) for span, home in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anh Kpă Bưng (làng Lung, xã Ia Rong) có 2 ha. Anh nuôi bò.\nXã có 5 làng.",
            [("Kpă Bưng (làng Lung, xã Ia Rong) có 2 ha. Anh nuôi bò.", "làng Lung")],
        ),
        (
            "Ở thôn Đồng Minh, xã Thượng Ninh, ông Lục Văn Hạnh có 17 ha keo.",
            [("Lục Văn Hạnh có 17 ha keo.", "thôn Đồng Minh")],
        ),
        (
            '"Nhà mình có 3 con trâu", bà Phạm Thị Ới ở thôn Làng Dút, xã Ba Nam nói.',
            [
                (
                    '"Nhà mình có 3 con trâu", bà Phạm Thị Ới ở thôn Làng Dút, xã Ba Nam nói.',
                    "thôn Làng Dút",
                )
            ],
        ),
        # The next household begins where its head is named.
        (
            "Ông Lò Văn A ở bản Hỏm có 2 ha. Bà Lò Thị B ở bản Mòn có 3 ha.",
            [
                ("Lò Văn A ở bản Hỏm có 2 ha. Bà ", "bản Hỏm"),
                ("Lò Thị B ở bản Mòn có 3 ha.", "bản Mòn"),
            ],
        ),
        ("Ông Lò Văn A, Chủ tịch UBND xã Cò Nòi, cho biết xã có 5 bản.", []),
        ("Ông Lò Văn A đến thăm bản Hỏm.", []),
    ],
)
def test_homes(kit: Kit, text: str, expected: list[tuple[str, str]]) -> None:
    assert homes(kit, text) == expected


@settings(max_examples=40, deadline=None)
@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from(PIECES)).map("".join)
)
def test_any_text(text: str) -> None:
    kit = _kit()
    for words, home in homes(kit, text):
        assert words
        assert home


_KITS: list[Kit] = []


def _kit() -> Kit:
    if not _KITS:
        _KITS.append(build_kit())
    return _KITS[0]
