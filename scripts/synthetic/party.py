"""Notices of party committees: goals in January, results by half, nine months and year."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from .notes import PartyNote, span_of, when
from .page import Figure, Page, percent

TOTAL, ADMITTED, TARGET = "party.members.total", "party.members.admitted", "party.admission.target"


def _count(
    value: int, indicator: str, subject: str, period: tuple[str, str], status: str = "actual"
) -> Figure:
    number = Decimal(value)
    return Figure(number, indicator, subject=subject, period=period, status=status)


def _share(value: Decimal, indicator: str, subject: str, period: tuple[str, str]) -> Figure:
    return Figure(value, indicator, "percent", 2, subject=subject, period=period)


def goal(page: Page, rng: Random, note: PartyNote) -> None:
    """In January: how many members there are, and how many are to be admitted."""
    body, day = note.body, (page.published, page.published)
    year = (f"{note.year}-01-01", f"{note.year}-12-31")
    values = {
        "members": _count(note.before, TOTAL, body.party, (f"{note.year - 1}-12-31",) * 2),
        "plan": _count(note.plan, TARGET, body.party, year, status="target"),
        "cells": Figure(Decimal(note.cells), "party.cells.total", "party_cell",
                        subject=body.party, period=day),
    }  # fmt: skip
    head = rng.choice(
        (
            "{body}: Triển khai nhiệm vụ công tác xây dựng Đảng năm {y}",
            "{committee} bàn nhiệm vụ năm {y}",
            "{body} đặt mục tiêu phát triển đảng viên năm {y}",
        )
    )
    page.say(head, body=_head(note), committee=body.committee, y=note.year)
    page.paragraph()
    page.say(
        rng.choice(
            (
                "Sáng {d}, {committee} tổ chức hội nghị tổng kết công tác năm {last}, triển khai nhiệm vụ năm {y}. Đồng chí {chief}, Bí thư {committee}, chủ trì hội nghị.",
                "{committee} vừa tổ chức hội nghị lần thứ nhất trong năm, do đồng chí {chief}, Bí thư {committee}, chủ trì.",
            )
        ),
        d=_day(page), committee=body.committee, chief=note.chief, y=note.year, last=note.year - 1,
    )  # fmt: skip
    page.paragraph()
    page.say(
        rng.choice(
            (
                "Tính đến ngày 31-12-{last}, {party} có {members} đảng viên, sinh hoạt tại {cells} chi bộ. ",
                "Đến cuối năm {last}, toàn {party} có {members} đảng viên. ",
                "{party} hiện có {cells} chi bộ trực thuộc; tính đến hết ngày 31/12/{last}, tổng số đảng viên là {members} đồng chí. ",
            )
        ),
        party=body.party, last=note.year - 1, **values,
    )  # fmt: skip
    if note.show_plan:
        page.say(
            rng.choice(
                (
                    "Năm {y}, {party} phấn đấu kết nạp {plan} đảng viên mới.",
                    "Hội nghị giao chỉ tiêu năm {y} cho {party} kết nạp {plan} đảng viên mới.",
                    "Chỉ tiêu năm {y} của {party} là kết nạp {plan} đảng viên mới.",
                )
            ),
            y=note.year, party=body.party, plan=values["plan"],
        )  # fmt: skip
    page.say(
        "\n\nCác cấp ủy được yêu cầu rà soát nguồn, cử quần chúng ưu tú đi học sớm, không dồn vào cuối năm."
    )


def progress(page: Page, rng: Random, note: PartyNote) -> None:
    """What has been done since January."""
    body, since = note.body, span_of(note.year, note.stage)
    now = (page.published, page.published)
    reached = percent(note.admitted, note.plan)
    values: dict[str, object] = {
        "admitted": _count(note.admitted, ADMITTED, body.party, since),
        "plan": _count(note.plan, TARGET, body.party, (since[0], f"{note.year}-12-31"), status="target"),
        "percent": _share(reached, "party.admission.plan_percent", body.party, since),
        "women": _count(note.women, ADMITTED, body.party, since),
        "women_share": _share(percent(note.women, note.admitted), "party.members.share", body.party, since),
        "minority": _count(note.minority, ADMITTED, body.party, since),
        "minority_share": _share(percent(note.minority, note.admitted), "party.members.share", body.party, since),
        "members": _count(note.members, TOTAL, body.party, now),
        "trained": _count(note.trained, "party.candidates.trained", body.party, since),
        "party": body.party, "when": when(note.year, note.stage), "y": note.year,
        "When": _capital(when(note.year, note.stage)),
        "committee": body.committee, "chief": note.chief,
    }  # fmt: skip
    _opening(page, rng, note, values)
    page.say(_main(rng, note), **values)
    page.say(
        rng.choice(
            (
                " Trong đó có {women} đảng viên nữ, chiếm {women_share}%; {minority} đảng viên là người dân tộc thiểu số, chiếm {minority_share}%.",
                " Trong số đảng viên mới có {women} nữ (chiếm {women_share}%).",
                "",
            )
        ),
        **values,
    )
    page.paragraph()
    page.say(
        rng.choice(
            (
                "Các trung tâm chính trị đã mở lớp bồi dưỡng nhận thức về Đảng cho {trained} quần chúng ưu tú. Đến nay, toàn {party} có {members} đảng viên.",
                "Cũng trong thời gian này, {trained} quần chúng ưu tú được bồi dưỡng nhận thức về Đảng. Tổng số đảng viên của {party} đến nay là {members} đồng chí.",
                "Hiện nay, {party} có {members} đảng viên.",
            )
        ),
        **values,
    )
    if note.stage == 12:
        _rating(page, note)
    for share, part in (("women_share", "women"), ("minority_share", "minority")):
        page.tie("share", part=part, whole="admitted", percent=share)
    page.tie("percent_of_plan", "reached", actual="admitted", plan="plan", percent="percent")


def _opening(page: Page, rng: Random, note: PartyNote, values: dict[str, object]) -> None:
    page.say(
        rng.choice(
            (
                "{head}: Kết quả công tác phát triển đảng viên {when}",
                "{head} chú trọng phát triển đảng viên",
                "Công tác phát triển đảng ở {place}",
            )
        ),
        head=_head(note), place=note.body.territory, when=values["when"],
    )  # fmt: skip
    page.paragraph()
    openings = (
        "Đồng chí {chief}, Bí thư {committee}{inside}, cho biết công tác tạo nguồn, kết nạp đảng viên được các cấp ủy quan tâm chỉ đạo. ",
        "Ngày {d}, {committee}{inside} tổ chức hội nghị sơ kết; đồng chí {chief}, Bí thư {committee}, chủ trì. ",
        "Theo báo cáo của {committee}{inside}, công tác phát triển đảng viên tiếp tục được quan tâm. ",
    )
    page.say(
        rng.choice(openings[:2] if note.named else openings),
        d=_day(page), inside=_inside(note), **values,
    )  # fmt: skip


def _main(rng: Random, note: PartyNote) -> str:
    start = "Trong " if rng.random() < 0.5 else ""
    if not note.show_percent:
        return _first(start + "{when}, {party} kết nạp được {admitted} đảng viên mới.")
    shown = (
        "{when}, {party} đã kết nạp {admitted}/{plan} đảng viên mới, đạt {percent}% chỉ tiêu cả năm.",
        "{when}, {party} kết nạp {admitted} đảng viên (kế hoạch cả năm là {plan} đảng viên), đạt {percent}% kế hoạch.",
    )
    hidden = (
        "{when}, {party} kết nạp được {admitted} đảng viên mới, đạt {percent}% kế hoạch năm.",
        "{when}, toàn {party} đã kết nạp {admitted} đảng viên, bằng {percent}% chỉ tiêu được giao.",
        "{when}, {party} phát triển được {admitted} đảng viên mới (đạt {percent}% kế hoạch cả năm).",
    )
    return _first(start + rng.choice(shown if note.show_plan else hidden))


def _first(template: str) -> str:
    """The template as it begins a sentence: the time then has a capital."""
    return template.replace("{when}", "{When}", 1) if template.startswith("{when}") else template


def _rating(page: Page, note: PartyNote) -> None:
    """In December the members are rated: the classes make up those who were rated."""
    rated = note.members - note.members // 40
    best, fair, poor = rated // 6, rated // 9, max(1, rated // 400)
    good = rated - best - fair - poor
    now = (f"{note.year}-01-01", f"{note.year}-12-31")
    names = {
        name: _count(value, "party.rating.members", note.body.party, now)
        for name, value in zip(("best", "good", "fair", "poor"), (best, good, fair, poor), strict=True)
    }  # fmt: skip
    names["rated"] = _count(rated, "party.rating.members", note.body.party, now)
    page.say(
        " Qua đánh giá, xếp loại chất lượng năm {y}, có {rated} đảng viên được xếp loại, gồm: {best} đảng viên hoàn thành xuất sắc nhiệm vụ, {good} đảng viên hoàn thành tốt nhiệm vụ, {fair} đảng viên hoàn thành nhiệm vụ và {poor} đảng viên không hoàn thành nhiệm vụ.",
        y=note.year, **names,
    )  # fmt: skip
    page.tie("parts_sum", "partition", total="rated", parts=["best", "good", "fair", "poor"])


def quarter(page: Page, rng: Random, note: PartyNote) -> None:
    """A quarter told alone: ``note.admitted`` is what was admitted in it."""
    body, number = note.body, {3: "I", 6: "II", 9: "III", 12: "IV"}[note.stage]
    start = {3: "01-01", 6: "04-01", 9: "07-01", 12: "10-01"}[note.stage]
    period = (f"{note.year}-{start}", span_of(note.year, note.stage)[1])
    page.say(
        "{head}: Kết nạp đảng viên mới trong quý {q}/{y}", head=_head(note), q=number, y=note.year
    )
    page.paragraph()
    page.say(
        rng.choice(
            (
                "Trong quý {q} năm {y}, {party}{inside} kết nạp {admitted} đảng viên mới. Đảng viên mới chủ yếu là đoàn viên thanh niên, hội viên phụ nữ ở các thôn, bản.",
                "Quý {q} năm {y}, {party}{inside} đã kết nạp được {admitted} đảng viên. Các cấp ủy tiếp tục rà soát quần chúng ưu tú để bồi dưỡng, kết nạp trong quý tới.",
            )
        ),
        q=number, y=note.year, party=body.party, inside=_inside(note),
        admitted=_count(note.admitted, ADMITTED, body.party, period),
    )  # fmt: skip


def notice(page: Page, rng: Random, note: PartyNote) -> None:
    """A few lines in another paper on the same figures."""
    since = span_of(note.year, note.stage)
    values = {
        "admitted": _count(note.admitted, ADMITTED, note.body.party, since),
        "party": note.body.party, "when": when(note.year, note.stage), "inside": _inside(note),
    }  # fmt: skip
    page.say(
        "{head} kết nạp {admitted_head} đảng viên mới",
        head=_head(note),
        admitted_head=values["admitted"],
    )
    page.paragraph()
    page.say(
        rng.choice(
            (
                "Tin từ {committee}: {when}, {party}{inside} đã kết nạp {admitted} đảng viên mới.",
                "Trong {when}, {party}{inside} kết nạp được {admitted} đảng viên. Đa số đảng viên mới có tuổi đời dưới 35.",
            )
        ),
        committee=note.body.committee, **values,
    )  # fmt: skip
    page.tie("repeat", first="admitted_head", again="admitted")


def congress(
    page: Page, rng: Random, note: PartyNote, villages: tuple[tuple[str, int], ...]
) -> None:
    """A commune's notice: its organisation, what it admitted in the year, and two of its cells.

    ``villages`` are names with their level word and the members of their cells.
    """
    body, year = note.body, (f"{note.year}-01-01", f"{note.year}-12-31")
    now = (page.published, page.published)
    values: dict[str, object] = {
        "members": _count(note.members, TOTAL, body.party, now),
        "cells": Figure(Decimal(note.cells), "party.cells.total", "party_cell", subject=body.party, period=now),
        "admitted": _count(note.admitted, ADMITTED, body.party, year),
        "percent": _share(percent(note.admitted, note.plan), "party.admission.plan_percent", body.party, year),
        "plan": _count(note.plan, TARGET, body.party, year, status="target"),
        "party": body.party, "inside": _inside(note), "chief": note.chief, "committee": body.committee, "y": note.year,
    }  # fmt: skip
    page.say(
        rng.choice(("{head} xây dựng tổ chức đảng vững mạnh", "Chuyện phát triển đảng ở {place}")),
        head=_head(note),
        place=body.territory,
    )
    page.paragraph()
    page.say(
        rng.choice(
            (
                "{party}{inside} hiện có {cells} chi bộ trực thuộc với {members} đảng viên. Năm {y}, {party} kết nạp {admitted} đảng viên mới, đạt {percent}% kế hoạch.",
                "Đồng chí {chief}, Bí thư {committee}{inside}, cho biết: Toàn Đảng bộ xã có {members} đảng viên, sinh hoạt ở {cells} chi bộ. Năm {y}, Đảng bộ xã kết nạp {admitted}/{plan} đảng viên, đạt {percent}% chỉ tiêu.",
            )
        ),
        **values,
    )
    page.tie("percent_of_plan", "reached", actual="admitted", plan="plan", percent="percent")
    page.paragraph()
    for number, (village, size) in enumerate(villages):
        subject = f"Chi bộ {village}"
        name = f"cell_{number}"
        page.say(
            ("Chi bộ {village} có {" + name + "} đảng viên", "; Chi bộ {village} có {" + name + "} đảng viên")[number > 0],
            village=village, **{name: _count(size, TOTAL, subject, now)},
        )  # fmt: skip
    if villages:
        page.say(", nhiều đảng viên đi đầu trong phát triển kinh tế.")


def cell(page: Page, rng: Random, note: PartyNote, village: str, size: int) -> None:
    """A village cell told alone, in its commune."""
    now = (page.published, page.published)
    page.say("Chi bộ {village} gắn bó với nhân dân", village=village)
    page.paragraph()
    page.say(
        rng.choice(
            (
                "Chi bộ {village}, {xa} ({inside}) hiện có {size} đảng viên. Nhiều năm liền Chi bộ hoàn thành tốt nhiệm vụ.",
                "Hiện nay, Chi bộ {village} thuộc {party}, {inside}, có {size} đảng viên, phần lớn là người dân tộc thiểu số.",
            )
        ),
        village=village, xa=note.body.territory, inside=note.body.inside, party=note.body.party,
        size=_count(size, TOTAL, f"Chi bộ {village}", now),
    )  # fmt: skip


def _head(note: PartyNote) -> str:
    """How a headline begins: the territory with a capital."""
    return _capital(note.body.territory)


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _inside(note: PartyNote) -> str:
    return f" ({note.body.inside})" if note.body.inside else ""


def _day(page: Page) -> str:
    year, month, day = page.published.split("-")
    return f"{int(day)}-{int(month)}" if int(day) % 2 else f"{int(day)}/{int(month)}/{year}"
