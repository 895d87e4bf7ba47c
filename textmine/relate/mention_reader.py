"""What is read around one body or place named beside a number: features that weigh it."""

from __future__ import annotations

from textmine.model import EntityType, Quantity, ResolvedMention, Span
from textmine.packs.loader import PackSet
from textmine.relate.measure import OTHER
from textmine.relate.naming import (
    heads_number,
    is_example,
    item_start,
    joins,
    lives_there,
    picked_out,
    right_behind,
    segment,
    total_of,
)
from textmine.relate.rank import Features
from textmine.relate.regional import of_a_region
from textmine.relate.scene import Place, Scene

_SYLLABLE = 4.5
_BEFORE = 32  # characters in which words before a mention are looked for
_OWNER_REACH = 16  # characters from a number to its owner: 63 đảng viên thuộc Đảng bộ …
_PICKED_OPENS = 24  # "Riêng xã X" at the start makes X the sentence's topic
_MONEY = "VND"
_GIVES = 100  # characters from a body to the verb of its giving
_OPENING = 40  # a mention this near the sentence's start may be its topic


def padded_words(packs: PackSet) -> dict[str, tuple[str, ...]]:
    """The lists of ``[[subject_words]]`` by id, each word with blanks around it."""
    return {
        id: tuple(f" {word} " for word in row.data.get("words", ()))
        for id, row in packs.by_id("subject_words").items()
    }


class MentionReader:
    """Compiled once from ``[[subject_words]]``."""

    def __init__(self, packs: PackSet) -> None:
        words = padded_words(packs)
        row = packs.by_id("subject_words").get("given")
        self._possessive = words.get("possessive", ())
        self._locative = words.get("locative", ())
        self._joins = words.get("joins", ())
        self._seat = words.get("seat", ())
        self._one_of = tuple(word[1:] for word in words.get("one_of", ()))
        self._purpose = tuple(word[1:] for word in words.get("purpose", ()))
        self._authority = words.get("authority", ())
        self._topics = tuple(word[1:] for word in words.get("topical", ()))
        self._policy = words.get("policy", ())
        self._recipient = words.get("recipient", ())
        self._whole = words.get("whole", ())
        self._seats = frozenset(word.strip() for word in words.get("seats", ()))
        self._nothing = frozenset(("", *(word.strip() for word in words.get("has", ()))))
        self._heads = frozenset(word.strip() for word in words.get("heads", ()))
        self._with = frozenset(word.strip() for word in words.get("with", ()))
        self._made_of = frozenset(word.strip() for word in words.get("made_of", ()))
        self._elected = words.get("elected", ())
        self._joint = frozenset(word.strip() for word in words.get("joint", ()))
        self._given = tuple(row.data.get("indicators", ())) if row else ()

    def features(
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
        elif before.endswith(self._recipient) or self._reached(scene, quantity, mention):
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

    def _reached(self, scene: Scene, quantity: Quantity, mention: ResolvedMention) -> bool:
        """Whether what is given goes to people of a place: ``cho người dân xã A``."""
        start, end = quantity.span.end, mention.span.start
        if mention.type is not EntityType.PLACE or not 0 < end - start <= _GIVES:
            return False
        if scene.separators(start, end, ";:") or scene.mentions_in(start, end):
            return False
        return f"{scene.folded[start:end]} ".startswith(self._recipient)

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
        return (
            scene.folded.startswith(self._purpose, start)
            and scene.folded[span.start - 2 : span.start] == ", "
        )

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
            seated = head in self._seats and joint in self._nothing
            if between == 0 and (not head or head in self._heads or seated):
                features["list_item"] = 1.0
        elif between == 0 and is_example(scene, place, span):
            features["list_item"] = 1.0
        if between == 0 and joint in self._with and picked_out(scene, span):
            features["list_item"] = 1.0  # nhiều nhất là xã X với 12 nhà
        start = item_start(scene, place)
        opens_item = 0 <= span.start - start <= _OPENING
        if opens_item and not scene.numbers_between(start, span.start):
            features["opens_sentence"] = 1.0
