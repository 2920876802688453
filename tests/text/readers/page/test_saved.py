"""Saved pages are read with their pictures: from the folder beside them, or from inside of them."""

from __future__ import annotations

import re
from base64 import b64encode
from pathlib import Path

import pytest

from tts.text.readers import read

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
DATA = f"data:image/png;base64,{b64encode(PICTURE).decode()}"
TEXT = "Bees fly from flower to flower, and carry home what they find there for the winter. "


def _read(path: Path, image: str, head: str = "") -> tuple[list[str], dict[str, bytes]]:
    """Return the addresses of the images in the article of a saved page, and the pictures inside it."""
    body = f"<h1>Bees fly</h1><p>{TEXT * 6}</p><figure>{image}<figcaption>A bee</figcaption></figure><p>{TEXT * 6}</p>"
    path.write_text(f"<!DOCTYPE html><html lang=en><head>{head}<title>Bees</title></head><body>{body}</body></html>")
    article = read(path)
    return [block.resource for block in article.blocks if block.resource], dict(article.pictures)


def test_pictures_beside_a_page_keep_their_addresses(tmp_path: Path) -> None:
    """The pictures of a complete page are named by their places in its folder, as the browser wrote them."""
    image = '<img src="./Bees%20fly_files/bee.png" alt="A bee">'
    assert _read(tmp_path / "Bees fly.html", image) == (["./Bees%20fly_files/bee.png"], {})


def test_pictures_inside_a_page_are_the_articles(tmp_path: Path) -> None:
    """A picture in the page itself has a short address in the article; one that this does not show is dropped."""
    head = f"<style>body{{background:url({DATA.replace('AB', 'BA')})}}</style>"
    addresses, pictures = _read(tmp_path / "bees.html", f'<img src="{DATA}" alt="A bee">', head)
    assert pictures == {addresses[0]: PICTURE}
    assert addresses[0].startswith("inside:")


def test_pictures_in_a_style_sheet_are_found(tmp_path: Path) -> None:
    """A picture that SingleFile writes once, into a style sheet, is that of the image that it is the background of."""
    head = f'<style>:root{{--sf-img-7: url("{DATA}")}}</style>'
    image = (
        '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%2240%22/%3E" alt="A bee" '
        'style="background-blend-mode: normal !important; background-image: var(--sf-img-7) !important;">'
    )
    assert _read(tmp_path / "bees.html", image, head) == (["inside:picture-1.png"], {"inside:picture-1.png": PICTURE})


def test_declarations_of_entities_are_harmless(tmp_path: Path) -> None:
    """A page in XHTML that declares entities is read without them."""
    path = tmp_path / "bees.xhtml"
    entities = "".join(f'<!ENTITY b{number + 1} "&b{number};&b{number};">' for number in range(40))
    doctype = f'<!DOCTYPE html [<!ENTITY b0 "bees"><!ENTITY file SYSTEM "file:///etc/passwd">{entities}]>'
    html = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{TEXT * 6}</p><p>&b40; &file;</p></body></html>'
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>{doctype}{html}')
    text = " ".join(leaf.text for block in read(path).blocks for leaf in block.leaves())
    assert "carry home" in text
    assert "root:" not in text
    assert len(text) < 4000


@pytest.mark.parametrize("mode", ["shadowrootmode", "shadowmode", "shadowroot"])
def test_text_in_shadow_trees_is_heard(mode: str, tmp_path: Path) -> None:
    """A page shows its shadow trees, which are saved in templates, but no other template; tags may not match."""
    path = tmp_path / "bees.html"
    inner = (
        f'<x-note><TEMPLATE {mode}="open"><p>Honey</p><template>Wax</template><slot></slot></TEMPLATE>Pollen</x-note>'
    )
    path.write_text(f"<p>{TEXT * 6}</p><template>Nectar</template>{inner}</template><p>{TEXT}</p>", encoding="utf-8")
    text = " ".join(leaf.text for block in read(path).blocks for leaf in block.leaves())
    assert re.findall("Honey|Wax|Nectar|Pollen", text) == ["Honey", "Pollen"]
    assert text.count(TEXT.strip()) == 7
