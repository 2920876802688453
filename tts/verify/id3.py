"""The tag of an MP3 file against the manifest (id3.org: ID3v2.3.0, and ID3v2 Chapter Frame Addendum 1.0)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from tts.model import ContentsEntry
from tts.noun import noun
from tts.verify.chapter_lists import compare
from tts.verify.findings import Findings, Reading, report, shown
from tts.verify.manifest import Manifest, ManifestChapter
from tts.verify.tags import GENRE, check_cover, check_language, check_texts, line

HEADER_BYTES = 10
_MAX_BYTES = 32_000_000
_ENCODINGS = {0: "latin-1", 1: "utf-16"}  # ID3v2.3.0, section 3.3
_ORDERED, _TOP_LEVEL = 1, 2  # Chapter Frame Addendum, section 3.2

_finding = partial(report, "tags")


@noun
class Table:
    """A table of contents: the ids of the chapters and tables in it, in order."""

    title: str
    flags: int
    children: tuple[bytes, ...]


@dataclass(slots=True, kw_only=True)
class Tag:
    """The frames of a tag: texts by their names, chapters and tables of contents by their element ids."""

    texts: dict[str, str] = field(default_factory=dict)
    chapters: dict[bytes, ManifestChapter] = field(default_factory=dict)
    tables: dict[bytes, Table] = field(default_factory=dict)
    pictures: list[bytes] = field(default_factory=list)


def tag_size(header: bytes) -> int:
    """Return the bytes of the tag that begins with these ten, with them; 0 if it is not a tag.

    ID3v2.3.0, section 3.1.
    """
    if len(header) < HEADER_BYTES or header[:3] != b"ID3":
        return 0
    return HEADER_BYTES + sum(byte << shift for byte, shift in zip(header[6:10], (21, 14, 7, 0), strict=True))


def read_tag(path: Path, place: str) -> Reading[Tag | None]:
    """Return the tag of a file, or None with a finding at `place` if it does not begin with one.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        header = file.read(HEADER_BYTES)
        size = tag_size(header)
        body = file.read(min(size - HEADER_BYTES, _MAX_BYTES)) if size else b""
    if header[:4] != b"ID3\x03" or header[5]:
        yield _finding(place, "", "The file does not begin with a plain ID3v2.3 tag.")
        return None
    try:
        return _parse_tag(body)
    except (ValueError, IndexError) as error:
        yield _finding(place, "", f"The tag cannot be read: {error}.")
        return None


def check_id3(path: Path, manifest: Manifest) -> Findings:
    """Compare the texts, chapters, table of contents and cover of the tag with the manifest."""
    name, metadata = path.name, manifest.metadata
    tag = yield from read_tag(path, name)
    if tag is None:
        return
    expected = {
        "TIT2": line(metadata["title"]),
        "TALB": line(metadata.get("series", metadata["title"])),
        "TPE1": line("; ".join(metadata.get("authors", ()))),
        "TCON": GENRE,
        "TLEN": str(manifest.duration_ms),
        "COMM": line(metadata.get("description", "")),
        "WOAS": unquote(metadata.get("source_url", "")),
    }
    yield from check_texts(name, tag.texts, expected)
    yield from check_language(f"{name}, tag TLAN", tag.texts.get("TLAN", ""), manifest)
    yield from _check_contents(name, tag, manifest)
    yield from check_cover(f"{name}, tag APIC", tag.pictures, manifest, path.parent)


def _check_contents(name: str, tag: Tag, manifest: Manifest) -> Findings:
    """Compare the chapters and tables of contents with the manifest: in an edition they are nested."""
    top = next((element for element, table in tag.tables.items() if table.flags & _TOP_LEVEL), None)
    if top is None:
        yield _finding(name, "tag CTOC", "There is no table of contents.")
        return
    listed = list(_walk(tag, top))
    elements = [element for element in listed if element in tag.chapters]
    if sorted(listed) != sorted((*tag.chapters, *tag.tables)):
        yield _finding(name, "tag CTOC", "The table of contents does not list each chapter once.")
    elif not all(table.flags & _ORDERED for table in tag.tables.values()):
        yield _finding(name, "tag CTOC", "The table of contents does not declare that its chapters are in order.")
    expected = list(_list_chapters(manifest.contents)) if manifest.parts else manifest.chapters
    yield from compare(name, [tag.chapters[element] for element in elements], expected, fold=line)
    # What a table cannot hold is in further tables, which the manifest does not have.
    titles = iter([tag.tables[element].title for element in listed if element in tag.tables])
    for title in _list_tables(manifest.contents) if manifest.parts else ():
        if not any(found == line(title) for found in titles):
            yield _finding(name, "tag CTOC", f"The table of contents has no table {shown(title)} in its place.")
            return


def _walk(tag: Tag, top: bytes) -> Iterator[bytes]:
    """Yield the ids of a table and of all that is in it, in order; what is in a table that comes again only once."""
    waiting, seen = [top], set[bytes]()
    while waiting:
        element = waiting.pop()
        yield element
        if element in tag.tables and element not in seen:
            seen.add(element)
            waiting += reversed(tag.tables[element].children)


def _list_chapters(entries: Iterable[ContentsEntry]) -> Iterator[ManifestChapter]:
    """Yield the chapters that entries give: each without others below it, and what comes before those below it."""
    for entry in entries:
        end_ms = entry.entries[0].start_ms if entry.entries else entry.end_ms
        if entry.start_ms < end_ms:
            yield ManifestChapter(title=entry.title, start_ms=entry.start_ms, end_ms=end_ms)
        yield from _list_chapters(entry.entries)


def _list_tables(entries: Iterable[ContentsEntry]) -> Iterator[str]:
    """Yield the titles of the entries with others below them, in order."""
    for entry in entries:
        if entry.entries:
            yield entry.title
            yield from _list_tables(entry.entries)


def _parse_tag(body: bytes) -> Tag:
    """Return the frames of a tag that are checked.

    Raises:
        ValueError, IndexError: the tag is damaged.
    """
    tag = Tag()
    for name, data in _split_frames(body):
        element, _, rest = data.partition(b"\0")
        if name == "CHAP":
            start_ms, end_ms = (int.from_bytes(rest[offset : offset + 4], "big") for offset in (0, 4))
            title = "".join(_decode(text) for frame, text in _split_frames(rest[16:]) if frame == "TIT2")
            if element in tag.chapters:
                raise ValueError(f"it has two chapters {shown(element.decode('latin-1'))}")
            tag.chapters[element] = ManifestChapter(title=title, start_ms=start_ms, end_ms=end_ms)
        elif name == "CTOC":
            *children, inner = rest[2:].split(b"\0", rest[1])
            if len(children) != rest[1] or not element or element in tag.tables:
                raise ValueError("its table of contents is cut off, or there twice")
            title = "".join(_decode(text) for frame, text in _split_frames(inner) if frame == "TIT2")
            tag.tables[element] = Table(title=title, flags=rest[0], children=tuple(children))
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
