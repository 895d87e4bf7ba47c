"""The page: complete, escaped, closed to the network, every mark where its words are."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.io.fixtures import HOSTILE, TEXT, make_extraction, make_hostile
from textmine.io.highlight import paragraphs
from textmine.io.page import render_page
from textmine.io.printable import printable
from textmine.io.wording import load_wording
from textmine.model import Extraction, Span

VOID = {"meta", "br", "img", "link"}


class Page(HTMLParser):
    """Collects what a browser would see; fails when tags do not close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.text: dict[str, str] = {}
        self.article = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self._open:
            self.article += data
        if self._open:
            self.text[self._open[-1]] = self.text.get(self._open[-1], "") + data

    def values(self, tag: str, name: str) -> list[str]:
        return [value or "" for t, n, value in self.attributes if (t, n) == (tag, name)]


def render(*extractions: Extraction, language: str = "vi") -> str:
    return "".join(render_page(extractions, load_wording(language)))


@pytest.fixture(scope="module")
def page() -> str:
    return render(make_extraction())


def test_every_fact_is_marked_and_has_its_record(page: str) -> None:
    parsed = Page(page)
    for fact in make_extraction().facts:
        assert f"{fact.id}-at" in parsed.ids
        assert fact.id in parsed.ids
    assert len(parsed.ids) == len(set(parsed.ids))
    hrefs = [href[1:] for href in parsed.values("a", "href") if href.startswith("#")]
    assert len(hrefs) > 40
    assert set(hrefs) <= set(parsed.ids)


def test_marks_hold_exactly_the_words_of_the_fact(page: str) -> None:
    for fact in make_extraction().facts:
        pieces = re.findall(
            rf'<(?:a|span) [^>]*data-ids="(?:[^"]* )?{fact.id}(?: [^"]*)?"[^>]*>([^<]*)</',
            page[page.index("<article") : page.index("</article>")],
        )
        assert html.unescape("".join(pieces)) == fact.text


def test_the_article_is_printed_whole_and_unchanged(page: str) -> None:
    body = [line for line in TEXT.splitlines()[1:] if line.strip()]
    printed = [line for line in Page(page).article.splitlines() if line.strip()][1:]
    assert printed == body


def test_overlapping_numbers_are_cut_not_nested() -> None:
    extraction = make_extraction()
    pieces = [piece for part in paragraphs(extraction) for piece in part.pieces]
    assert "".join(piece.text for piece in pieces) == "".join(TEXT.splitlines())
    fraction = [p for p in pieces if any(mark.id == "F6" for mark in p.marks)]
    assert [(p.text, [mark.id for mark in p.marks], p.begins) for p in fraction] == [
        ("42/", ["F6"], ("F6",)),
        ("40 đảng viên", ["F6", "F7"], ("F7",)),
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="ab \n\r\u2028đ", max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=8),
)
def test_pieces_give_back_the_lines_whatever_the_marks(
    text: str, ranges: list[tuple[int, int]]
) -> None:
    base = make_extraction()
    article = replace(base.article, document=replace(base.article.document, text=text), sections=())
    facts = tuple(
        replace(base.facts[0], id=f"F{n}", span=Span(min(pair), max(pair)))
        for n, pair in enumerate(ranges)
    )
    result = paragraphs(Extraction(article, facts=facts))
    lines = [line for line in re.split("[\r\n\u2028]+", text) if line.strip()]
    assert ["".join(piece.text for piece in part.pieces) for part in result] == lines
    begins = [id for part in result for piece in part.pieces for id in piece.begins]
    assert len(begins) == len(set(begins))


def test_hostile_text_stays_text() -> None:
    text = render(make_hostile(), make_extraction())
    parsed = Page(text)
    assert parsed.tags.count("script") == 1
    assert "img" not in parsed.tags
    assert not [name for _, name, _ in parsed.attributes if name.startswith("on")]
    assert not [
        value for value in parsed.values("a", "href") if not value.startswith(("#", "https"))
    ]
    assert "alert(1)" not in parsed.text["script"]
    assert printable(HOSTILE.split("\n")[0]) in parsed.article
    assert "{{7*7}}" in parsed.article
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\ud800-\udfff]", text)
    text.encode("utf-8")


@pytest.mark.parametrize(
    "source", ["javascript:alert(1)", "data:text/html,x", " https://a", "x.txt"]
)
def test_only_web_addresses_become_links(source: str) -> None:
    base = make_extraction()
    document = replace(base.article.document, source=source)
    text = render(replace(base, article=replace(base.article, document=document)))
    links = [href for href in Page(text).values("a", "href") if not href.startswith("#")]
    assert links == (["https://a"] if "https" in source else [])


def test_the_policy_allows_only_the_pages_own_style_and_script(page: str) -> None:
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    names = {name for _, name, _ in Page(page).attributes}
    assert "style" not in names
    assert "src" not in names


def test_nothing_is_fetched(page: str) -> None:
    assert not re.search(r"@import|url\(|<link|fetch\(|XMLHttpRequest|innerHTML", page)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ["36,6 tỷ đồng", "25–30 triệu đồng/người/năm", "1.234 hộ", "−3 người", "mục tiêu"]),
        (
            "en",
            [
                "36.6 billion VND",
                "25–30 million VND/person/year",
                "1,234 households",
                "−3 people",
                "target",
            ],
        ),
    ],
)
def test_both_languages(language: str, words: list[str]) -> None:
    text = render(make_extraction(), language=language)
    assert f'<html lang="{language}">' in text
    for word in words:
        assert f">{word}<" in text


def test_an_article_without_anything_still_makes_a_page() -> None:
    base = make_extraction()
    document = replace(base.article.document, text="", source=None, publisher=None)
    article = replace(base.article, document=document, sections=(), title=None, published=None)
    text = render(Extraction(article))
    Page(text)
    assert "Không tìm thấy con số nào." in text


def test_findings_come_worst_first_and_link_to_their_numbers(page: str) -> None:
    verdicts = re.findall(r'<li class="finding v-(\w+)"', page)
    assert verdicts == ["violated", "undecided", "satisfied", "satisfied"]
    first = page[page.index('id="C2"') : page.index('id="C3"')]
    assert re.findall(r'href="#(\w+)-at"', first) == ["F1", "F2", "F3", "F4"]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        render(make_extraction(), language="fr")
