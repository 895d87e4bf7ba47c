"""One page about an archive: what contradicts what, and the series of every body.

It stands alone as the page of an article does: no network, a style sheet and a short script
allowed by their hashes, every string escaped by the template engine.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import jinja2
from markupsafe import Markup

from textmine._version import __version__
from textmine.io.charts import Chart, Dot, draw
from textmine.io.page import POLICY, asset, digest
from textmine.io.printable import one_line, printable
from textmine.io.wording import Wording
from textmine.model import Approx, Aspect, Period, Status, latest

_SIGNED = (Aspect.CHANGE, Aspect.GROWTH)
_SINCE_JANUARY = (Aspect.PLAN_SHARE, Aspect.GROWTH, Aspect.INDEX)  # told of a part of a year
_MAX_QUOTE = 600


@dataclass(frozen=True, slots=True)
class Source:
    """An article that says something: who printed it and when, its headline, and the sentence.

    ``start``/``end`` mark the number's words in ``sentence``.
    """

    publisher: str
    published: str | None
    title: str
    source: str
    sentence: str
    start: int = 0
    end: int = 0

    @property
    def link(self) -> str:
        return self.source if self.source.startswith(("https://", "http://")) else ""

    def pieces(self) -> tuple[str, str, str]:
        """The sentence before, in and after the number's words."""
        text = self.sentence
        return text[: self.start], text[self.start : self.end], text[self.end :]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a series: how many articles say so, how many of them independently, the first
    of them, and whether a finding stands against it."""

    period: Period | None
    low: Decimal | None
    high: Decimal | None
    approx: Approx
    status: Status
    articles: int
    origins: int
    sources: tuple[Source, ...]
    disputed: bool = False

    @property
    def day(self) -> date | None:
        if self.period is None or self.period.end is None:
            return None
        try:
            return latest(self.period.end)
        except ValueError:
            return None

    @property
    def middle(self) -> Decimal | None:
        if self.low is None or self.high is None:
            return self.low if self.high is None else self.high
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one measure of one body by time.  ``kind`` is the indicator's: stock, flow, rate.
    ``left_out`` counts older values that the page does not show."""

    label: str
    unit: str
    kind: str
    aspect: Aspect
    values: tuple[Value, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """``where`` is the place it belongs to; ``problems`` counts findings by severity."""

    anchor: str
    name: str
    where: str
    series: tuple[Series, ...]
    problems: Mapping[str, int] = field(default_factory=dict)
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """A finding: ``sides`` what stands against each other, with the independent sources of each."""

    key: str
    rule: str
    severity: str
    verdict: str
    message: str
    arithmetic: str
    body: str
    anchor: str
    sides: tuple[tuple[int, tuple[Source, ...]], ...]
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """Everything the page shows.  ``totals`` are (what, how many); ``more`` says what is not
    shown, for findings and bodies."""

    title: str
    span: tuple[str | None, str | None]
    totals: tuple[tuple[str, int], ...]
    cards: tuple[Card, ...]
    more_cards: int
    undecided: int
    dismissed: int
    bodies: tuple[Body, ...]
    more_bodies: int


@dataclass(frozen=True, slots=True)
class Row:
    """A value as it is read in the table under a chart."""

    period: str
    amount: str
    status: str
    status_id: str
    disputed: bool
    articles: int
    origins: int
    sources: tuple[Source, ...]


def render_archive(view: ArchiveView, wording: Wording) -> Iterator[str]:
    """The page in pieces."""
    style, script = asset("archive.css"), asset("archive.js")
    yield from _template().generate(
        view=view,
        w=wording,
        t=wording.texts,
        a=wording.texts["archive"],
        rows=lambda series: table(series, wording),
        chart=lambda series: chart(series, wording),
        policy=POLICY.format(style=digest(style), script=digest(script)),
        # Our own files, hashed in the policy: the only text that goes in unescaped.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        version=__version__,
    )


def table(series: Series, wording: Wording) -> list[Row]:
    """The values of a series, latest first."""
    return [
        Row(
            wording.period(value.period) or wording["no_date"],
            _amount(value, series, wording),
            wording.word("status", value.status),
            value.status.value,
            value.disputed,
            value.articles,
            value.origins,
            value.sources,
        )
        for value in reversed(series.values)
    ]


def chart(series: Series, wording: Wording) -> Chart | None:
    """A chart of a series with at least two times; flows are joined within each year only."""
    dated = [
        (value, value.day, value.middle)
        for value in series.values
        if value.day is not None and value.middle is not None
    ]
    if len({day for _, day, _ in dated}) < 2:
        return None
    dots = [
        Dot(day, middle, _css(value), _title(value, series, wording))
        for value, day, middle in dated
        if day is not None and middle is not None
    ]
    done = [
        (value, day, middle)
        for value, day, middle in dated
        if value.status is not Status.TARGET and day is not None and middle is not None
    ]
    flow = series.kind == "flow" or series.aspect in _SINCE_JANUARY
    number = functools.partial(_short, series=series, wording=wording)
    return draw(dots, _lines(done, by_year=flow), number, from_zero=flow)


def _lines(
    done: Sequence[tuple[Value, date, Decimal]], *, by_year: bool
) -> list[list[tuple[date, Decimal]]]:
    """What is joined: of several values of one day the one that most sources give."""
    best: dict[date, tuple[int, Decimal]] = {}
    for value, day, middle in done:
        start = value.period.start if value.period else None
        if by_year and (start is None or latest(start).year != day.year):
            continue  # a term's total is no point of a year's curve
        if by_year and not _since_january(start):
            continue
        if day not in best or value.origins > best[day][0]:
            best[day] = value.origins, middle
    lines: dict[int, list[tuple[date, Decimal]]] = {}
    for day in sorted(best):
        lines.setdefault(day.year if by_year else 0, []).append((day, best[day][1]))
    if all(len(line) == 1 for line in lines.values()):
        return [[line[0] for line in lines.values()]]  # one value a year: years are compared
    return list(lines.values())


def _since_january(start: str | None) -> bool:
    return start is not None and start[5:] in ("", "01", "01-01")


def _css(value: Value) -> str:
    return f"m-{value.status.value}" + (" m-disputed" if value.disputed else "")


def _title(value: Value, series: Series, wording: Wording) -> str:
    named = next((source.publisher or source.title for source in value.sources), "")
    paper = f" ({named})" if named else ""
    said = f"{wording.period(value.period)}: {_amount(value, series, wording)}{paper}"
    return f"{said}, {wording.word('status', value.status)}"


def _amount(value: Value, series: Series, wording: Wording) -> str:
    plus = "+" if series.aspect in _SIGNED and value.low is not None and value.low > 0 else ""
    return wording.approximate(value.approx, value.low, value.high, series.unit, plus)


def _short(value: Decimal, *, series: Series, wording: Wording) -> str:
    """A label of the scale: the amount, without the name of what is counted."""
    text = wording.amount(value, value, series.unit)
    unit = wording.word("unit", series.unit.split("/")[0])
    return text.split(f" {unit}")[0] if not unit.startswith("%") else text.split("/")[0]


@functools.cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FunctionLoader(asset),
        finalize=_harmless,
    )
    environment.filters["decimal"] = Decimal
    return environment.get_template("archive.html.j2")


