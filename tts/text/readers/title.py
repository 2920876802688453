"""BLOCKS -> TITLE: which words are the title of an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tts.model import Block, Skipped, TitleSource
from tts.noun import noun
from tts.regex import regex
from tts.text.languages import is_key_points_heading
from tts.text.readers.remedies import NO_TITLE, find_remedy
from tts.text.readers.whitespace import split_words

_MAX_CHARACTERS = 80
_MAX_KICKER = 60  # characters of a line above a headline
_MAX_KICKERS = 2
_SENTENCE = regex(r"[.!?…:,;][”\"’')\]]*$")
_DESCRIPTIONS = {"image": "alternative text", "caption": "caption"}
_PREFERENCES = {"paragraph": 0, "item": 1, "definition": 1}
"""Where the first sentence is looked for: in paragraphs, then in items, then in whatever has text."""
_SENTENCE_END = regex(r"(?<=[.!?…])[”\"’')\]]*\s")


@noun
class Title:
    """The title and its source, and the article's blocks without one that only repeats the title."""

    text: str
    source: TitleSource
    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()


def find_title(named: str, blocks: tuple[Block, ...], path: Path, language: str, subtitle: str = "") -> Title:
    """Return `named` (the front matter's title), else a heading above the text, else the first sentence, shortened.

    The blocks are without a heading or paragraph that only repeats the title, or below it the front matter's
    `subtitle`, and without images that are described by the title alone.
    """
    title = _find_title(named, blocks, path, language)
    if title.source == "body":
        return title
    title = _drop_descriptions(title)
    return _drop_subtitle(title, subtitle) if subtitle else title


def _find_title(named: str, blocks: tuple[Block, ...], path: Path, language: str) -> Title:
    """Return the title as `find_title`; no subtitle is looked for."""
    heading = next((block for block in blocks if block.kind == "heading"), None)
    if named:
        repeats = _list_repeats(named, blocks)
        kept = tuple(block for block in blocks if not any(block is repeat for repeat in repeats))
        skipped = tuple(Skipped(text=repeat.text, reason="repeats the title") for repeat in repeats)
        return Title(text=named, source="head", blocks=kept, skipped=skipped)
    if heading and not is_key_points_heading(heading.text, language) and _is_above_text(heading, blocks):
        return Title(text=heading.text, source="heading", blocks=blocks)
    leaves = (leaf for block in blocks for leaf in block.leaves() if not is_key_points_heading(leaf.text, language))
    first = min(leaves, key=lambda leaf: _PREFERENCES.get(leaf.kind, 2), default=None)
    text = _shorten(first.text.replace("\n", " ") if first else path.stem)
    warning = f"{path}: {NO_TITLE} its first sentence is used. {find_remedy(path).title.format(title=text)}"
    return Title(text=text, source="body", blocks=blocks, warnings=(warning,))


def _has_same_words(text: str, other: str) -> bool:
    """Return whether two texts have the same words, whatever their case and signs."""
    return split_words(text.casefold()) == split_words(other.casefold())


def _list_repeats(named: str, blocks: Iterable[Block]) -> list[Block]:
    """Return the headings with the words of the title: those above the text, and the first of all if it is a title."""
    repeats = []
    is_above, is_first = True, True
    for block in blocks:
        if block.kind == "heading":
            if (is_above or (is_first and block.level == 1)) and _has_same_words(block.text, named):
                repeats.append(block)
            is_first = False
        elif block.kind != "figure" and not _is_kicker(block):
            is_above = False
    return repeats


def _is_kicker(block: Block) -> bool:
    """Return whether a block is a short line without the end of a sentence, as there are above headlines."""
    return block.kind == "paragraph" and len(block.text) <= _MAX_KICKER and not _SENTENCE.search(block.text)


def _is_above_text(heading: Block, blocks: tuple[Block, ...]) -> bool:
    """Return whether nothing is above `heading` except figures and, above the only one of level 1, a short line or two.

    Such lines are a kicker or a date; a heading below more text is that of a part.
    """
    above = []
    for block in blocks:
        if block is heading:
            break
        if block.kind != "figure" and any(block.leaves()):
            above.append(block)
    if not above:
        return True
    is_only = heading.level == 1 and sum(block.kind == "heading" and block.level == 1 for block in blocks) == 1
    return is_only and all(map(_is_kicker, above)) and len(above) <= _MAX_KICKERS


def _drop_descriptions(title: Title) -> Title:
    """Return `title` without alternative texts and captions that are the title, as many sites write them."""
    words = split_words(title.text.casefold())
    skipped: list[Skipped] = []
    blocks = tuple(_without_descriptions(title.blocks, words, skipped))
    return replace(title, blocks=blocks, skipped=(*title.skipped, *skipped)) if skipped else title


def _without_descriptions(blocks: Iterable[Block], words: list[str], skipped: list[Skipped]) -> Iterator[Block]:
    """Yield `blocks` without images and captions of these `words`, which are added to `skipped`; no empty figures."""
    for block in blocks:
        if (name := _DESCRIPTIONS.get(block.kind)) and split_words(block.text.casefold()) == words:
            skipped.append(Skipped(text=block.text, reason=f"{name} that repeats the title"))
            continue
        below = tuple(_without_descriptions(block.blocks, words, skipped))
        if below or block.kind != "figure":
            yield block if below == block.blocks else replace(block, blocks=below)


def _drop_subtitle(title: Title, subtitle: str) -> Title:
    """Return `title` without the block below it that only repeats `subtitle`, which is heard in the opening."""
    begin = 0
    if title.source == "heading":
        begin = 1 + next(index for index, block in enumerate(title.blocks) if block.kind == "heading")
    words = split_words(subtitle.casefold())
    for index, block in enumerate(title.blocks[begin : begin + _MAX_KICKERS], begin):
        if block.kind in ("heading", "paragraph") and split_words(block.text.casefold()) == words:
            skipped = Skipped(text=block.text, reason="repeats the subtitle")
            blocks = title.blocks[:index] + title.blocks[index + 1 :]
            return replace(title, blocks=blocks, skipped=(*title.skipped, skipped))
    return title


def _shorten(text: str) -> str:
    """Return the first sentence of `text`, cut after a word with `…` if it is longer than 80 characters."""
    sentence = _SENTENCE_END.split(text, maxsplit=1)[0]
    text = sentence if len(split_words(sentence)) > 1 else text
    if len(text) <= _MAX_CHARACTERS:
        return text.rstrip(".").rstrip() or text
    cut = text[: _MAX_CHARACTERS + 1].rsplit(" ", 1)[0] if " " in text[:_MAX_CHARACTERS] else text[:_MAX_CHARACTERS]
    return cut.rstrip(" ,;:–—-(“\"'") + "…"
