"""Engines that fail, for the worker: it is started with `faulty:Crash` and so on, and PYTHONPATH on this folder.

Each says texts as a tone, exactly as `tone` does, until one has the word "fault" in it: that one goes wrong the first
time it is said by anybody, which is remembered in the folder that FAULTY_MEMORY names. "poison" goes wrong every time.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from array import array
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO
from zlib import crc32

from tts.speech.engines import worker

RATE_HZ = 8_000
MS_OF_A_LETTER_AT_ONE_WPM = 10_800


def tone(text: str, rate_wpm: int) -> tuple[bytes, list[tuple[int, int]]]:
    """PCM and word events: each letter takes as long as it does in speech, and each text has a tone of its own."""
    frames, events, sound = 0, [], array("h")
    height = crc32(text.encode()).to_bytes(4)
    for match in re.finditer(r"\S+", text):
        events.append((match.start(), frames))
        frames += len(match[0]) * MS_OF_A_LETTER_AT_ONE_WPM * RATE_HZ // 1000 // rate_wpm
        sound.extend((at * (height[at % 4] + 20)) % 8_000 - 4_000 for at in range(len(sound), frames))
    return sound.tobytes() or bytes(1600), events


def first_time(text: str) -> bool:
    """Whether `text` is to go wrong now."""
    if "poison" in text:
        return True
    if "fault" not in text:
        return False
    try:
        Path(os.environ["FAULTY_MEMORY"], str(crc32(text.encode()))).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


class Sound:
    """Makes no mistake, and is what all others are when they make none."""

    def __init__(self) -> None:
        self.wanted: dict[str, Any] = {}
        self.last: tuple[dict[str, Any], bytes] = ({"frame_rate_hz": RATE_HZ, "events": []}, b"")

    def describe(self) -> dict[str, Any]:
        return {
            "version": "1",
            "voices": [{"id": "tone", "name": "Tone", "languages": ["en"]}],
            "word_times": True,
            "repeatable": False,
        }

    def prepare(self, wanted: dict[str, Any]) -> None:
        self.wanted = wanted

    def speak(self, text: str) -> tuple[dict[str, Any], bytes]:
        pcm, events = tone(text, self.wanted["rate_wpm"])
        right = {"frame_rate_hz": RATE_HZ, "events": events}, pcm
        said = self.wrong(*right) if first_time(text) else right
        self.last = right
        return said

    def wrong(self, header: dict[str, Any], pcm: bytes) -> tuple[dict[str, Any], bytes]:
        return header, pcm


class Slow(Sound):
    def wrong(self, header, pcm):
        time.sleep(0.02)
        return header, pcm


class Talkative(Sound):
    """Prints where an engine prints, which must not matter."""

    def wrong(self, header, pcm):
        print("Audio saved to speech.wav", flush=True)
        os.write(1, b"Audio saved to speech.wav\n")
        os.write(2, b"warning\n" * 1000)
        return header, pcm


class Crash(Sound):
    def wrong(self, header, pcm):
        os.kill(os.getpid(), signal.SIGSEGV)
        time.sleep(60)
        raise AssertionError


class TooMuch(Sound):
    """Cannot say more than forty characters at a time."""

    def speak(self, text):
        if len(text) > 40:
            raise RuntimeError("too much")
        return super().speak(text)


class Exit(Sound):
    def wrong(self, header, pcm):
        os._exit(0)


class Hang(Sound):
    def wrong(self, header, pcm):
        time.sleep(3600)
        raise AssertionError


class Raise(Sound):
    def wrong(self, header, pcm):
        raise RuntimeError("the synthesizer is on fire")


class Truncated(Sound):
    def wrong(self, header, pcm):
        return header, pcm[: len(pcm) // 4 * 2]


class Repeated(Sound):
    def wrong(self, header, pcm):
        return header, pcm * 2


class Silent(Sound):
    def wrong(self, header, pcm):
        return header, bytes(len(pcm))


class Empty(Sound):
    def wrong(self, header, pcm):
        return header, b""


class OddByte(Sound):
    def wrong(self, header, pcm):
        return header, pcm[:-1]


class Stale(Sound):
    """The sound of the text before, with its events."""

    def wrong(self, header, pcm):
        return self.last


class StaleSound(Sound):
    """The sound of the text before, with the events of this one."""

    def wrong(self, header, pcm):
        return header, self.last[1]


class WrongRate(Sound):
    def wrong(self, header, pcm):
        return header | {"frame_rate_hz": 2 * RATE_HZ}, pcm


class NoRate(Sound):
    def wrong(self, header, pcm):
        return {"events": []}, pcm


class OddEvents(Sound):
    def wrong(self, header, pcm):
        return header | {"events": [["first", -1]]}, pcm


class Mp3(Sound):
    def wrong(self, header, pcm):
        from tts.speech.engines.system.sound_file import read_sound  # slow to import, for each of hundreds of workers

        return header, read_sound(b"ID3\x04" + b"\xff\xfb\x90\x64" * 400)[0]


class Garbage(Sound):
    def wrong(self, header, pcm):
        from tts.speech.engines.system.sound_file import read_sound

        return header, read_sound(b"RIFF\xff\xff\xff\xffWAVE" + bytes(range(256)) * 40)[0]


class Forked(Sound):
    """As espeak: spoken in children of the worker."""

    texts_per_child = 5


class ForkedCrash(Forked, Crash):
    pass


class ForkedHang(Forked, Hang):
    pass


class ForkedExit(Forked, Exit):
    pass


class DiesAtStart(Sound):
    def __init__(self) -> None:
        super().__init__()
        if first_time("fault at start"):
            os._exit(7)


class NeverStarts(Sound):
    def __init__(self) -> None:
        raise RuntimeError("no sound card")


class _OnTheWire(Sound):
    """Goes wrong where the frames are written."""

    def __init__(self) -> None:
        super().__init__()
        self.goes_wrong = False
        worker.write_frame = self.write

    def wrong(self, header, pcm):
        self.goes_wrong = True
        return header, pcm

    def write(self, stream: BinaryIO, frame: bytes) -> None:
        pieces = self.spoilt(frame) if self.goes_wrong else [frame]
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                rest = rest[stream.write(rest) :]

    def spoilt(self, frame: bytes) -> list[bytes]:
        self.goes_wrong = False
        return [frame]


class Noise(_OnTheWire):
    def spoilt(self, frame):
        self.goes_wrong = False
        return [b"Audio saved to speech.wav\n", frame]


class Twice(_OnTheWire):
    def spoilt(self, frame):
        self.goes_wrong = False
        return [frame, frame]


class WrongId(_OnTheWire):
    def spoilt(self, frame):
        self.goes_wrong = False
        return [re.sub(rb'"id":\d', b'"id":9', frame)]


class NoJson(_OnTheWire):
    def spoilt(self, frame):
        self.goes_wrong = False
        return [frame[:8] + b"}" * 10 + frame[18:]]


class Swapped(_OnTheWire):
    """The answer comes after that to the next request."""

    held = b""

    def spoilt(self, frame):
        if not self.held:
            self.held = frame
            return []
        pieces, self.held, self.goes_wrong = [frame, self.held], b"", False
        return pieces


class HalfAFrame(_OnTheWire):
    def spoilt(self, frame):
        sys.stdout.flush()
        return [frame[: len(frame) // 2], *self._end()]

    def _end(self):
        yield b""
        os._exit(0)


class Endless(_OnTheWire):
    def spoilt(self, frame):
        return (b"noise " * 10_000 for _ in count())
