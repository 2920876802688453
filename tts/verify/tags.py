"""The values that the tags of every kind of track must have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from tts.verify.files import MAX_BYTES, cover_files, is_regular
from tts.verify.findings import Finding, Findings, shown
from tts.verify.manifest import Manifest

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# ISO 639-2/T; of languages that are not here only the form of the code is checked
_CODES = (
    "ar:ara bg:bul ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas fi:fin "
    "fr:fra ga:gle he:heb hi:hin hr:hrv hu:hun is:isl it:ita ja:jpn ko:kor la:lat lt:lit lv:lav nl:nld nn:nno "
    "no:nor pl:pol pt:por ro:ron ru:rus sk:slk sl:slv sq:sqi sr:srp sv:swe ta:tam tr:tur uk:ukr vi:vie zh:zho"
)
GENRE = "Speech"
LANGUAGES: Mapping[str, str] = dict(pair.split(":") for pair in _CODES.split())


def line(text: object) -> str:
    """Return a text as every kind of tag can hold it: on one line, without controls and lone surrogates."""
    return " ".join(_CONTROL.sub(" ", str(text)).split()).encode("utf-8", "replace").decode("utf-8")


def cut(text: object, max_bytes: int) -> str:
    """Return `line(text)`, cut between characters to at most `max_bytes` bytes of UTF-8."""
    return line(text).encode("utf-8")[:max_bytes].decode("utf-8", "ignore")


def check_texts(name: str, texts: Mapping[str, str], expected: Mapping[str, str]) -> Findings:
    """Check that the tag of the file `name` has each expected text; an empty one may be missing."""
    for tag, text in expected.items():
        if texts.get(tag, "") != text:
            what = f"It is {shown(texts.get(tag, ''))} instead of {shown(text)}."
            yield Finding(check="tags", place=f"{name}, tag {tag}", what=what)


def check_language(place: str, code: str, manifest: Manifest, *, unknown: str = "") -> Findings:
    """Check that a code of three letters is that of the edition's language; `unknown` is the code for any other."""
    language = str(manifest.metadata["language"]).replace("_", "-").partition("-")[0].lower()
    if code != LANGUAGES.get(language, code if re.fullmatch("[a-z]{3}", code) else unknown):
        what = f"{shown(code)} is not the code of the language {shown(language)}."
        yield Finding(check="tags", place=place, what=what)


def check_cover(place: str, pictures: Iterable[bytes], manifest: Manifest, folder: Path) -> Findings:
    """Check that the picture in a tag is the edition's cover, a file in `folder`; without a cover there is none."""
    if manifest.is_announcement:
        return
    covers = set()
    for path in (folder / name for name in cover_files(manifest)):
        with suppress(OSError):
            if is_regular(path) and path.stat().st_size <= MAX_BYTES:
                covers.add(sha256(path.read_bytes()).hexdigest())
    digests = {sha256(data).hexdigest() for data in pictures}
    if covers and not digests:
        yield Finding(check="tags", place=place, what="It does not hold the cover.")
    if not digests <= covers:
        yield Finding(check="tags", place=place, what="The picture is not the cover of the article.")
