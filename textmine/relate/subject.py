"""Whose number it is: candidates among the bodies and territories the article names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from textmine.model import Entity, EntityType, Quantity
from textmine.packs.loader import PackSet
from textmine.recognize.regions import is_region
from textmine.relate.measure import OTHER
from textmine.relate.mention_reader import MentionReader, padded_words
from textmine.relate.naming import (
    itemized,
    labels,
    told_next,
    told_of,
)
from textmine.relate.rank import Candidate, Features, cross
from textmine.relate.regional import left_behind
from textmine.relate.reporters import Reporters
from textmine.relate.scene import Place, Scene
from textmine.relate.subject_rows import StandsFor, read_kinds, read_stands_for, read_strangers
from textmine.relate.whose import Bodies, Counted, Subject, of_a_unit, opens

_OF_UNION = "union.counted"  # the row of [[subject_kinds]] for what no indicator counts of a union
_CACHED = 4096  # kinds of bodies with an indicator, kept from one number to the next
_CROSSED = frozenset(
    {"main", "carried", "speaker", "weak", "carried_paragraph", "opens_sentence", "home"}
)
_COUNTRY = "country"  # where guests, workers and goods come from or go to, in a paper of here
_NO_TOPIC = frozenset({"in_role", "parent", "weak", "nested", "after"})


class SubjectFinder(MentionReader):
    """Finds subject candidates; compiled once from ``[[subject_kinds]]`` and its neighbours.

    Raises PackError when a row lacks a list.
    """

    def __init__(self, packs: PackSet) -> None:
        super().__init__(packs)
        self._kinds, self._stands_for = read_kinds(packs), read_stands_for(packs)
        self._strangers = read_strangers(packs)
        words = padded_words(packs)
        self._goes_on = tuple(word[1:-1] for word in words.get("goes_on", ()))
        self._household = words.get("household", ())
        self._family = words.get("family", ())
        self._union_counted = words.get("union_counted", ())
        self.papers = tuple(word.rstrip() for word in words.get("paper", ()))
        taking_part = tuple(word.rstrip() for word in words.get("takes_part", ()))
        self.not_topics = (*self.papers, *taking_part)
        self.members = tuple(word.rstrip() for word in words.get("members", ()))
        remote = packs.by_id("subject_words").get("remote")
        self.remote = frozenset(remote.data.get("words", ())) if remote else frozenset()
        row = packs.by_id("subject_words").get("attends")
        self.attends = tuple(row.data.get("indicators", ())) if row else ()
        self.reporters = Reporters(packs)
        self.fit = lru_cache(_CACHED)(self._fit_of)
        self._rows = lru_cache(_CACHED)(self._rows_for)

    def _fit_of(self, kind: str, indicator: str) -> float:
        """1 when such a body is counted by the indicator, 0 when it may be, -1 when not."""
        if kind in self.remote:
            return -1.0
        if indicator == OTHER:
            return 0.0  # whatever it is, anybody may have it
        for row in self._kinds:
            if indicator.startswith(row.prefixes):
                return 1.0 if kind in row.kinds else 0.0 if kind in row.lesser else -1.0
        return 0.0

    def _rows_for(self, kind: str, indicator: str) -> tuple[StandsFor, ...]:
        """What a body of this kind may stand for where the indicator is counted."""
        found = []
        for row in self._stands_for:
            if kind in row.kinds and indicator in row.exceptions:
                break
            if kind in row.kinds and indicator.startswith(row.prefixes):
                found.append(row)
        return tuple(found)

    def counted(
        self, entity: str, indicator: str, entities: Mapping[str, Entity], bodies: Bodies
    ) -> str:
        """The body counted where its committee or territory is named, if the text has it.

        ``bodies`` are those of ``entities`` by what they govern, see ``bodies_of``.
        """
        found = entities.get(entity)
        if found is None:
            return entity
        for row in self._rows(found.kind, indicator):
            above = entities.get(found.parent or "")
            same = above is not None and (not row.upward or above.area == found.area)
            if above is not None and above.kind in row.becomes and same:
                return above.id
            if row.upward:
                continue
            governed = entities.get(found.area or "")
            if governed is not None and governed.kind in row.becomes:
                return entity if of_a_unit(found, entities) else governed.id
            area = found.id if found.type is EntityType.PLACE else found.area
            there = [bodies[area, kind] for kind in row.becomes if area and (area, kind) in bodies]
            if there:
                return _whole_body(min(there)[1], row, entities)
        return entity

    def strange(self, scene: Scene, place: Place, indicator: str, kind: str) -> bool:
        """Whether a body of this kind has none of what the indicator counts, as far as its words
        go: ``Hội Nông dân huyện đã kết nạp 105 người`` are no members of the Party."""
        rows = [row for row in self._strangers if indicator.startswith(row.prefixes)]
        if not any(kind in row.kinds for row in rows):
            return False
        bounds = scene.bounds(place.sentence)
        sentence = f" {scene.folded[bounds.start : bounds.end]}"
        return not any(word in sentence for row in rows for word in row.said)

    def of_a_union(self, scene: Scene, quantity: Quantity) -> bool:
        """Whether a union's members or branches are counted: ``phát triển 127 hội viên``."""
        head = f" {quantity.head.of(scene.folded)} " if quantity.head is not None else ""
        return head.startswith(self._union_counted)

    def is_given(self, indicator: str) -> bool:
        """Whether it counts what is given, where it goes to."""
        return bool(self._given) and indicator.startswith(self._given)

    def of_a_family(self, scene: Scene, place: Place) -> bool:
        """Whether what is counted is a family's: ``nhà tôi trồng 1 ha cà phê``."""
        before = f" {scene.folded[place.clause : scene.quantities[place.index].number.start]}"
        return any(
            word in before and not scene.counted(place, place.clause + before.index(word))
            for word in self._family
        )

    def actor(
        self,
        found: Sequence[Candidate[Subject]],
        subject: str | None,
        indicator: str,
        entities: Mapping[str, Entity],
        bodies: Bodies,
    ) -> str | None:
        """The body that opens the sentence and acts on somebody else's number: who awarded,
        fined or gave.  ``found`` are the subject candidates, ``subject`` the one chosen."""
        for item in found:
            features = item.features
            if not opens(features):
                continue
            entity = entities.get(item.value.entity)
            if entity is None or entity.type is not EntityType.ORGANIZATION:
                continue
            if subject not in (entity.id, self.counted(entity.id, indicator, entities, bodies)):
                return entity.id
        return None

    def candidates(
        self,
        scene: Scene,
        place: Place,
        indicator: str,
        carried: tuple[Subject, int] | None,
        main: Subject | None,
        count: Counted,
    ) -> list[Candidate[Subject]]:
        """Candidates for the number at ``place``.

        ``carried`` is the subject of the number before it, with the sentence it stood in; ``main``
        what the article is about; ``count`` tells which body is counted where one is named.
        """
        quantity = scene.quantities[place.index]
        of_union = indicator == OTHER and self.of_a_union(scene, quantity)
        fit = partial(self._fit, scene, _OF_UNION if of_union else indicator, count)
        abroad = main is not None and scene.kind_of(main.entity) == _COUNTRY
        found: list[Candidate[Subject]] = []
        acted, listed = False, -1
        for mention in scene.mentions_in(place.clause, place.clause_end):
            if mention.span.end <= listed:
                continue  # các tỉnh A, B và C: none of them alone
            if mention.joint or is_region(mention):
                listed = mention.span.end
            if mention.type is EntityType.PERSON or mention.span.overlaps(quantity.number):
                continue
            if mention.kind in self.remote and (main is None or main.entity != mention.entity):
                continue  # của Bộ Chính trị: cited, not counted
            if self.reporters.cited(scene, mention):
                continue  # Bộ Y tế cho biết: what it tells of is not its own
            behind = mention.span.start >= quantity.span.end
            if behind and told_next(scene, quantity.span.end, mention.span):
                continue
            if (behind or scene.closed_bracket(mention.span.end, quantity.number.start)) and (
                itemized(scene, mention.span)
            ):
                continue  # an item of a list in brackets says nothing of what stands around it
            told = self.features(scene, place, quantity, mention, indicator, fit(mention.entity))
            if told is not None:
                if mention.kind == _COUNTRY and not abroad and labels(scene, mention.span):
                    told["abroad"] = 1.0
                if is_region(mention) and mention.weak and acted:
                    continue  # Công ty A có 80 cửa hàng trên toàn quốc
                acted = acted or (opens(told) and mention.type is EntityType.ORGANIZATION)
                words = mention.span.of(scene.article.clean)
                found.append(Candidate(Subject(mention.entity, mention.span), told, words))
        topic = main.entity if main is not None else None
        if not any("beneficiary" in item.features for item in found):
            for item in found:
                if topic in (None, item.value.entity):
                    item.features.pop("giver", None)  # who else would have it
        if carried is not None and not left_behind(
            scene, place, carried[0].entity, carried[1], topic
        ):
            named = any(not item.features.keys() & _NO_TOPIC for item in found)
            found.append(self._carried(scene, place, carried, fit(carried[0].entity), named=named))
        own = scene.speaks_for(quantity.number.start)
        if own is not None and (own not in scene.central or own == topic):
            features: Features = {"speaker": 1.0, **fit(own)}
            if scene.cue(place.clause, quantity.number.start, "first_person") is not None:
                features["first_person"] = 1.0
            found.append(Candidate(Subject(own), features, "the speaker's own"))
        home = scene.home_at(quantity.number.start)
        if home is not None and not any(
            "opens_sentence" in item.features and item.value.entity != home[0] for item in found
        ):
            found.append(self._at_home(scene, place, home, fit(home[0])))
        if main is not None:
            told = {"main": 1.0, **fit(main.entity)}
            found.append(Candidate(main, told, "the article's topic"))
        context = indicator.split(".")[0]
        for item in found:
            cross(item.features, context, _CROSSED)
        return found

    def _fit(self, scene: Scene, indicator: str, count: Counted, entity: str) -> Features:
        """How well the body itself or the one it stands for goes with the indicator."""
        fit = self.fit(scene.kind_of(entity), indicator)
        if fit <= 0 and (other := count(entity)) != entity:
            fit = max(fit, self.fit(scene.kind_of(other), indicator))
        return {"fits": 1.0} if fit > 0 else {"misfits": 1.0} if fit < 0 else {}

    def _at_home(
        self, scene: Scene, place: Place, home: tuple[str, int], fit: Features
    ) -> Candidate[Subject]:
        """The village of the household that is told of."""
        entity, since = home
        features: Features = {"home": 1.0, **fit}
        features["home_sentences"] = float(place.sentence - scene.sentence_at(since))
        before = f" {scene.folded[place.clause : scene.quantities[place.index].number.start]}"
        if any(word in before for word in self._household):
            features["household"] = 1.0
        return Candidate(Subject(entity), features, "where the household told of lives")

    def _carried(
        self,
        scene: Scene,
        place: Place,
        carried: tuple[Subject, int],
        fit: Features,
        *,
        named: bool,
    ) -> Candidate[Subject]:
        """What the number before had; ``named``: the number's own sentence names somebody."""
        subject, sentence = carried
        features: Features = {"carried": 1.0, "carried_sentences": float(place.sentence - sentence)}
        opening = scene.bounds(place.sentence).start
        goes_on = scene.folded.startswith(self._goes_on, opening)  # Cụ thể, …
        if scene.paragraph_break(sentence, place.sentence) and not goes_on:
            features["carried_paragraph"] = 1.0
        elif not named and told_of(scene, subject.span, place.sentence):
            features["carried_topic"] = 1.0
        features |= fit
        return Candidate(subject, features, "carried over")


def _whole_body(id: str, row: StandsFor, entities: Mapping[str, Entity]) -> str:
    """The committee whose standing committee is the first body of an area that the text names."""
    above = entities.get(entities[id].parent or "")
    same = above is not None and above.area == entities[id].area and above.kind in row.becomes
    return above.id if above is not None and same else id
