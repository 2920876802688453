"""PAGE with shadow trees -> page in which their text is a part of the page.

A page that is sent or saved has its shadow trees in templates (HTML Living Standard, section 4.12.3), which the parser
takes out of the page. What the page shows of them is text like any other.
"""

from __future__ import annotations

import re

from tts.regex import regex

_TEMPLATE = regex(r"<(?P<end>/?)template\b(?P<attributes>[^<>]{0,1000})>", re.IGNORECASE)
_MODE = regex(r"\bshadow(?:root)?(?:mode)?\s*=", re.IGNORECASE)  # `shadowmode`: MHTML of Chromium


def show_shadow_trees(html: str) -> str:
    """Return `html` with an ordinary element in place of each template that is a shadow tree."""
    if not _MODE.search(html):
        return html
    are_shown: list[bool] = []

    def rewrite(tag: re.Match[str]) -> str:
        """Return the tag of a template, or that of the element in its place."""
        if tag["end"]:
            return "</div>" if are_shown and are_shown.pop() else tag[0]
        are_shown.append(bool(_MODE.search(tag["attributes"])))
        return "<div>" if are_shown[-1] else tag[0]

    return _TEMPLATE.sub(rewrite, html)
