"""Finished packages as tests look at them, read back with parts that are not ours."""

from __future__ import annotations

import json
import subprocess
import sys
from array import array
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import av

from tts.cli import main

BEES = """\
---
title: What bees know
authors: [Ada Meadow, Ben Field]
date: 2026-03-14
language: en
description: How a small animal finds its way home.
tags: [bees, nature]
---

<figure>
<img src="bee.jpg" alt="A bee on a thistle">
<figcaption>A worker at noon in June. Photo: Ann Lens / Alamy</figcaption>
</figure>

Bees fly up to three miles. They come back *before* it rains.[^1]

## How they find home

They read the [sun](https://example.org/sun), even behind clouds. Nobody taught them!

1. Look up.
2. Turn around.

> Follow the bee, and you will find the flower.

```python
print("buzz")
```

## What a hive costs

| Hive | Price |
| ---- | ----- |
| Wood | 90    |
| Clay | 40    |

## Key points

- Bees fly far
- Bees read the sun
- Hives are cheap

[^1]: Rain is heavy for a bee.
"""
"""An article with all that an edition can hold, in another order than it is heard."""


def articast(*arguments: str | Path, cwd: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs the command in the folder `cwd` and collects what it says.

    It runs in this process, because each start costs more than most commands. With `options`, which are those of
    `subprocess.run`, it has a process of its own.
    """
    words = [str(argument) for argument in arguments]
    if options:
        command = [sys.executable, "-m", "tts", *words]
        options |= {"capture_output": True, "encoding": "utf-8", "timeout": 300, "check": False}
        return subprocess.run(command, cwd=cwd, **options)
    with chdir(cwd), _stream() as out, _stream() as err, redirect_stdout(out), redirect_stderr(err):
        try:
            status = main(words)
        except SystemExit as end:
            status = int(end.code or 0)
        return subprocess.CompletedProcess(words, status, *map(_read, (out, err)))


def _stream() -> TextIOWrapper:
    """A stream as that of a process, which has bytes below its text."""
    return TextIOWrapper(BytesIO(), encoding="utf-8")


def _read(stream: TextIOWrapper) -> str:
    """All that was written to a stream."""
    stream.seek(0)
    return stream.read()


@dataclass(frozen=True)
class Edition:
    """One package."""

    folder: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        return json.loads(self.folder.joinpath("manifest.json").read_text(encoding="utf-8"))

    @property
    def audio(self) -> Path:
        return self.folder / self.manifest["tracks"][0]["path"]

    @cached_property
    def blocks(self) -> list[dict[str, Any]]:
        """Every block, containers before what they hold, in the order in which it is heard."""
        return [block for section in self.manifest["sections"] for block in _all(section["blocks"])]

    @cached_property
    def utterances(self) -> list[dict[str, Any]]:
        return [utterance for block in self.blocks for utterance in block.get("utterances", ())]

    def section(self, role: str) -> list[str]:
        """The texts that are heard in the sections of `role`."""
        blocks = [block for one in self.manifest["sections"] if one["role"] == role for block in _all(one["blocks"])]
        return [utterance["text"] for block in blocks for utterance in block.get("utterances", ())]

    def kind(self, kind: str) -> list[dict[str, Any]]:
        """The utterances of the blocks of `kind`."""
        blocks = [block for block in self.blocks if block["kind"] == kind]
        return [utterance for block in blocks for utterance in block.get("utterances", ())]

    @cached_property
    def sound(self) -> Sound:
        """The track, decoded by libav."""
        samples = array("h")
        with av.open(self.audio) as container:
            resampler = av.AudioResampler(format="s16", layout="mono")
            for frame in container.decode(audio=0):
                for one in resampler.resample(frame):
                    samples.frombytes(bytes(one.planes[0])[: 2 * one.samples])
            return Sound(samples, container.streams.audio[0].rate)


@dataclass(frozen=True)
class Sound:
    """Decoded PCM."""

    samples: array[int]
    frame_rate_hz: int

    @property
    def duration_ms(self) -> float:
        return len(self.samples) * 1000 / self.frame_rate_hz

    def peak(self, begin_ms: int, end_ms: int) -> int:
        """The highest sample, of 32768, between two times."""
        begin, end = (ms * self.frame_rate_hz // 1000 for ms in (begin_ms, end_ms))
        return max(map(abs, self.samples[begin:end]))


def _all(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield block
        yield from _all(block.get("blocks", []))
