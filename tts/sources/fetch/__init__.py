"""ADDRESS -> BYTES: fetch what an address of the web has, from checked addresses only and within limits.

The standard library is used, because no HTTP client for Python lets the caller choose the IP address of a connection
whose certificate is checked for the name. Proxies are not used: they resolve names themselves, so that nobody could
check where a connection goes. Cookies are neither kept nor sent, and no address says where it was found.
"""

from __future__ import annotations

import time

from tts.errors import FetchError
from tts.noun import noun
from tts.sources.fetch.address import parse_address
from tts.sources.fetch.answer import Answer, request
from tts.sources.fetch.limits import LIMITS, Limits
from tts.sources.fetch.network import NETWORK, Network
from tts.sources.fetch.redirects import find_next_address
from tts.sources.fetch.status import check_status

ARTICLES = (
    "text/html,application/xhtml+xml,text/markdown;q=0.9,application/pdf;q=0.8,application/epub+zip;q=0.8,"
    "application/rss+xml;q=0.8,application/atom+xml;q=0.8,application/feed+json;q=0.8,*/*;q=0.5"
)
"""The `Accept` header for articles and feeds: the page first, where an address has several forms."""
IMAGES = "image/png,image/jpeg,image/gif,image/svg+xml;q=0.9,image/webp;q=0.9,image/*;q=0.5"
"""The `Accept` header for pictures."""


@noun
class Fetched:
    """The content of an address.

    `address` is where it was found, after redirects and without a fragment. `media_type` (in lower case, without
    parameters) and `charset` are what the server says, and empty if it says nothing: both may be wrong.
    """

    address: str
    data: bytes
    media_type: str = ""
    charset: str = ""


def fetch(
    address: str,
    *,
    accept: str = ARTICLES,
    allow_private: bool = False,
    limits: Limits = LIMITS,
    network: Network = NETWORK,
) -> Fetched:
    """Return what `address` has; addresses of the local network only if `allow_private`.

    Raises:
        FetchError: the address is refused, there is no answer within the limits, or the answer is an error or empty.
    """
    answer = follow(address, accept=accept, allow_private=allow_private, limits=limits, network=network)
    check_status(answer)
    return Fetched(address=str(answer.address), data=answer.data, media_type=answer.media_type, charset=answer.charset)


def follow(
    address: str,
    *,
    accept: str = ARTICLES,
    allow_private: bool = False,
    limits: Limits = LIMITS,
    network: Network = NETWORK,
) -> Answer:
    """Return the answer of `address` after its redirects, whatever the status.

    Each redirect is checked as the first address is. One from https to http is followed, as browsers do.

    Raises:
        FetchError: an address is refused, or there is no answer within the limits.
    """
    deadline = time.monotonic() + limits.total_s
    target = parse_address(address)
    seen = {target}
    while True:
        answer = request(
            target, accept=accept, allow_private=allow_private, deadline=deadline, limits=limits, network=network
        )
        following = find_next_address(answer)
        if following is None:
            return answer
        if following in seen:
            raise FetchError(
                "redirects lead in a circle, as on sites that need cookies. Open the address in a browser, "
                "save the page as a file, and use that file.",
                path=address,
            )
        if len(seen) > limits.max_redirects:
            raise FetchError(
                f"there are more than {limits.max_redirects} redirects. Open the address in a browser, and use the "
                f"address that it shows at the end.",
                path=address,
            )
        seen.add(following)
        target = following
