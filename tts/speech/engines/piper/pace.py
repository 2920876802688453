"""Measure how fast a voice of Piper speaks, so that a rate in words per minute means the same for all of them.

A rate is espeak-ng's: a text lasts about as long as espeak-ng takes for it at that rate. Both speak one text once, when
the voice is loaded: numbers, which espeak-ng reads in each language.
"""

from __future__ import annotations

from tts.noun import noun
from tts.speech.engines.piper.network import Network
from tts.speech.engines.piper.phonemizer import Phonemizer
from tts.speech.engines.piper.reading import read_text
from tts.speech.engines.piper.symbols import make_phrases
from tts.speech.engines.piper.voices import PiperSettings

_TEXT = "21 34 57 68 79, 86 43 92 75 31 64, 123 456 789."
_RATE_WPM = 165
_MIN_SCALE = 0.1


@noun
class Pace:
    """How fast a voice is, unhurried.

    `share` is its time for a text, divided by that of espeak-ng at 165 words per minute, and `mean_steps` how many
    steps of the network a symbol lasts. `word_times` is whether the network gives the durations.
    """

    share: float
    mean_steps: float
    word_times: bool

    def length_scale(self, rate_wpm: int) -> float:
        """Return the length scale for `rate_wpm` words per minute.

        A network rounds the length of each symbol up to whole steps, half a step on average, and scales what is below.
        """
        wanted_steps = self.mean_steps * _RATE_WPM / rate_wpm / self.share
        return max((wanted_steps - 0.5) / (self.mean_steps - 0.5), _MIN_SCALE)


def measure_pace(settings: PiperSettings, network: Network, phonemizer: Phonemizer, speaker: int) -> Pace:
    """Return the pace of a voice; the phonemizer has the voice's espeak-ng voice."""
    pieces = read_text(_TEXT, (), settings, phonemizer)
    samples = steps = symbols = 0
    word_times = True
    for phrase in make_phrases(pieces, settings.ids):
        sound = network.speak(phrase.ids, speaker=speaker, length_scale=1.0, noise=settings.noise)
        samples += len(sound.samples)
        symbols += len(phrase.ids)
        steps += len(sound.samples) // sound.step_frames
        word_times = word_times and sound.begins is not None
    usual_s = phonemizer.count_frames(_TEXT, _RATE_WPM) / phonemizer.frame_rate_hz
    return Pace(share=samples / settings.frame_rate_hz / usual_s, mean_steps=steps / symbols, word_times=word_times)
