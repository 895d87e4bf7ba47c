"""Views for dashboards: one row per fact, series of values, the latest of each.

They belong to no revision: an upgrade drops them, changes the tables and makes them anew.  A change
here alone still needs a revision (an empty one), so that stores already made get it.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, text


class View(NamedTuple):
    """What ``describe`` says of a view: its comment, and a comment per column in order.

    ``order`` is the order in which its rows are exported.
    """

    name: str
    comment: str
    columns: dict[str, str]
    order: str


OBSERVATIONS = View(
    "observations",
    "one row per fact, in the terms of SDMX; the columns of textmine extract --format csv",
    {
        "obs_id": "article id # fact id",
        "indicator": "id of a pack's indicator, or other",
        "indicator_label": "its name, or the words counted",
        "ref_area": "official code of the place it is about",
        "ref_area_name": "name of that place",
        "area_vintage": "first/last day of the unit the code means; .. where open",
        "counterpart_org_id": "entity id, in the article, of the body it is of",
        "counterpart_org_name": "name of that body, or the bare noun",
        "time_period": "the period in short: 2020, 2020-Q3, 2020-10, start/end",
        "period_start": "first day of the period",
        "period_end": "last day of the period",
        "obs_value": "the value where it is one number; changes and growth are signed",
        "obs_low": "lower bound; null: open",
        "obs_high": "upper bound; null: open",
        "unit_measure": "base unit",
        "obs_status": "actual, estimate or target",
        "breakdown": "the sub-group when it is part of another number",
        "aspect": "level, change, growth, share, plan_share or index",
        "check_status": "worst verdict of the article's own checks, or unchecked",
        "confidence": "probability that the whole record is right",
        "quote": "exactly what stands in the text",
        "char_start": "first code point",
        "char_end": "code point after the last",
        "article_id": "id of the article",
        "title": "headline",
        "source": "path or address it was read from",
        "publisher": "who published it",
        "published_at": "date of publication",
        "extractor_version": "version of textmine that read it",
    },
    "f.article_key, f.fact_no",
)

_SERIES_COLUMNS = {
    "subject_key": "identity of whose number it is; of this article alone while none is certain",
    "subject_type": "organization, place or person; null: no entity",
    "subject_name": "its name, or the bare noun",
    "ref_area": "official code of the place it is about",
    "ref_area_name": "name of that place",
    "indicator": "id of a pack's indicator, or other",
    "indicator_label": "its name, or the words counted",
    "breakdown": "the sub-group when it is part of another number",
    "aspect": "level, change, growth, share, plan_share or index",
    "unit_measure": "base unit",
    "per": "unit of a recurring rate",
    "time_period": "the period in short",
    "period_start": "first day of the period",
    "period_end": "last day of the period",
    "obs_status": "actual, estimate or target",
    "obs_value": "the value where it is one number; changes and growth are signed",
    "obs_low": "lower bound; null: open",
    "obs_high": "upper bound; null: open",
    "sources": "independent sources that say so: reprints of one article count once",
    "articles": "articles that say so",
    "first_published": "date of the first of them",
    "last_published": "date of the last of them",
    "check_status": "worst verdict of the articles' own checks, or unchecked",
    "obs_id": "observations.obs_id of one of them",
}
_SERIES_ORDER = (
    "subject_key, indicator, breakdown, aspect, unit_measure, per, period_end, period_start, obs_id"
)
TIME_SERIES = View(
    "time_series",
    "every value said of a subject, indicator and period; a number said again counts once",
    _SERIES_COLUMNS,
    _SERIES_ORDER,
)
LATEST_VALUES = View(
    "latest_values",
    "the value in force of each subject and indicator: the latest period, actual before estimate, "
    "targets only where nothing else is known, then the later publication",
    _SERIES_COLUMNS,
    _SERIES_ORDER,
)
VIEWS = (OBSERVATIONS, TIME_SERIES, LATEST_VALUES)


class _Words(NamedTuple):
    """Where the databases differ: a unit's date out of JSON, a sign, a number to calculate with."""

    since: str
    until: str
    negative: str
    number: str


