"""Filters of libavfilter in a row, for 16-bit mono PCM: what `level` and the encoders have in common. Imports av."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import av.filter
from av import AudioFrame
from av.error import BlockingIOError as NothingReady
from av.error import EOFError as Ended

FRAME_BYTES = 131_072  # a chain holds several copies of a frame, the largest in 16 times its size


class Filters:
    """A chain of filters, each written as libavfilter does: `name=option=value:option=value`.

    What goes in is signed 16-bit little-endian mono PCM of `frame_rate_hz`.
    """

    def __init__(self, frame_rate_hz: int, *descriptions: str) -> None:
        self._frame_rate_hz = frame_rate_hz
        self._frames = 0
        self._graph = av.filter.Graph()
        last = self._graph.add_abuffer(
            format="s16", sample_rate=frame_rate_hz, layout="mono", time_base=Fraction(1, frame_rate_hz)
        )
        for description in (*descriptions, "abuffersink"):
            name, _, options = description.partition("=")
            following = self._graph.add(name, options or None)
            last.link_to(following)
            last = following
        self._graph.configure()

    def push(self, pcm: bytes) -> Iterator[AudioFrame]:
        """Puts a block in and gives what comes out."""
        for begin in range(0, len(pcm), FRAME_BYTES):
            self._graph.push(self._frame(pcm[begin : begin + FRAME_BYTES]))
            yield from self._ready()

    def _frame(self, pcm: bytes) -> AudioFrame:
        frame = AudioFrame(format="s16", layout="mono", samples=len(pcm) // 2)
        frame.planes[0].update(pcm)
        frame.sample_rate, frame.time_base = self._frame_rate_hz, Fraction(1, self._frame_rate_hz)
        frame.pts, self._frames = self._frames, self._frames + frame.samples
        return frame

    def end(self) -> Iterator[AudioFrame]:
        """Gives what was held back; nothing can be put in afterwards."""
        self._graph.push(None)
        yield from self._ready()

    def _ready(self) -> Iterator[AudioFrame]:
        while True:
            try:
                frame = self._graph.pull()
            except (NothingReady, Ended):
                return
            assert isinstance(frame, AudioFrame)
            yield frame


def filtered(blocks: Iterable[bytes], frame_rate_hz: int, *descriptions: str) -> Iterator[bytes]:
    """All of `blocks` through a chain of filters, as 16-bit mono PCM again."""
    chain = Filters(frame_rate_hz, *descriptions, "aformat=sample_fmts=s16")
    for block in blocks:
        if pcm := b"".join(map(_pcm, chain.push(block))):
            yield pcm
    yield from map(_pcm, chain.end())


def _pcm(frame: AudioFrame) -> bytes:
    return bytes(memoryview(frame.planes[0])[: 2 * frame.samples])
