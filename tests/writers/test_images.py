"""The images of an article and its cover: found, checked, read once."""

from __future__ import annotations

import pytest
from encoding import PNG

from tts.errors import ReadError
from tts.model import Metadata
from tts.writers.images import find_cover


def test_bad_covers(tmp_path):
    """A cover that is missing, a folder, empty, no image or huge is one line with place, cause and next step."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "text").write_text("<svg>")
    with (tmp_path / "huge").open("wb") as file:
        file.write(PNG)
        file.truncate(20_000_000)
    for name, cause in {
        "missing": "cannot be read: No such file",
        "folder": "is not a regular file",
        "empty": "is neither a JPEG nor a PNG",
        "text": "is neither a JPEG nor a PNG",
        "huge": "is larger than 16 MB",
        "a\x00b": "cannot be read",
    }.items():
        with pytest.raises(ReadError) as error:
            find_cover(Metadata(title="t", cover=tmp_path / name))
        assert f"{name}: This cover {cause}" in str(error.value)
        assert "\n" not in str(error.value)
