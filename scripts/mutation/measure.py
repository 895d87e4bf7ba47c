"""Runs textmine over articles with one number changed and counts what it flags."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from textmine.model import Document, Extraction, Finding, Severity, Verdict
from textmine.pipeline import Kit, extract

from .agree import agrees
from .numbers import Number, number_of, slips


@dataclass(frozen=True, slots=True)
class Story:
    """An article and its gold."""

    name: str
    text: str
    gold: Mapping[str, Any]

    def document(self, text: str | None = None) -> Document:
        return Document(
            id=self.name,
            text=self.text if text is None else text,
            published=self.gold.get("published"),
            province=self.gold.get("province"),
        )


@dataclass(frozen=True, slots=True)
class Slip:
    """One changed number: ``broken`` are the gold relations that can no longer be true."""

    story: Story
    kind: str
    number: Number
    digits: str
    broken: tuple[Mapping[str, Any], ...]

    @property
    def text(self) -> str:
        return (
            self.story.text[: self.number.start] + self.digits + self.story.text[self.number.end :]
        )

    @property
    def rule(self) -> str:
        return str(self.broken[0]["type"])


@dataclass(slots=True)
class Count:
    """How many changes arithmetic reveals, and how many were called violated or at least warned
    of; by rule and kind of change.  ``hidden`` are those arithmetic cannot reveal."""

    changes: int = 0
    revealing: Counter[tuple[str, str]] = field(default_factory=Counter)
    violated: Counter[tuple[str, str]] = field(default_factory=Counter)
    warned: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: list[Slip] = field(default_factory=list)

    def add(self, slip: Slip, flag: Finding | None) -> None:
        key = (slip.rule, slip.kind)
        self.revealing[key] += 1
        if flag is None:
            self.misses.append(slip)
            return
        self.warned[key] += 1
        self.violated[key] += flag.verdict is Verdict.VIOLATED


def read_stories(directory: Path) -> Iterator[Story]:
    """Gold articles of a directory whose gold calls nothing false, in order of their names."""
    for path in sorted(directory.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if any(relation.get("holds") is False for relation in gold["relations"]):
            continue
        text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
        yield Story(path.name.removesuffix(".gold.json"), text, gold)


def slips_of(story: Story, seed: int) -> Iterator[Slip]:
    """Every change of every number that some relation of the gold speaks of and that agreed."""
    numbers = [number_of(story.text, fact) for fact in story.gold["facts"]]
    sound = [r for r in story.gold["relations"] if agrees(r, numbers, story.text)]
    for index, number in enumerate(numbers):
        mine = [relation for relation in sound if index in _members(relation)]
        if number is None or not number.digits or not mine:
            continue
        rng = Random(f"{seed}/{story.name}/{index}")
        for kind, digits in slips(number, rng):
            changed = [*numbers]
            changed[index] = number.printed(digits)
            text = story.text[: number.start] + digits + story.text[number.end :]
            shift = len(digits) - len(number.digits)
            moved = [_moved(each, number.start, shift) for each in changed]
            broken = tuple(r for r in mine if agrees(r, moved, text) is False)
            yield Slip(story, kind, number, digits, broken)


def _moved(number: Number | None, start: int, shift: int) -> Number | None:
    if number is None or number.start <= start:
        return number
    return Number(
        number.start + shift, number.digits, number.scale, number.value, number.upper, number.unit,
        number.approx,
    )  # fmt: skip


def _members(relation: Mapping[str, Any]) -> set[int]:
    found: set[int] = set()
    for value in relation.values():
        if isinstance(value, int) and not isinstance(value, bool):
            found.add(value)
        elif isinstance(value, list):
            found.update(value)
    return found


def flags(extraction: Extraction) -> list[Finding]:
    """What a reader is told to look at: violations, and doubtful cases above mere information."""
    return [
        finding
        for finding in extraction.findings
        if finding.verdict is Verdict.VIOLATED or finding.severity is not Severity.INFO
    ]


def count(stories: Iterable[Story], kit: Kit, seed: int) -> Count:
    """Changes one number after the other; a flag counts when it is new and about the relation."""
    result = Count()
    for story in stories:
        before = {(x.rule, x.message) for x in flags(extract(story.document(), kit))}
        for slip in slips_of(story, seed):
            result.changes += 1
            if slip.broken:
                result.add(slip, _flag(slip, kit, before))
    return result


def _flag(slip: Slip, kit: Kit, before: set[tuple[str, str]]) -> Finding | None:
    """The gravest new flag that speaks of a number of the broken relations."""
    extraction = extract(slip.story.document(slip.text), kit)
    new = [x for x in flags(extraction) if (x.rule, x.message) not in before]
    about = _stretches(slip)
    spans = {fact.id: fact.span for fact in extraction.facts}
    found = None
    for finding in new:
        near = any(
            spans[id].start < end and start < spans[id].end
            for id in finding.facts
            for start, end in about
        )
        if near and (found is None or finding.verdict is Verdict.VIOLATED):
            found = finding
    return found


def _stretches(slip: Slip) -> list[tuple[int, int]]:
    """Where the numbers of the broken relations stand in the changed text."""
    facts = slip.story.gold["facts"]
    shift = len(slip.digits) - len(slip.number.digits)
    found = []
    for relation in slip.broken:
        for index in _members(relation):
            number = number_of(slip.story.text, facts[index])
            if number is not None:
                start = number.start + (shift if number.start > slip.number.start else 0)
                found.append((start, start + max(1, len(number.digits))))
    return found


@dataclass(slots=True)
class Untouched:
    """Flags on articles as they are, by rule: violations, and warnings beside them."""

    articles: int = 0
    violated: list[tuple[str, Finding]] = field(default_factory=list)
    warned: list[tuple[str, Finding]] = field(default_factory=list)


def untouched(documents: Iterable[Document], kit: Kit) -> Untouched:
    result = Untouched()
    for document in documents:
        result.articles += 1
        for finding in flags(extract(document, kit)):
            side = result.violated if finding.verdict is Verdict.VIOLATED else result.warned
            side.append((document.id, finding))
    return result


def read_lines(path: Path) -> Iterator[Document]:
    """Articles of JSON lines with ``text`` and maybe ``id``, ``published``, ``url``."""
    with path.open(encoding="utf-8") as handle:
        for number, line in enumerate(handle, start=1):
            row = json.loads(line)
            day = str(row.get("published") or "")
            if len(day) == 8 and day.isdigit():
                day = f"{day[:4]}-{day[4:6]}-{day[6:]}"
            yield Document(
                id=str(row.get("id", number)),
                text=row["text"],
                source=row.get("url") or row.get("source"),
                publisher=row.get("publisher"),
                published=day or None,
                province=row.get("province"),
            )


def rates(counts: Sequence[Count]) -> dict[str, int]:
    """Totals over several counts."""
    return {
        "changes": sum(x.changes for x in counts),
        "revealing": sum(x.revealing.total() for x in counts),
        "violated": sum(x.violated.total() for x in counts),
        "flagged": sum(x.warned.total() for x in counts),
    }
