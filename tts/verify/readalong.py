"""`index.html` against the manifest: every utterance once and in order, the same times, and nothing from elsewhere."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from tts.verify.files import PAGE, PICTURE
from tts.verify.findings import Finding, Findings, shown
from tts.verify.manifest import Manifest
from tts.verify.page import Page, Tag, read_page

_SAID = re.compile(r"u\d{4,}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_LINKS = re.compile(r"#|https?://|mailto:", re.IGNORECASE)
_FORBIDDEN = frozenset({"applet", "base", "embed", "form", "frame", "iframe", "link", "object", "portal"})
_LOADING = frozenset({"action", "background", "data", "formaction", "manifest", "ping", "poster", "srcset", "style"})


def check_readalong(text: str, manifest: Manifest) -> Findings:
    """All that a browser makes of the page without being one."""
    page = read_page(text)
    yield from _check_utterances(page, manifest)
    yield from _check_data(page, manifest)
    yield from _check_policy(page)
    files = {track.path for track in manifest.tracks}
    for tag in page.tags:
        yield from _check_tag(tag, files)


def _check_utterances(page: Page, manifest: Manifest) -> Findings:
    names = [tag.attributes.get("id", "") for tag in page.tags]
    for name, count in Counter(filter(None, names)).items():
        if count > 1:
            yield _finding(f"The id {shown(name)} is there {count} times.")
    found = [name for name in names if _SAID.fullmatch(name)]
    wanted = [utterance.id for utterance in manifest.utterances]
    for name in dict.fromkeys(set(wanted) - set(found)):
        yield _finding("It is not on the page.", name)
    for name in dict.fromkeys(set(found) - set(wanted)):
        yield _finding("It is on the page, and nobody says it.", name)
    if sorted(found) == sorted(wanted) and found != wanted:
        at = next(at for at, pair in enumerate(zip(found, wanted, strict=True)) if pair[0] != pair[1])
        yield _finding(f"Utterance {wanted[at]} should stand here.", found[at])
    for utterance in manifest.utterances:
        has = page.texts.get(utterance.id)
        if has is not None and not _is_same(utterance.text, has, page.alternatives.get(utterance.id, "")):
            yield _finding(f"{shown(utterance.text)} should stand where {shown(has)} stands.", utterance.id)


def _is_same(text: str, has: str, alternative: str) -> bool:
    """Whether it is there as text, or, of a picture, in its alternative text."""
    wanted = " ".join(text.split())
    return wanted == " ".join(has.split()) or wanted in " ".join(alternative.split())


def _check_data(page: Page, manifest: Manifest) -> Findings:
    """What the script knows, against the manifest."""
    try:
        data: Any = json.loads(page.data)
        clips, sections, words = data["clips"], data["sections"], data["words"]
    except (ValueError, KeyError, TypeError, RecursionError):
        yield _finding("The script of the page has no timeline that can be read.")
        return
    wanted = [[utterance.id, utterance.begin_ms, utterance.end_ms] for utterance in manifest.utterances]
    yield from _check_list("utterances", clips, wanted)
    title = manifest.metadata["title"]
    heard = [
        [section.id, section.begin_ms, section.title.strip() or title]
        for section in manifest.sections
        if section.utterances
    ]
    yield from _check_list("sections", sections, heard)
    if data.get("duration") != manifest.duration_ms:
        yield _finding(f"The page counts {shown(data.get('duration'))} ms, the edition has {manifest.duration_ms} ms.")
    for utterance in manifest.utterances:
        first = words.get(utterance.id, [])[2:3] if isinstance(words, dict) else []
        if first and (not utterance.words or first[0] != utterance.words[0].begin_ms - utterance.begin_ms):
            yield _finding("The page marks its first word at another time than the manifest has.", utterance.id)


def _check_list(what: str, found: object, wanted: list[list[Any]]) -> Findings:
    if not isinstance(found, list) or len(found) != len(wanted):
        yield _finding(f"The script of the page knows other {what} than the manifest has.")
        return
    for has, one in zip(found, wanted, strict=True):
        if has != one:
            yield _finding(f"The page has {shown(has)}, the manifest {shown(one)}.", str(one[0]))


def _check_policy(page: Page) -> Findings:
    """Content Security Policy Level 3: the one script and the one style sheet by their hashes, and nothing else."""
    rules = dict(filter(None, (_rule(section) for section in page.policy.split(";"))))
    for name, texts in {"script-src": page.scripts, "style-src": page.styles}.items():
        hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts]
        if len(texts) != 1 or rules.get(name) != " ".join(hashes):
            yield _finding(f"The policy of the page does not name its one {name.partition('-')[0]}.")
    if rules.get("default-src") != "'none'" or rules.get("base-uri") != "'none'":
        yield _finding("The policy of the page does not shut out what is elsewhere.")
    for name in ("img-src", "media-src"):
        if not set(rules.get(name, "").split()) <= {"'self'", "file:"}:
            yield _finding("The policy of the page lets in sound or images from elsewhere.")


def _rule(section: str) -> tuple[str, str] | None:
    name, _, value = section.strip().partition(" ")
    return (name.lower(), value) if name else None


def _check_tag(tag: Tag, tracks: set[str]) -> Findings:
    if tag.name in _FORBIDDEN or (tag.name == "meta" and tag.attributes.get("http-equiv", "").lower() == "refresh"):
        yield _finding(f"There is an element '{shown(tag.name)}', which no page of ours has.")
    for name, value in tag.attributes.items():
        if name.startswith("on") or name in _LOADING:
            yield _finding(f"There is an attribute {shown(name)}, which no page of ours has.")
        elif name == "href" and not _is_link(value):
            yield _finding(f"There is a link to {shown(value)}, which is neither on the net nor in the package.")
        elif name == "src" and not _is_of_the_package(tag.name, value, tracks):
            yield _finding(f"{shown(value)} is loaded, which does not belong to the package.")


def _is_link(address: str) -> bool:
    return bool(_LINKS.match(address)) or not (_SCHEME.match(address) or "/" in address)


def _is_of_the_package(element: str, address: str, tracks: set[str]) -> bool:
    match element:
        case "img":
            return PICTURE.fullmatch(address) is not None
        case "source":
            return address in tracks
        case _:
            return element == "track" and address == "captions.vtt"


def pictures(text: str) -> Iterator[str]:
    """The names of the images that the page shows, which therefore belong to the package."""
    page = read_page(text)
    sources = (tag.attributes.get("src", "") for tag in page.tags if tag.name == "img")
    return (name for name in dict.fromkeys(sources) if PICTURE.fullmatch(name))


def _finding(what: str, where: str = "") -> Finding:
    return Finding(check="readalong", place=f"{PAGE}, {where}" if where else PAGE, what=what)
