"""Reads what an organisation is called: its trade, its number, its name in capitals."""

from __future__ import annotations

import re
from collections.abc import Mapping

from textmine.recognize.organization_page import Node, Page, word_after
from textmine.recognize.organization_words import VILLAGE_LEVEL, OrganizationWords
from textmine.recognize.place_words import NAME, is_plain

_NUMBER = re.compile(r"(?:số )?(?:\d{1,4}[A-ZĐ]?|[IVX]{1,4})(?![\w%]|[.,/-]\d)")
_NUMBERED = re.compile(r"số \d{1,3}(?![\w%]|[.,/-]\d)")
_NAMED_NUMBER = re.compile(rf"{_NUMBERED.pattern}|\d{{1,2}}[/-]\d{{1,2}}(?![\w%]|[.,/-]\d)")
_BARE_NUMBER = re.compile(r" (\d{1,4})(?![\w%]|[.,/-]\d)")
_MORE = re.compile(r"(?:[-&.]\w{1,12}){1,3}")
_NUMBER_ONLY = frozenset({"number"})
_JOINTS = (" và ", ", ", " & ", " - ", "-")
_MAX_FILLS = 6
_MAX_PHRASE = 12
_MAX_TRADE = 5  # words of a trade after its first
_MAX_LISTED = 8  # words of a trade after its first comma: Động lực học, Kinh tế và Chính sách