_SQLITE = _Words(
    since="json_extract(p.path, '$[0].since')",
    until="json_extract(p.path, '$[0].until')",
    negative="CASE WHEN {0} NOT GLOB '*[1-9]*' THEN {0} WHEN {0} LIKE '-%' THEN substr({0}, 2)"
    " ELSE '-' || {0} END",
    number="CAST({0} AS NUMERIC)",
)
_POSTGRES = _Words(
    since="p.path->0->>'since'", until="p.path->0->>'until'", negative="-{0}", number="{0}"
)

_FALLING = "f.direction = 'decrease' AND f.aspect IN ('change', 'growth')"
_ENTITIES = """\
  LEFT JOIN indicators i ON i.indicator = f.indicator
  LEFT JOIN entities s ON s.article_key = f.article_key AND s.entity_no = f.subject_no
  LEFT JOIN entities p ON p.article_key = f.article_key AND p.entity_no =
    CASE s.type WHEN 'place' THEN s.entity_no WHEN 'organization' THEN s.area_no END"""

_OBSERVATIONS = """\
SELECT a.article_id || '#f' || f.fact_no AS obs_id,
  f.indicator AS indicator,
  COALESCE(i.label_vi, f.label) AS indicator_label,
  p.admin_code AS ref_area,
  p.name AS ref_area_name,
  CASE WHEN p.admin_code <> '' AND json_array_length(p.path) > 0
    THEN COALESCE({since}, '..') || '/' || COALESCE({until}, '..') END AS area_vintage,
  CASE WHEN s.type = 'organization' THEN 'e' || s.entity_no END AS counterpart_org_id,
  CASE WHEN s.type = 'organization' THEN s.name WHEN f.subject_no IS NULL THEN f.subject_text END
    AS counterpart_org_name,
  f.time_period AS time_period,
  f.first_day AS period_start,
  f.last_day AS period_end,
  CASE WHEN f.low = f.high THEN {low} END AS obs_value,
  {low} AS obs_low,
  {high} AS obs_high,
  f.unit AS unit_measure,
  f.status AS obs_status,
  f.breakdown AS breakdown,
  f.aspect AS aspect,
  f.check_status AS check_status,
  f.confidence AS confidence,
  f.quote AS quote,
  f.char_start AS char_start,
  f.char_end AS char_end,
  a.article_id AS article_id,
  a.title AS title,
  a.source AS source,
  a.publisher AS publisher,
  a.published AS published_at,
  a.extractor_version AS extractor_version
FROM facts f
  JOIN articles a ON a.article_key = f.article_key
{entities}"""

_SERIES = """\
WITH counted AS (
  SELECT CASE
      WHEN n.identity_key IS NOT NULL THEN CAST(n.identity_key AS TEXT)
      WHEN f.subject_no IS NOT NULL THEN f.article_key || '/e' || f.subject_no
      ELSE f.article_key || '/' || COALESCE(f.subject_text, '') END AS subject_key,
    s.type AS subject_type,
    COALESCE(k.name, s.name, f.subject_text) AS subject_name,
    p.admin_code AS ref_area,
    p.name AS ref_area_name,
    f.indicator AS indicator,
    CASE WHEN f.indicator = 'other' THEN f.label ELSE COALESCE(i.label_vi, f.label) END
      AS indicator_label,
    CASE WHEN f.indicator = 'other' THEN f.label END AS words,
    f.breakdown AS breakdown,
    f.aspect AS aspect,
    f.unit AS unit_measure,
    f.per AS per,
    f.time_period AS time_period,
    f.first_day AS period_start,
    f.last_day AS period_end,
    f.status AS obs_status,
    {low} AS low,
    {high} AS high,
    COALESCE(d.origin_key, f.article_key) AS origin_key,
    f.article_key AS article_key,
    a.published AS published,
    CASE f.check_status WHEN 'violated' THEN 3 WHEN 'undecided' THEN 2 WHEN 'satisfied' THEN 1
      ELSE 0 END AS worst,
    a.article_id || '#f' || f.fact_no AS obs_id
  FROM facts f
    JOIN articles a ON a.article_key = f.article_key
    LEFT JOIN duplicates d ON d.article_key = f.article_key
    LEFT JOIN entity_identities n
      ON n.article_key = f.article_key AND n.entity_no = f.subject_no
    LEFT JOIN identities k ON k.identity_key = n.identity_key
{entities}
  WHERE f.repeat_of IS NULL
)
SELECT subject_key,
  MIN(subject_type) AS subject_type,
  MIN(subject_name) AS subject_name,
  MIN(ref_area) AS ref_area,
  MIN(ref_area_name) AS ref_area_name,
  indicator,
  MIN(indicator_label) AS indicator_label,
  breakdown,
  aspect,
  unit_measure,
  per,
  MIN(time_period) AS time_period,
  period_start,
  period_end,
  obs_status,
  CASE WHEN low = high THEN {number_low} END AS obs_value,
  {number_low} AS obs_low,
  {number_high} AS obs_high,
  COUNT(DISTINCT origin_key) AS sources,
  COUNT(DISTINCT article_key) AS articles,
  MIN(published) AS first_published,
  MAX(published) AS last_published,
  CASE MAX(worst) WHEN 3 THEN 'violated' WHEN 2 THEN 'undecided' WHEN 1 THEN 'satisfied'
    ELSE 'unchecked' END AS check_status,
  MIN(obs_id) AS obs_id
FROM counted
GROUP BY subject_key, indicator, words, breakdown, aspect, unit_measure, per, period_start,
  period_end, obs_status, low, high"""

