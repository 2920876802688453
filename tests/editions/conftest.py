"""One edition for the tests of several of its files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from newspaper import make_newspaper, write_newspaper


@pytest.fixture(scope="session")
def talking_news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of an edition that espeak-ng speaks, with a player and an EPUB that marks words."""
    home = tmp_path_factory.mktemp("newspaper")
    write_newspaper(home)
    return make_newspaper(home, "--engine", "espeak", "--formats", "mp3,epub,embed", "--highlight", "word")


@pytest.fixture(scope="session")
def talking_manifest(talking_news: Path) -> dict[str, Any]:
    """What that edition says of itself."""
    return json.loads(talking_news.joinpath("manifest.json").read_text(encoding="utf-8"))
