"""From a store to the page about it: which findings and bodies to show, and what belongs to each.

Read in two streams, so that memory holds what the page shows and a count per body, whatever the
size of the archive.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TextIO

from textmine.io.archive_page import (
    ArchiveView,
    Body,
    Card,
    Series,
    Source,
    Value,
    in_order,
    source_of,
)
from textmine.io.printable import one_line
from textmine.io.wording import Wording
from textmine.model import Aspect, Severity, Statement, Verdict
from textmine.packs.indicators import Indicator
from textmine.store.store import Store

_OTHER = "other"
_GRAVEST = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_SOURCES = 2  # articles named for one value, and on one side of a finding
_ASPECTS = {Aspect.LEVEL: 0, Aspect.SHARE: 1}  # charted first
_SERIES_COLUMNS = (
    "subject_key", "subject_type", "subject_name", "ref_area", "ref_area_name", "indicator",
    "indicator_label", "breakdown", "aspect", "unit_measure", "per", "time_period",
    "period_start", "period_end", "obs_status", "obs_value", "obs_low", "obs_high", "sources",
    "articles", "first_published", "last_published", "check_status", "obs_id",
)  # fmt: skip

Key = tuple[int, int]
SeriesKey = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the page shows; everything is in the CSV file."""

    findings: int = 300
    bodies: int = 300
    series: int = 12
    values: int = 60


@dataclass(slots=True)
class _Found:
    """A finding as the store has it, and the numbers on each of its sides."""

    row: Mapping[str, Any]
    accepted: bool
    sides: dict[int, list[Key]] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return Severity(self.row["severity"])

    @property
    def body(self) -> int | None:
        body: int | None = self.row["body_key"]
        area: int | None = self.row["area_key"]
        return body if body is not None else area


@dataclass(slots=True)
class _Sum:
    """One value while it is read: its articles and their origins, and the first few of them."""

    statement: Statement
    articles: set[int] = field(default_factory=set)
    origins: set[int] = field(default_factory=set)
    sources: list[Source] = field(default_factory=list)
    disputed: bool = False


def archive_view(
    store: Store,
    indicators: Mapping[str, Indicator],
    wording: Wording,
    limits: Limits | None = None,
    title: str | None = None,
) -> ArchiveView:
    """What the page of a store shows.  Raises StoreError when the store cannot be read."""
    limits = limits or Limits()
    findings, undecided, dismissed = _findings(store)
    shown = findings[: limits.findings]
    numbers, names, span = _census(store)
    problems = _problems(findings)
    ranked = sorted(
        names,
        key=lambda key: (
            -problems.get(key, Counter())["error"],
            -problems.get(key, Counter())["warning"],
            -numbers[key],
            key,
        ),
    )
    chosen = set(ranked[: limits.bodies])
    disputed = {key for found in findings for side in found.sides.values() for key in side}
    wanted = {key for found in shown for side in found.sides.values() for key in side}
    passages, sums = _read(store, chosen, wanted, disputed)
    bodies = [
        _body(key, names[key], sums.get(key, {}), problems.get(key, Counter()), limits,
              indicators, wording)
        for key in ranked[: limits.bodies]
    ]  # fmt: skip
    anchors = {key for key in chosen if key in names}
    return ArchiveView(
        title=title or wording.texts["archive"]["title"],
        span=span,
        totals=(
            (wording.texts["archive"]["articles"], store.count("articles")),
            (wording.texts["archive"]["numbers"], store.count("facts")),
            (wording.texts["archive"]["bodies"].lower(), len(names)),
        ),
        cards=tuple(_card(found, passages, names, anchors, wording) for found in shown),
        more_cards=len(findings) - len(shown),
        undecided=undecided,
        dismissed=dismissed,
        bodies=tuple(sorted(bodies, key=lambda body: (not body.problems, body.name, body.where))),
        more_bodies=max(0, len(ranked) - len(bodies)),
    )


