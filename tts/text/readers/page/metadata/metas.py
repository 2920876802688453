"""META -> FIELDS: what the `meta` and `link` elements of a page say, in the vocabularies that sites use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from tts.regex import regex

_INVERTED = regex(r"([^\s,;]{2,40}), ([^\s,;]{1,40}(?: [^\s,;]{1,40})?)")
_MAX_ELEMENTS = 5000
_LABEL = regex(r"twitter:(?:label|data)[12]")
_WRITTEN_BY = regex(r"\b(?:by|von|par|por|da|di|door|av|af|author|autore?|auteur|verfasst)\b", re.IGNORECASE)
_NAMES = {
    "title": "dc.title dcterms.title dc.title.main og:title article:title citation_title parsely-title sailthru.title "
    "fulltitle title headline twitter:title hdl",
    "subtitle": "subtitle article:subtitle dc.title.alternative dcterms.alternative",
    "authors": "author article:author_name dc.creator dcterms.creator dc.creator.personalname citation_author "
    "parsely-author sailthru.author authors article:author book:author og:author dc.author byl byline creator "
    "article.author cxenseparse:author cxenseparse:recs:author bt:author weibo:article:author",
    "date": "article:published_time article:published og:published_time og:article:published_time "
    "datepublished parsely-pub-date dc.date.issued dcterms.issued dcterms.created dc.date.created dc.date dcterms.date "
    "dcterms.available citation_publication_date citation_date citation_online_date sailthru.date pubdate publishdate "
    "publish-date publish_date publication_date publication-date published_time published published-date "
    "published_date date article.published article:publish_date originalpublicationdate article_date_original "
    "cxenseparse:recs:publishtime bt:pubdate weibo:article:create_at ptime pdate displaydate date.issued "
    "article.created created dc.created release_date",
    "language": "dc.language dcterms.language inlanguage language lang og:locale",
    "site": "og:site_name site_name citation_journal_title",
    "publisher": "dc.publisher dcterms.publisher publisher application-name",
    "canonical_url": "og:url dc.identifier.uri twitter:url parsely-link",
    "description": "og:description description dc.description dcterms.description dcterms.abstract "
    "twitter:description sailthru.description",
    "image": "og:image:secure_url og:image og:image:url twitter:image twitter:image:src parsely-image-url thumbnail "
    "sailthru.image.full",
    "tags": "article:tag parsely-tags news_keywords dc.subject dcterms.subject sailthru.tags keywords",
}
"""The names of `meta` elements by the field that they say, the most trusted first."""
_RANKS = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names.split())}


def read_metas(page: LexborHTMLParser) -> Mapping[str, list[str]]:
    """Return what the `meta` elements of `page` say, by field, the most trusted first.

    Several authors in elements of the same name are lines of one value.
    """
    said: list[tuple[int, str, str]] = []
    http_languages = []
    labels: dict[str, str] = {}
    for meta in islice(page.css("meta[content], meta[value]"), _MAX_ELEMENTS):
        attributes = meta.attributes
        content = (attributes.get("content") or attributes.get("value") or "").strip()
        if (attributes.get("http-equiv") or "").lower() == "content-language":
            http_languages.append(content)
        if label := _LABEL.fullmatch((attributes.get("name") or attributes.get("property") or "").lower()):
            labels[label[0]] = content
        for key in ("property", "name", "itemprop"):
            for name in (attributes.get(key) or "").lower().split():
                known = _RANKS.get(name.replace("dc:", "dc.").replace("dcterms:", "dcterms.")) if content else None
                if known and known[0] == "authors" and (inverted := _INVERTED.fullmatch(content)):
                    said.append((known[1], known[0], f"{inverted[2]} {inverted[1]}"))
                elif known:
                    said.append((known[1], known[0], content))
    said.sort(key=lambda item: item[0])
    fields: dict[str, list[str]] = {name: [] for name in _NAMES}
    last_rank = -1
    for rank, field, content in said:
        if field == "authors" and rank == last_rank:
            fields[field][-1] += f"\n{content}"
        else:
            fields[field].append(content)
        last_rank = rank if field == "authors" else last_rank
    for number in "12":
        if _WRITTEN_BY.search(labels.get(f"twitter:label{number}", "")):
            fields["authors"].append(labels.get(f"twitter:data{number}", ""))
    fields["language"] = [*http_languages, *fields["language"]]
    return fields
