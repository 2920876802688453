"""What a fetch may cost at most."""

from __future__ import annotations

from tts.noun import noun


@noun
class Limits:
    """The limits of one fetch with all its redirects. `max_bytes` is the size of the content once it is decoded."""

    max_bytes: int = 20_000_000
    total_s: float = 60
    connect_s: float = 15
    max_redirects: int = 10


LIMITS = Limits()
