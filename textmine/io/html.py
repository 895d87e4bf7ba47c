"""Articles out of HTML pages: their text in reading order, with title, captions and tables.

trafilatura says which paragraphs are the article; the text itself is taken from the page, so that
what it leaves out on purpose (headline, date line, captions) and what stands between the
paragraphs it knows is kept.  It enters here and only when a page is read.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from textmine.io.blocks import Block, Linear, PageWords, linearise
from textmine.io.published import normalize_published
from textmine.model.errors import InputError
from textmine.packs.loader import PackSet

MAX_PAGE_CHARS = 8_000_000  # larger pages are only stripped of their tags
MAX_ELEMENTS = 20_000  # and pages of more elements
MAX_COMPARED = 1_500  # blocks up to which it compares other methods, in quadratic time
MAX_DEPTH = 800  # and pages nested deeper: trafilatura gives up on them
_MIN_PART = 20  # letters: shorter blocks stand in a longer line by chance
_MAX_LOOKED = 2_000_000_000  # letters searched through for such parts, on the worst of pages
_MAX_TITLE = 240
_MAX_LINKS = 0.6  # share of a block's characters in links from which it is a list of links
_VIETNAM = timezone(timedelta(hours=7))
_NO_LETTERS = re.compile(r"[\W_]+")
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
)
_LD_PUBLISHED = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,40})"')
_DATED = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}")


@dataclass(frozen=True, slots=True)
class Page:
    """An article taken out of a page; ``published`` is ISO 8601."""

    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """What trafilatura found: keys of the article's lines, and metadata."""

    lines: frozenset[str] = frozenset()
    title: str | None = None
    date: str | None = None
    url: str | None = None
    site: str | None = None


class PageReader:
    """Reads pages; compiled once from the packs' ``[[page_words]]``."""

    def __init__(self, packs: PackSet) -> None:
        self._words = PageWords.of(packs)

    def read(self, html: str) -> Page:
        """The article in ``html``; an empty text when the page shows none.  Never raises."""
        page = linearise(html, self._words)
        warnings: list[str] = []
        found = _main_text(html, page, warnings)
        stated = _title(page, found)
        blocks = _article(page.blocks, found, stated)
        if not blocks:
            blocks = [b for b in page.blocks if not b.aside and b.links < _MAX_LINKS]
            blocks = blocks or page.blocks
            if blocks and not warnings:
                warnings.append("no article was recognised in the page; all its text was kept")
        return Page(
            _render(blocks),
            _printed_title(blocks, stated),
            _published(page, found, warnings),
            _url(page, found),
            _first(page, "og:site_name") or found.site,
            tuple(warnings),
        )


