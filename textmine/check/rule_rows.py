"""Rows of rules, whichever table they stand in: overriding, completing, and errors by name."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Any, TypeGuard

from textmine.check.interval import Interval
from textmine.check.primitives import Primitive
from textmine.check.tables import decimal
from textmine.model import Severity, Verdict
from textmine.packs.loader import PackSet, Row

LANGUAGES = ("vi", "en")
_TABLES = ("message", "severities", "label", "arithmetic")  # overridden item by item


def merged_rows(
    packs: PackSet, table: str, keys: frozenset[str]
) -> dict[str, tuple[dict[str, Any], Row]]:
    """Rows of one id over all packs as one table, with the last row for error messages.

    Raises PackError for a row of ``[[table]]`` without an id, twice in one pack, or with a key
    that is none of ``keys``.
    """
    merged: dict[str, tuple[dict[str, Any], Row]] = {}
    seen: set[tuple[str, str]] = set()
    for row in packs.rows(table):
        id = row.data.get("id")
        if not isinstance(id, str):
            raise row.error(f"[[{table}]] without an id", 'give it id = "…"')
        if (id, row.pack) in seen:
            raise row.error(f"[[{table}]] {id} is defined twice", "keep one of them")
        seen.add((id, row.pack))
        unknown = sorted(set(row.data) - keys)
        if unknown:
            raise row.error(f"unknown key {unknown[0]}", f"known: {', '.join(sorted(keys))}")
        earlier = merged[id][0] if id in merged else {}
        merged[id] = (overlaid(earlier, row.data, row), row)
    return merged


def completed(
    id: str, data: dict[str, Any], row: Row, merged: Mapping[str, tuple[dict[str, Any], Row]]
) -> dict[str, Any]:
    """``data`` over the rule it is ``like``, which must stand on its own."""
    like = data.get("like")
    if like is None:
        return data
    model = merged.get(like) if isinstance(like, str) else None
    if model is None or like == id or "like" in model[0]:
        raise row.error(f"like names {like!r}", "name a rule that is complete in itself")
    return overlaid({**model[0], "enabled": True}, data, row)


def overlaid(earlier: Mapping[str, Any], later: Mapping[str, Any], row: Row) -> dict[str, Any]:
    """``later`` over ``earlier``: whole keys, but messages case by case and text by text."""
    merged = dict(earlier)
    for key, value in later.items():
        if key not in _TABLES:
            merged[key] = value
            continue
        if not isinstance(value, dict):
            raise row.error(f"{key} must be a table")
        kept = dict(merged.get(key, {}))
        for name, item in value.items():
            old = kept.get(name)
            if isinstance(old, dict) and isinstance(item, dict):
                kept[name] = {**old, **item}
            else:
                kept[name] = item
        merged[key] = kept
    return merged


def messages(data: Mapping[str, Any], row: Row, primitive: Primitive) -> dict[str, dict[str, str]]:
    """A sentence in every language for every case.  Raises PackError naming what is wrong."""
    given = data.get("message", {})
    for case in given:
        if case not in primitive.cases:
            known = ", ".join(primitive.cases)
            raise row.error(f"{primitive.name} has no case {case}", f"known: {known}")
    messages = {}
    for case in primitive.cases:
        texts = given.get(case)
        if not spoken(texts):
            raise row.error(f"message.{case} needs vi and en")
        for language, text in texts.items():
            check_fields(row, f"message.{case}.{language}", text, primitive.fields(case))
        messages[case] = dict(texts)
    return messages


def spoken(texts: object) -> TypeGuard[dict[str, str]]:
    """A table of texts with every language findings are written in."""
    return (
        isinstance(texts, dict)
        and all(isinstance(text, str) for text in texts.values())
        and set(LANGUAGES) <= set(texts)
    )


def check_fields(row: Row, where: str, text: str, known: frozenset[str]) -> None:
    """Raises PackError when a template shows a name that is none of ``known``."""
    try:
        parsed = [item[1:] for item in Formatter().parse(text) if item[1] is not None]
    except ValueError as error:
        raise row.error(f"{where} is no template ({error})") from error
    if any(spec or conversion for _, spec, conversion in parsed):
        raise row.error(f"{where} formats a field", "write {name} alone")
    for name in sorted({str(name) for name, _, _ in parsed} - known):
        raise row.error(f"{where} shows {{{name}}}", f"known: {', '.join(sorted(known))}")


def severity(row: Row, value: object) -> Severity:
    """Raises PackError when there is no such severity."""
    if value not in tuple(Severity):
        raise row.error(f"severity is {value!r}", f"use one of {', '.join(Severity)}")
    return Severity(str(value))


def severities(data: Mapping[str, Any], row: Row, primitive: Primitive) -> dict[str, Severity]:
    """Severities by case.  Raises PackError for a case the primitive does not have."""
    given = data.get("severities", {})
    for case in given:
        if case not in primitive.cases:
            raise row.error(f"severities names {case}, no case of {primitive.name}")
    return {case: severity(row, value) for case, value in given.items()}


def report(data: Mapping[str, Any], row: Row) -> frozenset[Verdict]:
    """The verdicts that become findings, all when missing.  Raises PackError for another word."""
    names = words(data, row, "report")
    for name in names:
        if name not in tuple(Verdict):
            raise row.error(f"report names {name}", f"use {', '.join(Verdict)}")
    return frozenset(Verdict(name) for name in names) or frozenset(Verdict)


def bounds(data: Mapping[str, Any], row: Row) -> Interval | None:
    """``bounds = [least, greatest]``.  Raises PackError when they are none."""
    value = data.get("bounds")
    if value is None:
        return None
    if not isinstance(value, list) or not 1 <= len(value) <= 2:
        raise row.error("bounds must be [least] or [least, greatest]")
    ends = [decimal(row, "bounds", item) for item in value]
    if ends != sorted(ends):
        raise row.error("bounds must be in order", "write [least, greatest]")
    return Interval(ends[0], ends[1] if len(ends) == 2 else None)


def flag(data: Mapping[str, Any], row: Row, key: str, default: bool) -> bool:
    """Raises PackError when the value is not true or false."""
    value = data.get(key, default)
    if not isinstance(value, bool):
        raise row.error(f"{key} must be true or false")
    return value


def words(data: Mapping[str, Any], row: Row, key: str) -> tuple[str, ...]:
    """A list of strings, empty when missing.  Raises PackError when it is something else."""
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise row.error(f"{key} must be a list of strings")
    return tuple(value)
