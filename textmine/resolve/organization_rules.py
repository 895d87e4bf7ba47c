"""What resolving organisations takes from the packs: levels, heads, and names that are the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from textmine.packs.loader import PackSet
from textmine.recognize.organization_words import Entry, read_words
from textmine.resolve.organization_judge import StandingWords, read_standing_words
from textmine.text.fold import fold_text

_PARTY = frozenset({"party_organization", "party_committee"})


@dataclass(frozen=True, slots=True)
class OrganizationRules:
    """Compiled once from the packs.

    ``entries`` by id; ``level_of``: a level word -> its level; ``kinds``: a level -> the kinds of
    place it may be; ``fold_head``: a head as compared (case, tone marks, short forms undone);
    ``heads``: the opening words alone, so compared; ``blocs``: words
    that stand for the full name of a bloc of agencies (Đảng ủy Khối); ``central``: endings of heads
    that are the country's own (Hội Nông dân Việt Nam); ``same_holder``: between a cell and the
    village of the same head; ``standing``: words that tell how a body or a place is named;
    ``plans`` and ``sets``: before and after a body that is only named as what set a plan.
    """

    entries: Mapping[str, Entry]
    level_of: Mapping[str, str]
    kinds: Mapping[str, frozenset[str]]
    fold_head: Callable[[str], str]
    heads: frozenset[str]
    blocs: frozenset[str]
    central: tuple[str, ...]
    same_holder: tuple[str, ...]
    standing: StandingWords
    plans: tuple[str, ...]
    sets: tuple[str, ...]

    def of_unit(self, entry: Entry | None, head: str) -> bool:
        """Whether a Party body is that of a unit of its own name, and no area's: ``Đảng ủy Quân
        sự``, ``Đảng bộ Khối các cơ quan``."""
        party = entry is not None and entry.kind in _PARTY
        return party and self.fold_head(head) not in self.heads

    def level_of_kind(self, kind: str) -> str | None:
        """The level a kind of place is of: ``commune`` -> ``xã``."""
        return next((level for level, kinds in self.kinds.items() if kind in kinds), None)


def read_rules(packs: PackSet) -> OrganizationRules:
    """Compiles the tables.

    Raises PackError naming the row when a field is missing or unknown.
    """
    words = read_words(packs)
    fold = read_head_folder(packs)
    return OrganizationRules(
        words.entries,
        {word: level for word, (level, _) in words.levels.items()},
        words.level_kinds,
        fold,
        frozenset(fold(spelt) for found in words.heads.values() for _, spelt in found),
        words.cues["bloc"],
        tuple(sorted(f" {word}" for word in words.cues["central"])),
        tuple(sorted(words.cues["same_holder"])),
        read_standing_words(packs, words),
        tuple(sorted(f" {word} " for word in words.cues["plan"])),
        tuple(sorted(f" {word}" for word in words.cues["sets"])),
    )


def read_head_folder(packs: PackSet) -> Callable[[str], str]:
    """Replaces every longer form by the one compared: ``Ủy ban MTTQ`` and ``MTTQ`` agree."""
    pairs: dict[str, str] = {}
    for row in packs.by_id("organization_alias").values():
        pairs.update(dict(row.data.get("pairs", ())))
    pieces = [
        rf"(?<!\w){re.escape(form)}(?!\w)" if form[0].isalnum() else re.escape(form)
        for form in sorted(pairs, key=len, reverse=True)
    ]
    pattern = re.compile("|".join(pieces)) if pieces else None

    @lru_cache(maxsize=4096)
    def fold(head: str) -> str:
        folded = fold_text(head).replace("–", "-")
        for _ in range(2):  # a form may give another: ủy ban mttq việt nam
            if pattern is not None:
                folded = pattern.sub(lambda match: pairs[match[0]], folded)
        return folded

    return fold
