"""An article is divided into its sections, and nothing of it is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tts.model import Article, Block, Metadata, Section
from tts.text.divide import divide

TITLE = Metadata(title="Bees", title_source="head")


def _article(*blocks: Block, metadata: Metadata = TITLE, key_points: tuple[str, ...] = ()) -> Article:
    return Article(path=Path("bees.md"), source_sha256="", metadata=metadata, blocks=blocks, key_points=key_points)


def _heading(text: str, level: int = 2) -> Block:
    return Block(kind="heading", text=text, level=level)


def _paragraph(text: str) -> Block:
    return Block(kind="paragraph", text=text)


def _list(*texts: str) -> Block:
    return Block(kind="list", blocks=tuple(Block(kind="item", text=text) for text in texts))


def _figure(text: str) -> Block:
    return Block(kind="figure", blocks=(Block(kind="image", text=text),))


def _texts(section: Section) -> list[str]:
    return [leaf.text for block in section.blocks for leaf in block.leaves()]


def test_sections_have_one_order() -> None:
    """Opening, key points, body, notes and captions come in this order, whatever their order in the source."""
    sections = divide(
        _article(
            _figure("A bee"),
            Block(kind="note", label="1", text="Rain is wet."),
            _paragraph("Bees fly."),
            _heading("Key points:"),
            _list("far", "home"),
            _paragraph("And sleep."),
        )
    )
    assert [(section.id, section.role, section.title) for section in sections] == [
        ("opening", "opening", "Bees"),
        ("key-points", "key-points", "Key points"),
        ("body-1", "body", "Article"),
        ("notes", "body", "Notes"),
        ("captions", "caption", "Pictures"),
    ]
    assert list(map(_texts, sections)) == [
        ["Bees"],
        ["Key points:", "far", "home"],
        ["Bees fly.", "And sleep."],
        ["Notes", "Rain is wet."],
        ["Pictures", "A bee"],
    ]


def test_the_opening_has_title_byline_and_date() -> None:
    """The byline and the date are announced after the title, in the article's language."""
    metadata = replace(TITLE, authors=("Ann", "Ben"), date="2026-03-14", language="de")
    opening, _ = divide(_article(_paragraph("a"), metadata=metadata))
    assert [(block.kind, block.text, block.origin) for block in opening.blocks] == [
        ("heading", "Bees", "article"),
        ("byline", "Von Ann und Ben", "announcement"),
        ("date", "14. März 2026", "announcement"),
    ]


def test_a_title_from_the_body_is_heard_there_only() -> None:
    """Without a title of its own an article has no opening."""
    sections = divide(_article(_paragraph("Bees fly."), metadata=replace(TITLE, title_source="body")))
    assert [section.id for section in sections] == ["body-1"]


def test_a_title_from_a_heading_is_taken_out_of_the_body() -> None:
    """The first heading, if it is the title, is heard once, in the opening."""
    metadata = replace(TITLE, title_source="heading")
    sections = divide(_article(_paragraph("First."), _heading("Bees", 3), _paragraph("Then."), metadata=metadata))
    assert list(map(_texts, sections)) == [["Bees"], ["First.", "Then."]]


def test_a_summary_without_a_list_is_prose() -> None:
    """A heading such as Summary makes key points only if a list follows it."""
    sections = divide(_article(_heading("Summary"), _paragraph("Bees fly.")))
    assert [section.role for section in sections] == ["opening", "body"]


def test_key_points_of_the_front_matter_come_first() -> None:
    """Key points of the front matter and of the text make one section, in this order."""
    sections = divide(_article(_heading("TL;DR"), _list("two"), _paragraph("x"), key_points=("one",)))
    assert _texts(sections[1]) == ["TL;DR", "one", "two"]


