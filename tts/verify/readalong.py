"""`index.html` against the manifest: every utterance once and in order, the same times, and nothing from elsewhere."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from typing import Any

from tts.verify.files import PAGE, PICTURE
from tts.verify.findings import Finding, Findings, report, shown
from tts.verify.manifest import Manifest
from tts.verify.page import Page, Tag

_UTTERANCE = re.compile(r"(?:p\d+-)?u\d{4,}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_LINKS = re.compile(r"#|https?://|mailto:", re.IGNORECASE)
_FORBIDDEN = frozenset({"applet", "base", "embed", "form", "frame", "iframe", "link", "object", "portal"})
_LOADING = frozenset({"action", "background", "data", "formaction", "manifest", "ping", "poster", "srcset", "style"})

_NONCHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")  # Unicode, section 23.7
_SCRIPTS_OF_SCRIPT = " 'strict-dynamic'"  # Content Security Policy Level 3, section 8.2

_finding = partial(report, "readalong", PAGE)
Report = Callable[[str, str], Finding]
"""A finding of a place in the page, and what is wrong there."""


def check_readalong(page: Page, manifest: Manifest) -> Findings:
    """Check all that a browser makes of the page, without a browser."""
    if page.defect:
        yield _finding("", f"Something was changed in it: {page.defect}.")
    yield from check_utterances(page, manifest)
    yield from _check_data(page, manifest)
    yield from check_policy(page)
    loadable = {"source": {track.path for track in manifest.tracks}, "track": {f"{manifest.stem}.vtt"}}
    pages = {f"../{part.slug}/{PAGE}" for part in manifest.parts if part.slug}
    for tag in page.tags:
        yield from check_tag(tag, loadable.get(tag.name, set()), pages)
    links = {tag.attributes.get("href") for tag in page.tags if tag.name == "a"}
    for name in sorted(pages - links):
        yield _finding("", f"There is no link to {shown(name)}, the page of an article.")


def list_pictures(page: Page) -> tuple[str, ...]:
    """Return the names of the images that the page shows, which therefore belong to the package."""
    sources = (tag.attributes.get("src", "") for tag in page.tags if tag.name == "img")
    return tuple(name for name in dict.fromkeys(sources) if PICTURE.fullmatch(name))


def check_utterances(page: Page, manifest: Manifest, finding: Report = _finding) -> Findings:
    """Check that every utterance is on the page, as text or in the alternative text of an image, in order."""
    ids = [tag.attributes.get("id", "") for tag in page.tags]
    for name, count in Counter(filter(None, ids)).items():
        if count > 1:
            yield finding("", f"The id {shown(name)} is there {count} times.")
    present = [name for name in ids if _UTTERANCE.fullmatch(name)]
    expected = [utterance.id for utterance in manifest.utterances]
    for name in sorted(set(expected) - set(present)):
        yield finding(name, "It is not on the page.")
    for name in sorted(set(present) - set(expected)):
        yield finding(name, "It is on the page, but not in the manifest.")
    if sorted(present) == sorted(expected) and present != expected:
        name, right = next(pair for pair in zip(present, expected, strict=True) if pair[0] != pair[1])
        yield finding(name, f"Utterance {right} should be here.")
    for utterance in manifest.utterances:
        if (text := page.texts.get(utterance.id)) is None:
            continue
        line, alternative = _to_line(utterance.text), page.alternatives.get(utterance.id, "")
        if line != _to_line(text) and line not in _to_line(alternative):
            yield finding(utterance.id, f"{shown(text)} is in the place of {shown(utterance.text)}.")


def _to_line(text: str) -> str:
    """Return a text with single spaces, and without what is not a character, which no document can hold."""
    return " ".join(_NONCHARACTER.sub("", text).split())


def _check_data(page: Page, manifest: Manifest) -> Findings:
    """Compare the timeline of the page's script with the manifest."""
    try:
        data: Any = json.loads(page.data)
        clips, sections, words = data["clips"], data["sections"], data["words"]
    except (ValueError, KeyError, TypeError, RecursionError):
        yield _finding("", "The script of the page has no timeline that can be read.")
        return
    expected = [[utterance.id, utterance.begin_ms, utterance.end_ms] for utterance in manifest.utterances]
    yield from _compare_lists("utterances", clips, expected)
    yield from _compare_lists("sections", sections, list(_list_steps(manifest)))
    if data.get("duration") != manifest.duration_ms:
        yield _finding("", f"The page has {shown(data.get('duration'))} ms, the manifest {manifest.duration_ms} ms.")
    if data.get("title") != manifest.metadata["title"]:
        yield _finding("", f"The script of the page has the title {shown(data.get('title'))}.")
    for utterance in manifest.utterances:
        first = words.get(utterance.id, [])[2:3] if isinstance(words, dict) else []
        if first and (not utterance.words or first[0] != utterance.words[0].begin_ms - utterance.begin_ms):
            yield _finding(utterance.id, "The page marks its first word at another time than the manifest has.")


