"""The nouns of a publication: encoded tracks, images, and all that writers need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from tts.files import read_file
from tts.model.article import Metadata, Section, Skipped
from tts.model.edition import ContentsEntry, Part, Series
from tts.model.sound import EngineInfo, Loudness, Prosody, Timeline, Voice
from tts.noun import noun

MAX_IMAGE_BYTES = 16_000_000
"""A larger image stays out of the editions; a tag can hold 256 MB."""


@noun
class Track:
    """One encoded file of the edition; `path` is relative to the package.

    `starts_ms` are the starts of the chapters in this file, if they are not those of the timeline: in an edition of
    many articles, whose packets are copied, by up to half a packet.
    """

    path: str
    media_type: str
    size_bytes: int
    duration_ms: int
    starts_ms: tuple[int, ...] = ()


@noun
class Image:
    """An image, checked once; `name` is that of its file in editions. `source` has its bytes, or is a file with them.

    A file is for an edition of many articles, whose images together may be larger than the memory.
    """

    name: str
    media_type: str
    source: bytes | Path
    sha256: str

    @property
    def data(self) -> bytes:
        """The bytes of the image."""
        return self.source if isinstance(self.source, bytes) else read_file(self.source, MAX_IMAGE_BYTES)


@noun
class Publication:
    """Everything that writers need.

    `engine` is that of the voice of the article's language, and `engines` are all that spoke, by name. `voices` are the
    voices by language; `cast` is the voice of each utterance by its id, and `notes` say why one is not the one that was
    cast. `images` are by the `resource` of a block. `left_out` is the number of words that the page has around the
    article, by reason.

    An edition of many articles has `parts`, in the order in which they are heard, nested `contents`, and perhaps a
    `series`. An article has none of them.

    `record` describes how the edition was made, in plain values; the manifest has it under `options`. `impossible` are
    the formats that were needed and could not be made, each with the reason. `older` are formats from an earlier
    package of other contents, each with its files.
    """

    metadata: Metadata
    sections: tuple[Section, ...]
    timeline: Timeline
    tracks: tuple[Track, ...]
    loudness: Loudness
    engine: EngineInfo
    voices: Mapping[str, Voice]
    engines: Mapping[str, EngineInfo] = field(default_factory=dict)
    cast: Mapping[str, Voice] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    prosody: Prosody
    images: Mapping[str, Image] = field(default_factory=dict)
    cover: Image | None = None
    skipped: tuple[Skipped, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    contents: tuple[ContentsEntry, ...] = ()
    series: Series | None = None
    record: Mapping[str, Any] = field(default_factory=dict)
    impossible: Mapping[str, str] = field(default_factory=dict)
    older: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
