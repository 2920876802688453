"""`captions.vtt`: what is heard, a cue for every utterance (WebVTT, W3C Candidate Recommendation, section 4)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from tts.clock import webvtt
from tts.model import Publication, utterances

_LINE_LENGTH = 65  # what podcast apps show without breaking it again


class CaptionsWriter:
    """Writes one cue an utterance, with the utterance's id as the cue's."""

    name = "captions.vtt"

    def write(self, publication: Publication, folder: Path) -> None:
        """Writes `captions.vtt` into `folder`."""
        cues = "\n".join(_cues(publication))
        folder.joinpath(self.name).write_text(f"WEBVTT\n\n{cues}", encoding="utf-8", newline="\n")


def caption(text: str) -> str:
    """`text` in lines that are short enough to be shown."""
    return "\n".join(wrap(text, _LINE_LENGTH, break_long_words=False, break_on_hyphens=False))


def _cues(publication: Publication) -> Iterator[str]:
    clips = publication.timeline.clips_by_utterance()
    for utterance in utterances(publication.sections):
        clip = clips[utterance.id]
        lines = _escape(caption(utterance.text))
        yield f"{utterance.id}\n{webvtt(clip.begin_ms)} --> {webvtt(clip.end_ms)}\n{lines}\n"


def _escape(text: str) -> str:
    """Cue text as character references; with `>` escaped no text can look like an arrow (section 4.2.2)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
