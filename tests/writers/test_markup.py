"""The text structure of editions: one tree for all of them, read back by lxml."""

from __future__ import annotations

import re

import pytest
from editions import BEES
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tts.config.config import Config
from tts.model import Block, Mark, Section, Utterance, Word, utterances
from tts.pipeline import prepare
from tts.text.languages.tags import direction, well_formed
from tts.text.readers import read
from tts.writers.markup import (
    MarkupOptions,
    document,
    element,
    link_address,
    locate_notes,
    mark_up,
)

ROOT = {"xmlns:epub": "http://www.idpf.org/2007/ops"}
TYPE = "{http://www.idpf.org/2007/ops}type"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def said(text: str, number: int = 1, **more) -> Utterance:
    return Utterance(id=f"u{number:04d}", text=text, spoken=text, **more)


def leaf(kind: str, text: str, number: int = 1, **more) -> Block:
    return Block(kind=kind, text=text, utterances=(said(text, number),), **more)


def of(*blocks: Block, **style) -> etree._Element:
    """The section that holds `blocks`, as lxml reads it."""
    section = Section(id="s", role="body", title="T", blocks=blocks)
    return etree.fromstring(
        document(element("r", ROOT, mark_up(section, MarkupOptions(language="en", **style)))).encode()
    )[0]


def names(node: etree._Element) -> str:
    """The names of all elements below `node`, in the order of the document."""
    return " ".join(one.tag for one in node.iterdescendants())


def text_of(node: etree._Element) -> str:
    return "".join(node.itertext())


@pytest.fixture(scope="module")
def bees_sections(tmp_path_factory):
    path = tmp_path_factory.mktemp("markup") / "bees.md"
    path.write_text(BEES, encoding="utf-8")
    return prepare(read(path), Config(verbosity="full", notes="end")).sections


@pytest.mark.parametrize("dialect", ["xhtml5", "xhtml1"])
def test_every_utterance_is_an_element(bees_sections, dialect):
    """In both dialects each utterance is an element with its id and its text, once and in order."""
    style = MarkupOptions(language="en", dialect=dialect)
    root = etree.fromstring(document(element("r", ROOT, *(mark_up(one, style) for one in bees_sections))).encode())
    spans = [node for node in root.iter() if re.fullmatch(r"u\d{4}", node.get("id", ""))]
    expected = [(one.id, one.text) for one in utterances(bees_sections)]
    found = [(node.get("id"), "".join(node.xpath(".//text()[not(ancestor::*[@class='noteref'])]"))) for node in spans]
    assert found == expected


def test_old_dialect_has_no_new_elements(bees_sections):
    """XHTML 1.0 has no section, figure, figcaption, aside, role or epub:type."""
    made = [document(mark_up(one, MarkupOptions(language="en", dialect="xhtml1"))) for one in bees_sections]
    assert not re.search(r"<(section|figure|figcaption|aside)\b|role=|epub:", "".join(made))


def test_structure_of_an_article(bees_sections):
    """Headings, lists, quotes, tables, code, notes and figures are marked up as such."""
    root = etree.fromstring(
        document(
            element("r", ROOT, *(mark_up(one, MarkupOptions(language="en", rank=2)) for one in bees_sections))
        ).encode()
    )
    assert [text_of(one) for one in root.iter("h1", "h2")][1:3] == ["Key points", "How they find home"]
    assert len(list(root.iter("h1"))) == 1
    assert [text_of(one) for one in root.findall(".//ol/li")] == ["Look up.", "Turn around."]
    assert text_of(root.find(".//blockquote/p")) == "Follow the bee, and you will find the flower."
    assert [(one.tag, one.get("scope")) for one in root.findall(".//thead/tr/*")] == [("th", "col")] * 2
    assert root.find(".//pre/code") is not None
    assert root.find(".//aside").get(TYPE) == "footnote"
    assert [one.tag for one in root.find(".//figure")][-1] == "figcaption"


HOSTILE = [
    "</script>",
    "<!-- -->",
    "]]>",
    "&amp; & <b>",
    "a\0b\x08c\x1fd\x7f",
    "\ufffe \ud800 x",
    "\u202e rtl",
    "👩‍🚀 a",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["paragraph", "code", "heading", "item", "note"])
def test_hostile_text_is_text(kind, text):
    """Whatever an article contains is text on the page, except characters that XML cannot hold."""
    block = leaf(kind, f"{text} word", level=1 if kind == "heading" else 0)
    root = of(Block(kind="list", blocks=(block,)) if kind == "item" else block)
    assert text_of(root).strip() == FORBIDDEN.sub("", f"{text} word").strip()
    assert not set(names(root).split()) & {"script", "b"}


def test_hostile_attributes_are_values():
    """An alternative text or an address with mark-up in it stays in its attribute."""
    text = 'x" onload="evil()\n<b> & \0'
    image = Block(kind="image", text=text, resource="a")
    root = of(Block(kind="figure", blocks=(image,), resource="a"), images={"a": '"><script>'})
    assert root.find(".//img").attrib == {"src": '"><script>', "alt": text.replace("\0", "")}


