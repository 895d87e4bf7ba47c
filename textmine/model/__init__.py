"""Frozen records shared by every layer; standard library only.

Offsets are half-open ranges of Unicode code points.  Unless a docstring says *clean*, they point
into the decoded original text of the article.
"""

from textmine.model.archive import ArchiveFinding, Statement, Tie
from textmine.model.article import Article, Document, Section, Sentence
from textmine.model.entity import Area, Entity
from textmine.model.enums import (
    Approx,
    Aspect,
    Direction,
    EntityType,
    RelationType,
    SectionKind,
    Severity,
    Status,
    Verdict,
)
from textmine.model.fact import Evidence, Extraction, Fact, Finding, Relation
from textmine.model.mentions import (
    OrganizationMention,
    PersonMention,
    PlaceMention,
    ResolvedMention,
    RoleMention,
)
from textmine.model.offsets import OffsetMap
from textmine.model.period import Period, TimeKind, TimeMention, earliest, latest
from textmine.model.quantity import Quantity, SlashRole
from textmine.model.span import Mention, Span
from textmine.model.trace import Choice, Option, Trace

__all__ = [
    "Approx",
    "ArchiveFinding",
    "Area",
    "Article",
    "Aspect",
    "Choice",
    "Direction",
    "Document",
    "Entity",
    "EntityType",
    "Evidence",
    "Extraction",
    "Fact",
    "Finding",
    "Mention",
    "OffsetMap",
    "Option",
    "OrganizationMention",
    "Period",
    "PersonMention",
    "PlaceMention",
    "Quantity",
    "Relation",
    "RelationType",
    "ResolvedMention",
    "RoleMention",
    "Section",
    "SectionKind",
    "Sentence",
    "Severity",
    "SlashRole",
    "Span",
    "Statement",
    "Status",
    "Tie",
    "TimeKind",
    "TimeMention",
    "Trace",
    "Verdict",
    "earliest",
    "latest",
]
