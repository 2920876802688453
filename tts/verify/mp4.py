"""An M4B file against the manifest: its boxes (ISO/IEC 14496-12), tags of iTunes, chapters of QuickTime and of Nero.

MP4 has no checksum: a byte of the sound that changed is found only where it can be heard.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from tts.verify.chapter_lists import compare
from tts.verify.findings import Findings, Reading, report
from tts.verify.manifest import Manifest, ManifestChapter
from tts.verify.tags import GENRE, check_cover, check_language, check_texts, cut, line

_KINDS = (b"ftyp", b"moov", b"mdat")
_MAX_BYTES = 64_000_000  # of the index: ten hours have 3 MB
_MAX_BOXES = 1000  # of the file, which has four or five
_MAX_SAMPLES = 100_000  # of chapter titles
_NERO_UNITS_IN_MS = 10_000
_MAX_NERO_CHAPTERS = 255  # their number is one byte; players that find such a list use no other one, so more have none
_SHORT_BYTES = 255  # the length of a Nero title, and of a short description, is one byte
_LONG_BYTES = 65_535

_finding = partial(report, "tags")


def check_mp4(path: Path, manifest: Manifest) -> Findings:
    """Walk through the boxes of the file, then compare what the index holds with the manifest."""
    name, metadata = path.name, manifest.metadata
    with path.open("rb") as file:
        movie = yield from _read_index(name, file)
        if not movie:
            return
        try:
            titles = list(_read_quicktime_chapters(file, movie))
            has_nero = len(manifest.chapters) <= _MAX_NERO_CHAPTERS
            nero = list(_read_nero_chapters(_find_box(movie, "udta", "chpl"))) if has_nero else titles
            texts, pictures = _read_items(_find_box(movie, "udta", "meta")[4:])
            packed = int.from_bytes(_find_box(_find_track(movie, b"soun"), "mdia", "mdhd")[20:22], "big")
        except (ValueError, IndexError) as error:
            yield _finding(name, "", f"Its index cannot be read: {error}.")
            return
    language = "".join(chr(0x60 + (packed >> shift & 31)) for shift in (10, 5, 0))  # section 8.4.2: 5 bits per letter
    authors = line("; ".join(metadata.get("authors", ())))
    expected = {
        "©nam": line(metadata["title"]),
        "©alb": line(metadata.get("series", metadata["title"])),
        "©ART": authors,
        "aART": authors,
        "©day": line(metadata.get("date", "")),
        "©gen": GENRE,
        "desc": cut(metadata.get("description", ""), _SHORT_BYTES),
        "ldes": line(metadata.get("description", "")),
        "©cmt": line(metadata.get("source_url", "")),
    }
    yield from _check_samples(name, movie, path.stat().st_size)
    yield from check_texts(name, texts, expected)
    yield from check_language(f"{name}, language", language, manifest, unknown="und")
    for place, chapters in ((name, titles), (f"{name}, chapters of Nero", nero)):
        yield from compare(place, chapters, manifest.chapters, fold=lambda title: cut(title, _SHORT_BYTES))
    yield from check_cover(f"{name}, tag covr", pictures, manifest, path.parent)


def _read_index(name: str, file: BinaryIO) -> Reading[bytes]:
    """Return the body of the box `moov`, which has to come before the sound, so that a player can begin at once."""
    movie, offset, size_bytes, kinds = b"", 0, file.seek(0, 2), list[bytes]()
    while offset < size_bytes and len(kinds) < _MAX_BOXES:
        file.seek(offset)
        header = file.read(8)
        size = int.from_bytes(header[:4], "big")
        if len(header) < 8 or size < 8 or offset + size > size_bytes:
            yield _finding(name, "", f"There is no whole box at byte {offset}: the file is cut off or changed.")
            break
        kinds.append(header[4:])
        if header[4:] == b"moov" and size <= _MAX_BYTES:
            movie = file.read(size - 8)
        offset += size
    if [kind for kind in kinds if kind in _KINDS] != [*_KINDS]:
        yield _finding(name, "", "It does not consist of its type, its index and its sound, in this order.")
    return movie


def _split_boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the type and the body of each box."""
    offset = 0
    while offset + 8 <= len(data):
        size = int.from_bytes(data[offset : offset + 4], "big")
        if size < 8 or offset + size > len(data):
            raise ValueError("a box is cut off")
        yield data[offset + 4 : offset + 8], data[offset + 8 : offset + size]
        offset += size


