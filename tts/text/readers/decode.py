"""BYTES -> TEXT: which encoding a file has, and which files are not text."""

from __future__ import annotations

import codecs
from hashlib import sha256
from pathlib import Path

from tts.errors import ReadError
from tts.files import describe_unreadable, read_file
from tts.noun import noun
from tts.regex import regex
from tts.text.readers.held import find_held
from tts.text.readers.whitespace import clean_text

MAX_SIZE_BYTES = 20_000_000
BOMS = (
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
_OTHER_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # a path has lost its second slash
_HOST = regex(r"www\.[\w-]+\.")
_LINE_ENDS = regex("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", needs=("\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"))
_SOFT_AT_END = regex(r"\N{SOFT HYPHEN}(?=[ \t]*\n)")
_CONTROLS = regex("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROLS = 0.01  # of all characters; stray ones occur in real text
_MAX_HIGH_BYTES = 0.3  # of all bytes; Western European text has less than a sixth


@noun
class SourceText:
    """The text of a file, its lines ended by LF, in NFC, and warnings about its encoding.

    `sha256` is the hexadecimal SHA-256 of the bytes that were read.
    """

    text: str
    sha256: str
    warnings: tuple[str, ...] = ()


def describe_missing_file(path: Path) -> str:
    """Return the message about a file that does not exist; some who name one mean an address."""
    if _OTHER_SCHEME.match(str(path)):
        return "There is no such file, and only addresses that begin with https:// or http:// can be fetched."
    if _HOST.match(str(path)):
        return f"There is no such file. If this is an address, write https://{path}."
    return "There is no such file. Check its name."


def read_text(path: Path) -> SourceText:
    """Read the file at `path` once: UTF-8, UTF-16 or UTF-32 with or without BOM, else Windows-1252 with a warning.

    Raises:
        ReadError: the file is missing, not a regular file, unreadable, too large, empty, or not text.
    """
    data = read_bytes(path)
    if name := name_document(data):
        raise ReadError(f"This is {name}, not text. Export the article as plain text or Markdown.", path=path)
    bom, encoding = next(((bom, name) for bom, name in BOMS if data.startswith(bom)), (b"", guess_utf_16(data)))
    warnings: tuple[str, ...] = ()
    if encoding.startswith(("utf-16", "utf-32")):
        try:
            text = data[len(bom) :].decode(encoding)
        except UnicodeDecodeError as error:
            problem = f"The file is damaged: byte {error.start} is not {encoding.upper()}. Save it again as UTF-8."
            raise ReadError(problem, path=path) from None
    else:
        text, stray = _decode_utf_8(data[len(bom) :], path)
        warnings = () if bom else stray
    if "\0" in text or has_many_controls(text):
        raise ReadError("This is a binary file, not text. Save the article as plain text or Markdown.", path=path)
    # At the end of a line it shows that a word is torn, and a later step needs it
    text = "\N{SOFT HYPHEN}".join(map(clean_text, _SOFT_AT_END.split(_LINE_ENDS.sub("\n", text))))
    if not text.strip():
        raise ReadError("The file is empty. Write the article into it, or remove it.", path=path)
    return SourceText(text=text, sha256=sha256(data).hexdigest(), warnings=warnings)


def read_bytes(path: Path, max_size_bytes: int = MAX_SIZE_BYTES) -> bytes:
    """Return the bytes of a regular file of at most `max_size_bytes`.

    Raises:
        ReadError: the file is missing, not a regular file, unreadable, or too large.
    """
    if (held := find_held(path)) is not None:
        return held
    try:
        return read_file(path, max_size_bytes)
    except FileNotFoundError:
        raise ReadError(describe_missing_file(path), path=path) from None
    except OSError as error:
        raise ReadError(describe_unreadable(error, too_large="Divide the text."), path=path) from None


def name_document(data: bytes) -> str:
    """Return what a file is whose `data` begin as those of a document do, "" if they do not."""
    return next((name for magic, name in _DOCUMENTS if data.startswith(magic)), "")


def has_many_controls(text: str) -> bool:
    """Return whether there are so many control characters in `text` that it can only be binary data."""
    return len(_CONTROLS.findall(text)) > _MAX_CONTROLS * len(text)


def guess_utf_16(data: bytes) -> str:
    """Return the byte order if every other byte of the beginning is mostly NUL and the others never are, else ''."""
    sample = data[:4096]
    if len(data) % 2 or len(sample) < 4:
        return ""
    even, odd = sample[::2].count(0) * 2 / len(sample), sample[1::2].count(0) * 2 / len(sample)
    if odd > 0.5 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and not odd else ""


def _decode_utf_8(data: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """Return the text of UTF-8, or of Windows-1252 with a warning."""
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        first = error.start
    if sum(byte > 0x7F for byte in data) > _MAX_HIGH_BYTES * len(data):
        raise ReadError("The encoding is not known. Save the file as UTF-8.", path=path)
    try:
        text = data.decode("utf-8", _WINDOWS_1252)
    except UnicodeDecodeError:
        problem = "The file is neither UTF-8, UTF-16 nor Windows-1252. Save it as UTF-8."
        raise ReadError(problem, path=path) from None
    line = data[:first].count(b"\n") + 1
    stray = len(data) - len(data.decode("utf-8", "ignore").encode())
    count = "1 byte is" if stray == 1 else f"{stray} bytes are"
    return text, (f"{path}, line {line}: {count} not UTF-8 and read as Windows-1252. Save the file as UTF-8.",)


def _decode_stray_bytes(error: UnicodeError) -> tuple[str, int]:
    """Decode as Windows-1252 only the bytes that are not UTF-8, so that a stray one does not garble other letters."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252"), error.end


codecs.register_error(_WINDOWS_1252, _decode_stray_bytes)
