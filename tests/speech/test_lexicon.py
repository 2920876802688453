"""A lexicon sets the pronunciation of its words, comes before the rules, and never does anything else."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from editions import articast
from hypothesis import given
from hypothesis import strategies as st

from tts.config.config import Config
from tts.errors import UsageError
from tts.model import Block, Prosody, Section, Utterance, utterances
from tts.packages.stale import fingerprint
from tts.pipeline import prepare, prepare_text
from tts.speech.engines.espeak.engine import EspeakEngine
from tts.speech.engines.espeak.phonemes import ipa_to_mnemonics
from tts.speech.engines.voices import choose_voice
from tts.speech.lexicon import NEWS, Entry, Example, find_lexicons, read_lexicon
from tts.speech.lexicon.rule import LexiconRule
from tts.speech.pronounce import PronunciationOptions, pronounce, tokens
from tts.speech.rules import names
from tts.speech.rules.rule import Passage, Token
from tts.text.readers import read

PAGE = Path(__file__).parents[2] / "docs" / "pronunciation.md"
CASES = Path(__file__).parents[1].joinpath("cases") / "rules"


def _file(folder: Path, text: str, name: str = "lexicon.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _entries(folder: Path, text: str, name: str = "lexicon.toml") -> tuple[Entry, ...]:
    return read_lexicon(_file(folder, text, name)).entries


@dataclass(frozen=True, kw_only=True, eq=False)
class _Entries:
    """A lexicon without a file."""

    entries: tuple[Entry, ...]


def _found(entries: tuple[Entry, ...], text: str, language: str = "en", article: Path | None = None) -> list[Token]:
    rule = LexiconRule(lexicon=_Entries(entries=entries), article=article)
    return list(rule(Passage(text=text, language=language), ()))


def _said(entries: tuple[Entry, ...], text: str, language: str = "en", article: Path | None = None) -> str:
    """The text with what the lexicon says instead, everything else as it is."""
    said, at = "", 0
    for token in _found(entries, text, language, article):
        said, at = said + text[at : token.begin] + token.said, token.end
    return said + text[at:]


def _spoken(text: str, config: Config, article: Path | None = None, language: str = "en") -> str:
    return " ".join(one.spoken for one in utterances(prepare_text([text], language, config, article)))


# --- lexicon.toml ---

FULL = """\
[defaults]
language = "en"

[words]
Kyiv = "Keev"
"Sinn Féin" = { alias = "Shin Fain", state = "reviewed" }
WHO.say_as = "letters"

[[entry]]
word = "Bach"
language = "en-GB"
phonemes = "ˈbɑːx"
respelling = "Bahk"
note = "the composer"

[entry.examples]
"By Bach." = "By Bach."

