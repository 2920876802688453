"""The look of text that carries meaning, and what word processors call their styles in several languages."""

from __future__ import annotations

from tts.noun import noun
from tts.regex import regex
from tts.text.languages.names import read_tag
from tts.text.languages.scripts import HAN, KANA, LANGUAGES, count_scripts
from tts.text.languages.tags import primary_subtag
from tts.text.readers.documents.flow import RunMark

_HEADING = regex(
    r"(?:heading|head|überschrift|titre|título|titolo|kop|rubrik|nagłówek|заголовок|otsikko|overskrift|nadpis|"
    r"cím(?:sor)?|titlu|başlık|naslov|标题|標題|見出し|제목|επικεφαλίδα|pennawd) ?([1-9])"
)
_NAMES = {
    "title": "title, titel, buchtitel, título, titolo, tytuł, название",
    "subtitle": "subtitle, untertitel, sous-titre, subtítulo, sottotitolo, ondertitel, podtytuł, подзаголовок",
    "author": "author, autor, auteur, autore",
    "date": "date",
    "quote": "quote, intense quote, block text, block quotation, blockquote, block quote, quotations, zitat, "
    "intensives zitat, citation, citation intense, cita, cita destacada, citazione, citaat, cytat, цитата",
    "caption": "caption, image caption, table caption, tablecaption, figurecaption, "
    "illustration, figure, abbildung, beschriftung, légende, "
    "epígrafe, didascalia, bijschrift",
    "code": "html preformatted, preformatted text, source code, code, listing, macro text, code block, verbatim char, "
    "html code, source text, inline code, html keyboard, code char",
    "contents": "toc heading, contents heading, inhaltsverzeichnisüberschrift",
    "continued": "list paragraph, list continue, listenabsatz, paragraphe de liste",
}
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names.split(", ")}
_CONTENTS = regex(r"(?:toc|contents|verzeichnis|tm) ?\d|table of figures")


@noun
class Look:
    """The look of text that carries meaning. `size` is in points, 0 if unknown; `font` a font of symbols or ""."""

    is_bold: bool = False
    is_italic: bool = False
    is_struck: bool = False
    is_code: bool = False
    is_hidden: bool = False
    is_complex: bool = False
    raised: str = ""
    size: float = 0
    font: str = ""
    language: str = ""
    east_asian: str = ""
    bidi: str = ""

    def language_of(self, text: str) -> str:
        """Return the language of `text`, for which a run has up to three by script (ECMA-376, section 17.3.2.20)."""
        if text.isascii():
            return self.bidi if self.is_complex and not self.language else self.language
        script = next(iter(count_scripts(text).most_common(1)), ("", 0))[0]
        given = self.east_asian if script in (HAN, KANA, "Hang") else self.bidi if script in ("Arab", "Hebr") else ""
        if not given and script not in LANGUAGES:
            return self.language
        fitting = LANGUAGES.get(script, ())
        return next((tag for tag in (given, self.language) if primary_subtag(tag) in fitting), "")

    def marks(self) -> frozenset[RunMark]:
        """Return the elements of HTML that the look means."""
        flags: dict[RunMark, bool] = {
            "strong": self.is_bold,
            "em": self.is_italic,
            "s": self.is_struck,
            "code": self.is_code,
            "sup": self.raised == "sup",
            "sub": self.raised == "sub",
        }
        return frozenset(mark for mark, is_set in flags.items() if is_set)


def find_kind(name: str) -> tuple[str, int]:
    """Return the kind of text that a style is for by its `name` in small letters, and the level of a heading.

    It is that of a paragraph, "contents" for a table of contents, "continued" for a paragraph in a list, or "".
    """
    if name in _KINDS:
        return _KINDS[name], 0
    if _CONTENTS.fullmatch(name):
        return "contents", 0
    heading = _HEADING.fullmatch(name)
    return ("heading", int(heading[1])) if heading else ("", 0)


def read_language(written: str) -> str:
    """Return a language as a BCP 47 tag, "" if it is not one; `x-none` and `zxx` mean no language."""
    return (read_tag(written)[0] or "") if written and not written.startswith(("x-", "zxx", "none")) else ""
