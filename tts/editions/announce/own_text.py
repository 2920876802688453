"""FILE -> ARTICLE: the producer's own text for the start or the end, with the facts of the edition filled in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import accumulate
from pathlib import Path

from tts.editions.announce.article import with_hash
from tts.editions.listing import Listing
from tts.errors import ArticastError
from tts.model import Article, Block, Mark, Skipped
from tts.text.languages import load_phrases
from tts.text.languages.tags import GivenLanguage
from tts.text.readers import read
from tts.text.readers.remedies import NO_TITLE
from tts.text.readers.whitespace import normalize_whitespace, split_words

_PLACE = re.compile(r"\{(number|date|count|length|title)\}")


def add_own_text(announcement: Article, path: Path | None, listing: Listing) -> Article:
    """Return `announcement` with the text of the file at `path` below its title and date in place of our own.

    Without a `path` it stays as it is; also, with a warning, if the file cannot be read.
    """
    if path is None:
        return announcement
    try:
        text = read(path, GivenLanguage(tag=listing.language))
    except ArticastError as error:
        warning = f"{error} A sentence of Articast's own is heard instead."
        return replace(announcement, warnings=(warning,))
    text = _without_title(_fill_in(text, listing), announcement, listing)
    title = announcement.blocks[0]
    metadata = replace(
        text.metadata,
        title=title.text,
        title_source="heading",
        date=announcement.metadata.date or text.metadata.date,
    )
    warnings = tuple(warning for warning in text.warnings if not warning.startswith(f"{path}: {NO_TITLE}"))
    prose, blocks = f"{title.text}\n{text.prose}", (title, *text.blocks)
    return with_hash(replace(text, metadata=metadata, blocks=blocks, prose=prose, warnings=warnings))


def _without_title(text: Article, announcement: Article, listing: Listing) -> Article:
    """Return `text` with its own title and headings as paragraphs: an announcement is one entry of the navigation.

    A title that repeats that of the announcement or of the edition is skipped.
    """
    title, prose, skipped = text.metadata.title, text.prose, text.skipped
    blocks = text.blocks
    if text.metadata.title_source == "head":
        blocks = (Block(kind="heading", level=1, text=title), *blocks)
        prose = f"{title}\n{prose}"
    shown = tuple(_to_paragraph(block) for block in blocks)
    if text.metadata.title_source != "body":
        index = next(index for index, block in enumerate(blocks) if block.kind == "heading")
        names = (announcement.metadata.title, listing.series.title)
        if any(split_words(title.casefold()) == split_words(name.casefold()) for name in names):
            skipped = (*skipped, Skipped(text=title, reason="repeats the title", line=blocks[index].line))
            shown = (*shown[:index], *shown[index + 1 :])
    return replace(text, blocks=shown, prose=prose, skipped=skipped)


def _to_paragraph(block: Block) -> Block:
    """Return a heading as a paragraph in bold type; any other block as it is."""
    if block.kind != "heading":
        return block
    strong = Mark(kind="strong", begin=0, end=len(block.text))
    return replace(block, kind="paragraph", level=0, marks=(strong, *block.marks))


def _fill_in(text: Article, listing: Listing) -> Article:
    """Return `text` with the facts of the edition for `{number}`, `{date}`, `{count}`, `{length}` and `{title}`.

    They are filled into texts that are read already, so that they are never taken for mark-up.
    """
    values = _list_values(listing, text.metadata.language)
    heard = [*_texts(text.blocks), *(skip.text for skip in text.skipped), *text.key_points]
    places = Counter(_PLACE.findall("\n".join(heard)))
    warnings = [
        f"{text.path}: The edition has no {name}, so {{{name}}} stays as it is. Give it one, or remove {{{name}}}."
        for name in places
        if name not in values
    ]
    if places != Counter(_PLACE.findall("\n".join([text.prose, *text.key_points]))):
        what = "There is mark-up within the braces of a value, so none is filled in. Write each as {number}."
        return replace(text, warnings=(*text.warnings, f"{text.path}: {what}"))
    metadata = text.metadata
    title, subtitle = _fill_text(metadata.title, values), _fill_text(metadata.subtitle, values)
    return replace(
        text,
        metadata=replace(metadata, title=title, subtitle=subtitle),
        blocks=tuple(_fill_block(block, values) for block in text.blocks),
        key_points=tuple(_fill_text(point, values) for point in text.key_points),
        skipped=tuple(replace(skip, text=_fill_text(skip.text, values)) for skip in text.skipped),
        prose=_fill_text(text.prose, values),
        warnings=(*text.warnings, *warnings),
    )


def _list_values(listing: Listing, language: str) -> dict[str, str]:
    """Return the facts that are known of an edition, in the words of `language`."""
    phrases = load_phrases(language)
    values = {
        "count": str(listing.count),
        "length": phrases.format_length(listing.duration_ms),
        "title": normalize_whitespace(listing.series.title),
    }
    if listing.series.number is not None:
        values["number"] = str(listing.series.number)
    if listing.date:
        values["date"] = phrases.format_date(date.fromisoformat(listing.date[:10]))
    return values


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the texts of `blocks` and of all blocks in them."""
    return (leaf.text for block in blocks for leaf in block.leaves())


def _fill_text(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with `values`; braces of another kind, or without a value, stay as they are."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), text)


def _fill_block(block: Block, values: Mapping[str, str]) -> Block:
    """Return `block` with `values`, and with its marks at the same words as before."""
    places = [place for place in _PLACE.finditer(block.text) if place[1] in values]
    if not places:
        return replace(block, blocks=tuple(_fill_block(below, values) for below in block.blocks))
    begins, ends = [place.start() for place in places], [place.end() for place in places]
    moves = [0, *accumulate(len(values[place[1]]) - len(place[0]) for place in places)]

    def move_begin(offset: int) -> int:
        """Return the new offset of a mark's begin, which includes a value in which it was."""
        passed = bisect_right(ends, offset)
        return min([offset, *begins[passed : passed + 1]]) + moves[passed]

    def move_end(offset: int) -> int:
        """Return the new offset of a mark's end, which includes a value in which it was."""
        passed = bisect_right(begins, offset - 1)
        return max([offset, *ends[max(passed - 1, 0) : passed]]) + moves[passed]

    marks = tuple(
        replace(mark, begin=move_begin(mark.begin), end=(move_end if mark.begin < mark.end else move_begin)(mark.end))
        for mark in block.marks
    )
    return replace(block, text=_fill_text(block.text, values), marks=marks)
