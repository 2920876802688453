"""Bytes become text in every encoding that articles come in, and anything else one clear error."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from tts.errors import ReadError
from tts.text.readers import read
from tts.text.readers.decode import MAX_SIZE_BYTES, read_text

TEXT = "Bienen – “Größe”, naïve café.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(tmp_path: Path, encoding: str) -> None:
    """UTF-8, UTF-16 and UTF-32 with their byte order mark, and UTF-8 without one, give the text and no warning."""
    path = tmp_path / "bees.txt"
    path.write_bytes(TEXT.encode(encoding))
    source = read_text(path)
    assert (source.text, source.warnings) == (TEXT, ())


def test_the_hash_is_of_the_bytes_that_were_read(tmp_path: Path) -> None:
    """The text comes with the SHA-256 of the file's bytes, not of the text, and the article of any reader keeps it."""
    for name in ("bees.txt", "bees.md"):
        path = tmp_path / name
        path.write_bytes(b"\xef\xbb\xbf# Bees\r\n\r\nBees fly.\r\n")
        expected = hashlib.sha256(path.read_bytes()).hexdigest()
        assert read_text(path).sha256 == expected
        assert read(path).source_sha256 == expected


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised_without_a_mark(tmp_path: Path, encoding: str) -> None:
    """UTF-16 of a Western text is recognised by its zero bytes."""
    path = tmp_path / "bees.txt"
    path.write_bytes(("Bees and flowers in the garden. " * 4).encode(encoding))
    assert read_text(path).text.startswith("Bees and flowers")


def test_windows_1252_is_read_with_a_warning(tmp_path: Path) -> None:
    """A file in Windows-1252 is read correctly, with one warning that names the first line of it."""
    path = tmp_path / "bees.txt"
    path.write_bytes(b"Bees\r\nThe caf\xe9 \x93Honey\x94\r\n")
    source = read_text(path)
    assert source.text == "Bees\nThe café “Honey”\n"
    assert source.warnings == (
        f"{path}, line 2: 3 bytes are not UTF-8 and read as Windows-1252. Save the file as UTF-8.",
    )


def test_one_stray_byte_does_not_garble_the_other_letters(tmp_path: Path) -> None:
    """UTF-8 with a single byte of Windows-1252 keeps all its other letters."""
    path = tmp_path / "bees.txt"
    path.write_bytes("Größe and naïve ".encode() + b"\x96 done")
    assert read_text(path).text == "Größe and naïve – done"


def test_line_ends_accents_and_invisible_characters_are_normalized(tmp_path: Path) -> None:
    """CRLF and CR become LF, letters are composed, soft hyphens and zero-width characters are gone."""
    path = tmp_path / "bees.txt"
    path.write_text("a\r\nb\rcafe\u0301 so\u00adft ze\u200bro\u202e\ufffe x", encoding="utf-8", newline="")
    assert read_text(path).text == "a\nb\ncafé soft zero x"


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\t\n", "empty"),
        (b"GIF89a\x01\x00\x01\x00\x80\x00\x00", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"PK\x03\x04\x14\x00", "office"),
        ("Привет, мир, как дела".encode("koi8-r"), "encoding is not known"),
        (b"Bees \x81 and many, many flowers", "neither"),
        (b"\xff\xfea\x00b", "damaged"),
    ],
)
def test_a_file_that_is_not_text_is_one_error_with_a_next_step(tmp_path: Path, data: bytes, cause: str) -> None:
    """An empty, binary or unknown file is refused in one line that names it, the cause and what to do."""
    path = tmp_path / "bees.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=cause) as caught:
        read_text(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    assert message.count(". ") >= 1


def test_a_file_over_the_limit_is_refused_by_its_size(tmp_path: Path) -> None:
    """A file larger than the limit is refused, and the limit is named."""
    path = tmp_path / "bees.txt"
    with path.open("wb") as file:
        file.truncate(MAX_SIZE_BYTES + 1)
    with pytest.raises(ReadError, match="20 MB is the limit"):
        read_text(path)


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    """A missing file and a folder are two different errors."""
    with pytest.raises(ReadError, match="no such file"):
        read_text(tmp_path / "wasps.txt")
    with pytest.raises(ReadError, match="folder"):
        read_text(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_name_that_is_too_long_is_an_error_with_its_cause(tmp_path: Path) -> None:
    """A name that no file can have is an error of the article, too."""
    with pytest.raises(ReadError, match=r"There is no such file|cannot be read"):
        read_text(tmp_path / ("a" * 5000))


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    """A named pipe without a writer does not hang the reader."""
    os.mkfifo(tmp_path / "bees.txt")
    with pytest.raises(ReadError, match="not a regular file"):
        read_text(tmp_path / "bees.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_without_permission_is_an_error_with_its_cause(tmp_path: Path) -> None:
    """A file that may not be read is refused with the system's cause."""
    path = tmp_path / "bees.txt"
    path.write_text("Bees.")
    path.chmod(0)
    with pytest.raises(ReadError, match="cannot be read"):
        read_text(path)
