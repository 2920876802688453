"""Pieces of text and structure, as they come -> blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from tts.model import Block, BlockKind, Mark, MarkKind, Skipped
from tts.text.readers.figures import Image, is_caption_of, is_in_italics, make_figure
from tts.text.readers.paragraph import is_listing, make_paragraph
from tts.text.readers.whitespace import clean_text, normalize_whitespace

MAX_DEPTH = 32  # containers in containers; what is deeper keeps its text and loses its nesting
_LEAVES = ("heading", "term", "caption", "credit")
_COLLAPSING = ("item", "cell", "definition", "note")
_SPACE = re.compile(r"\s+")
_LINE_END = re.compile(r"[ \t]*\n")
_LINE_BEGIN = re.compile(r"\n[ \t]*\Z")


@dataclass(slots=True, kw_only=True)
class Frame:
    """A container that is open. The kind "notes" makes a note of each item of its lists."""

    kind: BlockKind | Literal["notes", "page"]
    language: str | None = None
    level: int = 0
    ordinal: int | None = None
    header: bool = False
    blocks: list[Block] = field(default_factory=list)
    images: list[tuple[int, Image]] = field(default_factory=list)  # each with the number of blocks before it


@dataclass(slots=True)
class _OpenMark:
    holds: tuple[tuple[MarkKind, str], ...]  # kinds of marks with their values
    begin: int


class Builder:
    """Takes what a walker finds, in order, and makes blocks of it.

    Everything that is opened (a frame, a border, a mark) is closed by `close`, the innermost first.
    """

    def __init__(self) -> None:
        self.skipped: list[Skipped] = []
        self.undescribed: list[str] = []
        self._frames = [Frame(kind="page")]
        self._languages: list[str | None] = [None]
        self._open: list[Literal["frame", "border", "mark"]] = []
        self._open_marks: list[_OpenMark] = []
        self._marks: list[Mark] = []
        self._pieces: list[str] = []
        self._length = 0
        self._is_cut = False
        self._images: list[Image] = []
        self._leading: list[Image] = []  # on lines of their own above the line
        self._is_in_line = False
        self._is_image_alone = False

    @property
    def frame(self) -> Frame:
        """The innermost open container."""
        return self._frames[-1]

    @property
    def line(self) -> str:
        """The text since the last border."""
        return "".join(self._pieces)

    def finish(self) -> tuple[Block, ...]:
        """All blocks, once everything is closed."""
        self._flush()
        return tuple(self._frames[0].blocks)

    def open(self, frame: Frame) -> None:
        """Begin a container; one that is nested too deep only cuts the text."""
        self.open_border(frame.language)
        frame.language = self._languages[-1]
        if len(self._frames) <= MAX_DEPTH:
            self._open[-1] = "frame"
            self._frames.append(frame)

    def open_border(self, language: str | None = None) -> None:
        """Begin a new piece of text, in `language` if it is given."""
        self._flush()
        self._languages.append(language or self._languages[-1])
        self._open.append("border")

    def open_marks(self, *holds: tuple[MarkKind, str]) -> None:
        """Begin a stretch that has these marks (kind and value), or none."""
        self._open_marks.append(_OpenMark(holds, self._length))
        self._open.append("mark")

    def close(self) -> None:
        """End what was opened last."""
        what = self._open.pop()
        if what == "mark":
            self._keep(self._open_marks.pop())
            return
        self._flush()
        self._languages.pop()
        if what == "frame":
            frame = self._frames.pop()
            self.frame.blocks += self._close_frame(frame)

    def text(self, data: str) -> None:
        """Add text to the line; whitespace is folded."""
        self._follow_lines(data)
        folded = _SPACE.sub(" ", clean_text(data))
        if not self._pieces or self._pieces[-1].endswith(" "):
            folded = folded.removeprefix(" ")
        if not folded:
            return
        if self._is_cut and self._pieces and _is_word(self._pieces[-1][-1]) and _is_word(folded[0]):
            self._add(" ")
        self._is_cut = False
        self._add(folded)

    def line_end(self) -> None:
        """A line's end that does not end the paragraph."""
        self.text("\n")

    def code(self, text: str, language: str | None = None) -> None:
        """A block of code, as it stands."""
        self._flush()
        if text.strip():
            self.frame.blocks.append(Block(kind="code", text=text, language=language or self._languages[-1]))

    def image(self, image: Image) -> None:
        """An image: a part of the open figure, else a figure of its own after the line.

        One that fills a line of its own parts the text; a line in italics right below it is its caption.
        """
        self._is_cut = True
        image = replace(image, language=image.language or self._languages[-1])
        if self.frame.kind == "figure":
            self.frame.images.append((len(self.frame.blocks), image))
        else:
            self._images.append(image)
            self._is_image_alone = not self._is_in_line

    def note_mark(self, label: str) -> None:
        """The mark of a footnote: a place in the line, without a length."""
        self._marks.append(Mark(kind="note", begin=self._length, end=self._length, value=label))
        self.skip(label, "footnote mark, silent")

    def skip(self, text: str, reason: str) -> None:
        """Leave `text` out and say why; what stands before and after it stay two words."""
        self._is_cut = True
        self.skip_aside(text, reason)

    def skip_aside(self, text: str, reason: str) -> None:
        """Leave out what is said about a text by the way; the text itself goes on."""
        if folded := normalize_whitespace(text):
            self.skipped.append(Skipped(text=folded, reason=reason))

    def _follow_lines(self, data: str) -> None:
        """Keep in mind where the source's lines end, and part the text at images that fill one."""
        if self._is_image_alone and _LINE_END.match(data):
            images, self._images = self._images, []
            self._flush()
            self._leading = images
        if data.strip():
            self._is_image_alone = False
        if data.strip(" \t"):
            self._is_in_line = not _LINE_BEGIN.search(data)

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def _keep(self, mark: _OpenMark) -> None:
        if mark.begin < self._length:
            end = self._length
            self._marks += [Mark(kind=kind, begin=mark.begin, end=end, value=value) for kind, value in mark.holds]

    def _flush(self) -> None:
        """Make a block of the line, and figures of the images that stood in it."""
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
        """The figures of the images above a line, and its block, which may be their caption."""
        blocks = self.frame.blocks
        if block and not leading and blocks and is_caption_of(blocks[-1], block):
            leading = [
                Image(src=image.resource, alt=image.text, language=image.language) for image in blocks.pop().blocks
            ]
        elif not (block and leading and is_in_italics(block)):
            for image in leading:
                self._add_figure([image])
            blocks += [block] if block else []
            return
        self._add_figure([*leading, replace(block, kind="caption")])

    def _add_figure(self, parts: list[Image | Block]) -> None:
        made = make_figure(parts, language=self._languages[-1])
        self.skipped += made.skipped
        self.undescribed += made.undescribed
        if made.block:
            self.frame.blocks.append(made.block)

    def _close_frame(self, frame: Frame) -> list[Block]:
        if frame.kind == "figure":
            return self._close_figure(frame)
        if frame.kind == "notes":
            return [note for block in frame.blocks for note in _notes(block)]
        if frame.kind in ("list", "table", "row"):
            frame.blocks = _only_parts(frame)
        return _close(frame)

    def _close_figure(self, frame: Frame) -> list[Block]:
        told = ("caption", "credit")
        others = [block for block in frame.blocks if block.kind not in told]
        if others and not frame.images:  # a listing, a table, a quotation: what stands below it is read as text
            return [replace(block, kind="paragraph") if block.kind in told else block for block in frame.blocks]
        parts: list[Image | Block] = []
        for at, block in enumerate(frame.blocks):
            parts += [image for before, image in frame.images if before == at]
            parts += [block] if block.kind in told else []
        self._add_figure([*parts, *(image for before, image in frame.images if before == len(frame.blocks))])
        return others


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _close(frame: Frame) -> list[Block]:
    """The block of a container, with those behind it that cannot stand in it."""
    assert frame.kind not in ("page", "notes")
    made = Block(
        kind=frame.kind,  # type: ignore[arg-type]
        level=frame.level,
        ordinal=frame.ordinal,
        header=frame.header,
        language=frame.language,
    )
    if frame.kind in _LEAVES:
        return _close_leaf(made, frame.blocks)
    if not frame.blocks:
        return [made] if frame.kind == "cell" else []
    only = frame.blocks[0]
    if frame.kind in _COLLAPSING and len(frame.blocks) == 1 and only.kind == "paragraph":
        return [replace(made, text=only.text, marks=only.marks, language=only.language)]
    return [replace(made, blocks=tuple(frame.blocks))]


