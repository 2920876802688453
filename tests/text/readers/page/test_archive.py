"""A web archive is read as the page that it holds, with the pictures that the article shows."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from quopri import encodestring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.errors import ReadError
from tts.text.languages.tags import GivenLanguage
from tts.text.readers import read
from tts.text.readers.page.archive import read_archive

ADDRESS = "https://www.example.org/garden/bees"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
TEXT = "Bees fly from flower to flower – “Größe” and naïve café. "
HTML = f'<html lang="en"><head><title>Bees fly</title></head><body><h1>Bees fly</h1><p>{TEXT * 5}</p>%s</body></html>'


def _part(body: bytes, headers: str) -> bytes:
    """Return a part of an archive with these headers."""
    return b"\r\n--next\r\n" + headers.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body


def _picture(headers: str) -> bytes:
    """Return a part with the picture."""
    return _part(b64encode(PICTURE), f"Content-Type: image/png\nContent-Transfer-Encoding: base64\n{headers}")


def _archive(parts: Sequence[bytes], start: str = "") -> bytes:
    """Return an archive with these parts, as Chromium writes it."""
    header = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.org/garden/bees\r\n"
        "Subject: Bees\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related;\r\n\ttype="text/html";{start}\r\n\tboundary="next"\r\n\r\n'
    )
    return header.encode() + b"".join(parts) + b"\r\n--next--\r\n"


def _html(images: str = "", encoding: str = "quoted-printable", charset: str = "utf-8") -> bytes:
    """Return a part with the page, which shows these images."""
    body = (HTML % images).encode(charset)
    encoded = {"quoted-printable": encodestring, "base64": b64encode, "8bit": bytes}[encoding](body)
    kind = f"Content-Type: text/html; charset={charset}\nContent-ID: <root@example>\nContent-Location: {ADDRESS}"
    return _part(encoded, f"{kind}\nContent-Transfer-Encoding: {encoding}")


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_the_page_of_an_archive_is_read(tmp_path: Path, encoding: str, charset: str) -> None:
    """The page is read in each encoding for transfer and of characters, with its address and the file's hash."""
    path = tmp_path / "bees.mhtml"
    path.write_bytes(_archive([_html("", encoding, charset)]))
    article = read(path)
    assert article.metadata.title == "Bees fly"
    assert article.metadata.source_url == ADDRESS
    assert article.source_sha256 == sha256(path.read_bytes()).hexdigest()
    assert article.blocks[-1].text == (TEXT * 5).strip()
    assert article.warnings == ()


@pytest.mark.parametrize(
    ("image", "headers"),
    [
        (
            '<img src="https://www.example.org/bee.png" alt="A bee">',
            "Content-Location: https://www.example.org/bee.png",
        ),
        ('<img src="/bee.png" alt="A bee">', "Content-Location: https://www.example.org/bee.png"),
        ('<img src="bee.png" alt="A bee">', "Content-Location: bee.png"),
        ('<img src="cid:bee@example" alt="A bee">', "Content-ID: <bee@example>"),
        ('<img data-src="/bee.png" src="data:," alt="A bee">', "Content-Location: https://www.example.org/bee.png"),
        (
            '<picture><source srcset="/bee.png 2x, /b.png"><img src="/no.png" alt="A bee"></picture>',
            "Content-Location: https://www.example.org/bee.png",
        ),
    ],
)
def test_pictures_of_the_article_are_in_the_archive(tmp_path: Path, image: str, headers: str) -> None:
    """A picture is found by its address, its relative address or its identifier; others of the archive are not kept."""
    path = tmp_path / "bees.mht"
    other = _picture("Content-Location: https://www.example.org/other.png")
    path.write_bytes(_archive([_html(f"<figure>{image}</figure><p>{TEXT * 5}</p>"), other, _picture(headers)]))
    article = read(path)
    (address,) = [block.resource for block in article.blocks if block.resource]
    assert article.pictures == {address: PICTURE}


def test_the_root_of_an_archive_is_its_start(tmp_path: Path) -> None:
    """Where an archive says which part it starts with, this is the page, else the first one is."""
    frame = _part(b"<p>An advertisement.</p>", "Content-Type: text/html\nContent-ID: <frame@example>")
    path = tmp_path / "bees.mhtml"
    path.write_bytes(_archive([frame, _html()], start='\r\n\tstart="<root@example>";'))
    assert read(path).metadata.title == "Bees fly"
    path.write_bytes(_archive([_html(), frame]))
    assert read(path).metadata.title == "Bees fly"


def _nest(depth: int) -> bytes:
    """Return an archive in an archive, and so on."""
    lines = [f"Content-Type: multipart/related; boundary=b{number}\n\n--b{number}\n" for number in range(depth)]
    return "".join(lines).encode() + b"Content-Type: text/html\n\n<p>Bees"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<p>Bees fly.</p>", "no page in this file"),
        (_archive([_picture("Content-ID: <bee>")]), "no page in this file"),
        (_archive([]), "no page in this file"),
        (_archive([_part(b"", "Content-Type: text/html")]), "empty"),
        (_archive([_part(b"%PDF-1.7", "Content-Type: text/html")]), "a PDF document"),
        (_nest(2000), "nested too deep"),
        (b"Content-Type: message/rfc822\n\n" * 3000, "nested too deep"),
        (b"", "no page in this file"),
    ],
)
def test_a_broken_archive_is_an_error(tmp_path: Path, data: bytes, problem: str) -> None:
    """A file that is no archive, or has no page in it, is refused with the reason."""
    path = tmp_path / "bees.mhtml"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=problem):
        read(path)


def test_a_picture_that_is_missing_is_no_error(tmp_path: Path) -> None:
    """An image whose part is not in the archive stays as it is."""
    path = tmp_path / "bees.mhtml"
    path.write_bytes(
        _archive([_html('<img src="https://www.example.org/bee.png" alt="A bee">'), b"\r\n--next\r\n\r\n"])
    )
    assert read(path).pictures == {}


@given(
    st.lists(
        st.sampled_from([_html(), _picture("Content-ID: <a>"), b"\r\n--next\r\n", b"--", b"\0\xff:\r\n"]), max_size=6
    )
)
def test_any_parts_are_an_article_or_an_error(tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]) -> None:
    """Whatever stands in an archive, it is an article or an error that says why."""
    path = tmp_path_factory.getbasetemp() / "any.mhtml"
    path.write_bytes(_archive(parts))
    try:
        title = read_archive(path, GivenLanguage()).metadata.title
    except ReadError as error:
        title = error.message
    assert title
