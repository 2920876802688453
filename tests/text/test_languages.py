"""Passages in other languages: who finds them, who speaks them, and what the edition says of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest

from tts.cli import main
from tts.config.config import Config, configure, options
from tts.errors import UsageError
from tts.model import Block, Breaks, Prosody, Section, Speech, Utterance, Voice, utterances
from tts.pipeline import prepare, produce
from tts.speech.engines import Engine
from tts.speech.engines.espeak.engine import EspeakEngine
from tts.speech.engines.silent import SilentEngine
from tts.speech.engines.voices import choose_voice, choose_voices, voices_of_other_languages
from tts.speech.speak import speak
from tts.text.detect import check_detector, detect
from tts.text.readers import read
from tts.text.segment import segment

needs_detector = pytest.mark.skipif(find_spec("py3langid") is None, reason="py3langid is not installed")
ENGLISH = "The bees came back in April, and nobody had expected them so early in the year."
GERMAN = "Wir haben die Erfahrung gemacht, dass die Bienen bei schlechtem Wetter im Stock bleiben."
FRENCH = "Les abeilles volent loin et reviennent avant la pluie, même quand il fait froid."
VOICES = tuple(
    Voice(id=tag, name=name, languages=(tag,))
    for tag, name in (("de", "German"), ("en-GB", "British"), ("en-US", "American"), ("fr-FR", "French"))
)


def _article(folder: Path, body: str, head: str = "") -> Path:
    path = folder / "bees.md"
    path.write_text(f"---\ntitle: Bees\n{head}---\n{body}\n", encoding="utf-8")
    return path


def _languages(path: Path, config: Config | None = None) -> list[tuple[str, str]]:
    sections = prepare(read(path), config or Config()).sections
    return [(one.language, one.text) for one in utterances(sections)][1:]


def _sections(*blocks: Block) -> tuple[Section, ...]:
    return (Section(id="s", role="body", title="", blocks=blocks),)


def _paragraph(text: str, **more) -> Block:
    return Block(kind="paragraph", text=text, **more)


def test_languages_of_html_reach_the_utterances(tmp_path: Path) -> None:
    """`lang` of a paragraph, a quotation and a span in Markdown is the language of what they say."""
    body = (
        f'<p lang="de">{GERMAN}</p>\n\n<blockquote lang="uk"><p>Бджоли літають.</p></blockquote>\n\n'
        f'He said: <span lang="fr">{FRENCH}</span> The <i lang="fr">abeille</i> flew.'
    )
    assert _languages(_article(tmp_path, body)) == [
        ("de", GERMAN),
        ("uk", "Бджоли літають."),
        ("en", "He said:"),
        ("fr", FRENCH),
        ("en", "The abeille flew."),
    ]


@pytest.mark.parametrize(
    ("wanted", "language", "others", "expected"),
    [
        (None, "en", ["de", "fr"], {"en": "American", "de": "German", "fr": "French"}),
        (None, "en-GB", ["en", "en-US"], {"en-GB": "British", "en": "British", "en-US": "British"}),
        ("British", "en", ["de", "en"], {"en": "British", "de": "German"}),
        ("German", "en", ["en", "de-CH", "fr"], {"en": "German", "de-CH": "German", "fr": "French"}),
        (None, "de", ["uk", "de"], {"de": "German", "uk": "German"}),
        (None, "tlh", ["fr"], {"tlh": "American", "fr": "French"}),
    ],
)
def test_each_language_has_its_voice(
    wanted: str | None, language: str, others: list[str], expected: dict[str, str]
) -> None:
    """The article's voice reads its language and what it speaks besides, the best voice any other, or the article's."""
    chosen = choose_voices(VOICES, wanted, language, others)
    assert {tag: voice.name for tag, voice in chosen.items()} == expected


def test_what_no_voice_speaks_is_known() -> None:
    """A language that has a voice of another one is told, but not the article's own if its voice was asked for."""
    chosen = choose_voices(VOICES, None, "tlh", ["fr", "uk"])
    assert [tag for tag, _ in voices_of_other_languages(chosen, None, "tlh")] == ["tlh", "uk"]
    chosen = choose_voices(VOICES, "German", "en", ["en-GB", "fr", "uk"])
    assert [tag for tag, _ in voices_of_other_languages(chosen, "German", "en")] == ["uk"]


class _Noting(SilentEngine):
    """Remembers who said what."""

    def __init__(self) -> None:
        self.said: list[tuple[str, list[str]]] = []

    def synthesize_all(self, utterances: Iterable[Utterance], voice: Voice, prosody: Prosody) -> Iterator[Speech]:
        texts: list[str] = []
        self.said.append((voice.id, texts))
        for utterance in utterances:
            texts.append(utterance.spoken)
            yield from super().synthesize_all((utterance,), voice, prosody)


