"""What Articast is compared with: the same text in the same voice, at the same rate, as an MP3 file and nothing more.

The floor is the engine and the encoder alone, as Articast uses them: libespeak-ng and LAME in one process, with LAME's
quality of ours. The pipe is what a person types: `espeak-ng --stdout | ffmpeg -b:a 64k`. ffmpeg asks LAME for a higher
quality by default, which takes twice the time, so the pipe with our quality is the fair one.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.texts import RATE_WPM
from bench.timing import run
from tts.audio.encode.lame import BIT_RATE_KBPS, QUALITY

VOICE = "en-us"
DEFAULT_QUALITY = None
"""What ffmpeg asks LAME for if it is told nothing: 3 for mono speech at this bit rate."""

_FLOOR = f"""\
import ctypes, os, sys
import espeakng_loader, lameenc
text, sound = sys.argv[1:]
os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
espeak = ctypes.CDLL(espeakng_loader.get_library_path())
rate_hz = espeak.espeak_Initialize(2, 1000, None, 0)  # AUDIO_OUTPUT_SYNCHRONOUS
encoder = lameenc.Encoder()
encoder.silence()
encoder.set_channels(1)
encoder.set_in_sample_rate(rate_hz)
encoder.set_out_sample_rate(rate_hz)
encoder.set_bit_rate({BIT_RATE_KBPS})
encoder.set_quality({QUALITY})
file = open(sound, "wb")
def take(pcm, frames, events):
    if frames > 0:
        file.write(encoder.encode(ctypes.string_at(pcm, 2 * frames)))
    return 0
callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(take)
espeak.espeak_SetSynthCallback(callback)
espeak.espeak_SetVoiceByName(b"{VOICE}")
espeak.espeak_SetParameter(1, {RATE_WPM}, 0)  # espeakRATE
for line in open(text, "rb"):
    line = line.strip() + bytes(1)
    if espeak.espeak_Synth(line, len(line), 0, 1, 0, 1, None, None):  # POS_CHARACTER, espeakCHARS_UTF8
        sys.exit("espeak-ng gave up")
file.write(encoder.flush())
"""


def floor(text: Path, sound: Path) -> None:
    """Speak each line of the file `text` into the MP3 file `sound`, in one process with no other work."""
    run([sys.executable, "-c", _FLOOR, str(text), str(sound)])


def pipe(text: Path, sound: Path, quality: int | None = QUALITY) -> None:
    """Speak the file `text` into the MP3 file `sound` by two programs, with a quality of LAME, or with ffmpeg's."""
    subprocess.run(["sh", "-c", pipe_command(quality), "pipe", str(text), str(sound)], check=True)


def pipe_command(quality: int | None) -> str:
    """Return the pipe as a line for the shell: `$1` is the text, `$2` the MP3 file."""
    asked = "" if quality is None else f" -compression_level {quality}"
    speak = f'espeak-ng -v {VOICE} -s {RATE_WPM} --stdout -f "$1"'
    return f'{speak} | ffmpeg -v error -y -i - -b:a {BIT_RATE_KBPS}k{asked} "$2"'
