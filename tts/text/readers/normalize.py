"""Markdown as authors write it -> Markdown as Python-Markdown reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from tts.model import Skipped
from tts.text.readers.regions import closes_fence

_MAX_DEPTH = 20  # lists in quotes in lists; what is deeper is left as it is
_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$")
_MARKER = re.compile(r"^(?P<indent> *)(?:(?P<bullet>[-*+•◦▪‣])|(?P<number>\d{1,9})[.)])(?: +|$)(?P<text>.*)$")
_RULE = re.compile(r"^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_QUOTE = re.compile(r"^ {0,3}> ?")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?: |$)")
_ALERT = re.compile(r"^\[!(?P<name>[A-Za-z]+)\][-+]?\s*(?P<title>.*)$")
_STAR = re.compile(r"^\*(?!\[[^\]]*\]:)[^\s*][^*]*$")  # not what an abbreviation stands for, `*[EU]: …`
_TASK = re.compile(r"^\[(?P<box>[ xX])\]\s+(?=\S)")
_DEFINITION = re.compile(r"^ {0,3}: +\S")
_TABLE_RULE = re.compile(r"^ {0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_VERBATIM = re.compile(r"^ {0,3}<(?P<tag>pre|script|style|textarea)\b", re.IGNORECASE)
_ELEMENTS = "address|article|aside|blockquote|center|details|div|figcaption|figure|footer|header|main|p|section"
_HTML = re.compile(rf"^\s*<(?P<tag>{_ELEMENTS})\b[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(rf"<(?P<end>/?)(?P<tag>{_ELEMENTS})\b", re.IGNORECASE)
_NO_MARKDOWN_YET = r"\b(?![^>]*\bmarkdown=)"
_BLOCK_TAG = re.compile(
    rf"<(article|aside|blockquote|center|details|div|figure|footer|header|main|section){_NO_MARKDOWN_YET}",
    re.IGNORECASE,
)
_SPAN_TAG = re.compile(rf"<(address|dd|dt|figcaption|h[1-6]|li|p|summary|td|th){_NO_MARKDOWN_YET}", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"\*\*\S|\]\(|\]\[|^\s*(?:[-*+]|\d+\.) +\S|^\s*#{1,6} |`|(?<!\w)[*_]\w|^\s*>|~~|\[\^|\n\s*\n\s*[^\s<]", re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The lines of a text, or of a list's item or a quote in it, and where the elements that begin in them end."""

    lines: Sequence[str]
    depth: int
    ends: Mapping[tuple[int, str], int]


_Taken = tuple[list[str], int] | None  # lines as mended, and the number of the line after them