def _spoken(*said: tuple[str, str]) -> tuple[Section, ...]:
    made = tuple(
        Utterance(id=f"u{number}", text=text, spoken=text, language=language)
        for number, (language, text) in enumerate(said)
    )
    return _sections(Block(kind="paragraph", utterances=made))


def _speak(sections: tuple[Section, ...], engine: Engine, voices: Mapping[str, Voice]) -> Iterator[Speech]:
    """The speech of the sections, each utterance by the voice of its language."""
    cast = {utterance.id: voices[utterance.language] for utterance in utterances(sections)}
    return speak(sections, engine, cast, Prosody())


def test_who_speaks_in_a_row_is_asked_once() -> None:
    """Utterances that follow one another with one voice are given to the engine together, each to its own voice."""
    engine = _Noting()
    voices = choose_voices(engine.voices(), None, "en", ["de"]) | {"en-GB": engine.voices()[1]}
    sections = _spoken(("en", "One."), ("en", "Two."), ("de", "Drei."), ("en", "Four."), ("en-GB", "Five."))
    ids = [speech.utterance_id for speech in _speak(sections, engine, voices)]
    assert ids == ["u0", "u1", "u2", "u3", "u4"]
    assert engine.said == [("en-us", ["One.", "Two."]), ("de", ["Drei."]), ("en-us", ["Four."]), ("en", ["Five."])]


def test_a_sentence_sounds_the_same_between_other_voices() -> None:
    """English, German, English, French, English: the English sentence has the same bytes each time, and alone."""
    with EspeakEngine() as engine:
        voices = choose_voices(engine.voices(), None, "en", ["de", "fr"])
        said = [("en", ENGLISH), ("de", GERMAN), ("en", ENGLISH), ("fr", FRENCH), ("de", GERMAN), ("en", ENGLISH)]
        first, german, second, french, again, third = _speak(_spoken(*said), engine, voices)
        alone = {
            language: next(_speak(_spoken((language, text)), engine, voices)).pcm
            for language, text in (("en", ENGLISH), ("de", GERMAN), ("fr", FRENCH))
        }
        misread = next(_speak(_spoken(("en", GERMAN)), engine, voices))
    assert first.pcm == second.pcm == third.pcm == alone["en"]
    assert german.pcm == again.pcm == alone["de"] != misread.pcm
    assert french.pcm == alone["fr"]


