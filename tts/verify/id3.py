"""The tag of an MP3 file against the manifest (id3.org: ID3v2.3.0, and ID3v2 Chapter Frame Addendum 1.0)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from tts.verify.chapter_lists import compare
from tts.verify.findings import Finding, Findings, shown
from tts.verify.manifest import Manifest, ManifestChapter
from tts.verify.tags import check_cover, check_language, check_texts, line

HEADER_BYTES = 10
_MAX_BYTES = 32_000_000
_ENCODINGS = {0: "latin-1", 1: "utf-16"}  # ID3v2.3.0, section 3.3
_ORDERED = 1  # Chapter Frame Addendum, section 3.2


@dataclass(slots=True, kw_only=True)
class _Tag:
    """The frames of a tag: texts by their names, chapters in the order of the table of contents."""

    texts: dict[str, str] = field(default_factory=dict)
    chapters: dict[bytes, ManifestChapter] = field(default_factory=dict)
    contents: list[bytes] | None = None
    flags: int = 0
    pictures: list[bytes] = field(default_factory=list)


def tag_size(header: bytes) -> int:
    """Bytes of the tag that begins with these ten, with them; 0 if none does (ID3v2.3.0, section 3.1)."""
    if len(header) < HEADER_BYTES or header[:3] != b"ID3":
        return 0
    return HEADER_BYTES + sum(byte << shift for byte, shift in zip(header[6:10], (21, 14, 7, 0), strict=True))


def check_id3(path: Path, manifest: Manifest) -> Findings:
    """Reads the tag and compares texts, chapters, table of contents and cover."""
    with path.open("rb") as file:
        header = file.read(HEADER_BYTES)
        size = tag_size(header)
        body = file.read(min(size - HEADER_BYTES, _MAX_BYTES)) if size else b""
    if header[:4] != b"ID3\x03" or header[5]:
        yield _finding(path.name, "The file does not begin with a plain ID3v2.3 tag.")
        return
    try:
        tag = _read(body)
    except (ValueError, IndexError) as error:
        yield _finding(path.name, f"The tag cannot be read: {error}.")
        return
    yield from check_texts(path.name, tag.texts, _wanted(manifest))
    yield from check_language(f"{path.name}, tag TLAN", tag.texts.get("TLAN", ""), manifest)
    yield from _check_contents(path.name, tag)
    ordered = [tag.chapters[one] for one in tag.contents or tag.chapters if one in tag.chapters]
    yield from compare(path.name, ordered, manifest.chapters, fold=line)
    yield from check_cover(f"{path.name}, tag APIC", tag.pictures, manifest, path.parent)


def _read(body: bytes) -> _Tag:
    tag = _Tag()
    for name, data in _frames(body):
        if name == "CHAP":
            _read_chapter(tag, data)
        elif name == "CTOC":
            element, _, rest = data.partition(b"\0")
            children = rest[2:].split(b"\0")[: rest[1]]
            tag.contents, tag.flags = children, rest[0]
            if len(children) != rest[1] or not element:
                raise ValueError("its table of contents is cut off")
        elif name == "APIC":
            tag.pictures.append(_picture(data))
        elif name == "COMM":
            tag.texts[name] = _decoded(data[:1] + data[4:]).partition("\0")[2]
        elif name.startswith("T"):
            tag.texts[name] = _decoded(data)
        elif name.startswith("W"):
            tag.texts[name] = unquote(data.decode("latin-1"))
    return tag


def _frames(body: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at + HEADER_BYTES <= len(body) and body[at]:
        name = body[at : at + 4].decode("ascii")
        end = at + HEADER_BYTES + int.from_bytes(body[at + 4 : at + 8], "big")
        if end > len(body):
            raise ValueError(f"its frame {name} is cut off")
        yield name, body[at + HEADER_BYTES : end]
        at = end


def _read_chapter(tag: _Tag, data: bytes) -> None:
    element, _, rest = data.partition(b"\0")
    start_ms, end_ms = (int.from_bytes(rest[at : at + 4], "big") for at in (0, 4))
    titles = [_decoded(text) for name, text in _frames(rest[16:]) if name == "TIT2"]
    if element in tag.chapters:
        raise ValueError(f"it has two chapters {shown(element.decode('latin-1'))}")
    tag.chapters[element] = ManifestChapter(title="".join(titles), start_ms=start_ms, end_ms=end_ms)


def _decoded(data: bytes) -> str:
    if data[0] not in _ENCODINGS:
        raise ValueError(f"a text is in the unknown encoding {data[0]}")
    text = data[1:].decode(_ENCODINGS[data[0]])
    return text.replace("\ufeff", "").rstrip("\0")


def _picture(data: bytes) -> bytes:
    """The image of an APIC frame, behind its media type and description (ID3v2.3.0, section 4.15)."""
    rest = data[1:].partition(b"\0")[2][1:]
    return rest.partition(b"\0" if data[0] == 0 else b"\0\0")[2]


def _wanted(manifest: Manifest) -> dict[str, str]:
    metadata = manifest.metadata
    return {
        "TIT2": line(metadata["title"]),
        "TALB": line(metadata["title"]),
        "TPE1": line("; ".join(metadata.get("authors", ()))),
        "TLEN": str(manifest.duration_ms),
        "COMM": line(metadata.get("description", "")),
        "WOAS": unquote(metadata.get("source_url", "")),
    }


def _check_contents(name: str, tag: _Tag) -> Findings:
    if tag.contents is None:
        yield _finding(f"{name}, tag CTOC", "There is no table of contents.")
    elif set(tag.contents) != set(tag.chapters) or len(tag.contents) != len(tag.chapters):
        yield _finding(f"{name}, tag CTOC", "The table of contents does not list each chapter once.")
    elif not tag.flags & _ORDERED:
        yield _finding(f"{name}, tag CTOC", "The table of contents does not say that its chapters are in order.")


def _finding(place: str, what: str) -> Finding:
    return Finding(check="tags", place=place, what=what)
