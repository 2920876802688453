"""RTF -> ARTICLE: text with tables, items and footnotes (Rich Text Format 1.9.1); headings and pictures are not known.

striprtf reads the text. What it would drop or mix into it is taken out before: footnotes, deleted and hidden text.
"""

from __future__ import annotations

import codecs
import re
from hashlib import sha256
from pathlib import Path

from tts.errors import ReadError
from tts.model import Article
from tts.noun import noun
from tts.regex import regex
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.decode import read_bytes
from tts.text.readers.document import build_article
from tts.text.readers.documents.assemble import Flow, make_document
from tts.text.readers.documents.flow import FlowBlock, Inline, NoteMark, Paragraph, Row, Run, Table
from tts.text.readers.documents.left_out import DELETED, HEADER, HIDDEN, LeftOut

_MAX_BYTES = 100_000_000
_CODE_PAGE = regex(r"\\ansicpg(\d{1,5})")
_PICTURE_DATA = regex(r"[0-9a-fA-F\s]{1000,}+")
_TOKEN = regex(r"(?P<escape>\\[\\{}*~_'|:-])|(?P<brace>[{}])|\\(?P<word>[a-z]+)(?P<number>-?\d+)? ?", re.IGNORECASE)
_REASONS = {
    "footnote": "",
    "deleted": DELETED,
    "v": HIDDEN,
    **dict.fromkeys(("header", "headerf", "headerl", "headerr", "footer", "footerf", "footerl", "footerr"), HEADER),
}
"""Groups that are taken out of the text, by the words that begin them, and why they are left out."""
_DATA = frozenset(("colortbl", "datastore", "fonttbl", "info", "pict", "stylesheet", "themedata"))
_LINK = regex(r"HYPERLINK\s+\"[^\"{}]{0,2000}\"")
_PROPERTY = regex(r"\{\\(?P<name>title|author|keywords)\b ?(?P<value>(?>(?:[^{}\\]|\\[^{}]|\\[{}])*))\}")
_CREATED = regex(r"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_MARK = "\ue000"
_MARK_IN_RTF = r"{\u57344 ?}"
_CELL = regex(r"\n+\|")
_ITEM = regex(r"\s*(?:(?P<number>\d{1,3})[.)]|[•◦▪‣·–—o*-])\t+(?P<text>.+)")


def read_rtf(path: Path, given: GivenLanguage) -> Article:
    """Read the article in the RTF at `path`; a run may have `given` its language.

    Raises:
        ReadError: the file cannot be read, is not RTF, or is damaged.
    """
    data = read_bytes(path, _MAX_BYTES)
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ReadError("This is not an RTF document. Save it again as RTF, or better as DOCX or ODT.", path=path)
    source = _PICTURE_DATA.sub("", data.decode(_find_codec(data), "replace"))
    rest, groups = _take_groups(_LINK.sub("", source))
    left_out = LeftOut()
    notes = []
    for group in groups:
        text = _to_text(f"{{\\rtf1{_head(source)}{{{group.content}}}}}", path)
        if group.word == "footnote":
            notes.append(tuple(_make_blocks(text)))
        elif any(map(str.isalpha, text)):  # a page number alone is not worth a line
            left_out.add(text, _REASONS[group.word])
            left_out.end()
    what = "headings, nested lists, pictures and languages are not known in RTF. Save the document as DOCX or ODT"
    flow = Flow(
        path=path,
        sha256=sha256(data).hexdigest(),
        blocks=tuple(_make_blocks(_to_text(rest, path))),
        notes=tuple(notes),
        properties=_read_properties(source, path),
        left_out=left_out.result(),
        warnings=(f"{path}: {what} to keep them.",),
    )
    return build_article(make_document(flow), given)


@noun
class _Group:
    """A group that is taken out of the text: the word that begins it, and all that is in it."""

    word: str
    content: str


def _find_codec(data: bytes) -> str:
    """Return the name of the encoding of the bytes that are not ASCII."""
    page = _CODE_PAGE.search(data[:2000].decode("latin-1"))
    try:
        return codecs.lookup(f"cp{page[1]}" if page else "cp1252").name
    except LookupError:
        return "cp1252"


def _head(source: str) -> str:
    """Return the encoding and the fonts of a document, which its groups need to be read alone."""
    page = _CODE_PAGE.search(source, 0, 2000)
    begin = source.find(r"{\fonttbl")
    depth = 0
    for brace in re.compile(r"(?<!\\)[{}]").finditer(source, begin, begin + 100_000) if begin >= 0 else ():
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return f"{page[0] if page else ''}{source[begin : brace.end()]}"
    return page[0] if page else ""


def _take_groups(source: str) -> tuple[str, list[_Group]]:
    """Return the document without the groups that are not text, with a sign in the place of each footnote."""
    pieces: list[str] = []
    groups: list[_Group] = []
    open_: list[int] = []  # where the open groups begin
    taken: tuple[str, int] | None = None  # the word and the number of open groups of the one that is taken
    is_begun = False  # whether only words have come since the last group began
    data_depth = kept = text_end = 0
    for token in _TOKEN.finditer(source):
        is_begun = is_begun and not source[text_end : token.start()].strip()
        text_end = token.end()
        word = (token["word"] or "").lower()
        if token["brace"] == "{":
            open_.append(token.start())
            is_begun = True
        elif token["brace"]:
            is_begun = False
            if taken and len(open_) == taken[1]:
                begin = open_[-1]
                groups.append(_Group(word=taken[0], content=source[begin + 1 : token.start()]))
                pieces += [source[kept:begin], _MARK_IN_RTF if taken[0] == "footnote" else ""]
                kept, taken = token.end(), None
            data_depth = 0 if data_depth == len(open_) else data_depth
            open_ = open_[:-1]
        elif word in _DATA and not data_depth:
            data_depth = len(open_)
        elif is_begun and word in _REASONS and token["number"] != "0" and not (taken or data_depth) and len(open_) > 1:
            taken = word, len(open_)
    return "".join([*pieces, source[kept:]]), [
        _Group(word=group.word, content=re.sub(rf"(?:\\\*)?\s*\\{group.word}\b ?", "", group.content, count=1))
        for group in groups
    ]


def _to_text(source: str, path: Path) -> str:
    """Return the text of an RTF."""
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, OverflowError):
        raise ReadError("The file is damaged. Save it again, or better as DOCX or ODT.", path=path) from None
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _read_properties(source: str, path: Path) -> dict[str, str]:
    """Return what the document says about itself, under names of front matter."""
    names = {"title": "title", "author": "authors", "keywords": "tags"}
    begin = source.find(r"{\info")
    if begin < 0:
        return {}
    info = source[begin : begin + 20_000]
    head = _head(source)
    properties = {
        names[match["name"]]: _to_text(f"{{\\rtf1{head} {match['value']}}}", path).strip()
        for match in _PROPERTY.finditer(info)
    }
    if created := _CREATED.search(info):
        year, month, day = created.groups()
        properties["created"] = f"{year}-{month:0>2}-{day:0>2}"
    return {name: value for name, value in properties.items() if value}


