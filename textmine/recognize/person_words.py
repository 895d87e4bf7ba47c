"""The words around people, compiled from titles.toml, names.toml and speech.toml of the packs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from textmine.model.errors import PackError
from textmine.packs.loader import PackSet, Row
from textmine.text.fold import fold_text


class Phrases:
    """A set of folded phrases, found where they end or where they begin, the longest first.

    Nearly every place asked about holds none, which its first or last two letters tell.
    """

    __slots__ = ("_edge", "_first", "_heads", "_last", "_tails", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(filter(None, words))
        first: dict[str, list[str]] = {}
        last: dict[str, list[str]] = {}
        for phrase in sorted(self.words, key=lambda phrase: (-len(phrase), phrase)):
            first.setdefault(phrase.split(" ", 1)[0], []).append(phrase)
            last.setdefault(phrase.rsplit(" ", 1)[-1], []).append(phrase)
        self._first = {word: tuple(found) for word, found in first.items()}
        self._last = {word: tuple(found) for word, found in last.items()}
        self._edge = min((2, *map(len, self.words)))
        self._heads = frozenset(phrase[: self._edge] for phrase in self.words)
        self._tails = frozenset(phrase[-self._edge :] for phrase in self.words)

    def ending(self, folded: str, end: int) -> str | None:
        """The longest phrase that ends at ``end`` and begins a word there."""
        if folded[end - self._edge : end] not in self._tails:
            return None
        word = last_word(folded, end)
        known = self._last.get(word)
        if known is None and "-" in word:
            known = self._last.get(word.rpartition("-")[2])  # Lò Văn Ín-nguyên Bí thư
        for phrase in known or ():
            start = end - len(phrase)
            if folded.startswith(phrase, start) and begins_word(folded, start):
                return phrase
        return None

    def may_end(self, folded: str, end: int) -> bool:
        """Whether the word that ends at ``end`` is the last one of some phrase."""
        return (
            folded[end - self._edge : end] in self._tails
            and last_word(folded, end) in self._last
        )

    def starting(self, folded: str, start: int) -> str | None:
        """The longest phrase that begins at ``start`` and ends a word there."""
        if folded[start : start + self._edge] not in self._heads:
            return None
        stop = folded.find(" ", start, start + 30)
        word = folded[start : stop if stop >= 0 else start + 30]
        known = self._first.get(word)
        if known is None:
            known = self._first.get(word.rstrip(".,;:)”\"\n").split("\n", 1)[0], ())
        for phrase in known:
            if folded.startswith(phrase, start) and ends_word(folded, start + len(phrase)):
                return phrase
        return None


@dataclass(frozen=True, slots=True)
class Title:
    """An office of titles.toml; see there."""

    id: str
    takes: frozenset[str]
    needs: bool
    member: bool
    lesser: bool
    standing: bool
    capital: bool
    before_name: bool
    joins: bool
    deputy: bool
    party: bool
    nation: bool
    not_before: tuple[str, ...]
    not_after: frozenset[str]

    @property
    def weight(self) -> int:
        """How much of an office it is, as in ``RoleMention``."""
        return 3 if self.standing else 2 if self.member else 1 if self.lesser else 0


@dataclass(frozen=True, slots=True)
class Honorific:
    """A word before a name; see names.toml."""

    id: str
    rank: bool
    plain: bool
    plural: bool
    surname: bool
    one_syllable: bool


@dataclass(frozen=True, slots=True)
class PersonWords:
    """Every table about people, keyed by folded words."""

    titles: dict[str, Title]
    inner: Phrases
    title_words: dict[str, Phrases]
    honorifics: dict[str, Honorific]
    before_name: Phrases
    not_honorific: Phrases
    surnames: frozenset[str]
    short_surnames: frozenset[str]
    weak: frozenset[str]
    common: frozenset[str]
    splits: frozenset[str]
    distinct: Phrases
    middle: frozenset[str]
    cues: dict[str, Phrases]
    before_name_titles: Phrases
    say: re.Pattern[str]
    firm_say: re.Pattern[str]
    by: Phrases
    nations: Phrases
    short_nations: frozenset[str]
    expand: Expansion


class Expansion:
    """Writes short forms out: ``UBND`` -> ``Ủy ban nhân dân``."""

    __slots__ = ("_pairs", "_pattern")

    def __init__(self, pairs: dict[str, str]) -> None:
        self._pairs = pairs
        words = sorted(pairs, key=lambda word: (-len(word), word))
        self._pattern = re.compile(
            rf"(?<![\w&])(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?:(?<=\.)|(?![\w&]))"
        )

    def __call__(self, text: str) -> str:
        return self._pattern.sub(lambda match: self._pairs[match.group()], text)


_LONGEST = 30  # characters of the longest word looked up
_TITLE_WORDS = (
    "deputy", "not_acting", "inner", "joiner", "and", "former", "new", "plural", "copula",
    "spouse", "given", "taken", "about", "tail", "charge", "level", "level_implied",
    "proper_kinds", "stop", "proposed", "as", "named_heads", "replaced", "seat",
    "chaired_kinds", "party_kinds", "firm_words", "goes_on", "kept_entries",
)  # fmt: skip
_CUES = (
    "not_person_after", "not_person", "not_syllable", "age", "born", "people", "residence",
    "list_joint",
)  # fmt: skip


def read_person_words(packs: PackSet) -> PersonWords:
    """Compiles the tables.

    Raises PackError when a row is malformed or a table the readers need is missing.
    """
    title_words = _phrases(packs, "title_word", _TITLE_WORDS)
    titles = _titles(packs, sorted(title_words["deputy"].words))
    cues = _phrases(packs, "name_cue", _CUES)
    honorifics: dict[str, Honorific] = {}
    not_honorific: set[str] = set()
    for row in packs.by_id("honorific").values():
        words = _words(row)
        if row.data.get("none"):
            not_honorific.update(words)
        else:
            made = Honorific(
                str(row.data["id"]),
                bool(row.data.get("rank")),
                bool(row.data.get("plain")),
                bool(row.data.get("plural")),
                bool(row.data.get("surname")),
                bool(row.data.get("one_syllable", not row.data.get("rank"))),
            )
            honorifics.update(dict.fromkeys(words, made))
    surnames = packs.by_id("surname")
    speech = packs.by_id("speech")
    for name in ("say", "by", "adverb"):
        if name not in speech:
            raise PackError(f"no [[speech]] {name}", advice="load the base pack")
    return PersonWords(
        titles,
        title_words["inner"],
        title_words,
        honorifics,
        Phrases(honorifics),
        Phrases(not_honorific),
        frozenset(word for row in surnames.values() for word in _words(row)),
        frozenset(word for row in surnames.values() for word in row.data.get("short", ())),
        frozenset(word for row in surnames.values() for word in row.data.get("weak", ())),
        frozenset(word for row in surnames.values() for word in row.data.get("common", ())),
        frozenset(word for row in surnames.values() for word in row.data.get("splits", ())),
        Phrases(word for row in surnames.values() for word in row.data.get("distinct", ())),
        frozenset(w for row in packs.by_id("middle_name").values() for w in _words(row)),
        cues,
        Phrases(word for word, title in titles.items() if title.before_name),
        _say_pattern(_words(speech["say"]), _words(speech["adverb"])),
        _say_pattern(_words(speech["say"]), ()),
        Phrases(_words(speech["by"])),
        Phrases(
            name.lower()
            for row in (*packs.rows("country"), *packs.rows("abroad"))
            for key in ("words", "ambiguous", "home")
            for name in row.data.get(key, ())
        ),
        frozenset(
            name.lower()
            for row in packs.by_id("country").values()
            for name in row.data.get("ambiguous", ())
        ),
        Expansion(_pairs(packs)),
    )


def _titles(packs: PackSet, deputies: list[str]) -> dict[str, Title]:
    titles: dict[str, Title] = {}
    for row in packs.by_id("title").values():
        data = row.data
        takes = data.get("takes", ())
        if not isinstance(takes, (list, tuple)):
            raise row.error("takes must be a list")
        for deputy in (False, True) if data.get("deputy") else (False,):
            made = Title(
                str(data["id"]),
                frozenset(takes),
                bool(data.get("needs")),
                bool(data.get("member")),
                bool(data.get("lesser")),
                bool(data.get("standing")),
                bool(data.get("capital")),
                bool(data.get("before_name")),
                bool(data.get("joins")),
                deputy,
                bool(data.get("party")),
                bool(data.get("nation")),
                tuple(data.get("not_before", ())),
                frozenset(data.get("not_after", ())),
            )
            for word in _words(row):
                for form in [f"{lead}{word}" for lead in deputies] if deputy else [word]:
                    titles.setdefault(form, made)
    return titles


def _say_pattern(verbs: Iterable[str], adverbs: Iterable[str]) -> re.Pattern[str]:
    """Matches a verb of speech, up to three adverbs before it; group 1 is the verb."""
    say = "|".join(map(re.escape, sorted(verbs, key=len, reverse=True)))
    soft = "|".join(map(re.escape, sorted(adverbs, key=len, reverse=True)))
    lead = rf"(?:(?:{soft}) ){{0,3}}" if soft else ""
    return re.compile(rf"{lead}({say})(?!\w)")


def _phrases(packs: PackSet, table: str, wanted: Iterable[str]) -> dict[str, Phrases]:
    rows = packs.by_id(table)
    for name in wanted:
        if name not in rows:
            raise PackError(f"no [[{table}]] {name}", advice="load the base pack")
    return {name: Phrases(_words(row)) for name, row in rows.items()}


def _pairs(packs: PackSet) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for table in ("abbreviation", "title_abbreviation"):
        for row in packs.by_id(table).values():
            if not row.data.get("compare_only"):
                pairs.update(dict(row.data.get("pairs", ())))
    return pairs


def _words(row: Row) -> list[str]:
    words = row.data.get("words")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise row.error("needs a list of words", 'write words = ["…"]')
    return words


def modern(text: str) -> str:
    """``text`` with its tone marks in their modern places: ``Uỷ viên`` -> ``Ủy viên``."""
    folded = fold_text(text)
    if folded == text.lower():
        return text
    return "".join(
        low.upper() if shown.isupper() else low for shown, low in zip(text, folded, strict=True)
    )


def last_word(folded: str, end: int) -> str:
    """The word that ends at ``end``, leading brackets and quotes stripped."""
    low = end - _LONGEST if end > _LONGEST else 0
    start = folded.rfind(" ", low, end) + 1
    word = folded[start or low : end]
    if word.isalpha():
        return word
    return word.rpartition("\n")[2].lstrip("(“\"'‘*-–•")


def begins_word(folded: str, start: int) -> bool:
    return start >= 0 and (start == 0 or not folded[start - 1].isalnum())


def ends_word(folded: str, end: int) -> bool:
    return end >= len(folded) or not folded[end].isalnum()
