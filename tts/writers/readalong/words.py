"""What the page itself says ("Play", "Chapters"), one file a language; for any other language, in English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tts.writers.markup import language_attributes

_FOLDER = files("tts").joinpath("writers", "readalong", "phrases")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The phrases of one language file by their names; `language` is the BCP 47 tag of the language they are in."""

    language: str
    phrases: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.phrases[name]

    def number(self, number: float) -> str:
        """A number with the language's decimal sign, without needless digits: `1.25`, `1,25`, `2`."""
        return f"{number:g}".replace(".", self.phrases["decimal"])

    def attributes(self, language: str) -> dict[str, str]:
        """What an element with these words says of its language, on a page in `language`."""
        return {} if _primary(language) == self.language else language_attributes(self.language, language)


def words(language: str) -> Words:
    """The words for a BCP 47 tag: those of its primary language, or English."""
    primary = _primary(language)
    known = primary.isalpha() and _FOLDER.joinpath(f"{primary}.toml").is_file()
    return _load(primary if known else "en")


def _primary(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


@cache
def _load(language: str) -> Words:
    text = _FOLDER.joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return Words(language=language, phrases=tomllib.loads(text))
