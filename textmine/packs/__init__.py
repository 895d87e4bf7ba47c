"""Packs: the words, units, indicators and rules textmine knows, as data with their own examples."""

from textmine.packs.loader import Pack, PackSet, Row, load_packs

__all__ = ["Pack", "PackSet", "Row", "load_packs"]
