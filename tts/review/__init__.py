"""Review words: the examples of lexicons, and names and acronyms that a voice may say wrong."""
