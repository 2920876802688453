"""`articast.toml`, the article's head and the arguments are laid over one another, and each value knows its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from editions import articast
from hypothesis import given
from hypothesis import strategies as st

from tts.cli import main
from tts.cli.arguments import VERBS
from tts.cli.parser import list_options
from tts.config.channel import SETTINGS as FEED_SETTINGS
from tts.config.choices import LOUDNESS_LUFS
from tts.config.config import ARTICLE_SETTINGS, configure_article, options
from tts.config.names import as_written, leaves, option_name, setting_name, written_name
from tts.config.settings import FILE_SETTINGS, Settings, gather
from tts.config.user_file import find_user_file
from tts.errors import UsageError
from tts.formats import AUDIO
from tts.model import BREAK_RANGE_MS, PROSODY_RANGES, Breaks, Prosody
from tts.pipeline import prepare
from tts.speech.engines import ENGINES
from tts.text.readers import read

_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "engine": st.sampled_from(list(ENGINES)),
    "voice": st.sampled_from(["en-GB", "anna", "a=b # c"]),
    **{name: st.integers(*limits) for name, limits in PROSODY_RANGES.items()},
    "loudness": st.sampled_from(list(LOUDNESS_LUFS)),
    "formats": st.lists(st.sampled_from(list(AUDIO)), min_size=1, unique=True),
    **{f"breaks.{one.name}": st.integers(*BREAK_RANGE_MS) for one in fields(Breaks)},
}
_HEAD = {name: value for name, value in _VALUES.items() if name.partition(".")[0] in ARTICLE_SETTINGS}
DEFAULTS = dict(leaves(options(Settings().config)))


def _layer(values: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=dict(values))


def _tables(flat: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in flat.items() if "." not in name}
    return plain | {"breaks": {name[7:]: value for name, value in flat.items() if "." in name}}


def _toml(flat: Mapping[str, Any], noise: Iterable[str]) -> tuple[str, dict[str, int]]:
    """A file that sets `flat`, with lines of `noise` between, and the line of each name."""
    lines: list[str] = []
    places = {}
    filler = iter(noise)
    for name in sorted(flat, key=lambda name: "." in name):
        lines += filter(None, [next(filler, "")])
        if "." in name and "[breaks]" not in lines:
            lines.append("[breaks]")
        lines.append(f"{name.rpartition('.')[2]} = {json.dumps(flat[name])}")
        places[name] = len(lines)
    return "\n".join(lines), places


@given(file=_layer(_VALUES), head=_layer(_HEAD), arguments=_layer(_VALUES))
def test_the_strongest_layer_wins(file: dict[str, Any], head: dict[str, Any], arguments: dict[str, Any]) -> None:
    """Each setting has the value of the arguments, else of the article's head, else of the file, else the default."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "house.toml")
        path.write_text(_toml(file, ())[0], encoding="utf-8")
        config = gather(_tables(arguments), path).config
    config = configure_article(config, _tables(head))
    assert dict(leaves(options(config))) == DEFAULTS | file | head | arguments


