"""The album in the tags of the audio is the series of an article, or its title if it is of none."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutagen import File
from mutagen.id3 import ID3

from tts.config.config import Config
from tts.formats import AUDIO
from tts.packages.batch import package
from tts.verify import verify

pytestmark = pytest.mark.once

ARTICLE = "---\ntitle: Bees\nauthor: Ann Lee\ndate: 2026-05-17\nlang: en\n{}---\n\nBees fly.\n"


def _albums(folder: Path) -> dict[str, str]:
    """The album of each audio file, as mutagen reads it."""
    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".mp3":
            found["mp3"] = str(ID3(path)["TALB"])
        elif path.suffix.removeprefix(".") in AUDIO:
            tags = File(path).tags
            found[path.suffix.removeprefix(".")] = (tags["\xa9alb"] if path.suffix == ".m4b" else tags["album"])[0]
    return found


@pytest.mark.parametrize(
    ("field", "album"),
    [
        ("", "Bees"),
        ("series: On the *hive* & in it\n", "On the hive & in it"),
        ("series: [Insects, Hives]\n", "Insects"),
        ("series:\n", "Bees"),
    ],
)
def test_the_series_is_the_album(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str, album: str) -> None:
    """Every audio format has the series as its album, and `verify` compares it with the manifest."""
    monkeypatch.chdir(tmp_path)
    Path("bees.md").write_text(ARTICLE.format(field), encoding="utf-8")
    (outcome,) = package([Path("bees.md")], Path("output"), Config(engine="silent", formats=AUDIO))
    assert _albums(outcome.package) == dict.fromkeys(AUDIO, album)
    assert [finding for finding in verify(outcome.package) if finding.kind != "note"] == []
    manifest = outcome.package / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"title": "Bees"', '"title": "Ants"'), "utf-8")
    wrong = {finding.place for finding in verify(outcome.package) if "instead of 'Ants'" in finding.what}
    assert any("TALB" in place for place in wrong) == (album == "Bees")
