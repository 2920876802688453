"""An M4B file against the manifest: its boxes (ISO/IEC 14496-12), tags of iTunes, chapters of QuickTime and of Nero.

MP4 has no checksum: a byte of the sound that changed is found only where it can be heard.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from tts.verify.chapter_lists import compare
from tts.verify.findings import Finding, Findings, Reading
from tts.verify.manifest import Manifest, ManifestChapter
from tts.verify.tags import check_cover, check_language, check_texts, cut, line

_KINDS = (b"ftyp", b"moov", b"mdat")
_MAX_BYTES = 64_000_000  # of the index: ten hours have 3 MB
_MAX_SAMPLES = 100_000  # of chapter titles
_NERO_UNITS_IN_MS = 10_000
_SHORT_BYTES = 255  # the length of a Nero title, and of a short description, is one byte
_LONG_BYTES = 65_535


def check_mp4(path: Path, manifest: Manifest) -> Findings:
    """Walks through the boxes of the file, then reads the index."""
    with path.open("rb") as file:
        movie = yield from _movie(path.name, file)
        if not movie:
            return
        try:
            titles = list(_quicktime(file, movie))
            nero = list(_nero(_at(movie, "udta", "chpl")))
            texts, pictures = _items(_at(movie, "udta", "meta")[4:])
            language = _language(_at(_track(movie, b"soun"), "mdia", "mdhd"))
        except (ValueError, IndexError) as error:
            yield _finding(path.name, f"Its index cannot be read: {error}.")
            return
    yield from check_texts(path.name, texts, _wanted(manifest))
    yield from check_language(f"{path.name}, language", language, manifest, unknown="und")
    yield from compare(path.name, titles, manifest.chapters, fold=lambda title: cut(title, _SHORT_BYTES))
    name = f"{path.name}, chapters of Nero"
    yield from compare(name, nero, manifest.chapters, fold=lambda title: cut(title, _SHORT_BYTES))
    yield from check_cover(f"{path.name}, tag covr", pictures, manifest, path.parent)


def _movie(name: str, file: BinaryIO) -> Reading[bytes]:
    """The body of the box `moov`; it has to stand before the sound, so that a player can begin at once."""
    movie, at, size_bytes, kinds = b"", 0, file.seek(0, 2), []
    while at < size_bytes:
        file.seek(at)
        head = file.read(8)
        size = int.from_bytes(head[:4], "big")
        if len(head) < 8 or size < 8 or at + size > size_bytes:
            yield _finding(name, f"There is no whole box at byte {at}: the file is cut off or changed.")
            break
        kinds.append(head[4:])
        if head[4:] == b"moov" and size <= _MAX_BYTES:
            movie = file.read(size - 8)
        at += size
    if [kind for kind in kinds if kind in _KINDS] != [*_KINDS]:
        yield _finding(name, "It does not consist of its type, its index and its sound, in this order.")
    return movie


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size < 8 or at + size > len(data):
            raise ValueError("a box is cut off")
        yield data[at + 4 : at + 8], data[at + 8 : at + size]
        at += size


def _at(data: bytes, *kinds: str) -> bytes:
    """The body of the first box inside boxes of these types."""
    for kind in kinds:
        data = next((body for name, body in _boxes(data) if name == kind.encode("ascii")), b"")
        if not data:
            raise ValueError(f"there is no box {kind}")
    return data


def _track(movie: bytes, handler: bytes) -> bytes:
    for kind, body in _boxes(movie):
        if kind == b"trak" and _at(body, "mdia", "hdlr")[8:12] == handler:
            return body
    raise ValueError(f"there is no track {handler.decode('ascii')}")


def _language(header: bytes) -> str:
    """Section 8.4.2: three letters of 5 bits each."""
    packed = int.from_bytes(header[20:22], "big")
    return "".join(chr(0x60 + (packed >> shift & 31)) for shift in (10, 5, 0))


def _numbers(table: bytes, begin: int) -> list[int]:
    """The 32-bit numbers of a table from a byte on."""
    return [int.from_bytes(table[at : at + 4], "big") for at in range(begin, len(table) - 3, 4)]


def _quicktime(file: BinaryIO, movie: bytes) -> Iterator[ManifestChapter]:
    """The samples of the track of titles to which the sound's track refers (QTFF, "Chapter Lists")."""
    track = _track(movie, b"text")
    if _at(_track(movie, b"soun"), "tref", "chap") != _at(track, "tkhd")[12:16]:
        raise ValueError("the sound does not refer to the chapters")
    scale = _numbers(_at(track, "mdia", "mdhd"), 12)[0]
    table = _at(track, "mdia", "minf", "stbl")
    sizes, runs = _numbers(_at(table, "stsz"), 12), _numbers(_at(table, "stts"), 8)
    if scale != 1000 or sum(runs[::2]) != len(sizes) or len(sizes) > _MAX_SAMPLES:
        raise ValueError("the times of its chapters do not match")
    lengths_ms = [ms for number, ms in zip(runs[::2], runs[1::2], strict=True) for _ in range(number)]
    starts_ms = [0, *accumulate(lengths_ms)]
    offsets = _numbers(_at(table, "stco"), 8)
    if len(offsets) != 1:
        raise ValueError("its chapter titles do not lie together")
    file.seek(offsets[0])
    for size, start_ms, end_ms in zip(sizes, starts_ms, starts_ms[1:], strict=False):
        sample = file.read(min(size, _LONG_BYTES + 100))
        title = sample[2 : 2 + int.from_bytes(sample[:2], "big")].decode("utf-8")
        yield ManifestChapter(title=title, start_ms=start_ms, end_ms=end_ms)


def _nero(data: bytes) -> Iterator[ManifestChapter]:
    at = 9
    for _ in range(data[8]):
        start, size = int.from_bytes(data[at : at + 8], "big"), data[at + 8]
        yield ManifestChapter(title=data[at + 9 : at + 9 + size].decode("utf-8"), start_ms=start // _NERO_UNITS_IN_MS)
        at += 9 + size


def _items(meta: bytes) -> tuple[dict[str, str], list[bytes]]:
    """The texts and the pictures of the list of items; a free item goes by its own name."""
    texts, pictures = {}, []
    for kind, body in _boxes(_at(meta, "ilst")):
        data = _at(body, "data")[8:]
        if kind == b"covr":
            pictures.append(data)
        elif kind != b"stik":
            name = _at(body, "name")[4:] if kind == b"----" else kind
            texts[name.decode("latin-1")] = data.decode("utf-8")
    return texts, pictures


def _wanted(manifest: Manifest) -> dict[str, str]:
    metadata = manifest.metadata
    authors = line("; ".join(metadata.get("authors", ())))
    return {
        "©nam": line(metadata["title"]),
        "©alb": line(metadata["title"]),
        "©ART": authors,
        "aART": authors,
        "©day": line(metadata.get("date", "")),
        "desc": cut(metadata.get("description", ""), _SHORT_BYTES),
        "ldes": line(metadata.get("description", "")),
        "©cmt": line(metadata.get("source_url", "")),
    }


def _finding(name: str, what: str) -> Finding:
    return Finding(check="tags", place=name, what=what)
