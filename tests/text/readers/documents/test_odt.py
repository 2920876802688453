"""ODT files are read with their structure, and nothing in them is lost in silence."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from office import ODF_NAMESPACES, ODF_STYLES, PNG, write_odt
from test_docx import left_out, show

from tts.errors import ReadError
from tts.model import Article
from tts.text.languages.tags import GivenLanguage
from tts.text.readers.documents.odt import read_odt

BODY = "<text:p>Bees live in towns too, on the roofs of tall houses near parks.</text:p>"


def read(path: Path) -> Article:
    """Return the article in a file."""
    return read_odt(path, GivenLanguage())


def lines(tmp_path: Path, body: str) -> list[str]:
    """Return the blocks of a text, each on a line."""
    return show(read(write_odt(tmp_path / "bees.odt", body)).blocks)


def test_headings_quotations_and_listings_are_known(tmp_path: Path) -> None:
    """Headings have their levels; styles, also automatic ones based on others, tell quotations and listings."""
    body = (
        '<text:h text:outline-level="1">Bees</text:h><text:h text:outline-level="2">Roofs</text:h>'
        '<text:p text:style-name="P1">Bees need little.</text:p><text:p text:style-name="Quotations">So do we.</text:p>'
        '<text:p text:style-name="Preformatted_20_Text">print(1)</text:p>'
        '<text:p text:style-name="Preformatted_20_Text">print(2)</text:p>'
    )
    assert lines(tmp_path, body) == [
        "heading1 Bees",
        "heading2 Roofs",
        "quote",
        "  paragraph Bees need little.",
        "  paragraph So do we.",
        "code print(1) / print(2)",
    ]


def test_lists_are_nested_and_go_on(tmp_path: Path) -> None:
    """Items have numbers and levels, and a list goes on after a paragraph if it says so."""

    def item(text: str, more: str = "") -> str:
        return f"<text:list-item><text:p>{text}</text:p>{more}</text:list-item>"

    inner = f"<text:list>{item('Inner')}</text:list>"
    body = f'<text:list text:style-name="L1">{item("Three", inner)}{item("Four", "<text:p>More</text:p>")}</text:list>'
    body += f'{BODY}<text:list text:style-name="L1" text:continue-numbering="true">{item("Five")}</text:list>'
    assert lines(tmp_path, body) == [
        "list",
        "  item #3",
        "    paragraph Three",
        "    list",
        "      item Inner",
        "  item #4",
        "    paragraph Four",
        "    paragraph More",
        "paragraph Bees live in towns too, on the roofs of tall houses near parks.",
        "list",
        "  item #5 Five",
    ]


def test_tables_notes_and_spans_are_kept(tmp_path: Path) -> None:
    """Header rows, notes, looks of text, links, spaces and languages are kept."""
    body = (
        '<text:p>Bees drink H<text:span text:style-name="T2">2</text:span>O<text:s text:c="3"/>and'
        '<text:tab/><text:span text:style-name="TS">no</text:span> <text:a xlink:href="https://example.org/">milk</text:a>.'
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>Counted.</text:p></text:note-body></text:note></text:p>"
        '<text:p text:style-name="PF">Les abeilles aiment les toits.</text:p>'
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Thing</text:p>"
        "</table:table-cell><table:table-cell><text:p>Price</text:p></table:table-cell></table:table-row>"
        "</table:table-header-rows><table:table-row><table:table-cell><text:p>Hive</text:p></table:table-cell>"
        "<table:covered-table-cell/></table:table-row></table:table>"
    )
    article = read(write_odt(tmp_path / "bees.odt", BODY + body))
    assert show(article.blocks)[1:] == [
        "paragraph Bees drink H₂O and no milk.",
        "paragraph (fr-FR) Les abeilles aiment les toits.",
        "table",
        "  row",
        "    cell* Thing",
        "    cell* Price",
        "  row",
        "    cell Hive",
        "    cell",
        "note Counted.",
    ]
    assert [mark.kind for mark in article.blocks[1].marks] == ["struck", "link", "note"]
    assert article.metadata.language == "en-GB"


def test_pictures_have_alternative_text_and_caption(tmp_path: Path) -> None:
    """A picture in a text box with its caption is a figure, as LibreOffice writes it."""
    labels = "<svg:title>Bee</svg:title><svg:desc>A bee</svg:desc>"
    frame = f'<draw:frame><draw:image xlink:href="Pictures/bee.png"/>{labels}</draw:frame>'
    box = f'<text:p text:style-name="Illustration">{frame}Figure 1: The bee of Ada.</text:p>'
    body = f"<text:p><draw:frame><draw:text-box>{box}</draw:text-box></draw:frame></text:p>"
    article = read(write_odt(tmp_path / "bees.odt", BODY + body, parts={"Pictures/bee.png": PNG}))
    assert show(article.blocks)[1:] == ["figure", "  image inside:bee.png A bee", "  caption Figure 1: The bee of Ada."]
    assert article.pictures == {"inside:bee.png": PNG}


def test_what_is_beside_the_article_is_left_out(tmp_path: Path) -> None:
    """Comments, deleted and hidden text, tables of contents and headers are left out by name."""
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>X</dc:creator>"
        "</office:change-info><text:p>hate</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Roofs 3</text:p></text:index-body></text:table-of-content>"
        "<text:p>Bees<office:annotation><dc:creator>Y</dc:creator><text:p>Really?</text:p></office:annotation>"
        '<text:span text:style-name="TH"> secretly</text:span> fly</text:p>'
        '<text:section text:style-name="SH"><text:p>Draft</text:p></text:section>'
    )
    masters = "<style:master-page><style:header><text:p>The Daily Bee</text:p></style:header></style:master-page>"
    article = read(write_odt(tmp_path / "bees.odt", body, masters=masters))
    assert [block.text for block in article.blocks] == ["Bees fly"]
    assert left_out(article) == [
        ("hate", "deleted in tracked changes"),
        ("Roofs 3", "table of contents"),
        ("Really?", "comment"),
        ("secretly", "hidden text"),
        ("Draft", "hidden text"),
        ("The Daily Bee", "header or footer"),
    ]
    assert not any("could not be read" in warning for warning in article.warnings)


def test_faked_headings_and_properties_are_read(tmp_path: Path) -> None:
    """Large bold lines are headings where there are no others; author, date and keywords come from the properties."""
    body = f'<text:p><text:span text:style-name="TB">City bees</text:span></text:p>{BODY}'
    meta = (
        "<meta:initial-creator>Ada Marsh</meta:initial-creator><dc:creator>Bob</dc:creator>"
        "<meta:creation-date>2024-03-12T08:00:00</meta:creation-date><meta:keyword>bees</meta:keyword>"
        "<meta:keyword>towns</meta:keyword>"
    )
    article = read(write_odt(tmp_path / "x.odt", body, meta=meta))
    metadata = article.metadata
    assert (metadata.title, metadata.authors, metadata.tags) == ("City bees", ("Ada Marsh",), ("bees", "towns"))
    assert (metadata.date or "").startswith("2024-03-12")


def test_formulas_are_named(tmp_path: Path) -> None:
    """A formula is skipped with its text, and a warning says so."""
    body = '<text:p>So <draw:frame><draw:object xlink:href="./Object 1"/></draw:frame> it is.</text:p>'
    math = b'<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi><annotation>x over honey</annotation></math>'
    article = read(write_odt(tmp_path / "bees.odt", BODY + body, parts={"Object 1/content.xml": math}))
    assert [(skip.text, skip.reason) for skip in article.skipped] == [("x over honey", "formula")]
    assert any("an equation is not heard" in warning for warning in article.warnings)


def test_the_flat_form_is_read(tmp_path: Path) -> None:
    """A text that is one file of XML is read like the archive, with the pictures in it."""
    path = tmp_path / "bees.fodt"
    picture = "<draw:frame><draw:image><office:binary-data>iVBORw0K</office:binary-data></draw:image></draw:frame>"
    body = f"<office:body><office:text>{BODY}<text:p>{picture}</text:p></office:text></office:body>"
    path.write_text(f"<office:document {ODF_NAMESPACES}>{ODF_STYLES}{body}</office:document>", encoding="utf-8")
    article = read(path)
    assert article.blocks[0].text.startswith("Bees live in towns")
    assert article.pictures == {"inside:picture-1": b"\x89PNG\r\n"}


def test_other_documents_are_refused(tmp_path: Path) -> None:
    """A table, and a text with a password, are refused with what to do."""
    path = tmp_path / "bees.odt"
    with ZipFile(path, "w") as archive:
        archive.writestr(
            "content.xml", f"<office:document-content {ODF_NAMESPACES}><office:body/></office:document-content>"
        )
    with pytest.raises(ReadError, match="This is not an OpenDocument text"):
        read(path)
    write_odt(path, BODY, parts={"META-INF/manifest.xml": b"<manifest:encryption-data/>"})
    with pytest.raises(ReadError, match="protected by a password"):
        read(path)
