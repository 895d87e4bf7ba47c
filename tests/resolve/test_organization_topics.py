"""Who an article means: its topic, what displaces it, and what is only named on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from textmine.model import Document
from textmine.packs.gazetteer import Gazetteer
from textmine.packs.loader import load_packs
from textmine.recognize.organizations import OrganizationFinder
from textmine.recognize.places import PlaceFinder
from textmine.resolve.organization_rules import read_rules
from textmine.resolve.organizations import resolve_organizations
from textmine.resolve.places import resolve_places
from textmine.text.sentences import SentenceSplitter
from textmine.text.structure import ArticleReader


class Kit:
    """From text to resolved mentions, compiled once."""

    def __init__(self) -> None:
        packs = load_packs(entry_points=False)
        self.gazetteer = Gazetteer.load()
        self.reader = ArticleReader(packs)
        self.splitter = SentenceSplitter(packs)
        self.places = PlaceFinder(packs, self.gazetteer)
        self.organizations = OrganizationFinder(packs, self.gazetteer)
        self.rules = read_rules(packs)

    def printed(self, text: str) -> str:
        """``printed = name`` of every mention, ``~`` before a weak one, ``*`` for a bare noun."""
        article = self.reader.read(Document("t", text, published="2019-10-16"))
        sentences = self.splitter.split(article.clean, article.folded, article.sections)
        article = replace(article, sentences=sentences)
        found = self.places.find(article)
        mentions = self.organizations.find(article, found)
        places = resolve_places(article, found, self.gazetteer)
        result = resolve_organizations(
            article, mentions, found, places, self.gazetteer, self.rules
        )
        names = {entity.id: entity.name for entity in (*places.entities, *result.entities)}
        return " | ".join(
            f"{'~' * mention.weak}{mention.span.of(article.clean)} = "
            f"{names.get(mention.entity, '*' + mention.entity)}"
            for mention in result.resolved
        )


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit()


# (what is shown, text, mentions)
TABLE: tuple[tuple[str, str, str], ...] = (
    (
        "a body named once, by its level, as what set a plan, is none of the article's",
        "Thu ngân sách huyện Mai Sơn đạt 82% dự toán HĐND huyện giao.",
        "huyện Mai Sơn = huyện Mai Sơn | HĐND huyện = *Hội đồng nhân dân huyện",
    ),
    (
        "... but one that is told of is",
        "Huyện Mai Sơn tổ chức kỳ họp. HĐND huyện giao UBND huyện 12 chỉ tiêu.",
        "Huyện Mai Sơn = huyện Mai Sơn | HĐND huyện = Hội đồng nhân dân huyện Mai Sơn"
        " | ~UBND huyện = Ủy ban nhân dân huyện Mai Sơn",
    ),
    (
        "topic of the title",
        "Thuận Châu làm tốt công tác phát triển đảng\n\nNăm qua, toàn Đảng bộ kết nạp 84 đảng "
        "viên.",
        "Thuận Châu = huyện Thuận Châu | Đảng bộ = Đảng bộ huyện Thuận Châu",
    ),
    (
        "topic of the lead",
        "Công tác xây dựng Đảng năm 2019\n\nSáng 2-2, Huyện ủy Mai Sơn tổ chức hội nghị.\n\nNăm "
        "qua, toàn Đảng bộ kết nạp 84 đảng viên.",
        "Huyện ủy Mai Sơn = Huyện ủy Mai Sơn | Mai Sơn = huyện Mai Sơn | Đảng bộ = Đảng bộ huyện "
        "Mai Sơn",
    ),
    (
        "recipients",
        "Mai Sơn tổng kết công tác Đảng\n\nHuyện ủy tặng cờ cho Đảng bộ xã Cò Nòi, Đảng bộ xã "
        "Hát Lót. Toàn Đảng bộ có 62 tổ chức.",
        "Mai Sơn = huyện Mai Sơn | Huyện ủy = Huyện ủy Mai Sơn | ~Đảng bộ xã Cò Nòi = Đảng bộ xã "
        "Cò Nòi | ~xã Cò Nòi = xã Cò Nòi | ~Đảng bộ xã Hát Lót = Đảng bộ xã Hát Lót | ~xã Hát "
        "Lót = xã Hát Lót | Đảng bộ = Đảng bộ huyện Mai Sơn",
    ),
    (
        "list",
        "Mai Sơn kết nạp 210 đảng viên\n\nĐảng bộ xã Cò Nòi 18 đảng viên, đạt 120%; Đảng bộ xã "
        "Hát Lót 12 đảng viên; riêng Đảng bộ xã Nà Ớt mới kết nạp 4 đảng viên. Trong năm huyện "
        "thành lập 6 chi bộ, nâng tổng số chi bộ trong toàn Đảng bộ lên 187.",
        "Mai Sơn = huyện Mai Sơn | ~Đảng bộ xã Cò Nòi = Đảng bộ xã Cò Nòi | ~xã Cò Nòi = xã Cò "
        "Nòi | ~Đảng bộ xã Hát Lót = Đảng bộ xã Hát Lót | ~xã Hát Lót = xã Hát Lót | ~Đảng bộ xã "
        "Nà Ớt = Đảng bộ xã Nà Ớt | ~xã Nà Ớt = xã Nà Ớt | huyện = huyện Mai Sơn | Đảng bộ = "
        "Đảng bộ huyện Mai Sơn",
    ),
    (
        "story",
        "Mai Sơn phát triển đảng\n\nĐảng bộ xã Cò Nòi là điểm sáng. Nhiệm kỳ qua, Đảng bộ kết "
        "nạp 60 đảng viên; Đảng ủy mở 3 lớp.\n\nĐến nay, toàn Đảng bộ có 62 tổ chức; huyện có 22 "
        "xã.",
        "Mai Sơn = huyện Mai Sơn | Đảng bộ xã Cò Nòi = Đảng bộ xã Cò Nòi | xã Cò Nòi = xã Cò Nòi "
        "| Đảng bộ = Đảng bộ xã Cò Nòi | Đảng ủy = Đảng ủy xã Cò Nòi | Đảng bộ = Đảng bộ huyện "
        "Mai Sơn | huyện = huyện Mai Sơn",
    ),
    (
        "guest",
        "Đại hội Hội Nông dân huyện Chư Sê\n\nHội Nông dân huyện Chư Sê tổ chức Đại hội. Đến dự "
        "có ông Lê Văn Ba - Chủ tịch Hội Nông dân tỉnh.\n\nNhiệm kỳ qua, Hội kết nạp 512 hội "
        "viên; toàn Hội có 9.800 hội viên; các cấp hội giúp 300 hộ.",
        "Hội Nông dân huyện Chư Sê = Hội Nông dân huyện Chư Sê | huyện Chư Sê = huyện Chư Sê | "
        "Hội Nông dân huyện Chư Sê = Hội Nông dân huyện Chư Sê | huyện Chư Sê = huyện Chư Sê | "
        "~Hội Nông dân tỉnh = *Hội Nông dân tỉnh | Hội = Hội Nông dân huyện Chư Sê | Hội = Hội "
        "Nông dân huyện Chư Sê | các cấp hội = Hội Nông dân huyện Chư Sê",
    ),
    (
        "speaker",
        "Đảng bộ xã Nà Ớt vượt kế hoạch\n\nĐảng bộ xã có 12 chi bộ.\n\nChị Lò Thị Pâng, Bí thư "
        "Chi bộ bản Nà Un chia sẻ, chi bộ có 17 đảng viên. Năm nay, chi bộ giới thiệu 4 quần "
        "chúng; toàn Đảng bộ có 300 đảng viên.",
        "Đảng bộ xã Nà Ớt = Đảng bộ xã Nà Ớt | xã Nà Ớt = xã Nà Ớt | Đảng bộ xã = Đảng bộ xã Nà "
        "Ớt | ~Chi bộ bản Nà Un = Chi bộ bản Nà Un | ~bản Nà Un = bản Nà Un | chi bộ = Chi bộ "
        "bản Nà Un | chi bộ = Chi bộ bản Nà Un | Đảng bộ = Đảng bộ xã Nà Ớt",
    ),
    (
        "same holder",
        "Đảng bộ xã Nà Ớt vượt kế hoạch\n\nRiêng Chi bộ Trường Tiểu học Nà Tâu chưa kết nạp được "
        "ai.\n\nAnh Lò Văn Xôm, Bí thư chi bộ kiêm trưởng bản Nà Un, kể: Chi bộ có 24 đảng viên; "
        "cả bản 168 hộ.",
        "Đảng bộ xã Nà Ớt = Đảng bộ xã Nà Ớt | xã Nà Ớt = xã Nà Ớt | Chi bộ Trường Tiểu học Nà "
        "Tâu = Chi bộ Trường Tiểu học Nà Tâu | Trường Tiểu học Nà Tâu = Trường Tiểu học Nà Tâu | "
        "~chi bộ = Chi bộ bản Nà Un | ~bản Nà Un = bản Nà Un | Chi bộ = Chi bộ bản Nà Un | cả "
        "bản = bản Nà Un",
    ),
    (
        "unions",
        "Phát triển đảng ở vùng cao Pá Lông\n\nLà xã vùng cao của huyện Thuận Châu, Pá Lông có 9 "
        "bản. Đảng bộ xã có 11 chi bộ.\n\nĐoàn Thanh niên giới thiệu 9 đoàn viên, Hội Nông dân "
        "7, Hội Phụ nữ 5.",
        "Pá Lông = xã Pá Lông | huyện Thuận Châu = huyện Thuận Châu | Pá Lông = xã Pá Lông | "
        "Đảng bộ xã = Đảng bộ xã Pá Lông | Đoàn Thanh niên = Đoàn Thanh niên xã Pá Lông | Hội "
        "Nông dân = Hội Nông dân xã Pá Lông | Hội Phụ nữ = Hội Phụ nữ xã Pá Lông",
    ),
    (
        "objects",
        "Xã Nà Ớt phát triển đảng\n\nChi bộ bản Nà Un chỉ đạo Chi hội phụ nữ, Đoàn thanh niên "
        "thường xuyên thi đua.",
        "Xã Nà Ớt = xã Nà Ớt | Chi bộ bản Nà Un = Chi bộ bản Nà Un | bản Nà Un = bản Nà Un | Chi "
        "hội phụ nữ = *Chi hội Phụ nữ | Đoàn thanh niên = *Đoàn Thanh niên",
    ),
    (
        "counted by place",
        "Sốp Cộp kết nạp 96 đảng viên\n\nMột số đảng bộ đạt cao là Mường Và 14/12, Mường Lạn "
        "11/10; Púng Bánh (9 đảng viên).",
        "Sốp Cộp = huyện Sốp Cộp | ~Mường Và = Đảng bộ xã Mường Và | ~Mường Và = xã Mường Và | "
        "~Mường Lạn = Đảng bộ xã Mường Lạn | ~Mường Lạn = xã Mường Lạn | ~Púng Bánh = Đảng bộ xã "
        "Púng Bánh | ~Púng Bánh = xã Púng Bánh",
    ),
    (
        "not counted",
        "Sốp Cộp có 8 xã\n\nTrong các xã, Mường Và cao nhất 99,1%, thấp nhất là Mường Lạn 61,5%.",
        "Sốp Cộp = huyện Sốp Cộp | ~Mường Và = xã Mường Và | ~Mường Lạn = xã Mường Lạn",
    ),
    (
        "address",
        "Xã Nà Ớt trồng xoài\n\nGia đình anh Lò Văn Xôm, bản Nà Un, có 5 ha; ông Vì Văn Dâng ở "
        "bản Nà Hạ bán 20 tấn. Toàn xã có 300 ha.",
        "Xã Nà Ớt = xã Nà Ớt | ~bản Nà Un = bản Nà Un | ~bản Nà Hạ = bản Nà Hạ | Toàn xã = xã Nà "
        "Ớt",
    ),
    (
        "ceremony",
        "Hội Nông dân huyện Chư Sê tổng kết\n\nNăm qua, Hội kết nạp 512 hội viên. Dịp này, Hội "
        "Nông dân tỉnh tặng bằng khen cho Hội Nông dân xã Dun. Hội phấn đấu kết nạp 500 hội viên.",
        "Hội Nông dân huyện Chư Sê = Hội Nông dân huyện Chư Sê | huyện Chư Sê = huyện Chư Sê | "
        "Hội = Hội Nông dân huyện Chư Sê | Hội Nông dân tỉnh = *Hội Nông dân tỉnh | ~Hội Nông "
        "dân xã Dun = Hội Nông dân xã Dun | ~xã Dun = xã Dun | Hội = Hội Nông dân huyện Chư Sê",
    ),
    (
        "venue",
        "Hội Doanh nhân trẻ thành phố Sơn La gặp mặt\n\nSáng 2-3, tại huyện Mai Sơn, Hội Doanh "
        "nhân trẻ thành phố gặp mặt. Thành phố có 820 doanh nghiệp.",
        "Hội Doanh nhân trẻ thành phố Sơn La = Hội Doanh nhân trẻ thành phố Sơn La | thành phố "
        "Sơn La = thành phố Sơn La | ~huyện Mai Sơn = huyện Mai Sơn | Hội Doanh nhân trẻ thành "
        "phố = Hội Doanh nhân trẻ thành phố Sơn La | Thành phố = thành phố Sơn La",
    ),
    (
        "about",
        "Về xã Nà Ớt\n\nVề xã Nà Ớt, huyện Mai Sơn những ngày này, đi đâu cũng thấy xoài. Toàn "
        "xã có 980 hộ.",
        "xã Nà Ớt = xã Nà Ớt | xã Nà Ớt = xã Nà Ớt | huyện Mai Sơn = huyện Mai Sơn | Toàn xã = "
        "xã Nà Ớt",
    ),
    (
        "paper",
        "Nà Ớt giàu lên\n\nYênBái - Về xã Nà Ớt, huyện Mai Sơn hôm nay. Toàn xã có 980 hộ.",
        "Nà Ớt = xã Nà Ớt | xã Nà Ớt = xã Nà Ớt | huyện Mai Sơn = huyện Mai Sơn | Toàn xã = xã "
        "Nà Ớt",
    ),
    (
        "caption",
        "Xã Nà Ớt kết nạp đảng viên\n\nXã Nà Ớt có 12 bản.\n\nLễ kết nạp đảng viên tại Chi bộ "
        "bản Nà Un, xã Cò Nòi. Ảnh: Lê Ba",
        "Xã Nà Ớt = xã Nà Ớt | Xã Nà Ớt = xã Nà Ớt | ~Chi bộ bản Nà Un = Chi bộ bản Nà Un | ~bản "
        "Nà Un = bản Nà Un | ~xã Cò Nòi = xã Cò Nòi",
    ),
    (
        "front",
        "Ngày hội ở bản Nà Un\n\nBản Nà Un, xã Nà Ớt (Mai Sơn) tổ chức Ngày hội. Dự có bà Lò Thị "
        "Hoa, Chủ tịch UBMTTQVN huyện.\n\nMặt trận huyện xây 52 nhà; Mặt trận huyện tặng bản 5 "
        "triệu đồng.",
        "bản Nà Un = bản Nà Un | Bản Nà Un = bản Nà Un | xã Nà Ớt = xã Nà Ớt | Mai Sơn = huyện "
        "Mai Sơn | ~UBMTTQVN huyện = Ủy ban Mặt trận Tổ quốc Việt Nam huyện Mai Sơn | Mặt trận "
        "huyện = Ủy ban Mặt trận Tổ quốc Việt Nam huyện Mai Sơn | Mặt trận huyện = Ủy ban Mặt "
        "trận Tổ quốc Việt Nam huyện Mai Sơn",
    ),
    (
        "two districts",
        "Gặp mặt\n\nHuyện Mai Sơn và huyện Yên Châu gặp mặt. Toàn Đảng bộ kết nạp 12 đảng viên.",
        "~Huyện Mai Sơn = huyện Mai Sơn | ~huyện Yên Châu = huyện Yên Châu | Đảng bộ = *Đảng bộ",
    ),
    (
        "lower case",
        "Chi bộ bản Nà Un gương mẫu\n\nHai năm qua, chi bộ kết nạp 3 đảng viên. Mỗi chi bộ có mô "
        "hình; các chi bộ đều đạt; 24 chi bộ đã đại hội.",
        "Chi bộ bản Nà Un = Chi bộ bản Nà Un | bản Nà Un = bản Nà Un | chi bộ = Chi bộ bản Nà Un",
    ),
    (
        "nobody's cell",
        "Xây dựng Đảng\n\nHằng năm, chi bộ kết nạp 3 đảng viên.",
        "",
    ),
    (
        "police",
        "Công an tỉnh Sơn La xây dựng Đảng\n\nĐảng bộ Công an tỉnh Sơn La có 60 chi bộ.\n\nNăm "
        "qua, toàn Đảng bộ kết nạp 120 đảng viên; toàn tỉnh có 12 huyện.",
        "Công an tỉnh Sơn La = Công an tỉnh Sơn La | tỉnh Sơn La = tỉnh Sơn La | Đảng bộ Công an "
        "tỉnh Sơn La = Đảng bộ Công an tỉnh Sơn La | Công an tỉnh Sơn La = Công an tỉnh Sơn La | "
        "tỉnh Sơn La = tỉnh Sơn La | Đảng bộ = Đảng bộ Công an tỉnh Sơn La | toàn tỉnh = tỉnh "
        "Sơn La",
    ),
    (
        "a school's own",
        "Trường THPT Thuận Châu kết nạp 5 đảng viên\n\nTrường THPT Thuận Châu có 60 giáo "
        "viên.\n\nNăm qua, Đảng bộ kết nạp 5 học sinh.",
        "Trường THPT Thuận Châu = Trường THPT Thuận Châu | Thuận Châu = huyện Thuận Châu | "
        "Trường THPT Thuận Châu = Trường THPT Thuận Châu | Thuận Châu = huyện Thuận Châu | Đảng "
        "bộ = *Đảng bộ",
    ),
    (
        "opening example",
        "Thuận Châu phát triển đảng\n\nTiêu biểu là Đảng bộ xã Co Mạ. Nhiệm kỳ qua, Đảng bộ "
        "kết nạp 24 đảng viên.",
        "Thuận Châu = huyện Thuận Châu | Đảng bộ xã Co Mạ = Đảng bộ xã Co Mạ | xã Co Mạ = xã Co "
        "Mạ | Đảng bộ = Đảng bộ xã Co Mạ",
    ),
    (
        "own word first",
        "Hội nghị\n\nCông ty CP Mía đường Sơn La nộp 120 tỷ. Đoàn thăm Nhà máy Chế biến nông sản "
        "BHL. Nhà máy có 300 công nhân.",
        "Công ty CP Mía đường Sơn La = Công ty CP Mía đường Sơn La | ~Nhà máy Chế biến nông sản "
        "BHL = Nhà máy Chế biến nông sản BHL | Nhà máy = Nhà máy Chế biến nông sản BHL",
    ),
    (
        "a cell of a school without a name",
        "Xã Nà Ớt phát triển đảng\n\nChi bộ Trường Mầm non có 15 đảng viên. Chi bộ kết nạp 2 "
        "đảng viên.",
        "Xã Nà Ớt = xã Nà Ớt | Chi bộ Trường Mầm non = Chi bộ Trường Mầm non | Trường Mầm non = "
        "Trường Mầm non | Chi bộ = Chi bộ Trường Mầm non",
    ),
    (
        "office, silent",
        "Thuận Châu có Bí thư mới\n\nÔng Lò Văn Ba, Bí thư Đảng ủy xã Co Mạ, được bầu làm Phó "
        "Chủ tịch UBND huyện. Đảng bộ có 60 tổ chức.",
        "Thuận Châu = huyện Thuận Châu | ~Đảng ủy xã Co Mạ = Đảng ủy xã Co Mạ | ~xã Co Mạ = xã "
        "Co Mạ | ~UBND huyện = Ủy ban nhân dân huyện Thuận Châu | Đảng bộ = Đảng bộ huyện Thuận "
        "Châu",
    ),
    (
        "districts of the same name as a commune",
        "Đầm Hà tổng kết\n\nHuyện ủy Đầm Hà tặng cờ cho Đảng bộ xã Đầm Hà. Toàn Đảng bộ có 36 tổ "
        "chức.",
        "Đầm Hà = huyện Đầm Hà | Huyện ủy Đầm Hà = Huyện ủy Đầm Hà | Đầm Hà = huyện Đầm Hà | "
        "~Đảng bộ xã Đầm Hà = Đảng bộ xã Đầm Hà | ~xã Đầm Hà = xã Đầm Hà | Đảng bộ = Đảng bộ "
        "huyện Đầm Hà",
    ),
    (
        "byline",
        "Huyện Thuận Châu họp\n\nHuyện Thuận Châu có 29 xã.\n\nLê Ba (Trung tâm Văn hóa Mai Sơn)",
        "Huyện Thuận Châu = huyện Thuận Châu | Huyện Thuận Châu = huyện Thuận Châu",
    ),
    (
        "going",
        "Huyện Thuận Châu đón khách\n\nNăm qua, 300 khách đến xã Co Mạ. Huyện có 29 xã.",
        "Huyện Thuận Châu = huyện Thuận Châu | ~xã Co Mạ = xã Co Mạ | Huyện = huyện Thuận Châu",
    ),
)


@pytest.mark.parametrize(("shown", "text", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_whom_the_article_means(kit: Kit, shown: str, text: str, expected: str) -> None:
    assert kit.printed(text) == expected, shown


def test_pictures_and_places_have_a_weak_flag_of_their_own(kit: Kit) -> None:
    printed = kit.printed("Xã Nà Ớt họp\n\nÔng Lò Văn Ba, bản Nà Un, xã Cò Nòi có 5 ha.")
    assert printed.split(" | ")[1:] == ["~bản Nà Un = bản Nà Un", "~xã Cò Nòi = xã Cò Nòi"]
