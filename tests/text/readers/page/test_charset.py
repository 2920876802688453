"""The bytes of a page become its text in every encoding that browsers know, whatever the page says of it."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.errors import ReadError
from tts.text.readers.decode import MAX_SIZE_BYTES
from tts.text.readers.page.charset import decode_html, read_html
from tts.text.readers.page.labels import find_codec

WESTERN = "Größe, naïve café – “Élan”"
JAPANESE = "公衆無線を安全に使うためのアプリを発売した。利用時の通信を暗号化し保護する。"
TEXTS = {
    "cp932": JAPANESE,
    "euc_jp": JAPANESE,
    "gb18030": "人工智能迈上新台阶。研究人员表示，这种新型电脑可以利用记忆自学，并且能够回答问题。",
    "big5hkscs": "人工智慧邁上新台階。研究人員表示，這種新型電腦可以利用記憶自學，並且能夠回答問題。",
    "cp949": "인공지능이 새로운 단계에 올라섰다. 연구원들은 이 컴퓨터가 스스로 배울 수 있다고 말했다.",
    "cp1251": "Учёные сообщили, что новый компьютер может учиться сам. Это важный шаг.",
    "koi8-r": "Учёные сообщили, что новый компьютер может учиться сам. Это важный шаг.",
    "cp1250": "Naukowcy ogłosili, że nowy komputer może się uczyć sam. Łódź – świetny krok.",
    "cp1252": "Les élèves sont allés à l’école ; où était-ce ? “Größe” – naïve café.",
    "cp1253": "Οι επιστήμονες ανακοίνωσαν ότι ο νέος υπολογιστής μπορεί να μαθαίνει μόνος του.",
    "cp1254": "Bilim adamları yeni bilgisayarın kendi kendine öğrenebileceğini açıkladı. Şimdi ışık.",
    "cp1255": "מדענים הודיעו כי המחשב החדש יכול ללמוד בעצמו",
    "cp1256": "أعلن العلماء أن الحاسوب الجديد يمكنه أن يتعلم بنفسه",
}


def _page(text: str, label: str = "", head: str = "") -> str:
    """Return a page of `text` that says the encoding `label`."""
    meta = f'<meta charset="{label}">' if label else ""
    return f"<!DOCTYPE html><html><head>{head}{meta}<title>{text}</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("text", [WESTERN, JAPANESE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_without_a_label(text: str, encoding: str) -> None:
    """UTF-8 without a word about it, and Unicode with a byte order mark, give the text and no warning."""
    source = decode_html(_page(text).encode(encoding), Path("bees.html"))
    assert (source.html, source.warnings) == (_page(text), ())


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("ISO-8859-1", "cp1252"),
        ("latin1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("x-user-defined", "cp1252"),
        ("iso-8859-9", "cp1254"),
        ("x-sjis", "cp932"),
        ("Shift_JIS", "cp932"),
        ("windows-31j", "cp932"),
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("big5", "big5hkscs"),
        ("ks_c_5601-1987", "cp949"),
        ("euc-kr", "cp949"),
        ("x-mac-roman", "mac-roman"),
        ("tis-620", "cp874"),
        ("koi8-u", "koi8-u"),
        ("windows-1251", "cp1251"),
        ("x-cp1251", "cp1251"),
        ("utf8", "utf-8"),
        ("unicode-1-1-utf-8", "utf-8"),
        ("ISO-8859-8-I", "iso8859-8"),
        ("ibm866", "cp866"),
        (" 'utf-8' ", "utf-8"),
        ("utf-7", ""),
        ("rot13", ""),
        ("hex", ""),
        ("none", ""),
        ("\0", ""),
    ],
)
def test_labels_mean_what_they_mean_in_browsers(label: str, codec: str) -> None:
    """Labels of the web name the encoding that browsers read, and those of no page name none."""
    assert find_codec(label) == codec


@pytest.mark.parametrize("codec", TEXTS)
def test_a_label_is_followed(codec: str) -> None:
    """A page in the encoding that its `meta` says is read without a warning."""
    page = _page(TEXTS[codec], codec.replace("cp125", "windows-125").replace("cp932", "x-sjis"))
    source = decode_html(page.encode(codec), Path("bees.html"))
    assert (source.html, source.warnings) == (page, ())


@pytest.mark.parametrize("codec", TEXTS)
def test_an_encoding_that_is_not_said_is_guessed(codec: str) -> None:
    """A page without a label is read right, with a warning that says what it was taken for."""
    page = _page(TEXTS[codec])
    source = decode_html(page.encode(codec), Path("bees.html"))
    assert source.html == page
    assert [warning for warning in source.warnings if "does not say its encoding" in warning]


@pytest.mark.parametrize("codec", TEXTS)
def test_a_page_that_wrongly_claims_utf_8_is_guessed(codec: str) -> None:
    """A page that says UTF-8 and is in another encoding is read right, with a warning."""
    page = _page(TEXTS[codec], "utf-8")
    source = decode_html(page.encode(codec), Path("bees.html"))
    assert source.html == page
    assert [warning for warning in source.warnings if "says that it is utf-8, but is read as" in warning]


@pytest.mark.parametrize("text", [WESTERN, JAPANESE])
def test_utf_8_is_known_by_its_bytes(text: str) -> None:
    """UTF-8 of which the server says ISO-8859-1 is read as UTF-8, with a warning."""
    source = decode_html(_page(text).encode(), "https://example.org/bees", "ISO-8859-1")
    assert source.html == _page(text)
    assert source.warnings == (
        "https://example.org/bees: The page says that it is ISO-8859-1, but is read as UTF-8. Save it as UTF-8.",
    )


def test_the_server_is_believed_before_the_page() -> None:
    """Where server and page say different encodings of one byte, the server's is taken, as in browsers."""
    text = TEXTS["cp1251"]
    assert decode_html(_page(text, "koi8-r").encode("cp1251"), "x", "windows-1251").html == _page(text, "koi8-r")


