"""LINES -> LINES without pull quotes, which only repeat words of the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tts.regex import regex
from tts.text.readers.plaintext.lines import Line, join_lines
from tts.text.readers.pullquotes import REASON, RunningText, is_quotation
from tts.text.readers.whitespace import join_words

_MAX_PULLED = 400  # characters
_MAX_CANDIDATES = 200  # each is searched for in the whole text
_OPENING = tuple("“„\"«‹»‘'”")
_CLOSING = regex(r"[”“\"»«›‹’'][.!?,]?$")
_NAME = regex(r"(?:[–—-]+\s?\S[^.!?]{2,80}|[^\W\d_][\w.'’-]+(?: [^\W\d_][\w.'’-]*){1,3}, [^.!?]{3,80})")
_MAX_NAME = 100  # characters
_MIN_BARE = 8  # words of a line without quotation marks


def find_pull_quotes(lines: Sequence[Line]) -> dict[int, str]:
    """Return the indexes of lines that are pull quotes, each with the reason to skip it."""
    begins = [index for index, line in enumerate(lines) if not index or line.after_blank]
    groups = [range(begin, end) for begin, end in pairwise([*begins, len(lines)])]
    candidates = {group.start: group for group in groups if _may_be_pulled(lines, group)}
    if not candidates or len(candidates) > _MAX_CANDIDATES:
        return {}
    others = (group for group in groups if group.start not in candidates)
    running = RunningText(words="\n".join(join_words(join_lines(lines[group.start : group.stop])) for group in others))
    found: dict[int, str] = {}
    for group in candidates.values():
        pulled = dict.fromkeys(_find_pulled(lines, group, running), REASON)
        found |= pulled
        if not pulled:  # a later one may repeat it
            running.words += "\n" + join_words(join_lines(lines[group.start : group.stop]))
    return found


def _may_be_pulled(lines: Sequence[Line], group: range) -> bool:
    """Return whether lines between blank lines look like a pull quote: in quotation marks, or a line without an end."""
    first = lines[group.start]
    if not group.start or first.bullet or first.is_key_points or len(group) > 8:
        return False
    text = join_lines(lines[group.start : group.stop])
    if len(text) > _MAX_PULLED:
        return False
    if first.is_quoted or _end_of_quotation(lines, group):
        return True
    return len(group) == 1 and len(text.split()) >= _MIN_BARE and text[-1].isalnum()


def _end_of_quotation(lines: Sequence[Line], group: range) -> int:
    """Return the index after the line that ends a quotation with which the lines begin, 0 for none."""
    if not lines[group.start].text.startswith(_OPENING):
        return 0
    end = next((index + 1 for index in group if _CLOSING.search(lines[index].text)), 0)
    if not end:
        return int(is_quotation(join_lines(lines[group.start : group.stop]))) and group.stop
    has_name = end + 1 == group.stop and len(lines[end].text) <= _MAX_NAME
    return end if is_quotation(join_lines(lines[group.start : end])) and (end == group.stop or has_name) else 0


def _find_pulled(lines: Sequence[Line], group: range, running: RunningText) -> Iterator[int]:
    """Yield the indexes of the lines of a pull quote, with the name below it."""
    end = _end_of_quotation(lines, group)
    is_whole = lines[group.start].is_quoted or not end
    text = join_lines(lines[group.start : end or group.stop])
    if not running.repeats(text, is_quote=is_whole) and not (
        end == group.stop and running.repeats(join_lines(lines[group.start : group.stop]))
    ):
        return
    if end and end < group.stop and lines[end].text.endswith((".", "!", "?", ":")):
        return
    yield from group
    below = group.stop
    in_signature = below + 1 >= len(lines) or lines[below + 1].after_blank
    if end == group.stop and below < len(lines) and in_signature and _NAME.fullmatch(lines[below].text):
        yield below
