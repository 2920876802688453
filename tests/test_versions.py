"""Versions of installed packages."""

from __future__ import annotations

from importlib.metadata import distributions, version

import pytest

from tts.versions import find_version


def test_versions_are_those_of_the_metadata() -> None:
    """For every package that is installed here, the name of its folder gives the version that its metadata have."""
    names = {distribution.metadata["Name"] for distribution in distributions()}
    assert len(names) > 20
    assert {name: find_version(name) for name in names} == {name: version(name) for name in names}


@pytest.mark.parametrize("name", ["no-such-package", "articast.dist-info"])
def test_what_is_not_installed_has_no_version(name: str) -> None:
    """A name that no package has gives None."""
    assert find_version(name) is None
