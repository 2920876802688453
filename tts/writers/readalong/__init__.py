"""`index.html`: the article as a page that marks the words that are heard, for every browser, without a network.

Text, style and script are in one file; the sound, and the images as `image-1.png`, are in the same folder.
"""

from __future__ import annotations

from pathlib import Path

from tts.model import Publication
from tts.noun import noun
from tts.writers.options import ReadalongOptions
from tts.writers.readalong.page import build_page


@noun
class ReadalongWriter:
    """Writes the page, and the images that it shows."""

    name = "index.html"
    options: ReadalongOptions

    def write(self, publication: Publication, folder: Path) -> None:
        """Write `index.html` into `folder`, and the images."""
        for image in publication.images.values():
            folder.joinpath(image.name).write_bytes(image.data)
        page = build_page(publication, self.options)
        # The name of a file that is not UTF-8 has lone surrogates in Python, and their escapes in JSON.
        folder.joinpath(self.name).write_text(page, encoding="utf-8", errors="backslashreplace", newline="\n")
