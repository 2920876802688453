"""What the edition itself says ("Pictures", "Image:"), one file a language; for any other language, in English."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The words of one language file. `language` is the BCP 47 tag of the language that they are in."""

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
    code_one: str
    code_many: str
    table: str
    table_small: str  # one column or one row
    date: str
    months: tuple[str, ...]

    def code(self, lines: int) -> str:
        """Says that code of so many lines is not read."""
        return self.code_one if lines == 1 else self.code_many.format(lines=lines)

    def authors(self, names: tuple[str, ...]) -> str:
        """The byline: `By Ann, Ben and Cleo`."""
        listed = self.conjunction.join(filter(None, (", ".join(names[:-1]), names[-1])))
        return self.byline.format(authors=listed)

    def day(self, date: str) -> str:
        """The day of an ISO 8601 date or date and time as people of this language write it."""
        year, month, day = (int(part) for part in date[:10].split("-"))
        return self.date.format(day=day, month=self.months[month - 1], year=year)


def phrases(language: str) -> Phrases:
    """The phrases for a BCP 47 tag: those of its primary language, or English."""
    primary = language.split("-")[0].lower()
    known = primary.isalpha() and files(__package__).joinpath(f"{primary}.toml").is_file()
    return _load(primary if known else "en")


@cache
def _load(language: str) -> Phrases:
    values = tomllib.loads(files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    conjunction, months = values.pop("and"), tuple(values.pop("months"))
    return Phrases(language=language, conjunction=conjunction, months=months, **values)
