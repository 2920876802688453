"""MARKDOWN as authors write it -> MARKDOWN as Python-Markdown reads it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from html import escape

from tts.noun import noun
from tts.regex import regex
from tts.text.readers.markdown.html_cells import mark_cells
from tts.text.readers.markdown.regions import closes_fence

_MAX_DEPTH = 20  # lists in quotes in lists; a deeper one is not changed
_MAX_BLANK = 8  # lines between two quotes
_FENCE = regex(r"^(?P<indent> *)(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$")
_MARKER = regex(r"^(?P<indent> *)(?:(?P<bullet>[-*+•◦▪‣])|(?P<number>\d{1,9})[.)])(?: +|$)(?P<text>.*)$")
_RULE = regex(r"^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_QUOTE = regex(r"^ {0,3}> ?")
_LABEL = regex(r"^\*\*(?!\s)[^*]{1,60}(?<![\s,;-])\*\*\s*$")
"""A line of a quote that is its title: GitHub once had `**Note**` so."""

_HEADING = regex(r"^ {0,3}#{1,6}(?: |$)")
_UNDERLINE = regex(r"^ {0,3}(?:(?P<dashes>-{3,})|=+) *$")
_STAR = regex(r"^\*(?!\[[^\]]*\]:)[^\s*][^*]*$")  # not the definition of an abbreviation, `*[EU]: …`
_TASK = regex(r"^\[(?P<box>[ xX])\]\s+(?=\S)")
_DEFINITION = regex(r"^ {0,3}: +\S")
_EMPTY_DEFINITION = regex(r"^ {0,3}: +$")
_TABLE_RULE = regex(r"^ {0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_VERBATIM = regex(r"^ {0,3}<(?P<tag>pre|script|style|textarea)\b", re.IGNORECASE)
_VERBATIM_END = regex(r"</(?P<tag>pre|script|style|textarea)", re.IGNORECASE)
_ELEMENTS = "address|article|aside|blockquote|center|details|div|figcaption|figure|footer|header|main|p|section|table"
_HTML = regex(rf"^\s*<(?P<tag>{_ELEMENTS})\b[^>]*>", re.IGNORECASE)
_ANY_TAG = regex(rf"<(?P<end>/?)(?P<tag>{_ELEMENTS})\b", re.IGNORECASE)
_NO_MARKDOWN_YET = r"\b(?![^>]*\bmarkdown=)"
_BLOCK_TAG = regex(
    rf"<(article|aside|blockquote|center|details|div|figure|footer|header|main|section){_NO_MARKDOWN_YET}",
    re.IGNORECASE,
)
_SPAN_TAG = regex(rf"<(address|dd|dt|figcaption|h[1-6]|li|p|summary|td|th){_NO_MARKDOWN_YET}", re.IGNORECASE)
_MARKDOWN = regex(
    r"\*\*\S|\]\(|\]\[|^\s*(?:[-*+]|\d+\.) +\S|^\s*#{1,6} |`|(?<!\w)[*_]\w|^\s*>|~~|\[\^|\n\s*\n\s*[^\s<]", re.MULTILINE
)


@noun
class _Part:
    """The lines of a text, or of a list's item or a quote in it, and where the elements that begin in them end.

    `closings` has the lines with the end tags of elements that are kept as they are, by name, in order. `fences` has,
    by character and for each line, the length of the longest fence that may close code in it or below.
    """

    lines: Sequence[str]
    depth: int
    ends: Mapping[tuple[int, str], int]
    closings: Mapping[str, Sequence[int]]
    fences: Mapping[str, Sequence[int]]

    @classmethod
    def find(cls, lines: Sequence[str], depth: int) -> _Part:
        """Return the part with these `lines`, each looked at once."""
        return cls(
            lines=lines,
            depth=depth,
            ends=_ends_of_elements(lines),
            closings=_find_closings(lines),
            fences={character: _find_longest_fences(lines, character) for character in "`~"},
        )


_Result = tuple[list[str], int] | None
"""The normalized lines, and the index of the line after them; None if a step does not apply."""


@noun
class MarkdownNormalizer:
    """Normalizes the lines of one text. `store` keeps finished HTML and returns a placeholder for it.

    `boxes` collects the boxes of tasks, which are replaced by signs.
    """

    store: Callable[[str], str]
    boxes: list[str] = field(default_factory=list)

    def normalize(self, lines: Sequence[str], depth: int = 0) -> list[str]:
        """Return `lines` with lists, fences, quotes, tables and HTML in the forms that Python-Markdown recognizes."""
        lines = _with_space_after_stars(lines)
        part = _Part.find(lines, depth)
        normalized: list[str] = []
        index = 0
        while index < len(lines):
            for step in (self._fence, _verbatim, _indented_code, self._html, self._quote, self._list):
                if result := step(part, index):
                    normalized += result[0]
                    index = result[1]
                    break
            else:
                normalized += _running_text(lines, index)
                index += 1
        return normalized

    def _fence(self, part: _Part, index: int) -> _Result:
        """Keep fenced code as finished HTML: Python-Markdown sees a fence only at the margin, not in lists."""
        lines = part.lines
        opening = _FENCE.match(lines[index])
        if not opening or (not part.depth and len(opening["indent"]) > 3):
            return None
        later = range(index + 1, len(lines))
        end = next((end for end in later if closes_fence(lines[end], opening["fence"])), len(lines))
        indent = len(opening["indent"])
        code = "\n".join(line[min(indent, _indent(line)) :] for line in lines[index + 1 : end])
        return ["", self.store(f"<pre><code>{escape(code, quote=False)}</code></pre>"), ""], end + 1

    def _html(self, part: _Part, index: int) -> _Result:
        """Mark elements that hold Markdown, which would else stay literal."""
        opening = _HTML.match(part.lines[index])
        end = part.ends.get((index, opening["tag"].lower())) if opening else None
        if opening is None or end is None:
            return None
        html = "\n".join(part.lines[index:end])
        if opening["tag"].lower() == "table":
            return ["", *(mark_cells(html) or html).split("\n"), ""], end
        if not _MARKDOWN.search(html[opening.end() :]):
            return list(part.lines[index:end]), end
        html = _SPAN_TAG.sub(r'<\1 markdown="span"', _BLOCK_TAG.sub(r'<\1 markdown="1"', html))
        # Text with the indent of HTML would be taken for code
        dedented = [line.lstrip() if _indent(line) and not _MARKER.match(line) else line for line in html.split("\n")]
        if len(dedented) > 2 and part.depth < _MAX_DEPTH:
            dedented[1:-1] = self.normalize(dedented[1:-1], part.depth + 1)
        return ["", *dedented, ""], end

    def _quote(self, part: _Part, index: int) -> _Result:
        """Put `>` before each line of a quote, and separate it from a quote just before it."""
        lines = part.lines
        if not _QUOTE.match(lines[index]) or part.depth >= _MAX_DEPTH:
            return None
        end = index
        while end < len(lines) and (_QUOTE.match(lines[end]) or _continues_paragraph(lines, end)):
            end += 1
        inner = [_QUOTE.sub("", line, count=1) for line in lines[index:end]]
        if len(inner) > 1 and _LABEL.match(inner[0]) and re.match(r"\s*[^\Wa-z_]", inner[1]):
            inner.insert(1, "")
        before = next((line for line in reversed(lines[max(index - _MAX_BLANK, 0) : index]) if line.strip()), "")
        separator = [self.store("<!-- -->"), ""] if _QUOTE.match(before) else []  # else they would be one quote
        # Spaces at the end of a line break it
        quoted = (f"> {line}" if line.strip() else ">" for line in self.normalize(inner, part.depth + 1))
        return ["", *separator, *quoted, ""], end

    def _list(self, part: _Part, index: int) -> _Result:
        """Put a blank line before a list, and four spaces before all that is in an item."""
        lines = part.lines
        marker = _marker(lines[index])
        if not marker or part.depth >= _MAX_DEPTH:
            return None
        if index and lines[index - 1].strip() and not _HEADING.match(lines[index - 1]):
            # Within a paragraph a line may begin with a number by chance (CommonMark 0.31, section 5.3)
            if not marker["text"] or marker["number"] not in (None, "1"):
                return None
        elif len(marker["indent"]) > 3:
            return None
        normalized = [""]
        is_numbered = bool(marker["number"])
        while index < len(lines) and (marker := _marker(lines[index])) and bool(marker["number"]) is is_numbered:
            end = _end_of_item(part, index, marker)
            item = self._item(marker, lines[index + 1 : end], part.depth)
            # Right after another block of an item, the next marker would be text of that block
            normalized += [*item, ""] if "" in item else item
            index = end
        return [*normalized, ""], index

    def _item(self, marker: re.Match[str], following: Sequence[str], depth: int) -> list[str]:
        """Return the lines of an item, of which the first has the marker; a task's box becomes a sign."""
        text = marker["text"]
        if task := _TASK.match(text):
            text = f"{'☐' if task['box'] == ' ' else '☑'} {text[task.end() :]}"
            self.boxes.append(task[0].strip())
        content = _content_indent(marker)
        lines = self.normalize([text, *(line[min(content, _indent(line)) :] for line in following)], depth + 1)
        begin = next((index for index, line in enumerate(lines) if line.strip()), None)
        if begin is None:
            return []
        if _QUOTE.match(lines[begin]):  # which Python-Markdown sees only below the line of the marker
            lines[begin:begin] = [self.store("<!-- -->"), ""]
        label = f"{marker['number']}." if marker["number"] else "-"
        return [f"{label:<3} {lines[begin]}", *(f"    {line}" if line.strip() else "" for line in lines[begin + 1 :])]


