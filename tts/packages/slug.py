"""The name of a package: safe on every file system, and the same in every run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

_MAX_LENGTH = 80
_DIGEST_LENGTH = 8
_NO_PACKAGES: Mapping[str, Path] = MappingProxyType({})

# Latin letters that neither case folding nor NFKD decomposes.
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "ng", "ŧ": "t"}
)
_PART = re.compile(r"(?P<stem>.+)\.\w+#(?P<number>\d+)")
_APOSTROPHES = str.maketrans(dict.fromkeys("'’ʼ"))

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: these open a device, whatever their extension.
_DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)})


def slug(text: str) -> str:
    """Return `text` as 1 to 80 lower-case ASCII letters, digits and single hyphens between them; idempotent.

    Accents are removed and ligatures split (`Häuser & Straßen` is `hauser-strassen`). If letters or digits of other
    scripts had to be left out, a short hash of the text tells such texts apart: `новости` is `article-` and 8 digits.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    plain = bare.translate(_LETTERS).translate(_APOSTROPHES)
    words = _cut("-".join(re.findall(r"[a-z0-9]+", plain)), _MAX_LENGTH)
    if not words or any(not char.isascii() and unicodedata.category(char)[0] in "LN" for char in plain):
        return _with_digest(words or "article", folded, _DIGEST_LENGTH)
    return f"article-{words}" if words in _DEVICES else words


def unique_slugs(paths: Iterable[Path], packaged: Mapping[str, Path] = _NO_PACKAGES) -> dict[Path, str]:
    """Return a slug for each path, from its file name; no two are alike, whatever the order of `paths`.

    `packaged` gives the article of each existing package (slug to path). An article keeps the slug of its package
    and never gets another's: `bees.txt`, packaged alone after `bees.md`, becomes `bees-txt`. Leave out packages whose
    article is gone, so that an article that was moved keeps its package.

    Of several articles with one name, the first by path gets the plain slug; the others add their extension, else
    their folder, else a hash of their path. Give all paths in one form, relative to one folder.
    """
    ordered = sorted(set(paths), key=lambda path: path.as_posix())
    kept = {path: name for name, path in sorted(packaged.items(), reverse=True) if slug(name) == name}
    slugs = {path: kept[path] for path in ordered if path in kept}
    taken = set(packaged)
    for path in ordered:
        if path not in slugs:
            slugs[path] = next(name for name in _candidates(path) if name not in taken)
            taken.add(slugs[path])
    return {path: slugs[path] for path in ordered}


def _candidates(path: Path) -> Iterator[str]:
    """Yield names for an article's package, the simplest first; the last two end in a digest of its whole path."""
    stem = path.stem
    if part := _PART.fullmatch(path.name):  # `book.epub#03`
        stem = f"{part['stem']} {part['number']}"
    yield slug(stem)
    yield slug(path.name)
    yield slug(f"{path.parent.name} {stem}")
    yield slug(f"{path.parent.name} {path.name}")
    for length in (_DIGEST_LENGTH, 64):
        yield _with_digest(slug(stem), path.as_posix(), length)


def _with_digest(words: str, text: str, length: int) -> str:
    """Return `words`, cut to make room, with the first `length` digits of the SHA-256 of `text`."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
    return f"{_cut(words, _MAX_LENGTH - length - 1)}-{digest}"


def _cut(words: str, max_length: int) -> str:
    """Return at most `max_length` characters, cut at a hyphen if there is one."""
    if len(words) <= max_length:
        return words
    return words[: max_length + 1].rpartition("-")[0] or words[:max_length]
