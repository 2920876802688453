"""PCM -> MPEG audio frames of constant size, by LAME on all processors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import av
import lameenc

from tts.audio.filters import filtered
from tts.clock import ms_to_frames
from tts.files import open_file
from tts.model import Recording
from tts.noun import noun

BIT_RATE_KBPS = 64
QUALITY = 7  # on speech as near to the original as 3 (log-mel distance, noise in each band), in half the time
RATES_HZ = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)  # ISO/IEC 13818-3, 11172-3; "MPEG 2.5" first
LAME_SCALE = 0.95  # LAME makes everything this much smaller at this bit rate, and lameenc cannot tell it not to
SPAN_MS = 120_000
SILENT_MPEG_FRAMES = 4  # the encoder's delay, windows and look-ahead: what a cut needs before it
BLOCK_BYTES = 500_000


@noun
class FrameFormat:
    """The frame rate of MPEG audio, and the number of PCM frames in each MPEG frame."""

    frame_rate_hz: int
    frame_length: int

    @property
    def frame_bytes(self) -> int:
        """Return the size in bytes of an MPEG frame without padding (ISO/IEC 11172-3, section 2.4.3.1)."""
        return self.frame_length // 8 * BIT_RATE_KBPS * 1000 // self.frame_rate_hz


def frame_format(frame_rate_hz: int) -> FrameFormat:
    """Return the format for PCM of that rate. LAME converts a rate that MPEG lacks to the next one, at most 48 kHz."""
    rate_hz = next((rate for rate in RATES_HZ if rate >= frame_rate_hz), RATES_HZ[-1])
    return FrameFormat(frame_rate_hz=rate_hz, frame_length=1152 if rate_hz >= 32000 else 576)


def mpeg_frames(recording: Recording, threads: int) -> Iterator[list[bytes]]:
    """Yield the frames of the recording as MPEG audio layer III, mono, 64 kbit/s, some minutes at a time.

    The recording is cut inside breaks, where there is silence, at the edges of MPEG frames. Each span has an encoder of
    its own, and they work side by side. No frame of one span needs one of another (there is no bit reservoir between
    them), so that a file can be split there. The cuts depend on the timeline alone, so that every machine makes the
    same bytes.

    Raises:
        OSError: the spool cannot be read.
    """
    form = frame_format(recording.frame_rate_hz)
    spans = pairwise((0, *_cuts(recording, form), recording.frames))
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(lambda span: _encode(recording, form, *span), spans)


def _cuts(recording: Recording, form: FrameFormat) -> Iterator[int]:
    """Yield the PCM frames at which a new encoder starts unheard: before each section, and when a span is long.

    Each MPEG frame depends on the sound just before it, so the break must be long enough; the cut is at its end. The
    first section has such a cut too, after the lead-in, so that a part of an edition can begin with speech.
    """
    rate_hz = recording.frame_rate_hz
    if rate_hz != form.frame_rate_hz:
        return
    earliest = ms_to_frames(SPAN_MS, rate_hz)
    silent_from = SILENT_MPEG_FRAMES * form.frame_length
    for clip in recording.timeline.clips:
        cut = ms_to_frames(max(0, clip.begin_ms - 1), rate_hz) // form.frame_length * form.frame_length
        if silent_from <= cut and (cut >= earliest or clip.begin_ms in recording.starts_ms):
            yield cut
            earliest = cut + ms_to_frames(SPAN_MS, rate_hz)
        silent_from = ms_to_frames(clip.end_ms + 1, rate_hz) + SILENT_MPEG_FRAMES * form.frame_length


def _encode(recording: Recording, form: FrameFormat, begin: int, end: int) -> list[bytes]:
    """Return the MPEG frames of the PCM frames `begin` to `end`."""
    encoder = _start_encoder(recording.frame_rate_hz, form.frame_rate_hz)
    with open_file(recording.spool_path) as spool:
        spool.seek(2 * begin)
        blocks = iter(lambda: spool.read(min(BLOCK_BYTES, 2 * end - spool.tell())), b"")
        gained = filtered(blocks, recording.frame_rate_hz, f"volume={1 / LAME_SCALE:.6f}:precision=float")
        stream = b"".join((*(encoder.encode(bytes(pcm)) for pcm in gained), encoder.flush()))
    frames, offset, end_offset, frame_bytes = [], 0, len(stream), form.frame_bytes
    while offset < end_offset:
        # The padding bit of each header (ISO/IEC 11172-3, section 2.4.2.3) makes the frame a byte longer.
        following = offset + frame_bytes + (stream[offset + 2] >> 1 & 1)
        frames.append(stream[offset:following])
        offset = following
    return frames if end == recording.frames else frames[: (end - begin) // form.frame_length]


def _start_encoder(in_rate_hz: int, out_rate_hz: int) -> lameenc.Encoder:
    """Return a LAME encoder for one channel, with constant bit rate; it converts the sample rate if the two differ."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(in_rate_hz)
    encoder.set_out_sample_rate(out_rate_hz)
    encoder.set_bit_rate(BIT_RATE_KBPS)
    encoder.set_quality(QUALITY)
    return encoder


def library_versions() -> dict[str, str]:
    """Return the versions of libav's libraries in PyAV, and of LAME, which writes its own into what it makes."""
    versions = {name: ".".join(map(str, numbers)) for name, numbers in av.library_versions.items()}
    encoder = _start_encoder(22_050, 22_050)
    sound = bytes(encoder.encode(bytes(2 * 22_050))) + bytes(encoder.flush())
    return versions | {"LAME": lame_version(sound).decode().removeprefix("LAME") or "of unknown version"}


def lame_version(frame: bytes) -> bytes:
    """Return the name and version of LAME, such as `LAME3.100`, from the unused bytes of a silent frame."""
    match = re.search(rb"LAME[0-9]+\.[0-9]+", frame)
    return match[0] if match else b"LAME"
