"""PAGE -> OBSTACLE: why a page has no article, or only its beginning, and what to do then."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from tts.noun import noun
from tts.regex import regex
from tts.text.readers.page.metadata.json_ld import Thing, has_type, read_things
from tts.text.readers.whitespace import split_words

_SAVE = "Open it in a browser, {}, save the page (Save as, complete or MHTML), and package the file."
_PAYWALL = f"The page shows only the beginning of the article. {_SAVE.format('sign in')}"
_LOGIN = f"The page asks for a password and has no article. {_SAVE.format('sign in')}"
_CONSENT = f"The page asks for consent and has no article. {_SAVE.format('answer the question')}"
_BOT = f"The site asks whether a person reads the page, and sends no article. {_SAVE.format('pass the check')}"
_SCRIPT = f"The page is empty until its scripts run. {_SAVE.format('wait until the text is there')}"
_ERROR = "The site says that there is no such page, or that it cannot show it. Check the address."
_VIDEO = "The page is about a video and has little text. Give the address of an article."
INDEX = (
    "The page lists articles, but is not an article itself. "
    "Give the address of one of them, or of the feed to `articast add`."
)

_BOT_TITLE = regex(
    r"just a moment|attention required|access denied|access to this page has been denied|are you (?:a )?(?:human|robot)"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|pardon our interruption|security check|checking your browser|ddos"
    r"|robot or human|human verification|captcha|please wait\W*$|un instant|einen moment|request unsuccessful",
    re.IGNORECASE,
)
_ERROR_TITLE = regex(
    r"^\W*(?:http\s*)?(?:40\d|41\d|50\d)\s*(?:$|[-–—|:·]|not|forbidden|error|page|bad|service|internal|gateway|gone)"
    r"|\b(?:error|fehler|erreur)\W*(?:40\d|41\d|50\d)\b|(?:^|page |file |article )not found"
    r"|page (?:was |could |can ?)not (?:be )?found|page (?:does not|doesn.t) exist"
    r"|seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|pagina non trovata"
    r"|pagina niet gevonden|página não encontrada|сторінк\w+ не знайдено|страница не найдена|ページが見つかりません"
    r"|页面不存在|找不到網頁|bad gateway|service unavailable|internal server error|^forbidden|gateway time-?out",
    re.IGNORECASE,
)
_LOGIN_TITLE = regex(
    r"\blog[ -]?in\b|\bsign[ -]?in\b|anmelden|einloggen|connexion|se connecter|iniciar sesión|acceder|accedi|inloggen"
    r"|увійти|войти|ログイン|登录",
    re.IGNORECASE,
)
_CONSENT_WORDS = regex(
    r"cookies?|consent\w*|privacy|partners?|personali[sz]ed|accept all|reject all|einwillig\w+|zustimm\w+|datenschutz"
    r"|akzeptieren|consentement|confidentialité|accepter|partenaires|privacidad|aceptar|consentimiento|toestemming",
    re.IGNORECASE,
)
_PAYWALL_WORDS = regex(
    r"(?:subscribe|register|sign (?:up|in)|log ?in|join)[\w ,'’]{0,40}? to (?:continue|keep|read|unlock|access|finish)"
    r"|to (?:continue|keep|finish) reading|(?:continue|keep) reading (?:with|for)|already a subscriber"
    r"|(?:article|story|content|post) is (?:only )?(?:available |reserved )?(?:exclusively )?(?:for|to) "
    r"(?:paid |paying )?(?:subscribers|members)|for (?:paid |paying )?(?:subscribers|members) only|subscribers? only"
    r"|unlock this (?:article|story)"
    r"|jetzt (?:weiterlesen|abonnieren)|weiterlesen mit|nur für abonnenten|bereits abonnent|artikel freischalten"
    r"|réservé aux abonnés|abonnez-vous pour|déjà abonné|suscríbete para|solo para suscriptores|ya eres suscriptor"
    r"|riservato agli abbonati|abbonati per|alleen voor abonnees|тільки для передплатників|会員限定|有料会員|订阅后",
    re.IGNORECASE,
)
_SCRIPT_WORDS = regex(
    r"(?:enable|activate|turn on|requires?|needs?|without|aktivier\w+|activer|habilit\w+)[\w\s]{0,30}java ?script"
    r"|java ?script[\w\s,']{0,40}(?:enabled|disabled|required|aktivier\w+|deaktiviert|turned on|désactivé)",
    re.IGNORECASE,
)
_ROOTS = "#root, #app, #__next, #___gatsby, #__nuxt, #main-app, app-root, [data-reactroot], [ng-app], #svelte"
_CAPTCHA = (
    "#challenge-form, #challenge-running, #cf-wrapper, #px-captcha, .g-recaptcha, .h-captcha, .cf-turnstile, "
    'iframe[src*="captcha"], script[src*="challenge-platform"]'
)
_PLAYER = 'video, iframe[src*="youtube"], iframe[src*="vimeo"], iframe[src*="dailymotion"], [class*="video-player" i]'
_TEASERS = "h2 a[href], h3 a[href], h4 a[href], a[href] h2, a[href] h3, a[href] h4"
_LISTED_TEASERS = "article h2 a[href], article h3 a[href], article a[href] h2, article a[href] h3"
_COLLECTION = regex(r"^(?:CollectionPage|ItemList|SearchResultsPage|Blog)$")
_ARTICLE = regex(r"Article$|BlogPosting$|Report$")

_MAX_TEXT = 100_000  # characters
_FEW_WORDS = 60  # on a page that is not an article
_SOME_WORDS = 200
_BEGINNING_WORDS = 400  # of an article that goes on behind a paywall
_MIN_SHARE = 0.6  # of the words that the article is said to have
_MIN_CONSENT_WORDS = 5
_MIN_TEASERS = 5
_MIN_LISTED_TEASERS = 10
_LONG_PARAGRAPH = 200  # characters
_TEASERS_PER_PARAGRAPH = 3
_MAX_PARAGRAPHS = 2000


@noun
class Obstacle:
    """A reason why a reader cannot read the whole article, as a sentence with a next step.

    `hides_article`: what the page has to hear is not the article, nor a part of it.
    """

    message: str
    hides_article: bool


def count_words(text: str) -> int:
    """Return the number of words in `text`; where words are not separated, two signs are one."""
    signs = sum(len(word) for word in split_words(text) if len(word) > 1 and ord(word[0]) > 0x2E7F)
    return len(split_words(text)) + signs // 2


def find_obstacle(page: LexborHTMLParser, fields: Mapping[str, Any], heard_words: int) -> Obstacle | None:
    """Return why `page`, with these `fields`, is not a whole article, None if nothing says so.

    `heard_words` are those that the extractor found. In doubt the page is an article.
    """
    things = read_things(page)
    shown = _collect_text(page) if heard_words < _BEGINNING_WORDS else ""
    if heard_words < _SOME_WORDS and (message := _find_other_page(page, fields, heard_words, shown)):
        return Obstacle(message=message, hides_article=True)
    if _is_cut_off(page, things, heard_words, shown):
        return Obstacle(message=_PAYWALL, hides_article=False)
    kind = _read_meta(page, "og:type").casefold()
    is_article = kind == "article" or any(has_type(thing, _ARTICLE) for thing in things)
    if heard_words < _SOME_WORDS and kind.startswith("video") and not is_article:
        return Obstacle(message=_VIDEO, hides_article=False)
    if heard_words < _FEW_WORDS and not is_article and page.css_first(_PLAYER) is not None:
        return Obstacle(message=_VIDEO, hides_article=False)
    if _is_index(page, fields, things):
        return Obstacle(message=INDEX, hides_article=False)
    return None


def _collect_text(page: LexborHTMLParser) -> str:
    """Return the text of the page, which has little for its article, without programs."""
    copy = LexborHTMLParser(page.html or "")
    copy.strip_tags(["script", "style", "template", "noscript"])
    return (copy.body.text(separator=" ") if copy.body is not None else "")[:_MAX_TEXT]


def _find_other_page(page: LexborHTMLParser, fields: Mapping[str, Any], heard_words: int, shown: str) -> str:
    """Return the message about a page that a site sends instead of the article, "" if it is not such a page."""
    node = page.css_first("title")
    heading = page.css_first("h1")
    titles = [" ".join((element.text() or "").split()) for element in (node, heading) if element is not None]
    is_dated = bool(fields.get("authors") or fields.get("date"))
    if is_dated and heard_words >= _FEW_WORDS:
        return ""
    is_short = count_words(shown) < _SOME_WORDS
    if is_short and (any(map(_BOT_TITLE.search, titles)) or (heard_words < _FEW_WORDS and page.css_first(_CAPTCHA))):
        return _BOT
    if any(map(_ERROR_TITLE.search, titles)):
        return _ERROR
    if is_dated:
        return ""
    has_password = page.css_first('input[type="password" i]') is not None
    if has_password and (any(map(_LOGIN_TITLE.search, titles)) or (is_short and heard_words < _FEW_WORDS)):
        return _LOGIN
    if is_short and len(_CONSENT_WORDS.findall(shown)) >= max(_MIN_CONSENT_WORDS, count_words(shown) // 20):
        return _CONSENT
    return _SCRIPT if heard_words < _FEW_WORDS and _is_empty(page, shown) else ""


def _is_empty(page: LexborHTMLParser, shown: str) -> bool:
    """Return whether a page has scripts and no more than a word about them, or an element that they are to fill."""
    if page.css_first("script") is None or count_words(shown) >= _FEW_WORDS:
        return False
    if any(not (root.text() or "").strip() for root in page.css(_ROOTS)[:5]):
        return True
    notes = [note.text() or note.inner_html or "" for note in page.css("noscript")[:20]]
    return any(map(_SCRIPT_WORDS.search, [shown, *notes]))


def _is_cut_off(page: LexborHTMLParser, things: list[Thing], heard_words: int, shown: str) -> bool:
    """Return whether an article is only begun: it is said not to be free, or asks for a subscription, and is short."""
    articles = [thing for thing in things if has_type(thing, _ARTICLE) or "isAccessibleForFree" in thing]
    is_paid = any(str(thing.get("isAccessibleForFree")).casefold() in ("false", "0") for thing in articles)
    is_paid = is_paid or _read_meta(page, "article:content_tier").casefold() == "locked"
    counts = [int(str(thing.get("wordCount"))) for thing in articles if str(thing.get("wordCount")).isdecimal()]
    if is_paid and counts:
        return heard_words < _MIN_SHARE * max(counts)
    asks = heard_words < _BEGINNING_WORDS and _PAYWALL_WORDS.search(shown) is not None
    return (is_paid and heard_words < _SOME_WORDS) or (asks and (is_paid or heard_words < _SOME_WORDS // 2))


def _is_index(page: LexborHTMLParser, fields: Mapping[str, Any], things: list[Thing]) -> bool:
    """Return whether a page is mostly headings that lead to other pages, and says that it is such a list.

    Many short `article` elements with such headings, and no author or date, say so too.
    """
    if any(has_type(thing, _ARTICLE) for thing in things):
        return False
    is_collection = any(has_type(thing, _COLLECTION) for thing in things)
    address = str(fields.get("canonical_url", ""))
    is_start = bool(address) and not urlsplit(address).path.strip("/") and _read_meta(page, "og:type") != "article"
    is_dated = bool(fields.get("authors") or fields.get("date"))
    is_list = not is_dated and len(page.css(_LISTED_TEASERS)) >= _MIN_LISTED_TEASERS
    if not (is_collection or is_start or is_list):
        return False
    teasers = len(page.css(_TEASERS))
    long = sum(len((node.text() or "").strip()) >= _LONG_PARAGRAPH for node in islice(page.css("p"), _MAX_PARAGRAPHS))
    return teasers >= max(_MIN_TEASERS, _TEASERS_PER_PARAGRAPH * long)


def _read_meta(page: LexborHTMLParser, name: str) -> str:
    """Return the content of the `meta` element of this name."""
    node = page.css_first(f'meta[property="{name}"], meta[name="{name}"]')
    return ((node.attributes.get("content") or "") if node is not None else "").strip()
