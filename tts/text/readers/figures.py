"""Images and what is said about them -> one figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tts.model import Block, Mark, Skipped
from tts.text.readers.credits import find_credit
from tts.text.readers.whitespace import is_repeated_in, normalize_whitespace

_MAX_CAPTION = 400  # characters
_SAYS_NOTHING = re.compile(
    r"(?:alt(?:ernative)?(?:[ -]?text)?|image|img|photo|picture|untitled)?[\s\d_-]*"
    r"|\S+\.(?:avif|gif|jpe?g|png|svg|tiff?|webp)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An image as the source gives it: `alt` is None when its author wrote none, "" when it is decoration."""

    src: str
    alt: str | None = None
    title: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure's block, or None when nothing of it can be heard, what is skipped, and images that nothing describes."""

    block: Block | None
    skipped: tuple[Skipped, ...] = ()
    undescribed: tuple[str, ...] = ()


def make_figure(parts: Sequence[Image | Block], *, language: str | None = None) -> Figure:
    """One figure of `parts` in their order: images, captions and credits.

    The title of an image stands for a caption where there is none. An alternative text that the caption repeats, and an
    address in place of one, are skipped.
    """
    skipped: list[Skipped] = []
    images = [part for part in parts if isinstance(part, Image)]
    has_caption = any(isinstance(part, Block) and part.kind == "caption" for part in parts)
    told = " ".join(
        part.text if isinstance(part, Block) else "" if has_caption else normalize_whitespace(part.title)
        for part in parts
    ).strip()
    blocks: list[Block] = []
    for part in parts:
        blocks += _split(part) if isinstance(part, Block) else _hear(part, told, skipped, has_caption=has_caption)
    block = Block(kind="figure", blocks=tuple(blocks), resource=images[0].src if images else "", language=language)
    return Figure(
        block=block if blocks else None,
        skipped=tuple(skipped),
        undescribed=tuple(image.src for image in images if not told and _is_undescribed(image)),
    )


def is_in_italics(block: Block) -> bool:
    """Whether all of a paragraph is emphasised, as many authors write a caption."""
    whole = (0, len(block.text))
    return len(block.text) <= _MAX_CAPTION and any(
        mark.kind == "emphasis" and (mark.begin, mark.end) == whole for mark in block.marks
    )


def is_caption_of(other: Block, block: Block) -> bool:
    """Whether the paragraph `block` below the figure `other`, which has no caption yet, is one: it names a maker."""
    return (
        other.kind == "figure"
        and all(part.kind == "image" for part in other.blocks)
        and is_in_italics(block)
        and find_credit(block.text) < len(block.text)
    )


def _is_undescribed(image: Image) -> bool:
    return image.alt is None or (bool(image.alt.strip()) and _says_nothing(image.alt))


def _says_nothing(alt: str) -> bool:
    return bool(_SAYS_NOTHING.fullmatch(normalize_whitespace(alt)))


def _hear(image: Image, told: str, skipped: list[Skipped], *, has_caption: bool) -> list[Block]:
    alt, title = normalize_whitespace(image.alt or ""), normalize_whitespace(image.title)
    heard = []
    if not alt:
        skipped += _skip(image.src, "image without alternative text" if image.alt is None else "decorative image")
    elif _says_nothing(alt):
        skipped += _skip(alt, "alternative text that says nothing")
    elif told and is_repeated_in(alt, told):
        skipped += _skip(alt, "repeats the caption")
    else:
        heard.append(Block(kind="image", text=alt, resource=image.src, language=image.language))
    if title and has_caption:
        skipped += _skip(title, "title of an image")
    elif title:
        heard += _split(Block(kind="caption", text=title, language=image.language))
    return heard


def _skip(text: str, reason: str) -> list[Skipped]:
    return [Skipped(text=normalize_whitespace(text), reason=reason)] if text.strip() else []


def _split(block: Block) -> list[Block]:
    """A caption as caption and credit, as far as its words tell them apart."""
    at = find_credit(block.text) if block.kind == "caption" else len(block.text)
    caption, credit = cut_block(block, 0, at), cut_block(block, at, len(block.text))
    return [part for part in (caption, replace(credit, kind="credit")) if part.text]


def cut_block(block: Block, begin: int, end: int) -> Block:
    """The leaf `block` with its text from `begin` to `end` only, trimmed, and the marks that lie there."""
    text = block.text[begin:end]
    begin += len(text) - len(text.lstrip())
    end = begin + len(text.strip())
    marks = tuple(
        Mark(kind=mark.kind, begin=max(mark.begin, begin) - begin, end=min(mark.end, end) - begin, value=mark.value)
        for mark in block.marks
        if (mark.begin < end and mark.end > begin) or begin < mark.begin == mark.end <= end
    )
    return replace(block, text=text.strip(), marks=marks)
