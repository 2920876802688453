"""MARKDOWN -> MARKDOWN without the marks of other dialects in running text, in one step for each kind."""

from __future__ import annotations

from tts.text.readers.markdown.dialects.citations import replace_citations
from tts.text.readers.markdown.dialects.crossrefs import replace_references
from tts.text.readers.markdown.dialects.emoji import replace_emoji_codes
from tts.text.readers.markdown.dialects.pandoc import replace_pandoc_marks
from tts.text.readers.markdown.dialects.protected import ProtectedText
from tts.text.readers.markdown.dialects.remarks import replace_remarks
from tts.text.readers.markdown.dialects.replace import Cleaned
from tts.text.readers.markdown.dialects.roles import replace_roles
from tts.text.readers.markdown.dialects.wikilinks import replace_wiki_links


def replace_inline_marks(source: str) -> Cleaned:
    """Replace the marks in the Markdown `source` that only other programs know. Code, tags and addresses stay."""
    text = ProtectedText(source)
    text.take_escapes()
    replace_remarks(text)
    replace_roles(text)
    replace_wiki_links(text)
    replace_references(text)
    replace_citations(text)
    replace_pandoc_marks(text)
    replace_emoji_codes(text)
    return text.finish()
