"""The tag of an MP3 file against the manifest (id3.org: ID3v2.3.0, and ID3v2 Chapter Frame Addendum 1.0)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from tts.verify.chapter_lists import compare
from tts.verify.findings import Findings, report, shown
from tts.verify.manifest import Manifest, ManifestChapter
from tts.verify.tags import check_cover, check_language, check_texts, line

HEADER_BYTES = 10
_MAX_BYTES = 32_000_000
_ENCODINGS = {0: "latin-1", 1: "utf-16"}  # ID3v2.3.0, section 3.3
_ORDERED = 1  # Chapter Frame Addendum, section 3.2

_finding = partial(report, "tags")


@dataclass(slots=True, kw_only=True)
class _Tag:
    """The frames of a tag: texts by their names, chapters by their element ids, `contents` the ids in order."""

    texts: dict[str, str] = field(default_factory=dict)
    chapters: dict[bytes, ManifestChapter] = field(default_factory=dict)
    contents: list[bytes] | None = None
    flags: int = 0
    pictures: list[bytes] = field(default_factory=list)


def tag_size(header: bytes) -> int:
    """Return the bytes of the tag that begins with these ten, with them; 0 if it is not a tag.

    ID3v2.3.0, section 3.1.
    """
    if len(header) < HEADER_BYTES or header[:3] != b"ID3":
        return 0
    return HEADER_BYTES + sum(byte << shift for byte, shift in zip(header[6:10], (21, 14, 7, 0), strict=True))


def check_id3(path: Path, manifest: Manifest) -> Findings:
    """Compare the texts, chapters, table of contents and cover of the tag with the manifest."""
    name, metadata = path.name, manifest.metadata
    with path.open("rb") as file:
        header = file.read(HEADER_BYTES)
        size = tag_size(header)
        body = file.read(min(size - HEADER_BYTES, _MAX_BYTES)) if size else b""
    if header[:4] != b"ID3\x03" or header[5]:
        yield _finding(name, "", "The file does not begin with a plain ID3v2.3 tag.")
        return
    try:
        tag = _read_tag(body)
    except (ValueError, IndexError) as error:
        yield _finding(name, "", f"The tag cannot be read: {error}.")
        return
    expected = {
        "TIT2": line(metadata["title"]),
        "TALB": line(metadata["title"]),
        "TPE1": line("; ".join(metadata.get("authors", ()))),
        "TLEN": str(manifest.duration_ms),
        "COMM": line(metadata.get("description", "")),
        "WOAS": unquote(metadata.get("source_url", "")),
    }
    yield from check_texts(name, tag.texts, expected)
    yield from check_language(f"{name}, tag TLAN", tag.texts.get("TLAN", ""), manifest)
    if tag.contents is None:
        yield _finding(name, "tag CTOC", "There is no table of contents.")
    elif set(tag.contents) != set(tag.chapters) or len(tag.contents) != len(tag.chapters):
        yield _finding(name, "tag CTOC", "The table of contents does not list each chapter once.")
    elif not tag.flags & _ORDERED:
        yield _finding(name, "tag CTOC", "The table of contents does not declare that its chapters are in order.")
    ordered = [tag.chapters[element] for element in tag.contents or tag.chapters if element in tag.chapters]
    yield from compare(name, ordered, manifest.chapters, fold=line)
    yield from check_cover(f"{name}, tag APIC", tag.pictures, manifest, path.parent)


def _read_tag(body: bytes) -> _Tag:
    """Return the frames of a tag that are checked.

    Raises:
        ValueError, IndexError: the tag is damaged.
    """
    tag = _Tag()
    for name, data in _split_frames(body):
        element, _, rest = data.partition(b"\0")
        if name == "CHAP":
            start_ms, end_ms = (int.from_bytes(rest[offset : offset + 4], "big") for offset in (0, 4))
            title = "".join(_decode(text) for frame, text in _split_frames(rest[16:]) if frame == "TIT2")
            if element in tag.chapters:
                raise ValueError(f"it has two chapters {shown(element.decode('latin-1'))}")
            tag.chapters[element] = ManifestChapter(title=title, start_ms=start_ms, end_ms=end_ms)
        elif name == "CTOC":
            tag.contents, tag.flags = rest[2:].split(b"\0")[: rest[1]], rest[0]
            if len(tag.contents) != rest[1] or not element:
                raise ValueError("its table of contents is cut off")
        elif name == "APIC":  # encoding, media type, type of picture, description, image (ID3v2.3.0, section 4.15)
            described = data[1:].partition(b"\0")[2][1:]
            tag.pictures.append(described.partition(b"\0" if data[0] == 0 else b"\0\0")[2])
        elif name == "COMM":
            tag.texts[name] = _decode(data[:1] + data[4:]).partition("\0")[2]
        elif name.startswith("T"):
            tag.texts[name] = _decode(data)
        elif name.startswith("W"):
            tag.texts[name] = unquote(data.decode("latin-1"))
    return tag


def _split_frames(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the data of each frame, until the padding."""
    offset = 0
    while offset + HEADER_BYTES <= len(body) and body[offset]:
        name = body[offset : offset + 4].decode("ascii")
        end = offset + HEADER_BYTES + int.from_bytes(body[offset + 4 : offset + 8], "big")
        if end > len(body):
            raise ValueError(f"its frame {name} is cut off")
        yield name, body[offset + HEADER_BYTES : end]
        offset = end


def _decode(data: bytes) -> str:
    """Return the text of a frame, whose first byte is its encoding."""
    if data[0] not in _ENCODINGS:
        raise ValueError(f"a text is in the unknown encoding {data[0]}")
    return data[1:].decode(_ENCODINGS[data[0]]).replace("\ufeff", "").rstrip("\0")