def _harmless(value: object) -> object:
    """What is printed, without characters that steer a terminal or turn a line around."""
    return printable(value) if type(value) is str else value


def source_of(
    publisher: str | None,
    published: str | None,
    title: str | None,
    source: str | None,
    sentence: str,
    quote: str,
) -> Source:
    """A source with its sentence on one line, shortened around the number's words."""
    line, words = one_line(sentence), one_line(quote)
    at = max(line.find(words), 0) if words else 0
    length = len(words) if words and line.find(words) >= 0 else 0
    if len(line) > _MAX_QUOTE:
        start = max(0, at - _MAX_QUOTE // 2)
        head, tail = ("…" if start else ""), ("…" if start + _MAX_QUOTE < len(line) else "")
        line = head + line[start : start + _MAX_QUOTE] + tail
        at = at - start + len(head)
    return Source(
        one_line(publisher or ""),
        published,
        one_line(title or ""),
        one_line(source or ""),
        line,
        at,
        at + length,
    )


def in_order(values: Iterable[Value]) -> tuple[Value, ...]:
    """Values by the end of their time, then its beginning; undated ones first."""
    return tuple(
        sorted(
            values,
            key=lambda value: (
                value.day or date.min,
                (value.period.start or "") if value.period else "",
                value.status.value,
                value.low is None,
                value.low or Decimal(0),
            ),
        )
    )
