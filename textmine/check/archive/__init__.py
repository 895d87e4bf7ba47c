"""Checks across articles: one thing, told by several of them."""

from textmine.check.archive.confront import confront_archive
from textmine.check.archive.records import Body, Holder, Link, Placement
from textmine.check.archive.rules import ArchiveBook, ArchiveRule, load_archive_rules

__all__ = [
    "ArchiveBook",
    "ArchiveRule",
    "Body",
    "Holder",
    "Link",
    "Placement",
    "confront_archive",
    "load_archive_rules",
]
