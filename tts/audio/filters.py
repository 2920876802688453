"""Chains of libavfilter's filters for 16-bit mono PCM, for the steps of this wing. Imports av."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import av.filter
from av import AudioFrame
from av.error import BlockingIOError as NothingReady
from av.error import EOFError as Ended

FRAME_BYTES = 131_072  # each frame costs some 50 µs; a chain holds several copies, some in four times the size


class Filters:
    """A chain of filters, each written as libavfilter does: `name=option=value:option=value`.

    It takes signed 16-bit little-endian mono PCM of `frame_rate_hz`.
    """

    def __init__(self, frame_rate_hz: int, *descriptions: str) -> None:
        self._frame_rate_hz, self._time_base = frame_rate_hz, Fraction(1, frame_rate_hz)
        self._frames = 0
        self._graph = av.filter.Graph()
        last = self._graph.add_abuffer(
            format="s16", sample_rate=frame_rate_hz, layout="mono", time_base=self._time_base
        )
        for description in (*descriptions, "abuffersink"):
            name, _, options = description.partition("=")
            previous, last = last, self._graph.add(name, options or None)
            previous.link_to(last)
        self._graph.configure()

    def push(self, pcm: bytes) -> Iterator[AudioFrame]:
        """Put a block in and yield the frames that come out."""
        samples = memoryview(pcm)
        for begin in range(0, len(pcm), FRAME_BYTES):
            block = samples[begin : begin + FRAME_BYTES]
            frame = AudioFrame(format="s16", layout="mono", samples=len(block) // 2)
            frame.planes[0].update(block)  # type: ignore[arg-type] # which may be any buffer
            frame.sample_rate, frame.time_base = self._frame_rate_hz, self._time_base
            frame.pts, self._frames = self._frames, self._frames + frame.samples
            self._graph.push(frame)
            yield from self._ready()

    def end(self) -> Iterator[AudioFrame]:
        """Yield the frames that were held back. Nothing can be put in afterwards."""
        self._graph.push(None)
        yield from self._ready()

    def _ready(self) -> Iterator[AudioFrame]:
        """Yield the frames that the filters can give before they need more input."""
        while True:
            try:
                frame = self._graph.pull()
            except (NothingReady, Ended):
                return
            assert isinstance(frame, AudioFrame)
            yield frame


def filtered(
    blocks: Iterable[bytes], frame_rate_hz: int, *descriptions: str, sample_format: str = "s16"
) -> Iterator[memoryview[int]]:
    """Yield all of `blocks` after a chain of filters, as mono PCM in the sample format of libavutil."""
    filters = Filters(frame_rate_hz, *descriptions, f"aformat=sample_fmts={sample_format}")
    for block in blocks:
        yield from map(samples_of, filters.push(block))
    yield from map(samples_of, filters.end())


def samples_of(frame: AudioFrame) -> memoryview[int]:
    """Return the samples of a mono frame as bytes, without the padding after them."""
    return memoryview(frame.planes[0])[: frame.format.bytes * frame.samples]