TEXT = "Ein Wort, two words and 3 more. Then the end."


@given(
    marks=st.lists(
        st.tuples(
            st.sampled_from(["emphasis", "strong", "code", "link", "language", "note"]),
            st.integers(0, len(TEXT)),
            st.integers(0, len(TEXT)),
        ),
        max_size=6,
    )
)
def test_marks_never_cross(marks):
    """However marks, sentences and words overlap, each sentence and word is one element with all its text."""
    values = {"link": "https://example.org/", "language": "de", "note": "1"}
    made = tuple(
        Mark(kind=kind, begin=min(a, b), end=min(a, b) if kind == "note" else max(a, b), value=values.get(kind, ""))
        for kind, a, b in marks
    )
    cut = TEXT.index("Then")
    one, two = said(TEXT[: cut - 1]), said(TEXT[cut:], 2)
    words = {
        utterance.id: tuple(
            Word(begin=word.start(), end=word.end(), begin_ms=0, end_ms=1)
            for word in re.finditer(r"\S+", utterance.text)
        )
        for utterance in (one, two)
    }
    block = Block(kind="paragraph", text=TEXT, marks=made, utterances=(one, two))
    root = of(block, words=words, notes={("", "1"): "n#note-1"})
    for note in root.xpath("//*[@class='noteref']"):
        note.text = ""
    assert text_of(root).strip() == TEXT
    for utterance in (one, two):
        (node,) = root.xpath(f"//*[@id='{utterance.id}']")
        assert text_of(node) == utterance.text
        found = [text_of(each) for each in node.xpath(f".//*[starts-with(@id, '{utterance.id}-w')]")]
        assert found == utterance.text.split()
    assert not root.xpath("//a//a")
    linked = {at for mark in made if mark.kind == "link" for at in range(mark.begin, mark.end)}
    shown = "".join(root.xpath("//a[not(@class)]//text()"))
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", "".join(TEXT[at] for at in sorted(linked)))


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a b?x=<y>&z=1#ü", "https://example.org/ab?x=%3Cy%3E&z=1#%C3%BC"),
        ("HTTP://Example.org:8080/50%", "http://example.org:8080/50%25"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("https://user:secret@example.org/", "https://example.org/"),
        ("mailto:me@example.org", "mailto:me@example.org"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("/relative", None),
        ("#anchor", None),
        ("https:///nowhere", None),
        ("https://example.org:99999/", None),
        ("http://1.2.3.999/", None),
        ("http://[::1", None),
        ("mailto:nobody", None),
        ("", None),
    ],
)
def test_links(address, written):
    """Only addresses of the web and of mail are links, and they are written as valid ones."""
    assert link_address(address) == written


def cell(text: str, number: int, *, header: bool = False) -> Block:
    return leaf("cell", text, number, header=header) if text else Block(kind="cell", header=header)


def test_headers_say_what_they_head():
    """Headers of columns and of rows have a scope; an empty one, or one that heads nothing, is a plain cell."""
    head = Block(kind="row", blocks=(cell("", 1, header=True), cell("Price", 2, header=True)))
    row = Block(kind="row", blocks=(cell("Wood", 3, header=True), cell("90", 4)))
    found = of(Block(kind="table", blocks=(leaf("caption", "Hives", 5), head, row)))
    assert names(found) == "table caption span thead tr td th span tbody tr th span td span"
    assert [one.get("scope") for one in found.iter("th")] == ["col", "row"]
    assert names(of(Block(kind="table", blocks=(head,)))) == "table tbody tr td td span"


def test_numbers_of_items():
    """A list that does not begin at 1, or jumps, keeps its numbers."""
    items = [leaf("item", f"item {at}", at, ordinal=at) for at in (3, 4, 9)]
    (found,) = of(Block(kind="list", blocks=tuple(items)))
    assert (found.tag, found.get("start")) == ("ol", "3")
    assert [one.get("value") for one in found] == [None, None, "9"]


def test_definitions():
    """Terms with definitions are a list of definitions; unpaired ones are shown as a plain list."""
    term, meaning = leaf("term", "Bee", 1), leaf("definition", "An insect", 2)
    assert names(of(Block(kind="list", blocks=(term, meaning)))) == "dl dt span dd span"
    assert names(of(Block(kind="list", blocks=(meaning, term)))) == "ul li span li span"


def test_alternative_text_of_an_image():
    """Each sentence of an alternative text is an element around its image, or text if the image is missing."""
    image = Block(kind="image", text="One. Two.", resource="a.png", utterances=(said("One."), said("Two.", 2)))
    figure = Block(kind="figure", resource="a.png", blocks=(image, leaf("caption", "Three", 3)))
    there = of(figure, images={"a.png": "../images/1.png"})
    assert names(there) == "figure p span span img figcaption p span"
    assert [one.get("id") for one in there.iter("span")] == ["u0001", "u0002", "u0003"]
    assert text_of(of(figure)).split() == ["One.", "Two.", "Three"]


