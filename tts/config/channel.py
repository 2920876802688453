"""What a feed says of itself: its address, and what `[feed]` in `articast.toml` sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urljoin
from uuid import UUID, uuid5

from tts.config.categories import CATEGORIES, find
from tts.errors import UsageError
from tts.writers.markup import link_address, well_formed

FEED = "feed.xml"
JSON_FEED = "feed.json"
IMAGE = "feed.png"
"""The names of the feeds and of the image that is made for them, in the folder of the packages."""
# https://podcasting2.org/docs/podcast-namespace/tags/guid
_PODCAST_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed. `base_url`, with a slash at its end, is where the folder of the packages will be; "" for no feed.

    `category` is one of Apple's, or two with a colon between (`Science: Nature`). `language` is a BCP 47 tag, "" for
    that of most articles. `image` is the address of an image, from `base_url` on if it is relative; "" for our own.
    """

    base_url: str = ""
    title: str = "Articles to listen to"
    description: str = "Articles as sound, with chapters and transcripts."
    author: str = ""
    category: str = "News"
    language: str = ""
    image: str = ""
    explicit: bool = False

    def __post_init__(self) -> None:
        if self.base_url and not _is_base(self.base_url):
            raise ValueError(f"base_url is '{self.base_url}'; an address such as https://example.org/listen/ is needed")
        for name in ("title", "description"):
            if not getattr(self, name).strip():
                raise ValueError(f"feed.{name} is empty; a feed needs one")
        if find(self.category) is None:
            raise ValueError(f"feed.category is '{self.category}'; one of Apple's is needed: {', '.join(CATEGORIES)}")
        if self.language and not well_formed(self.language):
            raise ValueError(f"feed.language is '{self.language}'; a BCP 47 tag such as en or de-CH is needed")
        if self.image and link_address(urljoin("http://example.org/", self.image)) is None:
            raise ValueError(f"feed.image is '{self.image}'; the address of an image is needed")

    def url(self, path: str = "") -> str:
        """The address of what stands at `path` (with its special characters quoted) in the folder of the packages."""
        return self.base_url + path

    @property
    def guid(self) -> str:
        """The identity of the feed: UUIDv5 of its address, without the scheme and slashes at its end."""
        return str(uuid5(_PODCAST_NAMESPACE, self.url(FEED).partition("://")[2].rstrip("/")))

    @property
    def image_url(self) -> str:
        """The address of the feed's image."""
        return urljoin(self.base_url, self.image or IMAGE)


SETTINGS = tuple(one.name for one in fields(Channel) if one.name != "base_url")
"""The names in the table `[feed]`."""


def configure_channel(channel: Channel, settings: Mapping[str, Any]) -> Channel:
    """`channel` with `settings`, by the names of its fields, over it.

    Raises:
        UsageError: a value is not possible.
    """
    for name, value in settings.items():
        wanted = type(getattr(channel, name))
        if not isinstance(value, wanted):
            kind = "true or false" if wanted is bool else "a text"
            raise UsageError(f"{_told(name)} is {value!r}; {kind} is needed.")
    given = dict(settings)
    if base_url := given.get("base_url"):
        given["base_url"] = _with_slash(base_url)
    try:
        return replace(channel, **given)
    except ValueError as error:
        raise UsageError(f"{error}.") from None


def _told(name: str) -> str:
    return name if name == "base_url" else f"feed.{name}"


def _with_slash(address: str) -> str:
    if address.split() == [address.strip()]:
        address = link_address(address) or address
    return address if address.endswith("/") else f"{address}/"


def _is_base(address: str) -> bool:
    return link_address(address) == address and address.startswith("http") and not set("?#") & set(address)
