"""`requirements.lock` has one version of each package for every system and Python, with hashes, and CI tests these."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from itertools import product
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LINES = ROOT.joinpath("requirements.lock").read_text(encoding="utf-8").replace("\\\n", "").splitlines()
LOCKED = [line.split(" --hash=") for line in LINES if not line.startswith("#")]
PROJECT = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = ("cluster", "languages", "natural", "publish")
PLACES = [
    {"python_version": python, "python_full_version": f"{python}.9", "sys_platform": system, "platform_release": "24"}
    for python, system in product(("3.11", "3.12", "3.13"), ("linux", "darwin", "win32"))
]


def locked_for(place: dict[str, str]) -> dict[str, str]:
    """The locked versions of packages by name at one kind of place."""
    environment = {**default_environment(), **place}
    versions: dict[str, str] = {}
    for requirement in (Requirement(line) for line, *_ in LOCKED):
        if not requirement.marker or requirement.marker.evaluate(environment):
            (specifier,) = requirement.specifier
            assert specifier.operator == "=="
            assert versions.setdefault(requirement.name, specifier.version) == specifier.version
    return versions


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place['sys_platform']} {place['python_version']}")
def test_the_lock_is_what_the_project_needs(place: dict[str, str]) -> None:
    """Each package that Articast needs, also optionally, is locked at a version that it accepts."""
    versions = locked_for(place)
    needed = [*PROJECT["dependencies"], *(line for extra in EXTRAS for line in PROJECT["optional-dependencies"][extra])]
    for requirement in map(Requirement, needed):
        if not requirement.marker or requirement.marker.evaluate({**default_environment(), **place}):
            locked = versions.get(canonicalize_name(requirement.name))
            assert locked, f"{requirement.name} is not locked: see 'Locked versions' in docs/dependencies.md"
            assert requirement.specifier.contains(locked), f"{requirement} does not accept {locked}"


def test_every_file_has_a_hash_and_none_has_an_address() -> None:
    """Each line has hashes, and nothing says where packages come from: that is the choice of who installs them."""
    assert len(LOCKED) > 30
    assert all(hashes for _, *hashes in LOCKED)
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", value.strip()) for _, *hashes in LOCKED for value in hashes)
    assert not [line for line in LINES if re.search(r"://|^-|@|\.whl", line)]
    assert not [line for line in LINES if "platform_release" in line], "pip 24 cannot compare it on Linux"


@pytest.mark.skipif(
    not os.environ.get("LOCKED"), reason="only an environment that was made with the lock has its versions"
)
def test_the_locked_versions_are_those_that_are_tested() -> None:
    """The packages with which these tests run are the locked ones."""
    place = next(
        place
        for place in PLACES
        if place["sys_platform"] == sys.platform and sys.version.startswith(place["python_version"])
    )
    installed = {}
    for name in (locked := locked_for(place)):
        try:
            installed[name] = version(name)
        except PackageNotFoundError:
            continue
    assert len(installed) > 20
    assert installed == {name: locked[name] for name in installed}
