"""SECTIONS -> SPEECH: the spoken form of each utterance, and the voices that speak it."""
