"""An address -> a QR code in letters, for a phone's camera to read from a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import segno

_QUIET = 2  # modules of margin; ISO/IEC 18004 asks for 4, and cameras of phones do with less
_SIGNS = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}  # light letters on a dark ground
_DARK_SIGNS = {(1 - above, 1 - below): sign for (above, below), sign in _SIGNS.items()}
_BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m{}\x1b[0m"  # ECMA-48, 8.3.117, with two colours that no theme changes


def qr(text: str, *, has_colours: bool = False) -> str:
    """The code as lines of block letters, two rows of modules a line.

    It is dark where the terminal's ground is, or with `has_colours` black on white, whatever that ground is.
    """
    rows = [tuple(row) for row in segno.make(text, error="l", micro=False).matrix_iter(border=_QUIET)]
    rows += [(0,) * len(rows[0])] * (len(rows) % 2)
    signs, line = (_DARK_SIGNS, _BLACK_ON_WHITE) if has_colours else (_SIGNS, "{}")
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "".join(line.format(_letters(above, below, signs)) + "\n" for above, below in pairs)


def _letters(above: Iterable[int], below: Iterable[int], signs: Mapping[tuple[int, int], str]) -> str:
    return "".join(signs[bool(one), bool(other)] for one, other in zip(above, below, strict=True))
