"""`captions.srt`: the cues of `captions.vtt` for players that know no WebVTT (SubRip, which has no specification)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tts.clock import webvtt
from tts.model import Publication, utterances
from tts.writers.captions import caption

_WORD_JOINER = "\u2060"  # has no width
_LIKE_MARKUP = re.compile(r"--(?=>)|<(?=[A-Za-z/])|\\(?=[Nnh])")
_BRACES = str.maketrans("{}", "｛｝")


class SrtWriter:
    """Writes one numbered cue an utterance."""

    name = "captions.srt"

    def write(self, publication: Publication, folder: Path) -> None:
        """Writes `captions.srt` into `folder`."""
        folder.joinpath(self.name).write_text("\n".join(_cues(publication)), encoding="utf-8", newline="\n")


def _cues(publication: Publication) -> Iterator[str]:
    clips = publication.timeline.clips_by_utterance()
    for number, utterance in enumerate(utterances(publication.sections), 1):
        clip = clips[utterance.id]
        lines = _escape(caption(utterance.text))
        yield f"{number}\n{_time(clip.begin_ms)} --> {_time(clip.end_ms)}\n{lines}\n"


def _time(ms: int) -> str:
    return webvtt(ms).replace(".", ",")


def _escape(text: str) -> str:
    """SubRip has no character references, and players hide what they take for markup.

    What looks like an arrow, a tag or an escape is put asunder unseen. Braces, which enclose commands even where
    nothing in them is one, become wide braces.
    """
    return _LIKE_MARKUP.sub(rf"\g<0>{_WORD_JOINER}", text.translate(_BRACES))