_LATEST = """\
SELECT {columns}
FROM (
  SELECT t.*, ROW_NUMBER() OVER (
    PARTITION BY subject_key, indicator,
      CASE WHEN indicator = 'other' THEN indicator_label END,
      breakdown, aspect, unit_measure, per
    ORDER BY CASE WHEN obs_status = 'target' THEN 1 ELSE 0 END,
      period_end DESC NULLS LAST,
      CASE WHEN obs_status = 'actual' THEN 0 ELSE 1 END,
      last_published DESC NULLS LAST,
      sources DESC,
      period_start NULLS LAST,
      obs_id) AS place
  FROM {source} t) ranked
WHERE place = 1"""


def view_query(name: str, dialect: str, *, exact: bool = False) -> str:
    """The SELECT behind a view; ``exact`` leaves SQLite's numbers as the digits they are."""
    words = _words(dialect)
    number = "{0}" if exact else words.number
    low, high = _signed(words)
    if name == OBSERVATIONS.name:
        return _OBSERVATIONS.format(
            since=words.since,
            until=words.until,
            low=number.format(low),
            high=number.format(high),
            entities=_ENTITIES,
        )
    if name == LATEST_VALUES.name:
        source = (
            f"({view_query(TIME_SERIES.name, dialect, exact=True)})" if exact else "time_series"
        )
        return _LATEST.format(columns=", ".join(LATEST_VALUES.columns), source=source)
    return _SERIES.format(
        low=low,
        high=high,
        number_low=number.format("low"),
        number_high=number.format("high"),
        entities=_ENTITIES,
    )


def create_views(connection: Connection) -> None:
    """Makes every view."""
    dialect = connection.dialect.name
    for view in VIEWS:
        query = view_query(view.name, dialect)
        connection.exec_driver_sql(f"CREATE VIEW {view.name} AS\n{query}")


def drop_views(connection: Connection) -> None:
    """Removes the views, those that build on others first."""
    for view in reversed(VIEWS):
        connection.execute(text(f"DROP VIEW IF EXISTS {view.name}"))


def _words(dialect: str) -> _Words:
    return _SQLITE if dialect == "sqlite" else _POSTGRES


def _signed(words: _Words) -> tuple[str, str]:
    """Bounds as they are said of the measure: a decrease by 10 to 15 is -15 to -10."""
    low = f"CASE WHEN {_FALLING} THEN {words.negative.format('f.high')} ELSE f.low END"
    high = f"CASE WHEN {_FALLING} THEN {words.negative.format('f.low')} ELSE f.high END"
    return low, high


def view_comments() -> list[str]:
    """The statements that document the views inside PostgreSQL."""
    comments = []
    for view in VIEWS:
        comments.append((f"VIEW {view.name}", view.comment))
        comments += [(f"COLUMN {view.name}.{name}", said) for name, said in view.columns.items()]
    quoted = [(what, said.replace("'", "''")) for what, said in comments]
    return [f"COMMENT ON {what} IS '{said}'" for what, said in quoted]
