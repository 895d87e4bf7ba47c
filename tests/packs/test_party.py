"""Party building as the papers tell it: which measure each number of a sentence belongs to.

``{383 đảng viên|members.total}`` marks a number and the indicator it must get (without
``party.``); ``other`` is a number that no indicator counts.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from textmine.model import Document
from textmine.pipeline import Kit, build_kit, extract

_MARK = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")

SENTENCES = """
Năm 2019, Đảng bộ huyện Phù Yên kết nạp được {212 đảng viên|members.admitted}, đạt
{106%|admission.plan_percent} chỉ tiêu tỉnh giao.

Toàn huyện đã có {143 quần chúng ưu tú|members.admitted} được kết nạp vào Đảng.

Hội đã giới thiệu {45 hội viên ưu tú|candidates.introduced} cho Đảng, trong đó {19
chị|members.admitted} được kết nạp.

Đã có {1.500 đoàn viên|members.admitted} được đứng trong hàng ngũ của Đảng.

Công đoàn huyện kết nạp mới {312 đoàn viên|other}, thành lập mới {4 công đoàn cơ sở|other}.

Hội Nông dân huyện kết nạp được {1.204 hội viên mới|other}, nâng tổng số hội viên lên {18.500
người|union.members}.

Trong số đảng viên mới kết nạp có {31 đồng chí|members.admitted} là người dân tộc thiểu số, chiếm
{40,2%|other}.

Số đảng viên kết nạp trong năm là {118 đồng chí|members.admitted}.

Chi bộ tổ chức lễ kết nạp Đảng cho {8 học sinh|members.admitted} lớp 12.

Kế hoạch năm 2022 kết nạp {75 đảng viên|admission.target}; đến nay đã kết nạp {61 đảng
viên|members.admitted}.

Huyện ủy giao Đảng bộ xã phát triển {18 đảng viên mới|admission.target}.

Nghị quyết xác định bình quân hằng năm phát triển {10 đảng viên|admission.target}.

Công tác phát triển đảng viên đạt {112%|admission.plan_percent} kế hoạch.

Tỷ lệ kết nạp đảng viên mới hằng năm đạt {3,1%|admission.rate} so với tổng số đảng viên.

Xét công nhận đảng viên chính thức cho {86 đồng chí|members.official_transfer}.

Chuẩn y {17 đảng viên|members.official_transfer} dự bị thành đảng viên chính thức.

Đảng ủy chuyển Đảng chính thức cho {2 đồng chí|members.official_transfer}, nâng tổng số đảng viên
trong Đảng ủy lên {73 đồng chí|members.total}.

Kết nạp {4 đảng viên|members.admitted}, nâng tổng số lên {21 đồng chí|members.total}.

Số đảng viên dự bị hiện có {64 đồng chí|members.probationary}.

Đảng bộ xã có {15 chi bộ|cells.total} với {312 đảng viên|members.total}, trong đó {98 đảng
viên|members.total} là nữ, chiếm {31,4%|members.share}.

Đảng viên nữ chiếm {34,5%|members.share}, đảng viên là người dân tộc thiểu số chiếm
{62%|members.share}.

Có {250 đảng viên|other} tham dự hội nghị học tập nghị quyết.

Đã phân công {210 đảng viên|other} phụ trách các hộ nghèo.

Đảng bộ huyện có {72 tổ chức cơ sở đảng|orgs.grassroots}, trong đó có {29 đảng bộ cơ
sở|orgs.grassroots} và {43 chi bộ cơ sở|orgs.grassroots}.

Sau sáp nhập, Đảng bộ xã có {58 chi bộ|cells.total} với {1.486 đảng viên|members.total}.

Thành lập mới {3 chi bộ|other} trong doanh nghiệp tư nhân.

Huyện ủy tặng giấy khen cho {14 chi bộ|other}.

Mở {3 lớp|other} bồi dưỡng nhận thức về Đảng cho {245 quần chúng ưu tú|candidates.trained}.

Lớp bồi dưỡng nhận thức về Đảng khóa II có {83 học viên|candidates.trained}.

Đảng ủy xã cử {14 quần chúng|candidates.trained} đi học lớp nhận thức về Đảng, kết nạp {8 quần
chúng|members.admitted} vào Đảng.

