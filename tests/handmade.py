"""Folders of packages made by hand, as a library sees them: the small members of a manifest, and files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tts.model import Metadata
from tts.writers.cover import draw_cover

COVER = draw_cover(Metadata(title="Bees"))
FILES = ("index.html", "transcript.txt", "captions.vtt", "captions.srt", "chapters.json")


def put_package(
    output: Path,
    slug: str,
    *,
    source: str = "",
    tracks: tuple[tuple[str, str], ...] = (("mp3", "audio/mpeg"),),
    files: tuple[str, ...] = FILES,
    has_cover: bool = True,
    **metadata: Any,
) -> Path:
    """Write a package `slug` into `output`; `metadata` replaces that of a short article."""
    folder = output / slug
    folder.mkdir(parents=True)
    values = {"title": slug, "language": "en", "date": "2026-03-14", "duration_ms": 61_400} | metadata
    members = {
        "schema": "articast-manifest/1",
        "options": {"source": source or f"articles/{slug}.md"},
        "tracks": [{"path": f"{slug}.{extension}", "media_type": media_type} for extension, media_type in tracks],
        "metadata": {name: value for name, value in values.items() if value is not None},
        "sections": [],
    }
    folder.joinpath("manifest.json").write_text(json.dumps(members, indent=1), encoding="utf-8")
    for extension, _ in tracks:
        folder.joinpath(f"{slug}.{extension}").write_bytes(bytes(range(256)) * 5)
    for name in files:
        folder.joinpath(name).write_bytes(name.encode())
    if has_cover:
        folder.joinpath("cover.png").write_bytes(COVER)
    return folder