def test_another_voice_is_healed_like_any(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence that goes wrong once, in a run of several voices, is said again by its own voice."""
    with EspeakEngine() as engine:
        voices = choose_voices(engine.voices(), None, "en", ["de"])
        sections = _spoken(("en", ENGLISH), ("de", GERMAN), ("en", ENGLISH), ("de", GERMAN))
        expected = list(_speak(sections, engine, voices))
        defects = iter(["", "it stayed silent", "", "", "it broke off", "it broke off again"])
        monkeypatch.setattr("tts.speech.engines.remote.audio_defect", lambda *_: next(defects, None))
        assert list(_speak(sections, engine, voices)) == expected


def _produced(path: Path, config: Config) -> dict:
    folder = path.parent / "new"
    folder.mkdir()
    with SilentEngine() as engine:
        produce(path, folder, "bees", config, engine, {"source": "bees.md"})
    manifest: dict = json.loads(folder.joinpath("manifest.json").read_text(encoding="utf-8"))
    return manifest


def test_the_manifest_names_the_voices_and_who_is_missing(tmp_path: Path) -> None:
    """Each language of the edition has its voice in the manifest; one that nobody speaks has a warning as well."""
    body = f'{ENGLISH}\n\n<p lang="de">{GERMAN}</p>\n\n<p lang="tlh">Heghlu\'meH QaQ jajvam.</p>'
    manifest = _produced(_article(tmp_path, body), Config(engine="silent"))
    voices = manifest["engine"]["voices"]
    assert {tag: voice["id"] for tag, voice in voices.items()} == {"en": "en-us", "de": "de", "tlh": "en-us"}
    assert manifest["engine"]["voice"] == voices["en"]
    (warning,) = manifest["warnings"]
    assert warning.startswith("bees.md: no voice of this engine speaks 'tlh', so 'English (America)' reads it. ")
    assert warning.endswith("or fix the language tag where the article names it.")


@pytest.mark.once
def test_a_package_of_several_voices_is_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`articast verify` finds nothing wrong with an edition in two languages."""
    path = _article(tmp_path, f'{ENGLISH}\n\n<p lang="fr">{FRENCH}</p>')
    assert main(["package", str(path), "--quiet", "-o", str(tmp_path / "out")]) == 0
    assert main(["verify", str(tmp_path / "out")]) == 0, capsys.readouterr()


def test_voices_are_those_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`articast voices` lists the voices of the engine that `articast.toml` names, or of the one that is given."""
    file = tmp_path / "own.toml"
    file.write_text('engine = "silent"\n', encoding="utf-8")
    assert main(["voices", "--config", str(file)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(SilentEngine().voices())
    assert main(["voices", "--config", str(file), "--engine", "espeak"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 50


@needs_detector
def test_passages_in_other_languages_are_found(tmp_path: Path) -> None:
    """With `detect_language` a paragraph and a quotation that say nothing of their language are in the right one."""
    path = _article(tmp_path, f"{ENGLISH}\n\n{GERMAN}\n\n> {FRENCH}\n")
    assert _languages(path) == [("en", ENGLISH), ("en", GERMAN), ("en", FRENCH)]
    assert _languages(path, Config(detect_language=0.9)) == [("en", ENGLISH), ("de", GERMAN), ("fr", FRENCH)]


@needs_detector
@pytest.mark.parametrize(
    "block",
    [
        _paragraph("Ich bin ein Berliner."),  # too short
        _paragraph(GERMAN, language="en"),  # the author knows better
        _paragraph(GERMAN, origin="announcement"),
        Block(kind="code", text=GERMAN),
        Block(kind="credit", text=GERMAN),
        _paragraph("1234567890 1234567890 1234567890 1234567890 {} [] <> == != && || ++"),
    ],
)
def test_what_is_not_sure_or_not_asked_for_stays(block: Block) -> None:
    """Short texts, code, names, numbers, our own words and what has a language keep what they have."""
    assert detect(_sections(block), "en", 0.9) == _sections(block)


@needs_detector
def test_an_article_in_a_language_that_the_model_does_not_know() -> None:
    """Nothing is taken for another language where the model cannot tell the article's own."""
    sections = _sections(_paragraph(GERMAN))
    assert detect(sections, "tlh", 0.9) == sections
    assert detect(sections, "de-CH", 0.9) == sections


@needs_detector
def test_a_language_that_was_found_reaches_what_is_said() -> None:
    """The utterances of a block are in the language that was found for it."""
    found = segment(detect(_sections(_paragraph(f"{GERMAN} Gut.")), "en", 0.9), "en", Breaks())
    assert [one.language for one in utterances(found)] == ["de", "de"]


def test_without_the_detector_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Asked for and not installed is an error with the next step, before any article is read; not asked for is none.

    Where an article asks for it, it is a warning.
    """
    monkeypatch.setattr("tts.text.detect.find_spec", lambda name: None)
    check_detector(None)
    with pytest.raises(UsageError, match=r'pip install "articast\[languages\]"'):
        detect(_sections(_paragraph(GERMAN)), "en", 0.9)
    prepared = prepare(read(_article(tmp_path, GERMAN, "articast: {detect_language: 0.9}\n")), Config())
    assert "line 3: Detecting languages needs py3langid" in prepared.article.warnings[-1]
    assert main(["package", str(tmp_path), "--detect-language", "0.9", "-o", str(tmp_path / "out")]) == 2


@pytest.mark.parametrize(("value", "floor"), [(0.9, 0.9), (1, 1.0), ("0.5", 0.5), ("off", None)])
def test_the_floor_is_a_setting(value: object, floor: float | None) -> None:
    """A number from 0.5 to 1, also as text, or "off"; what the manifest records leads to the same."""
    config = configure(Config(detect_language=0.7), {"detect_language": value})
    assert config.detect_language == floor
    assert configure(Config(), {"detect_language": options(config)["detect_language"]}) == config


@pytest.mark.parametrize("value", [0.4, 1.01, "nan", True, "yes", None, [0.9]])
def test_a_floor_that_is_none_is_refused(value: object) -> None:
    """Anything else is refused, with what is needed."""
    with pytest.raises(
        UsageError, match=r"(?i)detect_language must be a number from 0.5 to 1, such as 0.9, or .off., not "
    ):
        configure(Config(), {"detect_language": value})


def test_voices_of_one_language_are_one() -> None:
    """For an article in one language the choice is that of `choose_voice`, and nobody else."""
    assert choose_voices(VOICES, None, "en", ["en"]) == {"en": choose_voice(VOICES, None, "en")}
