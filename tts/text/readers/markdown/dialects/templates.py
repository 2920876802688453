"""MARKDOWN -> MARKDOWN without the tags of site generators, of components and of WordPress, but with their words."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from tts.model import Skipped
from tts.noun import record
from tts.regex import regex
from tts.text.readers.markdown.dialects.attributes import is_caption_list
from tts.text.readers.markdown.dialects.boxes import OWN_BOX
from tts.text.readers.markdown.dialects.calls import is_address, parse_call
from tts.text.readers.markdown.dialects.replace import Cleaned
from tts.text.readers.markdown.dialects.tag_figures import caption_html, figure_html
from tts.text.readers.markdown.dialects.tag_kinds import (
    find_author,
    find_body,
    find_inline,
    find_title,
    is_box,
    is_code,
    is_embed,
    is_figure,
    is_note,
    is_quote,
    is_worded,
    is_wordless,
    leftover_words,
    may_join_words,
)
from tts.text.readers.markdown.dialects.tags import Tag, find_tags
from tts.text.readers.markdown.oracle import find_text
from tts.text.readers.whitespace import normalize_whitespace, split_words

_ADDRESS_PLACE = regex(
    r"(?:\]\(<?|(?:^|\n) {0,3}\[(?!\^)[^\[\]\n]*\]:\s+<?|(?:href|src|poster|data)\s*=\s*[\"']?)[^\s\"'()<>]*$"
)
_PREFIX = regex(r"(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_VALUE_CALL = regex(r"\{\{-?\s*[A-Za-z_]\w*\s*\((?![^{}]*\|)")
_TAG = "tag of a site generator"
_REASONS = {"contents": "table of contents", "attributes": "attribute list", "comment": "comment of a template"}
_PICTURE = regex(r"(?:<a\b[^<>]*>)?\s*<img\b[^<>]*>\s*(?:</a>)?", re.IGNORECASE)
_FIELDS = regex(r"(?:[ \t]*(?:[a-z_]+:[ \t]+\S[^\n]*)?\n)+[ \t]*")
_MAX_WORD = 100  # characters
_EMPTY = ("raw", "rawhtml", "verbatim", "html", "unsafe")
_FORMULAS = ("equation", "katex", "latex", "math", "mathjax")


@record
class _Piece:
    """What is in the place of a tag, or of all up to `end`; with a `reason`, `skipped` is listed."""

    text: str = ""
    reason: str = ""
    skipped: str = ""
    end: int = 0


def replace_tags(text: str) -> Cleaned:
    """Replace tags by their words: of a figure, a quote with its author, a box with its title, a word of a sentence.

    A pair of tags keeps its content as Markdown. A tag without words is skipped.
    """
    if not re.search(r"[{<\[]", text):
        return Cleaned(text=text)
    return _Writer(text).write()


class _Writer:
    """Writes `text` without its tags."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tags = find_tags(text)
        self._begins_line, self._ends_line = _find_line_ends(text, self._tags)
        self._endings: dict[Tag, _Piece] = {}

    def write(self) -> Cleaned:
        """Return the text, what is skipped, and the words that only directed a program."""
        pieces: list[str] = []
        skipped: list[Skipped] = []
        directives: Counter[str] = Counter()
        position = 0
        for tag in self._tags:
            if tag.begin < position:
                continue
            piece = self._replace(tag)
            end = piece.end or tag.end
            pieces.append(self._text[position : tag.begin])
            around = self._text[tag.begin - 1 : tag.begin], self._text[end : end + 1]
            is_separate = not may_join_words(tag.call) if tag.family == "component" else not tag.partner
            is_between_words = is_separate and all(map(str.isalnum, around))
            pieces.append(piece.text or (" " if is_between_words else ""))
            if not pieces[-1] and all(map(str.isalnum, around)):
                directives.update(self._words_around(tag.begin, end))  # which are one word without the tag
            shown = Counter(split_words(unescape(find_text(piece.text.replace(OWN_BOX, "")))))
            left_out = normalize_whitespace(piece.skipped)
            if piece.reason and left_out:
                skipped.append(Skipped(text=left_out, reason=piece.reason))
            directives += Counter(split_words(self._text[tag.begin : end])) - shown - Counter(split_words(left_out))
            position = end
        pieces.append(self._text[position:])
        return Cleaned(text="".join(pieces), skipped=tuple(skipped), directives=tuple(directives.elements()))

    def _words_around(self, begin: int, end: int) -> list[str]:
        """Return the parts of words right before `begin` and right after `end`."""
        before = split_words(self._text[max(0, begin - _MAX_WORD) : begin])
        after = split_words(self._text[end : end + _MAX_WORD])
        return [*before[-1:], *after[:1]]

    def _replace(self, tag: Tag) -> _Piece:
        """Return what is in the place of `tag`."""
        source = self._text[tag.begin : tag.end]
        if tag in self._endings:
            return self._endings[tag]
        if tag.family == "other":
            return self._replace_other(tag, source)
        if (address := self._find_address(tag, source)) is not None:
            return _Piece(text=address)
        if tag.is_end or (tag.family == "value" and not _VALUE_CALL.match(source)):
            return self._skip(tag, source)
        if tag.partner:
            return self._replace_pair(tag, tag.partner)
        return self._replace_single(tag, source)

    def _replace_other(self, tag: Tag, source: str) -> _Piece:
        """Return what is in the place of a mark that is no call."""
        if tag.kind == "fragment":
            return _Piece()
        # Python-Markdown reads attribute lists; a language can be heard, and a caption is known by its class
        is_caption = is_caption_list(self._text, tag.begin, tag.end)
        if tag.kind == "attributes" and ("lang=" in source or is_caption):
            return _Piece(text=source)
        return _Piece(reason=_REASONS.get(tag.kind, _TAG), skipped=source)

    def _skip(self, tag: Tag, source: str) -> _Piece:
        """Skip a tag without words."""
        reason = "embedded page" if is_embed(tag.call, source) else _TAG
        return _Piece(reason=reason, skipped=source)

    def _find_address(self, tag: Tag, source: str) -> str | None:
        """Return what a tag in the place of an address stands for, None if it is somewhere else."""
        if tag.family not in ("shortcode", "block", "value"):
            return None
        if not _ADDRESS_PLACE.search(self._text[max(0, tag.begin - 300) : tag.begin]):
            return None
        if quoted := re.search(r"[\"']([^\"']*)[\"']", source):
            return quoted[1]
        call = tag.call
        return call.rest[0] if call.name in ("link", "post_url", "ref", "relref") and call.rest else ""

    def _replace_pair(self, tag: Tag, ending: Tag) -> _Piece:
        """Return what is in the place of the beginning of a pair, and note what is in the place of its end."""
        content = self._text[tag.end : ending.begin]
        name = tag.call.name
        self._endings[ending] = _Piece()
        if name in _EMPTY and tag.family in ("block", "shortcode"):
            is_picture = _PICTURE.fullmatch(content.strip())  # a caption may be right below it
            return _Piece(text=content.strip() if is_picture else content, end=ending.end)
        if name == "comment" and tag.family in ("block", "shortcode"):
            return _Piece(reason="comment of a template", skipped=content, end=ending.end)
        if name in _FORMULAS and tag.family in ("block", "shortcode"):
            return _Piece(reason="formula", skipped=content, end=ending.end)
        is_alone = self._begins_line[tag] and self._ends_line[ending]
        if is_code(tag.call) and is_alone and "```" not in content and tag.family != "component":
            title = tag.call.words("title", "caption")
            if name == "codeblock":
                title = title or " ".join(value for value in tag.call.rest if not is_address(value))
            heading = f"\n**{title}**\n" if title else ""
            return _Piece(text=heading + "\n```\n" + content.strip("\n") + "\n```\n", end=ending.end)
        holds_figure = name.endswith("caption") if tag.family == "square" else bool(tag.call.named.get("caption"))
        if holds_figure and (figure := caption_html(content, tag.call, is_all=tag.family != "square")):
            return _Piece(text=self._lead(tag) + figure, end=ending.end)
        if not content.strip():
            piece = self._replace_single(tag, self._text[tag.begin : ending.end])
            piece.end = ending.end
            return piece
        if any(map(str.isalpha, content)) and is_address(content.strip()):
            source = self._text[tag.begin : ending.end]
            return _Piece(reason="embedded page", skipped=source, end=ending.end)
        if not is_alone or is_worded(tag.call):
            return self._replace_inline_pair(tag, ending)
        return self._replace_block_pair(tag, ending, content)

    def _replace_inline_pair(self, tag: Tag, ending: Tag) -> _Piece:
        """Return what is in the place of the beginning of a pair around words of a sentence."""
        words = ""
        if is_note(tag.call):
            words = f"{find_inline(tag.call)} (".lstrip() if self._text[tag.begin - 1 : tag.begin].isspace() else " ("
            self._endings[ending] = _Piece(text=")")
        left = leftover_words(tag.call, words)
        return _Piece(text=words, reason="words of a tag" if left else "", skipped=left)

    def _replace_block_pair(self, tag: Tag, ending: Tag, content: str) -> _Piece:
        """Return what is in the place of the beginning of a pair around paragraphs."""
        call = tag.call
        if _FIELDS.fullmatch(content) and is_figure(filled := parse_call(f"{call.name} {content}")):
            return _Piece(text=self._lead(tag) + figure_html(filled, is_alone=True), end=ending.end)
        if is_figure(call) and call.first("src", "image", "url", "path", "image_path", "img"):
            if "\n\n" in content.strip() or "<" in content or "![" in content:
                return _Piece(text=self._lead(tag) + figure_html(call, is_alone=True))
            self._endings[ending] = _Piece()
            return _Piece(text=figure_html(call, is_alone=True, content=content.strip()), end=ending.end)
        title, body, author = find_title(call), find_body(call), find_author(call)
        if is_quote(call) and title:
            title, author = "", author if title in author else ", ".join(filter(None, (author, title)))
        if call.name == "summary" and "\n" not in content.strip():
            return _Piece(text=f"{self._lead(tag)}**{content.strip()}**\n", end=ending.end)
        continuation = self._continuation(tag)
        before = ([f"**{title}**"] if title and not is_box(call) else []) + ([body] if body else [])
        after = [f"— {author}"] if author else []
        first = self._lead(tag)
        if is_box(call):
            first += f"::: {OWN_BOX} {title}".rstrip() + f"\n{continuation}"
        first += "".join(f"{paragraph}\n{continuation}\n{continuation}" for paragraph in before)
        last = "".join(f"\n{continuation}\n{continuation}{paragraph}" for paragraph in after)
        if is_box(call):
            last += f"\n{continuation}:::\n{continuation}"
        elif not self._text.startswith("\n", ending.end) and ending.end < len(self._text):
            last += f"\n{continuation}\n{continuation}"
        self._endings[ending] = _Piece(text=last)
        left = leftover_words(call, " ".join([title, body, author]))
        if not (title or body or author or left or is_box(call) or tag.family == "component"):
            return _Piece(text=first, reason=_TAG, skipped=self._text[tag.begin : tag.end])
        return _Piece(text=first, reason="words of a tag" if left else "", skipped=left)

    def _replace_single(self, tag: Tag, source: str) -> _Piece:
        """Return what is in the place of a tag that stands alone."""
        call = tag.call
        is_alone = self._begins_line[tag] and self._ends_line[tag.partner or tag]
        if is_wordless(call):
            return self._skip(tag, source)
        if is_figure(call):
            return _Piece(text=(self._lead(tag) if is_alone else "") + figure_html(call, is_alone=is_alone))
        if is_embed(call, ""):
            if caption := call.words("caption"):
                address = call.first("url", "src", "href", "id")
                return _Piece(text=f"{self._lead(tag)}{caption}\n", reason="embedded page", skipped=address)
            return self._skip(tag, source)
        if not is_alone:
            words = find_inline(call)
            left = leftover_words(call, words)
            if words:
                return _Piece(text=words, reason="words of a tag" if left else "", skipped=left)
            return self._skip(tag, source)
        title, body, author = find_title(call), find_body(call), find_author(call)
        if not (title or body):
            words = find_inline(call)
            return _Piece(text=words) if words else self._skip(tag, source)
        continuation = self._continuation(tag)
        if is_quote(call):
            title, body = ("", body) if body else ("", title)
        heading = [f"**{title}**"] if title and body and not is_box(call) else [title] if not is_box(call) else []
        paragraphs = [text for text in (*heading, body, f"— {author}" if author else "") if text]
        text = f"\n{continuation}\n{continuation}".join(paragraphs)
        if is_box(call):
            text = f"::: {OWN_BOX} {title}".rstrip() + f"\n{continuation}{text}\n{continuation}:::\n{continuation}"
        left = leftover_words(call, " ".join([title, body, author]))
        return _Piece(text=self._lead(tag) + text, reason="words of a tag" if left else "", skipped=left)

    def _prefix(self, tag: Tag) -> str:
        """Return the signs of quotes and the markers of items before `tag` in its line."""
        begin = self._text.rfind("\n", 0, tag.begin) + 1
        found = _PREFIX.match(self._text, begin, tag.begin)
        return found[0] if found else ""

    def _continuation(self, tag: Tag) -> str:
        """Return what is before the lines that continue the block in which `tag` is."""
        return re.sub(r"[^>\s]", " ", self._prefix(tag))

    def _lead(self, tag: Tag) -> str:
        """Return the line ends that separate a block from other tags before it in its line."""
        begin = self._text.rfind("\n", 0, tag.begin) + 1
        is_first = begin + len(self._prefix(tag)) == tag.begin
        continuation = self._continuation(tag)
        return "" if is_first else f"\n{continuation}\n{continuation}"


def _find_line_ends(text: str, tags: list[Tag]) -> tuple[dict[Tag, bool], dict[Tag, bool]]:
    """Return whether each tag begins its line, and whether it ends one; other tags beside it are no text."""
    begins: dict[Tag, bool] = {}
    ends: dict[Tag, bool] = {}
    before, was_first = 0, True
    for tag in tags:
        gap = text[before : tag.begin]
        line = gap.rpartition("\n")[2]
        is_first = bool(_PREFIX.fullmatch(line)) and ("\n" in gap or was_first)
        begins[tag] = is_first
        before = tag.end
        was_first = is_first or bool(tag.is_end and tag.partner and begins[tag.partner])
    after, was_last = len(text), True
    for tag in reversed(tags):
        gap = text[tag.end : after]
        ends[tag] = not gap.partition("\n")[0].strip() and ("\n" in gap or was_last)
        after = tag.begin
        was_last = ends[tag] or bool(not tag.is_end and tag.partner and ends[tag.partner])
    return begins, ends
