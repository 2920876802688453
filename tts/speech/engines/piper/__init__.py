"""Voices of Piper: a user's `NAME.onnx` with its `NAME.onnx.json`, spoken by onnxruntime.

`voices` reads what a voice says of itself and is light. Everything else runs in the worker: `phonemizer` asks espeak-ng
for the phonemes of a text, `phonemes` makes them the numbers that the network takes, `network` turns these into sound,
`driver` is all of it for pyttsx3, and `speaker` serves the worker through pyttsx3.
"""
