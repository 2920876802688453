"""The options of the writers: one frozen noun for each writer that has options."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from tts.noun import noun

Highlight = Literal["sentence", "word"]
DaisyText = Literal["full", "headings"]


@noun
class ReadalongOptions:
    """Settings of the page: what it marks while it is heard, and the `formats` whose files it links to."""

    highlight: Highlight = "sentence"
    formats: tuple[str, ...] = ()


@noun
class EpubOptions:
    """Settings of an EPUB: what its media overlays mark while it is heard."""

    highlight: Highlight = "sentence"


@noun
class DaisyOptions:
    """Settings of a DAISY book: `headings` leaves out all text except the headings of its NCC."""

    text: DaisyText = "full"


@noun
class WriterOptions:
    """The formats that are asked for, and the settings of each writer that has any."""

    formats: tuple[str, ...] = ()
    readalong: ReadalongOptions = field(default_factory=ReadalongOptions)
    epub: EpubOptions = field(default_factory=EpubOptions)
    daisy: DaisyOptions = field(default_factory=DaisyOptions)