@dataclass(slots=True, kw_only=True)
class MarkdownNormalizer:
    """Mends the lines of one text. `store` keeps finished HTML and gives the placeholder that stands for it."""

    store: Callable[[str], str]
    skipped: list[Skipped] = field(default_factory=list)

    def normalize(self, lines: Sequence[str], depth: int = 0) -> list[str]:
        """`lines` with lists, fences, quotes, tables and HTML in the shapes that Python-Markdown sees."""
        lines = _with_space_after_stars(lines)
        part = _Part(lines=lines, depth=depth, ends=_ends_of_elements(lines))
        mended: list[str] = []
        at = 0
        while at < len(lines):
            for take in (self._fence, _verbatim, _indented, self._html, self._quote, self._list):
                if taken := take(part, at):
                    block, at = taken
                    mended += block
                    break
            else:
                mended += _line(lines, at)
                at += 1
        return mended

    def _fence(self, part: _Part, at: int) -> _Taken:
        """A fence is only seen at the margin, not in lists and quotes: keep its code as finished HTML."""
        lines = part.lines
        opening = _FENCE.match(lines[at])
        if not opening or (not part.depth and len(opening["indent"]) > 3):
            return None
        end = at + 1
        while end < len(lines) and not closes_fence(lines[end], opening["fence"]):
            end += 1
        indent = len(opening["indent"])
        code = "\n".join(line[min(indent, _indent(line)) :] for line in lines[at + 1 : end])
        return ["", self.store(f"<pre><code>{escape(code, quote=False)}</code></pre>"), ""], end + 1

    def _html(self, part: _Part, at: int) -> _Taken:
        """Markdown in an element stays literal unless the element says that it holds some."""
        opening = _HTML.match(part.lines[at])
        end = part.ends.get((at, opening["tag"].lower())) if opening else None
        if opening is None or end is None:
            return None
        html = "\n".join(part.lines[at:end])
        if not _MARKDOWN.search(html[opening.end() :]):
            return list(part.lines[at:end]), end
        html = _SPAN_TAG.sub(r'<\1 markdown="span"', _BLOCK_TAG.sub(r'<\1 markdown="1"', html))
        # Indented like HTML, the text would be taken for code
        dedented = [line.lstrip() if _indent(line) and not _MARKER.match(line) else line for line in html.split("\n")]
        if len(dedented) > 2 and part.depth < _MAX_DEPTH:
            dedented[1:-1] = self.normalize(dedented[1:-1], part.depth + 1)
        return ["", *dedented, ""], end

    def _quote(self, part: _Part, at: int) -> _Taken:
        lines = part.lines
        if not _QUOTE.match(lines[at]) or part.depth >= _MAX_DEPTH:
            return None
        end = at
        while end < len(lines) and (_QUOTE.match(lines[end]) or _is_lazy(lines, end)):
            end += 1
        inner = [_QUOTE.sub("", line, count=1) for line in lines[at:end]]
        if alert := _ALERT.match(inner[0]):
            inner[:1] = [f"**{alert['title'] or alert['name'].capitalize()}**", ""]
        before = next((line for line in reversed(lines[max(at - 3, 0) : at]) if line.strip()), "")
        border = [self.store("<!-- -->"), ""] if _QUOTE.match(before) else []  # else the two would be one quote
        return ["", *border, *(f"> {line}".rstrip() for line in self.normalize(inner, part.depth + 1)), ""], end

    def _list(self, part: _Part, at: int) -> _Taken:
        """A list needs a blank line before it, and four spaces for whatever stands in an item."""
        lines = part.lines
        marker = _marker(lines[at])
        if not marker or part.depth >= _MAX_DEPTH or not _may_begin_list(lines, at, marker):
            return None
        mended = [""]
        is_numbered = bool(marker["number"])
        while at < len(lines) and (marker := _marker(lines[at])) and bool(marker["number"]) is is_numbered:
            end = _end_of_item(lines, at, marker)
            item = self._item(marker, lines[at + 1 : end], part.depth)
            # Right after another block of an item, the next sign would be text of that block
            mended += [*item, ""] if "" in item else item
            at = end
        return [*mended, ""], at

    def _item(self, marker: re.Match[str], following: Sequence[str], depth: int) -> list[str]:
        text = marker["text"]
        if box := _TASK.match(text):
            text = text[box.end() :]
            done = "open" if box["box"] == " " else "done"
            self.skipped.append(Skipped(text=box[0].strip(), reason=f"box of a task that is {done}"))
        content = _content_indent(marker)
        inner = [text, *(line[min(content, _indent(line)) :] for line in following)]
        mended = self.normalize(inner, depth + 1)
        while mended and not mended[0].strip():
            del mended[0]
        if not mended:
            return []
        sign = f"{marker['number']}." if marker["number"] else "-"
        return [f"{sign:<3} {mended[0]}", *(f"    {line}" if line.strip() else "" for line in mended[1:])]


def _verbatim(part: _Part, at: int) -> _Taken:
    """Elements whose content is no Markdown stay as they are to their end."""
    lines = part.lines
    if not (opening := _VERBATIM.match(lines[at])):
        return None
    closing = f"</{opening['tag'].lower()}"
    end = next((end for end in range(at, len(lines)) if closing in lines[end].lower()), None)
    return None if end is None else (list(lines[at : end + 1]), end + 1)


def _indented(part: _Part, at: int) -> _Taken:
    lines = part.lines
    if _indent(lines[at]) < 4 or not lines[at].strip() or (at and lines[at - 1].strip()):
        return None
    end = at
    while end < len(lines) and (_indent(lines[end]) >= 4 or not lines[end].strip()):
        end += 1
    return list(lines[at:end]), end


def _with_space_after_stars(lines: Sequence[str]) -> Sequence[str]:
    """Several lines in a row with one star, at their beginning, are a list whose author forgot the space."""
    stars = [bool(_STAR.match(line)) for line in lines]
    if not any(stars):
        return lines
    neighbours = zip([False, *stars[:-1]], stars, [*stars[1:], False], strict=True)
    return [
        f"* {line[1:]}" if is_star and (before or after) else line
        for line, (before, is_star, after) in zip(lines, neighbours, strict=True)
    ]


