"""A tag that is no language is an error wherever a setting names one, and a warning in an article."""

from __future__ import annotations

from pathlib import Path

import pytest

from tts.cli import main
from tts.editions.edition_file import read_edition_file
from tts.errors import UsageError
from tts.speech.lexicon import read_lexicon
from tts.text.languages.names import NAMES, read_tag, require_tag
from tts.text.languages.registry import is_language, is_region, is_registered
from tts.text.readers import read


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        *(("de", "de"), ("de-CH-1996", "de-CH-1996"), ("sr-Latn", "sr-Latn"), ("zh-yue", "zh-yue"), ("tlh", "tlh")),
        *(("en_GB", "en-GB"), ("ger", "de"), ("aar", "aa"), ("German", "de"), ("de-x-swiss", "de-x-swiss")),
        *(("es-419", "es-419"), ("de-u-co-phonebk", "de-u-co-phonebk"), ("qaa", "qaa"), ("iw", "iw")),
    ],
)
def test_languages_are_accepted(written: str, tag: str) -> None:
    """Registered tags of any form, codes of ISO 639-2, names of locales and of languages are languages."""
    assert require_tag("language", written) == tag


WRONG = [
    ("xx-yy-zz-nonsense", ""),
    ("xx", ""),
    ("zzz-DE", ""),
    ("englisch", "en"),
    ("Deutch", "de"),
    ("en-UK", "en-GB"),
    ("en-nonsense", "en"),
    ("en-Xxxx-GB", "en"),
    ("de/en", "de"),
    ("x" * 500, ""),
]


@pytest.mark.parametrize(("written", "near"), WRONG)
def test_others_are_refused(written: str, near: str) -> None:
    """Anything else is refused, with the language that is probably meant."""
    hint = rf"\. Did you mean '{near}'\?$" if near else "'$"
    with pytest.raises(ValueError, match=rf"^language must be a tag such as en or de-CH, not '{written[:30]}.*{hint}"):
        require_tag("language", written)


def test_the_registry_has_what_there_is() -> None:
    """Subtags are looked up by their kind, in any case; every language that has a name here is registered."""
    assert all(map(is_language, (*NAMES, "DE", "gsw", "qtz")))
    assert not any(map(is_language, ("xx", "deu", "englisch", "")))
    assert all(map(is_region, ("ch", "CH", "419", "XK")))
    assert not any(map(is_region, ("uk", "000", "Latn")))
    assert all(map(is_registered, ("Latn", "GB", "419", "1996", "yue", "valencia")))
    assert not any(map(is_registered, ("xxxx", "yy", "000", "nonsense", "zzz")))


@pytest.mark.parametrize("verb", ["package", "text", "check", "say", "voices", "doctor"])
def test_options_refuse_what_is_no_language(verb: str, tmp_path: Path, monkeypatch, capsys) -> None:
    """`--language englisch` is an error of every command that has the option; `doctor` counts it as a problem."""
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("bees.md").write_text("# Bees\n\nBees fly.\n", encoding="utf-8")
    monkeypatch.setattr("tts.doctor.examine", lambda _: ())
    monkeypatch.setattr("tts.cli.doctor.examine", lambda _: ())
    path = [] if verb in ("voices", "doctor") else ["bees.md"]
    status = main([verb, *path, "--language", "englisch"])
    out, err = capsys.readouterr()
    assert status == (1 if verb == "doctor" else 2)
    assert "--language must be a tag such as en or de-CH, not 'englisch'. Did you mean 'en'?" in out + err


def test_files_refuse_what_is_no_language(tmp_path: Path, monkeypatch, capsys) -> None:
    """The files of settings and editions and lexicons name the line of a language that is none."""
    monkeypatch.chdir(tmp_path)
    Path("bees.md").write_text("# Bees\n\nBees fly.\n", encoding="utf-8")
    message = "must be a tag such as en or de-CH, not 'xx'."
    for name, text, place in (
        ("articast.toml", "\nlanguage = 'xx'", "articast.toml, line 2: language"),
        ("articast.toml", "[feed]\nlanguage = 'xx'", "articast.toml, line 2: feed.language"),
    ):
        Path(name).write_text(text, encoding="utf-8")
        assert main(["check", "bees.md"]) == 2
        assert capsys.readouterr().err == f"{place} {message}\n"
    Path("edition.toml").write_text("title = 'Bees'\nlanguage = 'xx'\n", encoding="utf-8")
    with pytest.raises(UsageError, match=f"edition.toml, line 2: language {message}"):
        read_edition_file(Path("edition.toml"))
    pls = (
        "<lexicon version='1.0' xmlns='http://www.w3.org/2005/01/pronunciation-lexicon' alphabet='ipa' xml:lang='xx'/>"
    )
    for name, text, place in (
        ("a.toml", "[words]\nBee = {alias = 'Bea', language = 'xx'}", "a.toml, line 2: Language"),
        ("a.pls", pls, "a.pls, line 1: xml:lang"),
    ):
        Path(name).write_text(text, encoding="utf-8")
        with pytest.raises(UsageError, match=f"{place} {message}"):
            _ = read_lexicon(Path(name)).entries


def test_an_article_is_warned_of(tmp_path: Path) -> None:
    """An article with a language that is none is read; the warning has its line and the nearest tag."""
    path = tmp_path / "bees.md"
    path.write_text("---\ntitle: Bees\nlang: englisch\n---\n\nBees fly far from the hive.\n", encoding="utf-8")
    (warning,) = read(path).warnings
    what = "'englisch' is not the tag of a language, so the article is read as English (en)."
    assert warning == f"{path}, line 3: {what} Did you mean `lang: en`?"
    assert read_tag("en-nonsense")[0] == "en"
