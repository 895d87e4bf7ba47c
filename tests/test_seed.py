"""The article the project began with, fact by fact; the sample tells the same in other words."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from textmine.model import Document, Extraction, Fact, Status, Verdict
from textmine.pipeline import Kit, extract

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT.parent / "shared" / "seed" / "article.txt"
SAMPLE = ROOT / "corpora" / "samples" / "chieng-bom.txt"
COMMUNE, CELL = "Đảng bộ xã Chiềng Bôm", "Chi bộ bản Hỏm"
TODAY, TERM, NINE_MONTHS = (
    ("2020-10-16", "2020-10-16"),
    ("2015", "2020"),
    ("2020-01-01", "2020-09-30"),
)
# indicator, low, high, subject, period, status
EXPECTED = [
    ("party.cells.total", 24, 24, COMMUNE, TODAY, "actual"),
    ("party.members.total", 383, 383, COMMUNE, TODAY, "actual"),
    ("party.cells.total", 19, 19, COMMUNE, TODAY, "actual"),
    ("party.cells.total", 3, 3, COMMUNE, TODAY, "actual"),
    ("party.cells.total", 1, 1, COMMUNE, TODAY, "actual"),
    ("party.cells.total", 1, 1, COMMUNE, TODAY, "actual"),
    ("party.members.admitted", 121, 121, COMMUNE, TERM, "actual"),
    ("party.admission.plan_percent", 142, 142, COMMUNE, TERM, "actual"),
    ("party.candidates.trained", 19, 19, COMMUNE, NINE_MONTHS, "actual"),
    ("party.applications.reviewed", 11, 11, COMMUNE, NINE_MONTHS, "actual"),
    ("party.members.admitted", 10, 10, COMMUNE, NINE_MONTHS, "actual"),
    ("party.members.admitted", 12, 12, COMMUNE, TERM, "actual"),
    ("party.members.admitted", 6, 6, CELL, TERM, "actual"),
    ("party.members.total", 51, 51, CELL, TODAY, "actual"),
    ("party.admission.target", 10, 15, COMMUNE, ("2020", None), "target"),
]


@pytest.fixture(scope="module", params=["sample", pytest.param("seed", marks=pytest.mark.shared)])
def result(request: pytest.FixtureRequest, kit: Kit) -> Extraction:
    path = SAMPLE if request.param == "sample" else SEED
    if not path.exists():
        pytest.skip("the shared folder is not here")
    document = Document("seed", path.read_text(encoding="utf-8"), source="baosonla.vn")
    return extract(document, kit)


def summary(result: Extraction, fact: Fact) -> tuple[object, ...]:
    entity = result.entity(fact.subject)
    period = (day(fact.period.start), day(fact.period.end)) if fact.period else None
    name = entity.name if entity else fact.subject
    return (fact.indicator, fact.low, fact.high, name, period, fact.status.value)


def day(iso: str | None) -> str | None:
    """A month stands for its first day: the sample writes the nine months as tháng 1 to tháng 9."""
    return f"{iso}-01" if iso is not None and len(iso) == 7 else iso


def key(row: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(str(part) for part in row)


def test_fifteen_facts_and_no_more(result: Extraction) -> None:
    found = [summary(result, fact) for fact in result.facts]
    wanted = [
        (indicator, Decimal(low), Decimal(high), subject, period, status)
        for indicator, low, high, subject, period, status in EXPECTED
    ]
    assert sorted(map(key, found)) == sorted(map(key, wanted))


def test_published(result: Extraction) -> None:
    assert result.article.published == "2020-10-16"


def test_facts_point_at_their_words(result: Extraction) -> None:
    text = result.article.text
    for fact in result.facts:
        assert text[fact.span.start : fact.span.end] == fact.text
        value = fact.evidence.value.of(text)
        assert value and value in fact.text


def test_cells_by_kind(result: Extraction) -> None:
    kinds = {
        fact.breakdown: fact.low
        for fact in result.facts
        if fact.indicator == "party.cells.total" and fact.breakdown
    }
    assert sorted(kinds.values(), reverse=True) == [19, 3, 1, 1]
    assert any("trường học" in str(kind) for kind in kinds)
    assert any("công an" in str(kind).lower() for kind in kinds)


def test_militia_is_a_group_and_the_rate_is_yearly(result: Extraction) -> None:
    militia = next(f for f in result.facts if f.low == 12)
    assert militia.breakdown is not None
    words = militia.breakdown.lower()
    assert "dqtv" in words or "dân quân" in words
    target = next(f for f in result.facts if f.status is Status.TARGET)
    assert target.per == "year"


def test_officials(result: Extraction) -> None:
    officials = {
        entity.name: (
            str(entity.role).lower(),  # as printed: the sample writes Bí thư Chi bộ
            getattr(result.entity(entity.organization), "name", None),
        )
        for entity in result.entities
        if entity.kind == "official"
    }
    assert officials == {
        "Hà Văn Dũng": ("bí thư đảng ủy xã", "Đảng ủy xã Chiềng Bôm"),
        "Lường Văn Lưu": ("bí thư chi bộ", CELL),
    }


def test_speakers(result: Extraction) -> None:
    first = next(fact for fact in result.facts if fact.low == 383)
    speaker = result.entity(first.speaker)
    assert speaker is not None and speaker.name == "Hà Văn Dũng"


def test_places(result: Extraction) -> None:
    commune = next(e for e in result.entities if e.name == "xã Chiềng Bôm")
    assert commune.admin_code == "03766"
    above = ["xã Chiềng Bôm", "huyện Thuận Châu", "tỉnh Sơn La"]
    assert [area.name for area in commune.path] == above
    assert [area.name for area in commune.successors] == ["xã Nậm Lầu"]
    for name in ("bản Có Líu", "bản Hỏm"):
        village = next(e for e in result.entities if e.name == name)
        assert village.parent == commune.id


def test_findings(result: Extraction) -> None:
    values = {fact.id: fact.low for fact in result.facts}
    found = {
        (finding.rule, tuple(values[id] for id in finding.facts)): finding
        for finding in result.findings
    }
    told = {
        (frozenset(int(v) for v in numbers if v is not None), finding.verdict)
        for (_, numbers), finding in found.items()
    }
    satisfied, undecided = Verdict.SATISFIED, Verdict.UNDECIDED
    assert told == {
        (frozenset({24, 19, 3, 1}), satisfied),
        (frozenset({51, 6}), satisfied),
        (frozenset({121, 142}), undecided),
        (frozenset({10, 11}), satisfied),
        (frozenset({12, 121}), satisfied),
        (frozenset({6, 121}), satisfied),
        (frozenset({51, 383}), satisfied),
    }
    text = " ".join(finding.message for finding in result.findings)
    assert "19 + 3 + 1 + 1 = 24" in text
    assert "45" in text and "85" in text and "50" in text
