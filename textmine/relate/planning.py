"""Planned or done: what one number's own words, the list it stands in and its neighbours say."""

from __future__ import annotations

import re

from textmine.model import Approx, Aspect, Period, SectionKind, Sentence, Status
from textmine.model.period import earliest, latest
from textmine.relate.draft import Draft
from textmine.relate.lexicon import Hit
from textmine.relate.occasions import OCCASION
from textmine.relate.rank import Candidate, Features
from textmine.relate.scene import Scene
from textmine.relate.status import find_status
from textmine.relate.timing import OPENING, SCHOOL_YEAR, YEAR

Verdict = tuple[Status, Hit | None, str]
SIGNS = frozenset(
    {"of_another", "plan_words", "plan_words_then_done", "done_words", "ends_ahead"}
)
_MONTH = 7  # length of an ISO month
_AHEAD = 0.75  # share of a stretch of time still to come that makes what it dates planned
_ITEM = re.compile(r"\s*(?:[-–+*•]|\(?\d{1,2}[.)]|\(?[a-zđ]\))\s?")


def _just_begun(period: Period | None, published: str) -> bool:
    """Whether nearly all of a stretch of months lay ahead when the article appeared (``6 tháng
    cuối năm`` in July).  A year is told of from its first days on: no."""
    if period is None or not period.start or not period.end or len(period.start) == YEAR:
        return False
    first, last, today = earliest(period.start), latest(period.end), latest(published)
    return first <= today and (last - today).days >= _AHEAD * (last - first).days > 0


def _titled_goals(scene: Scene) -> bool:
    """Whether the title tells of goals: ``25 chỉ tiêu phấn đấu năm 2024``."""
    for sentence in range(min(len(scene.article.sentences), 2)):
        if scene.section_kind(sentence) is SectionKind.TITLE:
            bounds = scene.bounds(sentence)
            return scene.cue(bounds.start, bounds.end, "goal") is not None
    return False


