"""IMAGES, CAPTIONS -> FIGURE: which paragraph below an image is its caption, and which descriptions are skipped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tts.model import Block, Skipped
from tts.noun import noun
from tts.regex import regex
from tts.text.readers.credits import MAX_CAPTION, MAX_CREDIT_WORDS, find_caption_credit, find_credit
from tts.text.readers.whitespace import join_words, normalize_whitespace

_MIN_REPEATED_WORDS = 3  # of an alternative text that a caption repeats
_MEANINGLESS = regex(
    r"(?:alt(?:ernative)?(?:[ -]?text)?|image(?: for post)?|img|photo|picture|untitled)?[\s\d_-]*", re.IGNORECASE
)
_TAG = regex(r"</?[a-zA-Z][^<>]*>")
_FILE_NAME = regex(
    r".*[\w)]\.(?:avif|bmp|gif|heic|jpe?g|png|svg|tiff?|webp)"
    r"|(?:dscf?n?|gopr|img|mvimg|pict|pxl|vid)[-_ ]?\d[\w.()-]*|screen ?shot[-_ ]\d[\w .()-]*"
    r"|\w*[^\W_]_[\w.-]*"  # words have no underscores
    r"|(?=\S*[-.])(?=\S*[^\W\d_]{3,}\d)[\w.-]+",  # `bees-final2`, but not `COVID-19`
    re.IGNORECASE,
)


@noun
class Image:
    """An image as the source gives it: `alt` is None if its author wrote none, "" if the image is decoration."""

    src: str
    alt: str | None = None
    title: str = ""
    language: str | None = None


@noun
class Figure:
    """A figure's block (None if nothing of it can be heard), what is skipped, and images that nothing describes."""

    block: Block | None
    skipped: tuple[Skipped, ...] = ()
    undescribed: tuple[Image, ...] = ()


def make_figure(parts: Sequence[Image | Block], *, language: str | None = None) -> Figure:
    """Return one figure of `parts` in their order: images, captions and credits.

    Without a caption, the title of an image takes its place. An alternative text that the caption repeats is skipped,
    and so is the address of an image without one.
    """
    images = [part for part in parts if isinstance(part, Image)]
    has_caption = any(isinstance(part, Block) and part.kind == "caption" for part in parts)
    texts = (
        part.text if isinstance(part, Block) else "" if has_caption else normalize_whitespace(part.title)
        for part in parts
    )
    caption = " ".join(texts).strip()
    blocks: list[Block] = []
    skipped: list[Skipped] = []
    undescribed = []
    for part in parts:
        if isinstance(part, Block):
            blocks += _split_credit(part)
            continue
        alt, title = normalize_whitespace(_TAG.sub(" ", part.alt or "")), normalize_whitespace(part.title)
        tags = " ".join(_TAG.findall(part.alt or ""))
        skipped.append(Skipped(text=tags, reason="mark-up in an alternative text"))
        reason = _skip_reason(part.alt, alt, caption)
        if reason:
            skipped.append(Skipped(text=alt or normalize_whitespace(part.src), reason=reason))
        else:
            blocks.append(Block(kind="image", text=alt, resource=part.src, language=part.language))
        if title and has_caption:
            skipped.append(Skipped(text=title, reason="title of an image"))
        elif title:
            blocks += _split_credit(Block(kind="caption", text=title, language=part.language))
        if not caption and (part.alt is None or (part.alt.strip() and _is_meaningless(alt))):
            undescribed.append(part)
    block = Block(kind="figure", blocks=tuple(blocks), resource=images[0].src if images else "", language=language)
    return Figure(
        block=block if blocks else None,
        skipped=tuple(skip for skip in skipped if skip.text),
        undescribed=tuple(undescribed),
    )


def _skip_reason(written: str | None, alt: str, caption: str) -> str:
    """Return why an alternative text is not heard, "" where it is; `written` is None if there is none."""
    if not alt:
        return "image without alternative text" if written is None else "decorative image"
    if _is_meaningless(alt):
        return "alternative text that says nothing"
    return "repeats the caption" if caption and join_words(alt) in join_words(caption) else ""


def is_file_name(alt: str) -> bool:
    """Return whether an alternative text is the name of a file, as a camera or a program has put it there."""
    return _FILE_NAME.fullmatch(alt) is not None


def _is_meaningless(alt: str) -> bool:
    """Return whether an alternative text says nothing about any picture."""
    return _MEANINGLESS.fullmatch(alt) is not None or is_file_name(alt)


def is_in_italics(block: Block) -> bool:
    """Return whether all of a paragraph is emphasised, as many authors write a caption."""
    return len(block.text) <= MAX_CAPTION and bool(block.whole_marks("emphasis"))


def is_caption_below(alternatives: Sequence[str], paragraph: Block) -> bool:
    """Return whether `paragraph`, below images with these alternative texts, says that it is their caption.

    It ends with a credit, or it is an alternative text once more, perhaps with a credit.
    """
    if paragraph.kind != "paragraph" or len(paragraph.text) > MAX_CAPTION:
        return False
    if find_caption_credit(paragraph.text) is not None:
        return True
    words = join_words(paragraph.text)
    repeated = (alt for alt in map(join_words, alternatives) if len(alt.split()) >= _MIN_REPEATED_WORDS)
    return any(words.startswith(alt) and len(words.split()) <= len(alt.split()) + MAX_CREDIT_WORDS for alt in repeated)


def is_caption_of(figure: Block, paragraph: Block) -> bool:
    """Return whether `paragraph`, in the paragraph after the block `figure`, is a caption that it lacks."""
    if figure.kind != "figure" or any(part.kind != "image" for part in figure.blocks):
        return False
    has_credit = find_credit(paragraph.text) < len(paragraph.text)
    alternatives = [part.text for part in figure.blocks]
    return (is_in_italics(paragraph) and has_credit) or is_caption_below(alternatives, paragraph)


def _split_credit(block: Block) -> list[Block]:
    """Return a caption as caption and credit, if its words tell them apart."""
    offset = find_credit(block.text) if block.kind == "caption" else len(block.text)
    caption, credit = cut_block(block, 0, offset), cut_block(block, offset, len(block.text))
    return [part for part in (caption, replace(credit, kind="credit")) if part.text]


def cut_block(block: Block, begin: int, end: int) -> Block:
    """Return the leaf `block` with only its text from `begin` to `end`, trimmed, and the marks there."""
    text = block.text[begin:end]
    begin += len(text) - len(text.lstrip())
    end = begin + len(text.strip())
    marks = tuple(
        replace(mark, begin=max(mark.begin, begin) - begin, end=min(mark.end, end) - begin)
        for mark in block.marks
        if (mark.begin < end and mark.end > begin) or begin < mark.begin == mark.end <= end
    )
    return replace(block, text=text.strip(), marks=marks)