class OwnNameReader:
    """Extends an organisation by its trade and its own name; pure, compiled once."""

    def __init__(self, words: OrganizationWords, known: Mapping[str, object]) -> None:
        self.words = words
        self._known = known  # folded names of places
        self._legal = tuple(sorted(f" {word}" for word in words.cues["legal_form"]))

    # -- trades ---------------------------------------------------------------------------------

    def read_fill(self, page: Page, node: Node) -> None:
        """Words of a trade out of the vocabulary, several where the entry allows."""
        entry = node.entry
        if self._shortened(page, node, node.end + 1):
            return
        vocabulary = self.words.vocabularies[entry.fill or ""]
        position = node.end
        for _ in range(_MAX_FILLS if entry.many else 1):
            if page.text[position : position + 1] not in (" ", ",", "-"):
                break
            spaced = page.text[position] == " "
            found = vocabulary.match(page.text, position + 1) if spaced else None
            if found is None and entry.many and position > node.end:
                joint = next((j for j in _JOINTS if page.text.startswith(j, position)), "")
                following = position + len(joint)
                if joint and following not in page.heads:
                    found = vocabulary.match(page.text, following)
            if found is None:
                break
            end, spelt = found
            node.head += page.clean[position:end] if entry.spelt else f" {spelt}"
            position = end
        if entry.open_fill and self._goes_on(page, position, node):
            end = self._phrase_end(page, position)
            end = self._listed_end(page, end)
            node.head += page.clean[position:end]
            position = end
        if position > node.end:
            node.trade = node.named = True
            node.end = position

    def _goes_on(self, page: Page, position: int, node: Node) -> bool:
        """Whether the trade is one the vocabulary lacks, or goes on after what it has: in
        capitals, or in words of trades that are no verbs (Vụ Giáo dục | đại học)."""
        word = word_after(page.text, position)
        if position == node.end:
            if page.clean[position + 1 : position + 2].isupper():
                return True
            return bool(word) and node.entry.plain_fill and self._opens_trade(page, position, word)
        if not word:
            return False
        if node.entry.plain_fill and self._opens_trade(page, position, word):
            return True
        if word != "và" and self._compound_next(page, position, word):
            return True
        if word == "và":
            position += 1 + len(word)
            word = word_after(page.text, position)
        if not word or not page.clean[position + 1].isupper() or position + 1 in page.starts:
            return False
        if not is_plain(word):
            return False  # Liên minh châu Âu | Josep Borrell
        return position + 1 not in page.heads and not self._person(page, position + 1)

    def _opens_trade(self, page: Page, position: int, word: str) -> bool:
        """Whether a trade may begin with a word in lower case: Ban quản lý | vốn sự nghiệp."""
        if position + 1 in page.starts or self._stops(page, position + 1, word):
            return False
        two = f"{word} {word_after(page.text, position + 1 + len(word))}"
        return word not in self.words.levels or two in self.words.compounds

    def _compound_next(self, page: Page, position: int, word: str) -> bool:
        """Whether the next two words are of a trade: … | đại học."""
        two = f"{word} {word_after(page.text, position + 1 + len(word))}"
        if two not in self.words.compounds or two in self.words.cues["trade_verb"]:
            return False
        return position + 1 not in page.starts and not self._stops(page, position + 1, word)

    def _phrase_end(self, page: Page, start: int) -> int:
        """End of a trade in free words: up to a mark, a verb, a place, a body or a person."""
        position = start
        last = ""
        for count in range(_MAX_PHRASE):
            word = word_after(page.text, position)
            following = position + 1
            if not word or following in page.starts or word.isdigit():
                break
            joined = f"{last} {word}" in self.words.compounds
            if not joined and self._stops(page, following, word):
                break
            if page.clean[following].isupper():
                if self.words.nations.match(page.text, following) is not None:
                    break
                if count and (following in page.heads or self._person(page, following)):
                    break
                if count and self._foreign(page, following):
                    break
            position, last = following + len(word), word
        if page.text.endswith(" và", start, position):
            position -= 3
        return position

    def _listed_end(self, page: Page, end: int) -> int:
        """Past the rest of a trade that is a list: Giám sát|, Điều hành và Quản lý."""
        first = end + 2
        if not page.text.startswith(", ", end) or not page.clean[first : first + 1].isupper():
            return end
        if first in page.heads or first in page.starts or self._person(page, first):
            return end
        stop = self._phrase_end(page, end + 1)
        rest = page.text[first:stop]
        return stop if " và " in rest and rest.count(" ") < _MAX_LISTED else end

    def _stops(self, page: Page, position: int, word: str) -> bool:
        """Whether a word, alone or with the next, can be no part of a trade."""
        stops = self.words.cues["phrase_stop"]
        two = f"{word} {word_after(page.text, position + len(word))}"
        return two in stops or (word in stops and two not in self.words.compounds)

    def _foreign(self, page: Page, position: int) -> bool:
        """Whether two words that are no Vietnamese begin there: a person or a firm."""
        match = NAME.match(page.clean, position)
        words = match[0].split(" ") if match else []
        return len(words) > 1 and not (is_plain(words[0]) or is_plain(words[1]))

    def _person(self, page: Page, position: int) -> bool:
        """Whether a person's full name begins at ``position``."""
        match = NAME.match(page.clean, position)
        words = page.text[position : match.end()].split(" ") if match else []
        return len(words) >= 2 and words[0] in self.words.surnames

    def read_number(self, page: Page, node: Node) -> None:
        """A number that is a name: Sư đoàn 316, Trường THPT số 2."""
        if page.clean[node.end : node.end + 1] != " ":
            return
        entry = node.entry
        plain = not entry.fill or entry.needs == _NUMBER_ONLY
        plain = plain or (entry.plain_number and page.clean[node.start].isupper())
        match = (_NUMBER if plain else _NAMED_NUMBER).match(page.clean, node.end + 1)
        if match is not None and (entry.governs or entry.plain_number) and plain:
            after = word_after(page.text, match.end())  # Chi bộ 3 đã, no Chi bộ 4 tốt
            if after and after not in self.words.cues["subject_after"]:
                return
        if match is None and not plain and not entry.governs:
            match = self._verb_after(page, node.end)
        if match is not None:
            node.head += f" {match[0].strip()}"
            node.named = node.proper = True
            node.end = match.end()

    def _verb_after(self, page: Page, end: int) -> re.Match[str] | None:
        """A number between a name and its verb, so one that counts nothing: Bệnh viện Nhân dân |
        115 tiếp nhận."""
        match = _BARE_NUMBER.match(page.clean, end)
        if match is None:
            return None
        after = word_after(page.text, match.end())
        if after in self.words.cues["counted_time"]:
            return None
        two = f"{after} {word_after(page.text, match.end() + 1 + len(after))}"
        verb = after in self.words.cues["subject_after"] and two not in self.words.compounds
        return match if verb else None

    def _number_behind(self, page: Page, end: int) -> int:
        """Past the number a name ends in: Trường THPT Lục Ngạn | số 1; Trường Hoa Hồng | 2 có."""
        if page.clean[end : end + 1] != " ":
            return end
        match = _NUMBERED.match(page.clean, end + 1) or self._verb_after(page, end)
        return match.end() if match is not None else end

    def read_central(self, page: Page, node: Node) -> None:
        """Trung ương, Việt Nam: the country's own."""
        position = node.end + 1
        if page.text[node.end : position] != " ":
            return
        for word in sorted(self.words.cues["central"]):
            end = position + len(word)
            if page.text.startswith(word, position) and not page.text[end : end + 1].isalnum():
                node.head += page.clean[node.end : end]
                node.named = node.central = True
                node.end = end
                return

    def read_nation(self, page: Page, node: Node) -> None:
        """The country whose body it is: Bộ Quốc phòng | Mỹ; of the country itself none is said."""
        if "nation" in node.entry.needs:
            node.abroad = self._of_the_world(node)
        position = node.end + 1
        following = page.clean[node.end : position + 1]
        if not (following.startswith(" ") and following[1:].isupper()):
            return
        found = self.words.nations.match(page.text, position)
        if found is None:
            return
        end, name = found
        if page.clean[end : end + 1] == " " and self._longer_word(page, position, end):
            return
        if node.entry.home and name in self.words.home:
            node.end = end
            return
        node.head += f" {name}"
        node.abroad, node.end, node.named = True, end, True
        at = end + len(" tại ")
        if node.entry.abroad and page.text.startswith(" tại ", end):
            found = self.words.nations.match(page.text, at)
            if found is not None and page.clean[at].isupper():
                node.head += f" tại {found[1]}"
                node.end = found[0]

    def _longer_word(self, page: Page, start: int, end: int) -> bool:
        """Whether a short name is but the first half of a word: Ý | kiến, Đức | tính."""
        return end - start < 4 and f"{page.text[start:end]} {word_after(page.text, end)}" in (
            self.words.cues["compound"]
        )

    def _of_the_world(self, node: Node) -> bool:
        """Whether the name ends in a country or the world: Tổ chức Y tế | Thế giới."""
        words = node.head[len(node.spelt) :].lower().split(" ")[1:]
        for size in (1, 2, 3):
            rest = " ".join(words[-size:])
            if rest in self.words.cues["world"]:
                return True
            if len(words) > size and self._is_nation(rest):
                return True
        return False

    # -- names in capitals ----------------------------------------------------------------------

    def read_proper(self, page: Page, node: Node) -> None:
        """A name of its own; of a body that governs, the bare name of its area: Chi bộ | Hỏm."""
        position = node.end + 1
        if page.clean[node.end : position] != " " or self._body_at(page, position):
            return
        if node.entry.own_name:  # hãng hàng không | Trung Quốc | Sichuan Airlines
            found = self.words.nations.match(page.text, position)
            if found is not None and page.clean[found[0] : found[0] + 1] == " ":
                node.end, position = found[0], found[0] + 1
        if self._shortened(page, node, position):
            return
        match = NAME.match(page.clean, position)
        index = page.starts.get(position)
        if match is None or (index is not None and self._is_area(page, node, index)):
            return
        words = page.text[position : match.end()].split(" ")
        if words[0] in self.words.cues["no_name"] or self._shouted(page, node, match[0]):
            return
        if self._is_nation(match[0]):
            return  # công ty Hàn Quốc: a firm of that country
        end = self._before_person(page, position, words)
        if node.entry.governs:
            name = page.text[position:end]
            if end == match.end() and self._names_place(page, node, words, name):
                node.own, node.end = page.clean[position:end], end
            return
        end = self._number_behind(page, self._longer(page, node, position, end))
        node.head += page.clean[node.end : end]
        if index is not None and page.places[index].span.end == end:
            node.place, node.inside = index, True
        node.named = node.proper = True
        node.end = end

    def _body_at(self, page: Page, position: int) -> bool:
        """Whether a body opens there, other than a firm known by its name alone."""
        return any(word not in self.words.known for _, word in page.heads.get(position, ()))

    def _is_area(self, page: Page, node: Node, index: int) -> bool:
        """Whether the place is the area and no own name: a body governs it or its level is said."""
        return node.entry.governs or page.places[index].level is not None

    def _is_nation(self, name: str) -> bool:
        return name.lower() in self.words.abroad

    def _shortened(self, page: Page, node: Node, position: int) -> bool:
        """Takes a word of the country that is written with dots: Ban Chỉ đạo T.Ư."""
        if page.text[node.end : position] != " ":
            return False
        for word in self.words.cues["central"]:
            if "." in word and page.text.startswith(word, position):
                node.head += page.clean[node.end : position + len(word)]
                node.end = position + len(word)
                node.named = node.proper = node.central = True
                return True
        return False

    def _longer(self, page: Page, node: Node, start: int, end: int) -> int:
        """Past what belongs to a name though it has no capital: Ngân hàng Công | thương."""
        vocabulary = self.words.vocabularies.get(node.entry.fill or "")
        last = page.clean.rfind(" ", start, end) + 1 or start
        found = vocabulary.match(page.text, last) if vocabulary else None
        if found is not None and found[0] > end:
            end = found[0]
            match = NAME.match(page.clean, end + 1) if page.clean[end : end + 1] == " " else None
            return match.end() if match else end
        more = _MORE.match(page.clean, end)
        if more is not None:
            return more.end()
        return self._unknown_trade(page, node, start, end) or self._whole_word(page, start, end)

    def _unknown_trade(self, page: Page, node: Node, start: int, end: int) -> int:
        """Past a trade no vocabulary has, between what a firm is in law and its name: Công ty TNHH
        | Gốm sứ | Hải Sơn; 0 when none stands there."""
        first = page.text[start:end]
        law = page.text[node.start : node.end].endswith(self._legal)
        if not law or " " in first or not is_plain(first):
            return 0
        for _ in range(_MAX_TRADE):
            word = word_after(page.text, end)
            if not word or page.clean[end + 1].isupper():
                break
            if word in self.words.cues["subject_after"] or self._stops(page, end + 1, word):
                return 0
            end += 1 + len(word)
        else:
            return 0
        at = end + 1
        match = NAME.match(page.clean, at) if page.clean[end:at] == " " else None
        if match is None or at in page.heads or first == page.text[start:end]:
            return 0
        return end if at in page.starts else match.end()

    def _whole_word(self, page: Page, start: int, end: int) -> int:
        """Past the lower-case rest of the word that a run of capitals ends in: Mỏ | địa chất."""
        last = page.text[max(page.text.rfind(" ", start, end) + 1, start) : end]
        for _ in range(3):
            word = word_after(page.text, end)
            pair = f"{last} {word}"
            if not word or pair not in self.words.compounds or end + 1 in page.starts:
                return end
            if word == "và" and page.clean[end + 4 : end + 5].isupper():
                return end
            if pair in self.words.cues["trade_verb"] or page.clean[end + 1].isupper():
                return end
            end, last = end + 1 + len(word), word
        match = NAME.match(page.clean, end + 1) if page.clean[end : end + 1] == " " else None
        if match is None or end + 1 in page.starts or self._person(page, end + 1):
            return end
        return match.end()

    def _names_place(self, page: Page, node: Node, words: list[str], name: str) -> bool:
        """Whether a name after a body that governs is its area's, not its leader's."""
        if any(place.name.lower() == name for place in page.places) or name in self._known:
            return True
        if words[0] in self.words.surnames or len(words) > 3:
            return False
        return VILLAGE_LEVEL in node.entry.levels

    def _shouted(self, page: Page, node: Node, name: str) -> bool:
        """Whether the name is only the rest of a headline in capitals."""
        return name.isupper() and " " in name and page.clean[node.start : node.end].isupper()

    def _before_person(self, page: Page, position: int, words: list[str]) -> int:
        """Where a name ends: before a person's full name, if one follows it."""
        end = position + len(words[0])
        first = 2 if words[0] in self.words.surnames else 1
        for phrase in self.words.cues["name_phrase"]:
            if page.text.startswith(phrase, position):
                first = max(first, len(phrase.split(" ")))
        for index in range(1, len(words)):
            rest = len(words) - index
            surname = words[index] in self.words.surnames - self.words.person_only
            person = (index >= first and surname) and (
                rest >= 4 or (rest == 3 and words[index + 1] in self.words.middle_names)
            )
            if person and end + 1 not in page.starts and page.place_over(end + 1) is None:
                return end
            end += 1 + len(words[index])
        return end
