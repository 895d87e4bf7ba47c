"""Tables printed in an article, a row a line and a tab between its cells: rows whose first or last
number is the sum of the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from textmine.model import Article, Fact, Relation, RelationType

_CELLS = 4  # a name, a total and two parts
_AGREE = 2  # rows that must add up for a column to be called their total
_MOST = 40  # cells of a row that are looked at
Row = list[Fact]


def table_sums(article: Article, facts: Sequence[Fact]) -> Iterator[Relation]:
    """One sum a row where one column is the total of the others in all rows but one at most, so
    that the row that does not add up is seen; nothing where fewer than two rows do."""
    if "\t" not in article.text:
        return
    for rows in _tables(article.text, facts):
        for total in (0, -1):
            right = [_adds_up(row, total) for row in rows]
            if sum(right) >= max(_AGREE, len(right) - 1):
                yield from (_sum(row, total) for row in rows)
                break


def _tables(text: str, facts: Sequence[Fact]) -> Iterator[list[Row]]:
    """Rows of numbers of one length that stand under one another."""
    starts = [fact.span.start for fact in facts]
    rows: list[Row] = []
    position = 0
    for line in text.split("\n"):
        row = _row(text, position, line, facts, starts) if line.count("\t") >= _CELLS - 1 else []
        if rows and len(row) != len(rows[-1]):
            yield rows
            rows = []
        if row:
            rows.append(row)
        position += len(line) + 1
    if rows:
        yield rows


def _row(
    text: str, position: int, line: str, facts: Sequence[Fact], starts: Sequence[int]
) -> Row:
    """The numbers of a line when every cell behind its name is one; else nothing."""
    found: Row = []
    start = position
    for number, cell in enumerate(line.rstrip("\r").split("\t")[: _MOST + 1]):
        end = start + len(cell)
        at = bisect_left(starts, start)
        inside = at < len(facts) and facts[at].span.end <= end
        if number and inside and text[start:end].strip() == facts[at].text.strip():
            found.append(facts[at])
        elif number:
            return []
        start = end + 1
    return found if len(found) >= _CELLS - 1 else []


def _adds_up(row: Row, total: int) -> bool:
    values = [fact.low for fact in row]
    whole = values.pop(total)
    parts = [value for value in values if value is not None]
    return whole is not None and len(parts) == len(values) and sum(parts) == whole


def _sum(row: Row, total: int) -> Relation:
    whole = row[total]
    parts = tuple(fact.id for fact in row if fact is not whole)
    roles = (("total", (whole.id,)), ("parts", parts))
    return Relation(RelationType.PARTS_SUM, roles, "partition")
