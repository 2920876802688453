"""No package is written that loses, doubles or mixes up words of its article."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tts.errors import LostWordsError
from tts.model import Article, Block, Metadata, Section, Skipped, Utterance
from tts.text.prove import prove

PROSE = "Bees fly far. They read the sun. They sleep."
SENTENCES = ["Bees fly far.", "They read the sun.", "They sleep."]


def _article(prose: str = PROSE, **values) -> Article:
    metadata = Metadata(title="Bees fly far", title_source="body")
    defaults = {"metadata": metadata, "blocks": (), "prose": prose}
    return Article(path=Path("bees.md"), source_sha256="", **(defaults | values))


def _section(*texts: str, name: str = "body-1", origin: str = "article", role: str = "body") -> Section:
    blocks = tuple(
        Block(kind="paragraph", text=text, origin=origin, utterances=(Utterance(id="u1", text=text, origin=origin),))
        for text in texts
    )
    return Section(id=name, role=role, title="Article", blocks=blocks)


def test_a_complete_article_is_proved() -> None:
    """An article of which every sentence is heard once and in order gives what was skipped, and no error."""
    assert prove(_article(), (_section(*SENTENCES),)) == ()


@pytest.mark.parametrize(
    ("heard", "message"),
    [
        (["Bees fly far.", "They read the sun."], "'They', 'sleep' would not be heard"),
        (["Bees fly.", "They read the sun.", "They sleep."], "'far' would not be heard"),
        ([*SENTENCES, "They sleep."], "'They', 'sleep' would be heard more often"),
        (["Bees fly far away.", *SENTENCES[1:]], "'away' would be heard more often"),
        (["They read the sun.", "Bees fly far.", "They sleep."], "'Bees' would be heard out of order in 'Article'"),
        (["Bees far fly.", *SENTENCES[1:]], "'fly' would be heard out of order"),
        ([], "'Bees', 'fly', 'far', 'They', 'read', 'the', 'sun', 'sleep' would not be heard"),
    ],
)
def test_an_incomplete_article_is_refused(heard: list[str], message: str) -> None:
    """A dropped, doubled, strange or misplaced word is named, with the article."""
    with pytest.raises(LostWordsError) as caught:
        prove(_article(), (_section(*heard),))
    assert str(caught.value).startswith(f"bees.md: {message}")


def test_a_long_list_of_words_is_shortened() -> None:
    """Of many lost words twelve are named and the others counted."""
    with pytest.raises(LostWordsError, match="'w11' and 38 more would not be heard"):
        prove(_article(prose=" ".join(f"w{number}" for number in range(50))), ())


def test_skipped_words_count() -> None:
    """What a reader skipped with a reason is accounted for, and is returned."""
    skipped = Skipped(text="They sleep.", reason="asleep", line=3)
    assert prove(_article(skipped=(skipped,)), (_section(*SENTENCES[:2]),)) == (skipped,)


def test_a_word_cannot_be_heard_and_skipped() -> None:
    """Words that are heard and also listed as skipped are refused."""
    with pytest.raises(LostWordsError, match="'They', 'sleep' would be heard more often"):
        prove(_article(skipped=(Skipped(text="They sleep.", reason="x"),)), (_section(*SENTENCES),))


def test_blocks_without_utterances_are_skipped_with_their_reason() -> None:
    """Code and blocks without a word are named as skipped."""
    section = _section(*SENTENCES)
    silent = (Block(kind="code", text="x = 1", line=7, skipped="code"), Block(kind="paragraph", text="***"))
    assert prove(_article(prose=f"{PROSE} x = 1 ***"), (replace(section, blocks=(*section.blocks, *silent)),)) == (
        Skipped(text="x = 1", reason="code", line=7),
        Skipped(text="***", reason="has no letter or digit to say"),
    )


def test_a_block_without_utterances_or_reason_is_lost() -> None:
    """A block with words that is neither heard nor skipped on purpose is refused."""
    section = _section(*SENTENCES)
    silent = Block(kind="paragraph", text="And dream.")
    with pytest.raises(LostWordsError, match="'And', 'dream' would not be heard"):
        prove(_article(prose=f"{PROSE} And dream."), (replace(section, blocks=(*section.blocks, silent)),))


def test_the_cells_of_a_table_are_skipped_as_one() -> None:
    """Neighbours in a block that are skipped for one reason are one entry."""
    cells = tuple(Block(kind="cell", text=text, skipped="table") for text in ("x", "y"))
    table = Block(kind="table", blocks=(Block(kind="row", blocks=cells), Block(kind="row", blocks=cells)))
    section = Section(id="body-1", role="body", title="", blocks=(table,))
    assert prove(_article(prose="x y x y"), (section,)) == (Skipped(text="x y x y", reason="table"),)


def test_lines_of_code_without_letters_are_skipped() -> None:
    """Of code that is read, the lines without a letter or digit are named as skipped."""
    said = (Utterance(id="u1", text="go("), Utterance(id="u2", text="x)"))
    code = Block(kind="code", text="go(\n  x)\n};\n___\n", utterances=said, line=3)
    section = Section(id="body-1", role="body", title="", blocks=(code,))
    assert prove(_article(prose=code.text), (section,)) == (
        Skipped(text="}; ___", reason="has no letter or digit to say", line=3),
    )


def test_announcements_are_not_the_articles() -> None:
    """Announcements need not be in the source."""
    assert prove(_article(), (_section("Pictures", origin="announcement"), _section(*SENTENCES))) == ()


def test_parts_may_be_in_another_order() -> None:
    """The order counts within a part: the key points of an article may be moved before its body."""
    points, body = _section("They sleep.", role="key-points"), _section("Bees fly far.", "They read the sun.")
    assert prove(_article(), (points, body)) == ()


def test_sections_of_the_body_keep_their_order() -> None:
    """A sub-section of the body that was moved before another one is an error."""
    with pytest.raises(LostWordsError, match="out of order"):
        prove(_article(), (_section("They sleep."), _section("Bees fly far.", "They read the sun.", name="body-2")))


def _note(text: str) -> Block:
    return replace(_section(text).blocks[0], kind="note", label="1")


def test_notes_may_be_anywhere_in_the_source() -> None:
    """A note is heard after the body or within it, wherever the source has it."""
    first, second, third = _section(*SENTENCES).blocks
    for blocks in ((first, third, _note("They read the sun.")), (second, _note("Bees fly far."), third)):
        assert prove(_article(), (replace(_section("x"), blocks=blocks),)) == ()


def test_a_note_in_disorder_is_refused() -> None:
    """The words of a note keep their order, and what is around a note keeps its own."""
    first, second, third = _section(*SENTENCES).blocks
    for blocks in ((first, second, _note("sleep. They")), (third, _note("They read the sun."), first)):
        with pytest.raises(LostWordsError, match="out of order"):
            prove(_article(), (replace(_section("x"), blocks=blocks),))


def test_borders_around_key_points_do_not_matter() -> None:
    """An announcement before a list of key points does not hide which of them come from the front matter."""
    points = _section("Bees fly far.", "Honey is sweet.", "They read the sun.", name="key-points", role="key-points")
    border = Block(kind="announcement", text="List of 1 item.", origin="announcement")
    points = replace(points, blocks=(points.blocks[0], border, points.blocks[1], border, points.blocks[2]))
    assert prove(_article(key_points=("Honey is sweet.",)), (points, _section("They sleep."))) == ()


def test_key_points_of_the_front_matter_are_heard_under_the_heading_of_the_text() -> None:
    """A heading of the text may be above the key points of the front matter, which come first in the source."""
    points = _section("Bees fly far.", "Honey is sweet.", "They read the sun.", name="key-points", role="key-points")
    assert prove(_article(key_points=("Honey is sweet.",)), (points, _section("They sleep."))) == ()


def test_the_front_matter_is_heard_too() -> None:
    """The title and the key points of the front matter must be heard too."""
    article = _article(metadata=Metadata(title="Small wonders"), key_points=("Honey",))
    body = _section(*SENTENCES)
    assert prove(article, (_section("Small wonders", role="opening"), _section("Honey", role="key-points"), body)) == ()
    with pytest.raises(LostWordsError, match="'Small', 'wonders', 'Honey' would not be heard"):
        prove(article, (body,))


_WORDS = st.lists(st.sampled_from(["bee", "sun", "fly", "far", "été", "x2"]), min_size=2, max_size=12)


@given(_WORDS, st.data())
def test_every_single_defect_is_found(words: list[str], data: st.DataObject) -> None:
    """A word that is dropped, doubled, changed, or swapped with its neighbour is found."""
    article = _article(prose=" ".join(words))
    assert prove(article, (_section(" ".join(words)),)) == ()
    index = data.draw(st.integers(0, len(words) - 2))
    changed = data.draw(
        st.sampled_from(
            [
                [*words[:index], *words[index + 1 :]],
                [*words[: index + 1], *words[index:]],
                [*words[:index], "wasp", *words[index + 1 :]],
                [*words[:index], words[index + 1], words[index], *words[index + 2 :]],
            ]
        )
    )
    assume(changed != words)
    with pytest.raises(LostWordsError):
        prove(article, (_section(" ".join(changed)),))
