"""Judges how much each mention of a body or a place stands out, so that later words go on with it.

The steps are those of ``Standing``; the words that tell them apart are the cues of
organizations.toml, the titles and the verbs of speech.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from textmine.model.article import Article
from textmine.model.enums import SectionKind
from textmine.model.mentions import OrganizationMention, PlaceMention
from textmine.model.span import Span
from textmine.packs.loader import PackSet
from textmine.recognize.organization_words import Entry, OrganizationWords, words_of
from textmine.recognize.place_words import NAME, word_after
from textmine.resolve.organization_trail import LIST_GAPS, Paragraphs, Standing

_TAIL = re.compile(r"(?:\w+ ){1,4}\Z")  # the words right before a mention
_BRACKET = re.compile(r" ?\([^()\n]{1,50}\)")
_LEADING = " \t\"“”'‘’(*•+–—-"  # may stand before the first word of a sentence
_MARKS = tuple(mark + space for mark in ",:;.!?…(\"“”–—-" for space in (" ", " \"", " “")) + tuple(
    "(\"“-–"
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
    giving: re.Pattern[str]
    gives: frozenset[str]
    given_to: frozenset[str]
    going: frozenset[str]
    venues: tuple[str, ...]
    ceremony: tuple[str, ...]
    person: re.Pattern[str]
    lives: tuple[str, ...]
    speech: re.Pattern[str]
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
        _any_of(cues["giving"]),
        frozenset(word.rpartition(" ")[2] for word in cues["giving"]),
        cues["given_to"],
        cues["going"],
        tuple(sorted(f"{word} " for word in cues["venue"])),
        tuple(sorted(cues["ceremony"])),
        _any_of(cues["person_at"]),
        tuple(sorted(cues["lives"])),
        _any_of(said),
        tuple(sorted(f"{word} " for word in source)),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?!\w)")


class Judge:
    """Judges single mentions of one article."""

    def __init__(self, article: Article, paragraphs: Paragraphs, words: StandingWords) -> None:
        self.clean, self.folded = article.clean, article.folded
        self.paragraphs = paragraphs
        self.words = words
        self._pictures = [
            (section.start, section.end)
            for section in article.sections
            if section.kind in (SectionKind.CAPTION, SectionKind.BYLINE)
        ]

    def of(
        self, start: int, end: int, joined: Standing | None = None, *, place: bool = True
    ) -> Standing:
        """Standing of the mention at ``start`` (clean); ``end`` is where it ends with the places
        printed as its parents, ``joined`` the standing of the one it follows in a list, ``place``
        whether it is a place, where somebody may live.
        """
        if self._pictures and any(first <= start < last for first, last in self._pictures):
            return Standing.WEAK
        sentence = self.paragraphs.sentence(start)
        look = self.folded[max(sentence, start - _LOOK) : start]
        last = look[look.rfind(" ", 0, -1) + 1 : -1] if look.endswith(" ") else ""
        if last.rpartition("-")[2] in self.words.office_ends and self._held(look):
            return Standing.SPEAKER if self._speaks(sentence, end) else Standing.WEAK
        if joined is Standing.WEAK or self._receives(look, last):
            return Standing.WEAK
        if place and self._address(start, look):
            return Standing.WEAK
        opened = start - sentence <= _LOOK and self._nothing(look[: _before(look, last)])
        if not opened and (last in self.words.aside or (place and last in self.words.going)):
            return Standing.WEAK
        if look.endswith(self.words.venues):
            return Standing.WEAK
        if opened and (not last or last in self.words.scene):
            return Standing.SUBJECT
        if joined is Standing.NAMED or self.folded.startswith(self.words.ceremony, sentence):
            return Standing.NAMED
        return Standing.SUBJECT if self._acts(look, last, end) else Standing.NAMED

    def _nothing(self, look: str) -> bool:
        """Whether no words of the sentence stand before, but perhaps the paper's: YênBái - Về …"""
        return not look.strip(_LEADING) or _PAPER.fullmatch(look) is not None

    def _held(self, look: str) -> bool:
        """Whether the words right before are an office: Bí thư | Đảng ủy xã."""
        match = _TAIL.search(look[-_OFFICE:])
        words = match[0].split(" ")[:-1] if match else []
        return any(" ".join(words[at:]) in self.words.offices for at in range(len(words)))

    def _speaks(self, sentence: int, end: int) -> bool:
        """Whether a verb of speech follows in the sentence, or a word of source opens it."""
        last = min(self.paragraphs.sentence_end(end), end + _SPEECH)
        if self.words.speech.search(self.folded, end, last) is not None:
            return True
        return self.folded.startswith(self.words.sources, sentence)

    def _receives(self, look: str, last: str) -> bool:
        """Whether something is given to it: tặng cờ cho | Đảng bộ xã; hỗ trợ | xã."""
        if last in self.words.given_to:
            return self.words.giving.search(look.rpartition(";")[2]) is not None
        return last in self.words.gives

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