[[entry]]
pattern = 'F-(\\d{2})'
alias = 'F \\1'
whole_word = false
case_sensitive = false
articles = "planes"
"""


def test_everything_that_can_be_said_is_read(tmp_path: Path) -> None:
    """Words and entries come with all that they say, with the defaults of the file, and with their lines."""
    assert _entries(tmp_path, FULL) == (
        Entry(word="Kyiv", alias="Keev", language="en", line=5),
        Entry(word="Sinn Féin", alias="Shin Fain", language="en", state="reviewed", line=6),
        Entry(word="WHO", say_as="letters", language="en", line=7),
        Entry(
            word="Bach",
            phonemes="ˈbɑːx",
            respelling="Bahk",
            language="en-GB",
            note="the composer",
            examples=(Example(shown="By Bach.", spoken="By Bach."),),
            line=9,
        ),
        Entry(
            pattern=r"F-(\d{2})",
            alias=r"F \1",
            language="en",
            whole_word=False,
            case_sensitive=False,
            articles=("planes",),
            line=19,
        ),
    )


WRONG = {
    "table": ("[word]\nA = 'b'\n", 1, "Unknown table 'word': did you mean 'words'?"),
    "default": ("[defaults]\nlang = 'en'\n", 2, "Unknown default 'lang': did you mean 'language'?"),
    "key": ("[[entry]]\nword = 'A'\nalais = 'b'\n", 3, "Unknown key 'alais': did you mean 'alias'?"),
    "key of a word": ("[words]\nA = { sayas = 'word' }\n", 2, "Unknown key 'sayas': did you mean 'say_as'?"),
    "say_as": ("[[entry]]\nword = 'A'\n\nsay_as = 'spell'\n", 4, "must be one of letters, word, digits"),
    "state": ("[words]\nA = {alias = 'b', state = 'done'}\n", 2, "must be one of proposed, reviewed"),
    "flag": ("[words]\nA = {alias = 'b', whole_word = 'no'}\n", 2, "must be true or false"),
    "articles": ("[words]\nA = {alias = 'b', articles = 3}\n", 2, "Articles must be names or globs"),
    "examples": ("[words]\nA = {alias = 'b', examples = ['x']}\n", 2, "a shown and a spoken text"),
    "number": ("[words]\nA = 3\n", 2, "Alias must be text, not 3"),
    "control character": ('[words]\nA = "b\\u0007"\n', 2, "must be text"),
    "two ways": ("[words]\nA = {alias = 'b', say_as = 'word'}\n", 2, "not both"),
    "no way": ("[[entry]]\nword = 'A'\nnote = 'x'\n", 1, "An entry needs an alias"),
    "no word": ("[[entry]]\nalias = 'A'\n", 1, "for one word or for one pattern"),
    "respelling": ("[words]\nA = {respelling = 'b'}\n", 2, "An entry needs an alias"),
    "respelling of an alias": ("[words]\nA = {alias = 'b', respelling = 'c'}\n", 2, "write it as an alias"),
    "no sound": ("[words]\nA = {phonemes = 'ˈˌ.', language = 'en'}\n", 2, "has no sounds"),
    "no mnemonic": (
        "[words]\nA = {phonemes = '_:_:', alphabet = 'x-espeak', language = 'en'}\n",
        2,
        "has no sounds",
    ),
    "no language": ("[words]\nA = {phonemes = 'a'}\n", 2, "Phonemes need a language"),
    "IPA": ("[[entry]]\nword = 'A'\nlanguage = 'en'\nphonemes = 'aʘ'\n", 4, "'ʘ' (latin letter bilabial click)"),
    "IPA of": ("[words]\nA = {phonemes = 'a', language = 'fi'}\n", 2, "use the alphabet x-espeak"),
    "mnemonics": (
        "[words]\nA = {phonemes='a]]', alphabet='x-espeak', language='en'}\n",
        2,
        "valid ones are, for example: k'i:v",
    ),
    "twice": ("[words]\nA = 'b'\n\n[[entry]]\nword = 'A'\nalias = 'c'\n", 4, "'A' is already defined on line 2"),
    "words": ("words = 3\n", 1, "'words' must be a table"),
    "entry": ("[entry]\nword = 'A'\n", 1, "Each entry must begin with a line [[entry]]"),
    "no TOML": ("[words]\nSinn Féin = 'x'\n", 2, "This is not valid TOML"),
    "group": ("[[entry]]\npattern = 'F-x'\nalias = '\\1'\n", 2, "The pattern has no group '1'"),
    "broken pattern": ("[[entry]]\npattern = '(x'\nalias = 'a'\n", 2, "not a regular expression"),
    "endless": ("[[entry]]\npattern = 'x+'\nalias = 'a'\n", 2, "write {0,20} for *, {1,20} for +"),
    "nested": ("[[entry]]\npattern = '(x{1,9}){1,9}y'\nalias = 'a'\n", 2, "backtrack too much"),
    "in a row": ("[[entry]]\npattern = '.{0,99}.{0,99}.{0,99}y'\nalias = 'a'\n", 2, "backtrack too much"),
    "ahead": ("[[entry]]\npattern = 'x(?=(a|b|ab){1,90}c)'\nalias = 'a'\n", 2, "backtrack too much"),
    "reference": ("[[entry]]\npattern = '(x)\\1'\nalias = 'a'\n", 2, "must not refer to its own groups"),
    "nothing": ("[[entry]]\npattern = 'x{0,3}'\nalias = 'a'\n", 2, "matches an empty text"),
    "long": (f"[[entry]]\npattern = '{'x' * 201}'\nalias = 'a'\n", 2, "more than 200 characters"),
}


@pytest.mark.parametrize(("text", "line", "cause"), WRONG.values(), ids=list(WRONG))
def test_a_mistake_is_reported_with_its_place(tmp_path: Path, text: str, line: int, cause: str) -> None:
    """A mistake in a lexicon is an error of one line, with file and line, that shows what is possible."""
    with pytest.raises(UsageError) as error:
        _entries(tmp_path, text)
    assert (error.value.path, error.value.line) == (tmp_path / "lexicon.toml", line)
    assert cause in error.value.message
    assert "\n" not in error.value.message


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("l.toml", b"\xff\xfe", "not UTF-8"),
        ("l.csv", b"", "Give one of .toml, .pls, .xml"),
        ("missing.toml", None, "There is no such file"),
        ("a\0b.toml", None, "There is no such file"),
    ],
)
def test_a_file_that_is_not_a_lexicon_is_refused(tmp_path: Path, name: str, content: bytes | None, cause: str) -> None:
    """Files of other kinds, in other encodings, or that are not there are named."""
    if content is not None:
        tmp_path.joinpath(name).write_bytes(content)
    with pytest.raises(UsageError, match=re.escape(cause)):
        _ = read_lexicon(tmp_path / name).entries


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    """Opening a pipe would wait for ever."""
    os.mkfifo(tmp_path / "l.toml")
    with pytest.raises(UsageError, match="not a regular file"):
        read_lexicon(tmp_path / "l.toml")


# --- PLS ---

PLS = """\
<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en-US">
  <meta name="author" content="Ann"/>
  <lexeme>
    <grapheme>theater</grapheme>
    <grapheme>theatre</grapheme>
    <phoneme>ˈθiːətɚ</phoneme>
    <example>My <token>theater</token> is better.</example>
  </lexeme>
  <lexeme>
    <grapheme>W3C</grapheme>
    <alias>World Wide Web Consortium</alias>
    <phoneme>dʌb</phoneme>
  </lexeme>
  <lexeme>
    <grapheme>Newton</grapheme>
    <alias>Noo ton</alias>
    <phoneme alphabet="x-espeak" prefer="true">n'u:t@n</phoneme>
  </lexeme>
  <lexeme>
    <grapheme>Newton</grapheme>
    <alias>the second one</alias>
  </lexeme>
