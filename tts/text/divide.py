"""ARTICLE -> SECTIONS: opening, key points, one for each heading of the body, notes, captions, in this order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain, pairwise, takewhile

from tts.model import Article, Block, BlockKind, Role, Section, show_struck
from tts.text.keypoints import may_be_key_points
from tts.text.languages import is_key_points_heading, load_phrases

_MAX_ABOVE_KEY_POINTS = 6  # blocks: a deck, a picture, the first paragraphs


def divide(article: Article) -> tuple[Section, ...]:
    """Return the sections of `article` in the order in which they are heard, without empty ones.

    There is no opening if the title comes from the body, where it is heard anyway, and there is no subtitle. Each
    heading of the body begins a section. Notes follow the body; figures go to the captions with all they hold.
    """
    metadata = article.metadata
    phrases = load_phrases(metadata.language)
    announced = partial(Block, origin="announcement", language=phrases.language_in(metadata.language))
    sections = []
    title, blocks = _take_title(article)
    subtitle = metadata.subtitle and Block(kind="paragraph", text=metadata.subtitle)
    if title or subtitle:
        opening = [block for block in (title, subtitle) if block]
        if metadata.authors:
            opening.append(announced(kind="byline", text=phrases.format_authors(metadata.authors)))
        if metadata.date:
            opening.append(announced(kind="date", text=phrases.format_date(date.fromisoformat(metadata.date[:10]))))
        sections.append(Section(id="opening", role="opening", title=metadata.title, blocks=tuple(opening)))
    heading, lists, blocks = _take_key_points(blocks, metadata.language)
    if title and not lists and not article.key_points:
        lists, blocks = _take_first_list(blocks)
    if article.key_points:  # those of the front matter come first, under the heading of the text if it has one
        items = tuple(Block(kind="item", text=point) for point in article.key_points)
        lists = (Block(kind="list", blocks=items), *lists)
    if lists:
        heading = heading or announced(kind="heading", text=phrases.key_points, level=2)
        sections.append(Section(id="key-points", role="key-points", title=phrases.key_points, blocks=(heading, *lists)))
    figures, blocks = _take_kind(blocks, "figure")
    notes, blocks = _take_kind(blocks, "note")
    sections += _divide_body(blocks, phrases.article)
    endings: tuple[tuple[str, Role, str, tuple[Block, ...]], ...] = (
        ("notes", "body", phrases.notes, notes),
        ("captions", "caption", phrases.pictures, figures),
    )
    for section_id, role, label, parts in endings:
        if parts:
            heading = announced(kind="heading", text=label, level=2)
            sections.append(Section(id=section_id, role=role, title=label, blocks=(heading, *parts)))
    return tuple(sections)


def _take_title(article: Article) -> tuple[Block | None, tuple[Block, ...]]:
    """Return the title's block and the other blocks; None where the title stays in the body."""
    metadata, blocks = article.metadata, article.blocks
    if metadata.title_source == "head":
        return Block(kind="heading", level=1, text=metadata.title), blocks
    if metadata.title_source == "heading":
        index = next(index for index, block in enumerate(blocks) if block.kind == "heading")
        return replace(blocks[index], level=1), blocks[:index] + blocks[index + 1 :]
    return None, blocks


def _take_key_points(
    blocks: tuple[Block, ...], language: str
) -> tuple[Block | None, tuple[Block, ...], tuple[Block, ...]]:
    """Return a heading such as "Key points", the lists below it, and the other blocks; None without such a list.

    The list must be there, because "Summary" is also a heading of prose. A line such as `**Key points:**` counts as a
    heading. Both are near the top, or they end the article: those of a part of the article are heard in it.
    """
    above = len(tuple(takewhile(lambda block: block.kind != "heading", blocks[: _MAX_ABOVE_KEY_POINTS + 1])))
    opened = chain.from_iterable(_open_box(block, language) for block in blocks[:above])
    blocks = (*opened, *blocks[above:])
    headings = [index for index, block in enumerate(blocks) if block.kind == "heading"]
    top = min((blocks[index].level for index in headings), default=1)
    last = headings[-1] if headings and blocks[headings[-1]].level == top else 0
    near_top = min(headings[0] if headings else len(blocks), _MAX_ABOVE_KEY_POINTS) + 1
    for index in (*range(min(near_top, len(blocks))), *([last] if last >= near_top else ())):
        block = blocks[index]
        if block.kind in ("heading", "paragraph") and is_key_points_heading(block.text, language):
            lists = tuple(takewhile(lambda below: below.kind == "list", blocks[index + 1 :]))
            rest = blocks[index + 1 + len(lists) :]
            is_whole = index < near_top or all(below.kind in ("figure", "note") for below in rest)
            if lists and is_whole:
                heading = replace(block, kind="heading", level=block.level or 2)
                return heading, lists, blocks[:index] + rest
    return None, (), blocks


def _open_box(block: Block, language: str) -> tuple[Block, ...]:
    """Return the blocks in a box that has only key points and their heading, else the block itself."""
    if block.kind != "quote" or len(block.blocks) < 2 or any(below.kind != "list" for below in block.blocks[1:]):
        return (block,)
    return block.blocks if is_key_points_heading(block.blocks[0].text, language) else (block,)


def _take_first_list(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the list with which the article begins, if it may be its key points, and the other blocks.

    Text follows it: a list before a heading may be of contents, and one before a list is a part of a longer one.
    """
    first = next((index for index, block in enumerate(blocks) if block.kind != "figure"), 0)
    after = next((block for block in blocks[first + 1 :] if block.kind != "figure"), None)
    if after and after.kind == "paragraph" and may_be_key_points(blocks[first]):
        return (blocks[first],), blocks[:first] + blocks[first + 1 :]
    return (), blocks


def _take_kind(blocks: Iterable[Block], kind: BlockKind) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return all blocks of `kind`, at any depth, and the other blocks without them."""
    taken: list[Block] = []
    kept: list[Block] = []
    for block in blocks:
        if block.kind == kind:
            taken.append(block)
            continue
        below, rest = _take_kind(block.blocks, kind)
        taken += below
        if not below:
            kept.append(block)
        elif rest:
            kept.append(replace(block, blocks=rest))
    return tuple(taken), tuple(kept)


def _divide_body(blocks: tuple[Block, ...], label: str) -> Iterator[Section]:
    """Yield a section for each heading, and one called `label` for blocks before the first.

    The level of a section is the number of higher headings around it, whatever levels the source gives them.
    """
    if not blocks:
        return
    starts = [0, *(index for index, block in enumerate(blocks) if index and block.kind == "heading")]
    levels: list[int] = []
    for number, (begin, end) in enumerate(pairwise([*starts, len(blocks)]), start=1):
        first = blocks[begin]
        title = label
        if first.kind == "heading":
            title = show_struck(first.text, first.marks)
            levels = [*takewhile(first.level.__gt__, levels), first.level]
        yield Section(
            id=f"body-{number}", role="body", title=title, level=max(1, len(levels)), blocks=blocks[begin:end]
        )
