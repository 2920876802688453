"""The images of an article and its cover: found, checked, read once."""

from __future__ import annotations

import os

import pytest
from encoding import PNG

from tts.errors import ReadError
from tts.model import Block, Metadata, Section
from tts.text.readers.frontmatter.fields import parse_fields
from tts.writers.images import find_cover, read_images


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


def test_names_that_no_file_can_have(tmp_path):
    """An image or a cover in a loop of links, or whose name is too long, is like one that is missing."""
    names = ["a" * 5000]
    if hasattr(os, "mkfifo"):  # Windows lets few users make links
        (tmp_path / "loop.png").symlink_to("loop.png")
        names.append("loop.png")
    for name in names:
        block = Block(kind="image", resource=name)
        assert read_images([Section(id="body-1", role="body", title="", blocks=(block,))], tmp_path) == {}
        fields = parse_fields({"title": "Bees", "cover": name}, tmp_path / "bees.md")
        assert fields.cover is None
        assert any("There is no cover image" in warning for warning in fields.warnings)


@pytest.mark.parametrize(
    ("paint", "is_harmless"),
    [
        ("url(#a)", True),
        ("url( '#a' )", True),
        ("url(&quot;#a&quot;)", True),
        ("url(a.png)", False),
        ("url( 'https://example.org/#a')", False),
    ],
)
def test_a_drawing_refers_to_its_own_parts_only(paint, is_harmless, tmp_path):
    """A paint or a filter of the drawing itself may be in quotes; one from elsewhere makes it unsafe to show."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><rect style="fill: {paint}"/></svg>'
    (tmp_path / "bee.svg").write_text(svg, encoding="utf-8")
    block = Block(kind="image", resource="bee.svg")
    images = read_images([Section(id="body-1", role="body", title="", blocks=(block,))], tmp_path)
    assert images["bee.svg"].is_harmless is is_harmless