def _before(look: str, last: str) -> int:
    """Where the last word of ``look`` begins."""
    return len(look) - len(last) - 1 if last else len(look)


@dataclass(slots=True)
class _Item:
    """A mention that stands in no other: where it ends with its parents, what sort it is, which."""

    start: int
    end: int
    sort: Hashable
    name: str
    place: bool = False
    standing: Standing = Standing.NAMED
    joined: bool = False


class Standings:
    """The standing of every mention: ``organizations[i]``, ``places[i]``.

    What stands inside a body, or as the parent of a place, shares the standing of that, and of
    ``starts`` (``place_starts[i]``) where that begins.
    """

    def __init__(
        self,
        judge: Judge,
        mentions: Sequence[OrganizationMention],
        places: Sequence[PlaceMention],
        ids: Sequence[str],
        ranks: Mapping[str, int],
        entries: Mapping[str, Entry],
    ) -> None:
        self._judge = judge
        self._entries = entries
        self._places = places
        items: list[_Item] = []
        outer = self._outer(mentions, ids, ranks, items)
        self._judge_all(items)
        self._mark_lists(items)
        count = len(mentions)
        self.organizations = [outer[index].standing for index in range(count)]
        self.places = [outer[count + index].standing for index in range(len(places))]
        self.place_starts = [outer[count + index].start for index in range(len(places))]

    def _outer(
        self,
        mentions: Sequence[OrganizationMention],
        ids: Sequence[str],
        ranks: Mapping[str, int],
        items: list[_Item],
    ) -> list[_Item]:
        """The outermost item around each mention, organisations first, then places; ``items`` takes
        each of them once, in text order."""
        count = len(mentions)
        spans = [mention.span for mention in mentions]
        spans.extend(place.span for place in self._places)
        current = _Item(-1, -1, None, "")
        outer = [current] * len(spans)
        for start, _, number in sorted(
            (span.start, -span.end, number) for number, span in enumerate(spans)
        ):
            if start >= current.end:
                current = (
                    self._body(mentions[number], spans[number])
                    if number < count
                    else self._place(number - count, spans[number], ids, ranks)
                )
                items.append(current)
            outer[number] = current
        return outer

    def _body(self, mention: OrganizationMention, span: Span) -> _Item:
        entry = self._entries.get(mention.entry)
        listed = entry is not None and entry.governs and not mention.anaphoric
        sort = (mention.head, mention.level) if listed else None
        end = self._end(mention.place, span.end)
        return _Item(span.start, end, sort, mention.name)

    def _place(
        self, index: int, span: Span, ids: Sequence[str], ranks: Mapping[str, int]
    ) -> _Item:
        end = self._end(index, span.end)
        return _Item(span.start, end, ranks.get(ids[index], 0), ids[index], place=True)

    def _end(self, place: int | None, end: int) -> int:
        """Where a mention ends with the parents printed after its place."""
        for _ in range(4):
            above = self._places[place].parent if place is not None else None
            if above is None or self._places[above].span.start - end > 16:
                break
            if self._places[above].span.start < end:
                break
            place, end = above, self._places[above].span.end
            if self._judge.folded.startswith(")", end):
                end += 1
        return end

    def _judge_all(self, items: Sequence[_Item]) -> None:
        previous: _Item | None = None
        for item in items:
            if previous is not None:
                gap = self._judge.folded[previous.end : item.start]
                item.joined = gap in LIST_GAPS
            joined = previous.standing if previous is not None and item.joined else None
            item.standing = self._judge.of(item.start, item.end, joined, place=item.place)
            previous = item

    def _mark_lists(self, items: Sequence[_Item]) -> None:
        """Two of a sort in one sentence are a list, unless the first alone is its subject."""
        sorts: dict[Hashable, list[_Item]] = {}
        for item in items:
            if item.sort is not None:
                sorts.setdefault(item.sort, []).append(item)
        sentence = self._judge.paragraphs.sentence
        for same in sorts.values():
            if len(same) == 1:
                continue
            for _, group in groupby(same, key=lambda item: sentence(item.start)):
                self._mark_list(list(group))

    def _mark_list(self, group: Sequence[_Item]) -> None:
        if len({item.name for item in group}) < 2:
            return
        acting = {item.name for item in group if item.standing >= Standing.SPEAKER}
        leads = acting == {group[0].name} and not group[1].joined
        for item in group:
            if not (leads and item.name == group[0].name):
                item.standing = Standing.LISTED
