"""FILE -> HEADERS that limit what a browser does with it, and which pages may show it in a frame."""

from __future__ import annotations

import re
from collections.abc import Mapping

_HTML, _SVG = "text/html", "image/svg+xml"
_PLAYER = "embed.html"  # made for frames of other sites
_OWN_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([ !#-~]{1,2000})">')
_OWN_POLICY_BYTES = 4096  # it is one of the first elements of our pages
_NOT_IN_FRAMES = "frame-ancestors 'none'"
_NO_SCRIPTS = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; media-src 'self'"
_ONLY_DRAWING = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_FEATURES = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer", "microphone"),
    *("midi", "payment", "serial", "usb"),
)
ALWAYS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
}
"""Headers of every answer. The features are those that no page of ours uses."""


def choose_policy(name: str, media_type: str, begin: bytes) -> str:
    """Return the Content Security Policy of a file called `name`, whose first bytes are `begin`; "" for none.

    A page of ours has a policy of its own, with the hash of its script; that is sent as it is. A page that Articast did
    not make may load and run what it likes, but not in a frame. Any other file runs no scripts.
    """
    if media_type.startswith(_HTML):
        own = _OWN_POLICY.search(begin[:_OWN_POLICY_BYTES])
        # `frame-ancestors *` would exclude pages that have no address of a server.
        parts = ("" if name == _PLAYER else _NOT_IN_FRAMES, own[1].decode("ascii") if own else "")
        return "; ".join(part for part in parts if part)
    return f"{_NOT_IN_FRAMES}; {_ONLY_DRAWING if media_type == _SVG else _NO_SCRIPTS}"