</lexicon>
"""


def test_a_pronunciation_lexicon_is_read(tmp_path: Path) -> None:
    """Of a PLS 1.0 document each grapheme has the preferred way to be said, and the first lexeme for it counts."""
    theater, theatre, consortium, newton = _entries(tmp_path, PLS, "l.pls")
    assert (theater.word, theatre.word) == ("theater", "theatre")
    assert theater.phonemes == theatre.phonemes == "ˈθiːətɚ"
    assert theater.examples == (Example(shown="My theater is better."),)
    assert (theater.language, theater.line, theater.state) == ("en-US", 4, "reviewed")
    assert (consortium.alias, consortium.phonemes) == ("World Wide Web Consortium", "")
    assert (newton.alias, newton.respelling) == ("", "Noo ton")
    assert (newton.phonemes, newton.alphabet) == ("n'u:t@n", "x-espeak")


BOMB = '<!DOCTYPE lexicon [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
SECRET = '<!DOCTYPE lexicon [<!ENTITY a SYSTEM "secret.txt">]>'
ROOT = "<lexicon xmlns='http://www.w3.org/2005/01/pronunciation-lexicon' xml:lang='en' alphabet='{}'>\n{}</lexicon>"


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        (BOMB + ROOT.format("ipa", "<lexeme><grapheme>&b;</grapheme></lexeme>"), 1, "document type"),
        (SECRET + ROOT.format("ipa", "<lexeme><grapheme>&a;</grapheme></lexeme>"), 1, "document type"),
        (
            '<!DOCTYPE lexicon SYSTEM "https://example.org/x.dtd">' + ROOT.format("ipa", ""),
            1,
            "document type",
        ),
        (ROOT.format("ipa", "<lexeme><grapheme>&a;</grapheme></lexeme>"), 2, "undefined entity"),
        (ROOT.format("ipa", "<lexeme>"), 2, "mismatched tag"),
        ("<html/>", 1, "This is not a PLS lexicon"),
        ("<lexicon xmlns='http://www.w3.org/2005/01/pronunciation-lexicon'/>", 1, "has no language"),
        (ROOT.format("ipa", "<lexeme><alias>x</alias></lexeme>"), 2, "no <grapheme>"),
        (ROOT.format("ipa", "<lexeme><grapheme>x</grapheme></lexeme>"), 2, "neither <alias> nor <phoneme>"),
        (ROOT.format("ipa", "\n<lexeme><grapheme> </grapheme></lexeme>"), 3, "is empty"),
        (ROOT.format("ipa", f"<lexeme><grapheme>{'x' * 5000}</grapheme></lexeme>"), 2, "more than 1000 characters"),
        (ROOT.format("ipa", "<a>" * 99 + "</a>" * 99), 2, "nested too deeply"),
        (
            ROOT.format("x-sampa", "<lexeme><grapheme>x</grapheme>\n<phoneme>{</phoneme></lexeme>"),
            3,
            "'x-sampa' is not supported",
        ),
        (
            ROOT.format("ipa", "<lexeme><grapheme>x</grapheme><phoneme>ʘ</phoneme></lexeme>"),
            2,
            "bilabial click",
        ),
    ],
)
def test_hostile_and_wrong_xml_is_refused(tmp_path: Path, text: str, line: int, cause: str) -> None:
    """No entity is expanded, no file is fetched, and the error has its line."""
    _file(tmp_path, "secret", "secret.txt")
    with pytest.raises(UsageError) as error:
        _entries(tmp_path, text, "l.xml")
    assert error.value.line == line
    assert cause in error.value.message


# --- the rule ---

KYIV = Entry(word="Kyiv", alias="Keev")


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("In Kyiv.", "In Keev."),
        ("Kyiv's, Kyiv’s and Kyiv'll", "Keev's, Keev’s and Keev'll"),
        ("(Kyiv-based “Kyiv”) AFP/Kyiv", "(Keev-based “Keev”) AFP/Keev"),
        ("Kyivan KYIV kyiv Kyiv2 Kyiv_x Kyiv'an", "Kyivan KYIV kyiv Kyiv2 Kyiv_x Kyiv'an"),
        ("https://x.org/Kyiv/ www.a.org/Kyiv a@Kyiv.ua", "https://x.org/Kyiv/ www.a.org/Kyiv a@Kyiv.ua"),
        ("@Kyiv #Kyiv Kyiv.ua x.Kyiv", "@Kyiv #Kyiv Kyiv.ua x.Kyiv"),
    ],
)
def test_a_word_is_found_as_a_whole(shown: str, said: str) -> None:
    """A word is found with punctuation or a possessive, not in another word, an address, a handle or a hashtag."""
    assert _said((KYIV,), shown) == said


def test_case_and_whole_words_can_be_let_go() -> None:
    """Without them a word is found in any case, and inside another one."""
    anywhere = Entry(word="ß-Haus", alias="x", case_sensitive=False)
    inside = Entry(word="Haus", alias="house", whole_word=False)
    assert _said((anywhere,), "ß-HAUS ß-haus SS-Haus") == "x x SS-Haus"
    assert _said((inside,), "Haustür Kaufhaus Bauhaus-Haus") == "housetür Kaufhaus Bauhaus-house"


def test_words_with_symbols_are_found() -> None:
    """A word may begin with a symbol, have a point in it, or be only a symbol."""
    entries = tuple(Entry(word=word, alias="x") for word in ("@AFP", "Node.js", "O'Brien", "→", "C++"))
    assert _said(entries, "By @AFP: Node.js, O’Brien → C++.") == "By x: x, x x x."


def test_the_longest_and_the_narrowest_go_first() -> None:
    """Of the entries for one place the longest word wins, then the one for the article, then that for the region."""
    entries = (
        Entry(word="Xi", alias="1"),
        Entry(word="Xi", alias="2", language="en"),
        Entry(word="Xi", alias="3", language="en-GB"),
        Entry(word="Xi", alias="4", articles=("bees",)),
        Entry(word="Xi Jinping", alias="5"),
    )
    assert _said(entries, "Xi", "de") == "1"
    assert _said(entries, "Xi", "en-US") == "2"
    assert _said(entries, "Xi Jinping, Xi", "en-GB") == "5, 3"
    assert _said(entries, "Xi", "en", Path("2026/bees.md")) == "4"


@pytest.mark.parametrize(
    ("name", "article", "holds"),
    [
        ("bees", "2026/bees.md", True),
        ("2026/*.md", "x/2026/bees.md", True),
        ("2026/*.md", "2025/bees.md", False),
        ("bees", None, False),
    ],
)
def test_an_entry_can_be_for_some_articles(name: str, article: str | None, holds: bool) -> None:
    """An article is meant by its name without extension, or by a glob of the end of its path."""
    entry = Entry(word="Kyiv", alias="Keev", articles=(name,))
    assert _said((entry,), "Kyiv", article=article and Path(article)) == ("Keev" if holds else "Kyiv")


@pytest.mark.parametrize(
    ("say_as", "shown", "language", "said"),
    [
        ("letters", "BND", "en", "B N D"),
        ("letters", "NGOs", "en", "N G O's"),
        ("letters", "BND", "de", "B N D"),
        ("word", "UNHCR", "en", "Unhcr"),
        ("digits", "101", "en", "one zero one"),
        ("digits", "101", "de", "1 0 1"),
    ],
)
def test_ways_to_say(say_as: str, shown: str, language: str, said: str) -> None:
    """A word can be said letter by letter, as a word, digit by digit."""
    assert _said((Entry(word=shown, say_as=say_as),), shown, language) == said  # type: ignore[arg-type]


def test_a_pattern_gives_its_groups_to_the_alias() -> None:
    """The match of a pattern's group replaces its name in the alias."""
    entry = Entry(pattern=r"(?P<kind>[FB])-(\d{1,3})(x)?", alias=r"\g<kind> \2\3")
    assert _said((entry,), "F-16, B-2x, AF-16") == "F 16, B 2x, AF-16"


