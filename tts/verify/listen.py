"""A track as a listener hears it: decoded to its end, and measured during decoding. Imports av.

Only the measurements stay in memory: 100 bytes per second.
"""

from __future__ import annotations

from array import array
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from math import log10
from pathlib import Path

import av
import av.filter
from av import AudioFrame
from av.error import BlockingIOError as NothingReady
from av.error import EOFError as Ended
from av.error import FFmpegError

SILENCE_DB = 127  # the lowest level; a step of 16 bit is 90
SILENCE_LUFS = -70.0  # ITU-R BS.1770-5, annex 1: the absolute gate
WINDOWS_PER_S = 100
_BLOCK_S = 1
_MAX_EXCESS_MS = 60_000  # how far beyond its length a track is decoded


@dataclass(slots=True, kw_only=True)
class Heard:
    """The measurements of a decoded track.

    `levels` has the peak of each window of `window` PCM frames (10 ms), in dB below full scale from 0 to 127.
    `codec_frame` is the PCM frames that the codec handles at a time. Loudness is measured by ITU-R BS.1770-5, as two
    loudspeakers play a mono file. `defect` says why decoding ended early; "" if it did not.
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
        with av.open(str(path.absolute()), format=container, metadata_errors="replace") as file:
            _measure(file, heard, duration_ms + _MAX_EXCESS_MS)
    except (FFmpegError, ValueError, OverflowError) as error:
        heard.defect = heard.defect or " ".join(str(getattr(error, "strerror", None) or error).split())
    return heard


def listen_to_beginning(path: Path, container: str, duration_ms: int) -> bytearray:
    """Return the levels (see `Heard`) of the first `duration_ms` of a file, less where it cannot be decoded."""
    heard = Heard()
    levels: _Levels | None = None
    with suppress(FFmpegError, ValueError, OverflowError):
        with av.open(str(path.absolute()), format=container, metadata_errors="replace") as file:
            for frame in file.decode(audio=0):
                heard.frame_rate_hz = frame.sample_rate
                levels = levels or _Levels(frame, heard)
                heard.frames += frame.samples
                frame.pts = None
                levels.push(frame)
                if heard.duration_ms >= duration_ms:
                    break
        if levels:
            levels.push(None)
    return heard.levels


def _measure(container: av.container.InputContainer, heard: Heard, max_ms: int) -> None:
    """Decode a file and fill `heard`, but no further than `max_ms`."""
    if not container.streams.audio:
        raise ValueError("there is no sound in it")
    stream = container.streams.audio[0]
    chains: tuple[_Chain, ...] = ()
    for frame in container.decode(stream):
        if not chains:
            heard.codec, heard.channels = stream.codec_context.name, frame.layout.nb_channels
            heard.frame_rate_hz = frame.sample_rate
            chains = _Levels(frame, heard), _Loudness(frame, heard), _Peak(frame, heard)
        heard.frames += frame.samples
        heard.codec_frame = max(heard.codec_frame, frame.samples)
        frame.pts = None
        for chain in chains:
            chain.push(frame)
        if heard.duration_ms > max_ms:
            heard.defect = "it continues long after its end"
            break
    for chain in chains:
        chain.push(None)


class _Chain:
    """Filters of libavfilter for frames like the first one; `take` gets each frame that comes out."""

    filters: tuple[str, ...] = ()

    def __init__(self, first: AudioFrame, heard: Heard) -> None:
        self.heard = heard
        rate_hz = first.sample_rate
        self._graph = av.filter.Graph()
        last = self._graph.add_abuffer(
            format=first.format.name, sample_rate=rate_hz, layout=first.layout.name, time_base=Fraction(1, rate_hz)
        )
        for described in (f"asetnsamples=n={rate_hz * _BLOCK_S}:p=0", *self.filters, "abuffersink"):
            name, _, options = described.format(oversampled=4 * rate_hz).partition("=")
            following = self._graph.add(name, options or None)
            last.link_to(following)
            last = following
        self._graph.configure()

    def push(self, frame: AudioFrame | None) -> None:
        """Filter a frame, or with None the rest, and take the frames that are ready."""
        self._graph.push(frame)
        while True:
            try:
                ready = self._graph.pull()
            except (NothingReady, Ended):
                return
            assert isinstance(ready, AudioFrame)
            self.take(ready)

    def take(self, frame: AudioFrame) -> None:
        """Add the measurements of a frame."""
        raise NotImplementedError


class _Levels(_Chain):
    filters = ("aformat=sample_fmts=s16:channel_layouts=mono",)

    def __init__(self, first: AudioFrame, heard: Heard) -> None:
        super().__init__(first, heard)
        self._rest = array("h")

    def take(self, frame: AudioFrame) -> None:
        """Add the peak of each whole window, in dB below full scale; keep the other samples for the next frame."""
        samples, window = self._rest, self.heard.window
        samples.frombytes(bytes(memoryview(frame.planes[0])[: 2 * frame.samples]))
        whole = len(samples) // window * window
        for begin in range(0, whole, window):
            part = samples[begin : begin + window]
            peak = max(max(part), -min(part))
            self.heard.levels.append(round(-20 * log10(peak / 32768)) if peak else SILENCE_DB)
        self._rest = samples[whole:]


class _Loudness(_Chain):
    filters = ("ebur128=dualmono=1:metadata=1:framelog=quiet",)

    def take(self, frame: AudioFrame) -> None:
        """Set the integrated loudness, in LUFS, to that up to the end of this frame."""
        if integrated := frame.metadata.get("lavfi.r128.I"):
            self.heard.integrated_lufs = max(SILENCE_LUFS, float(integrated))


class _Peak(_Chain):
    """ITU-R BS.1770-5, annex 2; ebur128 has it too and takes three times as long."""

    filters = (
        "aformat=sample_fmts=flt",
        "aresample={oversampled}",
        "astats=metadata=1:measure_perchannel=none:measure_overall=Peak_level",
    )

    def take(self, frame: AudioFrame) -> None:
        """Set the true peak, in dBTP, to that up to the end of this frame."""
        if peak := frame.metadata.get("lavfi.astats.Overall.Peak_level"):
            self.heard.true_peak_dbtp = float(peak)
