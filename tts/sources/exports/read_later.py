"""JSON -> ENTRIES: Wallabag, in the form of its export and of its API, and the metadata of Omnivore.

Wallabag's `Entry` has the groups of its export in https://github.com/wallabag/wallabag (`src/Entity/Entry.php`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tts.errors import ReadError
from tts.sources.entry import Entry
from tts.sources.values import clean_address, clean_language, clean_line, clean_lines, parse_json, parse_moment

_NO_CONTENT = "wallabag can't retrieve contents for this article"
_WALLABAG_KEYS = frozenset(("is_archived", "content", "reading_time", "domain_name"))
_OMNIVORE_KEYS = frozenset(("slug", "savedAt", "readingProgress"))


def read_json_export(data: bytes, path: Path) -> tuple[str, Iterator[Entry]] | None:
    """Return the program and the entries of an export in JSON; None for anything else."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in {b"[", b"{"}:
        return None
    try:
        items = find_items(parse_json(data))
    except ValueError as error:
        if path.suffix.lower() != ".json":
            return None
        raise ReadError(f"The file is damaged: it is not JSON ({error}). Export it again.", path=path) from None
    keys = {key for item in items[:20] for key in item}
    if "url" in keys and keys & _OMNIVORE_KEYS:
        return "Omnivore", _keep(read_omnivore_item(item, "") for item in items)
    if "url" in keys and keys & _WALLABAG_KEYS:
        return "Wallabag", _keep(map(_read_wallabag_item, items))
    return None


def find_items(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a list, also in the answer of Wallabag's API."""
    if isinstance(value, dict) and isinstance(value.get("_embedded"), dict):
        value = value["_embedded"].get("items")
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _keep(entries: Iterator[Entry | None]) -> Iterator[Entry]:
    """Yield the entries that have an address or content."""
    return (entry for entry in entries if entry is not None)


def _read_wallabag_item(item: dict[str, Any]) -> Entry | None:
    """Return an article of Wallabag, with its content if Wallabag could fetch it."""
    address = clean_address(item.get("url")) or clean_address(item.get("given_url"))
    content = item.get("content")
    html = content.strip() if isinstance(content, str) and _NO_CONTENT not in content else ""
    identity = address or (f"wallabag:{item['id']}" if isinstance(item.get("id"), str | int) else "")
    if not identity or not (address or html):
        return None
    return Entry(
        id=identity,
        address=address,
        title=clean_line(item.get("title")),
        authors=clean_lines(item.get("published_by")),
        published=parse_moment(item.get("published_at")),
        saved=parse_moment(item.get("created_at")),
        language=clean_language(item.get("language")),
        tags=clean_lines(item.get("tags")),
        html=html,
        base=address,
        is_teaser=not html,
        is_archived=bool(item.get("is_archived")),
    )


def read_omnivore_item(item: dict[str, Any], html: str) -> Entry | None:
    """Return an article of Omnivore, whose content `html` is in a file of its own."""
    address = clean_address(item.get("url"))
    slug = clean_line(item.get("slug"))
    if not (address or html) or not (address or slug):
        return None
    return Entry(
        id=address or f"omnivore:{slug}",
        address=address,
        title=clean_line(item.get("title")),
        authors=clean_lines(item.get("author")),
        published=parse_moment(item.get("publishedAt")),
        saved=parse_moment(item.get("savedAt")),
        tags=clean_lines(item.get("labels")),
        html=html,
        base=address,
        is_teaser=not html,
        is_archived=item.get("state") == "Archived",
    )
