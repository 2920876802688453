"""TEXT -> TEXT without the numbers and titles of the pages on which it was printed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from tts.model import Skipped
from tts.noun import noun
from tts.regex import regex
from tts.text.languages import languages, load_phrases
from tts.text.readers.whitespace import normalize_whitespace

PAGE_BREAK = "\f"
"""Stands at the end of a line for each line after it that is left out, so that lines can be counted."""

_REASON = "number or title of a printed page"
_MAX_HEAD = 70  # characters
_MAX_NUMBER = 4  # digits
_NEAR = 4  # lines around an edge, between which a sentence may go on
_MAX_STEP = 4  # pages from one running head to its next
_SIGNS = r"[-–—|•·*~/\[\]()<>\s]"
_LONE = regex(rf"(?P<before>{_SIGNS}*)(?P<number>\d{{1,{_MAX_NUMBER}}}){_SIGNS}*")
_FIRST = regex(rf"(?P<number>\d{{1,{_MAX_NUMBER}}})(?P<sign>\s*[|•·–—/]\s*|\s+)(?P<head>\D.*)")
_LAST = regex(rf"(?P<head>.*\D)(?<!\s)(?P<sign>\s*[|•·–—/]\s*|\s+)(?P<number>\d{{1,{_MAX_NUMBER}}})")
_STOPS = tuple('.!?…:”"“»’)')


@noun
class _Foot:
    """A line that may be at the edge of a page: its index, its number, and its other words.

    `in_signature`: a sign is between them. `interrupts`: a sentence goes on after it.
    """

    index: int
    number: int
    head: str
    in_signature: bool
    interrupts: bool


def remove_page_edges(text: str, first_number: int = 1) -> tuple[str, list[Skipped]]:
    """Return `text` without page numbers and titles next to them, and what they are; a sentence goes on across them.

    A sentence goes on across them. Other numbers differ from them: these rise next to one title, or stand in sentences.
    """
    lines = text.split("\n")
    feet = [foot for index in range(len(lines)) if (foot := _read_foot(lines, index))]
    taken = _choose(feet, lines)
    if not taken:
        return text.replace(PAGE_BREAK, " "), []
    taken |= set(_find_heads(lines, taken))
    skipped = [
        Skipped(text=normalize_whitespace(lines[index]), reason=_REASON, line=first_number + index)
        for index in sorted(taken)
    ]
    return "\n".join(_join_pages([line.replace(PAGE_BREAK, " ") for line in lines], taken)), skipped


def _read_foot(lines: Sequence[str], index: int) -> _Foot | None:
    """Return what the line at `index` is at the edge of a page, None if it is too long or has no number."""
    line = normalize_whitespace(lines[index])
    if not line or len(line) > _MAX_HEAD or not (line[0].isdigit() or line[-1].isdigit() or _LONE.fullmatch(line)):
        return None
    interrupts = _interrupts(lines, index)
    if lone := _LONE.fullmatch(line):
        in_signature = bool(lone["before"].strip())
        return _Foot(index=index, number=int(lone["number"]), head="", in_signature=in_signature, interrupts=interrupts)
    if count := _counted_page().fullmatch(line):
        return _Foot(index=index, number=int(count["number"]), head="page", in_signature=True, interrupts=interrupts)
    found = _FIRST.fullmatch(line) or _LAST.fullmatch(line)
    if not found:
        return None
    return _Foot(
        index=index,
        number=int(found["number"]),
        head=found["head"].strip(" |•·–—/").casefold(),
        in_signature=bool(found["sign"].strip()),
        interrupts=interrupts,
    )


@cache
def _counted_page() -> re.Pattern[str]:
    """Return the pattern of "Page 3" and "Page 3 of 12" in all languages."""
    words = sorted({re.escape(word) for tag in languages() for word in load_phrases(tag).pasted.page_words})
    return re.compile(
        rf"{_SIGNS}*(?i:{'|'.join(words)})\s*(?P<number>\d{{1,{_MAX_NUMBER}}})"
        rf"(?:\s*(?:/|\w{{1,3}})\s*\d{{1,{_MAX_NUMBER}}})?{_SIGNS}*"
    )


def _interrupts(lines: Sequence[str], index: int) -> bool:
    """Return whether a sentence goes on from the text above the line at `index` to that below."""
    above = next((line for line in reversed(lines[max(0, index - _NEAR) : index]) if line.strip()), "")
    below = next((line for line in lines[index + 1 : index + 1 + _NEAR] if line.strip()), "")
    return _goes_on(above, below)


def _goes_on(above: str, below: str) -> bool:
    """Return whether a sentence goes on from the line `above` to the line `below`."""
    above, below = above.strip(), below.strip()
    return bool(above and below) and not above.endswith(_STOPS) and below[0].islower()


def _choose(feet: Sequence[_Foot], lines: Sequence[str]) -> set[int]:
    """Return the indexes of those `feet` that are page numbers."""
    by_head: Mapping[str, list[_Foot]] = defaultdict(list)
    for foot in feet:
        by_head[foot.head].append(foot)
    taken: set[int] = set()
    for head, group in by_head.items():
        rising = all(before.number < after.number <= before.number + _MAX_STEP for before, after in pairwise(group))
        if not rising:
            continue
        cut = sum(foot.interrupts for foot in group)
        is_series = len(group) > 1 and (cut or (all(foot.in_signature for foot in group) and _is_spaced(group, lines)))
        if is_series or (head and cut == len(group) and group[0].in_signature) or (head == "page" and len(group) > 1):
            taken |= {foot.index for foot in group}
    known = {foot.index: foot.number for foot in feet if foot.index in taken}
    numbers = set(known.values())
    for foot in feet:  # the head of the other side of each sheet
        is_last = not any(line.strip() for line in lines[foot.index + 1 : foot.index + 1 + _NEAR])
        is_next = foot.number not in numbers and bool({foot.number - 1, foot.number + 1} & numbers)
        if is_next and (foot.in_signature or (is_last and not foot.head)):
            taken.add(foot.index)
    return taken


def _is_spaced(group: Sequence[_Foot], lines: Sequence[str]) -> bool:
    """Return whether there is text between each two of a group, not only a list that counts."""
    return all(
        any(len(line) > _MAX_HEAD / 2 for line in lines[before.index + 1 : after.index])
        for before, after in pairwise(group)
    )


def _find_heads(lines: Sequence[str], taken: set[int]) -> Iterator[int]:
    """Yield the lines next to page numbers that are the same on more than one page."""
    near: Mapping[str, list[int]] = defaultdict(list)
    for index in taken:
        for step in (-1, 1):
            other = index + step
            while 0 <= other < len(lines) and abs(other - index) <= 2 and not lines[other].strip():
                other += step
            if 0 <= other < len(lines) and abs(other - index) <= 2 and other not in taken:
                head = normalize_whitespace(lines[other]).casefold()
                if head and len(head) <= _MAX_HEAD:
                    near[head].append(other)
    yield from (index for indexes in near.values() if len(set(indexes)) > 1 for index in indexes)


def _join_pages(lines: Sequence[str], taken: set[int]) -> Iterator[str]:
    """Yield the lines without those `taken`; where a sentence goes on, also without the blank lines around them."""
    pending = index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and (end in taken or not lines[end].strip()):
            end += 1
        if end == index:
            yield lines[index] + PAGE_BREAK * pending
            pending = 0
            index += 1
            continue
        has_edge = any(number in taken for number in range(index, end))
        if has_edge and index and end < len(lines) and _goes_on(lines[index - 1], lines[end]):
            pending = end - index
        else:
            yield from [""] * (end - index)
        index = end
