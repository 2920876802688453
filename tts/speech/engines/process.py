"""A worker process, from its parent's side: frames with a deadline, and a complete clean-up at the end."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from tts.scratch import ScratchFolder
from tts.speech.engines.frames import FrameError, pack, read_frame, write_frame
from tts.speech.engines.sandbox import Needs

# `tts` is imported from the folder of this very package, and only `tts`: nothing else there can shadow a module
_BOOT = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); import tts; del sys.path[0]\n"
    "from tts.speech.engines.worker import main; main()"
)
_ROOT = str(Path(__file__).parents[3])
_ENVIRONMENT = {
    # onnxruntime would keep an identifier of this computer, and send what it does to its maker (its Privacy.md)
    "ORT_DISABLE_TELEMETRY": "1",
    # numpy would start a thread for each core, with memory of its own
    "OPENBLAS_NUM_THREADS": "1",
}
_PIPE_BYTES = 1 << 20
_STDERR_BYTES = 1 << 20
_START_DEADLINE_S = 60.0
_WATCH_EVERY_S = 0.1
_LAST_WORDS_S = 0.5
_GOODBYE_MS = 500


class WorkerError(Exception):
    """A worker failed at a request; the message is the cause."""


class StartError(WorkerError):
    """The engine in the worker could not be started, whatever the request."""


class UnusableError(WorkerError):
    """The worker cannot take over the voice of a request, such as from a damaged file, whatever it is to say."""


class Worker:
    """A worker process for one engine, which can do what this engine needs and no more.

    It starts at once; its first frame is read when it is needed.
    """

    def __init__(self, engine: str, needs: Needs) -> None:
        self._files = ExitStack()
        self._stderr = self._files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - closed with the worker
        # the worker's own temporary files go with its folder, whichever of the two processes is killed
        folders = [self._files.enter_context(ScratchFolder())] if needs.temporary_files else []
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _BOOT, _ROOT, engine, needs.to_json(), *folders],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            env=os.environ | {name: folder for name in ("TMPDIR", "TEMP", "TMP") for folder in folders} | _ENVIRONMENT,
            bufsize=0,
            pipesize=_PIPE_BYTES,
            start_new_session=True,  # a group of its own, to be killed with all its children
        )
        self._hello: dict[str, Any] = {}
        self._sent = 0
        self._received = 0
        self._deadline = float("inf")
        self._timed_out = False
        self._closed = threading.Event()
        threading.Thread(target=self._watch, daemon=True, name=f"deadline of {engine} worker").start()

    @property
    def pid(self) -> int:
        """The worker's process id."""
        return self._process.pid

    @property
    def hello(self) -> dict[str, Any]:
        """The worker's first frame: `version`, `voices`, `word_times`, `repeatable`.

        Raises:
            StartError: the engine could not be started.
        """
        if not self._hello:
            try:
                self._hello, _ = self._read(_START_DEADLINE_S)
            except WorkerError as error:
                raise StartError(str(error)) from error
        return self._hello

    def send(self, header: dict[str, Any], text: str) -> int:
        """Ask for the sound of `text`, and return how many bytes that took; a dead worker is an error of `receive`."""
        self._sent += 1
        frame = pack(header | {"id": self._sent}, text.encode())
        with suppress(OSError):
            write_frame(self._process.stdin, frame)  # type: ignore[arg-type]
        return len(frame)

    def receive(self, deadline_s: float) -> tuple[dict[str, Any], bytes]:
        """Return header and PCM of the next answer.

        Raises:
            UnusableError: it cannot speak with the voice.
            WorkerError: the worker died, took longer than `deadline_s`, answered with an error or something else.
        """
        _ = self.hello
        header, payload = self._read(deadline_s)
        self._received += 1
        if header.get("id") != self._received:
            raise WorkerError("it answered another request")
        return header, payload

    def _read(self, deadline_s: float) -> tuple[dict[str, Any], bytes]:
        """Return header and payload of a frame; raise `WorkerError` if none comes in time, or if it has an error."""
        self._deadline = time.monotonic() + deadline_s
        try:
            header, payload = read_frame(self._process.stdout)  # type: ignore[arg-type]
        except (EOFError, OSError) as error:
            raise WorkerError(self._cause_of_death(deadline_s)) from error
        except FrameError as error:
            raise WorkerError(str(error)) from error
        finally:
            self._deadline = float("inf")
        self._bound_stderr()
        if "unusable" in header:
            raise UnusableError(header["unusable"])
        if "error" in header:
            raise WorkerError(header["error"])
        return header, payload

    def _watch(self) -> None:
        """Kill the process once its deadline has passed; runs in a thread of its own until the worker is closed."""
        while not self._closed.wait(_WATCH_EVERY_S):
            if time.monotonic() > self._deadline:
                self._timed_out = True
                self._kill()
                return

    def _kill(self) -> None:
        """End the process, and its children where the system can; do nothing if the process has ended already."""
        if self._process.returncode is not None:  # its id may be another's by now
            return
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()

    def _cause_of_death(self, deadline_s: float) -> str:
        """Wait for the end of the process, and return its cause for a message: timeout, signal or exit status."""
        with suppress(subprocess.TimeoutExpired):  # its pipe ends before it does
            self._process.wait(_LAST_WORDS_S)
        self._kill()
        self._deadline = float("inf")
        status = self._process.wait()
        if self._timed_out:
            return f"it gave no answer within {deadline_s:.0f} s"
        cause = signal.strsignal(-status) if status < 0 else f"exit status {status}"
        last_words = self._last_words()
        return f"its process ended ({cause})" + (f": {last_words}" if last_words else "")

    def _last_words(self) -> str:
        """Return the last line on standard error."""
        self._stderr.seek(max(0, os.fstat(self._stderr.fileno()).st_size - 4096))
        lines = self._stderr.read().decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")

    def _bound_stderr(self) -> None:
        """Empty the file of standard error if it has become too large."""
        if os.fstat(self._stderr.fileno()).st_size > _STDERR_BYTES:
            self._stderr.truncate(0)

    def close(self) -> None:
        """End the process and its children, and close every file."""
        self._closed.set()
        with suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr]
        if self._received and hasattr(select, "poll"):
            # It waits for requests, or for its child. It ends now, after its child, whose processor time then counts
            # as ours. It answers no more, so its pipe closes when both have gone.
            poll = select.poll()
            poll.register(self._process.stdout, 0)  # type: ignore[arg-type]
            poll.poll(_GOODBYE_MS)
        self._kill()
        with suppress(OSError):
            self._process.stdout.close()  # type: ignore[union-attr]
        self._process.wait()
        self._files.close()
