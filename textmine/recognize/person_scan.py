"""What the readers of people share: the text being read, names and offices while they are read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from textmine.model.article import Article
from textmine.model.mentions import OrganizationMention, PlaceMention
from textmine.recognize.person_words import Title

UPPER = "".join(chr(code) for code in range(0x41, 0x1EFA) if chr(code).isupper())
_LOWER = "".join(chr(code) for code in range(0x61, 0x1EFA) if chr(code).islower())
_INITIAL = rf"[{UPPER}](?:\.[{UPPER}]){{0,3}}(?![\w'’])"
# Apostrophes and a dash may stand inside one word of a name: H’Bia, K'Brôi, Y-Blal, Jong-un.
_WORD = (
    rf"(?:[YHKA]-)?[{UPPER}][^\W\d_]{{0,14}}"
    rf"(?:['’‘`´][^\W\d_]{{1,14}}){{0,2}}(?:-[{_LOWER}]{{1,14}})?(?!\w)"
)
# A run of capitalised words or initials, bounded so that a text of capitals stays linear.
RUN = re.compile(rf"(?<![\w'’])(?:{_WORD}|{_INITIAL})(?: (?:{_WORD}|{_INITIAL})){{0,7}}")


@dataclass(slots=True)
class Office:
    """An office while it is read; clean offsets.

    ``lead`` is where the words begin that belong to it but not to its name (``nguyên``), ``end``
    where everything ends that completes it.  ``cue`` is ``given``, ``taken`` or empty: a verb of
    a personnel decision that governs it.
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
    spouse: bool = False
    plural: bool = False
    verbal: bool = False
    taken: bool = False


@dataclass(slots=True)
class Draft:
    """A person while it is read; ``lead`` is where honorifics begin, ``stop`` where all that
    describes the person after the name ends."""

    start: int
    end: int
    lead: int
    honorific: str | None = None
    rank: str | None = None
    plural: bool = False
    short: bool = False
    stop: int = 0
    before: bool = False
    offices: list[tuple[Office, bool]] = field(default_factory=list)  # office, former
    speech: tuple[int, int] | None = None


class PersonScan:
    """One article with the places and organisations found in it, by position."""

    __slots__ = ("_ends", "_starts", "article", "clean", "folded", "heads", "org_at",
                 "organizations", "place_at", "places")  # fmt: skip

    def __init__(
        self,
        article: Article,
        places: Sequence[PlaceMention],
        organizations: Sequence[OrganizationMention],
    ) -> None:
        self.article = article
        self.clean = article.clean
        self.folded = article.folded
        self.places = places
        self.organizations = organizations
        self.heads: frozenset[int] = frozenset()  # where words of offices begin
        self.place_at = {mention.span.start: index for index, mention in enumerate(places)}
        self.org_at: dict[int, int] = {}
        for index, mention in enumerate(organizations):
            known = self.org_at.get(mention.span.start)
            if known is None or organizations[known].span.end < mention.span.end:
                self.org_at[mention.span.start] = index
        taken = [(m.span.start, m.span.end) for m in organizations]
        taken.extend((m.span.start, m.span.end) for m in places if m.level is not None)
        taken.sort()
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in taken:
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def covering(self, position: int) -> int:
        """End of the place or organisation that covers ``position``, -1 where none does."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or self._ends[index] <= position:
            return -1
        return self._ends[index]

    def next_covered(self, start: int, end: int) -> int:
        """Start of the first place or organisation that begins in ``[start, end)``, else end."""
        index = bisect_right(self._starts, start - 1)
        if index < len(self._starts) and self._starts[index] < end:
            return self._starts[index]
        return end
