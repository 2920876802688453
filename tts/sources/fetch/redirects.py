"""ANSWER -> NEXT ADDRESS: redirects by the status, and by pages that contain nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

from tts.errors import FetchError
from tts.sources.fetch.address import Address, parse_address
from tts.sources.fetch.answer import Answer

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_MAX_PAGE_BYTES = 4_096
_MAX_WORDS = 30
_REFRESH = re.compile(r"""\s*[0-5](?:\.\d*)?\s*[;,]\s*url\s*=\s*["']?([^"']+)""", re.IGNORECASE)


def find_next_address(answer: Answer) -> Address | None:
    """Return where `answer` leads, or None if it is the last one.

    Raises:
        FetchError: it leads nowhere, or to something that is not an address of the web.
    """
    if answer.status in _REDIRECTS:
        location = _repair(str(answer.headers.get("Location", "")))
        if not location:
            message = f"the answer is a redirect ({answer.status}) without an address. Check the address."
            raise FetchError(message, path=str(answer.address))
    elif answer.is_success and len(answer.data) <= _MAX_PAGE_BYTES and b"refresh" in answer.data.lower():
        location = _find_refresh(answer.data.decode("utf-8", "replace"))
        if not location:
            return None
    else:
        return None
    try:
        return parse_address(urljoin(str(answer.address), location))
    except (FetchError, ValueError) as error:
        cause = f": {error}" if isinstance(error, FetchError) else ". Check the address in a browser."
        raise FetchError(f"leads to an address that is not fetched{cause}", path=str(answer.address)) from None


def _repair(location: str) -> str:
    """Return a `Location` header whose letters beyond ASCII, which http.client reads as Latin-1, are in UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return location.strip()


class _RefreshPage(HTMLParser):
    """The address and the words of a page that may do nothing but lead to another one."""

    def __init__(self) -> None:
        super().__init__()
        self.location = ""
        self.words: list[str] = []
        self.is_silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the address of a refresh."""
        attributes = {name: value or "" for name, value in attrs}
        self.is_silent = tag in {"script", "style", "title"}
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh" and not self.location:
            match = _REFRESH.match(attributes.get("content", ""))
            self.location = match[1].strip() if match else ""

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        """Hear again after a script or a style."""
        self.is_silent = False

    def handle_data(self, data: str) -> None:
        """Note the words of the page."""
        if not self.is_silent:
            self.words += data.split()


def _find_refresh(html: str) -> str:
    """Return where a page leads that refreshes at once and has no text of its own, or nothing."""
    page = _RefreshPage()
    page.feed(html)
    page.close()
    return page.location if len(page.words) <= _MAX_WORDS else ""
