"""Voices of Piper: a user's `NAME.onnx` with its `NAME.onnx.json`, spoken by onnxruntime.

`voices` reads the settings and the licence of a voice, and is light. Everything else runs in the worker: `phonemizer`
asks espeak-ng for the phonemes of a text, `reading` adds hints and punctuation, `symbols` turns them into the numbers
that the network takes, and `network` turns these into sound. `driver` does all of this for pyttsx3, and `speaker`
serves the worker.
"""
