"""FOLDER -> HTTP: a small server for one folder, with only what browsers and podcast apps need.

It answers GET and HEAD with the files of the folder that are not hidden, with byte ranges and validators (RFC 9110).
"""

from __future__ import annotations

from tts.library.serve.server import Server, open_server

__all__ = ["Server", "open_server"]
