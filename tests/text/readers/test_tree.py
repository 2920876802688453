"""Rendered HTML becomes blocks, however deep and broken it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tts.model import Block
from tts.text.readers import read
from tts.text.readers.html.blocks import MAX_DEPTH
from tts.text.readers.html.prose import html_to_text
from tts.text.readers.html.tree import html_to_blocks


def _depth(block: Block) -> int:
    return 1 + max((_depth(below) for below in block.blocks), default=0)


@pytest.mark.parametrize(
    "tags",
    [
        "<div>",
        "<blockquote>",
        pytest.param("<ul><li>", marks=pytest.mark.once),
        "<b>",
        pytest.param("<table><tr><td>", marks=pytest.mark.once),
        "<figure>",
        "<span hidden>",
    ],
)
def test_ten_thousand_levels_are_read_and_flattened(tags: str) -> None:
    """Ten thousand nested elements end with their word, in blocks that any recursion can walk."""
    html = tags * 10_000 + "bees"
    tree = html_to_blocks(html)
    texts = [leaf.text for block in tree.blocks for leaf in block.leaves()] + [skipped.text for skipped in tree.skipped]
    assert texts == ["bees"]
    assert html_to_text(html).split() == ["bees"]
    assert all(_depth(block) <= MAX_DEPTH + 1 for block in tree.blocks)


def test_markdown_nested_too_deep_is_read_as_it_is_written(tmp_path: Path) -> None:
    """Markdown on which the parser runs out of stack is heard, with a warning, and not a crash."""
    path = tmp_path / "bees.md"
    path.write_text("<div>\n\n**a**\n\n" * 1000 + "</div>\n" * 1000, encoding="utf-8")
    article = read(path)
    assert sum(leaf.text.count("a") for block in article.blocks for leaf in block.leaves()) >= 1000
    assert any("the parser loses words" in warning for warning in article.warnings)


def test_marks_hold_for_the_text_of_their_elements() -> None:
    """Marks hold for the normalized text, without the spaces at their ends, and begin again after a border."""
    (first, second) = html_to_blocks('<a href="u"><p>One <em> two </em></p><p>three</p></a>').blocks
    assert [(mark.kind, first.text[mark.begin : mark.end]) for mark in first.marks] == [
        ("link", "One two"),
        ("emphasis", "two"),
    ]
    assert [(mark.value, second.text[mark.begin : mark.end]) for mark in second.marks] == [("u", "three")]


def test_accents_that_come_apart_are_composed() -> None:
    """A letter and its accent in two elements are one letter, and marks after it stay in place."""
    (block,) = html_to_blocks("<p>cafe<b>&#769;</b> <code>x</code></p>").blocks
    assert block.text == "café x"
    assert [block.text[mark.begin : mark.end] for mark in block.marks if mark.kind == "code"] == ["x"]


def test_misplaced_text_is_kept() -> None:
    """Text directly in lists, rows and figures, and items without a list, are kept in order."""
    tree = html_to_blocks(
        "<ul>loose<li>item</ul><li>lost item</li><figure><pre>code</pre><figcaption>Listing</figcaption></figure>"
    )
    assert [leaf.text for block in tree.blocks for leaf in block.leaves()] == [
        "loose",
        "item",
        "lost item",
        "code",
        "Listing",
    ]


def test_numbers_of_items_follow_the_standard() -> None:
    """`start` and `value` number the items as a browser does."""
    (numbered,) = html_to_blocks('<ol start="3"><li>a<li value="7">b<li>c</ol>').blocks
    assert [item.ordinal for item in numbered.blocks] == [3, 7, 8]


def test_empty_cells_keep_their_place() -> None:
    """A cell without text stays in its row, so that columns stay columns."""
    (table,) = html_to_blocks("<table><caption>T</caption><tr><th>a<td></td><td>b</table>").blocks
    assert [block.kind for block in table.blocks] == ["caption", "row"]
    assert [(cell.text, cell.header) for cell in table.blocks[1].blocks] == [("a", True), ("", False), ("b", False)]


def test_code_and_skipped_words_have_their_line(tmp_path: Path) -> None:
    """Code and skipped words have their lines of the file, also if they occur twice."""
    path = tmp_path / "bees.md"
    path.write_text(
        "---\ntitle: Bees\n---\n\n```\n\nx = 1\n```\n\n<button>Buy</button> bees.\n\n- ```\n  x = 1\n  ```\n",
        encoding="utf-8",
    )
    article = read(path)
    code = [below.line for block in article.blocks for below in block.all() if below.kind == "code"]
    assert code == [7, 13]
    assert [(skipped.text, skipped.line) for skipped in article.skipped] == [("Buy", 10)]


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("de", "de"),
        ("DE_ch", "DE-ch"),
        (" fr ", "fr"),
        ("", None),
        ("english", "en"),
        ("nonsense", None),
        ("und", None),
        ("x y", None),
    ],
)
def test_only_a_tag_of_a_language_is_one(written: str, language: str | None) -> None:
    """A `lang` that is not a tag of a language is ignored; an underscore counts as a hyphen."""
    (paragraph,) = html_to_blocks(f'<p lang="{written}">An <i lang="{written}">ami</i>.</p>').blocks
    assert paragraph.language == language
    assert [mark.value for mark in paragraph.marks if mark.kind == "language"] == ([language] if language else [])


def test_only_a_link_of_a_heading_to_itself_is_left_out() -> None:
    """A heading's link with only a sign is silent; one with a picture shows it, with its description."""
    (heading,) = html_to_blocks('<h2>Bees <a href="#bees">¶</a></h2>').blocks
    assert heading.text == "Bees"
    (figure,) = html_to_blocks('<h2><a href="hive.html"><img src="hive.jpg" alt="To the hive"></a></h2>').blocks
    assert [leaf.text for leaf in figure.leaves()] == ["To the hive"]


