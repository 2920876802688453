"""The nouns of assembling: the recordings of an edition, piece by piece."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from tts.model import PartKind, Publication
from tts.noun import noun

PieceKind = Literal[PartKind, "section", "sound"]
"""A `section` is the spoken title of a section; it belongs to the track of the piece after it. A `sound` has no words,
such as a chime; it belongs to the track of the piece before it."""


@noun
class Piece:
    """A recording in an edition, in a folder of its own with the name `name` for its tracks.

    `publication` is what is heard and shown of it, None for a sound without words. `folder` and `number` are its place
    as the index says them, `folder_title` the title of its section, `slug` the package of an article.
    """

    kind: PieceKind
    path: Path
    name: str
    publication: Publication | None = None
    title: str = ""
    folder: int = 0
    number: int = 0
    folder_title: str = ""
    slug: str = ""