def test_a_server_with_a_default_does_not_hide_two_byte_encodings() -> None:
    """A page that says Shift_JIS, and can be that, is read so though its server says ISO-8859-1 of all pages."""
    page = _page(JAPANESE, "Shift_JIS")
    assert decode_html(page.encode("cp932"), "x", "ISO-8859-1").html == page


def test_other_places_of_the_label_are_read() -> None:
    """The old form of `meta`, an XML declaration, and a `meta` below a long comment say the encoding as well."""
    text = TEXTS["cp1251"]
    for head in (
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        "<!-- <meta charset=utf-8>" + "x" * 2000 + "--><META CHARSET = windows-1251>",
    ):
        page = _page(text, head=head)
        assert decode_html(page.encode("cp1251"), "x").html == page
    page = f'<?xml version="1.0" encoding="windows-1251"?>{_page(text)}'
    assert decode_html(page.encode("cp1251"), "x") == decode_html(page.encode("cp1251"), "x", "windows-1251")


def test_stray_bytes_do_not_garble_the_others() -> None:
    """In UTF-8 a stray byte is read as Windows-1252, and a character that is cut off as U+FFFD, with a warning."""
    data = _page("Größe “naïve”", "utf-8").encode() + b"caf\xe9 and \xe2\x80 done"
    source = decode_html(data, Path("bees.html"))
    assert source.html.endswith("café and \N{REPLACEMENT CHARACTER} done")
    assert source.warnings == (
        "bees.html: 3 bytes are not UTF-8, and may be read as wrong characters. Save the page again as UTF-8.",
    )


def test_japanese_mails_encoding_is_read() -> None:
    """ISO-2022-JP, which is ASCII with escapes, is read by its escapes."""
    page = _page(JAPANESE, "iso-2022-jp")
    assert decode_html(page.encode("iso2022_jp"), "x").html == page


def test_line_ends_and_nuls_are_those_of_html() -> None:
    """Lines end with LF, and the NULs of damaged pages are dropped."""
    assert decode_html(b"<p>Bees\r\nfly\rhigh\0." + b" " * 200, "x").html.strip() == "<p>Bees\nfly\nhigh."


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"%PDF-1.7", "a PDF document, not a web page"),
        (b"PK\x03\x04", "a ZIP archive or an office document, not a web page"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n type=x\n\n", "web archive"),
        (bytes(range(256)) * 9, "binary file"),
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"<p>" * (MAX_SIZE_BYTES // 3 + 1), "20 MB of text; 20 MB is the limit"),
    ],
)
def test_what_is_not_a_page_is_refused(data: bytes, problem: str) -> None:
    """Documents, archives, binary files, empty pages and endless ones are refused with the reason."""
    with pytest.raises(ReadError, match=problem):
        decode_html(data, Path("bees.html"))


def test_the_file_is_read_once_with_its_hash(tmp_path: Path) -> None:
    """A page comes with the SHA-256 of its file, and a missing file is an error."""
    path = tmp_path / "bees.html"
    path.write_bytes(_page(WESTERN).encode("cp1252"))
    assert read_html(path).sha256 == sha256(path.read_bytes()).hexdigest()
    with pytest.raises(ReadError, match="no such file"):
        read_html(tmp_path / "none.html")


def test_pictures_inside_a_page_are_taken_out() -> None:
    """Pictures in `data:` addresses get short addresses, the same one for the same bytes; fonts are dropped."""
    picture, other = bytes(range(256)) * 8, bytes(range(255)) * 8
    image = f'<img src="data:image/png;base64,{b64encode(picture).decode()}" alt="A bee">'
    font = f"<style>@font-face{{src:url(data:font/woff2;base64,{b64encode(other).decode()})}}</style>"
    photo = f"<img src='data:image/jpeg;charset=utf-8;base64,{b64encode(other).decode()}'>"
    blank = '<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">'
    source = decode_html(f"{font}{image}{photo}{image}{blank}".encode(), "x")
    assert source.html == (
        "<style>@font-face{src:url(data:,)}</style>"
        '<img src="inside:picture-1.png" alt="A bee">'
        "<img src='inside:picture-2.jpg'>"
        f'<img src="inside:picture-1.png" alt="A bee">{blank}'
    )
    assert source.pictures == {"inside:picture-1.png": picture, "inside:picture-2.jpg": other}


def test_a_saved_page_may_be_large_if_pictures_make_it_so() -> None:
    """A page of more than 20 MB is read where all but its text are pictures."""
    pictures = "".join(
        f'<img src="data:image/jpeg;base64,{b64encode(bytes([number]) * 8_000_000).decode()}">' for number in range(2)
    )
    source = decode_html(f"<p>Bees fly.</p>{pictures}".encode(), "x")
    assert len(source.html) < 1000
    assert sum(map(len, source.pictures.values())) == 16_000_000


@given(st.binary(max_size=400), st.text(max_size=20))
def test_any_bytes_are_a_page_or_an_error(data: bytes, charset: str) -> None:
    """Whatever bytes and label come, they give text or an error that says why, and nothing else."""
    try:
        html = decode_html(data, "x", charset).html
    except ReadError as error:
        html = error.message
    assert html.strip()


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_utf_8_is_never_changed(text: str) -> None:
    """Whatever a page in UTF-8 has as its text is read as it is, and without a warning."""
    source = decode_html(f"<p>{text}</p>".encode(), "x", "utf-8")
    assert (source.html, source.warnings) == (f"<p>{text}</p>", ())
