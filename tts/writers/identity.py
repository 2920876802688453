"""What an article is called in editions that are exchanged: an identifier that is the same in all of them."""

from __future__ import annotations

import json
from uuid import NAMESPACE_URL, uuid5

from tts.model import Metadata


def identifier(metadata: Metadata) -> str:
    """A `urn:uuid:` (RFC 9562, section 5.5) that stays as long as address, title, authors, date and language do."""
    facts = (metadata.source_url, metadata.title, metadata.authors, metadata.date, metadata.language)
    return uuid5(NAMESPACE_URL, json.dumps(["articast", *facts])).urn