def _close_leaf(made: Block, blocks: list[Block]) -> list[Block]:
    """One leaf of the paragraphs in a row; lists, figures and the like keep their place."""
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
        closed.append(replace(made, text=text, marks=tuple(marks), language=language))
    return closed


def _only_parts(frame: Frame) -> list[Block]:
    """The blocks of a list, table or row, each in a part of its own where the source forgot it."""
    parts: dict[str, tuple[BlockKind, ...]] = {
        "list": ("item", "term", "definition"),
        "table": ("row", "caption"),
        "row": ("cell",),
    }
    allowed = parts[frame.kind]
    kept = []
    for block in frame.blocks:
        if block.kind in allowed:
            kept.append(block)
        elif frame.kind == "table":
            kept.append(Block(kind="row", blocks=(_part("cell", block),)))
        else:
            kept.append(_part(allowed[0], block))
    if not any(leaf for block in kept for leaf in block.leaves()):
        return []
    return kept


def _part(kind: BlockKind, block: Block) -> Block:
    if block.kind in ("paragraph", "item", "cell"):
        return replace(block, kind=kind)
    return Block(kind=kind, blocks=(block,), language=block.language)


def _notes(block: Block) -> list[Block]:
    if block.kind != "list":
        return [block]
    return [replace(item, kind="note", label=str(number), ordinal=None) for number, item in enumerate(block.blocks, 1)]
