"""`articles.js` names the articles before and after each one, and nothing in a title can leave its string."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from handmade import put_edition, put_package
from hypothesis import given
from hypothesis import strategies as st

from tts.errors import StoreError
from tts.library import Channel, LibraryItem
from tts.library.build import build_library
from tts.library.item import PAGE
from tts.library.live import LiveLibrary
from tts.library.neighbours import ARTICLES, render_neighbours

_CALL = re.compile(r"articastLibrary\((.*)\)\n", re.DOTALL)


def _values(script: str) -> dict[str, object]:
    """Return what the script gives to the function of the page."""
    call = _CALL.fullmatch(script)
    assert call is not None
    return json.loads(call[1])


def _item(slug: str, title: str, **values: object) -> LibraryItem:
    """Return a package with a page."""
    usual = {"source": slug, "language": "en", "duration_ms": 1, "published": None, "has_time": False, "authors": ()}
    usual |= {"description": "", "tags": (), "audio_files": (), "sizes": {PAGE: 1}}
    return LibraryItem(slug=slug, title=title, **{**usual, **values})


def test_the_order_is_that_of_the_library(tmp_path: Path) -> None:
    """Slug, title and language, the newest first, an edition's articles after it; without those that have no page."""
    put_edition(tmp_path, "news", {"News": (("b", "B"), ("a", "A"), ("gone", "Gone"))}, date="2026-02-01", title="News")
    put_package(tmp_path, "a", title="A", date="2026-01-01")
    put_package(tmp_path, "b", title="B", date="2025-01-01")
    put_package(tmp_path, "old", title="Old", date="2020-01-01")
    put_package(tmp_path, "new", title="Neu", date="2026-03-01", language="de-CH")
    put_package(tmp_path, "sound", files=())
    put_package(tmp_path, "a b", title="No slug of Articast")
    build_library(tmp_path, Channel(title="Meadow Weekly"))
    assert _values(tmp_path.joinpath(ARTICLES).read_text(encoding="utf-8")) == {
        "name": "Meadow Weekly",
        "articles": [
            ["news", "News", "en"],
            ["b", "B", "en"],
            ["a", "A", "en"],
            ["new", "Neu", "de-CH"],
            ["old", "Old", "en"],
        ],
    }


@given(st.text(alphabet=st.sampled_from("</script>!-&\u2028\u2029\"'\\\ud800\x00$(é\U0001f41d")), st.text())
def test_no_text_leaves_its_string(name: str, title: str) -> None:
    """The script is one call with JSON that holds the texts, whatever they are, and none of it can end a script."""
    script = render_neighbours(name, [_item("bees", title)])
    values = _values(script.encode().decode())
    assert values["name"] == name.encode("utf-8", "replace").decode()
    assert values["articles"] == [["bees", title.encode("utf-8", "replace").decode(), "en"]]
    assert not set("<>&\u2028\u2029") & set(script)


def test_names_that_lead_elsewhere_are_left_out() -> None:
    """Only names that a page makes links of are in the file: no dots at the beginning, no slashes, no spaces."""
    items = [_item(slug, "Bees") for slug in ("..", "a/b", ".hidden", "", "bees", "b\u00e9", "javascript:x", "a-1.b_c")]
    assert [row[0] for row in _values(render_neighbours("Library", items))["articles"]] == ["bees", "a-1.b_c"]


def test_the_file_has_a_limit() -> None:
    """Of very many articles the first are in the file, which has at most 300 kB."""
    items = [_item(f"bees-{number}", "Пчёлы " * 20) for number in range(3000)]
    script = render_neighbours("Library", items)
    slugs = [row[0] for row in _values(script)["articles"]]
    assert slugs == [item.slug for item in items[: len(slugs)]]
    assert 299_000 < len(script.encode()) <= 300_000


def test_the_server_has_the_file_too(tmp_path: Path) -> None:
    """`articast serve` makes the same bytes as the folder has, and makes them again for a new package."""
    put_package(tmp_path, "bees", title="Bees")
    build_library(tmp_path, Channel())
    live = LiveLibrary(tmp_path, Channel())
    assert live()[ARTICLES] == tmp_path.joinpath(ARTICLES).read_bytes()
    put_package(tmp_path, "ants", title="Ants")
    assert b'"ants"' in live()[ARTICLES]
    assert tmp_path / ARTICLES in build_library(tmp_path, Channel()).written


def test_a_file_of_that_name_is_not_replaced(tmp_path: Path) -> None:
    """A script that Articast did not make stays."""
    put_package(tmp_path, "bees")
    tmp_path.joinpath(ARTICLES).write_text("alert(1)", encoding="utf-8")
    with pytest.raises(StoreError, match=r"articles\.js: Articast did not create this file"):
        build_library(tmp_path, Channel())
    assert tmp_path.joinpath(ARTICLES).read_text(encoding="utf-8") == "alert(1)"
