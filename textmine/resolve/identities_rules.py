"""What identities take from the packs: names that are the same, scopes, offices, successions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from textmine.packs.gazetteer import LEVEL_WORD, Gazetteer
from textmine.packs.loader import PackSet, Row
from textmine.resolve.identities_gazetteer import Lives
from textmine.resolve.organization_rules import read_head_folder
from textmine.text.fold import fold_text

_AND = re.compile(r"[ ,]+và +|, *| {2,8}")  # Sản - Nhi, Sản Nhi; phòng, chống and phòng chống
# What writing out a form that stands in its own meaning leaves: tòa án nhân dân nhân dân.
_TWICE = re.compile(r"(?<!\w)(\w{1,8} \w{1,8})(?: \1)+(?!\w)")
SCOPES = frozenset(
    {"nation", "distinct", "foreign", "parent", "province", "company", "named_in_province"}
)
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—", "-"))
# Kĩ thuật and Kỹ thuật, Lí and Lý: one sound with two spellings.
_RIME_Y = re.compile(r"(?<![^\W_])((?:th|[hklmstv]|qu))([yỳýỷỹỵ])(?!\w)")
_Y_TO_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")


@dataclass(frozen=True, slots=True)
class Scope:
    """One row of [[identity_scope]]."""

    id: str
    scope: str
    ambiguous: frozenset[str]


@dataclass(frozen=True, slots=True)
class IdentityRules:
    """Compiled once from the packs, with the gazetteer; safe to share.

    ``fold_head`` is a name as compared (short forms undone); ``scopes`` by opening words,
    ``kind_scopes`` by kind; ``forms``: a company's legal form -> its canonical form (empty for a
    bare one); ``titles`` the openings of offices, longest first.
    """

    gazetteer: Gazetteer
    lives: Lives
    fold_head: Callable[[str], str]
    plain_head: Callable[[str], str]
    scopes: Mapping[str, Scope]
    kind_scopes: Mapping[str, Scope]
    forms: tuple[tuple[str, str], ...]
    national: tuple[str, ...]
    titles: frozenset[str]
    title_pairs: Mapping[str, str]
    left_out: tuple[str, ...]
    territory: Mapping[str, str]
    national_offices: frozenset[str]
    ministerial: frozenset[str]
    weak_offices: frozenset[str]
    company_offices: frozenset[str]
    countries: Mapping[str, str]
    levels: tuple[str, ...]
    level_kinds: Mapping[str, frozenset[str]]
    not_levels: tuple[str, ...]
    heads: frozenset[str]
    successions: tuple[tuple[str, str, str], ...]

    def opens_body(self, words: str) -> bool:
        """Whether these words begin as a body does that is no company (hội đồng, tỉnh ủy)."""
        found = self.plain_head(words)
        return any(found == head or found.startswith(f"{head} ") for head in self.heads)

    def scope_of(self, head: str, kind: str) -> Scope | None:
        """The scope of a body by its kind, else by its opening words, the longest first."""
        if kind in self.kind_scopes:
            return self.kind_scopes[kind]
        words = head.split(" ")
        for size in range(min(len(words), 6), 0, -1):
            found = self.scopes.get(" ".join(words[:size]))
            if found is not None:
                return found
        return None


def read_identity_rules(packs: PackSet, gazetteer: Gazetteer) -> IdentityRules:
    """Compiles the tables.

    Raises PackError naming the row that is malformed.
    """
    plain, fold = _folders(packs)
    scopes, kind_scopes = _scopes(packs, plain)
    titles = {
        spelling(f"{deputy}{word}")
        for row in packs.by_id("title").values()
        for word in row.data.get("words", ())
        for deputy in ("", *packs.by_id("title_word")["deputy"].data["words"])
    }
    levels = [word for row in packs.rows("organization_level") for word in row.data["words"]]
    kinds: dict[str, frozenset[str]] = {
        word: frozenset(row.data.get("kinds", ()))
        for row in packs.rows("organization_level")
        for word in row.data["words"]
    }
    return IdentityRules(
        gazetteer,
        Lives(gazetteer),
        fold,
        plain,
        scopes,
        kind_scopes,
        _forms(packs),
        tuple(f" {word}" for word in _words(packs, "identity_words", "national")),
        frozenset(titles),
        _spelt_pairs(packs, "identity_title"),
        tuple(sorted(_words(packs, "identity_words", "office_left_out"), key=len, reverse=True)),
        {
            title: fold(row.data["head"])
            for row in packs.by_id("identity_territory").values()
            for title in row.data["titles"]
        },
        frozenset(_words(packs, "identity_words", "national_offices")),
        frozenset(_words(packs, "identity_words", "ministerial")),
        frozenset(_words(packs, "identity_words", "weak_offices")),
        frozenset(_words(packs, "identity_words", "company_offices")),
        {
            spelling(one): spelling(other)
            for one, other in _pairs(packs, "identity_country").items()
        },
        tuple(sorted({*levels, *LEVEL_WORD.values()}, key=len, reverse=True)),
        kinds,
        tuple(f" {word}" for word in _words(packs, "identity_words", "not_levels")),
        frozenset(
            plain(word)
            for row in packs.by_id("organization").values()
            if row.data.get("kind") != "company" and row.data["id"] != "company"
            for word in (*row.data["words"], "hội đồng")
        ),
        tuple(
            (fold(old), fold(new), row.data.get("since", ""))
            for row in packs.by_id("identity_succession").values()
            for old, new in _row_pairs(row)
        ),
    )


@lru_cache(maxsize=65536)
def spelling(name: str) -> str:
    """What spellings of one name share: case, tone placement, i and y, dashes, apostrophes."""
    text = fold_text(" ".join(name.split()).translate(_APOSTROPHES).translate(_DASHES))
    return _RIME_Y.sub(lambda match: match[1] + match[2].translate(_Y_TO_I), text)


def bare_name(name: str) -> str:
    """A person's name without marks: what spellings and slips of it share."""
    folded = spelling(name).replace("-", " ").replace("'", "").replace("đ", "d")
    decomposed = unicodedata.normalize("NFD", folded)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def person_name(name: str) -> str:
    """A person's name as compared."""
    return spelling(name).replace("-", " ").replace("'", "")


