"""FOLDER -> HTTP: a small server for one folder, as podcast programs and browsers need it, and for nothing else.

It answers GET and HEAD with files of the folder that are not hidden, byte ranges and validators after RFC 9110.
"""

from __future__ import annotations

from tts.library.serve.server import Server, open_server

__all__ = ["Server", "open_server"]
