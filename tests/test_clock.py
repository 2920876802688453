"""Milliseconds are written as formats and people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.clock import about, frames_to_ms, in_words, ms_to_frames, seconds, webvtt


@pytest.mark.parametrize(
    ("ms", "written"),
    [(0, "00:00:00.000"), (61_001, "00:01:01.001"), (3_599_999, "00:59:59.999"), (360_000_000, "100:00:00.000")],
)
def test_webvtt(ms: int, written: str) -> None:
    """A WebVTT timestamp has at least two digits of hours and three of milliseconds."""
    assert webvtt(ms) == written


@pytest.mark.parametrize(
    ("ms", "written"),
    [
        (0, "0 s"),
        (499, "0 s"),
        (500, "1 s"),
        (59_499, "59 s"),
        (59_500, "1 min 0 s"),
        (132_000, "2 min 12 s"),
        (3_599_500, "1 h 0 min"),
        (3_780_000, "1 h 3 min"),
        (90_000_000, "25 h 0 min"),
    ],
)
def test_in_words(ms: int, written: str) -> None:
    """A length is said in the two units that matter."""
    assert in_words(ms) == written


@pytest.mark.parametrize(
    ("ms", "written"),
    [
        (0, "10 s"),
        (44_000, "40 s"),
        (55_000, "1 min"),
        (89_000, "1 min"),
        (132_000, "2 min"),
        (3_599_500, "1 h"),
        (3_780_000, "1 h"),
        (4_000_000, "1 h 10 min"),
        (7_100_000, "2 h"),
    ],
)
def test_about(ms: int, written: str) -> None:
    """An estimate is rounded to ten seconds, a minute or ten minutes."""
    assert about(ms) == written


@pytest.mark.parametrize("writer", [webvtt, in_words])
def test_before_the_start_there_is_nothing(writer) -> None:
    """A negative time is refused."""
    with pytest.raises(ValueError, match="before the start"):
        writer(-1000)


@given(st.integers(0, 10**9))
def test_seconds_are_exact(ms: int) -> None:
    """Seconds for JSON give the same millisecond back."""
    assert round(seconds(ms) * 1000) == ms


@given(st.integers(0, 10**8), st.sampled_from([8_000, 16_000, 22_050, 24_000, 44_100, 48_000]))
def test_frames_and_milliseconds_agree(ms: int, rate_hz: int) -> None:
    """A millisecond made into frames and back is the same, and half a millisecond is rounded up."""
    assert frames_to_ms(ms_to_frames(ms, rate_hz), rate_hz) == ms
    assert frames_to_ms(ms, 2000) == (ms + 1) // 2
