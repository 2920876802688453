"""Recording -> MP3: a tag with chapters, an Info frame for exact length and seeking, and LAME's frames."""

from __future__ import annotations

from typing import BinaryIO

from tts.audio.encode.id3 import id3
from tts.audio.encode.info import Music, info_frame, music_crc
from tts.audio.encode.lame import BIT_RATE_KBPS, lame_version, layout, mpeg_frames
from tts.model import Image, Metadata, Recording


def encode_mp3(recording: Recording, metadata: Metadata, cover: Image | None, file: BinaryIO, threads: int) -> None:
    """Writes `recording` into `file` as MPEG layer III, mono, constant 64 kbit/s, with chapters in an ID3v2.3 tag.

    Raises:
        OSError: the spool cannot be read, or the file not written.
    """
    tag = id3(metadata, recording.timeline, cover)
    frame_bytes = layout(recording.frame_rate_hz).frame_bytes
    file.write(tag)
    file.write(bytes(frame_bytes))
    music = _write_music(file, recording, threads)
    file.seek(len(tag))
    file.write(info_frame(music, frame_bytes))


def _write_music(file: BinaryIO, recording: Recording, threads: int) -> Music:
    form = layout(recording.frame_rate_hz)
    begin, count, first = file.tell(), 0, b""
    for frames in mpeg_frames(recording, threads):
        file.writelines(frames)
        count += len(frames)
        first = first or frames[0]
    end = file.tell()
    return Music(
        encoder=lame_version(first),
        header=first[:4],
        count=count,
        frame_length=form.frame_length,
        sounding=round(recording.frames * form.frame_rate_hz / recording.frame_rate_hz),
        bit_rate_kbps=BIT_RATE_KBPS,
        size_bytes=end - begin,
        crc=music_crc(file, begin, end),
    )