Hiện nguồn phát triển đảng của xã còn {41 quần chúng|candidates.introduced}.

Đã thông qua {21 hồ sơ|applications.reviewed} đề nghị kết nạp; kết quả có {16 hồ
sơ|applications.reviewed} được chuẩn y, {1 hồ sơ|applications.reviewed} xin ý kiến Ban Thường vụ,
{4 hồ sơ|applications.reviewed} để lại.

Thẩm định {65 hồ sơ|applications.reviewed} kết nạp đảng viên, {40 hồ sơ|other} chuyển đảng chính
thức.

Huyện có {61 đảng viên|badges} được tặng và truy tặng Huy hiệu Đảng, trong đó {17 đồng chí|badges}
50 năm tuổi Đảng, {4 đồng chí|badges} được truy tặng.

Trao Huy hiệu 50 năm tuổi Đảng cho {6 đảng viên|badges}, Huy hiệu 30 năm tuổi Đảng cho {23 đồng
chí|badges}.

Đảng bộ xã hiện có {2.130 đảng viên|members.total}, số đồng chí có Huy hiệu Đảng là {1.024 đồng
chí|badges}.

Thi hành kỷ luật {18 đảng viên|discipline}, trong đó khiển trách {11 đồng chí|discipline}, cảnh
cáo {5 đồng chí|discipline}, khai trừ {2 đồng chí|discipline}.

Công an huyện phạt cảnh cáo {15 trường hợp|other}.

Cấp ủy các cấp đã kiểm tra {45 tổ chức đảng|inspections}, {112 đảng viên|inspections}; giám sát
chuyên đề {23 tổ chức đảng|inspections}.

Kiểm tra việc thi hành kỷ luật trong Đảng đối với {7 chi bộ|inspections}.

Ủy ban Kiểm tra gồm {7 đồng chí|other}.

Có {604 TCCSĐ|rating.orgs} hoàn thành tốt nhiệm vụ, đạt {91,2%|rating.orgs}.

Toàn Đảng bộ có {90,3%|rating.members} số đảng viên được đánh giá hoàn thành tốt nhiệm vụ trở lên;
{9,1%|rating.members} hoàn thành nhiệm vụ và {0,6%|rating.members} không hoàn thành nhiệm vụ.

Hằng năm có {92%|rating.orgs} tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ trở lên;
{7,5%|rating.orgs} hoàn thành nhiệm vụ và {0,5%|rating.orgs} không hoàn thành.

Phấn đấu hằng năm có {90%|rating.orgs} tổ chức đảng và {95%|rating.members} đảng viên hoàn thành
tốt nhiệm vụ.

Có {85%|other} công đoàn cơ sở xếp loại vững mạnh.

Dự đại hội có {150 đại biểu|delegates} đại diện cho {2.310 đảng viên|members.total} toàn Đảng bộ.

Đại hội đã bầu {15 đồng chí|committee.size} vào Ban Chấp hành; bầu {12 đại biểu|other} chính thức
và {1 đại biểu|other} dự khuyết đi dự Đại hội Đảng bộ huyện.

Hội nghị có {300 đại biểu|other} tham dự.

Ban Thường vụ Huyện ủy đã luân chuyển, bổ nhiệm {11 đồng chí|other}.

Hội Phụ nữ xã có {1.120 hội viên|union.members} sinh hoạt tại {14 chi hội|other}.

Có {500 đoàn viên|other} thanh niên tham gia dọn vệ sinh môi trường.
"""


@cache
def _kit() -> Kit:
    return build_kit(model=False)


@pytest.mark.parametrize("sentence", SENTENCES.strip().split("\n\n"))
def test_each_number_has_its_measure(sentence: str) -> None:
    line = sentence.replace("\n", " ")
    text = _MARK.sub(r"\1", line)
    found = extract(Document("sentence", text, published="2026-03-15"), _kit()).facts
    shift = 0
    for mark in _MARK.finditer(line):
        start, number = mark.start() - shift, mark[1]
        shift += len(mark[0]) - len(number)
        end = start + len(number)
        over = [fact for fact in found if fact.span.start < end and start < fact.span.end]
        assert over, f"no fact at {number}"
        assert over[0].indicator == _full(mark[2]), f"at {number}"


def _full(name: str) -> str:
    return name if name == "other" or name.startswith("union.") else f"party.{name}"
