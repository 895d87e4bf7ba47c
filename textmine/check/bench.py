"""What the checks of one article share: its facts and rules, and how a finding is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textmine.check.evaluate import Desk
from textmine.check.outcome import Outcome
from textmine.check.rules import Rule, RuleBook
from textmine.check.wording import Writer
from textmine.model import Finding, Severity, Verdict
from textmine.packs.indicators import Indicator


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding without its id, and where in the text it belongs."""

    position: tuple[tuple[int, ...], int, str]
    finding: Finding


@dataclass(frozen=True, slots=True)
class Bench:
    """One article under examination.  ``published`` is ISO 8601, ``language`` vi or en."""

    desk: Desk
    indicators: Mapping[str, Indicator]
    writer: Writer
    language: str
    published: str | None

    @property
    def book(self) -> RuleBook:
        return self.desk.book

    def template(self, rule: Rule, outcome: Outcome) -> str:
        """The rule's sentence for the outcome's case, with fields in braces."""
        texts = rule.messages[outcome.case]
        return texts.get(self.language) or texts["vi"]

    def message(self, rule: Rule, outcome: Outcome, fields: Mapping[str, str]) -> str:
        """The rule's sentence for the outcome's case."""
        return self.template(rule, outcome).format_map(_Shown(fields))

    def draft(
        self,
        rule: Rule,
        outcome: Outcome,
        ids: tuple[str, ...],
        message: str,
        *,
        position: tuple[int, ...] = (),
        severity: Severity | None = None,
    ) -> Draft | None:
        """A finding in its place, or ``None`` when the rule does not report such verdicts."""
        if outcome.verdict not in rule.report:
            return None
        places = position or tuple(sorted(self.desk.facts[id].span.start for id in ids))
        finding = Finding(
            id="",
            rule=rule.id,
            verdict=outcome.verdict,
            severity=severity or rule.grade(outcome.case, outcome.verdict),
            facts=ids,
            reported=None if outcome.reported is None else outcome.reported.bounds(),
            computed=None if outcome.computed is None else outcome.computed.bounds(),
            only_by_rounding=outcome.only_by_rounding and outcome.verdict is Verdict.SATISFIED,
            message=message,
            readings=outcome.readings,
        )
        return Draft((places, self.book.rules.index(rule), " ".join(ids)), finding)


class _Shown(dict[str, str]):
    """Fields of a message; a number nobody printed is a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"
