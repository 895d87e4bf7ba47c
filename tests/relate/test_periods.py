"""Which time a number of a longer article has: topics of sentences, paragraphs, articles; plans."""

from __future__ import annotations

import pytest

from tests.relate.reading import PUBLISHED, facts
from textmine.pipeline import Kit

# Text, then for some of its numbers: the words, and the bounds of their period (None: none).
Wanted = tuple[tuple[str, tuple[str | None, str | None] | None], ...]
ROWS: tuple[tuple[str, Wanted], ...] = (
    # What a speaker says opens with its own time, whatever the sentence opens with.
    (
        "Thu ngân sách huyện Mai Sơn\n\nNăm 2020, huyện Mai Sơn được giao nhiều chỉ tiêu.\n\n"
        "Ông Lò Văn Sơn, Chủ tịch UBND huyện cho biết, 6 tháng đầu năm, huyện thu ngân sách được "
        "61 tỷ đồng.",
        (("61 tỷ đồng", ("2020-01-01", "2020-06-30")),),
    ),
    (
        "Chuyện ở bản Mé\n\nÔng Lò Văn Sơn kể: \"Năm 2011, chi bộ mới tách, cả bản có 4 đảng "
        "viên, bây giờ thì được 15 đồng chí\".",
        (("4 đảng viên", ("2011", "2011")),),
    ),
    # What is the most ever dates nothing that comes after it.
    (
        "Mai Sơn kết nạp đảng viên\n\nĐến ngày 30-9, huyện Mai Sơn kết nạp 200 đảng viên. Đây là "
        "năm kết nạp nhiều nhất từ trước đến nay.\n\nTrong số đảng viên mới kết nạp có 14 học "
        "sinh.",
        (("14 học sinh", ("2020-01-01", "2020-09-30")),),
    ),
    # Who met at a congress without a day is of the news's, and no term in its name is theirs.
    (
        "Đại hội Đảng bộ huyện Mai Sơn lần thứ XXI, nhiệm kỳ 2020-2025 thành công\n\nDự đại hội có "
        "lãnh đạo Huyện ủy Thuận Châu và 236 đại biểu.\n\nNhiệm kỳ 2015-2020, huyện kết nạp 900 "
        "đảng viên.",
        (("236 đại biểu", (PUBLISHED, PUBLISHED)), ("900 đảng viên", ("2015", "2020"))),
    ),
    # What is given at the event is given on its day, whatever year its merits are of.
    (
        "Xã Nà Bó tổng kết\n\nNăm 2019, Đảng bộ xã Nà Bó kết nạp 14 đảng viên.\n\nDịp này, Đảng ủy "
        "xã khen thưởng 5 chi bộ, 21 cá nhân hoàn thành xuất sắc nhiệm vụ năm 2019.",
        (
            ("14 đảng viên", ("2019", "2019")),
            ("5 chi bộ", (PUBLISHED, PUBLISHED)),
            ("21 cá nhân", (PUBLISHED, PUBLISHED)),
        ),
    ),
    # So is a prize named behind those it goes to, where no day is told.
    (
        "Nà Bó trao Huy hiệu Đảng\n\nDịp này, xã Nà Bó có 44 đảng viên được trao Huy hiệu Đảng.\n\n"
        "Năm 2019, xã Nà Bó kết nạp 9 đảng viên.",
        (("44 đảng viên", (PUBLISHED, PUBLISHED)), ("9 đảng viên", ("2019", "2019"))),
    ),
    # A title without a number may name the occasion, too.
    (
        "Huyện Mai Sơn trao Huy hiệu Đảng đợt 7-11\n\nĐợt này, huyện Mai Sơn có 40 đảng viên được "
        "trao Huy hiệu Đảng.",
        (("40 đảng viên", ("2020-11-07", "2020-11-07")),),
    ),
    # The day in whose honour something was done dates it, where no other is told.
    (
        "40 đảng viên nhận Huy hiệu Đảng đợt 7-11\n\nTrong số 40 đảng viên huyện Mai Sơn được trao "
        "Huy hiệu Đảng lần này có 2 đảng viên 60 năm tuổi Đảng.",
        (
            ("40 đảng viên", ("2020-11-07", "2020-11-07")),
            ("2 đảng viên", ("2020-11-07", "2020-11-07")),
        ),
    ),
    (
        "Học sinh vào Đảng\n\nTrong dịp kỷ niệm 90 năm Ngày thành lập Hội (14/10/1930 - 14/10/2020)"
        " vừa qua, Đảng bộ xã Nà Bó kết nạp 6 đảng viên.\n\nĐảng bộ xã Nà Ớt kết nạp 4 đảng viên.",
        (("6 đảng viên", ("2020-10-14", "2020-10-14")), ("4 đảng viên", None)),
    ),
    (
        "Mai Sơn trao Huy hiệu Đảng đợt 14-10\n\nSáng 12-10, Huyện ủy Mai Sơn trao Huy hiệu Đảng "
        "đợt 14-10 cho 71 đảng viên.",
        (("71 đảng viên", ("2020-10-12", "2020-10-12")),),
    ),
    # An article that counts up to a day counts all its flows up to it, stocks aside.
    (
        "Mai Sơn: kinh tế giữ đà\n\nĐến hết tháng 9, huyện Mai Sơn gieo trồng 9.200 ha lúa.\n\n"
        "Giá trị sản xuất công nghiệp đạt 118 tỷ đồng.\n\nGiải quyết việc làm cho 640 lao động.",
        (
            ("118 tỷ đồng", ("2020-01-01", "2020-09-30")),
            ("640 lao động", ("2020-01-01", "2020-09-30")),
        ),
    ),
    # One number's own cut-off inside a longer stretch the article tells of is not the others'.
    (
        "Mai Sơn giảm nghèo\n\nTừ năm 2016 đến nay, huyện Mai Sơn huy động 310 tỷ đồng cho giảm "
        "nghèo. Đến ngày 30/9, giải ngân được 291 tỷ đồng. Huyện đã xây dựng 214 nhà đại đoàn kết.",
        (("214 nhà đại đoàn kết", ("2016", "2020-10-16")),),
    ),
    # A plan's words name the plan's own year.
    (
        "Mai Sơn phát triển đảng\n\nTừ đầu năm đến nay, Đảng bộ huyện Mai Sơn kết nạp 41 đảng "
        "viên.\n\nGiao chỉ tiêu năm 2021, Huyện ủy yêu cầu kết nạp ít nhất 90 đảng viên.",
        (("ít nhất 90 đảng viên", ("2021", "2021")),),
    ),
    # A state to be reached by a plan is dated by the plan's year, not the day it is told.
    (
        "Mai Sơn lo bảo hiểm\n\n6 tháng cuối năm, huyện Mai Sơn phấn đấu đưa tỷ lệ người dân tham "
        "gia bảo hiểm y tế lên 96%.",
        (("96%", ("2020-12-31", "2020-12-31")),),
    ),
    # The nearest year to come is the plan's, not one named before.
    (
        "Mai Sơn giảm nghèo\n\nNhiệm kỳ 2020-2025, huyện Mai Sơn đề ra 19 chỉ tiêu. Ông Lò Văn "
        "Sơn cho biết năm 2021 huyện sẽ làm 60 căn nhà, kéo giảm tỷ lệ hộ nghèo xuống dưới 5,5%.",
        (("dưới 5,5%", ("2021", "2021")),),
    ),
    # How things came about is not what the article is about.
    (
        "Cam Mai Sơn vào vụ\n\nHuyện Mai Sơn bắt đầu trồng cam năm 2008. Thương lái về tận vườn.\n"
        "\nNăng suất bình quân 9,8 tấn/ha. Vụ này người trồng thu về trên 300 tỷ đồng.",
        (("trên 300 tỷ đồng", ("2020-10-16", "2020-10-16")),),
    ),
    # What follows a semicolon without a verb goes on as things stand.
    (
        "Du lịch Mộc Châu\n\n9 tháng đầu năm 2020, huyện Mộc Châu đón 320.000 lượt khách.\n\nToàn "
        "huyện hiện có 603 cơ sở lưu trú; 39 cơ sở xếp hạng cao.",
        (("39 cơ sở", (PUBLISHED, PUBLISHED)),),
    ),
    # A syllable of another word is no cue: what was found (phát hiện) is not how things stand.
    (
        "Trật tự ở Mai Sơn\n\n9 tháng đầu năm 2020, huyện Mai Sơn xảy ra 21 vụ tai nạn giao "
        "thông. Lực lượng công an phát hiện 420 trường hợp vi phạm, tạm giữ 31 phương tiện.",
        (
            ("420 trường hợp vi phạm", ("2020-01-01", "2020-09-30")),
            ("31 phương tiện", ("2020-01-01", "2020-09-30")),
        ),
    ),
    # What a session counts is of its day, wherever it is told; those delegates stand for are not.
    (
        "Nhân sự huyện Mai Sơn\n\nNgày 14-10, HĐND huyện Mai Sơn họp kỳ thứ 15 với sự tham dự "
        "của 31 đại biểu đại diện cho hơn 70.000 cử tri. Tỉnh ủy đã cho ý kiến từ trước.\n\n"
        "Ông Lò Văn Sơn được bầu giữ chức Phó Chủ tịch UBND huyện với 30/31 phiếu, tỷ lệ "
        "96,8%. Kỳ họp thông qua 7 nghị quyết.",
        (
            ("hơn 70.000 cử tri", (PUBLISHED, PUBLISHED)),
            ("30/31 phiếu", ("2020-10-14", "2020-10-14")),
            ("7 nghị quyết", ("2020-10-14", "2020-10-14")),
        ),
    ),
    # What is done year by year is not of the months told of before; a life's years not of now.
    (
        "Mai Sơn tạo nguồn\n\nTừ ngày 1/7/2020 đến nay, Đảng bộ huyện Mai Sơn kết nạp 34 đảng viên."
        "\n\nMỗi năm, Huyện đoàn giới thiệu 80 đoàn viên ưu tú cho cấp ủy.",
        (("80 đoàn viên ưu tú", None),),
    ),
    (
        "Già làng ở Mai Sơn\n\nNăm 1991, ông Lò Văn Sơn được bầu làm trưởng bản Mé, xã Nà Bó.\n\n"
        "Nghĩ vậy, ông trồng 1 ha cà phê, nuôi 12 con bò.",
        (("1 ha", (PUBLISHED, PUBLISHED)),),
    ),
    # Land that is had is a state; what the text tells of before is not its time.
    (
        "Đảng viên trẻ ở Mai Sơn\n\nTừ đầu năm đến nay, Đảng bộ huyện Mai Sơn kết nạp 41 đảng "
        "viên.\n\nAnh Lò Văn Pâng ở bản Mé, xã Nà Bó vừa được kết nạp. Có 1,5 ha mận, anh còn giúp "
        "4 hộ.",
        (("1,5 ha", (PUBLISHED, PUBLISHED)),),
    ),
    # A term to come holds for the states planned in it.
    (
        "Đại hội Mai Sơn\n\nNhiệm kỳ 2020-2025, Đảng bộ huyện Mai Sơn phấn đấu kết nạp 900 đảng "
        "viên; có 90% chi bộ hoàn thành tốt nhiệm vụ trở lên.",
        (("90%", ("2020", "2025")),),
    ),
    # A number in brackets behind what it is compared with, or behind a time and a colon.
    (
        "Mai Sơn thu chi\n\nThu ngân sách huyện Mai Sơn năm 2019 đạt 17,4 tỷ đồng, tăng 9,1 tỷ "
        "đồng so với năm 2015 (8,3 tỷ đồng).",
        (("8,3 tỷ đồng", ("2015", "2015")),),
    ),
    (
        "Sổ tay ở Mai Sơn\n\nĐến nay, tỷ lệ đảng viên huyện Mai Sơn cài sổ tay điện tử đạt 81% "
        "(tháng 3: 64,5%).",
        (("81%", (PUBLISHED, PUBLISHED)), ("64,5%", ("2020-03", "2020-03"))),
    ),
    # Roads that are made and land that is planted are done in the time told of.
    (
        "Mai Sơn làm đường\n\nNăm 2019, huyện Mai Sơn vận động dân hiến đất, làm 11,2 km đường; "
        "trồng rừng 685 ha.",
        (("11,2 km", ("2019", "2019")), ("685 ha", ("2019", "2019"))),
    ),
    # What is set apart goes on to the end of its paragraph, unless the whole is taken up again.
    (
        "Giao thông Mai Sơn\n\n9 tháng đầu năm 2020, huyện Mai Sơn xảy ra 24 vụ tai nạn giao thông."
        "\n\nRiêng quý III xảy ra 9 vụ tai nạn giao thông. Xã Nà Bó xảy ra 4 vụ tai nạn giao "
        "thông. Toàn huyện phát hiện 120 trường hợp vi phạm.",
        (
            ("4 vụ tai nạn giao thông", ("2020-07-01", "2020-09-30")),
            ("120 trường hợp vi phạm", ("2020-01-01", "2020-09-30")),
        ),
    ),
    # The day of a document is none of the numbers'.
    (
        "Mai Sơn rà soát\n\nTheo Thông tư 05/2020/TT-BLĐTBXH ngày 3-2-2020, huyện Mai Sơn có 412 "
        "hộ nghèo.",
        (("412 hộ nghèo", (PUBLISHED, PUBLISHED)),),
    ),
    # What a new commune was made of has no date where none is told.
    (
        "Đại hội xã Nà Bó\n\nXã Nà Bó được thành lập trên cơ sở sáp nhập 3 xã. Nhiệm kỳ 2015-2020, "
        "Đảng bộ xã kết nạp 96 đảng viên.",
        (("3 xã", None), ("96 đảng viên", ("2015", "2020"))),
    ),
    # A session whose day is not told was held when the paper told of it.
    (
        "Phụ nữ Mai Sơn đại hội\n\nHội LHPN huyện Mai Sơn vừa tổ chức đại hội. Nhiệm kỳ 2015 - "
        "2020, Hội kết nạp 412 hội viên.\n\nĐại hội bầu 12 đại biểu dự đại hội cấp trên.",
        (("12 đại biểu", (PUBLISHED, PUBLISHED)),),
    ),
    # A household's land is had, whatever year was told of before.
    (
        "Cam Nà Bó\n\nNăm 2019, xã Nà Bó thu ngân sách 4 tỷ đồng. Bà Hà Thị Nghiêm ở bản Mé, xã "
        "Nà Bó cho hay: \"Nhà tôi 1,3 ha cam, năm nay được mùa\".",
        (("1,3 ha", (PUBLISHED, PUBLISHED)),),
    ),
    # In an article about a school its year dates what it did, for a paragraph.
    (
        "Trường THCS Nà Bó về đích\n\nTrường THCS Nà Bó (huyện Mai Sơn) vừa đón bằng công nhận.\n\n"
        "Năm học 2019-2020, Trường THCS Nà Bó có 11 lớp. Trường đạt 14 giải học sinh giỏi.",
        (("14 giải", ("2019-09-01", "2020-08-31")), ("11 lớp", ("2019-09-01", "2020-08-31"))),
    ),
    # By now is not the days of the congress, nor is what stands far behind a number its time.
    (
        "Xã Nà Bó đại hội\n\nTrong 2 ngày 15 và 16/10, Đảng bộ xã Nà Bó tổ chức đại hội.\n\nNhiệm "
        "kỳ 2015-2020, Đảng ủy xã Nà Bó hoàn thành nhiệm vụ. Giá trị sản xuất nông nghiệp đạt "
        "1.864 tỷ đồng, thu ngân sách là 37 tỷ đồng; đến nay xã đã đạt được 14/19 tiêu chí.",
        (
            ("1.864 tỷ đồng", ("2015", "2020")),
            ("14/19 tiêu chí", (PUBLISHED, PUBLISHED)),
        ),
    ),
    # The year in an event's name dates nothing; what is handed over at the event has its day.
    (
        "Trao 30 suất quà ở Nà Ớt\n\nNhân dịp đón Tết Trung thu năm 2020, sáng 14/10, Huyện đoàn "
        "Mai Sơn thăm trường Nà Ớt.\n\nĐoàn đã trao 30 suất quà cho học sinh nghèo.\n\nNăm "
        "2019, Huyện đoàn đã tặng 45 xe đạp. Huyện đoàn còn trao 12 suất học bổng.",
        (
            ("30 suất quà", ("2020-10-14", "2020-10-14")),
            ("45 xe đạp", ("2019", "2019")),
            ("12 suất học bổng", ("2019", "2019")),
        ),
    ),
    (
        "Mai Sơn ra quân\n\nHưởng ứng Xuân tình nguyện năm 2020, Đoàn xã Nà Bó sửa 3 km đường.",
        (("3 km", ("2020-10-16", "2020-10-16")),),
    ),
    (
        "Hội thi ở Mai Sơn\n\nHội thi Khéo tay huyện Mai Sơn năm 2019 có 12 đội dự thi.",
        (("12 đội", ("2019", "2019")),),
    ),
    # What something is done for, and when that will be, does not date it; a goal it does.
    (
        "Mai Sơn lập tiểu ban\n\nĐể chuẩn bị cho đại hội vào đầu năm 2021, huyện Mai Sơn lập 4 "
        "tiểu ban. Để hoàn thành mục tiêu năm 2021, huyện phấn đấu kết nạp 60 đảng viên.",
        (
            ("4 tiểu ban", ("2020-10-16", "2020-10-16")),
            ("60 đảng viên", ("2021", "2021")),
        ),
    ),
    # Behind a semicolon "hiện" tells how things stand; months that passed are the year's first.
    (
        "Công an Mai Sơn\n\n9 tháng đầu năm, Công an huyện Mai Sơn triệt phá 14 vụ với 20 đối "
        "tượng; hiện đang quản lý 62 người nghiện.",
        (
            ("20 đối tượng", ("2020-01-01", "2020-09-30")),
            ("62 người nghiện", ("2020-10-16", "2020-10-16")),
        ),
    ),
    (
        "Giải ngân chậm\n\nQua 9 tháng chỉ giải ngân 60 tỷ đồng vốn đầu tư công.",
        (("60 tỷ đồng", ("2020-01-01", "2020-09-30")),),
    ),
    # Those with whom, and the money with which, something was done are of its time; 'hiện … đang'
    # tells how things stand; a day counted up to holds for its paragraph, from the year told of.
    (
        "Mai Sơn: 40 vụ ma túy\n\nTrong tháng 9, Công an huyện Mai Sơn triệt phá 40 vụ ma túy.\n\n"
        "Công an huyện khởi tố 30 vụ với 34 bị can, phạt 9 vụ với tổng số tiền 41 triệu đồng. Hiện "
        "Công an huyện đang xác minh 1 vụ.",
        (
            ("34 bị can", ("2020-09", "2020-09")),
            ("41 triệu đồng", ("2020-09", "2020-09")),
            ("1 vụ", ("2020-10-16", "2020-10-16")),
        ),
    ),
    (
        "Hội Nông dân Mai Sơn\n\nNăm 2020, Hội Nông dân huyện Mai Sơn chọn là năm về cơ sở.\n\n"
        "Đến hết tháng 9, Hội đã giúp nông dân mua 650 tấn phân bón. Hội mở 20 buổi tập huấn.",
        (
            ("650 tấn", ("2020-01-01", "2020-09-30")),
            ("20 buổi tập huấn", ("2020-01-01", "2020-09-30")),
        ),
    ),
    # A season named in passing dates crops alone; incomes are of the year the article tells of.
    (
        "Mai Sơn quý I\n\nTrong quý I, huyện Mai Sơn gieo trồng vụ đông xuân 2019-2020 được 900 ha."
        " Giá trị sản xuất công nghiệp đạt 38 tỷ đồng.",
        (("38 tỷ đồng", ("2020-01-01", "2020-03-31")),),
    ),
    (
        "Kinh tế Mai Sơn\n\nNăm 2019, kinh tế huyện Mai Sơn giữ đà.\n\nThu ngân sách đạt 61 tỷ. "
        "Thu nhập bình quân đạt 31 triệu đồng/người/năm.",
        (("31 triệu đồng/người/năm", ("2019", "2019")),),
    ),
    # What comes along with a number has its time; what is named to be built is not what was done.
    (
        "Vay vốn ở Mai Sơn\n\nTừ đầu năm đến nay, doanh số cho vay của huyện Mai Sơn là 79 tỷ "
        "đồng, nâng tổng dư nợ lên 320 tỷ đồng với 5.400 lượt hộ vay.",
        (("5.400 lượt hộ", ("2020-10-16", "2020-10-16")),),
    ),
    (
        "Kinh tế xã Nà Bó\n\n9 tháng năm 2020, xã Nà Bó thu ngân sách 2 tỷ đồng. Về xây dựng nông "
        "thôn mới, đến nay xã đạt 16/19 tiêu chí.",
        (("16/19 tiêu chí", ("2020-10-16", "2020-10-16")),),
    ),
    # Results of an event have its day, whatever a remark on it tells; its name may number it.
    (
        "Hiến máu ở Mai Sơn\n\nNgày 15/10, huyện Mai Sơn tổ chức “Ngày hội hiến máu” lần 2 năm "
        "2020. Đây là đợt hiến máu lớn nhất trong năm 2020.\n\nKết quả, thu được 410 đơn vị máu.",
        (("410 đơn vị máu", ("2020-10-15", "2020-10-15")),),
    ),
    # What is raised by something done is raised when that ended; a term's start is a moment; what a
    # district has of land stands; a merger told before a semicolon is another thing.
    (
        "Đảng viên ở Mai Sơn\n\nĐến cuối năm 2010, huyện Mai Sơn có 9 đảng viên là ngư dân. Từ năm "
        "2010 đến nay, huyện kết nạp 112 đảng viên; nâng số đảng viên là ngư dân lên 43 người.",
        (("43 người", ("2020-10-16", "2020-10-16")),),
    ),
    (
        "Chi bộ ở Mai Sơn\n\nĐầu nhiệm kỳ 2015-2020, huyện Mai Sơn còn 5 bản chưa có chi bộ.",
        (("5 bản", ("2015", "2015")),),
    ),
    (
        "Rau ở Mai Sơn\n\nTừ đầu năm đến nay, huyện Mai Sơn gieo trồng 900 ha rau. Toàn huyện "
        "có 210 ha rau tưới tự động.",
        (("210 ha", ("2020-10-16", "2020-10-16")),),
    ),
    # By now it stands so: a share, criteria attained, whatever was built before in the sentence;
    # land that a disease struck came about, with the land told beside it.
    (
        "Nông thôn mới Nà Bó\n\nTừ năm 2016, xã Nà Bó huy động 13 tỷ đồng xây dựng hạ tầng, đến "
        "nay đã đạt 17/19 tiêu chí. Đến nay, 80% đường thôn được bê tông hóa.",
        (
            ("17/19 tiêu chí", ("2020-10-16", "2020-10-16")),
            ("80%", ("2020-10-16", "2020-10-16")),
        ),
    ),
    (
        "Tôm bệnh ở Mai Sơn\n\nTừ đầu năm đến hết tháng 9, toàn huyện có 26 ha ao nuôi và 15 ha "
        "ruộng bị bệnh.",
        (
            ("26 ha", ("2020-01-01", "2020-09-30")),
            ("15 ha", ("2020-01-01", "2020-09-30")),
        ),
    ),
    # Months named again without their year are those told before.
    (
        "Thủy sản Mai Sơn\n\n9 tháng đầu năm, huyện Mai Sơn nuôi 400 tấn cá.\n\nTrong tháng 9, "
        "khai thác đạt 37 tấn; 9 tháng khai thác 170 tấn. Trong đó, cá chép 140 tấn.",
        (
            ("37 tấn", ("2020-09", "2020-09")),
            ("170 tấn", ("2020-01-01", "2020-09-30")),
            ("140 tấn", ("2020-01-01", "2020-09-30")),
        ),
    ),
)


@pytest.mark.parametrize(("text", "wanted"), ROWS)
def test_periods(rules: Kit, text: str, wanted: Wanted) -> None:
    found = facts(rules, text)
    for words, bounds in wanted:
        period = found[words].period
        assert (bounds and (period.start, period.end) if period else None) == bounds, words
