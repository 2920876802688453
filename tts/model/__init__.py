"""The nouns: an article on its way from a file to an audio edition.

Every noun is frozen and checked where it is built. Offsets count characters, `*_ms` are whole milliseconds.
"""

from __future__ import annotations

from tts.model.article import (
    Alignment,
    Article,
    Block,
    BlockKind,
    Hint,
    HintKind,
    Mark,
    MarkKind,
    Metadata,
    Origin,
    Role,
    Section,
    Skipped,
    TitleSource,
    Utterance,
    fold_speaker,
    show_struck,
    utterances,
)
from tts.model.publication import (
    Image,
    Publication,
    Track,
)
from tts.model.sound import (
    BREAK_RANGE_MS,
    PROSODY_RANGES,
    Breaks,
    Chapter,
    Clip,
    EngineInfo,
    Loudness,
    Prosody,
    Recording,
    Speech,
    Timeline,
    Voice,
    Word,
)

__all__ = [
    "BREAK_RANGE_MS",
    "PROSODY_RANGES",
    "Alignment",
    "Article",
    "Block",
    "BlockKind",
    "Breaks",
    "Chapter",
    "Clip",
    "EngineInfo",
    "Hint",
    "HintKind",
    "Image",
    "Loudness",
    "Mark",
    "MarkKind",
    "Metadata",
    "Origin",
    "Prosody",
    "Publication",
    "Recording",
    "Role",
    "Section",
    "Skipped",
    "Speech",
    "Timeline",
    "TitleSource",
    "Track",
    "Utterance",
    "Voice",
    "Word",
    "fold_speaker",
    "show_struck",
    "utterances",
]
