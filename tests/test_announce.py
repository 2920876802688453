"""A listener is told what only the eye sees."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tts.announce import announce
from tts.model import Block, BlockKind, Mark, Section


def _heard(*blocks: Block, language: str = "en") -> list[str]:
    (section,) = announce((Section(id="body-1", role="body", title="", blocks=blocks),), language)
    return [leaf.text for block in section.blocks for leaf in block.leaves() if leaf.kind != "code"]


def _leaf(kind: BlockKind, text: str) -> Block:
    return Block(kind=kind, text=text)


def test_code_is_announced_with_its_lines() -> None:
    """Code is announced with the number of its lines, without empty ones at its ends."""
    assert _heard(_leaf("code", "a\n\nb\n")) == ["Code, 3 lines, not read."]
    assert _heard(_leaf("code", "a")) == ["Code, 1 line, not read."]


def test_a_table_is_announced_with_its_size() -> None:
    """A table is announced with the cells of its longest row and the number of its rows, before its cells."""
    row = Block(kind="row", blocks=(_leaf("cell", "a"), _leaf("cell", "b")))
    table = Block(kind="table", blocks=(row, Block(kind="row", blocks=(_leaf("cell", "c"),))))
    assert _heard(table) == ["Table, 2 columns, 2 rows.", "a", "b", "c"]


def test_a_figure_says_what_is_what() -> None:
    """Alternative text is an image, a caption after it a caption, a caption alone an image; credits are credits."""
    image, caption, credit = _leaf("image", "A bee"), _leaf("caption", "At noon"), _leaf("credit", "Ann")
    assert _heard(Block(kind="figure", blocks=(image, caption, credit))) == [
        *("Image:", "A bee"),
        *("Caption:", "At noon"),
        *("Credit:", "Ann"),
    ]
    assert _heard(Block(kind="figure", blocks=(caption, credit))) == ["Image:", "At noon", "Credit:", "Ann"]


def test_a_note_says_its_number() -> None:
    """A note is announced by its label inside of it, whether it has text or blocks, and keeps its marks."""
    mark = Mark(kind="emphasis", begin=0, end=4)
    (section,) = announce(
        (
            Section(
                id="notes",
                role="body",
                title="",
                blocks=(
                    Block(kind="note", label="1", text="Rain", marks=(mark,)),
                    Block(kind="note", label="2", blocks=(_leaf("paragraph", "Sun"),)),
                ),
            ),
        ),
        "en",
    )
    heard = [[leaf.text for leaf in block.leaves()] for block in section.blocks]
    assert heard == [["Note 1:", "Rain"], ["Note 2:", "Sun"]]
    assert section.blocks[0].blocks[1].marks == (mark,)


def test_announcements_are_in_the_articles_language() -> None:
    """A German article's code is announced in German."""
    assert _heard(_leaf("code", "a\nb"), language="de-AT") == ["Programmtext, 2 Zeilen, nicht vorgelesen."]


_KINDS = st.sampled_from(["paragraph", "code", "image", "caption", "credit", "note", "item", "cell"])
_LEAVES = st.builds(_leaf, _KINDS, st.text(alphabet="ab\n", max_size=4))
_CONTAINERS = st.sampled_from(["quote", "list", "figure", "table", "row", "note", "item"])
_TREES = st.recursive(
    _LEAVES,
    lambda below: st.builds(
        lambda kind, blocks: Block(kind=kind, blocks=tuple(blocks)), _CONTAINERS, st.lists(below, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(_TREES, max_size=5))
def test_the_article_stays_as_it_is(blocks: list[Block]) -> None:
    """Announcements come between the article's leaves, which stay what they are, and in their order."""
    sections = announce((Section(id="body-1", role="body", title="", blocks=tuple(blocks)),), "en")
    leaves = [leaf for block in sections[0].blocks for leaf in block.leaves()]
    assert [leaf.text for leaf in leaves if leaf.origin == "article"] == [
        leaf.text for block in blocks for leaf in block.leaves()
    ]
    assert all(leaf.kind == "announcement" for leaf in leaves if leaf.origin == "announcement")


def test_a_credit_that_says_what_it_is_needs_no_announcement() -> None:
    """`Photo: Ann Lens` is heard without "Credit:" before it, `AFP / Ann Lens` with it."""
    figure = Block(kind="figure", blocks=(_leaf("caption", "A hive"), _leaf("credit", "Photo: Ann Lens")))
    assert _heard(figure) == ["Image:", "A hive", "Photo: Ann Lens"]
    agency = replace(figure, blocks=(_leaf("caption", "A hive"), _leaf("credit", "AFP / Ann Lens")))
    assert _heard(agency)[2] == "Credit:"


def test_every_image_of_a_figure_is_an_image() -> None:
    """The second image of a figure is announced as one, not as the caption of the first."""
    figure = Block(kind="figure", blocks=(_leaf("image", "One"), _leaf("image", "Two"), _leaf("caption", "Both")))
    assert _heard(figure) == ["Image:", "One", "Image:", "Two", "Caption:", "Both"]


def test_a_table_of_one_column_is_announced_in_grammatical_words() -> None:
    """Where there is one column or one row, the numbers follow their nouns."""
    table = Block(kind="table", blocks=(Block(kind="row", blocks=(_leaf("cell", "a"),)),))
    assert _heard(table)[0] == "Table, columns: 1, rows: 1."
