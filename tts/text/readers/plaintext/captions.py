"""LINES -> FIGURES: the captions and credits of pictures in a plain text that was pasted from a web page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tts.model import Block, Skipped
from tts.noun import noun
from tts.text.languages import languages, load_phrases
from tts.text.readers.credits import MAX_CAPTION, MAX_CREDIT_WORDS, find_caption_credit, is_credit_like
from tts.text.readers.plaintext.lines import Line, join_lines

_MIN_CAPTION_WORDS = 3
_MIN_REPEATED_WORDS = 5  # of a caption that is repeated without a credit
_MAX_LINES = 6  # of a caption that was wrapped


@noun
class Captions:
    """The lines without captions, the figures in their order, and the lines that only repeat a caption."""

    lines: Sequence[Line]
    figures: tuple[Block, ...]
    skipped: tuple[Skipped, ...]


@noun
class _Found:
    """A figure that is made of the lines from `begin` to `end`, and what of them only repeats its caption."""

    begin: int
    end: int
    blocks: tuple[Block, ...]
    repeated: tuple[Skipped, ...] = ()


def take_captions(lines: Sequence[Line]) -> Captions:
    """Take captions and credits from anywhere in `lines`.

    An alternative text appears there once alone and once with the credit appended, or the credit ends the paragraph, or
    it is a line of its own below the caption. If nothing else were left, nothing is taken.
    """
    lines = list(lines)
    kept: list[Line] = []
    figures: list[Block] = []
    skipped: list[Skipped] = []
    index = 0
    while index < len(lines):
        found = _find_figure(lines, index)
        if not found:
            kept.append(lines[index])
            index += 1
            continue
        skipped += found.repeated
        if figures and index and _is_lone_credit(found) and _ends_at(figures[-1], lines[index - 1]):
            figures[-1] = replace(figures[-1], blocks=(*figures[-1].blocks, *found.blocks))
        else:
            figures.append(Block(kind="figure", blocks=found.blocks, line=lines[index].number))
        index = found.end
        lines[index : index + 1] = (replace(line, after_blank=True) for line in lines[index : index + 1])
    if not kept:
        return Captions(lines=lines, figures=(), skipped=())
    return Captions(lines=kept, figures=tuple(figures), skipped=tuple(skipped))


def _find_figure(lines: Sequence[Line], index: int) -> _Found | None:
    """Return the figure that begins with the line at `index`, None if it is text."""
    line = lines[index]
    if line.bullet or line.is_quoted or line.is_key_points or line.is_byline:
        return None
    return (
        _find_repeated(lines, index)
        or _find_labelled(lines, index)
        or _find_above_credit(lines, index)
        or _find_credited(lines, index)
    )


def _find_repeated(lines: Sequence[Line], index: int) -> _Found | None:
    """Return a figure whose caption stands there twice, the second time with a credit or at least alone."""
    for count in range(1, min(_MAX_LINES, len(lines) - index - 1) + 1):
        first = lines[index : index + count]
        if any(line.after_blank for line in first[1:]):
            return None
        caption = join_lines(first)
        following = lines[index + count].text
        if len(caption) > MAX_CAPTION:
            return None
        if not (caption.startswith(following) or following.startswith(caption)):
            continue
        third = lines[index + 2 * count : index + 2 * count + 1]
        if len(caption.split()) < _MIN_CAPTION_WORDS or (third and third[0].text == first[0].text):
            continue  # a refrain or a table has a line more often than twice
        for end in range(index + count + 1, min(index + 2 * count + 3, len(lines)) + 1):
            second = lines[index + count : end]
            if any(line.after_blank for line in second[1:]):
                break
            credit = join_lines(second)[len(caption) :]
            if join_lines(second).startswith(caption) and _is_repeated(lines, index, end, caption, credit):
                repeated = Skipped(text=caption, reason="repeats the caption", line=lines[index].number)
                return _Found(
                    begin=index,
                    end=end,
                    blocks=_make_blocks(caption, credit, second[0].number),
                    repeated=(repeated,),
                )
    return None


def _is_repeated(lines: Sequence[Line], index: int, end: int, caption: str, credit: str) -> bool:
    """Return whether the lines from `index` to `end` are a caption, and once more the caption with its credit."""
    words = len(caption.split())
    if credit.strip():
        in_signature = not credit[0].isalnum() and len(credit.split()) <= MAX_CREDIT_WORDS
        return words >= _MIN_CAPTION_WORDS and in_signature and is_credit_like(credit) and not _goes_on(lines, end)
    is_end = end == len(lines) or lines[end].after_blank
    return words >= _MIN_REPEATED_WORDS and is_end and _begins_paragraph(lines, index)


def _find_labelled(lines: Sequence[Line], index: int) -> _Found | None:
    """Return the figure of `Image caption, …`, with `Image source, …` beside it, in any known language."""
    leading, source = _labels()
    begin = index + 1 if source.match(lines[index].text) and index + 1 < len(lines) else index
    label = leading.match(lines[begin].text)
    is_alone = label is not None and label.end() == len(lines[begin].text)
    if not label or (is_alone and begin + 1 == len(lines)):
        return None
    end = (
        begin + 2
        if is_alone
        else _end_of_paragraph(lines, begin)
        if _begins_paragraph(lines, begin) or begin > index
        else begin + 1
    )
    credit = _make_blocks("", lines[index].text, lines[index].number) if begin > index else ()
    following = range(begin + 1, end) if begin == index else ()
    below = next((at for at in following if source.match(lines[at].text)), 0)
    caption = join_lines(lines[begin : below or end])[label.end() :].strip()
    skipped = Skipped(text=label[0].strip(), reason="label of a caption", line=lines[begin].number)
    shown = _make_blocks(caption, "", lines[begin].number)
    if below:
        return _Found(
            begin=index,
            end=below + 1,
            blocks=(*shown, *_make_blocks("", lines[below].text, lines[below].number)),
            repeated=(skipped,),
        )
    return _Found(begin=index, end=end, blocks=(*credit, *shown), repeated=(skipped,))


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of labels before captions, and before credits."""
    captions, sources = (
        "|".join(sorted({re.escape(label) for tag in languages() for label in getattr(load_phrases(tag).pasted, key)}))
        for key in ("caption_labels", "source_labels")
    )
    return re.compile(rf"(?i:{captions}),\s*"), re.compile(rf"(?i:{sources}),")


