"""TEXT, ELEMENTS, in the order of a page -> BLOCKS: paragraphs, lists, tables, figures, notes."""

from __future__ import annotations

from dataclasses import field, replace
from itertools import groupby
from typing import Literal

from tts.model import Block, BlockKind, Mark, MarkKind, Skipped
from tts.noun import record
from tts.regex import regex
from tts.text.readers.html.figures import Image, is_caption_below, is_caption_of, is_in_italics, make_figure
from tts.text.readers.html.paragraph import is_listing, make_paragraph
from tts.text.readers.whitespace import clean_text, normalize_whitespace

MAX_DEPTH = 32  # containers in containers; a deeper one keeps its text and loses its nesting
_LEAVES = ("heading", "term", "caption", "credit")
_COLLAPSING = ("item", "cell", "definition", "note")
_SPACE = regex(r"\s+")
_LINE_END = regex(r"[ \t]*\n")
_LINE_BEGIN = regex(r"\n[ \t]*\Z")
_INSIDE_WORD = regex(r"\w\w")
_PARTS: dict[str, tuple[BlockKind, ...]] = {
    "list": ("item", "term", "definition"),
    "table": ("row", "caption"),
    "row": ("cell",),
}
"""The kinds of blocks that a container may hold; any other becomes a part of the first kind."""


@record
class Frame:
    """An open container. The kind "notes" makes a note of each item of its lists, "below" is a caption by its class."""

    kind: BlockKind | Literal["notes", "page", "below"]
    language: str | None = None
    level: int = 0
    ordinal: int | None = None
    header: bool = False
    blocks: list[Block] = field(default_factory=list)
    images: list[tuple[int, Image]] = field(default_factory=list)  # each with the number of blocks before it


@record
class _OpenMark:
    """A stretch of text with marks that is not closed yet: their `kinds` with their values, and where it begins."""

    kinds: tuple[tuple[MarkKind, str], ...]
    begin: int


