"""PARTS OF A SOUND, which are worked on alone -> runs of them; and the sound of all runs -> that of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def merge_runs(runs: Iterable[tuple[int, int]], longest: int) -> Iterator[tuple[int, int]]:
    """Yield runs that overlap or touch as one; of one that would grow longer than `longest`, the rest follows it.

    A run is its begin and its end. They come in the order of their begins.
    """
    begin = end = 0
    for first, last in runs:
        first = max(first, end)
        if first > end or end - begin >= longest:
            if begin < end:
                yield begin, end
            begin = first
        end = max(end, last)
    if begin < end:
        yield begin, end


def split_blocks(blocks: Iterable[memoryview[int]], sizes: Iterable[int]) -> Iterator[memoryview[int]]:
    """Yield the bytes of `blocks` in pieces of `sizes`; zeros follow if they are too few."""
    rest, held, begin = iter(blocks), memoryview(b""), 0
    for size in sizes:
        while len(held) - begin < size:
            held, begin = memoryview(bytes(held[begin:]) + next(rest, bytes(size))), 0
        yield held[begin : begin + size]
        begin += size


def join_blocks(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Yield the bytes of `pieces` in blocks of at least `size`, because each block costs time in libavfilter."""
    held, held_bytes = [], 0
    for piece in pieces:
        held.append(piece)
        held_bytes += len(piece)
        if held_bytes >= size:
            yield b"".join(held)
            held, held_bytes = [], 0
    yield b"".join(held)