def _verbatim(part: _Part, index: int) -> _Result:
    """Keep elements whose content is not Markdown."""
    lines = part.lines
    if not (opening := _VERBATIM.match(lines[index])):
        return None
    closings = part.closings.get(opening["tag"].lower(), ())
    nearest = bisect_left(closings, index)
    if nearest == len(closings):
        return None
    end = closings[nearest] + 1
    return list(lines[index:end]), end


def _indented_code(part: _Part, index: int) -> _Result:
    """Keep indented code, which follows a blank line."""
    lines = part.lines
    if _indent(lines[index]) < 4 or not lines[index].strip() or (index and lines[index - 1].strip()):
        return None
    end = index
    while end < len(lines) and (_indent(lines[end]) >= 4 or not lines[end].strip()):
        end += 1
    return list(lines[index:end]), end


def _with_space_after_stars(lines: Sequence[str]) -> list[str]:
    """Return the lines with a space after the star of consecutive lines with one star: a list, written in haste."""
    stars = [False, *(bool(_STAR.match(line)) for line in lines), False]
    return [
        f"* {line[1:]}" if stars[number] and (stars[number - 1] or stars[number + 1]) else line
        for number, line in enumerate(lines, 1)
    ]


def _running_text(lines: Sequence[str], index: int) -> list[str]:
    """Return one line of running text, escaped or with a blank line before it where Python-Markdown misreads it."""
    line = lines[index]
    before, after = "".join(lines[index - 1 : index]), "".join(lines[index + 1 : index + 2])
    if re.match(r"#[^#\s]", line):
        return [f"\\{line}"]  # `#1522` and `#hashtag` are not headings
    if re.match(r" {0,3}\[\s*\]:", line):
        return [line.replace("[", "\\[", 1)]  # the definition of a link has a label
    if re.match(r"#{2,6}[^#\s]", line):
        return [re.sub(r"^(#+)", r"\1 ", line)]
    if (marker := _marker(line)) and marker["number"]:
        # A year at the beginning of a line, which Python-Markdown takes for an item within an item
        return [f"{line[: marker.end('number')]}\\{line[marker.end('number') :]}"]
    if _EMPTY_DEFINITION.match(line) and (_EMPTY_DEFINITION.match(before) or _EMPTY_DEFINITION.match(after)):
        return [f"\\{line.lstrip(' ')}"]  # definitions of nothing
    if _DEFINITION.match(before) and not _DEFINITION.match(line) and _DEFINITION.match(after):
        return ["", line]  # the next term; hundreds in a row without a blank line exhaust Python-Markdown
    # Python-Markdown copies all that follows a heading or a rule up to the next blank line
    if before.strip() and _HEADING.match(line):
        return ["", line]
    if after.strip() and before.strip() and _ends_heading(lines, index):
        return [line, ""]
    if before.strip() and "|" in line and "|" in after and _TABLE_RULE.match(after):
        return ["", line]
    return [line]


