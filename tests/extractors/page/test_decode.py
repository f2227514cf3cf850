# ruff: noqa: RUF001  (the letters of other alphabets are the point)
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import EmptyPageError, NotHtmlError, UndecodablePageError
from extractors.page.decode import codec_of, decode_page
from extractors.records import Capture


def capture(body: bytes, content_type: str | None = "text/html") -> Capture:
    headers = (("Content-Type", content_type),) if content_type else ()
    url = "https://mill.example/news"
    fetched_at = datetime(2026, 1, 2, tzinfo=UTC)
    return Capture(
        url=url, final_url=url, headers=headers, body=body, fetched_at=fetched_at, sha256=sha256(body).hexdigest()
    )


def meta(label: str) -> bytes:
    return f'<meta charset="{label}">'.encode()


FRENCH = "<p>Le café de l’été, déjà fermé à Orléans : « œuvre »"
GERMAN = "<p>Die Mühle in Öhringen schließt früher"
POLISH = "<p>Zażółć gęślą jaźń, wójt gminy otworzył młyn"
RUSSIAN = "<p>Мельница в посёлке закрылась раньше срока, сообщил староста"
GREEK = "<p>Ο μύλος του χωριού έκλεισε νωρίτερα, είπε ο πρόεδρος"
JAPANESE = "<p>村の水車小屋は予定より早く閉まりましたと村長は述べた"
CHINESE = "<p>村里的磨坊提前关闭了，村长在星期三说道"
TAIWANESE = "<p>村裡的磨坊提前關閉了，村長在星期三說道"
KOREAN = "<p>마을의 물레방아가 예정보다 일찍 문을 닫았다고 이장이 말했다"
TURKISH = "<p>Köyün değirmeni erken kapandı, diye konuştu muhtar Işık Şahin"
HEBREW = "<p>הטחנה בכפר נסגרה מוקדם, אמר ראש המועצה"
THAI = "<p>โรงสีของหมู่บ้านปิดเร็วกว่ากำหนด ผู้ใหญ่บ้านกล่าว"
HTML = "text/html; charset="


@pytest.mark.parametrize(
    ("body", "content_type", "text", "encoding", "evidence"),
    [
        # byte order marks win over everything
        (b"\xef\xbb\xbf" + FRENCH.encode(), HTML + "iso-8859-1", FRENCH, "utf-8", "bom"),
        (b"\xff\xfe" + FRENCH.encode("utf-16-le"), None, FRENCH, "utf-16-le", "bom"),
        (b"\xfe\xff" + FRENCH.encode("utf-16-be"), HTML + "utf-8", FRENCH, "utf-16-be", "bom"),
        (b"\xff\xfe\x00\x00" + FRENCH.encode("utf-32-le"), None, FRENCH, "utf-32-le", "bom"),
        (b"\xef\xbb\xbf<p>plain", None, "<p>plain", "utf-8", "bom"),
        # valid UTF-8 wins over what is declared
        (FRENCH.encode(), HTML + "iso-8859-1", FRENCH, "utf-8", "utf-8"),
        (FRENCH.encode(), HTML + "windows-1251", FRENCH, "utf-8", "utf-8"),
        (meta("shift_jis") + FRENCH.encode(), None, meta("shift_jis").decode() + FRENCH, "utf-8", "utf-8"),
        (RUSSIAN.encode(), None, RUSSIAN, "utf-8", "utf-8"),
        (JAPANESE.encode(), HTML + "euc-jp", JAPANESE, "utf-8", "utf-8"),
        (THAI.encode(), None, THAI, "utf-8", "utf-8"),
        (b"<p>plain", None, "<p>plain", "utf-8", "utf-8"),
        # then the header
        (FRENCH.encode("cp1252"), HTML + "windows-1252", FRENCH, "cp1252", "header"),
        (FRENCH.encode("cp1252"), HTML + "ISO-8859-1", FRENCH, "cp1252", "header"),
        (FRENCH.encode("cp1252"), HTML + '"latin1"', FRENCH, "cp1252", "header"),
        (POLISH.encode("iso8859-2"), HTML + "iso-8859-2", POLISH, "iso8859-2", "header"),
        (POLISH.encode("cp1250"), HTML + "windows-1250", POLISH, "cp1250", "header"),
        (RUSSIAN.encode("cp1251"), HTML + "windows-1251", RUSSIAN, "cp1251", "header"),
        (RUSSIAN.encode("koi8-r"), HTML + "koi8-r", RUSSIAN, "koi8-r", "header"),
        (GREEK.encode("cp1253"), HTML + "windows-1253", GREEK, "cp1253", "header"),
        (TURKISH.encode("cp1254"), HTML + "iso-8859-9", TURKISH, "cp1254", "header"),
        (HEBREW.encode("cp1255"), HTML + "windows-1255", HEBREW, "cp1255", "header"),
        (JAPANESE.encode("cp932"), HTML + "Shift_JIS", JAPANESE, "cp932", "header"),
        (JAPANESE.encode("euc-jp"), HTML + "euc-jp", JAPANESE, "euc-jp", "header"),
        (JAPANESE.encode("iso2022-jp"), HTML + "iso-2022-jp", JAPANESE, "iso2022-jp", "header"),
        (CHINESE.encode("gbk"), HTML + "gb2312", CHINESE, "gb18030", "header"),
        (TAIWANESE.encode("big5"), HTML + "big5", TAIWANESE, "big5hkscs", "header"),
        (KOREAN.encode("cp949"), HTML + "euc-kr", KOREAN, "cp949", "header"),
        (THAI.encode("cp874"), HTML + "tis-620", THAI, "cp874", "header"),
        (GERMAN.encode("utf-16-le"), HTML + "utf-16", GERMAN, "utf-16-le", "header"),
        # then the markup
        (meta("cp1251") + RUSSIAN.encode("cp1251"), None, meta("cp1251").decode() + RUSSIAN, "cp1251", "meta"),
        (
            b'<?xml version="1.0" encoding="iso-8859-2"?>' + POLISH.encode("iso8859-2"),
            None,
            '<?xml version="1.0" encoding="iso-8859-2"?>' + POLISH,
            "iso8859-2",
            "meta",
        ),
        (
            b'<META http-equiv=Content-Type content="text/html; charset=x-sjis">' + JAPANESE.encode("cp932"),
            "text/html",
            '<META http-equiv=Content-Type content="text/html; charset=x-sjis">' + JAPANESE,
            "cp932",
            "meta",
        ),
        # a header that the bytes contradict is passed over
        (meta("gbk") + CHINESE.encode("gbk"), HTML + "utf-8", meta("gbk").decode() + CHINESE, "gb18030", "meta"),
        (FRENCH.encode("cp1252"), HTML + "utf-8", FRENCH, "cp1252", "detector"),
        (meta("utf-16") + b"<p>plain", None, meta("utf-16").decode() + "<p>plain", "utf-8", "utf-8"),
        (FRENCH.encode("cp1252"), HTML + "no-such-thing", FRENCH, "cp1252", "detector"),
        # nothing declared
        (GERMAN.encode("cp1252"), None, GERMAN, "cp1252", "fallback"),
        (RUSSIAN.encode("cp1251") * 5, None, RUSSIAN * 5, "cp1251", "detector"),
        (JAPANESE.encode("cp932") * 5, None, JAPANESE * 5, "cp932", "detector"),
        (GERMAN.encode("utf-16-le"), None, GERMAN, "utf-16-le", "detector"),
        (GERMAN.encode("utf-16-be"), None, GERMAN, "utf-16-be", "detector"),
        (
            b"<html lang=pl>" + "<p>Łódź".encode("cp1250"),
            None,
            "<html lang=pl><p>Łódź",
            "cp1250",
            "fallback",
        ),
    ],
)
def test_the_encoding_is_found_and_its_evidence_named(
    body: bytes, content_type: str | None, text: str, encoding: str, evidence: str
) -> None:
    page = decode_page(capture(body, content_type))
    assert (page.html, page.encoding, page.encoding_evidence) == (text, encoding, evidence)
    assert page.replaced == 0


