"""Citations of Pandoc, Quarto and MyST: `[see @lee2020, p. 33]`, `@lee2020 says`."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.text.readers.markdown.dialects.protected import ProtectedText
from tts.text.readers.markdown.dialects.replace import Replacement

_KEY = r"-?@(?:\{[^{}\s]+\}|[^\W_][\w]*(?>(?:[:.#$%&+?<>~/-][\w]+)*)(?![@]))"
_IN_BRACKETS = regex(r"[ \t]?\[(?P<content>[^\[\]@\n]{0,200}@[^\[\]]{0,2000})\](?![(\[{:]|\ufdd0)")
_PART = regex(rf"(?:[^@]*[\s(“\"'])?{_KEY}(?:[\s,)][^@]*)?\s*")
_NARRATIVE = regex(
    r"(?<![\w@/.\\=])@(?P<key>[a-zA-Z][A-Za-z_:-]{1,60}(?:1[5-9]|20)\d\d[a-z]?(?:_[a-z]+)?)(?![\w@-]|[./]\w)"
    r"(?P<locator>[ \t]\[(?![\^!@])[^\[\]@]{1,80}\](?![(\[{:]|\ufdd0))?"
)
_KEY_WITH_YEAR = regex(
    r"(?P<author>[^\W\d_]+?)(?:[A-Z_:-][^\W\d]*)?[_:-]?(?P<year>(?:1[5-9]|20)\d\d)[a-z]?(?:_[a-z]+)?"
)
_HANDLE = regex(r"(?:follow|tweeted by|via|user|account|handle|contact|ask|thanks to|cc)[ \t]$", re.IGNORECASE)
_NETWORK = regex(r"\s+(?:on|at) (?:[A-Z]|x\.com)")
_DEFINED = regex(r"^ {0,3}\[(?P<label>[^\[\]\n]+)\]:", re.MULTILINE)
_LOCATOR = regex(r"\s\[(?:pp?\.|pages?|ch(?:ap)?\.|chapters?|sec\.|§|vol\.|fig\.|S\.|S\b|\d)", re.IGNORECASE)


def replace_citations(text: ProtectedText) -> None:
    """Skip citations in brackets, and say the name and year of a work that a sentence names, as Pandoc shows them.

    An address of mail, a handle and the label of a link are no citations.
    """
    if "@" not in text.text:
        return
    defined = {match["label"].casefold() for match in _DEFINED.finditer(text.restore(text.text))}
    text.replace(_IN_BRACKETS, lambda mark: _skip_citation(mark, defined))
    text.replace(_NARRATIVE, _replace_narrative)


def format_key(key: str) -> str | None:
    """Return the author and year in the key of a citation, None if it has none: `leeTides2020` is "Lee 2020"."""
    parts = _KEY_WITH_YEAR.fullmatch(key)
    return f"{parts['author'][:1].upper()}{parts['author'][1:]} {parts['year']}" if parts else None


def _skip_citation(mark: re.Match[str], defined: set[str]) -> Replacement | None:
    """Skip a citation in brackets; None if they are a defined label, a package, or hold anything else."""
    content = mark["content"]
    if content.casefold() in defined or not all(map(_PART.fullmatch, content.split(";"))):
        return None
    if re.fullmatch(r"@[\w-]+/[\w./-]+", content):
        return None  # a package, as in [@babel/core]
    return Replacement(reason="citation", skipped=f"[{content}]")


def _replace_narrative(mark: re.Match[str]) -> Replacement | None:
    """Return the author and year of a citation in a sentence, and skip its page; None for a user's name."""
    before, after = mark.string[max(mark.start() - 12, 0) : mark.start()], mark.end("key")
    name = format_key(mark["key"])
    if not name or _HANDLE.search(before) or _NETWORK.match(mark.string, after):
        return None
    if mark["locator"] and _LOCATOR.match(mark["locator"]):
        return Replacement(text=name, reason="citation", skipped=mark["locator"])
    return Replacement(text=name + (mark["locator"] or ""))
