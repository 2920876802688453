"""Links and embeds of wikis: Obsidian, Logseq, Foam, MediaWiki."""

from __future__ import annotations

import re
from html import escape, unescape

from tts.regex import regex
from tts.text.readers.markdown.dialects.protected import ProtectedText
from tts.text.readers.markdown.dialects.replace import Replacement

_LINK = regex(r"(?P<embed>!?)(?P<tag>#?)\[\[(?P<content>[^\[\]\n]+)\]\](?!\(|\[(?!\^))(?!\ufdd0)", needs="[[")
_PIPE = regex(r"\\?\||\ufdd0[\ufdd1-\ufdda]+\ufddb")
_PICTURE = regex(r"\.(?:avif|bmp|gif|ico|jpe?g|jfif|png|svg|tiff?|webp)$", re.IGNORECASE)
_FILES = {
    "audio": regex(r"\.(?:3gp|aac|flac|m4a|mp3|oga|ogg|opus|wav)$", re.IGNORECASE),
    "video": regex(r"\.(?:avi|m4v|mkv|mov|mp4|mpe?g|ogv|webm)$", re.IGNORECASE),
    "embedded file": regex(r"\.(?:base|canvas|csv|docx?|excalidraw|odt|pdf|pptx?|xlsx?|zip)$", re.IGNORECASE),
}
_SIZE = regex(r"(?:x?\d+|\d+x\d+)(?: ?px)?|\d+%")
_FILE = regex(r"(?:File|Image|Media|Datei|Bild|Fichier|Archivo|Imagen|Файл|Зображення|Delwedd):", re.IGNORECASE)
_CATEGORY = regex(r"(?:Category|Kategorie|Catégorie|Categoría|Категорія|Categori):", re.IGNORECASE)
_FILE_OPTION = regex(
    r"(?:thumb|thumbnail|mini|vignette|miniatur|frame|framed|frameless|border|left|right|center|centre|none|upright|"
    r"links|rechts|gauche|droite|baseline|sub|super|top|text-top|middle|bottom|text-bottom)|"
    r"(?:upright|link|lang|page|class|thumb|loop|muted|start|end)=.*",
    re.IGNORECASE,
)
_NO_LINK = regex(
    # A test of a shell, a mark of a note, a list of numbers, a table of contents, an attribute of C++
    r"[ \t]|[\d\s.,;+-]{1,3}$|[\d\s.]*,[\d\s.,]*$|_?toc_?$|[\w:]*::|(?:nodiscard|maybe_unused|noreturn|deprecated|"
    r"fallthrough|likely|unlikely|carries_dependency|no_unique_address|assume)\b",
    re.IGNORECASE,
)
_ADDRESS = regex(r"https?://|\ufdd0|[\w./-]+/[\w./-]+$|[a-z\d]+(?:-[a-z\d]+)+$")
_NOTE_ENDING = regex(r"\.(?:md|markdown)(?=#|$)", re.IGNORECASE)


def replace_wiki_links(text: ProtectedText) -> None:
    """Replace links by their words, pictures by images with a description, and skip what is embedded from elsewhere."""
    for _ in range(2):  # the caption of a picture may hold links
        text.replace(_LINK, lambda mark: _replace_link(mark, text))


def _replace_link(mark: re.Match[str], text: ProtectedText) -> Replacement | None:
    """Return the words that a page shows of a link between double brackets, None if the brackets are no link."""
    content = mark["content"]
    if _NO_LINK.match(content):
        return None
    # A pipe in a table is escaped, so it has been taken out
    page, *rest = (part.strip() for part in _split(content, text))
    if mark["embed"]:
        return _replace_embed(page, rest, text)
    if _FILE.match(page):
        return _replace_file(page, rest, text)
    if _CATEGORY.match(page):
        return Replacement(reason="category of a wiki")
    words = next((part for part in rest if part), "")
    if words and _ADDRESS.match(words) and not _ADDRESS.match(page):
        words = page  # GitHub's wikis have the words first
    return Replacement(text=words or _words_of(page))


def _split(content: str, text: ProtectedText) -> list[str]:
    """Return the parts of a link between its pipes, which are escaped in a table."""
    parts = [""]
    position = 0
    for pipe in _PIPE.finditer(content):
        if pipe[0] != "|" and text.restore(pipe[0]) != "\\|":
            continue
        parts[-1] += content[position : pipe.start()]
        parts.append("")
        position = pipe.end()
    parts[-1] += content[position:]
    return parts


def _words_of(page: str) -> str:
    """Return what a link without words of its own shows: the page's name, and the heading in it."""
    page = _NOTE_ENDING.sub("", page.lstrip(":"))
    name, *headings = page.split("#")
    headings = [heading.strip() for heading in headings if heading.strip() and not heading.startswith("^")]
    return ", ".join([*filter(None, [name.rstrip("/").rpartition("/")[2].strip()]), *headings])


def _replace_embed(page: str, rest: list[str], text: ProtectedText) -> Replacement:
    """Return the image that is embedded; other files, and notes, are skipped."""
    name = page.partition("#")[0].strip()
    if _PICTURE.search(name):
        alt = ", ".join(part for part in rest if part and not _SIZE.fullmatch(part))
        return Replacement(text=_image(name, alt, text))
    reasons = (reason for reason, pattern in _FILES.items() if pattern.search(name))
    return Replacement(reason=next(reasons, "embedded note"))


def _replace_file(page: str, rest: list[str], text: ProtectedText) -> Replacement:
    """Return the figure of a file in MediaWiki: its last parameter that is no option is the caption."""
    name = page.partition(":")[2].strip()
    if not _PICTURE.search(name):
        return Replacement(
            reason=next((reason for reason, pattern in _FILES.items() if pattern.search(name)), "embedded file")
        )
    alt = next((part[4:] for part in rest if part.lower().startswith("alt=")), "")
    others = [part for part in rest if not part.lower().startswith("alt=")]
    words = [part for part in others if not _SIZE.fullmatch(part) and not _FILE_OPTION.fullmatch(part)]
    image = _image(name, alt, text)
    if not words:
        return Replacement(text=image)
    return Replacement(text=f"\n\n<figure>{image}<figcaption>{words[-1]}</figcaption></figure>\n\n")


def _image(src: str, alt: str, text: ProtectedText) -> str:
    """Return an image's HTML, which no other step changes."""
    src, alt = escape(unescape(text.restore(src))), escape(unescape(text.restore(alt)))
    return text.keep(f'<img src="{src}"' + (f' alt="{alt}"' if alt else "") + ">")