@pytest.mark.parametrize(
    ("body", "content_type", "text", "replaced"),
    [
        pytest.param((FRENCH * 4).encode() + b"<p>\xe9", None, FRENCH * 4 + "<p>\ufffd", 1, id="one broken byte"),
        pytest.param((FRENCH * 4).encode() + "é".encode()[:1], None, FRENCH * 4 + "\ufffd", 1, id="cut in a letter"),
        pytest.param(b"<p>a\x00b and more text", None, "<p>a\ufffdb and more text", 1, id="nul"),
        pytest.param(b"<p>a\x0bb and more text", None, "<p>a b and more text", 0, id="vertical tab"),
        pytest.param("<p>\ufffd stands here".encode(), None, "<p>\ufffd stands here", 0, id="written by the author"),
        pytest.param(b"<p>\x81 and \x93 so \x94", HTML + "cp1252", "<p>\x81 and “ so ”", 0, id="hole in windows-1252"),
    ],
)
def test_unreadable_characters_are_counted(body: bytes, content_type: str | None, text: str, replaced: int) -> None:
    page = decode_page(capture(body, content_type))
    assert (page.html, page.replaced) == (text, replaced)


@pytest.mark.parametrize("body", [b"", b" \r\n\t "])
def test_no_text_is_an_empty_page(body: bytes) -> None:
    with pytest.raises(EmptyPageError, match=r"mill\.example"):
        decode_page(capture(body))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
        (b"\n%PDF-1.4", "a PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"GIF89a\x01", "GIF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (bytes(range(256)) * 8, "binary"),
    ],
)
def test_a_binary_is_refused_whatever_the_header_says(body: bytes, words: str) -> None:
    with pytest.raises(NotHtmlError, match=words):
        decode_page(capture(body, "text/html; charset=utf-8"))


def test_text_that_is_mostly_unreadable_is_refused() -> None:
    with pytest.raises(UndecodablePageError, match="unreadable"):
        decode_page(capture(b"\xef\xbb\xbf" + b"\xff\xfe\xfd ok " * 50))


def test_the_declaration_is_kept_even_where_it_lies() -> None:
    assert decode_page(capture(FRENCH.encode(), HTML + "Windows-1251")).encoding_declared == "windows-1251"
    assert decode_page(capture(meta("KOI8-R") + FRENCH.encode(), None)).encoding_declared == "koi8-r"
    assert decode_page(capture(FRENCH.encode(), None)).encoding_declared is None


@pytest.mark.parametrize(("label", "codec"), [("UTF8", "utf_8"), ("latin1", "cp1252"), ("gbk", "gb18030"), ("", None)])
def test_labels_mean_what_browsers_take_them_for(label: str, codec: str | None) -> None:
    assert codec_of(label) == codec


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1))
def test_utf_8_is_read_back_as_it_was_written(text: str) -> None:
    html = f"<p>ä{text}"
    assert decode_page(capture(html.encode(), HTML + "iso-8859-1")).html == html


@given(st.binary(min_size=1, max_size=80))
def test_any_bytes_give_a_page_or_a_page_error(body: bytes) -> None:
    try:
        page = decode_page(capture(b"<p>some text in front of what follows here: " * 20 + body))
    except (NotHtmlError, UndecodablePageError):
        return
    assert page.html.startswith("<p>some text")
