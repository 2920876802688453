"""Opus files -> one Opus file, of the same packets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tts.audio.encode.ogg import LAST, checksum
from tts.audio.encode.opus import FRAME_RATE_HZ, PACKET_LENGTH, opus_tags, pre_skip, write_opus
from tts.editions.splice.plan import EncodedTrack, Splice, splice_packets
from tts.files import open_file
from tts.model import Chapter, ContentsEntry, Image, Metadata
from tts.noun import noun

_HEADER_BYTES = 27  # of a page, before the sizes of its segments (RFC 3533, section 6)
_FULL_SEGMENT = 255  # bytes; a packet ends with a smaller one
_DESCRIPTIONS = 2  # packets before the sound: OpusHead and OpusTags


@noun
class _Page:
    """A page of an Ogg stream: the sizes of its segments, their bytes, and the position at its end."""

    granule: int
    is_last: bool
    segments: bytes
    body: bytes


def read_track(path: Path) -> EncodedTrack:
    """Describe an Opus file, as `encode` makes it.

    Raises:
        OSError: it cannot be read.
        ValueError: it is another kind of file, or damaged.
    """
    header, granule, count, is_whole = b"", 0, 0, False
    for page in _read_pages(path):
        header = header or page.body
        granule, is_whole = page.granule, page.is_last
        count += len(page.segments) - page.segments.count(_FULL_SEGMENT)
    length = granule - pre_skip(header)
    if not header.startswith(b"OpusHead") or not is_whole or length <= 0:
        raise ValueError(f"{path}: there is no whole Opus sound. Package it again.")
    return EncodedTrack(
        path=path,
        configuration=header,
        frame_rate_hz=FRAME_RATE_HZ,
        packet_length=PACKET_LENGTH,
        packet_count=count - _DESCRIPTIONS,
        length=length,
    )


def write_splice(
    splice: Splice,
    file: BinaryIO,
    metadata: Metadata,
    chapters: tuple[Chapter, ...],
    _contents: tuple[ContentsEntry, ...],
    cover: Image | None,
) -> None:
    """Write the spliced track into `file`, which is empty, with flat chapters.

    Raises:
        OSError: a file cannot be read or written.
        ValueError: a track is damaged, or it does not end in silence.
    """
    tags = opus_tags(metadata, chapters, cover)
    packets = splice_packets(splice, _read_packets, "opus")
    write_opus(file, splice.tracks[0].configuration, tags, packets, splice.frames)


def _read_packets(path: Path) -> Iterator[bytes]:
    """Yield the packets of the sound."""
    number, begun = 0, b""
    for page in _read_pages(path):
        begin = end = 0
        for segment in page.segments:
            end += segment
            if segment < _FULL_SEGMENT:
                number += 1
                if number > _DESCRIPTIONS:
                    yield begun + page.body[begin:end]
                begin, begun = end, b""
        begun += page.body[begin:end]


def _read_pages(path: Path) -> Iterator[_Page]:
    """Yield the pages of a file that has one stream.

    A page that was changed is not copied: its copy would get a checksum that is right.
    """
    with open_file(path) as file:
        while header := file.read(_HEADER_BYTES):
            segments = file.read(header[26]) if len(header) == _HEADER_BYTES else b""
            body = file.read(sum(segments))
            blank = header[:22] + bytes(4) + header[26:] + segments + body
            if not header.startswith(b"OggS\0") or checksum(blank) != header[22:26] or len(body) < sum(segments):
                raise ValueError(f"{path}: the page before byte {file.tell()} is damaged. Package it again.")
            granule = int.from_bytes(header[6:14], "little", signed=True)
            yield _Page(granule=granule, is_last=bool(header[5] & LAST), segments=segments, body=body)
