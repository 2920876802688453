"""BYTES -> HTML: which encoding a page has (HTML Living Standard, section 13.2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tts.text.readers.decode import read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlSource:
    """The text of a page. `sha256` is the hexadecimal SHA-256 of its bytes."""

    html: str
    sha256: str
    warnings: tuple[str, ...] = ()


def read_html(path: Path) -> HtmlSource:
    """Read the page in the file at `path`.

    Raises:
        ReadError: the file cannot be read.
    """
    source = read_text(path)
    return HtmlSource(html=source.text, sha256=source.sha256, warnings=source.warnings)
