"""Which indicator a number belongs to: candidates from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textmine.model import Quantity
from textmine.packs.indicators import Expression, dimension_of
from textmine.relate.elided import exceeds, named_otherwise, own_rate, repeated_noun
from textmine.relate.fitting import fits, has_sort, head_of, sort_of, within
from textmine.relate.lexicon import Lexicon
from textmine.relate.rank import Candidate, Features
from textmine.relate.scene import Place, Scene

OTHER = "other"
_SYLLABLE = 4.5  # characters of one Vietnamese syllable with its space, on average
_EACH_OPENS = 16  # characters of a sentence that opens with each one of some
_FAR = 30.0
_LIST_GAP = 26  # characters between two numbers of one list
_WHOLE_REACH = 480  # characters of a sentence looked at as a whole
_NAMED_REACH = 16  # characters before an indicator's words in which others rule it out
_LISTED = 4  # numbers of a list looked at on either side
_WHOLE_UNITS = frozenset({"person", "household", "organization"})
_TAKERS = frozenset({"person", "household"})  # to whom something may be done or given
_VERBS = ("adds", "states", "acts", "increase", "decrease", "award")


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator and the words (*clean* start and end) that say so, if any."""

    indicator: str
    start: int = -1
    end: int = -1
    noun: int = 0  # syllables of the counted noun that matched
    parallel: bool = False  # of the number before: its list may go on with the same noun
    head: str = ""  # first syllable of the counted noun of the number before
    stop: int = -1  # where the number before ends


