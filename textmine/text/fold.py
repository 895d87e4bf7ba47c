"""Folds a clean text for matching: lower case, tone mark in its modern place, same length.

Vietnamese spells ``oa``, ``oe`` and ``uy`` at the end of a syllable in two ways: the older school
marks the second vowel (``hoà``, ``khoẻ``, ``thuỷ``), the newer one the first (``hòa``, ``khỏe``,
``thủy``).  Before a final consonant or semivowel (``hoàn``, ``xoáy``) and after ``qu`` (``quý``:
there the u belongs to the consonant) both agree, and nothing is touched but a mark that slipped
there (``qúy``).
"""

from __future__ import annotations

import re

_MODERN = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
_OLD_TONE = re.compile(
    r"[ouùúủũụ](?:(?<=o)[àáảãạèéẻẽẹ]|(?<=u)(?<!qu)[ỳýỷỹỵ]|(?<=q[ùúủũụ])y)(?!\w)"
)


def fold_text(clean: str) -> str:
    """``clean`` in lower case with modern tone placement, exactly as long as ``clean``.

    ``Hoà`` -> ``hòa``, ``UỶ`` -> ``ủy``, ``quý`` stays.  Expects composed letters (see
    ``clean_text``); any other string keeps its length all the same.
    """
    lower = clean.lower()
    if len(lower) != len(clean):  # İ is the one letter that grows
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in clean)
    return _OLD_TONE.sub(_modernise, lower)


def _modernise(match: re.Match[str]) -> str:
    return _MODERN[match.group()]