def test_what_is_not_heard_is_shown():
    """Code that is not read is on the page without an id; a skipped alternative text stays with its image only."""
    code = Block(kind="code", text="a = 1\n  b = 2", skipped="code is announced, not read")
    (pre,) = of(code)
    assert (text_of(pre), pre.xpath(".//@id")) == ("a = 1\n  b = 2", [])
    image = Block(kind="image", text="Alt", resource="a", skipped="nearly repeats the caption")
    figure = Block(kind="figure", blocks=(image, leaf("caption", "Cap")), resource="a")
    assert of(figure, images={"a": "b.png"}).find(".//img").get("alt") == "Alt"
    assert text_of(of(figure)).strip() == "Cap"


def test_languages():
    """An element has a language, with the direction of its script, only where the language changes."""
    marks = (Mark(kind="language", begin=0, end=4, value="he"), Mark(kind="language", begin=5, end=9, value="en"))
    root = of(Block(kind="paragraph", text="שלום word", marks=marks, utterances=(said("שלום word"),)))
    (span,) = root.xpath("//*[@lang]")
    assert (text_of(span), span.get("lang"), span.get(LANGUAGE), span.get("dir")) == ("שלום", "he", "he", "rtl")
    unknown = Block(kind="paragraph", text="x", language='x" y', utterances=(said("x", language='x" y'),))
    assert not of(unknown).xpath("//@lang")
    assert of(leaf("paragraph", "x", language="ar"))[0].get("dir") == "rtl"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en_US", "en-US"), ("zh-Hant-TW", "zh-Hant-TW"), ("de-1996", "de-1996"), ("x y", None), ("e", None), ("", None)],
)
def test_tags_of_languages(tag, expected):
    """Tags are those of BCP 47."""
    assert well_formed(tag) == expected


def test_directions():
    """The script decides the direction if the tag names one."""
    found = {tag: direction(tag) for tag in ("ar", "ku-Arab", "az", "he-Latn", "UR-pk", "en")}
    assert found == {"ar": "rtl", "ku-Arab": "rtl", "az": "ltr", "he-Latn": "ltr", "UR-pk": "rtl", "en": "ltr"}


def test_notes_are_found_by_their_labels():
    """A mark leads to its note, whose element has the id that `locate_notes` says."""
    marked = leaf("paragraph", "Word.", marks=(Mark(kind="note", begin=5, end=5, value="b"),))
    sections = (
        Section(id="body-1", role="body", title="T", blocks=(marked,)),
        Section(id="notes", role="body", title="N", blocks=(leaf("note", "Said.", 2, label="b"),)),
    )
    assert locate_notes(sections) == {("", "b"): ("notes", "note-1")}
    style = MarkupOptions(language="en", notes={("", "b"): "notes.xhtml#note-1"})
    one, two = (etree.fromstring(document(element("r", ROOT, mark_up(each, style))).encode()) for each in sections)
    assert (one.find(".//a").get("href"), text_of(one.find(".//a"))) == ("notes.xhtml#note-1", "b")
    assert two.find(".//aside").get("id") == "note-1"


def test_a_note_after_a_link_is_no_part_of_it():
    """The mark of a note leads to it where a link or a word ends just before, and stays in its sentence."""
    marks = (
        Mark(kind="link", begin=0, end=4, value="https://example.org/"),
        Mark(kind="note", begin=4, end=4, value="1"),
    )
    block = leaf("paragraph", "Bees dance.", marks=marks)
    words = {"u0001": (Word(begin=0, end=4, begin_ms=0, end_ms=1), Word(begin=5, end=10, begin_ms=1, end_ms=2))}
    root = of(block, notes={("", "1"): "#note-1"}, words=words)
    assert [(one.get("href"), text_of(one)) for one in root.iter("a")] == [
        ("https://example.org/", "Bees"),
        ("#note-1", "1"),
    ]
    assert text_of(root.find(".//span[@id='u0001']")) == "Bees1 dance."
    assert text_of(root.find(".//span[@id='u0001-w1']")) == "Bees"


def test_a_broken_line_is_broken_on_the_page():
    """A line feed is a `br` before its own character, between utterances and inside one, but not in code."""
    block = Block(kind="paragraph", text="One\nTwo\nthree", utterances=(said("One", 1), said("Two\nthree", 2)))
    (paragraph,) = of(block)
    assert names(paragraph) == "span br span br"
    assert text_of(paragraph) == "One\nTwo\nthree"
    assert names(of(leaf("code", "a\nb"))) == "pre code span"


def test_struck_words_are_deleted_on_the_page():
    """Words that the author struck out are in a `del`, with other marks inside it."""
    marks = (Mark(kind="struck", begin=0, end=3), Mark(kind="strong", begin=0, end=3))
    (paragraph,) = of(leaf("paragraph", "one two", marks=marks))
    assert names(paragraph) == "span del strong"
    assert text_of(paragraph[0][0]) == "one"
