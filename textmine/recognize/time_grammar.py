"""The grammar of time expressions, compiled from the ``time_*`` tables of the packs.

Every word class and every kind of number has a code of one character, so that a run of tokens is
a short string and a rule is a regular expression over such strings.  Rules of the first stage
read days, months, years; joining rules read what those have become: ``from Day to Day``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from textmine.model.errors import PackError
from textmine.packs.loader import BUILT_IN, PackSet, Row
from textmine.recognize.time_firsts import first_codes

NUMBER_CLASSES = (
    "number", "label", "count", "year", "year_counted", "years", "full", "short", "pair",
    "dashed", "dotted", "counted", "twin", "day_list", "day_list_month", "day_range",
    "day_range_counted", "month_year", "month_year_counted", "month_year_dotted",
    "month_range", "clock", "other",
)  # fmt: skip
GAP_CLASSES = ("comma", "dash", "slash", "dot", "open")
_NEAR = {
    "this": "this", "now_word": "this", "now": "this", "ago_word": "ago", "prior": "ago",
    "back": "ago", "past": "past", "next_word": "next", "coming": "next", "later": "next",
    "new": "new",
}  # fmt: skip
MAX_RUN = 40  # tokens; longer runs are cut, so that matching stays linear
_FIRST_CODE = 0xE000
_ANY = "(?:[\ue000-\uefff]|\\[[\ue000-\uefff]+\\])"
_EITHER = regex.compile(rf"\(\?(:|<?[!=])({_ANY}(?:\|{_ANY})++)\)")
_NO_MARKS = {ord(mark): None for mark in "[]|"}
_SLOT = regex.compile(r"\{([A-Za-z_]+)\}")
_CACHED_SHAPES, _CACHED_SETS, _CACHED_PATTERNS = 8192, 512, 1024


@dataclass(frozen=True, slots=True)
class Rule:
    """One ``[[time_rule]]``: ``read`` names the reading function, ``code`` what it yields."""

    id: str
    read: str
    code: str
    alone: bool
    join: bool


@dataclass(frozen=True, slots=True)
class Node:
    """A match of ``rule`` over tokens ``[start, end)`` of a run; ``parts`` are what it joins."""

    rule: Rule
    start: int
    end: int
    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon: the code of its class and what it stands for."""

    code: str
    value: Any


class Grammar:
    """Words, codes and rules; ``parse`` is pure and remembers shapes it has seen.

    ``near`` says of the codes of near words whether they mean ``this``, ``ago``, ``past``,
    ``next`` or ``new``.
    """

    def __init__(self, packs: PackSet) -> None:
        rules = list(packs.by_id("time_rule").values())
        self.codes = _codes(packs, rules)
        self.words = _words(packs, self.codes)
        self.near = {self.codes[name]: meaning for name, meaning in _NEAR.items()}
        macros = {id: _text(row, "pattern") for id, row in packs.by_id("time_macro").items()}
        self._base: dict[str, list[tuple[Rule, str]]] = {}
        self._joins: dict[str, list[tuple[Rule, str]]] = {}
        for row in rules:
            self._add(row, macros)
        self.parse = lru_cache(_CACHED_SHAPES)(self._parse)
        self.class_codes = lru_cache(_CACHED_SETS)(self._class_codes)

    def code(self, name: str) -> str:
        """The code of a class; raises KeyError when there is none."""
        return self.codes[name]

    def _class_codes(self, names: tuple[str, ...]) -> frozenset[str]:
        """The codes of several classes, kept from one call to the next."""
        return frozenset(self.codes[name] for name in names)

    def _add(self, row: Row, macros: Mapping[str, str]) -> None:
        data = row.data
        rule = Rule(
            data["id"],
            _text(row, "read"),
            self.codes.get(data.get("yields", ""), ""),
            bool(data.get("alone", True)),
            bool(data.get("join", False)),
        )
        patterns = data.get("patterns")
        if not isinstance(patterns, list) or not patterns:
            raise row.error("needs patterns", 'write patterns = ["…"]')
        table = self._joins if rule.join else self._base
        codes = frozenset(self.codes.values())
        for pattern in patterns:
            source = _expand(row, pattern, macros, self.codes)
            if row.pack not in BUILT_IN:  # those are tested; a mistake in others is told at once
                try:
                    _compiled(source)
                except regex.error as error:
                    raise PackError(f"bad pattern ({error})", where=row.where) from error
            for code in first_codes(source, codes):
                table.setdefault(code, []).append((rule, source))

    def _parse(self, shape: str) -> tuple[Node, ...]:
        """Every reading of a run of tokens, by start, the longest first."""
        found: list[Node] = []
        items: list[Node | int] = []  # what stands where: a node, or the token at this index
        position = 0
        for start in range(len(shape)):
            here = _matches(self._base, shape, start)
            found.extend(here)
            if start < position:
                continue
            items.append(here[0] if here else start)
            position = here[0].end if here else start + 1
        reduced = "".join(i.rule.code if isinstance(i, Node) else shape[i] for i in items)
        for index in range(len(items)):
            for match in _matches(self._joins, reduced, index):
                covered = items[index : match.end]
                last = covered[-1]
                first = covered[0]
                found.append(
                    Node(
                        match.rule,
                        first.start if isinstance(first, Node) else first,
                        last.end if isinstance(last, Node) else last + 1,
                        tuple(item for item in covered if isinstance(item, Node)),
                    )
                )
        found.sort(key=lambda node: (node.start, -node.end, not node.rule.join))
        return tuple(found)


