"""Invented notices: one of a quarter, the next quarter's, and news around them."""

NOTICE = (
    "Chiều 12/5, Huyện ủy Bình Khê tổ chức hội nghị sơ kết công tác xây dựng Đảng quý I năm "
    "2021. Toàn Đảng bộ huyện hiện có 42 tổ chức cơ sở đảng với 3.127 đảng viên, kết nạp "
    "mới 58 đảng viên, đạt 41% chỉ tiêu cả năm, khai trừ 2 đảng viên, cấp 212 thẻ đảng "
    "viên. Các cấp ủy đã mở 6 lớp bồi dưỡng nhận thức về Đảng cho 305 quần chúng ưu tú, "
    "kiểm tra 17 tổ chức đảng và 64 đảng viên. Đồng chí Bí thư Huyện ủy đề nghị các chi bộ "
    "tập trung khắc phục khó khăn, làm tốt công tác tạo nguồn, nhất là ở các bản vùng cao, "
    "phấn đấu hoàn thành các chỉ tiêu nghị quyết đã đề ra."
)
LATER = (
    NOTICE.replace("12/5", "11/8").replace("quý I ", "quý II ").replace("3.127", "3.190")
    .replace("58", "63").replace("41%", "86%").replace("212", "98").replace("305", "120")
    .replace("17 tổ", "22 tổ").replace("64 đảng", "71 đảng").replace("2 đảng viên", "1 đảng viên")
)  # fmt: skip
FRAME = (
    "Báo Bình Khê tuần này điểm lại những tin chính của huyện. Trên lĩnh vực nông nghiệp, "
    "bà con các xã vùng thấp đã thu hoạch xong vụ chiêm xuân, năng suất khá. Ngành giáo dục "
    "chuẩn bị cho kỳ thi cuối năm với nhiều điểm thi được bố trí tại trung tâm. Thời tiết "
    "tuần tới dự báo có mưa rào rải rác."
)
