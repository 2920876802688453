"""Describe the podcast feed: its address, and the settings in `[feed]` of `articast.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any
from urllib.parse import urljoin
from uuid import UUID, uuid5

from tts.config.categories import CATEGORIES, find
from tts.errors import UsageError, end_sentence
from tts.noun import noun
from tts.text.languages.names import require_tag
from tts.writers.markup import link_address

FEED = "feed.xml"
JSON_FEED = "feed.json"
IMAGE = "feed.png"
"""The names of the feeds, and of the image that is made for them, in the folder of the packages."""
# https://podcasting2.org/docs/podcast-namespace/tags/guid
_PODCAST_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")


@noun
class Channel:
    """The feed of all packages in a folder.

    `base_url`, which ends with a slash, is the address of that folder on the web, "" for no feed. `category` is one of
    Apple's, or two of them as in `Science: Nature`. `language` is a BCP 47 tag, "" for the language of most articles.
    `image` is the address of an image, which may be relative to `base_url`, "" for the generated one.
    """

    base_url: str = ""
    title: str = "Articles to listen to"
    description: str = "Articles in audio, with chapters and transcripts."
    author: str = ""
    category: str = "News"
    language: str = ""
    image: str = ""
    explicit: bool = False

    def __post_init__(self) -> None:
        if self.base_url and not _is_base_url(self.base_url):
            raise ValueError(f"base_url must be an address such as https://example.org/listen/, not '{self.base_url}'")
        for name in ("title", "description"):
            if not getattr(self, name).strip():
                raise ValueError(f"feed.{name} must not be empty")
        if find(self.category) is None:
            raise ValueError(f"feed.category must be one of {', '.join(CATEGORIES)}, not '{self.category}'")
        if self.image and link_address(urljoin("http://example.org/", self.image)) is None:
            raise ValueError(f"feed.image must be the address of an image, not '{self.image}'")

    def url(self, path: str = "") -> str:
        """Return the address of `path` (with its special characters quoted) in the folder of the packages."""
        return self.base_url + path

    @property
    def guid(self) -> str:
        """The identity of the feed: UUIDv5 of its address, without the scheme and trailing slashes."""
        return str(uuid5(_PODCAST_NAMESPACE, self.url(FEED).partition("://")[2].rstrip("/")))

    @property
    def image_url(self) -> str:
        """The address of the feed's image."""
        return urljoin(self.base_url, self.image or IMAGE)


SETTINGS = tuple(field.name for field in fields(Channel) if field.name != "base_url")
"""The names in the table `[feed]`."""


def configure_channel(channel: Channel, settings: Mapping[str, Any]) -> Channel:
    """Return `channel` with `settings`, which are named as its fields.

    Raises:
        UsageError: a value is not possible.
    """
    try:
        return replace(channel, **{name: _convert(name, value) for name, value in settings.items()})
    except ValueError as error:
        raise UsageError(end_sentence(str(error))) from None


def _convert(name: str, value: Any) -> Any:
    """Return a value as `Channel` has it; raise ValueError if it is not possible."""
    kind = type(getattr(Channel(), name))
    setting = name if name == "base_url" else f"feed.{name}"
    if not isinstance(value, kind):
        raise ValueError(f"{setting} must be {'true or false' if kind is bool else 'text'}, not {value!r}")
    if name == "base_url" and value:
        address = link_address(value) if value.split() == [value.strip()] else None
        return f"{address.removesuffix('/')}/" if address else value
    return require_tag(setting, value) if name == "language" and value else value


def _is_base_url(address: str) -> bool:
    """Return whether names of files can be added to `address`: it is HTTP or HTTPS, without query and fragment."""
    return link_address(address) == address and address.startswith("http") and not set("?#") & set(address)
