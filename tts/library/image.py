"""Channel -> `feed.png`: the square image of a feed that names no image."""

from __future__ import annotations

from struct import pack
from zlib import crc32

from tts.config.channel import Channel
from tts.model import Metadata

SOFTWARE = "Software\0Articast"
"""Marks an image that Articast made."""
_HEADER_BYTES = 33  # the signature and the first chunk (PNG, sections 5.2 and 11.2.1)


def render_feed_image(channel: Channel) -> bytes:
    """Return a PNG image with the channel's title, and the text chunk `SOFTWARE` (PNG, section 11.3.3.2)."""
    from tts.writers.cover import draw_cover

    authors = (channel.author,) if channel.author else ()
    png = draw_cover(Metadata(title=channel.title, authors=authors, source_url=channel.base_url))
    chunk = b"tEXt" + SOFTWARE.encode()
    chunk = pack(">L", len(chunk) - 4) + chunk + pack(">L", crc32(chunk))
    return png[:_HEADER_BYTES] + chunk + png[_HEADER_BYTES:]
