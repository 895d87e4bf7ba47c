"""Planned or done: what one number's own words, the list it stands in and its neighbours say."""

from __future__ import annotations

import re

from textmine.model import Status
from textmine.model.period import earliest, latest
from textmine.relate.draft import Draft
from textmine.relate.lexicon import Hit
from textmine.relate.scene import Scene
from textmine.relate.status import find_status

Verdict = tuple[Status, Hit | None, str]
_ITEM = re.compile(r"\s*(?:[-–+*•]|\(?\d{1,2}[.)]|\(?[a-zđ]\))\s?")


class Planning:
    """Follows what is announced while an article is read in order.

    A sentence that sets goals and ends in a colon speaks for the items of the list after it:
    ``đề ra 12 chỉ tiêu: (1) Thu ngân sách: 420 tỷ đồng. (2) …``.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._announced: Hit | None = None

    def read(self, sentence: int) -> None:
        """Takes up one sentence; to be called for each of them, in order."""
        bounds = self._scene.bounds(sentence)
        if _ITEM.match(self._scene.folded, bounds.start, bounds.end):
            return
        self._announced = None
        if not self._scene.folded[bounds.start : bounds.end].rstrip().endswith(":"):
            return
        hit = self._scene.first_cue(bounds.start, bounds.end, "goal", "sets")
        if hit is not None and self._scene.cue(hit[1], bounds.end, "actual", "reach") is None:
            self._announced = hit

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
            return (source.status if shared else status), None, "shared with what it speaks of"
        here = last is not None and last.place.sentence == draft.place.sentence
        if draft.elided and here and last is not None and last.status is Status.TARGET:
            return last.status, None, "goes on with a plan"
        start = draft.quantity.number.start
        if self._announced is not None and not scene.cue(draft.place.clause, start, "actual"):
            return Status.TARGET, self._announced, "announced before the list"
        return status, None, rule

    def dated(self, draft: Draft, verdict: Verdict) -> Verdict:
        """The status once the period is known: what lies ahead is planned."""
        status, _, rule = verdict
        if status is not Status.ACTUAL or rule != "reported":
            return verdict
        published = self._scene.article.published
        start = draft.period.start if draft.period else None
        if draft.time_rule == "term_next":
            return Status.TARGET, None, "a term to come"
        end = draft.period.end if draft.period else None
        if start and published and earliest(start) > earliest(published):
            return Status.TARGET, None, "period lies ahead"
        if start == published and end and published and latest(end) > latest(published):
            return Status.TARGET, None, "from now on"
        return verdict
