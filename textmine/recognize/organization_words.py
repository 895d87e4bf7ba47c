"""The words around organisations, compiled from the ``organization*`` tables of the packs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, product
from typing import Any

from textmine.model.errors import PackError
from textmine.packs.loader import PackSet, Row
from textmine.text.fold import fold_text

TAILS = frozenset({"fill", "number", "proper", "central", "nation", "unit", "area"})
VILLAGE_LEVEL = "bản"
_CUES = {
    "aside",
    "attending",
    "bloc",
    "central",
    "ceremony",
    "clause",
    "compound",
    "example",
    "given_to",
    "giving",
    "going",
    "held_before",
    "holder",
    "holder_of",
    "joint",
    "legal_form",
    "lives",
    "name_phrase",
    "no_name",
    "no_short",
    "office",
    "own_word",
    "person_at",
    "phrase_stop",
    "plural",
    "plural_after",
    "quantifier",
    "same_holder",
    "scene",
    "side",
    "subject_after",
    "time_opening",
    "trade_verb",
    "venue",
    "with_people",
    "world",
    "year",
}
_TRADE = frozenset({"fill"})
_JOINT = re.compile(" và | - ")  # between the parts of a trade
_JOINTS = (" và ", " - ", "-")
_MOST_PARTS = 3
Spelt = tuple[str, str]  # a phrase folded, and as canonical names spell it


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of [[organization]]; the fields are explained at the head of organizations.toml."""

    id: str
    kind: str
    tails: tuple[str, ...]
    needs: frozenset[str]
    level: str | None
    fill: str | None
    levels: frozenset[str]
    under: tuple[str, ...]
    above: tuple[str, ...]
    points_to: frozenset[str]
    completes: bool
    completes_acting: bool
    by_place: frozenset[str]
    trade_inside: bool
    plain_number: bool
    own_party: bool
    lower: bool
    lower_after: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    capital_or_after: frozenset[str]
    takes_kinds: frozenset[str]
    bare: bool
    own: bool
    capital: bool
    inside: bool
    governs: bool
    shares_unit: bool
    of: bool
    many: bool
    spelt: bool
    open_fill: bool
    fill_needed: bool
    capital_fill: bool
    plain_fill: bool
    exact: bool
    own_name: bool
    brand: bool
    abroad: bool
    home: bool
    trade_short: bool
    always: bool
    same_words: bool
    branch: bool
    of_committee: bool

    @property
    def trade_only(self) -> bool:
        """Whether nothing but a trade of the vocabulary makes it an organisation."""
        return self.needs == _TRADE and not self.open_fill


@dataclass(frozen=True, slots=True)
class Territory:
    """One row of [[bare_level]]: when a level word alone stands for the place itself."""

    whole: frozenset[str]
    before: frozenset[str]
    ending: frozenset[str]
    not_before: frozenset[str]
    verbs: frozenset[str]
    opening: frozenset[str]
    counted: frozenset[str]


class Vocabulary:
    """Phrases looked for at one position, the longest first."""

    __slots__ = ("_by_start",)

    def __init__(self, phrases: Iterable[Spelt]) -> None:
        by_start: dict[str, list[Spelt]] = {}
        for folded, spelt in dict(phrases).items():
            by_start.setdefault(folded[:2], []).append((folded, spelt))
        self._by_start = {
            start: tuple(sorted(found, key=lambda pair: -len(pair[0])))
            for start, found in by_start.items()
        }

    def match(self, text: str, position: int) -> tuple[int, str] | None:
        """End of the longest phrase that stands at ``position`` and its canonical spelling."""
        candidates = self._by_start.get(text[position : position + 2])
        if candidates is None and position < len(text):
            candidates = self._by_start.get(text[position])
        for folded, spelt in candidates or ():
            if text.startswith(folded, position):
                end = position + len(folded)
                if not (text[end : end + 1].isalnum() or text[end : end + 1] == "&"):
                    return end, spelt
        return None


