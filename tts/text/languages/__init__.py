"""What the edition itself says ("Pictures", "Image:"), one file a language; for any other language, in English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tts.text.languages.plurals import category


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The words of one language file. `language` is the BCP 47 tag of the language that they are in.

    `counts` has `lines`, `columns`, `rows` and `items`, each with a form for every plural category of the language.
    """

    language: str
    key_points: str
    article: str
    pictures: str
    notes: str
    image: str
    caption: str
    credit: str
    note: str
    byline: str
    conjunction: str
    code: str
    code_unread: str
    code_end: str
    table: str
    table_unread: str
    table_end: str
    header: str
    cell_empty: str
    list: str
    list_end: str
    inner_list: str
    inner_list_end: str
    quote: str
    quote_end: str
    link: str
    date: str
    months: tuple[str, ...]
    counts: Mapping[str, Mapping[str, str]]

    def counting(self, phrase: str, **counts: int) -> str:
        """`phrase` with each of `counts` put in: `Code, {lines}.` with `lines=12` is `Code, 12 lines.`"""
        forms = {name: self.counts[name][category(self.language, count)] for name, count in counts.items()}
        return phrase.format(**{name: form.format(count=counts[name]) for name, form in forms.items()})

    def authors(self, names: tuple[str, ...]) -> str:
        """The byline: `By Ann, Ben and Cleo`."""
        listed = self.conjunction.join(filter(None, (", ".join(names[:-1]), names[-1])))
        return self.byline.format(authors=listed)

    def day(self, date: str) -> str:
        """The day of an ISO 8601 date or date and time as people of this language write it."""
        year, month, day = (int(part) for part in date[:10].split("-"))
        return self.date.format(day=day, month=self.months[month - 1], year=year)

    def language_in(self, language: str) -> str | None:
        """The language of a block with these words in an article in `language`: None where it is the article's own."""
        return None if _primary(language) == self.language else self.language


@cache
def phrases(language: str) -> Phrases:
    """The phrases for a BCP 47 tag: those of its primary language, or English."""
    primary = _primary(language)
    known = primary.isalpha() and files(__package__).joinpath(f"{primary}.toml").is_file()
    return _load(primary if known else "en")


def _primary(language: str) -> str:
    return language.split("-")[0].lower()


@cache
def _load(language: str) -> Phrases:
    values = tomllib.loads(files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    conjunction, months = values.pop("and"), tuple(values.pop("months"))
    return Phrases(language=language, conjunction=conjunction, months=months, **values)
