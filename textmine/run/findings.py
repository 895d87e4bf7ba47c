"""The findings a store keeps, with the sentences of both sides, and what people decide of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from textmine.io.finding_rows import ShownFinding, Witness
from textmine.model import Severity, Verdict
from textmine.model.errors import InputError
from textmine.store import checking
from textmine.store.checking import FindingHead
from textmine.store.store import Store

DECISIONS = MappingProxyType({"accept": "accepted", "dismiss": "dismissed"})
SHORTEST = 4  # characters of a key that may stand for it
_PORTION = 200  # findings whose sentences are fetched together


def stored_findings(store: Store, language: str, **choice: Any) -> Iterator[ShownFinding]:
    """Findings of a store, errors first; ``choice`` as in ``finding_heads``."""
    heads = checking.finding_heads(store, **choice)
    for start in range(0, len(heads), _PORTION):
        portion = heads[start : start + _PORTION]
        sides: dict[tuple[str, int], list[Witness]] = {}
        for row in checking.witnesses(store, [head.key for head in portion]):
            sides.setdefault((row.finding, row.side), []).append(Witness(*row[2:]))
        for head in portion:
            yield _shown(head, sides, language)


def _shown(
    head: FindingHead, sides: dict[tuple[str, int], list[Witness]], language: str
) -> ShownFinding:
    return ShownFinding(
        key=head.key,
        rule=head.rule,
        verdict=Verdict(head.verdict),
        severity=Severity(head.severity),
        indicator=head.indicator,
        message=head.message_vi if language == "vi" else head.message_en,
        arithmetic=head.arithmetic,
        sources=head.sources,
        sides=tuple(tuple(sides.get((head.key, place), ())) for place in range(len(head.sources))),
        readings=head.readings,
        decision=head.decision,
        note=head.note,
    )


def full_key(store: Store, start: str) -> str:
    """The key that begins so.  Raises InputError when there is none, or more than one."""
    if len(start) < SHORTEST or not start.isalnum():
        raise InputError(f"{start!r} is no key", advice=f"give at least {SHORTEST} characters")
    keys = checking.keys_that_begin(store, start)
    if not keys:
        raise InputError(f"no finding {start}", advice="see textmine findings list --all")
    if len(keys) > 1:
        raise InputError(f"several findings begin with {start}", advice="give more of the key")
    return keys[0]


def decide(store: Store, start: str, action: str, note: str | None) -> str:
    """Keeps a person's word on a finding, in place of an earlier one; returns its key.

    ``action`` is ``accept``, ``dismiss`` or ``reopen`` (forgets the word).  Raises InputError when
    there is no such finding, StoreError when the store cannot be written.
    """
    key = full_key(store, start)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    checking.keep_word(store, key, DECISIONS.get(action), note, now)
    return key
