"""CLASSES, IDENTIFIERS -> WORDS: what the names of an element say about its content."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from tts.regex import regex

Name = tuple[str, ...]

_WORD = regex(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_MAX_LENGTH = 1_000  # characters of an attribute that are looked at
_REASONS = {
    "menu": "menu nav navbar navi navigation breadcrumb breadcrumbs submenu sitenav topnav subnav sitemap masthead "
    "toolbar editsection skip skiplink skiplinks pagination pager paging paginator prevnext",
    "share buttons": "share shares sharebar sharing sharedaddy sharethis addthis addtoany social socials sociable "
    "likebtn jiathis bookmarks",
    "comments": "comment comments commentlist disqus livefyre respond replies reply talkback combx shoutbox remark "
    "reactions",
    "related links": "related relateds recommended recommendation recommendations recirc recirculation outbrain "
    "taboola trending popular mostread mostpopular teaser teasers zergnet headlines readmore morenews seealso "
    "alsoread relatedposts linklist",
    "newsletter form": "newsletter newsletters signup subscribe optin mailchimp",
    "cookie notice": "cookie cookies gdpr consent ccpa onetrust cookiebar",
    "advertisement": "ad ads adv advert advertisement advertisements advertising adsense adslot adbox adunit adwrap "
    "dfp gpt sponsor sponsored sponsors promo promos promotion promoted banner skyscraper leaderboard doubleclick "
    "anzeige werbung publicidad reklama pub",
    "footer": "footer colophon",
    "sidebar": "sidebar sidebars sidenav rail supplemental",
    "tags": "tags taglist tagcloud keywords",
    "author box": "authorbox authorbio",
    "pop-up window": "modal popup paywall regwall login popover tooltip agegate",
}
_REASON_BY_WORD = {word: reason for reason, words in _REASONS.items() for word in words.split()}


def list_names(listed: str) -> frozenset[str]:
    """Return the names that are listed, separated by spaces."""
    return frozenset(listed.split())


_ARTICLE = list_names(
    "article articles body content contents entry main post posts text story blog column columns page hentry copy "
    "prose shadow narrative news single container wrapper layout lede"
)
_LAYOUT = list_names("with without has have no not hide hidden show is layout col open closed enabled for")
_BODY = list_names("articlebody articletext storybody postbody entrycontent postcontent articlecontent")


def split_names(values: Iterable[str | None]) -> tuple[Name, ...]:
    """Return the names in the attributes `values`, each as its words in small letters."""
    return tuple(
        words for value in values if value for name in value[:_MAX_LENGTH].split() if (words := _split_name(name))
    )


@lru_cache(maxsize=10_000)
def _split_name(name: str) -> Name:
    """Return the words of one name: `relatedLinks-box` has three."""
    return tuple(word.lower() for word in _WORD.findall(name[:100]))


@lru_cache(maxsize=10_000)
def find_name_reason(name: Name) -> str:
    """Return what is in an element with this name if it is no part of an article, else ""."""
    if not _LAYOUT.isdisjoint(name):
        return ""
    if name[0] in ("widget", "widgets"):
        return "sidebar"
    reasons = [reason for word in reversed(name) if (reason := _REASON_BY_WORD.get(word))]
    return next((reason for reason in reasons if reason != "advertisement"), reasons[0] if reasons else "")


@lru_cache(maxsize=10_000)
def is_article_name(name: Name) -> bool:
    """Return whether a name is one that articles and the columns around them have."""
    return not _ARTICLE.isdisjoint(name)


@lru_cache(maxsize=10_000)
def is_body_name(name: Name) -> bool:
    """Return whether a name is that of the body of an article, such as `entry-content`."""
    return "".join(name) in _BODY or any("".join(pair) in _BODY for pair in pairwise(name))
