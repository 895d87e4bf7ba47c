"""The figures of one group by what they measure and when, so that each check looks only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from textmine.check.archive.doubts import is_level, unfinished
from textmine.check.archive.figures import ArchiveDesk, Days, Figure, Measure, Scope, sources
from textmine.model import Approx, Statement, Status, Tie


def order(figure: Figure) -> tuple[str, tuple[int, int]]:
    """Earliest publication first: what came first stays first when articles are added."""
    return figure.statement.published or "", figure.statement.key


def trust(figure: Figure) -> tuple[float, str, tuple[int, int]]:
    """The most confident first, then the earliest."""
    return -figure.statement.confidence, *order(figure)


@dataclass(frozen=True, slots=True)
class Side:
    """Figures of one printed value for one thing at one time, the earliest first."""

    figures: tuple[Figure, ...]

    @property
    def best(self) -> Figure:
        """The figure to hold against others: read with the most confidence."""
        return min(self.figures, key=trust)

    @property
    def sources(self) -> int:
        return sources(self.figures)

    @property
    def early(self) -> bool:
        """Only estimated, or told before its time was over."""
        return all(
            figure.statement.status is Status.ESTIMATE or unfinished(figure)
            for figure in self.figures
        )


def _rank(side: Side) -> tuple[object, ...]:
    rough = side.best.statement.approx is not Approx.EXACT
    return side.early, rough, -side.sources, trust(side.best)


@dataclass(frozen=True, slots=True)
class Shelf:
    """All level figures of one measure by their days."""

    measure: Measure
    moments: Mapping[Days, list[Figure]]

    def sides(self, days: Days) -> list[Side]:
        """The values told for these days, final ones before estimates, exact ones before rough
        ones, the best supported first."""
        by_value: dict[object, list[Figure]] = {}
        for figure in self.moments[days]:
            by_value.setdefault(figure.value, []).append(figure)
        found = [Side(tuple(sorted(figures, key=order))) for figures in by_value.values()]
        return sorted(found, key=_rank)


@dataclass(frozen=True, slots=True)
class Group:
    """What one check run holds: figures by key, shelves by measure and by scope."""

    figures: Mapping[tuple[int, int], Figure]
    shelves: Mapping[Measure, Shelf]
    _by_scope: dict[tuple[Scope, str], list[Shelf]] = field(default_factory=dict)

    def of_scope(self, scope: Scope, indicator: str) -> Sequence[Shelf]:
        """The shelves of one scope and indicator."""
        if not self._by_scope:
            for measure, shelf in self.shelves.items():
                self._by_scope.setdefault((measure.scope, measure.indicator), []).append(shelf)
        return self._by_scope.get((scope, indicator), ())


def make_group(
    desk: ArchiveDesk, statements: Iterable[Statement], ties: Sequence[Tie] = ()
) -> Group:
    """Sorts statements into shelves; those of nobody certain are left out.

    An article that tells several values of one thing at one time is a witness for the one it says
    again, or for the whole it named first when the others may be parts of it; else for none.
    """
    figures: dict[tuple[int, int], Figure] = {}
    parts = _parts(ties)
    shelves: dict[Measure, dict[Days, list[Figure]]] = {}
    for statement in statements:
        figure = desk.figure(statement)
        if figure is None:
            continue
        figures[statement.key] = figure
    of_another = _of_another(ties, figures)
    for key, figure in figures.items():
        dated = figure.days.first is not None or figure.days.last is not None
        if dated and is_level(figure) and key not in of_another:
            shelf = shelves.setdefault(desk.measure(figure), {})
            shelf.setdefault(figure.days, []).append(figure)
    made = {}
    for measure, moments in shelves.items():
        sound = {days: kept for days, told in moments.items() if (kept := _sound(told, parts))}
        if sound:
            made[measure] = Shelf(measure, sound)
    return Group(figures, made)


def _of_another(
    ties: Iterable[Tie], figures: Mapping[tuple[int, int], Figure]
) -> frozenset[tuple[int, int]]:
    """Figures told as so many of another one of their measure: ``81/122 chi bộ bản``."""
    found: set[tuple[int, int]] = set()
    for tie in ties:
        roles = dict(tie.roles) if tie.type == "ratio" else {}
        for key in roles.get("numerator", ()):
            part = figures.get(key)
            wholes = (figures.get(other) for other in roles.get("denominator", ()))
            names = {whole.statement.indicator for whole in wholes if whole is not None}
            if part is not None and part.statement.indicator in names:
                found.add(key)
    return frozenset(found)


def _parts(ties: Iterable[Tie]) -> frozenset[tuple[int, int]]:
    """Figures that their article ties to a whole."""
    roles = {"share": "part", "part_of": "part", "parts_sum": "parts"}
    found: set[tuple[int, int]] = set()
    for tie in ties:
        wanted = roles.get(tie.type)
        for role, keys in tie.roles:
            if role == wanted:
                found.update(keys)
    return frozenset(found)


def _sound(told: Sequence[Figure], parts: frozenset[tuple[int, int]]) -> list[Figure]:
    """The figures of articles that tell one value, or a whole before its parts."""
    by_article: dict[int, list[Figure]] = {}
    for figure in told:
        by_article.setdefault(figure.statement.article, []).append(figure)
    kept: list[Figure] = []
    for figures in by_article.values():
        kept.extend(figures if _agree(figures) else _whole(figures, parts))
    return kept


def _agree(figures: Sequence[Figure]) -> bool:
    first = figures[0].value
    return all(figure.value == first for figure in figures)


def _whole(figures: Sequence[Figure], parts: frozenset[tuple[int, int]]) -> list[Figure]:
    free = [figure for figure in figures if figure.statement.key not in parts]
    if free and _agree(free):
        return free
    counts = Counter(figure.value for figure in free)
    ranked = counts.most_common(2)
    if len(ranked) > 1 and ranked[0][1] > ranked[1][1]:
        return [figure for figure in free if figure.value == ranked[0][0]]
    first = min(free, key=lambda figure: figure.statement.key, default=None)
    if first is None or first.statement.low is None:
        return []
    sizes = [figure.statement.low for figure in free if figure.value != first.value]
    if any(size is None or size * 2 > first.statement.low for size in sizes):
        return []
    return [figure for figure in free if figure.value == first.value]


def comparable(figures: Sequence[Figure]) -> bool:
    """More than one value and more than one article: only then can something disagree."""
    first = figures[0]
    return any(figure.value != first.value for figure in figures) and any(
        figure.statement.article != first.statement.article for figure in figures
    )