def replacer(pairs: Mapping[str, str]) -> Callable[[str], str]:
    """Replaces whole words by those they stand for, the longest first, in one scan."""
    if not pairs:
        return str
    forms = sorted(pairs, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
    return lambda text: pattern.sub(lambda match: pairs[match[0]], text)


def _folders(packs: PackSet) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """A name with the short forms of organisations undone, and further with identities' own."""
    base = read_head_folder(packs)

    @lru_cache(maxsize=65536)
    def plain(name: str) -> str:
        folded = _AND.sub(" ", spelling(base(name.replace("&", " và "))))
        return _TWICE.sub(r"\1", folded)

    aliases = _pairs(packs, "identity_alias")
    undo = replacer({plain(one): plain(other) for one, other in aliases.items()})

    @lru_cache(maxsize=65536)
    def fold(name: str) -> str:
        return undo(undo(plain(name)))

    return plain, fold


def _scopes(
    packs: PackSet, plain: Callable[[str], str]
) -> tuple[dict[str, Scope], dict[str, Scope]]:
    by_head: dict[str, Scope] = {}
    by_kind: dict[str, Scope] = {}
    for id, row in packs.by_id("identity_scope").items():
        scope = row.data.get("scope")
        if scope not in SCOPES:
            raise row.error(f"unknown scope {scope!r}", f"use one of {', '.join(sorted(SCOPES))}")
        made = Scope(id, scope, frozenset(map(plain, row.data.get("ambiguous", ()))))
        by_head.update({plain(head): made for head in row.data.get("heads", ())})
        by_kind.update(dict.fromkeys(row.data.get("kinds", ()), made))
    return by_head, by_kind


def _forms(packs: PackSet) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for id, row in packs.by_id("identity_form").items():
        bare = frozenset(row.data.get("bare", ()))
        for word in row.data["words"]:
            form = "" if word in bare else id if row.data.get("one") else word
            found[spelling(word)] = form.replace("một thành viên", "mtv")
    return tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _pairs(packs: PackSet, table: str) -> dict[str, str]:
    return dict(pair for row in packs.by_id(table).values() for pair in _row_pairs(row))


def _spelt_pairs(packs: PackSet, table: str) -> dict[str, str]:
    return {spelling(one): spelling(other) for one, other in _pairs(packs, table).items()}


def _row_pairs(row: Row) -> list[tuple[str, str]]:
    """Raises PackError when the pairs are no pairs of texts."""
    pairs = row.data.get("pairs")
    if not isinstance(pairs, list) or any(
        not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(p, str) for p in pair)
        for pair in pairs
    ):
        raise row.error("needs pairs of texts", 'write pairs = [["…", "…"]]')
    return [(one, other) for one, other in pairs]


def _words(packs: PackSet, table: str, id: str) -> tuple[str, ...]:
    row = packs.by_id(table).get(id)
    return tuple(map(spelling, row.data.get("words", ()))) if row is not None else ()
