"""Whose a number is, when it holds, done or planned: the steps that rank candidates."""

from __future__ import annotations

from collections.abc import Mapping

from textmine.model import Aspect, Entity, EntityType, Period, Span, Status
from textmine.packs.indicators import Indicator
from textmine.relate.attending import given_there
from textmine.relate.behaviour import LAND, Manner, adds_up, manner_of
from textmine.relate.bounds import change_period, goal_period, period_of, summed_up
from textmine.relate.clock import FLOW, Clock, When
from textmine.relate.draft import Draft
from textmine.relate.founding import founding_year
from textmine.relate.frame import STARTING_POINT
from textmine.relate.headings import Headings
from textmine.relate.measure import OTHER
from textmine.relate.naming import aside, itemized, listed, picked_out
from textmine.relate.observe import Observed, observe
from textmine.relate.occasions import OCCASION, Occasions
from textmine.relate.percent_plans import done_before
from textmine.relate.planning import Planning, Verdict
from textmine.relate.rank import Candidate, Ranked, ground
from textmine.relate.sharing import ShareSteps
from textmine.relate.things import Things
from textmine.relate.timing import own_time, owned
from textmine.relate.topics import host_of
from textmine.relate.when import STOCK, of_the_session, recurring, time_candidates
from textmine.relate.whose import (
    Bodies,
    Counted,
    Subject,
    its_land,
    of_the_meeting,
    still_its_land,
)

COUNCIL = "people_council"
_TOLD_BEFORE = frozenset({"carried", "main"})
_RELATIVE = frozenset({Aspect.GROWTH, Aspect.INDEX, Aspect.PLAN_SHARE})


def _names(breakdown: str, subject: str) -> bool:
    """Whether a breakdown is no more than whose number it is, with the verb it may end on."""
    return subject.startswith(breakdown) or breakdown.startswith(subject)


def _of_a_meeting(indicator: Indicator | None) -> bool:
    """Whether it counts who met or was elected: what the news tells of has just been."""
    return indicator is not None and indicator.at_event and indicator.kind == STOCK


