"""Chains of libavfilter's filters for 16-bit mono PCM, for `level` and the encoders. Imports av."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain

import av.filter
from av import AudioFrame
from av.error import BlockingIOError as NothingReady
from av.error import EOFError as Ended
from av.filter.context import FilterContext

FRAME_BYTES = 65_536  # a chain holds several copies of a frame, the largest in 16 times its size: near what caches hold


class Filters:
    """A chain of filters, each written as libavfilter does: `name=option=value:option=value`.

    It takes signed 16-bit little-endian mono PCM of `frame_rate_hz`.
    """

    def __init__(self, frame_rate_hz: int, *descriptions: str) -> None:
        self._frame_rate_hz, self._time_base = frame_rate_hz, Fraction(1, frame_rate_hz)
        self._frames = 0
        self._graph = av.filter.Graph()
        self._contexts: dict[str, FilterContext] = {}
        last = self._graph.add_abuffer(
            format="s16", sample_rate=frame_rate_hz, layout="mono", time_base=self._time_base
        )
        for description in (*descriptions, "abuffersink"):
            name, _, options = description.partition("=")
            following = self._graph.add(name, options or None)
            last.link_to(following)
            self._contexts[name] = following
            last = following
        self._graph.configure()

    def command(self, name: str, command: str, argument: str) -> None:
        """Send a command to the last filter called `name` while it runs."""
        self._contexts[name].process_command(command, argument)

    def push(self, pcm: bytes) -> Iterator[AudioFrame]:
        """Put a block in and yield the frames that come out."""
        for begin in range(0, len(pcm), FRAME_BYTES):
            block = pcm[begin : begin + FRAME_BYTES]
            frame = AudioFrame(format="s16", layout="mono", samples=len(block) // 2)
            frame.planes[0].update(block)
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


class MeasuringFilter:
    """A chain of filters that measure. Only the last readings count, which are in the metadata of its last frames.

    Until then the chain drops all frames: each would cost a turn of Python, for which the threads of a process queue.
    """

    _DROP_ALL = "ametadata=mode=select:key=none:enable=1"  # passes frames that have this key; none has
    _HELD_MS = 200  # is held back to pass at the end; filters that measure give a frame each 100 ms

    def __init__(self, frame_rate_hz: int, *descriptions: str) -> None:
        self._chain = Filters(frame_rate_hz, *descriptions, self._DROP_ALL)
        self._held_bytes = 2 * frame_rate_hz * self._HELD_MS // 1000
        self._held = b""

    def push(self, pcm: bytes) -> None:
        """Measure the next block."""
        pcm = self._held + pcm
        self._held = pcm[-self._held_bytes :]
        for _ in self._chain.push(pcm[: -self._held_bytes]):
            raise AssertionError("all frames are dropped until the end")

    def end(self) -> dict[str, str]:
        """Return the readings of all blocks; it takes no more of them."""
        self._chain.command("ametadata", "enable", "0")
        readings: dict[str, str] = {}
        for frame in chain(self._chain.push(self._held), self._chain.end()):
            readings.update(frame.metadata)
        return readings


def filtered(blocks: Iterable[bytes], frame_rate_hz: int, *descriptions: str) -> Iterator[bytes]:
    """Yield all of `blocks` after a chain of filters, as 16-bit mono PCM again."""
    filters = Filters(frame_rate_hz, *descriptions, "aformat=sample_fmts=s16")
    for block in blocks:
        if pcm := b"".join(map(_pcm, filters.push(block))):
            yield pcm
    yield from map(_pcm, filters.end())


def _pcm(frame: AudioFrame) -> bytes:
    """Return the samples of a 16-bit mono frame, without the padding after them."""
    return bytes(memoryview(frame.planes[0])[: 2 * frame.samples])
