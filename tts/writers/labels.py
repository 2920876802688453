"""`labels.txt`: a label track for Audacity, with a label per utterance (Audacity manual, "Label Tracks").

Chapters are in the cue sheet; in the same track they would lie on top of the utterances.
"""

from __future__ import annotations

from pathlib import Path

from tts.clock import seconds
from tts.model import Publication, show_struck, utterances


class LabelsWriter:
    """Writes start, end and text of each label on one line, separated by tabs."""

    name = "labels.txt"

    def write(self, publication: Publication, folder: Path) -> None:
        """Write `labels.txt` into `folder`."""
        clips = publication.timeline.clips_by_utterance()
        lines = []
        for utterance in utterances(publication.sections):
            clip = clips[utterance.id]
            text = " ".join(show_struck(utterance.text, utterance.marks).split())
            lines.append(f"{seconds(clip.begin_ms):.6f}\t{seconds(clip.end_ms):.6f}\t{text}\n")
        folder.joinpath(self.name).write_text("".join(lines), encoding="utf-8", newline="\n")