@given(
    file=_layer(_VALUES),
    arguments=_layer(_VALUES),
    noise=st.lists(st.sampled_from(["", "# rate_wpm = 3", "  \t", "#[breaks]", "\n#"])),
)
def test_each_value_knows_where_it_comes_from(
    file: dict[str, Any], arguments: dict[str, Any], noise: list[str]
) -> None:
    """The origin of a value is `argument`, else the file with the very line, else `default`."""
    text, _ = _toml(file, noise)
    lines = text.split("\n")
    with TemporaryDirectory() as folder:
        path = Path(folder, "house.toml")
        path.write_text(text, encoding="utf-8")
        settings = list(gather(_tables(arguments), path).all())
    feed = {f"feed.{name}" for name in FEED_SETTINGS}
    origins = {setting_name(setting.name): setting.origin for setting in settings}
    assert origins.keys() == {*DEFAULTS, "output", "jobs", "drafts", "follow_links", "base_url", *feed}
    for name, origin in origins.items():
        if name in arguments:
            assert origin == "argument"
        elif name in file:
            place, line = origin.split(", line ")
            assert place == str(path)
            assert lines[int(line) - 1].startswith(f"{name.rpartition('.')[2]} = ")
        else:
            assert origin == "default"


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("breaks = { item = 5, lead_out = 6 }", {"break.item": 1, "break.lead-out": 1}),
        ("\nbreaks.item = 5\nbreaks . lead_out = 6", {"break.item": 2, "break.lead-out": 3}),
        ("\ufeff# BOM\r\n'rate_wpm' = 99\r\n[ breaks ] # x\r\n\"item\"=5", {"rate": 2, "break.item": 4}),
        ('formats = [\n "mp3",\n]\nvoice = "a"', {"formats": 1, "voice": 4}),
        ("[voices]\nde = 'a'\n[speakers]\n\n'Dr. Ana' = 'b'", {"voices.de": 2, "speakers.Dr. Ana": 5}),
    ],
)
def test_lines_are_found_however_it_is_written(text: str, origins: dict[str, int], tmp_path: Path) -> None:
    """Inline tables, dotted and quoted keys, a byte order mark and Windows line ends do not hide a key's line."""
    path = tmp_path / "a.toml"
    path.write_bytes(text.encode())
    found = {one.name: one.origin for one in gather({}, path).all() if one.origin != "default"}
    assert found == {name: f"{path}, line {line}" for name, line in origins.items()}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# house\n\nrate_wpm = 'fast'", ", line 3: rate_wpm must be a whole number from 80 to 450, not 'fast'."),
        ("rate_wpm = 451", ", line 1: rate_wpm must be a whole number from 80 to 450, not 451."),
        ("voice = 'a'\nrate_wmp = 1", ", line 2: Unknown setting 'rate_wmp'. Did you mean 'rate'?"),
        ("\n[brakes]\nitem = 1", ", line 2: Unknown setting 'brakes'. Did you mean 'break'?"),
        ("[breaks]\nitme = 1", ", line 2: Unknown break 'itme'. Did you mean 'item'?"),
        ("\n[voices]\nquotatoin = 'a'", ", line 3: Unknown role or language 'quotatoin' of a voice. Did you mean"),
        ("[speakers]\n\n'Dr. Ana' = 2", ", line 3: speakers.Dr. Ana must be text, not 2."),
        ("breaks = 3", ", line 1: breaks must be a table"),
        ("rate = 'fast'", ", line 1: rate must be a whole number from 80 to 450, not 'fast'."),
        ("[break]\nlead-in = -2", ", line 2: break.lead-in must be a whole number from 0 to 60000, not -2."),
        ("[break]\nlead-inn = -2", ", line 2: Unknown break 'lead-inn'. Did you mean 'lead-in'?"),
        ("daisy-text = 'some'", ", line 1: daisy-text must be one of full, headings, not 'some'."),
        ("daisy_text = 'some'", ", line 1: daisy_text must be one of full, headings, not 'some'."),
        ("base-url = 'here'", ", line 1: base-url must be an address such as https://example.org/listen/, not 'here'."),
        ("rate = 150\nrate_wpm = 160", ", line 2: rate_wpm is the same setting as rate. Remove one of them."),
        ("[breaks]\n\nitem = 2.5", ", line 3: breaks.item must be a whole number from 0 to 60000, not 2.5."),
        ("voice = 3", ", line 1: voice must be text, not 3."),
        ("\nloudness = 'loud'", ", line 2: loudness must be one of speech, podcast, broadcast, off, not 'loud'."),
        ("formats = 'mp3,8track'", ", line 1: There is no"),
        ("engine = 'steam'", ", line 1: There is no engine 'steam'. Did you mean 'system'?"),
        ("output = 3", ", line 1: output must be the path of a folder, not 3."),
        ("output = ''", ", line 1: output must be the path of a folder, not ''."),
        (r'output = "a\u0000"', r", line 1: output must be the path of a folder, not 'a\x00'."),
        ("jobs = 0", ", line 1: jobs must be a whole number from 1 to 256, not 0."),
        ("jobs = true", ", line 1: jobs must be a whole number from 1 to 256, not True."),
        ("pinned = ['voice']", ", line 1: Unknown setting 'pinned'."),
        ("voice = 'a'\nvoice = 'b'", ", line 2: This is not valid TOML: Cannot overwrite a value."),
        ("\nvoice = \n\n", ", line 2: This is not valid TOML: Invalid value."),
        ("voice = '''a", ", line 1: This is not valid TOML: Expected \"'''\"."),
        ("x = " + "[" * 3000, ": This is not valid TOML: it is nested too deep."),
        ("rate_wpm = " + "9" * 5000, ": This is not valid TOML: "),
    ],
    ids=lambda text: text[:40],
)
def test_a_wrong_file_is_refused(text: str, message: str, tmp_path: Path) -> None:
    """What is wrong in the file is said with its line, and what would be right."""
    path = tmp_path / "articast.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        gather({}, path)
    assert str(caught.value).startswith(f"{path}{message}")


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A file that is missing, a folder, or not in UTF-8 is named with the cause."""
    with pytest.raises(UsageError, match=r"none\.toml: There is no such file\."):
        gather({}, tmp_path / "none.toml")
    with pytest.raises(UsageError, match=r": This is a folder\. Give a file in it\."):
        gather({}, tmp_path)
    path = tmp_path / "latin.toml"
    path.write_bytes(b"voice = '\xe4'")
    with pytest.raises(UsageError, match=r"latin\.toml: This is not UTF-8\."):
        gather({}, path)


def test_the_file_is_the_one_named_else_that_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`articast.toml` is taken from the folder of the call, nowhere else, and not when another file is named."""
    home, below = tmp_path, tmp_path / "articles"
    below.mkdir()
    home.joinpath("articast.toml").write_text("pitch = 1", encoding="utf-8")
    other = below / "other.toml"
    other.write_text("volume = 2", encoding="utf-8")
    monkeypatch.chdir(home)
    assert gather({}).config.prosody.pitch == 1
    named = gather({}, other)
    assert (named.config.prosody.pitch, named.config.prosody.volume, named.files) == (50, 2, (other,))
    monkeypatch.chdir(below)
    assert gather({}) == Settings()


