"""The packs' ``[[section_pattern]]`` tables, compiled by what they are about."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from textmine.packs.loader import PackSet, Row


class ParagraphPatterns:
    """Every pattern of a kind, for whole paragraphs in folded form.

    ``requires`` narrows a pattern by a look-ahead; one that ``needs`` some literal is tried only
    on paragraphs that hold one of them.  Raises PackError for a malformed pattern.
    """

    __slots__ = ("_any", "_needing")

    def __init__(self, packs: PackSet, kind: str) -> None:
        plain = []
        needing = []
        for row in _rows(packs, kind):
            needs = row.data.get("needs")
            if needs:
                needing.append((tuple(needs), regex.compile(_pattern(row), regex.DOTALL)))
            else:
                plain.append(_pattern(row))
        self._any = regex.compile("|".join(plain) or "(?!)", regex.DOTALL)
        self._needing = tuple(needing)

    def fits(self, folded: str) -> bool:
        """Whether ``folded`` is such a paragraph, from its first character to its last."""
        if self._any.fullmatch(folded) is not None:
            return True
        return any(
            pattern.fullmatch(folded) is not None
            for needs, pattern in self._needing
            if any(literal in folded for literal in needs)
        )


def alternatives(packs: PackSet, kind: str) -> str:
    """Every pattern of a kind as one expression.  Raises PackError for a malformed one."""
    return "|".join(_pattern(row) for row in _rows(packs, kind)) or "(?!)"


def _rows(packs: PackSet, kind: str) -> Iterator[Row]:
    return (row for row in packs.by_id("section_pattern").values() if row.data.get("kind") == kind)


def _pattern(row: Row) -> str:
    pattern = f"{row.data.get('requires', '').removeprefix('^')}(?:{row.data.get('pattern')})"
    try:
        regex.compile(pattern)
    except regex.error as error:
        raise row.error(f"not a regular expression ({error})") from error
    return f"(?:{pattern})"
