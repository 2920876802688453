"""Markdown -> ARTICLE. The only importer of Python-Markdown."""

from __future__ import annotations

from pathlib import Path

import markdown

from tts.errors import ReadError
from tts.model import Article, Metadata
from tts.readers.decode import decode
from tts.readers.frontmatter import split_head
from tts.readers.metadata import fields_of
from tts.readers.prose import prose
from tts.readers.title import find_title
from tts.readers.tree import walk

_EXTENSIONS = ["footnotes", "tables", "attr_list", "def_list", "abbr", "md_in_html", "sane_lists","fenced_code"]


class MarkdownReader:
    """Reads Markdown as authors write it: with a head, HTML, footnotes, tables and what site generators leave behind."""

    extensions = (".md", ".markdown")

    def read(self, path: Path) -> Article:
        """The article in the Markdown file at `path`; see `tts.readers.Reader`."""
        source = decode(path)
        head = split_head(source.text, path)
        fields = fields_of(head.fields, path)
        html = markdown.markdown(head.body, extensions=_EXTENSIONS)
        tree = walk(html)
        title = find_title(fields.title, tree.blocks, path)
        return Article(
            path=path,
            metadata=Metadata(
                title=title.text,
                title_source=title.source,
                authors=fields.authors,
                date=fields.date,
                language=fields.language or "en",
                description=fields.description,
                tags=fields.tags,
                source_url=fields.source_url,
                cover=fields.cover,
            ),
            blocks=title.blocks,
            key_points=fields.key_points,
            skipped=(*title.skipped, *tree.skipped),
            prose=prose(html),
            options=head.options,
            warnings=(*source.warnings, *fields.warnings, *title.warnings),
        )
