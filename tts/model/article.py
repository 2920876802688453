"""The nouns of text: an article, its sections, the utterances in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

_Text = Literal["announcement", "byline", "caption", "code", "credit", "date", "heading", "image", "paragraph"]
_Structure = Literal["cell", "definition", "figure", "item", "list", "note", "quote", "row", "table", "term"]
BlockKind = Literal[_Text, _Structure]
"""An `announcement` is words of ours that are not in the article: "Image:", "Code, 12 lines, not read." The text of an
`image` is its alternative text. A `figure` holds image, caption and credit. A `note` is a footnote."""
MarkKind = Literal["code", "emphasis", "strong", "link", "note", "language"]
Origin = Literal["article", "announcement"]
Role = Literal["opening", "key-points", "body", "caption"]
TitleSource = Literal["head", "heading", "body"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that holds for the characters `begin` to `end` of a text.

    `value` is the address of a link, the label of a note's mark (which has no length), the BCP 47 tag of a language.
    """

    kind: MarkKind
    begin: int
    end: int
    value: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.begin <= self.end:
            raise ValueError(f"{self.kind} mark from {self.begin} to {self.end} is not a range")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Map a stretch of the spoken text to the shown text that it is for; `phonemes` are espeak-ng's mnemonics."""

    spoken_begin: int
    spoken_end: int
    begin: int
    end: int
    phonemes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """The smallest piece that is spoken in one go: a sentence, a heading, a list item, a table row's cell.

    `text` is what the article says and every transcript shows; `spoken` is what the engine is given ("" until
    `pronounce` has run). `break_ms` is the silence after it. `marks` and `alignment` are offsets into `text`.
    """

    id: str
    text: str
    spoken: str = ""
    origin: Origin = "article"
    language: str = "en"
    break_ms: int = 0
    marks: tuple[Mark, ...] = ()
    alignment: tuple[Alignment, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError(f"utterance {self.id} has no text")
        if self.break_ms < 0:
            raise ValueError(f"utterance {self.id}: break of {self.break_ms} ms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of the article's structure: a leaf with `text`, or a container with `blocks`, never both.

    `text` is whitespace-folded and NFC, except in code. `level` is a heading's (1 to 6), `ordinal` the number of an
    item of a numbered list, `label` a note's number. `header` marks a header cell. `resource` is the address of an
    image as the source gives it. `language` is a BCP 47 tag, or None for the article's. `line` (from 1) is None where
    it is not known. `skipped` is why its text is shown but not heard, else "". `utterances` are made by `segment`.
    """

    kind: BlockKind
    text: str = ""
    marks: tuple[Mark, ...] = ()
    blocks: tuple[Block, ...] = ()
    level: int = 0
    ordinal: int | None = None
    label: str = ""
    header: bool = False
    resource: str = ""
    language: str | None = None
    line: int | None = None
    origin: Origin = "article"
    skipped: str = ""
    utterances: tuple[Utterance, ...] = ()

    def __post_init__(self) -> None:
        if self.text and self.blocks:
            raise ValueError(f"{self.kind} block has both text and blocks")
        if self.kind == "heading" and not 1 <= self.level <= 6:
            raise ValueError(f"heading of level {self.level}: {self.text!r}")

    def all(self) -> Iterator[Block]:
        """Yield this block and all below it, in reading order."""
        yield self
        for block in self.blocks:
            yield from block.all()

    def leaves(self) -> Iterator[Block]:
        """Yield the blocks of `all` that have text."""
        return (block for block in self.all() if block.text)

    def whole_marks(self, kind: MarkKind) -> list[Mark]:
        """Return the marks of `kind` that hold for all of the text."""
        whole = (0, len(self.text))
        return [mark for mark in self.marks if mark.kind == kind and (mark.begin, mark.end) == whole]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Words of the article that are not heard, and why."""

    text: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about an article. `date` is ISO 8601 (a date, or a date and time), `language` a BCP 47 tag.

    `title_source`: the title is in the front matter ("head"), in a heading that leaves the body, or stays in the body.
    """

    title: str
    title_source: TitleSource = "head"
    authors: tuple[str, ...] = ()
    date: str | None = None
    language: str = "en"
    description: str = ""
    tags: tuple[str, ...] = ()
    source_url: str = ""
    cover: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as its reader understood it: its blocks in the order of the source.

    `source_sha256` is that of its bytes (hexadecimal). `key_points` come from the front matter, `prose` from another
    parser than `blocks`, for `prove`. `options` are its own settings, `warnings` finished sentences for the producer.
    """

    path: Path
    source_sha256: str
    metadata: Metadata
    blocks: tuple[Block, ...]
    key_points: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    prose: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the edition that has a place in its navigation. `level`: 1 is a chapter, 2 to 6 are parts of one."""

    id: str
    role: Role
    title: str
    blocks: tuple[Block, ...]
    level: int = 1

    def all_blocks(self) -> Iterator[Block]:
        """Return every block of the section, with those inside others, in reading order."""
        return (block for top in self.blocks for block in top.all())

    def utterances(self) -> Iterator[Utterance]:
        """Return every utterance of the section in the order in which it is heard."""
        return (utterance for block in self.all_blocks() for utterance in block.utterances)


def utterances(sections: Iterable[Section]) -> Iterator[Utterance]:
    """Yield every utterance of `sections` in the order in which it is heard."""
    return (utterance for section in sections for utterance in section.utterances())
