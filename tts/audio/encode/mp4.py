"""Boxes of an MP4 file (ISO/IEC 14496-12) with one track of AAC sound and one of chapter titles.

The titles are a text track as the QuickTime File Format has it, to which the sound's track refers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MS = 1000  # time scale of the movie and of the titles: units in a second
SOUND_ID, TITLES_ID = 1, 2
ENABLED, IN_MOVIE, IN_PREVIEW = 1, 2, 4  # ISO/IEC 14496-12, section 8.3.2.3
SELF_CONTAINED = b"\0\0\0\x01"  # section 8.7.2.3: the samples are in this file
MATRIX = b"".join(
    value.to_bytes(4, "big") for value in (0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
)  # section 6.2.2: nothing is moved or turned


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """The samples of a track: where they are in the file, and when they are to be heard.

    `durations` are runs of (count, time units of each), `sizes` in bytes. `chunk_length` samples lie together in a
    chunk; the chunks follow one another from `offset` in the file on.
    """

    durations: tuple[tuple[int, int], ...]
    sizes: Sequence[int]
    chunk_length: int
    offset: int


def u16(*numbers: int) -> bytes:
    """Unsigned 16-bit numbers, big end first."""
    return b"".join(number.to_bytes(2, "big") for number in numbers)


def u32(*numbers: int) -> bytes:
    """Unsigned 32-bit numbers, big end first."""
    return b"".join(number.to_bytes(4, "big") for number in numbers)


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box of a type of four bytes (section 4.2)."""
    body = b"".join(parts)
    return u32(8 + len(body)) + kind + body


def full_box(kind: bytes, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    """A box with a version and flags (section 4.2)."""
    return box(kind, bytes([version]), flags.to_bytes(3, "big"), *parts)


def movie_header(duration_ms: int) -> bytes:
    """The movie's length. All times of making are 0, so that the same sound gives the same bytes (section 8.2.2)."""
    rate_and_volume = u32(0x10000) + u16(0x100)
    return full_box(
        b"mvhd", u32(0, 0, MS, duration_ms), rate_and_volume, bytes(10), MATRIX, bytes(24), u32(TITLES_ID + 1)
    )


def sound_track(
    samples: Samples, *, config: bytes, frame_rate_hz: int, delay: int, duration_ms: int, language: str, titled: bool
) -> bytes:
    """The track of AAC sound; `config` is its AudioSpecificConfig (ISO/IEC 14496-3, section 1.6.2.1).

    `delay` PCM frames of the encoder come before the sound; the edit list leaves them out. `titled`: there is a track
    of chapter titles.
    """
    return box(
        b"trak",
        _track_header(SOUND_ID, duration_ms, ENABLED | IN_MOVIE | IN_PREVIEW, volume=0x100),
        box(b"edts", full_box(b"elst", u32(1, duration_ms, delay), u16(1, 0))),
        box(b"tref", box(b"chap", u32(TITLES_ID))) if titled else b"",
        _media(
            samples,
            time_scale=frame_rate_hz,
            language=language,
            handler=b"soun",
            header=full_box(b"smhd", bytes(4)),
            entry=_sound_entry(config, frame_rate_hz),
            groups=_preroll(len(samples.sizes)),
        ),
    )


def title_track(samples: Samples, *, duration_ms: int, language: str) -> bytes:
    """The track of chapter titles. It is not enabled: it is no subtitle to be shown (QTFF, "Chapter Lists")."""
    return box(
        b"trak",
        _track_header(TITLES_ID, duration_ms, IN_MOVIE, volume=0),
        _media(
            samples,
            time_scale=MS,
            language=language,
            handler=b"text",
            header=box(b"gmhd", full_box(b"gmin", u16(0x40, 0x8000, 0x8000, 0x8000, 0, 0)), box(b"text", MATRIX)),
            entry=box(b"text", bytes(6), u16(1), bytes(44)),
        ),
    )


def title_sample(title: bytes) -> bytes:
    """A title in UTF-8 as a sample of its track (QTFF, "Text Sample Data")."""
    utf_8 = u32(0x100)
    return u16(len(title)) + title + box(b"encd", utf_8)


def _track_header(track_id: int, duration_ms: int, flags: int, *, volume: int) -> bytes:
    """Section 8.3.2."""
    layer_and_group, size = bytes(4), bytes(8)
    body = (u32(0, 0, track_id, 0, duration_ms), bytes(8), layer_and_group, u16(volume, 0), MATRIX, size)
    return full_box(b"tkhd", *body, flags=flags)


def _media(
    samples: Samples,
    *,
    time_scale: int,
    language: str,
    handler: bytes,
    header: bytes,
    entry: bytes,
    groups: bytes = b"",
) -> bytes:
    """Section 8.4. `language` is of ISO 639-2/T, three letters of 5 bits each."""
    letters = [ord(letter) - 0x60 for letter in language]
    duration = sum(count * units for count, units in samples.durations)
    return box(
        b"mdia",
        full_box(
            b"mdhd", u32(0, 0, time_scale, duration), u16(letters[0] << 10 | letters[1] << 5 | letters[2]), u16(0)
        ),
        full_box(b"hdlr", bytes(4), handler, bytes(13)),
        box(
            b"minf",
            header,
            box(b"dinf", full_box(b"dref", u32(1), box(b"url ", SELF_CONTAINED))),
            box(b"stbl", full_box(b"stsd", u32(1), entry), *_tables(samples), groups),
        ),
    )


def _tables(samples: Samples) -> tuple[bytes, ...]:
    """When each sample is heard, how large it is, and where it lies (sections 8.6.1.2, 8.7.3 to 8.7.5)."""
    sizes, length = samples.sizes, samples.chunk_length
    offsets, at = [], samples.offset
    for first in range(0, len(sizes), length):
        offsets.append(at)
        at += sum(sizes[first : first + length])
    whole, rest = divmod(len(sizes), length)
    chunks = [u32(1, length, 1)] * bool(whole) + [u32(whole + 1, rest, 1)] * bool(rest)
    return (
        full_box(b"stts", u32(len(samples.durations)), *(u32(*run) for run in samples.durations)),
        full_box(b"stsc", u32(len(chunks)), *chunks),
        full_box(b"stsz", u32(0, len(sizes)), u32(*sizes)),
        full_box(b"stco", u32(len(offsets)), u32(*offsets)),
    )


def _preroll(count: int) -> bytes:
    """Every sample needs the one before it to sound right (section 10.1)."""
    one_sample_back = (-1).to_bytes(2, "big", signed=True)
    return full_box(b"sgpd", b"roll", u32(2, 1), one_sample_back, version=1) + full_box(
        b"sbgp", b"roll", u32(1, count, 1)
    )


def _sound_entry(config: bytes, frame_rate_hz: int) -> bytes:
    """ISO/IEC 14496-14, section 5.6, with the descriptors of ISO/IEC 14496-1, section 7.2.6."""
    aac, audio_stream, in_mp4 = b"\x40", b"\x15", b"\x02"
    decoder = _descriptor(4, aac, audio_stream, bytes(3), u32(0, 0), _descriptor(5, config))
    stream = _descriptor(3, u16(SOUND_ID), b"\0", decoder, _descriptor(6, in_mp4))
    channels, bits = 1, 16
    return box(
        b"mp4a", bytes(6), u16(1), bytes(8), u16(channels, bits, 0, 0, frame_rate_hz, 0), full_box(b"esds", stream)
    )


def _descriptor(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return bytes([tag, len(body)]) + body
