"""Parts of documents are read with limits, and whatever is wrong with an archive is said plainly."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from tts.errors import ReadError
from tts.text.readers.documents import container
from tts.text.readers.documents.container import open_container
from tts.text.readers.documents.xml import Element, parse_xml

PREFIXES = {"urn:a": "a", "urn:b": "b"}


def write_parts(path: Path, parts: dict[str, str | bytes], compression: int = ZIP_DEFLATED) -> Path:
    """Write an archive with these parts."""
    with ZipFile(path, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def parse(text: str) -> Element:
    """Return the root of the XML in `text`."""
    return parse_xml(text.encode(), PREFIXES, path=Path("bees.docx"), part="text.xml")


def test_parts_are_read_by_their_names(tmp_path: Path) -> None:
    """A part is found by its name in any case; folders, absolute names and names that lead out are no parts."""
    parts: dict[str, str | bytes] = {
        "Word/Text.xml": "<a/>",
        "word/": "",
        "/etc/passwd": "x",
        "../up": "x",
        "C:/x": "x",
    }
    opened = open_container(write_parts(tmp_path / "bees.docx", parts))
    assert list(opened) == ["Word/Text.xml"]
    assert opened.read("word/text.xml") == b"<a/>"
    assert "other.xml" not in opened
    with pytest.raises(ReadError, match=r"bees\.docx: The file is not complete: 'other\.xml' is missing in it"):
        opened.read("other.xml")


def test_a_part_is_no_larger_than_the_limit(tmp_path: Path) -> None:
    """A part that unpacks to more than is allowed is refused, whatever size the archive says it has."""
    path = write_parts(tmp_path / "bomb.docx", {"a.xml": b"\0" * 3_000_000})
    data = path.read_bytes().replace((3_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"damaged|larger than 1 MB"):
        open_container(path).read("a.xml", 1_000_000)
    write_parts(path, {"a.xml": b"\0" * 3_000_000})
    with pytest.raises(ReadError, match=r"'a\.xml' in it is larger than 1 MB, which is the limit"):
        open_container(path).read("a.xml", 1_000_000)


def test_all_parts_together_are_no_larger_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that brings what was read over the limit of a document is refused."""
    monkeypatch.setattr(container, "_MAX_TOTAL_BYTES", 5_000_000)
    opened = open_container(write_parts(tmp_path / "bomb.docx", {"a": b"\0" * 3_000_000, "b": b"\0" * 3_000_000}))
    opened.read("a")
    with pytest.raises(ReadError, match="'b' in it is larger"):
        opened.read("b")


def test_an_archive_with_too_many_parts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of parts is limited."""
    monkeypatch.setattr(container, "_MAX_PARTS", 3)
    with pytest.raises(ReadError, match="more than 3 parts"):
        open_container(write_parts(tmp_path / "many.docx", {str(number): "" for number in range(4)}))


def test_unusual_packing_is_refused(tmp_path: Path) -> None:
    """A part that is packed with bzip2, which cannot be unpacked with a limit, is refused."""
    with pytest.raises(ReadError, match="compressed in an unusual way"):
        open_container(write_parts(tmp_path / "bees.docx", {"a": "text"}, ZIP_BZIP2)).read("a")


def test_an_encrypted_part_is_named(tmp_path: Path) -> None:
    """A part with a password is named, with what to do."""
    path = write_parts(tmp_path / "bees.docx", {"a": "text"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"'a' in it is encrypted\. Remove the password"):
        open_container(path).read("a")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04 and no more", "damaged: it is not a complete ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"Word 97 to 2003 \(\.doc\)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"%PDF-1.7", r"This is a PDF document, not \.docx\. Name it bees\.pdf\."),
        (b"{\\rtf1 ", r"This is an RTF document, not \.docx\. Name it bees\.rtf\."),
        (b"\xef\xbb\xbf <html>", r"Name it bees\.html\."),
    ],
)
def test_other_files_are_named(tmp_path: Path, data: bytes, message: str) -> None:
    """A file that is no ZIP archive is refused with what it is and what to do."""
    path = tmp_path / "bees.docx"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=message):
        open_container(path)


def test_a_damaged_part_is_named(tmp_path: Path) -> None:
    """A part whose bytes were changed is named."""
    path = write_parts(tmp_path / "bees.docx", {"a": "text " * 100})
    data = bytearray(path.read_bytes())
    data[40] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(ReadError, match="damaged: 'a' in it cannot be read"):
        open_container(path).read("a")


def test_names_have_the_prefixes_of_the_reader() -> None:
    """Names have the prefixes that the reader knows, whatever the file calls them."""
    root = parse('<x:r xmlns:x="urn:a" xmlns="urn:b" x:k="1" xml:lang="de"><p>One <q/>two</p><u xmlns="urn:c"/></x:r>')
    assert (root.name, root.attributes) == ("a:r", {"a:k": "1", "xml:lang": "de"})
    assert [element.name for element in root.all()] == ["a:r", "b:p", "b:q", "?:u"]
    assert root.text() == "One two"
    assert (paragraph := root.find("b:p")) is not None
    assert paragraph.children[0] == "One "
    assert root.find("b:p", "b:none") is None


def test_a_document_type_is_passed_over() -> None:
    """A document type is passed over, and a usual entity is its character."""
    assert parse('<!DOCTYPE a PUBLIC "-//X" "http://example.com/a.dtd"><a>caf&eacute;&#33;</a>').text() == "café!"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>', "'text.xml' in it declares entities"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "declares entities"),
        ("<a>" * 100_000 + "</a>" * 100_000, "more elements, or deeper ones"),
        ("<a><b></a>", r"bees\.docx: The file is damaged: 'text.xml' in it is not XML \(mismatched tag\)"),
        ("", "is not XML"),
        ('<?xml version="1.0" encoding="none"?><a/>', "is not XML"),
    ],
)
def test_hostile_xml_is_refused(text: str, message: str) -> None:
    """Entities, endless depth and broken XML are refused with the part's name."""
    with pytest.raises(ReadError, match=message):
        parse(text)
