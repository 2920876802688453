"""Parse and format times in the notations of the files."""

from __future__ import annotations

import re

_CLOCK = re.compile(r"(\d{1,9}):([0-5]\d):([0-5]\d)(?:\.(\d{1,3}))?")


def to_ms(hours: str, minutes: str, seconds: str, fraction: str = "0") -> int:
    """Return a time in ms from its digits; `fraction` has up to three decimals of a second."""
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))


def parse_clock(text: str) -> int | None:
    """Return a full clock value such as `00:01:02.345` in ms, or None (SMIL 1.0, section 4.2.4; also in 3.0)."""
    match = _CLOCK.fullmatch(text)
    return to_ms(match[1], match[2], match[3], match[4] or "0") if match else None


def clock(ms: int | float) -> str:
    """Return a time as a player shows it, with tenths: `0:02:13.4`."""
    tenths = round(ms / 100)
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest // 10:02d}.{rest % 10}"
