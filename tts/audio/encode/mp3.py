"""Recording -> MP3: a tag with chapters, an Info frame for exact length and seeking, and LAME's frames."""

from __future__ import annotations

from typing import BinaryIO

from tts.audio.encode.id3 import id3
from tts.audio.encode.info import Mp3Audio, info_frame, music_crc
from tts.audio.encode.lame import BIT_RATE_KBPS, FrameFormat, frame_format, lame_version, mpeg_frames
from tts.model import ContentsEntry, Image, Metadata, Recording


def encode_mp3(recording: Recording, metadata: Metadata, cover: Image | None, file: BinaryIO, threads: int) -> None:
    """Write `recording` into `file` as MPEG layer III, mono, constant 64 kbit/s, with chapters in an ID3v2.3 tag.

    Raises:
        OSError: the spool cannot be read, or the file not written.
    """
    form = frame_format(recording.frame_rate_hz)
    contents = tuple(
        ContentsEntry(
            title=chapter.title, start_ms=chapter.start_ms, end_ms=chapter.end_ms, section_id=chapter.section_id
        )
        for chapter in recording.timeline.chapters
    )
    tag = id3(metadata, recording.timeline.duration_ms, contents, cover)
    file.write(tag + bytes(form.frame_bytes))
    count, first = 0, b""
    for frames in mpeg_frames(recording, threads):
        file.write(b"".join(frames))
        count += len(frames)
        first = first or frames[0]
    sample_count = round(recording.frames * form.frame_rate_hz / recording.frame_rate_hz)
    write_info_frame(file, len(tag), form, count, sample_count, lame_version(first))


def write_info_frame(
    file: BinaryIO, begin: int, form: FrameFormat, count: int, sample_count: int, encoder: bytes
) -> None:
    """Write the Info frame into its place at byte `begin`; `count` MPEG frames of `encoder` follow it in `file`.

    Raises:
        OSError: the file cannot be read or written.
    """
    first, end = begin + form.frame_bytes, file.seek(0, 2)
    file.seek(first)
    audio = Mp3Audio(
        encoder=encoder,
        header=file.read(4),
        count=count,
        frame_length=form.frame_length,
        sample_count=sample_count,
        bit_rate_kbps=BIT_RATE_KBPS,
        size_bytes=end - first,
        crc=music_crc(file, first, end),
    )
    file.seek(begin)
    file.write(info_frame(audio, form.frame_bytes))
