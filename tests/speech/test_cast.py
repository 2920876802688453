"""Which voice says which utterance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.config.article import voice_choice, warn_of_voices
from tts.config.config import Config, configure
from tts.config.settings import gather
from tts.errors import UsageError
from tts.model import Block, BlockKind, Origin, Role, Section, Utterance, Voice, utterances
from tts.pipeline import prepare
from tts.speech.cast import ROLES, VoiceChoice, cast
from tts.speech.engines import load
from tts.speech.engines.silent import SilentEngine
from tts.speech.engines.voices import choose_voices, speaks
from tts.text.languages.names import read_tag
from tts.text.readers import read

SILENT = SilentEngine().voices()
ANNA, BILL, CLEO = (Voice(id=name.lower(), name=name, languages=("en",)) for name in ("Anna", "Bill", "Cleo"))
DORA = Voice(id="dora", name="Dora", languages=("de",))
VOICES = (*SILENT, ANNA, BILL, CLEO, DORA)
ARTICLE = """\
---
title: Bees
subtitle: A visit
author: Ana Ruiz
key_points: [They dance.]
articast: {verbosity: full, notes: end}
---
All about bees.

## Honey

It is sweet.

> They store it.
>
> - In combs.

<p lang="de">Bienen fliegen sehr gern und sehr weit.</p>

![A hive](hive.jpg)

They sleep. {speaker="Ben"}

::: {speaker="Ana"}
I saw them.

> They hum.

```
fly()
```
:::
"""
NEXT = "The next best voice reads instead."
QUOTED = ["They store it.", "List of 1 item.", "In combs.", "End of list.", "They hum."]


def sections_of(folder: Path, text: str = ARTICLE) -> tuple[tuple[Section, ...], str]:
    """The sections of an article with this text, and its language."""
    file = folder / "bees.md"
    file.write_text(text, encoding="utf-8")
    prepared = prepare(read(file), Config())
    return prepared.sections, prepared.article.metadata.language


def read_by(folder: Path, voice: Voice, choice: VoiceChoice) -> list[str]:
    """The texts of the article that `voice` reads."""
    sections, language = sections_of(folder)
    casting = cast(sections, language, VOICES, choice)
    assert casting.problems == ()
    return [one.text for one in utterances(sections) if casting.by_utterance[one.id] == voice]


def paragraph(text: str = "Bees fly.", *, language: str = "en", speaker: str = "") -> Section:
    """A section of one paragraph."""
    said = Utterance(id="u1", text=text, spoken=text, language=language)
    block = Block(kind="paragraph", text=text, speaker=speaker, utterances=(said,))
    return Section(id="body-1", role="body", title="Bees", blocks=(block,))


def voice_of(section: Section, choice: VoiceChoice, language: str = "en") -> tuple[str, list[str]]:
    """The id of the voice of a section's only utterance, and the problems."""
    casting = cast([section], language, VOICES, choice)
    return casting.by_utterance["u1"].id, [f"{one.setting}: {one.what}" for one in casting.problems]


@pytest.mark.parametrize(
    ("role", "texts"),
    [
        ("title", ["Bees", "A visit", "By Ana Ruiz"]),
        ("key_points", ["Key points", "List of 1 item.", "They dance.", "End of list."]),
        ("heading", ["Key points", "Honey"]),
        ("quotation", QUOTED),
        ("caption", ["Pictures", "Image:", "A hive"]),
        (
            "body",
            [
                *("All about bees.", "Honey", "It is sweet.", "Quote:", *QUOTED[:-1], "End quote.", "They sleep."),
                *("I saw them.", "Quote:", "They hum.", "End quote.", "Code, 1 line.", "fly()", "End of code."),
            ],
        ),
        (
            "announcement",
            [
                *("By Ana Ruiz", "Key points", "List of 1 item.", "End of list.", "Quote:", "List of 1 item."),
                *(
                    "End of list.",
                    "End quote.",
                    "Quote:",
                    "End quote.",
                    "Code, 1 line.",
                    "End of code.",
                    "Pictures",
                    "Image:",
                ),
            ],
        ),
    ],
)
def test_a_voice_reads_the_texts_of_its_role(role: str, texts: list[str], tmp_path: Path) -> None:
    """The voice of a role reads all texts of this role, and no other."""
    assert read_by(tmp_path, ANNA, VoiceChoice(by_role={role: "Anna"})) == texts


