"""How values, periods and names read to a person, in the language asked for."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from typing import Any

from textmine.io.observations import signed_bounds
from textmine.io.records import plain_number
from textmine.model import (
    Approx,
    Direction,
    Entity,
    EntityType,
    Extraction,
    Fact,
    Finding,
    Period,
    earliest,
    latest,
)
from textmine.packs.loader import PackSet

LANGUAGES = ("vi", "en")
MINUS = "\u2212"
DASH = "\u2013"
APPROXIMATE = {
    Approx.ABOUT: "≈ ",
    Approx.LESS_THAN: "< ",
    Approx.MORE_THAN: "> ",
    Approx.AT_LEAST: "≥ ",
    Approx.AT_MOST: "≤ ",
}
MAX_SCALED_DIGITS = 6
FULL_DATE = len("2020-10-16")
MONTH = len("2020-10")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language; ``labels`` name indicators and ``rules`` the rules, by id."""

    texts: Mapping[str, Any]
    labels: Mapping[str, str]
    rules: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return str(self.texts[key])

    def word(self, group: str, id: str) -> str:
        """The word for ``id`` in a group (``verdict``, ``unit``), else the id itself."""
        return str(self.texts.get(group, {}).get(id, id.replace("_", " ")))

    def number(self, value: Decimal) -> str:
        """``1234.5`` -> ``1.234,5`` in Vietnamese, ``1,234.5`` in English."""
        text = f"{value:,f}" if abs(value.adjusted()) < 60 else str(value)
        swap = {",": self["group_mark"], ".": self["decimal_mark"], "-": MINUS}
        return "".join(swap.get(character, character) for character in text)

    def amount(self, low: Decimal | None, high: Decimal | None, unit: str) -> str:
        """An interval with its unit: ``36,6 tỷ đồng``, ``10–15 người``, ``≥ 7%``."""
        low, high = plain_number(low), plain_number(high)
        base, *per = unit.split("/")
        factor, scale = (Decimal(1), "") if base == "percent" else self._scale(low, high)
        ends = [None if end is None else self.number(_divide(end, factor)) for end in (low, high)]
        if ends[0] is None and ends[1] is None:
            text = "?"
        elif ends[0] is None:
            text = f"≤ {ends[1]}"
        elif ends[1] is None:
            text = f"≥ {ends[0]}"
        else:
            text = ends[0] if low == high else f"{ends[0]}{DASH}{ends[1]}"
        one = low == high and low is not None and abs(low) == 1
        name = self._unit(base, one)
        under = "".join(f"/{self._unit(part, True)}" for part in per)
        glue = "" if name.startswith("%") or not name else " "
        return f"{text} {scale}".rstrip() + f"{glue}{name}{under}"

    def _unit(self, id: str, one: bool) -> str:
        singular = self.texts.get("unit_one", {}).get(id) if one else None
        return str(singular) if singular else self.word("unit", id)

    def value(self, fact: Fact) -> str:
        """The value of a fact with sign, approximation, unit and ``per``."""
        low, high = signed_bounds(fact)
        plus = "+" if fact.direction is Direction.INCREASE else ""
        text = self.approximate(fact.approx, low, high, fact.unit, plus)
        return f"{text}/{self._unit(fact.per, True)}" if fact.per else text

    def approximate(
        self, approx: Approx, low: Decimal | None, high: Decimal | None, unit: str, sign: str = ""
    ) -> str:
        """An amount with a sign for how exact it is: ``< 300``, ``≈ 12``, ``≥ 7%``."""
        amount = self.amount(low, high, unit)
        if low is None or high is None:
            return amount
        return f"{APPROXIMATE.get(approx, '')}{sign}{amount}"

    def measure(self, fact: Fact) -> str:
        """What is measured: the indicator's name, which part, which side of it."""
        name = self.labels.get(fact.indicator) or fact.label or fact.indicator
        part = fact.breakdown or ""
        if part.casefold().startswith(name.casefold()):
            name, part = part, ""
        # A percentage of a plan or a whole says so in its name.
        told = fact.indicator.endswith("percent")
        aspect = "" if told else str(self.texts["aspect"].get(fact.aspect, ""))
        return " · ".join(filter(None, (name, part, "" if aspect in name else aspect)))

    def rule(self, id: str) -> str:
        return self.rules.get(id) or id.replace("_", " ")

    def period(self, period: Period | None) -> str:
        """``12/10/2020``, ``1–9/2020``, ``2015–2020``, ``từ 2020``; empty when unknown."""
        if period is None or not (period.start or period.end):
            return ""
        start, end = map(self.date, _coarse(period.start, period.end))
        if not end:
            return f"{self['since']} {start}"
        if not start:
            return f"{self['until']} {end}"
        if start == end:
            return start
        year = f"/{end.rpartition('/')[2]}"
        return f"{start.removesuffix(year)}{DASH}{end}"

    def date(self, iso: str | None) -> str:
        """Day first, as read in Vietnam: ``2020-10-02`` -> ``2/10/2020``."""
        parts = (iso or "").split("-")
        return "/".join(part.lstrip("0") or part for part in reversed(parts))

    def counts(self, extraction: Extraction) -> str:
        """``Con số: 19 · Phép kiểm: 4 (1 sai, 1 chưa rõ, 2 đúng)``."""
        facts = f"{self['facts']}: {len(extraction.facts)}"
        checks = f"{self['findings']}: {len(extraction.findings)}"
        tally = []
        for verdict in VERDICTS:
            number = sum(finding.verdict == verdict for finding in extraction.findings)
            if number:
                tally.append(f"{number} {self.word('verdict', verdict)}")
        return f"{facts} · {checks}" + (f" ({', '.join(tally)})" if tally else "")

    def _scale(self, low: Decimal | None, high: Decimal | None) -> tuple[Decimal, str]:
        """The largest scale under which the value stays short and exact."""
        ends = [abs(end) for end in (low, high) if end]
        for scale in self.texts.get("scale", ()):
            factor = Decimal(scale["factor"])
            if ends and min(ends) >= factor:
                scaled = [_divide(end, factor) for end in ends]
                if all(len(end.as_tuple().digits) <= MAX_SCALED_DIGITS for end in scaled):
                    return factor, scale["word"]
        return Decimal(1), ""


