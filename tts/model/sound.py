"""The nouns of sound: voices and how they speak, speech, the recording and its one timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields
from itertools import pairwise
from pathlib import Path
from typing import Literal

from tts.model.article import Skipped
from tts.noun import noun

BREAK_RANGE_MS = (0, 60_000)
PROSODY_RANGES = {"rate_wpm": (80, 450), "pitch": (0, 100), "volume": (0, 100)}


Step = Literal["spoken", "encoded"]
"""The steps of the work on an article that take long: of each, a part is done."""


def _check_ranges(checked: object, ranges: Mapping[str, tuple[int, int]], message: str) -> None:
    """Raise `ValueError` if a member of `checked` is out of its range; `message` has places for its name and value."""
    for name, (low, high) in ranges.items():
        if not low <= (value := getattr(checked, name)) <= high:
            raise ValueError(f"{message.format(name, value)}; {low} to {high} are possible")


@noun
class Breaks:
    """The silences that are inserted, in ms. `sentence` to `section` follow what they are named after."""

    sentence: int = 250
    item: int = 400
    paragraph: int = 600
    before_heading: int = 900
    after_heading: int = 500
    section: int = 1200
    lead_in: int = 500
    lead_out: int = 1000

    def __post_init__(self) -> None:
        _check_ranges(
            self, dict.fromkeys((member.name for member in fields(self)), BREAK_RANGE_MS), "break {} is {} ms"
        )


@noun
class Prosody:
    """How a voice speaks: words per minute (80 to 450), pitch and volume in percent (0 to 100)."""

    rate_wpm: int = 165
    pitch: int = 50
    volume: int = 100

    def __post_init__(self) -> None:
        _check_ranges(self, PROSODY_RANGES, "{} is {}")


@noun
class Voice:
    """A voice of an engine: `id` is its name in the engine, `languages` are BCP 47 tags with the best match first.

    `engine` is the name of the engine. `licence` and `source`, where the voice is from, are "" if they are not known.
    `model` is the path of its file, "" if it is part of an installed program; no package names it.
    """

    id: str
    name: str
    languages: tuple[str, ...] = ()
    gender: str = ""
    engine: str = ""
    licence: str = ""
    source: str = ""
    model: str = ""


@noun
class EngineInfo:
    """The engine that spoke.

    `word_times`: the engine reports when each word begins. `repeatable`: the same text gives the same bytes
    again on this computer, `portable`: also on computers whose processors round differently.
    """

    name: str
    version: str
    word_times: bool = False
    repeatable: bool = False
    portable: bool = False


@noun
class Word:
    """One spoken word in the speech of an utterance.

    `begin` and `end` are offsets: into the `spoken` text as the word comes from an engine, into `text` in a timeline.
    `begin_ms` and `end_ms` count from the start of the speech or of the recording.
    """

    begin: int
    end: int
    begin_ms: int
    end_ms: int


@noun
class Speech:
    """The sound of one utterance: signed 16-bit little-endian mono PCM, without silence at either end.

    `words` are in order, with offsets into the `spoken` text and times from the start of this speech. `heard` is False
    if the voice cannot say the text; `pcm` is then a short silence. `voice` is the one that spoke. `note` says why it
    is not the one that was cast, or why the text was not heard.
    """

    utterance_id: str
    pcm: bytes
    frame_rate_hz: int
    words: tuple[Word, ...] = ()
    heard: bool = True
    voice: Voice | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not self.pcm or len(self.pcm) % 2:
            raise ValueError(f"speech of {self.utterance_id} has {len(self.pcm)} bytes of 16-bit PCM")

    @property
    def duration_ms(self) -> int:
        """Return the length of the sound, rounded to a millisecond."""
        return round(len(self.pcm) // 2 * 1000 / self.frame_rate_hz)


@noun
class Interlude:
    """Sound without words, such as a jingle or a chime: signed 16-bit little-endian mono PCM.

    `warnings` are whole sentences for the producer.
    """

    pcm: bytes
    frame_rate_hz: int
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.pcm or len(self.pcm) % 2:
            raise ValueError(f"interlude of {len(self.pcm)} bytes of 16-bit PCM")


@noun
class Clip:
    """The place of an utterance in the recording. `words` have offsets into its `text` and times from the start."""

    utterance_id: str
    begin_ms: int
    end_ms: int
    words: tuple[Word, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.begin_ms < self.end_ms:
            raise ValueError(f"clip of {self.utterance_id} runs from {self.begin_ms} to {self.end_ms} ms")


@noun
class Chapter:
    """A place to jump to. `section_id` is the section that it starts with."""

    title: str
    start_ms: int
    end_ms: int
    section_id: str

    def __post_init__(self) -> None:
        if not 0 <= self.start_ms < self.end_ms:
            raise ValueError(f"chapter {self.title!r} runs from {self.start_ms} to {self.end_ms} ms")


@noun
class Timeline:
    """The single clock of an edition: all clips in order, the chapters (contiguous from 0 to the end), the length.

    `interludes` are the stretches of sound without words, each with its begin and end in ms.
    """

    clips: tuple[Clip, ...]
    chapters: tuple[Chapter, ...]
    duration_ms: int
    interludes: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        for before, clip in pairwise(self.clips):
            if clip.begin_ms < before.end_ms:
                raise ValueError(f"clip of {clip.utterance_id} begins at {clip.begin_ms} ms, before {before.end_ms} ms")
        if self.clips and (end_ms := self.clips[-1].end_ms) > self.duration_ms:
            raise ValueError(f"the last clip ends at {end_ms} ms, after the end at {self.duration_ms} ms")
        for begin_ms, end_ms in self.interludes:
            if not 0 <= begin_ms < end_ms <= self.duration_ms:
                raise ValueError(f"an interlude runs from {begin_ms} to {end_ms} ms of {self.duration_ms} ms")
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


@noun
class Loudness:
    """The loudness of a mono file played on two loudspeakers (ITU-R BS.1770), and what was done to reach it.

    `target_lufs` is None if the sound was left unchanged. `limited`: peaks were held below the ceiling.
    """

    integrated_lufs: float
    range_lu: float
    true_peak_dbtp: float
    gain_db: float = 0.0
    limited: bool = False
    target_lufs: float | None = None


@noun
class Recording:
    """The sound of a publication: raw 16-bit little-endian mono PCM in the file `spool_path`.

    `starts_ms` are the starts of the sections. `voices` are those that spoke, by utterance, and `notes` say why one is
    not the one that was cast. `skipped` is what no voice can say. `warnings` are whole sentences.
    """

    spool_path: Path
    frame_rate_hz: int
    frames: int
    timeline: Timeline
    loudness: Loudness | None = None
    starts_ms: tuple[int, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    voices: Mapping[str, Voice] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
