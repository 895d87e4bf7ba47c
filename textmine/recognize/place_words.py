"""The words around places, compiled from the ``place_*`` tables of the packs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textmine.model.errors import PackError
from textmine.packs.gazetteer import LEVEL_WORD, RANK
from textmine.packs.loader import PackSet, Row

_UPPER = "".join(chr(code) for code in range(0x41, 0x1EFA) if chr(code).isupper())
# A run of capitalised words; bounded, so that a text of capitals stays linear.
NAME = re.compile(
    rf"(?:Nông trường )?[{_UPPER}][\w'’‘]{{0,14}}(?: [{_UPPER}][\w'’‘]{{0,14}}){{0,6}}"
)
NUMBER = re.compile(r"(?:số )?(?:\d{1,2}[A-Za-zĐđ]?|[IVX]{1,4})(?![\w%/]|[.,-]\d)")
# A syllable as Vietnamese spells it, tones folded away beforehand is not needed: letters decide.
PLAIN = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|kl|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    r"[aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]{1,3}"
    r"(?:ch|ng|nh|[cmnptk])?"
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level word and how names stand after it; see places.toml."""

    kind: str
    rank: int
    full: str
    numbered: bool
    known: bool
    numbers_only: bool
    needs_parent: bool
    plain: bool
    not_after: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Every table of places.toml, keyed by folded words."""

    levels: dict[str, Level]
    cues: dict[str, frozenset[str]]
    hints: dict[str, frozenset[str]]
    aliases: dict[str, str]
    whole: dict[str, tuple[str, str]]
    countries: frozenset[str]
    short_countries: frozenset[str]
    before_short: frozenset[str]

    def is_cue(self, name: str, word: str) -> bool:
        return word in self.cues[name]


def read_words(packs: PackSet) -> PlaceWords:
    """Compiles the tables.

    Raises PackError when a level has an unknown kind or a cue table is missing.
    """
    levels: dict[str, Level] = {}
    for row in packs.by_id("place_level").values():
        levels.update({word: _level(row, word) for word in _words(row)})
    cues = {id: frozenset(_words(row)) for id, row in packs.by_id("place_cue").items()}
    people = packs.by_id("name_cue").get("not_person")
    cues["historic"] = frozenset(_words(people)) if people is not None else frozenset()
    missing = _CUES - cues.keys()
    if missing:
        raise PackError(f"no [[place_cue]] {sorted(missing)[0]}", advice="load the base pack")
    hints = {
        word: frozenset(row.data["kinds"])
        for row in packs.by_id("place_hint").values()
        for word in _words(row)
    }
    aliases = {
        word: row.data["name"]
        for row in packs.by_id("place_alias").values()
        for word in _words(row)
    }
    whole = {
        word: (row.data["name"], row.data["kind"])
        for row in packs.by_id("place_word").values()
        for word in _words(row)
    }
    rows = list(packs.by_id("country").values())
    return PlaceWords(
        levels,
        cues,
        hints,
        aliases,
        whole,
        frozenset(word.lower() for row in rows for word in row.data["words"]),
        frozenset(word.lower() for row in rows for word in row.data.get("ambiguous", ())),
        frozenset(word for row in rows for word in row.data.get("after", ())),
    )


_CUES = {
    "verb",
    "plural",
    "list_opener",
    "descriptor",
    "leader",
    "not_leader",
    "not_name",
    "person_only",
    "person",
    "feature",
    "authority",
    "before_bare",
    "before_commune",
    "before_district",
    "before_home",
    "credit",
    "not_bare",
    "short_bare",
    "surname",
    "middle_name",
    "after_number",
}


def _words(row: Row) -> list[str]:
    words = row.data.get("words")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise row.error("needs a list of words", 'write words = ["…"]')
    return words


def _level(row: Row, word: str) -> Level:
    kind = row.data.get("kind")
    if not isinstance(kind, str) or kind not in RANK:
        raise row.error(f"unknown kind {kind!r}", f"use one of {', '.join(RANK)}")
    return Level(
        kind,
        RANK[kind],
        row.data.get("full") or LEVEL_WORD.get(kind) or word,
        bool(row.data.get("numbered")),
        bool(row.data.get("known")),
        bool(row.data.get("numbers_only")),
        bool(row.data.get("needs_parent")),
        bool(row.data.get("plain")),
        frozenset(row.data.get("not_after", ())),
    )


def word_before(folded: str, position: int) -> str:
    """The word that ends one space before ``position``; empty when something else stands there."""
    if position < 2 or folded[position - 1] != " ":
        return ""
    start = end = position - 1
    while (
        start > 0
        and end - start < 20
        and (folded[start - 1].isalnum() or folded[start - 1] in "'’")
    ):
        start -= 1
    return folded[start:end]


def word_after(folded: str, position: int) -> str:
    """The word that begins one space after ``position``; empty when something else stands there."""
    if position + 1 >= len(folded) or folded[position] != " ":
        return ""
    start = end = position + 1
    while end < len(folded) and end - start < 20 and folded[end].isalnum():
        end += 1
    return folded[start:end]


def opens_sentence(text: str, position: int) -> bool:
    """Whether nothing, a line's start or a closing mark stands before ``position``."""
    before = text[max(0, position - 3) : position].rstrip(" ")
    return not before or before[-1] in "\n.!?:;\"“”'‘(*•-–…/>"


def is_plain(name: str) -> bool:
    """Whether every word could be a Vietnamese syllable, a number or a single letter."""
    return all(
        PLAIN.fullmatch(word) or word.isdigit() or len(word) == 1
        for word in name.lower().split(" ")
    )
