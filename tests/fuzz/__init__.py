"""Random inputs: nothing that is read ends in a traceback, takes more than 5 s, or loses a word in silence."""
