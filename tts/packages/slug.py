"""The name of a package: safe on every file system, and the same in every run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

_LONGEST = 80
_DIGEST = 8
_NO_PACKAGES: Mapping[str, Path] = MappingProxyType({})

# Latin letters that neither case folding nor NFKD takes apart.
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "ng", "ŧ": "t"}
)
_APOSTROPHES = str.maketrans(dict.fromkeys("'’ʼ"))

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: these open a device, whatever their extension.
_DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)})


def slug(text: str) -> str:
    """`text` as 1 to 80 lower-case ASCII letters, digits and single hyphens between them; idempotent.

    Accents are taken off and ligatures apart (`Häuser & Straßen` is `hauser-strassen`). Where letters or digits of
    other scripts had to be left out, a short hash of the text says which: `новости` is `article-` and eight digits.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = _without_accents(folded)
    words = _cut("-".join(re.findall(r"[a-z0-9]+", plain)), _LONGEST)
    if not words or any(not sign.isascii() and unicodedata.category(sign)[0] in "LN" for sign in plain):
        return _with_digest(words or "article", folded, _DIGEST)
    return f"article-{words}" if words in _DEVICES else words


def unique_slugs(paths: Iterable[Path], packaged: Mapping[str, Path] = _NO_PACKAGES) -> dict[Path, str]:
    """A slug for each path: from its file name, no two alike, whatever the order of `paths`.

    `packaged` says which article the packages that exist were made from (slug to path). An article keeps the slug
    of its package, and takes none of another's: `bees.txt`, packaged alone after `bees.md`, becomes `bees-txt`.
    Leave out packages whose article is gone, so that one which was moved takes its package along.

    Of several articles with one name the first in the order of their paths gets the plain slug; the others add their
    extension, else their folder, else a hash of their path. Give all paths in one form, relative to one folder.
    """
    wanted = sorted(set(paths), key=lambda path: path.as_posix())
    kept = {path: name for name, path in sorted(packaged.items(), reverse=True) if slug(name) == name}
    slugs = {path: kept[path] for path in wanted if path in kept}
    taken = set(packaged)
    for path in wanted:
        if path not in slugs:
            slugs[path] = next(name for name in _candidates(path) if name not in taken)
            taken.add(slugs[path])
    return {path: slugs[path] for path in wanted}


def _candidates(path: Path) -> Iterator[str]:
    yield slug(path.stem)
    yield slug(path.name)
    yield slug(f"{path.parent.name} {path.stem}")
    yield slug(f"{path.parent.name} {path.name}")
    for length in (_DIGEST, 64):
        yield _with_digest(slug(path.stem), path.as_posix(), length)


def _without_accents(folded: str) -> str:
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return bare.translate(_LETTERS).translate(_APOSTROPHES)


def _with_digest(words: str, of: str, length: int) -> str:
    digest = sha256(of.encode("utf-8", "surrogatepass")).hexdigest()[:length]
    return f"{_cut(words, _LONGEST - length - 1)}-{digest}"


def _cut(words: str, longest: int) -> str:
    """At most `longest` characters, cut at a hyphen if there is one."""
    if len(words) <= longest:
        return words
    return words[: longest + 1].rpartition("-")[0] or words[:longest]
