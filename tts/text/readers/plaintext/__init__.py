"""Plain text, as pasted from a page -> ARTICLE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice, pairwise, takewhile
from pathlib import Path

from tts.model import Article, Block, Skipped
from tts.regex import regex
from tts.text.languages import is_key_points_heading
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.byline import Byline, TopLine, find_byline, move_key_points_up
from tts.text.readers.byline.names import has_label, names_section
from tts.text.readers.byline.statements import read_statement
from tts.text.readers.decode import read_text
from tts.text.readers.frontmatter import split_front_matter
from tts.text.readers.frontmatter.fields import Fields, parse_fields
from tts.text.readers.language import find_language
from tts.text.readers.plaintext.breaks import begin_paragraphs, keep_lines
from tts.text.readers.plaintext.captions import Captions
from tts.text.readers.plaintext.keypoints import mark_key_points
from tts.text.readers.plaintext.lines import SURE_BULLETS, Line, Piece, group_lines, split_lines
from tts.text.readers.plaintext.marks import remove_marks
from tts.text.readers.plaintext.ornaments import remove_ornaments
from tts.text.readers.plaintext.page import clear_page
from tts.text.readers.plaintext.pagination import remove_page_edges
from tts.text.readers.plaintext.struck import mark_struck, remove_strokes
from tts.text.readers.plaintext.tables import make_table
from tts.text.readers.title import Title, find_title
from tts.text.readers.torn_words import join_torn_words
from tts.text.readers.whitespace import split_words

_MAX_DECK = 3  # lines between a headline and its key points
_MAX_DEPTH = 8  # lists in lists; a deeper one keeps its items on this level
_MAX_HEADLINE = 200  # characters, where a byline below says that it is one
_MAX_KICKER_WORDS = 3
_SEPARATOR = regex(r"\s*[|/>›»·•]\s*")
_MAX_SHORT_WORD = 3  # such as "in", with which no headline ends
_MAX_TOP = 24  # lines at the beginning, among which a byline is
_MIN_DEEPER = 2  # columns; fewer are an author's slip


def read_plain_text(path: Path, given: GivenLanguage) -> Article:
    """Read the article in the text file at `path`: key points, headings, lists, paragraphs, captions at the end.

    Raises:
        ReadError: the file cannot be read as an article.
    """
    source = read_text(path)
    front_matter = split_front_matter(source.text, path)
    language = find_language(front_matter.fields, front_matter.body, path, given, source.text)
    fields = parse_fields(front_matter.fields, path, language.tag)
    text, edges = remove_page_edges(front_matter.body, front_matter.body_line)
    text, addresses = remove_marks(text)
    joined = join_torn_words(text, fields.language)
    body = remove_ornaments(joined)
    lines = begin_paragraphs(
        _mark_wrapped(split_lines(body, fields.language, front_matter.body_line), text, joined, front_matter.body_line)
    )
    captions = clear_page(_mark_bylines(lines, fields.language), fields.language)
    byline, title, pieces = _find_opening(captions, fields, path)
    numbers = (
        Skipped(text=str(piece.ordinal), reason="number of a list's item", line=piece.line)
        for piece in pieces
        if piece.ordinal is not None
    )
    removed = (*edges, *(Skipped(text=address, reason="address of a link") for address in addresses))
    return Article(
        path=path,
        source_sha256=source.sha256,
        metadata=fields.metadata(title.text, title.source, byline.authors, byline.date),
        blocks=tuple(map(mark_struck, title.blocks)),
        key_points=fields.key_points,
        skipped=(*front_matter.skipped, *title.skipped, *numbers, *captions.skipped, *removed),
        prose="\n".join([remove_strokes(body), *(skipped.text for skipped in (*front_matter.skipped, *removed))]),
        options=front_matter.options,
        is_language_guessed=language.is_guess,
        warnings=(*source.warnings, *front_matter.warnings, *language.warnings, *fields.warnings, *title.warnings),
    )


def _mark_wrapped(lines: Sequence[Line], text: str, joined: str, first_line: int) -> list[Line]:
    """Return `lines` with a mark on those of `text` whose last word was torn, and is whole in `joined`."""
    pairs = zip(text.split("\n"), joined.split("\n"), strict=False)
    torn = {number for number, (before, after) in enumerate(pairs, first_line) if before != after}
    return [replace(line, is_wrapped=line.number in torn) for line in lines]


def _mark_bylines(lines: Sequence[Line], language: str) -> list[Line]:
    """Return `lines` with a mark on those at the top that cannot be captions: "By Ann Lee (AP)" ends like one."""
    statements = ((line, read_statement(line.text, language)) for line in lines[:_MAX_TOP])
    top = [replace(line, is_byline=statement is not None and statement.is_sure) for line, statement in statements]
    return [*top, *lines[_MAX_TOP:]]


def _find_opening(captions: Captions, fields: Fields, path: Path) -> tuple[Byline, Title, list[Piece]]:
    """Return the byline below the headline, the title with the blocks, and the pieces of which these were made."""
    lines = mark_key_points(captions.lines)
    begin = 0 if fields.title and not _repeats_title(lines, fields) else 1
    top = takewhile(lambda line: not line.is_quoted, lines[begin:])
    byline = find_byline([_make_top_line(line, fields.language) for line in islice(top, _MAX_TOP)], fields)
    if byline.end and begin and not fields.title and _is_kicker(lines, fields.language):
        lines[:2] = [lines[1], replace(lines[0], after_blank=True)]
    pieces = _group_below_byline(lines, begin, byline)
    blocks = (*_make_blocks(pieces, fields.language), *captions.figures)
    title = find_title(fields.title, blocks, path, fields.language, fields.subtitle)
    if title.source == "body":  # without a headline there is no opening in which the byline could be heard
        pieces = group_lines(keep_lines(lines, is_titled=True))
        blocks = (*_make_blocks(pieces, fields.language), *captions.figures)
        return Byline(), find_title(fields.title, blocks, path, fields.language, fields.subtitle), pieces
    taken = [(lines[begin + index], reason) for index, reason in byline.taken]
    skipped = [Skipped(text=line.text, reason=reason, line=line.number) for line, reason in taken]
    if taken:
        last = taken[-1][0].number
        below = next((index for index, block in enumerate(title.blocks) if (block.line or 0) > last), 0)
        is_first = title.source == "heading"
        title = replace(title, blocks=move_key_points_up(title.blocks, int(is_first), below))
    return byline, replace(title, skipped=(*title.skipped, *skipped)), pieces


def _repeats_title(lines: Sequence[Line], fields: Fields) -> bool:
    """Return whether the first line is the title of the front matter once more."""
    return bool(lines) and split_words(lines[0].text.casefold()) == split_words(fields.title.casefold())


def _is_kicker(lines: Sequence[Line], language: str) -> bool:
    """Return whether the first line names the part of the paper, in capitals or by a known word, above the headline."""
    if len(lines) < 2 or lines[0].is_key_points or lines[1].is_key_points or lines[1].bullet:
        return False
    first, second = lines[0].text, lines[1].text
    is_section = first.isupper() and not second.isupper()
    longest = min(_MAX_KICKER_WORDS, len(second.split()) - 1)
    return (
        (is_section or names_section(first, language))
        and len(_SEPARATOR.sub(" ", first).split()) <= longest
        and not second.endswith((".", ",", ";", ":", "…"))
        and read_statement(second, language) is None
    )


def _make_top_line(line: Line, language: str) -> TopLine:
    """Return a line for the search for a byline, which passes key points that do not read as one."""
    is_point = line.is_key_points or line.bullet in SURE_BULLETS
    return TopLine(
        text=line.text,
        begins_paragraph=line.after_blank,
        is_passed=is_point and read_statement(line.text, language) is None,
    )


def _group_below_byline(lines: Sequence[Line], begin: int, byline: Byline) -> list[Piece]:
    """Return the pieces without the lines of the byline: a headline of one line, the standfirst, then the text.

    Above a byline or key points a short line is no heading of a part, and one below the headline is a deck.
    """
    points = (index for index, line in enumerate(lines[begin : begin + _MAX_DECK]) if line.is_key_points)
    above = byline.end or next(points, 0)
    if not above:
        return group_lines(keep_lines(lines, is_titled=not begin))
    taken = {begin + index for index, _ in byline.taken}
    end = begin + above
    kept: list[Line] = []
    for index, line in enumerate(lines):
        if index in taken:
            continue
        follows_byline = index - 1 in taken
        is_deck = index == begin == 1 and not _continues_headline(lines[0], line)
        kept.append(replace(line, after_blank=True) if follows_byline or is_deck else line)
    standfirst = {line.number for line in lines[begin:end]}
    pieces = [
        replace(piece, kind="paragraph") if piece.kind == "heading" and _is_deck(piece, standfirst, lines) else piece
        for piece in group_lines(keep_lines(kept, is_titled=not begin))
    ]
    first = pieces[0] if begin and pieces else None
    if first and first.kind == "paragraph" and not first.text.endswith((".", ",", ";", ":", "…")):
        pieces[0] = replace(first, kind="heading") if len(first.text) <= _MAX_HEADLINE else first
    return pieces


def _is_deck(piece: Piece, standfirst: set[int], lines: Sequence[Line]) -> bool:
    """Return whether a piece above the byline is a deck, not the heading of the key points."""
    return piece.line in standfirst and not any(line.number == piece.line and line.is_key_points for line in lines)


def _continues_headline(headline: Line, line: Line) -> bool:
    """Return whether a headline goes on in `line`: it does so in small letters, or after a comma or a short word."""
    last = headline.text.split()[-1]
    return not line.after_blank and (
        line.text[0].islower() or last[-1] in ",–—-" or (last.islower() and len(last) <= _MAX_SHORT_WORD)
    )


def _make_blocks(pieces: Iterable[Piece], language: str) -> Iterator[Block]:
    """Yield blocks in order; consecutive items make one list, consecutive quoted paragraphs one quote."""
    level = 1  # of a headline at the very beginning
    for (is_list, is_quote), group in groupby(pieces, key=lambda piece: (piece.kind == "item", piece.is_quoted)):
        if is_list:
            yield from _make_lists(list(group))
        elif is_quote:
            paragraphs = tuple(Block(kind="paragraph", text=piece.text, line=piece.line) for piece in group)
            yield Block(kind="quote", blocks=paragraphs, line=paragraphs[0].line)
        else:
            for piece in group:
                if piece.kind == "heading" and not _names_authors(piece, language):
                    heading_level = 2 if is_key_points_heading(piece.text, language) else piece.level or level
                    yield Block(kind="heading", text=piece.text, level=heading_level, line=piece.line)
                elif piece.table:
                    yield make_table(piece.table, piece.line)
                else:
                    kind = piece.kind if piece.kind != "heading" else "paragraph"
                    yield Block(kind=kind, text=piece.text, line=piece.line)
                level = 2
        level = 2


def _names_authors(piece: Piece, language: str) -> bool:
    """Return whether a short line, which may be a heading, names authors, as "Reporting by Ann Lee" does."""
    statement = read_statement(piece.text, language) if has_label(piece.text, language) and not piece.level else None
    return statement is not None and bool(statement.authors) and statement.is_sure


def _make_lists(items: Sequence[Piece], depth: int = 1) -> Iterator[Block]:
    """Yield a list for each run of numbered items and of other items; an item holds the deeper items below it."""
    outer = min(item.indent for item in items)
    starts = [index for index, item in enumerate(items) if item.indent < outer + _MIN_DEEPER or depth == _MAX_DEPTH]
    parts = [items[begin:end] for begin, end in pairwise([0, *starts[1:], len(items)])]
    for _, group in groupby(parts, key=lambda part: part[0].ordinal is None):
        blocks = []
        for first, *below in group:
            item = Block(kind="item", text=first.text, ordinal=first.ordinal, line=first.line)
            if below:
                paragraph = Block(kind="paragraph", text=first.text, line=first.line)
                item = replace(item, text="", blocks=(paragraph, *_make_lists(below, depth + 1)))
            blocks.append(item)
        yield Block(kind="list", blocks=tuple(blocks), line=blocks[0].line)
