"""A track as a listener hears it: decoded to its end, and measured during decoding. Imports av.

Only the measurements stay in memory: 100 bytes per second.
"""

from __future__ import annotations

import re
import warnings
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from math import log10
from pathlib import Path
from struct import iter_unpack

import av
import av.filter
from av import AudioFrame
from av.error import BlockingIOError as NothingReady
from av.error import EOFError as Ended
from av.error import FFmpegError

from tts.verify.loudness import SILENCE_LUFS, STEPS_PER_S, WEIGHTING, compute_loudness

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="'audioop' is deprecated", category=DeprecationWarning)
    import audioop  # in Python 3.13 that of audioop-lts

SILENCE_DB = 127  # the lowest level; a step of 16 bit is 90
WINDOWS_PER_S = 100
_SAMPLES = "aformat=sample_fmts=s16:channel_layouts=mono"
_TRUE_PEAK = (  # ITU-R BS.1770-5, annex 2; ebur128 has it too, and both together take six times as long
    "aformat=sample_fmts=fltp",
    "aresample={oversampled}:filter_size=16:phase_shift=2",
    "astats=metadata=1:measure_perchannel=none:measure_overall=Peak_level",
)
# The sound between samples is at most 1.91 times as high as the highest of the 16 around it: the sum of this filter's
# coefficients, all taken as positive. So where no level is 7 dB or less, no true peak is over -1 dBTP. The pattern
# finds the other windows, each with its neighbours, and the first and the last of a block, so that blocks join.
_LOUD = re.compile(rb"(?s:.?[\x00-\x07]+(?:.[\x00-\x07]+)*.?|\A.|.\Z)")
_LEVELS = bytes([SILENCE_DB, *(round(-20 * log10(peak / 32768)) for peak in range(1, 32769))])
"""The peaks of 16-bit samples in dB below full scale: a table, because an hour has 360,000 windows."""
_MAX_EXCESS_MS = 60_000  # how far beyond its length a track is decoded


