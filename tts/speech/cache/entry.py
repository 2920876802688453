"""The name and the content of a file in the cache."""

from __future__ import annotations

import json
from dataclasses import asdict, astuple
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from platform import machine
from typing import Any

from tts import __version__
from tts.files import open_file
from tts.model import EngineInfo, Prosody, Speech, Utterance, Voice, Word
from tts.versions import find_version

_FORMAT = 1  # of the files
_KEY_BYTES = 20
_CHECKSUM_BYTES = 16
_LIBRARIES = ("numpy", "onnxruntime", "scipy")  # each version of these may round the samples of a voice differently
_ENGINES = Path(__file__).parents[1] / "engines"


class SpeechKeys:
    """Gives each utterance the key under which its speech is stored: a hash of all that shapes the sound.

    That is the engine, the voice with the content of its model, the prosody, the code that drives the engines, the
    libraries that compute the sound, and of the utterance the spoken text, its hints and its language.

    Raises:
        OSError: the model cannot be read.
    """

    def __init__(self, info: EngineInfo, voice: Voice, prosody: Prosody) -> None:
        code = [_FORMAT, __version__, _hash_engines(), _list_libraries()]
        shaping = [*code, asdict(info), voice.id, voice.languages, _hash_model(voice), asdict(prosody)]
        self._hash = blake2b(_to_json(shaping), digest_size=_KEY_BYTES)

    def key(self, utterance: Utterance) -> str:
        """Return the key as hexadecimal digits."""
        digest = self._hash.copy()
        digest.update(_to_json([utterance.spoken, [*map(astuple, utterance.hints)], utterance.language]))
        return digest.hexdigest()


def pack(key: str, speech: Speech) -> bytes:
    """Return the file of `speech`: a checksum (BLAKE2b, RFC 7693), a line of JSON, and the PCM as it is.

    The checksum also covers `key`, so that a file under another name is not taken for the speech of that name.
    """
    words = [[word.begin, word.end, word.begin_ms, word.end_ms] for word in speech.words]
    values = {"frame_rate_hz": speech.frame_rate_hz, "words": words}
    content = _to_json(values) + b"\n" + speech.pcm
    return _checksum(key, content) + content


def unpack(key: str, data: bytes) -> Speech | None:
    """Return the speech in a file, which has no voice and no utterance; None if a byte of it is missing or wrong."""
    checksum, content = data[:_CHECKSUM_BYTES], data[_CHECKSUM_BYTES:]
    if checksum != _checksum(key, content):
        return None
    line, _, pcm = content.partition(b"\n")
    values = json.loads(line)
    words = tuple(
        Word(begin=begin, end=end, begin_ms=begin_ms, end_ms=end_ms) for begin, end, begin_ms, end_ms in values["words"]
    )
    return Speech(utterance_id="", pcm=pcm, frame_rate_hz=values["frame_rate_hz"], words=words)


def _checksum(key: str, content: bytes) -> bytes:
    """Return the checksum of the content of the file named `key`."""
    return blake2b(content, digest_size=_CHECKSUM_BYTES, key=bytes.fromhex(key)).digest()


def _to_json(values: Any) -> bytes:
    """Return `values` as one line of ASCII, always in the same form."""
    return json.dumps(values, separators=(",", ":")).encode()


def _hash_model(voice: Voice) -> str:
    """Return a hash of the model of a voice and of the settings next to it; "" if it has no file."""
    if not voice.model:
        return ""
    model, settings = Path(voice.model), Path(f"{voice.model}.json")
    stats = [(file, file.stat()) for file in (model, settings) if file == model or file.exists()]
    return "".join(_hash_file(file, stat.st_size, stat.st_mtime_ns) for file, stat in stats)


@lru_cache(maxsize=64)
def _hash_file(file: Path, _size_bytes: int, _changed_ns: int) -> str:
    """Return a hash of the content of `file`, which is read again only if its size or its date has changed."""
    digest = blake2b(digest_size=_KEY_BYTES)
    with open_file(file) as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


@cache
def _hash_engines() -> str:
    """Return a hash of the code of all engines, which turns texts and hints into what a voice reads.

    Without it, speech made before a change of that code would still be heard after it.
    """
    digest = blake2b(digest_size=_KEY_BYTES)
    for file in sorted(path for path in _ENGINES.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(f"{file.relative_to(_ENGINES).as_posix()}\0".encode())
        digest.update(blake2b(file.read_bytes()).digest())
    return digest.hexdigest()


@cache
def _list_libraries() -> list[str]:
    """Return the kind of processor, and the versions of the libraries that compute the sound of a voice."""
    versions = {name: find_version(name) for name in _LIBRARIES}
    return [machine(), *(f"{name} {version}" for name, version in versions.items() if version)]
