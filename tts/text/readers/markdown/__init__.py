"""Markdown -> ARTICLE."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tts.model import Article
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.byline import take_byline
from tts.text.readers.decode import SourceText, read_text
from tts.text.readers.frontmatter import FrontMatter, split_front_matter
from tts.text.readers.frontmatter.fields import parse_fields
from tts.text.readers.html.figures import Image
from tts.text.readers.language import find_language
from tts.text.readers.markdown.boilerplate import drop_repeated_content
from tts.text.readers.markdown.recover import read_body
from tts.text.readers.markdown.regions import find_code, find_open_fence
from tts.text.readers.markdown.source_lines import SourceLines
from tts.text.readers.remedies import warn_of_image
from tts.text.readers.title import find_title
from tts.text.readers.torn_words import join_torn_words


def read_markdown(path: Path, given: GivenLanguage) -> Article:
    """Read the article in the Markdown file at `path`: with HTML, footnotes and the tags of site generators.

    Raises:
        ReadError: the file cannot be read as an article.
        LostWordsError: the parsers lose words of the source.
    """
    return parse_markdown(read_text(path), path, given)


def parse_markdown(source: SourceText, path: Path, given: GivenLanguage) -> Article:
    """Return the article in the Markdown `source`, which was read from `path`.

    Raises:
        LostWordsError: the parsers lose words of the source.
    """
    front_matter = split_front_matter(source.text, path)
    language = find_language(front_matter.fields, front_matter.body, path, given, source.text)
    fields = parse_fields(front_matter.fields, path, language.tag)
    markdown = join_torn_words(front_matter.body, fields.language, find_code(front_matter.body))
    body = read_body(markdown, front_matter.body_line, path)
    content = drop_repeated_content(body.blocks)
    found = find_title(fields.title, content.blocks, path, fields.language, fields.subtitle)
    byline, title = take_byline(found, fields)
    source_lines = SourceLines(front_matter.body, front_matter.body_line)
    return Article(
        path=path,
        source_sha256=source.sha256,
        metadata=fields.metadata(title.text, title.source, byline.authors, byline.date),
        blocks=source_lines.locate_code(title.blocks),
        key_points=fields.key_points,
        skipped=(
            *front_matter.skipped,
            *source_lines.locate_skipped((*title.skipped, *content.skipped, *body.skipped)),
        ),
        prose="\n".join([*body.texts(), *(skipped.text for skipped in front_matter.skipped)]),
        options=front_matter.options,
        is_language_guessed=language.is_guess,
        warnings=(
            *source.warnings,
            *language.warnings,
            *front_matter.warnings,
            *fields.warnings,
            *title.warnings,
            *body.warnings,
            *_warnings(front_matter, body.undescribed, body.long_rows, source_lines, path),
        ),
    )


def _warnings(
    front_matter: FrontMatter,
    undescribed: Sequence[Image],
    long_rows: Sequence[str],
    source_lines: SourceLines,
    path: Path,
) -> Iterator[str]:
    """Yield a warning for each of the images `undescribed`, row that is too long, and fence without an end."""
    lines = source_lines.find_lines(image.src for image in undescribed)
    for image, line in zip(undescribed, lines, strict=True):
        place = f"{path}, line {line}" if line else f"{path}"
        yield f"{place}: {warn_of_image(image, path)}"
    for line in source_lines.find_lines(long_rows):
        place = f"{path}, line {line}" if line else f"{path}"
        problem = "this row has more cells than the first row of its table"
        yield f"{place}: {problem}. Add cells to that row, or write \\| for a | within a cell."
    if line := find_open_fence(front_matter.body):
        place = f"{path}, line {front_matter.body_line + line - 1}"
        problem = "this code has no end, so all text after it is taken for code"
        yield f"{place}: {problem}. Close it with the same characters."
