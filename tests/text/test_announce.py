"""A listener hears announcements of what only the eye sees."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from casefile import cases
from editions import articast
from hypothesis import given
from hypothesis import strategies as st

from tts.config.config import Config
from tts.errors import ReadError
from tts.model import Block, BlockKind, Mark, Section, utterances
from tts.pipeline import prepare
from tts.text.announce import announce
from tts.text.announce.style import PRESETS
from tts.text.readers import read

STRUCTURE = Path(__file__).parents[1].joinpath("cases") / "structure"


def _shown(path: Path, config: Config) -> Iterator[str]:
    """Yield each utterance, announcements after `>`, then each skipped text."""
    prepared = prepare(read(path), config)
    sections, skipped = prepared.sections, prepared.skipped
    yield from (
        f"> {utterance.text}" if utterance.origin == "announcement" else utterance.text
        for utterance in utterances(sections)
    )
    yield from (f"skipped: {' '.join(skip.text.split())}" for skip in skipped)


@cases("structure")
def test_cases(given: str, expected: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """The utterances and skipped texts of the case's article are those that the case lists."""
    named = re.search(r"\[(\w+)(?:, (\w+))?\]\]$", request.node.name)
    assert named, "the title ends with a verbosity in brackets"
    path = tmp_path / "bees.md"
    path.write_text(f"---\ntitle: Bees\nlanguage: {named[2] or 'en'}\n---\n{given}\n", encoding="utf-8")
    title, *lines = _shown(path, Config(verbosity=named[1]))
    assert title == "Bees"
    assert lines == expected.splitlines()


@pytest.mark.parametrize("verbosity", PRESETS)
def test_a_whole_article(verbosity: str) -> None:
    """An article with all structures is heard as the file beside it says.

    To accept a change: set UPDATE_GOLDEN=1, run this test, and read what `git diff` shows.
    """
    made = "\n".join(_shown(STRUCTURE / "garden.md", Config(verbosity=verbosity))) + "\n"
    expected = STRUCTURE / f"garden.{verbosity}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(made, encoding="utf-8", newline="\n")
    assert made == expected.read_text(encoding="utf-8")