def _ends_heading(lines: Sequence[str], index: int) -> bool:
    """Return whether a line underlines the one before it (CommonMark 0.31, section 4.3), or is a rule of dashes."""
    underline = _UNDERLINE.match(lines[index])
    if not underline or underline["dashes"]:
        return underline is not None
    above = "".join(lines[index - 2 : index - 1]) if index > 1 else ""
    return not above.strip() or _UNDERLINE.match(above) is not None


def _indent(line: str) -> int:
    """Return the number of spaces before `line`."""
    return len(line) - len(line.lstrip(" "))


def _marker(line: str) -> re.Match[str] | None:
    """Return the marker of the item that `line` begins."""
    return None if _RULE.match(line) else _MARKER.match(line)


def _content_indent(marker: re.Match[str]) -> int:
    """Return where the text of an item begins (CommonMark 0.31, section 5.2)."""
    width = marker.start("text") - marker.end("indent")
    label = len(marker["number"] or "") + 1
    return len(marker["indent"]) + (width if marker["text"] and width <= label + 4 else label + 1)


def _continues_paragraph(lines: Sequence[str], index: int) -> bool:
    """Return whether a line continues the paragraph of the line before, though it lacks its `>` or indent."""
    if not index or not lines[index].strip():
        return False
    line, before = lines[index], _QUOTE.sub("", lines[index - 1])
    return bool(before.strip()) and not (
        _marker(line)
        or any(pattern.match(line) for pattern in (_FENCE, _HEADING, _RULE, _QUOTE, _HTML))
        or _FENCE.match(before)
    )


