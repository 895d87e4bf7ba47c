"""Levels and what moved them: changes with the level they led to and came from, and products."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textmine.model import Aspect, Fact, Relation, RelationType, SlashRole, Status
from textmine.relate.draft import Draft
from textmine.relate.scene import Scene

_NET = "net"
_BEHIND = 3  # numbers behind a change among which the level before it is looked for
_BRACKET = 60  # characters from a change to the bracket with the level before it
_SEVERAL = 2  # areas of which one must be called harvested
Roles = tuple[tuple[str, tuple[str, ...]], ...]


def moves(scene: Scene, drafts: Sequence[Draft], facts: Sequence[Fact]) -> list[Relation]:
    """Changes, levels from and to, and products; ``drafts`` and ``facts`` run in parallel."""
    mover = _Moves(scene, drafts, facts)
    return [*mover.changes(), *mover.net(), *mover.from_to(), *mover.products()]


class _Moves:
    def __init__(self, scene: Scene, drafts: Sequence[Draft], facts: Sequence[Fact]) -> None:
        self.scene = scene
        self.drafts = drafts
        self.facts = facts

    def _id(self, draft: Draft) -> str:
        return self.facts[draft.index].id

    def _before(self, draft: Draft, most: int) -> Iterator[Draft]:
        """At most so many drafts before one, the nearest first."""
        for index in range(draft.index - 1, max(draft.index - most, 0) - 1, -1):
            yield self.drafts[index]

    def changes(self) -> list[Relation]:
        """Levels with the change that led to them: ``tăng 12 …``, ``nâng tổng số … lên N``."""
        found = []
        for draft in self.drafts:
            if draft.frame.aspect is Aspect.CHANGE and draft.base is not None:
                found.append(self._delta(self.drafts[draft.base], draft))
            if draft.raised:
                change = self._raise(draft)
                if change is not None:
                    found.append(self._delta(draft, change))
        return found

    def _delta(self, after: Draft, change: Draft) -> Relation:
        roles: Roles = (("after", (self._id(after),)), ("change", (self._id(change),)))
        before = self._level_before(after, change)
        if before is not None:
            roles = (*roles, ("before", (self._id(before),)))
        return Relation(RelationType.DELTA, roles)

    def _level_before(self, after: Draft, change: Draft) -> Draft | None:
        """``tăng 26 chi bộ so với năm 2015 (45 chi bộ)``: the level in the brackets."""
        scene, end = self.scene, change.quantity.span.end
        if change.frame.aspect is not Aspect.CHANGE:
            return None
        opened = scene.folded.find("(", end, end + _BRACKET)
        if opened < 0 or scene.separators(end, opened, ",;:)"):
            return None
        if scene.cue(end, opened, "compare") is None:
            return None
        for other in self.drafts[change.index + 1 : change.index + 1 + _BEHIND]:
            if other.quantity.span.start < opened:
                continue
            gap = scene.folded[opened + 1 : other.quantity.span.start].strip()
            level = other.frame.aspect is Aspect.LEVEL and other.status is not Status.TARGET
            same = other.quantity.unit == after.quantity.unit
            return other if level and same and not gap else None
        return None

    def net(self) -> list[Relation]:
        """``phát triển mới 3.216 hội viên, đưa ra khỏi tổ chức 842, thực tăng 2.374``."""
        found = []
        for index, change in enumerate(self.drafts[2:], start=2):
            came, left = self.drafts[index - 2 : index]
            if {came.place.sentence, left.place.sentence} != {change.place.sentence}:
                continue
            end, start = left.quantity.span.end, change.quantity.number.start
            if self.scene.cue(end, start, _NET) is None or not self._counted(came, left, change):
                continue
            if self.scene.cue(came.quantity.span.end, left.quantity.number.start, "leaves"):
                roles: Roles = (
                    ("after", (self._id(came),)),
                    ("change", (self._id(change),)),
                    ("before", (self._id(left),)),
                )
                found.append(Relation(RelationType.DELTA, roles, _NET))
        return found

    def _counted(self, *drafts: Draft) -> bool:
        return all(draft.quantity.dimension == "count" for draft in drafts) and not any(
            draft.plan_of is not None or draft.total_of is not None for draft in drafts
        )

    def _raise(self, draft: Draft) -> Draft | None:
        """The flow just before in the sentence that raised the level."""
        for other in self._before(draft, draft.index):
            if other.place.sentence != draft.place.sentence:
                return None
            if other.quantity.slash is SlashRole.DENOMINATOR:
                continue
            if other.quantity.dimension == "percent" or other.frame.aspect is not Aspect.LEVEL:
                continue
            same = other.quantity.unit == draft.quantity.unit
            return other if same and other.subject == draft.subject else None
        return None

    def from_to(self) -> list[Relation]:
        """``từ 12 lên 15``: two levels of one measure."""
        found = []
        scene = self.scene
        for first, second in zip(self.drafts, self.drafts[1:], strict=False):
            if first.place.sentence != second.place.sentence:
                continue
            if first.quantity.unit != second.quantity.unit:
                continue
            start, end = first.quantity.number.start, second.quantity.number.start
            between = scene.cue(first.quantity.number.end, end, "to_level")
            opening = scene.folded[max(first.place.clause, start - 20) : start]
            if between is None or " từ " not in f" {opening} ":
                continue
            roles: Roles = (("from", (self._id(first),)), ("to", (self._id(second),)))
            found.append(Relation(RelationType.FROM_TO, roles, self._way(first, end)))
        return found

    def _way(self, first: Draft, end: int) -> str | None:
        """Which way the level went by the words that lead to it: ``lên``, ``xuống``, ``còn``."""
        start = first.quantity.number.end
        up, down = (self.scene.cue(start, end, kind) for kind in ("rises", "falls"))
        if (up is None) == (down is None):
            return None
        return "increase" if up is not None else "decrease"

    def _harvested(self, areas: Sequence[Draft]) -> Draft | None:
        """The only area, or the only one of several that is called harvested: ``5.860 ha cam,
        trong đó 3.740 ha cho thu hoạch``."""
        if len(areas) < _SEVERAL:
            return next(iter(areas), None)
        scene = self.scene
        called = [
            area
            for area in areas
            if scene.first_cue(area.quantity.number.end, area.place.right, "harvested") is not None
        ]
        return called[0] if len(called) == 1 else None

    def products(self) -> list[Relation]:
        """Area, yield and output of one crop in one sentence: area times yield is output."""
        found = []
        by_sentence: dict[int, list[Draft]] = {}
        for draft in self.drafts:
            by_sentence.setdefault(draft.place.sentence, []).append(draft)
        for group in by_sentence.values():
            one = {
                id: [d for d in group if d.indicator == id and d.frame.aspect is Aspect.LEVEL]
                for id in ("crop.area", "crop.yield", "crop.output")
            }
            area = self._harvested(one["crop.area"])
            if area is not None and all(len(one[id]) == 1 for id in ("crop.yield", "crop.output")):
                (rate,), (output,) = one["crop.yield"], one["crop.output"]
                if area.index < rate.index < output.index and rate.subject == output.subject:
                    roles: Roles = (
                        ("factors", (self._id(area), self._id(rate))),
                        ("result", (self._id(output),)),
                    )
                    found.append(Relation(RelationType.PRODUCT, roles))
        return found
