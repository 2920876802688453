"""`chapters.json`: JSON Chapters 1.2 of Podcasting 2.0."""

from __future__ import annotations

import json
from pathlib import Path

from tts.clock import seconds
from tts.model import Publication


class ChaptersWriter:
    """Writes the timeline's chapters with their times in seconds."""

    name = "chapters.json"

    def write(self, publication: Publication, folder: Path) -> None:
        """Write `chapters.json` into `folder`."""
        chapters = [
            {"startTime": seconds(chapter.start_ms), "endTime": seconds(chapter.end_ms), "title": chapter.title}
            for chapter in publication.timeline.chapters
        ]
        text = json.dumps(
            {"version": "1.2.0", "title": publication.metadata.title, "chapters": chapters},
            ensure_ascii=False,
            indent=1,
        )
        folder.joinpath(self.name).write_text(text + "\n", encoding="utf-8", newline="\n")