VERDICTS = ("violated", "undecided", "satisfied")


def worst_first(findings: tuple[Finding, ...]) -> list[Finding]:
    """Violated, then undecided, then satisfied; the order within is kept."""
    return sorted(findings, key=lambda finding: VERDICTS.index(finding.verdict))


def by_subject(extraction: Extraction) -> list[tuple[str | None, list[Fact]]]:
    """Facts grouped by subject, groups in the order their first number stands in the text."""
    groups: dict[str | None, list[Fact]] = {}
    for fact in sorted(extraction.facts, key=lambda fact: (fact.span, fact.id)):
        groups.setdefault(fact.subject, []).append(fact)
    return list(groups.items())


def entity_detail(entity: Entity, wording: Wording) -> str:
    """What is known of an entity beside its name, on one line."""
    if entity.type is EntityType.PERSON:
        return "; ".join(entity.roles) or entity.role or ""
    above = ", ".join(area.name for area in entity.path[1:])
    later = ", ".join(area.name for area in entity.successors)
    pieces = (
        f"{wording['code']} {entity.admin_code}" if entity.admin_code else "",
        f"{wording['under']} {above}" if above else "",
        f"{wording['became']} {later}" if later else "",
    )
    return " · ".join(filter(None, pieces))


def load_wording(
    language: str,
    labels: Mapping[str, str] | None = None,
    rules: Mapping[str, str] | None = None,
) -> Wording:
    """The words of ``language``.  Raises ValueError when there are none."""
    if language not in LANGUAGES:
        raise ValueError(f"no words for language {language!r}; known: {', '.join(LANGUAGES)}")
    return Wording(_texts()[language], labels or {}, rules or {})


def rule_names(packs: PackSet, language: str) -> dict[str, str]:
    """What the packs call their rules; a later pack's name replaces an earlier one's."""
    names: dict[str, str] = {}
    for row in packs.rows("rule"):
        label = row.data.get("label")
        if isinstance(label, dict) and (name := label.get(language) or label.get("vi")):
            names[str(row.data.get("id"))] = str(name)
    return names


@functools.cache
def _texts() -> dict[str, dict[str, Any]]:
    file = resources.files("textmine.io") / "labels.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _coarse(start: str | None, end: str | None) -> tuple[str | None, str | None]:
    """Whole months and years by name: 2020-01-01, 2020-09-30 -> 2020-01, 2020-09.

    A month and a day are both told to the day first, lest 1–30/9 be read as one month.
    """
    if not start or not end:
        return start, end
    if {len(start), len(end)} == {MONTH, FULL_DATE}:
        start, end = earliest(start).isoformat(), latest(end).isoformat()
    if len(start) != FULL_DATE or len(end) != FULL_DATE:
        return start, end
    if not start.endswith("-01") or latest(end[:MONTH]).isoformat() != end:
        return start, end
    if start[5:MONTH] == "01" and end[5:MONTH] == "12":
        return start[:4], end[:4]
    return start[:MONTH], end[:MONTH]


def _divide(value: Decimal, factor: Decimal) -> Decimal:
    """Exact for any number of digits, because the factor is a power of ten."""
    if factor == 1:
        return value
    return plain_number(value.scaleb(-factor.adjusted())) or Decimal(0)
