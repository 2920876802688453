"""Speech -> Recording: the spool on disk and its timeline. The only importer of pydub."""

from __future__ import annotations

import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tts.clock import frames_to_ms, ms_to_frames
from tts.errors import EncodeError
from tts.model import Breaks, Clip, Recording, Section, Skipped, Speech, Timeline, Utterance, Voice, Word, utterances

with warnings.catch_warnings():
    # pydub looks for an ffmpeg program, which we do not need, and imports audioop, which Python 3.11 calls deprecated.
    warnings.filterwarnings("ignore", message="Couldn't find ffmpeg", category=RuntimeWarning)
    warnings.filterwarnings("ignore", message="'audioop' is deprecated", category=DeprecationWarning)
    warnings.filterwarnings("ignore", message="invalid escape sequence", category=DeprecationWarning)
    warnings.filterwarnings("ignore", message="invalid escape sequence", category=SyntaxWarning)
    from pydub import AudioSegment

OnPcm = Callable[[bytes, int], object]

BLOCK_FRAMES = 250_000  # 11 s at 22 050 Hz, half a megabyte: what is in memory at a time
SAMPLE_WIDTH = 2


def join(
    sections: Iterable[Section],
    speech: Iterable[Speech],
    spool: Path,
    breaks: Breaks,
    on_pcm: OnPcm | None = None,
) -> Recording:
    """Write all of `speech` into the file `spool` as raw PCM, and return the recording, which has no chapters yet.

    `speech` gives one Speech for each utterance of `sections`, in their order; one is in memory at a time. The
    recording has the frame rate of the first one, others are converted to it. Each utterance is followed by its
    break, the last one by `breaks.lead_out`; `breaks.lead_in` comes first. `on_pcm` is called with each block of PCM
    and the frame rate as soon as the block is complete, so that it can be measured while the engine still speaks.

    Raises:
        ValueError: there is no utterance, or `speech` is not the speech of `sections`.
        EncodeError: the spool cannot be written.
    """
    pairs = _pairs(tuple(utterances(sections)), speech)
    try:
        with spool.open("wb") as file:
            return _join(pairs, _SpoolWriter(file.write, on_pcm), spool, breaks)
    except OSError as error:
        raise EncodeError(
            f"The audio cannot be stored: {error.strerror}. Free some space, or choose another folder.", path=spool
        ) from error


def _join(pairs: Iterable[tuple[Utterance, Speech]], writer: _SpoolWriter, spool: Path, breaks: Breaks) -> Recording:
    """Write each utterance and its break, and describe the recording."""
    clips: list[Clip] = []
    skipped: list[Skipped] = []
    voices: dict[str, Voice] = {}
    notes: dict[str, str] = {}
    silence_ms = breaks.lead_in
    for utterance, spoken in pairs:
        writer.open(spoken.frame_rate_hz)
        writer.write_silence(silence_ms)
        begin_ms, end_ms = writer.add(spoken)
        clips.append(_clip(utterance, spoken, begin_ms, end_ms))
        if not spoken.heard:
            skipped.append(Skipped(text=utterance.text, reason="the voice cannot say it"))
        elif spoken.note:
            notes[utterance.id] = spoken.note
        if spoken.voice:
            voices[utterance.id] = spoken.voice
        silence_ms = utterance.break_ms
    writer.write_silence(breaks.lead_out)
    writer.flush()
    timeline = Timeline(clips=tuple(clips), chapters=(), duration_ms=writer.position_ms)
    return Recording(
        spool_path=spool,
        frame_rate_hz=writer.frame_rate_hz,
        frames=writer.frames,
        timeline=timeline,
        skipped=tuple(skipped),
        voices=voices,
        notes=notes,
    )


def _pairs(expected: tuple[Utterance, ...], speech: Iterable[Speech]) -> Iterator[tuple[Utterance, Speech]]:
    """Yield each utterance with its speech.

    Raises:
        ValueError: one of them is missing, or there is none.
    """
    if not expected:
        raise ValueError("there is no utterance to join")
    rest = iter(speech)
    for utterance in expected:
        spoken = next(rest, None)
        if spoken is None or spoken.utterance_id != utterance.id:
            raise ValueError(f"speech of {spoken and spoken.utterance_id} came instead of that of {utterance.id}")
        yield utterance, spoken
    if extra := next(rest, None):
        raise ValueError(f"speech of {extra.utterance_id} came after that of the last utterance, {expected[-1].id}")