def write_series(store: Store, handle: TextIO) -> int:
    """Every series of the store as CSV, as the view time_series has it; the number of rows."""
    writer = csv.writer(handle, lineterminator="\n")
    writer.writerow(_SERIES_COLUMNS)
    count = 0
    for row in store.rows("time_series"):
        writer.writerow(["" if row[name] is None else _cell(row[name]) for name in _SERIES_COLUMNS])
        count += 1
    return count


def _cell(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


# -- findings ------------------------------------------------------------------------------------


def _findings(store: Store) -> tuple[list[_Found], int, int]:
    """Violations, the gravest first, without what a person dismissed; how many others there are."""
    decided = {row["finding_key"]: row["decision"] for row in store.rows("finding_verdicts")}
    found: dict[str, _Found] = {}
    undecided = dismissed = 0
    for row in store.rows("archive_findings"):
        decision = str(decided.get(row["finding_key"], ""))
        if decision.startswith("dismiss"):
            dismissed += 1
        elif row["verdict"] == Verdict.VIOLATED:
            found[row["finding_key"]] = _Found(row, decision.startswith("accept"))
        elif row["verdict"] == Verdict.UNDECIDED:
            undecided += 1
    for row in store.rows("archive_finding_facts"):
        held = found.get(row["finding_key"])
        if held is not None:
            key = row["article_key"], row["fact_no"]
            held.sides.setdefault(row["side"], []).append(key)
    order = sorted(
        found.values(),
        key=lambda item: (_GRAVEST.index(item.severity), item.row["rule"], item.row["finding_key"]),
    )
    return order, undecided, dismissed


def _problems(findings: Iterable[_Found]) -> dict[int, Counter[str]]:
    """Findings of each body by severity."""
    counted: dict[int, Counter[str]] = {}
    for found in findings:
        for key in {found.row["body_key"], found.row["area_key"]} - {None}:
            counted.setdefault(key, Counter())[found.severity.value] += 1
    return counted


def _card(
    found: _Found,
    passages: Mapping[Key, Source],
    names: Mapping[int, tuple[str, str]],
    anchors: set[int],
    wording: Wording,
) -> Card:
    row = found.row
    sources = list(row["sources"] or ())
    sides = []
    for side, keys in sorted(found.sides.items()):
        told = [passages[key] for key in sorted(keys) if key in passages]
        apart = sources[side] if side < len(sources) else len(keys)
        sides.append((int(apart), tuple(told[:_SOURCES])))
    name = names.get(found.body or 0, ("", ""))[0]
    language = wording.texts["language"]
    return Card(
        key=str(row["finding_key"]),
        rule=one_line(wording.rule(row["rule"])),
        severity=found.severity.value,
        verdict=str(row["verdict"]),
        message=one_line(row["message_en"] if language == "en" else row["message_vi"]),
        arithmetic=one_line(row["arithmetic"] or ""),
        body=one_line(name),
        anchor=_anchor(found.body) if found.body in anchors and found.body is not None else "",
        sides=tuple(sides),
        accepted=found.accepted,
    )


# -- statements ----------------------------------------------------------------------------------


def _census(
    store: Store,
) -> tuple[Counter[int], dict[int, tuple[str, str]], tuple[str | None, str | None]]:
    """Numbers told of each identity, their names with places, and the days of publication."""
    numbers: Counter[int] = Counter()
    names: dict[int, tuple[str, str]] = {}
    first: str | None = None
    last: str | None = None
    for statement in store.statements():
        day = statement.published
        if day is not None:
            first, last = min(first or day, day), max(last or day, day)
        key, name, where = _whose(statement)
        if key is None or statement.indicator == _OTHER:
            continue
        numbers[key] += 1
        names.setdefault(key, (name, where))
    return numbers, names, (first, last)


def _whose(statement: Statement) -> tuple[int | None, str, str]:
    """The identity a number is told of, its name and where that is."""
    if statement.body is not None:
        where = statement.area_name or ""
        name = statement.body_name or ""
        return statement.body, name, "" if where and where in name else where
    return statement.area, statement.area_name or "", ""


def _read(
    store: Store, chosen: set[int], wanted: set[Key], disputed: set[Key]
) -> tuple[dict[Key, Source], dict[int, dict[SeriesKey, dict[Any, _Sum]]]]:
    """The passages of ``wanted`` numbers, and the values of the chosen bodies' series."""
    passages: dict[Key, Source] = {}
    sums: dict[int, dict[SeriesKey, dict[Any, _Sum]]] = {}
    for statement in store.statements():
        if statement.key in wanted:
            passages[statement.key] = _source(statement)
        whose = _whose(statement)[0]
        if whose is None or whose not in chosen or statement.indicator == _OTHER:
            continue
        _add(sums.setdefault(whose, {}), statement, statement.key in disputed)
    return passages, sums


def _add(series: dict[SeriesKey, dict[Any, _Sum]], statement: Statement, disputed: bool) -> None:
    key = (
        statement.indicator,
        statement.breakdown or "",
        statement.aspect.value,
        statement.unit,
        statement.per or "",
    )
    period = statement.period
    value = (
        (period.start, period.end) if period else None,
        statement.low,
        statement.high,
        statement.status,
    )
    held = series.setdefault(key, {}).setdefault(value, _Sum(statement))
    held.disputed |= disputed
    held.origins.add(statement.origin)
    if statement.article not in held.articles:
        held.articles.add(statement.article)
        if len(held.sources) < _SOURCES:
            held.sources.append(_source(statement))


def _source(statement: Statement) -> Source:
    return source_of(
        statement.publisher,
        statement.published,
        statement.article_title,
        statement.source,
        statement.sentence or statement.quote,
        statement.quote,
    )


# -- bodies --------------------------------------------------------------------------------------


def _body(
    key: int,
    name: tuple[str, str],
    series: Mapping[SeriesKey, Mapping[Any, _Sum]],
    problems: Mapping[str, int],
    limits: Limits,
    indicators: Mapping[str, Indicator],
    wording: Wording,
) -> Body:
    made = [_series(id, values, limits, indicators, wording) for id, values in series.items()]
    made.sort(key=_interest)
    return Body(
        anchor=_anchor(key),
        name=one_line(name[0]),
        where=one_line(name[1]),
        series=tuple(made[: limits.series]),
        problems=dict(problems),
        left_out=max(0, len(made) - limits.series),
    )


def _interest(series: Series) -> tuple[bool, int, int, str]:
    """Disputed series first, then levels told at the most times."""
    times = {(v.period.start, v.period.end) for v in series.values if v.period}
    disputed = any(value.disputed for value in series.values)
    return not disputed, -len(times), _ASPECTS.get(series.aspect, 2), series.label


def _series(
    id: SeriesKey,
    values: Mapping[Any, _Sum],
    limits: Limits,
    indicators: Mapping[str, Indicator],
    wording: Wording,
) -> Series:
    indicator, breakdown, aspect, unit, per = id
    known = indicators.get(indicator)
    label = wording.labels.get(indicator) or next(iter(values.values())).statement.label
    told = "" if indicator.endswith("percent") else wording.texts["aspect"].get(aspect, "")
    parts = (label, breakdown, "" if told in label else told)
    ordered = in_order(_value(held) for held in values.values())
    return Series(
        label=one_line(" · ".join(filter(None, parts))),
        unit=f"{unit}/{per}" if per else unit,
        kind=known.kind if known is not None else "",
        aspect=Aspect(aspect),
        values=ordered[-limits.values :],
        left_out=max(0, len(ordered) - limits.values),
    )


def _value(held: _Sum) -> Value:
    statement = held.statement
    return Value(
        period=statement.period,
        low=statement.low,
        high=statement.high,
        approx=statement.approx,
        status=statement.status,
        articles=len(held.articles),
        origins=len(held.origins),
        sources=tuple(held.sources),
        disputed=held.disputed,
    )


def _anchor(key: int) -> str:
    return f"b{key}"
