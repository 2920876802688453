"""`transcript.txt` is the article as shown, in the order in which it is heard."""

from __future__ import annotations

import pytest
from editions import Edition

from tts.model import Block, Section, Utterance
from tts.writers.transcript import transcript


@pytest.fixture(params=["bees", pytest.param("seed", marks=pytest.mark.once)])
def edition(request: pytest.FixtureRequest) -> Edition:
    """A made article in Markdown, and the model case among plain texts."""
    return request.getfixturevalue(request.param)


def test_every_utterance_stands_there_once_and_in_order(edition: Edition) -> None:
    """Without its utterances, removed in order, only list marks, cell separators and code remain."""
    text = edition.folder.joinpath("transcript.txt").read_text(encoding="utf-8")
    left, at = "", 0
    for one in edition.utterances:
        begin = text.index(one["text"], at)
        left, at = left + text[at:begin], begin + len(one["text"])
    assert set((left + text[at:]).split()) <= {"•", "|", "1.", "2.", 'print("buzz")'}


def test_it_reads_well(bees: Edition) -> None:
    """The whole transcript of the made article is as a person would write it."""
    assert bees.folder.joinpath("transcript.txt").read_text(encoding="utf-8") == (
        "What bees know\n\nBy Ada Meadow and Ben Field\n\n14 March 2026\n\n"
        "Key points\n\n• Bees fly far\n• Bees read the sun\n• Hives are cheap\n\n"
        "Bees fly up to three miles. They come back before it rains.\n\n"
        "How they find home\n\nThey read the sun, even behind clouds. Nobody taught them!\n\n"
        "1. Look up.\n2. Turn around.\n\nFollow the bee, and you will find the flower.\n\nCode, 1 line, not read.\n\n"
        'print("buzz")\n\n'
        "What a hive costs\n\nTable, 2 columns, 3 rows.\n\nHive | Price\nThe rows: Wood | 90\nClay | 40\n\n"
        "Notes\n\nNote 1: Rain is heavy for a bee.\n\n"
        "Pictures\n\nImage: A bee on a thistle\nCaption: A worker at noon in June.\nPhoto: Ann Lens / Alamy\n"
    )


def _leaf(kind, text: str, **more) -> Block:
    return Block(kind=kind, text=text, utterances=(Utterance(id="u1", text=text),), **more)


def test_lists_in_lists_are_indented() -> None:
    """An item's inner list and paragraphs follow it, indented further."""
    inner = Block(kind="list", blocks=(_leaf("item", "deep"), _leaf("item", "deeper")))
    item = Block(kind="item", ordinal=3, blocks=(_leaf("paragraph", "first"), inner, _leaf("paragraph", "then")))
    section = Section(id="body-1", role="body", title="", blocks=(Block(kind="list", blocks=(item,)),))
    assert transcript((section,)) == "3. first\n  • deep\n  • deeper\n  then\n"


def test_what_is_skipped_is_shown_as_it_stands() -> None:
    """Code keeps its lines and their indentation, rows their cells; an image that its caption repeats is left out."""
    code = Block(kind="code", text="if x:\n\n    y\n", skipped="code")
    cells = tuple(Block(kind="cell", text=text, skipped="table") for text in "ab")
    table = Block(kind="table", blocks=(Block(kind="row", blocks=cells),))
    figure = Block(
        kind="figure", blocks=(Block(kind="image", text="A bee", skipped="repeats"), _leaf("caption", "Bee"))
    )
    section = Section(id="body-1", role="body", title="", blocks=(code, table, figure))
    assert transcript((section,)) == "if x:\n\n    y\n\na | b\n\nBee\n"