class Builder:
    """Makes blocks of text and elements, which come in the order of the page.

    All that is opened (a frame, a border, a mark) is closed by `close`, the innermost first.
    """

    def __init__(self) -> None:
        self.skipped: list[Skipped] = []
        self.undescribed: list[Image] = []
        self.places: list[int] = []  # for each of them, the number of blocks before it on the page
        self._frames = [Frame(kind="page")]
        self._languages: list[str | None] = [None]
        self._speakers: list[tuple[int, str]] = []  # for each open border or container, with the blocks before it
        self._open: list[Literal["frame", "border", "mark"]] = []
        self._are_struck: list[bool] = []  # for each open border or container
        self._open_marks: list[_OpenMark] = []
        self._marks: list[Mark] = []
        self._pieces: list[str] = []
        self._length = 0
        self._is_cut = False
        self._images: list[Image] = []
        self._leading: list[Image] = []  # on lines of their own above the line
        self._is_in_line = False
        self._is_image_alone = False
        self._undescribed_in: Frame | None = None  # the container of an image that makes no block, and its place there
        self._undescribed_at = 0

    @property
    def frame(self) -> Frame:
        """Return the innermost open container."""
        return self._frames[-1]

    @property
    def line(self) -> str:
        """Return the text since the last border."""
        return "".join(self._pieces)

    def finish(self) -> tuple[Block, ...]:
        """Return all blocks, once everything is closed."""
        self._flush()
        return tuple(self._frames[0].blocks)

    def open(self, frame: Frame, *, is_struck: bool = False) -> None:
        """Begin a container, all struck out if `is_struck`; one that is nested too deep only separates the text."""
        self.open_border(frame.language, is_struck=is_struck)
        frame.language = self._languages[-1]
        if len(self._frames) <= MAX_DEPTH:
            self._open[-1] = "frame"
            self._frames.append(frame)

    def open_border(self, language: str | None = None, *, is_struck: bool = False) -> None:
        """Begin a new piece of text, in `language` if it is given, and all struck out if `is_struck`."""
        self._flush()
        self._are_struck.append(is_struck)
        if is_struck:
            self._open_marks.append(_OpenMark(kinds=(("struck", ""),), begin=0))
        self._languages.append(language or self._languages[-1])
        self._speakers.append((len(self.frame.blocks), ""))
        self._open.append("border")

    def name_speaker(self, speaker: str) -> None:
        """Give all blocks of the border or container that was opened last to `speaker`; one too deep stays as it is."""
        if len(self._speakers) <= MAX_DEPTH:
            self._speakers[-1] = self._speakers[-1][0], speaker

    def open_marks(self, *kinds: tuple[MarkKind, str]) -> None:
        """Begin a stretch of text with marks of these kinds and values, or with none."""
        self._open_marks.append(_OpenMark(kinds=kinds, begin=self._length))
        self._open.append("mark")

    def close(self) -> None:
        """End the container, border or stretch that was opened last."""
        opened = self._open.pop()
        if opened == "mark":
            self._keep(self._open_marks.pop())
            return
        self._flush()
        self._languages.pop()
        if self._are_struck.pop():
            self._open_marks.pop()
        if opened == "frame":
            frame = self._frames.pop()
            self.frame.blocks += self._close_frame(frame)
        begin, speaker = self._speakers.pop()
        if speaker:
            blocks = self.frame.blocks
            blocks[begin:] = [replace(block, speaker=block.speaker or speaker) for block in blocks[begin:]]

    def text(self, data: str) -> None:
        """Add text to the line, each run of whitespace as one space; `break_line` alone breaks it."""
        self._follow_lines(data)
        text = _SPACE.sub(" ", clean_text(data))
        last = self._pieces[-1][-1] if self._pieces else " "
        if last in " \n":
            text = text.removeprefix(" ")
        if not text:
            return
        if self._is_cut and _INSIDE_WORD.match(last + text[0]):
            text = f" {text}"
        self._is_cut = False
        self._pieces.append(text)
        self._length += len(text)

    def break_line(self) -> None:
        """Break the line where the author did; a second break on the same place begins a new paragraph."""
        self._follow_lines("\n")
        self._is_cut = False
        line_end = self._pieces[-1][-1] if self._pieces else ""
        if line_end == "\n":
            self._flush()
        elif line_end == " ":
            self._pieces[-1] = f"{self._pieces[-1][:-1]}\n"
        elif line_end:
            self._pieces.append("\n")
            self._length += 1

    def code(self, text: str, language: str | None = None) -> None:
        """Add a block of code, unchanged."""
        self._flush()
        if text.strip():
            self.frame.blocks.append(Block(kind="code", text=text, language=language or self._languages[-1]))

    def image(self, image: Image) -> None:
        """Add an image to the open figure, else as a figure of its own after the line.

        One that fills a line of the source separates the text; a line in italics right below it is its caption.
        """
        self._is_cut = True
        image = replace(image, language=image.language or self._languages[-1])
        if self.frame.kind == "figure":
            self.frame.images.append((len(self.frame.blocks), image))
        else:
            self._images.append(image)
            self._is_image_alone = not self._is_in_line

    def note_mark(self, label: str) -> None:
        """Add the mark of a footnote: a place in the line, without a length."""
        self._marks.append(Mark(kind="note", begin=self._length, end=self._length, value=label))
        self.skip(label, "footnote mark, silent")

    def skip(self, text: str, reason: str) -> None:
        """Skip `text`, which separates the words around it."""
        self._is_cut = True
        self.skip_aside(text, reason)

    def skip_aside(self, text: str, reason: str) -> None:
        """Skip `text`, which is not in the line, so that words may go on around it."""
        if normalized := normalize_whitespace(text):
            self.skipped.append(Skipped(text=normalized, reason=reason))

    def _follow_lines(self, data: str) -> None:
        """Follow the lines of the source, and separate the text at images that fill one."""
        if self._is_image_alone and _LINE_END.match(data):
            images, self._images = self._images, []
            self._flush()
            self._leading = images
        if data.strip():
            self._is_image_alone = False
        if data.strip(" \t"):
            self._is_in_line = not _LINE_BEGIN.search(data)

    def _keep(self, mark: _OpenMark) -> None:
        """Add the marks from where `mark` begins to the end of the text, unless there is no text between."""
        if mark.begin < self._length:
            end = self._length
            self._marks += [Mark(kind=kind, begin=mark.begin, end=end, value=value) for kind, value in mark.kinds]

    def _flush(self) -> None:
        """Make a block of the line, and figures of the images in it."""
        for mark in self._open_marks[-MAX_DEPTH:]:
            self._keep(mark)
            mark.begin = 0
        block = make_paragraph(self.line, self._marks, self._languages[-1])
        if block and self.frame.kind in ("page", "quote") and is_listing(block):
            block = replace(block, kind="code", marks=())
        self._pieces, self._marks, self._length, self._is_cut = [], [], 0, False
        images, self._images = self._images, []
        leading, self._leading = self._leading, []
        self._is_in_line = self._is_image_alone = False
        self._add_line(leading, block)
        for image in images:
            self._add_figure([image])

    def _add_line(self, leading: list[Image], block: Block | None) -> None:
        """Add the figures of the images above a line, and its block, which may be their caption."""
        blocks = self.frame.blocks
        if block and not leading and blocks and is_caption_of(blocks[-1], block):
            self._add_figure([*_figure_parts(blocks.pop()), replace(block, kind="caption")])
            return
        if not (block and self._is_caption(leading, block)):
            for image in leading:
                self._add_figure([image])
            blocks += [block] if block else []
            return
        self._add_figure([*leading, replace(block, kind="caption")])

    def _is_caption(self, leading: list[Image], block: Block) -> bool:
        """Return whether a line is the caption of the images above it, or of one above that is not described."""
        if leading:
            return is_in_italics(block) or is_caption_below([image.alt or "" for image in leading], block)
        return self._is_below_undescribed() and is_caption_below([], block)

    def _add_figure(self, parts: list[Image | Block]) -> None:
        """Add the block of a figure, or remember the place of one whose images have no description."""
        figure = make_figure(parts, language=self._languages[-1])
        self.skipped += figure.skipped
        self.undescribed += figure.undescribed
        self.places += [len(self._frames[0].blocks)] * len(figure.undescribed)
        if figure.block:
            self.frame.blocks.append(figure.block)
        else:
            self._undescribed_in, self._undescribed_at = self.frame, len(self.frame.blocks)

    def _close_frame(self, frame: Frame) -> list[Block]:
        """Return the block of a container, with the blocks after it that it cannot hold."""
        if frame.kind == "figure":
            return self._close_figure(frame)
        if frame.kind == "notes":
            return _number_notes(frame.blocks)
        if frame.kind == "below":
            return self._close_below(frame)
        if frame.kind in _PARTS:
            frame.blocks = _hold_parts(frame)
        assert frame.kind != "page"
        block = Block(
            kind=frame.kind, level=frame.level, ordinal=frame.ordinal, header=frame.header, language=frame.language
        )
        if frame.kind in _LEAVES:
            return _close_leaf(block, frame.blocks)
        if not frame.blocks:
            return [block] if frame.kind == "cell" else []
        only = frame.blocks[0]
        if frame.kind in _COLLAPSING and len(frame.blocks) == 1 and only.kind == "paragraph":
            return [replace(block, text=only.text, marks=only.marks, language=only.language, speaker=only.speaker)]
        return [replace(block, blocks=tuple(frame.blocks))]

    def _close_below(self, frame: Frame) -> list[Block]:
        """Give a caption to the image above it; without one, all of it is text."""
        only = frame.blocks[0] if len(frame.blocks) == 1 else None
        if only is None or only.kind != "paragraph" or self.frame.kind in ("table", "row"):
            return frame.blocks
        if self.frame.kind == "figure":
            return [replace(only, kind="caption")]
        blocks = self.frame.blocks
        parts: list[Image | Block] = []
        if not self._is_below_undescribed():
            if not blocks or blocks[-1].kind != "figure":
                return frame.blocks
            parts += _figure_parts(blocks.pop())
        self._add_figure([*parts, replace(only, kind="caption")])
        return []

    def _is_below_undescribed(self) -> bool:
        """Return whether an image that is not described is right above."""
        return self._undescribed_in is self.frame and self._undescribed_at == len(self.frame.blocks)

    def _close_figure(self, frame: Frame) -> list[Block]:
        """Add the figure, and return the other blocks in it. Without images it is no figure, and all of it is text."""
        about_image = ("caption", "credit")
        others = [block for block in frame.blocks if block.kind not in about_image]
        if others and not frame.images:  # a listing, a table, a quotation
            return [replace(block, kind="paragraph") if block.kind in about_image else block for block in frame.blocks]
        parts: list[Image | Block] = []
        for index, block in enumerate([*frame.blocks, None]):
            parts += [image for before, image in frame.images if before == index]
            if block and block.kind in about_image:
                parts.append(block)
        self._add_figure(parts)
        return others


