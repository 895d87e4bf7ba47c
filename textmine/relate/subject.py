"""Whose number it is: candidates among the bodies and territories the article names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from textmine.model import Entity, EntityType, Quantity, ResolvedMention, Span
from textmine.packs.loader import PackSet
from textmine.recognize.regions import is_region
from textmine.relate.measure import OTHER
from textmine.relate.naming import (
    heads_number,
    is_example,
    item_start,
    itemized,
    joins,
    labels,
    lives_there,
    picked_out,
    right_behind,
    segment,
    told_of,
    total_of,
)
from textmine.relate.rank import Candidate, Features, cross
from textmine.relate.regional import left_behind, of_a_region
from textmine.relate.reporters import Reporters
from textmine.relate.scene import Place, Scene
from textmine.relate.subject_rows import StandsFor, read_kinds, read_stands_for, read_strangers
from textmine.relate.whose import Bodies, Counted, Subject, of_a_unit, opens

_SYLLABLE = 4.5
_OF_UNION = "union.counted"  # the row of [[subject_kinds]] for what no indicator counts of a union
_CACHED = 4096  # kinds of bodies with an indicator, kept from one number to the next
_BEFORE = 32  # characters in which words before a mention are looked for
_CROSSED = frozenset(
    {"main", "carried", "speaker", "weak", "carried_paragraph", "opens_sentence", "home"}
)
_OWNER_REACH = 16  # characters from a number to its owner: 63 đảng viên thuộc Đảng bộ …
_PICKED_OPENS = 24  # "Riêng xã X" at the start makes X the sentence's topic
_COUNTRY = "country"  # where guests, workers and goods come from or go to, in a paper of here
_NO_TOPIC = frozenset({"in_role", "parent", "weak", "nested", "after"})
_MONEY = "VND"
_GIVES = 100  # characters from a body to the verb of its giving
_OPENING = 40  # a mention this near the sentence's start may be its topic


class SubjectFinder:
    """Finds subject candidates; compiled once from ``[[subject_kinds]]`` and its neighbours.

    Raises PackError when a row lacks a list.
    """

    def __init__(self, packs: PackSet) -> None:
        self._kinds, self._stands_for = read_kinds(packs), read_stands_for(packs)
        self._strangers = read_strangers(packs)
        words = {
            id: tuple(f" {word} " for word in row.data.get("words", ()))
            for id, row in packs.by_id("subject_words").items()
        }
        self._possessive = words.get("possessive", ())
        self._locative = words.get("locative", ())
        self._joins = words.get("joins", ())
        self._seat = words.get("seat", ())
        self._one_of = tuple(word[1:] for word in words.get("one_of", ()))
        self._purpose = tuple(word[1:] for word in words.get("purpose", ()))
        self._goes_on = tuple(word[1:-1] for word in words.get("goes_on", ()))
        self._authority = words.get("authority", ())
        self._topics = tuple(word[1:] for word in words.get("topical", ()))
        self._policy = words.get("policy", ())
        self._recipient = words.get("recipient", ())
        self._household = words.get("household", ())
        self._whole = words.get("whole", ())
        self._family = words.get("family", ())
        self._union_counted = words.get("union_counted", ())
        self._with = frozenset(word.strip() for word in words.get("with", ()))
        self._made_of = frozenset(word.strip() for word in words.get("made_of", ()))
        self._elected = words.get("elected", ())
        self.papers = tuple(word.rstrip() for word in words.get("paper", ()))
        taking_part = tuple(word.rstrip() for word in words.get("takes_part", ()))
        self.not_topics = (*self.papers, *taking_part)
        self.members = tuple(word.rstrip() for word in words.get("members", ()))
        self._joint = frozenset(word.strip() for word in words.get("joint", ()))
        remote = packs.by_id("subject_words").get("remote")
        self.remote = frozenset(remote.data.get("words", ())) if remote else frozenset()
        row = packs.by_id("subject_words").get("given")
        self._given = tuple(row.data.get("indicators", ())) if row else ()
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
            if (behind or scene.closed_bracket(mention.span.end, quantity.number.start)) and (
                itemized(scene, mention.span)
            ):
                continue  # an item of a list in brackets says nothing of what stands around it
            told = self._features(scene, place, quantity, mention, indicator, fit(mention.entity))
            if told is not None:
                if mention.kind == _COUNTRY and not abroad and labels(scene, mention.span):
                    told["abroad"] = 1.0
                if main is None or main.entity == mention.entity:
                    told.pop("giver", None)  # who else would have it
                if is_region(mention) and mention.weak and acted:
                    continue  # Công ty A có 80 cửa hàng trên toàn quốc
                acted = acted or (opens(told) and mention.type is EntityType.ORGANIZATION)
                words = mention.span.of(scene.article.clean)
                found.append(Candidate(Subject(mention.entity, mention.span), told, words))
        topic = main.entity if main is not None else None
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

    def _features(
        self,
        scene: Scene,
        place: Place,
        quantity: Quantity,
        mention: ResolvedMention,
        indicator: str,
        fit: Features,
    ) -> Features | None:
        span = mention.span
        before = f" {scene.folded[max(place.clause, span.start - _BEFORE) : span.start]}"
        before = before.replace("(", " ")
        features: Features = {"same_sentence": 1.0, **fit}
        if span.end <= quantity.number.start:
            self._left(scene, place, quantity, span, features)
        else:
            if scene.numbers_between(quantity.span.end, span.start):
                return None
            main = self._opens_main(scene, place, span)
            features["opens_sentence" if main else "after"] = 1.0
            features["distance"] = (span.start - quantity.span.end) / _SYLLABLE
        if before.endswith(self._policy):
            features["authority"] = 1.0
        elif before.endswith(self._possessive):
            beside = span.start >= place.left - 1
            features["after_of" if beside else "modifier"] = 1.0
            if 0 <= span.start - quantity.span.end <= _OWNER_REACH:
                features["owner"] = 1.0
        elif before.endswith(self._seat) and of_a_region(scene, quantity, mention):
            features["owner"] = 1.0  # 17 người chết ở các tỉnh miền Trung
        elif before.endswith(self._seat) and right_behind(scene, quantity, mention):
            features["owner"] = 1.0  # 4 chốt ở thôn X: the village's, whoever set them up
        elif before.endswith(self._joins) and joins(quantity, mention):
            features["owner"] = features["joined"] = 1.0  # bầu 11 đồng chí vào Ban Thường vụ
        elif 0 <= span.start - quantity.span.end <= 1 and (
            mention.type is EntityType.ORGANIZATION or lives_there(quantity, mention)
        ):
            features["owner"] = 1.0  # 12 học sinh trường X, 35 hộ nghèo xã Y
        elif before.endswith(self._locative):
            raised = total_of(scene, place, quantity, span)
            features["after_of" if raised else "located"] = 1.0
        elif before.endswith(self._authority):
            features["opens_sentence" if self._topical(scene, place, span) else "authority"] = 1.0
        elif before.endswith(self._recipient):
            given = indicator.startswith(self._given or ("\0",))
            features["beneficiary" if given else "recipient"] = 1.0
        over = scene.separators(span.end, quantity.number.start, ";")
        if over and span.start - place.clause > _PICKED_OPENS and picked_out(scene, span):
            features["picked_before"] = 1.0
        if "located" not in features and self._gives(scene, mention, quantity, indicator):
            features["giver"] = 1.0
        if scene.is_above(span) or self._says_one_of(scene, place, span):
            features["parent"] = 1.0
        if scene.is_nested(mention):
            features["nested"] = 1.0
        if mention.weak and "list_item" not in features and "owner" not in features:
            features["weak"] = 1.0
        if scene.in_role(span):
            features["in_role"] = 1.0
        if mention.anaphoric:
            features["anaphoric"] = 1.0
        named = mention.type is EntityType.ORGANIZATION and not mention.anaphoric
        if named and scene.folded[span.end : quantity.number.start].strip() in self._made_of:
            features["made_of"] = 1.0
        own = f" {scene.folded[span.start : span.end]}"
        if not over and (before.endswith(self._whole) or own.startswith(self._whole)):
            features["whole"] = 1.0
        if before.endswith(self._elected) and scene.numbers_between(
            span.end, quantity.number.start
        ):
            features["elected"] = 1.0
        if mention.type is EntityType.ORGANIZATION and scene.is_nameless(mention.entity):
            features["nameless"] = 1.0
        return features

    def _gives(
        self, scene: Scene, mention: ResolvedMention, quantity: Quantity, indicator: str
    ) -> bool:
        """Whether a body gives what is counted where it goes to: ``UBND tỉnh cấp 1,5 tỷ đồng``."""
        if mention.type is not EntityType.ORGANIZATION or not self._given:
            return False
        money = indicator == OTHER and quantity.unit.startswith(_MONEY)
        if not (indicator.startswith(self._given) or money):
            return False
        end, start = mention.span.end, quantity.number.start
        verb = scene.first_cue(end, min(start, end + _GIVES), "gives")
        if verb is None or scene.separators(end, start, ";"):
            return False
        return not scene.numbers_between(end, verb[0])

    def _says_one_of(self, scene: Scene, place: Place, span: Span) -> bool:
        """``Là thôn đặc biệt khó khăn của thị xã Sa Pa, …``: of whom the subject is one."""
        start = scene.bounds(place.sentence).start
        opens = scene.folded.startswith(self._one_of, start)
        return opens and not scene.separators(start, span.start, ",;:")

    def _topical(self, scene: Scene, place: Place, span: Span) -> bool:
        """``Đối với Bảo tàng tỉnh: …``: what the sentence says first that it is about."""
        start = scene.bounds(place.sentence).start
        lead = scene.folded[start : span.start]
        return lead in self._topics and scene.folded.startswith((":", ","), span.end)

    def _opens_main(self, scene: Scene, place: Place, span: Span) -> bool:
        """Whether a body opens the main clause after one that the number stands in: ``để chuẩn bị
        cho 300 học sinh …, trường X đã …``."""
        start = scene.bounds(place.sentence).start
        return scene.folded.startswith(self._purpose, start) and scene.folded[
            span.start - 2 : span.start
        ] == ", "

    def _left(
        self, scene: Scene, place: Place, quantity: Quantity, span: Span, features: Features
    ) -> None:
        gap = quantity.span.start - span.end
        features["distance"] = max(gap, 0) / _SYLLABLE
        between = scene.numbers_between(span.end, quantity.number.start)
        features["between_numbers"] = float(between)
        if gap <= 1:
            features["beside"] = 1.0
        elif heads_number(scene, span, quantity.span.start):
            features["beside"] = features["list_item"] = 1.0
        elif between == 0 and scene.folded[span.end : quantity.span.start].strip() == "(":
            features["bracketed"] = 1.0
        joint = scene.folded[span.end : quantity.span.start].strip()
        if joint in self._joint:
            features["coordinated"] = 1.0  # đại diện Tỉnh ủy và 148 đại biểu
        left = segment(scene, place, span)
        if span.start >= left - 1:
            features["same_clause"] = 1.0
            head = scene.folded[left : span.start].strip(" ,;:(–-")
            if between == 0 and (not head or head in ("và", "riêng", "còn", "trong đó", "như")):
                features["list_item"] = 1.0
        elif between == 0 and is_example(scene, place, span):
            features["list_item"] = 1.0
        if between == 0 and joint in self._with and picked_out(scene, span):
            features["list_item"] = 1.0  # nhiều nhất là xã X với 12 nhà
        start = item_start(scene, place)
        opens_item = 0 <= span.start - start <= _OPENING
        if opens_item and not scene.numbers_between(start, span.start):
            features["opens_sentence"] = 1.0


def _whole_body(id: str, row: StandsFor, entities: Mapping[str, Entity]) -> str:
    """The committee whose standing committee is the first body of an area that the text names."""
    above = entities.get(entities[id].parent or "")
    same = above is not None and above.area == entities[id].area and above.kind in row.becomes
    return above.id if above is not None and same else id
