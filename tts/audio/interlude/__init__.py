"""SOUND WITHOUT WORDS -> RECORDING, TRACKS: jingles and chimes, as loud as the speech around them."""

from __future__ import annotations

from tts.audio.interlude.chime import make_chime
from tts.audio.interlude.place import encode_interlude, insert_interlude
from tts.audio.interlude.sound_file import read_interlude

__all__ = ["encode_interlude", "insert_interlude", "make_chime", "read_interlude"]
