"""An HTML page as the blocks a reader sees, in reading order.

The page is read as a stream of events, so that depth costs nothing: a hundred thousand nested
elements are a longer list, not a deeper call.  lxml enters here and only when a page is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from textmine.packs.loader import PackSet

MAX_TABLE_DEPTH = 20  # tables nested deeper are read as plain boxes
_MAX_CELL = 300  # characters: longer cells hold prose, so the table only lays the page out
_MAX_CAPTION = 400
_MAX_SCRIPT = 200_000  # characters of structured data looked at

_BLOCK_TAGS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main",
    "menu", "nav", "ol", "optgroup", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_SKIPPED_TAGS = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "select", "option", "button",
    "textarea", "iframe", "object", "embed", "video", "audio", "canvas", "map", "datalist",
    "title", "input",
))  # fmt: skip
_ASIDE_TAGS = frozenset(("nav", "footer", "aside", "dialog", "menu"))
_BOLD_TAGS = frozenset(("b", "strong", "big", "font"))
_TABLE_TAGS = frozenset(("table", "tr", "td", "th"))
_WHOLE_TAGS = frozenset(("html", "body", "main", "article"))  # their class says nothing
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_TOKENS = re.compile(r"[a-z]+|[0-9]+|[A-Z](?:[a-z]+|[A-Z]*(?![a-z]))")
_SIGNS = re.compile(r"[^a-z0-9]+")
_HIDDEN = re.compile(r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)", re.I)


@dataclass(slots=True)
class Block:
    """One line of the page: its text, blanks collapsed, and what its elements say of it.

    ``parent`` numbers the element it stands in; ``aside`` is true inside navigation, comments and
    the like; ``links`` and ``bold`` are the shares of its characters that are; ``heading`` is 1 to
    6, ``titled`` true where an element is named for its headline.
    """

    text: str
    parent: int
    aside: bool = False
    caption: bool = False
    credit: bool = False
    row: bool = False
    titled: bool = False
    heading: int = 0
    links: float = 0.0
    bold: float = 0.0


@dataclass(slots=True)
class Linear:
    """The blocks of a page and its metadata by lower-case name, first value first."""

    blocks: list[Block] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)
    depth: int = 0
    elements: int = 0


@dataclass(frozen=True, slots=True)
class PageWords:
    """Parts of class names and ids that say what an element is (the packs' ``[[page_words]]``)."""

    whole: Mapping[str, frozenset[str]]
    inside: Mapping[str, re.Pattern[str]]

    @classmethod
    def of(cls, packs: PackSet) -> PageWords:
        rows = packs.by_id("page_words")
        inside = {}
        for id, row in rows.items():
            words = sorted(row.data.get("inside", ()), key=len, reverse=True)
            inside[id] = re.compile("|".join(map(re.escape, words)) or "(?!)")
        return cls({id: frozenset(row.data.get("words", ())) for id, row in rows.items()}, inside)

    def kinds(self, names: str) -> frozenset[str]:
        """Ids of the rows whose words ``names`` (classes and ids, parted by blanks) hold."""
        tokens = {token.lower() for token in _TOKENS.findall(names)}
        squeezed = " ".join(_SIGNS.sub("", name) for name in names.lower().split())
        return frozenset(
            id
            for id, words in self.whole.items()
            if not tokens.isdisjoint(words) or self.inside[id].search(squeezed)
        )


def linearise(html: str, words: PageWords) -> Linear:
    """The blocks of ``html`` in order.  Never raises; markup that is none becomes text."""
    from lxml import etree  # type: ignore[import-untyped,unused-ignore]

    reader = _Reader(words)
    data = html.replace("\0", " ").encode("utf-8", "replace")
    parser = etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True)
    try:
        etree.fromstring(data, parser)
    except etree.LxmlError:
        reader.close()
    return reader.page


@dataclass(slots=True)
class _Open:
    """An element still open: what it and those around it are."""

    tag: str
    number: int
    aside: bool
    caption: bool
    credit: bool
    titled: bool
    heading: int
    breaks: bool = False  # its start and its end part blocks
    opens: str = ""  # "table" or "cell" when its end closes one


