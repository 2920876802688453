"""Pages of an Ogg stream (RFC 3533, section 6)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

CONTINUED, FIRST, LAST = 1, 2, 4
MAX_SEGMENTS = 255
NO_PACKET_ENDS = -1  # the granule position of a page in which none does
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class Stream:
    """Makes pages of packets, in order. `serial` distinguishes the stream from others in the file."""

    def __init__(self, serial: int) -> None:
        self._serial = serial
        self._pages = 0

    def pages(self, packets: Sequence[bytes], granule: int, *, last: bool = False) -> Iterator[bytes]:
        """Yield the pages that hold `packets`. The last packet ends at the position `granule` and ends its page.

        Several packets have to fit into one page, that is into 255 segments of 255 bytes; one may be of any length.
        """
        lacing = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
        data, at = b"".join(packets), 0
        for first in range(0, len(lacing), MAX_SEGMENTS):
            segments = lacing[first : first + MAX_SEGMENTS]
            end = first + len(segments) == len(lacing)
            flags = CONTINUED * (first > 0) | FIRST * (self._pages == 0) | LAST * (last and end)
            body = data[at : at + sum(segments)]
            at += len(body)
            yield self._page(flags, granule if end else NO_PACKET_ENDS, segments, body)

    def _page(self, flags: int, granule: int, segments: bytes, body: bytes) -> bytes:
        """Return one page with its checksum, and count it (RFC 3533, section 6)."""
        head = b"".join(
            (
                b"OggS\0" + bytes([flags]),
                granule.to_bytes(8, "little", signed=True),
                self._serial.to_bytes(4, "little"),
                self._pages.to_bytes(4, "little"),
            )
        )
        tail = bytes([len(segments)]) + segments + body
        self._pages += 1
        return head + checksum(head + bytes(4) + tail) + tail


def checksum(page: bytes) -> bytes:
    """Return the CRC of a page in which it is still 0.

    Its polynomial is that of zlib, but its bits run the other way, and it neither starts from nor ends with all ones.
    """
    mirrored = zlib.crc32(page.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return mirrored.to_bytes(4, "big").translate(_REVERSED)
