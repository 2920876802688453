"""The words that settings accept. This module imports nothing, so that `--help` answers at once."""

from __future__ import annotations

LOUDNESS_LUFS: dict[str, float | None] = {"speech": -18.0, "podcast": -16.0, "broadcast": -23.0, "off": None}
"""Presets of integrated loudness (AES TD1008, Apple Podcasts, EBU R 128), of a mono file played by two loudspeakers."""
CHOICES: dict[str, tuple[str, ...]] = {
    "loudness": tuple(LOUDNESS_LUFS),
    "verbosity": ("brief", "normal", "full"),
    "notes": ("auto", "inline", "end", "skip"),
    "censored": ("bleep", "plain", "expletive"),
    "highlight": ("sentence", "word"),
    "daisy_text": ("full", "headings"),
}
"""The settings that accept one of a few words. `verbosity`: how much is announced of visual content; `notes`: where
footnotes are heard, `auto` as `verbosity` has it; `censored`: how to read a censored word such as `sh*t`; `highlight`:
what is highlighted while it is heard, in editions with text; `daisy_text`: the text of a DAISY book."""
ENGINES = ("auto", "natural", "piper", "espeak", "system", "silent")
"""The keys of `tts.speech.engines.ENGINES`."""
FORMATS = ("mp3", "m4b", "opus", "flac", "labels", "cue", "epub", "daisy", "audiobook", "embed")
"""`tts.formats.FORMATS`."""
EDITION_FORMATS = ("mp3", "m4b", "opus", "epub", "daisy", "audiobook", "embed", "usb", "feed")
"""`tts.formats.MANY_ARTICLES_FORMATS`."""
BREAKS = ("sentence", "item", "paragraph", "before_heading", "after_heading", "section", "lead_in", "lead_out")
"""The fields of `tts.model.Breaks`."""