@dataclass(frozen=True, slots=True)
class OrganizationWords:
    """Every table about organisations.  ``heads``: a folded word -> the entries it opens and how
    it is spelt; ``levels``: a folded level word -> id of its level and its spelling;
    ``named_only`` are level words that say nothing without a name (khu, tổ); ``nations`` names of
    countries, ``home`` of them the country itself, ``abroad``
    the others folded, ``exact`` opening words in the very case,
    ``known`` those folded; ``compounds`` two words next to each other in a trade (đường sắt)."""

    entries: Mapping[str, Entry]
    heads: Mapping[str, tuple[tuple[Entry, str], ...]]
    vocabularies: Mapping[str, Vocabulary]
    levels: Mapping[str, tuple[str, str]]
    named_only: frozenset[str]
    level_kinds: Mapping[str, frozenset[str]]
    level_pattern: re.Pattern[str]
    territories: Mapping[str, Territory]
    cues: Mapping[str, frozenset[str]]
    surnames: frozenset[str]
    middle_names: frozenset[str]
    person_only: frozenset[str]
    descriptors: frozenset[str]
    nations: Vocabulary
    home: frozenset[str]
    abroad: frozenset[str]
    exact: frozenset[str]
    known: frozenset[str]
    compounds: frozenset[str]


def read_words(packs: PackSet) -> OrganizationWords:
    """Compiles the tables.

    Raises PackError naming the row when a field is missing or unknown.
    """
    write_out = expander(packs)
    entries: dict[str, Entry] = {}
    heads: dict[str, list[tuple[Entry, str]]] = {}
    for row in packs.by_id("organization").values():
        entry = entries[row.data["id"]] = _entry(row)
        for word in words_of(row):
            heads.setdefault(_fold(word), []).append((entry, _capital(write_out(word))))
        for word, meant in row.data.get("stands_for", ()):
            heads.setdefault(_fold(word), []).append((entry, meant))
    vocabularies = {
        name: Vocabulary(_with_joints([(_fold(word), write_out(word)) for word in words_of(row)]))
        for name, row in packs.by_id("organization_words").items()
    }
    for entry in entries.values():
        if entry.fill is not None and entry.fill not in vocabularies:
            raise PackError(f"no [[organization_words]] {entry.fill}", where=entry.id)
    cues = {id: frozenset(words_of(r)) for id, r in packs.by_id("organization_cue").items()}
    if missing := _CUES - cues.keys():
        raise PackError(f"no [[organization_cue]] {min(missing)}", advice="load the base pack")
    levels, kinds = _levels(packs)
    words = sorted(levels, key=len, reverse=True)
    person = {id: frozenset(words_of(r)) for id, r in packs.by_id("place_cue").items()}
    return OrganizationWords(
        entries,
        {word: tuple(found) for word, found in heads.items()},
        vocabularies,
        levels,
        frozenset(
            word
            for row in packs.by_id("organization_level").values()
            for word in row.data.get("named_only", ())
        ),
        kinds,
        re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?!\w)"),
        _territories(packs, levels),
        cues,
        person.get("surname", frozenset()),
        person.get("middle_name", frozenset()),
        person.get("person_only", frozenset()),
        person.get("descriptor", frozenset()),
        _nations(packs),
        frozenset(
            name for row in packs.by_id("country").values() for name in row.data.get("home", ())
        ),
        frozenset(
            _fold(name)
            for row in packs.by_id("country").values()
            for name in (*row.data.get("words", ()), *row.data.get("ambiguous", ()))
        ),
        frozenset(
            word
            for row in packs.by_id("organization").values()
            if row.data.get("exact")
            for word in [*words_of(row), *(pair[0] for pair in row.data.get("stands_for", ()))]
        ),
        frozenset(word for word, found in heads.items() if all(e.exact for e, _ in found)),
        _compounds(packs),
    )


def _with_joints(phrases: Sequence[Spelt]) -> Iterator[Spelt]:
    """Phrases with every mark papers join their parts by, where the pack has not that very form:
    ``Kế hoạch và Đầu tư``, ``Kế hoạch-Đầu tư``.  The last of one form wins."""
    for folded, spelt in phrases:
        parts = _JOINT.split(folded)
        if 1 < len(parts) <= _MOST_PARTS:
            for joints in product(_JOINTS, repeat=len(parts) - 1):
                yield "".join(chain.from_iterable(zip(parts, (*joints, ""), strict=True))), spelt
    yield from phrases


def _nations(packs: PackSet) -> Vocabulary:
    names = [
        name
        for row in packs.by_id("country").values()
        for table in ("words", "ambiguous", "home")
        for name in row.data.get(table, ())
    ]
    return Vocabulary((_fold(name), name) for name in names)


def _compounds(packs: PackSet) -> frozenset[str]:
    """Every two words that stand next to each other in the words of trades."""
    found: set[str] = set()
    for row in packs.by_id("organization_words").values():
        for phrase in words_of(row):
            words = _fold(phrase).replace(",", "").split(" ")
            found.update(f"{one} {two}" for one, two in pairwise(words))
    return frozenset(found)


