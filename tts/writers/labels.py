"""`labels.txt`: a label track for Audacity, with a label for every utterance (Audacity manual, "Label Tracks").

The chapters are in the cue sheet; in one track with the utterances they would lie on top of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tts.clock import seconds
from tts.model import Publication, utterances


class LabelsWriter:
    """Writes start, end and text of each label in a line, with tabs between."""

    name = "labels.txt"

    def write(self, publication: Publication, folder: Path) -> None:
        """Writes `labels.txt` into `folder`."""
        folder.joinpath(self.name).write_text("".join(_labels(publication)), encoding="utf-8", newline="\n")


def _labels(publication: Publication) -> Iterator[str]:
    clips = publication.timeline.clips_by_utterance()
    for utterance in utterances(publication.sections):
        clip = clips[utterance.id]
        text = " ".join(utterance.text.split())
        yield f"{seconds(clip.begin_ms):.6f}\t{seconds(clip.end_ms):.6f}\t{text}\n"
