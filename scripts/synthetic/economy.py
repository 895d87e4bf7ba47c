"""Notices of districts and communes on money, work, poverty and the new countryside."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from .notes import EconomyNote, span_of, when
from .page import Figure, Page, percent

REVENUE, JOBS, POOR = "budget.revenue", "jobs.created", "poverty.households"
_BILLION, _TENTH = Decimal(10**9), Decimal("0.1")


def budget_goal(page: Page, rng: Random, note: EconomyNote) -> None:
    """In January: the year's estimate of revenue."""
    year = (f"{note.year}-01-01", f"{note.year}-12-31")
    values = {
        "plan": _money(note.plan, note, year, status="target"),
        "jobs_plan": _plain(note.jobs_plan, JOBS, note, year, status="target"),
        "name": note.body.territory, "y": note.year, "Name": _head(note), "inside": _inside(note),
    }  # fmt: skip
    page.say("{Name}: Giao dự toán ngân sách năm {y}", **values)
    page.paragraph()
    page.say(
        rng.choice(
            (
                "Năm {y}, {name}{inside} phấn đấu thu ngân sách trên địa bàn đạt {plan} tỷ đồng; giải quyết việc làm mới cho {jobs_plan} lao động.",
                "Theo nghị quyết của HĐND huyện, dự toán thu ngân sách trên địa bàn {name} năm {y} là {plan} tỷ đồng; kế hoạch giải quyết việc làm cho {jobs_plan} lao động.",
            )
        ),
        **values,
    )


def economy(page: Page, rng: Random, note: EconomyNote) -> None:
    """Half a year or a whole one."""
    since = span_of(note.year, note.stage)
    values: dict[str, object] = {
        "revenue": _money(note.revenue, note, since),
        "reached": _percent(percent(note.revenue, note.plan), "budget.revenue.plan_percent", note, since),
        "jobs": _plain(note.jobs, JOBS, note, since),
        "jobs_reached": _percent(percent(note.jobs, note.jobs_plan), "plan.percent", note, since),
        "jobs_plan": _plain(note.jobs_plan, JOBS, note, since, status="target"),
        "name": note.body.territory, "Name": _head(note), "when": when(note.year, note.stage),
        "inside": _inside(note), "last": note.year - 1, "y": note.year, "chief": note.chief,
    }  # fmt: skip
    page.say(
        rng.choice(
            (
                "{Name}: Kinh tế - xã hội {when} chuyển biến tích cực",
                "Kinh tế - xã hội {name} {when}",
            )
        ),
        **values,
    )
    page.paragraph()
    page.say(
        rng.choice(
            (
                "Trong {when}, kinh tế - xã hội của {name}{inside} tiếp tục phát triển. Thu ngân sách trên địa bàn {when} đạt {revenue} tỷ đồng, đạt {reached}% dự toán",
                "UBND {name}{inside} vừa họp đánh giá tình hình {when}. Theo đó, tổng thu ngân sách nhà nước trên địa bàn {when} đạt {revenue} tỷ đồng, bằng {reached}% dự toán giao",
            )
        ),
        **values,
    )
    if note.base is not None:
        rise = percent(note.revenue - note.base, note.base)
        values["growth"] = _percent(abs(rise), "growth.percent", note, since)
        values["verb"] = "tăng" if rise >= 0 else "giảm"
        page.say(", {verb} {growth}% so với cùng kỳ năm {last}", **values)
    page.say(
        rng.choice(
            (
                ". Toàn huyện giải quyết việc làm mới cho {jobs} lao động, đạt {jobs_reached}% kế hoạch.",
                ". Trong {when}, toàn huyện tạo việc làm mới cho {jobs}/{jobs_plan} lao động, đạt {jobs_reached}% kế hoạch.",
            )
        ),
        **values,
    )
    page.tie("percent_of_plan", "reached", actual="jobs", plan="jobs_plan", percent="jobs_reached")
    if note.stage == 12:
        _year_end(page, rng, note, values)


