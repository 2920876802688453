"""`transcript.txt`: the article as shown, in the order in which it is heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tts.model import Block, Publication, Section, show_struck

_INDENT = "  "


class TranscriptWriter:
    """Writes the sections as plain text: an empty line between blocks, `•` or a number before an item.

    Struck words are between `~~`; a line that the author broke is broken.
    """

    name = "transcript.txt"

    def write(self, publication: Publication, folder: Path) -> None:
        """Write `transcript.txt` into `folder`."""
        folder.joinpath(self.name).write_text(transcript(publication.sections), encoding="utf-8", newline="\n")


def transcript(sections: Iterable[Section]) -> str:
    """Return the text of `sections` in order: every utterance once, and what is skipped, such as code.

    An article of an edition comes after two empty lines, an announcement or a section of the edition after three.
    """
    pieces: list[str] = []
    part: str | None = None
    for section in sections:
        if part is not None:
            pieces.append("\n\n" if section.part == part else "\n\n\n" if section.level > 1 else "\n\n\n\n")
        pieces.append("\n".join(_lines(section.blocks)))
        part = section.part
    return "".join(pieces) + "\n"


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the lines of `blocks`, with an empty line between two blocks."""
    empty: list[str] = []
    for block in blocks:
        if lines := list(_block(block)):
            yield from empty + lines
            empty = [""]


def _block(block: Block) -> Iterator[str]:
    """Yield the lines of a block; those of a table row are one."""
    # The alternative text of a skipped image is in the caption, or is not needed.
    if block.utterances or (block.skipped and block.kind != "image"):
        yield from show_struck(block.text, block.marks).strip("\n").split("\n")
    match block.kind:
        case "list":
            for item in block.blocks:
                yield from _item(item)
        case "row":
            yield " | ".join(" ".join(filter(None, _block(cell))) for cell in block.blocks)
        case "table":
            for row in block.blocks:
                yield from _block(row)
        case "figure" | "note":
            yield from _labelled(block.blocks)
        case _:
            yield from _lines(block.blocks)


def _item(item: Block) -> Iterator[str]:
    """Yield the lines of a term, or those of an item or definition, indented."""
    if item.kind == "term":
        yield from _block(item)
        return
    mark = f"{item.ordinal}. " if item.ordinal is not None else "" if item.kind == "definition" else "• "
    for number, line in enumerate(line for line in _block(item) if line):
        yield (mark if number == 0 and item.kind == "item" else _INDENT) + line


def _labelled(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the lines of `blocks`; announcements such as "Image:" are on the line of what follows them."""
    label = ""
    for block in blocks:
        lines = list(_block(block))
        if block.kind == "announcement":
            label = f"{' '.join(lines)} "
        elif lines:
            yield label + lines[0]
            yield from lines[1:]
            label = ""
