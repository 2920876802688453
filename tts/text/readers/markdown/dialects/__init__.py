"""MARKDOWN with the marks of other programs -> MARKDOWN, in one step for each kind of mark."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from tts.text.readers.markdown.dialects.attributes import ATTRIBUTES, replace_attributes
from tts.text.readers.markdown.dialects.boxes import OWN_BOX, replace_boxes
from tts.text.readers.markdown.dialects.comments import (
    ANGLES_IN_ADDRESS,
    COMMAND,
    SNIPPET,
    encode_angles,
    replace_command,
    replace_comments,
    replace_modules,
    replace_myst_comments,
    replace_snippet,
)
from tts.text.readers.markdown.dialects.converted import (
    CENTERED_CAPTION,
    COLUMN,
    ESCAPED_TAG,
    QUOTED,
    SPACED_EMPHASIS,
    TORN_LINK,
    close_emphasis,
    end_column,
    join_caption,
    mend_link,
    open_quoted,
    replace_items,
    restore_tag,
)
from tts.text.readers.markdown.dialects.critic import CHANGE, DELETION, replace_change, replace_deletion
from tts.text.readers.markdown.dialects.entities import ENTITY, replace_entity
from tts.text.readers.markdown.dialects.expressions import replace_expressions
from tts.text.readers.markdown.dialects.formulas import replace_formulas
from tts.text.readers.markdown.dialects.indents import remove_indents
from tts.text.readers.markdown.dialects.inline_marks import replace_inline_marks
from tts.text.readers.markdown.dialects.inner_quotes import PICTURE, mend_picture
from tts.text.readers.markdown.dialects.jsx import replace_jsx
from tts.text.readers.markdown.dialects.kramdown import EXTENSION, replace_extension
from tts.text.readers.markdown.dialects.leaves import DIRECTIVE_IN_LINE, DIRECTIVE_LINE, replace_in_line, replace_line
from tts.text.readers.markdown.dialects.raw_elements import replace_raw_elements
from tts.text.readers.markdown.dialects.references import (
    mend_definitions,
    replace_template_references,
    replace_undefined_references,
)
from tts.text.readers.markdown.dialects.replace import Cleaned, Replacement, replace_marks
from tts.text.readers.markdown.dialects.speakers import replace_speakers
from tts.text.readers.markdown.dialects.templates import replace_tags
from tts.text.readers.markdown.dialects.text_tables import replace_text_tables

_Step = Callable[[str], Cleaned]


def _marks(pattern: re.Pattern[str], replace: Callable[[re.Match[str]], Replacement]) -> _Step:
    """Return the step that replaces each match of `pattern` by what `replace` returns for it."""
    return partial(replace_marks, pattern=pattern, replace=replace)


def _remove_indents(text: str) -> Cleaned:
    """Return `text` without the indents of components, which hold no words."""
    return Cleaned(text=remove_indents(text))


def _replace_boxes_of_tags(text: str) -> Cleaned:
    """Replace the boxes that stand for tags, as those of the author have been replaced."""
    return replace_boxes(text) if OWN_BOX in text else Cleaned(text=text)


_STEPS: tuple[_Step, ...] = (
    replace_comments,
    _marks(CHANGE, replace_change),
    _marks(DELETION, replace_deletion),
    replace_items,  # before the tags of their list
    _marks(COLUMN, end_column),
    replace_myst_comments,  # before the marks by which MyST is known are replaced
    replace_expressions,  # before the imports and exports that name the values are removed
    replace_modules,
    replace_text_tables,
    _marks(PICTURE, mend_picture),
    _remove_indents,
    _marks(ANGLES_IN_ADDRESS, encode_angles),
    replace_jsx,  # before the marks with braces, which JSX has too
    _marks(EXTENSION, replace_extension),
    _marks(ESCAPED_TAG, restore_tag),
    _marks(TORN_LINK, mend_link),  # before tags of HTML, of which it has a part
    mend_definitions,
    replace_template_references,  # before the templates in their addresses
    replace_undefined_references,  # before files that are included, of which one may define the labels, are removed
    replace_boxes,  # before all that is not changed in code, because what is indented or fenced in a box is not code
    replace_speakers,  # after the lines of boxes have the signs of quotes
    _marks(SNIPPET, replace_snippet),
    replace_formulas,  # before the marks with braces, which TeX has too
    replace_raw_elements,
    _marks(DIRECTIVE_LINE, replace_line),  # before tags, of which it makes some
    _marks(DIRECTIVE_IN_LINE, replace_in_line),
    replace_tags,
    _replace_boxes_of_tags,
    _marks(CENTERED_CAPTION, join_caption),
    _marks(QUOTED, open_quoted),
    _marks(ATTRIBUTES, replace_attributes),
    _marks(COMMAND, replace_command),
    replace_inline_marks,
    _marks(SPACED_EMPHASIS, close_emphasis),
    _marks(ENTITY, replace_entity),
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
