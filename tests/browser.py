"""What the tests in a browser share."""

from __future__ import annotations

from typing import Any

import pytest


def wait(frame: Any, expression: str) -> None:
    """Wait until `expression` is true; asked from outside, because the policy lets nobody evaluate text in it."""
    for _ in range(400):
        if frame.evaluate(expression):
            return
        frame.page.wait_for_timeout(25)
    pytest.fail(expression)