def _end_of_item(part: _Part, index: int, marker: re.Match[str]) -> int:
    """Return the index after the item that begins at `index`, including blank lines before the next item."""
    lines = part.lines
    indent, content = len(marker["indent"]), _content_indent(marker)
    opening = _FENCE.match(marker["text"])
    fence = opening["fence"] if opening else ""
    end = index + 1
    while end < len(lines):
        line = lines[end]
        if fence:
            fence = "" if closes_fence(line, fence) else fence
        elif line.strip():
            is_deep = _indent(line) >= min(content, indent + 2)
            if not is_deep and not (_continues_paragraph(lines, end) and lines[end - 1].strip()):
                break
            opening = _FENCE.match(line) if is_deep else None
            if opening and _is_closed_below(part, end, opening["fence"]):
                fence = opening["fence"]
        end += 1
    return end


def _is_closed_below(part: _Part, index: int, fence: str) -> bool:
    """Return whether a line below `index` closes the code that `fence` begins."""
    longest = part.fences[fence[0]]
    return index + 1 < len(longest) and longest[index + 1] >= len(fence)


def _find_longest_fences(lines: Sequence[str], character: str) -> Sequence[int]:
    """Return for each line the length of the longest fence of this `character` that stands alone in it or below."""
    longest = 0
    lengths = []
    for line in reversed(lines):
        bare = line.strip(" \t>") if character in line else ""
        longest = max(longest, 0 if bare.strip(character) else len(bare))
        lengths.append(longest)
    return lengths[::-1] if longest else ()


def _find_closings(lines: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """Return the indexes of the lines with an end tag, by the name of the element, for those kept as they are."""
    closings: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        for closing in _VERBATIM_END.finditer(line) if "</" in line else ():
            closings.setdefault(closing["tag"].lower(), []).append(index)
    return closings


def _ends_of_elements(lines: Sequence[str]) -> dict[tuple[int, str], int]:
    """Return for the line and name of each block element that is closed the index of the line after its end."""
    ends: dict[tuple[int, str], int] = {}
    begun: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        for tag in _ANY_TAG.finditer(line) if "<" in line else ():
            name = tag["tag"].lower()
            if not tag["end"]:
                begun.setdefault(name, []).append(index)
            elif begun.get(name):
                ends[begun[name].pop(), name] = index + 1  # the outermost of a line comes last
    return ends
