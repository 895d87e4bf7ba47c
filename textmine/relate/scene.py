"""The stage a number stands on: its sentence, its clause, the words around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import merge

from textmine.model import (
    Article,
    EntityType,
    Quantity,
    ResolvedMention,
    SectionKind,
    Sentence,
    Span,
    TimeMention,
)
from textmine.recognize.regions import is_region
from textmine.relate.lexicon import Hit, Lexicon

# A comma or colon inside a number or a clock time separates nothing.
_SEPARATOR = re.compile(r"[,:](?!\d)|[;()\n–—]|\s-\s")
_MARK = re.compile(r"[,:;()\n–—](?:(?<![,:])|(?!\d))")  # the same where no dash stands: faster
_LINE_END = re.compile("\n")
_RIGHT_REACH = 90
_LEFT_REACH = 480  # characters: what stands further left in a sentence is not about the number
_PLACE_NAME = 40  # characters of a place's name before its number
_OVERLAPS = 8  # cues of one kind that may overlap at one place


@dataclass(frozen=True, slots=True)
class Place:
    """Where quantity number ``index`` stands; all positions are *clean* offsets.

    ``left``: start of its left segment (after the previous separator or quantity); ``right``: end
    of its right segment; ``clause``: where the search to the left ends (the sentence's start);
    ``clause_end``: end of what may follow it (next quantity, ``;`` or sentence end).
    """

    index: int
    sentence: int
    start: int
    end: int
    left: int
    right: int
    clause: int
    clause_end: int


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the numbers besides bodies and times (*clean* spans).

    ``roles`` are offices held, ``above`` places printed only as the parent of another,
    ``speeches`` stretches of speech with the entity the speaker speaks for, ``homes`` stretches
    that tell of a household with the place it lives in, apart from one another, ``central`` the ids
    of the offices of the whole country, ``national`` whether it tells of many provinces.
    """

    roles: Sequence[Span] = ()
    above: Sequence[Span] = ()
    speeches: Sequence[tuple[Span, str]] = ()
    homes: Sequence[tuple[Span, str]] = ()
    central: frozenset[str] = frozenset()
    national: bool = False


class Scene:
    """One article's quantities with everything found around them, indexed by position."""

    def __init__(
        self,
        article: Article,
        quantities: Sequence[Quantity],
        times: Sequence[TimeMention],
        mentions: Sequence[ResolvedMention],
        lexicon: Lexicon,
        kinds: Mapping[str, str] | None = None,
        around: Around | None = None,
    ) -> None:
        """``kinds`` maps entity ids to their kinds."""
        around = around or Around()
        self.article = article
        self.folded = article.folded
        self.quantities = quantities
        self.times = times
        self.mentions = mentions
        self.lexicon = lexicon
        self._kinds = kinds or {}
        self._roles = sorted(around.roles)
        self._role_starts = [role.start for role in self._roles]
        self._above = frozenset(around.above)
        self._speeches = sorted(around.speeches)
        self._speech_starts = [span.start for span, _ in self._speeches]
        self._homes = around.homes
        self.central = around.central
        self.national = around.national
        self._regions = frozenset(m.entity for m in mentions if is_region(m))
        self._home_starts = [span.start for span, _ in self._homes]
        self._nested = _nested(mentions)
        self._starts = [sentence.start for sentence in article.sentences]
        self._sentences = article.sentences or (Sentence(0, len(article.folded), 0),)
        self._breaks = [match.start() for match in _LINE_END.finditer(article.folded)]
        self._numbers = [quantity.number.start for quantity in quantities]
        ranges = self._ranges()
        self.hits = lexicon.scan(article.folded, ranges)
        self._hit_starts = [hit[0] for hit in self.hits]
        self._present: frozenset[int] | None = None
        self._terms: dict[tuple[int, int], frozenset[int]] = {}
        self.openings: dict[int, TimeMention | None] = {}  # by sentence, see opening_time
        self.listed: dict[int, bool] = {}  # by number: whether the next goes on with its list
        self._by_kind = self._sorted_by_kind()
        self._separators = _separators(article.folded, ranges)
        self._time_starts = [time.span.start for time in times]
        self._mention_starts = [mention.span.start for mention in mentions]
        self.places = [self._place(index) for index in range(len(quantities))]

    @property
    def present(self) -> frozenset[int]:
        """Numbers of the context words that stand anywhere in the text; looked for when asked."""
        if self._present is None:
            self._present = self.lexicon.contexts(self.folded)
        return self._present

    def _ranges(self) -> list[tuple[int, int]]:
        """The title, and sentences with numbers or times: the only places looked at closely."""
        title = self.bounds(0)
        ranges = [(title.start, title.end)] if self._numbers else []
        times = (time.span.start for time in self.times)
        for position in merge(self._numbers, times):
            bounds = self.bounds(self.sentence_at(position))
            if not ranges or bounds.start >= ranges[-1][1]:
                ranges.append((bounds.start, bounds.end))
        return ranges

    def _sorted_by_kind(self) -> dict[str, tuple[list[int], list[Hit]]]:
        """The hits of each kind of cue, by position, behind their starts."""
        found: dict[str, tuple[list[int], list[Hit]]] = {}
        kinds = self.lexicon.kinds
        for hit in self.hits:
            for kind in kinds[hit[2]]:
                if kind not in found:
                    found[kind] = [], []
                starts, hits = found[kind]
                starts.append(hit[0])
                hits.append(hit)
        return found

    def sentence_at(self, position: int) -> int:
        """Index of the sentence that covers ``position`` (the one before it in a gap)."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def in_sentence(self, position: int) -> bool:
        """Whether a sentence covers ``position``."""
        sentences = self.article.sentences
        return bool(sentences) and position < sentences[self.sentence_at(position)].end

    def kind_of(self, entity: str) -> str:
        """Kind of an entity; a bare noun (huyện) is a territory."""
        return self._kinds.get(entity, "territory")

    def is_region(self, entity: str) -> bool:
        """Whether a subject is a territory above a province, which has no entity."""
        return entity in self._regions

    def is_nameless(self, entity: str) -> bool:
        """Whether the text has no name for it: a bare noun (``Ban Thường vụ``)."""
        return entity not in self._kinds

    def counted(self, place: Place, position: int) -> bool:
        """Whether a word belongs to what a number before ``place`` in its clause counts."""
        for index in range(place.index - 1, -1, -1):
            span = self.quantities[index].span
            if span.end <= place.clause:
                return False
            if span.contains(Span(position, position + 1)):
                return True
        return False

    def in_role(self, span: Span) -> bool:
        """Whether the words belong to somebody's office."""
        at = bisect_right(self._role_starts, span.start)
        return any(span.end <= role.end for role in self._roles[max(at - 2, 0) : at])

    def is_above(self, span: Span) -> bool:
        """Whether a place is printed only as the parent of the one before it."""
        return span in self._above

    def speaks_for(self, position: int) -> str | None:
        """The body or place whose officer speaks at ``position``."""
        at = bisect_right(self._speech_starts, position)
        for span, entity in reversed(self._speeches[max(at - 2, 0) : at]):
            if span.start <= position < span.end:
                return entity
        return None

    def home_at(self, position: int) -> tuple[str, int] | None:
        """Where the household told of at ``position`` lives, and where telling of it began."""
        at = bisect_right(self._home_starts, position) - 1
        if at < 0 or position >= self._homes[at][0].end:
            return None
        span, entity = self._homes[at]
        return entity, span.start

    def is_nested(self, mention: ResolvedMention) -> bool:
        """Whether a mention only completes the name of the one it stands in."""
        return mention.span in self._nested

    def paragraph_break(self, first: int, second: int) -> bool:
        """Whether two sentences stand in different paragraphs."""
        sentences = self.article.sentences
        if not sentences or first == second:
            return False
        after = bisect_left(self._breaks, sentences[first].end - 1)
        return after < bisect_left(self._breaks, sentences[second].start)

    def closed_bracket(self, start: int, end: int) -> bool:
        """Whether ``start`` lies in a bracket that closes before ``end``."""
        closing = self.folded.find(")", start, end)
        return closing >= 0 and "(" not in self.folded[start:closing]

    def section_kind(self, sentence: int) -> SectionKind:
        if not self.article.sentences:
            return SectionKind.BODY
        return self.article.sections[self.article.sentences[sentence].section].kind

    def _place(self, index: int) -> Place:
        quantities = self.quantities
        quantity = quantities[index]
        start, end = quantity.span.start, quantity.span.end
        number = self.sentence_at(quantity.number.start)
        bounds = self.bounds(number)
        first, last = bounds.start, bounds.end
        previous, following = first, last
        for other in range(index - 1, -1, -1):
            if quantities[other].span.end <= start:
                previous = quantities[other].span.end
                break
        for other in range(index + 1, len(quantities)):
            if quantities[other].span.start >= end:
                following = quantities[other].span.start
                break
        left = max(previous, self.separator_before(start) + 1, first)
        right = min(following, self.separator_after(end), last)
        clause_end = min(following, last, end + _RIGHT_REACH)
        semicolon = self.folded.find(";", end, clause_end)
        if semicolon >= 0:
            clause_end = semicolon
        left, right = min(left, start), max(right, end)
        first = max(first, start - _LEFT_REACH)
        return Place(index, number, start, end, left, right, first, max(clause_end, end))

    def bounds(self, sentence: int) -> Sentence:
        """Where a sentence begins and ends; the whole text where there are no sentences."""
        return self._sentences[sentence]

    def separator_before(self, position: int) -> int:
        """Position of the last separator before ``position``, -1 if none."""
        index = bisect_left(self._separators, position)
        return self._separators[index - 1] if index else -1

    def separator_after(self, position: int) -> int:
        """Position of the first separator at or after ``position``, the text's end if none."""
        index = bisect_left(self._separators, position)
        return self._separators[index] if index < len(self._separators) else len(self.folded)

    def separators(self, start: int, end: int, marks: str = ",;:()") -> int:
        """How many separators out of ``marks`` stand in ``[start, end)``."""
        first = bisect_left(self._separators, start)
        last = bisect_left(self._separators, end, first)
        return sum(self.folded[at] in marks for at in self._separators[first:last])

    def ends_number(self, position: int) -> bool:
        """Whether a quantity ends at ``position``, a space aside."""
        last = bisect_left(self._numbers, position) - 1
        for index in (last, last - 1):
            if index >= 0 and 0 <= position - self.quantities[index].span.end <= 1:
                return True
        return False

    def is_counted(self, position: int) -> bool:
        """Whether the words at ``position`` are what a number before them counts."""
        last = bisect_left(self._numbers, position + 1) - 1
        return any(
            self.quantities[index].number.end <= position < self.quantities[index].span.end
            for index in (last, last - 1)
            if index >= 0
        )

    def first_number(self, position: int) -> int | None:
        """Index of the first quantity that begins at or after ``position``."""
        index = bisect_left(self._numbers, position)
        return index if index < len(self._numbers) else None

    def numbers_between(self, start: int, end: int) -> int:
        """How many quantities begin in ``[start, end)``."""
        return max(bisect_left(self._numbers, end) - bisect_left(self._numbers, start), 0)

    def window(self, start: int, end: int) -> Sequence[Hit]:
        """The hits that lie wholly in ``[start, end)``."""
        first = bisect_left(self._hit_starts, start)
        last = bisect_left(self._hit_starts, end, first)
        return [hit for hit in self.hits[first:last] if hit[1] <= end]

    def terms(self, start: int, end: int) -> frozenset[int]:
        """The numbers of the terms that stand wholly in ``[start, end)``."""
        known = self._terms.get((start, end))
        if known is None:
            known = frozenset([hit[2] for hit in self.window(start, end)])
            self._terms[start, end] = known
        return known

    def times_in(self, start: int, end: int) -> Sequence[TimeMention]:
        first = bisect_left(self._time_starts, start)
        last = bisect_left(self._time_starts, end, first)
        return self.times[first:last]

    def mentions_in(self, start: int, end: int) -> Sequence[ResolvedMention]:
        first = bisect_left(self._mention_starts, start)
        last = bisect_left(self._mention_starts, end, first)
        return self.mentions[first:last]

    def in_a_place(self, number: Span) -> bool:
        """Whether a number belongs to a place's name: ``ấp Nhơn Thọ | 2 bầu cấp ủy``."""
        return any(
            mention.type is EntityType.PLACE and number.end <= mention.span.end
            for mention in self.mentions_in(max(number.start - _PLACE_NAME, 0), number.start)
        )

    def kinds(self, hit: Hit) -> frozenset[str]:
        return self.lexicon.kinds[hit[2]]

    def cue(self, start: int, end: int, *kinds: str) -> Hit | None:
        """The hit of any of ``kinds`` in ``[start, end)`` that ends last; the longest of ties."""
        best: Hit | None = None
        by_kind = self._by_kind
        for kind in kinds:
            if kind not in by_kind:
                continue
            starts, hits = by_kind[kind]
            at = bisect_left(starts, end) - 1
            # Terms are short: one that starts more than a few hits earlier cannot end later.
            last = at - _OVERLAPS
            while at >= 0 and at >= last:
                hit = hits[at]
                if hit[0] < start:
                    break
                if hit[1] <= end and (
                    best is None
                    or hit[1] > best[1]
                    or (hit[1] == best[1] and hit[0] < best[0])
                ):
                    best = hit
                at -= 1
        return best

    def behind(self, first: int, position: int, *kinds: str) -> bool:
        """Whether a hit of any of ``kinds``, from ``first`` on, ends right before ``position``, a
        space aside."""
        hit = self.cue(first, position, *kinds)
        return hit is not None and position - hit[1] <= 1

    def cues_of(self, kind: str) -> list[tuple[int, int]]:
        """Where every cue of a kind begins and ends."""
        return [(hit[0], hit[1]) for hit in self._by_kind.get(kind, ((), ()))[1]]

    def first_cue(self, start: int, end: int, *kinds: str) -> Hit | None:
        """The leftmost hit of any of ``kinds`` in ``[start, end)``; the shortest of ties."""
        best: Hit | None = None
        by_kind = self._by_kind
        for kind in kinds:
            if kind not in by_kind:
                continue
            starts, hits = by_kind[kind]
            at = bisect_left(starts, start)
            for hit in hits[at : at + _OVERLAPS]:
                if hit[0] >= end:
                    break
                if hit[1] <= end:
                    best = hit if best is None or hit < best else best
                    break
        return best


def _separators(folded: str, ranges: Sequence[tuple[int, int]]) -> list[int]:
    """Where separators stand in ``ranges`` of a text, in order."""
    found: list[int] = []
    for first, last in ranges:
        pattern = _SEPARATOR if folded.find("-", first, last) >= 0 else _MARK
        found.extend([match.start() for match in pattern.finditer(folded, first, last)])
    return found


def _nested(mentions: Sequence[ResolvedMention]) -> frozenset[Span]:
    """Spans of mentions inside another one; mentions come in text order, outer ones first."""
    found = []
    outer: Span | None = None
    for mention in mentions:
        if outer is not None and outer.contains(mention.span) and outer != mention.span:
            found.append(mention.span)
        elif outer is None or mention.span.end > outer.end:
            outer = mention.span
    return frozenset(found)
