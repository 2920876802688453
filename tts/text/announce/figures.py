"""A figure: what is an image, a caption, a credit, and which of them says something new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from tts.model import Block
from tts.text.announce.style import AnnouncementStyle

# "Photo: Ann Lens" says itself what it is
_LABELLED = re.compile(
    r"\(?(?:photo|foto|image|picture|illustration|graphic|credit|source|bild|cr[ée]dit)(?:[\w ]{0,16}:| by )",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_SAME = 0.8  # of an alternative text's words, in their order
_MOST_WORDS = 200


def figure(block: Block, style: AnnouncementStyle) -> Iterator[Block]:
    """The figure with `Image:` before the first thing that is said of a picture, `Caption:` before a caption after it.

    An alternative text that nearly repeats the caption is skipped. When brief, captions are heard alone; an
    alternative text where there is none.
    """
    caption = " ".join(part.text for part in block.blocks if part.kind == "caption")
    parts: list[Block] = []
    is_first = True
    for part in (replace(part, skipped=_reason(part, caption, style)) for part in block.blocks):
        announcement = "" if part.skipped else _before(part, style, is_first=is_first)
        if announcement:
            parts.append(style.announce(announcement))
        parts.append(part)
        is_first = is_first and bool(part.skipped)
    yield replace(block, blocks=tuple(parts))


def _reason(part: Block, caption: str, style: AnnouncementStyle) -> str:
    """Why a part of a figure is not heard, "" where it is."""
    is_brief = style.preset.pictures == "captions"
    if part.kind == "image" and part.text and caption:
        return "the caption is heard when brief" if is_brief else _repetition(part.text, caption)
    if part.kind == "credit" and part.text and is_brief:
        return "credit, skipped when brief"
    return part.skipped


def _repetition(alternative: str, caption: str) -> str:
    words, told = _words(alternative), _words(caption)
    if not words or len(words) > _MOST_WORDS:
        return ""
    matcher = SequenceMatcher(a=words, b=told, autojunk=False)
    same = {at for block in matcher.get_matching_blocks() for at in range(block.a, block.a + block.size)}
    other = [word for at, word in enumerate(words) if at not in same]
    is_repeated = len(same) >= _SAME * len(words) and not any(map(_is_fact, other))
    return "nearly repeats the caption" if is_repeated else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _is_fact(word: str) -> bool:
    """Whether one word changes all: a number, or a denial."""
    return any(map(str.isdigit, word)) or word in ("no", "not", "without")


def _before(part: Block, style: AnnouncementStyle, *, is_first: bool) -> str:
    """What is said before a part of a figure, "" when nothing is; a caption alone says what is in the image."""
    said = style.phrases
    if style.preset.pictures == "captions" or _LABELLED.match(part.text) or not part.text:
        return ""
    match part.kind:
        case "credit":
            return said.credit
        case "caption" if not is_first:
            return said.caption
        case "caption" | "image":
            return said.image
        case _:
            return ""
