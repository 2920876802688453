"""Convert milliseconds to the notations of formats and people, and to frames."""

from __future__ import annotations

from datetime import datetime


def now() -> datetime:
    """Return the time of day at which the program runs, with the offset of this computer's zone."""
    return datetime.now().astimezone()


def _split(ms: int) -> tuple[int, int, int, int]:
    """Return hours, minutes, seconds and milliseconds; raise `ValueError` for a negative time."""
    if ms < 0:
        raise ValueError(f"{ms} ms is before the start")
    seconds, milliseconds = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return hours, minutes, seconds, milliseconds


def webvtt(ms: int) -> str:
    """Return the timestamp `HH:MM:SS.mmm` (WebVTT, section 4.1)."""
    return "{:02d}:{:02d}:{:02d}.{:03d}".format(*_split(ms))


def seconds(ms: int) -> float:
    """Return seconds for JSON, exact to the millisecond."""
    return ms / 1000


def in_words(ms: int) -> str:
    """Return a duration that a screen reader reads well: `45 s`, `2 min 12 s`, `1 h 3 min`."""
    hours, minutes, whole_seconds, _ = _split(ms + 500)
    if hours:
        return f"{hours} h {minutes} min"
    if minutes:
        return f"{minutes} min {whole_seconds} s"
    return f"{whole_seconds} s"


def about(ms: int) -> str:
    """Return an estimated duration without false precision: `20 s`, `2 min`, `1 h 10 min`."""
    if ms < 55_000:
        return f"{max(1, round(ms / 10_000)) * 10} s"
    hours, minutes = divmod(max(1, round(ms / 60_000)), 60)
    if not hours:
        return f"{minutes} min"
    minutes = round(minutes / 10) * 10 if hours else minutes
    hours, minutes = hours + minutes // 60, minutes % 60
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def frames_to_ms(frames: int, frame_rate_hz: int) -> int:
    """Convert frames to milliseconds, rounded half up; whole numbers round alike on every machine."""
    return (2000 * frames + frame_rate_hz) // (2 * frame_rate_hz)


def ms_to_frames(ms: int, frame_rate_hz: int) -> int:
    """Convert milliseconds to frames, rounded half up."""
    return (2 * ms * frame_rate_hz + 1000) // 2000
