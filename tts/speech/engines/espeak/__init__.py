"""espeak-ng: the voice that is always there, for a hundred languages."""