def _main_text(html: str, page: Linear, warnings: list[str]) -> _Found:
    """What trafilatura makes of the page; nothing, with a warning, when it cannot be asked."""
    large = len(html) > MAX_PAGE_CHARS or page.elements > MAX_ELEMENTS
    if large or page.depth > MAX_DEPTH:
        why = "large" if large else "deeply nested"
        warnings.append(f"the page is too {why} to tell article from navigation; kept all its text")
        return _Found()
    try:
        import trafilatura
    except ImportError as error:
        warnings.append(f"trafilatura cannot be loaded ({error}); kept all text of the page")
        return _Found()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        result = trafilatura.bare_extraction(
            html,
            fast=len(page.blocks) > MAX_COMPARED,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # noqa: BLE001  whatever it trips over, the page is still read
        name = type(error).__name__
        warnings.append(f"trafilatura failed on the page ({name}); kept all its text")
        return _Found()
    if result is None or isinstance(result, dict) or not result.text:
        return _Found()
    lines = frozenset(key for line in result.text.split("\n") if (key := _key(line)))
    return _Found(lines, result.title, result.date, result.url, result.sitename)


def _key(text: str) -> str:
    """Letters and digits alone, in lower case: what a block and trafilatura's line of it share."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFC", text)).lower()


# --- which blocks are the article


def _article(blocks: Sequence[Block], found: _Found, title: str | None) -> list[Block]:
    """Everything from the headline to the last paragraph trafilatura knows, asides left out."""
    keys = [_key(block.text) for block in blocks]
    known = _known(keys, found)
    proper = [i for i in known if not _beside(blocks[i])]
    size = sum(len(blocks[i].text) for i in known)
    # When it had to take the whole page, what stands beside the article is told by the markup.
    if proper and sum(len(blocks[i].text) for i in proper) >= 0.5 * size:
        known = proper
    if not known:
        return []
    start = _start(blocks, keys, known, title)
    wanted = set(known)
    return [
        blocks[i]
        for i in range(start, _stop(blocks, known[-1]))
        if i in wanted or i == start or blocks[i].caption or not _beside(blocks[i])
    ]


def _known(keys: list[str], found: _Found) -> list[int]:
    """Blocks that are a line of what trafilatura found, or stand in one: it joins some."""
    joined = "\n".join(line for line in found.lines if len(line) > 2 * _MIN_PART)
    looks = _MAX_LOOKED // (len(joined) + 1)
    known = []
    for i, key in enumerate(keys):
        if key in found.lines:
            known.append(i)
        elif len(key) >= _MIN_PART and looks > 0:
            looks -= 1
            if key in joined:
                known.append(i)
    return known


def _beside(block: Block) -> bool:
    return block.aside or (block.links >= _MAX_LINKS and not block.row)


def _start(blocks: Sequence[Block], keys: list[str], known: list[int], title: str | None) -> int:
    """The headline's place, else that of the first paragraph and the lines that date it."""
    first = known[0]
    wanted = _key(title) if title else ""
    if wanted:
        total = sum(len(blocks[i].text) for i in known)
        passed = 0
        for i in range(max(0, first - 60), known[-1]):
            if passed > 0.3 * total:
                break
            if keys[i] == wanted and (blocks[i].heading or not blocks[i].aside):
                return i
            if i >= first and keys[i]:
                passed += len(blocks[i].text)
    above = range(first, max(-1, first - 60), -1)
    for i in above:
        block = blocks[i]
        if block.heading and len(keys[i]) >= 12 and keys[i] in wanted:
            return i
    for i in above:
        if blocks[i].heading == 1 and not blocks[i].aside:
            return i
    return _without_headline(blocks, first)


def _without_headline(blocks: Sequence[Block], first: int) -> int:
    """Up from ``first`` over dates, to a line in bold or named a title when there is one."""
    start = first
    for i in range(first - 1, max(-1, first - 4), -1):
        block = blocks[i]
        if _beside(block) or len(block.text) > _MAX_TITLE:
            break
        if _DATED.search(block.text) and len(block.text) <= 80:
            start = i
        elif _is_headline(block):
            return i
        else:
            break
    return start


def _is_headline(block: Block) -> bool:
    styled = bool(block.heading) or block.titled or block.bold >= 0.9
    return styled and block.text.count(" ") >= 3 and not block.text.endswith((".", ":"))


def _printed_title(blocks: Sequence[Block], stated: str | None) -> str | None:
    """The article's first line when it is a headline, else what the page calls itself."""
    if not blocks:
        return stated
    first = blocks[0]
    if stated and _key(first.text) == _key(stated):
        return first.text
    if _is_headline(first) and (first.heading or not stated or len(blocks) > 1):
        return first.text
    return stated


def _stop(blocks: Sequence[Block], last: int) -> int:
    """One past the article's end: what follows in the same box, then who wrote it."""
    stop = last + 1
    while stop < len(blocks):
        block = blocks[stop]
        same_box = block.parent == blocks[last].parent and not block.heading
        if _beside(block):
            break
        if not (same_box or block.caption or (block.credit and len(block.text) <= 120)):
            break
        stop += 1
    return stop


def _render(blocks: Sequence[Block]) -> str:
    """A blank line between blocks; two before and after a caption, as a picture leaves them."""
    pieces: list[str] = []
    for i, block in enumerate(blocks):
        if i:
            picture = block.caption or blocks[i - 1].caption
            pieces.append("\n\n\n" if picture else "\n\n")
        pieces.append(block.text)
    return "".join(pieces)


# --- what the page says of the article


def _first(page: Linear, *names: str) -> str | None:
    for name in names:
        for value in page.meta.get(name, ()):
            return " ".join(value.split())[:1000] or None
    return None


def _title(page: Linear, found: _Found) -> str | None:
    """The headline as the page prints it, when it does; else as its metadata give it."""
    stated = _first(page, "og:title", "title") or found.title
    keys = {key for text in (stated, found.title) if text and (key := _key(text))}
    headings = [b for b in page.blocks if b.heading and len(b.text) <= 300]
    for block in headings:
        if _key(block.text) in keys:
            return block.text
    for block in headings:
        key = _key(block.text)
        related = any(whole.startswith(key) or key.startswith(whole) for whole in keys)
        if block.heading <= 2 and related and len(key) >= 12:
            return block.text
    ones = [b for b in headings if b.heading == 1 and not b.aside]
    if len(ones) == 1 and len(_key(ones[0].text)) >= 12:
        return ones[0].text
    return found.title or stated


def _url(page: Linear, found: _Found) -> str | None:
    for url in (_first(page, "canonical"), _first(page, "og:url"), found.url):
        if url and url.startswith(("http://", "https://")):
            return url
    return None


def _published(page: Linear, found: _Found, warnings: list[str]) -> str | None:
    stated = [value for name in _PUBLISHED for value in page.meta.get(name, ())]
    for script in page.meta.get("ld+json", ()):
        stated.extend(_LD_PUBLISHED.findall(script))
    stated.extend(page.meta.get("time", ())[:1])
    for value in stated:
        if iso := _day(value):
            return iso
    if stated:
        warnings.append(f"the page's date {stated[0][:40]!r} cannot be read")
    return found.date


def _day(value: str) -> str | None:
    """The day in Vietnam a stated date means; ``None`` when it cannot be read."""
    value = value.strip()
    if len(value) > 10:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            if moment.tzinfo is not None and 1900 <= moment.year <= 2100:
                moment = moment.astimezone(_VIETNAM)
            value = moment.date().isoformat()
    try:
        return normalize_published(value)
    except InputError:
        return None
