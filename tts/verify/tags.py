"""What the tags of all kinds of track are compared with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from tts.verify.files import MAX_BYTES, cover_files, is_plain
from tts.verify.findings import Finding, Findings, shown
from tts.verify.manifest import Manifest

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# ISO 639-2/T; of languages that are not here only the form of the code is checked
_CODES = (
    "ar:ara bg:bul ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas fi:fin "
    "fr:fra ga:gle he:heb hi:hin hr:hrv hu:hun is:isl it:ita ja:jpn ko:kor la:lat lt:lit lv:lav nl:nld nn:nno "
    "no:nor pl:pol pt:por ro:ron ru:rus sk:slk sl:slv sq:sqi sr:srp sv:swe ta:tam tr:tur uk:ukr vi:vie zh:zho"
)
LANGUAGES: Mapping[str, str] = dict(pair.split(":") for pair in _CODES.split())


def line(text: object) -> str:
    """A text as every kind of tag can hold it: on one line, without controls and lone surrogates."""
    return " ".join(_CONTROL.sub(" ", str(text)).split()).encode("utf-8", "replace").decode("utf-8")


def cut(text: object, most_bytes: int) -> str:
    """`line(text)`, cut between characters to so many bytes of UTF-8."""
    return line(text).encode("utf-8")[:most_bytes].decode("utf-8", "ignore")


def check_texts(name: str, found: Mapping[str, str], wanted: Mapping[str, str]) -> Findings:
    """Each of the `wanted` texts stands in the tag; what is empty does not."""
    for tag, right in wanted.items():
        if found.get(tag, "") != right:
            what = f"It is {shown(found.get(tag, ''))} instead of {shown(right)}."
            yield Finding(check="tags", place=f"{name}, tag {tag}", what=what)


def check_language(place: str, found: str, manifest: Manifest, *, unknown: str = "") -> Findings:
    """A code of three letters is that of the edition's language; `unknown` stands for one that has none."""
    language = str(manifest.metadata["language"]).replace("_", "-").partition("-")[0].lower()
    right = LANGUAGES.get(language, found if re.fullmatch("[a-z]{3}", found) else unknown)
    if found != right:
        what = f"The language {shown(language)} has not the code {shown(found)}."
        yield Finding(check="tags", place=place, what=what)


def _digests(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        with suppress(OSError):
            if is_plain(file) and file.stat().st_size <= MAX_BYTES:
                yield sha256(file.read_bytes()).hexdigest()


def check_cover(place: str, pictures: Iterable[bytes], manifest: Manifest, folder: Path) -> Findings:
    """A picture in a tag is the edition's cover, which stands in `folder`, and there is none without one."""
    known = set(_digests(folder / name for name in cover_files(manifest)))
    found = {sha256(data).hexdigest() for data in pictures}
    if known and not found:
        yield Finding(check="tags", place=place, what="The cover is not in it.")
    if not found <= known:
        yield Finding(check="tags", place=place, what="The picture is not the cover of the article.")
