"""ANSWER -> ERROR: what a status means to a person, and what to do."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tts.errors import FetchError
from tts.sources.fetch.answer import SAVE_PAGE, Answer

_SENTENCES = {
    401: f"asks for a user name and a password, which Articast does not send. {SAVE_PAGE}",
    402: f"asks for a payment. If you may read the page, {SAVE_PAGE[0].lower()}{SAVE_PAGE[1:]}",
    403: f"the site refuses to show the page to programs, or to readers who are not logged in. {SAVE_PAGE}",
    404: "there is no page at this address. Check the address, or look for the page in a web archive.",
    406: f"the site has no form of the page for programs. {SAVE_PAGE}",
    410: "the page has been removed for good. Look for it in a web archive, and use its address there.",
    451: "the page may not be shown for legal reasons, perhaps only in your country. Look for another source.",
}
_MEDIA = {"video": "a video", "audio": "a recording", "font": "a font"}


def check_status(answer: Answer) -> None:
    """Check that `answer` has content.

    Raises:
        FetchError: its status is an error, or it is empty or cannot contain text or pictures.
    """
    place = str(answer.address)
    status = answer.status
    if not answer.is_success:
        raise FetchError(f"{_describe(answer)} (Status {status}.)", path=place)
    if not answer.data.strip():
        raise FetchError(f"the answer is empty. {SAVE_PAGE}", path=place)
    kind = _MEDIA.get(answer.media_type.partition("/")[0])
    if kind:
        message = f"is {kind} ({answer.media_type}), not an article. Use the address of a page with text."
        raise FetchError(message, path=place)


def _describe(answer: Answer) -> str:
    """Return the sentences for an answer without success."""
    status = answer.status
    if status == 429:
        return f"the site asks for fewer requests. Try again {_read_retry_after(answer)}."
    if status >= 500:
        return f"the site has an error of its own. Try again {_read_retry_after(answer)}."
    return _SENTENCES.get(status, f"the site does not send the page. {SAVE_PAGE}")


def _read_retry_after(answer: Answer) -> str:
    """Return when to try again, as the answer says it in seconds or as a date (RFC 9110, section 10.2.3)."""
    text = str(answer.headers.get("Retry-After", "")).strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        minutes = -(-int(text) // 60)
        return f"in {minutes} minutes" if minutes > 1 else "in a minute"
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return "later"
    return f"after {moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if isinstance(moment, datetime) else "later"
