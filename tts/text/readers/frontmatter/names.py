"""The names of fields, as site generators, note-taking programs and mail programs write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tts.regex import regex


def _names(listed: str) -> frozenset[str]:
    """Return the names that are listed, separated by spaces."""
    return frozenset(listed.split())


_BORDER = regex(r"[\s./:-]+|(?<=[a-z])(?=[A-Z])")

TITLE = ("title", "post_title")
SUBTITLE = (
    *("subtitle", "sub_title", "standfirst", "deck", "dek", "strapline", "subhead", "sub_head"),
    *("subheading", "sub_heading", "subheadline", "tagline", "untertitel", "sous_titre", "subtitulo", "subtítulo"),
)
AUTHORS = (
    *("authors", "author", "by", "byline", "creator", "creators", "dc_creator", "written_by", "writer", "writers"),
    *("author_name", "author_names", "primary_author"),
)
PUBLISHED = (
    *("date", "published", "publish_date", "publishdate", "published_at", "published_on", "published_date"),
    *("publishedat", "date_published", "datepublished", "pub_date", "pubdate", "publication_date", "posted"),
    *("posted_on", "post_date", "article_date", "publish_on", "publish", "release_date"),
)
"""Names of the day on which an article is published, the surest first."""
RELEASED = ("publish_date", "publishdate", "published_at", "publishedat", "publish_on", "release_date")
"""Names of the day from which on an article is shown, where Hugo and others distinguish it from its date."""
CREATED = ("created", "created_at", "createdat", "created_on", "created_time", "created_date", "creation_date")
CHANGED = (
    *("updated", "updated_at", "updatedat", "updated_on", "lastmod", "last_mod", "modified", "modified_at"),
    *("last_modified", "last_modified_at", "last_updated", "last_update", "last_edited", "last_edited_time"),
    *("date_created", "date_modified", "datemodified", "update_date"),
)
"""Names of days that are near the publication, for articles that do not give it."""
LANGUAGE = ("lang", "language", "locale", "language_code", "content_language", "dc_language", "in_language")
DESCRIPTION = ("description", "excerpt", "summary", "abstract", "post_excerpt", *SUBTITLE)
TAGS = ("tags", "categories", "keywords", "tag", "category")
SOURCE_URL = ("source_url", "source", "canonical_url", "canonical", "tumblr_url")
SITE = ("site", "site_name")
SERIES = ("series",)
KEY_POINTS = ("key_points", "keypoints", "takeaways", "key_takeaways")
STATUS = ("status", "state", "post_status", "publish_status", "publication_status")
IS_DRAFT = ("draft", "is_draft", "isdraft")
IS_PUBLISHED = ("published", "publish", "is_published", "visibility")
ORDER = ("order",)
"""Names of the place that an article has in its section of an edition."""

TABLES = ("params", "extra", "taxonomies")
"""Tables in which Hugo and Zola keep fields that they do not know."""

_READ = frozenset(
    (
        *(*TITLE, *AUTHORS, *PUBLISHED, *CREATED, *CHANGED, *LANGUAGE, *DESCRIPTION, *TAGS),
        *(*SOURCE_URL, *SITE, *SERIES, *KEY_POINTS, *STATUS, *IS_DRAFT, *ORDER, "cover", "image", "articast"),
    )
)
_OF_GENERATORS = _names(
    "address affiliation alias aliases authors_url author_email base_header_level banner bibliography bigimg "
    "body_class color comments copyright cover_image css cssclass cssclasses custom_edit_url date_time doi email "
    "excluded featured featured_image feature_image format hero hidden hide_table_of_contents html_header icon id "
    "keyword latex_input layout license link linktitle linkto location math menu meta_description nav_order og_image "
    "output pagination_label parent path permalink pin pinned place plugin politics prev next publisher query "
    "redirect_from redirect_to reading_time revision robots save_as section seo share short_title "
    "sidebar_label sidebar_position slug social sort_by teaser template theme thumbnail toc toc_depth translation "
    "translations translator type unlisted url uuid version visibility web weight word_count x_audience xhtml_header"
)
_OF_NOTES = _names(
    "assign assigned_to assignee attachments audience channel created_by deadline due due_date editor last_edited_by "
    "owner person platform priority progress project publication reviewed reviewer rating topic topics"
)
_OF_MAILS = _names(
    "bcc cc content_transfer_encoding content_type delivered_to from importance in_reply_to list_id list_unsubscribe "
    "message_id mime_version newsgroups organization received references reply_to return_path sender sent subject to "
    "user_agent x_mailer"
)
_MAIL_HEADERS = {
    "from": "absender von de od da van from",
    "to": "an empfänger à para a aan до кому to do",
    "subject": "betreff objet asunto assunto oggetto onderwerp pwnc тема temat subject",
    "date": "datum date fecha data dyddiad дата gesendet envoyé envoyé_le enviado enviado_el enviada inviato verzonden "
    "anfonwyd надіслано wysłano sent",
    "cc": "cc kopie kopie_an copie copia копія",
    "bcc": "bcc cci cco blindkopie",
    "reply_to": "reply_to antwort_an répondre_à responder_a rispondi_a antwoord_aan",
}
"""Headers of mails as mail programs write them: names in English, German, French, Spanish, Italian and others."""
MAIL_HEADERS = {name: header for header, listed in _MAIL_HEADERS.items() for name in listed.split()}
KNOWN = _READ | _OF_GENERATORS | _OF_NOTES | _OF_MAILS
"""Names that are fields where text and fields cannot be told apart otherwise."""


def normalize_name(name: str) -> str:
    """Return the name of a field as it is compared: `pubDate`, `Pub-Date` and `pub date` are `pub_date`."""
    return _BORDER.sub("_", name.strip().strip("\"'")).casefold()


def has_known_name(fields: Mapping[str, Any]) -> bool:
    """Return whether one of `fields` has a name that a program gives to fields."""
    return any(normalize_name(name) in KNOWN for name in fields)