def test_headings_make_sections_with_levels_from_one() -> None:
    """Each heading of the body begins a section, as deep as there are higher headings around it."""
    sections = divide(_article(_paragraph("x"), _heading("A", 3), _heading("B", 5), _paragraph("y"), _heading("C", 3)))
    assert [(section.id, section.title, section.level) for section in sections[1:]] == [
        ("body-1", "Article", 1),
        ("body-2", "A", 1),
        ("body-3", "B", 2),
        ("body-4", "C", 1),
    ]


def test_figures_leave_no_empty_container_behind() -> None:
    """A quote with only a figure is removed from the body, one with more keeps the rest."""
    only = Block(kind="quote", blocks=(_figure("a"),))
    mixed = Block(kind="quote", blocks=(_figure("b"), _paragraph("c")))
    _, body, captions = divide(_article(only, mixed))
    assert body.blocks == (Block(kind="quote", blocks=(_paragraph("c"),)),)
    assert _texts(captions) == ["Pictures", "a", "b"]


def _containers(below: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    kinds = st.sampled_from(["quote", "list", "item", "figure", "note", "table", "row"])
    blocks = st.lists(below, max_size=3).map(tuple)
    return st.builds(lambda kind, blocks: Block(kind=kind, blocks=blocks), kinds, blocks)


_words = st.text(alphabet="abc .", max_size=6)
_leaves = st.one_of(
    st.builds(lambda text: Block(kind="paragraph", text=text), _words),
    st.builds(lambda text, level: Block(kind="heading", text=text, level=level), _words, st.integers(1, 6)),
    st.builds(lambda text: Block(kind="code", text=text), _words),
    st.just(_heading("Key points")),
)
TREES = st.recursive(_leaves, _containers, max_leaves=8)


@given(st.lists(TREES, max_size=8))
def test_no_block_is_lost(blocks: list[Block]) -> None:
    """Every leaf of an article is in exactly one section, once; ids are unique and no section is empty."""
    sections = divide(_article(*blocks))
    before = Counter(leaf.text for block in blocks for leaf in block.leaves())
    after = Counter(
        leaf.text
        for section in sections
        for block in section.blocks
        for leaf in block.leaves()
        if leaf.origin == "article"
    )
    assert after == before + Counter(["Bees"])
    assert len({section.id for section in sections}) == len(sections)
    assert all(section.blocks for section in sections)


def test_headings_before_the_first_high_one_are_chapters_too() -> None:
    """An appendix with a higher heading does not turn the chapters before it into parts of a chapter."""
    sections = divide(_article(_heading("A", 2), _heading("A1", 3), _heading("B", 2), _heading("Appendix", 1)))
    assert [(section.title, section.level) for section in sections[1:]] == [
        ("A", 1),
        ("A1", 2),
        ("B", 1),
        ("Appendix", 1),
    ]


def test_a_line_may_be_the_heading_of_the_key_points() -> None:
    """`**Key takeaways:**` above a list is the heading of the key points, above a paragraph it is text."""
    line = _paragraph("Key takeaways:")
    _, points, body = divide(_article(_paragraph("Bees fly."), line, _list("far", "home"), _paragraph("End.")))
    assert [(block.kind, block.level) for block in points.blocks] == [("heading", 2), ("list", 0)]
    assert _texts(body) == ["Bees fly.", "End."]
    _, body = divide(_article(line, _paragraph("Bees fly.")))
    assert _texts(body) == ["Key takeaways:", "Bees fly."]


def test_announcements_have_the_language_of_their_words() -> None:
    """In an Italian article the byline and headings that it lacks are English; its own words stay Italian."""
    metadata = replace(TITLE, authors=("Ann",), language="it")
    opening, body, captions = divide(_article(_paragraph("Le api."), _figure("Un'ape"), metadata=metadata))
    blocks = (*opening.blocks, *body.blocks, *captions.blocks)
    assert [(block.text, block.language) for block in blocks if block.text] == [
        ("Bees", None),
        ("By Ann", "en"),
        ("Le api.", None),
        ("Pictures", "en"),
    ]
