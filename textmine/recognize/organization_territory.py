"""Reads level words that stand alone for a territory: ``toàn huyện``, ``xã đã …``, ``của tỉnh``."""

from __future__ import annotations

import re

from textmine.recognize.organization_page import Page, word_after, word_before
from textmine.recognize.organization_words import OrganizationWords, Territory
from textmine.recognize.place_words import opens_sentence

# A clause may begin after these marks.
_OPENING = re.compile(r"[,:;(\n.!?\"“”•*+–-] ?$")
_ENDING = re.compile(r"[ ]?(?:$|[\n.,;:!?)\"”]| và )")
_COUNT = re.compile(r" [0-9][0-9.]{0,8} ([^ ,.;:()]{1,12})")
_LIST = 40  # characters of a list of levels
_SEVERAL = 3  # levels that make one
_YEAR_DIGITS = 4  # năm 2020 xã đã …, but 12 xã đã … counts


class TerritoryReader:
    """Decides whether a level word at a position stands for the place itself."""

    def __init__(self, words: OrganizationWords) -> None:
        self.words = words

    def read(self, page: Page, start: int, end: int, word: str) -> tuple[int, int] | None:
        """Clean offsets of the mention (``toàn`` included), or ``None`` when it is none."""
        text = page.text
        territory = self.words.territories[word]
        after = word_after(text, end)
        if f"{word} {after}" in self.words.cues["compound"] or text.startswith(("-", "/"), end):
            return None
        following = page.clean[end + 1 : end + 2] if text[end : end + 1] == " " else ""
        before = word_before(text, start)
        counted = following.isdigit() and _counts(text, end, territory)
        if following.isupper() or (
            following.isdigit() and not counted and before not in territory.whole
        ):
            return None  # a name stands here that is none of the known places
        if after in territory.not_before or self._begins_list(text, end):
            return None
        if before in territory.whole:
            return start - len(before) - 1, end
        if counted:
            return (start, end) if not before and opens_clause(page, start) else None
        if not self._stands_alone(page, territory, (start, end), before, after):
            return None
        return start, end

    def _stands_alone(
        self, page: Page, territory: Territory, at: tuple[int, int], before: str, after: str
    ) -> bool:
        start, end = at
        if not before and self._ends_list(page, start):
            return False
        if before in territory.before:
            return True
        if before in territory.ending:
            return after in territory.verbs or _ENDING.match(page.text, end) is not None
        if after not in territory.verbs:
            return False
        if before in territory.opening or (before.isdigit() and len(before) == _YEAR_DIGITS):
            return True
        return not before and opens_clause(page, start)

    def _begins_list(self, text: str, end: int) -> bool:
        """Whether several levels follow, which name none in particular: của | xã, phường, thị
        trấn biên giới."""
        if not text.startswith(", ", end):
            return False
        items = text[end : end + _LIST].split(", ")[1:_SEVERAL]
        levels = tuple(self.words.levels)
        return len(items) == _SEVERAL - 1 and all(item.startswith(levels) for item in items)

    def _ends_list(self, page: Page, start: int) -> bool:
        """Whether a list of levels ends here: các quận, huyện, thị xã."""
        if not page.text.endswith(", ", 0, start):
            return False
        before = page.text[max(0, start - 20) : start - 2].split(" ")[-1]
        return before in self.words.levels or before in ("trấn", "phố", "thị")


def _counts(text: str, end: int, territory: Territory) -> bool:
    """Whether a number after the word counts what is there: ``Xóm 46 hộ``, not ``xóm 4``."""
    found = _COUNT.match(text, end)
    return found is not None and found[1] in territory.counted


def opens_clause(page: Page, start: int) -> bool:
    """Whether a mark, or nothing, stands before ``start`` (clean)."""
    if opens_sentence(page.text, start):
        return True
    return _OPENING.search(page.text, max(0, start - 2), start) is not None
