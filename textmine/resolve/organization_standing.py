"""How much every mention of a body or a place of one article stands out (``Standing``)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import groupby

from textmine.model.mentions import OrganizationMention, PlaceMention
from textmine.model.span import Span
from textmine.resolve.organization_judge import Item, Judge
from textmine.resolve.organization_rules import OrganizationRules
from textmine.resolve.organization_trail import LIST_GAPS, Standing


class Standings:
    """The standing of every mention: ``organizations[i]``, ``places[i]``.

    What stands inside a body, or as the parent of a place, shares the standing of that; of places
    ``place_starts[i]`` is where that begins and ``place_own[i]`` whether it is a body with a Party
    organisation of its own, or that organisation.
    """

    def __init__(
        self,
        judge: Judge,
        mentions: Sequence[OrganizationMention],
        places: Sequence[PlaceMention],
        ids: Sequence[str],
        ranks: Mapping[str, int],
        rules: OrganizationRules,
    ) -> None:
        self._judge = judge
        self._rules = rules
        self._places = places
        items: list[Item] = []
        outer = self._outer(mentions, ids, ranks, items)
        self._judge_all(items)
        self._mark_lists(items)
        count = len(mentions)
        self.organizations = [outer[index].standing for index in range(count)]
        self.places = [outer[count + index].standing for index in range(len(places))]
        self.place_starts = [outer[count + index].start for index in range(len(places))]
        self.place_own = [outer[count + index].own for index in range(len(places))]

    def _outer(
        self,
        mentions: Sequence[OrganizationMention],
        ids: Sequence[str],
        ranks: Mapping[str, int],
        items: list[Item],
    ) -> list[Item]:
        """The outermost item around each mention, organisations first, then places; ``items`` takes
        each of them once, in text order."""
        count = len(mentions)
        spans = [mention.span for mention in mentions]
        spans.extend(place.span for place in self._places)
        current = Item(-1, -1, None, "")
        outer = [current] * len(spans)
        for start, _, number in sorted(
            (span.start, -span.end, number) for number, span in enumerate(spans)
        ):
            if start >= current.end:
                current = (
                    self._body(mentions[number], spans[number])
                    if number < count
                    else self._place(number - count, spans[number], ids, ranks)
                )
                items.append(current)
            if number < count and self._own(mentions[number]):
                current.own = True
            outer[number] = current
        return outer

    def _body(self, mention: OrganizationMention, span: Span) -> Item:
        entry = self._rules.entries.get(mention.entry)
        listed = entry is not None and entry.governs and not mention.anaphoric
        sort = (mention.head, mention.level) if listed else None
        end = self._end(mention.place, span.end)
        return Item(span.start, end, sort, mention.name)

    def _own(self, mention: OrganizationMention) -> bool:
        """Whether it has a Party organisation of its own, so that of the area is another."""
        entry = self._rules.entries.get(mention.entry)
        if entry is None:
            return False
        return entry.own_party or self._rules.of_unit(entry, mention.head)

    def _place(self, index: int, span: Span, ids: Sequence[str], ranks: Mapping[str, int]) -> Item:
        end = self._end(index, span.end)
        return Item(span.start, end, ranks.get(ids[index], 0), ids[index], place=True)

    def _end(self, place: int | None, end: int) -> int:
        """Where a mention ends with the parents printed after its place."""
        for _ in range(4):
            above = self._places[place].parent if place is not None else None
            if above is None or self._places[above].span.start - end > 16:
                break
            if self._places[above].span.start < end:
                break
            place, end = above, self._places[above].span.end
            if self._judge.folded.startswith(")", end):
                end += 1
        return end

    def _judge_all(self, items: Sequence[Item]) -> None:
        previous: Item | None = None
        for item in items:
            if previous is not None:
                item.joined = self._judge.folded[previous.end : item.start] in LIST_GAPS
            if item.sort != 0:  # countries are nobody's topic
                self._judge.judge(item, previous if item.joined else None)
            previous = item

    def _mark_lists(self, items: Sequence[Item]) -> None:
        """Two of a sort in one sentence are a list, unless the first alone is its subject."""
        sorts: dict[Hashable, list[Item]] = {}
        for item in items:
            if item.sort is not None:
                sorts.setdefault(item.sort, []).append(item)
        sentence = self._judge.paragraphs.sentence
        for same in sorts.values():
            if len(same) == 1:
                continue
            for _, group in groupby(same, key=lambda item: sentence(item.start)):
                self._mark_list(list(group))

    def _mark_list(self, group: Sequence[Item]) -> None:
        if len({item.name for item in group}) < 2:
            return
        acting = {item.name for item in group if item.standing >= Standing.SPEAKER}
        leads = acting == {group[0].name} and not group[1].joined
        for item in group:
            if not (leads and item.name == group[0].name):
                item.standing = Standing.LISTED
