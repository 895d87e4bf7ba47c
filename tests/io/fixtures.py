"""One extraction made by hand that uses every field of the model, and its hostile twin."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from textmine.model import (
    Approx,
    Area,
    Article,
    Aspect,
    Choice,
    Direction,
    Document,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Fact,
    Finding,
    Mention,
    OffsetMap,
    Option,
    Period,
    Relation,
    RelationType,
    Section,
    SectionKind,
    Severity,
    Span,
    Status,
    Trace,
    Verdict,
)

TEXT = """Đảng bộ xã Nà Sài vượt chỉ tiêu phát triển đảng

Ngày 12 tháng 10 năm 2020

Đảng bộ xã Nà Sài (Mường Lống) hiện có 24 chi bộ, trong đó 18 chi bộ bản, 4 chi bộ trường học \
và 1 chi bộ trạm y tế, với 383 đảng viên. Đồng chí Lò Văn Ính, Bí thư Đảng ủy xã, cho biết: \
9 tháng đầu năm, Đảng bộ đã kết nạp 42/40 đảng viên, đạt 105% kế hoạch, giảm 3 đảng viên so với \
cùng kỳ.

Nhiệm kỳ 2015 - 2020, xã kết nạp gần 120 đảng viên, vượt 42% so với kế hoạch; trong đó khoảng \
60 đảng viên nữ. Năm 2020, thu ngân sách ước đạt 36,6 tỷ đồng, tăng 8,25% so với năm trước. \
Thu nhập bình quân từ 25 đến 30 triệu đồng/người/năm. Xã phấn đấu mỗi năm kết nạp ít nhất 10 \
đảng viên.

