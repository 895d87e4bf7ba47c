"""Which body the words of a short text mean, and what bodies come of it."""

from __future__ import annotations

# (text, publisher, "printed -> name" of every mention, "name < parent @ area" of every entity)
TABLE: tuple[tuple[str, str | None, str, str], ...] = (
    (
        "Đảng bộ xã Nà Ớt có 24 chi bộ. Đảng bộ xã kết nạp 5 đảng viên.",
        None,
        "Đảng bộ xã Nà Ớt -> Đảng bộ xã Nà Ớt | Đảng bộ xã -> Đảng bộ xã Nà Ớt",
        "Đảng bộ xã Nà Ớt @ xã Nà Ớt",
    ),
    (
        "Đảng bộ xã Nà Ớt có 24 chi bộ.\nToàn Đảng bộ kết nạp 5 đảng viên.",
        None,
        "Đảng bộ xã Nà Ớt -> Đảng bộ xã Nà Ớt | Đảng bộ -> Đảng bộ xã Nà Ớt",
        "Đảng bộ xã Nà Ớt @ xã Nà Ớt",
    ),
    (
        "Đảng ủy xã họp.\nXã Nà Ớt có 12 bản.",
        None,
        "Đảng ủy xã -> Đảng ủy xã Nà Ớt",
        "Đảng ủy xã Nà Ớt @ xã Nà Ớt",
    ),
    (
        "Đảng ủy xã họp.",
        None,
        "Đảng ủy xã -> *Đảng ủy xã",
        "",
    ),
    (
        "Chi bộ bản Hỏm họp. Chi bộ kết nạp 6 đảng viên.",
        None,
        "Chi bộ bản Hỏm -> Chi bộ bản Hỏm | Chi bộ -> Chi bộ bản Hỏm",
        "Chi bộ bản Hỏm @ bản Hỏm",
    ),
    (
        "Chi bộ bản Hỏm và Chi bộ bản Nà Un họp. Chi bộ kết nạp 6 đảng viên.",
        None,
        "Chi bộ bản Hỏm -> Chi bộ bản Hỏm | Chi bộ bản Nà Un -> Chi bộ bản Nà Un | Chi bộ -> "
        "*Chi bộ",
        "Chi bộ bản Hỏm @ bản Hỏm | Chi bộ bản Nà Un @ bản Nà Un",
    ),
    (
        "Chi bộ bản Hỏm họp.\nChi bộ bản Nà Un kết nạp 2 đảng viên.\nNhiệm kỳ qua, Chi bộ "
        "kết nạp 6 đảng viên.",
        None,
        "Chi bộ bản Hỏm -> Chi bộ bản Hỏm | Chi bộ bản Nà Un -> Chi bộ bản Nà Un | Chi bộ -> "
        "Chi bộ bản Nà Un",
        "Chi bộ bản Hỏm @ bản Hỏm | Chi bộ bản Nà Un @ bản Nà Un",
    ),
    (
        "Chi bộ bản Hỏm gương mẫu\nChi bộ bản Hỏm họp. Chi bộ bản Nà Un học theo.\nNhiệm kỳ "
        "qua, Chi bộ kết nạp 6 đảng viên.",
        None,
        "Chi bộ bản Hỏm -> Chi bộ bản Hỏm | Chi bộ bản Hỏm -> Chi bộ bản Hỏm | Chi bộ bản Nà "
        "Un -> Chi bộ bản Nà Un | Chi bộ -> Chi bộ bản Hỏm",
        "Chi bộ bản Hỏm @ bản Hỏm | Chi bộ bản Nà Un @ bản Nà Un",
    ),
    (
        "Đảng bộ xã Nà Ớt có 12 chi bộ. Chi bộ bản Hỏm kết nạp 2 đảng viên.",
        None,
        "Đảng bộ xã Nà Ớt -> Đảng bộ xã Nà Ớt | Chi bộ bản Hỏm -> Chi bộ bản Hỏm",
        "Đảng bộ xã Nà Ớt @ xã Nà Ớt | Chi bộ bản Hỏm < Đảng bộ xã Nà Ớt @ bản Hỏm",
    ),
    (
        "BCH Đảng bộ xã Nà Ớt họp. Đảng ủy xã chỉ đạo.",
        None,
        "BCH Đảng bộ xã Nà Ớt -> Ban Chấp hành Đảng bộ xã Nà Ớt | Đảng bộ xã Nà Ớt -> Đảng "
        "bộ xã Nà Ớt | Đảng ủy xã -> Đảng ủy xã Nà Ớt",
        "Ban Chấp hành Đảng bộ xã Nà Ớt < Đảng bộ xã Nà Ớt @ xã Nà Ớt | Đảng bộ xã Nà Ớt @ "
        "xã Nà Ớt | Đảng ủy xã Nà Ớt < Đảng bộ xã Nà Ớt @ xã Nà Ớt",
    ),
    (
        "Đảng ủy xã Nà Ớt chỉ đạo. Đảng bộ xã có 300 đảng viên.",
        None,
        "Đảng ủy xã Nà Ớt -> Đảng ủy xã Nà Ớt | Đảng bộ xã -> Đảng bộ xã Nà Ớt",
        "Đảng ủy xã Nà Ớt < Đảng bộ xã Nà Ớt @ xã Nà Ớt | Đảng bộ xã Nà Ớt @ xã Nà Ớt",
    ),
    (
        "Ban Thường vụ Huyện ủy Mai Sơn giao. Huyện ủy chỉ đạo. Ban Thường vụ yêu cầu.",
        None,
        "Ban Thường vụ Huyện ủy Mai Sơn -> Ban Thường vụ Huyện ủy Mai Sơn | Huyện ủy Mai Sơn "
        "-> Huyện ủy Mai Sơn | Huyện ủy -> Huyện ủy Mai Sơn | Ban Thường vụ -> Ban Thường vụ "
        "Huyện ủy Mai Sơn",
        "Ban Thường vụ Huyện ủy Mai Sơn < Huyện ủy Mai Sơn @ huyện Mai Sơn | Huyện ủy Mai "
        "Sơn @ huyện Mai Sơn",
    ),
    (
        "Đảng bộ huyện Mai Sơn có 62 tổ chức. Huyện ủy, HĐND, UBND huyện phối hợp.",
        None,
        "Đảng bộ huyện Mai Sơn -> Đảng bộ huyện Mai Sơn | Huyện ủy -> Huyện ủy Mai Sơn | "
        "HĐND -> Hội đồng nhân dân huyện Mai Sơn | UBND huyện -> Ủy ban nhân dân huyện Mai "
        "Sơn",
        "Đảng bộ huyện Mai Sơn @ huyện Mai Sơn | Huyện ủy Mai Sơn < Đảng bộ huyện Mai Sơn @ "
        "huyện Mai Sơn | Hội đồng nhân dân huyện Mai Sơn @ huyện Mai Sơn | Ủy ban nhân dân "
        "huyện Mai Sơn @ huyện Mai Sơn",
    ),
    (
        "UBND huyện Chư Prông họp. Toàn huyện có 20 xã. Huyện phấn đấu.",
        None,
        "UBND huyện Chư Prông -> Ủy ban nhân dân huyện Chư Prông | Toàn huyện -> huyện Chư "
        "Prông | Huyện -> huyện Chư Prông",
        "Ủy ban nhân dân huyện Chư Prông @ huyện Chư Prông",
    ),
    (
        "UBND huyện Chư Prông và UBND huyện Chư Sê họp. Huyện phấn đấu.",
        None,
        "UBND huyện Chư Prông -> Ủy ban nhân dân huyện Chư Prông | UBND huyện Chư Sê -> Ủy "
        "ban nhân dân huyện Chư Sê | Huyện -> *huyện",
        "Ủy ban nhân dân huyện Chư Prông @ huyện Chư Prông | Ủy ban nhân dân huyện Chư Sê @ "
        "huyện Chư Sê",
    ),
    (
        "huyện Mai Sơn, huyện Yên Châu họp.\nUBND huyện phân bổ.",
        None,
        "UBND huyện -> *Ủy ban nhân dân huyện",
        "",
    ),
    (
        "Huyện Mai Sơn có 22 xã.\nHuyện Yên Châu có 15 xã; huyện phấn đấu.",
        None,
        "huyện -> huyện Yên Châu",
        "",
    ),
    (
        "Huyện Mai Sơn làm tốt\nHuyện Mai Sơn có 22 xã. Huyện Yên Châu có 15 xã.\nUBND huyện "
        "phân bổ.",
        None,
        "UBND huyện -> Ủy ban nhân dân huyện Mai Sơn",
        "Ủy ban nhân dân huyện Mai Sơn @ huyện Mai Sơn",
    ),
    (
        "Tỉnh ủy họp. Toàn tỉnh có 12 huyện. Công an tỉnh ra quân.",
        "Báo Sơn La",
        "Tỉnh ủy -> Tỉnh ủy Sơn La | Toàn tỉnh -> tỉnh Sơn La | Công an tỉnh -> Công an tỉnh "
        "Sơn La",
        "Tỉnh ủy Sơn La @ tỉnh Sơn La | Công an tỉnh Sơn La @ tỉnh Sơn La | tỉnh Sơn La",
    ),
    (
        "Đoàn tỉnh Hà Nam thăm. UBND tỉnh tiếp.",
        "Báo Gia Lai",
        "UBND tỉnh -> Ủy ban nhân dân tỉnh Gia Lai",
        "Ủy ban nhân dân tỉnh Gia Lai @ tỉnh Gia Lai | tỉnh Gia Lai",
    ),
    (
        "Tỉnh ủy họp. Toàn tỉnh có 12 huyện.",
        None,
        "Tỉnh ủy -> *Tỉnh ủy | Toàn tỉnh -> *tỉnh",
        "",
    ),
    (
        "Tỉnh ủy Sơn La họp. HĐND tỉnh thông qua. Toàn tỉnh có 12 huyện.",
        None,
        "Tỉnh ủy Sơn La -> Tỉnh ủy Sơn La | HĐND tỉnh -> Hội đồng nhân dân tỉnh Sơn La | "
        "Toàn tỉnh -> tỉnh Sơn La",
        "Tỉnh ủy Sơn La @ tỉnh Sơn La | Hội đồng nhân dân tỉnh Sơn La @ tỉnh Sơn La",
    ),
    (
        "Tại tỉnh Gia Lai, Tỉnh ủy họp.\nTại tỉnh Kon Tum, Tỉnh ủy họp.",
        None,
        "Tỉnh ủy -> Tỉnh ủy Gia Lai | Tỉnh ủy -> Tỉnh ủy Kon Tum",
        "Tỉnh ủy Gia Lai @ tỉnh Gia Lai | Tỉnh ủy Kon Tum @ tỉnh Kon Tum",
    ),
    (
        "Hội Nông dân xã Ia Drăng (huyện Chư Prông) họp. Hội kết nạp 45 hội viên; Hội có 9 "
        "chi hội.",
        None,
        "Hội Nông dân xã Ia Drăng -> Hội Nông dân xã Ia Drăng | Hội -> Hội Nông dân xã Ia "
        "Drăng | Hội -> Hội Nông dân xã Ia Drăng",
        "Hội Nông dân xã Ia Drăng @ xã Ia Drăng",
    ),
    (
        "Hội Nông dân xã Ia Drăng họp. Hội LHPN xã, Đoàn Thanh niên phối hợp.",
        None,
        "Hội Nông dân xã Ia Drăng -> Hội Nông dân xã Ia Drăng | Hội LHPN xã -> Hội Liên hiệp "
        "Phụ nữ xã Ia Drăng | Đoàn Thanh niên -> Đoàn Thanh niên xã Ia Drăng",
        "Hội Nông dân xã Ia Drăng @ xã Ia Drăng | Hội Liên hiệp Phụ nữ xã Ia Drăng @ xã Ia Drăng "
        "| Đoàn Thanh niên xã Ia Drăng @ xã Ia Drăng",
    ),
    (
        "Chi bộ đã chỉ đạo Chi hội phụ nữ, Đoàn thanh niên.",
        None,
        "Chi bộ -> *Chi bộ | Chi hội phụ nữ -> *Chi hội Phụ nữ | Đoàn thanh niên -> *Đoàn "
        "Thanh niên",
        "",
    ),
    (
        "Chi bộ bản Hỏm, xã Nà Ớt; Chi hội phụ nữ bản Hỏm có 40 hội viên.",
        None,
        "Chi bộ bản Hỏm -> Chi bộ bản Hỏm | Chi hội phụ nữ bản Hỏm -> Chi hội Phụ nữ bản Hỏm",
        "Chi bộ bản Hỏm @ bản Hỏm | Chi hội Phụ nữ bản Hỏm @ bản Hỏm",
    ),
    (
        "Uỷ ban nhân dân xã Nà Ớt; UBND xã Nà Ớt; ỦY BAN NHÂN DÂN XÃ NÀ ỚT",
        None,
        "Uỷ ban nhân dân xã Nà Ớt -> Ủy ban nhân dân xã Nà Ớt | UBND xã Nà Ớt -> Ủy ban nhân "
        "dân xã Nà Ớt | ỦY BAN NHÂN DÂN XÃ NÀ ỚT -> Ủy ban nhân dân xã Nà Ớt",
        "Ủy ban nhân dân xã Nà Ớt @ xã Nà Ớt",
    ),
    (
        "UBND thị xã An Khê; UBND TX An Khê",
        None,
        "UBND thị xã An Khê -> Ủy ban nhân dân thị xã An Khê | UBND TX An Khê -> Ủy ban nhân "
        "dân thị xã An Khê",
        "Ủy ban nhân dân thị xã An Khê @ thị xã An Khê",
    ),
    (
        "Công an Sơn La; Công an tỉnh Sơn La",
        None,
        "Công an Sơn La -> Công an tỉnh Sơn La | Công an tỉnh Sơn La -> Công an tỉnh Sơn La",
        "Công an tỉnh Sơn La @ tỉnh Sơn La",
    ),
    (
        "Công an TP Sơn La và Công an tỉnh Sơn La",
        None,
        "Công an TP Sơn La -> Công an thành phố Sơn La | Công an tỉnh Sơn La -> Công an tỉnh "
        "Sơn La",
        "Công an thành phố Sơn La < Công an tỉnh Sơn La @ thành phố Sơn La | Công an tỉnh "
        "Sơn La @ tỉnh Sơn La",
    ),
    (
        "Huyện ủy Mai Sơn, Đảng bộ huyện Mai Sơn và huyện Mai Sơn",
        None,
        "Huyện ủy Mai Sơn -> Huyện ủy Mai Sơn | Đảng bộ huyện Mai Sơn -> Đảng bộ huyện Mai Sơn",
        "Huyện ủy Mai Sơn < Đảng bộ huyện Mai Sơn @ huyện Mai Sơn | Đảng bộ huyện Mai Sơn @ "
        "huyện Mai Sơn",
    ),
    (
        "Đảng bộ Chiềng Bôm; xã Chiềng Bôm có 24 bản",
        None,
        "Đảng bộ Chiềng Bôm -> Đảng bộ xã Chiềng Bôm",
        "Đảng bộ xã Chiềng Bôm @ xã Chiềng Bôm",
    ),
    (
        "Chi bộ Hỏm; bản Hỏm có 120 hộ",
        None,
        "Chi bộ Hỏm -> Chi bộ bản Hỏm",
        "Chi bộ bản Hỏm @ bản Hỏm",
    ),
    (
        "Ủy ban MTTQ Việt Nam xã Nà Ớt; MTTQ xã Nà Ớt; Ủy ban MTTQ xã",
        None,
        "Ủy ban MTTQ Việt Nam xã Nà Ớt -> Ủy ban Mặt trận Tổ quốc Việt Nam xã Nà Ớt | MTTQ "
        "xã Nà Ớt -> Ủy ban Mặt trận Tổ quốc Việt Nam xã Nà Ớt | Ủy ban MTTQ xã -> Ủy ban "
        "Mặt trận Tổ quốc Việt Nam xã Nà Ớt",
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã Nà Ớt @ xã Nà Ớt",
    ),
    (
        "Hội LHPN huyện Mai Sơn; Hội Liên hiệp Phụ nữ huyện Mai Sơn",
        None,
        "Hội LHPN huyện Mai Sơn -> Hội Liên hiệp Phụ nữ huyện Mai Sơn | Hội Liên hiệp Phụ nữ "
        "huyện Mai Sơn -> Hội Liên hiệp Phụ nữ huyện Mai Sơn",
        "Hội Liên hiệp Phụ nữ huyện Mai Sơn @ huyện Mai Sơn",
    ),
    (
        "Đoàn TNCS Hồ Chí Minh xã Nà Ớt; Đoàn Thanh niên xã; Xã đoàn",
        None,
        "Đoàn TNCS Hồ Chí Minh xã Nà Ớt -> Đoàn Thanh niên Cộng sản Hồ Chí Minh xã Nà Ớt | "
        "Đoàn Thanh niên xã -> Đoàn Thanh niên Cộng sản Hồ Chí Minh xã Nà Ớt | Xã đoàn -> "
        "Đoàn Thanh niên Cộng sản Hồ Chí Minh xã Nà Ớt",
        "Đoàn Thanh niên Cộng sản Hồ Chí Minh xã Nà Ớt @ xã Nà Ớt",
    ),
    (
        "Trường THPT Lý Bôn mở hội thảo.\nAnh Nam vui.\nNăm 2020, trường đã nhận 60 em.",
        None,
        "Trường THPT Lý Bôn -> Trường THPT Lý Bôn | trường -> Trường THPT Lý Bôn",
        "Trường THPT Lý Bôn",
    ),
    (  # the short form of its head is written out
        "Bệnh viện đa khoa Phố Mới khám 40 ca. Đến nay, bệnh viện chúng tôi đã mổ 9 ca.",
        None,
        "Bệnh viện đa khoa Phố Mới -> Bệnh viện đa khoa Phố Mới | bệnh viện -> "
        "Bệnh viện đa khoa Phố Mới",
        "Bệnh viện đa khoa Phố Mới",
    ),
    (
        "Công ty TNHH Hải Sơn lãi 2 tỷ đồng. Doanh nghiệp này đã nộp thuế.",
        None,
        "Công ty TNHH Hải Sơn -> Công ty TNHH Hải Sơn | Doanh nghiệp này -> Công ty TNHH Hải Sơn",
        "Công ty TNHH Hải Sơn",
    ),
    (
        "Trường THPT Chu Văn An có 30 lớp. Nhà trường có 60 giáo viên.",
        None,
        "Trường THPT Chu Văn An -> Trường THPT Chu Văn An | Nhà trường -> Trường THPT Chu Văn An",
        "Trường THPT Chu Văn An",
    ),
    (
        "Trường Trung học phổ thông Chu Văn An; Trường THPT Chu Văn An",
        None,
        "Trường Trung học phổ thông Chu Văn An -> Trường Trung học phổ thông Chu Văn An | "
        "Trường THPT Chu Văn An -> Trường Trung học phổ thông Chu Văn An",
        "Trường Trung học phổ thông Chu Văn An",
    ),
    (
        "Trường Mầm non Hoa Hồng, xã Hát Lót; Trường Mầm non Hoa Hồng",
        None,
        "Trường Mầm non Hoa Hồng -> Trường Mầm non Hoa Hồng | Trường Mầm non Hoa Hồng -> "
        "Trường Mầm non Hoa Hồng",
        "Trường Mầm non Hoa Hồng @ xã Hát Lót",
    ),
    (
        "Công ty CP Mía đường Sơn La nộp 12 tỷ. Công ty đã tuyển 30 lao động. Công ty Mía "
        "đường Sơn La",
        None,
        "Công ty CP Mía đường Sơn La -> Công ty CP Mía đường Sơn La | Công ty -> Công ty CP "
        "Mía đường Sơn La | Công ty Mía đường Sơn La -> Công ty CP Mía đường Sơn La",
        "Công ty CP Mía đường Sơn La",
    ),
    (
        "Công ty TNHH Hải Sơn; Công ty CP Sao Việt; Công ty đã nộp thuế",
        None,
        "Công ty TNHH Hải Sơn -> Công ty TNHH Hải Sơn | Công ty CP Sao Việt -> Công ty CP "
        "Sao Việt | Công ty -> Công ty CP Sao Việt",
        "Công ty TNHH Hải Sơn | Công ty CP Sao Việt",
    ),
    (
        "HTX Ngọc Lan có 30 thành viên; HTX thu mua 300 tấn xoài",
        None,
        "HTX Ngọc Lan -> Hợp tác xã Ngọc Lan | HTX -> Hợp tác xã Ngọc Lan",
        "Hợp tác xã Ngọc Lan",
    ),
    (
        "Bệnh viện Đa khoa tỉnh Sơn La; Bệnh viện đa khoa tỉnh tiếp nhận",
        None,
        "Bệnh viện Đa khoa tỉnh Sơn La -> Bệnh viện Đa khoa tỉnh Sơn La | Bệnh viện đa khoa "
        "tỉnh -> Bệnh viện Đa khoa tỉnh Sơn La",
        "Bệnh viện Đa khoa tỉnh Sơn La @ tỉnh Sơn La",
    ),
    (
        "Sở Y tế; Sở Y tế tỉnh Sơn La",
        None,
        "Sở Y tế -> Sở Y tế tỉnh Sơn La | Sở Y tế tỉnh Sơn La -> Sở Y tế tỉnh Sơn La",
        "Sở Y tế tỉnh Sơn La @ tỉnh Sơn La",
    ),
    (
        "Ban Tổ chức, UBKT Huyện ủy Mai Sơn kiểm tra 12 tổ chức",
        None,
        "Ban Tổ chức -> Ban Tổ chức Huyện ủy Mai Sơn | UBKT Huyện ủy Mai Sơn -> Ủy ban Kiểm "
        "tra Huyện ủy Mai Sơn | Huyện ủy Mai Sơn -> Huyện ủy Mai Sơn",
        "Ban Tổ chức Huyện ủy Mai Sơn < Huyện ủy Mai Sơn @ huyện Mai Sơn | Ủy ban Kiểm tra "
        "Huyện ủy Mai Sơn < Huyện ủy Mai Sơn @ huyện Mai Sơn | Huyện ủy Mai Sơn @ huyện Mai "
        "Sơn",
    ),
    (
        "Ban Pháp chế HĐND tỉnh Sơn La; HĐND tỉnh",
        None,
        "Ban Pháp chế HĐND tỉnh Sơn La -> Ban Pháp chế Hội đồng nhân dân tỉnh Sơn La | HĐND "
        "tỉnh Sơn La -> Hội đồng nhân dân tỉnh Sơn La | HĐND tỉnh -> Hội đồng nhân dân tỉnh "
        "Sơn La",
        "Ban Pháp chế Hội đồng nhân dân tỉnh Sơn La < Hội đồng nhân dân tỉnh Sơn La @ tỉnh "
        "Sơn La | Hội đồng nhân dân tỉnh Sơn La @ tỉnh Sơn La",
    ),
    (
        "Đảng bộ Công an tỉnh Sơn La; Đảng bộ tỉnh Sơn La",
        None,
        "Đảng bộ Công an tỉnh Sơn La -> Đảng bộ Công an tỉnh Sơn La | Công an tỉnh Sơn La -> "
        "Công an tỉnh Sơn La | Đảng bộ tỉnh Sơn La -> Đảng bộ tỉnh Sơn La",
        "Đảng bộ Công an tỉnh Sơn La < Đảng bộ tỉnh Sơn La @ tỉnh Sơn La | Công an tỉnh Sơn "
        "La @ tỉnh Sơn La | Đảng bộ tỉnh Sơn La @ tỉnh Sơn La",
    ),
    (
        "Đảng bộ xã Chiềng Bôm; Đảng bộ huyện Thuận Châu",
        None,
        "Đảng bộ xã Chiềng Bôm -> Đảng bộ xã Chiềng Bôm | Đảng bộ huyện Thuận Châu -> Đảng "
        "bộ huyện Thuận Châu",
        "Đảng bộ xã Chiềng Bôm < Đảng bộ huyện Thuận Châu @ xã Chiềng Bôm | Đảng bộ huyện "
        "Thuận Châu @ huyện Thuận Châu",
    ),
    (
        "UBND xã Chiềng Bôm; UBND huyện Thuận Châu",
        None,
        "UBND xã Chiềng Bôm -> Ủy ban nhân dân xã Chiềng Bôm | UBND huyện Thuận Châu -> Ủy "
        "ban nhân dân huyện Thuận Châu",
        "Ủy ban nhân dân xã Chiềng Bôm < Ủy ban nhân dân huyện Thuận Châu @ xã Chiềng Bôm | "
        "Ủy ban nhân dân huyện Thuận Châu @ huyện Thuận Châu",
    ),
    (
        "Đảng bộ Khối các cơ quan tỉnh Sơn La; Đảng ủy Khối họp",
        None,
        "Đảng bộ Khối các cơ quan tỉnh Sơn La -> Đảng bộ Khối các cơ quan tỉnh Sơn La | Đảng "
        "ủy Khối -> Đảng ủy Khối các cơ quan tỉnh Sơn La",
        "Đảng bộ Khối các cơ quan tỉnh Sơn La @ tỉnh Sơn La | Đảng ủy Khối các cơ quan tỉnh "
        "Sơn La < Đảng bộ Khối các cơ quan tỉnh Sơn La @ tỉnh Sơn La",
    ),
    (
        "Chi bộ Trường Tiểu học Nà Ớt; Đảng bộ xã Nà Ớt",
        None,
        "Chi bộ Trường Tiểu học Nà Ớt -> Chi bộ Trường Tiểu học Nà Ớt | Trường Tiểu học Nà "
        "Ớt -> Trường Tiểu học Nà Ớt | Đảng bộ xã Nà Ớt -> Đảng bộ xã Nà Ớt",
        "Chi bộ Trường Tiểu học Nà Ớt < Đảng bộ xã Nà Ớt @ xã Nà Ớt | Trường Tiểu học Nà Ớt "
        "@ xã Nà Ớt | Đảng bộ xã Nà Ớt @ xã Nà Ớt",
    ),
    (
        "Chi bộ bản Hỏm thuộc Đảng bộ xã Nà Ớt",
        None,
        "Chi bộ bản Hỏm -> Chi bộ bản Hỏm | Đảng bộ xã Nà Ớt -> Đảng bộ xã Nà Ớt",
        "Chi bộ bản Hỏm < Đảng bộ xã Nà Ớt @ bản Hỏm | Đảng bộ xã Nà Ớt @ xã Nà Ớt",
    ),
    (
        "Phòng Cảnh sát giao thông (Công an tỉnh Sơn La)",
        None,
        "Phòng Cảnh sát giao thông -> Phòng Cảnh sát giao thông | Công an tỉnh Sơn La -> "
        "Công an tỉnh Sơn La",
        "Phòng Cảnh sát giao thông < Công an tỉnh Sơn La | Công an tỉnh Sơn La @ tỉnh Sơn La",
    ),
    (
        "Bí thư Chi bộ, Trưởng bản Nà Un nói: Chi bộ có 30 đảng viên",
        None,
        "Chi bộ -> Chi bộ bản Nà Un | Chi bộ -> Chi bộ bản Nà Un",
        "Chi bộ bản Nà Un @ bản Nà Un",
    ),
    (
        "Bản Hỏm có 120 hộ. Chi bộ có 30 đảng viên. Bản đã đạt chuẩn.",
        None,
        "Chi bộ -> Chi bộ bản Hỏm | Bản -> bản Hỏm",
        "Chi bộ bản Hỏm @ bản Hỏm",
    ),
    (
        "Xã Nà Ớt có 12 bản. Đảng ủy chỉ đạo; UBND lập kế hoạch.",
        None,
        "Đảng ủy -> Đảng ủy xã Nà Ớt | UBND -> Ủy ban nhân dân xã Nà Ớt",
        "Đảng ủy xã Nà Ớt @ xã Nà Ớt | Ủy ban nhân dân xã Nà Ớt @ xã Nà Ớt",
    ),
    (
        "Đảng bộ xã Nà Ớt họp. Đảng ủy chỉ đạo; UBND lập kế hoạch.",
        None,
        "Đảng bộ xã Nà Ớt -> Đảng bộ xã Nà Ớt | Đảng ủy -> Đảng ủy xã Nà Ớt | UBND -> Ủy ban "
        "nhân dân xã Nà Ớt",
        "Đảng bộ xã Nà Ớt @ xã Nà Ớt | Đảng ủy xã Nà Ớt < Đảng bộ xã Nà Ớt @ xã Nà Ớt | Ủy "
        "ban nhân dân xã Nà Ớt @ xã Nà Ớt",
    ),
    (
        "Xã Nà Ớt phát triển kinh tế; công việc của địa phương; xã có 12 bản",
        None,
        "địa phương -> xã Nà Ớt | xã -> xã Nà Ớt",
        "",
    ),
    (
        "Các xã: Nà Ớt, Hát Lót đạt chuẩn. Xã phấn đấu.",
        None,
        "Xã -> *xã",
        "",
    ),
    (
        "xã Nà Ớt, xã Hát Lót họp.\nXã Nà Ớt có 12 bản. Đảng ủy xã chỉ đạo.",
        None,
        "Đảng ủy xã -> Đảng ủy xã Nà Ớt",
        "Đảng ủy xã Nà Ớt @ xã Nà Ớt",
    ),
    (
        "Chi bộ thôn 2, xã Ia Rmok họp. Đảng ủy xã chỉ đạo. Bí thư chi bộ thôn cho biết.",
        None,
        "Chi bộ thôn 2 -> Chi bộ thôn 2 | Đảng ủy xã -> Đảng ủy xã Ia Rmok | chi bộ thôn -> "
        "Chi bộ thôn 2",
        "Chi bộ thôn 2 < Đảng ủy xã Ia Rmok @ thôn 2 | Đảng ủy xã Ia Rmok @ xã Ia Rmok",
    ),
    (
        "Đảng bộ và nhân dân xã Đông Cuông đoàn kết. Đảng bộ kết nạp 42 đảng viên.",
        None,
        "Đảng bộ -> Đảng bộ xã Đông Cuông | Đảng bộ -> Đảng bộ xã Đông Cuông",
        "Đảng bộ xã Đông Cuông @ xã Đông Cuông",
    ),
    (
        "ĐẢNG BỘ XÃ CHIỀNG BÔM PHÁT TRIỂN ĐẢNG\nĐảng bộ xã Chiềng Bôm có 24 chi bộ.",
        None,
        "ĐẢNG BỘ XÃ CHIỀNG BÔM -> Đảng bộ xã Chiềng Bôm | Đảng bộ xã Chiềng Bôm -> Đảng bộ "
        "xã Chiềng Bôm",
        "Đảng bộ xã Chiềng Bôm @ xã Chiềng Bôm",
    ),
    (
        "Thị ủy Ngã Năm họp. Đảng bộ thị xã kết nạp 98 đảng viên. Thị đoàn ra quân.",
        None,
        "Thị ủy Ngã Năm -> Thị ủy Ngã Năm | Đảng bộ thị xã -> Đảng bộ thị xã Ngã Năm | Thị "
        "đoàn -> Thị đoàn Ngã Năm",
        "Thị ủy Ngã Năm < Đảng bộ thị xã Ngã Năm @ thị xã Ngã Năm | Đảng bộ thị xã Ngã Năm @ "
        "thị xã Ngã Năm | Thị đoàn Ngã Năm @ thị xã Ngã Năm",
    ),
    (
        "Thành ủy Sơn La họp. Đảng bộ thành phố kết nạp 98 đảng viên; thành phố có 12 phường.",
        None,
        "Thành ủy Sơn La -> Thành ủy Sơn La | Đảng bộ thành phố -> Đảng bộ thành phố Sơn La "
        "| thành phố -> thành phố Sơn La",
        "Thành ủy Sơn La < Đảng bộ thành phố Sơn La @ thành phố Sơn La | Đảng bộ thành phố "
        "Sơn La @ thành phố Sơn La",
    ),
    (
        "Bộ GD&ĐT; Bộ Giáo dục và Đào tạo; Bộ Giáo dục - Đào tạo",
        None,
        "Bộ GD&ĐT -> Bộ Giáo dục và Đào tạo | Bộ Giáo dục và Đào tạo -> Bộ Giáo dục và Đào "
        "tạo | Bộ Giáo dục - Đào tạo -> Bộ Giáo dục và Đào tạo",
        "Bộ Giáo dục và Đào tạo",
    ),
    (
        "Sở VHTT&DL Sơn La; Sở Văn hóa, Thể thao và Du lịch tỉnh Sơn La",
        None,
        "Sở VHTT&DL Sơn La -> Sở Văn hóa, Thể thao và Du lịch tỉnh Sơn La | Sở Văn hóa, Thể "
        "thao và Du lịch tỉnh Sơn La -> Sở Văn hóa, Thể thao và Du lịch tỉnh Sơn La",
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Sơn La @ tỉnh Sơn La",
    ),
    (
        "Ban Chấp hành Hội Nông dân huyện Mai Sơn; Hội Nông dân huyện",
        None,
        "Ban Chấp hành Hội Nông dân huyện Mai Sơn -> Ban Chấp hành Hội Nông dân huyện Mai "
        "Sơn | Hội Nông dân huyện Mai Sơn -> Hội Nông dân huyện Mai Sơn | Hội Nông dân huyện "
        "-> Hội Nông dân huyện Mai Sơn",
        "Ban Chấp hành Hội Nông dân huyện Mai Sơn < Hội Nông dân huyện Mai Sơn @ huyện Mai "
        "Sơn | Hội Nông dân huyện Mai Sơn @ huyện Mai Sơn",
    ),
    (
        "Đảng ủy phường Tô Hiệu; Đảng bộ phường; phường có 12 tổ",
        None,
        "Đảng ủy phường Tô Hiệu -> Đảng ủy phường Tô Hiệu | Đảng bộ phường -> Đảng bộ phường "
        "Tô Hiệu | phường -> phường Tô Hiệu",
        "Đảng ủy phường Tô Hiệu < Đảng bộ phường Tô Hiệu @ phường Tô Hiệu | Đảng bộ phường "
        "Tô Hiệu @ phường Tô Hiệu",
    ),
    (
        "Đảng ủy Công an tỉnh Sơn La; Đảng bộ Công an tỉnh Sơn La",
        None,
        "Đảng ủy Công an tỉnh Sơn La -> Đảng ủy Công an tỉnh Sơn La | Công an tỉnh Sơn La -> "
        "Công an tỉnh Sơn La | Đảng bộ Công an tỉnh Sơn La -> Đảng bộ Công an tỉnh Sơn La | "
        "Công an tỉnh Sơn La -> Công an tỉnh Sơn La",
        "Đảng ủy Công an tỉnh Sơn La < Đảng bộ Công an tỉnh Sơn La @ tỉnh Sơn La | Công an "
        "tỉnh Sơn La @ tỉnh Sơn La | Đảng bộ Công an tỉnh Sơn La @ tỉnh Sơn La",
    ),
    (
        "Trường Tiểu học Nà Ớt có 30 lớp; Chi bộ Trường Tiểu học Nà Ớt, xã Nà Ớt; Đảng bộ xã Nà Ớt",
        None,
        "Trường Tiểu học Nà Ớt -> Trường Tiểu học Nà Ớt | Chi bộ Trường Tiểu học Nà Ớt -> "
        "Chi bộ Trường Tiểu học Nà Ớt | Trường Tiểu học Nà Ớt -> Trường Tiểu học Nà Ớt | "
        "Đảng bộ xã Nà Ớt -> Đảng bộ xã Nà Ớt",
        "Trường Tiểu học Nà Ớt @ xã Nà Ớt | Chi bộ Trường Tiểu học Nà Ớt < Đảng bộ xã Nà Ớt "
        "@ xã Nà Ớt | Đảng bộ xã Nà Ớt @ xã Nà Ớt",
    ),
    (
        "Hội Nông dân Việt Nam phát động; Hội Nông dân huyện Mai Sơn; Hội Nông dân xã Nà Ớt, "
        "huyện Mai Sơn",
        None,
        "Hội Nông dân Việt Nam -> Hội Nông dân Việt Nam | Hội Nông dân huyện Mai Sơn -> Hội "
        "Nông dân huyện Mai Sơn | Hội Nông dân xã Nà Ớt -> Hội Nông dân xã Nà Ớt",
        "Hội Nông dân Việt Nam | Hội Nông dân huyện Mai Sơn @ huyện Mai Sơn | Hội Nông dân "
        "xã Nà Ớt < Hội Nông dân huyện Mai Sơn @ xã Nà Ớt",
    ),
    (
        "Đảng bộ tỉnh có 820 tổ chức. Đảng bộ huyện Mai Sơn có 62 tổ chức.",
        "Báo Sơn La",
        "Đảng bộ tỉnh -> Đảng bộ tỉnh Sơn La | Đảng bộ huyện Mai Sơn -> Đảng bộ huyện Mai Sơn",
        "Đảng bộ tỉnh Sơn La @ tỉnh Sơn La | Đảng bộ huyện Mai Sơn < Đảng bộ tỉnh Sơn La @ "
        "huyện Mai Sơn | tỉnh Sơn La",
    ),
    (
        "Đảng ủy Quân sự huyện Mai Sơn; Đảng bộ Quân sự huyện; Ban CHQS huyện",
        None,
        "Đảng ủy Quân sự huyện Mai Sơn -> Đảng ủy Quân sự huyện Mai Sơn | Đảng bộ Quân sự "
        "huyện -> Đảng bộ Quân sự huyện Mai Sơn | Ban CHQS huyện -> Ban Chỉ huy Quân sự "
        "huyện Mai Sơn",
        "Đảng ủy Quân sự huyện Mai Sơn < Đảng bộ Quân sự huyện Mai Sơn @ huyện Mai Sơn | "
        "Đảng bộ Quân sự huyện Mai Sơn @ huyện Mai Sơn | Ban Chỉ huy Quân sự huyện Mai Sơn @ "
        "huyện Mai Sơn",
    ),
    (
        "Huyện ủy Mai Sơn chỉ đạo. Đảng ủy họp.",
        None,
        "Huyện ủy Mai Sơn -> Huyện ủy Mai Sơn | Đảng ủy -> *Đảng ủy",
        "Huyện ủy Mai Sơn @ huyện Mai Sơn",
    ),
    (
        "Chi bộ 3 có 40 đảng viên. Chi bộ đã kết nạp 2 đảng viên.",
        None,
        "Chi bộ 3 -> Chi bộ 3 | Chi bộ -> Chi bộ 3",
        "Chi bộ 3",
    ),
    (
        "UBND xã biên giới Chiềng Khương; Đảng ủy xã",
        None,
        "UBND xã biên giới Chiềng Khương -> Ủy ban nhân dân xã Chiềng Khương | Đảng ủy xã -> "
        "Đảng ủy xã Chiềng Khương",
        "Ủy ban nhân dân xã Chiềng Khương @ xã Chiềng Khương | Đảng ủy xã Chiềng Khương @ xã "
        "Chiềng Khương",
    ),
    (
        "Trung tâm Kiểm soát bệnh tật (CDC) tỉnh Sơn La; CDC tỉnh",
        None,
        "Trung tâm Kiểm soát bệnh tật (CDC) tỉnh Sơn La -> Trung tâm Kiểm soát bệnh tật tỉnh "
        "Sơn La | CDC tỉnh -> Trung tâm Kiểm soát bệnh tật tỉnh Sơn La",
        "Trung tâm Kiểm soát bệnh tật tỉnh Sơn La @ tỉnh Sơn La",
    ),
    (
        "Huyện Chư Prông có 20 xã. Riêng xã Ia Púch đạt 90%; xã còn 50 hộ nghèo. Toàn huyện "
        "đạt 95%.",
        None,
        "xã -> xã Ia Púch | Toàn huyện -> huyện Chư Prông",
        "",
    ),
    (
        "Thuận Châu có 29 xã, thị trấn. Huyện ủy chỉ đạo; toàn huyện kết nạp 210 đảng viên.",
        None,
        "Huyện ủy -> Huyện ủy Thuận Châu | toàn huyện -> huyện Thuận Châu",
        "Huyện ủy Thuận Châu @ huyện Thuận Châu",
    ),
    (
        "Bản Hỏm, xã Chiềng Bôm có 120 hộ.\nBản đã đạt chuẩn; xã hỗ trợ 5 tấn xi măng.",
        None,
        "Bản -> bản Hỏm | xã -> xã Chiềng Bôm",
        "",
    ),
    (
        "Công ty TNHH Babeko Việt Nam trao quà. Công ty Babeko tặng 2 suất; công ty Babeko Việt "
        "Nam dự.",
        None,
        "Công ty TNHH Babeko Việt Nam -> Công ty TNHH Babeko Việt Nam | Công ty Babeko -> Công ty "
        "TNHH Babeko Việt Nam | công ty Babeko Việt Nam -> Công ty TNHH Babeko Việt Nam",
        "Công ty TNHH Babeko Việt Nam",
    ),
    (
        "Hội Nông dân Việt Nam tặng quà. Hội Nông dân tỉnh Sơn La nhận.",
        None,
        "Hội Nông dân Việt Nam -> Hội Nông dân Việt Nam | Hội Nông dân tỉnh Sơn La -> Hội Nông dân "
        "tỉnh Sơn La",
        "Hội Nông dân Việt Nam | Hội Nông dân tỉnh Sơn La @ tỉnh Sơn La",
    ),
    (
        "Bệnh viện Đa khoa tỉnh Sơn La nhận 20 ca. Bệnh viện đa khoa Sơn La chữa 3 ca. Bệnh viện "
        "Đa khoa huyện Mai Sơn chữa 2 ca.",
        None,
        "Bệnh viện Đa khoa tỉnh Sơn La -> Bệnh viện Đa khoa tỉnh Sơn La | Bệnh viện đa khoa Sơn La "
        "-> Bệnh viện Đa khoa tỉnh Sơn La | Bệnh viện Đa khoa huyện Mai Sơn -> Bệnh viện Đa khoa "
        "huyện Mai Sơn",
        "Bệnh viện Đa khoa tỉnh Sơn La @ tỉnh Sơn La | Bệnh viện Đa khoa huyện Mai Sơn < Bệnh viện "
        "Đa khoa tỉnh Sơn La @ huyện Mai Sơn",
    ),
    (
        "Đảng ủy xã Nà Ớt họp. Dự có các đồng chí trong Ban Thường vụ, Ban Chấp hành Đảng bộ xã.",
        None,
        "Đảng ủy xã Nà Ớt -> Đảng ủy xã Nà Ớt | Ban Thường vụ -> Ban Thường vụ Đảng ủy xã Nà Ớt | "
        "Ban Chấp hành Đảng bộ xã -> Ban Chấp hành Đảng bộ xã Nà Ớt | Đảng bộ xã -> Đảng bộ xã "
        "Nà Ớt",
        "Đảng ủy xã Nà Ớt < Đảng bộ xã Nà Ớt @ xã Nà Ớt | Ban Thường vụ Đảng ủy xã Nà Ớt < Đảng "
        "ủy xã Nà Ớt @ xã Nà Ớt | Ban Chấp hành Đảng bộ xã Nà Ớt < Đảng bộ xã Nà Ớt @ xã Nà Ớt | "
        "Đảng bộ xã Nà Ớt @ xã Nà Ớt",
    ),
    (
        "Agribank chi nhánh Sơn La trao quà. Ngân hàng Nông nghiệp và PTNT Việt Nam (Agribank) Chi "
        "nhánh Sơn La tặng 2 suất; Agribank Sơn La dự.",
        None,
        "Agribank chi nhánh Sơn La -> Ngân hàng Nông nghiệp và Phát triển nông thôn Việt Nam chi "
        "nhánh Sơn La | Ngân hàng Nông nghiệp và PTNT Việt Nam (Agribank) Chi nhánh Sơn La -> Ngân "
        "hàng Nông nghiệp và Phát triển nông thôn Việt Nam chi nhánh Sơn La | Agribank Sơn La -> "
        "Ngân hàng Nông nghiệp và Phát triển nông thôn Việt Nam chi nhánh Sơn La",
        "Ngân hàng Nông nghiệp và Phát triển nông thôn Việt Nam chi nhánh Sơn La @ tỉnh Sơn La",
    ),
)
