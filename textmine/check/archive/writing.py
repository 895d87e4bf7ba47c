"""A finding across articles in words: the same computation in both languages, and a stable key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from textmine.check.archive.figures import ArchiveDesk, Figure, sources
from textmine.check.archive.rules import OTHER, ArchiveRule
from textmine.check.outcome import Outcome
from textmine.check.rule_rows import LANGUAGES
from textmine.check.wording import Writer
from textmine.model import ArchiveFinding, Fact, Period, Severity, Verdict, earliest, latest
from textmine.packs.indicators import Indicator

Roles = Mapping[str, Sequence[Figure]]
_KEY_BYTES = 8
_DAY = len("2020-10-16")
_MONTH = len("2020-10")
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a check found, before it is put into words.

    ``roles`` are the figures the rule's message shows, ``sides`` all figures that stand against
    each other.  ``reason`` (a phrase ``archive.doubt.*``) turns a violation undecided.
    ``linked``: the figures are of different bodies of one territory, so that an error is only a
    warning.  ``words`` are further words of the message by language.
    """

    rule: ArchiveRule
    outcome: Outcome
    roles: Roles
    sides: tuple[tuple[Figure, ...], ...]
    reason: str | None = None
    linked: bool = False
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class _Shown(dict[str, str]):
    """Fields of a message; what nobody printed is a question mark."""

    def __missing__(self, key: str) -> str:
        return UNKNOWN


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes drafts of one archive as findings."""

    desk: ArchiveDesk
    indicators: Mapping[str, Indicator]

    def finding(self, draft: Draft) -> ArchiveFinding | None:
        """The finding, or ``None`` when the rule does not report such verdicts."""
        rule, outcome = draft.rule, draft.outcome
        verdict, severity = self._judged(draft)
        if verdict not in rule.report:
            return None
        figures = [figure for side in draft.sides for figure in side]
        lead = figures[0].statement
        scope = figures[0].scope
        fields = {language: self._fields(draft, language) for language in LANGUAGES}
        messages = tuple((name, self._message(draft, name, fields[name])) for name in LANGUAGES)
        return ArchiveFinding(
            key=self._key(draft),
            rule=rule.id,
            verdict=verdict,
            severity=severity,
            indicator=lead.indicator,
            body=lead.body if scope.kind == "area" else scope.key,
            area=scope.key if scope.kind == "area" else lead.area,
            sides=tuple(tuple(figure.statement.key for figure in side) for side in draft.sides),
            sources=tuple(sources(side) for side in draft.sides),
            arithmetic=rule.arithmetic.get(outcome.case, "").format_map(fields["vi"]),
            messages=messages,
            only_by_rounding=outcome.only_by_rounding and verdict is Verdict.SATISFIED,
            readings=outcome.readings,
        )

    def _judged(self, draft: Draft) -> tuple[Verdict, Severity]:
        verdict = draft.outcome.verdict
        if verdict is Verdict.VIOLATED and draft.reason is not None:
            return Verdict.UNDECIDED, Severity.INFO
        severity = draft.rule.grade(draft.outcome.case, verdict)
        if draft.linked and severity is Severity.ERROR:
            severity = Severity.WARNING
        return verdict, severity

    def _message(self, draft: Draft, language: str, fields: _Shown) -> str:
        texts = draft.rule.messages[draft.outcome.case]
        text = (texts.get(language) or texts["vi"]).format_map(fields)
        if draft.reason is None:
            return text
        return text + self.phrase(f"archive.doubt.{draft.reason}", language)

    def _fields(self, draft: Draft, language: str) -> _Shown:
        primitive = draft.rule.primitive
        facts = {role: self._facts(figures) for role, figures in draft.roles.items()}
        writer = Writer(self.desk.book.base, self.indicators, {}, language)
        result = "%" if primitive.percentage else ""
        fields = _Shown(writer.fields(draft.outcome, facts, primitive.main, result))
        leads = [side[0] for side in draft.sides if side]
        for prefix, place in (("", 0), ("other_", 1)):
            if place < len(leads):
                figure = leads[place]
                fields[f"{prefix}body"] = body_name(figure)
                fields[f"{prefix}period"] = self.period(figure.statement.period, language)
                fields[f"{prefix}sources"] = str(sources(draft.sides[place]))
        if leads:
            fields["measure"] = self.measure(leads[0], language)
        fields.update(draft.words.get(language, {}))
        return fields

    def _facts(self, figures: Sequence[Figure]) -> list[Fact]:
        return [self.desk.fact(figure) for figure in figures]

    def measure(self, figure: Figure, language: str) -> str:
        """What the figure measures: the indicator's name, and the group it counts."""
        one = figure.statement
        indicator = self.indicators.get(one.indicator)
        known = indicator is not None and one.indicator != OTHER
        name = indicator.label(language) if indicator is not None and known else one.label
        return f"{name} ({one.breakdown})" if one.breakdown else name

    def number(self, figure: Figure, language: str) -> str:
        """The figure as printed, with its unit."""
        writer = Writer(self.desk.book.base, self.indicators, {}, language)
        return writer.fact(self.desk.fact(figure))

    def period(self, period: Period | None, language: str) -> str:
        """``30/9/2020``, ``năm 2020``, ``từ 1/1/2020 đến 30/9/2020``."""
        if period is None or not (period.start or period.end):
            return UNKNOWN
        start, end = period.start or UNKNOWN, period.end or UNKNOWN
        if whole := _whole_year(period):
            return self.phrase("archive.period.year", language).replace("{year}", whole)
        if start == end:
            return self._day(start, language)
        text = self.phrase("archive.period.span", language)
        text = text.replace("{start}", self._day(_full(period.start, earliest), language))
        return text.replace("{end}", self._day(_full(period.end, latest), language))

    def _day(self, iso: str, language: str) -> str:
        kinds = {_DAY: "day", _MONTH: "month", 4: "year"}
        pieces = [piece.lstrip("0") for piece in iso.split("-")]
        text = self.phrase(f"archive.period.{kinds.get(len(iso), '')}", language)
        names = ("year", "month", "day")
        for name, piece in zip(names, pieces, strict=False):
            text = text.replace(f"{{{name}}}", piece)
        return text or iso

    def phrase(self, id: str, language: str) -> str:
        """A phrase of the packs."""
        return self.desk.book.base.wordings.get(id, language)

    def _key(self, draft: Draft) -> str:
        """A hash of the rule and of what it was applied to: whose, what, when, which values.

        The articles are not part of it, so another reprint leaves a person's verdict in force.
        """
        parts = [draft.rule.id, *self._content(draft)]
        text = "\x1f".join(parts).encode("utf-8", "surrogatepass")
        return blake2b(text, digest_size=_KEY_BYTES).hexdigest()

    def _content(self, draft: Draft) -> list[str]:
        leads = [side[0] for side in draft.sides if side]
        told = []
        for figure in leads:
            one = figure.statement
            period = one.period
            when = f"{period.start}/{period.end}" if period is not None else ""
            label = one.label if one.indicator == OTHER else ""
            parts = (figure.scope.kind, figure.scope.key, one.indicator, label, one.breakdown)
            told.append("|".join(map(str, (*parts, when, one.low, one.high, one.status.value))))
        return sorted(told)


def body_name(figure: Figure) -> str:
    """Whose figure it is, in words people read."""
    one = figure.statement
    return one.body_name or one.area_name or UNKNOWN


def _whole_year(period: Period) -> str | None:
    if not period.start or not period.end:
        return None
    try:
        first, last = earliest(period.start), latest(period.end)
    except ValueError:
        return None
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(first.year) if whole and first.year == last.year else None


def _full(iso: str | None, side: Callable[[str], date]) -> str:
    """The full date an end of reduced precision stands for."""
    try:
        return side(iso).isoformat() if iso else UNKNOWN
    except ValueError:
        return iso or UNKNOWN