@dataclass(slots=True, kw_only=True)
class Heard:
    """The measurements of a decoded track.

    `levels` has the peak of each window of `window` PCM frames (10 ms), in dB below full scale from 0 to 127.
    `codec_frame` is the PCM frames that the codec handles at a time. Loudness is measured by ITU-R BS.1770-5, as two
    loudspeakers play a mono file. The true peak is that of the loud parts: if it is over -1 dBTP, it is there.
    `defect` says why decoding ended early; "" if it did not.
    """

    codec: str = ""
    channels: int = 0
    frame_rate_hz: int = 1
    codec_frame: int = 0
    frames: int = 0
    levels: bytearray = field(default_factory=bytearray)
    integrated_lufs: float = SILENCE_LUFS
    true_peak_dbtp: float = float("-inf")
    defect: str = ""

    @property
    def window(self) -> int:
        """PCM frames in a window."""
        return max(1, self.frame_rate_hz // WINDOWS_PER_S)

    @property
    def duration_ms(self) -> float:
        """Length of the decoded sound."""
        return self.frames * 1000 / self.frame_rate_hz

    def between(self, begin_ms: int, end_ms: int) -> bytearray:
        """Return the levels of the windows that lie wholly between two times."""
        per_window = 1000 * self.window
        return self.levels[-(-begin_ms * self.frame_rate_hz // per_window) : end_ms * self.frame_rate_hz // per_window]


def listen(path: Path, container: str, duration_ms: int) -> Heard:
    """Decode and measure the sound of a file that should have `duration_ms`; a decoding error becomes its `defect`.

    `container` is libav's name of its format: if it had to guess, libav might take it for a playlist and
    open the files that it names.
    """
    heard = Heard()
    try:
        _measure(path, container, heard, duration_ms + _MAX_EXCESS_MS)
        if heard.duration_ms > duration_ms + _MAX_EXCESS_MS:
            heard.defect = "it continues long after its end"
    except (FFmpegError, ValueError, OverflowError) as error:
        heard.defect = " ".join(str(getattr(error, "strerror", None) or error).split())
    return heard


def listen_to_beginning(path: Path, container: str, duration_ms: int) -> bytearray:
    """Return the levels (see `Heard`) of the first `duration_ms` of a file, less where it cannot be decoded."""
    heard = Heard()
    with suppress(FFmpegError, ValueError, OverflowError):
        _measure(path, container, heard, duration_ms, levels_only=True)
    return heard.levels


def _measure(path: Path, container: str, heard: Heard, max_ms: int, *, levels_only: bool = False) -> None:
    """Decode a file, not much further than `max_ms`, and fill `heard`, also if an error ends it."""
    ear: _Ear | None = None
    try:
        for frame in _decode(path, container, heard):
            ear = ear or _Ear(heard, levels_only=levels_only)
            ear.take(frame)
            if heard.duration_ms > max_ms:
                break
    finally:
        if ear:
            ear.finish()


def _decode(path: Path, container: str, heard: Heard) -> Iterator[AudioFrame]:
    """Yield the sound of a file as 16-bit mono, about a second at a time, and note in `heard` what it is.

    The filters are asked for what is ready once per second: a call costs more than its work. libavfilter could decode
    the file itself (`amovie`), which is quicker, but after hundreds of files the process crashes (PyAV 18.1).
    """
    with av.open(str(path.absolute()), format=container, metadata_errors="replace") as file:
        if not file.streams.audio:
            raise ValueError("there is no sound in it")
        stream = file.streams.audio[0]
        seconds: _Filters | None = None
        pending = 0
        for frame in file.decode(stream):
            if seconds is None:
                heard.codec, heard.channels = stream.codec_context.name, frame.layout.nb_channels
                heard.frame_rate_hz = frame.sample_rate
                seconds = _Filters(frame, (f"asetnsamples=n={frame.sample_rate}:p=0", _SAMPLES))
            heard.codec_frame = max(heard.codec_frame, frame.samples)
            heard.frames += frame.samples
            pending += frame.samples
            frame.pts = None
            seconds.push(frame)
            if pending >= heard.frame_rate_hz:
                pending = 0
                yield from seconds.pull()
        if seconds:
            seconds.push(None)
            yield from seconds.pull()


class _Ear:
    """What measures frames of 16-bit mono, and adds its measurements to `heard`."""

    def __init__(self, heard: Heard, *, levels_only: bool) -> None:
        self._heard = heard
        self._rest = b""
        self._powers = array("d")
        self._weights = None if levels_only else _Filters(_to_frame(b"", heard.frame_rate_hz), WEIGHTING)
        self._peaks = None if levels_only else _Filters(_to_frame(b"", heard.frame_rate_hz), _TRUE_PEAK)

    def take(self, frame: AudioFrame) -> None:
        """Add the measurements of a frame; the true peak holds up to its end."""
        pcm = self._rest + bytes(memoryview(frame.planes[0])[: 2 * frame.samples])
        size = 2 * self._heard.window
        whole = len(pcm) // size * size
        levels = bytes([_LEVELS[audioop.max(window, 2)] for (window,) in iter_unpack(f"{size}s", pcm[:whole])])
        self._heard.levels += levels
        self._rest = pcm[whole:]
        if self._peaks and levels:
            loud = b"".join(pcm[match.start() * size : match.end() * size] for match in _LOUD.finditer(levels))
            self._peaks.push(_to_frame(loud, self._heard.frame_rate_hz))
            self._take_peak(self._peaks)
        if self._weights:
            frame.pts = None
            self._weights.push(frame)
            self._take_powers(self._weights)

    def finish(self) -> None:
        """Add the true peak of what is left, and the loudness of all."""
        if self._peaks:
            if self._rest:
                self._peaks.push(_to_frame(self._rest, self._heard.frame_rate_hz))
            self._peaks.push(None)
            self._take_peak(self._peaks)
            self._heard.integrated_lufs = compute_loudness(self._powers)

    def _take_powers(self, weights: _Filters) -> None:
        """Add the power of each 100 ms of the frames that are ready."""
        size = 4 * max(1, self._heard.frame_rate_hz // STEPS_PER_S)
        for frame in weights.pull():
            pcm = memoryview(frame.planes[0])[: 4 * frame.samples]
            begins = range(0, len(pcm) - size + 1, size)
            self._powers.extend((audioop.rms(pcm[begin : begin + size], 4) / (1 << 31)) ** 2 for begin in begins)

    def _take_peak(self, peaks: _Filters) -> None:
        """Set the true peak, in dBTP, to that up to the end of the frames that are ready."""
        if (peak := _latest(peaks.pull(), "lavfi.astats.Overall.Peak_level")) is not None:
            self._heard.true_peak_dbtp = peak


class _Filters:
    """Filters of libavfilter, one after the other, for frames like the first one."""

    def __init__(self, first: AudioFrame, filters: Iterable[str]) -> None:
        self._graph = av.filter.Graph()
        rate_hz = first.sample_rate
        last = self._graph.add_abuffer(
            format=first.format.name, sample_rate=rate_hz, layout=first.layout.name, time_base=Fraction(1, rate_hz)
        )
        for described in (*filters, "abuffersink"):
            name, _, options = described.format(oversampled=4 * rate_hz).partition("=")
            following = self._graph.add(name, options or None)
            last.link_to(following)
            last = following
        self._graph.configure()

    def push(self, frame: AudioFrame | None) -> None:
        """Filter a frame, or with None the rest."""
        self._graph.push(frame)

    def pull(self) -> list[AudioFrame]:
        """Return the frames that are ready."""
        frames: list[AudioFrame] = []
        with suppress(NothingReady, Ended):
            while True:
                frame = self._graph.pull()
                assert isinstance(frame, AudioFrame)
                frames.append(frame)
        return frames


def _to_frame(pcm: bytes, rate_hz: int) -> AudioFrame:
    """Return 16-bit mono PCM as a frame."""
    frame = AudioFrame(format="s16", layout="mono", samples=len(pcm) // 2)
    frame.sample_rate = rate_hz
    for plane in frame.planes if pcm else ():
        plane.update(pcm)
    return frame


def _latest(frames: Sequence[AudioFrame], name: str) -> float | None:
    """Return the last measurement of this name, None if there is none."""
    values = (frame.metadata.get(name) for frame in reversed(frames))
    return next((float(value) for value in values if value), None)
