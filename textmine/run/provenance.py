"""Which extractor and which packs an article is read by, told exactly."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from textmine._version import __version__
from textmine.packs.indicators import Indicator, load_indicators
from textmine.packs.loader import PackSet, load_packs
from textmine.relate.model import shipped_model
from textmine.run.rows import Versions


class Provenance(NamedTuple):
    """The packs, what they measure, and the versions that rows carry."""

    packs: PackSet
    indicators: dict[str, Indicator]
    versions: Versions

    def indicator_rows(self) -> list[tuple[object, ...]]:
        """Rows of the store's table of indicators."""
        origin = {row.data.get("id"): row.pack for row in self.packs.rows("indicator")}
        return [
            (
                indicator.id,
                indicator.label("vi"),
                indicator.label("en"),
                indicator.kind,
                indicator.unit,
                indicator.additive,
                origin[indicator.id],
            )
            for indicator in self.indicators.values()
        ]


def provenance(pack_directories: Sequence[str] = (), *, model: bool = True) -> Provenance:
    """Versions of the packs with a digest of all that reading depends on: rows and weights.

    A pack that changed without a new version is another pack.  Raises PackError.
    """
    packs = load_packs(directories=[Path(directory) for directory in pack_directories])
    digest = hashlib.blake2b(digest_size=4)
    for pack in packs.packs:
        for table, rows in pack.rows.items():
            digest.update(repr((table, [row.data for row in rows])).encode())
    weights = shipped_model() if model else None
    digest.update(weights.read_bytes() if weights is not None else b"rules alone")
    versions = Versions(__version__, f"{packs.version} {digest.hexdigest()}")
    return Provenance(packs, load_indicators(packs), versions)
