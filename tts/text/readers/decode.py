"""Bytes -> text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tts.errors import ReadError
from tts.text.readers.whitespace import clean_text

MAX_SIZE_BYTES = 20_000_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DOCUMENTS = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"{\\rtf", "an RTF document"),
)
_WINDOWS_1252 = "articast-windows-1252"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROLS = 0.01  # of all characters; stray ones occur in real text, more means that it is none
_MAX_HIGH_BYTES = 0.3  # of all bytes; Western European text has less than a sixth


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """The text of a file, its lines ended by LF, in NFC, and what the producer should know about its encoding.

    `sha256` is the hexadecimal SHA-256 of the bytes that were read.
    """

    text: str
    sha256: str
    warnings: tuple[str, ...] = ()


def read_text(path: Path) -> SourceText:
    """Read the file at `path` once: UTF-8, UTF-16 or UTF-32 with or without BOM, else Windows-1252 with a warning.

    Raises:
        ReadError: the file is missing, no file, unreadable, too large, empty, or not text.
    """
    data = _read_bytes(path)
    text, warnings = _text(data, path)
    if "\0" in text or len(_CONTROLS.findall(text)) > _MAX_CONTROLS * len(text):
        raise ReadError("This is a binary file, not text. Save the article as plain text or Markdown.", path=path)
    text = clean_text(_LINE_ENDS.sub("\n", text))
    if not text.strip():
        raise ReadError("The file is empty. Write the article into it, or remove it.", path=path)
    return SourceText(text=text, sha256=sha256(data).hexdigest(), warnings=warnings)


def _read_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise ReadError("This is a folder. Give a file in it.", path=path)
    try:
        size_bytes = path.stat().st_size
        if not path.is_file():
            raise ReadError("This is no ordinary file. Copy the article into one.", path=path)
        if size_bytes > MAX_SIZE_BYTES:
            limit = MAX_SIZE_BYTES // 1_000_000
            what = f"The file has {size_bytes / 1e6:.0f} MB; {limit} MB is the limit. Divide the text."
            raise ReadError(what, path=path)
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError("There is no such file. Check its name.", path=path) from None
    except OSError as error:
        cause = error.strerror or "unknown cause"
        raise ReadError(f"The file cannot be read: {cause}. Check its permissions.", path=path) from None


def _text(data: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    for magic, what in _DOCUMENTS:
        if data.startswith(magic):
            raise ReadError(f"This is {what}, not text. Export the article as plain text or Markdown.", path=path)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(encoding, data[len(bom) :], path), ()
    if encoding := _utf_16_without_bom(data):
        return _decode_as(encoding, data, path), ()
    return _utf_8_or_windows_1252(data, path)


def _decode_as(encoding: str, data: bytes, path: Path) -> str:
    if encoding == "utf-8":
        return _utf_8_or_windows_1252(data, path)[0]
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"The file is damaged: byte {error.start} is not {encoding.upper()}. Save it again as UTF-8."
        raise ReadError(what, path=path) from None


def _utf_16_without_bom(data: bytes) -> str:
    """The byte order when every other byte of the beginning is mostly NUL and the others never are, else ''."""
    sample = data[:4096]
    if len(data) % 2 or len(sample) < 4:
        return ""
    even, odd = sample[::2].count(0) * 2 / len(sample), sample[1::2].count(0) * 2 / len(sample)
    if odd > 0.5 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and not odd else ""


def _utf_8_or_windows_1252(data: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        first = error.start
    if sum(byte > 0x7F for byte in data) > _MAX_HIGH_BYTES * len(data):
        raise ReadError("The encoding is not known. Save the file as UTF-8.", path=path)
    try:
        text = data.decode("utf-8", _WINDOWS_1252)
    except UnicodeDecodeError:
        what = "The file is neither UTF-8, UTF-16 nor Windows-1252. Save it as UTF-8."
        raise ReadError(what, path=path) from None
    line = data[:first].count(b"\n") + 1
    foreign = len(data) - len(data.decode("utf-8", "ignore").encode())
    how_many = "1 byte is" if foreign == 1 else f"{foreign} bytes are"
    warning = f"{path}, line {line}: {how_many} not UTF-8 and read as Windows-1252. Save the file as UTF-8."
    return text, (warning,)


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Reads what is no UTF-8 byte by byte, so that one stray byte does not garble all other letters."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252"), error.end


codecs.register_error(_WINDOWS_1252, _windows_1252)
