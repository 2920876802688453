"""Rules for every language: ticks, crosses, boxes of tasks, arrows, circles, ratings and warnings are said in words."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.rule import Passage, Rule, rule
from tts.text.languages import load_phrases
from tts.text.languages.signs import ANSWERS, RATING, SIGNS, VARIANT

_NEAR = 60  # characters, about one clause
_DONE = "☑"
_MARKS = frozenset(("tick", "cross", "box", "box_ticked", "box_crossed"))
_TRENDS = frozenset(("up", "down"))
_TIMES = "×✕"  # among words they are signs of a product
_ANY = "".join(re.escape(sign) for sign in SIGNS)


def _before(match: re.Match[str]) -> str:
    """Return the text shortly before the match."""
    return match.string[max(0, match.start() - _NEAR) : match.start()]


def _has_words(passage: Passage) -> bool:
    """Return whether the passage has a letter or digit."""
    return any(map(str.isalnum, passage.characters))


def _word(name: str, passage: Passage) -> str:
    """Return the word for a sign in the language of the passage."""
    word: str = getattr(load_phrases(passage.language).signs, name)
    return word


@rule(rf"^(?:[*+•-] +)?(?:\[(?P<state>[ xX])\]|(?P<box>[☐☑]){VARIANT})(?= +\S)", needs="[☐☑")
def task(match: re.Match[str], passage: Passage) -> str | None:
    """Say whether a task is done, for the box before it: `☑ Feed the bees`, `[ ] Clean the pots`."""
    if passage.marked("code", match.start()) or len(_BOX.findall(passage.text)) > 1:
        return None
    return _word("done" if match["box"] == _DONE or (match["state"] or "").strip() else "to_do", passage)


_BOX = regex(r"[☐☑☒]")


@rule(RATING, needs="★⭐●■♥☆")
def rating(match: re.Match[str], passage: Passage) -> str | None:
    """Say a row of signs as a rating: `★★★☆☆` is three of five stars, `●●○` two of three."""
    signs = match[0].replace("\ufe0f", "").removesuffix("½")
    full = sum(sign in "★⭐●■♥" for sign in signs)
    is_half, is_star = match[0].endswith("½"), signs[0] in "★⭐☆"
    if (
        passage.marked("code", match.start())
        or (not is_star and full == len(signs))
        or (len(signs) < 2 and not is_half)
    ):
        return None
    phrases = load_phrases(passage.language)
    count = phrases.format_number(full + 0.5 if is_half else full)
    phrase = (phrases.signs.rating if is_star else phrases.signs.scale) if full < len(signs) else phrases.signs.stars
    return phrase.format(full=count, all=len(signs))


@rule(rf"(?P<sign>[{_ANY}]){VARIANT}", needs="".join(SIGNS))
def sign(match: re.Match[str], passage: Passage) -> str | None:
    """Say a sign that carries a meaning: `Map ✓`, `▲ 2.1%`, `⚠ Wet floor`; alone in a cell, a tick is "Yes".

    Skip an arrow or a circle that only decorates the beginning of a line.
    """
    name, begin, end = SIGNS[match["sign"]], match.start(), match.end()
    if passage.marked("code", begin):
        return None
    if not _has_words(passage):
        return _word(ANSWERS.get(name, name), passage)
    if name in _MARKS and match["sign"] not in _TIMES:
        return _mark(match, passage, name)
    if name == "warning":
        warning = _word(name, passage)
        is_said = passage.text[end : end + _NEAR].lstrip(" :!").casefold().startswith(warning.casefold())
        return "" if is_said else f"{warning}:" if not _before(match).strip() else warning
    if name in _TRENDS:
        return _trend(match, passage, name)
    is_edge = not _before(match).strip() or not passage.text[end : end + _NEAR].strip()
    return "" if is_edge and name in ("left", "right") else None


def _mark(match: re.Match[str], passage: Passage, name: str) -> str:
    """Return the word for a tick, a cross or a box among words, apart from words that it does not belong to."""
    before, after = _before(match).rstrip(), passage.text[match.end() : match.end() + _NEAR].lstrip()
    word = _word(name, passage)
    if not before:
        return f"{word}," if after[:1].isalnum() else word
    is_first = passage.text[:_NEAR].lstrip()[:1] in SIGNS  # then each sign belongs to the words after it
    return f", {word}" if is_first and before[-1:].isalnum() and after[:1].isalnum() else word


def _trend(match: re.Match[str], passage: Passage, name: str) -> str | None:
    """Return the word for an arrow up or down, "" for one that decorates."""
    before, after = _before(match), passage.text[match.end() : match.end() + _NEAR]
    if not before.strip() and not _NUMBER.match(after) and not _PERCENT.search(after):
        return ""
    return _word(name, passage)


_NUMBER = regex(r"\s?[+−–-]?\s?[$£€¥]?\.?\d")
_PERCENT = regex(r"\d\s?(?:%|p\b|pts?\b|points?\b)|[$£€]\d|\d[.,]?\s*$", re.MULTILINE)


@rule(
    rf"(?:(?<=\s)|(?<=\w))(?P<sign>[→⇒➜➔➡⟶←⬅⇐]){VARIANT}(?=\s*[\w“\"(£$€])"
    r"|(?<=[^\W\d_][^\W\d_] )[-=]+>(?= [^\W\d_]{2})",
    needs="→⇒➜➔➡⟶←⬅⇐>",
)
def arrow(match: re.Match[str], passage: Passage) -> str | None:
    """Say an arrow between words: `Paris → London`."""
    if passage.marked("code", match.start()) or not any(map(str.isalnum, _before(match))):
        return None
    return _word("arrow_back" if match["sign"] and match["sign"] in "←⬅⇐" else "arrow", passage)


FIRST: tuple[Rule, ...] = (task,)
"""Applied before the rule that skips the marker of an item."""
RULES: tuple[Rule, ...] = (rating, sign, arrow)
"""Applied before the rule that skips emoji."""
