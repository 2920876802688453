"""Article -> Sections: opening, key points, body, captions, whatever their order in the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from tts.model import Article, Block, BlockKind, Metadata, Role, Section
from tts.text.headings import is_key_points_heading
from tts.text.languages import Phrases, phrases


def divide(article: Article) -> tuple[Section, ...]:
    """The sections of `article` in the order in which they are heard; an empty one is left out.

    The opening is silent (not there) when the title was taken from the body, which says it anyway. Each heading of
    the body begins a section of its own, with the notes at its end; figures go to the captions, with all they hold.
    """
    said = phrases(article.metadata.language)
    title, rest = _take_title(article)
    points, rest = _take_key_points(rest)
    figures, rest = _take(rest, "figure")
    notes, rest = _take(rest, "note")
    sections = (
        _opening(article.metadata, title, said),
        _key_points(points, article.key_points, said),
        *_body(rest, said),
        _headed("notes", "body", said.notes, notes),
        _headed("captions", "caption", said.pictures, figures),
    )
    language = said.language_in(article.metadata.language)
    return tuple(_in_language(section, language) for section in sections if section)


def _in_language(section: Section, language: str | None) -> Section:
    """The section with its words of ours in the language that they are written in, None for the article's."""
    if language is None:
        return section
    ours = (replace(one, language=language) if one.origin == "announcement" else one for one in section.blocks)
    return replace(section, blocks=tuple(ours))


def _take_title(article: Article) -> tuple[Block | None, tuple[Block, ...]]:
    """The title's block and the blocks without it; None where the body keeps it."""
    metadata, blocks = article.metadata, article.blocks
    if metadata.title_source == "head":
        return Block(kind="heading", level=1, text=metadata.title), blocks
    if metadata.title_source == "heading":
        at = next(at for at, block in enumerate(blocks) if block.kind == "heading")
        return replace(blocks[at], level=1), blocks[:at] + blocks[at + 1 :]
    return None, blocks


def _opening(metadata: Metadata, title: Block | None, said: Phrases) -> Section | None:
    if title is None:
        return None
    blocks = [title]
    if metadata.authors:
        blocks.append(_announced("byline", said.authors(metadata.authors)))
    if metadata.date:
        blocks.append(_announced("date", said.day(metadata.date)))
    return Section(id="opening", role="opening", title=metadata.title, blocks=tuple(blocks))


def _announced(kind: BlockKind, text: str, level: int = 0) -> Block:
    return Block(kind=kind, text=text, level=level, origin="announcement")


def _take_key_points(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """A heading such as "Key points" with the list after it, which must be there: "Summary" heads prose too.

    A line of its own, as in `**Key points:**`, is as good as a heading.
    """
    for at, block in enumerate(blocks):
        if block.kind in ("heading", "paragraph") and is_key_points_heading(block.text):
            end = at + 1
            while end < len(blocks) and blocks[end].kind == "list":
                end += 1
            if end > at + 1:
                heading = replace(block, kind="heading", level=block.level or 2)
                return (heading, *blocks[at + 1 : end]), blocks[:at] + blocks[end:]
    return (), blocks


def _key_points(found: tuple[Block, ...], of_the_head: tuple[str, ...], said: Phrases) -> Section | None:
    """Those of the head are heard first, under the heading of the text if it has one."""
    if not found and not of_the_head:
        return None
    heading = found[0] if found else _announced("heading", said.key_points, level=2)
    items = tuple(Block(kind="item", text=point) for point in of_the_head)
    lists = (Block(kind="list", blocks=items), *found[1:]) if items else found[1:]
    return Section(id="key-points", role="key-points", title=said.key_points, blocks=(heading, *lists))


def _take(blocks: Iterable[Block], kind: BlockKind) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """All blocks of `kind`, however deep, and the others without them."""
    taken: list[Block] = []
    kept: list[Block] = []
    for block in blocks:
        if block.kind == kind:
            taken.append(block)
            continue
        below, rest = _take(block.blocks, kind)
        taken += below
        if not below:
            kept.append(block)
        elif rest:
            kept.append(replace(block, blocks=rest))
    return tuple(taken), tuple(kept)


def _body(blocks: tuple[Block, ...], said: Phrases) -> Iterator[Section]:
    """A section for each heading, as deep as there are higher headings around it, whatever their own levels."""
    around: list[int] = []
    for number, part in enumerate(_at_headings(blocks), start=1):
        first = part[0]
        title = said.article
        if first.kind == "heading":
            title = first.text
            around = [*takewhile(first.level.__gt__, around), first.level]
        yield Section(id=f"body-{number}", role="body", title=title, level=max(1, len(around)), blocks=part)


def _at_headings(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """The blocks in runs, each but perhaps the first beginning with a heading."""
    begin = 0
    for at, block in enumerate(blocks):
        if block.kind == "heading" and at > begin:
            yield blocks[begin:at]
            begin = at
    if blocks[begin:]:
        yield blocks[begin:]


def _headed(section_id: str, role: Role, title: str, blocks: tuple[Block, ...]) -> Section | None:
    """A section under a heading of ours."""
    if not blocks:
        return None
    heading = _announced("heading", title, level=2)
    return Section(id=section_id, role=role, title=title, blocks=(heading, *blocks))
