"""ARTICLE -> MARKDOWN from which the reader of Markdown reads the same article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from tts.model import Article, Block, Metadata, Section
from tts.sources.markdown.body import BodyWriter, simplify
from tts.sources.markdown.frontmatter import write_front_matter
from tts.text.divide import divide
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.decode import SourceText
from tts.text.readers.markdown import parse_markdown

_MAX_ROUNDS = 8
_MAX_PICTURES = 200
_ADDRESS = re.compile(r"[^\n<>]{1,2000}")
_NAME = Path("article.md")
_NOTHING: Mapping[str, str | bool] = MappingProxyType({})


def write_markdown(article: Article, more: Mapping[str, str | bool] = _NOTHING) -> str:
    """Return `article` as Markdown with front matter, in which `more` are fields of the caller's.

    Each block has the first form, from plain Markdown to HTML, from which the reader reads it as it is.
    """
    language = article.metadata.language
    best = ""
    differences = len(article.blocks) + 2
    for has_title, blocks in _place_title(article):
        writer = BodyWriter(blocks, language)
        before, above = (-1, -1), 0
        for _ in range(_MAX_ROUNDS):
            text = f"{write_front_matter(article, has_title=has_title, more=more)}\n{writer.write()}"
            reread = read_again(text)
            if is_same(reread, article):
                return _add_pictures(text, article, blocks, writer)
            first, last = _find_difference(blocks, reread.blocks, language)
            if last - first < differences:
                best, differences = text, last - first
            # A block that stays as it is may be spoiled by the one above
            above = above + 1 if (first, last) == before else 0
            before = first, last
            if not writer.raise_forms(first - above, last):
                break
    return best


def _add_pictures(text: str, article: Article, blocks: Sequence[Block], writer: BodyWriter) -> str:
    """Return `text` with the pictures without a description in their places, unless something is then read otherwise.

    They are not heard, but whoever reads the file can describe them.
    """
    if not article.undescribed:
        return text
    numbers = {id(block): number for number, block in enumerate(blocks)}
    pictures = []
    for above, address in article.undescribed[:_MAX_PICTURES]:
        if not _ADDRESS.fullmatch(address):
            continue
        below = (numbers[id(block)] for block in article.blocks[above:] if id(block) in numbers)
        pictures.append((next(below, len(blocks)), address))
    head = text.removesuffix(writer.write())
    longer = head + writer.write(pictures)
    return longer if is_same(read_again(longer), article) else text


def read_again(text: str) -> Article:
    """Return the article in the Markdown `text`."""
    source = SourceText(text=text, sha256=sha256(text.encode()).hexdigest())
    return parse_markdown(source, _NAME, GivenLanguage())


def is_same(one: Article, other: Article) -> bool:
    """Return whether two articles have the same sections, and the same metadata besides their titles' places."""
    return _comparable(one) == _comparable(other)


def _comparable(article: Article) -> tuple[Sequence[Section], Metadata]:
    """Return what of `article` is heard and shown."""
    metadata = article.metadata
    sections = [
        replace(section, blocks=tuple(simplify(block, metadata.language) for block in section.blocks))
        for section in divide(article)
    ]
    description = metadata.description or metadata.subtitle
    return sections, replace(metadata, title_source="head", description=description, pictures=metadata.pictures[:1])


def _place_title(article: Article) -> list[tuple[bool, tuple[Block, ...]]]:
    """Return where the title may be: in the front matter, or as a heading; each with the blocks of the body."""
    metadata, blocks = article.metadata, article.blocks
    if metadata.title_source == "body":
        return [(False, blocks)]
    if metadata.title_source == "head":
        heading = Block(kind="heading", level=1, text=metadata.title)
        return [(True, blocks), (False, (heading, *blocks))]
    index = next(index for index, block in enumerate(blocks) if block.kind == "heading")
    in_front = [] if blocks[index].marks or blocks[index].language else [(True, blocks[:index] + blocks[index + 1 :])]
    return [*in_front, (False, blocks)]


def _find_difference(blocks: Sequence[Block], reread: Sequence[Block], language: str) -> tuple[int, int]:
    """Return the numbers of the first of `blocks` that is not read as it is, and of the one after the last."""
    written, read = ([simplify(block, language) for block in some] for some in (blocks, reread))
    pairs = zip(written, read, strict=False)
    first = next((index for index, (block, other) in enumerate(pairs) if block != other), min(len(written), len(read)))
    backwards = zip(reversed(written[first:]), reversed(read[first:]), strict=False)
    same = next((index for index, (block, other) in enumerate(backwards) if block != other), 0)
    return first, max(len(written) - same, first + 1)
