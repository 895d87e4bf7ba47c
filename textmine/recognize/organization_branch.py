"""Reads which branch of a bank or firm is meant: Agribank chi nhánh Sơn La, Agribank Bắc Hà Nam."""

from __future__ import annotations

import re
from collections.abc import Mapping

from textmine.recognize.organization_page import Node, Page
from textmine.recognize.place_words import NAME

_BRANCH = re.compile(r"(?: \([\w&-]{2,20}\))?(?: | ?- ?|, )chi nhánh (?=\w)")
_BRANCH_OF = " chi nhánh"


class BranchReader:
    """Extends a bank or firm by its branch; pure.

    ``sides`` are words before the name of a province for the part of it a branch serves, ``known``
    folded names of places.
    """

    def __init__(self, sides: frozenset[str], known: Mapping[str, object]) -> None:
        self._sides = sides
        self._known = known

    def read(self, page: Page, node: Node) -> None:
        """Where a branch is: (-) chi nhánh | Sơn La; or the side of a province: Bắc Thanh Hóa."""
        match = _BRANCH.match(page.text, node.end)
        at = match.end() if match is not None else node.end + 1
        index = page.starts.get(at)
        if match is not None and index is not None:
            place = page.places[index]
            node.head += _BRANCH_OF
            node.place, node.level, node.end = index, place.level, place.span.end
        elif page.clean[at - 1 : at] == " " and (end := self._side(page, at)):
            node.head += f"{_BRANCH_OF if match is not None else ''} {page.clean[at:end]}"
            node.named = node.proper = True
            node.end = end

    def _side(self, page: Page, at: int) -> int:
        """End of a side and the name of a province, 0 when none stands there."""
        match = NAME.match(page.clean, at)
        if match is None:
            return 0
        first, _, rest = page.text[at : match.end()].partition(" ")
        return match.end() if first in self._sides and rest in self._known else 0