def test_phonemes_travel_with_the_word() -> None:
    """The spoken word has a hint with its phonemes and its respelling, and an English possessive is a part of all."""
    entry = Entry(word="Kyiv", phonemes="kˈiːv", respelling="Keev", language="en")
    utterance = Utterance(id="u0001", text="Oh, Kyiv’s bees")
    block = Block(kind="paragraph", text=utterance.text, utterances=(utterance,))
    first = (LexiconRule(lexicon=_Entries(entries=(entry,))),)
    (said,) = utterances(
        pronounce((Section(id="b", role="body", title="", blocks=(block,)),), PronunciationOptions(first=first))
    )
    assert said.spoken == "Oh, Kyiv’s bees"
    (hint,) = said.hints
    assert said.spoken[hint.begin : hint.end] == "Kyiv’s"
    assert (hint.kind, hint.value, hint.respelling) == ("ipa", "kˈiːvz", "Keev’s")


@given(text=st.text("Kyiv's- .@/#XJ\u2019_", max_size=60))
def test_tokens_are_in_order_and_apart(text: str) -> None:
    """Whatever the text, tokens of a lexicon lie inside it, in order, and do not overlap."""
    entries = (KYIV, Entry(word="yiv K", alias="a"), Entry(pattern="K.{1,4}", alias="b"), Entry(word="X", alias="c"))
    found = _found(entries, text)
    assert all(0 <= token.begin < token.end <= len(text) for token in found)
    assert all(one.end <= other.begin for one, other in pairwise(found))


