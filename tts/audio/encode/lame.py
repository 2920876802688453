"""PCM -> MPEG audio frames of constant size, by LAME on all processors. The only importer of lameenc."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO

import lameenc

from tts.audio.filters import filtered
from tts.clock import ms_to_frames
from tts.model import Recording

BIT_RATE_KBPS = 64
QUALITY = 7  # on speech as near to the original as 3 (log-mel distance, noise in each band), in half the time
RATES_HZ = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)  # ISO/IEC 13818-3, 11172-3; "MPEG 2.5" first
LAME_SCALE = 0.95  # LAME makes everything this much smaller at this bit rate, and lameenc cannot tell it not to
SPAN_MS = 120_000
SILENT_MPEG_FRAMES = 4  # the encoder's delay, windows and look-ahead: what a cut needs before it
BLOCK_BYTES = 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How PCM becomes MPEG frames: at which rate, and with how many PCM frames in each."""

    frame_rate_hz: int
    frame_length: int

    @property
    def frame_bytes(self) -> int:
        """Size in bytes of an MPEG frame without padding (ISO/IEC 11172-3, section 2.4.3.1)."""
        return self.frame_length // 8 * BIT_RATE_KBPS * 1000 // self.frame_rate_hz


def layout(frame_rate_hz: int) -> Layout:
    """The layout for PCM of that rate. LAME converts a rate that MPEG has not to the next one, at most 48 kHz."""
    rate_hz = next((rate for rate in RATES_HZ if rate >= frame_rate_hz), RATES_HZ[-1])
    return Layout(frame_rate_hz=rate_hz, frame_length=1152 if rate_hz >= 32000 else 576)


def mpeg_frames(recording: Recording, threads: int) -> Iterator[list[bytes]]:
    """The recording as MPEG audio layer III, mono, 64 kbit/s: its frames in order, some minutes at a time.

    The recording is cut inside breaks, where nothing sounds, at the edges of MPEG frames. Each span has an encoder of
    its own, and they work side by side. No frame of one span needs one of another (there is no bit reservoir between
    them), so that a file can be parted there. Where the cuts are depends on the timeline alone, so that every machine
    makes the same bytes.
    """
    form = layout(recording.frame_rate_hz)
    spans = pairwise((0, *_cuts(recording, form), recording.frames))
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(lambda span: _encode(recording, form, *span), spans)


def _cuts(recording: Recording, form: Layout) -> Iterator[int]:
    """PCM frames at which a new encoder starts unheard: before each section, and where a span has become long.

    Each MPEG frame depends on what sounded just before it, so a break has to be long enough; a cut stands at its end.
    """
    rate_hz = recording.frame_rate_hz
    if rate_hz != form.frame_rate_hz:
        return
    earliest = ms_to_frames(SPAN_MS, rate_hz)
    for clip, following in pairwise(recording.timeline.clips):
        silent_from = ms_to_frames(clip.end_ms + 1, rate_hz) + SILENT_MPEG_FRAMES * form.frame_length
        cut = ms_to_frames(following.begin_ms - 1, rate_hz) // form.frame_length * form.frame_length
        if silent_from <= cut and (cut >= earliest or following.begin_ms in recording.starts_ms):
            yield cut
            earliest = cut + ms_to_frames(SPAN_MS, rate_hz)


def _encode(recording: Recording, form: Layout, begin: int, end: int) -> list[bytes]:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(recording.frame_rate_hz)
    encoder.set_out_sample_rate(form.frame_rate_hz)
    encoder.set_bit_rate(BIT_RATE_KBPS)
    encoder.set_quality(QUALITY)
    with recording.spool_path.open("rb") as spool:
        blocks = filtered(
            _blocks(spool, begin, end), recording.frame_rate_hz, f"volume={1 / LAME_SCALE:.6f}:precision=float"
        )
        parts = [bytes(encoder.encode(pcm)) for pcm in blocks]
    frames = list(_split(b"".join(parts) + bytes(encoder.flush()), form))
    return frames if end == recording.frames else frames[: (end - begin) // form.frame_length]


def _blocks(spool: BinaryIO, begin: int, end: int) -> Iterator[bytes]:
    spool.seek(2 * begin)
    while block := spool.read(min(BLOCK_BYTES, 2 * end - spool.tell())):
        yield block


def _split(stream: bytes, form: Layout) -> Iterator[bytes]:
    """The frames of a stream; the padding bit of each header (ISO/IEC 11172-3, section 2.4.2.3) tells its size."""
    at = 0
    while at < len(stream):
        size = form.frame_bytes + (stream[at + 2] >> 1 & 1)
        yield stream[at : at + size]
        at += size


def lame_version(frame: bytes) -> bytes:
    """What LAME calls itself, such as `LAME3.100`: it fills the room that is left in a silent frame with its name."""
    match = re.search(rb"LAME[0-9]+\.[0-9]+", frame)
    return match[0] if match else b"LAME"
