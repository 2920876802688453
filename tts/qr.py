"""An address -> a QR code in letters, for a phone's camera to read from a terminal."""

from __future__ import annotations

from collections.abc import Iterable

import segno

_QUIET = 2  # modules of margin; ISO/IEC 18004 asks for 4, and cameras of phones do with less
_SIGNS = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}  # light letters on a dark ground


def qr(text: str) -> str:
    """The code as lines of block letters, two rows of modules a line; dark where the terminal's ground is."""
    rows = [tuple(row) for row in segno.make(text, error="l", micro=False).matrix_iter(border=_QUIET)]
    rows += [(0,) * len(rows[0])] * (len(rows) % 2)
    return "".join(_line(above, below) for above, below in zip(rows[::2], rows[1::2], strict=True))


def _line(above: Iterable[int], below: Iterable[int]) -> str:
    return "".join(_SIGNS[bool(one), bool(other)] for one, other in zip(above, below, strict=True)) + "\n"
