"""MARKDOWN with the marks of other programs -> MARKDOWN, in one step for each kind of mark."""

from __future__ import annotations

from tts.text.readers.markdown.replace import Cleaned, replace_marks
from tts.text.readers.markdown.templates import TAG, replace_tag

_STEPS = ((TAG, replace_tag),)
"""What a mark looks like, and the function that replaces it; in this order."""


def replace_dialects(text: str) -> Cleaned:
    """Replace the marks of site generators and of other dialects in the Markdown `text`. Code is not changed."""
    cleaned = Cleaned(text=text)
    for pattern, replace in _STEPS:
        step = replace_marks(cleaned.text, pattern, replace)
        cleaned = Cleaned(
            text=step.text,
            skipped=(*cleaned.skipped, *step.skipped),
            directives=(*cleaned.directives, *step.directives),
        )
    return cleaned