class _SpoolWriter:
    """Counts PCM frames, and writes them in blocks, each of which is built once."""

    def __init__(self, write: Callable[[bytes], object], on_pcm: OnPcm | None) -> None:
        self.frame_rate_hz = 0
        self.frames = 0
        self._write = write
        self._on_pcm = on_pcm
        self._parts: list[bytes] = []
        self._waiting = 0

    @property
    def position_ms(self) -> int:
        """Return the time in ms: the running total of frames, rounded once."""
        return frames_to_ms(self.frames, self.frame_rate_hz)

    def open(self, frame_rate_hz: int) -> None:
        """Set the frame rate; the first call counts."""
        self.frame_rate_hz = self.frame_rate_hz or frame_rate_hz

    def write_silence(self, ms: int) -> None:
        """Add `ms` of silence."""
        self._append(bytes(SAMPLE_WIDTH * ms_to_frames(ms, self.frame_rate_hz)))

    def add(self, speech: Speech) -> tuple[int, int]:
        """Add a speech, converted to the frame rate, and return when it begins and ends, in ms."""
        begin_ms, pcm = self.position_ms, speech.pcm
        if speech.frame_rate_hz != self.frame_rate_hz:
            pcm = _segment(pcm, speech.frame_rate_hz).set_frame_rate(self.frame_rate_hz).raw_data
        # A clip shorter than a millisecond could begin and end at the same one.
        self._append(pcm.ljust(SAMPLE_WIDTH * (self.frame_rate_hz // 1000 + 1), b"\0"))
        return begin_ms, self.position_ms

    def _append(self, pcm: bytes) -> None:
        """Add samples to those that wait, and write all of them once they fill a block."""
        self._parts.append(pcm)
        self.frames += len(pcm) // SAMPLE_WIDTH
        self._waiting += len(pcm) // SAMPLE_WIDTH
        if self._waiting >= BLOCK_FRAMES:
            self.flush()

    def flush(self) -> None:
        """Write the waiting frames, if there are any."""
        if not self._waiting:
            return
        pcm = _segment(b"".join(self._parts), self.frame_rate_hz).raw_data
        self._parts, self._waiting = [], 0
        self._write(pcm)
        if self._on_pcm:
            self._on_pcm(pcm, self.frame_rate_hz)


def _segment(pcm: bytes, frame_rate_hz: int) -> AudioSegment:
    """Return 16-bit mono samples as pydub has them."""
    return AudioSegment(data=pcm, sample_width=SAMPLE_WIDTH, frame_rate=frame_rate_hz, channels=1)


def _clip(utterance: Utterance, speech: Speech, begin_ms: int, end_ms: int) -> Clip:
    """Return the clip, with spoken words as stretches of the shown text; words of one stretch become one."""
    words: list[Word] = []
    for word in speech.words:
        shown = _shown(utterance, word)
        if shown is None:
            continue
        begin, end = shown
        ends_ms = min(begin_ms + word.end_ms, end_ms)
        if words and (words[-1].begin, words[-1].end) == shown:
            words[-1] = Word(begin=begin, end=end, begin_ms=words[-1].begin_ms, end_ms=ends_ms)
        else:
            words.append(Word(begin=begin, end=end, begin_ms=min(begin_ms + word.begin_ms, end_ms), end_ms=ends_ms))
    return Clip(utterance_id=utterance.id, begin_ms=begin_ms, end_ms=end_ms, words=tuple(words))


def _shown(utterance: Utterance, word: Word) -> tuple[int, int] | None:
    """Return the stretch of the shown text for a spoken word, None if there is none.

    It is the word's own characters where the text is spoken as it is shown, else whole stretches of the alignment.
    """
    first = bisect_right(utterance.alignment, word.begin, key=lambda stretch: stretch.spoken_end)
    after = bisect_left(utterance.alignment, word.end, key=lambda stretch: stretch.spoken_begin)
    ranges = []
    for stretch in utterance.alignment[first:after]:
        begin, end = stretch.begin, stretch.end
        if utterance.spoken[stretch.spoken_begin : stretch.spoken_end] == utterance.text[begin:end]:
            shift = begin - stretch.spoken_begin
            begin, end = max(word.begin + shift, begin), min(word.end + shift, end)
        ranges.append((begin, end))
    return (min(begin for begin, _ in ranges), max(end for _, end in ranges)) if ranges else None