def _find_above_credit(lines: Sequence[Line], index: int) -> _Found | None:
    """Return the figure of a line that ends like no sentence, and of the credit in the paragraph below it."""
    if not 0 < index < len(lines) - 1 or not lines[index + 1].after_blank or not _begins_paragraph(lines, index):
        return None
    line, below = lines[index], lines[index + 1]
    is_caption = len(line.text.split()) >= _MIN_REPEATED_WORDS and len(line.text) <= MAX_CAPTION // 2
    if (
        not is_caption
        or line.text[-1] in ".!?:;,…"
        or line.text[0] in '“"„«'
        or find_caption_credit(line.text) is not None
    ):
        return None
    if find_caption_credit(below.text) != 0 or _goes_on(lines, index + 2):
        return None
    return _Found(begin=index, end=index + 2, blocks=_make_blocks(line.text, below.text, line.number))


def _find_credited(lines: Sequence[Line], index: int) -> _Found | None:
    """Return the figure of a paragraph that ends with a credit, which may be its last line."""
    if not _begins_paragraph(lines, index):
        return None
    end = _end_of_paragraph(lines, index)
    for stop in range(index + 1, end + 1):
        if stop - index > 2 and not _may_be_wrapped(lines, index, stop):
            return None
        text = join_lines(lines[index:stop])
        if len(text) > MAX_CAPTION:
            return None
        offset = _find_own_line(lines, index, stop)
        offset = offset if offset is not None else find_caption_credit(text)
        if (
            offset is None
            or _goes_on(lines, stop)
            or (index == 0 and offset and _is_headline(lines, stop, text[:offset]))
        ):
            continue
        if offset == len(text) and not (stop == len(lines) or find_caption_credit(lines[stop].text) == 0):
            continue
        blocks = _make_blocks(text[:offset], text[offset:], lines[index].number)
        if offset == len(text) and stop < len(lines):
            blocks += _make_blocks("", lines[stop].text, lines[stop].number)
            stop += 1
        return _Found(begin=index, end=stop, blocks=blocks)
    return None


def _may_be_wrapped(lines: Sequence[Line], index: int, stop: int) -> bool:
    """Return whether the lines before `stop` are one caption: without blank lines each line is a paragraph."""
    is_whole = stop == len(lines) or lines[stop].after_blank
    begins = index == 0 or lines[index].after_blank
    return begins and (is_whole or not any(line.text.endswith((".", "!", "?")) for line in lines[index : stop - 2]))


def _find_own_line(lines: Sequence[Line], index: int, stop: int) -> int | None:
    """Return where the credit begins if it is the line before `stop`, below a caption."""
    if stop - index < 2 or find_caption_credit(lines[stop - 1].text) != 0:
        return None
    return len(join_lines(lines[index : stop - 1]))


def _is_headline(lines: Sequence[Line], stop: int, caption: str) -> bool:
    """Return whether the first line of the text, with a credit below it, is the headline and not a caption above it."""
    if len(caption.split()) < _MIN_REPEATED_WORDS or stop == len(lines):
        return True
    below = lines[stop]
    return not below.is_key_points and (len(below.text) > 100 or below.text.endswith((".", "!", "?")))


def _begins_paragraph(lines: Sequence[Line], index: int) -> bool:
    """Return whether a line is not the rest of a wrapped one before it."""
    if index == 0 or lines[index].after_blank:
        return True
    return lines[index - 1].text.endswith((".", "!", "?", "”", '"', "…")) and not lines[index].text[0].islower()


def _end_of_paragraph(lines: Sequence[Line], index: int) -> int:
    """Return the index after the lines that no blank line separates from the one at `index`, at most `_MAX_LINES`."""
    end = index + 1
    while end < len(lines) and end - index <= _MAX_LINES and not lines[end].after_blank:
        end += 1
    return end


def _goes_on(lines: Sequence[Line], end: int) -> bool:
    """Return whether the line at `end` continues a sentence."""
    return end < len(lines) and not lines[end].after_blank and lines[end].text[0].islower()


def _is_lone_credit(found: _Found) -> bool:
    """Return whether a figure has nothing but credits."""
    return all(block.kind == "credit" for block in found.blocks)


def _ends_at(figure: Block, line: Line) -> bool:
    """Return whether a figure without a credit was made of the line before."""
    return all(block.kind != "credit" for block in figure.blocks) and figure.blocks[-1].text.endswith(line.text)


def _make_blocks(caption: str, credit: str, line: int) -> tuple[Block, ...]:
    """Return the blocks of a caption and its credit, without the signs between them."""
    caption, credit = caption.rstrip(" |"), credit.strip().lstrip("|,;.–—- ")
    parts = (Block(kind="caption", text=caption, line=line), Block(kind="credit", text=credit, line=line))
    return tuple(part for part in parts if part.text)
