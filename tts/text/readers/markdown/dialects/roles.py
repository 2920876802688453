"""Roles of MyST and Sphinx, which say what their text is: a reference, a key, an abbreviation, a citation."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from tts.regex import regex
from tts.text.readers.markdown.dialects.citations import format_key
from tts.text.readers.markdown.dialects.crossrefs import name_of_label
from tts.text.readers.markdown.dialects.formulas import show_formula
from tts.text.readers.markdown.dialects.protected import TOKEN, ProtectedText
from tts.text.readers.markdown.dialects.replace import Replacement


def _names(listed: str) -> frozenset[str]:
    """Return the names that are listed, separated by spaces."""
    return frozenset(listed.split())


_ROLE = regex(
    rf"(?P<space>[ \t]?)(?:\{{(?P<name>[A-Za-z][\w.:+-]{{0,40}})\}}(?P<code>{TOKEN})"
    rf"|(?<![\w:`]):(?P<sphinx>[a-z][\w.+-]{{0,40}}(?::[a-z]\w{{0,40}})?):(?P<text>{TOKEN}))",
    needs="\ufdd0",
)
_SPAN = regex(r"`+(?P<content>[^`].*?)`+", re.DOTALL)
_EXPLICIT = regex(r"(?P<words>.*?\S)\s*<(?P<target>[^<>]*)>", re.DOTALL)
_EXPANSION = regex(r"(?P<short>.*?\S)\s*\((?P<long>.*)\)", re.DOTALL)
_CODE = _names(
    "attr class cls code command confval const data envvar exc file func literal macro makevar mailheader meth "
    "mimetype mod module newsgroup obj option program regexp samp type var"
)
_WORDS = _names(
    "any dfn doc download emphasis eq guilabel index keyword manpage menuselection numref ref strong term title "
    "title-reference token"
)
_ICONS = ("octicon", "fas", "fab", "far", "fa", "material", "iconify")
_TAGS = {"sup": "sup", "superscript": "sup", "sub": "sub", "subscript": "sub", "kbd": "kbd", "del": "del"}
_NUMBERED = {"rfc": "RFC", "pep": "PEP", "cve": "CVE"}
_CITED_IN_TEXT = ("cite:t", "cite:ts", "cite:alt", "citet", "cite:author", "cite:authorpar", "cite:ct")
_NUMBER = regex(r"%s|\{number\}")  # in the words of a reference
_SIGN = regex(r"[!-/:-@\[-`{-~]")
_SPHINX = {*_CODE, *_WORDS, *_TAGS, *_NUMBERED, "abbr", "math", "cite"}


def replace_roles(text: ProtectedText) -> None:
    """Replace each role by what it shows: words, code, an abbreviation, a formula. A citation is skipped."""
    text.replace(_ROLE, lambda role: _replace_role(role, text))


def _replace_role(role: re.Match[str], text: ProtectedText) -> Replacement | None:
    """Return what a page shows of a role, None if Sphinx has no such role or it is a block of code."""
    span = _SPAN.fullmatch(text.restore(role["code"] or role["text"]))
    if not span:
        return None  # a block of code
    name = (role["name"] or role["sphinx"]).lower()
    content = span["content"].strip()
    if role["sphinx"] and name.partition(":")[0] not in _SPHINX and name.rpartition(":")[2] not in _SPHINX:
        return None
    if name.startswith(("cite", "footcite")):
        return _replace_citation(name, content, role["space"])
    replacement = _replace_named(name, content, text)
    return replace(replacement, text=role["space"] + replacement.text)


def _replace_named(name: str, content: str, text: ProtectedText) -> Replacement:
    """Return what a role shows that is no citation."""
    if name == "math":
        return show_formula(content)
    if name.split("-")[0].partition(":")[0] in _ICONS:
        return Replacement(reason="icon", skipped=content.partition(";")[0])
    if name in ("eval", "glue"):
        return Replacement(reason="value of a program", skipped=content)
    return Replacement(text=text.keep(_html_of(name, content)))


def _replace_citation(name: str, content: str, space: str) -> Replacement:
    """Return the names and years of works that a sentence names; those in brackets are skipped."""
    works = [format_key(key.strip()) for key in content.split(",")]
    if name in _CITED_IN_TEXT and all(works):
        return Replacement(text=space + ", ".join(filter(None, works)))
    return Replacement(reason="citation", skipped=content)


def _html_of(name: str, content: str) -> str:
    """Return the HTML of a role that shows its text."""
    explicit = _EXPLICIT.fullmatch(content)
    if name in ("abbr", "abbreviation") and (expansion := _EXPANSION.fullmatch(content)):
        return f'<abbr title="{escape(expansion["long"])}">{_literal(expansion["short"])}</abbr>'
    words = explicit["words"] if explicit else content.removeprefix("!")
    if not explicit and words.startswith("~"):
        words = words[1:].rpartition(".")[2]
    if name in _NUMBERED:
        return words if explicit else f"{_NUMBERED[name]} {_literal(words.partition('#')[0])}"
    if name in _TAGS:
        return f"<{_TAGS[name]}>{_literal(words)}</{_TAGS[name]}>"
    if name.rpartition(":")[2] in _CODE and not (explicit and " " in words):
        return f"<code>{escape(words, quote=False)}</code>"
    if name in ("menuselection", "guilabel"):
        words = re.sub(r"\s*-->\s*", " → ", words.replace("&", ""))
    if name in ("eq", "numref", "ref"):
        words = _NUMBER.sub("", words).strip() if explicit else name_of_label(words) or words
    if name in ("doc", "download") and not explicit:
        words = words.rpartition("/")[2]
    return _literal(words)


def _literal(words: str) -> str:
    """Return `words` as Markdown that shows them as they are."""
    return _SIGN.sub(lambda sign: f"&#{ord(sign[0])};", words)
