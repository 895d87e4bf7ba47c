"""Reads one organisation from its opening word on: trade, name, body above, area."""

from __future__ import annotations

import re
from collections.abc import Mapping

from textmine.recognize.organization_branch import BranchReader
from textmine.recognize.organization_names import OwnNameReader
from textmine.recognize.organization_page import Node, Page, word_after, word_before
from textmine.recognize.organization_territory import opens_clause
from textmine.recognize.organization_words import VILLAGE_LEVEL, Entry, OrganizationWords
from textmine.recognize.place_words import NAME, is_plain

_DIGITS = re.compile(r"[\d./-]{0,12}\d$")
_MAX_DEPTH = 4
_ACRONYM = re.compile(r" \([A-ZĐ][A-ZĐ&. -]{1,10}\)(?= )")
_LEVEL_LISTS = (", ", "/", " và ", " hoặc ", "-")


class OrganizationReader:
    """Reads the organisation that opens at a position; pure, compiled once."""

    def __init__(self, words: OrganizationWords, known: Mapping[str, object]) -> None:
        self.words = words
        self._names = OwnNameReader(words, known)
        self._branches = BranchReader(words.cues["side"], known)
        self._central = tuple(sorted(f" {word}" for word in words.cues["central"]))
        self._opening = frozenset(
            word for territory in words.territories.values() for word in territory.opening
        )
        self._whole = frozenset(
            word for territory in words.territories.values() for word in territory.whole
        )
        self._governing = frozenset(
            word for word, found in words.heads.items() if any(entry.governs for entry, _ in found)
        )

    def read(self, page: Page, start: int, depth: int = 0) -> Node | None:
        """The organisation that opens at ``start``, by the longest opening word that fits.

        ``depth`` is how many organisations it is the unit of.
        """
        if depth >= _MAX_DEPTH:
            return None
        pending: Node | None = None
        for end, word in page.heads.get(start, ()):
            capital = page.clean[start:end] != page.clean[start:end].lower()  # huyện Đoàn
            for entry, spelt in self.words.heads[word]:
                if (entry.capital and not capital) or (entry.inside and depth == 0):
                    continue
                if self._may_open(page, entry, start, end, depth > 0):
                    node = Node(start, end, entry, spelt, spelt)
                    node.named = node.central = word.endswith(self._central)
                    node = self._read_tails(page, node, depth)
                    if self._is_mention(page, node, end, depth > 0):
                        if not node.pending:
                            return node
                        pending = pending or node
        return pending

    def end_of_counted(self, page: Page, start: int) -> int:
        """Where what is counted from ``start`` on ends, 0 when nothing is: 1 chi bộ công an xã."""
        if page.heads[start][0][1] not in self._governing:
            return 0
        before = word_before(page.text, start)
        if not self._counted(page, start, before, page.clean[start].isupper()):
            return 0
        node = self.read(page, start, 1)
        return node.end if node is not None else 0

    # -- the opening word -----------------------------------------------------------------------

    def _may_open(self, page: Page, entry: Entry, start: int, end: int, inner: bool) -> bool:
        capital = page.clean[start].isupper()
        if entry.exact and not self._known_alone(page, start, end):
            return False
        vocabulary = self.words.vocabularies.get(entry.fill or "")
        trade = vocabulary.match(page.text, end + 1) if vocabulary else None
        if trade is None and entry.trade_only:
            return False
        before = word_before(page.text, start)
        if entry.capital_or_after and not capital and before not in entry.capital_or_after:
            return False
        if before in entry.not_after or word_after(page.text, end) in entry.not_before:
            return False
        if self._in_number(page, start, end):
            return False
        if trade is None and self._plural_after(page, end) and not self._bloc_at(page, end + 1):
            return False
        return inner or not self._counted(page, start, before, capital)

    def _bloc_at(self, page: Page, start: int) -> bool:
        """Whether what stands there belongs to one body: Đảng ủy | các cơ quan Đảng."""
        return any(
            entry.inside
            for _, word in page.heads.get(start, ())
            for entry, _ in self.words.heads[word]
        )

    def _known_alone(self, page: Page, start: int, end: int) -> bool:
        """Whether a name known in these very letters stands there and is not but the beginning of
        another's: Samsung, but Samsung | Galaxy."""
        if page.clean[start:end] not in self.words.exact:
            return False
        match = NAME.match(page.clean, end + 1) if page.clean[end : end + 1] == " " else None
        if match is None or " " in match[0]:
            return True
        return is_plain(match[0]) or is_plain(page.clean[start:end])

    def _counted(self, page: Page, start: int, before: str, capital: bool) -> bool:
        """Whether the word before counts: 24 chi bộ, các chi bộ; but năm 2020, Chi bộ …"""
        if not before:
            return False
        earlier = word_before(page.text, start - len(before) - 1)
        if before[-1].isdigit() or _DIGITS.search(page.text, max(0, start - 13), start - 1):
            token = page.text[max(0, start - 14) : start - 1].split(" ")[-1]
            dated = "/" in token or "-" in token or (len(token) == 4 and token[:2] in ("19", "20"))
            return not (dated or earlier in ("năm", "tháng", "ngày", "quý", "lớp", "khóa"))
        if before == "năm":
            return not capital and not (earlier in self.words.cues["year"] or earlier.isdigit())
        return before in self.words.cues["plural"]

    def _in_number(self, page: Page, start: int, end: int) -> bool:
        """Whether the word is part of a document's number: 1191/UBND-KGVX."""
        if page.text[end : end + 1] == "-" and end + 1 not in page.heads:
            return page.clean[start:end].isupper() and page.clean[end + 1 : end + 2].isupper()
        return start > 1 and page.text[start - 1] in "/-" and page.text[start - 2].isdigit()

    def _plural_after(self, page: Page, end: int) -> bool:
        """Whether many are meant: UBND các xã, UBND hai xã, chi bộ trực thuộc."""
        first = word_after(page.text, end)
        if not first:
            return False
        cue = self.words.cues["plural_after"]
        second = word_after(page.text, end + 1 + len(first))
        if f"{first} {second}" in cue:
            return True
        if first.isdigit():
            return second in self.words.levels
        if first not in cue:
            return False
        counts = first in self.words.cues["plural"] - self.words.cues["quantifier"]
        return not counts or second in self.words.levels

    # -- what follows ---------------------------------------------------------------------------

    def _read_tails(self, page: Page, node: Node, depth: int) -> Node:
        entry = node.entry
        for tail in entry.tails:
            if tail == "fill":
                self._names.read_fill(page, node)
            elif tail == "number":
                self._names.read_number(page, node)
            elif tail == "proper":
                self._names.read_proper(page, node)
            elif tail == "central":
                self._names.read_central(page, node)
            elif tail == "nation":
                self._names.read_nation(page, node)
            elif tail == "unit":
                self._read_unit(page, node, depth)
            elif tail == "area" and node.unit is None:
                self._read_area(page, node)
        if entry.branch and node.place is None and node.unit is None:
            self._branches.read(page, node)
        if entry.own_name and node.proper:
            node.head = node.spelt = node.head[len(node.spelt) + 1 :]
        return node

    def _is_mention(self, page: Page, node: Node, head_end: int, inner: bool) -> bool:
        entry = node.entry
        if node.many or (entry.own_name and is_plain(node.head)):
            return False
        single = node.complete or node.proper or node.abroad
        if not single and self._plural_after(page, node.end):
            return False
        got = {
            "fill": node.named,
            "number": node.proper,
            "proper": node.proper or bool(node.own),
            "central": node.central,
            "nation": node.abroad,
            "unit": node.unit is not None,
            "area": node.level is not None or node.place is not None,
        }
        if inner and entry.trade_inside and (node.trade or not entry.fill):
            node.named = True
            return True
        if entry.needs:
            return any(got[tail] for tail in entry.needs) and self._trade_fits(page, node, head_end)
        if entry.own or (node.end > head_end and not self._of_no_one(page, node)):
            return True
        if entry.points_to:
            if inner and entry.lower and not page.clean[node.start].isupper():
                return not page.clean[node.end + 1 : node.end + 2].isupper()  # Chi bộ | nhà trường
            return entry.always or self._stands_alone(page, node)
        if entry.shares_unit and not entry.bare and not inner and page.clean[node.start].isupper():
            node.pending = True  # a mention if it shares the unit of a list: Ban Tổ chức, UBKT
            return True
        if not entry.bare:
            return False
        before = word_before(page.text, node.start)
        if page.clean[node.start].isupper() or before in self.words.cues["holder"]:
            return True
        return entry.lower and self._acts(page, node, before)

    def _acts(self, page: Page, node: Node, before: str) -> bool:
        """Whether a head in lower case is the subject of a clause: năm nay, chi bộ kết nạp …"""
        if before in node.entry.lower_after:
            return True
        if before not in self._opening and (before or not opens_clause(page, node.start)):
            return False
        after = word_after(page.text, node.end)
        return after in self.words.cues["subject_after"] or after in self.words.cues["own_word"]

    def _trade_fits(self, page: Page, node: Node, head_end: int) -> bool:
        """Whether the trade makes a body: no phòng y tế of a school, no Trường Thịnh."""
        entry = node.entry
        if entry.capital_fill and not page.clean[node.start].isupper():
            trade = page.clean[head_end : node.end]
            return trade != trade.lower() or node.complete
        if not entry.fill_needed or node.trade:
            return True
        own = node.head[len(node.spelt) + 1 :]
        opens_line = page.clean[max(0, node.start - 1) : node.start] in ("", "\n")
        return page.clean[node.start].isupper() and " " in own and not opens_line

    def _stands_alone(self, page: Page, node: Node) -> bool:
        """Whether a short form is a body of its own: Hội đã …, của Công ty, …"""
        before, after = word_before(page.text, node.start), word_after(page.text, node.end)
        capital = before and page.clean[max(0, node.start - 1 - len(before))].isupper()
        if capital and before not in self._whole:
            return False  # the end of a name: Nguyễn Trường
        if after and page.clean[node.end + 1].isupper():
            return False
        if node.entry.lower and not page.clean[node.start].isupper():
            return self._acts(page, node, before)
        if after in self.words.cues["subject_after"] or after in self.words.cues["own_word"]:
            return True
        return before in self.words.cues["holder_of"] and (
            not after or after in self.words.cues["held_before"]
        )

    def _of_no_one(self, page: Page, node: Node) -> bool:
        """Whether a head in lower case says a sort of body: chi bộ bản, chi bộ quân sự xã."""
        if page.clean[node.start].isupper() or node.area()[1] is not None:
            return False
        if word_before(page.text, node.start) in self.words.cues["holder"]:
            return False
        if node.unit is not None:
            return node.unit.entry.inside
        return node.level is not None and self.words.levels[node.level][0] == VILLAGE_LEVEL

    def _read_unit(self, page: Page, node: Node, depth: int) -> None:
        position = node.end + 1
        if page.text[node.end : position] != " ":
            return
        of = node.entry.of and page.text.startswith("của ", position)
        unit = self.read(page, position + 4 if of else position, depth + 1)
        if unit is None and (match := _ACRONYM.match(page.clean, node.end)):
            unit = self.read(page, match.end() + 1, depth + 1)  # Ban X (TSQS) | Bộ Quốc phòng
        if unit is not None:
            node.unit, node.end, node.of = unit, unit.end, of

    def _read_area(self, page: Page, node: Node) -> None:
        position = node.end + 1
        if page.text[node.end : position] != " ":
            return
        position = self._past_acronym(page, node.end) + 1
        index = page.starts.get(position)
        if index is not None:
            place = page.places[index]
            if place.kind != "country":
                node.place, node.level, node.end = index, place.level, place.span.end
            return
        found = self.level_at(page, position)
        if found is None or node.entry.level is not None:
            return
        if self._level_list(page, found[1]):
            node.many = True
            return
        node.level, node.end = found
        position = self._past_acronym(page, node.end) + 1  # CDC tỉnh (CDC) Nghệ An
        if position == node.end + 1:
            position = self._past_descriptor(page, position)
        if position > node.end + 1:
            node.place = page.starts[position]
            node.end = page.places[node.place].span.end

    def _past_descriptor(self, page: Page, position: int) -> int:
        """Past what an area is called before its name: UBND xã biên giới Chiềng Khương."""
        end = position
        for _ in range(4):
            end += len(word_after(page.text, end - 1)) + 1
            if end in page.starts and page.text[position : end - 1] in self.words.descriptors:
                return end
        return position

    def _past_acronym(self, page: Page, end: int) -> int:
        """Past short letters in brackets with a place after them: (CDC) tỉnh Sơn La."""
        match = _ACRONYM.match(page.clean, end)
        return match.end() if match is not None and match.end() + 1 in page.starts else end

    def level_at(self, page: Page, position: int) -> tuple[str, int] | None:
        """A level word with no name that stands for one area, and where it ends."""
        match = self.words.level_pattern.match(page.text, position)
        if match is None or match[0] in self.words.named_only:
            return None
        level, spelt = self.words.levels[match[0]]
        end = match.end()
        if not self.words.level_kinds[level] or self._compound(page, match[0], end):
            return None
        return spelt, end

    def _level_list(self, page: Page, end: int) -> bool:
        """Whether levels are listed, so that no one in particular is meant: UBND xã, phường."""
        for joint in _LEVEL_LISTS:
            if page.text.startswith(joint, end):
                other = end + len(joint)
                again = self.words.level_pattern.match(page.text, other)
                if again is not None and again[0] in self.words.named_only:
                    return False  # UBND xã, tổ liên ngành
                if again is not None and other not in page.starts:
                    return not self._compound(page, again[0], again.end())
        return False

    def _compound(self, page: Page, word: str, end: int) -> bool:
        """Whether a level word is the first half of another word: xã hội."""
        return f"{word} {word_after(page.text, end)}" in self.words.cues["compound"]
