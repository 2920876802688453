"""BLOCKS -> ARTICLE: an announcement with its title, as if a reader had read it from a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from tts.editions.listing import Listing
from tts.model import Article, Block, Metadata


def heading(text: str, language: str) -> Block:
    """Return the title of an announcement."""
    return Block(kind="heading", level=1, text=text, language=language)


def paragraph(text: str, language: str) -> Block:
    """Return a paragraph."""
    return Block(kind="paragraph", text=text, language=language)


def build_article(
    title: Block, blocks: Iterable[Block], listing: Listing, path: Path, date: str | None = None
) -> Article:
    """Return an announcement of the edition at `path`: `title`, the `date` if there is one, and `blocks`."""
    blocks = (title, *blocks)
    metadata = Metadata(title=title.text, title_source="heading", date=date, language=listing.language)
    prose = "\n".join(leaf.text for block in blocks for leaf in block.leaves())
    return with_hash(Article(path=path, source_sha256="", metadata=metadata, blocks=blocks, prose=prose))


def with_hash(article: Article) -> Article:
    """Return `article` with a hash of all that shapes its sound."""
    heard = (article.metadata, article.key_points, article.blocks, dict(article.options))
    return replace(article, source_sha256=sha256(repr(heard).encode("utf-8", "backslashreplace")).hexdigest())
