"""`*.vtt`: the text that is heard, with a cue per utterance (WebVTT, Candidate Recommendation, section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from textwrap import wrap

from tts.clock import webvtt
from tts.model import Clip, Publication, Utterance, show_struck, utterances
from tts.writers.metadata import slug

_MAX_LINE_LENGTH = 65  # podcast apps show longer lines broken again


class CaptionsWriter:
    """Writes one cue per utterance, with the id of the utterance."""

    name = "*.vtt"

    def write(self, publication: Publication, folder: Path) -> None:
        """Write the track's name + `.vtt` into `folder`, so that players show it with the track."""
        text = format_captions(utterances(publication.sections), publication.timeline.clips_by_utterance())
        folder.joinpath(f"{slug(publication)}.vtt").write_text(text, encoding="utf-8", newline="\n")


def format_captions(said: Iterable[Utterance], clips: Mapping[str, Clip]) -> str:
    """Return a cue for each utterance, with the times of its clip."""
    blocks = ["WEBVTT\n"]
    for utterance in said:
        clip = clips[utterance.id]
        # With `>` escaped no text can look like an arrow (section 4.2.2).
        lines = escape(wrap_caption(utterance), quote=False)
        blocks.append(f"{utterance.id}\n{webvtt(clip.begin_ms)} --> {webvtt(clip.end_ms)}\n{lines}\n")
    return "\n".join(blocks)


def wrap_caption(utterance: Utterance) -> str:
    """Return what is shown of an utterance, its own lines in lines that are short enough for a player."""
    lines = show_struck(utterance.text, utterance.marks).split("\n")
    return "\n".join(
        part for line in lines for part in wrap(line, _MAX_LINE_LENGTH, break_long_words=False, break_on_hyphens=False)
    )
