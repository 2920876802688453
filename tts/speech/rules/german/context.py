"""The context of a match, where a look-around in the pattern would need a fixed length, and the ends of sentences."""

from __future__ import annotations

import re

from tts.regex import regex

_NEAR = 60  # characters, about one clause
_WORDS = """
Aber Alle Als Am An Auch Auf Aus Außerdem Bei Beim Bis Da Dabei Damit Danach Dann Das Denn Dennoch Der Deshalb Die Dies
Diese Dieser Doch Dort Ein Eine Einer Er Es Etwa Für Gegen Heute Hier Ich Ihr Ihre Im In Insgesamt Jetzt Kein Keine Laut
Man Mit Nach Nun Nur Obwohl Rund Sein Seine Seit Sie So Später Trotz Um Und Unter Viele Von Vor Während Was Weil Wenn
Wer Wie Wir Zu Zudem Zuerst Zuletzt Zum Zur Zwar Zwischen Über
"""
_STARTS = "|".join(_WORDS.split())
_ENDS = regex(rf"[\"'”’“‘)\]»«*_]*(?:$|\s+[\"'“„‘(\[«»]*(?:(?:{_STARTS})\b|[A-ZÄÖÜ][a-zäöüß]+:))")


def before(match: re.Match[str]) -> str:
    """Return the text shortly before the match."""
    return match.string[max(0, match.start() - _NEAR) : match.start()]


def after(match: re.Match[str]) -> str:
    """Return the text shortly after the match."""
    return match.string[match.end() : match.end() + _NEAR]


def stop(match: re.Match[str]) -> str:
    """Return the full stop if the abbreviation ends the sentence; otherwise, return an empty text."""
    return "." if match[0].endswith(".") and _ENDS.match(match.string, match.end()) else ""


def last_stop(match: re.Match[str]) -> str:
    """Return the full stop if nothing follows the abbreviation, which never ends a sentence before another word."""
    return "." if match[0].endswith(".") and not after(match).strip("\"'”’“‘)]»« ") else ""


def is_start(rest: str) -> bool:
    """Return whether the first word of `rest` begins sentences more often than it follows a full stop in one."""
    return re.match(rf" (?:{_STARTS})\b", rest) is not None


def as_written(said: str, match: re.Match[str]) -> str:
    """Return `said` with a capital if it begins the text as one: "Ca. 5" is `Circa fünf`."""
    is_first = not match.string[: match.start()].strip("\"'„“‚‘»«(* ")
    return said[0].upper() + said[1:] if is_first and match[0].strip()[:1].isupper() else said
