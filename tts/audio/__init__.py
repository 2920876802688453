"""SPEECH -> TRACKS: joins, levels and encodes the sound."""