# --- where lexicons come from ---


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an article in it, which is the current one."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "articles" / "may"
    folder.mkdir(parents=True)
    _file(folder, "Bees of Kyiv.\n\nThey fly.\n", "bees.md")
    return tmp_path


ARTICLE = Path("articles/may/bees.md")


def _paths(article: Path | None, *named: str) -> list[Path]:
    return [lexicon.path for lexicon in find_lexicons(article, named)]


def test_lexicons_are_found_from_the_article_up_to_here(here: Path) -> None:
    """Those named come first, then those in the article's folder and above up to the current one, then ours."""
    for folder in ("articles/may", "articles", "."):
        _file(here / folder, "")
    found = [Path("articles/may/lexicon.toml"), Path("articles/lexicon.toml"), Path("lexicon.toml")]
    _file(here, "", "names.toml")
    assert _paths(ARTICLE, "names.toml") == [Path("names.toml"), *found, NEWS]
    assert _paths(here / ARTICLE) == [*found, NEWS]
    assert _paths(None) == [Path("lexicon.toml"), NEWS]


def test_a_lexicon_travels_with_the_hash_of_what_was_read(here: Path) -> None:
    """`find_lexicons` reads each file once while it is unchanged, and hash and entries are of the same bytes."""
    path = _file(here, "[words]\nKyiv = 'Keev'\n")
    first, included = find_lexicons(ARTICLE)
    assert (first.path, first.sha256) == (Path("lexicon.toml"), sha256(path.read_bytes()).hexdigest())
    assert included.path == NEWS
    assert find_lexicons(here / ARTICLE) == (first, included)
    _file(here, "[words]\nLviv = 'Leviv'\n")
    changed, _ = find_lexicons(ARTICLE)
    assert changed.sha256 == sha256(path.read_bytes()).hexdigest()
    assert [entry.word for entry in first.entries] == ["Kyiv"]
    assert [entry.word for entry in changed.entries] == ["Lviv"]