Chi bộ bản Hua Nà có 51 đảng viên, hộ nghèo không quá 7%. Huyện còn 1.234 hộ nghèo.
"""

P_COMMUNE, P_DISTRICT, P_VILLAGE = "P1", "P2", "P3"
PARTY, CELL, SECRETARY = "O1", "O2", "N1"


def words(quote: str, nth: int = 1, text: str = TEXT) -> Span:
    """The span of the nth occurrence of ``quote``."""
    start = -1
    for _ in range(nth):
        start = text.index(quote, start + 1)
    return Span(start, start + len(quote))


def mention(quote: str, nth: int = 1) -> Mention:
    span = words(quote, nth)
    return Mention(span.start, span.end, quote)


def fact(
    id: str,
    quote: str,
    low: str | None,
    high: str | None,
    indicator: str,
    label: str,
    *,
    nth: int = 1,
    subject: str | None = PARTY,
    unit: str = "person",
    period: Period | None = None,
    decimals: int = 0,
    step: str = "0",
    approx: Approx = Approx.EXACT,
    status: Status = Status.ACTUAL,
    aspect: Aspect = Aspect.LEVEL,
    confidence: float = 0.97,
    period_words: str | None = None,
    direction: Direction | None = None,
    breakdown: str | None = None,
    actor: str | None = None,
    speaker: str | None = None,
    per: str | None = None,
) -> Fact:
    span = words(quote, nth)
    return Fact(
        id=id,
        indicator=indicator,
        label=label,
        subject=subject,
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        decimals=decimals,
        step=Decimal(step),
        approx=approx,
        unit=unit,
        period=period,
        status=status,
        aspect=aspect,
        span=span,
        text=quote,
        evidence=Evidence(
            value=span,
            subject=words("Đảng bộ xã Nà Sài", 2) if subject == PARTY else None,
            period=words(period_words) if period_words else None,
            indicator=span,
            status=None,
        ),
        confidence=confidence,
        direction=direction,
        breakdown=breakdown,
        actor=actor,
        speaker=speaker,
        per=per,
    )


def make_entities() -> tuple[Entity, ...]:
    commune = Area("90311", "xã Nà Sài", "commune", "903", None, "2025-06-30", 21.25, 103.5)
    district = Area("903", "huyện Mường Lống", "district", "90", None, "2025-06-30")
    return (
        Entity(
            P_COMMUNE,
            EntityType.PLACE,
            "xã Nà Sài",
            "commune",
            (mention("xã Nà Sài"), mention("xã Nà Sài", 2)),
            parent=P_DISTRICT,
            admin_code="90311",
            path=(commune, district),
            successors=(Area("90400", "xã Mường Lống", "commune", "90", "2025-07-01"),),
        ),
        Entity(
            P_DISTRICT,
            EntityType.PLACE,
            "huyện Mường Lống",
            "district",
            (mention("Mường Lống"),),
            admin_code="903",
            path=(district,),
        ),
        Entity(
            P_VILLAGE,
            EntityType.PLACE,
            "bản Hua Nà",
            "village",
            (mention("bản Hua Nà"),),
            parent=P_COMMUNE,
        ),
        Entity(
            PARTY,
            EntityType.ORGANIZATION,
            "Đảng bộ xã Nà Sài",
            "party_committee",
            (mention("Đảng bộ xã Nà Sài"), mention("Đảng bộ xã Nà Sài", 2), mention("Đảng ủy xã")),
            area=P_COMMUNE,
        ),
        Entity(
            CELL,
            EntityType.ORGANIZATION,
            "Chi bộ bản Hua Nà",
            "party_cell",
            (mention("Chi bộ bản Hua Nà"),),
            parent=PARTY,
            area=P_VILLAGE,
        ),
        Entity(
            SECRETARY,
            EntityType.PERSON,
            "Lò Văn Ính",
            "official",
            (mention("Lò Văn Ính"),),
            role="Bí thư Đảng ủy xã",
            roles=("Bí thư Đảng ủy xã", "Trưởng bản"),
            former=True,
            organization=PARTY,
        ),
    )


def make_facts() -> tuple[Fact, ...]:
    day = Period("2020-10-12", "2020-10-12", "hiện")
    nine = Period("2020-01", "2020-09", "9 tháng đầu năm")
    term = Period("2015", "2020", "Nhiệm kỳ 2015 - 2020")
    year = Period("2020", "2020", "Năm 2020")
    cells, members, admitted = "party.cells.total", "party.members.total", "party.members.admitted"
    of_cells = {"unit": "organization", "period": day, "speaker": SECRETARY}
    return (
        fact("F1", "24 chi bộ", "24", "24", cells, "chi bộ", unit="organization", period=day),
        fact("F2", "18 chi bộ bản", "18", "18", cells, "chi bộ", breakdown="bản", **of_cells),
        fact(
            "F3", "4 chi bộ trường học", "4", "4", cells, "chi bộ", breakdown="trường", **of_cells
        ),
        fact("F4", "1 chi bộ trạm y tế", "1", "1", cells, "chi bộ", breakdown="y tế", **of_cells),
        fact("F5", "383 đảng viên", "383", "383", members, "đảng viên", period=day),
        fact(
            "F6",
            "42/40 đảng viên",
            "42",
            "42",
            admitted,
            "kết nạp",
            period=nine,
            period_words="9 tháng đầu năm",
            actor=PARTY,
            speaker=SECRETARY,
        ),
        fact(
            "F7", "40 đảng viên", "40", "40", admitted, "kết nạp", period=year, status=Status.TARGET
        ),
        fact(
            "F8",
            "105% kế hoạch",
            "105",
            "105",
            "party.admission.plan_percent",
            "so với kế hoạch kết nạp",
            unit="percent",
            period=nine,
            step="1",
            aspect=Aspect.PLAN_SHARE,
        ),
        fact(
            "F9",
            "giảm 3 đảng viên",
            "3",
            "3",
            admitted,
            "kết nạp",
            period=nine,
            aspect=Aspect.CHANGE,
            direction=Direction.DECREASE,
        ),
        fact(
            "F10",
            "gần 120 đảng viên",
            "120",
            "120",
            admitted,
            "kết nạp",
            period=term,
            approx=Approx.LESS_THAN,
        ),
        fact(
            "F11",
            "vượt 42% so với kế hoạch",
            "42",
            "42",
            "party.admission.plan_percent",
            "so với kế hoạch kết nạp",
            unit="percent",
            period=term,
            step="1",
            aspect=Aspect.PLAN_SHARE,
            direction=Direction.INCREASE,
        ),
        fact(
            "F12",
            "khoảng 60 đảng viên nữ",
            "60",
            "60",
            admitted,
            "kết nạp",
            period=term,
            approx=Approx.ABOUT,
            breakdown="nữ",
            confidence=0.412345,
        ),
        fact(
            "F13",
            "36,6 tỷ đồng",
            "3.66E+10",
            "36600000000.0",
            "budget.revenue",
            "thu ngân sách",
            unit="VND",
            period=year,
            decimals=1,
            step="1E+8",
            status=Status.ESTIMATE,
            subject=P_COMMUNE,
        ),
        fact(
            "F14",
            "tăng 8,25%",
            "8.25",
            "8.25",
            "growth.percent",
            "tốc độ tăng",
            unit="percent",
            period=year,
            decimals=2,
            step="0.01",
            aspect=Aspect.GROWTH,
            direction=Direction.INCREASE,
            subject=P_COMMUNE,
        ),
        fact(
            "F15",
            "25 đến 30 triệu đồng/người/năm",
            "25000000",
            "30000000",
            "income.per_capita",
            "thu nhập bình quân đầu người",
            unit="VND/person/year",
            period=year,
            approx=Approx.RANGE,
            step="1000000",
            subject=P_COMMUNE,
        ),
        fact(
            "F16",
            "ít nhất 10 đảng viên",
            "10",
            None,
            admitted,
            "kết nạp",
            period=Period("2020", None, ""),
            approx=Approx.AT_LEAST,
            status=Status.TARGET,
            per="year",
        ),
        fact("F17", "51 đảng viên", "51", "51", members, "đảng viên", subject=CELL, period=day),
        fact(
            "F18",
            "không quá 7%",
            None,
            "7",
            "poverty.rate",
            "tỷ lệ hộ nghèo",
            unit="percent",
            approx=Approx.AT_MOST,
            aspect=Aspect.SHARE,
            subject=CELL,
        ),
        fact(
            "F19",
            "1.234 hộ nghèo",
            "1234",
            "1234",
            "other",
            "hộ nghèo",
            unit="household",
            subject="Huyện",
            approx=Approx.EXACT,
        ),
    )


def make_relations() -> tuple[Relation, ...]:
    return (
        Relation(
            RelationType.PARTS_SUM, (("total", ("F1",)), ("parts", ("F2", "F3", "F4"))), "partition"
        ),
        Relation(
            RelationType.RATIO,
            (("numerator", ("F6",)), ("denominator", ("F7",)), ("percent", ("F8",))),
        ),
        Relation(RelationType.PERCENT_OF_PLAN, (("percent", ("F11",)),), "ambiguous"),
        Relation(RelationType.REPEAT, (("first", ("F5",)), ("again", ("F17",)))),
    )


def make_findings() -> tuple[Finding, ...]:
    def both(value: str) -> tuple[Decimal, Decimal]:
        return Decimal(value), Decimal(value)

    return (
        Finding(
            "C1",
            "ratio",
            Verdict.SATISFIED,
            Severity.ERROR,
            ("F6", "F7", "F8"),
            both("105"),
            (Decimal("104.5"), Decimal("105.5")),
            True,
            "42/40 là 105%",
        ),
        Finding(
            "C2",
            "parts_sum",
            Verdict.VIOLATED,
            Severity.ERROR,
            ("F1", "F2", "F3", "F4"),
            both("24"),
            both("23"),
            False,
            "18 + 4 + 1 = 23, bài viết ghi 24",
        ),
        Finding(
            "C3",
            "percent_of_plan",
            Verdict.UNDECIDED,
            Severity.WARNING,
            ("F10", "F11"),
            None,
            (Decimal("84.5"), None),
            False,
            "vượt 42%: kế hoạch là 85 hoặc 286 đảng viên",
            ("reached", "exceeded"),
        ),
        Finding(
            "C4",
            "part_of",
            Verdict.SATISFIED,
            Severity.INFO,
            ("F5", "F17"),
            both("51"),
            None,
            False,
            "51 không lớn hơn 383",
        ),
    )


def make_traces() -> tuple[Trace, ...]:
    span = words("383 đảng viên")
    return (
        Trace(
            span,
            "383 đảng viên",
            "F5",
            (
                Choice(
                    "subject",
                    "Đảng bộ xã Nà Sài",
                    "nearest_body",
                    words("Đảng bộ xã Nà Sài", 2),
                    (
                        Option("Đảng bộ xã Nà Sài", 0.91, "same sentence"),
                        Option("huyện Mường Lống", 0.07, "in brackets"),
                    ),
                ),
            ),
        ),
        Trace(words("2015"), "2015", None, (), "a year"),
    )


def make_extraction() -> Extraction:
    document = Document(
        "bai-1",
        TEXT,
        source="https://bao.example/na-sai.html",
        publisher="Báo Thử Nghiệm",
        published="2020-10-12",
        province="Thử Nghiệm",
        encoding="utf-8",
    )
    breaks = [TEXT.index("\n"), TEXT.index("Đảng bộ xã Nà Sài (")]
    article = Article(
        document,
        TEXT,
        TEXT.lower(),
        OffsetMap.identity(len(TEXT)),
        (
            Section(SectionKind.TITLE, 0, breaks[0]),
            Section(SectionKind.DATELINE, breaks[0] + 2, breaks[1] - 2),
            Section(SectionKind.BODY, breaks[1], len(TEXT)),
        ),
        title=TEXT[: breaks[0]],
        published="2020-10-12",
    )
    return Extraction(
        article,
        make_entities(),
        make_facts(),
        make_relations(),
        make_findings(),
        ("Huyện: the text does not name it",),
        make_traces(),
    )


HOSTILE = (
    "</script><script>alert(1)</script> \"'><img src=x onerror=alert(1)> {{7*7}} &lt; "
    "\x1b[31m \x00 \u202e 12 xã\n=cmd|'/c calc'!A1 ]]> <!-- \ud800 -->"
)


def make_hostile() -> Extraction:
    """Every string a writer prints is an attack, and the text holds a lone surrogate."""
    base = make_extraction()
    span = words("12 xã", 1, HOSTILE)
    evil = replace(
        base.facts[0],
        label=HOSTILE,
        subject="O1",
        unit=HOSTILE,
        breakdown=HOSTILE,
        indicator=HOSTILE,
        period=Period("2020", "2020", HOSTILE),
        span=span,
        text="12 xã",
        evidence=Evidence(span),
    )
    document = Document(
        HOSTILE, HOSTILE, source=HOSTILE, publisher=HOSTILE, published="2020", title=HOSTILE
    )
    article = Article(
        document,
        HOSTILE,
        HOSTILE.lower(),
        OffsetMap.identity(len(HOSTILE)),
        (Section(SectionKind.BODY, 0, len(HOSTILE)),),
        title=HOSTILE,
        published="2020",
    )
    entity = Entity(
        "O1",
        EntityType.ORGANIZATION,
        HOSTILE,
        HOSTILE,
        (Mention(0, 40, HOSTILE[:40]),),
        role=HOSTILE,
    )
    finding = replace(base.findings[1], facts=("F1",), message=HOSTILE, rule=HOSTILE)
    return Extraction(article, (entity,), (evil,), (), (finding,), (HOSTILE,))
