"""ADDRESS -> BYTES for a whole run: with the same permissions for all addresses, and within what sites allow."""

from __future__ import annotations

from functools import partial

from tts.sources.fetch import ARTICLES, IMAGES, Fetched, fetch, follow
from tts.sources.fetch.limits import Limits
from tts.sources.fetch.robots import Robots

_PICTURE = Limits(max_bytes=16_000_000, total_s=20)


class Web:
    """The web as one run sees it; addresses of the local network only if `allow_private`."""

    def __init__(self, *, allow_private: bool = False) -> None:
        self._allow_private = allow_private
        self._robots = Robots(partial(follow, accept="text/plain", allow_private=allow_private))

    def fetch(self, address: str) -> Fetched:
        """Return the page, document or feed at `address`.

        Raises:
            FetchError: it cannot be fetched.
        """
        return fetch(address, accept=ARTICLES, allow_private=self._allow_private)

    def fetch_followed(self, address: str) -> Fetched:
        """Return what is at `address`, which a feed names, if the site lets programs follow it.

        Raises:
            FetchError: it does not, or the address cannot be fetched.
        """
        self._robots.check(address)
        return self.fetch(address)

    def fetch_picture(self, address: str) -> bytes:
        """Return the picture at `address`.

        Raises:
            FetchError: it cannot be fetched.
        """
        return fetch(address, accept=IMAGES, allow_private=self._allow_private, limits=_PICTURE).data
