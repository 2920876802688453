"""`*.srt`: the cues of `*.vtt` for players without WebVTT (SubRip, which has no specification)."""

from __future__ import annotations

from pathlib import Path

from tts.clock import webvtt
from tts.model import Publication, utterances
from tts.regex import regex
from tts.writers.captions import wrap_caption
from tts.writers.metadata import slug

_WORD_JOINER = "\u2060"  # has no width
_LIKE_MARKUP = regex(r"--(?=>)|<(?=[A-Za-z/])|\\(?=[Nnh])")
_BRACES = str.maketrans("{}", "｛｝")


class SrtWriter:
    """Writes one numbered cue per utterance."""

    name = "*.srt"

    def write(self, publication: Publication, folder: Path) -> None:
        """Write the track's name + `.srt` into `folder`."""
        clips = publication.timeline.clips_by_utterance()
        cues = []
        for number, utterance in enumerate(utterances(publication.sections), 1):
            clip = clips[utterance.id]
            begin, end = (webvtt(ms).replace(".", ",") for ms in (clip.begin_ms, clip.end_ms))
            cues.append(f"{number}\n{begin} --> {end}\n{_escape(wrap_caption(utterance))}\n")
        folder.joinpath(f"{slug(publication)}.srt").write_text("\n".join(cues), encoding="utf-8", newline="\n")


def _escape(text: str) -> str:
    """Return `text` without anything that players hide as mark-up; SubRip has no character references.

    An invisible character divides what looks like an arrow, a tag or an escape. Braces, which enclose commands of some
    players, become wide braces.
    """
    return _LIKE_MARKUP.sub(rf"\g<0>{_WORD_JOINER}", text.translate(_BRACES))
