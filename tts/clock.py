"""Milliseconds as the formats and people write them."""

from __future__ import annotations


def _split(ms: int) -> tuple[int, int, int, int]:
    if ms < 0:
        raise ValueError(f"{ms} ms is before the start")
    seconds, milliseconds = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return hours, minutes, seconds, milliseconds


def webvtt(ms: int) -> str:
    """`HH:MM:SS.mmm`, the WebVTT timestamp (WebVTT, section 4.1)."""
    return "{:02d}:{:02d}:{:02d}.{:03d}".format(*_split(ms))


def seconds(ms: int) -> float:
    """Seconds for JSON, exact to the millisecond."""
    return ms / 1000


def in_words(ms: int) -> str:
    """A length as a person and a screen reader say it: `45 s`, `2 min 12 s`, `1 h 3 min`."""
    hours, minutes, whole_seconds, _ = _split(ms + 500)
    if hours:
        return f"{hours} h {minutes} min"
    if minutes:
        return f"{minutes} min {whole_seconds} s"
    return f"{whole_seconds} s"


def frames_to_ms(frames: int, frame_rate_hz: int) -> int:
    """Frames as milliseconds, rounded half up, in whole numbers so that every machine rounds alike."""
    return (2000 * frames + frame_rate_hz) // (2 * frame_rate_hz)


def ms_to_frames(ms: int, frame_rate_hz: int) -> int:
    """Milliseconds as frames, rounded half up."""
    return (2 * ms * frame_rate_hz + 1000) // 2000