@dataclass(slots=True)
class _Table:
    rows: list[list[list[Block]]] = field(default_factory=list)
    loose: list[Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    pictures: int = 0
    nested: bool = False


class _Reader:
    """Receives the parser's events."""

    def __init__(self, words: PageWords) -> None:
        self.page = Linear()
        self._words = words
        self._stack = [_Open("", 0, False, False, False, False, 0)]
        self._tables: list[_Table] = []
        self._sinks: list[list[Block]] = [self.page.blocks]
        self._parts: list[str] = []
        self._link_parts = 0
        self._bold_parts = 0
        self._links = 0  # open <a>
        self._bolds = 0  # open <b> and the like
        self._skipped = 0  # open elements whose text is not shown
        self._capture: list[str] | None = None
        self._capture_name = ""

    # --- events

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        self.page.elements += 1
        if tag in _SKIPPED_TAGS:
            self._skip(tag, attrib)
        elif tag == "meta" or tag == "link":
            self._metadata(tag, attrib)
        elif tag == "br":
            self._flush()
        elif tag == "img":
            if self._tables:
                self._tables[-1].pictures += 1
        elif tag == "a":
            self._links += 1
        elif tag in _BOLD_TAGS:
            self._bolds += 1
        above = self._stack[-1]
        opened = self._opened(tag, attrib, above)
        if opened.breaks:
            self._flush()
        self._stack.append(opened)
        if len(self._stack) > self.page.depth:
            self.page.depth = len(self._stack)
        if tag in _TABLE_TAGS:
            self._open_table_part(tag, self._stack[-1])
        self._note_time(tag, attrib)

    def end(self, tag: str) -> None:
        if tag in _SKIPPED_TAGS:
            self._skipped = max(0, self._skipped - 1)
            self._end_capture()
        elif tag == "a":
            self._links = max(0, self._links - 1)
        elif tag in _BOLD_TAGS:
            self._bolds = max(0, self._bolds - 1)
        if len(self._stack) > 1:
            if self._stack[-1].breaks:
                self._flush()
            opened = self._stack.pop()
            if opened.opens == "cell":
                self._close_cell()
            elif opened.opens == "table":
                self._close_table()

    def data(self, data: str) -> None:
        if self._capture is not None:
            self._capture.append(data)
        if self._skipped:
            return
        self._parts.append(data)
        if self._links:
            self._link_parts += len(data.strip())
        if self._bolds:
            self._bold_parts += len(data.strip())

    def comment(self, text: str) -> None:
        """Comments are not shown."""

    def close(self) -> None:
        self._flush()
        while len(self._stack) > 1:
            self.end(self._stack[-1].tag)

    # --- what an element is

    def _opened(self, tag: str, attrib: dict[str, str], above: _Open) -> _Open:
        names = f"{attrib.get('class', '')} {attrib.get('id', '')}"[:400]
        kinds: frozenset[str] = frozenset()
        if len(names) > 1 and tag not in _WHOLE_TAGS:
            kinds = self._words.kinds(names)
        aside = above.aside or tag in _ASIDE_TAGS or "aside" in kinds or _is_hidden(attrib)
        heading = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0
        block = tag in _BLOCK_TAGS
        own_box = block and tag != "p" and not heading
        return _Open(
            tag,
            self.page.elements if own_box else above.number,
            aside,
            above.caption or tag == "figcaption" or "caption" in kinds,
            above.credit or "credit" in kinds,
            above.titled or "title" in kinds,
            heading or above.heading,
            block or tag == "time" or "credit" in kinds,
        )

    def _skip(self, tag: str, attrib: dict[str, str]) -> None:
        self._skipped += 1
        kind = attrib.get("type", "")
        if tag == "title" and "title" not in self.page.meta:
            self._capture, self._capture_name = [], "title"
        elif tag == "script" and kind.strip().lower() == "application/ld+json":
            self._capture, self._capture_name = [], "ld+json"

    def _end_capture(self) -> None:
        if self._capture is None:
            return
        text = "".join(self._capture)[:_MAX_SCRIPT]
        self._note(self._capture_name, text)
        self._capture = None

    def _metadata(self, tag: str, attrib: dict[str, str]) -> None:
        if tag == "link":
            if attrib.get("rel", "").lower() == "canonical":
                self._note("canonical", attrib.get("href", ""))
            return
        content = attrib.get("content", "")
        for key in ("property", "name", "itemprop"):
            if name := attrib.get(key, ""):
                self._note(name.lower(), content)

    def _note_time(self, tag: str, attrib: dict[str, str]) -> None:
        if tag == "time" and "datetime" in attrib:
            name = "datepublished" if "itemprop" in attrib or "pubdate" in attrib else "time"
            if not self._stack[-1].aside:
                self._note(name, attrib["datetime"])
        elif tag != "meta" and attrib.get("itemprop", "").lower() == "datepublished":
            self._note("datepublished", attrib.get("content", ""))

    def _note(self, name: str, value: str) -> None:
        value = value.strip()
        if value:
            self.page.meta.setdefault(name, []).append(value)

    # --- blocks

    def _flush(self) -> None:
        if not self._parts:
            return
        raw = "".join(self._parts)
        linked, self._link_parts = self._link_parts, 0
        bold, self._bold_parts = self._bold_parts, 0
        self._parts = []
        here = self._stack[-1]
        lines = raw.split("\n") if here.tag == "pre" else [raw]
        for line in lines:
            text = _BLANKS.sub(" ", line).strip()
            if text:
                block = Block(text, here.number, here.aside, here.caption, here.credit)
                block.heading, block.titled = here.heading, here.titled
                block.links = min(1.0, linked / len(text))
                block.bold = min(1.0, bold / len(text))
                self._sinks[-1].append(block)

    # --- tables

    def _open_table_part(self, tag: str, opened: _Open) -> None:
        if tag == "table":
            if self._tables:
                self._tables[-1].nested = True
            if len(self._tables) < MAX_TABLE_DEPTH:
                opened.opens = "table"
                self._tables.append(_Table())
                self._sinks.append(self._tables[-1].loose)
        elif not self._tables or self._sinks[-1] is not self._tables[-1].loose:
            return  # a part of no table, or of one too deep to count
        elif tag == "tr":
            self._tables[-1].rows.append([])
        elif self._tables[-1].rows:
            opened.opens = "cell"
            self._sinks.append([])

    def _close_cell(self) -> None:
        cell = self._sinks.pop()
        table = self._tables[-1]
        table.rows[-1].append(cell)
        table.blocks.extend(cell)

    def _close_table(self) -> None:
        table = self._tables.pop()
        self._sinks.pop()
        target = self._sinks[-1]
        target.extend(table.loose)
        if _is_data(table):
            target.extend(row for cells in table.rows if (row := _row(cells)) is not None)
            return
        size = sum(len(block.text) for block in table.blocks)
        if table.pictures and not table.nested and size <= _MAX_CAPTION:
            for block in table.blocks:
                block.caption = True
        target.extend(table.blocks)


def _is_hidden(attrib: dict[str, str]) -> bool:
    return "hidden" in attrib or ("style" in attrib and bool(_HIDDEN.search(attrib["style"])))


def _is_data(table: _Table) -> bool:
    """Whether rows and columns mean something: short cells, more than one in some row."""
    if table.nested or not any(sum(map(bool, cells)) >= 2 for cells in table.rows):
        return False
    for cells in table.rows:
        for cell in cells:
            if sum(len(block.text) for block in cell) > _MAX_CELL:
                return False
            if any(block.heading == 1 for block in cell):
                return False
    return not table.pictures


def _row(cells: list[list[Block]]) -> Block | None:
    """One line for a row: its cells, parted by bars."""
    filled = [" ".join(block.text for block in cell) for cell in cells if cell]
    if not filled:
        return None
    first = next(cell[0] for cell in cells if cell)
    sizes = [(len(block.text), block.links) for cell in cells for block in cell]
    total = sum(size for size, _ in sizes)
    block = Block(" | ".join(filled), first.parent, first.aside, row=True)
    block.links = sum(size * share for size, share in sizes) / total
    return block
