"""The nouns: an article on its way from a file to an audio edition.

Every noun is frozen and checked where it is built. Offsets count characters, `*_ms` are whole milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
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
BREAK_RANGE_MS = (0, 60_000)
PROSODY_RANGES = {"rate_wpm": (80, 450), "pitch": (0, 100), "volume": (0, 100)}


def _check_ranges(noun: object, ranges: Mapping[str, tuple[int, int]], message: str) -> None:
    for name, (low, high) in ranges.items():
        if not low <= (value := getattr(noun, name)) <= high:
            raise ValueError(f"{message.format(name, value)}; {low} to {high} are possible")


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
class Word:
    """One spoken word in the speech of one utterance.

    `begin`, `end` are offsets into its `spoken` text as it comes from an engine, into its `text` in a timeline.
    `begin_ms`, `end_ms` count from the start of the speech, or of the recording.
    """

    begin: int
    end: int
    begin_ms: int
    end_ms: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaks:
    """The silences that are inserted, in ms. `sentence` to `section` stand after what they name."""

    sentence: int = 250
    item: int = 400
    paragraph: int = 600
    before_heading: int = 900
    after_heading: int = 500
    section: int = 1200
    lead_in: int = 500
    lead_out: int = 1000

    def __post_init__(self) -> None:
        _check_ranges(self, dict.fromkeys(self.__slots__, BREAK_RANGE_MS), "break {} is {} ms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prosody:
    """How a voice speaks: words a minute (80 to 450), pitch and volume in percent (0 to 100)."""

    rate_wpm: int = 165
    pitch: int = 50
    volume: int = 100

    def __post_init__(self) -> None:
        _check_ranges(self, PROSODY_RANGES, "{} is {}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice that an engine has: `id` as the engine wants it, `languages` as BCP 47 tags, the best match first."""

    id: str
    name: str
    languages: tuple[str, ...] = ()
    gender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInfo:
    """Which engine spoke. `word_times`: it says when each word begins. `repeatable`: same text, same bytes."""

    name: str
    version: str
    word_times: bool = False
    repeatable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """The sound of one utterance: signed 16-bit little-endian mono PCM, without silence at either end.

    `words` are in order, with offsets into the `spoken` text and times from the start of this speech. `heard` is
    False when the text has letters or digits, of which the voice can say none: `pcm` is then a short silence.
    """

    utterance_id: str
    pcm: bytes
    frame_rate_hz: int
    words: tuple[Word, ...] = ()
    heard: bool = True

    def __post_init__(self) -> None:
        if not self.pcm or len(self.pcm) % 2:
            raise ValueError(f"speech of {self.utterance_id} has {len(self.pcm)} bytes of 16-bit PCM")

    @property
    def duration_ms(self) -> int:
        """Return the length of the sound, rounded to a millisecond."""
        return round(len(self.pcm) // 2 * 1000 / self.frame_rate_hz)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """Where one utterance is heard. `words` have offsets into its `text` and times from the recording's start."""

    utterance_id: str
    begin_ms: int
    end_ms: int
    words: tuple[Word, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.begin_ms < self.end_ms:
            raise ValueError(f"clip of {self.utterance_id} runs from {self.begin_ms} to {self.end_ms} ms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A place to jump to. `section_id` is the section that it starts with."""

    title: str
    start_ms: int
    end_ms: int
    section_id: str

    def __post_init__(self) -> None:
        if not 0 <= self.start_ms < self.end_ms:
            raise ValueError(f"chapter {self.title!r} runs from {self.start_ms} to {self.end_ms} ms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The one clock of an edition: every clip in order, the chapters (contiguous from 0 to the end), the length."""

    clips: tuple[Clip, ...]
    chapters: tuple[Chapter, ...]
    duration_ms: int

    def __post_init__(self) -> None:
        for before, clip in pairwise(self.clips):
            if clip.begin_ms < before.end_ms:
                raise ValueError(f"clip of {clip.utterance_id} begins at {clip.begin_ms} ms, before {before.end_ms} ms")
        if self.clips and (end_ms := self.clips[-1].end_ms) > self.duration_ms:
            raise ValueError(f"the last clip ends at {end_ms} ms, after the end at {self.duration_ms} ms")
        start_ms = 0
        for chapter in self.chapters:
            if chapter.start_ms != start_ms:
                raise ValueError(f"chapter {chapter.title!r} starts at {chapter.start_ms} ms instead of {start_ms} ms")
            start_ms = chapter.end_ms
        if self.chapters and start_ms != self.duration_ms:
            raise ValueError(f"the last chapter ends at {start_ms} ms instead of {self.duration_ms} ms")

    def clips_by_utterance(self) -> dict[str, Clip]:
        """Return each clip by the id of its utterance."""
        return {clip.utterance_id: clip for clip in self.clips}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness:
    """Loudness after ITU-R BS.1770, of a mono file as two loudspeakers play it, and what was done to reach it.

    `target_lufs` is None when the sound was left as it was. `limited`: peaks were held below the ceiling.
    """

    integrated_lufs: float
    range_lu: float
    true_peak_dbtp: float
    gain_db: float = 0.0
    limited: bool = False
    target_lufs: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Describe the sound of a publication: raw 16-bit little-endian mono PCM in the file `spool_path`.

    `starts_ms`: where sections begin; `unheard`: ids of what the voice cannot say; `warnings`: finished sentences.
    """

    spool_path: Path
    frame_rate_hz: int
    frames: int
    timeline: Timeline
    loudness: Loudness | None = None
    starts_ms: tuple[int, ...] = ()
    unheard: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One encoded file of the edition; `path` is relative to the package."""

    path: str
    media_type: str
    size_bytes: int
    duration_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An image file, read and checked once. `path` is None for an image of ours; `name` is its file name in editions.

    `is_harmless` is False for a drawing that does more than draw.
    """

    path: Path | None
    name: str
    media_type: str
    data: bytes
    sha256: str
    is_harmless: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """All that writers need: `voices` by language, `images` by a block's `resource`.

    `record` is how the edition was made, as plain values: the manifest prints it under `options`.
    """

    metadata: Metadata
    sections: tuple[Section, ...]
    timeline: Timeline
    tracks: tuple[Track, ...]
    loudness: Loudness
    engine: EngineInfo
    voices: Mapping[str, Voice]
    prosody: Prosody
    images: Mapping[str, Image] = field(default_factory=dict)
    cover: Image | None = None
    skipped: tuple[Skipped, ...] = ()
    record: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
