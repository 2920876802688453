"""An address -> a QR code in block characters, for a phone's camera to read from a terminal."""

from __future__ import annotations

from io import StringIO

import segno

_BORDER = 2  # modules; ISO/IEC 18004 asks for 4, but the cameras of phones read a code with less
_WHITE_ON_BLACK = "\x1b[38;5;231;48;5;16m{}\x1b[0m"  # ECMA-48, 8.3.117, with two colours that no theme changes


def draw_qr_code(text: str, *, has_colours: bool = False) -> str:
    """Return the code as lines of block characters, each of two rows of modules.

    The characters draw the light modules. Without colours the terminal's background is the dark ones, so it must be
    dark; with `has_colours` the code is black and white on any background.
    """
    code = StringIO()
    segno.make(text, error="l", micro=False).terminal(code, border=_BORDER, compact=True)
    line = _WHITE_ON_BLACK if has_colours else "{}"
    return "".join(f"{line.format(row)}\n" for row in code.getvalue().splitlines())
