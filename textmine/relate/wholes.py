"""Wholes away from their parts: ``trong 39 tổ chức … có 28``, ``trong số đảng viên mới``, lists
of results, of forms and of classes, and what is left of a fraction.

Only relations are made of what is found here; what the numbers measure is decided before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from textmine.model import Aspect, Entity, SlashRole, Status
from textmine.packs.indicators import Indicator
from textmine.relate.draft import Draft
from textmine.relate.measure import OTHER
from textmine.relate.reckon import is_share, slipped_share
from textmine.relate.scene import Scene

_OPENING = 24  # characters at a clause's start in which a word that looks back is looked for
_BEFORE = 14  # characters before a number in which "trong" opens a whole
_BRACKET = 70  # characters between a whole and the bracket that breaks it up
_BACK = 3  # sentences back to which "trong số" reaches
_FAR = 8  # sentences back to which a list of classes looks for its whole
_CLASSES = 3  # numbers that make a list of classes
_WINDOW = 12  # drafts looked at around one
COUNT = "count"  # the unit of what no noun known to the packs counts


class Wholes:
    """Finds the whole of a part and the parts of a whole among an article's drafts."""

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

    # -- the whole of one part -------------------------------------------------------------------

    def of(self, part: Draft, percent: Draft) -> Draft | None:
        """What a share's part is a share of, when its words say so; never by the numbers alone."""
        if part.quantity.dimension == "percent" or part.plan_of is not None:
            return None
        told = self._in(part) or self._among(part) or self._declared(part) or self._rated(part)
        return told or self._reckoned(part, percent)

    def _reckoned(self, part: Draft, percent: Draft) -> Draft | None:
        """``giới thiệu 640 đoàn viên ưu tú, đã có 416 đồng chí được kết nạp, chiếm 65%``: of
        the numbers of its kind the one that it is the share of; in its own sentence also one
        that a slip keeps from it."""
        share, own = percent.quantity, part.quantity
        alike = [
            other
            for other in self._earlier(part, part.place.sentence - _FAR)
            if self._counts(other, part) and self._same_subject(other, part)
            and (self._same_head(other, part) or self._stands_in(part))
            and not self.scene.paragraph_break(other.place.sentence, part.place.sentence)
        ]  # fmt: skip
        for other in alike:
            if is_share(share, own, other.quantity):
                return other
        here = [
            other
            for other in alike
            if other.place.sentence == part.place.sentence and not self._share_told(other)
        ]
        return next((x for x in here if slipped_share(share, own, x.quantity)), None)

    def _share_told(self, draft: Draft) -> bool:
        """``167 dự án đã hoạt động, chiếm 43,2%; 76 dự án đang xây dựng, chiếm 20%``: one part."""
        following = self.drafts[draft.index + 1 : draft.index + 2]
        return any(x.frame.aspect is Aspect.SHARE for x in following)

    def _in(self, part: Draft) -> Draft | None:
        """``trong 39 tổ chức cơ sở đảng được xếp loại có 28 … chiếm 71,8%``."""
        for other in self._earlier(part, part.place.sentence):
            if not self._counts(other, part):
                continue
            return other if self._opened(other) else None
        return None

    def _opened(self, whole: Draft) -> bool:
        start = whole.quantity.number.start
        before = self.scene.folded[max(whole.place.clause, start - _BEFORE) : start]
        at = self.scene.cue(start - len(before), start, "within")
        return at is not None and not self.scene.folded[at[1] : start].strip()

    def _among(self, part: Draft) -> Draft | None:
        """``Trong số đảng viên mới có 71 nữ``: the number of that kind told before."""
        scene = self.scene
        start = part.quantity.number.start
        cue = scene.cue(part.place.clause, start, "parts", "out_of")
        opening = self._clause_start(start)
        if cue is None or cue[0] - opening > _OPENING:
            return None
        sentence = part.place.sentence
        best = None
        for other in self._earlier(part, sentence - _BACK):
            if other.quantity.number.start > cue[0] or not self._counts(other, part):
                continue
            if scene.paragraph_break(other.place.sentence, sentence):
                break
            if other.whole is not None or other.breakdown is not None:
                continue
            if other.indicator == part.indicator != OTHER:
                return other
            if best is None and self._same_head(other, part):
                best = other
        return best

    def _clause_start(self, position: int) -> int:
        """Where the sentence or what follows its last semicolon begins."""
        start = self.scene.bounds(self.scene.sentence_at(position)).start
        return max(start, self.scene.folded.rfind(";", start, position) + 1)

    def _declared(self, part: Draft) -> Draft | None:
        """A measure of which packs say that it is part of another: poor households of all."""
        known = self.indicators.get(part.indicator)
        if known is None or not known.part_of or known.kind != "stock":
            return None
        for other in self._earlier(part, part.place.sentence - _FAR):
            if self.scene.paragraph_break(other.place.sentence, part.place.sentence):
                return None
            if other.indicator in known.part_of and self._plain(other):
                return other if self._same_subject(other, part) else None
        return None

    def _rated(self, part: Draft) -> Draft | None:
        """``có 46 tổ chức được xếp loại. Hoàn thành tốt 33, chiếm 71,7%``: a bare number of the
        measure that the sentence before counted by its noun."""
        if part.indicator == OTHER or part.quantity.head is not None:
            return None
        for other in self._earlier(part, part.place.sentence - _BACK):
            if self.scene.paragraph_break(other.place.sentence, part.place.sentence):
                return None
            if other.whole is not None or other.frame.aspect is not Aspect.LEVEL:
                continue
            if other.indicator == part.indicator and other.quantity.head is not None:
                return other if self._plain(other) and self._same_subject(other, part) else None
        return None

    # -- the parts of one whole ------------------------------------------------------------------

    def sums(self) -> Iterator[tuple[Draft, list[Draft], str]]:
        """(whole, parts, reading) of lists that nothing inside the sentence ties to their whole."""
        for whole, parts, reading in (*self._opened_lists(), *self._fractions(), *self._runs()):
            if len(parts) > 1:
                yield whole, parts, reading

    def _opened_lists(self) -> Iterator[tuple[Draft, list[Draft], str]]:
        """``Trong 24 sản phẩm, 17 đăng ký mới; 7 đánh giá lại``; ``58 hồ sơ; kết quả có 46 hồ
        sơ …, 9 hồ sơ …``; ``6.980 ha rau, hoa (2.640 ha …, 312 ha … và 4.028 ha …)``."""
        for whole in self.drafts:
            if not self._plain(whole) or whole.quantity.dimension == "percent":
                continue
            rest = self._rest_of_sentence(whole)
            if not rest:
                continue
            bracket = self._bracket(whole, rest)
            if bracket:
                yield whole, bracket, "partition"
                continue
            opened = self._opened(whole)
            start, end = whole.quantity.span.end, rest[0].quantity.number.start
            if not opened and self.scene.cue(start, end, "outcome") is None:
                continue
            parts = []
            for draft in rest:
                if not self._counts(draft, whole) or not self._of_the_list(draft, whole):
                    break
                parts.append(draft)
            yield whole, parts, "remainder"

    def _bracket(self, whole: Draft, rest: Sequence[Draft]) -> list[Draft]:
        """The numbers of a bracket that opens behind the whole, when all are of its kind."""
        scene, end = self.scene, whole.quantity.span.end
        opened = scene.folded.find("(", end, min(end + _BRACKET, rest[0].quantity.span.start))
        if opened < 0 or scene.separators(end, opened, ";:") or opened > rest[0].place.right:
            return []
        closed = scene.folded.find(")", opened)
        inside = [draft for draft in rest if opened < draft.quantity.span.start < closed]
        if self._unread(opened, closed, inside):
            return []
        if len(inside) < 2 or scene.cue(opened, closed, "remainder", "parts") is not None:
            return []
        if any(scene.cue(d.quantity.span.start, d.place.right, "group") for d in inside):
            return []  # women and minorities are no classes
        if scene.folded[closed - 3 : closed] == "..." or scene.folded[closed - 1] == "…":
            return []
        if any(draft.quantity.slash is not None for draft in inside):
            return []
        same = [draft for draft in inside if self._of_one_kind(draft, whole)]
        return inside if len(same) == len(inside) else []

    def _unread(self, opened: int, closed: int, inside: Sequence[Draft]) -> bool:
        """Whether a bracket holds digits that are no number of it, so that more may be told."""
        at = opened
        for draft in inside:
            if any(map(str.isdigit, self.scene.folded[at : draft.quantity.span.start])):
                return True
            at = draft.quantity.span.end
        return any(map(str.isdigit, self.scene.folded[at:closed]))

    def _of_one_kind(self, part: Draft, whole: Draft) -> bool:
        if not self._counts(part, whole):
            return False
        if part.quantity.unit == whole.quantity.unit != "count":
            return True
        return part.indicator == whole.indicator != OTHER or self._same_head(part, whole)

    def _of_the_list(self, part: Draft, whole: Draft) -> bool:
        """A bare number, one of the same things, or one that what was done with them follows."""
        done = part.quantity.unit == COUNT and part.indicator == OTHER and self._opened(whole)
        return part.quantity.head is None or done or self._same_head(part, whole)

    def _fractions(self) -> Iterator[tuple[Draft, list[Draft], str]]:
        """``12.104/12.386 đảng viên được kiểm điểm, chưa được kiểm điểm 41, miễn 241``."""
        scene = self.scene
        for total in self.drafts:
            if total.total_of is None:
                continue
            parts = [self.drafts[total.total_of]]
            for draft in self._rest_of_sentence(total):
                left = max(draft.place.left, total.quantity.span.end)
                if draft.quantity.dimension == "percent" and len(parts) == 1:
                    continue
                if draft.quantity.head is not None or draft.quantity.dimension != "count":
                    break
                if scene.cue(left, draft.quantity.number.start, "unmet") is None:
                    break
                parts.append(draft)
            yield total, parts, "remainder"

    def _runs(self) -> Iterator[tuple[Draft, list[Draft], str]]:
        """``Hình thức: khiển trách 9, cảnh cáo 5, cách chức 1``; ``có 1 đảng viên 70 năm tuổi
        Đảng, 2 đảng viên 65 năm …``: the classes of what a sentence before counted."""
        for _, group in groupby(self.drafts, key=lambda draft: draft.place.sentence):
            run = self._longest_run(list(group))
            if len(run) < _CLASSES:
                continue
            whole = self._counted_before(run)
            if whole is None:
                continue
            first = run[0].quantity.number.start
            forms = self.scene.cue(self._clause_start(first), first, "forms") is not None
            named = {draft.breakdown for draft in run} - {None}
            complete = len(named) == len(run) > _CLASSES
            yield whole, run, "partition" if forms or complete else "remainder"

    def _longest_run(self, group: Sequence[Draft]) -> list[Draft]:
        best: list[Draft] = []
        firsts = [draft for draft in group if draft.whole is None]
        for _, same in groupby(firsts, key=lambda draft: (draft.indicator, draft.quantity.unit)):
            run = list(same)
            plain = all(
                draft.frame.aspect is Aspect.LEVEL
                and draft.quantity.slash is None
                and draft.indicator != OTHER
                and draft.quantity.dimension == "count"
                and not self._opened(draft)  # "trong 29 đảng viên có 3 …" is a whole itself
                for draft in run
            )
            if plain and len(run) > len(best):
                best = run
        return best

    def _counted_before(self, run: Sequence[Draft]) -> Draft | None:
        """The only number of the run's measure in a sentence before, of the same body and time."""
        first = run[0]
        for other in self._earlier(first, first.place.sentence - _FAR, most=2 * _WINDOW):
            if other.place.sentence == first.place.sentence or other.indicator != first.indicator:
                continue
            if other.whole is not None or other.frame.aspect is not Aspect.LEVEL:
                continue
            here = [
                draft
                for draft in self._earlier(first, other.place.sentence, most=2 * _WINDOW)
                if draft.place.sentence == other.place.sentence
                and draft.indicator == first.indicator
                and draft.whole is None
                and draft.frame.aspect is Aspect.LEVEL
            ]
            alike = all(self._one_territory(draft, other) for draft in run)
            alone = len(here) == 1 and self._plain(other) and other.breakdown is None
            return other if alike and alone else None
        return None

    def own_parts(self, whole: Draft, group: Sequence[Draft]) -> list[Draft]:
        """The parts that can add up: not what a part has in its turn (``16 đảng bộ cơ sở với 214
        chi bộ``), nor a fraction or another measure behind a semicolon."""
        scene, kept = self.scene, list[Draft]()
        if whole.quantity.unit == "percentage_point":
            return []  # what each branch adds to growth
        total = whole.quantity.low
        fractions = sum(part.quantity.slash is SlashRole.NUMERATOR for part in group)
        for part in group:
            start = part.quantity.number.start
            bare = part.quantity.head is None and part.quantity.unit == COUNT
            if part.quantity.unit != whole.quantity.unit and not bare:
                continue
            if part.quantity.slash is SlashRole.NUMERATOR and fractions < len(group):
                continue
            if kept and self._told_of_a_part(kept[0], part):
                continue
            if part.raised or (len(kept) > 1 and total == sum(x.quantity.low or 0 for x in kept)):
                break  # a new level, or more than the whole: 703 căn, xây mới 304, sửa chữa 399
            if kept:
                end = kept[-1].quantity.span.end
                if len(kept) > 1 and self._list_ended(kept, start):
                    break
                having = scene.cue(end, start, "having")
                if having is not None and not scene.folded[having[1] : start].strip():
                    continue
                known = part.indicator not in (OTHER, whole.indicator)
                above = total is not None and (part.quantity.low or 0) > total
                if (known or above) and scene.separators(end, start, ";"):
                    break
            kept.append(part)
        return kept

    def _told_of_a_part(self, first: Draft, part: Draft) -> bool:
        """``306 người có hồ sơ (10 tiến sĩ, 266 thạc sĩ)``: a bracket breaks up a part."""
        between = self.scene.folded[first.quantity.span.end : part.quantity.number.start]
        return between.count("(") > between.count(")")

    def _list_ended(self, kept: Sequence[Draft], start: int) -> bool:
        """``cao đẳng 12, sơ cấp 30; đào tạo ngắn hạn 40``: a semicolon ends it."""
        end = kept[-1].quantity.span.end
        within = self.scene.separators(kept[0].quantity.span.end, end, ";")
        return not within and self.scene.separators(end, start, ";") > 0

    def both_sexes(self, parts: Sequence[Draft]) -> bool:
        """``274 nữ và 238 nam`` are everybody."""
        if len(parts) != 2:
            return False
        found = []
        for part in parts:
            span = part.quantity.number.end, part.place.right
            found.append({kind for kind in ("women", "men") if self.scene.cue(*span, kind)})
        return found in ([{"women"}, {"men"}], [{"men"}, {"women"}])

    # -- pairs -----------------------------------------------------------------------------------

    def pairs(self) -> Iterator[tuple[Draft, Draft]]:
        """(part, whole) of numbers told as one within the other: ``154.000 lượt khách, riêng
        Phan Thiết 98.500 lượt``; ``46 hộ thì 34 hộ đạt``; ``26 đảng viên, 9 đồng chí là nữ``."""
        for part in self.drafts:
            if part.whole is not None or not self._plain(part) or part.base is not None:
                continue
            if part.quantity.dimension == "percent" or part.quantity.slash is not None:
                continue
            for whole in self._earlier(part, part.place.sentence, most=4):
                if whole.quantity.dimension == "percent" and whole.frame.aspect is not Aspect.LEVEL:
                    continue
                if self._within(part, whole):
                    yield part, whole
                break

    def _within(self, part: Draft, whole: Draft) -> bool:
        scene = self.scene
        start, end = whole.quantity.span.end, part.quantity.number.start
        if not self._counts(whole, part) or scene.separators(start, end, ";"):
            return False
        same = self._same_head(part, whole)
        bare = part.quantity.head is None and part.quantity.dimension == "count"
        cue = scene.cue(start, end, "singled")
        if cue is not None:
            amounts = part.quantity.unit == whole.quantity.unit != "count"
            alike = same or self._begins_alike(part, whole)
            return alike or bare or (amounts and part.quantity.dimension != "count")
        gap = scene.folded[start:end].strip()
        named = whole.quantity.unit == "person" and not self._stands_in(whole)
        return gap == "," and named and self._stands_in(part)

    def _stands_in(self, part: Draft) -> bool:
        head = part.quantity.head
        return head is not None and self.scene.cue(head.start, head.end, "stand_in") is not None

    # -- what drafts have in common --------------------------------------------------------------

    def _earlier(self, draft: Draft, sentence: int, most: int = _WINDOW) -> Iterator[Draft]:
        """At most so many drafts before one, the nearest first, back to a sentence."""
        for index in range(draft.index - 1, max(draft.index - most, 0) - 1, -1):
            other = self.drafts[index]
            if other.place.sentence < sentence:
                return
            yield other

    def _rest_of_sentence(self, draft: Draft) -> list[Draft]:
        following = self.drafts[draft.index + 1 : draft.index + 1 + _WINDOW]
        return [other for other in following if other.place.sentence == draft.place.sentence]

    def _plain(self, draft: Draft) -> bool:
        """A level that was reached and is no half of a fraction."""
        whole = draft.plan_of is None and draft.total_of is None
        done = draft.status is not Status.TARGET and draft.frame.aspect is Aspect.LEVEL
        return whole and done and draft.quantity.slash is not SlashRole.DENOMINATOR

    def _counts(self, one: Draft, other: Draft) -> bool:
        same = one.quantity.dimension == other.quantity.dimension
        return same and self._plain(one) and one.frame.aspect is Aspect.LEVEL

    def _same_head(self, one: Draft, other: Draft) -> bool:
        if one.quantity.head is None or other.quantity.head is None:
            return False
        first, second = (head.of(self.scene.folded).split(" ")[:2]
                         for head in (one.quantity.head, other.quantity.head))  # fmt: skip
        return first == second

    def _begins_alike(self, one: Draft, other: Draft) -> bool:
        """``154.000 lượt khách`` and ``98.500 lượt`` count one thing."""
        if one.quantity.head is None or other.quantity.head is None:
            return False
        first, second = (head.of(self.scene.folded) for head in (one.quantity.head,
                                                                 other.quantity.head))  # fmt: skip
        return f"{first} ".startswith(f"{second} ") or f"{second} ".startswith(f"{first} ")

    def other_head(self, one: Draft, other: Draft) -> bool:
        """Both are counted by a noun, and not by the same: *ha đất*, *ha rau*."""
        told = one.quantity.head is not None and other.quantity.head is not None
        return told and not self._same_head(one, other)

    def _same_subject(self, one: Draft, other: Draft) -> bool:
        return one.subject is None or other.subject is None or one.subject == other.subject

    def _one_territory(self, one: Draft, other: Draft) -> bool:
        """One body, or a place and a body that is over it: a district and its party committee."""
        first, second = one.subject, other.subject
        if first == second or first is None or second is None:
            return first == second
        entities = self.entities
        area, place = entities.get(first), entities.get(second)
        return (area is not None and area.area == second) or (
            place is not None and place.area == first
        )
