"""Install voices: download their files, check them, and put them into the user's folder. The only way to the network.

Nothing else in Articast downloads anything, and this only when a person asks for it.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from typing import BinaryIO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    BaseHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from tts import __version__
from tts.errors import DownloadError, UsageError
from tts.speech.engines.natural.voices import INSTALL, VoiceFile, is_installed, known_voices

SCHEMES = ("https",)
"""The kinds of addresses that are opened, also after a redirection. The tests have a server without encryption."""
SILENCE_LIMIT_S = 30.0
TIME_LIMIT_S = 3600.0
_CHUNK_BYTES = 1 << 16


def find_installable(name: str) -> VoiceFile:
    """Return the voice called `name`, an id or a name in any case, whether its file is already here or not.

    Raises:
        UsageError: there is no such voice; the message has similar names.
    """
    if not is_installed():
        raise UsageError(f"The engine of these voices, 'natural', is not installed. Install it first: {INSTALL}")
    voices = {voice.id: voice for voice in known_voices()}
    wanted = name.lower().removeprefix("natural:")
    if wanted in voices:
        return voices[wanted]
    near = get_close_matches(wanted, voices, n=1)
    meant = f" Did you mean '{near[0]}'?" if near else ""
    raise UsageError(f"There is no voice '{name}' to install.{meant} Choose one of {', '.join(voices)}.")


def install(voice: VoiceFile, folder: Path) -> Path:
    """Download the file of `voice` into `folder`, and return its path.

    The file appears under its name when all of it is there and its checksum is right. Nothing is left of a download
    that fails or is interrupted.

    Raises:
        DownloadError: the server does not answer, or sends something else, or the file cannot be stored.
    """
    target = folder / voice.file
    part = folder / f".{voice.file}.{secrets.token_hex(8)}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("xb") as file:
            _fetch(voice, file, target)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        message = f"The voice cannot be stored here: {error.strerror}. Free some space, or change the permissions."
        raise DownloadError(message, path=folder) from None
    finally:
        with suppress(OSError):
            part.unlink()
    return target


def _fetch(voice: VoiceFile, file: BinaryIO, target: Path) -> None:
    """Write the bytes at the address of `voice` to `file`; `target` is where a person can put them."""
    by_hand = f"Try again, or download {voice.address} in another way and copy it to {target}"
    digest, size = sha256(), 0
    try:
        for chunk in _read_chunks(voice.address, voice.size):
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    except _ConnectionError as error:
        raise DownloadError(f"The voice cannot be downloaded: {error}. {by_hand}") from None
    if size != voice.size:
        raise DownloadError(f"The download ended after {size:,} of {voice.size:,} bytes. {by_hand}")
    if digest.hexdigest() != voice.sha256:
        raise DownloadError(f"The server sent another file: its checksum is wrong. {by_hand}")


class _ConnectionError(Exception):
    """What went wrong between here and a server, as a part of a sentence."""


def _read_chunks(address: str, size: int) -> Iterator[bytes]:
    """Yield the bytes at `address`, of which there are at most `size`; raise `_ConnectionError` if that fails."""
    deadline_s = time.monotonic() + TIME_LIMIT_S
    headers = {"User-Agent": f"articast/{__version__}", "Accept-Encoding": "identity"}
    request = Request(address, headers=headers)  # noqa: S310 - the opener checks the scheme
    try:
        with _opener().open(request, timeout=SILENCE_LIMIT_S) as response:
            if int(response.headers.get("Content-Length") or size) > size:
                raise _ConnectionError("the server has a larger file")
            left = size
            while chunk := response.read1(_CHUNK_BYTES):
                left -= len(chunk)
                if left < 0:
                    raise _ConnectionError("the server sends a larger file")
                if time.monotonic() > deadline_s:
                    raise _ConnectionError(f"it takes more than {TIME_LIMIT_S / 60:.0f} minutes")
                yield chunk
    except HTTPError as error:
        error.close()
        answer, _, _ = f"{error.code} {error.reason}".partition("\n")
        raise _ConnectionError(f"the server answers '{answer}'") from None
    except TimeoutError:
        raise _ConnectionError(f"the server sends nothing for {SILENCE_LIMIT_S:.0f} seconds") from None
    except (HTTPException, OSError, ValueError) as error:  # URLError is an OSError
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            raise _ConnectionError(f"the server sends nothing for {SILENCE_LIMIT_S:.0f} seconds") from None
        cause = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        raise _ConnectionError(cause.rstrip(".")) from None


class _AddressCheck(BaseHandler):
    """Refuses an address that is not of `SCHEMES` before anything is opened, also one to which a server redirects."""

    def default_open(self, req: Request) -> None:
        """Check the address of a request; urllib calls this first."""
        if urlsplit(req.full_url).scheme not in SCHEMES:
            raise _ConnectionError(f"the address {req.full_url} does not begin with {SCHEMES[0]}")


def _opener() -> OpenerDirector:
    """Return an opener that knows proxies and redirections, but neither files nor other protocols."""
    opener = OpenerDirector()
    for handler in (
        *(_AddressCheck(), ProxyHandler(), HTTPSHandler(), HTTPHandler()),
        *(HTTPRedirectHandler(), HTTPDefaultErrorHandler(), HTTPErrorProcessor()),
    ):
        opener.add_handler(handler)
    return opener