def _figure_parts(figure: Block) -> list[Image | Block]:
    """Return the images, captions and credits of a figure."""
    return [
        Image(src=part.resource, alt=part.text, language=part.language) if part.kind == "image" else part
        for part in figure.blocks
    ]


def _close_leaf(leaf: Block, blocks: list[Block]) -> list[Block]:
    """Return one leaf for each run of paragraphs; lists, figures and the like keep their place."""
    closed: list[Block] = []
    for is_text, group in groupby(blocks, key=lambda block: block.kind == "paragraph"):
        if not is_text:
            closed += group
            continue
        text, marks, language = "", [], None
        for block in group:
            text = f"{text} " if text else ""
            marks += [replace(mark, begin=mark.begin + len(text), end=mark.end + len(text)) for mark in block.marks]
            text += block.text
            language = language or block.language
        if leaf.kind == "heading":
            text = text.replace("\n", " ")
        closed.append(replace(leaf, text=text, marks=tuple(marks), language=language))
    return closed


def _hold_parts(frame: Frame) -> list[Block]:
    """Return the blocks of a list, table or row, each in a part of its own where the source has none."""
    allowed = _PARTS[frame.kind]
    kind: BlockKind = "item" if frame.kind == "list" else "cell"
    parts = []
    for block in frame.blocks:
        part = block
        if block.kind not in allowed:
            if block.kind in ("paragraph", "item", "cell"):
                part = replace(block, kind=kind)
            else:
                part = Block(kind=kind, blocks=(block,), language=block.language)
            if frame.kind == "table":
                part = Block(kind="row", blocks=(part,))
        parts.append(part)
    return parts if any(any(part.leaves()) for part in parts) else []


def _number_notes(blocks: list[Block]) -> list[Block]:
    """Return the items of lists as notes with their numbers, and other blocks unchanged."""
    return [
        replace(part, kind="note", label=str(number), ordinal=None) if block.kind == "list" else part
        for block in blocks
        for number, part in enumerate(block.blocks if block.kind == "list" else (block,), 1)
    ]