def test_a_speaker_takes_precedence_over_a_role(tmp_path: Path) -> None:
    """A speaker reads also the quotations in what he says, but not the announcements."""
    roles = dict.fromkeys(ROLES, "bill")
    assert read_by(tmp_path, ANNA, VoiceChoice(by_role=roles, by_speaker={"ANA": "anna"})) == [
        *("I saw them.", "They hum.", "fly()")
    ]


def test_the_narrowest_role_decides(tmp_path: Path) -> None:
    """Of announcement, quotation, caption, heading and body, the first one that has a voice reads."""
    choice = VoiceChoice(by_role={"body": "Bill", "quotation": "Anna", "announcement": "Cleo"})
    assert read_by(tmp_path, ANNA, choice) == ["They store it.", "In combs.", "They hum."]


@pytest.mark.parametrize(
    ("tag", "entries", "expected"),
    [
        ("de", {"de": "Dora"}, "dora"),
        ("de-CH", {"de": "Dora"}, "dora"),
        ("de", {"de-CH": "Dora"}, "de"),
        ("en-GB", {"en": "Anna", "en-gb": "Bill"}, "bill"),
        ("en-US", {"en": "Anna", "en-GB": "Bill"}, "anna"),
        ("nds", {"nds": "Dora"}, "dora"),  # nearly German, for which no voice is made
        ("fr", {"de": "Dora"}, "fr"),
    ],
)
def test_a_language_has_its_voice(tag: str, entries: dict[str, str], expected: str) -> None:
    """A voice of a language reads it, also of other regions, in articles of this and of other languages."""
    choice = VoiceChoice(by_language=entries)
    assert voice_of(paragraph(language=tag), choice, language=tag) == (expected, [])
    assert voice_of(paragraph(language=tag), choice, language="es") == (expected, [])


@pytest.mark.parametrize("wanted", [None, "Anna", "de"])
def test_without_roles_the_voices_are_those_of_the_languages(wanted: str | None, tmp_path: Path) -> None:
    """Without a role, a language and a speaker, each language has the voice of `choose_voices`."""
    sections, language = sections_of(tmp_path)
    said = list(utterances(sections))
    expected = choose_voices(VOICES, wanted, language, [one.language for one in said])
    casting = cast(sections, language, VOICES, VoiceChoice(main=wanted))
    assert casting.by_language == expected
    assert casting.by_utterance == {one.id: expected[one.language] for one in said}
    assert (casting.wanted, casting.problems) == (wanted, ())


@pytest.mark.parametrize(
    ("choice", "setting"),
    [
        (VoiceChoice(main="Cleo", by_role={"body": "Ana"}), "voices.body"),
        (VoiceChoice(main="Cleo", by_language={"en": "Ana"}), "voices.en"),
        (VoiceChoice(main="Cleo", by_speaker={"Ben": "Ana"}), "speakers.Ben"),
    ],
)
def test_the_next_best_voice_reads_for_one_that_does_not_exist(choice: VoiceChoice, setting: str) -> None:
    """A voice that does not exist is one problem with similar names, and the article is read by the main voice."""
    voice, problems = voice_of(paragraph(speaker="Ben"), choice)
    assert voice == "cleo"
    assert problems == [
        f"{setting}: There is no voice 'Ana'. Did you mean 'anna'? List all voices with `articast voices`. {NEXT}"
    ]


def test_a_main_voice_that_does_not_exist_is_an_error() -> None:
    """The main voice must exist, also if another one reads everything."""
    with pytest.raises(UsageError, match="There is no voice 'Ana'"):
        cast([paragraph()], "en", VOICES, VoiceChoice(main="Ana", by_language={"en": "Anna"}))


@pytest.mark.parametrize("choice", [VoiceChoice(by_role={"body": "Dora"}), VoiceChoice(by_speaker={"Ben": "Dora"})])
def test_a_voice_of_another_language_does_not_read(choice: VoiceChoice) -> None:
    """The voice of a role or a speaker reads no language that it does not speak, and this is said once."""
    voice, problems = voice_of(paragraph(speaker="Ben"), choice)
    assert voice == "en-us"
    assert [problem.partition(": ")[2] for problem in problems] == [
        "The voice 'Dora' does not speak 'en', so 'English (America)' reads this language."
    ]


def test_a_foreign_passage_of_a_speaker_is_no_problem(tmp_path: Path) -> None:
    """What the body has in another language is read by the voice of this language, without a warning."""
    sections, language = sections_of(tmp_path)
    casting = cast(sections, language, VOICES, VoiceChoice(by_role={"body": "Anna"}))
    german = [one for one in utterances(sections) if one.language == "de"]
    assert [casting.by_utterance[one.id].id for one in german] == ["de"]
    assert casting.problems == ()


