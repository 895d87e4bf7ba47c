"""The whole of a part that stands away from it: ``trong 39 tổ chức … có 28``, ``trong số đảng viên
mới``, ``154.000 lượt khách, riêng Phan Thiết 98.500 lượt``.

Only relations are made of what is found here; what the numbers measure is decided before.
"""

from __future__ import annotations

from collections.abc import Iterator

from textmine.model import Aspect, SlashRole, Status
from textmine.relate.draft import Draft
from textmine.relate.measure import OTHER
from textmine.relate.reckon import is_share, slipped_share
from textmine.relate.told import Told

_OPENING = 24  # characters at a clause's start in which a word that looks back is looked for
_BACK = 3  # sentences back to which "trong số" reaches
_LONG = 40  # numbers before a part among which the only one of its measure is looked for
_NOUN = 2  # syllables that name what is counted
_BESIDE = 6  # characters behind a noun in which a word says which group of it
_LEVELS = 4  # of places under one another: a village, a commune, a district, a province
_FAR = 8  # sentences back to which a whole of the same measure is looked for


class Wholes(Told):
    """Finds the whole of a part among an article's drafts."""

    # -- the whole of one part -------------------------------------------------------------------

    def of(self, part: Draft, percent: Draft) -> Draft | None:
        """What a share's part is a share of, when its words say so; never by the numbers alone."""
        if part.quantity.dimension == "percent" or part.plan_of is not None:
            return None
        told = self._in(part) or self._among(part) or self._declared(part) or self._rated(part)
        return told or self._reckoned(part, percent) or self._only(part, percent)

    def _only(self, part: Draft, percent: Draft) -> Draft | None:
        """``Đảng bộ có 4.218 đảng viên. … Số đảng viên đã kích hoạt: 3.416 đồng chí, đạt 81%``:
        the only number of the part's measure or noun told before, in whatever paragraph, where
        the percentage is its share or a slip keeps it from being that."""
        told = [
            other
            for other in self.earlier(part, 0, most=_LONG)
            if self._may_be_all(other, part) and other.index not in (part.base, part.whole)
        ]
        if len({other.quantity.low for other in told}) != 1 or self._share_told(told[0]):
            return None
        whole = told[0].quantity
        share, own = percent.quantity, part.quantity
        fits = is_share(share, own, whole) or slipped_share(share, own, whole)
        return told[0] if fits else None

    def _may_be_all(self, whole: Draft, part: Draft) -> bool:
        """All of a body's, of the part's measure or noun; also what stands after a slash."""
        level = whole.frame.aspect is Aspect.LEVEL and whole.status is not Status.TARGET
        undivided = whole.whole is None and whole.breakdown is None and whole.plan_of is None
        if not (level and undivided) or whole.quantity.slash is SlashRole.NUMERATOR:
            return False
        if whole.quantity.dimension != part.quantity.dimension or whole.subject is None:
            return False
        if (whole.quantity.low or 0) < (part.quantity.low or 0):
            return False
        known = whole.indicator == part.indicator != OTHER
        return whole.subject == part.subject and (known or self.same_head(whole, part))

    def _reckoned(self, part: Draft, percent: Draft) -> Draft | None:
        """``giới thiệu 640 đoàn viên ưu tú, đã có 416 đồng chí được kết nạp, chiếm 65%``: of
        the numbers of its kind the one that it is the share of; in its own sentence also one
        that a slip keeps from it."""
        share, own = percent.quantity, part.quantity
        alike = [
            other
            for other in self.earlier(part, part.place.sentence - _FAR)
            if self.counts(other, part) and self.same_subject(other, part)
            and (self.same_head(other, part) or self.stands_in(part))
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
        for other in self.earlier(part, part.place.sentence):
            if not self.counts(other, part):
                continue
            return other if self.opened(other) else None
        return None

    def _among(self, part: Draft) -> Draft | None:
        """``Trong số đảng viên mới có 71 nữ``: the number of that kind told before."""
        scene = self.scene
        start = part.quantity.number.start
        cue = scene.cue(part.place.clause, start, "parts", "out_of")
        opening = self.clause_start(start)
        if cue is None or cue[0] - opening > _OPENING or scene.closed_bracket(cue[0], start):
            return None
        sentence = part.place.sentence
        best = None
        for other in self.earlier(part, sentence - _BACK):
            if other.quantity.number.start > cue[0] or not self.counts(other, part):
                continue
            if scene.paragraph_break(other.place.sentence, sentence):
                break
            if other.whole is not None or other.breakdown is not None:
                continue
            if other.indicator == part.indicator != OTHER:
                return other
            if best is None and self.same_head(other, part):
                best = other
        return best

    def _declared(self, part: Draft) -> Draft | None:
        """A measure of which packs say that it is part of another: poor households of all."""
        known = self.indicators.get(part.indicator)
        if known is None or not known.part_of or known.kind != "stock":
            return None
        for other in self.earlier(part, part.place.sentence - _FAR):
            if self.scene.paragraph_break(other.place.sentence, part.place.sentence):
                return None
            if other.indicator in known.part_of and self.plain(other):
                return other if self.same_subject(other, part) else None
        return None

    def _rated(self, part: Draft) -> Draft | None:
        """``có 46 tổ chức được xếp loại. Hoàn thành tốt 33, chiếm 71,7%``: a bare number of the
        measure that the sentence before counted by its noun."""
        if part.indicator == OTHER or part.quantity.head is not None:
            return None
        for other in self.earlier(part, part.place.sentence - _BACK):
            if self.scene.paragraph_break(other.place.sentence, part.place.sentence):
                return None
            if other.whole is not None or other.frame.aspect is not Aspect.LEVEL:
                continue
            if other.indicator == part.indicator and other.quantity.head is not None:
                return other if self.plain(other) and self.same_subject(other, part) else None
        return None

    # -- the whole of a group's share ------------------------------------------------------------

    def of_group(self, percent: Draft) -> Draft | None:
        """``xã có 318 đảng viên. Đảng viên người Thái chiếm 71,4%``: the last whole number of the
        noun that opens the group's name, in the paragraph."""
        scene, left = self.scene, percent.place.left
        name = scene.folded[left : percent.quantity.span.start].split()[:_NOUN]
        noun = " ".join(name)
        if len(name) < _NOUN:
            return None
        for other in self.earlier(percent, percent.place.sentence - _BACK):
            if scene.paragraph_break(other.place.sentence, percent.place.sentence):
                return None
            head = other.quantity.head
            told = head is not None and head.of(scene.folded).startswith(noun)
            for_it = self.stands_in(other) and other.label.casefold() == noun
            if not (told or for_it) or not self.plain(other) or other.whole is not None:
                continue
            known = self.indicators.get(other.indicator)
            stock = known is not None and known.kind == "stock"
            between = self.drafts[other.index + 1 : percent.index]
            itself = any(x.base == other.index for x in between)
            return other if stock and not itself and self.same_subject(other, percent) else None
        return None

    # -- pairs -----------------------------------------------------------------------------------

    def pairs(self) -> Iterator[tuple[Draft, Draft]]:
        """(part, whole) of numbers told as one within the other: ``154.000 lượt khách, riêng
        Phan Thiết 98.500 lượt``; ``46 hộ thì 34 hộ đạt``; ``26 đảng viên, 9 đồng chí là nữ``."""
        for part in self.drafts:
            if part.whole is not None or not self.plain(part) or part.base is not None:
                continue
            if part.quantity.dimension == "percent" or part.quantity.slash is not None:
                continue
            if self.set_apart(part):
                of = self._of_which(part)
                if of is not None:
                    yield part, of
                continue
            for whole in self.earlier(part, part.place.sentence, most=4):
                if not self._level(whole):
                    continue
                if self._within(part, whole):
                    yield part, whole
                break

    def _of_which(self, part: Draft) -> Draft | None:
        """``24.600 lồng tôm, 1.870 bè; riêng xã A 15.200 lồng``: the number of the same noun, else
        the only one that the part can be of."""
        near = [x for x in self.earlier(part, part.place.sentence, most=4) if self._level(x)]
        able = [whole for whole in near if self._within(part, whole, apart=True)]
        same = [whole for whole in able if self.same_head(part, whole)]
        return next(iter(same or (able if len(able) == 1 else [])), None)

    def _level(self, draft: Draft) -> bool:
        return draft.quantity.dimension != "percent" or draft.frame.aspect is Aspect.LEVEL

    def _within(self, part: Draft, whole: Draft, *, apart: bool = False) -> bool:
        scene = self.scene
        start, end = whole.quantity.span.end, part.quantity.number.start
        if not self.counts(whole, part):
            return False
        if scene.separators(start, end, ";") and not (apart and self._below(part, whole)):
            return False  # behind a semicolon only of a place that lies in the whole's
        same = self.same_head(part, whole)
        bare = part.quantity.head is None and part.quantity.dimension == "count"
        people = whole.quantity.unit == "person" and not self.stands_in(whole)
        if apart or scene.cue(start, end, "singled") is not None:
            amounts = part.quantity.unit == whole.quantity.unit != "count"
            person = part.quantity.unit == "person" and self.stands_in(part)
            anyone = people and person and not scene.times_in(start, end)
            alike = same or self.begins_alike(part, whole) or anyone
            return alike or bare or (amounts and part.quantity.dimension != "count")
        if scene.folded[start:end].strip() != ",":
            return False
        return people and (self.stands_in(part) or (same and self._a_group(part, whole)))

    def _a_group(self, part: Draft, whole: Draft) -> bool:
        """``27 đảng viên, 8 đảng viên nữ``: one group of all told right before."""
        scene, kinds = self.scene, ("group", "women", "men")
        end = min(part.quantity.span.end + _BESIDE, part.place.right)
        of_part = scene.cue(part.quantity.number.end, end, *kinds)
        return of_part is not None and not scene.cue(whole.place.left, whole.place.right, *kinds)

    def _below(self, part: Draft, whole: Draft) -> bool:
        """Whether the part's place or body lies under the whole's."""
        here = self.entities.get(part.subject or "")
        for _ in range(_LEVELS):
            if here is None or here.parent is None:
                return False
            if here.parent == whole.subject:
                return True
            here = self.entities.get(here.parent)
        return False
