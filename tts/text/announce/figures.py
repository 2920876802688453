"""Figures: labels for images, captions and credits, without descriptions that only repeat the caption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from tts.model import Block
from tts.regex import regex
from tts.text.announce.style import AnnouncementStyle
from tts.text.readers.credits import find_label, has_bare_label

_SOURCE = regex(r"\(?(?:sources?|quelle|fuente|джерело)\s?:", re.IGNORECASE)
_WORD = regex(r"\w+")
_MIN_REPEATED = 0.8  # of an alternative text's words, in their order
_MAX_WORDS = 200  # of an alternative text that is compared
_DENIALS = ("no", "not", "without")


def announce_figure(block: Block, style: AnnouncementStyle) -> Iterator[Block]:
    """Yield the figure with `Image:` before the first part that is heard, and `Caption:` before a later caption.

    An alternative text that nearly repeats the caption is skipped. When brief, captions are heard without a label, and
    an alternative text only where there is no caption.
    """
    caption = " ".join(part.text for part in block.blocks if part.kind == "caption")
    parts: list[Block] = []
    is_first = True
    for part in block.blocks:
        reason = _skip_reason(part, caption, style)
        if label := "" if reason else _label(part, style, is_first=is_first):
            parts.append(style.announce(label))
        parts.append(replace(part, skipped=reason))
        is_first = is_first and bool(reason)
    yield replace(block, blocks=tuple(parts))


def _skip_reason(part: Block, caption: str, style: AnnouncementStyle) -> str:
    """Return why a part of a figure is not heard, "" where it is heard."""
    is_brief = style.preset.pictures == "captions"
    if part.kind == "image" and part.text and caption:
        if is_brief:
            return "the caption is heard when brief"
        return "nearly repeats the caption" if _nearly_repeats(part.text, caption) else ""
    if part.kind == "credit" and part.text and is_brief:
        return "credit, skipped when brief"
    return part.skipped


def _nearly_repeats(alternative: str, caption: str) -> bool:
    """Return whether the caption has most words of `alternative` in order, and all its numbers and denials."""
    words, caption_words = (_WORD.findall(text.casefold()) for text in (alternative, caption))
    if not words or len(words) > _MAX_WORDS:
        return False
    matches = SequenceMatcher(a=words, b=caption_words, autojunk=False).get_matching_blocks()
    repeated = {index for match in matches for index in range(match.a, match.a + match.size)}
    others = (word for index, word in enumerate(words) if index not in repeated)
    has_new_fact = any(word in _DENIALS or any(map(str.isdigit, word)) for word in others)
    return len(repeated) >= _MIN_REPEATED * len(words) and not has_new_fact


def _label(part: Block, style: AnnouncementStyle, *, is_first: bool) -> str:
    """Return the announcement before a part of a figure, "" for none. A first caption stands for the image."""
    phrases = style.phrases
    if style.preset.pictures == "captions" or find_label(part.text) or _SOURCE.match(part.text) or not part.text:
        return ""
    if part.kind == "credit" and has_bare_label(part.text):
        return ""
    caption = phrases.image if is_first else phrases.caption
    return {"image": phrases.image, "caption": caption, "credit": phrases.credit}.get(part.kind, "")