def _find_box(data: bytes, *kinds: str) -> bytes:
    """Return the body of the first box inside boxes of these types."""
    for kind in kinds:
        data = next((body for name, body in _split_boxes(data) if name == kind.encode("ascii")), b"")
        if not data:
            raise ValueError(f"there is no box {kind}")
    return data


def _find_track(movie: bytes, handler: bytes) -> bytes:
    """Return the first track of a kind: `soun` or `text`."""
    for kind, body in _split_boxes(movie):
        if kind == b"trak" and _find_box(body, "mdia", "hdlr")[8:12] == handler:
            return body
    raise ValueError(f"there is no track {handler.decode('ascii')}")


def _check_samples(name: str, movie: bytes, size_bytes: int) -> Findings:
    """Check that the samples of all tracks lie in the file, one after another to its end (sections 8.7.3 to 8.7.5)."""
    begins, total_bytes = [], 0
    try:
        for kind, body in _split_boxes(movie):
            if kind == b"trak":
                table = _find_box(body, "mdia", "minf", "stbl")
                size, count, *sizes = _numbers(_find_box(table, "stsz"), 4)
                total_bytes += size * count if size else sum(sizes)
                begins += _numbers(_find_box(table, "stco"), 8)
        begin = min(begins)
    except ValueError as error:
        yield _finding(name, "", f"The places of its sound cannot be read: {error}.")
        return
    if max(begins) >= size_bytes or begin + total_bytes != size_bytes:
        yield _finding(name, "", "Its index describes other places than those where sound and titles are.")


def _numbers(table: bytes, begin: int) -> list[int]:
    """Return the 32-bit numbers of a table from a byte on."""
    return [int.from_bytes(table[offset : offset + 4], "big") for offset in range(begin, len(table) - 3, 4)]


def _read_quicktime_chapters(file: BinaryIO, movie: bytes) -> Iterator[ManifestChapter]:
    """Yield the samples of the track of titles to which the sound's track refers (QTFF, "Chapter Lists")."""
    track = _find_track(movie, b"text")
    if _find_box(_find_track(movie, b"soun"), "tref", "chap") != _find_box(track, "tkhd")[12:16]:
        raise ValueError("the sound does not refer to the chapters")
    scale = _numbers(_find_box(track, "mdia", "mdhd"), 12)[0]
    table = _find_box(track, "mdia", "minf", "stbl")
    size, count, *sizes = _numbers(_find_box(table, "stsz"), 4)
    if size:  # all samples have this one, and there is no list (ISO/IEC 14496-12, section 8.7.3)
        sizes = [size] * min(count, _MAX_SAMPLES + 1)
    runs = _numbers(_find_box(table, "stts"), 8)
    if scale != 1000 or sum(runs[::2]) != len(sizes) or len(sizes) > _MAX_SAMPLES:
        raise ValueError("the times of its chapters do not match")
    lengths_ms = [ms for number, ms in zip(runs[::2], runs[1::2], strict=True) for _ in range(number)]
    starts_ms = [0, *accumulate(lengths_ms)]
    offsets = _numbers(_find_box(table, "stco"), 8)
    if len(offsets) != 1:
        raise ValueError("its chapter titles do not lie together")
    file.seek(offsets[0])
    for size, start_ms, end_ms in zip(sizes, starts_ms, starts_ms[1:], strict=False):
        sample = file.read(min(size, _LONG_BYTES + 100))
        title = sample[2 : 2 + int.from_bytes(sample[:2], "big")].decode("utf-8")
        yield ManifestChapter(title=title, start_ms=start_ms, end_ms=end_ms)


def _read_nero_chapters(data: bytes) -> Iterator[ManifestChapter]:
    """Yield the chapters of a list of Nero: a start in 100 ns, the length of the title, and the title."""
    offset = 9
    for _ in range(data[8]):
        start, size = int.from_bytes(data[offset : offset + 8], "big"), data[offset + 8]
        title = data[offset + 9 : offset + 9 + size].decode("utf-8")
        yield ManifestChapter(title=title, start_ms=start // _NERO_UNITS_IN_MS)
        offset += 9 + size


def _read_items(meta: bytes) -> tuple[dict[str, str], list[bytes]]:
    """Return the texts by tag, and the pictures, of the list of items; a free item has a name of its own."""
    texts, pictures = {}, []
    for kind, body in _split_boxes(_find_box(meta, "ilst")):
        data = _find_box(body, "data")[8:]
        if kind == b"covr":
            pictures.append(data)
        elif kind != b"stik":
            name = _find_box(body, "name")[4:] if kind == b"----" else kind
            texts[name.decode("latin-1")] = data.decode("utf-8")
    return texts, pictures
