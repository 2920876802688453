"""Settings are laid over one another and refused when they are unknown or impossible."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tts.config.config import ARTICLE_SETTINGS, Config, configure, options
from tts.errors import UsageError


def test_settings_lie_over_the_defaults() -> None:
    """What is set wins, what is not stays, and the configuration before is not changed."""
    before = Config()
    after = configure(before, {"rate_wpm": 120, "voice": "en-gb", "formats": "mp3, mp3", "breaks": {"paragraph": 1}})
    assert (after.prosody.rate_wpm, after.prosody.pitch, after.voice) == (120, 50, "en-gb")
    assert (after.breaks.paragraph, after.breaks.sentence, after.formats) == (1, 250, ("mp3",))
    assert before == Config()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"rate_wmp": 100}, r"Unknown setting 'rate_wmp'\. Did you mean 'rate'\?"),
        ({"zzz": 1}, r"Unknown setting 'zzz'\. Known: engine, date, language, voice, "),
        ({3: 1}, r"Unknown setting '3'\. Known: "),
        ({"breaks": {"paragraf": 1}}, r"Unknown break 'paragraf'\. Did you mean 'paragraph'\?"),
        ({"breaks": 3}, "breaks must be a table"),
        ({"breaks": {"item": "4"}}, "item must be a whole number .*'4'"),
        ({"breaks": {"item": -4}}, r"breaks\.item must be .* 0 to 60000, not -4"),
        ({"rate_wpm": "fast"}, "rate_wpm must be a whole number .*'fast'"),
        ({"rate_wpm": True}, "rate_wpm must be a whole number .*True"),
        ({"rate_wpm": 1.5}, r"rate_wpm must be a whole number .*1\.5"),
        ({"rate_wpm": 1000}, "rate_wpm must be .* 80 to 450, not 1000"),
        ({"voice": 3}, "voice must be text, not 3"),
        ({"loudness": "loud"}, "loudness must be one of speech, podcast, broadcast, off, not 'loud'"),
        ({"formats": []}, r"formats must be a comma-separated list of names, not \[\]"),
        ({"formats": [1]}, r"formats must be a comma-separated list of names, not \[1\]"),
        ({"formats": 1}, "formats must be a comma-separated list of names, not 1"),
        ({"voices": "Anna"}, "voices must be a table of voices, as in: voices: {quotation: Anna}"),
        (
            {"voices": {"quotatoin": "a"}},
            r"Unknown role or language 'quotatoin' of a voice\. Did you mean 'quotation'\?",
        ),
        ({"voices": {"German": "a"}}, r"Unknown role or language 'German' of a voice\. Did you mean 'de'\?"),
        ({"voices": {"en_GB": "a"}}, r"Unknown role or language 'en_GB' of a voice\. Did you mean 'en-GB'\?"),
        (
            {"voices": {"xyzzy": "a"}},
            r"Unknown role or language 'xyzzy' of a voice\. Known: title, key-points, heading, ",
        ),
        ({"voices": {"de": 3}}, "voices.de must be text, not 3"),
        ({"speakers": ["Ana"]}, "speakers must be a table of voices, as in: speakers: {Ana: Anna}"),
        ({"speakers": {"Ana": None}}, "speakers.Ana must be text, not None"),
        ({"date": "May"}, "date must be a date such as 2026-05-17, not 'May'"),
        ({"date": "20260517"}, "date must be a date such as 2026-05-17, not '20260517'"),
        ({"date": 2026}, "date must be text, not 2026"),
    ],
)
def test_a_wrong_setting_is_refused(settings: dict[Any, Any], message: str) -> None:
    """A setting that is unknown or impossible is refused with its name and what would be right."""
    with pytest.raises(UsageError, match=f"(?i){message}"):
        configure(Config(), settings)


def test_an_article_cannot_choose_the_engine() -> None:
    """One engine speaks a whole run, so that an article's head cannot name another."""
    with pytest.raises(UsageError, match="Unknown setting 'engine'"):
        configure(Config(), {"engine": "silent"}, ARTICLE_SETTINGS)


def test_voices_are_added_to_those_of_the_run() -> None:
    """An article changes the voices that it names, and keeps the others."""
    run = configure(Config(), {"voices": {"title": "Anna", "de": "Dora"}, "speakers": {"Ana": "Anna"}})
    article = configure(run, {"voices": {"title": "Bill"}, "speakers": {"Dr. Ben": "Bill"}}, ARTICLE_SETTINGS)
    assert options(article)["voices"] == {"title": "Bill", "de": "Dora"}
    assert options(article)["speakers"] == {"Ana": "Anna", "Dr. Ben": "Bill"}


def test_options_hold_every_setting_and_can_be_written() -> None:
    """The settings that a manifest records are all that can be set, as plain values, and lead to the same Config."""
    config = configure(Config(), {"rate_wpm": 120, "loudness": "off", "breaks": {"item": 7}, "voices": {"de": "Dora"}})
    plain = json.loads(json.dumps(options(config)))
    assert configure(Config(), {name: value for name, value in plain.items() if value is not None}) == config