@pytest.mark.once
@pytest.mark.parametrize("verbosity", PRESETS)
def test_packages_are_sound_at_every_verbosity(verbosity: str, tmp_path: Path) -> None:
    """`verify` finds no defect in a package of that article, and its transcript shows what is skipped."""
    made = articast(
        "package", STRUCTURE / "garden.md", "--engine", "silent", "--verbosity", verbosity, "-o", "out", cwd=tmp_path
    )
    assert made.returncode == 0, made.stderr
    checked = articast("verify", "out", cwd=tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")
    transcript = tmp_path.joinpath("out", "garden", "transcript.txt").read_text(encoding="utf-8")
    for text in ("\n        bean.wet = True\n", "40 cm", "Rain is best.", "Photo: Ann Lens"):
        assert transcript.count(text) == 1
    shown = articast("text", STRUCTURE / "garden.md", "--verbosity", verbosity, cwd=tmp_path)
    assert shown.stdout == transcript


@pytest.mark.parametrize("notes", ["inline", "end", "skip"])
def test_the_setting_for_notes_overrides_the_verbosity(notes: str, tmp_path: Path) -> None:
    """`notes` overrides the preset of the verbosity."""
    path = tmp_path / "bees.md"
    path.write_text("---\ntitle: Bees\n---\nBees fly.[^1]\n\nAnd rest.\n\n[^1]: Far.\n", encoding="utf-8")
    expected = {
        "inline": ["Bees", "Bees fly.", "> Note 1:", "Far.", "And rest.", "skipped: 1"],
        "end": ["Bees", "Bees fly.", "And rest.", "> Notes", "> Note 1:", "Far.", "skipped: 1"],
        "skip": ["Bees", "Bees fly.", "And rest.", "skipped: 1", "skipped: Far."],
    }
    for verbosity in PRESETS:
        assert list(_shown(path, Config(verbosity=verbosity, notes=notes))) == expected[notes]


def test_addresses_and_links_follow_the_verbosity(tmp_path: Path) -> None:
    """A raw address is a link, its site, or whole; what is linked is called so only in full, and never changed."""
    path = tmp_path / "bees.md"
    text = "See [the list](https://a.org), or https://www.example.org/a?b=1. Or [ask](https://a.org)."
    path.write_text(f"---\ntitle: Bees\nlanguage: de\n---\n{text}\n", encoding="utf-8")
    said = {}
    for verbosity in PRESETS:
        sections = prepare(read(path), Config(verbosity=verbosity)).sections
        said[verbosity] = [utterance.spoken for utterance in utterances(sections)][1:]
    assert said == {
        "brief": ["See the list, or Link.", "Or ask."],
        "normal": ["See the list, or example Punkt org.", "Or ask."],
        "full": ["See the list, Link, or example Punkt org Slash A Fragezeichen B gleich eins.", "Or ask, Link."],
    }


def test_announcements_are_in_the_language_of_their_words(tmp_path: Path) -> None:
    """In an Italian article announcements are marked as English; labels of cells are the article's words."""
    path = tmp_path / "api.md"
    path.write_text("---\ntitle: Api\nlanguage: it\n---\n| Nome | Colore |\n|-|-|\n| Ann | blu |\n", encoding="utf-8")
    sections = prepare(read(path), Config(verbosity="full")).sections
    said = [
        (utterance.text, utterance.language) for utterance in utterances(sections) if utterance.origin == "announcement"
    ]
    assert said == [
        ("Table, 2 columns, 2 rows.", "en"),
        *(("Nome:", "it"), ("Colore:", "it")),
        ("End of table.", "en"),
    ]


def test_an_article_of_which_nothing_would_be_heard_is_refused(tmp_path: Path) -> None:
    """Code alone, which is skipped when brief, makes no edition, and the message says what to do."""
    path = tmp_path / "code.md"
    path.write_text("```\nx = 1\n```\n", encoding="utf-8")
    with pytest.raises(ReadError, match="No part of the article would be heard"):
        prepare(read(path), Config(verbosity="brief"))
    assert list(_shown(path, Config(verbosity="full")))


@pytest.mark.once
@pytest.mark.parametrize("verbosity", PRESETS)
def test_real_articles_lose_nothing(verbosity: str, corpus: Path) -> None:
    """Of articles of the corpus every word is heard or skipped with a reason, which `prepare` proves."""
    paths = sorted(path for name in ("18f", "rust-blog") for path in corpus.joinpath(name).rglob("*.md"))[::12]
    assert paths
    for path in paths:
        skipped = prepare(read(path), Config(verbosity=verbosity)).skipped
        assert all(skip.reason for skip in skipped)


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


def test_the_parts_of_a_figure_are_labelled() -> None:
    """Alternative text is an image, a caption after it a caption, a caption alone an image; credits are credits."""
    image, caption, credit = _leaf("image", "A bee"), _leaf("caption", "At noon"), _leaf("credit", "Ann")
    assert _heard(Block(kind="figure", blocks=(image, caption, credit))) == [
        *("Image:", "A bee"),
        *("Caption:", "At noon"),
        *("Credit:", "Ann"),
    ]
    assert _heard(Block(kind="figure", blocks=(caption, credit))) == ["Image:", "At noon", "Credit:", "Ann"]


def test_a_note_begins_with_its_number() -> None:
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


@given(st.lists(_TREES, max_size=5), st.sampled_from([*PRESETS]), st.sampled_from(["inline", "end", "skip"]))
def test_the_article_is_not_changed(blocks: list[Block], verbosity: str, notes: str) -> None:
    """Announcements come between the article's leaves, which stay what they are, and in their order."""
    sections = announce((Section(id="body-1", role="body", title="", blocks=tuple(blocks)),), "en", verbosity, notes)
    leaves = [leaf for block in sections[0].blocks for leaf in block.leaves()]
    assert [leaf.text for leaf in leaves if leaf.origin == "article"] == [
        leaf.text for block in blocks for leaf in block.leaves()
    ]
    assert all(leaf.kind == "announcement" for leaf in leaves if leaf.origin == "announcement")


def test_a_labelled_credit_needs_no_announcement() -> None:
    """`Photo: Ann Lens` is heard without "Credit:" before it, `AFP / Ann Lens` with it."""
    figure = Block(kind="figure", blocks=(_leaf("caption", "A hive"), _leaf("credit", "Photo: Ann Lens")))
    assert _heard(figure) == ["Image:", "A hive", "Photo: Ann Lens"]
    agency = replace(figure, blocks=(_leaf("caption", "A hive"), _leaf("credit", "AFP / Ann Lens")))
    assert _heard(agency)[2] == "Credit:"


@pytest.mark.parametrize("credit", ["Credit Ann Lens", "CREDIT Ann Lens/AFP", "Foto Ann Lens", "Crédit photo Ann Lens"])
def test_a_credit_with_its_label_without_a_colon_needs_no_announcement(credit: str) -> None:
    """The label of the page is heard, and not a second one before it."""
    assert _heard(Block(kind="figure", blocks=(_leaf("caption", "A hive"), _leaf("credit", credit)))) == [
        *("Image:", "A hive", credit),
    ]


@pytest.mark.parametrize("credit", ["Creditreform", "Picture Alliance/dpa", "Credits of a film", "Ann Credit"])
def test_a_name_that_begins_like_a_label_is_announced(credit: str) -> None:
    """A credit whose first word is a part of a name, or that goes on in small letters, is announced."""
    assert "Credit:" in _heard(Block(kind="figure", blocks=(_leaf("caption", "A hive"), _leaf("credit", credit))))


def test_every_image_of_a_figure_is_an_image() -> None:
    """The second image of a figure is announced as one, not as the caption of the first."""
    figure = Block(kind="figure", blocks=(_leaf("image", "One"), _leaf("image", "Two"), _leaf("caption", "Both")))
    assert _heard(figure) == ["Image:", "One", "Image:", "Two", "Caption:", "Both"]


def test_a_table_of_one_column_is_announced_in_grammatical_words() -> None:
    """One column is a column, one row a row."""
    table = Block(kind="table", blocks=(Block(kind="row", blocks=(_leaf("cell", "a"),)),))
    assert _heard(table)[0] == "Table, 1 column, 1 row."
