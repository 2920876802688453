"""The sign of a number, ampersands, apostrophes, telephone numbers and addresses."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules import common
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, rule
from tts.speech.rules.ukrainian import words
from tts.speech.rules.ukrainian.grammar import case_of
from tts.speech.rules.ukrainian.nouns import nouns

_SITE_SIGNS = {".": " крапка ", "-": " дефіс ", "_": " підкреслення ", "/": " слеш ", "+": " плюс "}
_SITE_SIGN = regex(r"[._/+-]")
_DIGITS = regex(r"\d+")
_ENDINGS = "ua|com|org|net|info|gov|edu|eu|io|tv|news|укр|pl|de|uk|fr|us|online|media|co"


def say_site(site: str) -> str:
    """Return a site in words: `pravda.com.ua` is "pravda крапка com крапка ua"."""
    said = _SITE_SIGN.sub(lambda sign: _SITE_SIGNS[sign[0]], site)
    said = _DIGITS.sub(
        lambda figures: f" {words.pairs(figures[0]) if len(figures[0]) < 4 else words.digits(figures[0])} ", said
    )
    return " ".join(said.split())


@rule(common.ADDRESS, needs="/")
def address(match: re.Match[str], passage: Passage) -> str | None:
    """Say only the site of a raw web address: `https://www.example.org/a/b?c=1` is `example крапка org`.

    If the verbosity is "brief", call the address a link.
    """
    site = common.site_of(match[0])
    if site is None or passage.verbosity == "brief":
        return site and passage.link
    path = common.path_of(match[0], site)
    is_said = passage.verbosity == "full" or common.is_speakable_path(match[0], path)
    return say_site(site + (path if is_said else ""))


@rule(r"(?<![\w@.+-])(?P<name>\w+(?:[.+_-]\w+)*)@(?P<site>\w+(?:[.-]\w+)*\.[a-zA-Z]{2,})(?![\w@])", needs="@")
def mail(match: re.Match[str], passage: Passage) -> str:
    """Say a mail address: `info@ukr.net`."""
    return f"{say_site(match['name'])} равлик {say_site(match['site'])}"


@rule(rf"(?<![\w@/.-])(?:www\.)?(?P<site>(?:[a-zA-Z0-9-]+\.)+(?:{_ENDINGS}))(?![\w@-]|\.\w)/?", needs=INNER_STOP)
def site(match: re.Match[str], passage: Passage) -> str | None:
    """Say a site: `suspilne.media`, `www.pravda.com.ua`."""
    return None if passage.marked("code", match.start()) else say_site(match["site"])


@rule(
    r"(?<![\w.,])(?:(?P<plus>\+) ?(?P<country>\d{1,3}) ?)?\(?(?P<area>0?\d{2,3})\)?[ -]"
    r"(?P<rest>\d{3}[ -]\d{2}[ -]\d{2}|\d{3}[ -]\d{3,4}|\d{2}[ -]\d{3}[ -]\d{2})(?![\w-]|[.,]\d)"
    r"|(?<![\w.,])(?P<compact>\+380\d{9}|0\d{9})(?!\w)"
    r"|(?<![\w.,])(?P<free>0 ?800)[ -](?P<free_rest>\d{3}[ -]\d{3}|\d{2}[ -]\d{2}[ -]\d{2}|\d{3}[ -]\d{2}[ -]\d)(?!\w)",
    needs="0",
)
def telephone(match: re.Match[str], passage: Passage) -> str | None:
    """Say a telephone number by its groups: `+380 44 123-45-67`, `(044) 123-45-67`, `0 800 123 456`."""
    if match["compact"]:
        figures = match["compact"].lstrip("+")
        start = figures[:-10] + figures[-10:-7] if figures.startswith("0") else figures[:3]
        middle = [] if figures.startswith("0") else [figures[3:5]]
        return ("плюс " if match["compact"][0] == "+" else "") + ", ".join(
            words.pairs(group) for group in [start, *middle, figures[-7:-4], figures[-4:-2], figures[-2:]]
        )
    if match["free"]:
        groups = ["0", "800", *re.split("[ -]", match["free_rest"])]
    elif match["plus"] or match["area"].startswith("0"):
        groups = [*([match["country"]] if match["country"] else []), match["area"], *re.split("[ -]", match["rest"])]
    else:
        return None
    return ("плюс " if match["plus"] else "") + ", ".join(words.pairs(group) for group in groups)


@rule(r"(?<!\w)(?P<sign>№№|№) ?(?:(?P<number>\d{1,6})(?![\w/]|[.,]\d)|(?=\w))", needs="№")
def number_sign(match: re.Match[str], passage: Passage) -> str:
    """Say the sign of a number, and the number: `№ 7`, `№№ 3, 5`."""
    return ("номери " if match["sign"] == "№№" else "номер ") + (
        words.pairs(match["number"]) if match["number"] else ""
    )


@rule(r"(?<=\d) ?[×⋅·] ?(?=\d)", needs="×⋅·")
def times(match: re.Match[str], passage: Passage) -> str:
    """Say the sign of a product: `5×7` is `п'ять на сім`."""
    return " на "


@rule(r"[≈~](?= ?[\d$€£])", needs="≈~")
def about(match: re.Match[str], passage: Passage) -> str | None:
    """Say the sign of an approximate number: `≈590`."""
    return None if passage.marked("code", match.start()) else "приблизно "


@rule(r"(?<=[\w’']) ?& ?(?=\w)", needs="&")
def ampersand(match: re.Match[str], passage: Passage) -> str | None:
    """Say an ampersand between words: `Текст & Ко`."""
    return " і " if " " in match[0] else None


@rule(r"(?<!\w)[А-Яа-яҐґЄєІіЇї]+(?:[ʼ‘`´′][А-Яа-яҐґЄєІіЇї]+){1,3}(?!\w)", needs="ʼ‘`´′")
def apostrophe(match: re.Match[str], passage: Passage) -> str | None:
    """Say a word with another sign for its apostrophe as one word: `пʼять`."""
    if passage.marked("code", match.start()):
        return None
    return re.sub("[ʼ‘`´′]", "'", match[0])


@rule(r"§§? ?(?=\d)", needs="§")
def section_sign(match: re.Match[str], passage: Passage) -> str:
    """Say the sign of a section: `§ 5`."""
    case = case_of(match.string[: match.start()], "", 5)
    return f"{nouns()['параграф'].forms[words.CASES.index(case)]} "


ADDRESSES: tuple[Rule, ...] = (address, mail)
RULES: tuple[Rule, ...] = (site, telephone)
NUMBERS: tuple[Rule, ...] = (number_sign, section_sign, times, about)
WORDS: tuple[Rule, ...] = (apostrophe,)
LAST: tuple[Rule, ...] = (ampersand,)
