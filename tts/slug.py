"""TEXT -> the name of a file or folder: safe on every file system, and the same in every run."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

DIGEST_LENGTH = 8
_MAX_LENGTH = 80

LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "ng", "ŧ": "t"}
)
"""Latin letters that neither case folding nor NFKD decomposes."""
APOSTROPHES = str.maketrans(dict.fromkeys("'’ʼ"))

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: these open a device, whatever their extension.
DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)})

_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug(text: str) -> str:
    """Return `text` as 1 to 80 lower-case ASCII letters, digits and single hyphens between them; idempotent.

    Accents are removed and ligatures split (`Häuser & Straßen` is `hauser-strassen`). If letters or digits of other
    scripts had to be left out, a short hash of the text tells such texts apart: `новости` is `article-` and 8 digits.
    """
    if _PLAIN.fullmatch(text) and len(text) <= _MAX_LENGTH and text not in DEVICES:
        return text  # as most names are; the rest takes long for thousands
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    plain = bare.translate(LETTERS).translate(APOSTROPHES)
    words = _cut("-".join(re.findall(r"[a-z0-9]+", plain)), _MAX_LENGTH)
    if not words or any(not char.isascii() and unicodedata.category(char)[0] in "LN" for char in plain):
        return with_digest(words or "article", folded, DIGEST_LENGTH)
    return f"article-{words}" if words in DEVICES else words


def with_digest(words: str, text: str, length: int) -> str:
    """Return `words`, cut to make room, with the first `length` digits of the SHA-256 of `text`."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
    return f"{_cut(words, _MAX_LENGTH - length - 1)}-{digest}"


def _cut(words: str, max_length: int) -> str:
    """Return at most `max_length` characters, cut at a hyphen if there is one."""
    if len(words) <= max_length:
        return words
    return words[: max_length + 1].rpartition("-")[0] or words[:max_length]
