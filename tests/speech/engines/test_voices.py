"""The choice of a voice."""

from __future__ import annotations

import pytest

from tts.errors import UsageError
from tts.model import Voice
from tts.speech.engines.language_tag import language_tag
from tts.speech.engines.voices import choose_voice, speaks


def voice(identifier: str, name: str, *languages: str) -> Voice:
    return Voice(id=identifier, name=name, languages=languages)


VOICES = (
    voice("mb/mb-de1", "german-mbrola-1", "de"),
    voice("gmw/de", "German", "de"),
    voice("gmw/en-029", "English (Caribbean)", "en-029", "en"),
    voice("gmw/en", "English (Great Britain)", "en-GB", "en"),
    voice("gmw/en-GB-x-rp", "English (Received Pronunciation)", "en-GB-x-rp", "en-GB", "en"),
    voice("gmw/en-US", "English (America)", "en-US", "en"),
    voice("gmw/en-US+f2", "English (America) f2", "en-US", "en"),
    voice("roa/es", "Spanish (Spain)", "es"),
    voice("roa/es-419", "Spanish (Latin America)", "es-419", "es-MX"),
    voice("roa/fr-BE", "French (Belgium)", "fr-BE", "fr"),
    voice("roa/fr", "French (France)", "fr-FR", "fr"),
    voice("gmq/nb", "Norwegian", "nb", "no"),
)


@pytest.mark.parametrize(
    ("language", "identifier"),
    [
        ("en", "gmw/en-US"),
        ("en-US", "gmw/en-US"),
        ("en_us", "gmw/en-US"),
        ("en-GB", "gmw/en"),
        ("en-GB-x-rp", "gmw/en-GB-x-rp"),
        ("en-AU", "gmw/en-US"),
        ("de", "gmw/de"),
        ("de-CH", "gmw/de"),
        ("es-MX", "roa/es-419"),
        ("es-AR", "roa/es"),
        ("fr", "roa/fr"),
        ("fr-CA", "roa/fr"),
        ("no", "gmq/nb"),
        ("tlh", "gmw/en-US"),
    ],
)
def test_the_best_voice_for_a_language(language: str, identifier: str) -> None:
    """The very language wins, then the plain one, then English; never a variant or an mbrola voice."""
    assert choose_voice(VOICES, None, language).id == identifier
    assert choose_voice(VOICES[::-1], None, language).id == identifier


def test_whether_a_voice_speaks_a_language() -> None:
    """A voice speaks a language of whatever region, and no other."""
    british = choose_voice(VOICES, "gmw/en", "de")
    assert speaks(british, "en-AU")
    assert not speaks(british, "de")


@pytest.mark.parametrize("wanted", ["gmw/en-US", "GMW/EN-us", "english (america)", "en-us", "en-US"])
def test_a_voice_by_name(wanted: str) -> None:
    """Id, name and language name a voice, in any case, whatever the article's language."""
    assert choose_voice(VOICES, wanted, "de").id == "gmw/en-US"


def test_an_unknown_voice() -> None:
    """The error names what is near, and where all are listed."""
    with pytest.raises(
        UsageError, match=r"no voice 'Germann'\. Did you mean 'German'.* List all voices with `articast voices`\."
    ):
        choose_voice(VOICES, "Germann", "en")
    with pytest.raises(UsageError, match=r"no voice 'qqqqqq'\. List all voices with `articast voices`\."):
        choose_voice(VOICES, "qqqqqq", "en")


def test_no_voice_at_all() -> None:
    """An engine without voices is an error, not a crash."""
    with pytest.raises(UsageError, match="has no voices"):
        choose_voice((), None, "en")


@pytest.mark.parametrize(
    ("raw", "tag"),
    [
        ("en-us", "en-US"), ("en_US", "en-US"), ("\x05en-us", "en-US"), ("en_US.UTF-8", "en-US"), ("EN", "en"),
        ("cmn-latn-pinyin", "cmn-Latn-pinyin"), ("en-gb-x-gbclan", "en-GB-x-gbclan"), ("es-419", "es-419"),
        ("", ""), ("\x02", ""), ("Unknown Locale: 4096", ""),
    ],
)  # fmt: skip
def test_language_tags(raw: str, tag: str) -> None:
    """What engines call a language becomes a BCP 47 tag, or nothing."""
    assert language_tag(raw) == tag
