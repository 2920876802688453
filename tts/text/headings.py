"""Headings that say what stands below them."""

from __future__ import annotations

_KEY_POINTS = frozenset(
    {
        "at a glance",
        "highlights",
        "in brief",
        "key facts",
        "key points",
        "key takeaways",
        "main points",
        "summary",
        "takeaways",
        "tl;dr",
        "tldr",
        "tl dr",
    }
)


def is_key_points_heading(text: str) -> bool:
    """Whether `text` is a heading under which an article lists its key points, in any case, with or without a colon."""
    folded = " ".join(text.split()).rstrip(":：.").rstrip().casefold()
    return folded.removeprefix("the ") in _KEY_POINTS
