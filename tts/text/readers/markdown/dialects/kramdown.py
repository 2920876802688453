"""MARKDOWN of kramdown -> MARKDOWN without its extensions: `{::comment}`, `{::nomarkdown}`, `{::options … /}`."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.text.readers.markdown.dialects.replace import Replacement

EXTENSION = regex(
    r"\{::comment\}(?P<comment>(?:(?!\{::)[\s\S])*?)\{:/(?:comment)?\}"
    r"|\{::[a-z]\w*(?:[ \t]+[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'))*[ \t]*/?\}|\{:/\w*\}",
    needs=("{::", "{:/"),
)
"""A mark of kramdown that is no list of attributes (kramdown syntax, extensions)."""


def replace_extension(extension: re.Match[str]) -> Replacement:
    """Return nothing for a comment, which is listed, and for the marks around other text, which stays."""
    if extension["comment"] is not None:
        return Replacement(text="\n" * extension[0].count("\n"), reason="comment", skipped=extension["comment"])
    return Replacement(text="")
