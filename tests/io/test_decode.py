"""Bytes of every kind become text, a warning or a clear error."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.io.charsets import Orthography, restore_capitals
from textmine.io.decode import Decoder
from textmine.model.errors import InputError
from textmine.packs.loader import load_packs

PACKS = load_packs(("base",), entry_points=False)
DECODER = Decoder(PACKS)

SENTENCES = [
    "Chín tháng qua, Đảng bộ xã kết nạp được 12 đảng viên mới, đạt 120% kế hoạch huyện giao.",
    "Toàn huyện gieo cấy 1.250 ha lúa mùa; năng suất ước đạt 52 tạ/ha, tăng nhẹ so với cùng kỳ.",
    "Ủy ban nhân dân thị trấn đã giải quyết việc làm cho hơn 300 lao động ở các bản vùng cao.",
    "Ông Lò Văn Ước khẳng định: những hộ nghèo sẽ được hỗ trợ giống, vốn và kỹ thuật chăn nuôi.",
    "Mỗi năm, trường mẫu giáo đón chừng 80 cháu; thầy cô vẫn phải dạy ở những phòng học tạm.",
]
TEXT = "\n".join(SENTENCES)


def encode(text: str, charset_id: str) -> bytes:
    """The inverse of the table, as a typist of the time would have produced it."""
    charset = next(c for c in DECODER._charsets if c.id == charset_id)
    if charset.codec:
        split = "".join(_letter_and_tone(c) for c in text)
        return split.encode(charset.codec)
    single = {charset.decode(bytes([b])): bytes([b]) for b in range(255, -1, -1)}
    for pair, letter in (charset.pairs or {}).items():
        single[letter] = pair.encode("latin-1")
        upper = pair[0].upper() + pair[1:]
        single[letter.upper()] = upper.encode("latin-1")
    return b"".join(single[c] for c in text)


def _letter_and_tone(letter: str) -> str:
    if letter in "ăâđêôơưĂÂĐÊÔƠƯ":
        return letter
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
    rest = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
    return rest + tones


@pytest.mark.parametrize("charset", ["tcvn3", "vni", "windows-1258", "viscii"])
@pytest.mark.parametrize("text", [*SENTENCES, TEXT])
def test_legacy_encodings_are_told_apart(charset: str, text: str) -> None:
    data = encode(text.replace("Ủy", "ủy").replace("Ước", "ước"), charset)
    decoded = DECODER.decode(data)
    assert decoded.encoding == charset
    assert decoded.text == text.replace("Ủy", "ủy").replace("Ước", "ước")
    assert "--encoding" in decoded.warnings[0]


def test_known_bytes() -> None:
    """Spelt out from the published tables, so that a wrong table cannot vouch for itself."""
    known = {
        "tcvn3": (b"\xae\xb6ng b\xe9 x\xb7 ch\xddnh ng\xad\xeai", "đảng bộ xã chính người"),
        "vni": (b"\xf1a\xfbng bo\xe4 xa\xf5 ng\xf6\xf4\xf8i \xd1A\xdbNG", "đảng bộ xã người ĐẢNG"),
        "windows-1258": (b"\xf0a\xd2ng b\xf4\xf2 xa\xde", "đảng bộ xã"),
        "viscii": (b"\xf0\xe4ng b\xb5 x\xe3 ng\xdf\xb6i", "đảng bộ xã"),
    }
    for name, (data, expected) in known.items():
        assert DECODER.decode(data, name).text.startswith(expected), name


def test_capitals_of_tcvn3_fonts() -> None:
    text = DECODER.decode("ĐảNG Bộ Xã".encode()).text
    assert restore_capitals(text) == "ĐẢNG BỘ XÃ"
    assert restore_capitals("Theo ĐảNG ủy, Bộ đội") == "Theo ĐẢNG ủy, Bộ đội"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
    ],
)
def test_unicode(data: bytes, encoding: str) -> None:
    decoded = DECODER.decode(data)
    assert unicodedata.normalize("NFC", decoded.text) == TEXT
    assert decoded.encoding == encoding


def test_cut_off_utf8_loses_nothing() -> None:
    data = "xã có 24 chi bộ, 383 đảng viên, đã kết nạp được mười đồng chí ở".encode()[:-1]
    decoded = DECODER.decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.text[:-1] == "xã có 24 chi bộ, 383 đảng viên, đã kết nạp được mười đồng chí "
    assert "cut off" in decoded.warnings[0]


def test_a_damaged_byte_is_told() -> None:
    decoded = DECODER.decode(TEXT.encode() + b"\xff " + TEXT.encode())
    assert decoded.encoding == "utf-8"
    assert "1 places" in decoded.warnings[0] and decoded.text.count("\ufffd") == 1


def test_utf8_encoded_twice() -> None:
    twice = TEXT.encode().decode("latin-1").encode()
    assert DECODER.decode(twice).text == TEXT
    assert "twice" in DECODER.decode(twice).warnings[0]


def test_other_languages_stay() -> None:
    german = "Die Größe der Straße überraschte die Gäste für längere Zeit, Äpfel und Öl."
    decoded = DECODER.decode(german.encode("latin-1"))
    assert (decoded.text, decoded.encoding) == (german, "latin-1")
    assert not DECODER.looks_vietnamese(german)
    assert DECODER.looks_vietnamese(SENTENCES[0])
    assert DECODER.looks_vietnamese("OK 12")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 abc",
        b"PK\x03\x04aaaa",
        b"\x89PNG\r\n\x1a\n",
        b"a\0b\0\0c",
        bytes(100),
        bytes(range(1, 32)) * 10,
        b"{\\rtf1 abc}",
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="save its text") as caught:
        DECODER.decode(data, where="x.bin")
    assert str(caught.value).startswith("x.bin: ")


def test_an_unknown_encoding_names_the_known() -> None:
    with pytest.raises(InputError, match="tcvn3"):
        DECODER.decode(b"abc", "klingon")
    with pytest.raises(InputError, match="unknown encoding"):
        DECODER.decode(b"abc", "base64")


def test_encoding_overrides() -> None:
    assert DECODER.decode(b"\xf1", "latin-1").text == "ñ"
    assert DECODER.decode(b"\xf1", "VNI").text == "đ"
    assert DECODER.decode(codecs.BOM_UTF8 + b"a", "utf-8").text == "a"


def test_orthography_examples() -> None:
    row = PACKS.by_id("orthography")["syllable"].data
    orthography = Orthography.of(PACKS)
    for word in row["examples"]:
        assert orthography.is_syllable(word), word
    for word in row["counter"]:
        assert not orthography.is_syllable(word), word


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    try:
        decoded = DECODER.decode(data)
    except InputError:
        return
    assert decoded == DECODER.decode(data)


@given(st.binary(max_size=100), st.sampled_from(["tcvn3", "vni", "viscii", "windows-1258"]))
def test_tables_take_any_byte(data: bytes, charset: str) -> None:
    try:
        assert DECODER.decode(data, charset).encoding == charset
    except InputError as error:
        assert "not text" in str(error)
