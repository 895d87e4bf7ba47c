"""Judges how much one mention of a body or a place stands out (``Standing``) by what is around it.

The words that tell are the cues of organizations.toml, the titles and the verbs of speech.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from textmine.model.article import Article
from textmine.model.enums import SectionKind
from textmine.packs.loader import PackSet
from textmine.recognize.organization_words import OrganizationWords, words_of
from textmine.recognize.place_words import NAME, word_after
from textmine.resolve.organization_trail import Paragraphs, Standing
from textmine.text.stretches import Stretches

_TAIL = re.compile(r"(?:\w+ ){1,4}\Z")  # the words right before a mention
_BRACKET = re.compile(r" ?\([^()\n]{1,50}\)")
_LEADING = " \t\"“”'‘’(*•+–—-"  # may stand before the first word of a sentence
_MARKS = tuple(mark + space for mark in ',:;.!?…("“”–—-' for space in (" ", ' "', " “")) + tuple(
    '("“-–'
)
_PAPER = re.compile(r"\(?[^\s,;:()]{1,12}\)? ?[-–—] ?")
_YEAR_DIGITS = 4
_AGE = re.compile(r"(?:,? \(?(?:sn |sinh năm )?\d{2,4}(?: tuổi)?\)?)?(?:, người [\w ]{2,20}(?=,))?")
_LOOK = 70  # characters before a mention that say how it is named
_OFFICE = 40  # of those, what an office takes
_SPEECH = 110  # characters from an office to the verb of speech


@dataclass(frozen=True, slots=True)
class StandingWords:
    """Folded words; see the cues of the same names in organizations.toml."""

    offices: frozenset[str]
    office_ends: frozenset[str]
    verbs: frozenset[str]
    scene: frozenset[str]
    clause: frozenset[str]
    aside: frozenset[str]
    example: frozenset[str]
    giving: re.Pattern[str]
    gives: frozenset[str]
    given_to: frozenset[str]
    going: frozenset[str]
    venues: tuple[str, ...]
    times: tuple[str, ...]
    ceremony: tuple[str, ...]
    person: re.Pattern[str]
    lives: tuple[str, ...]
    speech: re.Pattern[str]
    attending: re.Pattern[str]
    sources: tuple[str, ...]


def read_standing_words(packs: PackSet, words: OrganizationWords) -> StandingWords:
    """Compiles cues, titles and verbs of speech.

    Raises PackError when a row has no list of words.
    """
    cues = words.cues
    offices = {word for row in packs.by_id("title").values() for word in words_of(row)}
    offices |= cues["office"]
    said, source = (
        [w for row in packs.by_id("speech").values() if row.data["id"] == id for w in words_of(row)]
        for id in ("say", "by")
    )
    opening = {word for territory in words.territories.values() for word in territory.opening}
    return StandingWords(
        frozenset(offices),
        frozenset(word.rpartition(" ")[2] for word in offices),
        cues["subject_after"],
        cues["scene"],
        cues["clause"] | opening,
        cues["aside"],
        cues["example"],
        _any_of(cues["giving"]),
        frozenset(word.rpartition(" ")[2] for word in cues["giving"]),
        cues["given_to"],
        cues["going"],
        tuple(sorted(f"{word} " for word in cues["venue"])),
        tuple(sorted(f"{word} " for word in cues["time_opening"])),
        tuple(sorted(cues["ceremony"])),
        _any_of(cues["person_at"]),
        tuple(sorted(cues["lives"])),
        _any_of(said),
        _any_of(cues["attending"]),
        tuple(sorted(f"{word} " for word in source)),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?!\w)")


@dataclass(slots=True)
class Item:
    """A mention that stands in no other (clean offsets): ``end`` is where it ends with the places
    printed as its parents, ``sort`` and ``name`` what it is one of and which, ``place`` whether it
    is a place, ``own`` whether a body with a Party organisation of its own, ``joined`` whether it
    follows another in a list, ``given`` whether it receives.
    """

    start: int
    end: int
    sort: Hashable
    name: str
    place: bool = False
    own: bool = False
    standing: Standing = Standing.NAMED
    joined: bool = False
    given: bool = False


class Judge:
    """Judges single mentions of one article."""

    def __init__(self, article: Article, paragraphs: Paragraphs, words: StandingWords) -> None:
        self.clean, self.folded = article.clean, article.folded
        self.paragraphs = paragraphs
        self.words = words
        self._pictures = Stretches(article.sections, SectionKind.CAPTION, SectionKind.BYLINE)

    def judge(self, item: Item, listed: Item | None) -> None:
        """Sets ``standing`` and ``given`` of ``item``; ``listed`` is the one right before it in a
        list, if any.
        """
        sentence = self.paragraphs.sentence(item.start)
        look = self.folded[max(sentence, item.start - _LOOK) : item.start]
        last = look[look.rfind(" ", 0, -1) + 1 : -1] if look.endswith(" ") else ""
        opened = item.start - sentence <= _LOOK and self._nothing(look, last)
        item.given = (listed is not None and listed.given) or self._receives(look, last)
        if last.rpartition("-")[2] in self.words.office_ends and self._held(look):
            item.given = False
            speaks = self._speaks(sentence, item.end)
            item.standing = Standing.SPEAKER if speaks else Standing.WEAK
        elif item.given or self._on_the_way(item, sentence, look, "" if opened else last):
            item.standing = Standing.WEAK
        elif (opened and (not last or last in self.words.scene)) or self._example(look):
            item.standing = Standing.SUBJECT
        elif listed is not None and listed.standing is Standing.NAMED:
            item.standing = Standing.NAMED  # the rest of a list that is no subject
        elif self._acts(look, last, item.end) and not self._ceremony(sentence):
            item.standing = Standing.SUBJECT

    def _on_the_way(self, item: Item, sentence: int, look: str, last: str) -> bool:
        """Whether it is in a picture, an exception, a venue, an address, or where somebody goes."""
        if item.start in self._pictures:
            return True
        if last in self.words.aside or (item.place and last in self.words.going):
            return True
        if look.endswith(self.words.venues) or self._venue(sentence, look, item.end):
            return True
        return item.place and self._address(item.start, look)

    def _ceremony(self, sentence: int) -> bool:
        return self.folded.startswith(self.words.ceremony, sentence)

    def _nothing(self, look: str, last: str) -> bool:
        """Whether no words of the sentence stand before the last, but perhaps the paper's name:
        YênBái - Về …"""
        before = look[: len(look) - len(last) - 1] if last else look
        return not before.strip(_LEADING) or _PAPER.fullmatch(before) is not None

    def _example(self, look: str) -> bool:
        """Whether the sentence presents it: Tiêu biểu là | Đảng bộ xã A."""
        return look.endswith((" là ", " như ")) and look.strip(_LEADING) in self.words.example

    def _held(self, look: str) -> bool:
        """Whether the words right before are an office: Bí thư | Đảng ủy xã."""
        match = _TAIL.search(look[-_OFFICE:])
        words = match[0].split(" ")[:-1] if match else []
        return any(" ".join(words[at:]) in self.words.offices for at in range(len(words)))

    def _speaks(self, sentence: int, end: int) -> bool:
        """Whether a verb of speech follows in the sentence, or a word of source opens it."""
        last = min(self.paragraphs.sentence_end(end), end + _SPEECH)
        said = self.words.speech.search(self.folded, end, last)
        if said is not None and not self.words.attending.search(self.folded, end, said.start()):
            return True
        return self.folded.startswith(self.words.sources, sentence)

    def _receives(self, look: str, last: str) -> bool:
        """Whether something is given to it: tặng cờ cho | Đảng bộ xã; hỗ trợ | xã."""
        if last in self.words.given_to:
            return self.words.giving.search(look.rpartition(";")[2]) is not None
        return last in self.words.gives

    def _venue(self, sentence: int, look: str, end: int) -> bool:
        """Whether it is only where something is held: Sáng 2-3, tại | huyện A, Hội … tổ chức."""
        if not (look.endswith((", tại ", ", ở ")) and self.folded.startswith(", ", end)):
            return False
        return self.folded.startswith(self.words.times, sentence)

    def _address(self, start: int, look: str) -> bool:
        """Whether it is where somebody lives: ông A ở | ấp B; hộ anh C, | thôn D."""
        if not look.endswith(self.words.lives):
            return False
        joints = [joint for joint in self.words.lives if look.endswith(joint)]
        people = [found.end() for found in self.words.person.finditer(look)]
        if not people:
            return False
        name = NAME.match(self.clean, start - len(look) + people[-1] + 1, start)
        if name is None:
            return False
        age = _AGE.match(self.folded, name.end(), start)
        end = age.end() if age is not None else name.end()
        return any(end == start - len(joint) for joint in joints)

    def _acts(self, look: str, last: str, end: int) -> bool:
        """Whether it begins a clause and a verb or a number follows, or is a clause by itself."""
        year = len(last) == _YEAR_DIGITS and last.isdigit()
        if not (year or last in self.words.clause or look.endswith(_MARKS)):
            return False
        apposed = _BRACKET.match(self.folded, end)
        end = apposed.end() if apposed is not None else end
        if self.folded.startswith(", ", end):
            end += 1
        elif look.endswith("; ") and self.folded.startswith(";", end):
            return True
        after = word_after(self.folded, end)
        return after in self.words.verbs or after[:1].isdigit()
