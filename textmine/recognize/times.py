"""Finds dates and periods: ``TimeFinder(packs).find(article)``.

One automaton over the words of time and one scan for numbers cut the text into short runs of
tokens; a small grammar (``times.toml``) reads each run, the longest reading first; readers turn a
reading into ISO bounds relative to ``article.published``.

``rule`` of a mention, by kind:

- INSTANT: ``day``, ``near_day`` (hôm qua), ``same_day`` (cùng ngày: the day told of last),
  ``weekday``, ``month_day``, ``now``, ``anniversary`` (commemorated: no bounds, since no number
  is true of then)
- INTERVAL: ``days``, ``week``, ``month``, ``months``, ``months_first`` (9 tháng đầu năm),
  ``months_elapsed`` (a bare 9 tháng: the months of the year that are over),
  ``quarter``, ``half_year``, ``half_month``, ``year``, ``years``, ``stage``, ``decade``,
  ``century``, ``season``, ``term``, ``term_past``, ``term_current``, ``term_next``,
  ``term_half``, ``term_part``, ``school_year``, ``crop_season``, ``crop_year``, ``lunar``,
  ``last_units`` (5 năm qua), ``next_units``, ``average_units``, ``ago``, ``range``,
  ``in_year``, ``in_month``, ``in_quarter`` (trong năm: the one told of last, else the current),
  ``vague_past``, ``vague_future`` (thời gian qua: one bound unknown), and
  ``{year,month,quarter,term,school}_{start,middle,end}``
  A year or years may also be an ``event_name``: which Tết, contest or festival is meant
- SINCE: ``since_now`` (từ … đến nay), ``since``; UNTIL: ``until_now``, ``until``, ``before``
- COMPARISON: ``same_period`` (a bare cùng kỳ is the year before), ``compared``
- RECURRING: ``recurring``
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from textmine.model.article import Article
from textmine.model.errors import PackError
from textmine.model.period import TimeKind, TimeMention
from textmine.model.span import Span
from textmine.packs.loader import PackSet
from textmine.recognize import time_days, time_joins, time_spans, time_terms, time_units
from textmine.recognize.time_calendar import Reference
from textmine.recognize.time_context import Context
from textmine.recognize.time_grammar import Grammar, Node
from textmine.recognize.time_lexer import Lexer, Run
from textmine.recognize.time_scene import Piece, Scene, Stretch

Reader = Callable[[Scene, Piece, list[Stretch]], Stretch | None]
_LIST_GAP = 4  # characters between two days of a list
_COMMEMORATED = frozenset({"day", "years", "days", "range"})
# What says which event of a name is meant; "lunar" where it names the feast with its year.
_OF_A_NAME = frozenset({"year", "years", "stage", "season", "lunar", "year_start"})
# What can date the base of a comparison some words on: "so với tổng số đảng viên cuối năm 2014".
_BASES = ("year", "month", "quarter", "half_year", "term", "stage", "school", "crop", "day")


def _readers() -> dict[str, Reader]:
    """Every ``read_*`` function by the name a rule calls it."""
    return {
        name.removeprefix("read_"): function
        for module in (time_days, time_spans, time_units, time_terms, time_joins)
        for name, function in vars(module).items()
        if name.startswith("read_")
    }


class TimeFinder:
    """Compiled once from the packs; ``find`` is pure."""

    def __init__(self, packs: PackSet) -> None:
        self._grammar = Grammar(packs)
        self._lexer = Lexer(packs, self._grammar)
        self._readers = MappingProxyType(_readers())
        for row in packs.by_id("time_rule").values():
            if row.data["read"] not in self._readers:
                raise PackError(f"no reader {row.data['read']!r}", where=row.where)
        self._context = Context(packs)
        self._open = self._grammar.code("open")

    def find(self, article: Article) -> tuple[TimeMention, ...]:
        """Mentions in order, not overlapping, in *clean* offsets.  Never raises on any text."""
        folded = article.folded
        scene = Scene(folded, Reference.of(article.published), self._lexer.free, self._context)
        runs = self._lexer.runs(folded)
        self._collect_terms(scene, article, runs)
        found: list[TimeMention] = []
        for run in runs:
            self._read_run(scene, run, found)
        return tuple(found)

    def _collect_terms(self, scene: Scene, article: Article, runs: list[Run]) -> None:
        """Terms of office with their years, wherever the article or its title names them."""
        title = (article.title or "").lower()
        told = list(runs)
        if title and title not in scene.folded:
            told.extend(self._lexer.runs(title))
        for run in told:
            for node in run.nodes:
                if node.rule.id == "term":
                    piece = Piece(run.tokens[node.start : node.end], self._grammar)
                    if span := time_terms.term_years(piece):
                        scene.terms.append(span)

    def _read_run(self, scene: Scene, run: Run, found: list[TimeMention]) -> None:
        """The longest reading that makes sense at each place, left to right."""
        position = 0
        for node in run.nodes:
            if node.start < position or not node.rule.alone:
                continue
            end = self._end(scene, run, node)
            stretch = self._read(scene, run, node) if end else None
            if stretch is None:
                continue
            position = node.end
            mention = self._mention(scene, node, run.tokens[node.start].start, end, stretch)
            if found and _goes_on(scene.folded, found[-1], mention):
                mention = replace(mention, start=None, end=None, rule="anniversary")
            scene.memory.add(mention)
            found.append(mention)

    def _read(self, scene: Scene, run: Run, node: Node) -> Stretch | None:
        parts = []
        for part in node.parts:
            stretch = self._read(scene, run, part)
            if stretch is None:
                return None
            parts.append(replace(stretch, rule=stretch.rule or part.rule.id))
        piece = Piece(run.tokens[node.start : node.end], self._grammar)
        return self._readers[node.rule.read](scene, piece, parts)

    def _end(self, scene: Scene, run: Run, node: Node) -> int:
        """Where the words end, with the bracket that was opened; 0 when it stays open."""
        end = run.tokens[node.end - 1].end
        if self._open in run.shape[node.start : node.end]:
            return end + 1 if scene.folded[end : end + 1] == ")" else 0
        return end

    def _mention(
        self, scene: Scene, node: Node, start: int, end: int, stretch: Stretch
    ) -> TimeMention:
        rule, kind = stretch.rule or node.rule.id, stretch.kind
        first, last = stretch.first, stretch.last
        kept = rule in _COMMEMORATED and scene.context.commemorated(scene.folded, start)
        if kept or scene.context.born(scene.folded, start):
            rule, first, last = "anniversary", None, None
        elif rule in _OF_A_NAME and scene.context.names_event(scene.folded, start, end):
            rule = "event_name"
        elif rule.startswith(_BASES) and scene.context.compared(scene.folded, start):
            rule, kind = "compared", TimeKind.COMPARISON
            first, last = (stretch.point or first), (stretch.point or last)
        return TimeMention(Span(start, end), kind, first, last, stretch.unit, rule)


def _goes_on(folded: str, last: TimeMention, mention: TimeMention) -> bool:
    """Whether a day continues a list of days that are commemorated: ``kỷ niệm 27/7 và 2/9``."""
    if last.rule != "anniversary" or mention.rule not in _COMMEMORATED:
        return False
    gap = folded[last.span.end : mention.span.start]
    if not folded[mention.span.start].isdigit():
        return False  # ", sáng 31-8, huyện …" is another thing
    return len(gap) <= _LIST_GAP and "." not in gap and "\n" not in gap