def _list_steps(manifest: Manifest) -> Iterator[list[Any]]:
    """Yield what a listener can step through: the sections; in an edition announcements, its sections and articles."""
    if not manifest.parts:
        heard = (section for section in manifest.sections if section.utterances)
        yield from ([section.id, section.begin_ms, manifest.section_title(section)] for section in heard)
    for entry in manifest.contents:
        if entry.section_id not in [article.section_id for article in entry.entries]:
            yield [entry.section_id, entry.start_ms, entry.title]
        yield from ([article.section_id, article.start_ms, article.title] for article in entry.entries)


def _compare_lists(name: str, rows: object, expected: list[list[Any]]) -> Findings:
    """Compare a list of the script, row by row, with that of the manifest."""
    if not isinstance(rows, list) or len(rows) != len(expected):
        yield _finding("", f"The script of the page knows other {name} than the manifest has.")
        return
    for row, right in zip(rows, expected, strict=True):
        if row != right:
            yield _finding(str(right[0]), f"The page has {shown(row)}, the manifest {shown(right)}.")


def check_policy(page: Page, finding: Report = _finding) -> Findings:
    """Check that the one script and the one style sheet are allowed by their hashes, and nothing else.

    Content Security Policy Level 3.
    """
    if not any(tag.name == "meta" and tag.attributes.get("charset", "").lower() == "utf-8" for tag in page.tags):
        yield finding("", "The page does not say that it is in UTF-8.")
    directives = (directive.strip().partition(" ") for directive in page.policy.split(";") if directive.strip())
    rules = {name.lower(): value for name, _, value in directives}
    for name, texts in {"script-src": page.scripts, "style-src": page.styles}.items():
        hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts]
        # The script may load that of the library beside the package; pages of older versions do not.
        allowed = rules.get(name, "").removesuffix(_SCRIPTS_OF_SCRIPT if name == "script-src" else "")
        if len(texts) != 1 or allowed != " ".join(hashes):
            yield finding("", f"The policy of the page does not name its one {name.partition('-')[0]}.")
    if rules.get("default-src") != "'none'" or rules.get("base-uri") != "'none'":
        yield finding("", "The policy of the page does not shut out other places.")
    for name in ("img-src", "media-src"):
        if not set(rules.get(name, "").split()) <= {"'self'", "file:"}:
            yield finding("", "The policy of the page lets in sound or images from elsewhere.")


def check_tag(tag: Tag, loadable: set[str], pages: set[str], finding: Report = _finding) -> Findings:
    """Check that an element runs no script, links to the net, the page or `pages`, and loads what is `loadable`."""
    if tag.name in _FORBIDDEN or (tag.name == "meta" and tag.attributes.get("http-equiv", "").lower() == "refresh"):
        yield finding("", f"There is an element {shown(tag.name)}, which no page of Articast has.")
    for name, value in tag.attributes.items():
        if name.startswith("on") or name in _LOADING:
            yield finding("", f"There is an attribute {shown(name)}, which no page of Articast has.")
        elif (
            name == "href" and value not in pages and not _LINKS.match(value) and (_SCHEME.match(value) or "/" in value)
        ):
            yield finding("", f"There is a link to {shown(value)}, which is neither on the net nor in the package.")
        elif name == "src" and not (PICTURE.fullmatch(value) if tag.name == "img" else value in loadable):
            yield finding("", f"{shown(value)} is loaded, which does not belong to the package.")
