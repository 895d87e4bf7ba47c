"""A number on its way to a record: what each step has decided so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from textmine.model import Choice, Option, Period, Quantity, Span, Status
from textmine.relate.frame import Frame
from textmine.relate.measure import Measure
from textmine.relate.scene import Place


@dataclass(slots=True)
class Draft:
    """Filled step by step by the linker; indexes count the drafts of one article.

    ``whole``: the draft this one is a part of (``trong đó``), with its ``breakdown``.
    ``base``: the draft a percentage or change speaks of.  ``plan_of``/``total_of``: set on the
    denominator of a fraction.  ``subject`` is an entity id or a bare noun.  Spans are *clean*.
    """

    index: int
    quantity: Quantity
    place: Place
    frame: Frame
    measure: Measure
    indicator: str
    subject: str | None = None
    subject_span: Span | None = None
    actor: str | None = None
    period: Period | None = None
    period_span: Span | None = None
    status: Status = Status.ACTUAL
    status_span: Span | None = None
    breakdown: str | None = None
    label: str = ""
    speaker: str | None = None
    per: str | None = None
    whole: int | None = None
    base: int | None = None
    plan_of: int | None = None
    total_of: int | None = None
    has_plan: bool = False  # a plan stands after its slash
    elided: bool = False  # the measure repeats that of the number before
    time_rule: str = ""  # the rule of the time that dates it
    raised: bool = False  # the level after "nâng … lên"
    margins: dict[str, float] = field(default_factory=dict)  # by task: lead over the runner-up
    rivals: dict[str, int] = field(default_factory=dict)  # by task: different answers considered
    grounds: dict[str, str] = field(default_factory=dict)  # by task: how the answer was come by
    choices: list[Choice] = field(default_factory=list)

    def take_from(self, other: Draft) -> None:
        """Takes subject, period and how clearly they were chosen from the draft it goes with."""
        self.subject, self.subject_span = other.subject, other.subject_span
        self.period, self.period_span = other.period, other.period_span
        self.margins, self.rivals, self.grounds = other.margins, other.rivals, other.grounds

    def settle(self, task: str, margin: float, answers: Iterable[object]) -> None:
        """Keeps how clear a choice was: its lead, and how many different answers there were."""
        self.margins[task] = margin
        self.rivals[task] = len(set(answers))

    def note(
        self,
        task: str,
        chosen: str,
        rule: str,
        span: Span | None = None,
        options: tuple[Option, ...] = (),
    ) -> None:
        """Keeps one decision for ``explain``."""
        self.choices.append(Choice(task, chosen, rule, span, options))
