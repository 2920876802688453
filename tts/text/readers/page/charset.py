"""BYTES -> HTML: which encoding a page has (HTML Living Standard, section 13.2.3)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from hashlib import sha256
from pathlib import Path

from tts.errors import ReadError
from tts.noun import noun
from tts.regex import regex
from tts.text.readers.decode import BOMS, MAX_SIZE_BYTES, guess_utf_16, has_many_controls, name_document, read_bytes
from tts.text.readers.page.guess import guess_codec, has_defects, is_multi_byte
from tts.text.readers.page.inside import take_pictures
from tts.text.readers.page.labels import find_codec

MAX_SAVED_BYTES = 200_000_000
"""The limit for a file with its pictures inside; without them it is `MAX_SIZE_BYTES`."""
_BEGINNING_BYTES = 4096  # the standard has 1024, which a long comment above the head exceeds
_META = re.compile(rb"<meta\b[^>]{0,1000}?\bcharset\s*=\s*[\"']?\s*([\w.:+-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:+-]{1,40})", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_ARCHIVE = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,40}", re.IGNORECASE)
_ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J")
_BEYOND_ASCII = regex(r"[^\x00-\x7f]+")
_FEW = 4  # characters: so few may be valid UTF-8 by chance
_STRAY = "articast-stray-in-page"


@noun
class HtmlSource:
    """The text of a page. `sha256` is the hexadecimal SHA-256 of its bytes.

    `pictures` are those that were inside it, by the addresses that the text has for them.
    """

    html: str
    sha256: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def read_html(path: Path) -> HtmlSource:
    """Read the page in the file at `path`.

    Raises:
        ReadError: the file is missing, not a regular file, unreadable, too large, empty, or not a page.
    """
    return decode_html(read_bytes(path, MAX_SAVED_BYTES), path)


def decode_html(data: bytes, path: Path | str, charset: str = "") -> HtmlSource:
    """Return the text of the page `data` from a file or web address, for which the server may say a `charset`.

    Raises:
        ReadError: the page is too large, empty, or not a page.
    """
    if name := name_document(data):
        raise ReadError(f"This is {name}, not a web page. Give its file the extension of its kind.", path=path)
    if (header := _ARCHIVE.match(data[:_BEGINNING_BYTES])) and b"multipart/" in header[0].lower():
        raise ReadError("This is a web archive. Give the file the extension .mhtml.", path=path)
    digest = sha256(data).hexdigest()
    taken = take_pictures(data)
    if len(taken.data) > MAX_SIZE_BYTES:
        size, limit = f"{len(taken.data) / 1e6:.0f} MB", f"{MAX_SIZE_BYTES // 1_000_000} MB"
        raise ReadError(f"The page has {size} of text; {limit} is the limit. Divide it.", path=path)
    text, warnings = _decode(taken.data, path, charset)
    if has_many_controls(text) or text.count("\0") * 100 > len(text):
        raise ReadError("This is a binary file, not a web page. Save the page in the browser as HTML.", path=path)
    html = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    if not html.strip():
        raise ReadError("The page is empty. Save it in the browser again, or remove it.", path=path)
    return HtmlSource(html=html, sha256=digest, pictures=taken.pictures, warnings=warnings)


def _decode(data: bytes, path: Path | str, charset: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of `data`, and a warning if its encoding is not the one that is named."""
    bom, unicode = next(((bom, name) for bom, name in BOMS if data.startswith(bom)), (b"", guess_utf_16(data)))
    data = data[len(bom) :]
    if unicode and unicode != "utf-8":
        return data.decode(unicode, "replace"), ()
    labels = dict.fromkeys(_list_labels(data, charset))
    said = [codec for codec in map(find_codec, labels) if codec]
    if data.isascii():
        is_japanese = any(escape in data for escape in _ESCAPES)
        return data.decode("iso2022_jp" if is_japanese else "ascii", "replace"), ()
    codec, stray = _choose_codec(data, ["utf-8"] if bom else said)
    text = data.decode(codec, _STRAY if codec in ("utf-8", "cp1252") else "replace")
    shown, label = _show_name(codec), next((label for label in labels if find_codec(label)), "")
    if label and codec != said[0]:
        return text, (f"{path}: The page says that it is {label}, but is read as {shown}. Save it as UTF-8.",)
    if not label and codec != "utf-8":
        return text, (f"{path}: The page does not say its encoding, and is read as {shown}. Save it as UTF-8.",)
    if codec == "utf-8" and stray:
        count = "1 byte is" if stray == 1 else f"{stray} bytes are"
        return text, (f"{path}: {count} not UTF-8, and may be read as wrong characters. Save the page again as UTF-8.",)
    return text, ()


def _list_labels(data: bytes, charset: str) -> Iterator[str]:
    """Yield the names of the encoding that the server, the page's `meta` and its XML declaration say."""
    if charset.strip():
        yield charset.strip()
    beginning = data[:_BEGINNING_BYTES]
    if meta := _META.search(_COMMENT.sub(b"", beginning)):
        # Whoever can read this `meta` does not have UTF-16 (section 13.2.3.2)
        label = meta[1].decode("ascii", "replace")
        yield "utf-8" if find_codec(label).startswith("utf-16") else label
    if declaration := _DECLARATION.match(beginning):
        yield declaration[1].decode("ascii", "replace")


def _choose_codec(data: bytes, said: list[str]) -> tuple[str, int]:
    """Return the encoding of `data`, which are not all ASCII, and how many bytes are not UTF-8.

    `said` are the encodings that it is said to have, the most trusted first. UTF-8 is known by its bytes, and so are
    encodings of two bytes a character; those of one byte are believed.
    """
    valid = data.decode("utf-8", "ignore")
    stray = len(data) - len(valid.encode())
    sequences = sum(map(len, _BEYOND_ASCII.findall(valid)))
    legacy = [codec for codec in said if not codec.startswith("utf-")]
    fitting = [codec for codec in legacy if not (is_multi_byte(codec) and has_defects(data, codec))]
    fitting.sort(key=is_multi_byte, reverse=True)
    is_by_chance = bool(fitting) and is_multi_byte(fitting[0]) and sequences < _FEW
    if stray <= sequences and not is_by_chance:
        return "utf-8", stray
    return (fitting[0] if fitting else guess_codec(data)), stray


def _show_name(codec: str) -> str:
    """Return the name of an encoding as people write it."""
    names = {"cp1252": "Windows-1252", "cp932": "Shift_JIS", "cp949": "EUC-KR", "big5hkscs": "Big5"}
    return names.get(codec) or codec.upper().replace("CP125", "Windows-125").replace("_", "-")


def _decode_stray_bytes(error: UnicodeError) -> tuple[str, int]:
    """Decode a single stray byte as Windows-1252, and what remains of a character as U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    is_rest = len(stray) > 1 or error.encoding == "charmap"
    return ("\N{REPLACEMENT CHARACTER}" if is_rest else stray.decode("cp1252", "replace")), error.end


codecs.register_error(_STRAY, _decode_stray_bytes)
