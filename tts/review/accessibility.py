"""ARTICLE -> ADVICE: what would make it easier to hear and to find one's way in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import islice
from pathlib import PurePosixPath
from typing import Literal, get_args
from urllib.parse import unquote

from tts.model import Article, Block
from tts.noun import noun
from tts.speech.rules.common import is_speakable_path, path_of, site_of
from tts.text.languages import phrases_for_reading
from tts.text.readers.html.figures import is_file_name
from tts.text.readers.language import warn_of_language
from tts.text.readers.places import Places
from tts.text.readers.remedies import (
    EMPTY_ALTERNATIVE_TEXT,
    FILE_NAME_AS_TEXT,
    NO_ALTERNATIVE_TEXT,
    NO_LANGUAGE,
    NO_TITLE,
    Remedy,
    find_remedy,
    is_page_or_document,
    show_address,
)
from tts.text.readers.whitespace import split_words

_OfImages = Literal[
    "alt-missing", "alt-says-nothing", "alt-file-name", "alt-repeats-caption", "alt-repeats-title", "alt-long"
]
_OfStructure = Literal["heading-skips-level", "heading-second-title", "table-without-headers"]
_OfText = Literal["link-says-nothing", "link-address", "language-missing", "title-missing"]
AdviceKind = _OfImages | _OfStructure | _OfText
KINDS: tuple[AdviceKind, ...] = (*get_args(_OfImages), *get_args(_OfStructure), *get_args(_OfText))
_OF_READERS: dict[str, AdviceKind] = {
    NO_ALTERNATIVE_TEXT: "alt-missing",
    FILE_NAME_AS_TEXT: "alt-file-name",
    EMPTY_ALTERNATIVE_TEXT: "alt-says-nothing",
    NO_LANGUAGE: "language-missing",
    NO_TITLE: "title-missing",
}
"""The kinds of warnings that the readers give, by words in them."""
_PLAIN_TEXT = frozenset({".txt", ".text"})
_WITH_TITLE_STYLE = frozenset({".docx", ".docm", ".dotx", ".odt", ".ott", ".fodt"})
"""Word and Writer have a style for the title, so that the headings below it rightly begin at level 1."""
_MAX_ADVICE = 10  # of one kind
_MAX_DESCRIPTION = 1000  # characters, about a minute
_MAX_SHOWN = 60
_MIN_ROWS = _MIN_COLUMNS = 2
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@noun
class Advice:
    """What the author of an article can do better; `what` is a cause and a next step, `line` is from 1."""

    kind: AdviceKind
    what: str
    line: int | None = None


def kind_of_warning(warning: str) -> AdviceKind | None:
    """Return the kind of a warning that the reader of an article gave, None for one that is not about access."""
    return next((kind for words, kind in _OF_READERS.items() if words in warning), None)


def advise(article: Article) -> Iterator[Advice]:
    """Yield what the author of `article` can do better, besides the warnings of its reader; of very much, the first."""
    places, remedy = Places(article.path), find_remedy(article.path)
    is_marked_up = article.path.suffix.lower() not in _PLAIN_TEXT
    advice = [
        *_advise_language(article),
        *_advise_images(article, places, remedy),
        *_advise_skipped_texts(article, places),
        *(_advise_headings(article, places) if is_marked_up else ()),
        *_advise_links(article, places),
        *(_advise_tables(article, places, remedy) if is_marked_up else ()),
    ]
    for kind, count in Counter(item.kind for item in advice).items():
        yield from islice((item for item in advice if item.kind == kind), _MAX_ADVICE)
        if count > _MAX_ADVICE:
            yield Advice(kind=kind, what=f"{count - _MAX_ADVICE} more of this kind. Correct those above first.")


def _advise_language(article: Article) -> Iterator[Advice]:
    """Yield advice about a page that does not say that it is in English; Markdown does not need to say so."""
    is_warned = any(NO_LANGUAGE in warning for warning in article.warnings)
    if article.is_language_guessed and is_page_or_document(article.path) and not is_warned:
        yield Advice(kind="language-missing", what=warn_of_language(article.metadata.language, article.path))


def _advise_images(article: Article, places: Places, remedy: Remedy) -> Iterator[Advice]:
    """Yield which alternative texts say nothing of their picture."""
    vague = _fold_all(words.vague.descriptions for words in phrases_for_reading(article.metadata.language))
    for block in _all_blocks(article.blocks):
        if block.kind != "image" or not block.text:
            continue
        shown, better = _quote(block.text), remedy.describe_better.format(address=show_address(block.resource))
        line = places.find_line(block.text) or places.find_line(block.resource)
        if _is_name_of_file(block.text, block.resource):
            what = f"the alternative text {shown} is the name of the file. {better}"
            yield Advice(kind="alt-file-name", what=what, line=line)
        elif _fold(block.text) in vague:
            yield Advice(
                kind="alt-says-nothing", what=f"the alternative text {shown} says nothing. {better}", line=line
            )
        elif len(block.text) > _MAX_DESCRIPTION:
            what = f"the alternative text {shown} has {len(block.text)} characters"
            yield Advice(kind="alt-long", what=f"{what}. Put its details in the text or the caption.", line=line)


def _advise_skipped_texts(article: Article, places: Places) -> Iterator[Advice]:
    """Yield which alternative texts are not heard, each once; plain text as news sites have it repeats captions."""
    warned = "\n".join(article.warnings)
    for text, reason in dict.fromkeys((skipped.text, skipped.reason) for skipped in article.skipped):
        shown, line = _quote(text), places.find_line(text)
        if reason == "alternative text that says nothing" and f'"{text}"' not in warned:
            kind: AdviceKind = "alt-file-name" if is_file_name(text) else "alt-says-nothing"
            problem = "is the name of a file" if is_file_name(text) else "says nothing"
            what = f"the alternative text {shown} {problem}, so only the caption is heard. Say what the picture shows."
            yield Advice(kind=kind, what=what, line=line)
        elif reason == "alternative text that repeats the title":
            what = f"the alternative text {shown} repeats the title, so it is not heard. Say what the picture shows."
            line = places.find_line(f"![{text}]") or places.find_line(f'alt="{escape(text)}"')
            yield Advice(kind="alt-repeats-title", what=what, line=line)
        elif reason == "repeats the caption" and article.path.suffix.lower() not in _PLAIN_TEXT:
            what = f"the alternative text {shown} repeats the caption, so it is heard once."
            yield Advice(kind="alt-repeats-caption", what=f"{what} Say what the caption does not.", line=line)


def _advise_headings(article: Article, places: Places) -> Iterator[Advice]:
    """Yield which headings are more than one level below the heading before, and which have the level of the title.

    Without a heading that is the title, the first heading may have any level.
    """
    headings = [block for block in _all_blocks(article.blocks) if block.kind == "heading"]
    is_title_dropped = any(skipped.reason == "repeats the title" for skipped in article.skipped)
    is_title_first = article.metadata.title_source == "heading" and headings[0].level == 1
    levels = [1 if is_title_dropped else 6, *(heading.level for heading in headings)]
    for before, heading in zip(levels, headings, strict=False):
        if heading.level > before + 1:
            what = f"the heading {_quote(heading.text)} has level {heading.level}, but follows one of level {before}."
            what = f"{what} Give it level {before + 1}."
            yield Advice(kind="heading-skips-level", what=what, line=_find_heading(heading, places))
    if (is_title_dropped or is_title_first) and article.path.suffix.lower() not in _WITH_TITLE_STYLE:
        for heading in headings[int(is_title_first) :]:
            if heading.level == 1:
                what = f"the heading {_quote(heading.text)} has level 1, as the title has. Give it level 2."
                yield Advice(kind="heading-second-title", what=what, line=_find_heading(heading, places))


def _find_heading(heading: Block, places: Places) -> int | None:
    """Return the line of a heading, which may repeat words of the text above it."""
    forms = (f"# {heading.text}", f">{escape(heading.text)}", heading.text)
    return heading.line or next(filter(None, map(places.find_line, forms)), None)


def _advise_links(article: Article, places: Places) -> Iterator[Advice]:
    """Yield which texts of links say nothing to a listener, each once with the number of its links."""
    vague = _fold_all(words.vague.links for words in phrases_for_reading(article.metadata.language))
    links: dict[str, list[tuple[str, str]]] = {}
    for block in _all_blocks(article.blocks):
        for mark in block.marks:
            text = block.text[mark.begin : mark.end].strip()
            if mark.kind == "link" and text and (_fold(text) in vague or _is_cut_address(text)):
                links.setdefault(_fold(text), []).append((text, mark.value))
    for folded, alike in links.items():
        text, address = alike[0]
        line = places.find_line(address) or places.find_line(text)
        what = f"{_quote(text)} is the text of {f'{len(alike)} links' if len(alike) > 1 else 'a link'},"
        if folded in vague:
            what = f"{what} and does not say where it leads. Link the words that name the target."
            yield Advice(kind="link-says-nothing", what=what, line=line)
        else:
            what = f"{what} of which only {site_of(text)} is heard. Link words instead."
            yield Advice(kind="link-address", what=what, line=line)


def _advise_tables(article: Article, places: Places, remedy: Remedy) -> Iterator[Advice]:
    """Yield which tables have no header cell with words."""
    for block in _all_blocks(article.blocks):
        rows = [row for row in block.blocks if row.kind == "row"] if block.kind == "table" else []
        if len(rows) < _MIN_ROWS or max(len(row.blocks) for row in rows) < _MIN_COLUMNS:
            continue
        if not any(cell.header and any(cell.leaves()) for row in rows for cell in row.blocks):
            first = next(block.leaves())
            what = f"the table that begins with {_quote(first.text)} has no header cells. {remedy.header}"
            yield Advice(kind="table-without-headers", what=what, line=places.find_line(first.text))


def _is_cut_address(text: str) -> bool:
    """Return whether a text is an address of which only the site is heard: its path is long or not made of words."""
    site = site_of(text) if _ADDRESS.fullmatch(text) else None
    path = path_of(text, site) if site else ""
    return bool(path) and not is_speakable_path(text, path)


def _is_name_of_file(text: str, address: str) -> bool:
    """Return whether an alternative text of several parts, such as `bees-and-comb`, is the name of its image's file."""
    stem = PurePosixPath(unquote(address.partition("?")[0])).stem
    return "-" in text and " " not in text and text.casefold() == stem.casefold()


def _all_blocks(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield all of `blocks` and the blocks inside them."""
    return (block for top in blocks for block in top.all())


def _fold_all(texts: Iterable[Iterable[str]]) -> frozenset[str]:
    """Return all of `texts` as they are compared."""
    return frozenset(_fold(text) for group in texts for text in group)


def _fold(text: str) -> str:
    """Return a text as it is compared: its words in lower case, without signs around them."""
    return " ".join(split_words(text.casefold().replace("'", "’")))


def _quote(text: str) -> str:
    """Return a text in quotation marks, cut where it is long."""
    text = " ".join(text.split())
    return f'"{text}"' if len(text) <= _MAX_SHOWN else f'"{text[: _MAX_SHOWN - 1].rstrip()}…"'
