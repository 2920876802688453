"""The formats that can be asked for: audio files, sidecars for other programs, and editions with text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tts.errors import UsageError, suggest
from tts.noun import noun


@noun
class AudioFormat:
    """A format of audio files, as all wings know it.

    `name` is what users type, `label` what readers see. `encoder` and `checks` are functions as "module:function".
    `enclosure_type` is the media type that PSP-1 gives it in a feed, None where podcast apps do not take it.
    `container` and `codecs` are libav's names for what a file holds. `smear_frames` is how far the codec spreads sound
    into silence, in its own frames. `bytes_per_ms` is about how large a file is.
    """

    name: str
    extension: str
    media_type: str
    label: str
    enclosure_type: str | None = None
    encoder: str
    container: str
    codecs: tuple[str, ...]
    smear_frames: float
    bytes_per_ms: int
    checks: tuple[str, ...]


MP3 = AudioFormat(
    name="mp3",
    extension=".mp3",
    media_type="audio/mpeg",
    label="MP3",
    enclosure_type="audio/mpeg",
    encoder="tts.audio.encode.mp3:encode_mp3",
    container="mp3",
    codecs=("mp3", "mp3float"),
    smear_frames=1.5,
    bytes_per_ms=8,
    checks=("tts.verify.id3:check_id3", "tts.verify.mpeg:check_mpeg"),
)
M4B = AudioFormat(
    name="m4b",
    extension=".m4b",
    media_type="audio/mp4",
    label="M4B",
    enclosure_type="audio/x-m4a",
    encoder="tts.audio.encode.m4b:encode_m4b",
    container="mov",
    codecs=("aac",),
    smear_frames=1.5,
    bytes_per_ms=8,
    checks=("tts.verify.mp4:check_mp4",),
)
OPUS = AudioFormat(
    name="opus",
    extension=".opus",
    media_type="audio/ogg",
    label="Opus",
    encoder="tts.audio.encode.opus:encode_opus",
    container="ogg",
    codecs=("opus", "libopus"),
    smear_frames=6,
    bytes_per_ms=4,
    checks=("tts.verify.opus:check_opus",),
)
FLAC = AudioFormat(
    name="flac",
    extension=".flac",
    media_type="audio/flac",
    label="FLAC",
    encoder="tts.audio.encode.flac:encode_flac",
    container="flac",
    codecs=("flac",),
    smear_frames=0,
    bytes_per_ms=20,
    checks=("tts.verify.flac:check_flac",),
)

AUDIO_FORMATS: Mapping[str, AudioFormat] = {row.name: row for row in (MP3, M4B, OPUS, FLAC)}
"""All audio formats by name, the one that most programs play first."""
BY_MEDIA_TYPE: Mapping[str, AudioFormat] = {row.media_type: row for row in AUDIO_FORMATS.values()}
AUDIO = tuple(AUDIO_FORMATS)
SIDECARS = ("labels", "cue")
EDITIONS = ("epub", "daisy", "audiobook", "embed")
"""Formats with text and audio. Their audio is the MP3 track, which is made for them if nobody asks for it."""
FORMATS = AUDIO + SIDECARS + EDITIONS
COMPANIONS = (*SIDECARS, "embed")
"""Formats that refer to the audio of the package, and so are made again with it."""
USB, FEED = "usb", "feed"
"""A folder of tracks for players without a screen, and an item of the library's feed: only of many articles."""
SPLICED = (MP3.name, M4B.name, OPUS.name)
"""Audio that can be made of the audio of articles without encoding it again."""
MANY_ARTICLES_FORMATS = (*SPLICED, *EDITIONS, USB, FEED)
"""The formats of an edition of many articles."""
ALL = "all"
FILES: Mapping[str, tuple[str, ...]] = {
    **{row.name: (f"*{row.extension}",) for row in AUDIO_FORMATS.values()},
    "labels": ("labels.txt",),
    "cue": ("*.cue",),
    "epub": ("*.epub",),
    "daisy": ("daisy", "*-daisy.zip"),
    "audiobook": ("*.lpf",),
    "embed": ("embed.html", "embed.json"),
    USB: ("usb", "*-usb.zip"),
}
"""The files and folders of each format in a package, with `*` in place of the name of the first track."""


def expand(formats: Iterable[str]) -> tuple[str, ...]:
    """Return `formats`, each once; `all` stands for every one there is."""
    return tuple(dict.fromkeys(name for entry in formats for name in (FORMATS if entry == ALL else (entry,))))


def name_files(format_: str, stem: str) -> tuple[str, ...]:
    """Return the names of the files and folders of a format in a package whose tracks are called `stem`."""
    return tuple(name.replace("*", stem) for name in FILES[format_])


def check_formats_of_many(formats: Iterable[str]) -> tuple[str, ...]:
    """Return the formats of an edition of many articles, each once; `all` stands for every one there is.

    Raises:
        UsageError: one of them does not exist, or there is none.
    """
    names = tuple(name.strip() for name in formats if name.strip())
    for name in names:
        if name not in (*MANY_ARTICLES_FORMATS, ALL):
            known = (*MANY_ARTICLES_FORMATS, ALL)
            step = suggest(name, known, f"Choose one or more of {', '.join(known)}.")
            raise UsageError(f"There is no format '{name}' of an edition. {step}")
    if not names:
        raise UsageError(f"An edition needs a format. Choose one or more of {', '.join(MANY_ARTICLES_FORMATS)}.")
    return tuple(
        dict.fromkeys(known for name in names for known in (MANY_ARTICLES_FORMATS if name == ALL else (name,)))
    )


def list_audio(formats: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the audio that `formats` need: those that are audio, and `mp3` if an edition holds it."""
    formats = tuple(formats)
    needed = (MP3.name,) if set(formats) & set(EDITIONS) else ()
    return tuple(dict.fromkeys((*(name for name in formats if name in AUDIO), *needed)))


def check_formats(formats: Iterable[str]) -> None:
    """Check that `formats` can be made. Call it before anything is spoken.

    Raises:
        UsageError: one of them does not exist, or none of them has audio.
    """
    formats = tuple(formats)
    for name in formats:
        if name not in FORMATS:
            known = (*FORMATS, ALL)
            step = suggest(name, known, f"Choose one or more of {', '.join(known)}.")
            raise UsageError(f"There is no format '{name}'. {step}")
    if not list_audio(formats):
        raise UsageError(f"An edition needs audio. Choose at least one of {', '.join(AUDIO + EDITIONS)}.")
