"""What an article is about, which its numbers fall back on."""

from __future__ import annotations

import pytest

from textmine.model import Document
from textmine.pipeline import Kit, extract

ROWS = (
    # A paper's name is no topic.
    (
        "Chi bộ mạnh, bản mạnh\n\nPhóng viên Báo Sơn La trao đổi với ông Lò Văn Sơn, Bí thư Huyện "
        "ủy Mai Sơn.\n\nHuyện Mai Sơn còn nhiều bản khó khăn.\n\nĐến nay, 139 bản đều có nhà văn "
        "hóa.",
        "139 bản",
        "huyện Mai Sơn",
    ),
    # The paragraph's own topic goes on where a sentence names nobody.
    (
        "Mai Sơn tổ chức đại hội\n\nHuyện Mai Sơn có 34 chi bộ tổ chức xong đại hội.\n\nChi bộ bản "
        "Mé (xã Nà Bó) được chọn làm điểm. Đại hội có 29 đảng viên dự.",
        "29 đảng viên",
        "Chi bộ bản Mé",
    ),
)


@pytest.mark.parametrize(("text", "words", "subject"), ROWS)
def test_topics(kit: Kit, text: str, words: str, subject: str) -> None:
    result = extract(Document("x", text, published="2020-10-16", province="tỉnh Sơn La"), kit)
    found = next(fact for fact in result.facts if fact.text == words)
    entity = result.entity(found.subject)
    assert (entity.name if entity else found.subject) == subject
