"""E-books are read by content documents, with notes from anywhere in the book, and nothing is lost in silence."""

# ruff: noqa: E501 - lines of XML

from __future__ import annotations

from pathlib import Path

import pytest
from ebooks import METADATA, page, write_epub
from outline import outline

from tts.config.config import Config
from tts.errors import ReadError
from tts.model import Article
from tts.packages.batch import package
from tts.text.readers import read
from tts.text.readers.documents.epub import list_numbers
from tts.text.readers.losses import count_words
from tts.text.readers.parts import split_part

BEES = page("<h1>Bees</h1><p>Bees live in towns too.</p>")
WASPS = page("<h1>Wasps</h1><p>Wasps are not bees.</p>")
MARKDOWN = """# Bees

They dance[^1].

- Nectar
- Pollen

> A hive is a city.

| Year | Hives |
|------|-------|
| 2020 | 12    |

[^1]: In circles.
"""


def blocks(article: Article) -> list[str]:
    """Return the blocks of an article, each on a line."""
    return [line for line in outline(article).splitlines() if line[0] not in "~!"]


def read_body(tmp_path: Path, body: str, **options: str) -> Article:
    """Return the article in a book that has one content document with `body`."""
    return read(write_epub(tmp_path / "bees.epub", {"a.xhtml": page(body)}, **options))


def left_out(article: Article) -> list[tuple[str, str]]:
    """Return the texts that are no part of an article, with the reasons."""
    return [(skipped.text, skipped.reason) for skipped in article.left_out]


def test_the_structure_of_a_chapter_is_kept(tmp_path: Path) -> None:
    """Headings, lists, quotations, figures, tables and languages are as the content document has them."""
    body = (
        "<h1>Bees</h1><p>They <em>dance</em>.</p><ul><li>Nectar<ul><li>of limes</li></ul></li></ul>"
        '<blockquote><p>A hive is a city.</p></blockquote><figure><img src="../images/bee.png" alt="A bee on a flower"/>'
        "<figcaption>At work.</figcaption></figure><table><tr><th>Year</th></tr><tr><td>2020</td></tr></table>"
        '<p xml:lang="fr">Les abeilles volent.</p>'
    )
    path = write_epub(tmp_path / "bees.epub", {"a.xhtml": page(body)}, {"OEBPS/images/bee.png": b"png"})
    article = read(path)
    assert blocks(article) == [
        "heading 1: Bees",
        "paragraph: They dance. <emphasis 'dance'>",
        "list",
        "  item",
        "    paragraph: Nectar",
        "    list",
        "      item: of limes",
        "quote",
        "  paragraph: A hive is a city.",
        "figure",
        "  image: A bee on a flower",
        "  caption: At work.",
        "table",
        "  row",
        "    cell header: Year",
        "  row",
        "    cell: 2020",
        "paragraph (fr): Les abeilles volent.",
    ]
    assert [block.resource for block in article.blocks if block.kind == "figure"] == ["inside:bee.png"]
    assert article.pictures == {"inside:bee.png": b"png"}


def test_each_content_document_is_an_article(tmp_path: Path) -> None:
    """A number names a content document; its title is its heading, and that of the book is its site."""
    path = write_epub(tmp_path / "bees.epub", {"a.xhtml": BEES, "b b.xhtml": WASPS})
    assert list_numbers(path) == ["01", "02"]
    wasps = read(tmp_path / "bees.epub#02")
    assert (wasps.metadata.title, wasps.metadata.site) == ("Wasps", "Stories of bees")
    assert (wasps.metadata.authors, wasps.metadata.date) == (("Ann Lee",), "2024-03-12")
    assert blocks(wasps)[-1] == "paragraph: Wasps are not bees."
    whole = read(path)
    assert (whole.metadata.title, whole.metadata.site) == ("Stories of bees", "Hive Press")
    assert [line for line in blocks(whole) if line.startswith("heading")] == ["heading 1: Bees", "heading 1: Wasps"]


