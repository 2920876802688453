"""The media type of a file: by its name, never by the settings of this machine."""

from __future__ import annotations

from tts.formats import AUDIO_FORMATS
from tts.regex import regex

_FEED = regex(r"feed(?:-[0-9]{4}(?:-[0-9]+){0,2})?\.(?:xml|json)")  # also that of a year or a month
_BY_NAME = {
    "feed.xml": "application/rss+xml; charset=utf-8",
    "feed.json": "application/feed+json",
    "chapters.json": "application/json+chapters",
}
_BY_END = {
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "cue": "text/plain; charset=utf-8",
    "epub": "application/epub+zip",
    "gif": "image/gif",
    "htm": "text/html; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "lpf": "application/lpf+zip",
    "m3u8": "audio/x-mpegurl; charset=utf-8",
    "png": "image/png",
    "smil": "application/smil+xml",
    "srt": "application/x-subrip; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "webp": "image/webp",
    "xhtml": "application/xhtml+xml; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "zip": "application/zip",
    **{row.extension[1:]: row.media_type for row in AUDIO_FORMATS.values()},
}


def find_media_type(name: str) -> str:
    """Return the media type of a file called `name`; browsers save a file of an unknown type."""
    end = name.rpartition(".")[2].lower()
    known = _BY_NAME.get(f"feed.{end}" if _FEED.fullmatch(name) else name) or _BY_END.get(end)
    return known or "application/octet-stream"
