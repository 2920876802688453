"""The WAV and AIFF files that speech engines write, decoded by PyAV. Only the `system` worker imports this module."""

from __future__ import annotations

import io
import struct
from array import array
from typing import Any

import av

_FORMATS = {b"RIFFWAVE": "wav", b"FORMAIFF": "aiff", b"FORMAIFC": "aiff"}
_SOWT_DECODERS = {8: "pcm_s8", 24: "pcm_s24le", 32: "pcm_s32le"}
"""Bits per sample -> decoder of little-endian AIFC files (`sowt`), all of which FFmpeg decodes as 16-bit."""


class SoundFileError(ValueError):
    """The bytes are not an uncompressed WAV or AIFF file; the message says why."""


def is_complete(data: bytes) -> bool:
    """Return whether `data` is as long as its own header says: a driver may still be writing it."""
    if data[:4] not in (b"RIFF", b"FORM") or len(data) < 12:
        return False
    size: int = struct.unpack_from("<I" if data[:4] == b"RIFF" else ">I", data, 4)[0]
    return 4 < size <= len(data) - 8


def read_sound(data: bytes) -> tuple[bytes, int]:
    """Return the sound as mono 16-bit little-endian PCM, and its frame rate in Hz.

    Raises:
        SoundFileError: neither WAV nor AIFF, compressed, or broken.
    """
    format_ = _FORMATS.get(data[:4] + data[8:12])
    if format_ is None:
        raise SoundFileError(f"a file that begins with {data[:12]!r} is neither WAV nor AIFF")
    samples = array("h")
    try:
        with av.open(io.BytesIO(data), mode="r", format=format_) as container:
            stream = container.streams.audio[0]
            decoder: Any = stream.codec_context  # None for an unknown codec
            if decoder is None or not decoder.name.startswith(("pcm_s", "pcm_u")):
                raise SoundFileError(f"the sound file is not PCM but {decoder.name if decoder else 'unknown'}")
            channels, frame_rate_hz = decoder.channels, decoder.sample_rate
            if decoder.codec_tag == "sowt":
                (bits,) = struct.unpack_from(">h", data, data.find(b"COMM") + 14)
                if bits != 16:
                    decoder = av.CodecContext.create(_SOWT_DECODERS[bits], "r")
                    decoder.layout, decoder.sample_rate = stream.layout, frame_rate_hz
            resampler = av.AudioResampler(format="s16")
            for packet in container.demux(stream):
                for frame in decoder.decode(packet):
                    for converted in resampler.resample(frame):
                        samples.frombytes(bytes(converted.planes[0])[: 2 * channels * converted.samples])
    except (av.FFmpegError, IndexError, KeyError, struct.error) as error:
        raise SoundFileError(f"the sound file is broken: {getattr(error, 'strerror', None) or error}") from error
    if channels > 1:
        sides = (samples[channel::channels] for channel in range(channels))
        samples = array("h", (sum(frame) // channels for frame in zip(*sides, strict=True)))
    return samples.tobytes(), frame_rate_hz