def test_a_number_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A number beyond the last article is an error that says how many there are."""
    write_epub(tmp_path / "bees.epub", {"a.xhtml": BEES, "b.xhtml": WASPS})
    with pytest.raises(ReadError, match=r"#07: The book has 2 articles, .* Give a number from 1 to 2"):
        read(tmp_path / "bees.epub#07")
    write_epub(tmp_path / "bee.epub", {"a.xhtml": BEES})
    with pytest.raises(ReadError, match=r"#2: The book has 1 article\. Give bee\.epub\."):
        read(tmp_path / "bee.epub#2")


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 7, "-1", "", "#1", "1#", "²", "٣", "1 "])
def test_what_is_no_number_of_an_article_is_a_part_of_a_name(number: str) -> None:
    """Only a few plain digits are the number of an article; whatever else is behind the sign, no name is an accident."""
    path = Path(f"bees.epub#{number}")
    assert split_part(path) == (path, "")


def test_a_book_whose_name_is_too_long_has_parts() -> None:
    """A name that no system takes is told from its part, so that the error is about the file."""
    assert split_part(Path(f"{'b' * 5000}.epub#1")) == (Path(f"{'b' * 5000}.epub"), "1")


def test_what_is_around_the_articles_is_left_out(tmp_path: Path) -> None:
    """Cover, title page, table of contents and documents outside of the order are no articles; the book names them."""
    documents = {
        "cover.xhtml": page('<svg><image xlink:href="../cover.jpg"/></svg>'),
        "title.xhtml": page('<section epub:type="titlepage"><h1>Stories of bees</h1><p>Ann Lee</p></section>'),
        "nav.xhtml": page('<nav epub:type="toc"><ol><li><a href="a.xhtml">Bees</a></li></ol></nav>'),
        "rights.xhtml": page("<p>All rights reserved.</p>"),
        "a.xhtml": BEES,
        "b.xhtml": WASPS,
        "answers.xhtml": page("<p>Nobody sees this first.</p>"),
    }
    spine = "".join(f'<itemref idref="d{number}"/>' for number in range(6)) + '<itemref idref="d6" linear="no"/>'
    guide = '<reference type="copyright-page" href="text/rights.xhtml"/>'
    path = write_epub(tmp_path / "bees.epub", documents, spine=spine, guide=guide)
    assert list_numbers(path) == ["01", "02"]
    assert left_out(read(path)) == [
        ("Stories of bees Ann Lee", "title page"),
        ("Bees", "table of contents"),
        ("All rights reserved.", "copyright page"),
        ("Nobody sees this first.", "page outside the reading order"),
    ]


def test_a_note_is_taken_from_another_document(tmp_path: Path) -> None:
    """A note in a document of notes belongs to the chapter that refers to it, and not to the others."""
    refer = '<p>Bees live in hives<a epub:type="noteref" href="notes.xhtml#{}">{}</a>.</p>'
    notes = (
        '<section epub:type="endnotes"><h2>Notes</h2><ol><li id="n1" epub:type="endnote"><p>Most do. '
        '<a epub:type="backlink" href="a.xhtml#r1">↩</a></p></li><li id="n2"><p>2. Wasps too.</p></li></ol></section>'
    )
    documents = {
        "a.xhtml": page("<h1>Bees</h1>" + refer.format("n1", "1")),
        "b.xhtml": page("<h1>Wasps</h1>" + refer.format("n2", "2")),
        "notes.xhtml": page(notes),
    }
    path = write_epub(tmp_path / "bees.epub", documents)
    assert list_numbers(path) == ["01", "02"]
    assert blocks(read(tmp_path / "bees.epub#01"))[-2:] == [
        "paragraph: Bees live in hives. <note '' 1>",
        "note [1]: Most do.",
    ]
    assert blocks(read(tmp_path / "bees.epub#02"))[-1] == "note [1]: Wasps too."
    whole = read(path)
    assert blocks(whole)[-2:] == ["note [1]: Most do.", "note [2]: Wasps too."]
    assert left_out(whole) == [("Notes", "heading of notes that are heard elsewhere")]


def test_a_note_is_known_without_types(tmp_path: Path) -> None:
    """In older books, a raised number that leads to a text beginning with this number is the mark of a note."""
    body = (
        '<h1>Bees</h1><p>They dance<a id="r1" href="#f1"><sup>1</sup></a>. See <a href="#t">table 2</a>.</p>'
        '<p id="t">2 hives.</p><hr/><p id="f1"><a href="#r1">1</a>. In circles.</p>'
    )
    assert blocks(read_body(tmp_path, body))[-3:] == [
        "paragraph: They dance. See table 2. <note '' 1>",
        "paragraph: 2 hives.",
        "note [1]: In circles.",
    ]


def test_what_only_a_page_has_is_left_out(tmp_path: Path) -> None:
    """Page numbers do not tear words; readings of characters are not heard twice; a formula is heard by its text."""
    body = (
        '<h1>Bees</h1><p>They won<span epub:type="pagebreak" title="13"/>der. <ruby>蜂<rp>(</rp><rt>はち</rt><rp>)</rp></ruby>'
        ' is a bee. <math alttext="x plus one"><mi>x</mi><mo>+</mo><mn>1</mn></math> is more.&nbsp;End.</p>'
    )
    article = read_body(tmp_path, body)
    assert blocks(article)[-1] == "paragraph: They wonder. 蜂 is a bee. x plus one is more. End."
    assert sorted(left_out(article)) == [
        ("13", "page number of the printed book"),
        ("x+1", "formula with an alternative text"),
        ("はち", "reading of the word before it"),
    ]


def test_a_chapter_without_a_heading_has_that_of_the_contents(tmp_path: Path) -> None:
    """The table of contents gives the title of a chapter without a heading, and one for headings that make it."""
    nav = (
        '<nav epub:type="toc"><ol><li><a href="a.xhtml">About bees</a></li>'
        '<li><a href="b.xhtml">Chapter 2: Wasps</a></li></ol></nav>'
    )
    documents = {
        "nav.xhtml": page(nav),
        "a.xhtml": page("<p>Bees live in towns too.</p>"),
        "b.xhtml": page("<h1>Chapter 2</h1><h2>Wasps</h2><p>Wasps are not bees.</p>"),
    }
    path = write_epub(tmp_path / "bees.epub", documents)
    assert read(tmp_path / "bees.epub#01").metadata.title == "About bees"
    second = read(tmp_path / "bees.epub#02")
    assert (second.metadata.title, blocks(second)) == ("Chapter 2: Wasps", ["paragraph: Wasps are not bees."])
    headings = [line for line in blocks(read(path)) if line.startswith("heading")]
    assert headings == ["heading 1: About bees", "heading 1: Chapter 2", "heading 2: Wasps"]


def test_an_ncx_gives_titles_too(tmp_path: Path) -> None:
    """In EPUB 2 the NCX has the titles of chapters."""
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>About bees</text></navLabel>'
        '<content src="text/a.xhtml#top"/></navPoint></navMap></ncx>'
    )
    item = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    documents = {"a.xhtml": page("<p>Bees live in towns too.</p>"), "b.xhtml": WASPS}
    write_epub(tmp_path / "bees.epub", documents, {"OEBPS/toc.ncx": ncx}, manifest=item)
    assert read(tmp_path / "bees.epub#01").metadata.title == "About bees"


def test_a_cover_is_no_picture_of_the_text(tmp_path: Path) -> None:
    """The picture of the cover is the cover of the edition, and not an image without a description."""
    item = '<item id="cover" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>'
    documents = {"a.xhtml": page('<p><img src="../cover.jpg"/></p><h1>Bees</h1><p>They dance.</p>')}
    article = read(write_epub(tmp_path / "bees.epub", documents, {"OEBPS/cover.jpg": b"jpg"}, manifest=item))
    assert article.metadata.pictures == ("inside:cover.jpg",)
    assert article.pictures == {"inside:cover.jpg": b"jpg"}
    assert article.warnings == ()


def test_markup_that_is_not_well_formed_is_read(tmp_path: Path) -> None:
    """A missing end tag, a bare ampersand and an unknown entity cost no word."""
    body = "<h1>Bees & wasps</h1><p>They <b>dance<p>and fly<br>high &unknown; up.<div/>Then<a id='x'/> they sleep."
    article = read_body(tmp_path, body)
    text = " ".join(leaf.text for block in article.blocks for leaf in block.leaves())
    assert not count_words(["They dance and fly high up Then they sleep"]) - count_words([text])


def test_protection_is_named(tmp_path: Path) -> None:
    """A book whose text is encrypted says so and what to do; fonts that are only obfuscated do not matter."""

    def encryption(algorithm: str, name: str) -> str:
        return (
            '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
            f'<enc:EncryptedData><enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData>'
            f'<enc:CipherReference URI="{name}"/></enc:CipherData></enc:EncryptedData></encryption>'
        )

    font = encryption("http://www.idpf.org/2008/embedding", "OEBPS/font.otf")
    path = tmp_path / "bees.epub"
    article = read(write_epub(path, {"a.xhtml": BEES}, {"META-INF/encryption.xml": font}))
    assert blocks(article)[-1] == "paragraph: Bees live in towns too."
    text = encryption("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "OEBPS/text/a.xhtml")
    lcp = {"META-INF/encryption.xml": text, "META-INF/license.lcpl": "{}"}
    with pytest.raises(ReadError, match=r"protected against copying \(Readium LCP\).* Get an edition without"):
        read(write_epub(path, {"a.xhtml": BEES}, lcp))
    assert list_numbers(write_epub(path, {"a.xhtml": BEES, "b.xhtml": WASPS}, lcp)) == ["01", "02"]
    assert read(tmp_path / "bees.epub#02").metadata.title == "Wasps"
    with pytest.raises(ReadError, match="protected against copying"):
        read(tmp_path / "bees.epub#01")


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"META-INF/container.xml": "<container", "OEBPS/package.opf": ""}, "is not XML"),
        ({"OEBPS/package.opf": "<package/>"}, "The book has no content"),
        ({"META-INF/container.xml": "<container/>", "OEBPS/package.opf": "<x/>"}, "The book has no content"),
    ],
)
def test_a_damaged_book_is_told(tmp_path: Path, files: dict[str, str], problem: str) -> None:
    """A damaged package is an error with its place, and lists no articles."""
    path = tmp_path / "bees.epub"
    write_epub(path, {"a.xhtml": BEES, "b.xhtml": WASPS}, files)
    assert list_numbers(path) == []
    with pytest.raises(ReadError, match=problem):
        read(path)


def test_a_missing_chapter_costs_itself(tmp_path: Path) -> None:
    """A content document that is not in the archive fails alone."""
    extra = '<item id="gone" href="text/gone.xhtml" media-type="application/xhtml+xml"/>'
    spine = '<itemref idref="d0"/><itemref idref="gone"/><itemref idref="d1"/>'
    path = write_epub(tmp_path / "bees.epub", {"a.xhtml": BEES, "b.xhtml": WASPS}, manifest=extra, spine=spine)
    assert list_numbers(path) == ["01", "02", "03"]
    with pytest.raises(ReadError, match=r"'OEBPS/text/gone\.xhtml' is missing"):
        read(tmp_path / "bees.epub#02")
    assert read(tmp_path / "bees.epub#03").metadata.title == "Wasps"


def test_metadata_of_editions_is_understood(tmp_path: Path) -> None:
    """The main title, the subtitle and the source are known; the date of a clock without one is none."""
    metadata = (
        '<dc:title id="s">A history</dc:title><dc:title id="m">Bees</dc:title>'
        '<meta refines="#s" property="title-type">subtitle</meta><meta refines="#m" property="title-type">main</meta>'
        "<dc:language>en-GB</dc:language><dc:date>0101-01-01T00:00:00+00:00</dc:date><dc:subject>Insects</dc:subject>"
        "<dc:source>https://example.org/bees</dc:source><dc:description>About bees.</dc:description>"
    )
    metadata_read = read_body(tmp_path, "<p>They dance.</p>", metadata=metadata).metadata
    assert (metadata_read.title, metadata_read.subtitle, metadata_read.language) == ("Bees", "A history", "en-GB")
    assert (metadata_read.date, metadata_read.tags, metadata_read.source_url) == (
        None,
        ("Insects",),
        "https://example.org/bees",
    )


def test_our_own_epub_says_the_same_words(tmp_path: Path) -> None:
    """The EPUB of an edition, read again, has all words that the edition shows."""
    path = tmp_path / "bees.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    (outcome,) = package([path], tmp_path / "output", Config(engine="silent", formats=("mp3", "epub")))
    article = read(outcome.package / "bees.epub")
    texts = [leaf.text for block in article.blocks for leaf in block.leaves()]
    skipped = [skipped.text for skipped in (*article.skipped, *article.left_out)]
    metadata = [article.metadata.title, *article.metadata.authors, *skipped]
    shown = (outcome.package / "transcript.txt").read_text(encoding="utf-8")
    assert not count_words([shown]) - count_words([*texts, *metadata])


def test_a_book_of_pictures_is_told(tmp_path: Path) -> None:
    """A book without text is an error that says so."""
    with pytest.raises(ReadError, match="The book has no text"):
        read_body(tmp_path, '<img src="a.png"/>', metadata=METADATA)