class MeasureFinder:
    """Finds indicator candidates for one quantity of a scene.

    ``stand_ins`` are nouns that only repeat what is counted (đồng chí, người), so that a measure
    named earlier in the sentence may still be meant.
    """

    def __init__(self, lexicon: Lexicon, stand_ins: frozenset[str]) -> None:
        self.lexicon = lexicon
        self.stand_ins = stand_ins
        self._stand_in_starts = tuple(f"{word} " for word in stand_ins)
        self._numbers = {
            words: frozenset(lexicon.number[word] for word in words)
            for item in lexicon.expressions
            for words in item.conditions
        }

    def candidates(
        self, scene: Scene, place: Place, previous: Measure | None
    ) -> list[Candidate[Measure]]:
        """Candidates for the quantity at ``place``; the last one is always *other*.

        ``previous`` is the measure of the quantity before it in the same sentence: what an elided
        noun repeats.
        """
        quantity = scene.quantities[place.index]
        nouns = self.lexicon.noun_at(self._noun_words(scene, quantity))
        left = self._left(scene, place, quantity)
        right = self._right(scene, place, quantity)
        reach = self._reach(scene, place)
        found = []
        stand_in = self.is_stand_in(scene, quantity)
        expressions = self.lexicon.expressions
        asked = dict.fromkeys((*nouns, *left, *right, *self.lexicon.unit_only))
        for index in asked:
            told = expressions[index]
            if (told.before and index not in left) or (told.after and index not in right):
                continue  # most: said first, as it is found out fastest
            item = self._candidate(
                index, scene, place, quantity, nouns, left, right, reach, stand_in=stand_in
            )
            if item is not None:
                found.append(item)
        if previous is not None and previous.indicator != OTHER:
            carried = self._carried(quantity, scene, place, previous, reach)
            if carried is not None:
                found.append(carried)
        elif previous is not None and self._part_of_unnamed(scene, place, quantity, previous):
            found = [Candidate(Measure(OTHER), {"parallel": 1.0}, "part of what nothing names")]
        found.append(Candidate(Measure(OTHER), {"other": 1.0}, "nothing named"))
        return found

    def named(self, scene: Scene, place: Place) -> list[Candidate[Measure]]:
        """Candidates for what a percentage of a plan, growth or index speaks of: any measure named
        to its left in the sentence, whatever its unit; the last one is always *other*."""
        quantity = scene.quantities[place.index]
        found = []
        for index, (start, end) in self._left(scene, place, quantity).items():
            item = self.lexicon.expressions[index]
            if item.context and not self._present(scene, item.context):
                continue
            if item.without and self._stands(scene, (start, place.start), item.without):
                continue
            features: Features = {"weight": item.weight}
            self._distance(features, scene, end, quantity.span.start, start, "left")
            found.append(
                Candidate(Measure(item.indicator, start, end), features, scene.folded[start:end])
            )
        # giảm 3% hộ nghèo: the rate is named right behind its own change.
        for index, (start, end) in self._right(scene, place, quantity).items():
            item = self.lexicon.expressions[index]
            if item.before or item.nouns or not fits(quantity, item.dimensions, item.units):
                continue
            features = {"weight": item.weight}
            self._distance(features, scene, quantity.span.end, start, end, "right")
            found.append(
                Candidate(Measure(item.indicator, start, end), features, scene.folded[start:end])
            )
        found.append(Candidate(Measure(OTHER), {"other": 1.0}, "nothing named"))
        return found

    def noun_only(self, scene: Scene, quantity: Quantity) -> Measure:
        """What the counted noun alone says, without a verb or context: the whole of a fraction."""
        best: tuple[int, Measure] | None = None
        words = self._noun_words(scene, quantity).partition(" đạt ")[0]
        for index, syllables in self.lexicon.noun_at(words).items():
            item = self.lexicon.expressions[index]
            if item.before or item.after or item.context:
                continue
            if best is None or syllables > best[0]:
                best = (syllables, Measure(item.indicator, noun=syllables))
        return best[1] if best else Measure(OTHER)

    def _noun_words(self, scene: Scene, quantity: Quantity) -> str:
        if quantity.head is not None:
            start = quantity.head.start
        else:
            start = quantity.number.end
        words = re.split(r"[\n/]", scene.folded[start : start + 48].lstrip(" "), maxsplit=1)[0]
        return words if sort_of(quantity) == "count" else ""

    def is_stand_in(self, scene: Scene, quantity: Quantity) -> bool:
        """No counted noun follows, or only one that repeats what was counted."""
        if quantity.head is None:
            return True
        head = quantity.head.of(scene.folded)
        return head in self.stand_ins or head.startswith(self._stand_in_starts)

    def _left(self, scene: Scene, place: Place, quantity: Quantity) -> dict[int, tuple[int, int]]:
        left: dict[int, tuple[int, int]] = {}
        terms = self.lexicon.terms
        percent = quantity.dimension == "percent"
        stop = quantity.number.start
        if quantity.low == 0 and quantity.head is not None:  # không kết nạp được đảng viên nào
            stop = max(stop, quantity.head.start)
        for start, end, term in scene.window(place.clause, stop):
            if percent and terms[term].before and self._told_of(scene, place, start, end):
                continue
            for index in terms[term].before:
                kept = left.get(index)
                if kept is None or end > kept[1] or (end == kept[1] and start < kept[0]):
                    left[index] = (start, end)
        return left

    def _told_of(self, scene: Scene, place: Place, start: int, end: int) -> bool:
        """``94,6% dân số tham gia BHYT; 100% trường …``: words that say what the percentage before
        them is of, with a mark behind them, are no measure of the next one."""
        if end > place.left:
            return False
        before = scene.numbers_between(place.clause, start)
        if not before:
            return False
        first = scene.first_number(place.clause)
        assert first is not None
        other = scene.quantities[first + before - 1]
        return other.dimension == "percent" and has_sort(scene, other)

    def _right(self, scene: Scene, place: Place, quantity: Quantity) -> dict[int, tuple[int, int]]:
        right: dict[int, tuple[int, int]] = {}
        terms = self.lexicon.terms
        for start, end, term in scene.window(quantity.number.end, place.clause_end):
            for index in terms[term].after:
                if index not in right:
                    right[index] = (start, end)
        return right

    def _candidate(
        self,
        index: int,
        scene: Scene,
        place: Place,
        quantity: Quantity,
        nouns: dict[int, int],
        left: dict[int, tuple[int, int]],
        right: dict[int, tuple[int, int]],
        reach: tuple[int, int],
        *,
        stand_in: bool,
    ) -> Candidate[Measure] | None:
        """The candidate of one expression whose words before and after the number are there."""
        item = self.lexicon.expressions[index]
        if not fits(quantity, item.dimensions, item.units):
            return None
        if not self._possible(scene, place, quantity, item):
            return None
        noun = nouns.get(index, 0)
        bare = item.bare and stand_in
        if sort_of(quantity) == "count" and not noun and not bare:
            if item.nouns or item.bare:
                return None
            if item.before and quantity.head is not None:
                return None
        own = reach
        if item.before and not item.after:  # what follows the next comma is told of others
            own = (reach[0], max(place.right, quantity.span.end))
        if item.without and self._stands(scene, own, item.without):
            return None
        if item.without and item.before:
            named = left[index][0]
            last = place.index - 1 - scene.numbers_between(named, quantity.number.start)
            stop = scene.quantities[last].span.end if last >= 0 else 0
            first = min(named, max(place.clause, stop, named - _NAMED_REACH))
            if self._stands(scene, (first, quantity.number.start), item.without):
                return None  # giá trị sản phẩm/1 ha đất canh tác: 98 triệu đồng
        rated = item.before and quantity.dimension == "percent" and self._over(item)
        if rated and own_rate(scene, place, left[index][1]):
            return None  # tăng trưởng dư nợ từ 8%; giữ tỷ lệ nợ quá hạn ở dưới mức 0,05%
        if item.not_between and index in left:
            between = left[index][1], quantity.number.start
            if self._stands(scene, between, item.not_between):
                return None
        if item.context and not self._present(scene, item.context):
            return None
        if item.before and not item.after and self._another_share(scene, quantity, left[index][1]):
            return None
        features: Features = {"weight": item.weight, "noun": float(noun)}
        if not (item.before or item.after) and quantity.dimension == "count":
            if self._honoured(scene, place, quantity) or self._given_to(scene, quantity, item):
                return None
            acted_on = item.standing and self._acted_on(scene, place, quantity)
            if acted_on or self._restricted(scene, place, quantity):
                features["restricted"] = 1.0
        start, end = quantity.number.start, quantity.number.end
        if index in left and item.before:
            start, end = left[index]
            self._distance(features, scene, end, quantity.span.start, start, "left")
        if index in right and item.after:
            at, stop = right[index]
            self._distance(features, scene, quantity.span.end, at, stop, "right")
            if not item.before:
                start, end = at, stop
        return Candidate(
            Measure(item.indicator, start, end, noun), features, scene.folded[start:end]
        )

    def _honoured(self, scene: Scene, place: Place, quantity: Quantity) -> bool:
        """Whether the verb in force says that what is counted was given a prize."""
        start = quantity.number.start
        first = max(place.clause, start - 160)
        verb = scene.cue(first, start, "award", "states", "adds")
        return verb is not None and "award" in scene.kinds(verb)

    def _given_to(self, scene: Scene, quantity: Quantity, item: Expression) -> bool:
        """``tặng 35 con bò giống cho 35 hộ nghèo``: whom something was done for, no total."""
        if self.lexicon.indicators[item.indicator].kind != "stock":
            return False
        start = quantity.span.start
        return scene.folded.endswith(" cho ", max(start - 5, 0), start)

    def _acted_on(self, scene: Scene, place: Place, quantity: Quantity) -> bool:
        """Whether the verb in the number's own segment does something to what is counted."""
        kinds = ("adds", "acts", "states", "done_to")[: 4 if quantity.unit in _TAKERS else 3]
        verb = scene.cue(place.left, quantity.number.start, *kinds)
        return verb is not None and "states" not in scene.kinds(verb)

    def _restricted(self, scene: Scene, place: Place, quantity: Quantity) -> bool:
        """Whether a verb right behind the noun leaves only some of its kind."""
        if quantity.head is None:
            return False
        end = quantity.head.end
        verb = scene.first_cue(end, min(end + 14, place.right), "restricts")
        return verb is not None and verb[0] - end <= 1

    def _distance(
        self, features: Features, scene: Scene, start: int, end: int, other: int, side: str
    ) -> None:
        gap = max(end - start, 0)
        features[f"{side}_gap"] = min(gap / _SYLLABLE, _FAR)
        length = (start - other if side == "left" else other - end) / _SYLLABLE
        features[f"{side}_length"] = max(length, 0.0)
        if side == "left":
            features["numbers_between"] = float(scene.numbers_between(start, end))
            features["semicolons"] = float(scene.separators(start, end, ";"))
            features["commas"] = float(scene.separators(start, end, ","))
        else:
            features["right_commas"] = float(scene.separators(start, end, ",;:("))

    def _carried(
        self,
        quantity: Quantity,
        scene: Scene,
        place: Place,
        previous: Measure,
        reach: tuple[int, int],
    ) -> Candidate[Measure] | None:
        if named_otherwise(scene, place, quantity, previous.stop):
            return None
        parallel = previous.parallel and repeated_noun(
            scene, quantity, previous.stop, previous.head
        )
        if not (parallel or self.is_stand_in(scene, quantity) or exceeds(scene, quantity)):
            return None
        indicator = self.lexicon.indicators[previous.indicator]
        if self._excluded(scene, place, reach, previous) or not within(quantity, indicator):
            return None
        if quantity.unit not in ("count", indicator.unit) and indicator.unit in _WHOLE_UNITS:
            return None  # hội viên … sinh hoạt tại 13 cơ sở hội
        probe = tuple(dimension_of(unit) for unit in indicator.units)
        if not fits(quantity, probe, ()):
            return None
        return Candidate(
            Measure(previous.indicator, previous.start, previous.end),
            {"parallel" if parallel else "carried": 1.0},
            "carried over",
        )

    def _excluded(
        self, scene: Scene, place: Place, reach: tuple[int, int], previous: Measure
    ) -> bool:
        """Whether words stand here that the indicator's own expressions rule out."""
        start = scene.quantities[place.index].number.start
        return any(
            (item.without and self._stands(scene, reach, item.without))
            or (item.not_between and self._stands(scene, (previous.stop, start), item.not_between))
            for item in self.lexicon.indicators[previous.indicator].expressions
        )

    def _another_share(self, scene: Scene, quantity: Quantity, end: int) -> bool:
        """``giảm tỷ lệ hộ nghèo 1,5%/năm; …; 100% thôn có chi bộ``: the share of what stands right
        behind it is not of a rate named before another number."""
        if quantity.dimension != "percent" or not has_sort(scene, quantity):
            return False
        start = quantity.span.start
        return scene.separators(end, start, ";") > 0 and scene.numbers_between(end, start) > 0

    def _stands(self, scene: Scene, reach: tuple[int, int], words: tuple[str, ...]) -> bool:
        return not self._numbers[words].isdisjoint(scene.terms(*reach))

    def _reach(self, scene: Scene, place: Place) -> tuple[int, int]:
        """Where words bear on the number: its segment, and those of the numbers listed with it
        (``43 con trâu, 2.150 con gà bị cuốn trôi``)."""
        first = last = place.index
        for _ in range(_LISTED):
            if first and self._joined(scene, first - 1):
                first -= 1
            if last + 1 < len(scene.quantities) and self._joined(scene, last):
                last += 1
        start = min(max(place.clause, scene.places[first].left), place.start)
        return start, max(scene.places[last].clause_end, place.clause_end)

    def _joined(self, scene: Scene, index: int) -> bool:
        """Whether a number and the next one are listed; all numbers near ask."""
        if index not in scene.listed:
            scene.listed[index] = self._join(scene, index)
        return scene.listed[index]

    def _join(self, scene: Scene, index: int) -> bool:
        """Whether a comma or ``và`` and no verb stands between a number and the next one."""
        one, other = scene.quantities[index], scene.quantities[index + 1]
        if one.dimension != other.dimension or one.dimension == "percent" or one.slash:
            return False
        start, end = one.span.end, other.span.start
        if not 0 < end - start <= _LIST_GAP or scene.places[index].sentence != (
            scene.places[index + 1].sentence
        ):
            return False
        gap = scene.folded[start:end]
        joint = scene.cue(start, end, "joint")
        last = max(gap.rfind(",") + 1, joint[1] - start if joint is not None else 0)
        if not last or gap[last:].strip() or any(mark in gap for mark in ";(:"):
            return False  # what is named anew right before a number is no list
        return scene.cue(start, end, *_VERBS) is None

    def _part_of_unnamed(
        self, scene: Scene, place: Place, quantity: Quantity, previous: Measure
    ) -> bool:
        """``146 ha cây trồng bị vùi lấp, bao gồm: 98 ha lúa, 31 ha ngô``: parts of what no
        indicator measures are none of its either."""
        if not previous.parallel or place.index == 0:
            return False
        start = quantity.number.start
        cue = scene.cue(place.clause, start, "parts")
        before = scene.quantities[place.index - 1]
        if cue is None or before.span.end != previous.stop:
            return False
        if before.unit != quantity.unit or previous.head != head_of(scene, quantity):
            return False
        between = max(cue[1], previous.stop)
        if scene.numbers_between(place.clause, cue[0]) == 0:
            return False
        return scene.cue(between, start, "adds", "states", "acts") is None and (
            ";" not in scene.folded[previous.stop : start]
        )

    def _possible(
        self, scene: Scene, place: Place, quantity: Quantity, item: Expression
    ) -> bool:
        """Whether the value, the words of the sentence and what the number is one of leave room."""
        indicator = self.lexicon.indicators[item.indicator]
        if not within(quantity, indicator):
            return False
        noun_alone = not (item.before or item.after)
        if indicator.kind == "stock" and noun_alone:
            each = quantity.high is None and quantity.unit == "person"
            if each or exceeds(scene, quantity):
                return False  # 379 xã có từ 3 đảng viên trở lên: what each of them has
        if quantity.dimension == "money" and indicator.additive and self._each(scene, place):
            return False
        if item.before and indicator.over_period:
            if has_sort(scene, quantity):
                return False  # kinh tế số chiếm 20% GRDP; phủ sóng 90% hộ gia đình
            first = scene.quantities[place.index - 1].span.end if place.index else 0
            if scene.cue(max(first, place.clause), place.start, "own_share") is not None:
                return False  # tỷ trọng công nghiệp trong GRDP đạt 43%
        if not (item.sentence or item.not_sentence):
            return True
        sentence = scene.bounds(place.sentence)
        whole = (place.clause, min(sentence.end, place.clause + 2 * _WHOLE_REACH))
        if item.sentence and not self._stands(scene, whole, item.sentence):
            return False
        return not (item.not_sentence and self._stands(scene, whole, item.not_sentence))

    def _over(self, item: Expression) -> bool:
        return self.lexicon.indicators[item.indicator].over_period

    def _each(self, scene: Scene, place: Place) -> bool:
        """``mỗi căn 40 triệu đồng``: what one of them gets, no total."""
        start = scene.quantities[place.index].number.start
        each = scene.cue(place.left, start, "each")
        opens = scene.first_cue(place.clause, place.clause + _EACH_OPENS, "each")
        if each is None and opens is not None and opens[0] - place.clause <= 1:
            each = opens  # Mỗi ngôi nhà rộng 40m2, với kinh phí 100 triệu đồng
        return each is not None and scene.cue(each[0], each[1] + 7, "each_time") is None

    def _present(self, scene: Scene, words: tuple[str, ...]) -> bool:
        return not self._numbers[words].isdisjoint(scene.present)
