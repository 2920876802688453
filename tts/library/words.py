"""What the library itself says ("Search", "Newest first"), one file a language; for any other language, in English."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from tts.writers.markup import language_attributes

_FOLDER = files("tts").joinpath("library", "phrases")

# What the speakers of a language call it; others are shown by their tag.
_NAMES = {
    "ar": "العربية",
    "bg": "Български",
    "bn": "বাংলা",
    "ca": "Català",
    "cs": "Čeština",
    "cy": "Cymraeg",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "eo": "Esperanto",
    "es": "Español",
    "et": "Eesti",
    "eu": "Euskara",
    "fa": "فارسی",
    "fi": "Suomi",
    "fr": "Français",
    "ga": "Gaeilge",
    "gl": "Galego",
    "he": "עברית",
    "hi": "हिन्दी",
    "hr": "Hrvatski",
    "hu": "Magyar",
    "id": "Indonesia",
    "is": "Íslenska",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "nb": "Norsk bokmål",
    "nl": "Nederlands",
    "no": "Norsk",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "sk": "Slovenčina",
    "sl": "Slovenščina",
    "sr": "Српски",
    "sv": "Svenska",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "zh": "中文",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The phrases of one language file by their names; `language` is the BCP 47 tag of the language they are in."""

    language: str
    phrases: Mapping[str, Any]

    def __getitem__(self, name: str) -> str:
        return str(self.phrases[name])

    def number(self, number: float) -> str:
        """A number with the language's decimal sign, without needless digits: `1.2`, `1,2`, `2`."""
        return f"{number:g}".replace(".", self["decimal"])

    def date(self, moment: datetime) -> str:
        """A date as it is written: `20 May 2026`."""
        month = self.phrases["months"][moment.month - 1]
        return self["date"].format(day=moment.day, month=month, year=moment.year)

    def attributes(self, language: str) -> dict[str, str]:
        """What an element in `language`, or with a name of it, says of that."""
        given = language_attributes(language, self.language)
        return {name: value for name, value in given.items() if name != "xml:lang"}


def most_common(languages: Iterable[str]) -> str:
    """The tag that most of `languages` are, the first in the alphabet of those that are as many; `en` for none."""
    counted = Counter(languages)
    return min(counted, key=lambda tag: (-counted[tag], tag), default="en")


def words(language: str) -> Words:
    """The words for a BCP 47 tag: those of its primary language, or English."""
    primary = language.partition("-")[0].lower()
    known = primary.isalpha() and _FOLDER.joinpath(f"{primary}.toml").is_file()
    return _load(primary if known else "en")


def language_name(tag: str) -> str:
    """What the speakers of a language call it, with its region or script: `English (GB)`; the tag of one we lack."""
    primary, _, more = tag.partition("-")
    name = _NAMES.get(primary.lower())
    if name is None:
        return tag
    return f"{name} ({more})" if more else name


@cache
def _load(language: str) -> Words:
    text = _FOLDER.joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return Words(language=language, phrases=tomllib.loads(text))