def test_a_voice_that_cannot_say_the_script_of_its_language_is_replaced() -> None:
    """An English voice for Ukrainian is a problem, because it would say names of letters."""
    section = paragraph("Київ", language="uk")
    voice, problems = voice_of(section, VoiceChoice(by_language={"uk": "Anna"}))
    assert voice == "uk"
    assert problems == [
        "voices.uk: The voice 'Anna' cannot say the script of 'uk', so 'Ukrainian' reads this language."
    ]


def test_a_speaker_with_a_misspelt_name_is_found() -> None:
    """A speaker without a voice whose name is nearly that of one who has a voice is a problem; a stranger is none."""
    choice = VoiceChoice(by_speaker={"Anna Ruiz": "Anna"})
    assert voice_of(paragraph(speaker="Ana Ruiz"), choice) == (
        "en-us",
        ["speakers.Anna Ruiz: The speaker 'Ana Ruiz' has no voice. Did you mean 'Anna Ruiz'? Use one spelling."],
    )
    assert voice_of(paragraph(speaker="Ben Okri"), choice) == ("en-us", [])


@pytest.mark.parametrize(
    ("arguments", "front", "expected"),
    [
        ({}, "{}", VoiceChoice(main="a", by_role={"body": "b", "title": "t"}, by_language={"en-GB": "c", "de": "d"})),
        ({"voice": "x"}, "{}", VoiceChoice(main="x", by_role={"title": "t"}, by_language={"de": "d"})),
        ({}, "{voice: x}", VoiceChoice(main="x", by_role={"title": "t"}, by_language={"de": "d"})),
        (
            {},
            "{voice: x, voices: {body: y}}",
            VoiceChoice(main="x", by_role={"body": "y", "title": "t"}, by_language={"de": "d"}),
        ),
    ],
)
def test_a_voice_named_for_the_article_wins(
    arguments: dict[str, str], front: str, expected: VoiceChoice, tmp_path: Path
) -> None:
    """A main voice of the command line or the front matter takes the place of weaker ones for body and language."""
    house, file = tmp_path / "house.toml", tmp_path / "bees.md"
    house.write_text("voice='a'\nvoices={body='b', title='t', en-GB='c', de='d'}\n", encoding="utf-8")
    file.write_text(f"---\ntitle: Bees\nlang: en\narticast: {front}\n---\nThey fly.\n", encoding="utf-8")
    prepared = prepare(read(file), gather(arguments, house).config)
    assert voice_choice(prepared.config, prepared.article) == expected


def test_a_warning_has_the_line_of_its_setting(tmp_path: Path) -> None:
    """A problem with a voice is told with the line of the front matter, or with the name of the setting of the run."""
    file = tmp_path / "bees.md"
    settings = "articast:\n  voices:\n    body: nobody\n  speakers:\n    Ben Okri: none\n"
    file.write_text(f"---\ntitle: Bees\n{settings}---\nThey fly.\n", encoding="utf-8")
    prepared = prepare(read(file), configure(Config(), {"voices": {"title": "nix"}}))
    problems = cast(prepared.sections, "en", SILENT, voice_choice(prepared.config, prepared.article)).problems
    assert [
        warning.partition(" Did")[0].partition(" List")[0] for warning in warn_of_voices(problems, prepared.article)
    ] == [
        f"{file}: voices.title: There is no voice 'nix'.",
        f"{file}, line 5: voices.body: There is no voice 'nobody'.",
        f"{file}, line 7: speakers.Ben Okri: There is no voice 'none'.",
    ]


def test_no_language_has_the_name_of_a_role() -> None:
    """No role can be taken for a language, however its name is written."""
    assert [role for role in ROLES if read_tag(role)[0] and role != "key_points"] == []
    for name in ("key-points", "Title"):
        with pytest.raises(UsageError, match=r"Did you mean '(key-points|title)'"):
            configure(Config(), {"voices": {name: "Anna"}})


def test_the_voices_of_espeak_share_an_article(tmp_path: Path) -> None:
    """With espeak-ng, roles, languages and speakers have the voices that are named."""
    sections, language = sections_of(tmp_path)
    choice = VoiceChoice(
        main="en-GB",
        by_role={"quotation": "gmw/en-GB-scotland"},
        by_language={"de": "gmw/de"},
        by_speaker={"Ana": "en-US"},
    )
    with load("espeak") as engine:
        casting = cast(sections, language, engine.voices(), choice)
    voices = {one.text: casting.by_utterance[one.id].id for one in utterances(sections)}
    assert casting.problems == ()
    assert {text: voices[text] for text in ("It is sweet.", "In combs.", "I saw them.")} == {
        "It is sweet.": "gmw/en",
        "In combs.": "gmw/en-GB-scotland",
        "I saw them.": "gmw/en-US",
    }
    assert voices["Bienen fliegen sehr gern und sehr weit."] == "gmw/de"


