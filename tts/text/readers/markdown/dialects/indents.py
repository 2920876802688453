"""MARKDOWN -> MARKDOWN without the indents of lines in a component or tag, which would be taken for code."""

from __future__ import annotations

import re
from collections import defaultdict

from tts.regex import regex
from tts.text.readers.markdown.dialects.directives import closes
from tts.text.readers.markdown.regions import FENCE

_MAX_DEPTH = 12  # pairs in pairs; a deeper one keeps its indent
_OPENING = regex(r"^[ \t]*(?:<(?P<component>[A-Z][\w.]*)(?=[\s/>]|$)|\{\{[<%]\s*(?P<shortcode>[\w-]+))")
_ENDING = regex(r"^[ \t]*(?:</(?P<component>[A-Z][\w.]*)\s*>|\{\{[<%]\s*/\s*(?P<shortcode>[\w-]+))")
_END_OF_TAG = regex(r"^\s*/?>\s*$")
_CODES = ("code", "highlight", "mermaid", "raw", "rawhtml")


def remove_indents(text: str) -> str:
    """Return `text` with the lines in each pair of tags of their own lines as far left as the tags."""
    if not re.search(r"^[ \t]*(?:</[A-Z]|\{\{[<%]\s*/)", text, re.MULTILINE):
        return text
    lines = text.split("\n")
    for begin, end in sorted(_find_pairs(lines)):
        inside = [line for line in lines[begin + 1 : end] if line.strip() and not _END_OF_TAG.match(line)]
        surplus = min((_indent(line) for line in inside), default=0) - _indent(lines[begin])
        if surplus > 0:
            for index in range(begin + 1, end):
                line = lines[index].expandtabs(4) if "\t" in lines[index][:surplus] else lines[index]
                lines[index] = line[min(surplus, _indent(line)) :]
    return "\n".join(lines)


def _find_pairs(lines: list[str]) -> list[tuple[int, int]]:
    """Return the indices of the lines that begin and end each pair of tags."""
    begun = defaultdict[str, list[int]](list)
    pairs: list[tuple[int, int]] = []
    fence = ""
    depth = 0
    for index, line in enumerate(lines):
        if fence:
            fence = "" if closes(line, "fence", fence) else fence
        elif found := FENCE.match(line):
            fence = found["fence"]
        elif opening := _OPENING.match(line):
            name = opening["component"] or opening["shortcode"]
            is_whole = f"</{name}" in line or "/>" in line or re.search(rf"[<%]\s*/\s*{re.escape(name)}", line)
            if not is_whole and name not in _CODES and depth < _MAX_DEPTH:
                begun[name].append(index)
                depth += 1
        elif ending := _ENDING.match(line):
            name = ending["component"] or ending["shortcode"]
            if begun[name]:
                pairs.append((begun[name].pop(), index))
                depth -= 1
    return pairs


def _indent(line: str) -> int:
    """Return the number of columns before the text of `line`."""
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))