def _make_blocks(text: str) -> list[FlowBlock]:
    """Return the paragraphs, items and tables of a text in which each line is a paragraph, and `|` ends a cell."""
    blocks: list[FlowBlock] = []
    rows: list[Row] = []
    count = 0
    for line in [*_CELL.sub("|", text).split("\n"), ""]:
        if line.rstrip().endswith("|"):
            cells = line.rstrip().removesuffix("|").split("|")
            rows.append(Row(cells=tuple((Paragraph(inlines=(Run(text=cell.strip()),)),) for cell in cells)))
            continue
        if rows:
            blocks.append(Table(rows=tuple(rows)))
            rows = []
        if not line.strip():
            continue
        item = _ITEM.fullmatch(line)
        marks = line.count(_MARK)
        inlines = _make_inlines(item["text"] if item else line, count)
        count += marks
        ordinal = int(item["number"]) if item and item["number"] else None
        blocks.append(Paragraph(inlines=inlines, kind="item" if item else "text", ordinal=ordinal))
    return blocks


def _make_inlines(line: str, count: int) -> tuple[Inline, ...]:
    """Return a line with the marks of its notes, before which there are `count` others."""
    first, *others = line.split(_MARK)
    inlines: list[Inline] = [Run(text=first)]
    for number, text in enumerate(others, count + 1):
        inlines += [NoteMark(number=number), Run(text=text)]
    return tuple(inlines)
