"""What the tests of all encoders have in common: a made edition, titles that break things, and ffprobe."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as PillowImage
from sound import RATE_HZ, recording, section, speech, tone, utterance

from tts.audio.chapters import add_chapters
from tts.audio.encode import encode
from tts.audio.join import join
from tts.formats import AUDIO_FORMATS
from tts.model import Breaks, Chapter, Clip, Image, Metadata, Recording, Timeline

HARD_TITLES = (
    "a = b; c # d \\ e / f",
    "Two\nlines\r\nand\x00 a NUL",
    "Bees 🐝 and 👩‍🌾",
    "הדבורים של אבי – النحل",
    "x" * 300,
    "Ünïcödé: “quotes” & <b>",
    "é" * 200,
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
JPEG = b"\xff\xd8\xff\xe0" + bytes(9)
BEES = Metadata(
    title="Bees = honey; #1 \\ 🐝",
    authors=("Ann Able", "Bo Baker"),
    date="2024-02-03T01:30:00+02:00",
    language="en-GB",
    description="What bees do.\nAnd why.",
    source_url="https://example.org/bienen/ä?a=b",
)


def edition(
    tmp_path: Path, titles: Sequence[str] = ("One", "Two", "Three"), rate_hz: int = RATE_HZ, seconds: float = 1.0
) -> Recording:
    """A joined recording with a chapter of two utterances for each title."""
    sections = tuple(
        section(at, [utterance(2 * at), utterance(2 * at + 1)], title=title) for at, title in enumerate(titles)
    )
    pcm = tone(round(seconds * rate_hz) + 77, rate_hz)
    joined = join(sections, speech(sections, pcm, rate_hz), tmp_path / "spool.pcm", Breaks())
    return add_chapters(sections, joined, "Bees")


def most_chapters(tmp_path: Path, title: str = "{}") -> Recording:
    """255 chapters of a millisecond in a quarter of a second of silence."""
    all_of_them = tuple(Chapter(title=title.format(n), start_ms=n, end_ms=n + 1, section_id="s") for n in range(255))
    clip = Clip(utterance_id="u", begin_ms=0, end_ms=255)
    timeline = Timeline(clips=(clip,), chapters=all_of_them, duration_ms=255)
    return recording(tmp_path / "s.pcm", bytes(510), timeline, 1000)


def cover_of(metadata: Metadata, folder: Path) -> Image | None:
    """The cover that `metadata` names, with the bytes of the file in `folder`, which need not be an image."""
    if not metadata.cover:
        return None
    data = (folder / metadata.cover).read_bytes()
    media_type = "image/jpeg" if data.startswith(b"\xff\xd8") else "image/png"
    return Image(name="cover", media_type=media_type, source=data, sha256="")


def encoded(tmp_path: Path, made: Recording, form: str, metadata: Metadata = BEES) -> Path:
    """The file of that format, with a cover where `metadata` names one."""
    encode(made, metadata, tmp_path, "bees", (form,), cover_of(metadata, tmp_path))
    return tmp_path / f"bees{AUDIO_FORMATS[form].extension}"


def folded(title: str) -> str:
    """A title in one line."""
    return " ".join(title.replace("\x00", " ").split())


def probed(path: Path) -> dict[str, Any]:
    """What ffprobe tells of a file's format, streams and chapters."""
    if not shutil.which("ffprobe"):
        pytest.skip("there is no ffprobe on the PATH")
    command = ["ffprobe", "-v", "error", "-show_chapters", "-show_format", "-show_streams", "-of", "json", str(path)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def chapters_in_ms(found: dict[str, Any]) -> list[tuple[int, int, str]]:
    """Start, end and title of the chapters that ffprobe found."""
    return [
        (round(1000 * float(one["start_time"])), round(1000 * float(one["end_time"])), one["tags"]["title"])
        for one in found["chapters"]
    ]


def lag_of(found: Sequence[float], wanted: Sequence[float], reach: int, at: int | None = None) -> int:
    """The shift at which two sounds are most alike, near frame `at` (by default a third from the start)."""
    begin = len(wanted) // 3 if at is None else at
    likeness = {
        by: sum(found[frame + by] * wanted[frame] for frame in range(begin, begin + 3000))
        for by in range(-reach, reach + 1)
    }
    return max(likeness, key=likeness.__getitem__)


def small_png() -> bytes:
    """Return a real PNG of a few pixels, which an image decoder accepts."""
    data = BytesIO()
    PillowImage.new("RGB", (40, 30), "gold").save(data, "PNG")
    return data.getvalue()


def small_jpeg() -> bytes:
    """Return a real JPEG of a few pixels, which an image decoder accepts."""
    data = BytesIO()
    PillowImage.new("RGB", (32, 32), "teal").save(data, "JPEG")
    return data.getvalue()
