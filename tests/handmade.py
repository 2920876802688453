"""Folders of packages made by hand, as a library sees them: the small members of a manifest, and files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tts.model import Metadata
from tts.writers.cover import draw_cover

COVER = draw_cover(Metadata(title="Bees"))
FILES = ("index.html", "transcript.txt", "{}.vtt", "{}.srt", "chapters.json")
"""The names of files, with the package's for `{}`."""


def put_package(
    output: Path,
    slug: str,
    *,
    source: str = "",
    tracks: tuple[tuple[str, str], ...] = (("mp3", "audio/mpeg"),),
    files: tuple[str, ...] = FILES,
    has_cover: bool = True,
    members: Mapping[str, Any] | None = None,
    **metadata: Any,
) -> Path:
    """Write a package `slug` into `output`; `metadata` replaces that of a short article, `members` are added."""
    folder = output / slug
    folder.mkdir(parents=True)
    values = {"title": slug, "language": "en", "date": "2026-03-14", "duration_ms": 61_400} | metadata
    all_members = {
        "schema": "articast-manifest/1",
        "options": {"source": source or f"articles/{slug}.md"},
        "tracks": [{"path": f"{slug}.{extension}", "media_type": media_type} for extension, media_type in tracks],
        "metadata": {name: value for name, value in values.items() if value is not None},
        **(members or {}),
        "sections": [],
    }
    folder.joinpath("manifest.json").write_text(json.dumps(all_members, indent=1), encoding="utf-8")
    for extension, _ in tracks:
        folder.joinpath(f"{slug}.{extension}").write_bytes(bytes(range(256)) * 5)
    for pattern in files:
        name = pattern.format(slug)
        folder.joinpath(name).write_bytes(name.encode(errors="surrogateescape"))
    if has_cover:
        folder.joinpath("cover.png").write_bytes(COVER)
    return folder


def put_edition(
    output: Path,
    slug: str,
    sections: Mapping[str, tuple[tuple[str, str], ...]],
    *,
    series: str = "Harbour News",
    number: int | None = None,
    source: str = "edition.toml",
    feed: str | None = None,
    **metadata: Any,
) -> Path:
    """Write the package of an edition into `output`: `sections` have the slugs and titles of their articles."""
    parts: list[dict[str, Any]] = [{"id": "p001", "kind": "start", "title": "Welcome", "folder": 1, "number": 1}]
    for folder, (title, articles) in enumerate(sections.items(), start=2):
        for place, (name, article) in enumerate(articles, start=1):
            id_ = f"p{len(parts) + 1:03d}"
            part = {"id": id_, "kind": "article", "title": article, "folder": folder, "number": place, "slug": name}
            # the first article of a section has the title of the section in its track
            ids = [*(["p900-opening"] if place == 1 else []), f"{id_}-opening", f"{id_}-body-1"]
            begin_ms = 60_000 * len(parts)
            times = {"begin_ms": begin_ms, "end_ms": begin_ms + 60_000}
            parts.append({"folder_title": title, "language": "en", "sections": ids, **times, **part})
    members = {
        "series": {"title": series, **({"number": number} if number is not None else {})},
        "options": {"source": source, **({"feed": feed} if feed else {})},
        "parts": parts,
    }
    title = f"{series}, number {number}" if number is not None else series
    return put_package(output, slug, members=members, **({"title": title} | metadata))
