"""An article while it is written: its text, and what each figure in it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from string import Formatter
from typing import Any

Period = tuple[str, str]
_FORMATTER = Formatter()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number to be printed: ``value`` in the unit that stands behind it, with ``decimals``.

    ``scale`` is the worth of that unit in the base unit (``tỷ`` is 10**9 VND,
    ``tạ`` a tenth of a tonne).
    """

    value: Decimal
    indicator: str
    unit: str = "person"
    decimals: int = 0
    scale: Decimal = Decimal(1)
    subject: str = ""
    period: Period | None = None
    status: str = "actual"
    approx: str = "exact"

    @property
    def text(self) -> str:
        return printed(self.value, self.decimals)


@dataclass(slots=True)
class Page:
    """``facts`` and ``relations`` are in the format of the gold corpus, in text order."""

    id: str
    published: str
    province: str
    publisher: str
    kind: str
    about: tuple[str, ...] = ()
    text: str = ""
    facts: list[dict[str, Any]] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)

    def say(self, template: str, **values: object) -> None:
        """Appends a sentence; every ``{name}`` that is a Figure becomes a fact called ``name``."""
        for words, name, _, _ in _FORMATTER.parse(template):
            self.text += words
            if name is None:
                continue
            value = values[name]
            if isinstance(value, Figure):
                self._figure(name, value)
            else:
                self.text += str(value)

    def paragraph(self) -> None:
        self.text = self.text.rstrip() + "\n\n"

    def tie(self, type: str, reading: str | None = None, **roles: str | list[str]) -> None:
        """Ties facts by name; a tie with a figure that was not printed is left out."""
        relation: dict[str, Any] = {"type": type}
        for role, name in roles.items():
            wanted = [name] if isinstance(name, str) else name
            if any(one not in self.names for one in wanted):
                return
            indexes = [self.names[one] for one in wanted]
            relation[role] = indexes[0] if isinstance(name, str) else indexes
        if reading is not None:
            relation["reading"] = reading
        self.relations.append({**relation, "holds": True})

    def _figure(self, name: str, figure: Figure) -> None:
        start = len(self.text)
        self.text += figure.text
        worth = figure.value * figure.scale
        self.names[name] = len(self.facts)
        self.facts.append(
            {
                "quote": figure.text,
                "start": start,
                "low": float(worth) if worth % 1 else int(worth),
                "high": float(worth) if worth % 1 else int(worth),
                "approx": figure.approx,
                "unit": figure.unit,
                "indicator": figure.indicator,
                "subject": figure.subject,
                "period": figure.period and {"start": figure.period[0], "end": figure.period[1]},
                "status": figure.status,
            }
        )

    def row(self) -> dict[str, str]:
        """The article as a line of JSON lines that textmine reads."""
        return {
            "id": self.id,
            "published": self.published,
            "publisher": self.publisher,
            "province": self.province,
            "text": self.text.strip() + "\n",
        }

    def gold(self) -> dict[str, Any]:
        """What the article says, in the format of the gold corpus."""
        facts = []
        for fact in self.facts:
            kept: Mapping[str, Any] = {key: fact[key] for key in fact if key != "start"}
            before = self.text[: fact["start"] + len(fact["quote"])]
            facts.append({**kept, "nth": _places(before, fact["quote"])})
        return {
            "id": self.id,
            "published": self.published,
            "province": f"tỉnh {self.province}",
            "facts": facts,
            "relations": self.relations,
        }


def printed(value: Decimal, decimals: int = 0) -> str:
    """``1254.5`` as a Vietnamese paper prints it: ``1.254,5``; zeros behind the mark are left out."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, tail = f"{rounded:,f}".partition(".")
    tail = tail.rstrip("0")
    return whole.replace(",", ".") + ("," + tail if tail else "")


def percent(part: Decimal | int, whole: Decimal | int, decimals: int = 1) -> Decimal:
    """``part`` in per cent of ``whole``, rounded half up as papers do."""
    exact = Decimal(part) * 100 / Decimal(whole)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _places(text: str, quote: str) -> int:
    """At which occurrence (from 1, overlaps counted) of ``quote`` the text ends."""
    found, at = 0, text.find(quote)
    while at >= 0:
        found, at = found + 1, text.find(quote, at + 1)
    return found
