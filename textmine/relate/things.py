"""Things as subjects: whose a number is when no indicator of a body or territory measures it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from textmine.model import SectionKind, Span
from textmine.packs.loader import PackSet
from textmine.recognize.things import ThingFinder, ThingMention
from textmine.relate.measure import OTHER
from textmine.relate.rank import Candidate, Features, cross
from textmine.relate.scene import Place, Scene

_NEAR = 16  # characters before a thing in which a preposition is looked for
_OPENING = 40  # a thing this near the sentence's start may be its topic
_OWNER_REACH = 16  # characters from a number to its owner: 5 trụ của cầu X
_BACK = 5  # sentences a topic is carried over
_CROSSED = frozenset({"main"})
_SYLLABLE = 4.5
_OFTEN = 3  # times a thing is named that an article is about


class ThingWords:
    """The finder of things and the words that tell a topic from a place in passing."""

    def __init__(self, packs: PackSet) -> None:
        self.finder = ThingFinder(packs)
        words = packs.by_id("thing_words")
        self.oblique = _padded(words["oblique"].data.get("words", ()))
        self.possessive = _padded(words["possessive"].data.get("words", ()))


class Things:
    """The things of one article by position; found when the first number asks."""

    def __init__(self, scene: Scene, words: ThingWords, people: Sequence[Span]) -> None:
        self._scene = scene
        self._words = words
        self._people = people
        self._found: tuple[ThingMention, ...] | None = None
        self._starts: list[int] = []
        self._main: ThingMention | None = None
        self._above_bodies = False  # named more often than any body: weighed like one

    @property
    def mentions(self) -> tuple[ThingMention, ...]:
        """Every thing named, in text order."""
        if self._found is None:
            scene = self._scene
            taken = [mention.span for mention in scene.mentions]
            self._found = self._words.finder.find(scene.article, [*taken, *self._people])
            self._starts = [mention.span.start for mention in self._found]
            self._main = self._topic_of_all()
        return self._found

    def candidates(self, place: Place, body_since: int) -> Iterator[Candidate[tuple[str, Span]]]:
        """Names of things the number at ``place`` may be of.

        ``body_since`` is the last sentence whose topic was a body or territory, -1 if none.
        """
        quantity = self._scene.quantities[place.index]
        seen = False
        for mention in self._between(place.clause, place.clause_end):
            if mention.span.overlaps(quantity.number) or self._counted(mention.span):
                continue
            features = self._features(place, mention)
            if features is not None:
                seen = True
                yield _candidate(mention, features, "a thing named here")
        carried = None if seen else self._carried(place.sentence, body_since)
        if carried is not None:
            mention, sentence = carried
            features = {"carried": 1.0, "carried_sentences": float(place.sentence - sentence)}
            if self._scene.paragraph_break(sentence, place.sentence):
                features["carried_paragraph"] = 1.0
            yield _candidate(mention, features, "the thing spoken of")
        if self._main is not None:
            features = {"main": 1.0}
            if self._above_bodies:
                cross(features, OTHER, _CROSSED)
            yield _candidate(self._main, features, "the thing the article is about")

    def _between(self, start: int, end: int) -> Sequence[ThingMention]:
        mentions = self.mentions
        first = bisect_left(self._starts, start)
        return mentions[first : bisect_left(self._starts, end, first)]

    def _features(self, place: Place, mention: ThingMention) -> Features | None:
        scene, span = self._scene, mention.span
        quantity = scene.quantities[place.index]
        possessive = self._after(span, self._words.possessive)
        if span.start >= quantity.span.end:
            if not possessive or span.start - quantity.span.end > _OWNER_REACH:
                return None
            return {"same_sentence": 1.0, "owner": 1.0, "after": 1.0}
        if not possessive and self._after(span, self._words.oblique):
            return None
        features: Features = {"same_sentence": 1.0}
        features["distance"] = max(quantity.span.start - span.end, 0) / _SYLLABLE
        between = scene.numbers_between(span.end, quantity.number.start)
        features["between_numbers"] = float(between)
        if scene.folded[span.end : quantity.span.start] == " (":
            features["beside"] = 1.0
        if possessive:
            features["after_of" if span.start >= place.left - 1 else "modifier"] = 1.0
        if span.start >= place.left - 1:
            features["same_clause"] = 1.0
        if span.start - place.clause <= _OPENING and not scene.numbers_between(
            place.clause, span.start
        ):
            features["opens_sentence"] = 1.0
        return features

    def _counted(self, span: Span) -> bool:
        """Whether a name is what a number right before it counts: ``2 giải Giáo viên giỏi``."""
        scene = self._scene
        last = bisect_left(scene.places, span.start, key=lambda place: place.start) - 1
        return last >= 0 and 0 <= span.start - scene.quantities[last].number.end <= 1

    def _after(self, span: Span, words: tuple[str, ...]) -> bool:
        before = f" {self._scene.folded[max(span.start - _NEAR, 0) : span.start]}"
        return before.endswith(words)

    def _carried(self, sentence: int, body_since: int) -> tuple[ThingMention, int] | None:
        """The thing the nearest sentence before opens with, unless a body came after it."""
        for earlier in range(sentence - 1, max(sentence - _BACK, body_since, 0) - 1, -1):
            bounds = self._scene.bounds(earlier)
            for mention in self._between(bounds.start, bounds.start + _OPENING):
                if not self._after(mention.span, self._words.oblique):
                    return mention, earlier
        return None

    def _topic_of_all(self) -> ThingMention | None:
        """The thing named most often, if the title or lead names it, too, or it is very often."""
        counts = Counter(mention.name for mention in self._found or ())
        for name, times in counts.most_common(1):
            if times < _OFTEN:
                return None
            bodies = Counter(mention.entity for mention in self._scene.mentions)
            self._above_bodies = times > max(bodies.values(), default=0)
            for mention in self._found or ():
                if mention.name == name and self._leads(mention):
                    return mention
            if times >= 2 * _OFTEN and self._above_bodies:
                return next(m for m in self._found or () if m.name == name)
        return None

    def _leads(self, mention: ThingMention) -> bool:
        sentence = self._scene.sentence_at(mention.span.start)
        return self._scene.section_kind(sentence) in (SectionKind.TITLE, SectionKind.LEAD)


def _candidate(
    mention: ThingMention, features: Features, reason: str
) -> Candidate[tuple[str, Span]]:
    return Candidate((mention.name, mention.span), {**features, "thing": 1.0}, reason)


def _padded(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(f" {word} " for word in words)