@lru_cache(_CACHED_PATTERNS)
def _compiled(source: str) -> regex.Pattern[str]:
    """Compiled when a text first needs it: few are needed, all take a tenth of a second."""
    return regex.compile(with_sets(source))


def with_sets(source: str) -> str:
    """``(?:a|b)`` as ``[ab]``, which is compiled and matched faster; ``a`` and ``b`` are codes."""
    while (shorter := _EITHER.sub(_as_set, source)) != source:
        source = shorter
    return source


def _as_set(match: regex.Match[str]) -> str:
    codes = "".join(dict.fromkeys(match[2].translate(_NO_MARKS)))
    return f"[{codes}]" if match[1] == ":" else f"(?{match[1]}[{codes}])"


def _matches(
    table: Mapping[str, list[tuple[Rule, str]]], shape: str, start: int
) -> list[Node]:
    """Matches that begin at ``start``, the longest first, then in the order of the rules."""
    found = []
    for rule, source in table.get(shape[start], ()):
        match = _compiled(source).match(shape, start)
        if match is not None:
            found.append(Node(rule, start, match.end()))
    found.sort(key=lambda node: -node.end)
    return found


def _codes(packs: PackSet, rules: Iterable[Row]) -> dict[str, str]:
    names = [*NUMBER_CLASSES, *GAP_CLASSES]
    names.extend(_text(row, "class") for row in packs.rows("time_word"))
    if packs.by_id("time_cycle"):
        names.append("cycle_year")
    names.extend(row.data["yields"] for row in rules if "yields" in row.data)
    return {name: chr(_FIRST_CODE + i) for i, name in enumerate(dict.fromkeys(names))}


def _words(packs: PackSet, codes: Mapping[str, str]) -> dict[str, Word]:
    words: dict[str, Word] = {}
    for row in packs.rows("time_word"):
        texts = row.data.get("words")
        if not isinstance(texts, list):
            raise row.error("needs words", 'write words = ["…"]')
        word = Word(codes[row.data["class"]], row.data.get("value"))
        for text in texts:
            if words.setdefault(text, word).code != word.code:
                raise row.error(f"{text!r} is in two classes", "make a class of its own for it")
    for row in packs.by_id("time_cycle").values():
        stems, branches = row.data["stems"], row.data["branches"]
        for index in range(60):
            text = f"{stems[index % 10]} {branches[index % 12]}"
            words.setdefault(text, Word(codes["cycle_year"], index))
    return words


def _text(row: Row, key: str) -> str:
    value = row.data.get(key)
    if not isinstance(value, str):
        raise row.error(f"needs {key}", f'write {key} = "…"')
    return value


def _expand(row: Row, pattern: str, macros: Mapping[str, str], codes: Mapping[str, str]) -> str:
    """``pattern`` with every name in braces replaced by its code or its macro."""

    def put(match: regex.Match[str]) -> str:
        name = match[1]
        if name in codes:
            return codes[name]
        if name not in macros:
            raise row.error(f"unknown name {{{name}}}", "name a class or a macro")
        return str(_SLOT.sub(put, macros[name]))

    try:
        return str(_SLOT.sub(put, pattern))
    except RecursionError as error:
        raise row.error("a macro contains itself") from error
