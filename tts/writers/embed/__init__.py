"""`embed.html` and `embed.json`: a small player for other pages, and what a content management system needs of it.

The player is shown in an `iframe`. It stores nothing, and loads only the sound and the images of the package.
"""

from __future__ import annotations

import json
from pathlib import Path

from tts.model import Publication
from tts.writers.embed.description import describe
from tts.writers.embed.page import build_page


class EmbedWriter:
    """Writes the player, and its description."""

    name = "embed.html"

    def write(self, publication: Publication, folder: Path) -> None:
        """Write `embed.html` and `embed.json` into `folder`."""
        # The name of a file that is not UTF-8 has lone surrogates in Python, and their escapes in JSON.
        description = json.dumps(describe(publication), ensure_ascii=False, indent=1)
        for name, text in ((self.name, build_page(publication)), ("embed.json", f"{description}\n")):
            folder.joinpath(name).write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
