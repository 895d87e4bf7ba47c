"""Checks inside one article: exact intervals, named primitives, rules as data, findings."""

from textmine.check.claims import PlaceClaim
from textmine.check.confront import confront
from textmine.check.rules import Rule, RuleBook, load_rules

__all__ = ["PlaceClaim", "Rule", "RuleBook", "confront", "load_rules"]