def test_a_picture_is_not_described_by_the_title(tmp_path: Path) -> None:
    """The alternative text that many sites give every picture, the title, is not heard again; others are."""
    path = tmp_path / "bees.html"
    path.write_text(
        '<html lang="en"><title>Bees on roofs</title><body><article><h1>Bees on roofs</h1>'
        '<img src="a.jpg" alt="Bees on Roofs"><p>They fly.</p>'
        '<figure><img src="b.jpg" alt="Bees on roofs."><figcaption>A hive.</figcaption></figure>'
        '<ul><li>Wax<img src="c.jpg" alt="Bees on roofs"></li><li>Honey</li></ul><img src="d.jpg" alt="A keeper">'
        '<figure><img src="e.jpg" alt="A queen"><figcaption>Bees on roofs</figcaption></figure>',
        encoding="utf-8",
    )
    article = read(path)
    texts = [leaf.text for block in article.blocks for leaf in block.leaves()]
    assert texts == ["They fly.", "A hive.", "Wax", "Honey", "A keeper", "A queen"]
    reasons = [skip.reason for skip in article.skipped if skip.text.startswith("Bees")]
    assert reasons.count("alternative text that repeats the title") == 3
    assert reasons.count("repeats the title") == 1
    assert reasons.count("caption that repeats the title") == 1


@pytest.mark.parametrize("name", ["tokyo.md", "tokyo.html"])
def test_readings_above_a_word_are_not_heard(tmp_path: Path, name: str) -> None:
    """A word with its reading above it is heard once, without a break, and the reading is listed."""
    path = tmp_path / name
    ruby = "<ruby>東<rp>(</rp><rt>とう</rt>京<rt>きょう</rt><rp>)</rp></ruby>"
    path.write_text(f"<p>{ruby}は大きい。</p>\n", encoding="utf-8")
    article = read(path)
    assert [leaf.text for block in article.blocks for leaf in block.leaves()] == ["東京は大きい。"]
    assert [skip.text for skip in article.skipped if "reading" in skip.reason] == ["とう", "きょう"]
    assert not [warning for warning in article.warnings if "lost" in warning or "lose" in warning]


@pytest.mark.parametrize(
    ("html", "texts", "skipped"),
    [
        ("<h2><span><button>Food <svg></svg></button></span></h2>", ["Food"], []),
        ("<h2>Food <button>Copy</button></h2>", ["Food"], ["Copy"]),
        ('<div hidden="until-found"><p>Honey</p></div><p hidden>Wax</p>', ["Honey"], ["Wax"]),
        ('<p>Bees <img class="wp-smiley" alt="🐝" src="b.png"> fly</p>', ["Bees 🐝 fly"], []),
    ],
)
def test_what_a_page_shows_is_heard_once(html: str, texts: list[str], skipped: list[str]) -> None:
    """Headings that open their text and text that is found are heard, and emoji are heard in their place."""
    tree = html_to_blocks(html)
    assert [leaf.text for block in tree.blocks for leaf in block.leaves()] == texts
    assert [skip.text for skip in tree.skipped if skip.text] == skipped


def test_a_title_above_the_text_is_heard_once(tmp_path: Path) -> None:
    """Headings above the text that say the title again are left out, whatever their level and what is between them."""
    path = tmp_path / "bees.html"
    text = "<p>Bees fly over the roofs of the old town, and they like it.</p>"
    path.write_text(
        "<html lang='en'><title>Bees on roofs</title><body><article><h4>City</h4><h1>Bees on <i>roofs</i></h1>"
        f"<h2>Bees on roofs</h2>{text}<h2>Bees on roofs</h2>{text}</article>",
        encoding="utf-8",
    )
    texts = [leaf.text for block in read(path).blocks for leaf in block.leaves()]
    assert texts == ["City", texts[1], "Bees on roofs", texts[1]]


def test_links_from_a_note_to_its_marks_are_not_heard() -> None:
    """The letters with which wikis lead from a note back to its marks are silent."""
    back = '<span class="mw-cite-backlink">^ <a href="#r1">a</a> <a href="#r2">b</a></span>'
    (notes,) = html_to_blocks(f"<ol><li>{back} Ann Lee: Bees</li></ol>").blocks
    assert [leaf.text for leaf in notes.leaves()] == ["Ann Lee: Bees"]