def _year_end(page: Page, rng: Random, note: EconomyNote, values: dict[str, object]) -> None:
    now = (f"{note.year}-12-31",) * 2
    share = percent(note.poor, note.households, 2)
    values |= {
        "poor": _plain(note.poor, POOR, note, now, unit="household"),
        "fall": _plain(note.poor_before - note.poor, POOR, note, now, unit="household"),
        "before": _plain(note.poor_before, POOR, note, (f"{note.year}-01-01",) * 2, unit="household"),
        "rate": _percent(share, "poverty.rate", note, now, 2),
        "households": _plain(note.households, "household.count", note, now, unit="household"),
        "done": _plain(note.newrural, "newrural.communes", note, now, unit="commune"),
        "communes": _plain(note.communes, "other", note, now, unit="commune"),
        "done_share": _percent(percent(note.newrural, note.communes), "newrural.communes_percent", note, now),
    }  # fmt: skip
    page.paragraph()
    page.say(
        rng.choice(
            (
                "Đến cuối năm {y}, toàn huyện còn {poor} hộ nghèo, chiếm {rate}% trong tổng số {households} hộ, giảm {fall} hộ so với đầu năm.",
                "Số hộ nghèo của {name} giảm từ {before} hộ đầu năm {y} xuống còn {poor} hộ vào cuối năm {y}.",
            )
        ),
        **values,
    )
    page.tie("share", part="poor", whole="households", percent="rate")
    if note.newrural and rng.random() < 0.6:
        page.say(
            " Toàn huyện có {done}/{communes} xã đạt chuẩn nông thôn mới, đạt tỷ lệ {done_share}%.",
            **values,
        )
        page.tie("ratio", numerator="done", denominator="communes", percent="done_share")
    area, rate = note.households // 6, Decimal(48 + note.households % 17)
    output = (area * rate / 10).quantize(Decimal(1))
    year = span_of(note.year, 12)
    page.say(
        " Diện tích lúa cả năm {area} ha, năng suất bình quân {yield_} tạ/ha, sản lượng {output} tấn.",
        area=_plain(area, "crop.area", note, year, unit="hectare"),
        yield_=_yield(rate, note, year),
        output=_plain(int(output), "crop.output", note, year, unit="tonne"),
    )  # fmt: skip
    page.tie("product", factors=["area", "yield_"], result="output")


def revenue_notice(page: Page, rng: Random, note: EconomyNote, *, verb: str = "đạt") -> None:
    """A few lines in another paper; ``verb`` may say ``ước đạt`` or ``đạt hơn``."""
    since = span_of(note.year, note.stage)
    figure = _money(note.revenue, note, since)
    page.say("{Name}: Thu ngân sách {when}", Name=_head(note), when=when(note.year, note.stage))
    page.paragraph()
    page.say(
        rng.choice(
            (
                "Thu ngân sách trên địa bàn {name}{inside} {when} {verb} {revenue} tỷ đồng. Huyện tiếp tục rà soát các nguồn thu, chống thất thu thuế.",
                "Trong {when}, thu ngân sách trên địa bàn {name}{inside} {verb} {revenue} tỷ đồng.",
            )
        ),
        name=note.body.territory, inside=_inside(note), when=when(note.year, note.stage),
        verb=verb, revenue=figure,
    )  # fmt: skip


def jobs_notice(page: Page, rng: Random, note: EconomyNote) -> None:
    """A commune on the work it found for people in a year."""
    since = span_of(note.year, note.stage)
    page.say("{Name} chăm lo việc làm cho người lao động", Name=_head(note))
    page.paragraph()
    page.say(
        rng.choice(
            (
                "{When}, {name}{inside} giải quyết việc làm mới cho {jobs} lao động.",
                "Trong {when}, {name}{inside} đã tạo việc làm mới cho {jobs} lao động.",
            )
        ),
        When=_capital(when(note.year, note.stage)), when=when(note.year, note.stage),
        name=note.body.territory, inside=_inside(note), jobs=_plain(note.jobs, JOBS, note, since),
    )  # fmt: skip


def _money(
    value: Decimal, note: EconomyNote, period: tuple[str, str], status: str = "actual"
) -> Figure:
    return Figure(
        value,
        REVENUE,
        "VND",
        1,
        _BILLION,
        subject=note.body.territory,
        period=period,
        status=status,
    )


def _plain(
    value: int, indicator: str, note: EconomyNote, period: tuple[str, str], unit: str = "person",
    status: str = "actual",
) -> Figure:  # fmt: skip
    return Figure(
        Decimal(value), indicator, unit, subject=note.body.territory, period=period, status=status
    )


def _percent(
    value: Decimal, indicator: str, note: EconomyNote, period: tuple[str, str], decimals: int = 1
) -> Figure:
    return Figure(value, indicator, "percent", decimals, subject=note.body.territory, period=period)


def _yield(rate: Decimal, note: EconomyNote, period: tuple[str, str]) -> Figure:
    """Printed in quintals a hectare, kept in tonnes."""
    return Figure(
        rate, "crop.yield", "tonne/hectare", 0, _TENTH, subject=note.body.territory, period=period
    )


def _head(note: EconomyNote) -> str:
    return _capital(note.body.territory)


def _inside(note: EconomyNote) -> str:
    return f" ({note.body.inside})" if note.body.inside else ""


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
