"""The numbers of one article in order: each gets its measure, whole, subject, period, status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textmine.model import (
    Aspect,
    Entity,
    Quantity,
    SectionKind,
    SlashRole,
    Span,
    Status,
)
from textmine.relate.brackets import bracketed_plan
from textmine.relate.changes import IN_A_ROW, change_in_a_row, level_of, share_in_a_row
from textmine.relate.choosing import ChoiceSteps
from textmine.relate.clock import Clock
from textmine.relate.draft import Draft
from textmine.relate.earlier import earlier_value, said_again
from textmine.relate.elided import exceeds
from textmine.relate.fitting import head_of
from textmine.relate.frame import Frame, find_frame
from textmine.relate.headings import Headings
from textmine.relate.measure import OTHER, Measure
from textmine.relate.naming import picked_out
from textmine.relate.notebook import Notebook
from textmine.relate.observe import Observed, observe
from textmine.relate.occasions import Occasions
from textmine.relate.parts import find_whole
from textmine.relate.planning import SIGNS, Planning
from textmine.relate.rank import Ranked, ground
from textmine.relate.scene import Place, Scene
from textmine.relate.settle import find_base, of_a_name, out_of, planned_for
from textmine.relate.things import Things
from textmine.relate.timing import opening_time, says_only_when, told_time
from textmine.relate.toolbox import Toolbox
from textmine.relate.topics import main_subject, opening_subject
from textmine.relate.whose import (
    Subject,
    bodies_of,
)

_SEVERAL = 2  # units alike that have numbers in one sentence


class ArticlePass(ChoiceSteps):
    """One article's pass: what was decided before bears on what comes."""

    def __init__(
        self,
        tools: Toolbox,
        scene: Scene,
        entities: Mapping[str, Entity],
        people: Sequence[Span] = (),
        *,
        home: str | None = None,
        explain: bool = False,
        observed: list[Observed] | None = None,
    ) -> None:
        self.tools = tools
        self.observed = observed
        self.notes = Notebook(scene, entities, is_open=explain)
        self.scene = scene
        self.entities = entities
        self.bodies = bodies_of(entities)
        self.counted = {}
        self.drafts: list[Draft] = []
        self.by_number: dict[int, Draft] = {}
        main = main_subject(scene, entities, tools.subjects)
        if main is None and home is not None:
            main = Subject(home)
        self.headings = Headings(scene, entities, main)
        self.things = Things(scene, tools.things, people)
        self.subject = self.before = None
        self.alike = set()
        self.aside = None
        kind = scene.kind_of(main.entity) if main is not None else ""
        self.clock = Clock(scene, at_school=kind == "school")
        self.occasions = Occasions(scene)
        signs = observed is not None or tools.weights.heeds("status", SIGNS)
        self.planning = Planning(scene, signs=signs)
        self.sentence = -1

    def add(self, place: Place) -> None:
        quantity = self.scene.quantities[place.index]
        self._read_on(place.sentence)
        if quantity.slash is SlashRole.DENOMINATOR and quantity.pair in self.by_number:
            draft = self.denominator(place, quantity, self.by_number[quantity.pair])
        elif (part := out_of(self.scene, place, self.drafts)) is not None:
            planned = planned_for(self.scene, place)
            draft = self.denominator(place, quantity, part, whole=not planned)
        elif (actual := bracketed_plan(self.scene, place, self.drafts)) is not None:
            draft = self.planned_in_brackets(place, quantity, actual)
        elif (earlier := earlier_value(self.scene, place, self.drafts)) is not None:
            draft = self.earlier_in_brackets(place, quantity, *earlier)
        elif (first := said_again(self.scene, place, self.drafts)) is not None:
            draft = self.repeated(place, quantity, first)
        else:
            draft = self._plain(place, quantity)
        self.drafts.append(draft)
        self.by_number[place.index] = draft

    def _read_on(self, sentence: int) -> None:
        """Takes up what the sentences without numbers since the last one were about."""
        if sentence > self.sentence:
            self._go_back(sentence)
        for passed in range(self.sentence + 1, sentence + 1):
            self.planning.read(passed)
            if passed == sentence:
                break
            for time in (opening_time(self.scene, passed), told_time(self.scene, passed)):
                if time is not None:
                    self.clock.take(time, passed)
            caption = self.scene.section_kind(passed) is SectionKind.CAPTION
            if caption or self.headings.pictured(self.scene.bounds(passed).start):
                continue
            named = opening_subject(self.scene, passed, self.tools.subjects)
            aside = named is not None and named.span is not None and picked_out(
                self.scene, named.span
            )
            if named is not None and not aside:
                self.subject = (named, passed)
        self.sentence = max(self.sentence, sentence)

    def _go_back(self, sentence: int) -> None:
        """After a sentence that tells of several units alike, one after the other (``Bạc Liêu có
        16 nhà; Trà Vinh có 9 nhà``), the text goes on with what it told of before them."""
        if self.aside is not None:
            self.subject, self.aside = self.aside[0], None
        if self.subject is not None and len(self.alike) >= _SEVERAL:
            self.subject = self.before
        self.alike, self.before = set(), self.subject

    # -- ordinary numbers ----------------------------------------------------------------------

    def _plain(self, place: Place, quantity: Quantity) -> Draft:
        scene = self.scene
        frame = change_in_a_row(scene, place, find_frame(scene, place), self.drafts)
        frame = share_in_a_row(scene, place, frame, self.drafts)
        in_a_row = frame.rule == IN_A_ROW
        base = find_base(scene, place, frame, self.drafts) if not in_a_row else None
        ranked = self._measure(place, quantity, frame, base)
        measure = ranked.value if ranked else Measure(OTHER)
        if frame.aspect is Aspect.CHANGE and quantity.dimension != "percent":
            base = level_of(scene, place, measure.indicator, self.drafts, base)
        added = self.tools.settler.whole_of_share(scene, place, frame, self.drafts)
        if added is not None:
            base, measure = None, Measure(OTHER)
        unsettled = frame
        frame, indicator = self.tools.settler.settle(quantity, frame, measure, base or added)
        draft = Draft(len(self.drafts), quantity, place, frame, measure, indicator)
        draft.base = base.index if base else None
        draft.whole = added.index if added else None
        if base is not None and base.indicator == OTHER and self._noun_alone(draft, base):
            draft.indicator = OTHER
        draft.raised = self._raised(place, quantity)
        self._worth(draft)
        self.notes.plain(draft, "frame", frame.aspect.value, frame.rule, frame.start, frame.end)
        if ranked is not None:
            named = (item.value.indicator for _, item in ranked.candidates)
            draft.settle("measure", ranked.margin, named)
            draft.grounds["measure"] = ground("measure", ranked)
            chosen = ranked.candidates[0][1].features
            draft.elided = "carried" in chosen or "parallel" in chosen
            self.notes.ranked(draft, "measure", indicator, ranked, measure.start, measure.end)
            settle = self.tools.settler.settle
            observe(
                self.observed,
                draft.index,
                "measure",
                ranked,
                lambda option: settle(quantity, unsettled, option, base)[1],
            )
        found = None
        if base is None and added is None:
            found = find_whole(scene, place, self.drafts, self.tools.phrases)
        if found is not None:
            self._part(draft, found[0], found[1])
        self._breakdown(draft)
        self._subject(draft)
        last = next((d for d in reversed(self.drafts) if d.plan_of is None), None)
        verdict = self.planning.judge(draft, self._source(draft), last)
        self._period(draft, planned=verdict[0] is Status.TARGET)
        self._status(draft, verdict, last)
        draft.label = self.label(draft)
        return draft

    def _measure(
        self, place: Place, quantity: Quantity, frame: Frame, base: Draft | None
    ) -> Ranked[Measure] | None:
        previous = self._previous(place, quantity)
        finder = self.tools.measures
        relative = quantity.dimension == "percent" and frame.aspect is not Aspect.LEVEL
        if relative and frame.aspect is not Aspect.SHARE:
            if base is not None:
                return None
            found = finder.named(self.scene, place)
        else:
            found = finder.candidates(self.scene, place, previous)
        return self.tools.weights.rank("measure", found)

    def _previous(self, place: Place, quantity: Quantity) -> Measure | None:
        """The measure of the last number of the same sort in the sentence: what an elided noun
        repeats.  A percentage goes on with the percentage of the sentence before, too."""
        percent = quantity.dimension == "percent"
        bare = quantity.head is None and quantity.dimension == "count"
        bare = bare or says_only_when(self.scene, place) or exceeds(self.scene, quantity)
        for draft in reversed(self.drafts):
            if place.sentence - draft.place.sentence > (percent or bare):
                return None
            if percent and self.scene.paragraph_break(draft.place.sentence, place.sentence):
                return None
            if draft.plan_of is not None or draft.total_of is not None:
                continue
            if (draft.quantity.dimension == "percent") == percent:
                known = self.tools.indicators.get(draft.indicator)
                here = draft.place.sentence == place.sentence
                listed = here and of_a_name(self.scene, place, draft.quantity.span.end)
                if percent and (known is None or (known.over_period and not listed)):
                    continue
                return Measure(
                    draft.indicator,
                    draft.measure.start,
                    draft.measure.end,
                    draft.measure.noun,
                    parallel=draft.place.sentence == place.sentence,
                    head=head_of(self.scene, draft.quantity),
                    stop=draft.quantity.span.end,
                )
        return None

    def _worth(self, draft: Draft) -> None:
        """``xây dựng 8 căn nhà đồng đội, trị giá 107 triệu đồng``: what money a known thing is
        worth is measured by that thing's own measure of money."""
        made = self.tools.indicators.get(draft.indicator)
        if made is not None and made.worth is not None:
            money = self.paid_for(draft)
            if money is not None:
                money.indicator = made.worth
                money.label = self.label(money)
        valued = self.worth_of(draft)
        start = draft.quantity.number.start
        if valued is None or self.scene.cue(valued.quantity.span.end, start, "each") is not None:
            return
        known = self.tools.indicators.get(valued.indicator)
        if known is not None and known.worth is not None:
            draft.indicator = known.worth

    def _raised(self, place: Place, quantity: Quantity) -> bool:
        raise_cue = self.scene.cue(place.clause, quantity.number.start, "raise")
        if raise_cue is None:
            return False
        between = self.scene.numbers_between(raise_cue[1], quantity.number.start)
        to = self.scene.cue(raise_cue[1], quantity.number.start, "to_level")
        return between == 0 and to is not None

    def _part(self, draft: Draft, whole: Draft, rule: str) -> None:
        if draft.frame.aspect is Aspect.LEVEL and whole.indicator != OTHER:
            known = self.tools.indicators.get(draft.indicator)
            own = known is not None and whole.indicator in known.part_of
            # A verb of its own right at the number says more than the whole does.
            verb = known is not None and draft.measure.start >= draft.place.left
            verb = verb and not self._names_group(draft.measure)
            if draft.measure.start >= draft.quantity.number.start:  # known by its noun alone
                verb = verb and not self._same_things(draft, whole)
            over = self.tools.indicators.get(whole.indicator)
            if known is not None and over is not None and known.id in over.part_of:
                verb = False  # of 300 hộ thoát nghèo, 100 hộ gia đình đảng viên: no count of all
            fits = self.tools.settler.fits(whole.indicator, draft.quantity)
            if fits and not own and not verb:
                draft.indicator = whole.indicator
        if whole.indicator == OTHER and self._noun_alone(draft, whole):
            draft.indicator = OTHER  # 6.880 hộ đạt danh hiệu, cấp tỉnh 278 hộ
        draft.whole = whole.index
        self.notes.plain(draft, "whole", whole.quantity.span.of(self.scene.article.clean), rule)

    def _noun_alone(self, draft: Draft, of: Draft) -> bool:
        """Whether only its noun makes a number a count of all, and what it is a part or a change
        of, counted by the same noun, is none."""
        alone = draft.measure.start >= draft.quantity.number.start
        one, other = draft.quantity, of.quantity
        same = head_of(self.scene, one) == head_of(self.scene, other) != ""
        same = same and one.unit == other.unit
        return draft.indicator != OTHER and alone and same

    def _names_group(self, measure: Measure) -> bool:
        """``trong đó nữ 71 đồng chí``: words for a group of people, no verb."""
        return self.scene.behind(measure.start, measure.end, "group")

    def _same_things(self, draft: Draft, whole: Draft) -> bool:
        """Whether a part that its noun alone makes a stock is counted like its whole, a flow:
        ``kết nạp 46 đảng viên, trong đó có 19 đảng viên nữ``."""
        own, other = draft.quantity, whole.quantity
        if own.head is None or other.head is None:
            return False
        mine = self.tools.indicators.get(draft.indicator)
        theirs = self.tools.indicators.get(whole.indicator)
        if mine is None or theirs is None or mine.kind != "stock" or theirs.kind == "stock":
            return False
        same = head_of(self.scene, own) == head_of(self.scene, other)
        return same or own.unit == other.unit

    def _breakdown(self, draft: Draft) -> None:
        phrases, scene = self.tools.phrases, self.scene
        quantity, place = draft.quantity, draft.place
        group = None
        if quantity.dimension == "count":
            group = phrases.group(scene, place, quantity) or phrases.group_noun(
                scene, quantity, draft.indicator
            )
        if draft.whole is not None and draft.frame.aspect is Aspect.LEVEL:
            whole = self.drafts[draft.whole]
            if draft.indicator == whole.indicator:
                own = phrases.modifier(scene, place, quantity, part=True)
                stand_in = self.tools.measures.is_stand_in(scene, quantity)
                plain = quantity.head is None or own == quantity.head.of(scene.article.clean)
                before = phrases.named_group(scene, place, quantity)
                before = before or phrases.before(scene, place, quantity)
                label = before if (stand_in or plain) and before else own
                draft.breakdown = group or label or before
        elif group is not None:
            draft.breakdown = group
        elif draft.whole is not None:  # trong đó đảng viên nữ chiếm 40%
            draft.breakdown = phrases.before(scene, place, quantity)
        elif draft.base is not None:
            draft.breakdown = self.drafts[draft.base].breakdown
        if draft.breakdown:
            self.notes.plain(draft, "breakdown", draft.breakdown, "named beside the number")
        else:
            draft.breakdown = None
