"""What the readers of people share: the text being read, names and offices while they are read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from textmine.model.article import Article
from textmine.model.mentions import OrganizationMention, PlaceMention
from textmine.recognize.person_words import PersonWords, Title

APOSTROPHES = ("'", "’", "‘")
UPPER = "".join(chr(code) for code in range(0x41, 0x1EFA) if chr(code).isupper())
_LOWER = "".join(chr(code) for code in range(0x61, 0x1EFA) if chr(code).islower())
# After the capital that begins a word: initials (N.V.A), or a word in which apostrophes and a dash
# may stand (H’Bia, K'Brôi, Y-Blal, Jong-un).
_REST = (
    rf"(?:(?:\.[{UPPER}]){{0,3}}(?![\w'’])"
    rf"|(?<=[HYK])['’](?= [{UPPER}])"
    rf"|(?:(?<=[YHKA])-[{UPPER}])?[^\W\d_]{{0,14}}"
    rf"(?:['’‘`´][^\W\d_]{{1,14}}){{0,2}}(?:-[{_LOWER}]{{1,14}})?(?!\w))"
)
# A run of capitalised words, bounded so that a text of capitals stays linear.  The set comes first
# so that the scanner can skip by it.
RUN = re.compile(rf"[{UPPER}](?<![\w'’].){_REST}(?: [{UPPER}]{_REST}){{0,7}}")


@dataclass(slots=True)
class Office:
    """An office while it is read; clean offsets.

    ``lead`` is where the words begin that belong to it but not to its name (``nguyên``), ``end``
    where everything ends that completes it.  ``cue`` is ``given``, ``taken`` or empty: a verb of
    a personnel decision that governs it, ``proposed`` when the decision is still to come.
    """

    lead: int
    start: int
    end: int
    text: str
    title: Title
    organization: int | None = None
    place: int | None = None
    former: bool = False
    cue: str = ""
    proposed: bool = False
    spouse: bool = False
    plural: bool = False
    verbal: bool = False
    nation: bool = False  # a country ends it
    trade: int = 0  # where words begin that no organisation explains


@dataclass(slots=True)
class Draft:
    """A person while it is read; ``lead`` is where honorifics begin, ``stop`` where all that
    describes the person after the name ends."""

    start: int
    end: int
    lead: int
    honorific: str | None = None
    plural: bool = False
    short: bool = False
    stop: int = 0
    before: bool = False
    offices: list[tuple[Office, bool]] = field(default_factory=list)  # office, former
    replaced: set[int] = field(default_factory=set)  # starts of offices a new one ends unsaid
    speech: tuple[int, int] | None = None


class PersonScan:
    """One article with the places and organisations found in it, by position.

    A place nobody knows whose name reads as a person's (``Chủ tịch UBND xã | Lèo Văn Ban``) is
    taken for the level word alone, and ends the organisation it completes; one that goes on with
    a person (``Trưởng buôn Ly | Ma Phương``) ends there.
    """

    __slots__ = (
        "_ends", "_starts", "after_names", "article", "clean", "folded", "heads", "org_at",
        "org_end", "organizations", "place_at", "place_end", "places",
    )  # fmt: skip

    def __init__(
        self,
        article: Article,
        places: Sequence[PlaceMention],
        organizations: Sequence[OrganizationMention],
        words: PersonWords,
    ) -> None:
        self.article = article
        self.clean = article.clean
        self.folded = article.folded
        self.places = places
        self.organizations = organizations
        self.heads: frozenset[int] = frozenset()  # where words of offices begin
        self.after_names: dict[int, tuple[list[Office], int]] = {}  # offices after a name's end
        people = {
            place.span.end: cut
            for place in places
            if place.level is not None
            and not place.codes
            and (cut := _person_in(article.folded, place, words))
        }
        self.place_at = {
            place.span.start: index
            for index, place in enumerate(places)
            if people.get(place.span.end, place.span.end) > place.span.end - len(place.name)
        }
        self.place_end = [people.get(place.span.end, place.span.end) for place in places]
        self.org_end = [
            people.get(body.span.end) or self._body_end(body, words) for body in organizations
        ]
        self.org_at: dict[int, int] = {}
        for index, body in enumerate(organizations):
            known = self.org_at.get(body.span.start)
            if known is None or self.org_end[known] < self.org_end[index]:
                self.org_at[body.span.start] = index
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._cover()

    def _body_end(self, body: OrganizationMention, words: PersonWords) -> int:
        """Where a cell of the Party ends: before its secretary (``chi bộ | Oi Thư``)."""
        end = body.span.end
        if body.kind != "party_cell" or body.place is not None or body.anaphoric:
            return end
        parts = self.folded[body.span.start : end].split(" ")
        for index in range(1, len(parts) - 1):
            if parts[index] in words.splits:
                return body.span.start + len(" ".join(parts[:index]))
        return end

    def _cover(self) -> None:
        """Merges the spans no name may begin in."""
        taken = [
            (body.span.start, end)
            for body, end in zip(self.organizations, self.org_end, strict=True)
        ]
        taken.extend(
            (place.span.start, end)
            for place, end in zip(self.places, self.place_end, strict=True)
            if place.level is not None
        )
        taken.sort()
        for start, end in taken:
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            elif end > start:
                self._starts.append(start)
                self._ends.append(end)

    def covering(self, position: int) -> int:
        """End of the place or organisation that covers ``position``, -1 where none does."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or self._ends[index] <= position:
            return -1
        return self._ends[index]

    def next_covered(self, start: int, end: int) -> tuple[int, int] | None:
        """The first place or organisation that begins in ``[start, end)``."""
        index = bisect_right(self._starts, start - 1)
        if index < len(self._starts) and self._starts[index] < end:
            return self._starts[index], self._ends[index]
        return None


def _person_in(folded: str, place: PlaceMention, words: PersonWords) -> int:
    """Where a place ends because a person's name begins in it; 0 where none does.

    A family name, a middle one and a given one are a person (Lèo Văn Ban, Chá A Của).  Villages
    may be called so by chance; communes and larger units are all known.
    """
    start = place.span.end - len(place.name)
    parts = place.name.lower().split(" ")
    if words.before_name_titles.ending(folded, start - 1):
        return start - 1  # già | làng Siu Hngơi
    if parts[0] in words.surnames and len(parts) >= 3:
        common = place.kind != "village" and parts[0] in words.common
        if common or parts[1] in words.middle or parts[1] in words.short_surnames:
            return start - 1
    for index, part in enumerate(parts):
        marked = part[1:2] in APOSTROPHES and parts[-1] in words.surnames
        if marked and index < len(parts) - 1:
            return start + len(" ".join(parts[:index])) - (not index)
        if 0 < index < len(parts) - 1 and part in words.splits:
            return start + len(" ".join(parts[:index]))
    return 0
