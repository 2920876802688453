"""Recording -> MP3: a tag with chapters, an Info frame for exact length and seeking, and LAME's frames."""

from __future__ import annotations

from typing import BinaryIO

from tts.audio.encode.id3 import id3
from tts.audio.encode.info import Mp3Audio, info_frame, music_crc
from tts.audio.encode.lame import BIT_RATE_KBPS, frame_format, lame_version, mpeg_frames
from tts.model import Image, Metadata, Recording


def encode_mp3(recording: Recording, metadata: Metadata, cover: Image | None, file: BinaryIO, threads: int) -> None:
    """Write `recording` into `file` as MPEG layer III, mono, constant 64 kbit/s, with chapters in an ID3v2.3 tag.

    Raises:
        OSError: the spool cannot be read, or the file not written.
    """
    form = frame_format(recording.frame_rate_hz)
    tag = id3(metadata, recording.timeline, cover)
    file.write(tag + bytes(form.frame_bytes))
    begin, count, first = file.tell(), 0, b""
    for frames in mpeg_frames(recording, threads):
        file.writelines(frames)
        count += len(frames)
        first = first or frames[0]
    end = file.tell()
    audio = Mp3Audio(
        encoder=lame_version(first),
        header=first[:4],
        count=count,
        frame_length=form.frame_length,
        sample_count=round(recording.frames * form.frame_rate_hz / recording.frame_rate_hz),
        bit_rate_kbps=BIT_RATE_KBPS,
        size_bytes=end - begin,
        crc=music_crc(file, begin, end),
    )
    file.seek(len(tag))
    file.write(info_frame(audio, form.frame_bytes))
