"""The nouns of drawn text: runs, and the keys of marked content."""

from __future__ import annotations

from tts.noun import noun

Key = tuple[int, int]
"""The number of a page, from 0, and that of marked content on it."""


@noun
class Run:
    """Text that is drawn in one go, perhaps with the line end after it.

    `key` is the number of its marked content, None outside of any. `is_artifact`: it belongs to the page, not to the
    text. `x` and `y` are the place of its first character from the left and from the bottom, `size` the height of its
    font in the same units.
    """

    text: str
    key: int | None
    is_artifact: bool
    x: float
    y: float
    size: float
    is_bold: bool
