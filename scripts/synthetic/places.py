"""The sixty organisations: six provinces, eighteen districts and thirty-six communes.

The names are real so that a gazetteer knows them; everything told about them is invented.  Some
communes share their name with another one, once within one province (*Thành Sơn*).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Commune:
    """``new`` is the commune it became part of on 1 July 2025; ``villages`` are invented."""

    name: str
    new: str
    district: str
    province: str
    villages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class District:
    name: str
    province: str
    communes: tuple[Commune, ...]


@dataclass(frozen=True, slots=True)
class Province:
    """``after`` is what it is called, or became part of, from 1 July 2025."""

    name: str
    after: str
    slug: str
    papers: tuple[str, str]
    village: str
    districts: tuple[District, ...]


# province | since July 2025 | slug | papers | word for a village | district: commune>new …
_ROWS = """
Sơn La|tỉnh Sơn La|son-la|Báo Sơn La;Đài Phát thanh - Truyền hình Sơn La|bản|Thuận Châu: Chiềng Bôm>Nậm Lầu, Mường Bám>Mường Bám; Mường La: Ngọc Chiến>Ngọc Chiến, Chiềng Lao>Chiềng Lao; Bắc Yên: Mường Khoa>Tạ Khoa, Hồng Ngài>Bắc Yên
Quảng Ninh|tỉnh Quảng Ninh|quang-ninh|Báo Quảng Ninh;Trung tâm Truyền thông tỉnh Quảng Ninh|thôn|Đầm Hà: Tân Lập>Đầm Hà, Tân Bình>Đầm Hà; Tiên Yên: Đông Hải>Đông Ngũ, Hà Lâu>Điền Xá; Ba Chẽ: Lương Minh>Lương Minh, Đạp Thanh>Kỳ Thượng
Gia Lai|tỉnh Gia Lai|gia-lai|Báo Gia Lai;Đài Phát thanh - Truyền hình Gia Lai|làng|Đak Đoa: Tân Bình>Đak Đoa, Glar>Đak Đoa; Chư Păh: Ia Phí>Ia Phí, Nghĩa Hưng>Biển Hồ; Mang Yang: Kon Thụp>Lơ Pang, Hra>Hra
Sóc Trăng|thành phố Cần Thơ|soc-trang|Báo Sóc Trăng;Đài Phát thanh - Truyền hình Sóc Trăng|ấp|Châu Thành: Phú Tâm>Phú Tâm, Hồ Đắc Kiện>Hồ Đắc Kiện; Kế Sách: Ba Trinh>Đại Hải, Thới An Hội>Thới An Hội; Long Phú: Tân Hưng>Tân Thạnh, Trường Khánh>Trường Khánh
Thanh Hóa|tỉnh Thanh Hóa|thanh-hoa|Báo Thanh Hóa;Đài Phát thanh - Truyền hình Thanh Hóa|thôn|Quan Hóa: Thành Sơn>Trung Thành, Hiền Kiệt>Hiền Kiệt; Bá Thước: Thành Sơn>Pù Luông, Cổ Lũng>Cổ Lũng; Lang Chánh: Yên Thắng>Yên Thắng, Trí Nang>Linh Sơn
Yên Bái|tỉnh Lào Cai|yen-bai|Báo Yên Bái;Đài Phát thanh - Truyền hình Yên Bái|thôn|Lục Yên: Tân Lập>Tân Lĩnh, Mường Lai>Mường Lai; Trấn Yên: Báo Đáp>Trấn Yên, Hồng Ca>Hưng Khánh; Trạm Tấu: Bản Mù>Phình Hồ, Túc Đán>Trạm Tấu
"""
_VILLAGES = (
    "Nà Hin", "Pom Sản", "Khe Lụa", "Đồng Vai", "Suối Nhạp", "Tà Làng", "Nậm Hua", "Kéo Lồm",
    "Bãi Sậy", "Cây Thị", "Đá Bàn", "Khe Nghè", "Plei Tơ Ngo", "Bông Hrai", "Phú Lợi", "An Trung",
    "Hòa Lạc", "Thượng Sơn", "Yên Mỹ", "Long Bình", "Tân Tiến", "Đoàn Kết", "Nà Cọ", "Bản Chạng",
)  # fmt: skip


def provinces() -> tuple[Province, ...]:
    """The six provinces in a fixed order."""
    found = []
    names = 0
    for row in _ROWS.strip().splitlines():
        name, after, slug, papers, village, below = row.split("|")
        districts = []
        for part in below.split("; "):
            district, listed = part.split(": ")
            communes = []
            for item in listed.split(", "):
                commune, new = item.split(">")
                villages = tuple(_VILLAGES[(names + step) % len(_VILLAGES)] for step in (0, 7))
                communes.append(Commune(commune, new, district, name, villages))
                names += 1
            districts.append(District(district, name, tuple(communes)))
        first, second = papers.split(";")
        found.append(Province(name, after, slug, (first, second), village, tuple(districts)))
    return tuple(found)
