"""SECTIONS -> SPEECH: what is said for each utterance, and the voices that say it."""
