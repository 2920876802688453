"""BYTES -> BYTES and PICTURES: the pictures that a saved page carries in `data:` addresses, under short ones.

They make up most of such a page, and no later step needs to pass over millions of letters that are not text.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import field
from hashlib import sha256

from tts.noun import noun

_DATA = re.compile(
    rb"data:(?P<kind>[\w.+-]{1,60}/[\w.+-]{1,60})(?:;[\w=.-]{1,60}){0,5};base64,(?P<text>[A-Za-z\d+/=_-]{1000,}+)"
)
EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/bmp": "bmp",
    "image/svg+xml": "svg",
}
"""The extensions of the pictures that a page may carry, by their media types."""

_NOTHING = b"data:,"


@noun
class TakenPictures:
    """A page without its pictures, and these by the addresses that it now has for them."""

    data: bytes
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def take_pictures(data: bytes) -> TakenPictures:
    """Return the page `data` with the address `inside:picture-1.png` for its first picture, and so on.

    Fonts and everything else that is not a picture are dropped. Pictures of less than 750 bytes are not moved: these
    are icons, and the blanks that a script replaces later.
    """
    addresses: dict[str, str] = {}
    pictures: dict[str, bytes] = {}

    def _replace(match: re.Match[bytes]) -> bytes:
        """Return the short address of the picture, the same one for the same picture."""
        extension = EXTENSIONS.get(match["kind"].lower().decode())
        if extension is None:
            return _NOTHING
        digest = sha256(match["text"]).hexdigest()
        if digest not in addresses:
            letters = match["text"].translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
            picture = b64decode(letters[: len(letters) - (len(letters) % 4 == 1)] + b"==")
            addresses[digest] = f"inside:picture-{len(addresses) + 1}.{extension}"
            pictures[addresses[digest]] = picture
        return addresses[digest].encode()

    return TakenPictures(data=_DATA.sub(_replace, data), pictures=pictures)