def test_the_example_of_the_documents_is_read_as_its_table_says(tmp_path: Path) -> None:
    """The voices in docs/voices.md read the example there, with espeak-ng, as its table says."""
    page = Path(__file__).parents[2].joinpath("docs", "voices.md").read_text(encoding="utf-8")
    toml, markdown = (
        re.findall(rf"^```{kind}\n(.*?)^```", page, re.DOTALL | re.MULTILINE) for kind in ("toml", "markdown")
    )
    rows = re.findall(r"^\| (.+?) \| `(gmw/.+?)` \|$", page, re.MULTILINE)
    house, file = tmp_path / "articast.toml", tmp_path / "visit.md"
    house.write_text(toml[0], encoding="utf-8")
    file.write_text(markdown[0], encoding="utf-8")
    prepared = prepare(read(file), gather({}, house).config)
    with load("espeak") as engine:
        choice = voice_choice(prepared.config, prepared.article)
        casting = cast(prepared.sections, "en", engine.voices(), choice)
    voices = [(one.text, casting.by_utterance[one.id].id) for one in utterances(prepared.sections)]
    assert [row for row in voices if row[0] in dict(rows)] == rows
    assert [*prepared.article.warnings, *casting.problems] == []


_TAGS = st.sampled_from(["en", "en-GB", "de", "de-CH", "fr", "uk", "ja", "tlh"])
_NAMES = st.sampled_from([*(voice.id for voice in VOICES), "nobody"])
_SPEAKERS = st.sampled_from(["", "Ana", "Ben"])
_KINDS: list[BlockKind] = ["paragraph", "heading", "quote", "list", "item", "caption", "announcement"]
_ROLES: list[Role] = ["opening", "key-points", "body", "caption"]
_ORIGINS: list[Origin] = ["article", "announcement"]


@st.composite
def _blocks(draw: st.DrawFn, number: Iterator[int], depth: int = 0) -> Block:
    """A block with utterances, or with blocks inside it."""
    kind, speaker = draw(st.sampled_from(_KINDS)), draw(_SPEAKERS)
    level = int(kind == "heading")
    if depth < 2 and draw(st.booleans()):
        inside = tuple(draw(_blocks(number, depth + 1)) for _ in range(draw(st.integers(1, 3))))
        return Block(kind=kind, level=level, speaker=speaker, blocks=inside)
    origin = draw(st.sampled_from(_ORIGINS))
    said = tuple(
        Utterance(id=f"u{next(number)}", text="Bees", spoken="Bees", language=draw(_TAGS), origin=origin)
        for _ in range(draw(st.integers(0, 3)))
    )
    return Block(kind=kind, level=level, speaker=speaker, origin=origin, utterances=said)


@st.composite
def _sections(draw: st.DrawFn) -> list[Section]:
    number = iter(range(10_000))
    return [
        Section(
            id=f"s{index}",
            role=draw(st.sampled_from(_ROLES)),
            title="Bees",
            blocks=tuple(draw(_blocks(number)) for _ in range(draw(st.integers(0, 3)))),
        )
        for index in range(draw(st.integers(0, 4)))
    ]


_CHOICES = st.builds(
    VoiceChoice,
    main=st.none() | st.sampled_from([voice.id for voice in VOICES]),
    by_role=st.dictionaries(st.sampled_from(ROLES), _NAMES),
    by_language=st.dictionaries(_TAGS, _NAMES),
    by_speaker=st.dictionaries(st.sampled_from(["ana", "Ben"]), _NAMES),
)


@given(sections=_sections(), language=_TAGS, choice=_CHOICES)
def test_every_utterance_has_exactly_one_voice(sections: list[Section], language: str, choice: VoiceChoice) -> None:
    """Whatever is wanted, each utterance has one voice of the engine, and nothing else has one."""
    casting = cast(sections, language, VOICES, choice)
    assert list(casting.by_utterance) == [one.id for one in utterances(sections)]
    assert set(casting.by_utterance.values()) <= set(VOICES)
    assert {one.language for one in utterances(sections)} <= set(casting.by_language)
    chosen = {*choice.by_role.values(), *choice.by_speaker.values()}
    for one in utterances(sections):
        voice = casting.by_utterance[one.id]
        assert voice == casting.by_language[one.language] or (voice.id in chosen and speaks(voice, one.language))
