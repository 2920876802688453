"""PATH -> NEXT STEP: what to do with a file that no reader knows."""

from __future__ import annotations

from pathlib import Path

from tts.files import read_beginning

_STEPS = {
    "Save {it} as DOCX, ODT, HTML, Markdown or plain text.": (
        ".doc .dot .sxw .wps .wpd .wri .lwp .abw .hwp .pages .one .gdoc"
    ),
    "Export the text as DOCX, HTML or plain text.": ".ppt .pptx .pps .ppsx .odp .key .gslides",
    "Put the tables into an article, as Markdown, HTML or DOCX.": ".xls .xlsx .xlsm .ods .numbers .gsheet",
    "Convert {it} to EPUB, for example with Calibre.": ".mobi .azw .azw3 .kfx .prc .fb2 .lit .pdb .cbz .cbr",
    "Convert {it} to PDF with text.": ".djvu .djv .ps .eps .xps .oxps",
    "Convert {it} with Pandoc: `pandoc FILE -t gfm | articast package -`.": (
        ".tex .latex .rst .org .textile .wiki .mediawiki .muse .ipynb .typ .dbk .docbook .jats .opml .t2t .djot"
    ),
    "Convert {it} to HTML with Asciidoctor.": ".adoc .asciidoc .asc",
    "Unpack {it}.": ".zip .7z .rar .tar .tgz .gz .bz2 .xz .zipx .sit",
    "Save {it} as HTML or plain text in the mail program.": ".eml .msg .emlx .mbox",
    "Open {it} in a browser, and save the page as HTML.": ".webarchive .maff .shtml .php .asp .aspx .jsp",
    "Give the address to `articast add`.": ".url .webloc",
}
"""The next step for the extensions of other kinds, with `{it}` for the file or files."""
_STEP_BY_EXTENSION = {extension: step for step, extensions in _STEPS.items() for extension in extensions.split()}
_RENAME = "For the text to be read, let the name end in .txt or .md."
_PICTURES_AND_SOUND = """
.apng .avif .bmp .cr2 .dng .gif .heic .heif .ico .icns .jfif .jpe .jpeg .jpg .jxl .nef .png .psd .raw .svg .svgz .tif
.tiff .webp .xcf .ai .indd .afphoto .afdesign .aac .aif .aiff .aup .aup3 .m4a .mid .mka .mp2 .oga .ogg
.wav .wma .3gp .avi .flv .m4v .mkv .mov .mp4 .mpeg .mpg .ogv .webm .wmv .srt .vtt .ass
"""
_DATA = """
.toml .pls .ini .cfg .conf .yaml .yml .json .jsonl .json5 .geojson .csv .tsv .xml .xsd .xsl .xslt .dtd .rss .atom .plist
.properties .env .lock .log .bib .bibtex .ris .csl .sqlite .sqlite3 .db .parquet .dat .bin .gpx .kml .ics .vcf .po .pot
.mo .torrent .sig .pem .md5 .sha256 .map .lpf .cue .onnx .lnk .desktop .bak .orig .rej .swp .tmp .temp .part .partial
.crdownload .download .icloud
"""
_PROGRAMS = """
.css .scss .sass .less .styl .js .mjs .cjs .jsx .ts .tsx .vue .svelte .astro .liquid .njk .hbs .ejs .erb .haml .pug .j2
.jinja .jinja2 .mustache .tmpl .py .pyc .pyi .rb .rs .go .java .kt .c .h .cc .cpp .hpp .cs .swift .lua .pl .pm .r .rproj
.jl .m .sql .sh .bash .zsh .fish .ps1 .bat .cmd .exe .msi .dmg .app .deb .rpm .jar .so .dll .dylib .wasm .gemspec .patch
.diff .otf .ttf .ttc .woff .woff2 .eot .sty .cls .bst .aux .toc .out .cfm .code-workspace
"""
_NEVER_ARTICLES = frozenset(f"{_PICTURES_AND_SOUND} {_DATA} {_PROGRAMS}".split())
_NAMES = """
authors brewfile changelog cname codeowners contributors copying dockerfile gemfile install jenkinsfile licence license
maintainers makefile manifest notice owners pipfile procfile rakefile todo vagrantfile version
"""
_NEVER_NAMES = frozenset(_NAMES.split())
_MIN_WORDS = 20  # in the beginning of a file of an unknown kind that may be an article
_BEGINNING_BYTES = 4096


def find_next_step(path: Path) -> str:
    """Return what to do with the file at `path`, which no reader knows, with `{it}` for the file; "" if it is unknown.

    Of files of unknown kinds, this is for those that begin with words.
    """
    known = _STEP_BY_EXTENSION.get(path.suffix.lower(), "")
    is_other = path.suffix.lower() in _NEVER_ARTICLES or path.name.lower() in _NEVER_NAMES or path.name.endswith("~")
    return known or (_RENAME if not is_other and _is_text(path) else "")


def _is_text(path: Path) -> bool:
    """Return whether a file begins with words."""
    try:
        beginning = read_beginning(path, _BEGINNING_BYTES)
    except OSError:
        return False
    text = beginning.decode("utf-8", "ignore")
    is_program = text.startswith(("#!", "<?", "%PDF", "{", "["))
    return b"\0" not in beginning and not is_program and sum(map(str.isalpha, text.split())) >= _MIN_WORDS