def expander(packs: PackSet) -> Callable[[str], str]:
    """Writes out short forms: ``BCH Đảng bộ`` -> ``Ban Chấp hành Đảng bộ``."""
    pairs: dict[str, str] = {}
    for row in packs.by_id("abbreviation").values():
        pairs.update(dict(row.data.get("pairs", ())))
    shorts = sorted(pairs, key=len, reverse=True)
    if not shorts:
        return str
    pattern = re.compile(rf"(?<![\w&-])(?:{'|'.join(map(re.escape, shorts))})(?![\w&])")

    def write_out(text: str) -> str:
        return pattern.sub(lambda match: pairs[match[0]], text)

    return write_out


def words_of(row: Row) -> list[str]:
    """The ``words`` of a row.  Raises PackError when they are no list of texts."""
    words = row.data.get("words")
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise row.error("needs a list of words", 'write words = ["…"]')
    return words


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fold(word: str) -> str:
    return fold_text(word).replace("–", "-")


def _entry(row: Row) -> Entry:
    data = row.data
    tails = tuple(data.get("tails", ()))
    if unknown := [tail for tail in tails if tail not in TAILS]:
        raise row.error(f"unknown tail {unknown[0]!r}", f"use some of {', '.join(sorted(TAILS))}")
    if "fill" in tails and not data.get("fill"):
        raise row.error("the tail fill needs a vocabulary", 'name it: fill = "field"')
    return Entry(
        id=data["id"],
        kind=data.get("kind") or data["id"],
        tails=tails,
        needs=frozenset(data.get("needs", ())),
        level=data.get("level"),
        fill=data.get("fill"),
        levels=frozenset(data.get("levels", ())),
        under=tuple(data.get("under", ())),
        above=tuple(data.get("above", ())),
        points_to=_texts(data, "points_to"),
        completes=bool(data.get("completes")),
        completes_acting=bool(data.get("completes_acting")),
        by_place=_texts(data, "by_place"),
        trade_inside=bool(data.get("trade_inside")),
        plain_number=bool(data.get("plain_number")),
        own_party=bool(data.get("own_party")),
        lower=bool(data.get("lower")),
        lower_after=_texts(data, "lower_after"),
        not_after=_texts(data, "not_after"),
        not_before=_texts(data, "not_before"),
        capital_or_after=_texts(data, "capital_or_after"),
        takes_kinds=_texts(data, "takes_kinds"),
        bare=bool(data.get("bare")),
        own=bool(data.get("own")),
        capital=bool(data.get("capital")),
        inside=bool(data.get("inside")),
        governs=bool(data.get("governs")),
        shares_unit=bool(data.get("shares_unit")),
        of=bool(data.get("of")),
        many=bool(data.get("many")),
        spelt=bool(data.get("spelt")),
        open_fill=bool(data.get("open_fill")),
        fill_needed=bool(data.get("fill_needed")),
        capital_fill=bool(data.get("capital_fill")),
        plain_fill=bool(data.get("plain_fill")),
        exact=bool(data.get("exact")),
        own_name=bool(data.get("own_name")),
        brand=bool(data.get("brand")),
        abroad=bool(data.get("abroad")),
        home=bool(data.get("home")),
        trade_short=bool(data.get("trade_short")),
        always=bool(data.get("always")),
        same_words=bool(data.get("same_words")),
        branch=bool(data.get("branch")),
        of_committee=bool(data.get("of_committee")),
    )


def _texts(data: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(data.get(name, ()))


def _levels(packs: PackSet) -> tuple[dict[str, tuple[str, str]], dict[str, frozenset[str]]]:
    levels: dict[str, tuple[str, str]] = {}
    kinds: dict[str, frozenset[str]] = {}
    for id, row in packs.by_id("organization_level").items():
        kinds[id] = frozenset(row.data.get("kinds", ()))
        short = frozenset(row.data.get("short", ()))
        for word in words_of(row):
            levels[word] = (id, id if word in short else word)
    return levels, kinds


def _territories(packs: PackSet, levels: Mapping[str, tuple[str, str]]) -> dict[str, Territory]:
    """The level words that may stand alone, and the row that says when."""
    found: dict[str, Territory] = {}
    for row in packs.by_id("bare_level").values():
        names = ("whole", "before", "ending", "not_before", "verbs", "opening", "counted")
        territory = Territory(*(_texts(row.data, name) for name in names))
        wanted = row.data.get("only")
        for word, (id, _) in levels.items():
            if id in row.data.get("levels", ()) and (wanted is None or word in wanted):
                found[word] = territory
    return found