def test_output_counts_from_where_it_is_written(tmp_path: Path) -> None:
    """A path in the file counts from the file's folder, one in an argument from the current folder."""
    path = tmp_path / "articast.toml"
    path.write_text("output = 'editions'", encoding="utf-8")
    assert gather({}, path).output == tmp_path / "editions"
    assert gather({"output": Path("here")}, path).output == Path("here")


def test_the_file_knows_what_package_takes() -> None:
    """Everything that shapes an edition can stand in the file."""
    assert {name.partition(".")[0] for name in DEFAULTS} < set(FILE_SETTINGS)


def _rate(home: Path) -> int:
    manifest = home / "editions" / "bees" / "manifest.json"
    return json.loads(manifest.read_text(encoding="utf-8"))["options"]["rate_wpm"]


@pytest.mark.once
def test_the_command_follows_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Packages are made as `articast.toml` says, the head over it and the command line over both, and made anew when
    only the last changes, though the file said the same."""
    tmp_path.joinpath("articast.toml").write_text(
        "engine = 'silent'\noutput = 'editions'\nrate_wpm = 300\n[breaks]\nlead_out = 3\n", encoding="utf-8"
    )
    article = tmp_path / "bees.md"
    article.write_text("# Bees\n\nThey fly.\n", encoding="utf-8")

    monkeypatch.chdir(tmp_path)

    def package(*more: str) -> str:
        assert main(["package", "bees.md", *more]) == 0
        said = capsys.readouterr()
        assert said.err == ""
        return said.out

    assert "1 packaged" in package()
    assert _rate(tmp_path) == 300
    article.write_text("---\narticast:\n  rate_wpm: 120\n---\n# Bees\n\nThey fly.\n", encoding="utf-8")
    assert "1 packaged" in package()
    assert _rate(tmp_path) == 120
    assert "1 unchanged" in package()
    assert "1 packaged" in package("--rate", "300")
    assert _rate(tmp_path) == 300
    assert "1 unchanged" in package("--rate", "300")


@pytest.mark.once
def test_a_wrong_head_is_told_though_an_argument_covers_it(tmp_path: Path) -> None:
    """What is wrong in an article shows on the day that it is written, not when the argument goes."""
    article = tmp_path / "bees.md"
    article.write_text("---\narticast:\n  rate_wpm: fast\n---\n# Bees\n\nThey fly.\n", encoding="utf-8")
    done = articast("package", "bees.md", "--engine", "silent", "--rate", "200", cwd=tmp_path)
    assert done.returncode == 0
    assert "bees.md, line 3: rate_wpm must be a whole number from 80 to 450, not 'fast'." in done.stderr


@pytest.mark.once
def test_text_shows_the_breaks_of_the_file(tmp_path: Path) -> None:
    """`articast text` follows the file too, for articles and for lines."""
    house = tmp_path / "house.toml"
    house.write_text("breaks.sentence = 11\nbreaks.lead_out = 22\n", encoding="utf-8")
    done = articast("text", "-", "--json", "--config", house, cwd=tmp_path, input="Bees fly. They dance.\n")
    assert [one["break_ms"] for one in json.loads(done.stdout)["utterances"]] == [11, 22]
    tmp_path.joinpath("bees.txt").write_text("Bees fly. They dance.\n", encoding="utf-8")
    done = articast("text", "bees.txt", "--json", "--config", house, cwd=tmp_path)
    assert [json.loads(line)["break_ms"] for line in done.stdout.splitlines()] == [11, 22]


def test_a_wrong_file_ends_the_command(tmp_path: Path) -> None:
    """A wrong `articast.toml` is one line of error and exit status 2."""
    tmp_path.joinpath("articast.toml").write_text("# x\n\nrate_wpm = 'fast'\n", encoding="utf-8")
    done = articast("package", "bees.md", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "articast.toml, line 3: rate_wpm must be a whole number from 80 to 450, not 'fast'.\n"


@given(name=st.sampled_from([*DEFAULTS, *FILE_SETTINGS, "voices.key_points", "voices.pt_BR", "speakers.Ana-Li Ko"]))
def test_a_setting_has_the_name_of_its_option(name: str) -> None:
    """Each setting has one name for people, with dashes, which is that of its option; other spellings are read too."""
    written = written_name(name)
    assert setting_name(written) == setting_name(name) == name
    assert "_" not in written or "speakers" in name or "pt_BR" in name
    assert as_written(f"{name} must be text, not '{name}'.", name, written) == f"{written} must be text, not '{name}'."


def test_every_option_of_a_setting_is_one() -> None:
    """What messages call the option of a setting is an option of `package`, and every setting of a file has one."""
    options = {
        name
        for group in VERBS["Make editions"]["package"][3].values()
        for names, _ in list_options(group)
        for name in names
    }
    tables = {"feed", "voices", "speakers"}
    assert {option_name(name).split()[0] for name in FILE_SETTINGS if name not in tables} <= options


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--rate", "1000"), "--rate must be a whole number from 80 to 450, not 1000."),
        (("--break", "lead-in=99999"), "--break lead-in must be a whole number from 0 to 60000, not 99999."),
        (
            ("--detect-language", "2"),
            "--detect-language must be a number from 0.5 to 1, such as 0.9, or 'off', not '2'.",
        ),
        (("--base-url", "here"), "--base-url must be an address such as https://example.org/listen/, not 'here'."),
        (("-j", "0"), "--jobs must be a whole number from 1 to 256, not 0."),
        (("--date", "May"), "--date must be a date such as 2026-05-17, not 'May'."),
    ],
)
def test_messages_name_the_option(arguments: tuple[str, str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong value of an option is reported under the name of the option."""
    assert main(["check", *arguments]) == 2
    assert capsys.readouterr().err == f"{message}\n"


