"""Gold articles: ``NAME.txt`` with ``NAME.gold.json``, read and checked.

The text may stand elsewhere (``textmine.evaluate.texts``).  The format is described in
``corpora/gold/README.md`` and ``corpora/gold-real/README.md``.  Reading fails on a file that is
not gold at all; what is merely wrong in one (a quote that does not occur) is a ``Problem`` of
``check_gold``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from textmine.evaluate.texts import SUFFIX, article_id, outside_texts, text_path
from textmine.model import Approx, RelationType, Span, Status, earliest, latest
from textmine.model.errors import InputError

Bounds = tuple[str | None, str | None]
OTHER = "other"
HELD_OUT = frozenset({"test", "untouched", "third"})  # directories measured and never looked at
_FACT_KEYS = frozenset(
    {"quote", "nth", "low", "high", "approx", "unit", "indicator", "label", "subject", "period"}
    | {"status", "breakdown"}
)
_EXTRA_KEYS = frozenset(
    {"aspect", "direction", "subject_also", "indicator_also", "period_also", "optional"}
)
_ROLES = {
    RelationType.PARTS_SUM: ("total", "parts"),
    RelationType.RATIO: ("numerator", "denominator", "percent"),
    RelationType.PERCENT_OF_PLAN: ("actual", "plan", "percent"),
    RelationType.DELTA: ("after", "change", "before"),
    RelationType.GROWTH: ("current", "base", "percent"),
    RelationType.SHARE: ("part", "whole", "percent"),
    RelationType.PART_OF: ("part", "whole"),
    RelationType.FROM_TO: ("from", "to", "change"),
    RelationType.REPEAT: ("first", "again"),
    RelationType.PRODUCT: ("factors", "result"),
}


@dataclass(frozen=True, slots=True)
class GoldFact:
    """One number as a reader records it.

    ``span`` points into the text, ``None`` when the quote does not occur ``nth`` times.
    ``period`` is (start, end), ISO or ``None`` where open; ``None`` altogether when undated.
    ``subject_also`` (``None``: nobody), ``indicator_also`` and ``period_also`` are answers just as
    right; an ``optional`` fact is one on which readers differ: finding it is no error, missing it
    neither.
    """

    quote: str
    nth: int
    span: Span | None
    low: Decimal | None
    high: Decimal | None
    approx: str
    unit: str
    indicator: str
    label: str
    subject: str | None
    period: Bounds | None
    status: str
    breakdown: str | None = None
    aspect: str | None = None
    direction: str | None = None
    subject_also: tuple[str | None, ...] = ()
    indicator_also: tuple[str, ...] = ()
    period_also: tuple[Bounds | None, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldOfficial:
    """One office of one person; a person with two offices has two entries."""

    name: str
    role: str
    organization: str | None


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """``roles`` maps a role to indexes of facts; ``holds``: true, false, or not checkable."""

    type: str
    roles: tuple[tuple[str, tuple[int, ...]], ...]
    holds: bool | None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One gold article; the ``*_also`` names may be found or missed without being counted.

    ``aliases`` maps a name of an organisation or a place to others that are as right.
    """

    path: Path
    id: str
    text: str
    published: str | None
    province: str | None
    officials: tuple[GoldOfficial, ...]
    organizations: tuple[str, ...]
    places: tuple[str, ...]
    organizations_also: tuple[str, ...]
    places_also: tuple[str, ...]
    facts: tuple[GoldFact, ...]
    relations: tuple[GoldRelation, ...]
    officials_also: tuple[str, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def held_out(self) -> bool:
        """Whether its misses are not for looking at: it stands in a directory of held-out gold."""
        return self.path.parent.name in HELD_OUT


@dataclass(frozen=True, slots=True)
class GoldSet:
    """The gold of a directory; ``skipped`` are files whose texts are not at hand."""

    articles: tuple[GoldArticle, ...]
    skipped: tuple[Path, ...] = ()

    def note(self) -> str:
        """One line on what was skipped, empty when nothing was."""
        count = len(self.skipped)
        return f"{count} gold files skipped: no text beside them nor in a shared file" * (count > 0)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a gold file: ``str()`` is one line naming file, place and reason."""

    path: Path
    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.where}: {self.reason}"


def gold_files(directory: Path) -> list[Path]:
    """Gold files under ``directory``, sub-directories included, in a stable order.

    Raises InputError when it is no directory or holds no gold.
    """
    if not directory.is_dir():
        raise InputError("no such directory", where=str(directory), advice="name a gold directory")
    files = sorted(directory.rglob(f"*{SUFFIX}"))
    if not files:
        raise InputError(f"no *{SUFFIX} in it", where=str(directory))
    return files


def read_gold_set(directory: Path, articles: Path | None = None) -> GoldSet:
    """All gold under ``directory``, with texts beside it or from ``articles``.

    ``articles`` is a file as ``textmine.evaluate.texts`` describes it (default: its ``ARTICLES``);
    where it is not there, gold without a text is skipped.  Raises InputError when the directory, a
    gold file or ``articles`` cannot be read, and when a text is in neither place.
    """
    files = gold_files(directory)
    texts = outside_texts(files, articles)
    skipped = () if texts is not None else tuple(f for f in files if not text_path(f).is_file())
    read = tuple(read_gold(path, texts) for path in files if path not in set(skipped))
    return GoldSet(read, skipped)


def read_gold(path: Path, texts: Mapping[str, str] | None = None) -> GoldArticle:
    """Reads one ``NAME.gold.json`` and its ``NAME.txt``, or its text in ``texts`` by ``NAME``.

    Raises InputError when either is missing, unreadable, or lacks what every gold file has.
    """
    text = (texts or {}).get(article_id(path))
    try:
        if text is None or text_path(path).is_file():
            text = text_path(path).read_text(encoding="utf-8")
        data = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read ({error})", where=str(path)) from error
    try:
        return _article(path, text, data)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        what = f"{type(error).__name__}: {error}"
        raise InputError(f"is not a gold file ({what})", where=str(path)) from error


def _article(path: Path, text: str, data: Mapping[str, Any]) -> GoldArticle:
    return GoldArticle(
        path=path,
        id=data["id"],
        text=text,
        published=data["published"],
        province=data.get("province"),
        officials=tuple(
            GoldOfficial(entry["name"], entry["role"], entry.get("organization"))
            for entry in data["officials"]
        ),
        organizations=tuple(data["organizations"]),
        places=tuple(data["places"]),
        organizations_also=tuple(data.get("organizations_also", ())),
        places_also=tuple(data.get("places_also", ())),
        facts=tuple(_fact(text, entry) for entry in data["facts"]),
        relations=tuple(_relation(entry) for entry in data["relations"]),
        officials_also=tuple(data.get("officials_also", ())),
        aliases={name: tuple(others) for name, others in data.get("aliases", {}).items()},
    )


def _fact(text: str, entry: Mapping[str, Any]) -> GoldFact:
    unknown = set(entry) - _FACT_KEYS - _EXTRA_KEYS
    missing = _FACT_KEYS - set(entry)
    if unknown or missing:
        raise ValueError(f"fact {entry.get('quote')!r}: keys {sorted(unknown | missing)}")
    return GoldFact(
        quote=entry["quote"],
        nth=entry["nth"],
        span=_find(text, entry["quote"], entry["nth"]),
        low=_decimal(entry["low"]),
        high=_decimal(entry["high"]),
        approx=entry["approx"],
        unit=entry["unit"],
        indicator=entry["indicator"],
        label=entry["label"],
        subject=entry["subject"],
        period=_bounds(entry["period"]),
        status=entry["status"],
        breakdown=entry["breakdown"],
        aspect=entry.get("aspect"),
        direction=entry.get("direction"),
        subject_also=tuple(entry.get("subject_also", ())),
        indicator_also=tuple(entry.get("indicator_also", ())),
        period_also=tuple(_bounds(period) for period in entry.get("period_also", ())),
        optional=bool(entry.get("optional", False)),
    )


def _bounds(period: Mapping[str, Any] | None) -> Bounds | None:
    return None if period is None else (period["start"], period["end"])


def _relation(entry: Mapping[str, Any]) -> GoldRelation:
    roles = []
    for role, value in entry.items():
        if role in ("type", "holds", "reading") or value is None:
            continue
        roles.append((role, tuple(value) if isinstance(value, list) else (value,)))
    return GoldRelation(entry["type"], tuple(roles), entry["holds"])


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _find(text: str, quote: str, nth: int) -> Span | None:
    """The ``nth`` place (from 1) where ``quote`` begins; places may overlap."""
    if not quote or nth < 1:
        return None
    at = -1
    for _ in range(nth):
        at = text.find(quote, at + 1)
        if at < 0:
            return None
    return Span(at, at + len(quote))


def check_gold(article: GoldArticle, indicators: Collection[str]) -> list[Problem]:
    """What is wrong in ``article``: quotes, values, indicators, periods, relation indexes.

    ``indicators`` are the ids that exist; ``other:<snake_case>`` is always allowed.
    """
    found: list[tuple[str, str]] = []
    for number, fact in enumerate(article.facts):
        where = f"fact {number} {fact.quote!r}"
        found.extend((where, reason) for reason in _fact_problems(fact, indicators))
    found.extend(_twice(article.facts))
    for number, relation in enumerate(article.relations):
        where = f"relation {number} {relation.type}"
        found.extend((where, reason) for reason in _relation_problems(relation, article.facts))
    found.extend(
        ("officials", f"{official.name!r} does not occur in the text")
        for official in article.officials
        if official.name.casefold() not in article.text.casefold()
    )
    return [Problem(article.path, where, reason) for where, reason in found]


def _fact_problems(fact: GoldFact, indicators: Collection[str]) -> Iterator[str]:
    if fact.span is None:
        yield f"the quote does not occur {fact.nth} times"
    if fact.low is None and fact.high is None:
        yield "low and high are both missing"
    elif fact.low is not None and fact.high is not None and fact.low > fact.high:
        yield "low is greater than high"
    if fact.approx not in set(Approx):
        yield f"approx is {fact.approx!r}"
    if fact.status not in set(Status):
        yield f"status is {fact.status!r}"
    if not fact.unit or not fact.label:
        yield "unit or label is empty"
    for name in (fact.indicator, *fact.indicator_also):
        if name not in indicators and not _is_other(name):
            yield f"no pack has the indicator {name!r}"
    for period in (fact.period, *fact.period_also):
        yield from _period_problems(period)


def _is_other(name: str) -> bool:
    kind, colon, rest = name.partition(":")
    return kind == OTHER and bool(colon) and rest.replace("_", "a").isalnum() and rest.islower()


def _period_problems(period: Bounds | None) -> Iterator[str]:
    try:
        start, end = period or (None, None)
        first = earliest(start) if start else None
        last = latest(end) if end else None
    except ValueError as error:
        yield f"period: {error}"
        return
    if first and last and first > last:
        yield "the period ends before it starts"


def _twice(facts: Sequence[GoldFact]) -> Iterator[tuple[str, str]]:
    seen: dict[Span, int] = {}
    for number, fact in enumerate(facts):
        if fact.span is not None:
            if fact.span in seen:
                yield f"fact {number} {fact.quote!r}", f"stands where fact {seen[fact.span]} does"
            seen.setdefault(fact.span, number)


def _relation_problems(relation: GoldRelation, facts: Sequence[GoldFact]) -> Iterator[str]:
    if relation.type not in set(RelationType):
        yield "no such type of relation"
        return
    allowed = _ROLES[RelationType(relation.type)]
    for role, indexes in relation.roles:
        if role not in allowed:
            yield f"has no role {role!r} (only {', '.join(allowed)})"
        for index in indexes:
            if not isinstance(index, int) or not 0 <= index < len(facts):
                yield f"{role} names fact {index!r}, which does not exist"
    if len(relation.roles) < 2:
        yield "ties fewer than two facts"
