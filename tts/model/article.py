"""The nouns of text: an article, its sections, the utterances in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, Literal

from tts.noun import noun

_Text = Literal["announcement", "byline", "caption", "code", "credit", "date", "heading", "image", "paragraph"]
_Structure = Literal["cell", "definition", "figure", "item", "list", "note", "quote", "row", "table", "term"]
BlockKind = Literal[_Text, _Structure]
"""An `announcement` is text that this program adds to the article: "Image:", "Code, 12 lines, not read." The text of an
`image` is its alternative text. A `figure` holds image, caption and credit. A `note` is a footnote."""
MarkKind = Literal["code", "emphasis", "strong", "struck", "link", "note", "language"]
"""Text that is `struck` was deleted by its author, and is still shown: an old price, a corrected name."""
Origin = Literal["article", "announcement"]
HintKind = Literal["letters", "ipa", "x-espeak"]
Role = Literal["opening", "key-points", "body", "caption"]
TitleSource = Literal["head", "heading", "body"]


@noun
class Mark:
    """A property of the characters from `begin` to `end` of a text.

    `value` is the address of a link, the label of a note's mark (which has no length) or the BCP 47 tag of a language.
    """

    kind: MarkKind
    begin: int
    end: int
    value: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.begin <= self.end:
            raise ValueError(f"{self.kind} mark from {self.begin} to {self.end} is not a range")


def show_struck(text: str, marks: Iterable[Mark]) -> str:
    """Return `text` for a place without mark-up, with its struck words between `~~`, as Markdown writes them."""
    pieces, position = [], 0
    for mark in sorted((mark for mark in marks if mark.kind == "struck"), key=lambda mark: mark.begin):
        begin = max(mark.begin, position)
        if text[begin : mark.end].strip():
            pieces += [text[position:begin], "~~", text[begin : mark.end], "~~"]
            position = mark.end
    return "".join([*pieces, text[position:]])


def fold_speaker(name: str) -> str:
    """Return the name of a speaker as names are compared: in lower case, with single spaces."""
    return " ".join(name.split()).casefold()


@noun
class Alignment:
    """A span of the spoken text and the shown text that it is for."""

    spoken_begin: int
    spoken_end: int
    begin: int
    end: int


@noun
class Hint:
    """How a voice says the characters from `begin` to `end` of a spoken text.

    `letters`: by the names of the letters, with an ending: `A`, `V's`. `ipa` and `x-espeak`: by the sounds `value`, in
    the International Phonetic Alphabet or in espeak-ng's mnemonics; a voice that takes no sounds reads `respelling`,
    or if it is "" the characters.
    """

    kind: HintKind
    begin: int
    end: int
    value: str = ""
    respelling: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.begin < self.end or bool(self.value) == (self.kind == "letters"):
            raise ValueError(f"{self.kind} hint from {self.begin} to {self.end} with the value {self.value!r}")


@noun
class Utterance:
    """The smallest unit that is spoken in one go: a sentence, a line, a heading, a list item or a table cell.

    `text` is the text of the article, which every transcript shows. `spoken` is what a person would read aloud, for any
    voice, with `hints` for parts of it; it is "" until `pronounce` has run. `break_ms` is the silence after it. `marks`
    and `alignment` have offsets into `text`, `hints` into `spoken`.
    """

    id: str
    text: str
    spoken: str = ""
    origin: Origin = "article"
    language: str = "en"
    break_ms: int = 0
    marks: tuple[Mark, ...] = ()
    alignment: tuple[Alignment, ...] = ()
    hints: tuple[Hint, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError(f"utterance {self.id} has no text")
        if self.break_ms < 0:
            raise ValueError(f"utterance {self.id}: break of {self.break_ms} ms")


@noun
class Block:
    """A part of the article's structure: a leaf with `text` or a container with `blocks`, never both.

    `text` is NFC with single spaces, except in code. A line feed in it is where the author broke the line, as in a
    verse or an address, with text before and after it; `segment` begins an utterance there. Headings have none.
    `level` is the level of a heading (1 to 6), `ordinal` the number of an item in a numbered list, `label` the
    number of a note. `header` marks a header cell. `resource` is the address of an image as in the source.
    `language` is a BCP 47 tag, or None for that of the article. `speaker` is the name of who says it and all blocks
    inside it, or "". `line` (from 1) is None if it is unknown. `skipped` is why the text is shown but not heard, or "".
    `segment` adds the `utterances`.
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
    speaker: str = ""
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
        """Yield this block and all blocks inside it, in reading order."""
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


@noun
class Skipped:
    """Text of the article that is not heard, and the reason."""

    text: str
    reason: str
    line: int | None = None


@noun
class Metadata:
    """The known facts about an article. `date` is ISO 8601 (a date, or a date and time), `language` a BCP 47 tag.

    `title_source` is "head" for a title from the front matter, "heading" for a heading that is removed from the body,
    or "body" for text that stays in the body. `subtitle` is that of the front matter. `site` is the name of the website
    or newspaper that published it, `series` that of a series of articles. `cover` is the address of the
    cover as the front matter has it, `pictures` are addresses of other images that may be it. `edition_date` is the
    date of the edition where the article has none and a format needs one.
    """

    title: str
    title_source: TitleSource = "head"
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str | None = None
    language: str = "en"
    description: str = ""
    tags: tuple[str, ...] = ()
    source_url: str = ""
    site: str = ""
    series: str = ""
    cover: str = ""
    pictures: tuple[str, ...] = ()
    edition_date: str | None = None


@noun
class Article:
    """An article as its reader understood it, with its blocks in source order.

    `source_sha256` is the hash of its bytes (hexadecimal). `key_points` come from the front matter. `prose` comes from
    another parser than `blocks`; it is for `prove`. `left_out` is what its page has around the article, such as menus.
    `pictures` are the images inside a document, by their addresses. `undescribed` are addresses of images without a
    description, which have no block, each with the number of blocks above it. `options` are the article's own settings.
    `is_language_guessed` says that neither the article nor the run names its language. `warnings` are complete
    sentences for the producer.
    """

    path: Path
    source_sha256: str
    metadata: Metadata
    blocks: tuple[Block, ...]
    key_points: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    prose: str = ""
    left_out: tuple[Skipped, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    undescribed: tuple[tuple[int, str], ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    is_language_guessed: bool = False
    warnings: tuple[str, ...] = ()


@noun
class Section:
    """A part of the edition with a place in its navigation. `level` 1 is a chapter, 2 to 6 are parts of a chapter.

    In an edition of many articles, `part` is the id of the article or announcement (`tts.model.edition.Part`), and
    `language` (BCP 47) that of the article. Otherwise they are "", which means the publication's language.
    """

    id: str
    role: Role
    title: str
    blocks: tuple[Block, ...]
    level: int = 1
    part: str = ""
    language: str = ""

    def all_blocks(self) -> Iterator[Block]:
        """Return every block of the section, including nested ones, in reading order."""
        return (block for top in self.blocks for block in top.all())

    def utterances(self) -> Iterator[Utterance]:
        """Return every utterance of the section in the order in which they are heard."""
        return (utterance for block in self.all_blocks() for utterance in block.utterances)


def utterances(sections: Iterable[Section]) -> Iterator[Utterance]:
    """Yield every utterance of `sections` in the order in which they are heard."""
    return (utterance for section in sections for utterance in section.utterances())
