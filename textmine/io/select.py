"""Keeps the part of an extraction that was asked for."""

from __future__ import annotations

from dataclasses import replace

from textmine.model import Extraction


def keep_confident(extraction: Extraction, least: float) -> Extraction:
    """Without facts below ``least`` and without relations and findings that need one of them.

    A warning says how many numbers were left out.
    """
    kept = tuple(fact for fact in extraction.facts if fact.confidence >= least)
    dropped = len(extraction.facts) - len(kept)
    if not dropped:
        return extraction
    ids = {fact.id for fact in kept}
    relations = tuple(
        relation
        for relation in extraction.relations
        if all(id in ids for _, members in relation.facts for id in members)
    )
    findings = tuple(finding for finding in extraction.findings if ids.issuperset(finding.facts))
    warning = f"{dropped} of {len(extraction.facts)} numbers are below confidence {least:g}"
    return replace(
        extraction,
        facts=kept,
        relations=relations,
        findings=findings,
        warnings=(*extraction.warnings, warning),
    )