def test_front_matter_has_the_names_of_options(tmp_path: Path, monkeypatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An article may set `rate`, `break` and `daisy-text`, and a warning names the key and the line that it has."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "bees.md"
    settings = ["rate: 120", "break: {lead-in: 7}", "daisy-text: some", "voices:", "  key-points: x"]
    front_matter = ["---", "title: Bees", "key_points: [Fly]", "articast:", *(f"  {line}" for line in settings), "---"]
    path.write_text("\n".join([*front_matter, "Bees fly.\n"]), encoding="utf-8")
    prepared = prepare(read(path), Settings().config)
    assert (prepared.config.prosody.rate_wpm, prepared.config.breaks.lead_in) == (120, 7)
    assert dict(prepared.config.voices) == {"key_points": "x"}
    (warning,) = prepared.article.warnings
    assert warning.startswith(f"{path}, line 7: daisy-text must be one of full, headings, not 'some'.")
    assert main(["check", "--engine", "silent", "bees.md"]) == 0
    assert "bees.md, line 9: voices.key-points: " in capsys.readouterr().out


USER = "pitch = 1\nvolume = 1\nlexicon = 'names.toml'\noutput = '~/listen'\n"


@pytest.fixture
def user_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file of the user of this computer, whose projects are in the current folder."""
    folder = tmp_path / "home" / ".config" / "articast"
    folder.mkdir(parents=True)
    monkeypatch.delenv("ARTICAST_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder.parent))
    monkeypatch.setenv("APPDATA", str(folder.parent))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    folder.joinpath("articast.toml").write_text(USER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder / "articast.toml"


@pytest.mark.once
def test_the_users_file_is_below_the_projects(user_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Defaults are overruled by the user's file, that by the project's, and that by arguments; `doctor` shows it."""
    Path("articast.toml").write_text("volume = 2\nrate = 100\n", encoding="utf-8")
    settings = gather({"rate_wpm": 200})
    assert (settings.config.prosody, settings.files) == (
        Prosody(pitch=1, volume=2, rate_wpm=200),
        (user_file, Path("articast.toml")),
    )
    assert settings.config.lexicon == (str(user_file.parent / "names.toml"),)
    assert settings.output == user_file.parents[2] / "listen"
    main(["doctor", "--engine", "silent", "--rate", "200"])
    lines = capsys.readouterr().out.splitlines()
    assert f"Configuration: from {user_file} and articast.toml." in lines
    assert f"pitch is 1 ({user_file}, line 1)" in lines
    assert {"volume is 2 (articast.toml, line 1)", "rate is 200 (argument)"} < set(lines)


def test_a_wrong_file_of_the_user_is_named(user_file: Path) -> None:
    """What is wrong in the user's file is reported with its path and line, also a folder that counts from there."""
    user_file.write_text("\noutput = 'editions'\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        gather({})
    whole = "output must be a whole path in a file for all projects, such as ~/Articast."
    assert str(caught.value) == f"{user_file}, line 2: {whole}"


def test_a_file_that_the_environment_names_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`ARTICAST_CONFIG` is not the name of a file that may be missing, as that of the system is."""
    monkeypatch.setenv("ARTICAST_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(UsageError, match=r"none\.toml: There is no such file\."):
        gather({})


@pytest.mark.parametrize(
    ("platform", "variables", "path"),
    [
        ("linux", {}, "HOME/.config/articast/articast.toml"),
        ("linux", {"XDG_CONFIG_HOME": "ROOT/x"}, "ROOT/x/articast/articast.toml"),
        ("linux", {"XDG_CONFIG_HOME": "x"}, "HOME/.config/articast/articast.toml"),
        ("darwin", {}, "HOME/Library/Application Support/articast/articast.toml"),
        ("darwin", {"XDG_CONFIG_HOME": "ROOT/x"}, "ROOT/x/articast/articast.toml"),
        ("win32", {"APPDATA": "ROOT/Roaming"}, "ROOT/Roaming/articast/articast.toml"),
        ("win32", {}, "HOME/AppData/Roaming/articast/articast.toml"),
        ("linux", {"ARTICAST_CONFIG": "mine.toml"}, "mine.toml"),
        ("linux", {"ARTICAST_CONFIG": ""}, None),
    ],
)
def test_the_users_file_is_where_the_system_has_such_files(
    platform: str, variables: dict[str, str], path: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each system has its folder for settings; `ARTICAST_CONFIG` names another file, or none if it is empty."""
    for name in ("ARTICAST_CONFIG", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value.replace("ROOT", str(tmp_path)))
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "HOME")
    expected = path and Path(path.replace("ROOT", str(tmp_path)).replace("HOME", str(tmp_path / "HOME")))
    assert find_user_file() == expected
