"""MARKDOWN with the marks of other programs -> MARKDOWN, in one step for each kind of mark."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from tts.text.readers.markdown.boxes import replace_boxes
from tts.text.readers.markdown.replace import Cleaned, Replacement, replace_marks
from tts.text.readers.markdown.templates import TAG, replace_tag

_Step = Callable[[str], Cleaned]


def _marks(pattern: re.Pattern[str], replace: Callable[[re.Match[str]], Replacement]) -> _Step:
    """Return the step that replaces each match of `pattern` by what `replace` returns for it."""
    return partial(replace_marks, pattern=pattern, replace=replace)


_STEPS: tuple[_Step, ...] = (
    replace_boxes,  # first, because what is indented or fenced in a box is not code
    _marks(TAG, replace_tag),
)
"""The steps in their order: functions, or what a mark looks like and the function that replaces it."""


def replace_dialects(text: str) -> Cleaned:
    """Replace the marks of site generators and of other dialects in the Markdown `text`. Code is not changed."""
    cleaned = Cleaned(text=text)
    for replace in _STEPS:
        step = replace(cleaned.text)
        cleaned = Cleaned(
            text=step.text,
            skipped=(*cleaned.skipped, *step.skipped),
            directives=(*cleaned.directives, *step.directives),
        )
    return cleaned