class Planning:
    """Follows what is announced while an article is read in order.

    A sentence that sets goals and ends in a colon speaks for the items of the list after it:
    ``đề ra 12 chỉ tiêu: (1) Thu ngân sách: 420 tỷ đồng. (2) …``.
    """

    def __init__(self, scene: Scene, *, signs: bool = True) -> None:
        """``signs``: whether anybody weighs what a sentence says besides the rules' verdict."""
        self._scene = scene
        self._with_signs = signs
        self._announced: Hit | None = None
        self._open: Hit | None = None  # targets set in the sentence before
        self._of_goals = _titled_goals(scene)

    def read(self, sentence: int) -> None:
        """Takes up one sentence; to be called for each of them, in order."""
        bounds = self._scene.bounds(sentence)
        if _ITEM.match(self._scene.folded, bounds.start, bounds.end):
            return
        if self._goes_on(bounds):
            return
        self._announced = self._open = None
        if self._sets_targets(bounds):
            return
        if not self._scene.folded[bounds.start : bounds.end].rstrip().endswith(":"):
            return
        hit = self._scene.first_cue(bounds.start, bounds.end, "goal", "sets")
        if hit is None and self._of_goals:
            hit = self._scene.first_cue(bounds.start, bounds.end, "plan")
        if hit is not None and self._scene.cue(hit[1], bounds.end, "actual", "reach") is None:
            self._announced = hit

    def _sets_targets(self, bounds: Sentence) -> bool:
        """Whether a sentence ends with targets that are set: the next may say which."""
        self._open = hit = self._scene.cue(bounds.start, bounds.end, "sets")
        if hit is None:
            return False
        targets = self._scene.first_cue(hit[1], bounds.end, "plan")
        done = self._scene.cue(hit[1], bounds.end, "actual", "reach")
        if targets is None or done is not None or self._scene.folded[bounds.end - 1] == ":":
            self._open = None
        return self._open is not None

    def _goes_on(self, bounds: Sentence) -> bool:
        """``đề ra 18 chỉ tiêu. Trong đó, gieo cấy 4.620 ha …``: what was set, one by one."""
        opening = self._scene.first_cue(bounds.start, bounds.start + OPENING, "parts")
        if self._open is None or opening is None or opening[0] > bounds.start:
            return False
        self._announced = self._open
        return True

    def judge(self, draft: Draft, source: Draft | None, last: Draft | None) -> Verdict:
        """Status of a draft whose period is not known yet, the words that say so, the rule.

        ``source`` is the draft it speaks of or is a part of, ``last`` the one before it.
        """
        scene = self._scene
        status, hit, rule = find_status(scene, draft.place, draft.frame)
        if status is not Status.ACTUAL or hit is not None or rule != "reported":
            return status, hit, rule
        if source is not None:
            # A percentage is an estimate where its base is; a part only shares in a plan.
            shared = draft.base is not None or source.status is Status.TARGET
            if source.status is Status.TARGET and self._done_since(draft, source):
                return Status.ACTUAL, None, "done of what was planned"
            return (source.status if shared else status), None, "shared with what it speaks of"
        here = last is not None and last.place.sentence == draft.place.sentence
        if draft.elided and here and last is not None and last.status is Status.TARGET:
            return last.status, None, "goes on with a plan"
        if here and last is not None and self._lists_on(draft, last):
            return last.status, None, "goes on with a plan"
        if last is not None and self._part_of_it(draft, last):
            return last.status, None, "goes on with a plan"
        if here and last is not None and self._compared_again(draft, last):
            return last.status, None, "estimate"
        start = draft.quantity.number.start
        if self._announced is not None and not scene.cue(draft.place.clause, start, "actual"):
            return Status.TARGET, self._announced, "announced before the list"
        if self._asked_for(draft):
            return Status.TARGET, None, "at least so much"
        return status, None, rule

    def _lists_on(self, draft: Draft, last: Draft) -> bool:
        """Whether a number stands in one list with a planned one, behind a colon and with neither
        a time nor anything done in between: ``20 chỉ tiêu chủ yếu là: thu nhập đạt 72 triệu``."""
        if last.status is not Status.TARGET or draft.quantity.slash is not None:
            return False
        scene, start = self._scene, draft.quantity.number.start
        colon = scene.folded.rfind(":", draft.place.clause, start)
        if colon < 0 or scene.times_in(last.quantity.span.end, start):
            return False
        return scene.cue(min(colon, last.quantity.span.end), start, "actual") is None

    def _part_of_it(self, draft: Draft, last: Draft) -> bool:
        """``Dự kiến chỉ số 9 tháng tăng 15,7%. Trong đó, khai khoáng tăng 9,4%; …``: the parts of
        what is planned are planned."""
        scene, here = self._scene, draft.place.sentence
        if last.status is not Status.TARGET or draft.frame.aspect is not last.frame.aspect:
            return False
        if draft.quantity.dimension != last.quantity.dimension or here - last.place.sentence > 1:
            return False
        first, start = scene.bounds(here).start, draft.quantity.number.start
        parts = scene.first_cue(first, first + OPENING, "parts")
        if parts is None or parts[0] > first or scene.paragraph_break(last.place.sentence, here):
            return False
        return scene.cue(first, start, "actual") is None

    def _compared_again(self, draft: Draft, last: Draft) -> bool:
        """``ước tăng 11% so với tháng trước và giảm 12% so với cùng kỳ``: the same estimate."""
        scene = self._scene
        growths = draft.frame.aspect is last.frame.aspect is Aspect.GROWTH
        if not growths or last.status is not Status.ESTIMATE:
            return False
        first, start = last.quantity.span.end, draft.quantity.number.start
        compared = scene.first_cue(first, start, "compare") is not None
        if not compared or scene.separators(first, start, ";:()"):
            return False
        verb = scene.cue(first, start, "increase", "decrease")
        if verb is None:
            return False
        before = scene.folded[first : verb[0]].rstrip()
        return before.endswith((",", " và"))

    def _asked_for(self, draft: Draft) -> bool:
        """Whether at least so much is asked for: ``bồi dưỡng ít nhất 45 quần chúng``, but not
        ``Ít nhất 4 người bị thương``, ``có từ 2 lao động trở lên`` nor ``đều đạt 80% trở lên``."""
        quantity, first = draft.quantity, draft.place.clause
        if quantity.approx is not Approx.AT_LEAST or quantity.span.start - first <= OPENING:
            return False
        kinds = ("actual", "exceed", "states", "kept_up")
        told = self._scene.cue(first, quantity.number.start, *kinds)
        return told is None

    def _done_since(self, draft: Draft, source: Draft) -> bool:
        """``Kế hoạch vốn 35 tỷ đồng, đã giải ngân đạt 62%``: done, of what was planned."""
        start, end = source.quantity.span.end, draft.quantity.number.start
        return source.place.sentence == draft.place.sentence and (
            self._scene.cue(start, end, "actual") is not None
        )

    def _done(self, draft: Draft) -> bool:
        """Whether the text says it is done, whatever its day: ``đến 20/4 đã có 232 người``."""
        start = draft.quantity.number.start
        hit = self._scene.cue(draft.place.left, start, "actual")
        return hit is not None and not self._scene.numbers_between(hit[1], start)

    def dated(self, draft: Draft, verdict: Verdict) -> Verdict:
        """The status once the period is known: what lies ahead is planned."""
        status, _, rule = verdict
        if status is not Status.ACTUAL or rule != "reported" or self._done(draft):
            return verdict
        if draft.time_rule == OCCASION:
            return verdict  # on 30 August: trao tặng đợt 2-9
        published = self._scene.article.published
        start = draft.period.start if draft.period else None
        if draft.time_rule == "term_next":
            return Status.TARGET, None, "a term to come"
        end = draft.period.end if draft.period else None
        if start and published and start == end and start[:_MONTH] == published[:_MONTH]:
            return verdict  # on 5 December: đến cuối năm 2019, chỉ còn 8 hộ nghèo
        school = draft.time_rule.startswith(SCHOOL_YEAR)  # told of as it begins
        if start and published and earliest(start) > earliest(published) and not school:
            return Status.TARGET, None, "period lies ahead"
        if start == published and end and published and latest(end) > latest(published):
            return Status.TARGET, None, "from now on"
        if published and not school and _just_begun(draft.period, published):
            return Status.TARGET, None, "period has just begun"
        return verdict

    def candidates(
        self, draft: Draft, verdict: Verdict, last: Draft | None
    ) -> list[Candidate[Status]]:
        """Done, estimated and planned, with what speaks for each.

        The rules' ``verdict`` is one feature of the status it names (``goal``, ``reported``, …);
        the others tell what else the sentence says, for trained weights to make something of.
        """
        signs = self._signs(draft) if self._with_signs else {}
        found = []
        for status in (Status.ACTUAL, Status.ESTIMATE, Status.TARGET):
            features: Features = {}
            if status is verdict[0]:
                features[verdict[2].replace(" ", "_")] = 1.0
            if status is Status.TARGET:
                features.update(signs)
            if last is not None and last.status is status and status is not Status.ACTUAL:
                near = last.place.sentence == draft.place.sentence
                features["as_before" if near else "as_in_sentence_before"] = 1.0
            reason = verdict[2] if status is verdict[0] else "not said"
            found.append(Candidate(status, features, reason))
        return found

    def _signs(self, draft: Draft) -> Features:
        """What the number's sentence says of plans and results, decided or not."""
        scene, start = self._scene, draft.quantity.number.start
        first = scene.bounds(draft.place.sentence).start
        goal = scene.cue(first, start, "goal", "sets", "plan")
        features: Features = {}
        if draft.frame.aspect is not Aspect.LEVEL:
            features["of_another"] = 1.0
        if goal is not None:
            done = scene.cue(goal[1], start, "actual", "reach", "exceed") is not None
            features["plan_words_then_done" if done else "plan_words"] = 1.0
        elif scene.cue(first, start, "actual") is not None:
            features["done_words"] = 1.0
        published = scene.article.published
        end = draft.period.end if draft.period else None
        if end and published and latest(end) > latest(published):
            features["ends_ahead"] = 1.0
        return features
