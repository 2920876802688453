"""FRONT MATTER, TEXT, PATH -> LANGUAGE: what the run or the article says, else what its words are in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tts.noun import noun
from tts.regex import regex
from tts.text.languages.guess import guess_language
from tts.text.languages.names import english_name, find_similar_tag, read_tag
from tts.text.languages.registry import is_language, is_region
from tts.text.languages.tags import UNDETERMINED, GivenLanguage, primary_subtag
from tts.text.readers.frontmatter import names
from tts.text.readers.frontmatter.values import flatten, show_text, to_list, to_text
from tts.text.readers.remedies import NO_LANGUAGE, find_remedy, is_page_or_document

DEFAULT = "en"
"""The language of an article of which nothing tells another."""
_NONE = frozenset({UNDETERMINED, "mul", "mis", "zxx", "auto", "default", "x-default", "~", "null", "none"})
_MAX_SHOWN = 60  # characters of a value in a message
_MAX_FOLDERS = 3  # above the file, in which a name may be that of a language
_MAX_CHARACTERS = 200_000
_CODE_IN_NAME = regex(r"(?:^|.*[._])([a-z]{2,3}(?:[-_][a-z]{4})?(?:[-_][a-z]{2})?)", re.IGNORECASE | re.ASCII)
_FENCE = regex(r"\s{0,3}(?:[-*>]\s*)?(?:```|~~~)")
_INDENTED = regex(r" {4}|\t")
_HOLDER = regex(r" {0,3}(?:[-*+•]|\d{1,9}[.)]|!!!|\?\?\?\+?|===)\s")
"""The beginning of an item, or of a note or tab of MkDocs, to which indented lines belong."""

_MARKED = regex(r"<([a-z]+)\b[^<>]*\slang=", re.IGNORECASE, needs="<")
_NOT_PROSE = regex(
    r"`[^`\n]*`|<[^<>]*>|\{[{%][^{}]*\}|(?:https?://|www\.|mailto:)\S*|\]\([^()\s]*|\]:\s*\S+|\[\^[^\[\]\s]*\]|&\w{1,30};"
)


@noun
class ArticleLanguage:
    """The language of an article (BCP 47), and a warning if it is not as its front matter says it, or is a guess.

    `is_guess` says that neither the run nor the article names one.
    """

    tag: str = DEFAULT
    is_guess: bool = False
    warnings: tuple[str, ...] = ()


def find_language(
    fields: Mapping[str, Any], body: str, path: Path, given: GivenLanguage, source: str = ""
) -> ArticleLanguage:
    """Return the language of the article at `path`, with `fields` in its front matter and the text `body`.

    What the run gives holds for an article that says no language, or for all articles if it overrules. Otherwise the
    language is guessed. `source` is the whole file, in which the line of a wrong field is found.
    """
    key, written = _written(fields)
    if given.tag and (given.overrules or not written):
        return ArticleLanguage(tag=given.tag)
    if written:
        tag, problem = read_tag(written)
        if key.lower() == "locale" and "_" in written and tag == written.replace("_", "-"):
            problem = ""  # names of locales have no hyphens
        if tag and not problem:
            return ArticleLanguage(tag=tag)
        place = _place(path, key, source)
        if tag:
            what = f"'{_shorten(written)}' is {problem}. It is taken for {_shown(tag)}."
            step = _describe_remedy(path, tag) or f"Write `{key}: {tag}`."
            return ArticleLanguage(tag=tag, warnings=(f"{place}: {what} {step}",))
    guess = given.tag or guess_language(_prose(fields, body), _hint(path), DEFAULT)
    tag = guess or DEFAULT
    if written:
        what = f"'{_shorten(written)}' is {problem}, so the article is read as {_shown(tag)}."
        near = find_similar_tag(written)
        step = f"Did you mean `{key}: {near}`?" if near else f"Write a tag, as in `{key}: de`."
        step = _describe_remedy(path, tag) or step
        return ArticleLanguage(tag=tag, warnings=(f"{place}: {what} {step}",))
    is_guess = not given.tag
    if primary_subtag(tag) == DEFAULT:
        return ArticleLanguage(is_guess=is_guess)
    return ArticleLanguage(tag=tag, is_guess=is_guess, warnings=(f"{path}: {warn_of_language(tag, path)}",))


def _describe_remedy(path: Path, tag: str) -> str:
    """Return how the language of a page or document is set to `tag`, "" for a file with front matter."""
    return find_remedy(path).language.format(tag=tag) if is_page_or_document(path) else ""


def warn_of_language(tag: str, path: Path) -> str:
    """Return that the article at `path` does not say its language, which is taken for `tag`, and what to do."""
    remedy = find_remedy(path).language.format(tag=tag)
    return f"{NO_LANGUAGE}, so the article is read as {_shown(tag)}. {remedy}"


def guess_phrase(text: str) -> str:
    """Return the language of a text that is not an article: the default one if nothing shows another."""
    return guess_language(_prose({}, text), "", DEFAULT) or DEFAULT


def _shorten(text: str) -> str:
    """Return `text` for a message, with an ellipsis instead of what is too much."""
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1]}…"


def _shown(tag: str) -> str:
    """Return a language for a message: its English name, and its tag in brackets."""
    return f"{english_name(tag)} ({tag})"


def _written(fields: Mapping[str, Any]) -> tuple[str, str]:
    """Return the name of the field that says a language, as its author wrote it, and its value, "" if none does."""
    flat = flatten(fields)
    for name in names.LANGUAGE:
        value = next(iter(to_list(flat.get(name))), "")
        if (text := to_text(value)) and text.casefold() not in _NONE:
            return next((key for key in fields if names.normalize_name(key) == name), name), text
    return names.LANGUAGE[0], ""


def _place(path: Path, key: str, source: str) -> str:
    """Return the file, and the line of the field `key` in its front matter."""
    field = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[:=]")
    numbers = (number for number, line in enumerate(source[:_MAX_CHARACTERS].split("\n"), start=1) if field.match(line))
    line = next(numbers, None)
    return f"{path}, line {line}" if line else f"{path}"


def _hint(path: Path) -> str:
    """Return the tag that the name of the file or of a folder above it says: `bees.de.md`, `content/pt-br/bees.md`."""
    parts = [path.stem, *(folder for folder in reversed(path.absolute().parts[-_MAX_FOLDERS - 1 : -1]))]
    for index, name in enumerate(parts):
        match = _CODE_IN_NAME.fullmatch(name)
        if not match or (index and match.start(1)):
            continue
        code, *others = match[1].replace("_", "-").lower().split("-")
        if is_language(code) and len(code) == 2 and all(len(part) == 4 or is_region(part) for part in others):
            return "-".join([code, *(part.title() if len(part) == 4 else part.upper() for part in others)])
    return ""


def _prose(fields: Mapping[str, Any], body: str) -> str:
    """Return the words of the article itself: no code, mark-up or addresses, and no quotes if there is other text."""
    flat = flatten(fields)
    shown = [show_text(flat.get(name)) for name in (*names.TITLE, *names.SUBTITLE, *names.DESCRIPTION)]
    lines = list(_outside_code(body[:_MAX_CHARACTERS].split("\n")))
    own = [line for line in lines if not line.lstrip().startswith(">")]
    text = "\n".join([*shown, *(own if any(map(_has_words, own)) else lines)])
    return _NOT_PROSE.sub(" ", text) if any(map(_has_words, lines)) else "\n".join([*shown, body[:_MAX_CHARACTERS]])


def _has_words(line: str) -> bool:
    """Return whether there is a letter in `line`."""
    return any(map(str.isalpha, line))


def _outside_code(lines: list[str]) -> Iterator[str]:
    """Yield the lines that are not in a fence or indented as code, nor in an element with a language of its own."""
    is_code_open, is_held, end = False, False, ""
    for line in lines:
        is_indented = bool(_INDENTED.match(line))
        if line.strip() and not is_indented:
            is_held = bool(_HOLDER.match(line))
        if _FENCE.match(line.lstrip() if is_held else line):
            is_code_open = not is_code_open
        elif end:
            end = "" if end in line.lower() else end
        elif not is_code_open and (is_held or not is_indented):
            marked = _MARKED.search(line)
            if marked and f"</{marked[1].lower()}" not in line.lower():
                end = f"</{marked[1].lower()}"
            elif not marked:
                yield line
