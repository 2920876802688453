"""MP3 files -> one MP3 file, of the same MPEG frames; and a part of that file as a file of its own."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from tts.audio.encode.id3 import id3
from tts.audio.encode.info import ENCODER_DELAY, is_intact, music_crc
from tts.audio.encode.lame import frame_format
from tts.audio.encode.mp3 import write_info_frame
from tts.clock import frames_to_ms, ms_to_frames
from tts.editions.splice.plan import PREROLL, EncodedTrack, Splice, check_silence
from tts.files import open_file
from tts.model import Chapter, ContentsEntry, Image, Metadata
from tts.writers.mpeg import DECODER_DELAY, Stream, copy_frames, read_info, read_stream

DELAY = ENCODER_DELAY + DECODER_DELAY


def read_track(path: Path) -> EncodedTrack:
    """Describe an MP3 file, as `encode` makes it; its Info frame has the length of the sound.

    Raises:
        OSError: it cannot be read.
        ValueError: it is another kind of file, or damaged.
    """
    info = read_info(path)
    is_ours = info.delay == DELAY and info.frame_bytes == frame_format(info.frame_rate_hz).frame_bytes
    with open_file(path) as file:
        file.seek(info.begin - info.frame_bytes)
        frame = file.read(info.frame_bytes)
    if not is_ours or not is_intact(frame) or info.sample_count <= 0:
        raise ValueError(f"{path}: its sound was encoded by another program. Package it again.")
    return EncodedTrack(
        path=path,
        configuration=info.header,
        frame_rate_hz=info.frame_rate_hz,
        packet_length=info.frame_length,
        packet_count=info.count,
        length=info.sample_count,
    )


def write_splice(
    splice: Splice,
    file: BinaryIO,
    metadata: Metadata,
    _chapters: tuple[Chapter, ...],
    contents: tuple[ContentsEntry, ...],
    cover: Image | None,
) -> None:
    """Write the spliced track into `file`, which is empty, with `contents` as nested chapters.

    Raises:
        OSError: a file cannot be read or written.
        ValueError: a track is damaged, or it does not end in silence.
    """
    form = frame_format(splice.frame_rate_hz)
    tag = id3(metadata, splice.duration_ms, contents, cover)
    file.write(tag + bytes(form.frame_bytes))
    for track, count in zip(splice.tracks, splice.counts, strict=True):
        _copy_track(track, count, file)
    encoder = read_info(splice.tracks[0].path).encoder
    write_info_frame(file, len(tag), form, sum(splice.counts), splice.frames, encoder)


def _copy_track(track: EncodedTrack, count: int, target: BinaryIO) -> None:
    """Copy the first `count` frames of a track, and check the others."""
    stream = read_stream(track.path)
    with open_file(track.path) as source:
        # A frame that was changed is not copied: the copy would get a checksum that is right.
        if music_crc(source, stream.offsets[0], stream.offsets[-1]) != stream.info.crc:
            raise ValueError(f"{track.path}: its sound was changed. Package it again.")
        copy_frames(source, stream, 0, count, target)
        begin = max(0, count - PREROLL)
        source.seek(stream.offsets[begin])
        frames = [source.read(end - offset) for offset, end in pairwise(stream.offsets[begin:])]
    check_silence(track, "mp3", b"", frames[: count - begin], frames[count - begin :])


def write_mp3_part(
    track: Path,
    stream: Stream,
    begin: int,
    end: int,
    target: Path,
    metadata: Metadata,
    *,
    contents: tuple[ContentsEntry, ...] = (),
    cover: Image | None = None,
    album: str = "",
    number: str = "",
    min_ms: int = 0,
) -> int:
    """Write the MPEG frames `begin` to `end` of the MP3 file `track` as a file of its own, and return its length in ms.

    The frame `begin` needs none before it (`stream.needs`). The sound begins `begin * stream.info.frame_length` PCM
    frames after that of `track`, and ends `DELAY` PCM frames before its last frame does: a decoder is that much behind.
    `number` is that of the file in its `album`, as `id3` takes it. Silent frames make a file as long as `min_ms`.

    Raises:
        OSError: a file cannot be read or written.
    """
    info = stream.info
    sample_count = min(end * info.frame_length - DELAY, info.sample_count) - begin * info.frame_length
    missing = ms_to_frames(min_ms, info.frame_rate_hz) - sample_count
    added = max(0, -(-missing // info.frame_length))
    sample_count += added * info.frame_length
    duration_ms = frames_to_ms(sample_count, info.frame_rate_hz)
    form = frame_format(info.frame_rate_hz)
    tag = id3(metadata, duration_ms, contents, cover, album=album, track=number)
    with open_file(track) as source, target.open("w+b") as file:
        file.write(tag + bytes(form.frame_bytes))
        copy_frames(source, stream, begin, end, file)
        file.write(added * info.header.ljust(info.frame_bytes, b"\0"))
        write_info_frame(file, len(tag), form, end - begin + added, sample_count, info.encoder)
    return duration_ms
