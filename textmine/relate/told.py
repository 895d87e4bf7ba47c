"""An article's drafts in order, and what two of them have in common: a noun, a body, a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textmine.model import Aspect, Entity, SlashRole, Status
from textmine.packs.indicators import Indicator
from textmine.relate.draft import Draft
from textmine.relate.scene import Scene

_BEFORE = 14  # characters before a number in which "trong" opens a whole
_WINDOW = 12  # drafts looked at around one
_MARKS = ",;-–"  # open a clause


class Told:
    """The drafts of an article; what looks for wholes and for parts among them builds on it."""

    def __init__(
        self,
        scene: Scene,
        drafts: Sequence[Draft],
        indicators: Mapping[str, Indicator],
        entities: Mapping[str, Entity],
    ) -> None:
        self.scene = scene
        self.entities = entities
        self.drafts = drafts
        self.indicators = indicators

    def earlier(self, draft: Draft, sentence: int, most: int = _WINDOW) -> Iterator[Draft]:
        """At most so many drafts before one, the nearest first, back to a sentence."""
        for index in range(draft.index - 1, max(draft.index - most, 0) - 1, -1):
            other = self.drafts[index]
            if other.place.sentence < sentence:
                return
            yield other

    def rest_of_sentence(self, draft: Draft) -> list[Draft]:
        following = self.drafts[draft.index + 1 : draft.index + 1 + _WINDOW]
        return [other for other in following if other.place.sentence == draft.place.sentence]

    def plain(self, draft: Draft) -> bool:
        """A level that was reached and is no half of a fraction."""
        whole = draft.plan_of is None and draft.total_of is None
        done = draft.status is not Status.TARGET and draft.frame.aspect is Aspect.LEVEL
        return whole and done and draft.quantity.slash is not SlashRole.DENOMINATOR

    def counts(self, one: Draft, other: Draft) -> bool:
        same = one.quantity.dimension == other.quantity.dimension
        return same and self.plain(one) and one.frame.aspect is Aspect.LEVEL

    def same_head(self, one: Draft, other: Draft) -> bool:
        if one.quantity.head is None or other.quantity.head is None:
            return False
        first, second = (head.of(self.scene.folded).split(" ")[:2]
                         for head in (one.quantity.head, other.quantity.head))  # fmt: skip
        return first == second

    def begins_alike(self, one: Draft, other: Draft) -> bool:
        """``154.000 lượt khách`` and ``98.500 lượt`` count one thing."""
        if one.quantity.head is None or other.quantity.head is None:
            return False
        first, second = (head.of(self.scene.folded) for head in (one.quantity.head,
                                                                 other.quantity.head))  # fmt: skip
        return f"{first} ".startswith(f"{second} ") or f"{second} ".startswith(f"{first} ")

    def other_head(self, one: Draft, other: Draft) -> bool:
        """Both are counted by a noun, and not by the same: *ha đất*, *ha rau*; *đồng chí* may
        stand for any noun of people."""
        told = one.quantity.head is not None and other.quantity.head is not None
        for_it = self.stands_in(one) or self.stands_in(other)
        alike = for_it and one.quantity.unit == other.quantity.unit
        return told and not alike and not self.same_head(one, other)

    def same_subject(self, one: Draft, other: Draft) -> bool:
        return one.subject is None or other.subject is None or one.subject == other.subject

    def one_territory(self, one: Draft, other: Draft) -> bool:
        """One body, or a place and a body that is over it: a district and its party committee."""
        first, second = one.subject, other.subject
        if first == second or first is None or second is None:
            return first == second
        entities = self.entities
        area, place = entities.get(first), entities.get(second)
        return (area is not None and area.area == second) or (
            place is not None and place.area == first
        )

    def opened(self, whole: Draft) -> bool:
        start = whole.quantity.number.start
        before = self.scene.folded[max(whole.place.clause, start - _BEFORE) : start]
        at = self.scene.cue(start - len(before), start, "within")
        return at is not None and not self.scene.folded[at[1] : start].strip()

    def clause_start(self, position: int) -> int:
        """Where the sentence or what follows its last semicolon begins."""
        start = self.scene.bounds(self.scene.sentence_at(position)).start
        return max(start, self.scene.folded.rfind(";", start, position) + 1)

    def stands_in(self, part: Draft) -> bool:
        head = part.quantity.head
        return head is not None and self.scene.cue(head.start, head.end, "stand_in") is not None

    def set_apart(self, part: Draft) -> bool:
        """Whether "riêng", "nặng nhất là" opens what is said of the part."""
        first, start = self.scene.bounds(part.place.sentence).start, part.quantity.number.start
        if part.index:
            first = max(first, self.drafts[part.index - 1].quantity.span.end)
        cue = self.scene.cue(first, start, "singled_out")
        if cue is None:
            return False
        before = self.scene.folded[first : cue[0]].rstrip()
        return not before or before[-1] in _MARKS
