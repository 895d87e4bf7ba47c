"""Numbers and findings in words a reader of either language expects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

import regex

from textmine.check.interval import ANYTHING, Interval, printed, sane
from textmine.check.outcome import Outcome
from textmine.check.rules import RuleBook
from textmine.check.units import ONE, PERCENT, UnitLabel
from textmine.model import Approx, Direction, Fact
from textmine.packs.indicators import Indicator

MINUS = "\u2212"
_RANGE = "\u2013"
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP, traps=[])
_JOINTS = {"parts": " + ", "factors": " × "}
_ENTITY_ID = regex.compile(r"[A-Z]\d+")
_FINEST = 4  # decimals shown of an amount
_PERCENT_FINEST = 2


def number(value: Decimal, language: str, decimals: int | None = None) -> str:
    """``1234.5`` as ``1.234,5`` (vi) or ``1,234.5`` (en); trailing zeros go unless asked for."""
    finest = _FINEST if decimals is None else min(max(decimals, 0), 12)
    text = f"{value.quantize(ONE.scaleb(-finest), context=_WIDE):,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if language != "en":
        text = text.translate({ord(","): ".", ord("."): ","})
    return MINUS + text[1:] if text.startswith("-") else text


def _useful(width: Decimal) -> int:
    """Decimals worth showing of the ends of a range: down to a tenth of its leading digit."""
    return 1 - width.adjusted()


def _shortened(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(ONE.scaleb(-decimals), context=_WIDE)


def _undone(change: Fact) -> str:
    """The sign that takes a change back: what was added is taken off."""
    return " + " if change.direction is Direction.DECREASE else f" {MINUS} "


@dataclass(frozen=True, slots=True)
class Writer:
    """Puts facts and outcomes into words.  ``names`` are those of entities by id."""

    book: RuleBook
    indicators: Mapping[str, Indicator]
    names: Mapping[str, str]
    language: str

    def fields(
        self,
        outcome: Outcome,
        roles: Mapping[str, Sequence[Fact]],
        main: str,
        result: str,
        template: str | None = None,
    ) -> dict[str, str]:
        """Everything a message may show, or ``template`` does.

        ``result`` is ``%`` or empty: the computed unit.
        """
        lead = next(iter(roles.get(main, ())), None)
        label = None if lead is None else self._label(lead)
        fields = {"unit": self._noun(lead, label)}
        if template is None or "{given}" in template:
            fields["given"] = self._given(roles)
        fields["operation"] = f" {MINUS} " if outcome.difference else "/"
        for role, facts in roles.items():
            if template is None or f"{{{role}" in template:
                fields |= self._role(role, facts, lead, label, signed=main == "after")
        computed = outcome.computed if outcome.computed is not None else ANYTHING
        for name, (value, unit) in {"computed": (computed, result), **outcome.amounts}.items():
            if template is not None and f"{{{name}" not in template:
                continue
            bare = self._amount(value, unit, label)
            fields[name] = bare
            fields[f"{name}_full"] = bare + ("%" if unit else fields["unit"])
        return fields

    def _role(
        self,
        role: str,
        facts: Sequence[Fact],
        lead: Fact | None,
        label: UnitLabel | None,
        *,
        signed: bool,
    ) -> dict[str, str]:
        if not facts:
            return {}
        same = [self._same_unit(fact, lead) for fact in facts]
        labels = [
            label if alike else self._label(fact) for fact, alike in zip(facts, same, strict=True)
        ]
        bare = [self._bare(fact, own) for fact, own in zip(facts, labels, strict=True)]
        full = [
            text + self._noun(fact, own)
            for text, fact, own in zip(bare, facts, labels, strict=True)
        ]
        if lead is not None and role != "percent" and not all(same):
            bare = full  # 500 kg beside tonnes
        joint = _JOINTS.get(role, ", ")
        if role == "change" and signed:
            bare = [_undone(fact) + text for fact, text in zip(facts, bare, strict=True)]
            joint = ""
        related = [text + self._kin(fact, lead) for fact, text in zip(facts, bare, strict=True)]
        return {
            role: joint.join(bare),
            f"{role}_full": joint.join(full),
            f"{role}_as": joint.join(related),
        }

    def fact(self, fact: Fact) -> str:
        """``gần 196 tỷ đồng``."""
        label = self._label(fact)
        return self._bare(fact, label) + self._noun(fact, label)

    def percent(self, value: Interval) -> str:
        return self._amount(value, "%", None) + "%"

    def _given(self, roles: Mapping[str, Sequence[Fact]]) -> str:
        return ", ".join(self.fact(fact) for facts in roles.values() for fact in facts)

    def _label(self, fact: Fact) -> UnitLabel | None:
        """The name of the unit the fact was printed in, as far as packs know one."""
        units = self.book.units
        value, step = printed(fact), sane(fact.step)
        if step:
            own = units.label(fact.unit, (step * ONE.scaleb(fact.decimals)).normalize())
            if own is not None:
                return own
        size = value.low if value.low is not None else value.high
        return units.label_for(fact.unit, size if size is not None else ONE)

    def _bare(self, fact: Fact, label: UnitLabel | None) -> str:
        value = printed(fact)
        scale = ONE if label is None else label.scale
        ends = [None if end is None else end / scale for end in (value.low, value.high)]
        fixed = self._decimals(fact, scale)
        texts = [number(end, self.language, fixed) for end in ends if end is not None]
        if not texts:
            return "?"
        if len(texts) == 2 and texts[0] != texts[1]:
            return _RANGE.join(texts)
        pattern = self.book.wordings.get(f"approx.{fact.approx}", self.language)
        if fact.approx in (Approx.EXACT, Approx.RANGE) or "{n}" not in pattern:
            return texts[0]
        return pattern.replace("{n}", texts[0])

    def _decimals(self, fact: Fact, scale: Decimal) -> int | None:
        """Decimals as printed, when shown in the unit it was printed in."""
        step = sane(fact.step)
        return fact.decimals if step and step * ONE.scaleb(fact.decimals) == scale else None

    def _amount(self, value: Interval, unit: str, label: UnitLabel | None) -> str:
        scale = ONE if unit or label is None else label.scale
        finest = _PERCENT_FINEST if unit else _FINEST
        ends = [None if end is None else end / scale for end in value.bounds()]
        if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
            finest = min(finest, _useful(ends[1] - ends[0]))
        texts = [
            "?" if end is None else number(_shortened(end, finest), self.language) for end in ends
        ]
        return texts[0] if texts[0] == texts[1] else _RANGE.join(texts)

    def _noun(self, fact: Fact | None, label: UnitLabel | None) -> str:
        """What follows the number: `` chi bộ``, `` tỷ đồng``, ``%``."""
        if fact is None:
            return ""
        if label is not None:
            name = label.names.get(self.language) or label.names["vi"]
            return name if label.glued else f" {name}"
        if fact.unit == PERCENT:
            return "%"
        if not self.book.units.is_count(fact.unit):
            return f" {fact.unit}"
        indicator = self.indicators.get(fact.indicator)
        noun = fact.label if indicator is None else indicator.label(self.language)
        return f" {noun}" if noun else ""

    def _kin(self, fact: Fact, lead: Fact | None) -> str:
        """What tells a part from its whole: its group, its measure or its body."""
        if lead is None or lead is fact:
            return ""
        other = fact.indicator != lead.indicator and self._same_unit(fact, lead)
        own = self._noun(fact, self._label(fact)) if other else ""
        if fact.breakdown:
            return f"{own} ({fact.breakdown})"
        subject = self.name(fact.subject)
        if subject and fact.subject != lead.subject:
            return f"{own} ({subject})"
        return own

    def _same_unit(self, fact: Fact, lead: Fact | None) -> bool:
        if lead is None:
            return False
        counts = self.book.units.is_count
        return fact.unit == lead.unit or (counts(fact.unit) and counts(lead.unit))

    def name(self, subject: str | None) -> str:
        """The entity's name, a bare noun as it stands, or nothing."""
        if subject is None:
            return ""
        if subject in self.names:
            return self.names[subject]
        return "" if _ENTITY_ID.fullmatch(subject) else subject