def _line(lines: Sequence[str], at: int) -> list[str]:
    """One line of running text."""
    line = lines[at]
    if re.match(r"#[^#\s]", line):
        return [f"\\{line}"]  # `#1522` and `#hashtag` head nothing
    if re.match(r"#{2,6}[^#\s]", line):
        return [re.sub(r"^(#+)", r"\1 ", line)]
    if (marker := _marker(line)) and marker["number"]:
        # a year at the beginning of a line, which Python-Markdown takes for an item within an item
        at_sign = marker.end("number")
        return [f"{line[:at_sign]}\\{line[at_sign:]}"]
    if (
        at
        and _DEFINITION.match(lines[at - 1])
        and not _DEFINITION.match(line)
        and _DEFINITION.match("".join(lines[at + 1 : at + 2]))
    ):
        return ["", line]  # the next term; hundreds in a row without a blank line exhaust Python-Markdown
    is_table = "|" in line and at + 1 < len(lines) and "|" in lines[at + 1] and _TABLE_RULE.match(lines[at + 1])
    if is_table and at and lines[at - 1].strip():
        return ["", line]
    return [line]


def _is_next_term(lines: Sequence[str], at: int) -> bool:
    """Whether a line between two definitions is the second one's term."""
    around = [*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]]
    return len(around) == 2 and all(map(_DEFINITION.match, around)) and not _DEFINITION.match(lines[at])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _marker(line: str) -> re.Match[str] | None:
    return None if _RULE.match(line) else _MARKER.match(line)


def _content_indent(marker: re.Match[str]) -> int:
    """Where the text of an item begins (CommonMark 0.31, section 5.2)."""
    width = marker.start("text") - marker.end("indent")
    sign = len(marker["number"] or "") + 1
    return len(marker["indent"]) + (width if marker["text"] and width <= sign + 4 else sign + 1)


def _may_begin_list(lines: Sequence[str], at: int, marker: re.Match[str]) -> bool:
    is_after_text = at > 0 and bool(lines[at - 1].strip()) and not _HEADING.match(lines[at - 1])
    if not is_after_text:
        return len(marker["indent"]) < 4
    # Within a paragraph a line may begin with a number by chance (CommonMark 0.31, section 5.3)
    return bool(marker["text"]) and (not marker["number"] or marker["number"] == "1")


def _is_lazy(lines: Sequence[str], at: int) -> bool:
    """Whether a line goes on with the paragraph of the line before, though it lacks its sign or indent."""
    before, line = lines[at - 1], lines[at]
    return (
        at > 0
        and bool(line.strip())
        and bool(_QUOTE.sub("", before).strip())
        and not (_marker(line) or _FENCE.match(line) or _HEADING.match(line) or _RULE.match(line) or _QUOTE.match(line))
        and not (_FENCE.match(_QUOTE.sub("", before)) or _HTML.match(line))
    )


def _end_of_item(lines: Sequence[str], at: int, marker: re.Match[str]) -> int:
    """The line after the item that begins in line `at`, blank lines before the next item included."""
    indent, content = len(marker["indent"]), _content_indent(marker)
    fence = ""
    opening = _FENCE.match(marker["text"])
    fence = opening["fence"] if opening else ""
    end = at + 1
    while end < len(lines):
        line = lines[end]
        if fence:
            fence = "" if closes_fence(line, fence) else fence
        elif line.strip():
            is_deep = _indent(line) >= min(content, indent + 2)
            if not is_deep and not (_is_lazy(lines, end) and lines[end - 1].strip()):
                break
            opening = _FENCE.match(line) if is_deep else None
            fence = opening["fence"] if opening and _is_closed(lines, end, opening["fence"]) else ""
        end += 1
    return end


def _is_closed(lines: Sequence[str], at: int, fence: str) -> bool:
    return any(closes_fence(line, fence) for line in lines[at + 1 :])


def _ends_of_elements(lines: Sequence[str]) -> dict[tuple[int, str], int]:
    """For the line and name of each block element that is closed, the line after its end."""
    ends: dict[tuple[int, str], int] = {}
    begun: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        for tag in _ANY_TAG.finditer(line) if "<" in line else ():
            name = tag["tag"].lower()
            if not tag["end"]:
                begun.setdefault(name, []).append(at)
            elif begun.get(name):
                ends[begun[name].pop(), name] = at + 1  # the outermost of a line comes last
    return ends
