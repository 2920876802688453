"""SPEECH -> TRACKS: join, level and encode the sound."""