class ChoiceSteps(ShareSteps):
    """The part of an article's pass that chooses subject, period and status of a draft."""

    observed: list[Observed] | None
    entities: Mapping[str, Entity]
    bodies: Bodies
    headings: Headings
    things: Things
    clock: Clock
    occasions: Occasions
    planning: Planning
    subject: tuple[Subject, int] | None
    before: tuple[Subject, int] | None  # what was told of before this sentence
    alike: set[str]  # the units of one level that had numbers in this sentence
    aside: tuple[tuple[Subject, int] | None, int] | None  # whose it was before, and until where
    counted: dict[tuple[str, str], str]  # entity and indicator -> the body counted

    def _source(self, draft: Draft) -> Draft | None:
        """The draft whose subject and period this one shares, if any."""
        index = draft.base if draft.base is not None else draft.whole
        if index is None:
            return None
        source = self.drafts[index]
        planned = source.status is Status.TARGET and draft.frame.aspect is Aspect.PLAN_SHARE
        done = done_before(self.drafts, source) if planned else None
        return done or source

    def _subject(self, draft: Draft) -> None:
        scene, tools = self.scene, self.tools
        source, count = self._source(draft) or self.each_of(draft), self._counting(draft)
        if self.aside is not None and draft.quantity.number.start >= self.aside[1]:
            self.subject, self.aside = self.aside[0], None
        known = tools.indicators.get(draft.indicator)
        topic, carried = self.headings.at(draft.place.start), self.subject
        host_told = False
        if known is not None and known.at_event:
            host = host_of(scene, self.clock.event, self.entities, tools.subjects)
            host_told = host is not None
            if host is not None and carried is not None:
                topic, carried = host, (host, carried[1])
            elif host is not None and draft.indicator in tools.subjects.attends:
                topic = host
        found = tools.subjects.candidates(
            scene, draft.place, draft.indicator, carried, topic, count
        )
        if host_told and draft.indicator in tools.subjects.attends:
            found = of_the_meeting(found)
        if draft.indicator == OTHER and source is None:
            since = self.subject[1] if self.subject else -1
            found += [
                Candidate(Subject(*item.value), item.features, item.reason)
                for item in self.things.candidates(draft.place, since)
            ]
        if source is not None:
            found = [item for item in found if self._own_part(item)]
            if not found:
                source = self._told_beside(draft) or source
                draft.subject, draft.subject_span = source.subject, source.subject_span
                if source.subject is not None and not self._its_own(draft, source):
                    draft.subject = count(source.subject)
                draft.actor = source.actor
                draft.grounds["subject"] = source.grounds.get("subject", "else")
                self.notes.subject(draft, "shared with what it speaks of")
                return
        ranked = tools.weights.rank("subject", found)
        if ranked is None:
            self.notes.subject(draft, "nobody named")
            return
        chosen = ranked.value
        of_union = tools.subjects.of_a_union(scene, draft.quantity)
        if draft.indicator == OTHER and chosen is topic and self.subject and not of_union:
            chosen = still_its_land(chosen, self.subject[0], self.entities)
        told = ranked.candidates[0][1].features.keys()
        told_before = bool(told & _TOLD_BEFORE)
        if told_before and tools.subjects.of_a_family(scene, draft.place):
            chosen = its_land(chosen, self.entities)
        if tools.subjects.strange(
            scene, draft.place, draft.indicator, scene.kind_of(chosen.entity)
        ):
            draft.indicator = OTHER
            count = self._counting(draft)
        draft.subject = chosen.entity if "joined" in told else count(chosen.entity)
        draft.subject_span = chosen.span
        named = chosen.span.of(scene.article.clean) if chosen.span is not None else ""
        if draft.breakdown and named and _names(draft.breakdown, named):
            draft.breakdown = None  # (Sông Mã 9 nhà): whose it is, and no group of it
        draft.actor = tools.subjects.actor(
            found, draft.subject, draft.indicator, self.entities, self.bodies
        )
        draft.settle("subject", ranked.margin, (it.value.entity for _, it in ranked.candidates))
        draft.grounds["subject"] = ground("subject", ranked)
        self.notes.subject(draft, "", ranked)
        observe(self.observed, draft.index, "subject", ranked, lambda it: count(it.entity))
        if "same_sentence" in ranked.candidates[0][1].features:
            self._note_unit(chosen.entity)
        passing = chosen.span is not None and self._in_passing(draft, chosen.span)
        end = aside(scene, draft.place, chosen.span) if chosen.span is not None else -1
        if end >= 0 and not passing and self.aside is None:
            self.aside = self.subject, end
        if not (passing or "joined" in told):
            given = tools.subjects.is_given(draft.indicator)  # by whom, the text goes on about
            whose = Subject(chosen.entity if given else draft.subject or chosen.entity, chosen.span)
            self.subject = (whose, draft.place.sentence)

    def _own_part(self, item: Candidate[Subject]) -> bool:
        """Whether a part is told of somebody else than its whole: ``(5 hộ xã A và 4 hộ xã B)``."""
        if "list_item" in item.features:
            return True
        place = self.entities.get(item.value.entity)
        return "owner" in item.features and place is not None and place.type is EntityType.PLACE

    def _note_unit(self, id: str) -> None:
        """Notes a province, district or commune that has a number in this sentence; units of
        another level begin anew."""
        unit = self.entities.get(id)
        if unit is None or unit.type is not EntityType.PLACE:
            return
        if any(self.entities[other].kind != unit.kind for other in self.alike):
            self.alike = set()
        self.alike.add(id)

    def _in_passing(self, draft: Draft, span: Span) -> bool:
        """Whether whoever is named at ``span`` has this number alone, so that the text goes on with
        whom it told of before."""
        scene = self.scene
        if picked_out(scene, span) or itemized(scene, span) or listed(scene, span):
            return True
        return self.subject is not None and span.start >= draft.quantity.span.end  # 2 trạm ở xã X

    def _its_own(self, draft: Draft, source: Draft) -> bool:
        """Whether a percentage is of a body's own number: ``Đảng bộ huyện kết nạp 90 đảng viên,
        bằng 80% so với cùng kỳ`` is no growth of the district's."""
        if draft.frame.aspect not in _RELATIVE or source.subject is None:
            return False
        kind = self.scene.kind_of(source.subject)
        return source.indicator != OTHER and self.tools.subjects.fit(kind, source.indicator) > 0

    def _told_beside(self, draft: Draft) -> Draft | None:
        """The part right before this one, told of somebody else than their whole is: ``trong đó,
        huyện Văn Chấn có 6 người chết, 3 người mất tích``."""
        if draft.whole is None or not self.drafts:
            return None
        last = self.drafts[-1]
        if last.whole is None or last.place.sentence != draft.place.sentence:
            return None
        start, end = last.quantity.span.end, draft.quantity.number.start
        own = last.subject not in (None, self.drafts[last.whole].subject)
        apart = self.scene.separators(start, end, ";") or self.scene.mentions_in(start, end)
        return last if own and not apart else None

    def _counting(self, draft: Draft) -> Counted:
        """Which body the draft's measure counts where another is named.  A council's votes and
        resolutions are its own."""
        counted, known = self.tools.subjects.counted, self.counted
        indicator = draft.indicator
        session = indicator == OTHER and of_the_session(self.scene, draft.place)

        def count(entity: str) -> str:
            if session and self.scene.kind_of(entity) == COUNCIL:
                return entity
            if (entity, indicator) not in known:
                found = counted(entity, indicator, self.entities, self.bodies)
                known[entity, indicator] = found
            return known[entity, indicator]

        return count

    def _period(self, draft: Draft, *, planned: bool) -> None:
        scene, here = self.scene, draft.place.sentence
        source = self._source(draft) or self.worth_of(draft) or self.each_of(draft)
        source = source or self.along_with(draft)
        change = draft.frame.aspect is Aspect.CHANGE
        found = self.tools.indicators.get(draft.indicator)
        manner = manner_of(scene, draft.place, found, change=change)
        rate = recurring(scene, draft.place)
        if rate is not None and draft.quantity.dimension != "percent":
            draft.per = rate.unit
        ranked = self._times(draft, manner, planned=planned, habit=rate is not None)
        chosen = ranked.value if ranked else When(None)
        if (bracketed := own_time(scene, draft.place)) is not None:
            chosen = When(bracketed, here)
        own = chosen.mention is not None and chosen.mention.span.start >= draft.place.left - 1
        if source is not None and source.place.sentence != here:
            # 623 hộ nghèo. Năm 2024, xã phấn đấu giảm 318 hộ nghèo
            own = own or (chosen.mention is not None and chosen.sentence == here)
        if source is not None and not own:
            self._share_period(draft, source)
        elif draft.frame.rule == STARTING_POINT and not (own and chosen.sentence == here):
            draft.period = self.clock.outset(manner.behaviour)
            draft.grounds["period"] = "outset"
            self.notes.period(draft, "where the change began")
        else:
            self._date(draft, manner, chosen, ranked, planned=planned)

    def _times(
        self, draft: Draft, manner: Manner, *, planned: bool, habit: bool
    ) -> Ranked[When] | None:
        """The times that may date a draft, ranked; ``habit``: it is done over and over."""
        found = self.tools.indicators.get(draft.indicator)
        at_event = found is None or found.at_event
        candidates = time_candidates(
            self.scene,
            draft.place,
            manner.behaviour,
            self.clock,
            at_event=manner.at_event,
            counted=at_event,
            ceremony=found is not None and at_event and manner.behaviour == FLOW,
            meeting=_of_a_meeting(found),
            planned=planned,
            habit=habit,
            context=manner.context(planned=planned),
        )
        return self.tools.weights.rank("period", candidates)

    def _share_period(self, draft: Draft, source: Draft) -> None:
        """Dates a draft by the one it speaks of."""
        draft.period, draft.period_span = source.period, source.period_span
        draft.time_rule = draft.time_rule or source.time_rule
        if draft.frame.aspect in _RELATIVE:
            draft.period = self.clock.measured_over(source.period)
        draft.grounds["period"] = source.grounds.get("period", "else")
        if draft.frame.aspect is Aspect.CHANGE:
            draft.period = change_period(self.scene, draft.place, source.period)
        self.notes.period(draft, "shared with what it speaks of")

    def _date(
        self,
        draft: Draft,
        manner: Manner,
        chosen: When,
        ranked: Ranked[When] | None,
        *,
        planned: bool,
    ) -> None:
        """Dates a draft by the time chosen for it, which also dates what follows."""
        behaviour = manner.behaviour
        if ranked is not None:
            draft.settle("period", ranked.margin, (it.value.bounds for _, it in ranked.candidates))
            context = manner.context(planned=planned)
            draft.grounds["period"] = f"{context}:{ground('period', ranked)}"
            observe(
                self.observed,
                draft.index,
                "period",
                ranked,
                lambda option: self._dated(option, behaviour, draft, target=planned),
            )
        draft.period = self._dated(chosen, behaviour, draft, target=planned)
        before = chosen.mention is not None and chosen.sentence != draft.place.sentence
        if draft.raised and behaviour != FLOW and before:
            self._raised_by(draft)
        if draft.period is None and chosen == When(None) and behaviour == FLOW and not planned:
            self._honouring(draft)
        if chosen.mention is not None:
            draft.time_rule = chosen.mention.rule
            draft.period_span = chosen.mention.span
            before = chosen.mention.span.end <= draft.quantity.number.start
            same = chosen.sentence == draft.place.sentence
            if same and before and not owned(self.scene, chosen.mention):
                self.clock.carry(chosen.mention, chosen.sentence)
        if ranked is not None:
            self.notes.period(draft, "", ranked)

    def _raised_by(self, draft: Draft) -> None:
        """``Từ năm 2016 đến nay kết nạp 112 đảng viên, nâng tổng số lên 643``: when that ended."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or last.place.sentence != draft.place.sentence or last.period is None:
            return
        told = last.period_span
        if told is None or self.scene.sentence_at(told.start) != draft.place.sentence:
            return  # of a stretch that was told before: it may have grown since
        if last.period.end is not None and last.period.start != last.period.end:
            draft.period = Period(last.period.end, last.period.end, last.period.text)
            draft.period_span = last.period_span

    def _honouring(self, draft: Draft) -> None:
        """Dates what is told without a time by the day in whose honour it was done."""
        known = self.tools.indicators.get(draft.indicator)
        if known is not None:
            here = draft.place.sentence
            draft.period = self.occasions.of(here, anywhere=known.at_event)
            draft.time_rule = OCCASION if draft.period is not None else draft.time_rule
        given = known is not None and known.at_event and draft.period is None
        if given and given_there(self.scene, draft.place, prize=True):
            aspect, article = draft.frame.aspect, self.scene.article
            draft.period = period_of(None, FLOW, aspect, article, planned=False)

    def _dated(
        self, when: When, behaviour: str, draft: Draft, *, target: bool
    ) -> Period | None:
        if when.undated:
            return None
        time, aspect, article = when.mention, draft.frame.aspect, self.scene.article
        if time is not None and behaviour != FLOW:
            time = founding_year(self.scene, time)
        if target and time is not None:
            land = draft.quantity.unit == LAND
            if (goal := goal_period(time, behaviour, article, state=land)) is not None:
                return goal
        known = self.tools.indicators.get(draft.indicator)
        yearly = known is not None and known.unit.endswith("/year")
        if yearly and time is None:
            time = self.clock.year_told(draft.place.sentence)
        counted = (known is not None and (time is not None or not _of_a_meeting(known))) or (
            time is not None
            and (
                self.clock.counts_up_to(time)
                or self.clock.within_year(time)
                or adds_up(self.scene, draft.place)
            )
        )
        accrues = known is not None and known.accrues
        period = period_of(
            time,
            behaviour,
            aspect,
            article,
            planned=counted,
            target=target,
            yearly=yearly,
            accrues=accrues,
        )
        if behaviour != FLOW:
            return period
        if known is not None and time is not None and time.end == article.published:
            period = self.clock.begun(period)
        return summed_up(self.scene, draft.place, period)

    def _status(self, draft: Draft, verdict: Verdict, last: Draft | None) -> None:
        verdict = self.planning.dated(draft, verdict)
        ranked = self.tools.weights.rank("status", self.planning.candidates(draft, verdict, last))
        assert ranked is not None
        hit = verdict[1]
        draft.status = status = ranked.value
        draft.margins["status"] = ranked.margin
        if hit is not None and status is verdict[0]:
            draft.status_span = Span(hit[0], hit[1])
        if draft.frame.aspect is Aspect.LEVEL:
            draft.indicator = self.tools.settler.of_status(draft.indicator, status)
        words = hit[:2] if hit is not None else (-1, -1)
        self.notes.ranked(draft, "status", status.value, ranked, *words)
        observe(self.observed, draft.index, "status", ranked, lambda option: option)
