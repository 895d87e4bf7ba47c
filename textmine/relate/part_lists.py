"""The parts of a whole in a list: ``Trong 24 sản phẩm, 17 đăng ký mới; 7 đánh giá lại``, results,
forms and classes told in sentences of their own, and what is left of a fraction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from textmine.model import Aspect, SlashRole
from textmine.relate.draft import Draft
from textmine.relate.measure import OTHER
from textmine.relate.told import Told

_BRACKET = 70  # characters between a whole and the bracket that breaks it up
_FAR = 8  # sentences back to which a list of classes looks for its whole
_CLASSES = 3  # numbers that make a list of classes
_WINDOW = 12  # drafts looked at around one
COUNT = "count"  # the unit of what no noun known to the packs counts


class PartLists(Told):
    """Finds the parts of a whole among an article's drafts."""

    def sums(self) -> Iterator[tuple[Draft, list[Draft], str]]:
        """(whole, parts, reading) of lists that nothing inside the sentence ties to their whole."""
        for whole, parts, reading in (*self._opened_lists(), *self._fractions(), *self._runs()):
            if len(parts) > 1:
                yield whole, parts, reading

    def _opened_lists(self) -> Iterator[tuple[Draft, list[Draft], str]]:
        """``Trong 24 sản phẩm, 17 đăng ký mới; 7 đánh giá lại``; ``58 hồ sơ; kết quả có 46 hồ
        sơ …, 9 hồ sơ …``; ``6.980 ha rau, hoa (2.640 ha …, 312 ha … và 4.028 ha …)``."""
        for whole in self.drafts:
            if not self.plain(whole) or whole.quantity.dimension == "percent":
                continue
            rest = self.rest_of_sentence(whole)
            if not rest:
                continue
            bracket = self._bracket(whole, rest)
            if bracket:
                yield whole, bracket, "partition"
                continue
            opened = self.opened(whole)
            start, end = whole.quantity.span.end, rest[0].quantity.number.start
            if not opened and self.scene.cue(start, end, "outcome") is None:
                continue
            parts = []
            for draft in rest:
                if not self.counts(draft, whole) or not self._of_the_list(draft, whole):
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
        if any(_of_another_sort(draft, whole) for draft in inside):
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
        if not self.counts(part, whole):
            return False
        if part.quantity.unit == whole.quantity.unit != "count":
            return True
        return part.indicator == whole.indicator != OTHER or self.same_head(part, whole)

    def _of_the_list(self, part: Draft, whole: Draft) -> bool:
        """A bare number, one of the same things, or one that what was done with them follows."""
        measured = part.indicator in (OTHER, whole.indicator)
        done = part.quantity.unit == COUNT and measured and self.opened(whole)
        return part.quantity.head is None or done or self.same_head(part, whole)

    def _fractions(self) -> Iterator[tuple[Draft, list[Draft], str]]:
        """``12.104/12.386 đảng viên được kiểm điểm, chưa được kiểm điểm 41, miễn 241``."""
        scene = self.scene
        for total in self.drafts:
            numerator = total.total_of if total.total_of is not None else total.plan_of
            if numerator is None or total.quantity.slash is None:
                continue
            parts = [self.drafts[numerator]]
            for draft in self.rest_of_sentence(total):
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
            forms = self.scene.cue(self.clause_start(first), first, "forms") is not None
            named = {draft.breakdown for draft in run} - {None}
            complete = len(named) == len(run) > _CLASSES
            yield whole, run, "partition" if forms or complete else "remainder"

    def _longest_run(self, group: Sequence[Draft]) -> list[Draft]:
        best: list[Draft] = []
        firsts = [
            draft
            for draft in group
            if draft.whole is None
            and draft.quantity.dimension != "percent"
            and not self.set_apart(draft)
        ]
        for _, same in groupby(firsts, key=lambda draft: (draft.indicator, draft.quantity.unit)):
            run = list(same)
            plain = all(
                draft.frame.aspect is Aspect.LEVEL
                and draft.quantity.slash is None
                and draft.indicator != OTHER
                and draft.quantity.dimension == "count"
                and not self.opened(draft)  # "trong 29 đảng viên có 3 …" is a whole itself
                and not self.scene.cue(draft.place.left, draft.place.right, "group")
                for draft in run
            )
            if plain and len(run) > len(best):
                best = run
        return best

    def _counted_before(self, run: Sequence[Draft]) -> Draft | None:
        """The only number of the run's measure in a sentence before, of the same body and time."""
        first = run[0]
        for other in self.earlier(first, first.place.sentence - _FAR, most=2 * _WINDOW):
            if other.place.sentence == first.place.sentence or other.indicator != first.indicator:
                continue
            if other.whole is not None or other.frame.aspect is not Aspect.LEVEL:
                continue
            here = [
                draft
                for draft in self.earlier(first, other.place.sentence, most=2 * _WINDOW)
                if draft.place.sentence == other.place.sentence
                and draft.indicator == first.indicator
                and draft.whole is None
                and draft.frame.aspect is Aspect.LEVEL
            ]
            alike = all(self.one_territory(draft, other) for draft in run)
            alone = len(here) == 1 and self.plain(other) and other.breakdown is None
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
            named = part.quantity.unit == COUNT and part.indicator == whole.indicator != OTHER
            if part.quantity.unit != whole.quantity.unit and not (bare or named):
                continue
            if part.quantity.slash is SlashRole.NUMERATOR and fractions < len(group):
                continue
            if kept and self._told_of_a_part(kept[0], part):
                continue
            if kept and self._beside_the_whole(whole, kept, part):
                break
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

    def _beside_the_whole(self, whole: Draft, kept: Sequence[Draft], part: Draft) -> bool:
        """``30 tổ chức đạt loại tốt, trong đó 7 tiêu biểu; 6 tổ chức hoàn thành``: the noun of the
        whole opens another class behind a semicolon."""
        end, start = kept[-1].quantity.span.end, part.quantity.number.start
        parted = self.scene.separators(end, start, ";") > 0
        if not parted or kept[0].quantity.head is None or whole.quantity.head is None:
            return False
        folded = self.scene.folded
        first, all_of = (x.quantity.head.of(folded).split() for x in (kept[0], whole)
                         if x.quantity.head is not None)  # fmt: skip
        return self.begins_alike(part, whole) and set(first).isdisjoint(all_of)

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


def _of_another_sort(part: Draft, whole: Draft) -> bool:
    """Whether a known measure of its own exceeds what it stands behind: ``248 đảng bộ cơ sở (14
    đảng bộ bộ phận và 2.370 chi bộ)`` have those cells, and are not made up of them."""
    if OTHER in (part.indicator, whole.indicator) or part.indicator == whole.indicator:
        return False
    least, most = part.quantity.low, whole.quantity.high
    return least is not None and most is not None and least > most
