"""The closed vocabularies of the record contract: string enums, so they serialise as words."""

from enum import StrEnum


class SectionKind(StrEnum):
    """What a stretch of an article is; every character that prints belongs to one section."""

    TITLE = "title"
    DATELINE = "dateline"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"


class EntityType(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"


class Approx(StrEnum):
    """How exactly a number is stated; the words that say so are data in the base pack."""

    EXACT = "exact"
    ABOUT = "about"
    LESS_THAN = "less_than"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"


class Status(StrEnum):
    ACTUAL = "actual"
    ESTIMATE = "estimate"
    TARGET = "target"


class Aspect(StrEnum):
    """Which side of a measure a number states: its level, its change, a share of something, ..."""

    LEVEL = "level"
    CHANGE = "change"
    GROWTH = "growth"
    SHARE = "share"
    PLAN_SHARE = "plan_share"
    INDEX = "index"


class Direction(StrEnum):
    INCREASE = "increase"
    DECREASE = "decrease"


class RelationType(StrEnum):
    """How arithmetic ties facts together; the roles of each are in ``Relation``."""

    PARTS_SUM = "parts_sum"
    RATIO = "ratio"
    PERCENT_OF_PLAN = "percent_of_plan"
    GROWTH = "growth"
    DELTA = "delta"
    SHARE = "share"
    PART_OF = "part_of"
    FROM_TO = "from_to"
    REPEAT = "repeat"
    PRODUCT = "product"


class Verdict(StrEnum):
    SATISFIED = "satisfied"
    VIOLATED = "violated"
    UNDECIDED = "undecided"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