def test_a_mistake_in_a_lexicon_is_found_when_its_entries_are_asked_for(here: Path) -> None:
    """What needs the hash only does not parse a lexicon, and a rule is never made of one with a mistake."""
    _file(here, "[words]\nKyiv = 3\n")
    lexicon, _ = find_lexicons(ARTICLE)
    with pytest.raises(UsageError, match=r"lexicon\.toml, line 2: Alias must be text, not 3"):
        LexiconRule(lexicon=lexicon)


def test_an_article_from_elsewhere_has_its_own_folder_and_the_current_one(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No folder above an article that is not in the current one is looked into."""
    for folder in ("articles/may", "articles", "."):
        _file(here / folder, "")
    here.joinpath("else").mkdir()
    monkeypatch.chdir(here / "else")
    assert _paths(here / ARTICLE) == [here / "articles/may/lexicon.toml", NEWS]


def test_the_nearer_lexicon_wins_and_ours_comes_last(here: Path) -> None:
    """A newsroom's word comes before the included one, an article's folder before the current one."""
    (included,) = utterances(prepare_text(["In Kyiv."], "en", Config(), ARTICLE))
    assert [hint.value for hint in included.hints] == ["ˈkiːv"]
    _file(here, "[words]\nKyiv = 'one'\n")
    assert _spoken("In Kyiv.", Config(), ARTICLE) == "In one."
    _file(here / "articles", "[words]\nKyiv = 'two'\n")
    assert _spoken("In Kyiv.", Config(), ARTICLE) == "In two."
    named = _file(here, "[words]\nKyiv = 'three'\n", "names.toml")
    assert _spoken("In Kyiv.", Config(lexicon=(str(named),)), ARTICLE) == "In three."


def test_a_lexicon_goes_before_the_rules_and_can_be_switched_off(here: Path) -> None:
    """No rule changes what a lexicon sets, and without it the rules apply."""
    _file(here, "[words]\n'$5' = 'a fiver'\n")
    assert _spoken("It costs $5.", Config()) == "It costs a fiver."
    assert _spoken("It costs $5.", Config(without_rules=("lexicon",))) == "It costs five dollars."


@pytest.mark.once
def test_head_file_and_arguments_name_lexicons(here: Path) -> None:
    """`lexicon` may be in the front matter, in articast.toml and on the command line, with paths relative to each."""
    for name in ("head", "file", "argument"):
        folder = here / ("articles/may" if name == "head" else ".")
        _file(folder, f"[words]\nKyiv = '{name}'\n", f"{name}.toml")
    text = "---\narticast:\n  lexicon: head.toml\n---\nBees of Kyiv.\n"
    _file(here, "lexicon = 'file.toml'\n", "articast.toml")
    said = lambda *more: articast("text", ARTICLE, "--spoken", *more, cwd=here).stdout  # noqa: E731
    assert said() == "Bees of file.\nThey fly.\n"
    assert said("--lexicon", "argument.toml") == "Bees of argument.\nThey fly.\n"
    _file(here / "articles/may", text, "bees.md")
    assert said() == "Bees of head.\n"
    assert said("--lexicon", "argument.toml") == "Bees of argument.\n"


@pytest.mark.parametrize("name", ["../names.toml", r"\0.toml", "loop.toml"])
def test_a_head_names_no_lexicon_elsewhere(here: Path, name: str) -> None:
    """An article may come from anywhere, so its head reaches no file outside its folder, and nothing that is none."""
    folder = here / "articles/may"
    _file(folder, f'---\narticast:\n  lexicon: "{name}"\n---\nBees.\n', "bees.md")
    if hasattr(os, "mkfifo"):  # Windows lets few users make links
        folder.joinpath("loop.toml").symlink_to("loop.toml")
    prepared = prepare(read(ARTICLE), Config())
    assert "line 3: The lexicon " in prepared.article.warnings[-1]
    assert prepared.config.lexicon == ()


def test_a_changed_lexicon_makes_a_package_stale(here: Path) -> None:
    """The fingerprint follows a lexicon that comes, changes or is named, and its bytes, not its name."""
    prints = [fingerprint(ARTICLE, Config())]
    for word in ("one", "two"):
        _file(here, f"[words]\nKyiv = '{word}'\n")
        prints.append(fingerprint(ARTICLE, Config()))
    same = [fingerprint(ARTICLE, Config(lexicon=(name,))) for name in ("a.toml", "b.toml") if _file(here, "", name)]
    assert len({*prints, same[0]}) == 4
    assert same[0] == same[1]


@pytest.mark.once
def test_a_package_is_made_again_after_a_lexicon_of_the_front_matter_changed(here: Path) -> None:
    """A lexicon that only the front matter names is one of the package's inputs."""
    _file(here / "articles/may", "---\narticast:\n  lexicon: own.toml\n---\nBees of Kyiv.\n", "bees.md")
    statuses = []
    for word in ("one", "one", "two"):
        _file(here / "articles/may", f"[words]\nKyiv = '{word}'\n", "own.toml")
        done = articast("package", "articles", "--engine", "silent", "--json", cwd=here)
        statuses.append(json.loads(done.stdout.splitlines()[0])["status"])
    manifest = json.loads(here.joinpath("output/bees/manifest.json").read_text(encoding="utf-8"))
    assert statuses == ["packaged", "unchanged", "packaged"]
    assert list(manifest["options"]["inputs"]) == ["bees.md", "own.toml"]
    assert manifest["options"]["lexicon"] == ["own.toml"]


# --- phonemes ---


@pytest.mark.parametrize(
    ("ipa", "language", "said"),
    [
        ("ˈkiːv", "en", "'k|i:|v"),
        ("/ˌɛd.ɪn.ˈbʌ.rə/", "en-GB", ",E|d|I|n'b|V|r|@"),
        ("t͡ʃɑːɹ", "en", "tS|A@"),
        ("sɪn ˈfeɪn", "en", "s|I|n 'f|eI|n"),
        ("ˈkœln", "de", "'k|W|l|n"),
        ("ʃɑ̃z", "fr", "S|A~|z"),
    ],
)
def test_ipa_becomes_mnemonics(ipa: str, language: str, said: str) -> None:
    """Signs of the International Phonetic Alphabet become espeak-ng's, the longest first; ties and dots go."""
    assert ipa_to_mnemonics(ipa, language) == said


# --- the included lexicon ---


@pytest.fixture(scope="module")
def espeak() -> Iterator[EspeakEngine]:
    """The engine, ready to speak."""
    with EspeakEngine() as engine:
        yield engine


def test_the_shipped_lexicon_is_reviewed_and_english() -> None:
    """Every entry is reviewed, for English, and takes no word of other letters' case where it is an acronym."""
    entries = read_lexicon(NEWS).entries
    assert {(entry.state, entry.language) for entry in entries} == {("reviewed", "en")}
    assert [entry.name for entry in entries if entry.say_as == "letters" and not entry.case_sensitive] == []


@pytest.mark.once
@pytest.mark.parametrize(("language", "step"), [("en-US", 1), ("en-GB", 3)])
def test_the_shipped_lexicon_says_what_espeak_does_not(espeak: EspeakEngine, language: str, step: int) -> None:
    """Each name with phonemes sounds otherwise than espeak-ng says it by itself; a Briton says a third of them."""
    voice = choose_voice(espeak.voices(), None, language)
    entries = [entry for entry in read_lexicon(NEWS).entries if not entry.say_as][::step]
    assert [entry.word for entry in entries if entry.alias or not entry.phonemes] == []
    names = [_name(entry) for entry in entries]
    with_phonemes = espeak.synthesize_all(names, voice, Prosody())
    sounds = [speech.pcm for speech in with_phonemes]
    by_itself = espeak.synthesize_all([replace(name, hints=()) for name in names], voice, Prosody())
    same = [entry.word for entry, pcm, speech in zip(entries, sounds, by_itself, strict=True) if pcm == speech.pcm]
    assert same == []


@cache
def _name(entry: Entry) -> Utterance:
    """The name of an entry as the pipeline hands it to an engine."""
    (said,) = utterances(prepare_text([f"So {entry.word}, then."], "en", Config()))
    return said


def test_the_spoken_text_has_the_names_as_they_are_written() -> None:
    """No name is spelt for a voice; its sounds and its respelling are data beside it."""
    entries = [entry for entry in read_lexicon(NEWS).entries if not entry.say_as]
    for entry in entries:
        said = _name(entry)
        (hint,) = said.hints
        assert said.spoken[hint.begin : hint.end] == entry.word
        assert (hint.kind, hint.value, hint.respelling) == ("ipa", entry.phonemes, entry.respelling)


def test_each_word_of_a_name_has_its_sounds() -> None:
    """A name has as many words in phonemes as in letters, so that each word gets a time of its own."""
    entries = [entry for entry in read_lexicon(NEWS).entries if not entry.say_as]
    assert [entry.word for entry in entries if len(entry.word.split()) != len(entry.phonemes.split())] == []
    assert [entry.word for entry in entries if "ˈ" not in entry.phonemes] == []


def test_the_seed_names_are_said_right() -> None:
    """Names of the model case that espeak-ng mispronounces have an entry with their sounds."""
    (said,) = utterances(prepare_text(["Lysychansk, Donbas: Yasuyoshi"], "en", Config()))
    assert said.spoken == "Lysychansk, Donbas: Yasuyoshi"
    assert [hint.value for hint in said.hints] == ["ˌlɪsɪˈtʃænsk", "dɒnˈbæs", "ˌjæsuːˈjoʊʃi"]


# --- the page about it ---


def _example(name: str) -> tuple[str, str]:
    """The shortest case of a rule that is made by this rule alone, as shown and as said."""
    text = (CASES / f"{name}.md").read_text(encoding="utf-8")
    found = re.findall(r"^(\S[^\n]*)\n\.\n([^\n]+)\n\.\n([^\n]+)\n\.$", text, re.MULTILINE)
    english = [(shown, said) for title, shown, said in found if not re.search(r"\([a-z-]+(-[A-Z]+)?\)$", title)]
    own = [one for one in english if name in {token.rule for token in tokens(Utterance(id="u0001", text=one[0]))}]
    return min(own or [(found[0][1], found[0][2])], key=lambda one: (len(one[0]), one))


def _row(name: str) -> str:
    shown, said = (re.sub(r"([|<*_`\\\[])", r"\\\1", text.replace("&", "&amp;")) for text in _example(name))
    return f"| `{name}` | {shown} | {said} |"


def test_the_page_on_pronunciation_has_every_rule() -> None:
    """The table of rules has each of them in their order, with an example from its cases.

    To accept a change: set UPDATE_GOLDEN=1, run this test, and read what `git diff` shows.
    """
    head = "| rule | shown | spoken |\n|---|---|---|\n"
    before, _, after = PAGE.read_text(encoding="utf-8").partition(head)
    rest = after.partition("\n\n")[2]
    rows = "\n".join(map(_row, names()))
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(f"{before}{head}{rows}\n\n{rest}", encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == f"{before}{head}{rows}\n\n{rest}"


def test_the_example_on_the_page_is_a_lexicon(tmp_path: Path) -> None:
    """The lexicon that the page shows is read, and its examples come true."""
    page = PAGE.read_text(encoding="utf-8")
    example = re.search(r"^```toml\n(\[defaults\].*?)^```", page, re.DOTALL | re.MULTILINE)
    assert example
    path = _file(tmp_path, example[1])
    config = Config(lexicon=(str(path),))
    examples = [(entry, one) for entry in read_lexicon(path).entries for one in entry.examples]
    assert examples
    for entry, one in examples:
        article = Path(entry.articles[0]) if entry.articles else None
        assert _spoken(one.shown, config, article, entry.language) == one.spoken
